"""The sentences of a result as rows of a sheet: for each part of a scorecard and each other outcome what it came to, and why."""

from __future__ import annotations

from collections.abc import Iterator

from policyrules.diagnostics.base import Lang
from policyrules.language.lowered import LoweredCard, LoweredSubject
from policyrules.language.values import decimal_text
from policyrules.result import (
    ClassResult,
    NameResult,
    Outcome,
    PartResult,
    RequirementResult,
    Result,
    ScoreResult,
    TargetResult,
)
from policyrules.result.numbers import Points
from policyrules.sheets.layout import part_names
from policyrules.text import classes, naming, requirements, targets
from policyrules.text.sentence import said
from policyrules.text.words import outcome

Reason = tuple[object, ...]
"""Part, points, full marks, outcome, sentence."""


def count(about: LoweredSubject) -> int:
    """How many rows one subject takes, at most."""
    return sum(sum(1 for part in x.reads if part.leaf) if isinstance(x, LoweredCard) else 1 for x in about.rules)


def reasons(result: Result, lang: Lang) -> Iterator[Reason]:
    """The rows of one subject."""
    several = len(result.outcomes) > 1
    for found in result.outcomes.values():
        yield from _outcome(found, f"{found.label} / " if several else "", lang)


def _outcome(found: Outcome, lead: str, lang: Lang) -> Iterator[Reason]:
    match found:
        case ScoreResult():
            names = part_names(found.rule)
            for part in found.root.walk():
                if part.id and part.rule.leaf:
                    yield _part(part, lead + names[part.id], lang)
        case ClassResult():
            yield found.label, None, None, classes.conclusion(found, lang), ""
        case RequirementResult():
            yield found.label, None, None, requirements.conclusion(found, lang), said(found, lang)
        case TargetResult():
            yield found.label, None, None, targets.conclusion(found, lang), said(found, lang)
        case NameResult():
            yield found.label, None, None, naming.conclusion(found, lang), said(found, lang)


def _part(part: PartResult, name: str, lang: Lang) -> Reason:
    full = part.rule.points
    return name, _points(part.points, lang), None if full is None else float(full), outcome(part, lang), said(part, lang)


def _points(points: Points, lang: Lang) -> object:
    if points.low == points.high:
        return float(points.low)
    return (" 至 " if lang == "zh" else " to ").join(decimal_text(end) for end in (points.low, points.high))
