"""In which direction an expression may go where one fact is raised, read off its form: the sign of each of the twelve nodes.

The rules are those of interval arithmetic for derivatives (R. E. Moore, Interval Analysis, 1966), with false below true. A sign is
a set of directions: none (it does not depend on the fact), up, down, or both, which also says that nothing is known.
"""

from __future__ import annotations

from datetime import date
from math import inf
from typing import Any

from policyrules.analysis.decide import Decider
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.lowered import Aggregate
from policyrules.language.meaning import Env, evaluate, given
from policyrules.language.values import MAYBE, NOTHING, Interval, OneOf

NONE, UP, DOWN, BOTH = 0, 1, 2, 3
_TURNED = (NONE, DOWN, UP, BOTH)
RECORDED = ("count", "sum")
"""What one more record may change where it is like those that are there."""


def turned(sign: int) -> int:
    """The sign of what goes the other way."""
    return _TURNED[sign]


def is_asked_of_each(by: Decider, fact: core.Field) -> bool:
    """Whether more is asked of a list than how many records there are and what they come to, so that it is taken to have one."""
    return any(isinstance(x, Aggregate) and x.agg.over is fact and x.agg.op not in RECORDED for x in by.every.values())


class Signs:
    """The signs of expressions for one fact of the subject; of a list, for one more record like those it has."""

    def __init__(self, by: Decider, fact: core.Field) -> None:
        self.by = by
        self.fact = fact
        self.known: dict[str, int] = {}
        self.some = is_asked_of_each(by, fact)

    def of(self, node: core.Expr, env: Env | None = None) -> int:
        """The sign of an expression, where what is known is ``env``."""
        env = env or self.by.env
        match node:
            case core.Fact():
                return UP if node.field is self.fact else NONE
            case core.Ref():
                return self.ref(node)
            case core.Arith():
                return self.arith(node, env)
            case core.Cmp():
                return self.compared(node, env)
            case core.Logic("not", (inner,)):
                return turned(self.of(inner, env))
            case core.Logic() | core.Extreme():
                sign = NONE
                for item in node.items:
                    sign |= self.of(item, env)
                return sign
            case core.Choose():
                return self.chosen(node, env)
            case core.Round():
                return self.of(node.operand, env)
            case core.Elapsed():
                return turned(self.of(node.start, env)) | self.of(node.end, env)
            case core.Shift():
                return self.of(node.day, env)
        return NONE

    def ref(self, node: core.Ref) -> int:
        found = self.by.every.get(node.key)
        if found is None:
            return NONE
        if node.key not in self.known:
            self.known[node.key] = self.listed(found) if isinstance(found, Aggregate) else self.of(found.expr)
        return self.known[node.key]

    def arith(self, node: core.Arith, env: Env) -> int:
        left, right = self.of(node.left, env), self.of(node.right, env)
        if not left | right:
            return NONE
        if node.op in "+-":
            return left | (right if node.op == "+" else turned(right))
        by_right = times(left, node.right, env)
        return by_right | times(right if node.op == "*" else turned(right), node.left, env)

    def compared(self, node: core.Cmp, env: Env) -> int:
        if self.some and core.is_some(node):
            return NONE
        left, right = self.of(node.left, env), self.of(node.right, env)
        if node.op in ("ge", "gt"):
            return left | turned(right)
        if node.op in ("le", "lt"):
            return turned(left) | right
        if not left | right:
            return NONE
        own, other = (node.left, node.right) if isinstance(node.left, core.Fact) else (node.right, node.left)
        if not isinstance(own, core.Fact) or own.field is not self.fact or not isinstance(other, core.Lit):
            return BOTH
        if other.value is NOTHING:  # whether there is a value at all does not change where it is raised
            return NONE
        ends = _ends(evaluate(own, self.by.env))
        sign = DOWN if ends and other.value == ends[0] else UP if ends and other.value == ends[1] else BOTH
        return sign if node.op == "eq" else turned(sign)

    def chosen(self, node: core.Choose, env: Env) -> int:
        """Where the condition of a case turns, what is given goes from the rest to the case or back."""
        if node.exclusive:
            return BOTH if any(self.of(x, env) for x in core.children(node)) else NONE
        sign = NONE
        for n, (condition, then) in enumerate(node.cases):
            turn = self.of(condition, env)
            inside, outside = given(condition, True, env), given(condition, False, env)
            if inside is not None:
                sign |= self.of(then, inside)
            if outside is None:
                return sign
            if turn and inside is not None:
                rest = core.Choose(node.cases[n + 1 :], node.otherwise, table=node.table, span=node.span)
                sign |= stepped(turn, _ends(evaluate(then, inside)), _ends(evaluate(rest, outside)))
            env = outside
        return sign | self.of(node.otherwise, env)

    def listed(self, value: Aggregate) -> int:
        """What a list comes to. Of one more record like those that are there, only counts and sums change."""
        agg = value.agg
        where = self.of(agg.where) if agg.where is not None else NONE
        body = self.of(agg.body) if agg.body is not None else NONE
        more = UP if agg.over is self.fact else NONE
        match agg.op:
            case "count":
                return where | more
            case "sum":
                assert agg.body is not None
                return body | times(where | more, agg.body, self.by.env)
            case "all":
                return turned(where) | body
        return BOTH if where else body


def times(sign: int, factor: core.Expr, env: Env) -> int:
    """The sign of what is multiplied by a factor."""
    if not sign:
        return NONE
    ends = _ends(evaluate(factor, env))
    if ends is None:
        return BOTH
    low, high = ends
    return NONE if low == high == 0 else sign if low >= 0 else turned(sign) if high <= 0 else BOTH


def stepped(turn: int, one: tuple[Any, Any] | None, other: tuple[Any, Any] | None) -> int:
    """The sign of a step to ``one`` from ``other`` where a condition of the sign ``turn`` comes to hold."""
    if not turn:
        return NONE
    if one is None or other is None:
        return BOTH
    if one[0] == one[1] == other[0] == other[1]:
        return NONE
    return turn if one[0] >= other[1] else turned(turn) if one[1] <= other[0] else BOTH


def _ends(value: Any) -> tuple[Any, Any] | None:
    """The least and the greatest that a number, a level, or a truth (0 and 1) can be; None where there is no order."""
    if value is MAYBE:
        return 0, 1
    if isinstance(value, OneOf):
        numbers = [v for v in value.values or () if isinstance(v, int)]
        return (min(numbers), max(numbers)) if numbers else None
    if isinstance(value, Interval):
        return (-inf, inf) if value.absent else iv.bounds(value)
    return None if isinstance(value, str | date) or not hasattr(value, "__lt__") else (value, value)
