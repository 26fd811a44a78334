"""A requirement (要求) as it came out."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from attrs import field, frozen

from policyrules.language import core
from policyrules.language.node import Shown
from policyrules.language.vocabulary import Modality
from policyrules.result.about import About
from policyrules.result.numbers import Json, Missing, Reason
from policyrules.result.parts import Basis, Finding

Applies = bool | None
"""Whether a duty applies; None: unknown."""


@frozen(eq=False, repr=False)
class DutyResult(Shown):
    """One line of a requirement. ``findings`` are all that are possible, ``finding`` the only one or "unknown"; ``holds`` is
    whether what is required is done."""

    rule: core.Duty
    applies: Applies
    holds: bool | None
    findings: frozenset[Finding]
    basis: Basis
    _why: Callable[[DutyResult], Reason] = field(repr=False)

    def __repr__(self) -> str:
        return f"<DutyResult {self.label}: {self.finding}>"

    @property
    def finding(self) -> Finding:
        return next(iter(self.findings)) if len(self.findings) == 1 else "unknown"

    @property
    def modality(self) -> Modality | None:
        return self.rule.modality

    @property
    def label(self) -> str:
        """What is required, as the policy writes it."""
        return " ".join(self.rule.test.span.text.split())

    @property
    def reason(self) -> Reason:
        return self._why(self)

    @property
    def cites(self) -> tuple[core.Citation, ...]:
        return self.rule.cites

    @property
    def assumptions(self) -> tuple[core.Assumption, ...]:
        return self.rule.assumptions

    def to_dict(self, say: Callable[[DutyResult], str] | None, cite: Callable[[core.Citation], Json] | None) -> Json:
        """The dict form; with ``say`` it carries its sentence."""
        form: Json = {
            "label": self.label,
            "modality": self.modality.en if self.modality else None,
            "finding": self.finding,
            "basis": self.basis,
            "applies": self.applies,
            "reason": self.reason.to_dict(),
        }
        if say:
            form["text"] = say(self)
        cites = [cite(c) for c in self.cites] if cite else []
        return form | {"cites": cites, "assumptions": [a.id for a in self.assumptions]}


@frozen(eq=False, repr=False)
class RequirementResult(About[core.Requirement]):
    """Whether a subject meets a requirement: the worst finding of its lines, once that is certain."""

    rule: core.Requirement
    finding: Finding
    findings: frozenset[Finding]
    """Every finding that is possible."""
    basis: Basis
    lines: tuple[DutyResult, ...]
    missing: tuple[Missing, ...]
    touched: tuple[core.Assumption, ...]

    kind: ClassVar[Literal["requirement"]] = "requirement"

    @property
    def brief(self) -> str:
        """The finding in a word or two."""
        return self.finding.replace("_", " ")

    @property
    def modality(self) -> Modality | None:
        return self.rule.modality

    @property
    def applies(self) -> Applies:
        """Whether any line applies."""
        states = {line.applies for line in self.lines}
        return True if True in states else None if None in states else False

    @property
    def reason(self) -> Reason:
        """That of its only line; of several, which of them came out how."""
        if len(self.lines) == 1:
            return self.lines[0].reason
        return Reason("lines", {"findings": [line.finding for line in self.lines]})

    def to_dict(
        self,
        say: Callable[[DutyResult | RequirementResult], str] | None = None,
        cite: Callable[[core.Citation], Json] | None = None,
    ) -> Json:
        form: Json = {
            "kind": self.kind,
            "label": self.label,
            "modality": self.modality.en if self.modality else None,
            "finding": self.finding,
            "basis": self.basis,
            "applies": self.applies,
            "reason": self.reason.to_dict(),
        }
        if say:
            form["text"] = say(self)
        return form | {
            "assumed": self.assumed,
            "cites": [cite(c) for c in self.cites] if cite else [],
            "assumptions": [a.id for a in self.touched],
            "missing": [m.to_dict() for m in self.missing],
            "lines": [line.to_dict(say, cite) for line in self.lines],
        }
