"""Which goals can be reached at all. One is left out only where it is shown that no facts reach it: what its conditions read is cut
at every figure it is compared with, and no combination of the pieces leaves all of them open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

from attrs import evolve

from policyrules.analysis import spread as sp
from policyrules.analysis.atoms import Atoms
from policyrules.analysis.reach import Reach
from policyrules.analysis.spread import Run, Spread
from policyrules.analysis.worth import Worth, blank
from policyrules.cases.coverage.model import Edge, Found, Goal, Here
from policyrules.evaluation.awards import deducts
from policyrules.language import core
from policyrules.language.counted import as_counted
from policyrules.language.lowered import LoweredCard, LoweredSubject
from policyrules.language.values import MAYBE

MOST_CELLS = 1024


class Possible:
    """What can come about for one subject."""

    def __init__(self, entry: LoweredSubject) -> None:
        self.entry = entry
        self.values = {v.id: v for v in entry.values}
        self.blank = blank(entry.fields)
        self._scored: dict[str, dict[str, Spread]] = {}

    def goal(self, goal: Goal, card: LoweredCard | None) -> bool:
        """Whether something may reach it."""
        return any(self.may(goal, worth) for worth in self.cut(goal, card))

    def may(self, goal: Goal, worth: Worth) -> bool:
        match goal.asked:
            case Found(_, possible):
                return possible(worth)
            case Here(levels, edge):
                for level in levels:
                    if level.inside is not None:
                        worth = evolve(worth, values={**worth.values, **level.inside.inner}, env=None)
                    if any(worth.truth(e) is (not wanted) for e, wanted in level.wanted):
                        return False
                return edge is None or near(edge, worth)

    def cut(self, goal: Goal, card: LoweredCard | None) -> Iterator[Worth]:
        """What the goal reads in every combination of its pieces; whole, where those are too many."""
        values = dict(self.values)
        for level in goal.asked.levels if isinstance(goal.asked, Here) else ():
            values |= level.inside.inner if level.inside else {}
        atoms = Atoms(values, self.blank)
        keys = [k for k in atoms.occurring(goal.reads) if k in atoms.fields or k in values]
        pieces = [atoms.cells(k) for k in keys]
        kept = [(k, p) for k, p in zip(keys, pieces, strict=True) if len(p) > 1]
        while prod(len(p) for _, p in kept) > MOST_CELLS:
            kept.remove(max(kept, key=lambda x: len(x[1])))
        scored = self.scored(card) if card else {}
        for chosen in product(*(p for _, p in kept)):
            yield Worth(values, self.blank, dict(zip((k for k, _ in kept), chosen, strict=True)), scored)

    def scored(self, card: LoweredCard) -> Mapping[str, Spread]:
        """What the total that is graded on, and the points of parts, may be."""
        found = self._scored.get(card.card.id)
        if found is None:
            reach, bands = Reach.of(self.entry, card), card.card.bands
            total = sp.rounded(reach.total, *bands.rounding) if bands and bands.rounding else reach.total
            found = {f"part {p.id}": reach.points(p) for p in card.card.root.walk() if p.id in card.parts} | {"total": total}
            self._scored[card.card.id] = found
        return found


def near(edge: Edge, worth: Worth) -> bool:
    """Whether the sides may be so far apart."""
    left, right = edge.left, edge.right
    assert isinstance(right, core.Lit)
    mark: Any = right.value
    if worth.numeric(left):
        low, high = (mark, mark) if edge.way == 0 else (mark - edge.step, mark) if edge.way < 0 else (mark, mark + edge.step)
        run = Run(low, high, open_low=edge.way > 0, open_high=edge.way < 0)
        return not worth.number(left).within(run).empty
    if isinstance(left, core.Fact) and isinstance(left.field.type, core.Levels):
        return bool(0 <= mark + edge.way < len(left.field.type.names))
    return True


# ---------------------------------------------------------------- what rules come to


def part_outcomes(part: core.Part, guards: tuple[core.Expr, ...], worth: Worth) -> set[str]:
    """What can come of a leaf where everything is known (`evaluation.interpret`)."""
    applies = [worth.truth(g) for g in guards]
    if False in applies:
        return {"not_applicable"}
    found = {"not_applicable"} if MAYBE in applies else set()
    body = part.body
    assert not isinstance(body, tuple)
    if not isinstance(body, core.Choose) or body.table:
        return found | _by_points(part, worth.number(body))
    taken = deducts(body)
    for n, (condition, then) in enumerate(body.cases):
        holds = worth.truth(condition)
        if holds is False:
            continue
        if n == 0 and not taken and _whole(then):
            found |= {"met"}
        else:
            found |= _by_points(part, worth.number(then), another=(n == 0) is taken)
        if holds is True:
            return found
    return found | _by_points(part, worth.number(body.otherwise), another=not taken)


def _whole(branch: core.Expr) -> bool:
    inner = branch.operand if isinstance(branch, core.Round) else branch
    if isinstance(inner, core.Fact) or (isinstance(inner, core.Choose) and inner.table):
        return False
    return core.as_prorated(inner) is None and as_counted(inner) is None


def _by_points(part: core.Part, points: Spread, *, another: bool = False) -> set[str]:
    """What points mean; ``another``: they come by another road than the requirement, which is then not met."""
    held, most = points.held(part.low, part.high), part.points
    inf = float("inf")
    full = most is not None and not held.within(Run(most, inf)).empty
    below = held.within(Run(-inf, most, open_high=True)) if most is not None else held
    found = {"partial" if another else "met"} if full else set()
    found |= {"unmet"} if not below.within(Run(-inf, 0)).empty else set()
    return found | ({"partial"} if not below.within(Run(0, inf, open_low=True)).empty else set())


def varies(part: core.Part, worth: Worth) -> bool:
    """Whether the points of a leaf depend on anything."""
    assert not isinstance(part.body, tuple)
    return worth.number(part.body).held(part.low, part.high).only is None


def steps(left: Any, right: Any, edge_step: Any) -> int | None:
    """How a value stands to a mark: 0 at it, 1 just over, -1 just under, None elsewhere."""
    if left == right:
        return 0
    if right < left <= right + edge_step:
        return 1
    return -1 if right - edge_step <= left < right else None
