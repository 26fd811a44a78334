"""What a scorecard comes to after its parts: vetoes, totals of its own, the figure that is graded, and grades.

The same as `evaluation.vetoes`, `evaluation.totals` and `evaluation.grades`. Of an unknown veto that makes the total count as
something there is a stretch of its own, where it is met; the first stretch is what the parts give, or what a veto that is met for
certain makes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from policyrules.graph import ends as e
from policyrules.graph.arith import held
from policyrules.graph.ends import End
from policyrules.graph.expressions import Lowering, Scope
from policyrules.graph.known import Num, Truth
from policyrules.graph.nodes import Node
from policyrules.language import core
from policyrules.language.lowered import LoweredCard
from policyrules.language.values import Number

Part = tuple[core.Part, Num, Truth]
"""A part, its points, and whether its own 前提 can hold and can fail."""
Totals = dict[str, Num]
"""Totals by key, 总分 among them."""


@frozen(eq=False)
class Standing:
    """``total`` is what the scorecard comes to. Of its grades ``can`` says for each row whether it is possible, ``unsure`` whether
    perhaps none holds for certain; ``conflict``: several hold that exclude each other. ``annulled``: whether a veto can leave no
    total, and can not."""

    total: Num
    can: tuple[Node, ...]
    unsure: Node
    conflict: Node
    annulled: Truth
    totals: Totals
    """What its totals of its own come to, by their id."""
    vetoes: tuple[tuple[core.Effect, Truth], ...]
    """Whether each veto can be met, and can not."""


@frozen(eq=False)
class _Veto:
    """A veto: whether it is met for certain, whether that is unknown."""

    rule: core.Effect
    truth: Truth
    met: Node
    unknown: Node


def standing(lowering: Lowering, lowered: LoweredCard, root: Num, parts: Sequence[Part]) -> Standing:
    return _Standing(lowering, lowered, parts).of(root)


class _Standing:
    def __init__(self, lowering: Lowering, lowered: LoweredCard, parts: Sequence[Part]) -> None:
        self.lowering = lowering
        self.lowered = lowered
        self.card = lowered.card
        self.g = lowering.graph
        self.yes, self.no = self.g.const(True), self.g.const(False)
        self.zero = e.number(self.g, 0)
        self.own = {part.id: own for part, _, own in parts}
        self.asked: Totals = {f"part {part.id}": points for part, points, _ in parts}
        if lowered.full and self.card.root.points is not None:
            self.asked["full"] = self.full(self.card.root.points)
        self.vetoes = [self.veto(v) for v in self.card.vetoes]

    def of(self, root: Num) -> Standing:
        g = self.g
        stretches = self.stretches(root)
        can, unsure, conflict = self.grades(stretches)
        annuls = [v.truth for v in self.vetoes if v.rule.annuls]
        annulled = Truth(g.or_(*(t.true for t in annuls)), g.and_(*(t.false for t in annuls)))
        whole = {key: self.hull([(there, totals[key]) for there, totals in stretches]) for key in stretches[0][1]}
        own = {rule.id: whole[f"total {rule.id}"] for rule in self.card.totals}
        states = tuple((v.rule, v.truth) for v in self.vetoes)
        return Standing(whole["total"], can, unsure, conflict, annulled, own, states)

    def veto(self, rule: core.Effect) -> _Veto:
        truth = self.lowering.truth(rule.condition, self.lowering.scope)
        return _Veto(rule, truth, self.g.not_(truth.false), self.g.and_(truth.true, truth.false))

    def single(self, end: End) -> Num:
        return Num(end, end, self.no, self.yes)

    # ------------------------------------------------------------ totals

    def stretches(self, root: Num) -> list[tuple[Node, Totals]]:
        """Every total under every outcome of the vetoes, each with whether there is that stretch."""
        g = self.g
        plain: Totals = {"total": root}
        for rule in self.card.totals:
            scope = Scope(self.lowering.scope.facts, {**self.asked, **plain})
            plain[f"total {rule.id}"] = self.lowering.number(rule.expr, scope)
        counting = sorted((v for v in self.vetoes if v.rule.total is not None), key=lambda v: -(v.rule.total or 0))
        first = plain
        for veto in counting:  # of several that are met the lowest counts, which comes last
            counts = e.number(g, veto.rule.total or 0)
            first = {key: self.counted(veto.met, counts, total) for key, total in first.items()}
        found = [(self.yes, first)]
        for veto in counting:
            if veto.unknown.constant and not veto.unknown.value:
                continue
            end = e.number(g, veto.rule.total or 0)
            for other in counting:
                end = e.chosen(g, other.met, e.least(g, (end, e.number(g, other.rule.total or 0)), False), end)
            found.append((veto.unknown, dict.fromkeys(plain, self.single(end))))
        return found

    def counted(self, met: Node, counts: End, total: Num) -> Num:
        low = e.chosen(self.g, met, counts, total.low)
        return evolve(total, low=low, high=low if total.low is total.high else e.chosen(self.g, met, counts, total.high))

    def hull(self, ends: Sequence[tuple[Node, Num]]) -> Num:
        whole = ends[0][1]
        for there, other in ends[1:]:
            low = e.chosen(self.g, there, e.least(self.g, (whole.low, other.low), False), whole.low)
            whole = evolve(whole, low=low, high=e.chosen(self.g, there, e.most(self.g, (whole.high, other.high), True), whole.high))
        return whole

    def full(self, most: Number) -> Num:
        """Full marks that apply (`evaluation.full`)."""
        low, high = self.less(self.card.root)
        whole = e.number(self.g, most)
        ends = [e.total(self.g, (whole, e.negated(self.g, x))) for x in ((high,) if low is high else (high, low))]
        return Num(ends[0], ends[-1], self.no, self.yes)

    def less(self, part: core.Part) -> tuple[End, End]:
        """By how much full marks are less for a part and those below it, at least and at most."""
        g, most = self.g, part.points
        if most is None or most <= 0 or part.beyond or not any(p.apart for p in part.walk()):
            return self.zero, self.zero
        applies = self.own[part.id]
        own = e.number(g, most) if part.apart else self.zero
        low = high = self.zero
        if part.combine == "sum" and isinstance(part.body, tuple):
            below = [self.less(p) for p in part.body]
            room = e.number(g, -max(0, sum(p.points or 0 for p in part.body if not p.beyond) - most))
            low, high = (held(g, e.total(g, [*(x[n] for x in below), room]), self.zero, e.number(g, most), bool(n)) for n in (0, 1))
        open_ = g.and_(applies.true, applies.false)
        known = [e.chosen(g, applies.true, x, own) for x in (low, high)]
        ends = e.least(g, (low, own), False), e.most(g, (high, own), True)
        return e.chosen(g, open_, ends[0], known[0]), e.chosen(g, open_, ends[1], known[1])

    # ------------------------------------------------------------ grades

    def grades(self, stretches: Sequence[tuple[Node, Totals]]) -> tuple[tuple[Node, ...], Node, Node]:
        """Which grades are possible over all stretches, whether none is certain in one, and whether several are in all."""
        bands, g = self.card.bands, self.g
        if bands is None:
            return (), self.no, self.no
        can: list[list[Node]] = [[] for _ in bands.rows]
        unsure, conflict = self.no, self.yes if bands.exclusive else self.no
        for there, totals in stretches:
            rows = self.rows(bands, totals)
            possible, sure = self.apart(bands, rows) if bands.exclusive else self.first(rows)
            for found, one in zip(can, possible, strict=True):
                found.append(g.and_(there, one))
            unsure = g.or_(unsure, g.and_(there, g.not_(g.or_(*sure))))
            several = g.or_(*(g.and_(x, g.or_(*sure[:n])) for n, x in enumerate(sure)))
            conflict = g.and_(conflict, g.or_(g.not_(there), several))
        return self.limited([g.or_(*found) for found in can]), unsure, conflict

    def rows(self, bands: core.Bands, totals: Totals) -> list[Truth | None]:
        """Whether each row can hold and can fail; None for 其余."""
        total = totals["total"]
        if bands.rounding:
            step, mode = bands.rounding
            low = e.rounded(self.g, total.low, step, mode)
            total = evolve(total, low=low, high=low if total.low is total.high else e.rounded(self.g, total.high, step, mode))
        scope = Scope(self.lowering.scope.facts, {**self.asked, **totals, "total": total})
        return [None if row.condition is None else self.lowering.truth(row.condition, scope) for row in bands.rows]

    def first(self, rows: Iterable[Truth | None]) -> tuple[list[Node], list[Node]]:
        """The rows that may be the first to hold, and those that surely hold and are reached."""
        g, can, sure, reach = self.g, [], [], self.yes
        for row in rows:
            truth = row or Truth(self.yes, self.no)
            can.append(g.and_(reach, truth.true))
            sure.append(g.and_(reach, g.not_(truth.false)))
            reach = g.and_(reach, truth.false)
        return can, sure

    def apart(self, bands: core.Bands, rows: Sequence[Truth | None]) -> tuple[list[Node], list[Node]]:
        """The rows that may hold, and those that surely do, whatever the others do; 其余 where none other does."""
        g = self.g
        asked = [t for t in rows if t is not None]
        rest = Truth(g.and_(*(t.false for t in asked)), g.or_(*(t.true for t in asked)))
        whole = [t or rest for t in rows]
        return [t.true for t in whole], [g.not_(t.false) for t in whole]

    def limited(self, can: list[Node]) -> tuple[Node, ...]:
        """The grades that vetoes leave: none better than the lowest limit of those that are met."""
        bands, g = self.card.bands, self.g
        place = {row.id: n for n, row in enumerate(bands.rows)} if bands else {}
        limits = [(place[v.rule.limit[0]], v) for v in self.vetoes if v.rule.limit]
        if not limits:
            return tuple(can)
        met = [g.or_(*(v.met for n, v in limits if n == row)) for row in range(len(can))]
        least = [g.and_(met[n], *(g.not_(m) for m in met[n + 1 :])) for n in range(len(can))]
        least[0] = g.not_(g.or_(*met[1:]))
        ends = []
        for row in range(len(can)):
            unknown = g.or_(*(v.unknown for n, v in limits if n == row))
            ends.append(g.or_(least[row], g.and_(unknown, g.or_(*least[: row + 1]))))
        return tuple(g.or_(g.and_(can[n], g.or_(*ends[: n + 1])), g.and_(ends[n], g.or_(*can[:n]))) for n in range(len(can)))
