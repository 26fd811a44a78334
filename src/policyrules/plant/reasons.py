"""Why a planted error was missed: what kind of thing it is, as far as the quotes over the place tell."""

from __future__ import annotations

from policyrules.language.characters import normalise
from policyrules.language.languages import Lang
from policyrules.plant.model import Planted

_FIGURES = "0123456789一二三四五六七八九十百千万两半"
_LOOKED_FOR: dict[str, tuple[str, ...]] = {
    "literal": tuple(_FIGURES),
    "level": tuple(_FIGURES),
    "unit": tuple(_FIGURES),
    "operator": (
        "超过",
        "不足",
        "不满",
        "以上",
        "以下",
        "以内",
        "达到",
        "至少",
        "至多",
        "不少于",
        "不低于",
        "不得",
        "高于",
        "低于",
    ),
    "connective": ("或", "且", "并", "和", "与", "及"),
    "negation": ("不", "未", "非", "无", "没有"),
    "quantifier": ("每", "各", "均", "都", "全部", "所有", "任一", "任何", "逐", "季", "月", "年"),
    "modality": ("须", "必须", "应当", "应", "要", "一般", "原则上", "建议", "鼓励", "引导", "支持", "探索", "可"),
}
_LOOKED_FOR["strict"] = _LOOKED_FOR["operator"]
_TEXTS: dict[str, tuple[str, str]] = {
    "no_quote": ("此处没有依据", "no 依据 stands over the place"),
    "no_word": ("引文中没有与它对应的字词", "the quotes have no word for it"),
    "word": ("引文中有“{word}”，检查没有把它与此处对上", "the quotes say “{word}”, which check does not bind to the place"),
    "both": (
        "换上的也是原文中的话，规则中没有数字和字词可与它对照",
        "both are the document's words, and the rule says no figure or word to hold against them",
    ),
    "other": ("另有依据管着这一行", "another 依据 stands over the line"),
    "plain": ("这一行没有要有出处的数字或字词", "nothing on the line asks for a source"),
    "outside": ("所引文件不在规则包中，无从核对", "the document quoted is not in the pack"),
    "fact": ("事实怎样填写，文件不写", "how a fact is given is not in the document"),
}


def reason(planted: Planted) -> tuple[str, str]:
    """The key of a reason, and the word of the quote that it speaks of."""
    match planted.kind:
        case "elsewhere":
            return "outside", ""
        case "bound":
            return "fact", ""
        case "moved":
            return "both", ""
        case "dropped":
            return ("other" if len(planted.quotes) > 1 else "plain"), ""
    if not planted.quotes:
        return "no_quote", ""
    said = normalise("".join(planted.quotes))
    known = (planted.was.strip(), *_LOOKED_FOR.get(planted.kind, ()))
    found = next((w for w in known if w and w in said), "")
    return ("word", found) if found else ("no_word", "")


def said(key: str, word: str, lang: Lang) -> str:
    """A reason as a sentence."""
    zh, en = _TEXTS[key]
    return (zh if lang == "zh" else en).format(word=word)
