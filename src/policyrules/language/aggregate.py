"""What a list of records comes to: counts, sums, extremes, means, “for all” and shares, exact on what is known, sound on the rest.

A record belongs, does not, or may; and where the list may be incomplete, there may be others. Nothing here divides but a share or a
mean by a number of records that is not zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from math import inf
from typing import Any

from attrs import define

from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.calendar import last_complete, part_of_year
from policyrules.language.env import Env, unknown
from policyrules.language.node import Shown
from policyrules.language.values import MAYBE, NOTHING, Dates, Interval, Listed, Number, exact

Evaluate = Callable[[core.Expr, Env], Any]
Enter = Callable[[Env, Mapping[str, Any]], Env]
"""From what is known around a list to what is known of one of its records."""
Days = tuple[date, date] | None
"""The first and last day of a stretch, both included; None while the date of evaluation is not known."""


@define(repr=False)
class Tally(Shown):
    """How many records satisfy a condition, do not, or may: those that surely belong, then those that may. ``more``: how many
    others there may be at most that were not given."""

    yes: int = 0
    no: int = 0
    open: int = 0
    maybe_yes: int = 0
    maybe_no: int = 0
    maybe_open: int = 0
    more: int | float = 0

    @property
    def sure(self) -> int:
        """How many records surely belong."""
        return self.yes + self.no + self.open

    @property
    def known(self) -> bool:
        """Whether nothing about it is unknown."""
        return not (self.open or self.maybe_yes or self.maybe_no or self.maybe_open or self.more)


def aggregate(agg: core.Agg, env: Env, evaluate: Evaluate, enter: Enter = Env.record) -> Any:
    """The value of an aggregate."""
    return counted(agg, tally(agg, env, evaluate, enter)) if counts(agg) else _amounts(agg, env, evaluate, enter)


def counts(agg: core.Agg) -> bool:
    """Whether an aggregate only counts records."""
    return agg.op in _COUNTED


def counted(agg: core.Agg, found: Tally) -> Any:
    """The value of an aggregate that only counts, from how its records were counted."""
    return _COUNTED[agg.op](found)


# ---------------------------------------------------------------- which records belong


def stretch(within: core.Stretch, env: Env) -> Days:
    """The days a stretch has for the date of evaluation."""
    on = env.values["on"]
    if not isinstance(on, date):
        return None
    if within.of:
        year = on.year + within.year
        return part_of_year(year, within.part, within.of) if year >= 1 else None
    before = last_complete(on, within.part, within.unit)
    return (date.fromordinal(before.toordinal() + 1) if before else date.min), on


def incomplete(agg: core.Agg, listed: Listed, days: Days, env: Env) -> bool:
    """Whether there may be records that were not given. A list is complete up to the date of evaluation, or to the day it says."""
    if listed.open:
        return True
    on, to = env.values["on"], listed.complete_to
    if agg.within is None or not agg.within.of:  # up to the date of evaluation
        return to is not None and not (isinstance(on, date) and on <= to)
    # What is later than the date of evaluation has not happened, so a list that goes further is not complete beyond that day.
    return days is None or not isinstance(on, date) or days[1] > min(to or on, on)


def lies(day: Any, days: Days) -> Any:
    """Whether a record of that day lies in a stretch: true, false or unknown."""
    if day is NOTHING:
        return False
    if days is None:
        return MAYBE
    if isinstance(day, Dates):
        low, high = day.low or date.min, day.high or date.max
        if high < days[0] or low > days[1]:
            return False
        return MAYBE if day.absent or low < days[0] or high > days[1] else True
    return days[0] <= day <= days[1]


def members(
    agg: core.Agg, env: Env, evaluate: Evaluate, enter: Enter = Env.record
) -> tuple[Iterator[tuple[Any, Mapping[str, Any]]], int | float]:
    """The records that belong or may (True or MAYBE beside each), and how many others there may be."""
    listed: Listed = env.facts[agg.over.alias]  # type: ignore[assignment]
    days = stretch(agg.within, env) if agg.within else None
    room = inf if listed.most is None else listed.most - len(listed.records)
    more = room if incomplete(agg, listed, days, env) else 0
    belonging = _dated(listed, agg.within.field.alias, days, env) if agg.within else ((True, r) for r in listed.records)
    if agg.where is not None:
        belonging = _where(belonging, agg.where, env, evaluate, enter)
    return belonging, more


def _dated(listed: Listed, field: str, days: Days, env: Env) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """The records that lie in a stretch or may. What is later than the date of evaluation has not happened yet."""
    on = env.values["on"]
    if days is not None and isinstance(on, date):
        days = days[0], min(days[1], on)
    first, last = days or (date.max, date.min)
    for record in listed.records:
        day = record[field]
        if days is not None and type(day) is date:
            if first <= day <= last:
                yield True, record
        elif (belongs := lies(day, days)) is not False:
            yield belongs, record


def failing(agg: core.Agg, env: Env, evaluate: Evaluate, enter: Enter = Env.record) -> list[int]:
    """The places, from 0, of the records that surely belong and surely do not satisfy the body."""
    assert agg.body is not None
    listed: Listed = env.facts[agg.over.alias]  # type: ignore[assignment]
    belonging, _ = members(agg, env, evaluate, enter)
    failed = {id(r) for sure, r in belonging if sure is True and evaluate(agg.body, enter(env, r)) is False}
    return [place for place, record in enumerate(listed.records) if id(record) in failed]


def after(agg: core.Agg, env: Env, evaluate: Evaluate, enter: Enter = Env.record) -> int:
    """How many records are left out of a stretch because they are dated after the date of evaluation."""
    on, listed = env.values["on"], env.facts[agg.over.alias]
    if agg.within is None or not isinstance(on, date) or not isinstance(listed, Listed):
        return 0
    days = ((r[agg.within.field.alias], r) for r in listed.records)
    later = [r for day, r in days if isinstance(day, date) and day > on]
    return sum(agg.where is None or evaluate(agg.where, enter(env, r)) is not False for r in later)


def _where(
    records: Iterator[tuple[Any, Mapping[str, Any]]], where: core.Expr, env: Env, evaluate: Evaluate, enter: Enter
) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    for belongs, record in records:
        holds = iv.both((belongs, truth(evaluate(where, enter(env, record)))))
        if holds is not False:
            yield holds, record


def truth(value: Any) -> Any:
    return value if value is True or value is False else MAYBE


# ---------------------------------------------------------------- counting


def tally(agg: core.Agg, env: Env, evaluate: Evaluate, enter: Enter = Env.record) -> Tally:
    """How many records satisfy the body of an aggregate; without one, all of them do."""
    found = Tally()
    belonging, found.more = members(agg, env, evaluate, enter)
    if agg.body is None:
        for belongs, _ in belonging:
            if belongs is True:
                found.yes += 1
            else:
                found.maybe_yes += 1
        return found
    for belongs, record in belonging:
        holds = truth(evaluate(agg.body, enter(env, record)))
        if belongs is True:
            found.yes += holds is True
            found.no += holds is False
            found.open += holds is MAYBE
        else:
            found.maybe_yes += holds is True
            found.maybe_no += holds is False
            found.maybe_open += holds is MAYBE
    return found


def _count(t: Tally) -> Any:
    return iv.interval(t.yes, t.yes + t.open + t.maybe_yes + t.maybe_open + t.more)


def _all(t: Tally) -> Any:
    if t.no:
        return False
    return MAYBE if t.open or t.maybe_no or t.maybe_open or t.more else True


def _share(t: Tally) -> Any:
    """The least share counts every record that may fail, the greatest every one that may pass. Of no records there is none."""
    if not t.sure and not (t.maybe_yes or t.maybe_no or t.maybe_open or t.more):
        return NOTHING
    absent = not t.sure
    if t.more == inf:
        return Interval(0, 1, absent)
    open_ = t.open + t.maybe_open + int(t.more)
    fail, passing = t.no + t.maybe_no + open_, t.yes + t.maybe_yes + open_
    low: Number = Fraction(t.yes, t.yes + fail) if t.yes + fail else 1
    high: Number = Fraction(passing, passing + t.no) if passing + t.no else 0
    return iv.interval(low, high, absent)


_COUNTED: dict[str, Callable[[Tally], Any]] = {"count": _count, "all": _all, "share": _share}


# ---------------------------------------------------------------- amounts


def _amounts(agg: core.Agg, env: Env, evaluate: Evaluate, enter: Enter = Env.record) -> Any:
    """合计, 最小, 最大 or 平均 of the body. 无 adds nothing to a sum and takes no part in the others."""
    assert agg.body is not None
    assert isinstance(agg.over.type, core.Records)
    belonging, more = members(agg, env, evaluate, enter)
    sure: list[tuple[Any, Any]] = []
    perhaps: list[tuple[Any, Any]] = []
    for belongs, record in belonging:
        value = evaluate(agg.body, enter(env, record))
        if value is not NOTHING:
            certain = belongs is True and not (type(value) is Interval and value.absent)
            (sure if certain else perhaps).append(iv.bounds(value))
    other: list[tuple[Any, Any]] = []
    if more:
        blank = {f.alias: unknown(f) for f in agg.over.type.fields}
        other.append(iv.bounds(evaluate(agg.body, enter(env, blank))))
    if agg.op == "sum":
        return _sum(sure, perhaps, other, more)
    return _spread(agg.op, sure, perhaps + other)


def _sum(sure: list[tuple[Any, Any]], perhaps: list[tuple[Any, Any]], other: list[tuple[Any, Any]], more: int | float) -> Any:
    """``other`` is what each of ``more`` records that were not given may add."""
    low, high = sum((a for a, _ in sure), start=0), sum((b for _, b in sure), start=0)
    low += sum(min(a, 0) for a, _ in perhaps) + sum(a * more for a, _ in other if a < 0)
    high += sum(max(b, 0) for _, b in perhaps) + sum(b * more for _, b in other if b > 0)
    return iv.interval(low, high)


def _spread(op: str, sure: list[tuple[Any, Any]], perhaps: list[tuple[Any, Any]]) -> Any:
    """The least, the greatest or the mean; 无 of none."""
    whole = [*sure, *perhaps]
    if not whole:
        return NOTHING
    lows, highs = [a for a, _ in sure], [b for _, b in sure]
    least, most = min(a for a, _ in whole), max(b for _, b in whole)
    if not sure:
        return iv.interval(least, most, absent=True)
    if op == "min":
        return iv.interval(least, min(highs))
    if op == "max":
        return iv.interval(max(lows), most)
    if perhaps:
        return iv.interval(least, most)
    return iv.interval(_mean(lows), _mean(highs))


def _mean(ends: list[Any]) -> Any:
    if any(abs(e) == inf for e in ends):
        return next(e for e in ends if abs(e) == inf)
    return exact(Fraction(sum(ends)) / len(ends))
