"""What is asked of a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

import narwhals as nw
from attrs import frozen

from policyrules.diagnostics.base import Outcome
from policyrules.runner import Runner
from policyrules.tables import frames
from policyrules.tables.children import Child, tied
from policyrules.tables.layout import Layout, lay_out
from policyrules.tables.rows import Rows

OVER = ".over"
"""How the column is called, beside that of an exact numerator, that holds its denominator."""
PLACE = "·row"
"""The column that holds the place of a row while rows are taken apart and put together."""


@frozen
class Look:
    """What was seen of the columns: which of them, by their names, have nulls, and whether any row needs a closer look."""

    nulls: Mapping[str, bool]
    odd: bool


@frozen(eq=False, slots=False)
class Asked:
    """What was asked for. ``key``: the column that child tables refer to, or "". ``placed``: whether the frame has a column with
    the places of its rows."""

    runner: Runner
    subject: str
    on: date | None
    bounds: bool
    exact: bool
    frame: Any
    layout: Layout
    children: tuple[Child, ...]
    key: str
    placed: bool = False

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.runner, self.subject, on=self.on, bounds=self.bounds)

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns of the frame that come out again."""
        return (PLACE, *self.layout.carried) if self.placed else self.layout.carried


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
    frame = frames.readable(nw.from_native(native))
    fields = runner.lowered.subjects[subject].subject.fields
    names = frame.collect_schema().names()
    layout = lay_out(fields, names)
    given = tied(fields, key, layout.sure.carried if layout.value else (), children or {})
    if layout.value is None or given.value is None:
        return Outcome(None, (*layout.problems, *given.problems))
    key = next((child.key for child in given.value), "")
    return Outcome(Asked(runner, subject, on, bounds, exact, frame, layout.value, given.value, key))
