"""Arithmetic, comparison and choice on what is known: exact on known values, hulls on unknown ones.

This is the one place where the meaning of the core's operators stands. Every function is sound: whatever the unknowns turn out to
be, the result lies in what is returned. A comparison is Kleene's: MAYBE when both answers are possible. Sources: R. E. Moore,
Interval Analysis (1966), for the operators; S. C. Kleene, Introduction to Metamathematics (1952), §64, for three-valued logic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from math import inf
from typing import Any, Literal

from policyrules.language.values import MAYBE, NOTHING, Dates, Interval, Number, OneOf, Truth, Value, exact

Operator = Literal["ge", "gt", "le", "lt", "eq", "ne"]
Mode = Literal["half up", "down", "up", "half even"]

_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "ge": lambda a, b: a >= b,
    "gt": lambda a, b: a > b,
    "le": lambda a, b: a <= b,
    "lt": lambda a, b: a < b,
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
}
NEGATED: dict[str, Operator] = {"ge": "lt", "gt": "le", "le": "gt", "lt": "ge", "eq": "ne", "ne": "eq"}
"""What holds exactly where a comparison does not."""
MIRRORED: dict[str, Operator] = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt", "eq": "eq", "ne": "ne"}
"""The same comparison with its sides exchanged."""


# ---------------------------------------------------------------- numbers


def bounds(value: Any) -> tuple[Any, Any]:
    """Both ends of a number or interval. No bound is an infinity, which is only ever compared and never enters a result."""
    if isinstance(value, Interval):
        return (-inf if value.low is None else value.low), (inf if value.high is None else value.high)
    return value, value


def interval(low: Any, high: Any, absent: bool = False) -> Number | Interval:
    """The interval between two ends; the number itself when they meet."""
    if low == high and not absent:
        return exact(low)
    return Interval(None if low == -inf else exact(low), None if high == inf else exact(high), absent)


def arith(op: str, a: Any, b: Any) -> Any:
    """``a op b``; with 无 there is nothing to work out, and it stays 无 (the checker lets no award depend on that).

    A divisor that may be 0 is the checker's to refuse: here it raises ZeroDivisionError.
    """
    if a is NOTHING or b is NOTHING:
        return NOTHING
    if type(a) is not Interval and type(b) is not Interval:
        if op == "*":
            return exact(a * b)
        if op == "+":
            return exact(a + b)
        if op == "-":
            return exact(a - b)
        return exact(Fraction(a) / b)
    (al, ah), (bl, bh) = bounds(a), bounds(b)
    if op == "+":
        return interval(_plus(al, bl), _plus(ah, bh))
    if op == "-":
        return interval(_plus(al, -bh), _plus(ah, -bl))
    if op == "/" and bl <= 0 <= bh:
        raise ZeroDivisionError("the divisor may be zero")
    corner = _product if op == "*" else _quotient
    ends = [end for x in (al, ah) for y in (bl, bh) for end in corner(x, y)]
    return interval(min(ends), max(ends))


def _plus(x: Any, y: Any) -> Any:
    """The sum of two ends; an infinity is not added to, because that would turn the other end into a float, which may be too
    small."""
    return x if abs(x) == inf else y if abs(y) == inf else x + y


def _product(x: Any, y: Any) -> tuple[Any, ...]:
    if x == 0 or y == 0:
        return (0,)
    if abs(x) == inf or abs(y) == inf:
        return (inf if (x > 0) == (y > 0) else -inf,)
    return (x * y,)


def _quotient(x: Any, y: Any) -> tuple[Any, ...]:
    if abs(y) == inf:
        return (0, *_product(x, 1 if y > 0 else -1)) if abs(x) == inf else (0,)
    if abs(x) == inf:
        return _product(x, y)
    return (Fraction(x) / y,)


def extreme(op: str, items: list[Any]) -> Any:
    """The least or greatest of several, end by end."""
    pick: Callable[..., Any] = min if op == "min" else max
    if NOTHING in items:
        return NOTHING
    if not any(type(i) is Interval for i in items):
        return pick(items)
    ends = [bounds(i) for i in items]
    return interval(pick(low for low, _ in ends), pick(high for _, high in ends))


def round_to(value: Any, step: Number, mode: str) -> Any:
    """To a multiple of ``step``. Half up is away from zero (四舍五入); down is towards zero (舍去), up away from it (进一)."""
    if value is NOTHING:
        return NOTHING
    if type(value) is Interval:
        return interval(*(end if abs(end) == inf else round_to(end, step, mode) for end in bounds(value)))
    (top, bottom), (num, den) = value.as_integer_ratio(), step.as_integer_ratio()
    steps, one = top * den, bottom * num  # the value is steps / one multiples of the step
    whole, rest = divmod(abs(steps), one)
    if mode == "up":
        whole += rest > 0
    elif mode == "half up":
        whole += 2 * rest >= one
    elif mode == "half even":
        whole += 2 * rest > one or (2 * rest == one and whole % 2 == 1)
    return exact((whole if steps >= 0 else -whole) * step)


# ---------------------------------------------------------------- truth


def compare(op: str, a: Value, b: Value) -> Truth:
    """The comparison. An order comparison with 无 is false; 无 equals only itself."""
    if type(a) in _ABSTRACT or type(b) in _ABSTRACT or a is MAYBE or b is MAYBE:
        return _compare_unknown(op, a, b)
    if a is NOTHING or b is NOTHING:
        return (op == "eq") == (a is b) if op in ("eq", "ne") else False
    return _TESTS[op](a, b)


_ABSTRACT = (Interval, Dates, OneOf)


def _compare_unknown(op: str, a: Value, b: Value) -> Truth:
    if a is MAYBE or b is MAYBE:
        return MAYBE
    if isinstance(a, OneOf) or isinstance(b, OneOf):
        return _compare_sets(op, a, b)
    answers: set[bool] = set()
    left_none, right_none = _may_be_nothing(a), _may_be_nothing(b)
    if left_none and right_none:
        answers.add(op == "eq")
    if (left_none and b is not NOTHING) or (right_none and a is not NOTHING):
        answers.add(op == "ne")
    if a is not NOTHING and b is not NOTHING:
        answers |= _order(op, *_ends(a), *_ends(b))
    return answers.pop() if len(answers) == 1 else MAYBE


def _may_be_nothing(value: Value) -> bool:
    return value is NOTHING or bool(getattr(value, "absent", False))


def _ends(value: Any) -> tuple[Any, Any]:
    if isinstance(value, Dates):
        return value.low or date.min, value.high or date.max
    return bounds(value)


def _order(op: str, al: Any, ah: Any, bl: Any, bh: Any) -> set[bool]:
    if op == "eq":
        return {True} if al == ah == bl == bh else {False} if ah < bl or al > bh else {True, False}
    if op == "ne":
        return {not answer for answer in _order("eq", al, ah, bl, bh)}
    if op in ("lt", "le"):
        al, ah, bl, bh = bl, bh, al, ah
    test = _TESTS["ge" if op in ("ge", "le") else "gt"]
    return {test(al, bh), test(ah, bl)}


def _compare_sets(op: str, a: Value, b: Value) -> Truth:
    left, right = _members(a), _members(b)
    if left is None or right is None:
        return MAYBE
    answers = {compare(op, x, y) for x in left for y in right}
    return answers.pop() if len(answers) == 1 else MAYBE


def _members(value: Value) -> frozenset[Any] | None:
    return value.values if isinstance(value, OneOf) else frozenset((value,))


def both(items: Iterable[Truth]) -> Truth:
    """且: false if any is, else MAYBE if any is, else true."""
    result: Truth = True
    for item in items:
        if item is False:
            return False
        if item is MAYBE:
            result = MAYBE
    return result


def either(items: Iterable[Truth]) -> Truth:
    """或者."""
    result: Truth = False
    for item in items:
        if item is True:
            return True
        if item is MAYBE:
            result = MAYBE
    return result


def negate(item: Truth) -> Truth:
    """并非."""
    return MAYBE if item is MAYBE else not item


# ---------------------------------------------------------------- joining and narrowing


def hull(a: Value, b: Value) -> Value:
    """The least value known to contain both."""
    if a is b or (type(a) is type(b) and a == b):
        return a
    if a is MAYBE or b is MAYBE or isinstance(a, bool) or isinstance(b, bool):
        return MAYBE
    if isinstance(a, OneOf | str) or isinstance(b, OneOf | str):
        left, right = _members(a), _members(b)
        return OneOf(None if left is None or right is None else left | right)
    absent = _may_be_nothing(a) or _may_be_nothing(b)
    if a is NOTHING or b is NOTHING:
        one = b if a is NOTHING else a
        return Dates(*_ends(one), absent) if isinstance(one, date | Dates) else interval(*bounds(one), absent)
    if isinstance(a, date | Dates):
        (al, ah), (bl, bh) = _ends(a), _ends(b)
        return Dates(min(al, bl), max(ah, bh), absent)
    (al, ah), (bl, bh) = bounds(a), bounds(b)
    return interval(min(al, bl), max(ah, bh), absent)


def narrow(value: Value, op: Operator, mark: Value) -> Value | None:
    """What an unknown can still be once ``value op mark`` is known to hold, for a known ``mark``; None if it cannot hold.

    Ends stay closed, so what is returned may hold a point too many at a strict comparison: sound, never too small.
    """
    if isinstance(value, OneOf):
        if value.values is None:
            return value
        kept = frozenset(v for v in value.values if compare(op, v, mark) is True)
        return OneOf(kept) if len(kept) > 1 else next(iter(kept), None)
    if not isinstance(value, Interval | Dates):
        return value if value is MAYBE or compare(op, value, mark) is True else None
    if mark is NOTHING:
        return NOTHING if op == "eq" and value.absent else _present(value) if op == "ne" else None
    low, high = _ends(value)
    top, bottom = (date.max, date.min) if isinstance(value, Dates) else (inf, -inf)
    if op in ("ge", "gt", "eq"):
        low = max(low, mark)
    if op in ("le", "lt", "eq"):
        high = min(high, mark)
    if low > high:
        return None
    absent = value.absent and op == "ne"
    if isinstance(value, Dates):
        return low if low == high and not absent else Dates(None if low == bottom else low, None if high == top else high, absent)
    return interval(low, high, absent)


def _present(value: Interval | Dates) -> Value:
    return interval(*bounds(value)) if isinstance(value, Interval) else Dates(value.low, value.high)
