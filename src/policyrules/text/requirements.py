"""Requirements (要求) in words: the finding, and why of each line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from policyrules.language.vocabulary import Modality
from policyrules.result import DutyResult, Finding, Lang, RequirementResult
from policyrules.text.phrases import Phrases, told_missing
from policyrules.text.words import finding_word, say

_TEMPLATES: dict[str, tuple[str, str]] = {
    "met": ("{conditions}，已满足要求", "{conditions}; done as required"),
    "unmet": ("{conditions}，未满足要求", "{conditions}; not done as required"),
    "unknown": ("尚缺{missing}；{conditions}", "missing {missing}; {conditions}"),
    "unsettled": ("{conditions}", "{conditions}"),
    "excepted": ("{conditions}；{signed}认可例外{grounds}", "{conditions}; accepted as an exception{signed}{grounds}"),
    "not_applicable": ("前提不成立（{conditions}），不适用", "the precondition does not hold ({conditions}); not applicable"),
    "guard_unknown": ("尚缺{missing}，是否适用待定", "missing {missing}; whether it applies is not known"),
    "guard_unsettled": ("{conditions}，是否适用待定", "{conditions}; whether it applies is not known"),
}
_UNSETTLED = {"unknown": "unsettled", "guard_unknown": "guard_unsettled"}
"""What is said where the conditions tell themselves what is missing."""
_MARKS: dict[Finding, str] = {"met": "√", "breach": "×", "explain": "△", "not_taken": "△", "unknown": "○", "not_applicable": "－"}


def sentence(found: DutyResult | RequirementResult, lang: Lang) -> str:
    """Why a line or a requirement came out as it did, in one sentence without a final stop."""
    if isinstance(found, RequirementResult):
        return sentence(found.lines[0], lang) if len(found.lines) == 1 else _counted(found, lang)
    reason = found.reason
    code = _UNSETTLED.get(reason.code, reason.code) if told_missing(reason) else reason.code
    return _TEMPLATES[code][0 if lang == "zh" else 1].format_map(Phrases(reason, lang))


def _counted(found: RequirementResult, lang: Lang) -> str:
    """How many lines came out how, in the order in which each finding is first met."""
    counts = Counter(line.finding for line in found.lines)
    if lang == "zh":
        return f"共 {len(found.lines)} 条：" + "、".join(f"{finding_word(f, lang)} {n} 条" for f, n in counts.items())
    return f"of {len(found.lines)} lines: " + ", ".join(f"{n} {finding_word(f, lang)}" for f, n in counts.items())


def verdict(line: DutyResult, found: RequirementResult, lang: Lang) -> str:
    """The sign of the finding of a line with its word, and with its 程度 where that is not the one of the requirement."""
    text = f"{_MARKS[line.finding]} {finding_word(line.finding, lang)}"
    return text + (_strictness(line.modality, lang) if line.modality is not found.modality else "")


def conclusion(found: RequirementResult, lang: Lang) -> str:
    """The finding with its 程度, what is still possible, and 含本市假定 beside it."""
    zh = lang == "zh"
    text = f"{_MARKS[found.finding]} {finding_word(found.finding, lang)}"
    if found.finding == "unknown":
        text += say("finding_open", lang, findings=_listed(found.findings, lang))
    if found.basis == "exception" and found.finding == "met":
        text += f"（{say('accepted', lang)}）" if zh else f" ({say('accepted', lang)})"
    text += _strictness(found.modality, lang)
    return text + (say("assumed", lang) if found.assumed else "")


def _strictness(modality: Modality | None, lang: Lang) -> str:
    if modality is None:
        return ""
    return f"（程度“{modality.spelt(lang)}”）" if lang == "zh" else f" (“{modality.spelt(lang)}”)"


def _listed(findings: Iterable[Finding], lang: Lang) -> str:
    there = set(findings)
    return ("、" if lang == "zh" else " or ").join(finding_word(f, lang) for f in _MARKS if f in there)
