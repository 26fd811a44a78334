"""The adapter of names made of parts: what is found of the name that was given, and whether it reads in several ways."""

from __future__ import annotations

from collections.abc import Iterator

from policyrules.cases.found import FINDING, FINDINGS, Aspect, Choice, Evaluated, Said, Target, takes
from policyrules.language import core
from policyrules.result import Lang, NameResult
from policyrules.text.sentence import said

AMBIGUOUS = frozenset(("歧义", "ambiguous"))
_YES: dict[str, Said] = {"yes": ("是", "yes"), "no": ("否", "no")}


def targets(rule: core.Template) -> Iterator[Target]:
    """The name."""

    def found(given: Evaluated) -> NameResult:
        return given.result.names[rule.id]

    def why(given: Evaluated, lang: Lang) -> str:
        return said(found(given), lang)

    judged = Aspect(lambda given: Choice(frozenset((found(given).finding,)), FINDINGS), why, takes(FINDINGS))
    several = Aspect(lambda given: Choice(frozenset(("yes" if found(given).ambiguous else "no",)), _YES), why, takes(_YES))
    yield Target((frozenset((rule.id, rule.name)),), rule.name, ((FINDING, judged), (AMBIGUOUS, several)))
