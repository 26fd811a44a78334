"""Parts of a scorecard as they came out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal, Protocol

from attrs import define, field

from policyrules.language import core
from policyrules.language.node import Shown
from policyrules.language.values import Number, decimal_text
from policyrules.result.numbers import Json, Points, Reason, between, number

PartOutcome = Literal["met", "unmet", "partial", "unknown", "not_applicable"]
Basis = Literal["rule", "judgement", "exception"]
Finding = Literal["met", "breach", "explain", "not_taken", "unknown", "not_applicable"]
Holds = bool | None | Literal["unasked"]
"""Whether a condition holds; None: unknown; "unasked": there is none."""


class Trace(Protocol):
    """What an evaluation keeps to answer for the parts of its result."""

    def why(self, result: PartResult) -> Reason: ...
    def facts(self, result: PartResult) -> Json: ...
    def tight(self, result: PartResult) -> bool: ...


@define(eq=False, repr=False)
class PartResult(Shown):
    """One part of a scorecard as it came out. ``points``, ``reason`` and ``facts`` are made when they are read.

    (An evaluation makes a hundred of these, and frozen ones take three times as long to make. Nothing assigns to them afterwards.)
    """

    rule: core.Part
    low: Number
    high: Number
    outcome: PartOutcome
    basis: Basis
    parts: tuple[PartResult, ...]
    _trace: Trace = field(repr=False)
    adjusted: tuple[str, ...] = ()
    holds: Holds = "unasked"
    """Of an award, its (first) condition."""
    extra: tuple[Number, Number] = (0, 0)
    """How much of ``low`` and ``high`` is 附加分 of parts below."""

    def __repr__(self) -> str:
        most = "" if self.rule.points is None else f" of {decimal_text(self.rule.points)}"
        return f"<PartResult {self.id or self.rule.kind}: {between(self.low, self.high)}{most}, {self.outcome}>"

    @property
    def points(self) -> Points:
        return Points(self.low, self.high, self.low == self.high or partial(self._trace.tight, self))

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def label(self) -> str:
        return self.rule.label

    @property
    def reason(self) -> Reason:
        return self._trace.why(self)

    @property
    def facts(self) -> Json:
        """The facts read here by alias, as they are shown; a missing one is None."""
        return self._trace.facts(self)

    @property
    def cites(self) -> tuple[core.Citation, ...]:
        return self.rule.cites

    @property
    def assumptions(self) -> tuple[core.Assumption, ...]:
        return self.rule.assumptions

    @property
    def finding(self) -> Finding | None:
        """What the condition means under the part's 程度 (rulings 1 and 12 of the language reference); None without one."""
        modality = self.rule.modality
        if modality is None:
            return None
        if self.outcome == "not_applicable":
            return "not_applicable"
        holds = self.required
        return "unknown" if holds is None else modality.unmet if holds is False else "met"

    @property
    def required(self) -> Holds:
        """Whether what is required here is met: an award's condition, or those of all awards below; None while unknown."""
        if self.basis == "exception":
            return True
        if self.rule.leaf:
            return "unasked" if self.outcome == "not_applicable" else self.holds
        found = {p.required for p in self.parts} - {"unasked"}
        return "unasked" if not found else False if False in found else None if None in found else True

    def walk(self) -> Iterator[PartResult]:
        """The part and all below it, outermost first, in the order they are declared."""
        stack = [self]
        while stack:
            part = stack.pop()
            yield part
            stack += part.parts[::-1]

    def to_dict(self, say: Callable[[PartResult], str] | None = None) -> Json:
        """The dict form; with ``say`` each part carries its sentence."""
        most = self.rule.points
        form: Json = {
            "id": self.id,
            "label": self.label,
            "kind": self.rule.kind,
            "max": None if most is None else number(most),
            "points": self.points.to_dict(),
            "outcome": self.outcome,
            "basis": self.basis,
            "adjusted": list(self.adjusted),
            "modality": self.rule.modality.en if self.rule.modality else None,
            "finding": self.finding,
            "reason": self.reason.to_dict(),
        }
        if self.rule.beyond:
            form["beyond"] = True
        if say:
            form["text"] = say(self)
        form |= {"facts": self.facts, "rule": self.id, "parts": [p.to_dict(say) for p in self.parts]}
        return form
