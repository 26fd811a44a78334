"""Scorecards, their parts and grades."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.effects import Veto
from policyrules.language.surface.expressions import Day, Expr, Number
from policyrules.language.surface.gives import Give
from policyrules.language.surface.lists import Records
from policyrules.language.surface.names import Head, Name
from policyrules.language.surface.notes import Notes, Rounding
from policyrules.language.surface.values import Let


@frozen(eq=False, repr=False)
class Condition(Node):
    """One line of a 下列 block."""

    test: Expr
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Listed(Node):
    """下列 全部 / 任一 / 至少 n 项, with the lines below."""

    quantity: Literal["all", "any"] | Number
    items: tuple[Condition, ...]


@frozen(eq=False, repr=False)
class Award(Node):
    """One award line. ``otherwise`` ties it to the line above; ``test`` is None for an unconditional one."""

    otherwise: bool
    test: Expr | Listed | None
    give: Give
    rounding: Rounding | None = None
    notes: Notes = ()
    limits: tuple[Limit, ...] = ()


@frozen(eq=False, repr=False)
class Gate(Node):
    """前提."""

    test: Expr
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Limit(Node):
    """最高 or 最低 as a line, at the end of a part's head, or of an award (English twin)."""

    word: Literal["no higher than", "no lower than"]
    value: Expr
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Part(Node):
    """项目, 要点 or 分组. ``body`` keeps the order of the lines."""

    kind: Literal["item", "criterion", "group"]
    head: Head
    points: Expr | None
    limits: tuple[Limit, ...]
    combine: Literal["", "highest only", "lowest only", "added up"]
    notes: Notes
    body: tuple[PartLine, ...]
    untils: tuple[Day, ...] = ()
    """施行至: the last day on which the part applies; a second one is told."""
    beyond: bool = False
    apart: bool = False
    """不计入满分: where the part is not applicable, full marks are less by its points."""
    over: tuple[Records, ...] = ()
    """逐条: the list whose records each earn the awards; a second one is told."""


@frozen(eq=False, repr=False)
class Remark(Node):
    """A line of annotations that belongs to the block it stands in."""

    notes: Notes


@frozen(eq=False, repr=False)
class Grade(Node):
    """A row of 等级; ``test`` None is 其余."""

    head: Head
    test: Expr | None
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Grades(Node):
    """等级. ``exclusive`` is 互斥."""

    rows: tuple[Grade | Rounding | Remark, ...]
    notes: Notes = ()
    exclusive: bool = False


@frozen(eq=False, repr=False)
class TotalLine(Node):
    """总计: a total of its own over the points of parts."""

    head: Head
    value: Expr
    limits: tuple[Limit, ...] = ()
    rounding: Rounding | None = None
    notes: Notes = ()


@frozen(eq=False, repr=False)
class RankRow(Node):
    """A row of 排序: what is compared, and which comes first."""

    key: Expr
    order: Literal["high to low", "low to high", "early to late", "late to early"]
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Ranking(Node):
    """排序: later rows part those that the earlier ones leave equal."""

    rows: tuple[RankRow | Remark, ...]
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Scorecard(Node):
    head: Head
    subject: Name
    full: Expr | None
    notes: Notes
    body: tuple[ScoreLine, ...]


@frozen(eq=False, repr=False)
class SpanLine(Node):
    """考核期: the year of the date of evaluation, or the one before it."""

    word: Literal["year of assessment", "year before assessment"]
    notes: Notes = ()


PartLine = Part | Award | Limit | Gate | Let | Remark
ScoreLine = Part | Limit | Gate | Veto | Let | TotalLine | Grades | Ranking | SpanLine | Remark
