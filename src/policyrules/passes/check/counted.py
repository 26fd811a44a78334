"""Points for each unit of a quantity: 按 Q 每 u 得 p."""

from __future__ import annotations

from policyrules.diagnostics import awards as d
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.counted import Part, counted
from policyrules.passes.check.expressions import Expressions


def per_unit(place: Expressions, node: s.Counted) -> core.Expr | None:
    """The points of such a line, before its limits and before they are taken away."""
    quantity = place.quantity(node.quantity)
    unit = place.constant(node.unit, quantity.quantity) if quantity else None
    each = place.points(node.points)
    if node.full and node.begun:
        place.tell(d.PartUnitTwice(span=node.span))
        return None
    if quantity is None or unit is None or each is None:
        return None
    if unit[0] <= 0:
        place.tell(d.UnitNotPositive(span=node.unit.span, found=node.unit.span.text))
        return None
    part: Part = "up" if node.begun else "down" if node.full else "exact"
    per = core.Lit(unit[0], unit[1].unit, unit[1].ratio, span=node.unit.span)
    return counted(quantity.expr, per, part, each, node.span)
