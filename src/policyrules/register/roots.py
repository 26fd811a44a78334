"""Values of facts at which both sides of a comparison are equal, where that is linear in the fact: quotients, sums, what other
values are worked out from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from policyrules.analysis.facts import completed
from policyrules.evaluation.interpret import worked_out
from policyrules.language import core
from policyrules.language.lowered import LoweredSubject
from policyrules.language.meaning import evaluate
from policyrules.language.trees import nodes
from policyrules.language.values import Value, exact
from policyrules.register.cuts import written

_OTHERS = 8
"""The most values of another fact that are tried beside one."""

Tried = Mapping[core.Field, Sequence[Value]]


def roots(entry: LoweredSubject, tried: Tried, on: date) -> dict[core.Field, list[Value]]:
    """For each measured fact, values that make the sides of some comparison equal."""
    trees = (*map(written, entry.rules), *(v for v in entry.values if isinstance(v, core.Value)))
    compared = [x for x in nodes(trees) if isinstance(x, core.Cmp)]
    measured = [f for f in tried if isinstance(f.type, core.Quantity)]
    found: dict[core.Field, list[Value]] = {}
    for fact in measured:
        for given in _given(fact, tried):
            for x in compared:
                root = _root(entry, x, fact, given, on)
                if root is not None and _allowed(fact, root):
                    found.setdefault(fact, []).append(root)
    return found


def _given(fact: core.Field, tried: Tried) -> Iterator[dict[str, Value]]:
    """The other facts: the first value of each, and a few values of one beside that; of whole numbers such as shares divide."""
    plain = {f.alias: values[0] for f, values in tried.items() if f is not fact and values}
    yield plain
    for f, values in tried.items():
        if f is not fact and isinstance(f.type, core.Quantity):
            yield from ({**plain, f.alias: v} for v in values[:_OTHERS])


def _root(entry: LoweredSubject, test: core.Cmp, fact: core.Field, given: Mapping[str, Value], on: date) -> Value | None:
    """Where the difference of both sides is nought, by two of its values."""
    values = [(x, _difference(entry, test, {**given, fact.alias: x}, on)) for x in (1, 2, 3)]
    known = [(x, y) for x, y in values if y is not None]
    for (a, here), (b, there) in pairwise(known):
        if here != there:
            return exact(a - Fraction(here) * (b - a) / (Fraction(there) - Fraction(here)))
    return None


def _difference(entry: LoweredSubject, test: core.Cmp, facts: Mapping[str, Value], on: date) -> Any:
    try:
        env = worked_out(entry, completed(entry, facts), on)
        left, right = evaluate(test.left, env), evaluate(test.right, env)
    except (ArithmeticError, KeyError):  # divides by a fact that is 0 here, or asks for a total or a part
        return None
    numbers = (left, right)
    return left - right if all(type(x) in (int, Fraction) for x in numbers) else None


def _allowed(fact: core.Field, value: Any) -> bool:
    assert isinstance(fact.type, core.Quantity)
    low, high, grid = fact.low, fact.high, fact.step or (1 if fact.type.whole else None)
    origin = low if isinstance(low, int | Fraction) and fact.step else 0
    if grid is not None and (value - origin) % grid:
        return False
    inside = (not isinstance(low, int | Fraction) or low <= value) and (not isinstance(high, int | Fraction) or value <= high)
    return inside and not ((fact.above and value == low) or (fact.below and value == high))
