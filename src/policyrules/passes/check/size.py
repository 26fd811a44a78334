"""How many digits a value may be worked out with: what nests must not grow for ever, and a long sum is no large number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from attrs import frozen

from policyrules.language import core
from policyrules.language.values import DIGITS

_RECORDS = 12
"""Digits of the number of records there can be in a list."""


@frozen
class Size:
    """A bound for a fraction whatever the facts: ``whole`` digits before the point; a denominator that divides ``common`` times
    some number of ``other`` digits. The common one is known, so that adding what shares it costs nothing."""

    whole: int = DIGITS
    common: int = 10**DIGITS
    other: int = 0

    @property
    def below(self) -> int:
        """Digits of the denominator."""
        return _digits(self.common) + self.other

    @property
    def digits(self) -> int:
        """Digits of the numerator, which has at least those of the denominator."""
        return self.whole + self.below


def size(expr: core.Expr, values: Mapping[str, Size]) -> Size:
    """The size of an expression, given those of the ``values`` it may read."""
    match expr:
        case core.Ref("value", key):
            return values.get(key, Size())
        case core.Lit(value) if isinstance(value, int | Fraction):
            return Size(_digits(abs(int(value))), value.denominator)
        case core.Fact(core.Field(type=core.Quantity(whole=True))):
            return Size(common=1)
        case core.Arith(op, left, right):
            return _joined(op, size(left, values), size(right, values), right)
        case core.Round(_, step):
            return Size(size(expr.operand, values).whole + 1, step.denominator)
        case core.Agg(op, _, body):
            each = size(body, values) if body is not None and op in ("sum", "min", "max", "mean") else Size(common=1)
            return Size(each.whole + _RECORDS, each.common, _RECORDS if op in ("share", "mean") else 0)
        case core.Choose():
            return _one_of([size(x, values) for x in (*(v for _, v in expr.cases), expr.otherwise)])
        case core.Extreme():
            return _one_of([size(x, values) for x in expr.items])
    return Size()


def _one_of(each: Sequence[Size]) -> Size:
    return _bounded(max(x.whole for x in each), lcm(*(x.common for x in each)), max(x.other for x in each))


def _joined(op: str, a: Size, b: Size, right: core.Expr) -> Size:
    if op in "+-":
        return _bounded(max(a.whole, b.whole) + 1, lcm(a.common, b.common), a.other + b.other)
    if op == "*":
        return _bounded(a.whole + b.whole, a.common * b.common, a.other + b.other)
    if isinstance(right, core.Lit) and isinstance(right.value, int | Fraction):
        turned = abs(Fraction(right.value))
        return _bounded(a.whole + b.below, a.common * turned.numerator, a.other)
    return Size(a.whole + b.below, a.common, a.other + b.digits)


def _bounded(whole: int, common: int, other: int) -> Size:
    """A size whose common denominator is no large number itself."""
    return Size(whole, common, other) if common.bit_length() < 20_000 else Size(whole, 1, other + _digits(common))


def _digits(number: int) -> int:
    """Decimal digits, at most one too many."""
    return number.bit_length() * 30103 // 100_000 + 1
