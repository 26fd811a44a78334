"""Targets by date."""

from __future__ import annotations

from attrs import frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.expressions import Day, Expr
from policyrules.language.surface.gives import Mark
from policyrules.language.surface.names import Head, Name
from policyrules.language.surface.notes import Notes
from policyrules.language.surface.scorecards import Gate, Remark, SpanLine


@frozen(eq=False, repr=False)
class Due(Node):
    """One row of 目标: what is to be reached by a day; without a ``test`` that is 不可量化."""

    day: Day
    test: Mark | None
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Target(Node):
    """目标. ``measure`` is what its rows are about."""

    head: Head
    subject: Name
    measure: Expr
    notes: Notes
    body: tuple[Due | Gate | SpanLine | Remark, ...]
