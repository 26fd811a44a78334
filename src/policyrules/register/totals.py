"""Facts under which a scorecard comes to a wanted total: awards that share no fact are chosen apart and added up, and one that gives
any share of its points fills what is left. What is found is only what the interpreter then says it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import define, frozen

from policyrules.analysis.facts import run
from policyrules.language import core
from policyrules.language.lowered import LoweredSubject
from policyrules.language.values import Number, Value, exact
from policyrules.register.choices import Assignment, assignments, choices
from policyrules.register.cuts import Cuts
from policyrules.register.sites import GATES, cut
from policyrules.register.trees import nodes
from policyrules.result import ScoreResult

_TRIED, _SUMS = 64, 4000
"""The most sets of facts tried for one group of awards, and the most sums kept."""


@frozen(eq=False)
class _Group:
    """Awards that share facts, with what was tried for these facts and the points it gave."""

    entry: LoweredSubject
    tried: tuple[tuple[Number, Assignment], ...]

    @cached_property
    def least(self) -> dict[Number, Assignment]:
        """The first facts found for each number of points that is no fine fraction."""
        found: dict[Number, Assignment] = {}
        for points, values in self.tried:
            if Fraction(points).denominator <= 4:
                found.setdefault(points, values)
        return found

    def fill(self, wanted: Number, on: date) -> Assignment | None:
        """Facts that give just these points, between two that were tried and differ in one measured fact."""
        free = [f for f in self.entry.subject.fields if isinstance(f.type, core.Quantity) and not (f.type.whole or f.step)]
        for fact in free:
            for low, a in self.tried:
                for high, b in self.tried:
                    if low < wanted < high and all(a[k] == b[k] for k in a if k != fact.alias):
                        x, y = a[fact.alias], b[fact.alias]
                        if not isinstance(x, int | Fraction) or not isinstance(y, int | Fraction):
                            continue
                        middle = exact(x + (Fraction(wanted) - low) / (Fraction(high) - low) * (y - x))
                        made = {**a, fact.alias: middle}
                        if _points(self.entry, made, on) == wanted:
                            return made
        return None


@define(eq=False)
class Totals:
    """The totals of scorecards near the edges of their grades, each with facts that come to it."""

    cuts: Cuts
    on: date
    _near: dict[str, dict[Number, Assignment]] = {}

    def near(self, card: core.Scorecard) -> dict[Number, Assignment]:
        """Facts for the totals at and around each edge of the grades, as far as they were found."""
        if card.id not in self._near:
            found = {total: self.of(card, groups, total) for groups in [self.groups(card)] for total in edges(card)}
            self._near[card.id] = {total: values for total, values in found.items() if values is not None}
        return self._near[card.id]

    def of(self, card: core.Scorecard, groups: Sequence[_Group], total: Number) -> Assignment | None:
        """Facts for one total."""
        whole = self.cuts.entry(card)
        for values in _ways(groups, total, self.on):
            outcome = run(whole, values, self.on)[card.id]
            if isinstance(outcome, ScoreResult) and outcome.total == total:
                return values
        return None

    def groups(self, card: core.Scorecard) -> list[_Group]:
        """The awards of a scorecard, those that share facts together; gates met and vetoes not."""
        fixed = self.eligible(card)
        shared: list[tuple[set[core.Field], list[str]]] = []
        for part in (p for p in card.root.walk() if p.leaf):
            facts, keys = set(self.cuts.entry(cut(card, part.id)).subject.fields), [part.id]
            apart = []
            for group in shared:
                if facts.isdisjoint(group[0]):
                    apart.append(group)
                else:
                    facts, keys = facts | group[0], group[1] + keys
            shared = [*apart, (facts, keys)]
        return [self.group(card, keys, fixed) for _, keys in shared]

    def group(self, card: core.Scorecard, keys: Iterable[str], fixed: Assignment) -> _Group:
        entry = self.cuts.entry(cut(card, *keys))
        tried = {f: [fixed[f.alias]] if f.alias in fixed else v for f, v in choices((entry,), self.on).items()}
        points = [(_points(entry, values, self.on), values) for values in assignments(tried, _TRIED)]
        return _Group(entry, tuple((p, values) for p, values in points if p is not None))

    def eligible(self, card: core.Scorecard) -> Assignment:
        """Facts under which gates are met and no veto is."""
        if not card.gates and not card.vetoes:
            return {}
        entry = self.cuts.entry(cut(card, GATES))
        for values in assignments(choices((entry,), self.on), 10 * _TRIED):
            outcome = run(entry, values, self.on)[card.id]
            if isinstance(outcome, ScoreResult) and outcome.gate in (None, "met") and outcome.veto in (None, "clear"):
                return values
        return {}


def edges(card: core.Scorecard) -> list[Number]:
    """The figures that grades begin at, and the totals halfway to them where rounding decides, a tenth of a step below and above."""
    if card.bands is None:
        return []
    step = Fraction(card.bands.rounding[0] if card.bands.rounding else 1)
    tests = [x for x in nodes(card.bands) if isinstance(x, core.Cmp) and isinstance(x.left, core.Ref) and x.left.key == "total"]
    marks = sorted({Fraction(x.right.value) for x in tests if isinstance(x.right, core.Lit) and isinstance(x.right.value, int | Fraction)})
    return [exact(m + d * step / 10) for m in marks for d in (-6, -5, -4, 0)]


def _points(entry: LoweredSubject, values: Assignment, on: date) -> Number | None:
    """What the awards of a cut scorecard come to together."""
    (outcome,) = run(entry, values, on).values()
    return outcome.root.low if isinstance(outcome, ScoreResult) and outcome.root.low == outcome.root.high else None


def _ways(groups: Sequence[_Group], total: Number, on: date) -> Iterable[Assignment]:
    """Facts that should come to a total: one choice in each group, and in one of them what is left over."""
    yield from filter(None, (_chosen(groups, total),))
    for n, group in enumerate(groups):
        others = [*groups[:n], *groups[n + 1 :]]
        most = max((p for p, _ in group.tried), default=0)
        for rest in sorted((s for s in _sums(others)[-1] if 0 < total - s < most), reverse=True)[:1]:
            filled, chosen = group.fill(exact(Fraction(total) - rest), on), _chosen(others, rest)
            if filled is not None and chosen is not None:
                yield {**chosen, **filled}


def _sums(groups: Sequence[_Group]) -> list[dict[Any, Any]]:
    """The sums that can be reached with the first n groups, each with the points of the last of them."""
    layers: list[dict[Any, Any]] = [{0: 0}]
    for group in groups:
        made: dict[Any, Any] = {}
        for sum_ in layers[-1]:
            for points in group.least:
                made.setdefault(exact(Fraction(sum_) + points), points)
        layers.append(dict(list(made.items())[:_SUMS]))
    return layers


def _chosen(groups: Sequence[_Group], total: Number) -> Assignment | None:
    layers = _sums(groups)
    if total not in layers[-1]:
        return None
    found: dict[str, Value] = {}
    for group, layer in zip(reversed(groups), reversed(layers), strict=False):
        points = layer[total]
        found |= group.least[points]
        total = exact(Fraction(total) - points)
    return found
