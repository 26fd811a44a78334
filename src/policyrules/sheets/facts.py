"""Which columns of a table are facts, and each batch with those columns as values of their facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import Factory, frozen

from policyrules.diagnostics.base import Outcome, Problem
from policyrules.diagnostics.table_cells import CellHoldsList
from policyrules.diagnostics.table_files import ColumnUnclear
from policyrules.language import core
from policyrules.sheets.arrow import pa
from policyrules.sheets.cells import CellReader
from policyrules.sheets.model import Batch, TableFile
from policyrules.sheets.plain import column as plain_column

NOTHING = ".无"
"""At the end of the name of a column: the cells of the column beside it in which it says 无."""


@frozen(eq=False)
class Flaw:
    """A problem with one row: in which table (empty: the main one), which row and key, which column, and what stands there."""

    row: int
    problem: Problem
    column: str = ""
    shown: str = ""
    table: str = ""
    key: str = ""


@frozen(eq=False)
class Typed:
    """A batch as it can be scored, and the flaws of its cells by their place in it."""

    columns: dict[str, pa.Array]
    rows: Sequence[int]
    flaws: Mapping[int, list[Flaw]] = Factory(dict)


class Columns:
    """The columns of one table: the facts among them, by what they are called there, and those that are carried along."""

    def __init__(self, table: TableFile, facts: Mapping[str, core.Field]) -> None:
        self.table, self.facts = table, facts
        self.carried = tuple(name for name in table.columns if name not in facts)
        self._readers = {name: CellReader(fact, name) for name, fact in facts.items()}

    def empty(self) -> Typed:
        """A batch without rows, and without what is carried along."""
        return Typed({name: reader.take([]).values for name, reader in self._readers.items()}, ())

    def typed(self, batch: Batch, label: str = "") -> Typed:
        """The columns of a batch."""
        made: dict[str, pa.Array] = {}
        flaws: dict[int, list[Flaw]] = {}
        for name, cells in batch.columns.items():
            reader = self._readers.get(name)
            if reader is None:
                made[name] = plain_column(cells, self.table.kinds[name]) if isinstance(cells, list) else cells
                continue
            column = reader.take(cells)
            made[name] = column.values
            if column.nothing is not None:
                made[name + NOTHING] = column.nothing
            for bad in column.bad:
                flaws.setdefault(bad.at, []).append(Flaw(batch.rows[bad.at], bad.problem, name, bad.shown, label))
        return Typed(made, batch.rows, flaws)


def columns(table: TableFile, fields: Iterable[core.Field]) -> Outcome[Columns]:
    """Which column is which fact; a problem where two are one."""
    called = {name: fact for fact in fields for name in (fact.name, fact.own)}
    facts: dict[str, core.Field] = {}
    first: dict[str, str] = {}
    problems: list[Problem] = []
    for name in table.columns:
        fact = called.get(name)
        if fact is None:
            continue
        if isinstance(fact.type, core.Records):
            problems.append(CellHoldsList(where=table.path, column=name))
            continue
        other = first.setdefault(fact.alias, name)
        if other != name:
            problems.append(ColumnUnclear(where=table.path, column=other, other=name))
        facts[name] = fact
    return Outcome(None, tuple(problems)) if problems else Outcome(Columns(table, facts))
