"""排序: the places of several subjects by one scorecard. What is not known gives a stretch of places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import inf
from typing import Any

from policyrules.language import core
from policyrules.result import Ends, Ranked, Result, ScoreResult

Line = Sequence[Ends]
"""What each key of a subject lies between, as numbers of which the greater comes first."""


def ranked(results: Mapping[str, Result], scorecard: str) -> tuple[Ranked, ...]:
    """The places, best first; equal ones share a place and stand in the order of the subjects' keys.

    A place is one more than the number of subjects ahead. Who is not eligible, or vetoed without a total, has no place and stands
    last.
    """
    scores = {key: result.scores[scorecard] for key, result in results.items()}
    lines = {key: _line(score) for key, score in scores.items() if _runs(score) is not False}
    made = []
    for key, result in results.items():
        if key not in lines:
            made.append(Ranked(key, None, None, result))
            continue
        others = [(scores[name], line) for name, line in lines.items() if name != key]
        sure = sum(_runs(score) is True and _surely(line, lines[key]) for score, line in others)
        perhaps = sum(_perhaps(line, lines[key]) for _, line in others)
        made.append(Ranked(key, 1 + sure, 1 + perhaps, result))
    return tuple(sorted(made, key=lambda r: (r.low is None, r.low, r.high, r.key)))


def _runs(score: ScoreResult) -> bool | None:
    """Whether a subject is ranked at all; None while unknown."""
    if score.gate == "unmet" or score.annulled:
        return False
    return None if score.gate == "unknown" or score.annulled is None else True


def _line(score: ScoreResult) -> Line:
    ranking = score.rule.ranking
    return [_ends(ends, key) for ends, key in zip(score.order, ranking.keys if ranking else (), strict=True)]


def _ends(ends: Ends, key: core.RankKey) -> Ends:
    low, high = (-inf if ends[0] is None else _number(ends[0])), (inf if ends[1] is None else _number(ends[1]))
    return (low, high) if key.descending else (-high, -low)


def _number(value: Any) -> Any:
    return value.toordinal() if isinstance(value, date) else value


def _surely(first: Line, second: Line) -> bool:
    """Whether the first comes before the second in any case; a key at which they can only be level leaves it to the next."""
    decisive = ((a[0], b[1]) for a, b in zip(first, second, strict=True) if a[0] != b[1])
    worst, best = next(decisive, (0, 0))
    return bool(worst > best)


def _perhaps(first: Line, second: Line) -> bool:
    """Whether the first may come before the second."""
    decisive = ((a[1], b[0]) for a, b in zip(first, second, strict=True) if a[1] != b[0])
    best, worst = next(decisive, (0, 0))
    return bool(best > worst)
