"""Days and periods as terms, exactly as `language.calendar` has them."""

from __future__ import annotations

from datetime import date

from policyrules.analysis.encode.values import Day, Val, World
from policyrules.analysis.solver import Term
from policyrules.language import calendar

SHORTEST = 28
"""Every month has so many days."""
_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def any_day(world: World, name: str) -> Day:
    """A day that may be any."""
    t = world.terms
    made = Day(t.whole(f"{name}.year"), t.whole(f"{name}.month"), t.whole(f"{name}.day"))
    world.laws += [
        *(t.compare("ge", x, 1) for x in (made.year, made.month, made.day)),
        t.compare("le", made.year, date.max.year),
        t.compare("le", made.month, 12),
        t.compare("le", made.day, 31),
        t.either(t.compare("le", made.day, SHORTEST), t.compare("le", made.day, length(world, made))),
    ]
    return made


def known(day: Day) -> date | None:
    """The day, where all of it is constant."""
    match day:
        case Day(int() as year, int() as month, int() as number):
            return date(year, month, number)
    return None


def _leap(world: World, year: Term) -> Term:
    t = world.terms
    by = {n: t.same(t.rest(year, n), 0) for n in (4, 100, 400)}
    return t.both(by[4], t.either(t.negate(by[100]), by[400]))


def length(world: World, day: Day) -> Term:
    """How many days its month has."""
    t = world.terms
    short = t.either(*(t.same(day.month, m) for m in (4, 6, 9, 11)))
    february = t.choose(_leap(world, day.year), 29, 28)
    return t.choose(t.same(day.month, 2), february, t.choose(short, 30, 31))


def ordinal(world: World, day: Day) -> Term:
    """The number of the day, counted from 0001-01-01, which is 1."""
    if there := known(day):
        return there.toordinal()
    t = world.terms
    years = t.add(day.year, -1)
    leap = t.both(t.compare("gt", day.month, 2), _leap(world, day.year))
    months: Term = _BEFORE[-1]
    for month in range(11, 0, -1):
        months = t.choose(t.same(day.month, month), _BEFORE[month - 1], months)
    leaps = t.add(t.part(years, 4), t.times(-1, t.part(years, 100)), t.part(years, 400))
    return t.add(t.times(365, years), leaps, months, t.choose(leap, 1, 0), day.day)


def elapsed(world: World, start: Val, end: Val, unit: calendar.Period) -> Val:
    """Whole months or days passed."""
    t = world.terms
    absent = t.either(start.absent, end.absent)
    if start.term is None or end.term is None:
        return Val(None, True)
    a, b = start.term, end.term
    if unit == "days":
        return Val(t.minus(ordinal(world, b), ordinal(world, a)), absent)
    months = t.minus(_months(world, b), _months(world, a))
    # In its last month the period is complete on the day of that number, or on the last day of a month that has none.
    whole = t.either(t.compare("ge", b.day, a.day), t.same(b.day, length(world, b)))
    return Val(t.choose(whole, months, t.add(months, -1)), absent)


def _months(world: World, day: Day) -> Term:
    return world.terms.add(world.terms.times(12, day.year), day.month)


def shift(world: World, day: Val, count: int, unit: calendar.Period) -> Val:
    """The day so many months or days later."""
    if day.term is None:
        return day
    if there := known(day.term):
        moved = calendar.shift(there, count, unit)
        return Val(Day(moved.year, moved.month, moved.day), day.absent)
    moved = _days_on(world, day.term, count) if unit == "days" else _months_on(world, day.term, count)
    return Val(moved, day.absent)


def _days_on(world: World, day: Day, count: int) -> Day:
    t = world.terms
    moved = t.add(ordinal(world, day), count)
    held = t.extreme("max", (t.extreme("min", (moved, date.max.toordinal())), date.min.toordinal()))
    made = any_day(world, "moved")
    world.laws.append(t.same(ordinal(world, made), held))
    return made


def _months_on(world: World, day: Day, count: int) -> Day:
    t = world.terms
    months = t.add(_months(world, day), count - 1)
    year, month = t.part(months, 12), t.add(t.rest(months, 12), 1)
    last = length(world, Day(year, month, 1))
    outside = t.compare("gt", year, date.max.year) if count > 0 else t.compare("lt", year, date.min.year)
    end = date.max if count > 0 else date.min
    moved = (year, month, t.extreme("min", (day.day, last)))
    return Day(*(t.choose(outside, a, b) for a, b in zip((end.year, end.month, end.day), moved, strict=True)))


def last_complete(world: World, on: Day, count: int, unit: calendar.Period) -> Term:
    """What orders the last day from which a period is complete on a day; less than all days where there is none."""
    t = world.terms
    if unit == "days":
        moved = _days_on(world, on, -count)
        return t.choose(t.compare("gt", ordinal(world, on), count), world.key(moved), 0)
    months = t.add(_months(world, on), -1 - count)
    year, month = t.part(months, 12), t.add(t.rest(months, 12), 1)
    last = length(world, Day(year, month, 1))
    whole = t.same(on.day, length(world, on))
    day = t.choose(whole, last, t.extreme("min", (on.day, last)))
    return t.choose(t.compare("lt", year, 1), 0, world.key(Day(year, month, day)))
