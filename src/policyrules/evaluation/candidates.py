"""Values worth trying for a missing fact: all of them values that it may really have."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, pairwise, product
from math import floor, inf, prod
from typing import Any

from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.meaning import unknown
from policyrules.language.values import MAYBE, NOTHING, Dates, Interval, Listed, OneOf, exact, known

MOST_LISTS = 240
"""The most ways tried to complete one list."""
_ROWS, _LENGTHS, _LONGEST = 16, 6, 40
"""The most kinds of records and numbers of them tried, and the longest list."""

Record = Mapping[str, Any]


def candidates(fact: core.Field, value: Any, marks: Iterable[Any], read: Container[core.Field] = ()) -> list[Any]:
    """Values worth trying for a missing fact, all of them values it may really have; ``read``: the fields of records that
    matter."""
    if value is MAYBE:
        return [False, True]
    if isinstance(value, OneOf):
        if value.values is None:
            texts = [m for m in marks if isinstance(m, str)]
            return [*texts, "\0"] + ([NOTHING] if fact.optional else [])
        # In the order of declaration, not of the set, so that the same facts always find the same witnesses.
        order = range(len(fact.type.names)) if isinstance(fact.type, core.Levels) else getattr(fact.type, "names", (False, True))
        return [v for v in (*order, NOTHING) if v in value.values]
    if isinstance(value, Interval):
        found = _numbers(fact, value, [m for m in marks if isinstance(m, Fraction | int) and not isinstance(m, bool)])
    elif isinstance(value, Dates):
        found = _days(fact, value, [m for m in marks if isinstance(m, date)])
    elif isinstance(value, Listed) and isinstance(fact.type, core.Records):
        return _lists(fact.type, value, tuple(marks), read)
    else:
        return [value]
    return [*found, NOTHING] if value.absent else found


def _numbers(fact: core.Field, value: Interval, marks: list[Any]) -> list[Any]:
    low, high = iv.bounds(value)
    points = sorted({m for m in (*marks, low, high) if abs(m) != inf and low <= m <= high} or {0})
    between = [Fraction(a + b) / 2 for a, b in pairwise(points)]
    far = (max(map(abs, points)) + 1) ** 3  # where what grows with the fact has come to its limits
    beyond = ([points[0] - 1, -far] if low == -inf else []) + ([points[-1] + 1, far] if high == inf else [])
    whole = isinstance(fact.type, core.Quantity) and fact.type.whole
    near = [p + d for p in points for d in (-1, 1)] if whole else []
    grid = fact.step or (1 if whole else None)
    tried = {_snap(x, grid, fact.low if fact.step else 0) for x in (*points, *between, *beyond, *near)}
    return sorted(x for x in tried if _allowed(fact, x, low, high))


def _snap(value: Any, step: Any, start: Any) -> Any:
    if step is None:
        return exact(value)
    origin = start if isinstance(start, Fraction | int) else 0
    return exact(origin + floor((value - origin) / Fraction(step)) * step)


def _allowed(fact: core.Field, value: Any, low: Any, high: Any) -> bool:
    strict = (fact.above and value == fact.low) or (fact.below and value == fact.high)
    return low <= value <= high and not strict


def _days(fact: core.Field, value: Dates, marks: list[date]) -> list[Any]:
    low, high = value.low or date.min, value.high or date.max
    day = timedelta(days=1)
    ends = [*marks, low, high]
    near = [d for m in ends for d in ((m - day) if m > date.min else m, m, (m + day) if m < date.max else m)]
    return sorted({d for d in near if _allowed(fact, d, low, high)})


# ---------------------------------------------------------------- lists


def _lists(kind: core.Records, value: Listed, marks: tuple[Any, ...], read: Container[core.Field]) -> list[Any]:
    """Whole lists that a list may turn out to be: what its records lack filled in, and where it is open, others added."""
    filled = [_filled(kind, r, marks, read) for r in value.records]
    if prod(map(len, filled)) <= _ROWS:
        given = [tuple(chosen) for chosen in product(*filled)]
    else:
        given = [tuple(ways[min(n, len(ways) - 1)] for ways in filled) for n in range(max(map(len, filled)))]
    room = _LONGEST if value.most is None else value.most - len(value.records)
    added = _added(kind, marks, read, room) if value.open and room > 0 else [()]
    return [Listed((*first, *more), most=value.most) for more, first in islice(product(added, given), MOST_LISTS)]


def _filled(kind: core.Records, record: Record, marks: tuple[Any, ...], read: Container[core.Field]) -> Sequence[Record]:
    """Ways to fill in a record."""
    lacking = [f for f in kind.fields if not whole(record[f.alias])]
    return [{**record, **row} for row in _rows(lacking, record, marks, read)]


def _rows(fields: Sequence[core.Field], given: Record, marks: tuple[Any, ...], read: Container[core.Field]) -> Sequence[Record]:
    """Values of some fields of a record: every combination, or where those are too many, each field tried with the others alike."""
    ways = [candidates(f, given[f.alias], marks, read)[: None if f in read else 1] for f in fields]
    if not all(ways):
        return []
    if prod(map(len, ways)) <= _ROWS:
        return [{f.alias: v for f, v in zip(fields, chosen, strict=True)} for chosen in product(*ways)]
    most = max(map(len, ways))
    ends = [{f.alias: w[at * (len(w) - 1) // most] for f, w in zip(fields, ways, strict=True)} for at in range(most + 1)]
    apart = [{**base, f.alias: v} for base in (ends[0], ends[-1]) for f, w in zip(fields, ways, strict=True) for v in w]
    return [*ends, *apart][: 4 * _ROWS]


def _added(kind: core.Records, marks: tuple[Any, ...], read: Container[core.Field], room: int) -> list[tuple[Record, ...]]:
    """Records that may be added: so many of one kind, all on one day or so many on each."""
    blank = {f.alias: unknown(f) for f in kind.fields}
    dated = [f for f in kind.fields if isinstance(f.type, core.Day)]
    days: Sequence[Record] = [{}]
    if dated:
        every = [m for m in marks if isinstance(m, date)]
        days = [{f.alias: d for f in dated} for d in every if all(_allowed(f, d, f.low or d, f.high or d) for f in dated)]
        days = days or _rows(dated, blank, marks, read)[:1]
    others = _rows([f for f in kind.fields if f not in dated], blank, marks, read)
    numbers = {m for m in marks if isinstance(m, int) and not isinstance(m, bool) and 0 < m <= _LONGEST}
    lengths = sorted(n for n in {1, 2, *numbers, *(m + 1 for m in numbers), room} if n <= min(room, _LONGEST))
    made: list[tuple[Record, ...]] = [()]
    lengths = lengths[:_LENGTHS] + lengths[_LENGTHS:][-1:]
    few = min(len(others), MOST_LISTS // (3 * len(lengths)))
    others = [others[n * len(others) // few] for n in range(few)]
    for n in lengths:
        for row in others:
            if len(days) > 1 and n * len(days) <= room:
                made.append(tuple({**row, **day} for day in days for _ in range(n)))
            made += [({**row, **day},) * n for day in (days[0], days[-1])[: len(days)]]
    return made


def whole(value: Any) -> bool:
    """Whether nothing is missing in a value; of a list, whether it is whole and so are its records."""
    if isinstance(value, Listed):
        return not (value.open or value.complete_to) and all(whole(v) for r in value.records for v in r.values())
    return known(value)
