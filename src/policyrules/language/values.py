"""Values and what is known of them: exact numbers, 无, and the abstract values that stand for what is missing.

A known value is itself (bool, int, Fraction, date, str); only an unknown one is wrapped. That keeps the common case as fast as the
plain value and makes the interval the one way in which ignorance travels. Levels are their place in the declared order, from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from math import gcd, lcm
from typing import Literal

from attrs import frozen

from policyrules.language.node import Shown

Number = int | Fraction
"""An exact rational; whole ones are kept as ``int`` because that is many times faster."""

DIGITS = 40
"""The most digits a number may have at the door, before and after the point together; also bounds exponents."""


class _ByValue(Enum):
    """Pickled as a call of its class, by every Python: some releases would call `getattr` instead."""

    def __reduce_ex__(self, protocol: object) -> tuple[type[Enum], tuple[object]]:
        return type(self), (self.value,)


class _Nothing(_ByValue):
    NOTHING = "无"

    def __repr__(self) -> str:
        return "NOTHING"


NOTHING = _Nothing.NOTHING
"""无: known to be absent, which is not the same as not known."""
Nothing = Literal[_Nothing.NOTHING]


@frozen(repr=False)
class Interval(Shown):
    """A number known only to lie between two bounds, both included; ``None`` is no bound. ``absent``: it may also be 无."""

    low: Number | None = None
    high: Number | None = None
    absent: bool = False


@frozen(repr=False)
class Dates(Shown):
    """A date known only to lie in a stretch of days, both included."""

    low: date | None = None
    high: date | None = None
    absent: bool = False


@frozen(repr=False)
class OneOf(Shown):
    """One of a few values (levels by their place, options by name), perhaps 无; ``None`` in place of the set: any text."""

    values: frozenset[int | str | Nothing] | None = None


@frozen(repr=False)
class Listed(Shown):
    """A list of records, each with every field of its kind by alias. Others may exist where it is ``open``, or, after
    ``complete_to``, where that is given."""

    records: tuple[Mapping[str, Value], ...] = ()
    open: bool = False
    complete_to: date | None = None
    most: int | None = None
    """How many records there can be at most, those that were not given among them."""
    lacking: frozenset[str] = frozenset()
    """Aliases of the fields of its records, and of their lists, that some record lacks."""


class _Maybe(_ByValue):
    MAYBE = "?"

    def __repr__(self) -> str:
        return "MAYBE"


MAYBE = _Maybe.MAYBE
"""A truth value not known: Kleene's third value."""
Maybe = Literal[_Maybe.MAYBE]

Known = bool | int | Fraction | date | str | Nothing
Abstract = Interval | Dates | OneOf | Maybe | Listed
Value = Known | Abstract
Truth = bool | Maybe


def exact(value: Number | Fraction) -> Number:
    """The same number, as an ``int`` where it is whole."""
    if type(value) is Fraction and value.denominator == 1:
        return value.numerator
    return value


def fraction(top: int, bottom: int) -> Number:
    """``top / bottom`` as an exact number; ``bottom`` is above 0. (Making a Fraction from two whole numbers asks first what they
    are, which takes twice as long.)"""
    part = gcd(top, bottom)
    return top // part if part == bottom else _coprime(top // part, bottom // part)


def _coprime(top: int, bottom: int) -> Fraction:
    made = Fraction.__new__(Fraction)
    made._numerator, made._denominator = top, bottom  # type: ignore[attr-defined]
    return made


def less(a: Number, b: Number) -> bool:
    """``a < b``. (Fraction's own comparisons ask abstract classes what the other is, which takes three times as long.)"""
    if type(a) is int and type(b) is int:
        return a < b
    (top, bottom), (other, below) = a.as_integer_ratio(), b.as_integer_ratio()
    return top * below < other * bottom


def total(numbers: Iterable[Number]) -> Number:
    """Their sum, over one denominator: adding one fraction to the next would reduce each sum on the way."""
    top, bottom = 0, 1
    for number in numbers:
        if type(number) is int:
            top += number * bottom
            continue
        part, denominator = number.as_integer_ratio()
        if denominator != bottom:
            common = lcm(bottom, denominator)
            top *= common // bottom
            part *= common // denominator
            bottom = common
        top += part
    return top if bottom == 1 else exact(Fraction(top, bottom))


_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?", re.ASCII)


def read_decimal(text: str) -> Number | None:
    """The number a plain decimal writes (``120``, ``-0.50``); None if it is none or has more than ``DIGITS`` digits."""
    if len(text) > DIGITS + 2 or not _DECIMAL.fullmatch(text):
        return None
    return exact(Fraction(text))


def terminates(value: Number) -> bool:
    """Whether the number has a finite decimal form."""
    return isinstance(value, int) or _places(value.denominator) is not None


def decimal_text(value: Number, places: int | None = None) -> str:
    """The number as a plain decimal: exact when it has one, else cut to ``places`` (2 when not given), half even."""
    if isinstance(value, int):
        return str(value)
    exactly = _places(value.denominator) if places is None else places
    digits = 2 if exactly is None else exactly
    scaled = round(value * 10**digits)
    whole, rest = divmod(abs(scaled), 10**digits)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{rest:0{digits}}".rstrip("0").rstrip(".") if rest else f"{sign}{whole}"


def _places(denominator: int) -> int | None:
    """How many places a fraction with this denominator has after the point; None where it has no end."""
    twos, fives = _power(denominator, 2), _power(denominator, 5)
    return max(twos, fives) if 2**twos * 5**fives == denominator else None


def _power(number: int, prime: int) -> int:
    count = 0
    while number % prime == 0:
        number //= prime
        count += 1
    return count


def known(value: Value) -> bool:
    return not isinstance(value, (Interval, Dates, OneOf, Listed)) and value is not MAYBE
