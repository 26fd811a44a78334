"""What may be tried in place of a fact, as a case writes it: raw values by alias."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from policyrules.language import core
from policyrules.language.lowered import Aggregate
from policyrules.language.values import exact, terminates

Marks = Sequence[Any]
Values = Mapping[str, core.Value | Aggregate]
MOST_RECORDS = 12
_DAYS = (1, -1, 31, -31, 92, -92, 366, -366)


def read(exprs: Sequence[core.Expr], values: Values) -> tuple[list[core.Field], list[Any]]:
    """The facts that expressions ask for, fields of records among them, and the constants in them, values gone through."""
    fields: dict[core.Field, None] = {}
    marks: dict[Any, None] = {}
    done: set[str] = set()
    stack = [(e, values) for e in exprs]
    while stack:
        top, here = stack.pop()
        for node in core.walk(top):
            if isinstance(node, core.Fact):
                fields[node.field] = None
            elif isinstance(node, core.Lit):
                marks[node.value] = None
            elif isinstance(node, core.Ref) and node.key in here and node.key not in done:
                done.add(node.key)
                found = here[node.key]
                if isinstance(found, core.Value):
                    stack.append((found.expr, here))
                    continue
                fields[found.agg.over] = None
                stack += [(e, {**here, **found.inner}) for e in (found.agg.where, found.agg.body) if e is not None]
    return list(fields), list(marks)


def others(fact: core.Field, now: object, marks: Marks, on: date | None) -> Iterator[object]:
    """Other values of a fact that a case can write; ``now`` is what it has, None where nothing."""
    found = [x for x in _others(fact, now, marks, on) if x != now]
    for n, value in enumerate(found):
        if value not in found[:n]:
            yield value


def _others(fact: core.Field, now: object, marks: Marks, on: date | None) -> Iterator[object]:
    match fact.type:
        case core.Bool():
            yield from (True, False)
        case core.Levels(names) | core.Options(names):
            yield from names
        case core.Quantity():
            yield from _numbers(fact, marks)
        case core.Day():
            yield from _days(fact, now, marks, on)
        case core.Text():
            yield from (m for m in marks if isinstance(m, str) and m)
            yield "某"
        case core.Records():
            yield from _lists(fact.type, now, marks, on)
    if fact.optional:
        yield "无"


def _numbers(fact: core.Field, marks: Marks) -> Iterator[object]:
    assert isinstance(fact.type, core.Quantity)
    step: Any = fact.step or (Fraction(1, 100) if fact.type.ratio else 1)
    numbers = [m for m in marks if isinstance(m, int | Fraction) and not isinstance(m, bool)]
    ends = [x for x in (fact.low, fact.high) if isinstance(x, int | Fraction)]
    for mark in dict.fromkeys((*numbers, *ends)):
        for value in (mark, mark - step, mark + step, exact(Fraction(mark) / 2)):
            whole = not fact.type.whole or exact(value).denominator == 1
            if whole and terminates(exact(value)) and _within(fact, value):
                yield exact(value)


def _within(fact: core.Field, value: Any) -> bool:
    low = fact.low is None or (value > fact.low if fact.above else value >= fact.low)
    return low and (fact.high is None or (value < fact.high if fact.below else value <= fact.high))


def _days(fact: core.Field, now: object, marks: Marks, on: date | None) -> Iterator[object]:
    start = now if isinstance(now, date) else on
    days = [m for m in marks if isinstance(m, date)]
    for day in [*([start] if start else []), *days]:
        yield from (x for n in (0, *_DAYS) if _within(fact, x := day + timedelta(days=n)))


# ---------------------------------------------------------------- lists


def _lists(kind: core.Records, now: object, marks: Marks, on: date | None) -> Iterator[object]:
    """No records; one record fewer, or changed at one place; only one; where there are none, one in which all is well."""
    yield []
    records = list(now) if isinstance(now, list) else []
    if not records:
        yield [blank(kind, on)]
        yield from ([{**blank(kind, on), **change}] for change in _changed(kind, blank(kind, on), marks, on))
        return
    for record in (records[0], records[-1]):
        yield [record]
        yield from ([_merged(kind, record, change)] for change in _changed(kind, record, marks, on))
    for n in range(min(len(records), MOST_RECORDS)):
        yield [*records[:n], *records[n + 1 :]]
        yield from (
            [*records[:n], _merged(kind, records[n], change), *records[n + 1 :]] for change in _changed(kind, records[n], marks, on)
        )
    for n in range(2, 11):  # a share comes near to a figure only among many
        for k in range(1, n):
            for change in _changed(kind, records[0], marks, on):
                yield [*[records[0]] * k, *[_merged(kind, records[0], change)] * (n - k)]


def blank(kind: core.Records, on: date | None) -> dict[str, object]:
    """A record in which every condition holds and all days are that of the evaluation."""
    made: dict[str, object] = {}
    for field in kind.fields:
        match field.type:
            case core.Bool():
                made[field.own] = True
            case core.Day() if on:
                made[field.own] = on
            case core.Quantity() if field.high is not None or field.low is not None:
                made[field.own] = field.high if field.high is not None else field.low
            case core.Levels(names) | core.Options(names):
                made[field.own] = names[-1]
    return made


def _changed(kind: core.Records, record: Mapping[str, object], marks: Marks, on: date | None) -> Iterator[Mapping[str, object]]:
    """One field of a record otherwise."""
    for field in kind.fields:
        now = value_of(field, record)
        if isinstance(field.type, core.Records):
            own = list(now) if isinstance(now, list) else []
            yield from ({field.own: x} for x in ([], *([*own[:n], *own[n + 1 :]] for n in range(len(own)))) if x != own)
        elif not isinstance(field.type, core.Text):
            yield from ({field.own: x} for x in others(field, now, marks, on))


def value_of(field: core.Field, record: Mapping[str, object]) -> object:
    """What a record says of a field, by either of its names."""
    return record.get(field.own, record.get(field.name))


def _merged(kind: core.Records, record: Mapping[str, object], change: Mapping[str, object]) -> dict[str, object]:
    return {f.own: x for f in kind.fields if (x := change.get(f.own, value_of(f, record))) is not None}
