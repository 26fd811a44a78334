"""The reader of a number: exact, in any accepted spelling, within its declared bounds."""

from __future__ import annotations

import numbers
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Problem
from policyrules.diagnostics.fact_base import amount
from policyrules.evaluation.given import is_none, plain, show, wrong
from policyrules.language import core
from policyrules.language.characters import normalise
from policyrules.language.values import DIGITS, NOTHING, Nothing, Number, exact, less, read_decimal

_LIMIT = 10**DIGITS
_WHOLE = 2.0**53
"""Below it a whole float is the number that its shortest decimal form writes."""
_PLAIN_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def quantities(fact: core.Field, type_: core.Quantity) -> Callable[[object, str, list[Problem]], Number | Nothing | None]:
    """The reader of one quantity."""
    low = None if isinstance(fact.low, date) else fact.low
    high = None if isinstance(fact.high, date) else fact.high
    step = fact.step
    rated = fact.judged and low is not None and high is not None

    def read(raw: object, where: str, problems: list[Problem]) -> Number | Nothing | None:
        value: Number | Nothing | None
        if type(raw) is int and -_LIMIT < raw < _LIMIT:
            value = raw
        elif type(raw) is float and raw.is_integer() and -_WHOLE < raw < _WHOLE:
            value = int(raw)
        else:
            value = _measure(fact, raw, where, problems)
            if value is None or value is NOTHING:
                return value
        if type_.whole and type(value) is not int:
            problems.append(f.NotWhole(where=where, fact=fact, value=amount(value, type_)))
            return None
        if (low is not None and (less(value, low) or (fact.above and value == low))) or (
            high is not None and (less(high, value) or (fact.below and value == high))
        ):
            outside = f.PointsOutOfRange if rated else f.OutOfBounds
            problems.append(outside(where=where, fact=fact, value=amount(value, type_)))
            return None
        if step is not None and (value - (low or 0)) % step:
            problems.append(f.PointsOffStep(where=where, fact=fact, value=amount(value, type_)))
            return None
        return value

    return read


def _measure(fact: core.Field, raw: object, where: str, problems: list[Problem]) -> Number | Nothing | None:
    """The exact number that a value of any accepted spelling is."""
    raw = plain(raw)
    found: Decimal | Number | None = None
    if isinstance(raw, str):
        if is_none(fact, raw):
            return NOTHING
        found = _written(raw, isinstance(fact.type, core.Quantity) and fact.type.ratio)
    elif not isinstance(raw, bool):
        found = _exactly(raw)
    if found is None:
        problems.append(wrong(fact, raw, where))
        return None
    if isinstance(found, Decimal) and not found.is_finite():
        problems.append(f.NotANumber(where=where, fact=fact, value=show(found)))
        return None
    digits = _digits(found)
    if digits > DIGITS:
        problems.append(f.TooManyDigits(where=where, digits=digits))
        return None
    top, bottom = found.as_integer_ratio()
    return top if bottom == 1 else Fraction(top, bottom)


def _exactly(raw: object) -> Decimal | Number | None:
    """The number as it was given: a float by its shortest decimal form, other kinds of number by what they write."""
    match raw:
        case float():
            return Decimal(float.__repr__(raw))  # kinds of float add words of their own to repr
        case int() | Decimal() | Fraction():
            return raw
        case numbers.Rational():
            return Fraction(int(raw.numerator), int(raw.denominator))
        case numbers.Real():
            try:
                return Decimal(str(raw))
            except InvalidOperation:
                return None
    return None


def _written(raw: str, ratio: bool) -> Decimal | Number | None:
    """A plain decimal in a text, with full-width digits or not; a percentage only for a ratio."""
    text = normalise(raw.strip())
    percent = ratio and text.endswith("%")
    if percent:
        text = text[:-1].rstrip()
    value = read_decimal(text)
    if value is not None:
        return exact(Fraction(value, 100)) if percent else value
    return Decimal(text) if _PLAIN_DECIMAL.fullmatch(text) else None  # too many digits: the caller says so


def _digits(value: Decimal | Number) -> int:
    """How many digits the number has, before and after the point together; of a fraction, the longer of its two numbers."""
    if isinstance(value, Decimal):
        first = value.adjusted()
        if abs(first) > DIGITS:
            return abs(first) + 1
        after = len(value.as_tuple().digits) - first - 1
        return max(first + 1, 0) + max(after, 0)
    longest = max(abs(value.numerator), value.denominator)
    return 1 if longest < _LIMIT else longest.bit_length() * 30103 // 100000 + 1
