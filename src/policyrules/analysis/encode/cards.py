"""A scorecard as terms: points of parts, totals, vetoes and grades, in the order of `evaluation.interpret`."""

from __future__ import annotations

from typing import Any

from attrs import evolve, frozen

from policyrules.analysis.encode.expressions import Scope, encode, rounded, truth
from policyrules.analysis.encode.subject import Program
from policyrules.analysis.encode.values import Val
from policyrules.analysis.solver import Term
from policyrules.evaluation.awards import deducts, spared
from policyrules.language import core
from policyrules.language.lowered import LoweredCard
from policyrules.language.values import Number


@frozen
class Given:
    """What a part gives, and how much of it is 附加分 of parts below."""

    points: Term
    extra: Term = 0


class Card:
    """A scorecard over one copy of a subject. ``droppable``: ``dropped`` is the place of a part among all parts whose points are
    left out of account."""

    def __init__(self, program: Program, card: LoweredCard, *, droppable: bool = False) -> None:
        self.program, self.card = program, card
        self.terms = program.terms
        self.dropped: Term = self.terms.whole("dropped") if droppable else -1
        self._places = {p: n for n, p in enumerate(card.card.root.walk())}
        self._parts: dict[str, Term] = {}
        self._excusing: dict[core.Part, Term] = {}
        root = card.card.root
        self._excuse(root, False)
        self.root = self.part(root)

    # ------------------------------------------------------------ parts

    def _excuse(self, part: core.Part, above: Term) -> None:
        """What may be excepted: a part itself, or with one above, but for what has a 程度 of its own that allows none."""
        t = self.terms
        own = self.program.excuse(part.id) if part.id and part.excusable else False
        reached = above if part.modality is None or part.modality.unmet == "explain" else False
        self._excusing[part] = here = t.either(own, reached)
        for below in part.body if isinstance(part.body, tuple) else ():
            self._excuse(below, here)

    def part(self, part: core.Part, above: Term = True) -> Given:
        """What a part gives; ``above``: whether the parts that it stands in apply."""
        t = self.terms
        holds = True if part.guard is None else self.program.holds(part.guard)
        given = self._inside(part, t.both(above, holds))
        holds = t.both(holds, t.negate(t.same(self.dropped, self._places[part])))
        given = Given(t.choose(holds, given.points, 0), t.choose(holds, given.extra, 0))
        self._parts[part.id] = t.choose(above, given.points, 0)
        return given

    def _inside(self, part: core.Part, applies: Term) -> Given:
        if not isinstance(part.body, tuple):
            return Given(self._held(part.low, part.high, self._award(part, part.body)))
        below = [(p, self.part(p, applies)) for p in part.body]
        if not part.carries:
            return Given(self._held(part.low, part.high, self._combined(part, [(p, x.points) for p, x in below])))
        t = self.terms
        held = [(p, t.minus(x.points, x.extra)) for p, x in below if not p.beyond]
        extra = t.add(*(x.points if p.beyond else x.extra for p, x in below))
        own = self._held(part.low, part.high, self._combined(part, held) if held else 0)
        return Given(self._held(*part.whole, t.add(own, extra)), extra)

    def _combined(self, part: core.Part, below: list[tuple[core.Part, Term]]) -> Term:
        if part.combine == "sum":
            return self.terms.add(*(x for _, x in below))
        return self.terms.extreme(part.combine, [self._or_another(n, below) for n in range(len(below))])

    def _or_another(self, place: int, below: list[tuple[core.Part, Term]]) -> Term:
        """The points of a part of which only the best or worst counts; those of another beside it where it is left out."""
        part, points = below[place]
        return self.terms.choose(self.terms.same(self.dropped, self._places[part]), below[place - 1][1], points)

    def _held(self, low: Number | None, high: Number | None, points: Term) -> Term:
        if high is not None:
            points = self.terms.extreme("min", (points, high))
        return points if low is None else self.terms.extreme("max", (points, low))

    def _award(self, part: core.Part, body: core.Expr) -> Term:
        points = self._number(body)
        excused = self._excusing.get(part, False)
        if excused is False or not isinstance(body, core.Choose):
            return points
        if deducts(body):
            return self.terms.choose(excused, self._number(spared(body)), points)
        if body.table:
            return points
        # With an exception the first condition counts as met: whether it holds or not, its branch is taken.
        return self.terms.choose(excused, self._number(body.cases[0][1]), points)

    def _number(self, expr: core.Expr) -> Term:
        return encode(self.program.world, expr, self.program.scope).term

    # ------------------------------------------------------------ totals

    def points_of(self, part: str) -> Term:
        return self._parts[part]

    @property
    def eligible(self) -> Term:
        """Whether every gate is met."""
        return self.terms.both(*(self.program.holds(g.condition) for g in self.card.card.gates))

    @property
    def annulled(self) -> Term:
        """Whether a veto leaves no total."""
        return self.terms.either(*(self.program.holds(v.condition) for v in self.card.card.vetoes if v.annuls))

    def _counts(self) -> Val:
        """What vetoes make the totals count as: the least; 无 where nothing."""
        t = self.terms
        found = Val(0, True)
        for veto in sorted((v for v in self.card.card.vetoes if v.total is not None), key=lambda v: -(v.total or 0)):
            found = self.program.world.choose(self.program.holds(veto.condition), Val(veto.total), found)
        return evolve(found, absent=t.both(found.absent))

    @property
    def total(self) -> Term:
        """The total, after vetoes that make it count as something."""
        counts = self._counts()
        return self.terms.choose(counts.absent, self.root.points, counts.term)

    @property
    def graded_on(self) -> Term:
        bands = self.card.card.bands
        rounding = bands.rounding if bands else None
        return self.total if rounding is None else rounded(self.program.world, self.total, *rounding)

    def totals(self) -> dict[str, Term]:
        """总计 by id, after vetoes."""
        counts = self._counts()
        made: dict[str, Val] = {"total": Val(self.root.points)}
        for rule in self.card.card.totals:
            made[f"total {rule.id}"] = encode(self.program.world, rule.expr, self._place(made))
        t = self.terms
        return {key.removeprefix("total "): t.choose(counts.absent, x.term, counts.term) for key, x in made.items()}

    def _place(self, totals: dict[str, Val]) -> Scope:
        def look(key: str) -> Val:
            if key in totals:
                return totals[key]
            if key.startswith("part "):
                return Val(self.points_of(key.removeprefix("part ")))
            return Val(self.full(self.card.card.root)) if key == "full" else self.program.value(key)

        return evolve(self.program.scope, value=look)

    def full(self, root: core.Part) -> Term:
        """Full marks that apply (`evaluation.full`)."""
        return self.terms.minus(root.points, self._less(root))

    def _less(self, part: core.Part) -> Any:
        t, most = self.terms, part.points
        if most is None or most <= 0 or part.beyond:
            return 0
        less: Term = 0
        if part.combine == "sum" and isinstance(part.body, tuple):
            room = max(0, sum(p.points or 0 for p in part.body if not p.beyond) - most)
            below = t.add(*(self._less(p) for p in part.body), -room)
            less = t.extreme("min", (most, t.extreme("max", (0, below))))
        own = most if part.apart else 0
        return less if part.guard is None else t.choose(self.program.holds(part.guard), less, own)

    # ------------------------------------------------------------ grades

    def rows(self) -> list[Term]:
        """Whether the condition of each row of 等级 holds, whatever the others do; 其余 where none of the others does."""
        bands = self.card.card.bands
        assert bands is not None
        named = self.totals()
        on = {key if key == "total" else f"total {key}": Val(x) for key, x in named.items()} | {"total": Val(self.graded_on)}
        place, world = self._place(on), self.program.world
        held = [None if row.condition is None else truth(world, row.condition, place) for row in bands.rows]
        rest = self.terms.negate(self.terms.either(*(x for x in held if x is not None)))
        return [rest if x is None else x for x in held]

    def limited(self) -> list[Term]:
        """Whether each veto that limits the grade is met."""
        return [self.program.holds(v.condition) for v in self.card.card.vetoes if v.limit]

    def grade(self) -> Term:
        """The place of the grade among the rows, after limits of vetoes; -1 where no row holds."""
        bands = self.card.card.bands
        assert bands is not None
        t = self.terms
        found: Term = -1
        for place, held in reversed(list(enumerate(self.rows()))):
            found = t.choose(held, place, found)
        places = {row.id: place for place, row in enumerate(bands.rows)}
        for veto in self.card.card.vetoes:
            if veto.limit:
                limited = t.both(self.program.holds(veto.condition), t.compare("ge", found, 0))
                found = t.choose(limited, t.extreme("max", (found, places[veto.limit[0]])), found)
        return found
