"""Shapes that several surface words are lowered to: how each is made, and how it is known again."""

from __future__ import annotations

from attrs import evolve

from policyrules.language.core.expressions import Agg, Arith, Choose, Cmp, Expr, Extreme, Lit, Ref
from policyrules.language.units import UNITS
from policyrules.language.values import Known
from policyrules.source import Span


def prorated(ratio: Expr, points: Expr, span: Span) -> Expr:
    """折算: the ratio held between 0 and 1, times the points (`language` reference, awards)."""
    zero, one = Lit(0, span=span), Lit(1, span=span)
    held = Extreme("min", (one, Extreme("max", (zero, ratio), span=span)), span=span)
    return Arith("*", held, points, span=span)


def as_prorated(node: Expr) -> Expr | None:
    """The ratio, if ``node`` has the shape `prorated` makes."""
    match node:
        case Arith("*", Extreme("min", (Lit(1), Extreme("max", (Lit(0), ratio)))), _):
            return ratio
    return None


def deducted(points: Expr, span: Span) -> Expr:
    """扣: the points, taken away."""
    return Arith("-", Lit(0, UNITS["分"], span=span), points, span=span)


def as_deducted(node: Expr) -> Expr | None:
    """The points taken away, if ``node`` has the shape `deducted` makes."""
    match node:
        case Arith("-", Lit(0), points):
            return points
    return None


def unless_none(some: Expr, inner: Expr, none: Known, span: Span) -> Expr:
    """没有时: what ``inner`` gives where there is a record (``some``), else ``none``."""
    return Choose(((some, inner),), Lit(none, ratio=not isinstance(none, bool), span=span), span=span)


def as_unless_none(node: Expr) -> Expr | None:
    """The inner expression, if ``node`` has the shape `unless_none` makes."""
    match node:
        case Choose(((some, inner),), Lit()) if is_some(some):
            return inner
    return None


def as_counted(node: Expr) -> tuple[Expr, ...]:
    """The conditions of which ``node`` counts how many hold, as 下列 至少 n 项 does; none if it counts no conditions."""
    match node:
        case Arith("+", left, right):
            first, others = as_counted(left), as_counted(right)
            return (*first, *others) if first and others else ()
        case Choose(((condition, Lit(1, None)),), Lit(0, None, False)) if as_unless_none(node) is None:
            return (condition,)
    return ()


def some(count: Agg, span: Span) -> Cmp:
    """That there is a record: a comparison in which no word was written."""
    return Cmp("gt", "", evolve(count, span=span), Lit(0, count.unit, span=span), span=span)


def is_some(node: Expr) -> bool:
    """Whether ``node`` has the shape `some` makes."""
    return isinstance(node, Cmp) and node.word == "" and isinstance(node.left, Agg | Ref)
