"""Places of several subjects by a scorecard."""

from __future__ import annotations

from attrs import frozen

from policyrules.language.node import Shown
from policyrules.result.numbers import Json, number
from policyrules.result.whole import Result


@frozen(eq=False, repr=False)
class Ranked(Shown):
    """A subject's place by a scorecard: between ``low`` and ``high``, counted from 1; both None for one that has no place."""

    key: str
    low: int | None
    high: int | None
    result: Result

    @property
    def place(self) -> int | None:
        """The place once it is certain."""
        return self.low if self.low == self.high else None

    def to_dict(self, scorecard: str) -> Json:
        score = self.result.scores[scorecard]
        total = None if score.total is None else number(score.total)
        return {"key": self.key, "low": self.low, "high": self.high, "total": total, "grade": score.grade}
