"""Places where an outcome can be seen, and a program cut down to one of them, so that it is evaluated in no time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import evolve

from policyrules.language import core
from policyrules.register.model import Place, Seen
from policyrules.result import ClassResult, Outcome, RequirementResult, Result, ScoreResult, TargetResult

GRADES, GATES, FORCE = "grades", "gates", "force"


def sites(rule: core.Rule) -> Iterator[tuple[Place, Any]]:
    """Every place of a rule, with the tree that decides there."""
    match rule:
        case core.Scorecard(root=root, gates=gates, vetoes=vetoes, bands=bands):
            for part in root.walk():
                if part.leaf or part.guard is not None:
                    yield Place(rule, part.id, label(part), part.points), (part.guard, part.body if part.leaf else ())
            if gates or vetoes:
                yield Place(rule, GATES, rule.name), (gates, vetoes)
            if bands:
                yield Place(rule, GRADES, rule.name, root.points), bands
        case core.Requirement(duties=duties):
            for n, duty in enumerate(duties):
                yield Place(rule, str(n), " ".join(duty.test.span.text.split())), duty
        case core.Target(rows=rows):
            for row in rows:
                yield Place(rule, row.id, row.label), (rule.guard, row)
        case core.Classification(rows=rows):
            yield Place(rule, "", rule.name), rows


def label(part: core.Part) -> str:
    """A part by the names of those it stands in."""
    return f"{'的'.join(part.names[:-1])}：{part.label}" if part.kind == "line" else "的".join(part.names)


def cut(rule: core.Rule, *keys: str) -> core.Rule:
    """The rule with what some places do not need left out."""
    match rule:
        case core.Scorecard():
            bare = evolve(rule, bands=None, totals=(), ranking=None)
            if GATES in keys:
                first = next(p for p in rule.root.walk() if p.leaf)
                return evolve(bare, root=_path(rule.root, {first.id}))
            return evolve(bare, root=_path(rule.root, set(keys)), gates=(), vetoes=())
        case core.Requirement():
            return evolve(rule, duties=tuple(d for n, d in enumerate(rule.duties) if str(n) in keys))
        case core.Target():
            return evolve(rule, rows=tuple(r for r in rule.rows if r.id in keys))
    return rule


def _path(part: core.Part, keys: set[str]) -> core.Part:
    """The part with those below that are asked for or hold one that is."""
    if part.id in keys or not isinstance(part.body, tuple):
        return part
    return evolve(part, body=tuple(_path(p, keys) for p in part.body if any(x.id in keys for x in p.walk())))


def day_of(place: Place, usual: date) -> date:
    """The date of evaluation: of a target, that of its row."""
    return date.fromisoformat(place.key) if isinstance(place.rule, core.Target) else usual


def shown(result: Result, place: Place) -> Seen | None:
    """What a result says in one place; None where that is not certain."""
    if place.key != FORCE:
        return seen(result[place.rule.id], place, whole=True)
    start, end, on = result.document.start, result.document.end, result.on
    return {"in_force": str(on is not None and (start is None or start <= on) and (end is None or on <= end)).lower()}


def seen(outcome: Outcome, place: Place, *, whole: bool) -> Seen | None:
    """What an outcome says in one place; None where that is not certain. ``whole``: nothing was cut off the rule."""
    match outcome:
        case ScoreResult() if place.key == GRADES:
            return {"total": outcome.total, "graded_on": outcome.graded_on, "grade": outcome.grade}
        case ScoreResult() if place.key == GATES:
            told = {"gate": outcome.gate, "veto": outcome.veto}
            return None if "unknown" in told.values() else told
        case ScoreResult():
            part = outcome[place.key]
            return None if part.outcome == "unknown" else {"points": part.low, "outcome": part.outcome}
        case RequirementResult():
            finding = outcome.lines[int(place.key) if whole else 0].finding
            return None if finding == "unknown" else {"finding": finding}
        case TargetResult():
            return None if outcome.finding == "unknown" else {"finding": outcome.finding}
        case ClassResult():
            open_ = outcome.name is None and (len(outcome.classes) > 1 or (outcome.unclassed and outcome.classes))
            return None if open_ else {"class": outcome.name}
    return None
