"""Aggregates against brute force: whatever the missing facts turn out to be, and whatever records a list still gets, the value lies
in what was said; and where nothing but independent facts is missing, counts, shares and sums reach what was said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random
from typing import Any, get_args

import pytest
from test_interval import holds

from policyrules.language import core
from policyrules.language.meaning import Env, evaluate, unknown
from policyrules.language.values import MAYBE, NOTHING, Interval, Listed, known
from policyrules.source import Source, Span

HERE = Span(Source("", ""), 0, 0)
ON = date(2022, 8, 1)
DAYS = (date(2022, 3, 31), date(2022, 7, 15), date(2022, 9, 1))
FLAG = core.Field("真", "list.flag", core.Bool(), HERE)
SIZE = core.Field("数", "list.size", core.Quantity(whole=True), HERE, low=-1, high=2)
DAY = core.Field("日", "list.day", core.Day(), HERE, low=DAYS[0], high=DAYS[2])
LIST = core.Field("单", "list", core.Records((FLAG, SIZE, DAY)), HERE)
DOMAINS: dict[str, tuple[Any, ...]] = {FLAG.alias: (True, False), SIZE.alias: (-1, 0, 1, 2), DAY.alias: DAYS}
BLANK = {f.alias: unknown(f) for f in (FLAG, SIZE, DAY)}
RECORDS = [dict(zip(DOMAINS, values, strict=True)) for values in product(*DOMAINS.values())]


def fact(field: core.Field) -> core.Fact:
    return core.Fact(field, span=HERE)


def at_least(number: int) -> core.Expr:
    return core.Cmp("ge", "", fact(SIZE), core.Lit(number, span=HERE), span=HERE)


def aggregate(random: Random) -> core.Agg:
    op = random.choice(get_args(core.AggOp))
    where = random.choice((None, fact(FLAG), at_least(random.choice((0, 1)))))
    within = random.choice((None, None, core.Stretch(DAY, 3, 4, span=HERE), core.Stretch(DAY, 30, unit="days", span=HERE)))
    body: core.Expr | None = None
    if op in ("all", "share"):
        body = random.choice((fact(FLAG), at_least(1), core.Logic("or", (fact(FLAG), at_least(2)), span=HERE)))
    elif op != "count":
        body = random.choice((fact(SIZE), core.Arith("*", fact(SIZE), core.Lit(2, span=HERE), span=HERE)))
    return core.Agg(op, LIST, body, where, within, span=HERE)


def env(listed: Listed) -> Env:
    return Env({LIST.alias: listed}, {"on": ON})


def completions(listed: Listed, extra: int) -> Iterator[Listed]:
    """Every way to fill in the records, and to add up to so many others."""
    ways = [
        [
            dict(zip(DOMAINS, values, strict=True))
            for values in product(*(DOMAINS[k] if r[k] == BLANK[k] else (r[k],) for k in DOMAINS))
        ]
        for r in listed.records
    ]
    for records in product(*ways):
        for more in range(extra + 1):
            for others in product(RECORDS[:: 5 if more > 1 else 1], repeat=more):
                yield Listed((*records, *others))


@pytest.mark.parametrize("seed", range(150))
@pytest.mark.parametrize("open_", [False, True])
def test_the_value_of_every_completion_lies_in_what_is_said(seed: int, open_: bool) -> None:
    random = Random(seed)
    records = []
    for _ in range(random.randint(0, 2)):
        record = dict(random.choice(RECORDS))
        for alias in random.sample(sorted(DOMAINS), random.choice((0, 1, 1, 2))):
            record[alias] = BLANK[alias]
        records.append(record)
    listed = Listed(tuple(records), open=open_)
    agg = aggregate(random)
    said = evaluate(agg, env(listed))
    found = set()
    for completed in completions(listed, 2 if open_ else 0):
        value = evaluate(agg, env(completed))
        if not known(value):  # a period that is not over: what was said has to hold all of it
            assert agg.within is not None
            for end in (value.low, value.high) if isinstance(value, Interval) else (True, False):
                assert end is None or holds(said, end), (agg, said, value)
            continue
        assert holds(said, value), (agg, said, value)
        found.add(value)
    if known(said):
        assert found <= {said}


@pytest.mark.parametrize("seed", range(100))
def test_counts_shares_and_sums_of_independent_facts_reach_what_is_said(seed: int) -> None:
    random = Random(seed)
    records = []
    for _ in range(random.randint(1, 3)):
        record = dict(random.choice(RECORDS))
        alias = random.choice((FLAG.alias, SIZE.alias, None))
        if alias:
            record[alias] = BLANK[alias]
        records.append(record)
    listed = Listed(tuple(records))
    op = random.choice(("count", "share", "sum", "all", "min", "max"))
    where = at_least(0) if op in ("share", "all") else fact(FLAG) if op != "count" else at_least(1)
    body = {"share": fact(FLAG), "all": fact(FLAG), "count": None}.get(op, fact(SIZE))
    agg = core.Agg(op, LIST, body, where, span=HERE)  # type: ignore[arg-type]
    said = evaluate(agg, env(listed))
    found = {evaluate(agg, env(c)) for c in completions(listed, 0)}
    if said is MAYBE:
        assert found == {True, False}
    elif isinstance(said, Interval):
        numbers = found - {NOTHING}
        assert (min(numbers), max(numbers)) == (said.low, said.high)
        assert said.absent == (NOTHING in found)
    else:
        assert found == {said}


def test_a_list_is_whole_up_to_the_day_it_says() -> None:
    agg = core.Agg("count", LIST, within=core.Stretch(DAY, 1, 4, span=HERE), span=HERE)
    quarter = Listed((RECORDS[0],), complete_to=date(2022, 3, 30))
    assert evaluate(agg, env(quarter)) == Interval(1, None)
    assert evaluate(agg, env(Listed((RECORDS[0],), complete_to=date(2022, 3, 31)))) == 1
    assert evaluate(agg, env(Listed((RECORDS[0],)))) == 1


def test_what_is_later_than_the_date_of_evaluation_has_not_happened() -> None:
    later: dict[str, Any] = {FLAG.alias: True, SIZE.alias: 1, DAY.alias: date(2022, 9, 1)}
    agg = core.Agg("count", LIST, within=core.Stretch(DAY, 3, 4, span=HERE), span=HERE)
    assert evaluate(agg, env(Listed((later,)))) == Interval(0, None)


def test_a_list_that_goes_beyond_the_date_of_evaluation_does_not_end_a_period() -> None:
    agg = core.Agg("count", LIST, within=core.Stretch(DAY, 3, 4, span=HERE), span=HERE)
    later: dict[str, Any] = {FLAG.alias: True, SIZE.alias: 1, DAY.alias: date(2022, 9, 1)}
    assert evaluate(agg, env(Listed((later,), complete_to=date(2022, 12, 31)))) == Interval(0, None)


def test_a_window_longer_than_the_calendar_holds_every_record() -> None:
    early: dict[str, Any] = {FLAG.alias: True, SIZE.alias: 1, DAY.alias: date.min}
    agg = core.Agg("count", LIST, within=core.Stretch(DAY, 10**12, span=HERE), span=HERE)
    assert evaluate(agg, env(Listed((early,)))) == 1
