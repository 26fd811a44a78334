"""What could have stood where reading stopped, in words: the likeliest first, and no more than people read."""

from __future__ import annotations

from collections.abc import Set

from policyrules.language.vocabulary import Side, by_id
from policyrules.passes.parse.written import SIGNS, sign

MOST = 5
"""Alternatives told."""

_KINDS = {
    "NAME": ("名称", "a name"),
    "QUOTED": ("名称", "a name"),
    "NUMBER": ("数字", "a number"),
    "CODE": ("级别", "a level"),
    "DAY": ("日期（如 2021-09-29）", "a date (such as 2021-09-29)"),
    "STRING": ("放在“”里的文字", "a text between “ and ”"),
    "TITLE": ("《文件名》", "a 《title》"),
    "INFIX": ("比较词（如“不少于”）", "a comparison (such as `no fewer than`)"),
    "POSTFIX": ("“及以上”“以上”等", "`and above`, `or more` and the like"),
    "MODALITY": ("程度词（如“须”“一般”）", "a word of obligation (such as `must`, `normally`)"),
    "KIND": ("假定的种类（如“分值”）", "a kind of assumption (such as `points`)"),
    "_NL": ("换行", "the end of the line"),
    "_INDENT": ("缩进的下一级内容", "indented lines"),
    **dict.fromkeys(("_PLUS", "_MINUS", "_STAR", "_SLASH"), ("运算符号（如“+”）", "a sign of arithmetic (such as `+`)")),
}
_LIKELIEST = (
    *("_IF", "_THEN", "_AWARD", "_OTHERWISE", "_BASED_ON", "_BY", "NAME", "NUMBER", "INFIX", "POSTFIX", "_COMMA", "_COLON"),
    *("_AND", "_OR", "_TO", "_BOTH_INCLUDED", "_PRORATED", "_POLICY", "_SUBJECT", "_SCORECARD", "_CLASSIFICATION", "_REQUIREMENT"),
    *("_PARAMETER", "_ITEM", "_CRITERION", "_GRADES", "_NL", "_CITE", "_ASSUME", "_INDENT", "DAY", "CODE", "_TOTAL", "_YES", "_NO"),
    *("_BETWEEN", "STRING"),
)
_OTHERS = ("_DEDENT", "$END", "STRANGE", "_DASH")
_OF_OTHERS = {"_ASSIGN": "INFIX", "_LESS": "INFIX", "QUOTED": "NAME"}
"""Kinds that need not be told beside another that says as much."""


def expected(accepts: Set[str], side: Side) -> tuple[str, str]:
    """The alternatives in Chinese and in English; keywords as the file spells them."""
    kinds = [k for k in accepts if k not in _OTHERS and _OF_OTHERS.get(k) not in accepts]
    if "_SUBJECT" in kinds:  # where a statement may begin a blank line may stand too
        kinds = [k for k in kinds if k != "_NL"]
    kinds.sort(key=lambda k: (_LIKELIEST.index(k) if k in _LIKELIEST else len(_LIKELIEST), k in _KINDS and k not in _LIKELIEST, k))
    zh, en = (list(dict.fromkeys(_said(k, lang, side) for k in kinds)) for lang in (0, 1))
    return "、".join(zh[:MOST]) + "等" * (len(zh) > MOST), ", ".join(en[:MOST]) + ", and others" * (len(en) > MOST)


def _said(kind: str, lang: int, side: Side) -> str:
    if kind in _KINDS:
        return _KINDS[kind][lang]
    word = by_id().get(kind[1:])
    spelt = sign(kind, side) if kind in SIGNS else word.spelt(side) if word else kind[1:]
    return f"“{spelt}”" if lang == 0 else f"`{spelt}`"
