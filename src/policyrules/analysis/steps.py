"""The direction in which a line goes with a fact that is only compared with constants: from each cell to the next."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from attrs import evolve

from policyrules.analysis.cells import cells, grid_of
from policyrules.analysis.decide import MOST_NODES, Decider
from policyrules.analysis.signs import BOTH, DOWN, NONE, UP
from policyrules.language import core
from policyrules.language.meaning import unknown
from policyrules.language.values import NOTHING

MOST_CELLS = 24


def by_cells(by: Decider, part: core.Part, fact: core.Field) -> int:
    """The sign of what a line gives; `BOTH` where it is not proved."""
    inlined = _Inlined(by, fact).of(_points(part))
    if inlined is None:
        return BOTH
    marks = _marks(inlined, fact)
    if marks is None:
        return BOTH
    found = [c.point for c in cells(unknown(fact), marks, grid_of(fact)) if c.point is not NOTHING]
    if len(found) > MOST_CELLS:
        return BOTH
    sign = NONE
    each = [_at(inlined, fact, x) for x in found]
    for lower, higher in pairwise(each):
        up = not by.never(core.Cmp("lt", "", lower, higher, span=part.span))
        down = not by.never(core.Cmp("gt", "", lower, higher, span=part.span))
        sign |= (UP if up else NONE) | (DOWN if down else NONE)
        if sign == BOTH:
            return BOTH
    return sign


def _points(part: core.Part) -> core.Expr:
    """What a line gives, within its limits, where it applies; else nothing."""
    assert not isinstance(part.body, tuple)
    whole = part.body
    for op, limit in (("min", part.high), ("max", part.low)):
        if limit is not None:
            whole = core.Extreme(op, (whole, core.Lit(limit, span=part.span)), span=part.span)  # type: ignore[arg-type]
    return whole if part.guard is None else core.Choose(((part.guard, whole),), core.Lit(0, span=part.span), span=part.span)


class _Inlined:
    """Puts values that read a fact in the place of their names."""

    def __init__(self, by: Decider, fact: core.Field) -> None:
        self.by, self.fact = by, fact
        self.room = MOST_NODES

    def of(self, node: core.Expr) -> core.Expr | None:
        """The expression; None where it grows too large, or a list is asked with the fact."""
        self.room -= 1
        if self.room < 0:
            return None
        if isinstance(node, core.Ref):
            value = self.by.values.get(node.key)
            if isinstance(value, core.Value):
                return self.of(value.expr)
            return None if value is not None and self.fact in self.by.fields(value) else node
        below = [self.of(x) for x in core.children(node)]
        if any(x is None for x in below):
            return None
        return rebuilt(node, [x for x in below if x is not None])


def _marks(node: core.Expr, fact: core.Field) -> list[Any] | None:
    """The constants a fact is compared with; None where it is used otherwise."""
    marks: list[Any] = []
    stack = [node]
    while stack:
        here = stack.pop()
        match here:
            case core.Cmp(left=core.Fact(field), right=core.Lit(mark)) | core.Cmp(left=core.Lit(mark), right=core.Fact(field)):
                if field is fact:
                    marks.append(mark)
            case core.Fact(field) if field is fact and not isinstance(field.type, core.Bool):
                return None
            case _:
                stack += core.children(here)
    return marks


def _at(node: core.Expr, fact: core.Field, value: Any) -> core.Expr:
    """The expression where the fact has a value."""
    if isinstance(node, core.Fact):
        return core.Lit(value, span=node.span) if node.field is fact else node
    return rebuilt(node, [_at(x, fact, value) for x in core.children(node)])


def rebuilt(node: core.Expr, below: list[core.Expr]) -> core.Expr:
    """A node with other expressions directly inside it."""
    match node:
        case core.Arith() | core.Cmp():
            return evolve(node, left=below[0], right=below[1])
        case core.Logic() | core.Extreme():
            return evolve(node, items=tuple(below))
        case core.Choose():
            return evolve(node, cases=tuple(zip(below[:-1:2], below[1::2], strict=True)), otherwise=below[-1])
        case core.Round():
            return evolve(node, operand=below[0])
        case core.Elapsed():
            return evolve(node, start=below[0], end=below[1])
        case core.Shift():
            return evolve(node, day=below[0])
    return node
