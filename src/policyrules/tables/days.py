"""Whole months and days between days that are numbers which read as they are written, 20211231."""

from __future__ import annotations

from typing import Any

from policyrules.tables.dialects import Expr


def elapsed(api: Any, unit: str, start: Expr, end: Expr) -> Expr:
    """Whole months or days from one day to another (`language.calendar.elapsed`)."""
    if unit == "days":
        return _ordinal(api, end) - _ordinal(api, start)
    last = (end % 100 >= _length(api, end)) | (end % 100 >= start % 100)
    months = (end // 10_000 - start // 10_000) * 12 + (end // 100 % 100 - start // 100 % 100)
    return api.when(last).then(months).otherwise(months - 1)


def _length(api: Any, at: Expr) -> Expr:
    """How many days the month of a day has."""
    year, month = at // 10_000, at // 100 % 100
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    february = api.when(leap).then(api.lit(29, api.Int32)).otherwise(api.lit(28, api.Int32))
    short = (month == 4) | (month == 6) | (month == 9) | (month == 11)
    other = api.when(short).then(api.lit(30, api.Int32)).otherwise(api.lit(31, api.Int32))
    return api.when(month == 2).then(february).otherwise(other)


def _ordinal(api: Any, at: Expr) -> Expr:
    """A day as a count of days: years begin in March, so that the day a leap year has more stands last."""
    month, of_month = at // 100 % 100, at % 100
    early = month <= 2
    year = api.when(early).then(at // 10_000 - 1).otherwise(at // 10_000)
    since = api.when(early).then(month + 9).otherwise(month - 3)
    return year * 365 + year // 4 - year // 100 + year // 400 + (since * 153 + 2) // 5 + of_month
