"""Scorecards as a compiled function figured them: numbers are made when they are read, everything else is the interpreter's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from policyrules.compiled.subject import CardPlan, Figures, Laid
from policyrules.compiled.told import number
from policyrules.evaluation.facts import Facts
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.values import Interval, Number
from policyrules.result import (
    Barred,
    Ends,
    GateState,
    Missing,
    PartResult,
    Points,
    ScoreResult,
    TotalResult,
    VetoResult,
)

if TYPE_CHECKING:
    from policyrules.compiled.results import CompiledResult


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
        return teller.make(self._figures, result._figures[0], result.on, partial(result._once.run, self._plan.lowered))

    @cached_property
    def amounts(self) -> dict[str, tuple[Number, Number]]:
        found: dict[str, tuple[Number, Number]] = {}
        for id_, figure, scale in zip(self._plan.parts, self._figures[3:], self._laid.scales, strict=True):
            point = figure // scale if type(figure) is int and not figure % scale else number(figure, scale)
            found[id_] = (point, point)
        return found

    @property
    def total(self) -> Number | None:
        return None if self._refused else number(self._figures[3], self._laid.scales[0])

    @property
    def points(self) -> Points:
        point = number(self._figures[3], self._laid.scales[0])
        return Points(point, point)

    @property
    def graded_on(self) -> Number | None:
        point = number(self._figures[3], self._laid.scales[0])
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
        return list(map(number, figures, self._laid.scales))

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
        low, high = (number(self._figures[4 + n], self._laid.scales[n]) for n in (place, place + 1))
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
        end = number(self._figures[-4], self._laid.scales[-1])
        return end, end


def _itself(score: ScoreResult) -> ScoreResult:
    return score
