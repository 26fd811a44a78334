"""A table of subjects scored: what goes in is read, one of the two ways is taken, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import inf
from typing import Any, Literal

import narwhals as nw
from attrs import define, field, frozen

from policyrules.diagnostics.base import Outcome, Problem
from policyrules.runner import Runner
from policyrules.tables import frames
from policyrules.tables.children import Child, collected, facts_of, tied
from policyrules.tables.columns import Column
from policyrules.tables.layout import Layout, lay_out
from policyrules.tables.rows import Batch, RowProblem, Rows

Way = Literal["vectors", "rows"]
OVER = ".over"
"""How the column is called, beside that of an exact numerator, that holds its denominator."""


@frozen(eq=False)
class Asked:
    """What was asked for."""

    runner: Runner
    subject: str
    on: date | None
    bounds: bool
    exact: bool
    frame: Any
    layout: Layout
    children: tuple[Child, ...]
    key: str

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.runner, self.subject, on=self.on, bounds=self.bounds)


@define(eq=False)
class Scores:
    """What a table came to.

    ``frame`` is a table of the same kind as the one given, lazy where that was: the columns carried along, then those of
    `columns`. ``problems`` are the rows that were set aside, and why; ``warnings`` are columns that may be misspelt facts.
    ``way`` is how it was worked out, and ``why`` says of each rule that stood in the way of `vectors` what does.
    """

    frame: Any
    columns: tuple[Column, ...]
    way: Way
    why: Mapping[str, str]
    warnings: tuple[Problem, ...]
    _problems: Callable[[], list[RowProblem]] = field(repr=False)
    _found: tuple[RowProblem, ...] | None = field(default=None, init=False, repr=False)

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        """Every problem of the rows set aside, in their order."""
        if self._found is None:
            self._found = tuple(self._problems())
        return self._found


def ask(
    runner: Runner,
    native: Any,
    subject: str,
    *,
    on: date | None = None,
    children: Mapping[str, Any] | None = None,
    key: str | None = None,
    bounds: bool = True,
    exact: bool = False,
) -> Outcome[Asked]:
    """What is asked of a table, or why it cannot be: a fact in two columns, a child table of no list."""
    frame = nw.from_native(native)
    fields = runner.lowered.subjects[subject].subject.fields
    names = frame.collect_schema().names()
    layout = lay_out(fields, names)
    given = tied(fields, key, layout.sure.carried if layout.value else (), children or {})
    if layout.value is None or given.value is None:
        return Outcome(None, (*layout.problems, *given.problems))
    key = next((child.key for child in given.value), "")
    return Outcome(Asked(runner, subject, on, bounds, exact, frame, layout.value, given.value, key))


def by_rows(asked: Asked) -> Scores:
    """Scored row by row."""
    frame = frames.eager(asked.frame)
    keys = frames.values(frame[asked.key]) if asked.key else []
    lists = collected(asked.children, set(keys) - {None})
    made: list[frames.Frame] = []
    problems = [RowProblem(None, q, None, beside) for q, beside in lists.problems]
    for first, piece in frames.batches(frame):
        rows = facts_of(piece, asked.layout)
        if asked.children:
            for place, row in enumerate(rows):
                row.update(lists.lists(keys[first + place]))
        carried = frames.rows(piece, asked.layout.carried)
        batch = asked.rows.score(rows, first=first, carried=carried)
        problems += batch.problems
        made.append(joined(piece, asked, batch))
    whole = frames.like(nw.concat(made, how="vertical"), asked.frame)
    return Scores(whole, asked.rows.columns, "rows", {}, asked.layout.warnings, lambda: problems)


def joined(piece: frames.Frame, asked: Asked, batch: Batch) -> frames.Frame:
    """The columns carried along of the rows kept, with what came out."""
    kept = set(batch.kept)
    carried = piece.select(*asked.layout.carried)
    if len(kept) < len(piece) and carried.columns:
        carried = carried.filter([place in kept for place in range(len(piece))])
    return frames.beside(carried, results(asked, batch, piece))


def results(asked: Asked, batch: Batch, like: frames.Frame) -> frames.Frame:
    """The result columns of a batch as a table."""
    columns: dict[str, list[Any]] = {}
    kinds: dict[str, Any] = {}
    for column in asked.rows.columns:
        values = batch.columns[column.name]
        if column.kind != "number":
            columns[column.name] = values
            kinds[column.name] = nw.String if column.kind == "text" else nw.Int8
        elif asked.exact:
            ends = [(None, None) if x is None or x in (inf, -inf) else Fraction(x).as_integer_ratio() for x in values]
            columns[column.name], columns[column.name + OVER] = [x for x, _ in ends], [x for _, x in ends]
            kinds[column.name] = kinds[column.name + OVER] = nw.Int64
        else:
            columns[column.name] = [None if x is None else float(x) for x in values]
            kinds[column.name] = nw.Float64
    return frames.made(columns, kinds, like)


def score(asked: Asked, way: Way | None) -> Scores:
    """A table scored, in the quicker way where that can be taken."""
    return by_rows(asked)
