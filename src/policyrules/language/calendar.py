"""Days and periods after the Civil Code (民法典), articles 200 to 203: years and months are those of the calendar, the first day is
not counted, and a period is complete on the day that corresponds to the first or, where the month has none, on its last day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

CalendarUnit = Literal["months", "days"]


def shifted(day: date, count: int, unit: CalendarUnit) -> date:
    """The day on which a period of ``count`` months or days from ``day`` is complete; back from it where that is negative.

    A day before year 1 or after year 9999 is the first or last day there is.
    """
    try:
        if unit == "days":
            return day + timedelta(days=count)
        year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return date.max if count > 0 else date.min


def last_complete(on: date, count: int, unit: CalendarUnit) -> date | None:
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
