"""Points per unit (每, 每满), and the limits of one award: shapes of core expressions, made here and known again here."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import frozen

from policyrules.language.core import Arith, Expr, Extreme, Lit, Round, as_deducted
from policyrules.language.node import Comparable
from policyrules.language.units import UNITS
from policyrules.language.values import Number
from policyrules.source import Span

Part = Literal["exact", "down", "up"]
"""What becomes of a unit that is not whole: it counts as the share it is, not at all, or as one."""


@frozen(eq=False, repr=False)
class Counted(Comparable):
    """An award for each ``per`` of a quantity, with the most and least it can give; ``deducts``: it is taken away."""

    quantity: Expr
    per: Lit
    part: Part
    units: Expr
    each: Expr
    low: Number | None = None
    high: Number | None = None
    deducts: bool = False


def counted(quantity: Expr, per: Lit, part: Part, each: Expr, span: Span) -> Expr:
    """So many points for each ``per`` of a quantity; one below 0 counts as 0."""
    zero = Lit(0, per.unit, span=span)
    units: Expr = Arith("/", Extreme("max", (zero, quantity), span=span), per, span=span)
    return Arith("*", units if part == "exact" else Round(units, 1, part, span=span), each, span=span)


def limited(points: Expr, low: Number | None, high: Number | None, span: Span) -> Expr:
    """Points held between limits."""
    for op, end in (("min", high), ("max", low)):
        if end is not None:
            points = Extreme(op, (Lit(end, UNITS["分"], span=span), points), span=span)  # type: ignore[arg-type]
    return points


def as_counted(node: Expr) -> Counted | None:
    """What was counted, if ``node`` has the shape that `counted` makes, `limited` and taken away perhaps."""
    taken = as_deducted(node)
    node = node if taken is None else taken
    ends: dict[str, Number] = {}
    for op in ("max", "min"):
        match node:
            case Extreme(found, (Lit(int() | Fraction() as end), inner)) if found == op:
                ends[op] = end
                node = inner
    part: Part = "exact"
    match node:
        case Arith("*", units, each):
            if isinstance(units, Round) and units.step == 1 and units.mode in ("down", "up"):
                part, inner = units.mode, units.operand
            else:
                inner = units
            match inner:
                case Arith("/", Extreme("max", (Lit(0), quantity)), Lit() as per):
                    return Counted(quantity, per, part, units, each, ends.get("max"), ends.get("min"), taken is not None)
    return None
