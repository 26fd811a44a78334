"""What is known of a value, as nodes: both ends of a number or a day, whether something can be true, what an option can be.

Each form says of `language.interval` what that says of plain values; where all facts are known, both ends are one node.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, assert_never

from attrs import frozen

from policyrules.graph import ends as e
from policyrules.graph.ends import End
from policyrules.graph.nodes import ORDER, Graph, Node
from policyrules.language import interval as iv
from policyrules.language.interval import MIRRORED, NEGATED
from policyrules.language.values import NOTHING


class InexpressibleError(Exception):
    """What no graph says, and the interpreter has to be asked about. ``why`` names the construct."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@frozen(eq=False)
class Num:
    """A number: its ends, whether it can be 无 and whether it can be a number."""

    low: End
    high: End
    none: Node
    some: Node


@frozen(eq=False)
class Truth:
    """Whether it can be true, and whether it can be false."""

    true: Node
    false: Node


@frozen(eq=False)
class Code:
    """A level, an option or a text. Where it is ``known`` it is ``node``, or 无 where ``none`` holds; where not, ``can`` tells for
    each value whether it can be that (None: it can be any)."""

    node: Node
    none: Node
    known: Node
    can: Mapping[Any, Node] | None


@frozen(eq=False)
class Moment:
    """A day: its ends, which of them are only the bounds of the calendar, whether it can be 无, and whether it can be a day."""

    low: Node
    high: Node
    first: Node
    last: Node
    none: Node
    some: Node


@frozen(eq=False)
class Nothing:
    """无, of whatever kind is asked for."""


Form = Num | Truth | Code | Moment | Nothing


def same_kind(g: Graph, a: Form, b: Form) -> tuple[Form, Form]:
    """Both in one form: 无 as that of the other, and a constant place of a level as a code."""
    if isinstance(a, Nothing):
        return _nothing(g, b), b
    if isinstance(b, Nothing):
        return a, _nothing(g, a)
    if isinstance(a, Code) and isinstance(b, Num):
        return a, _coded(g, b)
    if isinstance(a, Num) and isinstance(b, Code):
        return _coded(g, a), b
    return a, b


def _nothing(g: Graph, like: Form) -> Form:
    yes, no = g.const(True), g.const(False)
    match like:
        case Num():
            zero = e.number(g, 0)
            return Num(zero, zero, yes, no)
        case Code() | Nothing():
            return Code(g.const(0), yes, yes, {})
        case Moment():
            day = g.const(date.min)
            return Moment(day, day, no, no, yes, no)
        case Truth():
            raise InexpressibleError("无 beside a truth value")
        case _:
            assert_never(like)


def _coded(g: Graph, a: Num) -> Code:
    if a.low.fixed() is None or a.low is not a.high:
        raise InexpressibleError("a level that is worked out")
    return Code(a.low.node, g.const(False), g.const(True), {})


def only_none(g: Graph, a: Num | Moment) -> Node:
    return g.and_(a.none, g.not_(a.some))


# ---------------------------------------------------------------- comparisons


def compare(g: Graph, op: str, a: Form, b: Form) -> Truth:
    """Whether the comparison can be true, and false."""
    a, b = same_kind(g, a, b)
    match a, b:
        case Num(), Num():
            return _with_none(g, op, a, b, lambda o: _can(g, o, a, b))
        case Moment(), Moment():
            return _with_none(g, op, a, b, lambda o: _can_days(g, o, a, b))
        case Code(), Code():
            return _codes(g, op, a, b)
        case Truth(), Truth() if op in ("eq", "ne"):
            same = Truth(*(g.or_(g.and_(a.true, x), g.and_(a.false, y)) for x, y in ((b.true, b.false), (b.false, b.true))))
            return same if op == "eq" else Truth(same.false, same.true)
    raise InexpressibleError("a comparison of two kinds")


def _with_none(g: Graph, op: str, a: Num | Moment, b: Num | Moment, can: Any) -> Truth:
    if _plainly(a) and _plainly(b) and a.low is a.high and b.low is b.high:
        held = can(op)
        return Truth(held, g.not_(held))
    both, none = g.and_(a.some, b.some), g.and_(a.none, b.none)
    one = g.or_(g.and_(a.none, b.some), g.and_(a.some, b.none))
    yes, no = g.and_(both, can(op)), g.and_(both, can(NEGATED[op]))
    if op == "eq":
        return Truth(g.or_(yes, none), g.or_(no, one))
    if op == "ne":
        return Truth(g.or_(yes, one), g.or_(no, none))
    return Truth(yes, g.or_(no, none, one))


def _plainly(a: Num | Moment) -> bool:
    """Whether it is surely not 无."""
    return a.none.constant and not a.none.value


def _can(g: Graph, op: str, a: Num, b: Num) -> Node:
    """Whether a comparison of two numbers can hold."""
    if op in ("le", "lt"):
        return _can(g, MIRRORED[op], b, a)
    if op in ("ge", "gt"):
        return g.or_(e.compared(g, op, a.high, b.low), a.high.endless, b.low.endless)
    if op == "eq":
        return g.and_(_can(g, "ge", a, b), _can(g, "le", a, b))
    ends = (a.low, a.high, b.low, b.high)
    if a.low is a.high and b.low is b.high:
        return e.compared(g, "ne", a.low, b.low)
    apart = [e.compared(g, "ne", x, a.low) for x in ends[1:] if x is not a.low]
    return g.or_(*apart, *(x.endless for x in ends))


