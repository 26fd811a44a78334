"""Tight bounds: whether what a part can give at least and at most is really reached by some completion of the missing facts.

Interval arithmetic is sound and may be too wide. A bound is called tight here only when a witness is found: an assignment of the
missing facts under which the part, evaluated with it, gives exactly the bound. Candidates are the ends of a fact's range, the
constants that stand in the rules that read it, their neighbours and the points between them. Awards that share no missing fact are
independent, so each group of awards is searched alone and the best assignments are joined and tried. With too many candidates, or
no witness among them, the bound is called outer, which is always a safe thing to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product
from math import floor, inf, prod
from typing import Any

from attrs import frozen

from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.lowered import Reads
from policyrules.language.meaning import Env, evaluate
from policyrules.language.values import MAYBE, NOTHING, Dates, Interval, OneOf, exact, known

MOST_COMPLETIONS = 256
"""The most assignments tried for one group of awards."""

Assignment = dict[str, Any]


@frozen(eq=False)
class _Leaf:
    """An award below some part: the guards between them, and the missing facts, constants and values that all of these read."""

    part: core.Part
    guards: tuple[core.Expr, ...]
    facts: tuple[core.Field, ...]
    marks: tuple[Any, ...]
    values: frozenset[str]


class Tightness:
    """Looks for witnesses in one scorecard. ``points`` evaluates a part where every fact it reads is known."""

    def __init__(
        self,
        values: Sequence[core.Value],
        reads: Mapping[core.Part, Reads],
        missing: set[str],
        points: Callable[[core.Part, Env], tuple[Any, Any]],
    ) -> None:
        self.values = values
        self.reads = reads
        self.missing = missing
        self.points = points

    def of(self, part: core.Part, low: Any, high: Any, env: Env, above: tuple[core.Part, ...] = ()) -> bool:
        """Whether both bounds of a part are reached; ``above`` are parts whose unknown 前提 may make it not applicable."""
        whole = [self.reads[p] for p in (*above, *part.walk())]
        if not known(env.values["on"]) and any(r.on for r in whole):
            return False
        guards = tuple(p.guard for p in above if p.guard is not None)
        leaves = list(self._leaves(part, guards, whole[: len(above)]))
        read = frozenset[str]().union(*(r.values for r in whole))
        least: Assignment = {}
        most: Assignment = {}
        for group in _groups(leaves):
            best = self._search(group, env)
            if best is None:
                return False
            least |= best[0]
            most |= best[1]
        ends = [self._given(part, guards, self._completed(env, which, read)) for which in (least, most)]
        return ends == [low, high]

    def _leaves(self, part: core.Part, guards: tuple[core.Expr, ...], above: list[Reads]) -> Iterator[_Leaf]:
        """The awards that read something missing; ``above`` is what the guards above them read."""
        reads = [*above, self.reads[part]]
        if not isinstance(part.body, tuple):
            facts = tuple(dict.fromkeys(f for r in reads for f in r.facts if f.alias in self.missing))
            if facts:
                marks = tuple(dict.fromkeys(m for r in reads for m in r.marks))
                yield _Leaf(part, guards, facts, marks, frozenset[str]().union(*(r.values for r in reads)))
            return
        if part.guard is not None:
            guards, above = (*guards, part.guard), reads
        for below in part.body:
            yield from self._leaves(below, guards, above)

    def _search(self, group: Sequence[_Leaf], env: Env) -> tuple[Assignment, Assignment] | None:
        """The assignments under which a group gives least and most together; None when there are too many to try."""
        facts = list(dict.fromkeys(f for leaf in group for f in leaf.facts))
        marks = tuple(dict.fromkeys(m for leaf in group for m in leaf.marks))
        choices = [candidates(f, env.facts[f.alias], marks) for f in facts]
        if prod(len(c) for c in choices) > MOST_COMPLETIONS:
            return None
        read = frozenset[str]().union(*(leaf.values for leaf in group))
        tried: list[tuple[Any, Assignment]] = []
        for values in product(*choices):
            assignment = {f.alias: v for f, v in zip(facts, values, strict=True)}
            here = self._completed(env, assignment, read)
            tried.append((sum(self._effective(leaf, here) for leaf in group), assignment))
        if not tried:
            return None
        return min(tried, key=lambda t: t[0])[1], max(tried, key=lambda t: t[0])[1]

    def _effective(self, leaf: _Leaf, env: Env) -> Any:
        return self._given(leaf.part, leaf.guards, env)

    def _given(self, part: core.Part, guards: Iterable[core.Expr], env: Env) -> Any:
        """The points of a part where all that it reads is known; none where a guard above it fails."""
        if any(evaluate(g, env) is not True for g in guards):
            return 0
        return self.points(part, env)[0]

    def _completed(self, env: Env, assignment: Assignment, read: frozenset[str]) -> Env:
        """What is known once the assignment is made, with the values that are read worked out anew."""
        values = dict(env.values)
        here = Env({**env.facts, **assignment}, values)
        for value in self.values if read else ():
            if value.id in read:
                values[value.id] = evaluate(value.expr, here)
        return here


def _groups(leaves: Iterable[_Leaf]) -> list[list[_Leaf]]:
    """Leaves that share missing facts, directly or through others."""
    groups: list[tuple[set[core.Field], list[_Leaf]]] = []
    for leaf in leaves:
        facts, members = set(leaf.facts), [leaf]
        apart = []
        for group in groups:
            if group[0] & facts:
                facts |= group[0]
                members = group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (facts, members)]
    return [members for _, members in groups]


def candidates(fact: core.Field, value: Any, marks: Iterable[Any]) -> list[Any]:
    """Values worth trying for a missing fact, all of them values it may really have."""
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
