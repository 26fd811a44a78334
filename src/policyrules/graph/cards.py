"""Scorecards as nodes: what every part gives at least and at most; then vetoes, totals and grades (`standing`).

The order is that of `evaluation.interpret`, which is the specification: guard, body, combine, own caps, parents.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm

from attrs import frozen

from policyrules.graph import ends as e
from policyrules.graph.arith import held
from policyrules.graph.ends import End
from policyrules.graph.expressions import Lowering, Scope
from policyrules.graph.known import Num, Truth
from policyrules.graph.nodes import Node
from policyrules.graph.standing import Standing, standing
from policyrules.language import core
from policyrules.language.lowered import LoweredCard
from policyrules.language.values import Number


@frozen(eq=False)
class PartGraph:
    """What one part gives at least and at most. ``branch``: which branch of its award is taken, from 0, or so many as it has for
    the rest (-1: not known); of another part None. ``applies``: whether its 前提 and those above it can hold, and can fail."""

    part: core.Part
    low: End
    high: End
    branch: Node | None
    applies: Truth
    own: Truth
    """Whether its own 前提 can hold, and can fail."""


@frozen(eq=False)
class CardGraph:
    """A scorecard. ``parts`` are in the order of `core.Part.walk`."""

    card: core.Scorecard
    parts: tuple[PartGraph, ...]
    gate: Truth | None
    standing: Standing

    @property
    def plain(self) -> bool:
        """Whether the total is the points of the root, and there is one grade."""
        return not self.card.vetoes and not (self.card.bands and self.card.bands.exclusive)


@frozen(eq=False)
class _Given:
    """What a part gives, before it is known whether it applies: ends, and how much of them is 附加分 of parts below."""

    low: End
    high: End
    extra: tuple[End, End]


def card_graph(lowering: Lowering, lowered: LoweredCard) -> CardGraph:
    """The nodes of a scorecard; InexpressibleError where it says more than they can."""
    first = _Card(lowering, lowered).made()
    return _Card(lowering, lowered, lcm(*(end.scale for p in first.parts for end in (p.low, p.high)))).made()


class _Card:
    """``scale``: what the points of every part are whole over; found by making the card once with 1."""

    def __init__(self, lowering: Lowering, lowered: LoweredCard, scale: int = 1) -> None:
        self.scale = scale
        self.lowered = lowered
        self.lowering = lowering
        self.g = lowering.graph
        self.card = lowered.card
        self.yes, self.no = self.g.const(True), self.g.const(False)
        self.zero = e.number(self.g, 0)
        self.parts: dict[str, PartGraph] = {}

    def made(self) -> CardGraph:
        root = self.part(self.card.root, self.lowering.scope, Truth(self.yes, self.no))
        parts = tuple(self.parts[p.id] for p in self.card.root.walk())
        gates = [self.lowering.truth(gate.condition, self.lowering.scope) for gate in self.card.gates]
        gate = Truth(self.g.and_(*(t.true for t in gates)), self.g.or_(*(t.false for t in gates))) if gates else None
        ends = [(p.part, Num(p.low, p.high, self.no, self.yes), p.own) for p in parts]
        return CardGraph(
            self.card, parts, gate, standing(self.lowering, self.lowered, Num(root.low, root.high, self.no, self.yes), ends)
        )

    # ------------------------------------------------------------ parts

    def part(self, part: core.Part, scope: Scope, above: Truth) -> _Given:
        """The part and all below it. ``above``: whether those it stands in apply."""
        inside, applies = scope, Truth(self.yes, self.no)
        if part.guard is not None:
            applies = self.lowering.truth(part.guard, scope)
            inside = self.lowering.inside(part.guard, scope)
        g = self.g
        whole = Truth(g.and_(above.true, applies.true), g.or_(above.false, applies.false))
        if isinstance(part.body, tuple):
            branch = None
            given = self.group(part, [(p, self.part(p, inside, whole)) for p in part.body])
        else:
            body = self.lowering.number(part.body, inside)
            branch = self.branch(part.body, inside)
            low = self.over(body.low)
            given = self.capped(part, low, low if body.low is body.high else self.over(body.high), (self.zero, self.zero))
        shown = self.perhaps(given, whole)
        self.parts[part.id] = PartGraph(part, shown.low, shown.high, branch, whole, applies)
        return self.perhaps(given, applies)

    def over(self, end: End) -> End:
        """The same over the scale of all, so that no sum has to scale it again."""
        scale = lcm(self.scale, end.scale)
        return End(e.scaled(self.g, end, scale, end.over), scale, end.over, end.endless)

    def group(self, part: core.Part, below: Sequence[tuple[core.Part, _Given]]) -> _Given:
        if not part.carries:
            low, high = (self.combined(part, [(d.low, d.high)[n] for _, d in below], bool(n)) for n in (0, 1))
            return self.capped(part, low, high, (self.zero, self.zero))
        held_, more = [], []
        for n in (0, 1):
            sides = [(rule, (d.low, d.high)[n], d.extra[n]) for rule, d in below]
            inner = [self.less(points, extra) for rule, points, extra in sides if not rule.beyond]
            held_.append(self.combined(part, inner, bool(n)) if inner else self.zero)
            more.append(e.total(self.g, [points if rule.beyond else extra for rule, points, extra in sides]))
        return self.capped(part, held_[0], held_[1], (more[0], more[1]))

    def combined(self, part: core.Part, points: list[End], high: bool) -> End:
        if part.combine == "sum":
            return e.total(self.g, points)
        return (e.most if part.combine == "max" else e.least)(self.g, points, high)

    def capped(self, part: core.Part, low: End, high: End, extra: tuple[End, End]) -> _Given:
        low, high = self.within(low, high, part.low, part.high)
        if part.carries:
            low, high = self.within(e.total(self.g, (low, extra[0])), e.total(self.g, (high, extra[1])), *part.whole)
        return _Given(low, high, extra)

    def within(self, low: End, high: End, floor: Number | None, cap: Number | None) -> tuple[End, End]:
        least, most = (None if x is None else e.number(self.g, x) for x in (floor, cap))
        if floor is None and cap is None:
            return low, high
        found = held(self.g, low, least, most, high=False)
        return found, found if low is high else held(self.g, high, least, most, high=True)

    def less(self, points: End, extra: End) -> End:
        return points if extra is self.zero else e.total(self.g, (points, e.negated(self.g, extra)))

    def perhaps(self, given: _Given, applies: Truth) -> _Given:
        """What a part gives that applies, does not, or may."""
        g = self.g
        if applies.false.constant and not applies.false.value:
            return given
        if self.lowering.complete:
            low = e.chosen(g, applies.true, given.low, self.zero)
            high = low if given.low is given.high else e.chosen(g, applies.true, given.high, self.zero)
            plain = given.extra[0] is self.zero
            extra = given.extra if plain else tuple(e.chosen(g, applies.true, x, self.zero) for x in given.extra)
            return _Given(low, high, (extra[0], extra[1]))
        open_ = g.and_(applies.true, applies.false)
        extra = (e.least(g, (self.zero, given.extra[0]), high=False), e.most(g, (self.zero, given.extra[1]), high=True))
        low = e.total(g, (e.least(g, (self.zero, self.less(given.low, given.extra[0])), high=False), extra[0]))
        high = e.total(g, (e.most(g, (self.zero, self.less(given.high, given.extra[1])), high=True), extra[1]))
        wide = _Given(low, high, extra)
        return self.chosen(open_, wide, self.chosen(applies.true, given, _Given(self.zero, self.zero, (self.zero, self.zero))))

    def chosen(self, condition: Node, a: _Given, b: _Given) -> _Given:
        low, high = e.chosen(self.g, condition, a.low, b.low), e.chosen(self.g, condition, a.high, b.high)
        extra = tuple(e.chosen(self.g, condition, x, y) for x, y in zip(a.extra, b.extra, strict=True))
        return _Given(low, high, (extra[0], extra[1]))

    def branch(self, body: core.Expr, scope: Scope) -> Node | None:
        """Which branch of an award is taken: the place of the first condition that holds, where none before it is unknown."""
        if not isinstance(body, core.Choose) or body.exclusive:
            return None
        g = self.g
        made = g.const(len(body.cases))
        for place in reversed(range(len(body.cases))):
            held_ = self.lowering.truth(body.cases[place][0], scope)
            made = g.when(held_.false, g.when(held_.true, g.const(-1), made), g.const(place))
        return made
