"""Periods of time: 自 … 至 … 满 …, and days a period apart."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve

from policyrules.diagnostics import awards as a
from policyrules.diagnostics import check as c
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.calendar import Period
from policyrules.language.units import UNITS
from policyrules.language.values import Number, exact
from policyrules.passes.check.types import Typed, kind_name
from policyrules.source import Span

if TYPE_CHECKING:
    from policyrules.passes.check.expressions import Expressions

_AGES = ("岁", "周岁")
"""Units of calendar time that no period between two days is counted in."""


def elapsed(place: Expressions, node: s.Elapsed) -> core.Expr | None:
    """自 start 至 end 满 period: whether so many whole months or days have passed."""
    ends = [_day(place, node.start), _day(place, node.end)]
    period = _period(place, node.period)
    if period is None or ends[0] is None or ends[1] is None:
        return None
    count, unit = period
    if count <= 0:
        place.tell(a.NotAPeriod(span=node.period.span, found=node.period.span.text))
        return None
    passed = core.Elapsed(unit, ends[0].expr, ends[1].expr, span=node.start.span.to(node.end.span))
    needed = core.Lit(count, UNITS["个月" if unit == "months" else "天"], span=node.period.span)
    return core.Cmp("ge", "completes", passed, needed, span=node.span)


def shifted(place: Expressions, first: Typed, rest: Sequence[tuple[str, s.Expr]], span: Span) -> Typed | None:
    """A day with periods added and taken away."""
    done: Typed | None = first
    for op, item in rest:
        period = _period(place, item)
        if period is None or done is None:
            done = None
            continue
        count = period[0] if op == "+" else -period[0]
        done = evolve(done, expr=core.Shift(done.expr, count, period[1], span=span))
    return done


def barred(place: Expressions, node: s.Barred) -> core.Shift | None:
    """自 start 起 period: the last day of the period (民法典 201 to 203: the day it begins on is not counted)."""
    start, period = _day(place, node.start), _period(place, node.period)
    day = place._needed(start) if start is not None else None
    if day is None or period is None:
        return None
    if period[0] <= 0:
        place.tell(a.NotAPeriod(span=node.period.span, found=node.period.span.text))
        return None
    return core.Shift(day, *period, span=node.span)


def _day(place: Expressions, node: s.Expr) -> Typed | None:
    """A day, which may be 无: then no period from or to it is ever complete."""
    done = place.expr(node)
    if done is None:
        return None
    if not isinstance(done.type, core.Day):
        place._wrong(done, "一个日期", "a date")
        return None
    return done


def _period(place: Expressions, node: s.Expr) -> tuple[int, Period] | None:
    """A constant period: how many whole months or days."""
    found = place.expr(node)
    if found is not None and isinstance(found.type, core.Day):
        (zh, en), mend_zh = kind_name(found.type), "两个日期之间满多久，写作“自 … 至 … 满 2年”"
        kinds: dict[str, Any] = {"wanted_zh": "一段期间", "wanted_en": "a period", "found_zh": zh, "found_en": en}
        mends: dict[str, Any] = {
            "mend_zh": mend_zh,
            "mend_en": "ask how long it is between two days with `from … to … completes 2 年`",
        }
        place.tell(c.WrongKind(span=node.span, found=node.span.text, **kinds, **mends))
        return None
    done = place.constant(node) if found is not None else None
    if done is None:
        return None
    value, quantity = done
    months, hours = _base(value, quantity, "calendar"), _base(value, quantity, "time")
    if isinstance(months, int) and quantity.unit and quantity.unit.symbol not in _AGES:
        return months, "months"
    days = exact(Fraction(hours) / 24) if isinstance(hours, int) and quantity.unit and quantity.unit.symbol != "小时" else None
    if isinstance(days, int):
        return days, "days"
    place.tell(a.NotAPeriod(span=node.span, found=node.span.text))
    return None


def _base(value: Number, quantity: core.Quantity, base: str) -> Number | None:
    """The number in base units of a dimension, if it is of that dimension."""
    unit = quantity.unit
    return exact(value * unit.scale) if unit and unit.dimension == ((base, 1),) else None
