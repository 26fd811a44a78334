"""Totals of their own, and places by a ranking."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from policyrules.language import core
from policyrules.language.node import Shown
from policyrules.language.values import Number
from policyrules.result.numbers import Json, Points, between, number


@frozen(eq=False, repr=False)
class TotalResult(Shown):
    """A total of its own (总计) as it came out. ``settled``: neither a gate nor a veto keeps it from being one."""

    rule: core.Total
    low: Number
    high: Number
    settled: bool
    excluded: bool | None = False
    """Whether a veto leaves it out (不得申报); None while unknown."""

    def __repr__(self) -> str:
        return f"<TotalResult {self.rule.id}: {between(self.low, self.high)}>"

    @property
    def points(self) -> Points:
        return Points(self.low, self.high, self.low == self.high)

    @property
    def total(self) -> Number | None:
        """The figure once it is certain."""
        return self.points.known if self.settled and self.excluded is False else None

    @property
    def formula(self) -> str:
        """What is worked out, as the policy writes it."""
        return " ".join(self.rule.expr.span.text.split())

    def to_dict(self, cite: Callable[[core.Citation], Json] | None) -> Json:
        return {
            "label": self.rule.label,
            "points": self.points.to_dict(),
            "total": None if self.total is None else number(self.total),
            "excluded": self.excluded,
            "formula": self.formula,
            "cites": [cite(c) for c in self.rule.cites] if cite else [],
            "assumptions": [a.id for a in self.rule.assumptions],
        }
