"""What is known of facts from where an expression stands, and what of an expression from how far facts go."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve

from policyrules.language import core, interval
from policyrules.language.meaning import Env, evaluate, unknown
from policyrules.language.values import NOTHING


def fields(expr: core.Expr) -> list[core.Field]:
    """The facts that are read one by one."""
    return [e.field for e in core.walk(expr) if isinstance(e, core.Fact)]


def firm(expr: core.Expr, bounds: Mapping[str, Any]) -> bool:
    """Whether an expression has a most that does not come from how far facts are declared to go, but for judged ones. ``bounds``
    are those of values."""
    facts = {f.alias: unknown(f if f.judged else _widened(f)) for f in core.reads(expr) if isinstance(f, core.Field)}
    try:
        most = evaluate(expr, Env(facts, bounds))
    except ZeroDivisionError:  # the bounds of a divisor are among those left out
        return False
    return not isinstance(interval.bounds(most)[1], float)


def _widened(fact: core.Field) -> core.Field:
    """The fact without its bounds, but for one that keeps it to one side of 0."""
    if not isinstance(fact.type, core.Quantity):
        return evolve(fact, high=None) if isinstance(fact.type, core.Records) else fact
    low, high = (end if isinstance(end, int | Fraction) else None for end in (fact.low, fact.high))
    return evolve(fact, low=low if low is not None and low >= 0 else None, high=high if high is not None and high <= 0 else None)


def present(condition: core.Expr, holds: bool) -> frozenset[str]:
    """Facts that cannot be 无 where the condition holds (or does not)."""
    match condition:
        case core.Cmp("ne", _, core.Fact(fact), core.Lit(value)) if value is NOTHING and holds:
            return frozenset((fact.alias,))
        case core.Cmp("eq", _, core.Fact(fact), core.Lit(value)) if (value is NOTHING) != holds:
            return frozenset((fact.alias,))
        case core.Cmp("ge" | "gt" | "le" | "lt", _, core.Fact(fact), _) if holds:
            return frozenset((fact.alias,))
        case core.Cmp("ge", _, core.Elapsed(), _) if holds:
            return frozenset(f.alias for f in fields(condition))
        case core.Logic("not", (inner,)):
            return present(inner, not holds)
        case core.Logic(op, items) if op == ("and" if holds else "or"):
            return frozenset().union(*(present(i, holds) for i in items))
    return frozenset()
