"""The adapter of classifications: the class of a subject, and whether each class holds by itself."""

from __future__ import annotations

from collections.abc import Iterator

from policyrules.cases.found import Aspect, Choice, Evaluated, Said, Target, takes
from policyrules.language import core
from policyrules.result import ClassResult, ClassRow, Lang
from policyrules.text.sentence import said

CLASS = frozenset(("", "类别", "class"))
HOLDS = frozenset(("",))
_NONE: Said = ("无", "none")
_CONFLICT: Said = ("冲突", "conflict")
_HOLDS: dict[str, Said] = {"yes": ("是", "yes"), "no": ("否", "no"), "unknown": ("未知", "unknown")}


def targets(rule: core.Classification) -> Iterator[Target]:
    """The classification, and each of its classes."""
    own = frozenset((rule.id, rule.name))
    labels: dict[str, Said] = {row.id: (row.label, row.label) for row in rule.rows} | {"none": _NONE, "conflict": _CONFLICT}

    def classes(given: Evaluated) -> Choice:
        found = _of(given, rule)
        if found.conflict:
            return Choice(frozenset(("conflict",)), labels)
        return Choice(frozenset(found.classes) | frozenset(("none",) if found.unclassed else ()), labels)

    def why(given: Evaluated, lang: Lang) -> str:
        return "\n".join(f"{row.label}{'：' if lang == 'zh' else ': '}{said(row, lang)}" for row in _of(given, rule).rows)

    yield Target((own,), rule.name, ((CLASS, Aspect(classes, why, takes(labels))),))
    for n, row in enumerate(rule.rows):
        yield Target((own, frozenset((row.id, row.label))), f"{rule.name}的{row.label}", ((HOLDS, _row(rule, n)),))


def _row(rule: core.Classification, place: int) -> Aspect:
    def row(given: Evaluated) -> ClassRow:
        return _of(given, rule).rows[place]

    def holds(given: Evaluated) -> Choice:
        state = row(given).holds
        return Choice(frozenset(("unknown" if state is None else "yes" if state else "no",)), _HOLDS)

    return Aspect(holds, lambda given, lang: said(row(given), lang), takes(_HOLDS))


def _of(given: Evaluated, rule: core.Classification) -> ClassResult:
    return given.result.classes[rule.id]
