"""Tight bounds: whether what a part can give at least and at most is really reached by some completion of the missing facts.

Interval arithmetic is sound and may be too wide. A bound is called tight here only when a witness is found: an assignment of the
missing facts under which the part, evaluated with it, gives exactly the bound. Candidates are the ends of a fact's range, the
constants that stand in the rules that read it, their neighbours and the points between them. Awards that share no missing fact are
independent, so each group of awards is searched alone and the best assignments are joined and tried. With too many candidates, with
a list to complete, or no witness among them, the bound is called outer, which is always a safe thing to say.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import product
from math import prod
from typing import Any

from attrs import Factory, define, field, frozen

from policyrules.evaluation.awards import counted, points
from policyrules.evaluation.completions import Assignment, Completions
from policyrules.language import core
from policyrules.language.lowered import Aggregate, LoweredCard, Reads
from policyrules.language.meaning import Env, evaluate
from policyrules.language.node import Shown
from policyrules.language.values import MAYBE, known

MOST_COMPLETIONS = 256
"""The most assignments tried for one group of awards."""


@frozen(eq=False, repr=False)
class _Leaf(Shown):
    """An award below some part: the parts between them whose 前提 counts, and the missing facts, constants and values that all of
    these read."""

    part: core.Part
    under: tuple[core.Part, ...]
    facts: tuple[core.Field, ...]
    marks: tuple[Any, ...]
    values: frozenset[str]


@define(eq=False, repr=False)
class Tightness(Shown):
    """Looks for witnesses in one scorecard over one set of facts, once for each part that is asked about.

    What was found is kept, also for the groups of awards that a part shares with those it stands in. Threads that ask at the same
    time may look for the same thing twice and find the same.
    """

    card: LoweredCard
    values: Sequence[core.Value | Aggregate]
    env: Env
    missing: Container[str]
    excused: Container[core.Part]
    ways: Completions = field(init=False)
    _told: dict[core.Part, bool] = Factory(dict)
    _made: dict[tuple[core.Part, ...], _Leaf] = Factory(dict)
    _searched: dict[tuple[_Leaf, ...], tuple[Assignment, Assignment] | None] = Factory(dict)

    def __attrs_post_init__(self) -> None:
        self.ways = Completions(self.values, self.env, self.missing)

    def of(self, part: core.Part, low: Any, high: Any) -> bool:
        """Whether both bounds of a part are reached."""
        told = self._told.get(part)
        if told is None:
            told = self._told[part] = self._reached(part, low, high)
        return told

    def _reached(self, part: core.Part, low: Any, high: Any) -> bool:
        above = self._perhaps(part)
        read = self._read([self.card.reads[p] for p in (*above, *part.walk())])
        under = tuple(p for p in above if p.guard is not None)
        ends = None if read is None else self._ends(part, under)
        if read is None or ends is None:
            return False
        here = [self.ways.completed(which, read) for which in ends]
        return [None if env is None else self._given(part, under, env) for env in here] == [low, high]

    def witnesses(self, part: core.Part) -> tuple[Assignment, Assignment] | None:
        """Values of missing facts under which a part gives least and most, as far as they were found."""
        return self._ends(part, tuple(p for p in self._perhaps(part) if p.guard is not None))

    def total(self, root: core.Part, vetoes: Sequence[core.Effect], low: Any, high: Any) -> bool:
        """Whether both bounds of a total are reached that vetoes may make count as something."""
        asked = [r for v, r in zip(vetoes, self.card.vetoes, strict=True) if v.total is not None]
        read = self._read([*asked, *(self.card.reads[p] for p in root.walk())])
        ends = None if read is None else self._ends(root, ())
        facts = list(dict.fromkeys(f for r in asked for f in r.facts if self.ways.open(f)))
        choices = self.ways.choices(facts, [m for r in asked for m in r.marks], frozenset[str]().union(*(r.values for r in asked)))
        if read is None or ends is None or prod(len(c) for c in choices) > MOST_COMPLETIONS:
            return False
        reached = set[Any]()
        for which, values in product(ends, product(*choices)):
            env = self.ways.completed(which | {f.alias: v for f, v in zip(facts, values, strict=True)}, read)
            if env is None:
                continue
            number = counted(vetoes, env)
            reached.add(self._given(root, (), env) if number is None else number)
        return {low, high} <= reached

    def _read(self, reads: Sequence[Reads]) -> frozenset[str] | None:
        """The values that are read; None where there is no end of ways to complete what they are read for."""
        if not known(self.env.values["on"]) and any(r.on for r in reads):
            return None
        return frozenset[str]().union(*(r.values for r in reads))

    def _ends(self, part: core.Part, under: tuple[core.Part, ...]) -> tuple[Assignment, Assignment] | None:
        """The assignments under which the awards below a part give least and most together; None when there are too many."""
        least: Assignment = {}
        most: Assignment = {}
        for group in _groups(self._leaves(part, under)):
            best = self._search(group)
            if best is None:
                return None
            least |= best[0]
            most |= best[1]
        return least, most

    def _perhaps(self, part: core.Part) -> list[core.Part]:
        """The parts above, outermost first, from the first whose 前提 is unknown: with it this one may not be applicable."""
        above = self.card.above(part)[::-1]
        unknown = (n for n, p in enumerate(above) if p.guard is not None and evaluate(p.guard, self.env) is MAYBE)
        return above[next(unknown, len(above)) :]

    def _leaves(self, part: core.Part, under: tuple[core.Part, ...]) -> Iterator[_Leaf]:
        """The awards that read something missing."""
        if isinstance(part.body, tuple):
            if part.guard is not None:
                under = (*under, part)
            for below in part.body:
                yield from self._leaves(below, under)
            return
        leaf = self._made.get((*under, part))
        if leaf is None:
            leaf = self._made.setdefault((*under, part), self._leaf(part, under))
        if leaf.facts:
            yield leaf

    def _leaf(self, part: core.Part, under: tuple[core.Part, ...]) -> _Leaf:
        reads = [self.card.reads[p] for p in (*under, part)]
        facts = tuple(dict.fromkeys([f for r in reads for f in r.facts if self.ways.open(f)]))
        marks = tuple(dict.fromkeys([m for r in reads for m in r.marks]))
        return _Leaf(part, under, facts, marks, frozenset[str]().union(*[r.values for r in reads]))

    def _search(self, group: Sequence[_Leaf]) -> tuple[Assignment, Assignment] | None:
        """The assignments under which a group gives least and most together; None when there are too many to try."""
        key = tuple(group)
        if key not in self._searched:
            self._searched[key] = self._best(group)
        return self._searched[key]

    def _best(self, group: Sequence[_Leaf]) -> tuple[Assignment, Assignment] | None:
        facts = list(dict.fromkeys(f for leaf in group for f in leaf.facts))
        marks = tuple(dict.fromkeys(m for leaf in group for m in leaf.marks))
        read = frozenset[str]().union(*(leaf.values for leaf in group))
        choices = self.ways.choices(facts, marks, read)
        if prod(len(c) for c in choices) > MOST_COMPLETIONS:
            return None
        tried: list[tuple[Any, Assignment]] = []
        for values in product(*choices):
            assignment = {f.alias: v for f, v in zip(facts, values, strict=True)}
            here = self.ways.completed(assignment, read)
            if here is not None:
                tried.append((sum([self._given(leaf.part, leaf.under, here) for leaf in group]), assignment))
        if not tried:
            return None
        return min(tried, key=lambda t: t[0])[1], max(tried, key=lambda t: t[0])[1]

    def _given(self, part: core.Part, under: Iterable[core.Part], env: Env) -> Any:
        """The points of a part where all that it reads is known; none where a 前提 above it fails."""
        for p in under:
            if p.guard is not None and evaluate(p.guard, env) is not True:
                return 0
        return points(part, env, self.excused)


def _groups(leaves: Iterable[_Leaf]) -> list[list[_Leaf]]:
    """Leaves that share missing facts, directly or through others."""
    groups: list[tuple[set[core.Field], list[_Leaf]]] = []
    for leaf in leaves:
        facts, members = set(leaf.facts), [leaf]
        apart = []
        for group in groups:
            if not facts.isdisjoint(group[0]):
                facts |= group[0]
                members = group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (facts, members)]
    return [members for _, members in groups]
