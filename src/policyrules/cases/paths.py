"""From what a case names to what a result has: one adapter for each kind of outcome, and one way to look in all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyrules.cases import classes, names, requirements, scores, values
from policyrules.cases import targets as dated
from policyrules.cases.found import Aspect, Target
from policyrules.diagnostics import cases_expected as t
from policyrules.diagnostics.base import Problem, suggest
from policyrules.language import core
from policyrules.source import Span

MOST = 5
"""The most of several that are listed."""


def targets(program: core.Program, subject: core.Subject) -> tuple[Target, ...]:
    """Everything the results of a subject hold, rule by rule. Another kind of outcome is another adapter."""
    rules = tuple(target for rule in program.rules if rule.subject == subject.id for target in _targets(rule))
    return (*rules, *values.targets(program, subject))


def _targets(rule: core.Rule) -> Iterator[Target]:
    match rule:
        case core.Scorecard():
            return scores.targets(rule)
        case core.Classification():
            return classes.targets(rule)
        case core.Requirement():
            return requirements.targets(rule)
        case core.Target():
            return dated.targets(rule)
        case core.Template():
            return names.targets(rule)


def aspects(steps: Sequence[str], among: Sequence[Target], span: Span) -> Sequence[Aspect] | Problem:
    """What names joined by 的 may mean: aspects of one target, likeliest first; or why it is not known which.

    Steps in between may be left out. Where the last step names an aspect, it is that one; else those meant without a name.
    """
    found = [(target, *meant) for target in among if (meant := _meant(steps, target))]
    nearest = [x for x in found if x[2] == 0]
    if len(nearest) == 1:
        found = nearest
    if len(found) == 1:
        return found[0][1]
    if found:
        known = "、".join(target.shown for target, *_ in found[:MOST]) + ("……" if len(found) > MOST else "")
        return t.AmbiguousResult(span=span, found="的".join(steps), known=known)
    near = suggest("的".join(steps), _paths(among)) or suggest(steps[-1], _last(among))
    return t.UnknownResult(span=span, found="的".join(steps), nearest=near)


def _meant(steps: Sequence[str], target: Target) -> tuple[list[Aspect], int] | None:
    """The aspects of a target that names mean, and how many steps were left out."""
    if _leads(steps, target):
        return [aspect for names, aspect in target.aspects if "" in names], len(target.steps) - len(steps)
    if len(steps) > 1 and _leads(steps[:-1], target):
        named = [aspect for names, aspect in target.aspects if steps[-1] in names]
        return (named, len(target.steps) - len(steps) + 1) if named else None
    return None


def _leads(steps: Sequence[str], target: Target) -> bool:
    """Whether names lead to a target: its last step by name, and the others in order, some left out."""
    if len(steps) > len(target.steps) or steps[-1] not in target.steps[-1]:
        return False
    rest = iter(target.steps[:-1])
    return all(any(step in names for names in rest) for step in steps[:-1])


def _paths(among: Sequence[Target]) -> Iterator[str]:
    """How each target may be named: from its outcome, and with nothing left out."""
    for target in among:
        outcome, *_, last = target.shown.split("的") if "的" in target.shown else (target.shown, target.shown)
        yield target.shown
        yield f"{outcome}的{last}"


def _last(among: Sequence[Target]) -> Iterator[str]:
    for target in among:
        yield from sorted(target.steps[-1])
