"""What rules read that moves by itself, and how it is cut where the rules tell one part of it from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Any

from attrs import Factory, define, evolve

from policyrules.analysis import spread as sp
from policyrules.analysis.spread import Run, Spread
from policyrules.analysis.worth import Values, Worth, domain
from policyrules.language import core
from policyrules.language.lowered import Aggregate
from policyrules.language.values import NOTHING, Dates

MOST_VALUES = 24
"""A whole number that may be so many is cut into all of them."""
MOST_MARKS = 40


@define(eq=False)
class Atoms:
    """Facts and what lists come to, by key, as they occur in the expressions of some rules."""

    values: Values
    blank: Any
    fields: dict[str, core.Field] = Factory(dict)
    marks: dict[str, set[Any]] = Factory(dict)
    """The constants that each is compared with, directly."""
    _inside: dict[str, Counter[str]] = Factory(dict)
    _cells: dict[str, list[Any]] = Factory(dict)

    def occurring(self, exprs: Iterable[core.Expr | None]) -> Counter[str]:
        """How often each occurs, values gone through."""
        found: Counter[str] = Counter()
        for expr in exprs:
            if expr is None:
                continue
            for node in core.walk(expr):
                if isinstance(node, core.Fact):
                    self.fields[node.field.alias] = node.field
                    found[node.field.alias] += 1
                elif isinstance(node, core.Ref):
                    found += self.behind(node.key)
                elif isinstance(node, core.Cmp):
                    self.note(node)
        return found

    def behind(self, key: str) -> Counter[str]:
        """What occurs in a value."""
        if key not in self._inside:
            value = self.values.get(key)
            self._inside[key] = Counter()
            if isinstance(value, Aggregate):
                self._inside[key] = Counter((key,))
            elif value is not None:
                self._inside[key] = self.occurring((value.expr,))
        return self._inside[key]

    def note(self, node: core.Cmp) -> None:
        for own, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(other, core.Lit) and isinstance(own, core.Fact | core.Ref):
                key = own.field.alias if isinstance(own, core.Fact) else own.key
                self.marks.setdefault(key, set()).add(other.value)

    def cells(self, key: str) -> list[Any]:
        """What an atom may be, cut at its marks; one piece where it cannot be cut."""
        if key not in self._cells:
            self._cells[key] = list(self._cut(key))
        return self._cells[key]

    def _cut(self, key: str) -> Iterator[Any]:
        marks = self.marks.get(key, set())
        fact = self.fields.get(key)
        if fact is None:
            value = self.values[key]
            assert isinstance(value, Aggregate)
            worth = Worth(self.values, self.blank, {})
            if value.agg.op == "all":
                yield from (True, False)
            elif worth.numeric(core.Ref("aggregate", key, span=value.agg.span)):
                yield from _numbers(worth.listed(value), marks)
            return
        match fact.type:
            case core.Bool():
                yield from (True, False)
            case core.Levels(names):
                yield from range(len(names))
            case core.Options(names):
                yield from names
            case core.Quantity():
                yield from _numbers(domain(fact), marks)
                return  # 无 is among them
            case core.Day():
                yield from _days(fact, marks)
            case _:
                return
        if fact.optional:
            yield NOTHING


def _numbers(whole: Spread, marks: set[Any]) -> Iterator[Any]:
    if whole.absent:
        yield NOTHING
    present = evolve(whole, absent=False)
    if not present.runs and present.count <= MOST_VALUES:
        yield from map(sp.single, present.dots())
        return
    points = sorted(m for m in marks if isinstance(m, int | Fraction) and not isinstance(m, bool))[:MOST_MARKS]
    ends = [-inf, *points, inf]
    pieces = [Run(a, b, True, True) for a, b in pairwise(ends)] + [Run(p, p) for p in points]
    yield from (cut for piece in pieces if not (cut := present.within(piece)).empty)


def _days(fact: core.Field, marks: set[Any]) -> Iterator[Any]:
    day = timedelta(days=1)
    first = fact.low if isinstance(fact.low, date) else date.min
    last = fact.high if isinstance(fact.high, date) else date.max
    first += day if fact.above else timedelta()
    last -= day if fact.below else timedelta()
    for mark in sorted(m for m in marks if isinstance(m, date) and first <= m <= last)[:MOST_MARKS]:
        if first < mark:
            yield first if first == mark - day else Dates(first, mark - day)
        yield mark
        if mark == last:
            return
        first = mark + day
    yield first if first == last else Dates(first, last)
