"""The adapter of targets by date: the finding, and the measure and what it lacks as figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from policyrules.cases.found import FINDING, FINDINGS, POSSIBLE, Amount, Aspect, Choice, Evaluated, Said, Target, takes
from policyrules.language import core
from policyrules.language.interval import bounds
from policyrules.language.values import exact
from policyrules.result import Lang, TargetResult
from policyrules.text.sentence import said

MEASURE = frozenset(("实际值", "value"))
DISTANCE = frozenset(("差距", "distance"))
_FINDINGS: dict[str, Said] = FINDINGS | {"not_due": ("未到期", "not_due"), "not_measurable": ("不可量化", "not_measurable")}
_NONE: Said = ("没有差距", "no distance")


def targets(rule: core.Target) -> Iterator[Target]:
    """The target."""

    def found(given: Evaluated) -> TargetResult:
        return given.result.targets[rule.id]

    def why(given: Evaluated, lang: Lang) -> str:
        return said(found(given), lang)

    def of(read: Callable[[TargetResult], Amount]) -> Aspect:
        return Aspect(lambda given: read(found(given)), why, {}, rule.unit)

    unit = (rule.unit.symbol, rule.unit.symbol) if rule.unit else ("", "")
    aspects = (
        (FINDING, Aspect(lambda given: Choice(frozenset((found(given).finding,)), _FINDINGS), why, takes(_FINDINGS))),
        (POSSIBLE, Aspect(lambda given: Choice(frozenset(found(given).findings), _FINDINGS), why, takes(_FINDINGS))),
        (MEASURE, of(lambda target: _measured(target, unit))),
        (DISTANCE, of(lambda target: Amount(target.distance, target.distance, unit, _NONE if target.distance is None else None))),
    )
    yield Target((frozenset((rule.id, rule.name)),), rule.name, aspects)


def _measured(target: TargetResult, unit: Said) -> Amount:
    low, high = bounds(target.measured)
    return Amount(_end(low), _end(high), unit)


def _end(end: Any) -> Any:
    """A bound; None where there is none."""
    return exact(end) if isinstance(end, int | Fraction) else None
