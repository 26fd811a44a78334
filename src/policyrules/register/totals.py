"""Facts under which a scorecard comes to a wanted total: awards that share no fact are chosen apart and added up, and one that
gives any share of its points fills what is left. What is found is only what the interpreter then says it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property, reduce
from itertools import islice
from math import ceil, lcm
from operator import or_

from attrs import Factory, define, frozen

from policyrules.analysis.facts import run
from policyrules.language import core
from policyrules.language.lowered import LoweredSubject
from policyrules.language.trees import nodes
from policyrules.language.values import Number, Value, exact
from policyrules.register.choices import Assignment, assignments, choices
from policyrules.register.cuts import Cuts
from policyrules.register.sites import GATES, cut
from policyrules.result import ScoreResult

_TRIED, _FILLED = 64, 3
"""The most sets of facts tried for one group of awards, and the most groups that are tried for what is left over."""


@frozen(eq=False, slots=False)
class _Group:
    """Awards that share facts, with what was tried for these facts and the points it gave."""

    entry: LoweredSubject
    tried: tuple[tuple[Number, Assignment], ...]

    @property
    def free(self) -> list[core.Field]:
        """Facts that may be any number."""
        return [f for f in self.entry.subject.fields if isinstance(f.type, core.Quantity) and not (f.type.whole or f.step)]

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
        for fact in self.free:
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
    _near: dict[str, dict[Number, Assignment]] = Factory(dict)

    def near(self, card: core.Scorecard) -> dict[Number, Assignment]:
        """Facts for the totals at and around each edge of the grades, as far as they were found."""
        if card.id not in self._near:
            groups = self.groups(card)
            fine = [n for n, g in enumerate(groups) if g.free][:_FILLED]
            sums = {n: _Sums([g for at, g in enumerate(groups) if at != n]) for n in (-1, *fine)}
            whole, eligible = self.cuts.entry(card), self.eligible(card)
            found: dict[Number, Assignment] = {}
            for edge in edges(card):
                made: dict[Number, Assignment] = {}
                for total in edge:
                    ways = ({**eligible, **values} for values in _ways(groups, sums, total, self.on))
                    values = next((x for x in ways if _score(whole, x, self.on).total == total), None)
                    if values is not None:
                        made[total] = values
                more = self.besides(card, whole, made[max(made)]) if made else {}
                found |= {total: {**values, **more} for total, values in made.items()}
            self._near[card.id] = found
        return self._near[card.id]

    def besides(self, card: core.Scorecard, entry: LoweredSubject, values: Assignment) -> Assignment:
        """Of the facts that grades ask for themselves those that give the best grade."""
        asked = {f for rule in entry.cards for r in rule.bands for f in r.facts if f.alias not in values}
        if not asked or card.bands is None:
            return {}
        order = {row.id: n for n, row in enumerate(card.bands.rows)}
        tried = {f: v for f, v in choices((entry,), self.on).items() if f in asked}
        ranked = (
            (order.get(_score(entry, {**values, **x}, self.on).grade or "", len(order)), x) for x in assignments(tried, _TRIED)
        )
        return min(ranked, key=lambda x: x[0])[1]

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
        asked = {f for rule in entry.cards for r in (*rule.gates, *rule.vetoes, *rule.bans) for f in r.facts}
        tried = {f: v for f, v in choices((entry,), self.on).items() if f in asked}
        for values in assignments(tried, 10 * _TRIED):
            outcome = _score(entry, values, self.on)
            if outcome.gate in (None, "met") and outcome.veto in (None, "clear"):
                return values
        return {}


def edges(card: core.Scorecard) -> list[list[Number]]:
    """The figures that grades begin at, each after the totals halfway to it, where rounding decides, and a tenth of a step
    apart."""
    if card.bands is None:
        return []
    step = Fraction(card.bands.rounding[0] if card.bands.rounding else 1)
    tests = [x for x in nodes(card.bands) if isinstance(x, core.Cmp) and isinstance(x.left, core.Ref) and x.left.key == "total"]
    marks = sorted(
        {Fraction(x.right.value) for x in tests if isinstance(x.right, core.Lit) and isinstance(x.right.value, int | Fraction)}
    )
    return [[exact(m + d * step / 10) for d in (-6, -5, -4, 0)] for m in marks]


def _score(entry: LoweredSubject, values: Assignment, on: date) -> ScoreResult:
    (outcome,) = run(entry, values, on).values()
    assert isinstance(outcome, ScoreResult)
    return outcome


def _points(entry: LoweredSubject, values: Assignment, on: date) -> Number | None:
    """What the awards of a cut scorecard come to together."""
    root = _score(entry, values, on).root
    return root.low if root.low == root.high else None


class _Sums:
    """What groups of awards come to together, all of them: whole multiples of a fraction, as the bits of a number for each of the
    first n groups."""

    def __init__(self, groups: Sequence[_Group]) -> None:
        self.groups = groups
        self.unit = lcm(*(Fraction(p).denominator for g in groups for p in g.least))
        self.layers = [1]
        self.starts = [0]
        for group in groups:
            steps = self.steps(group)
            start = min(steps, default=0)
            bits = self.layers[-1]
            self.layers.append(reduce(or_, (bits << (n - start) for n in steps), 0))
            self.starts.append(self.starts[-1] + start)

    def steps(self, group: _Group) -> dict[int, Assignment]:
        return {int(p * self.unit): values for p, values in group.least.items()}

    def below(self, most: Number, room: Number) -> list[Number]:
        """A few sums below a number and no further from it than ``room``, the nearest first."""
        ends = int(most * self.unit), ceil((most - room) * self.unit)
        reached = (n for n in range(*ends, -1) if self.reaches(n))
        return [exact(Fraction(n, self.unit)) for n in islice(reached, 3)]

    def reaches(self, sum_: int, layer: int = -1) -> bool:
        place = sum_ - self.starts[layer]
        return place >= 0 and bool(self.layers[layer] >> place & 1)

    def chosen(self, total: Number) -> Assignment | None:
        """Facts that come to a sum."""
        left = Fraction(total) * self.unit
        if left.denominator != 1 or not self.reaches(int(left)):
            return None
        rest, found = int(left), dict[str, Value]()
        for n in range(len(self.groups), 0, -1):
            steps = self.steps(self.groups[n - 1])
            step = next(x for x in steps if self.reaches(rest - x, n - 1))
            found |= steps[step]
            rest -= step
        return found


def _ways(groups: Sequence[_Group], sums: Mapping[int, _Sums], total: Number, on: date) -> Iterator[Assignment]:
    """Facts that should come to a total: one choice in each group, or all but one, and in that what is left over."""
    plain = sums[-1].chosen(total)
    if plain is not None:
        yield plain
    for n, others in sums.items():
        room = max((p for p, _ in groups[n].tried), default=0)
        for rest in others.below(total, room) if n >= 0 else ():
            filled, chosen = groups[n].fill(exact(Fraction(total) - rest), on), others.chosen(rest)
            if filled is not None and chosen is not None:
                yield {**chosen, **filled}
