"""Classifications and requirements."""

from __future__ import annotations

from attrs import frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.expressions import Expr
from policyrules.language.surface.names import Head, Name
from policyrules.language.surface.notes import Notes
from policyrules.language.surface.scorecards import Gate, Grade, Remark, SpanLine


@frozen(eq=False, repr=False)
class Classification(Node):
    """分类, its rows like those of 等级. ``exclusive`` is 互斥."""

    head: Head
    subject: Name
    exclusive: bool
    notes: Notes
    rows: tuple[Grade | Remark, ...]


@frozen(eq=False, repr=False)
class Duty(Node):
    """One line of 要求: 若 guard，则 test; without 若 it always applies."""

    guard: Expr | None
    test: Expr
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Requirement(Node):
    """要求."""

    head: Head
    subject: Name
    notes: Notes
    body: tuple[Duty | Gate | SpanLine | Remark, ...]
