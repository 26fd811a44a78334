"""Child tables as lists: records are collected to the row they belong to, those of nested lists to their record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
from attrs import define, frozen

from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Outcome, Problem, suggest
from policyrules.diagnostics.table_rows import RecordOfNobody, RecordsNotTied
from policyrules.evaluation.given import show
from policyrules.language import core
from policyrules.tables import frames
from policyrules.tables.layout import NONE, Layout, lay_out


@frozen(eq=False)
class Child:
    """The table of one list. ``key`` is the column that says which row of the parent a record belongs to; ``own`` that of its own
    key, where lists nested in it have tables."""

    fact: core.Field
    name: str
    frame: Any
    layout: Layout
    key: str
    own: str
    inner: tuple[Child, ...]


def tied(
    fields: Sequence[core.Field], key: str | None, carried: Sequence[str], given: Mapping[str, Any]
) -> Outcome[tuple[Child, ...]]:
    """The child tables of a subject, or what is wrong with them. ``key``: the column of the parent that they refer to, its first
    carried one where it is None."""
    lists = {
        name: x.alias for x in core.every_field(fields) if isinstance(x.type, core.Records) for name in (x.alias, x.called, x.name)
    }
    strays = [name for name in given if name not in lists]
    problems: list[Problem] = [f.UnknownFact(where=name, nearest=suggest(name, lists)) for name in strays]
    by_alias = {lists[name]: (name, frame) for name, frame in given.items() if name in lists}
    key = key or next(iter(carried), "")
    made = _below(fields, key, by_alias, problems)
    return Outcome(None, tuple(problems)) if problems else Outcome(made)


def _below(fields: Sequence[core.Field], key: str, given: dict[str, tuple[str, Any]], problems: list[Problem]) -> tuple[Child, ...]:
    made = []
    for fact in fields:
        if not isinstance(fact.type, core.Records) or fact.alias not in given:
            continue
        name, native = given[fact.alias]
        frame = nw.from_native(native)
        names = frame.collect_schema().names()
        layout = lay_out(fact.type.fields, names)
        problems += [q.inside(name) for q in layout.problems]
        if not key or key not in names:
            problems.append(RecordsNotTied(where=name, column=key))
        elif layout.value:
            own = next((c for c in layout.value.carried if c != key), "")
            made.append(Child(fact, name, frame, layout.value, key, own, _below(fact.type.fields, own, given, problems)))
    return tuple(made)


@define(eq=False)
class Collected:
    """Child tables read: for each, the records by the key of the row they belong to."""

    of: dict[str, dict[Any, list[dict[str, Any]]]]
    problems: list[tuple[Problem, Mapping[str, Any]]]

    def lists(self, key: Any) -> dict[str, list[dict[str, Any]]]:
        """The lists of one row; one without records is empty."""
        return {alias: found.get(key, []) for alias, found in self.of.items()}


def collected(children: Sequence[Child], keys: set[Any]) -> Collected:
    """The records of child tables. ``keys`` are those of the rows; a record of none of them is a problem."""
    made = Collected({}, [])
    for child in children:
        frame = frames.eager(child.frame)
        owners = frames.values(frame[child.key])
        records = facts_of(frame, child.layout)
        beside = frames.rows(frame, child.layout.carried)
        if child.inner:
            own = frames.values(frame[child.own])
            inner = collected(child.inner, set(own))
            made.problems += inner.problems
            for record, at in zip(records, own, strict=True):
                record.update(inner.lists(at))
        found: dict[Any, list[dict[str, Any]]] = {}
        for owner, record, carried in zip(owners, records, beside, strict=True):
            if owner in keys:
                found.setdefault(owner, []).append(record)
            else:
                key = "" if owner is None else show(owner)
                made.problems.append((RecordOfNobody(where=child.name, key=key, column=child.key), carried))
        made.of[child.fact.own] = found
    return made


def facts_of(frame: frames.Frame, layout: Layout) -> list[dict[str, Any]]:
    """The facts of each row of a table, those that are null left out."""
    names = list(layout.facts)
    rows = frames.rows(frame, names)
    made = [{key: value for key, value in row.items() if value is not None} for row in rows]
    for alias, column in layout.nones.items():
        name = next((key for key, fact in layout.facts.items() if fact.alias == alias), alias.rpartition(".")[2])
        for row, none in zip(made, frames.values(frame[column]), strict=True):
            if none is True:
                row.setdefault(name, NONE[1][1:])
    return made
