"""Facts that were found possible, made whole: every quantity known, and the conditions evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice, product
from typing import Any

from policyrules.analysis.decide import Decider, Found
from policyrules.evaluation.candidates import candidates
from policyrules.language import core
from policyrules.language.calendar import shift
from policyrules.language.lowered import Reads
from policyrules.language.meaning import Env, evaluate, unknown, work_out
from policyrules.language.values import Value

MOST_TRIED = 400
"""The most sets of facts tried for one question."""
SOME_DAY = date(2024, 12, 31)
"""A date of evaluation on which every period of its year is over."""
_LIFETIME = 120
"""Years within which a day is told, where there is one."""

Facts = Mapping[str, Value]


def concrete(
    by: Decider, conditions: Sequence[core.Expr], reads: Iterable[Reads], found: Found
) -> tuple[Facts, date | None] | None:
    """Facts, and a date of evaluation where one is read, under which all conditions hold; None where none was met with."""
    reads = tuple(reads)
    on = found.get(core.Ref("on", "on", span=conditions[0].span), SOME_DAY)
    read = frozenset().union(*(r.values for r in reads))
    for facts in completions(reads, {x.field.alias: v for x, v in found.items() if isinstance(x, core.Fact)}, on):
        env = complete_env(by, facts, on, read)
        if all(evaluate(c, env) is True for c in conditions):
            return facts, on if any(r.on for r in reads) else None
    return None


def completions(reads: Sequence[Reads], chosen: Facts, on: date, most: int = MOST_TRIED) -> Iterator[dict[str, Value]]:
    """Values of all facts that are read; those ``chosen`` are as they are."""
    fields = [f for f in dict.fromkeys(f for r in reads for f in r.facts) if not f.lists]
    ways = [[chosen[f.alias]] if f.alias in chosen else tried(f, reads, on) for f in fields]
    for values in islice(product(*ways), most):
        yield {f.alias: v for f, v in zip(fields, values, strict=True)}


def tried(fact: core.Field, reads: Sequence[Reads], on: date) -> list[Any]:
    """Values worth trying for a fact, in order."""
    marks = dict.fromkeys(m for r in reads for m in r.marks)
    days = [on - timedelta(days=1), on, on + timedelta(days=1)]
    counts = [m for m in marks if isinstance(m, int) and not isinstance(m, bool) and 0 < m < 1200]
    days += [shift(on, -m, unit) for m in counts for unit in ("months", "days")] if any(r.on for r in reads) else []
    read = frozenset(f for r in reads for f in r.facts)
    found = candidates(fact, unknown(fact), (*marks, *days), read)
    return [x for x in found if not isinstance(x, date) or abs(x.year - on.year) < _LIFETIME] or found


def complete_env(by: Decider, facts: Facts, on: date, read: frozenset[str]) -> Env:
    """What is known with some facts, and the values that are read worked out; all other facts unknown."""
    values = {**by.base, "on": on}
    env = Env({**by.facts, **facts}, values)
    for key, value in by.values.items():
        if key in read:
            values[key] = work_out(value, env)
    return env
