"""What there is to cover: the goals of each rule, and what a goal looks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from attrs import frozen

from policyrules.language import core
from policyrules.language.lowered import Aggregate
from policyrules.result import Result
from policyrules.source import Span

Said = tuple[str, str]
Kind = Literal["outcome", "finding", "grade", "class", "branch", "side", "edge"]
KINDS: dict[Kind, Said] = {
    "outcome": ("结果", "outcomes"),
    "finding": ("结论", "findings"),
    "grade": ("等级", "grades"),
    "class": ("类别", "classes"),
    "branch": ("分支", "branches"),
    "side": ("且、或者的各边", "sides of and, or"),
    "edge": ("界限", "edges"),
}
Wanted = tuple[tuple[core.Expr, bool], ...]
"""Conditions, and whether each is to hold."""


@frozen(eq=False)
class Level:
    """Where conditions are asked: of the subject, or of a record that ``inside`` goes through. ``alone``: that record is the only
    one that may decide, so all others satisfy the body."""

    wanted: Wanted
    inside: Aggregate | None = None

    @property
    def alone(self) -> bool:
        return self.inside is not None and self.inside.agg.op == "all"


@frozen(eq=False)
class Edge:
    """A comparison whose sides are apart by nothing (``way`` 0), or by at most a ``step`` below (-1) or above (1)."""

    left: core.Expr
    right: core.Expr
    way: Literal[-1, 0, 1]
    step: Any


@frozen(eq=False)
class Here:
    """Something of the facts: conditions on each level, and perhaps an edge on the last."""

    levels: tuple[Level, ...]
    edge: Edge | None = None


@frozen(eq=False)
class Found:
    """Something of the result; ``possible`` is whether it can come about, where the rules alone tell."""

    test: Callable[[Result], bool]
    possible: Callable[[Any], bool] = lambda worth: True
    """Asked under every combination of cells (`possible`)."""
    reads: tuple[core.Expr, ...] = ()


@frozen(eq=False)
class Goal:
    """One thing that a case can show. ``key`` tells it from the others of its rule; ``title`` begins the title of a case."""

    kind: Kind
    key: str
    said: Said
    asked: Here | Found
    reads: tuple[core.Expr, ...] = ()
    """What decides."""


@frozen(eq=False)
class Covered:
    """A rule: what it is called, where it stands and what it rests on, and everything there is to show of it."""

    id: str
    label: Said
    subject: str
    span: Span
    cites: tuple[core.Citation, ...]
    goals: tuple[Goal, ...]
    path: tuple[str, ...] = ()
    """How a case names its outcome."""
