"""Ends: exact numbers as scaled integers, and what is known of one as a pair of them.

A number is a node over a scale: ``node / (scale · over)``, where ``scale`` is a constant and ``over`` are nodes that are above 0
(divisors that are no constants). So everything stays whole until it is read, and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

from attrs import evolve, frozen

from policyrules.graph.nodes import Graph, Node
from policyrules.language.values import Number

Over = tuple[Node, ...]


@frozen(eq=False)
class End:
    """One end: ``node / (scale · over)``, or, where ``endless`` holds, without bound on its side."""

    node: Node
    scale: int
    over: Over
    endless: Node

    def fixed(self) -> Number | None:
        """Its value, if that is constant."""
        if not self.node.constant or self.over or not (self.endless.constant and not self.endless.value):
            return None
        return Fraction(self.node.value, self.scale)


def number(g: Graph, value: Number) -> End:
    return End(g.const(value.numerator), value.denominator, (), g.const(False))


def scaled(g: Graph, end: End, scale: int, over: Over) -> Node:
    """The node of an end over another scale, a multiple of its own."""
    assert scale % end.scale == 0
    node = g.mul(end.node, g.const(scale // end.scale))
    return reduce(g.mul, _lacking(over, end.over), node)


def common(ends: Sequence[End]) -> tuple[int, Over]:
    """The least scale that several ends can stand over."""
    over: list[Node] = []
    for end in ends:
        over += _lacking(end.over, tuple(over))
    return lcm(*(e.scale for e in ends)), tuple(sorted(over, key=lambda n: n.number))


def _lacking(wanted: Over, there: Over) -> list[Node]:
    """What of ``wanted`` is not ``there``, as often as it is lacking."""
    rest = list(there)
    return [x for x in wanted if x not in rest or rest.remove(x)]  # type: ignore[func-returns-value]


def _made(g: Graph, node: Node, scale: int, over: Over, endless: Node) -> End:
    if node.constant and not over:
        part = gcd(node.value, scale)
        return End(g.const(node.value // part), scale // part, (), endless)
    return End(node, scale, over, endless)


def total(g: Graph, ends: Sequence[End]) -> End:
    scale, over = common(ends)
    node = g.add(*(scaled(g, e, scale, over) for e in ends)) if ends else g.const(0)
    return _made(g, node, scale, over, g.or_(*(e.endless for e in ends)))


def negated(g: Graph, end: End) -> End:
    return evolve(end, node=g.mul(end.node, g.const(-1)))


def times(g: Graph, a: End, b: End) -> End:
    """The product of two that are bounded (whether they are is the caller's to ask)."""
    over = tuple(sorted((*a.over, *b.over), key=lambda n: n.number))
    node, scale, endless = g.mul(a.node, b.node), a.scale * b.scale, g.or_(a.endless, b.endless)
    if node.op == "mul" and node.args[1].constant and (part := gcd(node.args[1].value, scale)) > 1:
        return End(g.mul(node.args[0], g.const(node.args[1].value // part)), scale // part, over, endless)
    return _made(g, node, scale, over, endless)


MOST_LCM = 5040


def inverse(g: Graph, end: End) -> End | None:
    """One over a number that is never 0; None where its sign is not settled."""
    node = end.node
    if node.constant:
        if not node.value:
            return None
        sign = 1 if node.value > 0 else -1
        top = reduce(g.mul, end.over, g.const(sign * end.scale))
        return _made(g, top, abs(node.value), (), end.endless)
    if node.high is not None and node.high < 0:
        flipped = inverse(g, negated(g, end))
        return flipped and negated(g, flipped)
    if node.low is None or node.low <= 0:
        return None
    top = reduce(g.mul, end.over, g.const(end.scale))
    if node.high is not None and node.high - node.low < 64 and (by := lcm(*range(node.low, node.high + 1))) <= MOST_LCM:
        return _made(g, g.mul(top, g.floordiv(g.const(by), node)), by, (), end.endless)
    return _made(g, top, 1, (node,), end.endless)


def compared(g: Graph, op: str, a: End, b: End) -> Node:
    """A comparison of two that are bounded."""
    scale, over = common((a, b))
    return g.compare(op, scaled(g, a, scale, over), scaled(g, b, scale, over))


def chosen(g: Graph, condition: Node, then: End, otherwise: End) -> End:
    if then is otherwise or (condition.constant and condition.value):
        return then
    if condition.constant:
        return otherwise
    scale, over = common((then, otherwise))
    node = g.when(condition, scaled(g, then, scale, over), scaled(g, otherwise, scale, over))
    return _made(g, node, scale, over, g.when(condition, then.endless, otherwise.endless))


def least(g: Graph, ends: Sequence[End], high: bool) -> End:
    """The least of several: of upper ends (``high``) one without bound does not count, of lower ends one decides."""
    return _extreme(g, "min", ends, endless_wins=not high)


def most(g: Graph, ends: Sequence[End], high: bool) -> End:
    """The greatest of several."""
    return _extreme(g, "max", ends, endless_wins=high)


def _extreme(g: Graph, op: str, ends: Sequence[End], endless_wins: bool) -> End:
    scale, over = common(ends)
    pick = g.least if op == "min" else g.most
    nodes = [scaled(g, e, scale, over) for e in ends]
    if endless_wins or all(e.endless.constant and not e.endless.value for e in ends):
        return _made(g, pick(*nodes), scale, over, g.or_(*(e.endless for e in ends)))
    node, endless = nodes[0], ends[0].endless
    for other, end in zip(nodes[1:], ends[1:], strict=True):
        node = g.when(end.endless, node, g.when(endless, other, pick(node, other)))
        endless = g.and_(endless, end.endless)
    return _made(g, node, scale, over, endless)


def rounded(g: Graph, end: End, step: Number, mode: str) -> End:
    """To a multiple of ``step``: half up is away from zero, down towards it, up away from it (`language.interval.round_to`)."""
    top, bottom = step.as_integer_ratio()
    steps = g.mul(end.node, g.const(bottom))  # this over `one` is how many steps there are
    one = reduce(g.mul, end.over, g.const(end.scale * top))
    positive = steps.low is not None and steps.low >= 0
    size = steps if positive else g.most(steps, g.mul(steps, g.const(-1)))
    whole = _whole(g, size, one, mode)
    if not positive:
        whole = g.when(g.compare("ge", steps, g.const(0)), whole, g.mul(whole, g.const(-1)))
    return _made(g, g.mul(whole, g.const(top)), bottom, (), end.endless)


def _whole(g: Graph, size: Node, one: Node, mode: str) -> Node:
    """How many whole steps something that is not below 0 is rounded to."""
    if mode == "down":
        return g.floordiv(size, one)
    if mode == "up":
        return g.mul(g.floordiv(g.mul(size, g.const(-1)), one), g.const(-1))
    two = g.mul(one, g.const(2))
    if mode == "half up":
        return g.floordiv(g.add(g.mul(size, g.const(2)), one), two)
    down = g.floordiv(size, one)
    rest = g.mul(g.sub(size, g.mul(down, one)), g.const(2))
    odd = g.sub(down, g.mul(g.floordiv(down, g.const(2)), g.const(2)))
    more = g.or_(g.compare("gt", rest, one), g.and_(g.compare("eq", rest, one), g.compare("eq", odd, g.const(1))))
    return g.add(down, g.when(more, g.const(1), g.const(0)))
