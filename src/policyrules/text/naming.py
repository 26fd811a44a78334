"""Names in words: what was made, what was found of a given one, and what is wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from policyrules.result import Finding, Lang, NameFault, NameParse, NameResult
from policyrules.text.words import finding_word, say

_FEW = 5
"""As many texts of a part are told where any of them would be right."""
_MARKS: dict[Finding, str] = {"met": "√", "breach": "×", "explain": "△", "not_taken": "△", "unknown": "○", "not_applicable": "－"}


def sentence(found: NameResult | NameFault, lang: Lang) -> str:
    """What is wrong, or what came out, in one sentence without a final stop."""
    return _fault(found, lang) if isinstance(found, NameFault) else _whole(found, lang)


def conclusion(found: NameResult, lang: Lang) -> str:
    """The finding with its 程度 beside it."""
    text, modality = f"{_MARKS[found.finding]} {finding_word(found.finding, lang)}", found.rule.modality
    if modality is not None:
        text += f"（程度“{modality.spelt(lang)}”）" if lang == "zh" else f" (“{modality.spelt(lang)}”)"
    return text + (say("assumed", lang) if found.assumed else "")


def _whole(found: NameResult, lang: Lang) -> str:
    zh = lang == "zh"
    if found.finding == "not_applicable":
        if found.given is None and found.made is not None:
            return f"应命名为“{found.made}”" if zh else f"to be named “{found.made}”"
        return "不适用" if zh else "not applicable"
    if found.faults:
        return ("；" if zh else "; ").join(_fault(x, lang) for x in found.faults)
    if found.given is None:
        if found.made is not None:
            return f"名称尚未填报，应为“{found.made}”" if zh else f"no name is given yet; it is to be “{found.made}”"
        return "名称尚未填报" if zh else "no name is given yet"
    if found.finding == "unknown":
        return _unsettled(found, lang)
    if found.ambiguous:
        many = _many(found, lang)
        return (
            f"名称合乎格式，但有{many}拆法" if zh else f"the name is made as it should be, but it can be taken apart in {many} ways"
        )
    return "名称合乎格式" if zh else "the name is made as it should be"


def _unsettled(found: NameResult, lang: Lang) -> str:
    """Why nothing certain can be said of a name."""
    names = [m.fact.called for m in found.missing]
    if lang == "zh":
        lead = f"尚缺{'、'.join(names)}，" if names else ""
        return f"{lead}名称是否合乎格式待定"
    return (f"missing {', '.join(names)}; " if names else "") + "whether the name is made as it should be is not known"


def _many(found: NameResult, lang: Lang) -> str:
    count = len(found.parses)
    if not found.more:
        return f" {count} 种" if lang == "zh" else str(count)
    return f" {count} 种以上" if lang == "zh" else f"more than {count}"


def rows(found: NameResult, lang: Lang) -> list[tuple[str, str]]:
    """The conclusion, the name that was given, and the one that the facts make."""
    told = [(say("conclusion", lang), conclusion(found, lang))]
    if found.given is not None:
        told.append((say("name_given", lang), found.given))
    if found.made is not None:
        left_out = ("、" if lang == "zh" else ", ").join(x.label for x in found.omitted)
        told.append((say("name_made", lang), found.made + (say("name_omitted", lang, parts=left_out) if left_out else "")))
    elif found.needed and found.given is not None and found.faults:
        needed = ("、" if lang == "zh" else ", ").join(x.called for x in found.needed)
        told.append((say("name_made", lang), say("name_needed", lang, facts=needed)))
    return told


def details(found: NameResult, lang: Lang) -> tuple[str, list[str]]:
    """A list below the conclusion with its title: what is wrong, or the ways to take the name apart."""
    if found.faults:
        return say("name_faults", lang), [_fault(x, lang) for x in found.faults]
    return say("name_readings", lang), readings(found, lang)


def readings(found: NameResult, lang: Lang) -> list[str]:
    """Every way the name can be taken apart that is listed, and that there are others."""
    said = [reading(parse, lang) for parse in found.parses]
    if found.more:
        said.append(f"以上只列出 {len(said)} 种" if lang == "zh" else f"only {len(said)} are listed")
    return said


def reading(parse: NameParse, lang: Lang) -> str:
    """One way to take a name apart: “县级区划“鹿城区”+乡镇街道“五马街道””."""
    said = [_part(slot.label, text, lang) for slot, text in parse.parts if text is not None]
    return ("＋" if lang == "zh" else " + ").join(said)


# ---------------------------------------------------------------- what is wrong


def _fault(fault: NameFault, lang: Lang) -> str:
    zh = lang == "zh"
    if fault.slot is None:
        return (f"多出{_found(fault.found, lang)}" if zh else f"{_found(fault.found, lang)} has no place in it") + _place(
            fault, lang
        )
    label = fault.slot.label
    if fault.kind == "extra":
        text = f"多出{_part(label, fault.found, lang)}" if zh else f"{_part(label, fault.found, lang)} has no place in it"
    elif fault.kind == "missing":
        text = f"缺少{_missing(fault, lang)}" if zh else f"{_missing(fault, lang)} is missing"
    else:
        right, instead = _right(fault, lang), _found(fault.found, lang)
        text = f"{label}应为{right}，实为{instead}" if zh else f"{label} should be {right}, and is {instead}"
        text += _same(fault.expected, fault.found, lang)
    return text + _because(fault, lang)


def _part(label: str, text: str, lang: Lang) -> str:
    """A part with its text; a part that is its own text once."""
    if label == text:
        return f"“{text}”"
    return f"{label}“{text}”" if lang == "zh" else f"{label} “{text}”"


def _missing(fault: NameFault, lang: Lang) -> str:
    assert fault.slot is not None
    label, zh = fault.slot.label, lang == "zh"
    if not fault.choices:
        return label
    if len(fault.choices) == 1:
        return _part(label, fault.choices[0], lang)
    return f"{label}（{_right(fault, lang)}）" if zh else f"{label} ({_right(fault, lang)})"


def _right(fault: NameFault, lang: Lang) -> str:
    """What would be right: the text, or one of a few."""
    if len(fault.choices) <= 1:
        return f"“{fault.expected}”"
    shown = _quoted(fault.choices[:_FEW], lang)
    if lang == "zh":
        return shown + (f"等 {len(fault.choices)} 种之一" if len(fault.choices) > _FEW else "之一")
    return f"one of {shown}" + (f" and {len(fault.choices) - _FEW} more" if len(fault.choices) > _FEW else "")


def _quoted(texts: Iterable[str], lang: Lang) -> str:
    return ("" if lang == "zh" else ", ").join(f"“{x}”" for x in texts)


def _found(text: str, lang: Lang) -> str:
    """A text that was met, said so that it can be seen."""
    if text.isspace():
        return f"空格（{len(text)} 个）" if lang == "zh" else f"white space ({len(text)})"
    hidden = [c for c in text if not c.isprintable()]
    shown = "“" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text) + "”"
    return shown if not hidden else shown + ("（含不可见字符）" if lang == "zh" else " (with characters that cannot be seen)")


def _same(expected: str, found: str, lang: Lang) -> str:
    """Where two texts differ only in how they are set."""
    if unicodedata.normalize("NFKC", expected) == unicodedata.normalize("NFKC", found):
        return "（全角、半角等字形不同）" if lang == "zh" else " (they differ in full- and half-width forms)"
    if "".join(expected.split()) == "".join(found.split()):
        return "（空格不同）" if lang == "zh" else " (they differ in white space)"
    return ""


def _place(fault: NameFault, lang: Lang) -> str:
    return f"（第 {fault.at + 1} 字起）" if lang == "zh" else f" (from character {fault.at + 1})"


def _because(fault: NameFault, lang: Lang) -> str:
    """Why a part has to be there, or must not be."""
    if fault.condition is None:
        return ""
    zh = lang == "zh"
    facts = ("、" if zh else ", ").join(_fact(name, value, lang) for name, value in fault.facts.items())
    if zh:
        told = f"{facts}，" if facts else ""
        return f"：{told}" + (
            f"不符合“{fault.condition}”，不应有这一部分" if fault.kind == "extra" else f"符合“{fault.condition}”，应有这一部分"
        )
    told = f"{facts}, and " if facts else ""
    if fault.kind == "extra":
        return f": {told}it stands there only where “{fault.condition}”"
    return f": {told}it has to be there where “{fault.condition}”"


def _fact(name: str, value: str | bool, lang: Lang) -> str:
    if isinstance(value, bool):
        answer = ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
        return f"{name}为{answer}" if lang == "zh" else f"{name} is {answer}"
    return f"{name}为“{value}”" if lang == "zh" else f"{name} is “{value}”"
