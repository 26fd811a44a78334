"""What the checker knows of an expression besides its meaning, and how two quantities are brought together."""

from __future__ import annotations

from attrs import evolve, frozen

from policyrules.diagnostics import units as u
from policyrules.diagnostics.base import Problem
from policyrules.language import core
from policyrules.language.units import COUNT, ONE, POINTS, UNITS, Dimension, Unit, times
from policyrules.language.values import exact
from policyrules.source import Span

POINT = core.Quantity(UNITS["分"])
_BASES = {u.dimension: u for u in reversed(UNITS.values()) if u.scale == 1}
"""The base unit of each dimension there is a known one of."""


@frozen
class Typed:
    """A checked expression: its type (None for 无), whether it may be 无, and whether it is a bare number still without a unit."""

    expr: core.Expr
    type: core.Type | None
    optional: bool = False
    bare: bool = False

    @property
    def span(self) -> Span:
        return self.expr.span

    @property
    def quantity(self) -> core.Quantity:
        assert isinstance(self.type, core.Quantity)
        return self.type


def dimension(quantity: core.Quantity) -> Dimension:
    return quantity.unit.dimension if quantity.unit else ONE


def unit_name(quantity: core.Quantity) -> str:
    """What problems are told of a unit: its symbol, "%" for a ratio, nothing for a plain number."""
    return quantity.unit.symbol if quantity.unit else "%" if quantity.ratio else ""


def derived(dims: Dimension) -> Unit | None:
    """The unit of a product or quotient, in base units: a known one where there is one."""
    if dims == ONE:
        return None
    return _BASES.get(dims) or Unit(_symbol(dims), dims)


def _symbol(dims: Dimension) -> str:
    """How a unit made of others is written, in their base units: 元/平方米."""
    parts = [(_BASES[(base, 1),].symbol if ((base, 1),) in _BASES else base, power) for base, power in dims]
    top = "·".join(name + _raised(power) for name, power in parts if power > 0)
    return "/".join((top or "1", *(name + _raised(-power) for name, power in parts if power < 0)))


def _raised(power: int) -> str:
    return "" if power == 1 else {2: "²", 3: "³"}.get(power, f"^{power}")


def convert(value: Typed, unit: Unit | None) -> Typed:
    """The same quantity in another unit of its dimension. A literal is rewritten, anything else multiplied."""
    own = value.quantity.unit
    if own is None or unit is None or own.scale == unit.scale:
        return evolve(value, type=evolve(value.quantity, unit=unit or own))
    factor = own.scale / unit.scale
    if isinstance(value.expr, core.Lit):
        expr: core.Expr = evolve(value.expr, value=exact(value.expr.value * factor), unit=unit)  # type: ignore[operator]
    else:
        expr = core.Arith("*", value.expr, core.Lit(exact(factor), span=value.span), span=value.span)
    return Typed(expr, evolve(value.quantity, unit=unit), value.optional)


def base(value: Typed) -> Typed:
    """The quantity in the base unit of its dimension."""
    own = value.quantity.unit
    return value if own is None or own.scale == 1 else convert(value, derived(own.dimension))


def product(op: str, left: Typed, right: Typed, span: Span) -> Typed:
    """A product or quotient. A quotient of one dimension is a plain number, whatever the unit."""
    same = op == "/" and dimension(left.quantity) == dimension(right.quantity)
    if same:
        right = convert(right, left.quantity.unit)
    else:
        left, right = base(left), base(right)
    dims = times(dimension(left.quantity), dimension(right.quantity), -1 if op == "/" else 1)
    expr = core.Arith(op, left.expr, right.expr, span=span)  # type: ignore[arg-type]
    return Typed(expr, core.Quantity(derived(dims)), bare=left.bare and right.bare)


def unify(left: Typed, right: Typed, span: Span) -> tuple[Typed, Typed] | Problem:
    """Both quantities in one unit, the left one's where it has one; or why they cannot be."""
    a, b = left.quantity, right.quantity
    if left.bare != right.bare:
        bare, other = (left, right) if left.bare else (right, left)
        whole = _zero(bare.expr) or dimension(other.quantity) == COUNT
        if whole and not (bare.quantity.ratio and other.quantity.unit):
            taken = evolve(bare, type=other.quantity, bare=False, expr=_in_unit(bare.expr, other.quantity.unit))
            return (taken, other) if left.bare else (other, taken)
        if other.quantity.unit and not bare.quantity.ratio:
            return u.MissingUnit(span=bare.span, found=bare.span.text, unit=other.quantity.unit.symbol)
    if dimension(a) == dimension(b):
        return left, (right if a.unit is None else convert(right, a.unit))
    dims = {dimension(a), dimension(b)}
    if dims == {ONE, COUNT} and not (a.ratio or b.ratio):
        return left, right
    return u.UnitMismatch(span=span, left=unit_name(a), right=unit_name(b))


def as_points(value: Typed) -> Typed | Problem:
    """The quantity as points; a bare zero will do, another bare number wants 分."""
    done = unify(Typed(core.Lit(0, UNITS["分"], span=value.span), POINT), value, value.span)
    return done if not isinstance(done, tuple) else done[1]


def _zero(expr: core.Expr) -> bool:
    return isinstance(expr, core.Lit) and expr.value == 0


def _in_unit(expr: core.Expr, unit: Unit | None) -> core.Expr:
    return evolve(expr, unit=unit) if isinstance(expr, core.Lit) else expr


def kind_name(type_: core.Type | None) -> tuple[str, str]:
    """What a type is called in a message, in Chinese and English."""
    match type_:
        case core.Bool():
            return "一个条件（是或否）", "a condition (yes or no)"
        case core.Quantity():
            return ("分数", "points") if dimension(type_) == POINTS else ("一个数量", "a quantity")
        case core.Day():
            return "一个日期", "a date"
        case core.Text():
            return "文字", "a text"
        case core.Levels():
            return "级别", "a level"
        case core.Options():
            return "选项", "an option"
        case core.Records():
            return "明细", "a list"
    return "“无”", "`none`"