def _can_days(g: Graph, op: str, a: Moment, b: Moment) -> Node:
    if op in ("le", "lt"):
        return _can_days(g, MIRRORED[op], b, a)
    if op in ("ge", "gt"):
        return g.compare(op, a.high, b.low)
    if op == "eq":
        return g.and_(_can_days(g, "ge", a, b), _can_days(g, "le", a, b))
    return g.or_(*(g.compare("ne", x, a.low) for x in (a.high, b.low, b.high)))


def _codes(g: Graph, op: str, a: Code, b: Code) -> Truth:
    sure = g.and_(a.known, b.known)
    there = g.not_(g.or_(a.none, b.none))
    if op in ORDER:
        held = g.and_(there, g.compare(op, a.node, b.node))
    else:
        equal = g.or_(g.and_(a.none, b.none), g.and_(there, g.compare("eq", a.node, b.node)))
        held = equal if op == "eq" else g.not_(equal)
    if sure.constant and sure.value:
        return Truth(held, g.not_(held))
    if a.can is None or b.can is None:
        return Truth(g.or_(held, g.not_(sure)), g.or_(g.not_(held), g.not_(sure)))
    answers: dict[bool, list[Node]] = {True: [], False: []}
    for x, one in possible(g, a):
        for y, other in possible(g, b):
            answers[_plain(op, x, y)].append(g.and_(one, other))
    return Truth(g.or_(*answers[True]), g.or_(*answers[False]))


def _plain(op: str, x: Any, y: Any) -> bool:
    return iv.compare(op, x, y) is True


# ---------------------------------------------------------------- either of two


def either(g: Graph, first: Node, a: Form, second: Node, b: Form) -> Form:
    """What a value is that is ``a`` where only ``first`` holds, ``b`` where only ``second`` does, and any of both where both do."""
    a, b = same_kind(g, a, b)
    if a is b:
        return a
    if isinstance(a, Nothing):
        return a
    match a, b:
        case Num(), Num():
            return _numbers(g, first, a, second, b)
        case Truth(), Truth():
            pairs = ((a.true, b.true), (a.false, b.false))
            return Truth(*(g.or_(g.and_(first, x), g.and_(second, y)) for x, y in pairs))
        case Moment(), Moment():
            return _moments(g, first, a, second, b)
        case Code(), Code():
            return _either_code(g, first, a, second, b)
    raise InexpressibleError(f"a choice between {type(a).__name__} and {type(b).__name__}")


def _kept(g: Graph, first: Node, a: Num | Moment, second: Node, b: Num | Moment) -> tuple[Node, Node, Node, Node]:
    one, other = g.and_(first, a.some), g.and_(second, b.some)
    return one, other, g.or_(g.and_(first, a.none), g.and_(second, b.none)), g.or_(one, other)


def _numbers(g: Graph, first: Node, a: Num, second: Node, b: Num) -> Num:
    one, other, none, some = _kept(g, first, a, second, b)
    apart = g.and_(one, other)
    if apart.constant and not apart.value:
        low = _one_of(g, one, other, a.low, b.low)
        high = low if a.low is a.high and b.low is b.high else _one_of(g, one, other, a.high, b.high)
        return Num(low, high, none, some)
    low = e.chosen(g, apart, e.least(g, (a.low, b.low), high=False), _one_of(g, one, other, a.low, b.low))
    high = e.chosen(g, apart, e.most(g, (a.high, b.high), high=True), _one_of(g, one, other, a.high, b.high))
    return Num(low, high, none, some)


def _one_of(g: Graph, one: Node, other: Node, a: End, b: End) -> End:
    return e.chosen(g, g.not_(other), a, b) if one is g.not_(other) else e.chosen(g, one, a, b)


def _moments(g: Graph, first: Node, a: Moment, second: Node, b: Moment) -> Moment:
    one, other, none, some = _kept(g, first, a, second, b)
    both = g.and_(one, other)
    low = g.when(both, g.least(a.low, b.low), g.when(one, a.low, b.low))
    high = g.when(both, g.most(a.high, b.high), g.when(one, a.high, b.high))
    begins = g.or_(g.and_(one, a.first), g.and_(other, b.first))
    return Moment(low, high, begins, g.or_(g.and_(one, a.last), g.and_(other, b.last)), none, some)


def _either_code(g: Graph, first: Node, a: Code, second: Node, b: Code) -> Code:
    sure = g.and_(a.known, b.known)
    apart = g.and_(first, second)
    if sure.constant and sure.value and apart.constant and not apart.value:
        can = None if a.can is None or b.can is None else {x: g.const(True) for code in (a, b) for x, _ in possible(g, code)}
        return Code(g.when(first, a.node, b.node), g.when(first, a.none, b.none), sure, can)
    found: dict[Any, list[Node]] = {}
    for condition, code in ((first, a), (second, b)):
        if code.can is None:
            raise InexpressibleError("a choice between texts of which one is not known")
        for value, one in possible(g, code):
            found.setdefault(value, []).append(g.and_(condition, one))
    no = g.const(False)
    return Code(g.const(0), no, no, {value: g.or_(*when) for value, when in found.items()})


def possible(g: Graph, code: Code) -> Iterator[tuple[Any, Node]]:
    """Every value a code can have, with when it can."""
    if code.known.constant and code.known.value and code.node.constant:
        none = code.none
        yield code.node.value, g.not_(none)
        yield NOTHING, none
        return
    assert code.can is not None
    for value, open_ in code.can.items():
        held = code.none if value is NOTHING else g.and_(g.not_(code.none), _equal(g, code.node, value))
        yield value, g.when(code.known, held, open_)


def _equal(g: Graph, node: Node, value: Any) -> Node:
    if node.constant:
        return g.const(node.value == value)
    return g.compare("eq", node, g.const(value))
