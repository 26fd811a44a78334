"""A target by date (目标) as it came out."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any, ClassVar, Literal

from attrs import field, frozen

from policyrules.language import core
from policyrules.language.interval import bounds
from policyrules.language.node import Shown
from policyrules.language.values import Number, exact, known
from policyrules.language.vocabulary import Modality
from policyrules.result.about import About
from policyrules.result.numbers import Json, Missing, Reason, number
from policyrules.result.parts import Basis
from policyrules.result.requirements import Applies

DueFinding = Literal["met", "breach", "explain", "not_taken", "unknown", "not_applicable", "not_due", "not_measurable"]
DueState = Literal["past", "applies", "not_due", "unknown"]
"""Of a row on the date of evaluation: a later one has taken its place, it is the one that applies, its day has not come, or there
is no date of evaluation."""


@frozen(eq=False, repr=False)
class DueResult(Shown):
    """One row of a target. ``holds`` is whether the measure satisfies it now, whatever its state; None where that is not known or
    there is nothing to compare with. ``finding`` is None of a row that a later one has replaced."""

    rule: core.Due
    state: DueState
    holds: bool | None
    finding: DueFinding | None

    def __repr__(self) -> str:
        return f"<DueResult {self.id}: {self.state}>"

    @property
    def id(self) -> str:
        """Its day, as ISO text."""
        return self.rule.id

    @property
    def label(self) -> str:
        """What is to be reached, as the policy writes it."""
        return self.rule.label

    @property
    def modality(self) -> Modality | None:
        return self.rule.modality

    @property
    def needed(self) -> Number | None:
        """The figure it compares with, a share as a plain number; None of 不可量化."""
        right = self.rule.test.right if self.rule.test else None
        return right.value if isinstance(right, core.Lit) else None  # type: ignore[return-value]

    @property
    def cites(self) -> tuple[core.Citation, ...]:
        return self.rule.cites

    @property
    def assumptions(self) -> tuple[core.Assumption, ...]:
        return self.rule.assumptions


@frozen(eq=False, repr=False)
class TargetResult(About[core.Target]):
    """How far a subject is with a target. ``finding`` is about the row that applies on the date of evaluation, ``not_due`` before
    the first; ``findings`` are all that are possible while something is missing."""

    rule: core.Target
    finding: DueFinding
    findings: frozenset[DueFinding]
    basis: Basis
    applies: Applies
    """Whether its 前提 holds; None: unknown."""
    measured: Any = field(repr=False)
    """The measure as it was worked out, perhaps an interval."""
    rows: tuple[DueResult, ...]
    current: DueResult | None
    """The row that applies, before the first day the first; None without a date of evaluation."""
    distance: Number | None
    """How much the measure lacks to what ``current`` asks for, or is over it, a share as a plain number; 0 where the figure itself
    is not enough; None where nothing is lacking, known or measurable."""
    after_last: bool
    """Whether the last day is over, so that its row goes on applying."""
    missing: tuple[Missing, ...]
    touched: tuple[core.Assumption, ...]
    _why: Callable[[TargetResult], Reason] = field(repr=False)

    kind: ClassVar[Literal["target"]] = "target"

    @property
    def brief(self) -> str:
        """The finding in a word or two."""
        return self.finding.replace("_", " ")

    @property
    def modality(self) -> Modality | None:
        """The 程度 of the row that applies, else that of the target."""
        return self.current.modality if self.current else self.rule.modality

    @property
    def value(self) -> Number | None:
        """The measure once it is known, a share as a plain number."""
        return exact(self.measured) if known(self.measured) else None

    @property
    def strict(self) -> bool:
        """Whether the figure itself is not enough (超过, 低于)."""
        test = self.current.rule.test if self.current else None
        return test is not None and test.op in ("gt", "lt")

    @property
    def unit(self) -> str:
        """The unit that figures are shown in; % where they are shares."""
        return "%" if self.rule.percent else self.rule.unit.symbol if self.rule.unit else ""

    @property
    def reason(self) -> Reason:
        return self._why(self)

    def figure(self, value: Number | None) -> str | Json | None:
        """A figure in the dict form: of a share, its hundredths."""
        return None if value is None else number(exact(value * 100) if self.rule.percent else value)

    def to_dict(
        self,
        say: Callable[[TargetResult], str] | None = None,
        cite: Callable[[core.Citation], Json] | None = None,
    ) -> Json:
        low, high = (None if abs(end) == inf else end for end in bounds(self.measured))
        form: Json = {
            "kind": self.kind,
            "label": self.label,
            "modality": self.modality.en if self.modality else None,
            "finding": self.finding,
            "findings": sorted(self.findings),
            "basis": self.basis,
            "applies": self.applies,
            "measure": " ".join(self.rule.measure.span.text.split()),
            "value": self.figure(self.value),
            "low": self.figure(low),
            "high": self.figure(high),
            "unit": self.unit,
            "row": self.current.id if self.current else None,
            "distance": self.figure(self.distance),
            "strict": self.strict,
            "after_last": self.after_last,
            "reason": self.reason.to_dict(),
        }
        if say:
            form["text"] = say(self)
        return form | {
            "assumed": self.assumed,
            "cites": [cite(c) for c in self.cites] if cite else [],
            "assumptions": [a.id for a in self.touched],
            "missing": [m.to_dict() for m in self.missing],
            "rows": [self._row(row, cite) for row in self.rows],
        }

    def _row(self, row: DueResult, cite: Callable[[core.Citation], Json] | None) -> Json:
        return {
            "id": row.id,
            "label": row.label,
            "word": row.rule.test.word if row.rule.test else None,
            "needed": self.figure(row.needed),
            "modality": row.modality.en if row.modality else None,
            "state": row.state,
            "holds": row.holds,
            "finding": row.finding,
            "cites": [cite(c) for c in row.cites] if cite else [],
            "assumptions": [a.id for a in row.assumptions],
        }
