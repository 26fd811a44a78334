"""A scorecard as it came out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import ClassVar, Literal

from attrs import field, frozen

from policyrules.language import core
from policyrules.language.names import ById
from policyrules.language.values import Number, decimal_text, exact
from policyrules.result.numbers import Ends, Json, Missing, Points, between, number
from policyrules.result.parts import PartResult
from policyrules.result.totals import TotalResult
from policyrules.result.vetoes import Barred, GateState, VetoResult, VetoState


@frozen(eq=False, slots=False, repr=False)
class ScoreResult(ById[PartResult]):
    """A scorecard as it came out: points, total, grade and its parts.

    A mapping of every part at any depth by its id, outermost first: ``score["premises.space"]``. The first is ``root``, the whole,
    whose id is empty; so ``score[part.id]`` is ``part`` for every part there is.
    """

    _holds = "part"

    rule: core.Scorecard
    root: PartResult
    gate: GateState | None
    total: Number | None
    graded_on: Number | None
    grade: str | None
    grades: tuple[str, ...]
    missing: tuple[Missing, ...]
    touched: tuple[core.Assumption, ...]
    vetoes: tuple[VetoResult, ...] = ()
    barred: Barred | None = None
    _points: Points | None = field(default=None, repr=False)
    """Where they are not those of ``root``: with what vetoes make the total count as."""
    totals: tuple[TotalResult, ...] = ()
    order: tuple[Ends, ...] = field(default=(), repr=False)
    """What each key of its 排序 lies between."""
    _full: Ends | None = field(default=None, repr=False)
    """What full marks lie between, where some may not be counted."""
    ungraded: bool = False
    """Whether it may be that no grade holds."""
    conflict: bool = False
    """Whether several grades hold that exclude each other (互斥), so that none is decided."""

    kind: ClassVar[Literal["score"]] = "score"

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def label(self) -> str:
        return self.rule.label

    def __repr__(self) -> str:
        most = self.rule.root.points
        said = self.brief if most is None else f"{self.brief} of {decimal_text(most)}"
        return f"<ScoreResult {self.rule.id}: {', '.join(filter(None, (said, ' or '.join(self.grades))))}>"

    @property
    def brief(self) -> str:
        """The points in a word or two."""
        if self.gate == "unmet" or self.annulled:
            return "not eligible" if self.gate == "unmet" else "vetoed"
        return between(self.points.low, self.points.high)

    @property
    def points(self) -> Points:
        return self._points or self.root.points

    @property
    def full(self) -> Points | None:
        """Full marks that apply: those declared, less parts that do not apply and are not counted (不计入满分)."""
        most = self.rule.root.points
        if most is None:
            return None
        low, high = self._full or (most, most)
        return Points(exact(low), exact(high), low == high)

    @property
    def veto(self) -> VetoState | None:
        """Whether a veto is met, whatever follows from it; None without any."""
        states = {v.state for v in self.vetoes}
        return "applied" if "met" in states else "unknown" if "unknown" in states else "clear" if states else None

    @property
    def amounts(self) -> dict[str, tuple[Number, Number]]:
        """What every part is at least and at most, by id, without its reasons: the quick way to all points."""
        return {part.id: (part.low, part.high) for part in self.root.walk()}

    @property
    def annulled(self) -> bool | None:
        """Whether a veto leaves no total; None while unknown."""
        states = {v.state for v in self.vetoes if v.rule.annuls}
        return True if "met" in states else None if "unknown" in states else False

    @property
    def parts(self) -> tuple[PartResult, ...]:
        return self.root.parts

    @property
    def assumed(self) -> bool:
        """Whether numbers that the text does not state enter the total: 含本市假定."""
        return any(a.kind in core.INVENTED for a in self.touched)

    @property
    def cites(self) -> tuple[core.Citation, ...]:
        bands = self.rule.bands
        return self.root.cites + (bands.cites if bands else ())

    @property
    def assumptions(self) -> tuple[core.Assumption, ...]:
        """Every assumption that touches this outcome, in the order of the pack."""
        return self.touched

    def grade_label(self, grade: str) -> str:
        """The name of a grade from its id."""
        rows = self.rule.bands.rows if self.rule.bands else ()
        return next((row.label for row in rows if row.id == grade), grade)

    @cached_property
    def _held(self) -> dict[str, PartResult]:
        return {p.id: p for p in self.root.walk()}

    def to_dict(
        self, say: Callable[[PartResult | VetoResult], str] | None = None, cite: Callable[[core.Citation], Json] | None = None
    ) -> Json:
        most = self.rule.root.points
        return {
            "kind": self.kind,
            "label": self.label,
            "max": None if most is None else number(most),
            "full": self.full.to_dict() if self.full else None,
            "points": self.points.to_dict(),
            "gate": self.gate,
            "veto": self.veto,
            "total": None if self.total is None else number(self.total),
            "totals": {t.rule.id: t.to_dict(cite) for t in self.totals},
            "graded_on": None if self.graded_on is None else number(self.graded_on),
            "grade": self.grade,
            "grades": list(self.grades),
            "grade_labels": {g: self.grade_label(g) for g in self.grades},
            "ungraded": self.ungraded,
            "conflict": self.conflict,
            "assumed": self.assumed,
            "cites": [cite(c) for c in self.cites] if cite else [],
            "assumptions": [a.id for a in self.touched],
            "missing": [m.to_dict() for m in self.missing],
            "vetoes": [v.to_dict(say, cite) for v in self.vetoes],
            "barred": self.barred.to_dict() if self.barred else None,
            "parts": [p.to_dict(say) for p in self.parts],
        }
