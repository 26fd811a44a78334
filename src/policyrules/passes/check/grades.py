"""Rows of 等级 that no total comes to."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import floor, inf
from typing import Any

from policyrules.diagnostics import lint
from policyrules.diagnostics.base import Label
from policyrules.language import core, interval
from policyrules.language.values import Number, decimal_text
from policyrules.passes.check.expressions import Expressions

MOST_TRIED = 100_000
"""The most pairs of a row and a total that are tried."""


def unreachable(bands: core.Bands, most: Number | None, place: Expressions) -> Iterator[lint.UnreachableGrade]:
    """A warning for each row whose condition fails for every total, up to ``most``, that the rows above it leave."""
    rows = [(row, row.condition) for row in bands.rows if row.condition is not None]
    totals = _totals([m for _, c in rows for m in _marks(c, place)], most, bands.rounding)
    if len(rows) * len(totals) > MOST_TRIED:
        return
    top = inf if most is None else interval.round_to(most, *bands.rounding) if bands.rounding else most
    left = [t for t in totals if t <= top]
    taken: dict[Any, core.Band] = {}
    for row, condition in rows:
        holds = {t: place.static(condition, total=t) if _plain(condition, place) else None for t in totals}
        if all(holds[t] is False for t in left):
            above = dict.fromkeys(taken[t] for t in taken if holds[t] is not False)
            limit = decimal_text(most) if most is not None and any(h is not False for h in holds.values()) else ""
            labels = tuple(Label(span=x.span, zh="先归入这一等级", en="this grade takes it first") for x in above)
            yield lint.UnreachableGrade(span=row.span, label=row.label, most=limit, covered=bool(above), labels=labels)
        taken |= {t: row for t in left if holds[t] is True}
        left = [t for t in left if holds[t] is not True]


def _plain(condition: core.Expr, place: Expressions) -> bool:
    """Whether 总分 is only compared, so that nothing turns but at a mark."""
    total = [x for x in core.walk(condition) if isinstance(x, core.Ref) and x.key == "total"]
    return len(total) == sum(isinstance(x, core.Cmp) and _beside(x) is not None for x in core.walk(condition))


def _beside(expr: core.Cmp) -> core.Expr | None:
    """What 总分 is compared with."""
    for own, other in ((expr.left, expr.right), (expr.right, expr.left)):
        if isinstance(own, core.Ref) and own.key == "total":
            return other
    return None


def _marks(condition: core.Expr, place: Expressions) -> Iterator[Number]:
    """The figures at which a condition may turn."""
    for part in core.walk(condition):
        beside = _beside(part) if isinstance(part, core.Cmp) else None
        ends = interval.bounds(place.static(beside)) if beside is not None else ()
        yield from (x for x in ends if not isinstance(x, float))


def _totals(marks: list[Number], most: Number | None, rounding: tuple[Number, Any] | None) -> list[Any]:
    """Totals enough to meet every mark, and every stretch between marks, that a total can come to."""
    ends = sorted({*marks, *([] if most is None else [most])}) or [0]
    if rounding:
        step = rounding[0]
        near = {floor(Fraction(x) / step) * step for x in ends}
        return sorted({k + d for k in near for d in (-step, 0, step)})
    between = [Fraction(a + b) / 2 for a, b in pairwise(ends)]
    return sorted({ends[0] - 1, *ends, *between, ends[-1] + 1})
