"""Arithmetic on numbers that may be unknown, end by end (`language.interval`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve

from policyrules.graph import ends as e
from policyrules.graph.ends import End
from policyrules.graph.known import InexpressibleError, Num, only_none
from policyrules.graph.nodes import Graph


def arith(g: Graph, op: str, a: Num, b: Num) -> Num:
    """``a op b``; 无 where either surely is."""
    none = g.or_(only_none(g, a), only_none(g, b))
    if op == "+":
        low, high = _pair(a, b, lambda x, y: e.total(g, (x, y)), crossed=False)
    elif op == "-":
        low, high = _pair(a, b, lambda x, y: e.total(g, (x, e.negated(g, y))), crossed=True)
    elif op == "*":
        low, high = _product(g, a, b)
    else:
        low, high = _quotient(g, a, b)
    return Num(low, high, none, g.not_(none))


def _pair(a: Num, b: Num, join: Callable[[End, End], End], crossed: bool) -> tuple[End, End]:
    low = join(a.low, b.high if crossed else b.low)
    if a.low is a.high and b.low is b.high:
        return low, low
    return low, join(a.high, b.low if crossed else b.high)


def _single(a: Num) -> bool:
    return a.low is a.high


def _bounded(g: Graph, *ends: End) -> bool:
    return all(x.endless.constant and not x.endless.value for x in ends)


def _positive(end: End) -> bool:
    return end.node.low is not None and end.node.low >= 0


def _product(g: Graph, a: Num, b: Num) -> tuple[End, End]:
    if _single(a) and _single(b):
        found = e.times(g, a.low, b.low)
        return found, found
    for one, other in ((a, b), (b, a)):
        fixed = one.low.fixed() if _single(one) else None
        if fixed is not None:
            low, high = _times_fixed(g, one.low, other.low), _times_fixed(g, one.low, other.high)
            return (low, high) if fixed >= 0 else (high, low)
    if _positive(a.low) and _positive(b.low) and _bounded(g, a.low, b.low):
        high = e.times(g, a.high, b.high)
        if _bounded(g, a.high, b.high):
            return e.times(g, a.low, b.low), high
        zero = g.const(0)
        # Nothing times whatever is nothing, also where that has no bound.
        endless = [g.and_(x.endless, g.or_(y.endless, g.compare("gt", y.node, zero))) for x, y in _both(a.high, b.high)]
        nothing = g.or_(*(g.and_(g.compare("eq", y.node, zero), g.not_(y.endless)) for _, y in _both(a.high, b.high)))
        capped = e.chosen(g, nothing, e.number(g, 0), evolve(high, endless=g.const(False)))
        return e.times(g, a.low, b.low), evolve(capped, endless=g.or_(*endless))
    ends = [e.times(g, x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    if not _bounded(g, *ends):
        raise InexpressibleError("a product of numbers without bounds")
    return e.least(g, ends, high=False), e.most(g, ends, high=True)


def _both(a: End, b: End) -> tuple[tuple[End, End], tuple[End, End]]:
    return (a, b), (b, a)


def _times_fixed(g: Graph, fixed: End, end: End) -> End:
    return e.number(g, 0) if not fixed.node.value else e.times(g, end, fixed)


def _quotient(g: Graph, a: Num, b: Num) -> tuple[End, End]:
    over = [e.inverse(g, x) for x in ((b.low,) if _single(b) else (b.high, b.low))]
    if None in over:
        raise InexpressibleError("a divisor whose sign is open")
    sure = [x for x in over if x is not None]
    if _single(b):
        turned = Num(sure[0], sure[0], b.none, b.some)
        return _product(g, a, turned)
    if b.high.node.high is not None and b.high.node.high < 0:
        raise InexpressibleError("an unknown divisor below 0")
    least = e.chosen(g, b.high.endless, e.number(g, 0), evolve(sure[0], endless=g.const(False)))
    return _product(g, a, Num(least, sure[1], b.none, b.some))


def extreme(g: Graph, op: str, items: Sequence[Num]) -> Num:
    """The least or greatest of several; 无 where one surely is."""
    none = g.or_(*(only_none(g, x) for x in items))
    pick = e.least if op == "min" else e.most
    low = pick(g, [x.low for x in items], high=False)
    high = low if all(_single(x) for x in items) else pick(g, [x.high for x in items], high=True)
    return Num(low, high, none, g.not_(none))


def held(g: Graph, a: End, floor: End | None, cap: End | None, high: bool) -> End:
    """An end held between limits, the upper one first."""
    if cap is not None:
        a = e.least(g, (a, cap), high)
    if floor is not None:
        a = e.most(g, (a, floor), high)
    return a
