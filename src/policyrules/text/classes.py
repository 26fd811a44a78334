"""Classifications (分类) in words: the class or what is still possible, and why of each class."""

from __future__ import annotations

from policyrules.result import ClassResult, ClassRow, Lang
from policyrules.text.phrases import Phrases, told_missing
from policyrules.text.words import say

_TEMPLATES: dict[str, tuple[str, str]] = {
    "met": ("{conditions}，条件成立", "{conditions}; holds"),
    "unmet": ("{conditions}，条件不成立", "{conditions}; does not hold"),
    "unknown": ("尚缺{missing}；{conditions}", "missing {missing}; {conditions}"),
    "unsettled": ("{conditions}", "{conditions}"),
}
_REST: dict[bool | None, tuple[str, str]] = {
    True: ("其他各类的条件均不成立", "no other class holds"),
    False: ("已有其他类的条件成立", "another class holds"),
    None: ("其他各类是否成立待定", "whether another class holds is not known"),
}
_MARKS: dict[bool | None, str] = {True: "√", False: "×", None: "○"}


def sentence(row: ClassRow, lang: Lang) -> str:
    """Why a class holds or not, in one sentence without a final stop."""
    side, reason = 0 if lang == "zh" else 1, row.reason
    if reason.code == "rest":
        return _REST[row.holds][side]
    code = "unsettled" if reason.code == "unknown" and told_missing(reason) else reason.code
    return _TEMPLATES[code][side].format_map(Phrases(reason, lang))


def mark(row: ClassRow) -> str:
    """The sign of a class; all of them are in GBK."""
    return _MARKS[row.holds]


def conclusion(found: ClassResult, lang: Lang) -> str:
    """The class, or those still possible, with 含本市假定 beside it."""
    zh = lang == "zh"
    names = ("、" if zh else ", ").join(map(found.class_label, found.held if found.conflict else found.classes))
    if found.conflict:
        text = say("class_conflict", lang, names=names)
    elif found.name is not None:
        text = found.class_label(found.name) + (say("class_first", lang) if len(found.held) > 1 else "")
    elif not found.classes:
        text = say("class_none", lang)
    else:
        text = say("class_open", lang, names=names) + (say("class_perhaps_none", lang) if found.unclassed else "")
    return text + (say("assumed", lang) if found.assumed else "")
