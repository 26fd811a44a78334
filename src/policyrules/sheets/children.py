"""Which table of records is which list, and by which columns a record says whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import define, field

from policyrules.diagnostics.base import Outcome, Problem, suggest
from policyrules.diagnostics.table_files import NoSuchColumn, UnknownList
from policyrules.language import core
from policyrules.sheets import facts as f
from policyrules.sheets.read import opened

if TYPE_CHECKING:
    from policyrules.sheets.model import TableFile


@define(eq=False)
class Child:
    """The table of one list. ``joined`` are the columns that say whose a record is: they are in the table of its parent as well."""

    fact: core.Field
    label: str
    columns: f.Columns
    parent: Child | None
    joined: tuple[str, ...]
    inner: list[Child] = field(factory=list)

    @property
    def table(self) -> TableFile:
        return self.columns.table

    @property
    def link(self) -> str:
        """The column, in what is kept of its parent, that its own keys refer to."""
        return f"{self.fact.alias}#"


def plan(given: Mapping[str, str], subject: core.Subject, main: TableFile, key: str) -> Outcome[tuple[Child, ...]]:
    """The tables of records, those of a list before those of lists in it; or what is wrong with them."""
    lists = dict(_lists(subject.fields))
    problems: list[Problem] = []
    asked: dict[str, tuple[str, str]] = {}
    for name, path in given.items():
        places = [place for place, fact in lists.items() if name in _names(fact)]
        if len(places) != 1:
            near = suggest(name, [n for fact in lists.values() for n in _names(fact)])
            known = tuple((fact.called, fact.alias) for fact in lists.values())
            problems.append(UnknownList(found=name, nearest=near, known=known, subject=(subject.name, subject.id)))
            continue
        asked[places[0]] = (name, path)
    made: dict[str, Child] = {}
    for place, fact in lists.items():
        above = made.get(place.rpartition(".")[0])
        if place not in asked or ("." in place and above is None):
            continue
        child = _child(fact, *asked[place], main, key, above)
        problems += child.problems
        if child.value is not None:
            made[place] = child.value
    return Outcome(None, tuple(problems)) if problems else Outcome(tuple(made.values()))


def lacking(column: str, table: TableFile) -> NoSuchColumn:
    """The problem with a key that the table does not have."""
    names = table.columns
    near = next((name for name in names if name.casefold() == column.casefold()), "") or suggest(column, names)
    return NoSuchColumn(where=table.path, column=column, nearest=near, known=tuple((name, name) for name in names))


def _lists(fields: Iterable[core.Field]) -> Iterator[tuple[str, core.Field]]:
    for fact in core.every_field(fields):
        if isinstance(fact.type, core.Records):
            yield fact.alias, fact


def _names(fact: core.Field) -> tuple[str, ...]:
    return fact.alias, fact.called, fact.name, fact.own


def _child(fact: core.Field, label: str, path: str, main: TableFile, key: str, above: Child | None) -> Outcome[Child]:
    assert isinstance(fact.type, core.Records)
    table = opened(path)
    if table.value is None:
        return Outcome(None, table.problems)
    columns = f.columns(table.value, fact.type.fields)
    if columns.value is None:
        return Outcome(None, columns.problems)
    names = table.value.columns
    if above is None:
        joined: tuple[str, ...] = (key,)
    else:
        own = [name for name in above.table.columns if name not in above.joined]
        shared = [name for name in own if name in names and name not in columns.value.facts]
        joined = (*(name for name in above.joined if name in names), *(shared or own)[:1])
    if not joined or joined[-1] not in names:
        return Outcome(None, (lacking((joined or ("",))[-1], table.value),))
    made = Child(fact, label, columns.value, above, joined)
    if above:
        above.inner.append(made)
    return Outcome(made)
