"""One batch scored by `Policy.score`, whichever way that takes: the frames it is given, and what comes back of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import narwhals as nw
from attrs import frozen

from policyrules.diagnostics.base import Outcome
from policyrules.language import core
from policyrules.policy import FactsError, Policy
from policyrules.result import Result
from policyrules.sheets.arrow import pa
from policyrules.sheets.children import Child
from policyrules.sheets.engines import framed
from policyrules.sheets.facts import NOTHING, Columns, Flaw, Typed
from policyrules.sheets.family import Records, Taken
from policyrules.sheets.plain import written
from policyrules.tables.scores import Scores

PLACE = "policyrules.row"
"""The column that names a row of a batch, for the engine and for the records of its lists."""
_RECORD = re.compile(r"\.?([^.\[\]]+)\[([0-9]+)\]")


@frozen(eq=False)
class Outset:
    """What is known before the first row: the columns of results, and how they will be worked out."""

    columns: tuple[str, ...]
    way: str
    why: Mapping[str, str]


@frozen(eq=False)
class Scored:
    """What came out: the rows that were scored, by their places in the batch, with what is carried along and the results; and the
    flaws of the others."""

    table: pa.Table
    places: list[int]
    flaws: Mapping[int, list[Flaw]]


class Scorer:
    """Scores batches of one subject's rows."""

    def __init__(
        self, policy: Policy, subject: core.Subject, on: date | None, columns: Columns, children: Sequence[Child], engine: str
    ) -> None:
        self.policy, self.subject, self.on = policy, subject, on
        self.columns, self.children, self.engine = columns, tuple(children), engine

    def outset(self) -> Outcome[Outset]:
        """What a table without rows comes to, or why it cannot be scored."""
        lists = {child: Taken(child.columns.empty(), _NONE, (), {}) for child in self.children}
        try:
            found = self._scores(self.columns.empty(), Records(lists))
        except FactsError as error:
            return Outcome(None, error.problems)
        return Outcome(Outset(tuple(column.name for column in found.columns), found.way, found.why))

    def score(self, typed: Typed, records: Records) -> Scored:
        """A batch."""
        found = self._scores(typed, records)
        frame = nw.from_native(found.frame)
        table = (frame.collect("pyarrow") if isinstance(frame, nw.LazyFrame) else frame).to_arrow().sort_by(PLACE)
        at = table.column(PLACE)
        made: dict[str, Any] = {name: typed.columns[name].take(at) for name in self.columns.carried}
        made |= {column.name: table.column(column.name) for column in found.columns}
        flaws: dict[int, list[Flaw]] = {}
        for told in found.problems:
            place = told.row if told.row is not None else int(told.carried[PLACE])
            flaws.setdefault(place, []).append(_flaw(told.problem.where, told, place, typed, records))
        return Scored(pa.table(made), at.to_pylist(), flaws)

    def results(self, typed: Typed, records: Records, places: Sequence[int]) -> Iterator[tuple[int, Result]]:
        """Some rows with their reasons. Those that have problems are passed over."""
        rows = mappings(typed, records, self.columns)
        for place in places:
            found = self.policy.outcome(rows[place], subject=self.subject.id, on=self.on)
            if found.value is not None:
                yield place, found.value

    def _scores(self, typed: Typed, records: Records) -> Scores:
        children = {child.fact.alias: framed(_records(child, taken), self.engine) for child, taken in records.lists.items()}
        main = framed(_main(typed, self.columns), self.engine)
        return self.policy.score(main, subject=self.subject.id, on=self.on, children=children, key=PLACE)


_NONE = pa.array([], pa.int64())

# ---------------------------------------------------------------- what goes in


def _main(typed: Typed, columns: Columns) -> pa.Table:
    return pa.table({PLACE: pa.array(range(len(typed.rows)), pa.int64()), **_facts(typed, columns)})


def _records(child: Child, taken: Taken) -> pa.Table:
    of, rows = PLACE if child.parent is None else _own(child.parent), len(taken.typed.rows)
    own = {_own(child): pa.array(range(rows), pa.int64())} if child.inner else {}
    return pa.table({of: taken.of.cast(pa.int64()), **own, **_facts(taken.typed, child.columns)})


def _own(child: Child) -> str:
    """The column that names a record, for the records of lists in it."""
    return f"{PLACE}.{child.fact.alias}"


def _facts(typed: Typed, columns: Columns) -> dict[str, pa.Array]:
    return {name: cells for name, cells in typed.columns.items() if name not in columns.carried}


def mappings(typed: Typed, records: Records, columns: Columns) -> list[dict[str, Any]]:
    """The facts of each row as `Policy.evaluate` takes them, with their lists."""
    made: dict[Child | None, list[dict[str, Any]]] = {None: _mapped(typed, columns)}
    for child, taken in records.lists.items():
        made[child] = _mapped(taken.typed, child.columns)
        for row in made[child.parent]:
            row[child.fact.own] = []
        for at, row in zip(taken.of.to_pylist(), made[child], strict=True):
            made[child.parent][at][child.fact.own].append(row)
    return made[None]


def _mapped(typed: Typed, columns: Columns) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [{} for _ in typed.rows]
    for name in columns.facts:
        marks = typed.columns.get(name + NOTHING)
        for row, value in zip(made, typed.columns[name].to_pylist(), strict=True):
            if value is not None:
                row[name] = value
        for row, none in zip(made, marks.to_pylist() if marks is not None else (), strict=False):
            if none:
                row[name] = "无"
    return made


# ---------------------------------------------------------------- what comes back


def _flaw(where: str, told: Any, place: int, typed: Typed, records: Records) -> Flaw:
    """A problem, with the row of the file it stands in: of a record, that of the table of records."""
    parent, at, child, row = None, place, None, typed.rows[place]
    while match := _RECORD.match(where):
        found = next((c for c in records.lists if c.parent is parent and match[1] in (c.fact.own, c.fact.name)), None)
        if found is None:
            break
        of = records.lists[found].of.to_pylist()
        at = [n for n, parent_at in enumerate(of) if parent_at == at][int(match[2])]
        parent = child = found
        row = records.lists[found].typed.rows[at]
        where = where[match.end() :]
    shown = "" if child is None or told.value is None else written(told.value)
    return Flaw(row, told.problem, where.lstrip("."), shown, child.label if child else "")
