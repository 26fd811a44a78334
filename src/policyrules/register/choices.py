"""What is tried for each fact that rules read: values at which something may turn, and lists made of records that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import gcd, prod
from typing import Any

from policyrules.analysis.facts import completed
from policyrules.evaluation.candidates import candidates
from policyrules.evaluation.interpret import worked_out
from policyrules.language import core
from policyrules.language.aggregate import stretch
from policyrules.language.calendar import shift
from policyrules.language.lowered import Aggregate, LoweredSubject
from policyrules.language.meaning import Env, unknown
from policyrules.language.trees import nodes
from policyrules.language.values import NOTHING, Listed, Value, exact, known
from policyrules.register.cuts import reads, written
from policyrules.register.roots import roots

MOST_LISTS, MOST_ROWS = 48, 64
"""The most lists tried for one fact, and the most records that lists are made of."""
_LARGEST = 40
"""The most records in a list that is made for a share."""

Assignment = dict[str, Value]
Record = Mapping[str, Value]


def choices(entries: Sequence[LoweredSubject], on: date, *, wide: bool = False) -> dict[core.Field, list[Value]]:
    """Values worth trying for every fact that the rules of some lowered forms read; of lists, no two that come to the same in all
    of them. ``wide``: also values at which both sides of a comparison are equal (`roots`)."""
    read = [r for entry in entries for rule in entry.rules for r in reads(rule)]
    own = {f for entry in entries for f in entry.subject.fields}
    facts = dict.fromkeys(f for r in read for f in r.facts if f in own)
    figures = [x.value for e in entries for rule in e.rules for x in nodes(written(rule)) if isinstance(x, core.Lit)]
    marks = dict.fromkeys([*(m for r in read for m in r.marks), *figures, *(d for e in entries for d in _days(e, on))])
    fields = frozenset(f for r in read for f in r.facts)
    found: dict[core.Field, list[Value]] = {}
    for fact in facts:
        if isinstance(fact.type, core.Records):
            found[fact] = _lists(fact, tuple(marks), fields, entries, on)
        else:
            found[fact] = _plain(fact, marks, on)
    if wide:
        for fact, values in roots(entries[0], found, on).items():
            found[fact] = list(dict.fromkeys([*values, *found[fact]]))
        for fact in found:
            found[fact] += _between(fact, found[fact])
    return found


def _between(fact: core.Field, values: Sequence[Value]) -> list[Value]:
    """Halfway between the numbers tried, for what may be any number."""
    if not isinstance(fact.type, core.Quantity) or fact.type.whole or fact.step:
        return []
    numbers = sorted(v for v in values if isinstance(v, int | Fraction))
    return [exact(Fraction(a + b) / 2) for a, b in pairwise(numbers)]


def _plain(fact: core.Field, marks: Iterable[Any], on: date) -> list[Value]:
    """Values of a fact that is no list, those first that a reader takes in at a glance."""
    numbers: list[Any] = [m for m in marks if isinstance(m, int | Fraction) and not isinstance(m, bool)]
    more = [x for m in numbers for x in (exact(Fraction(m) / 2), Fraction(m).denominator)]
    found = candidates(fact, unknown(fact), [*marks, *more])
    top = max((abs(x) for x in numbers), default=0)

    def plainness(value: Any) -> tuple[Any, ...]:
        if isinstance(value, date):
            return (abs((value - on).days),)
        if isinstance(value, int | Fraction) and not isinstance(value, bool) and isinstance(fact.type, core.Quantity):
            return Fraction(value).denominator, abs(value - Fraction(top) / 2)
        return (0,)

    last = [v for v in found if v is NOTHING]
    return [*sorted((v for v in found if v is not NOTHING), key=plainness), *last]


def assignments(tried: dict[core.Field, list[Value]], most: int) -> Iterator[Assignment]:
    """Assignments of facts: all there are, or ``most`` of them spread over all."""
    size = prod(map(len, tried.values()))
    if size <= most:
        for every in product(*tried.values()):
            yield {f.alias: v for f, v in zip(tried, every, strict=True)}
        return
    step = next(n for n in range(int(size * 0.618), size + 1) if gcd(n, size) == 1)
    for at in range(most):
        place, chosen = at * step % size, Assignment()
        for fact, values in tried.items():
            place, which = divmod(place, len(values))
            chosen[fact.alias] = values[which]
        yield chosen


def _days(entry: LoweredSubject, on: date) -> Iterator[date]:
    """The days at which something said of time may turn."""
    env = Env({}, {"on": on})
    aggregates = [v for v in entry.values if isinstance(v, Aggregate)]
    for agg in _every(aggregates):
        if agg.agg.within:
            yield from stretch(agg.agg.within, env) or ()
    trees = [x for rule in entry.rules for x in nodes(written(rule))] + [x for v in entry.values for x in nodes(_expr(v))]
    for node in trees:
        match node:
            case core.Cmp(left=core.Elapsed(unit), right=core.Lit(int() as count)):
                yield shift(on, -count, unit)
            case core.Shift(count=count, unit=unit):
                yield shift(on, -count, unit)


def _expr(value: core.Value | Aggregate) -> tuple[Any, ...]:
    return (value.agg, *(x for v in value.inner.values() for x in _expr(v))) if isinstance(value, Aggregate) else (value.expr,)


def _every(aggregates: Iterable[Aggregate]) -> Iterator[Aggregate]:
    for agg in aggregates:
        yield agg
        yield from _every(agg.inner.values())


# ---------------------------------------------------------------- lists


def _lists(
    fact: core.Field, marks: tuple[Any, ...], fields: frozenset[core.Field], entries: Sequence[LoweredSubject], on: date
) -> list[Value]:
    rows = _rows(fact, marks, fields, on)
    single = _apart(fact, [Listed((row,)) for row in rows], entries, on)
    few = [x.records[0] for x in single if isinstance(x, Listed)]
    mixed = [Listed((first,) * a + (second,) * b) for first, second in combinations(few, 2) for a, b in _mixes(marks)]
    longer = [Listed(x) for x in _repeated(fact, few, marks, fields)]
    return _apart(fact, [Listed(), *single, *mixed, *longer], entries, on)[:MOST_LISTS]


def _rows(fact: core.Field, marks: tuple[Any, ...], fields: frozenset[core.Field], on: date) -> list[Record]:
    """Records of a list: those that differ in what is read of them; the rest is left out."""
    assert isinstance(fact.type, core.Records)
    ways = {f: _inner(f, marks, fields, on) if f in fields else [unknown(f)] for f in fact.type.fields}
    return list(assignments(ways, MOST_ROWS))


def _inner(fact: core.Field, marks: tuple[Any, ...], fields: frozenset[core.Field], on: date) -> list[Value]:
    if not isinstance(fact.type, core.Records):
        return _plain(fact, marks, on)
    rows = _rows(fact, marks, fields, on)[:4]
    return [Listed(), *(Listed(x) for x in _repeated(fact, rows, marks, fields)), *(Listed((row,)) for row in rows)]


def _repeated(
    fact: core.Field, rows: Sequence[Record], marks: tuple[Any, ...], fields: frozenset[core.Field]
) -> Iterator[tuple[Record, ...]]:
    """A record so often as a number that is asked for says, and on every day that matters, of
    all or of one year."""
    assert isinstance(fact.type, core.Records)
    dated = [f.alias for f in fact.type.fields if isinstance(f.type, core.Day) and f in fields]
    days = [m for m in marks if isinstance(m, date)]
    lengths = sorted({m for m in marks if isinstance(m, int) and not isinstance(m, bool) and 1 < m <= _LARGEST})
    years = {day.year: tuple(d for d in days if d.year == day.year) for day in days}
    for row in rows:
        for every in dict.fromkeys((tuple(days), *years.values())) if dated and days else ():
            yield tuple({**row, **dict.fromkeys(dated, day)} for day in every)
        yield from ((row,) * n for n in lengths)


def _mixes(marks: Iterable[Any]) -> list[tuple[int, int]]:
    """How many records of two sorts make a list: one of each, and those of which one sort is exactly a share that is asked for."""
    shares = [m for m in marks if isinstance(m, Fraction) and 0 < m < 1 and m.denominator <= _LARGEST]
    ways = [(s.numerator, s.denominator - s.numerator) for s in shares]
    return list(dict.fromkeys([(1, 1), *ways, *((b, a) for a, b in ways)]))


def _apart(fact: core.Field, lists: Sequence[Value], entries: Sequence[LoweredSubject], on: date) -> list[Value]:
    """Lists of which no two come to the same."""
    kept: dict[Any, Value] = {}
    for n, listed in enumerate(lists):
        worth: list[Value] = []
        for entry in entries:
            values = worked_out(entry, completed(entry, {fact.alias: listed}), on).values
            worth += [values[v.id] for v in entry.values if isinstance(v, Aggregate) and v.agg.over is fact]
        kept.setdefault(tuple(worth) if all(map(known, worth)) else n, listed)
    return list(kept.values())
