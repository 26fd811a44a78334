"""interpret: the specification of what a scorecard gives. Every other way to run a policy is right when it agrees with this one.

The order is that of ruling 13 of the language reference: guard, body, combine, own caps, parents, total, rounding for grading,
bands. A known value is worked out as itself; an unknown one as the interval that holds all it can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from policyrules.evaluation.facts import Facts
from policyrules.evaluation.reasons import Trace
from policyrules.evaluation.tight import Tightness
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.counted import as_counted
from policyrules.language.lowered import LoweredCard, LoweredSubject, Reads
from policyrules.language.meaning import Env, evaluate, given
from policyrules.language.values import MAYBE, Dates, Interval, Number, exact, known
from policyrules.result import Basis, GateState, Holds, Missing, PartOutcome, PartResult, ScoreResult

ON = core.Field("测评日", "on", core.Day(), span=None)  # type: ignore[arg-type]
"""The date of evaluation, as something that can be missing."""


def _whole(branch: core.Expr) -> bool:
    """Whether a branch gives its points outright: not in proportion, by a table or an assessor."""
    if type(branch) is core.Lit:
        return True
    inner = branch.operand if isinstance(branch, core.Round) else branch
    if isinstance(inner, core.Fact) or (isinstance(inner, core.Choose) and inner.table):
        return False
    return core.as_prorated(inner) is None and as_counted(inner) is None


def _spared(body: core.Choose) -> core.Expr:
    """What an award that begins with a deduction gives under an accepted exception: nothing is taken, and the first 得 is given."""
    nothing = core.Lit(0, span=body.span)
    spared: list[tuple[core.Expr, core.Expr]] = []
    for condition, then in body.cases:
        if core.as_deducted(then) is None:
            return core.Choose(tuple(spared), then, span=body.span)
        spared.append((condition, nothing))
    rest = body.otherwise if core.as_deducted(body.otherwise) is None else nothing
    return core.Choose(tuple(spared), rest, span=body.span)


def _excused(part: core.Part) -> Iterator[core.Part]:
    """The parts that an exception for one covers: those below it, but for those whose own 程度 allows none."""
    yield part
    for below in part.body if isinstance(part.body, tuple) else ():
        if below.modality is None or below.modality.unmet == "explain":
            yield from _excused(below)


def _held(floor: Any, cap: Any, low: Any, high: Any) -> tuple[Any, Any, tuple[str, ...]]:
    """Points within a cap and a floor, and what these did where it is certain."""
    adjusted: tuple[str, ...] = ()
    if cap is not None and high > cap:
        low, high = min(low, cap), cap
        adjusted = ("capped",) if low == high else ()
    if floor is not None and low < floor:
        low, high = floor, max(high, floor)
        adjusted = (*adjusted, "floored") if low == high else adjusted
    return low, high, adjusted


_COMBINE: dict[str, Callable[[list[Any]], Any]] = {"sum": sum, "max": max, "min": min}


def _with_bonus(part: core.Part, below: Sequence[PartResult], end: str) -> tuple[Number, Number]:
    """One end of what a part gives with 附加分 below it: what its caps hold for, and what is beyond them."""
    side = 0 if end == "low" else 1
    base = [(getattr(b, end), b.extra[side]) for b in below if not b.rule.beyond]
    bonus = [getattr(b, end) for b in below if b.rule.beyond]
    held = _COMBINE[part.combine]([points - extra for points, extra in base]) if base else 0
    return exact(held), exact(sum(bonus) + sum(extra for _, extra in base))


def interpret(subject: LoweredSubject, facts: Facts, on: date | None) -> dict[str, ScoreResult]:
    """Every outcome about one subject. ``facts`` hold every field of the subject; ``on`` None is not known."""
    values: dict[str, Any] = {"on": on if on is not None else Dates()}
    env = Env(facts.values, values)
    for value in subject.values:
        values[value.id] = evaluate(value.expr, env)
    return {card.card.id: _Run(subject, card, facts, env).score() for card in subject.cards}


class _Run:
    """One scorecard over one set of facts."""

    def __init__(self, subject: LoweredSubject, card: LoweredCard, facts: Facts, env: Env) -> None:
        self.card = card
        self.judged = card.judged
        self.facts = facts
        self.env = env
        self.trace = Trace(card, facts, env)
        self.excused = (
            {p for x in card.card.root.walk() if x.id in facts.exceptions for p in _excused(x)} if facts.exceptions else set()
        )
        self.missing = {f.alias for f in facts.missing}
        incomplete = bool(self.missing) or not known(env.values["on"])
        self.tightness = Tightness(subject.values, card.reads, self.missing, self.bare) if incomplete else None

    def score(self) -> ScoreResult:
        card = self.card.card
        root = self.part(card.root, self.env)
        gate = self.gate()
        total = root.low if root.low == root.high and gate in (None, "met") else None
        graded, certain, possible = self.grade(root) if gate != "unmet" else (None, None, ())
        if gate == "unknown":
            certain = None
        return ScoreResult(
            *(card, root, gate, total, graded, certain, possible),
            missing=self.swings(root, certain is not None),
            touched=self.card.touched,
        )

    # ------------------------------------------------------------ parts

    def part(self, part: core.Part, env: Env) -> PartResult:
        """The part and all below it."""
        if part.guard is not None:
            holds = evaluate(part.guard, env)
            if holds is False:
                return self.not_applicable(part)
            if holds is MAYBE:
                return self.guarded(part, env)
        body = part.body
        return self.group(part, body, env) if isinstance(body, tuple) else self.leaf(part, body, env)

    def group(self, part: core.Part, body: tuple[core.Part, ...], env: Env) -> PartResult:
        below = tuple([self.part(p, env) for p in body])
        outcome: PartOutcome | None = None
        if below[0].outcome == "not_applicable" and all(b.outcome == "not_applicable" for b in below):
            outcome = "not_applicable"
        if part.carries:
            (low, more), (high, most) = _with_bonus(part, below, "low"), _with_bonus(part, below, "high")
            return self.finish(part, low, high, outcome, "rule", below, env, (more, most))
        combine = _COMBINE[part.combine]
        low = exact(combine([b.low for b in below]))
        high = low if self.tightness is None else exact(combine([b.high for b in below]))
        return self.finish(part, low, high, outcome, "rule", below, env)

    def bare(self, part: core.Part, env: Env) -> tuple[Any, Any]:
        """Only the points of a part, for `Tightness`, which must not ask for itself."""
        kept, self.tightness = self.tightness, None
        try:
            result = self.part(part, env)
        finally:
            self.tightness = kept
        return result.low, result.high

    def leaf(self, part: core.Part, body: core.Expr, env: Env) -> PartResult:
        chosen: core.Expr | None = body
        outcome: PartOutcome | None = None
        basis: Basis = "judgement" if part in self.judged else "rule"
        first: Holds = "unasked"
        if type(body) is core.Choose and core.as_deducted(body.cases[0][1]) is not None:
            return self.deduction(part, body, env)
        if type(body) is core.Choose and not body.table:
            excused = part in self.excused
            chosen = body.otherwise
            for condition, then in body.cases:
                holds = evaluate(condition, env)
                if first == "unasked":
                    first = None if holds is MAYBE else holds
                if holds is True:
                    chosen = then
                    if then is body.cases[0][1] and _whole(then):
                        outcome = "met"
                    break
                if excused:  # an accepted exception gives the 得 branch
                    chosen, outcome, basis = then, "met", "exception"
                    break
                if holds is not False:
                    chosen = None
                    break
        value = evaluate(body if chosen is None else chosen, env)
        if type(value) is Interval:
            result = self.finish(part, *iv.bounds(value), None, basis, (), env)
        elif outcome is not None and part.low is None and (part.high is None or value <= part.high):  # most awards
            return PartResult(part, value, value, outcome, basis, (), self.trace, (), True, first)
        else:
            result = self.finish(part, value, value, outcome, basis, (), env)
        result.holds = first
        if first is False and result.outcome == "met":  # full points by another road are not the requirement met
            result.outcome = "partial"
        return result

    def deduction(self, part: core.Part, body: core.Choose, env: Env) -> PartResult:
        """An award that begins with a deduction: what is asked is that its condition does not hold, and an accepted exception
        takes nothing away."""
        value = evaluate(body, env)
        basis: Basis = "judgement" if part in self.judged else "rule"
        outcome: PartOutcome | None = None
        if part in self.excused:
            spared = evaluate(_spared(body), env)
            if spared != value:
                value, basis = spared, "exception"
                outcome = None if isinstance(spared, Interval) else "met"
        result = self.finish(part, *iv.bounds(value), outcome, basis, (), env)
        holds = evaluate(body.cases[0][0], env)
        result.holds = None if holds is MAYBE else not holds
        return result

    def finish(
        self,
        part: core.Part,
        low: Any,
        high: Any,
        outcome: PartOutcome | None,
        basis: Basis,
        below: tuple[PartResult, ...],
        env: Env,
        extra: tuple[Any, Any] = (0, 0),
    ) -> PartResult:
        """Own caps, 附加分 below (``extra``), and the outcome where it follows from the points."""
        low, high, adjusted = _held(part.low, part.high, low, high)
        if part.carries:
            least, most, more = _held(*part.whole, exact(low + extra[0]), exact(high + extra[1]))
            low, high, adjusted = least, most, adjusted + more
        if low is not high and low != high:
            tight = self.tightness is not None and self.tightness.of(part, low, high, env)
            return PartResult(part, low, high, "unknown", basis, below, self.trace, adjusted, tight, extra=extra)
        if outcome is None:
            most = part.points
            outcome = "met" if most is not None and low - extra[0] >= most else "unmet" if low <= 0 else "partial"
        return PartResult(part, low, low, outcome, basis, below, self.trace, adjusted, extra=extra)

    def guarded(self, part: core.Part, env: Env) -> PartResult:
        """A part whose 前提 is unknown: what it can give, or nothing."""
        assert part.guard is not None
        inside = given(part.guard, True, env) or env
        inner = self.group(part, part.body, inside) if isinstance(part.body, tuple) else self.leaf(part, part.body, inside)
        extra = min(0, inner.extra[0]), max(0, inner.extra[1])  # apart from the rest, so that caps above can tell them apart
        low = exact(min(0, inner.low - inner.extra[0]) + extra[0])
        high = exact(max(0, inner.high - inner.extra[1]) + extra[1])
        tight = low == high or (self.tightness is not None and self.tightness.of(part, low, high, env))
        below = tuple([self.perhaps(p, (part,)) for p in inner.parts])
        return PartResult(part, low, high, "unknown", inner.basis, below, self.trace, inner.adjusted, tight, None, extra)

    def perhaps(self, inner: PartResult, above: tuple[core.Part, ...]) -> PartResult:
        """What stands below an unknown 前提 (of the parts ``above``): what it gives where that holds, or not applicable."""
        part = inner.rule
        low, high = min(0, inner.low), max(0, inner.high)
        tight = low == high or (self.tightness is not None and self.tightness.of(part, low, high, self.env, above))
        below = tuple([self.perhaps(p, (*above, part)) for p in inner.parts])
        outcome: PartOutcome = "not_applicable" if inner.outcome == "not_applicable" else "unknown"
        # What is required here may not be required at all, so even a failed condition is no finding yet.
        return PartResult(part, low, high, outcome, inner.basis, below, self.trace, inner.adjusted, tight, None)

    def not_applicable(self, part: core.Part) -> PartResult:
        below = tuple(self.not_applicable(p) for p in part.body) if isinstance(part.body, tuple) else ()
        return PartResult(part, 0, 0, "not_applicable", "rule", below, self.trace)

    # ------------------------------------------------------------ gates and grades

    def gate(self) -> GateState | None:
        gates = self.card.card.gates
        if not gates:
            return None
        holds = iv.both(evaluate(g.condition, self.env) for g in gates)
        return "unknown" if holds is MAYBE else "met" if holds else "unmet"

    def grade(self, root: PartResult) -> tuple[Number | None, str | None, tuple[str, ...]]:
        """The figure graded on, the grade where it is certain, and every grade that is possible."""
        bands = self.card.card.bands
        if bands is None:
            return None, None, ()
        total: Any = iv.interval(root.low, root.high)
        if bands.rounding:
            total = iv.round_to(total, *bands.rounding)
        env = Env(self.env.facts, {**self.env.values, "total": total, **self.part_points(root)})
        possible: list[str] = []
        for row in bands.rows:
            holds = True if row.condition is None else evaluate(row.condition, env)
            if holds is not False:
                possible.append(row.id)
            if holds is True:
                break
        else:
            return None, None, tuple(possible)
        certain = possible[0] if len(possible) == 1 else None
        return None if isinstance(total, Interval) else total, certain, tuple(possible)

    def part_points(self, root: PartResult) -> dict[str, Any]:
        """The points of the parts that grades ask for, under the keys they are asked by."""
        wanted = self.card.parts
        return {f"part {p.id}": iv.interval(p.low, p.high) for p in root.walk() if p.id in wanted} if wanted else {}

    # ------------------------------------------------------------ what is missing

    def swings(self, root: PartResult, certain: bool) -> tuple[Missing, ...]:
        """Missing facts by how far the awards that read them still swing, after the caps above them; ties by declaration."""
        if self.tightness is None:
            return ()
        swing: dict[core.Field, Any] = {}
        self.gather(root, root.high - root.low, (), swing)
        for reads in (*self.card.gates, *(() if certain else self.card.bands)):  # no points hang on these
            for fact in self.unknown(reads):
                swing.setdefault(fact, 0)
        for part in (p for asked in root.walk() if asked.finding == "unknown" for p in asked.walk() if p.rule.leaf):
            for fact in self.unknown(self.card.reads[part.rule]):
                swing.setdefault(fact, 0)
        order = {f: place for place, f in enumerate((*self.facts.missing, ON))}
        ranked = sorted(swing.items(), key=lambda item: (-item[1], order[item[0]]))
        return tuple(Missing(fact, size) for fact, size in ranked)

    def gather(self, part: PartResult, room: Any, guards: tuple[core.Field, ...], swing: dict[core.Field, Any]) -> None:
        """Add to each missing fact the swing of every award that reads it, itself or through an unknown 前提 above it
        (``guards``)."""
        if part.outcome != "unknown" and not guards:
            return
        low, high = (min(0, part.low), max(0, part.high)) if guards else (part.low, part.high)
        own = min(room, high - low)
        guard = part.rule.guard
        reading = part.rule.leaf or (guard is not None and evaluate(guard, self.env) is MAYBE)
        unknown = self.unknown(self.card.reads[part.rule]) if reading and part.outcome == "unknown" else []
        if part.rule.leaf:
            for fact in dict.fromkeys((*guards, *unknown)):
                swing[fact] = swing.get(fact, 0) + own
            return
        for below in part.parts:
            self.gather(below, own, (*guards, *unknown), swing)

    def unknown(self, reads: Reads) -> list[core.Field]:
        needed = [f for f in reads.facts if f.alias in self.missing]
        return [*needed, ON] if reads.on and not known(self.env.values["on"]) else needed


def merge_missing(outcomes: Mapping[str, ScoreResult], declared: Sequence[core.Field]) -> tuple[Missing, ...]:
    """What is missing over several outcomes, the swings of one fact added up, ties in the order of declaration."""
    swing: dict[core.Field, Any] = {}
    for score in outcomes.values():
        for item in score.missing:
            swing[item.fact] = swing.get(item.fact, 0) + item.swing
    order = {f: place for place, f in enumerate((*declared, ON))}
    return tuple(Missing(f, size) for f, size in sorted(swing.items(), key=lambda item: (-item[1], order[item[0]])))
