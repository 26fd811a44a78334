"""Vetoes as they came out, and the bans that follow from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from attrs import field, frozen

from policyrules.language import core
from policyrules.language.node import Comparable, Shown
from policyrules.result.numbers import Json, Reason, number

GateState = Literal["met", "unmet", "unknown"]
VetoState = Literal["applied", "unknown", "clear"]


@frozen(eq=False, repr=False)
class Barred(Comparable):
    """A ban from applying: the last day of it lies between ``low`` and ``high`` (None: no end is known). ``certain`` is whether
    there is one at all."""

    certain: bool
    low: date | None
    high: date | None

    @property
    def until(self) -> date | None:
        """The last day on which the subject is barred, once that is certain."""
        return self.low if self.certain and self.low == self.high else None

    def to_dict(self) -> Json:
        return {"certain": self.certain, **_days(self.low, self.high)}


def _days(low: date | None, high: date | None) -> Json:
    return {"low": low.isoformat() if low else None, "high": high.isoformat() if high else None}


@frozen(eq=False, repr=False)
class VetoResult(Shown):
    """A veto as it came out: whether its condition holds, and what follows where it does. ``until`` is what the last day of its
    ban lies between."""

    rule: core.Effect
    state: GateState
    until: tuple[date | None, date | None] | None
    _why: Callable[[VetoResult], Reason] = field(repr=False)

    def __repr__(self) -> str:
        return f"<VetoResult {self.label}: {self.state}>"

    @property
    def label(self) -> str:
        """What was asked, as the policy writes it."""
        return " ".join(self.rule.condition.span.text.split())

    @property
    def reason(self) -> Reason:
        return self._why(self)

    def to_dict(self, say: Callable[[VetoResult], str] | None, cite: Callable[[core.Citation], Json] | None) -> Json:
        """The dict form; with ``say`` it carries its sentence."""
        rule = self.rule
        form: Json = {"label": self.label, "state": self.state, "reason": self.reason.to_dict()}
        if say:
            form["text"] = say(self)
        return form | {
            "annuls": rule.annuls,
            "total": None if rule.total is None else number(rule.total),
            "barred": _days(*self.until) if self.until else None,
            "limit": rule.limit[0] if rule.limit else None,
            "excluded": [key for key, _ in rule.excluded],
            "cites": [cite(c) for c in rule.cites] if cite else [],
            "assumptions": [a.id for a in rule.assumptions],
        }
