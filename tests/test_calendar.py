"""Days and periods: the examples of the Civil Code, and every pair of days around a leap day against the definition."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from policyrules.language.calendar import elapsed, shift
from policyrules.language.interval import bounds
from policyrules.language.values import NOTHING, Dates, Interval

DAYS = [date(2023, 12, 29) + timedelta(days=n) for n in range(70)]
FEW = [date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 1), date(2021, 2, 28)]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2020, 6, 1), 24, date(2022, 6, 1)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 2, 29), 48, date(2024, 2, 29)),
        (date(2021, 12, 31), 2, date(2022, 2, 28)),
        (date(2021, 3, 31), -1, date(2021, 2, 28)),
        (date(9999, 12, 1), 1, date.max),
        (date(1, 1, 31), -1, date.min),
    ],
)
def test_a_day_some_months_later(day: date, months: int, later: date) -> None:
    assert shift(day, months, "months") == later


def test_days_are_held_to_the_years_there_are() -> None:
    assert shift(date.max, 5, "days") == date.max
    assert shift(date.min, -5, "days") == date.min
    assert shift(date(2022, 2, 27), 2, "days") == date(2022, 3, 1)


@pytest.mark.parametrize("unit", ["months", "days"])
def test_what_has_passed_is_the_most_that_is_over(unit: str) -> None:
    for start, end in product(DAYS, DAYS):
        count = elapsed(start, end, unit)  # type: ignore[arg-type]
        assert shift(start, count, unit) <= end < shift(start, count + 1, unit)  # type: ignore[arg-type]


def test_the_later_it_begins_the_less_has_passed() -> None:
    for end in DAYS:
        passed = [elapsed(start, end, "months") for start in DAYS]
        assert passed == sorted(passed, reverse=True)


@pytest.mark.parametrize("unit", ["months", "days"])
def test_unknown_days_hold_every_day(unit: str) -> None:
    spans = [Dates(a, b) for a, b in product([None, *FEW], [None, *FEW]) if a is None or b is None or a < b]
    for start, end in product([*spans, *FEW], [*spans, *FEW]):
        low, high = bounds(elapsed(start, end, unit))  # type: ignore[arg-type]
        found = [elapsed(x, y, unit) for x, y in product(within(start), within(end))]  # type: ignore[arg-type]
        assert low <= min(found)
        assert high >= max(found)
        if None not in (*ends(start), *ends(end)):
            assert (low, high) == (min(found), max(found))
        for count in (-1, 13):
            moved = shift(start, count, unit)  # type: ignore[arg-type]
            first, last = ends(moved)
            for day in within(start):
                later = shift(day, count, unit)  # type: ignore[arg-type]
                assert first is None or first <= later
                assert last is None or later <= last


def ends(value: Any) -> tuple[date | None, date | None]:
    return (value.low, value.high) if isinstance(value, Dates) else (value, value)


def within(value: Any) -> list[date]:
    low, high = ends(value)
    first, last = low or date(2019, 12, 30), high or date(2022, 3, 1)
    return [*(first + timedelta(days=n) for n in range(0, (last - first).days, 29)), last]


def test_what_is_absent_stays_so() -> None:
    assert shift(NOTHING, 1, "days") is NOTHING
    assert elapsed(NOTHING, DAYS[0], "months") is NOTHING
    assert elapsed(DAYS[0], NOTHING, "months") is NOTHING
    assert elapsed(Dates(DAYS[0], DAYS[0], absent=True), DAYS[0], "days") == Interval(0, 0, absent=True)
    assert shift(Dates(None, DAYS[0], absent=True), 1, "days") == Dates(None, DAYS[1], absent=True)
