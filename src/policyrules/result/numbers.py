"""Numbers and values as the dict form shows them; points, reasons, and facts that are missing or were judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from policyrules.language import core
from policyrules.language.node import Comparable
from policyrules.language.values import NOTHING, Number, decimal_text, exact, terminates

Json = dict[str, Any]
Ends = tuple[Any, Any]
"""What something lies between, both included; None where there is no bound."""


def number(value: Number) -> str | Json:
    """A number in the dict form."""
    if terminates(value):
        return decimal_text(value)
    return {"exact": f"{value.numerator}/{value.denominator}", "display": decimal_text(value)}


def between(low: Number, high: Number) -> str:
    return decimal_text(low) if low == high else f"{decimal_text(low)} to {decimal_text(high)}"


def shown(value: Any, fact: core.Field) -> Any:
    """A known value of a fact as the dict form shows it: numbers as decimal strings, levels by name, days as ISO text, 无 as 无."""
    if value is NOTHING:
        return "无"
    match fact.type:
        case core.Quantity():
            return number(exact(value))
        case core.Levels(names):
            return names[value]
        case core.Day():
            return value.isoformat()
        case _:
            return value


def _answered(tight: bool | Callable[[], bool]) -> bool:
    return tight if isinstance(tight, bool) else tight()


@frozen(repr=False)
class Points:
    """What a part is certain to lie between."""

    low: Number
    high: Number
    _tight: bool | Callable[[], bool] = field(default=True, eq=_answered)

    @property
    def tight(self) -> bool:
        """Whether each bound is reached by some completion of the missing facts; looked for when it is first asked."""
        return _answered(self._tight)

    def __repr__(self) -> str:
        return f"Points(low={self.low!r}, high={self.high!r}, tight={self.tight})"

    @property
    def known(self) -> Number | None:
        return self.low if self.low == self.high else None

    def to_dict(self) -> Json:
        return {"low": number(self.low), "high": number(self.high), "tight": self.tight}


@frozen(eq=False, repr=False)
class Reason(Comparable):
    """Why a part has the points it has: a code, and arguments that are facts and not prose (see the reference, reason codes)."""

    code: str
    args: Mapping[str, Any]

    def to_dict(self) -> Json:
        return {"code": self.code, "args": dict(self.args)}


@frozen(eq=False, repr=False)
class Missing(Comparable):
    """A fact that was not given, and by how many points the awards that read it still swing together."""

    fact: core.Field = field(repr=lambda fact: fact.alias)
    swing: Number

    def to_dict(self) -> Json:
        return {"fact": self.fact.alias, "swing": number(self.swing)}


@frozen(eq=False, repr=False)
class Judgement(Comparable):
    """A judged value with its judge, date, reason and evidence, or an accepted exception of a part (``fact`` is then its id)."""

    fact: str
    value: Any
    judge: str = ""
    on: date | None = None
    reason: str = ""
    evidence: str = ""
    exception: bool = False

    def to_dict(self) -> Json:
        on = self.on.isoformat() if self.on else None
        kind = "exception" if self.exception else "judgement"
        facts = {"kind": kind, "fact": self.fact, "value": self.value, "judge": self.judge, "on": on}
        return facts | {"reason": self.reason, "evidence": self.evidence}
