"""Days and periods: what a day becomes after a period, and how much of one has passed between two days.

Months are counted after the Civil Code (民法典), articles 200 to 203: the first day is not counted (201), a period of months ends
on its corresponding day, or on the last day of the month where there is none (202). Both functions are monotone in each argument,
so they are worked out end by end where a day is not known.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any, Literal

from policyrules.language.values import NOTHING, Dates, Interval

Period = Literal["months", "days"]


def last_complete(on: date, count: int, unit: Period) -> date | None:
    """The last day from which a period of this length is complete on a day; None where even the first day there is is too late."""
    if unit == "days":
        return date.fromordinal(on.toordinal() - count) if count < on.toordinal() else None
    year, month = divmod(on.year * 12 + on.month - 1 - count, 12)
    if year < 1:
        return None
    last = monthrange(year, month + 1)[1]
    # On the last day of a month the period is complete from all the days that this month has not.
    whole = on.day == monthrange(on.year, on.month)[1]
    return date(year, month + 1, last if whole else min(on.day, last))


def part_of_year(year: int, part: int, of: int) -> tuple[date, date]:
    """The first and last day of a part of a year: 1 of 4 is the first quarter."""
    months = 12 // of
    last = part * months
    return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])


def shift(day: Any, count: int, unit: Period) -> Any:
    """The day so many months or days later (earlier where ``count`` is negative); 无 stays 无.

    What would lie outside the years 1 to 9999 is held at their first or last day.
    """
    if day is NOTHING:
        return NOTHING
    if isinstance(day, Dates):
        low, high = (end and _later(end, count, unit) for end in (day.low, day.high))
        return Dates(low, high, day.absent)
    return _later(day, count, unit)


def elapsed(start: Any, end: Any, unit: Period) -> Any:
    """How many whole months or days have passed on ``end`` since ``start``: the most that ``shift(start, n)`` is not after ``end``.

    Below 0 where the end comes first; 无 where either is 无.
    """
    if start is NOTHING or end is NOTHING:
        return NOTHING
    if not isinstance(start, Dates) and not isinstance(end, Dates):
        return _between(start, end, unit)
    first, last = _dates(start), _dates(end)
    least = _between(first.high, last.low, unit) if first.high and last.low else None
    most = _between(first.low, last.high, unit) if first.low and last.high else None
    absent = first.absent or last.absent
    return least if least is not None and least == most and not absent else Interval(least, most, absent)


def _dates(value: Any) -> Dates:
    return value if isinstance(value, Dates) else Dates(value, value)


def _later(day: date, count: int, unit: Period) -> date:
    if unit == "days":
        room = (date.max - day).days if count > 0 else (date.min - day).days
        return day + timedelta(days=min(count, room) if count > 0 else max(count, room))
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if count > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _between(start: date, end: date, unit: Period) -> int:
    if unit == "days":
        return (end - start).days
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if _later(start, months, "months") <= end else months - 1
