"""Rows of 等级 that no total comes to, totals that come to none, and to more than one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import floor, inf
from typing import Any

from policyrules.diagnostics import lint
from policyrules.diagnostics.base import Label, Problem
from policyrules.language import core, interval
from policyrules.language.values import Number, decimal_text
from policyrules.passes.check.expressions import Expressions

MOST_TRIED = 100_000
"""The most pairs of a row and a total that are tried."""


def doubtful(bands: core.Bands, most: Number | None, place: Expressions) -> Iterator[Problem]:
    """Warnings about grades, for totals up to ``most``: rows whose condition fails for every total that the rows above leave; a
    total for which no row holds; with 互斥, one for which several do."""
    rows = [(row, row.condition) for row in bands.rows if row.condition is not None]
    totals = _totals([m for _, c in rows for m in _marks(c, place)], most, bands.rounding)
    if len(rows) * len(totals) > MOST_TRIED:
        return
    top = inf if most is None else interval.round_to(most, *bands.rounding) if bands.rounding else most
    left = tried = [t for t in totals if t <= top]
    taken: dict[Any, core.Band] = {}
    held: dict[Any, list[core.Band]] = {t: [] for t in tried}
    unsure = False
    for row, condition in rows:
        plain = _plain(condition, place)
        holds = {t: place.static(condition, total=t) if plain else None for t in totals}
        if all(holds[t] is False for t in left):
            above = dict.fromkeys(taken[t] for t in taken if holds[t] is not False)
            limit = decimal_text(most) if most is not None and any(h is not False for h in holds.values()) else ""
            labels = tuple(Label(span=x.span, zh="先归入这一等级", en="this grade takes it first") for x in above)
            yield lint.UnreachableGrade(span=row.span, label=row.label, most=limit, covered=bool(above), labels=labels)
        unsure |= any(h is not True and h is not False for h in holds.values())
        for t in tried:
            held[t] += [row] if holds[t] is True else []
        if not bands.exclusive:
            taken |= {t: row for t in left if holds[t] is True}
            left = [t for t in left if holds[t] is not True]
    if all(row.condition is not None for row in bands.rows):
        gap = next((t for t in tried if t >= 0 and not held[t]), None)
        if gap is not None:
            yield lint.GradesLeaveGap(span=bands.span, total="" if unsure else decimal_text(gap))
    twice = next((t for t in tried if len(held[t]) > 1), None) if bands.exclusive else None
    if twice is not None:
        names = tuple(row.label for row in held[twice][:2])
        labels = tuple(Label(span=x.span, zh="同时成立", en="holds as well") for x in held[twice][1:2])
        yield lint.GradesOverlap(span=held[twice][0].span, total=decimal_text(twice), one=names[0], other=names[1], labels=labels)


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
