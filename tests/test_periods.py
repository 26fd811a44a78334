"""Periods after the Civil Code, articles 200 to 203."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyrules.language.calendar import Period, last_complete, part_of_year, shift

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
USUAL = st.dates(date(1900, 1, 1), date(2100, 12, 31))
UNITS: st.SearchStrategy[Period] = st.sampled_from(("months", "days"))


@pytest.mark.parametrize(
    ("day", "count", "unit", "complete"),
    [
        (date(2020, 6, 1), 24, "months", date(2022, 6, 1)),  # art. 202: the corresponding day is the last
        (date(2020, 2, 29), 12, "months", date(2021, 2, 28)),  # art. 202: without one, the last of the month
        (date(2020, 2, 29), 48, "months", date(2024, 2, 29)),
        (date(2021, 1, 31), 1, "months", date(2021, 2, 28)),
        (date(2021, 12, 31), 6, "months", date(2022, 6, 30)),
        (date(2021, 12, 30), 10, "days", date(2022, 1, 9)),  # art. 201: the first day is not counted
        (date(2021, 3, 31), -1, "months", date(2021, 2, 28)),
        (date(9999, 1, 1), 12, "months", date.max),
        (date(1, 1, 1), -1, "days", date.min),
    ],
)
def test_a_period_is_complete_on_its_corresponding_day(day: date, count: int, unit: Period, complete: date) -> None:
    assert shift(day, count, unit) == complete


@given(DAYS, DAYS, st.integers(-20_000, 20_000), UNITS)
def test_a_later_start_is_never_complete_earlier(a: date, b: date, count: int, unit: Period) -> None:
    first, second = sorted((a, b))
    assert shift(first, count, unit) <= shift(second, count, unit)


@given(USUAL, st.integers(1, 600), UNITS)
def test_the_last_complete_day_is_the_last(on: date, count: int, unit: Period) -> None:
    day = last_complete(on, count, unit)
    assert day is not None
    assert shift(day, count, unit) <= on < shift(day + timedelta(days=1), count, unit)


@pytest.mark.parametrize(
    ("on", "count", "unit", "day"),
    [
        (date(9999, 12, 31), 36, "months", date(9996, 12, 31)),  # no day after it from which the period could end later
        (date(9999, 12, 31), 1, "days", date(9999, 12, 30)),
        (date(1, 1, 31), 1, "months", None),
        (date(1, 1, 1), 1, "days", None),
        (date(2022, 6, 30), 10**30, "months", None),
        (date(2022, 6, 30), 10**30, "days", None),
    ],
)
def test_the_last_complete_day_at_the_ends_of_the_calendar(on: date, count: int, unit: Period, day: date | None) -> None:
    assert last_complete(on, count, unit) == day


@pytest.mark.parametrize("of", [1, 4, 12])
@pytest.mark.parametrize("year", [1, 2023, 2024, 9999])
def test_the_parts_of_a_year_are_the_year(of: int, year: int) -> None:
    parts = [part_of_year(year, n, of) for n in range(1, of + 1)]
    assert parts[0][0] == date(year, 1, 1)
    assert parts[-1][1] == date(year, 12, 31)
    assert all(b[0].toordinal() == a[1].toordinal() + 1 for a, b in pairwise(parts))
