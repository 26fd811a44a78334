"""interpret: the specification of what a scorecard gives (of a classification: `classes`, of a requirement: `requirements`, of a
name: `naming`). Every other way to run a policy is right when it agrees with this one.

The order is that of ruling 13 of the language reference: guard, body, combine, own caps, parents, total, vetoes, rounding for
grading, bands, limits of vetoes on the grade. A known value is worked out as itself; an unknown one as the interval that holds
all it can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from policyrules.evaluation.awards import bonus, capped, combined, deducts, spared, taken, within
from policyrules.evaluation.classes import classified
from policyrules.evaluation.facts import Facts
from policyrules.evaluation.grades import Graded, graded
from policyrules.evaluation.naming import named
from policyrules.evaluation.reasons import Trace
from policyrules.evaluation.requirements import required
from policyrules.evaluation.targets import targeted
from policyrules.evaluation.tight import Tightness
from policyrules.evaluation.told import ON
from policyrules.evaluation.totals import Totals
from policyrules.evaluation.vetoes import Vetoes
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.counted import as_counted
from policyrules.language.lowered import (
    LoweredCard,
    LoweredClasses,
    LoweredRequirement,
    LoweredRule,
    LoweredSubject,
    LoweredTarget,
    LoweredTemplate,
    Reads,
)
from policyrules.language.meaning import Env, evaluate, given, work_out
from policyrules.language.values import MAYBE, Dates, Interval, Number, exact, known, less
from policyrules.result import Basis, GateState, Holds, Missing, Outcome, PartOutcome, PartResult, ScoreResult


def _whole(branch: core.Expr) -> bool:
    """Whether a branch gives its points outright: not in proportion, by a table or an assessor."""
    inner = branch.operand if isinstance(branch, core.Round) else branch
    if isinstance(inner, core.Fact) or (isinstance(inner, core.Choose) and inner.table):
        return False
    return core.as_prorated(inner) is None and as_counted(inner) is None


def _excused(part: core.Part) -> Iterator[core.Part]:
    """The parts that an exception for one covers: those below it, but for those whose own 程度 allows none."""
    yield part
    for below in part.body if isinstance(part.body, tuple) else ():
        if below.modality is None or below.modality.unmet == "explain":
            yield from _excused(below)


def worked_out(subject: LoweredSubject, facts: Facts, on: date | None) -> Env:
    """The facts of one subject with every value that its rules use, by id."""
    values: dict[str, Any] = {"on": on if on is not None else Dates()}
    env = Env(facts.values, values, {})
    for value in subject.values:
        values[value.id] = work_out(value, env)
    return env


def interpret(subject: LoweredSubject, facts: Facts, on: date | None) -> dict[str, Outcome]:
    """Every outcome about one subject. ``facts`` hold every field of the subject; ``on`` None is not known."""
    env = worked_out(subject, facts, on)
    return {rule.id: outcome(subject, rule, facts, env) for rule in subject.rules}


def outcome(subject: LoweredSubject, rule: LoweredRule, facts: Facts, env: Env) -> Outcome:
    """What one rule gives; ``env`` is what `worked_out` gives for the facts."""
    match rule:
        case LoweredCard():
            return Run(subject, rule, facts, env).score()
        case LoweredClasses():
            return classified(rule, facts, env)
        case LoweredRequirement():
            return required(rule, facts, env)
        case LoweredTarget():
            return targeted(rule, facts, env)
        case LoweredTemplate():
            return named(rule, subject.values, facts, env)


def earned(part: core.Part, own: Number, points: Number) -> PartOutcome:
    """How a part came out by its points, of which ``own`` is what is no 附加分 of parts below."""
    full = part.points is not None and not less(own, part.points)
    return "met" if full else "unmet" if points.numerator <= 0 else "partial"


class Run:
    """One scorecard over one set of facts."""

    def __init__(self, subject: LoweredSubject, card: LoweredCard, facts: Facts, env: Env) -> None:
        self.card = card
        self.judged = card.judged
        self.facts = facts
        self.env = env
        self.excused = (
            {p for x in card.card.root.walk() if x.id in facts.exceptions for p in _excused(x)} if facts.exceptions else set()
        )
        self.missing = {f.alias for f in facts.missing}
        self.complete = not self.missing and all(map(known, env.values.values()))
        self.trace = Trace(card, facts, env, Tightness(card, subject.values, env, self.missing, self.excused))

    def score(self) -> ScoreResult:
        card = self.card.card
        root = self.part(card.root, self.env)
        gate = self.gate()
        vetoes = Vetoes(self.card, self.env, self.trace)
        points = vetoes.points(root)
        ends = points or root
        total = exact(ends.low) if ends.low == ends.high and gate in (None, "met") and vetoes.annulled is False else None
        refused = gate == "unmet" or vetoes.annulled is True
        totals = Totals(self.card, self.env, root, vetoes)
        grade = Graded() if refused else graded(card.bands, totals, vetoes)
        certain = grade.possible[0] if grade.sure and gate != "unknown" and vetoes.annulled is False else None
        return ScoreResult(
            *(card, root, gate, total, grade.figure, certain, grade.possible),
            missing=self.swings(root, vetoes, totals, certain is not None or vetoes.annulled is True),
            touched=self.card.touched,
            vetoes=vetoes.results,
            barred=vetoes.barred(),
            points=points,
            totals=totals.results(gate in (None, "met") and vetoes.annulled is False),
            order=totals.order(card.ranking),
            full=totals.full,
            ungraded=grade.ungraded,
            conflict=grade.conflict,
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
            least = bonus(part, [(b.rule, b.low, b.extra[0]) for b in below])
            most = bonus(part, [(b.rule, b.high, b.extra[1]) for b in below])
            return self.between(part, least[0], most[0], outcome, "rule", below, extra=(least[1], most[1]))
        low = combined(part, [b.low for b in below])
        if self.complete:
            return self.settled(part, low, outcome, "rule", below)
        return self.between(part, low, combined(part, [b.high for b in below]), outcome, "rule", below)

    def leaf(self, part: core.Part, body: core.Expr, env: Env) -> PartResult:
        basis: Basis = "judgement" if part in self.judged else "rule"
        if type(body) is core.Choose and deducts(body):
            return self.deduction(part, body, basis, env)
        if type(body) is not core.Choose or body.table:
            value = evaluate(body, env)
            if type(value) is Interval:
                return self.between(part, *iv.bounds(value), None, basis, ())
            return self.settled(part, value, None, basis, ())
        branch, first, excepted = taken(body, env, part in self.excused)
        if excepted:
            basis = "exception"
        if type(branch) is core.Lit:  # most awards
            points: Any = branch.value
            whole = excepted or first is True
        else:
            points = evaluate(branch, env)
            if type(points) is Interval:
                return self.between(part, *iv.bounds(points), None, basis, (), first)
            whole = excepted or (first is True and _whole(branch))
        return self.settled(part, points, "met" if whole else None, basis, (), first)

    def deduction(self, part: core.Part, body: core.Choose, basis: Basis, env: Env) -> PartResult:
        """An award that begins with a deduction: what is asked is that its condition does not hold, and an accepted exception
        takes nothing away."""
        value = evaluate(body, env)
        outcome: PartOutcome | None = None
        if part in self.excused and (saved := evaluate(spared(body), env)) != value:
            value, basis = saved, "exception"
            outcome = None if isinstance(saved, Interval) else "met"
        holds = evaluate(body.cases[0][0], env)
        return self.between(part, *iv.bounds(value), outcome, basis, (), None if holds is MAYBE else not holds)

    def settled(
        self,
        part: core.Part,
        points: Number,
        outcome: PartOutcome | None,
        basis: Basis,
        below: tuple[PartResult, ...],
        holds: Holds = "unasked",
        adjusted: tuple[str, ...] = (),
        extra: tuple[Number, Number] = (0, 0),
    ) -> PartResult:
        """A part whose points are known: own caps, and the outcome where it follows from the points."""
        if (part.high is not None or part.low is not None) and not part.carries and not within(part, points):
            points, _, adjusted = capped(part, points, points)
        if outcome is None:
            outcome = earned(part, points - extra[0] if extra[0] else points, points)
        if holds is False and outcome == "met" and basis != "exception":  # full points by another road are not the requirement met
            outcome = "partial"
        return PartResult(part, points, points, outcome, basis, below, self.trace, adjusted, holds, extra)

    def between(
        self,
        part: core.Part,
        low: Any,
        high: Any,
        outcome: PartOutcome | None,
        basis: Basis,
        below: tuple[PartResult, ...],
        holds: Holds = "unasked",
        extra: tuple[Number, Number] = (0, 0),
    ) -> PartResult:
        """A part whose points lie between two ends, which own caps may bring together. ``extra`` is 附加分 of parts below, which
        the caps leave alone."""
        low, high, adjusted = capped(part, low, high, extra)
        if low == high:
            return self.settled(part, low, outcome, basis, below, holds, adjusted, extra)
        return PartResult(part, low, high, "unknown", basis, below, self.trace, adjusted, holds, extra)

    def guarded(self, part: core.Part, env: Env) -> PartResult:
        """A part whose 前提 is unknown: what it can give, or nothing."""
        assert part.guard is not None
        inside = given(part.guard, True, env) or env
        body = part.body
        return self.perhaps(self.group(part, body, inside) if isinstance(body, tuple) else self.leaf(part, body, inside))

    def perhaps(self, inner: PartResult, outcome: PartOutcome = "unknown") -> PartResult:
        """A part whose 前提 is unknown, or one below it: what it gives where that holds, or not applicable."""
        below = [self.perhaps(p, "not_applicable" if p.outcome == "not_applicable" else "unknown") for p in inner.parts]
        # What is required here may not be required at all, so even a failed condition is no finding yet.
        extra = min(0, inner.extra[0]), max(0, inner.extra[1])  # apart from the rest, so that caps above can tell them apart
        low, high = min(0, inner.low - inner.extra[0]) + extra[0], max(0, inner.high - inner.extra[1]) + extra[1]
        ends = (exact(low), exact(high))
        return PartResult(inner.rule, *ends, outcome, inner.basis, tuple(below), self.trace, inner.adjusted, None, extra)

    def not_applicable(self, part: core.Part) -> PartResult:
        below = tuple(self.not_applicable(p) for p in part.body) if isinstance(part.body, tuple) else ()
        return PartResult(part, 0, 0, "not_applicable", "rule", below, self.trace)

    # ------------------------------------------------------------ gates

    def gate(self) -> GateState | None:
        gates = self.card.card.gates
        if not gates:
            return None
        holds = iv.both(evaluate(g.condition, self.env) for g in gates)
        return "unknown" if holds is MAYBE else "met" if holds else "unmet"

    # ------------------------------------------------------------ what is missing

    def swings(self, root: PartResult, vetoes: Vetoes, totals: Totals, certain: bool) -> tuple[Missing, ...]:
        """Missing facts by how far the awards that read them still swing, after the caps above them; ties by declaration."""
        if self.complete:
            return ()
        swing: dict[core.Field, Any] = {}
        self.gather(root, 0 if vetoes.settled else root.high - root.low, (), swing)
        for read, moved in vetoes.lacking(root):
            for fact in self.unknown(read):
                swing[fact] = swing.get(fact, 0) + moved
        for read, moved in totals.lacking():
            for fact in self.unknown(read):
                swing[fact] = swing.get(fact, 0) + moved
        for reads in (*self.card.gates, *(() if certain else self.card.bands)):  # no points hang on these
            for fact in self.unknown(reads):
                swing.setdefault(fact, 0)
        for part in (p for asked in root.walk() if asked.finding == "unknown" for p in asked.walk() if p.rule.leaf):
            for fact in self.unknown(self.card.reads[part.rule]):
                swing.setdefault(fact, 0)
        settled = not self.card.parts or (certain and totals.certain)
        asked = [] if settled else [p for p in root.walk() if p.id in self.card.parts]
        for rule in (r for p in asked for r in (*self.card.above(p.rule), *p.rule.walk())):  # their points are asked for
            for fact in self.unknown(self.card.reads[rule]):
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


def merge_missing(outcomes: Mapping[str, Outcome], declared: Sequence[core.Field]) -> tuple[Missing, ...]:
    """What is missing over several outcomes, the swings of one fact added up, ties in the order of declaration."""
    swing: dict[core.Field, Any] = {}
    for outcome in outcomes.values():
        for item in outcome.missing:
            swing[item.fact] = swing.get(item.fact, 0) + item.swing
    if not swing:
        return ()
    order = {f: place for place, f in enumerate((*declared, ON))}
    return tuple(Missing(f, size) for f, size in sorted(swing.items(), key=lambda item: (-item[1], order[item[0]])))
