"""What 修改 may not change: the type and unit of a value, and a bound to a wider one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from policyrules.diagnostics import inherit as n
from policyrules.diagnostics.base import Problem
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.passes.check.expressions import Expressions
from policyrules.passes.check.types import Typed, dimension


def loosened(fact: core.Field, was: core.Field) -> Iterator[Problem]:
    """A problem where a field takes values that it did not take in the pack above."""
    low = _above(was.low, fact.low) or (was.low == fact.low and was.above and not fact.above)
    high = _above(fact.high, was.high) or (was.high == fact.high and was.below and not fact.below)
    if low or high:
        yield n.LoosenedBound(span=fact.span, found=fact.name)


def _above(one: Any, other: Any) -> bool:
    return one is not None and other is not None and one > other


def retyped(place: Expressions, node: s.Parameter | s.Let, done: Typed, before: s.Node | None) -> Problem | None:
    """A problem where a value is of another type or unit than the one ``before``, in the pack above."""
    if not isinstance(before, s.Parameter | s.Let):
        return None
    was, name = evolve(place, problems=[], guards=[]).expr(before.value), node.head.name.text
    if was is None or was.type is None or done.type is None:
        return None
    if isinstance(was.type, core.Quantity) and isinstance(done.type, core.Quantity):
        alike = dimension(was.type) == dimension(done.type) and (was.type.unit is None) == (done.type.unit is None)
        return None if alike else n.FixedByParent(span=node.value.span, found=name, what_zh="单位", what_en="unit")
    alike = type(was.type) is type(done.type)
    return None if alike else n.FixedByParent(span=node.value.span, found=name, what_zh="类型", what_en="type")
