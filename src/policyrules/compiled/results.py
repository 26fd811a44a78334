"""Results that are built when they are read: figures from a compiled function, everything else from the interpreter.

What decides (points, totals, grades, gates) is worked out at once. Who asks why, what is missing or which bounds are tight is
answered by the interpreter, from the same facts, and only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property, partial
from math import inf
from typing import TYPE_CHECKING, Any

from attrs import frozen

from policyrules.compiled.loops import fields
from policyrules.compiled.subject import CardPlan, Compiled, Figures, Laid
from policyrules.evaluation.facts import FactReader, Facts
from policyrules.evaluation.interpret import Run, merge_missing, outcome, worked_out
from policyrules.graph.facts import scale_of
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.lowered import LoweredCard
from policyrules.language.values import Interval, Number, exact, fraction
from policyrules.result import (
    Barred,
    Ends,
    GateState,
    Judgement,
    Missing,
    Outcome,
    PartResult,
    Points,
    Result,
    ScoreResult,
    TotalResult,
    VetoResult,
)

if TYPE_CHECKING:
    from policyrules.language.meaning import Env


@frozen(eq=False)
class Plan:
    """What all results about one subject share."""

    policy: str
    digest: str
    document: core.Document
    above: tuple[core.Document, ...]
    places: Mapping[core.Citation, core.Place]
    compiled: Compiled
    reader: FactReader
    explain: Callable[..., str]
    say: Callable[..., str]


class _Once:
    """One evaluation: its facts, and what the interpreter makes of them when it is asked."""

    def __init__(self, plan: Plan, raw: tuple[Any, ...] | Facts, on: date | None) -> None:
        self.plan = plan
        self.raw = raw
        self.on = on
        self.told: dict[str, Outcome] = {}
        self.runs: dict[str, Run] = {}

    @cached_property
    def facts(self) -> Facts:
        if isinstance(self.raw, Facts):
            return self.raw
        given = zip(self.plan.compiled.fields, self.raw, strict=True)
        return self.plan.reader.read({f.alias: _given(f, raw) for f, raw in given if raw is not None}).sure

    @cached_property
    def env(self) -> Env:
        return worked_out(self.plan.compiled.entry, self.facts, self.on)

    def run(self, card: LoweredCard) -> Run:
        """The interpreter at work on a scorecard."""
        found = self.runs.get(card.id)
        if found is None:
            found = self.runs.setdefault(card.id, Run(self.plan.compiled.entry, card, self.facts, self.env))
        return found

    def outcome(self, id_: str) -> Outcome:
        """What one rule gives, by the interpreter."""
        found = self.told.get(id_)
        if found is None:
            entry = self.plan.compiled.entry
            rule = next(r for r in entry.rules if r.id == id_)
            found = self.told.setdefault(id_, outcome(entry, rule, self.facts, self.env))
        return found


def _given(fact: core.Field, raw: Any) -> Any:
    """A fact as it can be read again: of a list, from the tuples it was read into (`compiled.loops.record`)."""
    return [_record(fields(fact), r) for r in raw] if isinstance(fact.type, core.Records) else raw


def _record(columns: Sequence[core.Field], read: Sequence[Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    rest = iter(read)
    for fact in columns:
        value = next(rest)
        made[fact.own] = "无" if fact.optional and next(rest) else _unscaled(fact, value)
    return made


def _unscaled(fact: core.Field, value: Any) -> Any:
    match fact.type:
        case core.Quantity() as type_:
            return exact(Fraction(value, scale_of(fact, type_)[0]))
        case core.Levels(names):
            return names[value]
    return _given(fact, value)


def _number(figure: Any, scale: int) -> Number:
    if type(figure) is int:
        return fraction(figure, scale) if figure % scale else figure // scale
    return figure if figure in (inf, -inf) else exact(Fraction(figure) / scale)


class CompiledScore(ScoreResult):
    """A scorecard as a compiled function figured it."""

    def __init__(self, result: CompiledResult, plan: CardPlan, laid: Laid) -> None:
        made = self.__dict__
        made["_result"] = result
        made["_plan"] = plan
        made["_laid"] = laid
        made["_figures"] = result._figures[laid.place]

    _result: CompiledResult
    _plan: CardPlan
    _laid: Laid
    _figures: Figures

    def __reduce__(self) -> tuple[Callable[[ScoreResult], ScoreResult], tuple[ScoreResult]]:
        return _itself, (self._whole,)

    @cached_property
    def _whole(self) -> ScoreResult:
        found = self._result._once.outcome(self._plan.lowered.id)
        assert isinstance(found, ScoreResult)
        return found

    # ------------------------------------------------------------ figures

    @property
    def gate(self) -> GateState | None:
        can, cannot = self._figures[:2]
        return None if can is None else "unknown" if can and cannot else "met" if can else "unmet"

    @property
    def _refused(self) -> bool:
        return self._figures[1] is True and not self._figures[0]

    def _rows(self, place: int) -> tuple[str, ...]:
        """The grades of which a figure says that they may hold."""
        return tuple([row for row, can in zip(self._plan.grades, self._figures[place], strict=False) if can and row])

    def _rounded(self, low: Number, high: Number) -> Number | None:
        bands = self._plan.card.bands
        if bands is None or self._refused:
            return None
        figure = iv.interval(low, high)
        if bands.rounding:
            figure = iv.round_to(figure, *bands.rounding)
        return None if isinstance(figure, Interval) else figure

    # ------------------------------------------------------------ what is the same for all, or asked of the interpreter

    @property
    def rule(self) -> core.Scorecard:
        return self._plan.card

    @property
    def touched(self) -> tuple[core.Assumption, ...]:
        return self._plan.lowered.touched

    @property
    def root(self) -> PartResult:
        return self._whole.root

    @property
    def missing(self) -> tuple[Missing, ...]:
        return self._whole.missing

    @cached_property
    def _held(self) -> dict[str, PartResult]:
        return {p.id: p for p in self.root.walk()}

    @property
    def vetoes(self) -> tuple[VetoResult, ...]:
        return self._whole.vetoes if self.rule.vetoes else ()

    @property
    def barred(self) -> Barred | None:
        return self._whole.barred if self.rule.vetoes else None

    @property
    def totals(self) -> tuple[TotalResult, ...]:
        return self._whole.totals if self.rule.totals else ()

    @property
    def order(self) -> tuple[Ends, ...]:
        return self._whole.order if self.rule.ranking else ()

    @property
    def _points(self) -> Points | None:
        return self._whole._points if self.rule.vetoes else None

    @property
    def _full(self) -> Ends | None:
        return self._whole._full if self._plan.lowered.apart or self._plan.lowered.full else None


class KnownScore(CompiledScore):
    """One for facts of which none is missing: its total, and one grade at most."""

    conflict = False
    missing = ()

    @cached_property
    def root(self) -> PartResult:
        teller, result = self._plan.teller, self._result
        if teller is None or isinstance(result._figures[0], Facts):
            return self._whole.root
        return teller.of(self._point, result._figures[0], result.on, partial(result._once.run, self._plan.lowered))

    def _point(self, place: int) -> Number:
        return _number(self._figures[3 + place], self._laid.scales[place])

    @cached_property
    def amounts(self) -> dict[str, tuple[Number, Number]]:
        found: dict[str, tuple[Number, Number]] = {}
        for id_, figure, scale in zip(self._plan.parts, self._figures[3:], self._laid.scales, strict=True):
            point = figure // scale if type(figure) is int and not figure % scale else _number(figure, scale)
            found[id_] = (point, point)
        return found

    @property
    def total(self) -> Number | None:
        return None if self._refused else _number(self._figures[3], self._laid.scales[0])

    @property
    def points(self) -> Points:
        point = _number(self._figures[3], self._laid.scales[0])
        return Points(point, point)

    @property
    def graded_on(self) -> Number | None:
        point = _number(self._figures[3], self._laid.scales[0])
        return self._rounded(point, point)

    @property
    def grade(self) -> str | None:
        return None if self._refused else self._plan.grades[self._figures[2]]

    @property
    def grades(self) -> tuple[str, ...]:
        grade = self.grade
        return () if grade is None else (grade,)

    @property
    def ungraded(self) -> bool:
        return self._plan.card.bands is not None and self.grade is None and not self._refused


class OpenScore(CompiledScore):
    """One of which something may be unknown: both ends of its points, and every grade that is possible."""

    @property
    def _pairs(self) -> list[Number]:
        figures = self._figures[4:] if self._laid.plain else self._figures[4:-3]
        return list(map(_number, figures, self._laid.scales))

    @cached_property
    def amounts(self) -> dict[str, tuple[Number, Number]]:
        ends = self._pairs
        return dict(zip(self._plan.parts, zip(ends[::2], ends[1::2], strict=True), strict=False))

    @property
    def _annulled(self) -> bool | None:
        """Whether a veto leaves no total; None while unknown."""
        if self._laid.plain:
            return False
        can, cannot = self._figures[-2:]
        return None if can and cannot else can

    @property
    def _refused(self) -> bool:
        return super()._refused or self._annulled is True

    @property
    def _ends(self) -> tuple[Number, Number]:
        place = 0 if self._laid.plain else len(self._laid.scales) - 2
        low, high = (_number(self._figures[4 + n], self._laid.scales[n]) for n in (place, place + 1))
        return low, high

    @property
    def total(self) -> Number | None:
        low, high = self._ends
        return low if low == high and self.gate in (None, "met") and self._annulled is False else None

    @property
    def points(self) -> Points:
        low, high = self._ends
        return Points(low, high, low == high or self._tight)

    def _tight(self) -> bool:
        return self._whole.points.tight

    @property
    def graded_on(self) -> Number | None:
        return self._rounded(*self._ends)

    @property
    def grades(self) -> tuple[str, ...]:
        return () if self._refused else self._rows(2)

    @property
    def ungraded(self) -> bool:
        bands = self._plan.card.bands
        if bands is None or self._refused or (bands.exclusive and bands.rows[-1].condition is None):
            return False
        return bool(self._figures[3])

    @property
    def grade(self) -> str | None:
        grades = self.grades
        sure = len(grades) == 1 and not self._figures[3] and self.gate != "unknown" and self._annulled is False
        return grades[0] if sure else None

    @property
    def conflict(self) -> bool:
        return not self._laid.plain and not self._refused and self._figures[-3]


class RichScore(OpenScore):
    """One for facts that are all known, with vetoes, or with grades that exclude each other: the total stands apart."""

    @cached_property
    def amounts(self) -> dict[str, tuple[Number, Number]]:
        return {id_: (point, point) for id_, point in zip(self._plan.parts, self._pairs, strict=False)}

    @property
    def _ends(self) -> tuple[Number, Number]:
        end = _number(self._figures[-4], self._laid.scales[-1])
        return end, end


def _score(result: CompiledResult, plan: CardPlan) -> Outcome:
    """A scorecard of a result; by the interpreter where it was left to that."""
    laid = plan.known if result._complete else plan.open
    if laid is None:
        return result._once.outcome(plan.lowered.id)
    kind = OpenScore if not result._complete else KnownScore if laid.plain else RichScore
    return kind(result, plan, laid)


class _Outcomes(Mapping[str, Outcome]):
    """The outcomes about one subject: scorecards with their figures, others by the interpreter when they are asked for."""

    def __init__(self, result: CompiledResult) -> None:
        self.result = result

    def __getitem__(self, key: str) -> Outcome:
        made = self.result._made
        found = made.get(key)
        if found is not None:
            return found
        plan = self.result._plan.compiled.cards.get(key)
        if plan is not None:
            return made.setdefault(key, _score(self.result, plan))
        if key not in iter(self):
            raise KeyError(key)
        return made.setdefault(key, self.result._once.outcome(key))

    def __iter__(self) -> Iterator[str]:
        return iter([rule.id for rule in self.result._plan.compiled.entry.rules])

    def __len__(self) -> int:
        return len(self.result._plan.compiled.entry.rules)


class CompiledResult(Result):
    """Everything one evaluation found, from compiled figures."""

    def __init__(self, plan: Plan, figures: Figures, complete: bool, on: date | None) -> None:
        made = self.__dict__
        made["_plan"] = plan
        made["_figures"] = figures
        made["_complete"] = complete
        made["_made"] = {}
        made["on"] = on

    _plan: Plan
    _figures: Figures
    _complete: bool
    _made: dict[str, Outcome]

    def __reduce__(self) -> tuple[type[Result], tuple[Any, ...]]:
        about = (self.policy, self.digest, self.document, self.subject, self.on, dict(self.outcomes))
        rest = (self.assumptions, self.judgements, self.missing, self.places, self._explain, self._say, self.above)
        return Result, (*about, *rest)

    def __getitem__(self, key: str) -> Outcome:
        found = self._made.get(key)
        if found is not None:
            return found
        plan = self._plan.compiled.cards.get(key)
        if plan is not None:
            return self._made.setdefault(key, _score(self, plan))
        return super().__getitem__(key)

    @property
    def outcomes(self) -> _Outcomes:
        return _Outcomes(self)

    @cached_property
    def _once(self) -> _Once:
        return _Once(self._plan, self._figures[0], self.on)

    @property
    def scores(self) -> dict[str, ScoreResult]:
        """The scorecards among the outcomes."""
        ids = [r.id for r in self._plan.compiled.entry.rules if isinstance(r, LoweredCard)]
        return {id_: self.outcomes[id_] for id_ in ids}  # type: ignore[misc]

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        facts = self._once.facts
        return (*facts.judgements, *facts.exceptions.values())

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        return merge_missing(self.outcomes, self._plan.compiled.entry.fields)

    @property
    def policy(self) -> str:
        return self._plan.policy

    @property
    def digest(self) -> str:
        return self._plan.digest

    @property
    def document(self) -> core.Document:
        return self._plan.document

    @property
    def above(self) -> tuple[core.Document, ...]:
        return self._plan.above

    @property
    def subject(self) -> core.Subject:
        return self._plan.compiled.entry.subject

    @property
    def assumptions(self) -> tuple[core.Assumption, ...]:
        return self._plan.compiled.entry.touched

    @property
    def places(self) -> Mapping[core.Citation, core.Place]:
        return self._plan.places

    @property
    def _explain(self) -> Callable[..., str]:
        return self._plan.explain

    @property
    def _say(self) -> Callable[..., str]:
        return self._plan.say


def _itself(score: ScoreResult) -> ScoreResult:
    return score
