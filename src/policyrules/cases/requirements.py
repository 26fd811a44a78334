"""The adapter of requirements: the finding of one, and of each of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policyrules.cases.found import FINDING, FINDINGS, POSSIBLE, Aspect, Choice, Evaluated, Target, line_names, takes
from policyrules.language import core
from policyrules.result import DutyResult, Lang, RequirementResult
from policyrules.text.sentence import said


def targets(rule: core.Requirement) -> Iterator[Target]:
    """The requirement, and where it has several lines each of them."""
    own = frozenset((rule.id, rule.name))
    yield Target((own,), rule.name, tuple(_aspects(lambda given: given.result.requirements[rule.id])))
    for n in range(len(rule.duties) if len(rule.duties) > 1 else 0):
        names = line_names(n + 1)
        yield Target((own, frozenset(names)), f"{rule.name}的{names[0]}", tuple(_aspects(_line(rule, n))))


def _line(rule: core.Requirement, place: int) -> Callable[[Evaluated], DutyResult]:
    return lambda given: given.result.requirements[rule.id].lines[place]


def _aspects(found: Callable[[Evaluated], RequirementResult | DutyResult]) -> Iterator[tuple[frozenset[str], Aspect]]:
    def why(given: Evaluated, lang: Lang) -> str:
        return said(found(given), lang)

    yield FINDING, Aspect(lambda r: Choice(frozenset((found(r).finding,)), FINDINGS), why, takes(FINDINGS))
    yield POSSIBLE, Aspect(lambda r: Choice(frozenset(found(r).findings), FINDINGS), why, takes(FINDINGS))
