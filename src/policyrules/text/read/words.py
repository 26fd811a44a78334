"""The fixed words of the prose, its numbering, and the rows of the annex."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from policyrules.result import Lang
from policyrules.text.read.model import Assumed, Clause, Entry, Section

READ: dict[str, tuple[str, str]] = {
    "about": ("（对象：{subject}）", " (about: {subject})"),
    "cite": ("依据：", "Basis: "),
    "assumed": ("假定（{0}）：{1}", "Assumption ({0}): {1}"),
    "assumptions": ("其他假定", "Other assumptions"),
    "annex": ("项目|分值|评分要点|依据|假定", "Item|Points|What is assessed|Basis|Assumptions"),
    "sign": ("核对人", "Checked by"),
    "date": ("日期", "Date"),
    "signed": ("以上规则与印发文件核对一致。", "These rules have been checked against the document as issued."),
    "made": (
        "本页由规则包自动生成，写的是实际计算的内容，不是文件原文。",
        "Made from the rules: what is computed, not the text as issued.",
    ),
    "chart": ("各年目标", "Target by year"),
    "open": ("不可量化", "not measurable"),
}

_CHINESE = "零一二三四五六七八九十"


def assumed(one: Assumed, lang: Lang) -> str:
    """“假定（分值）：文件未分到各句”."""
    return READ["assumed"][0 if lang == "zh" else 1].format(*one)


def chinese(n: int) -> str:
    """A number below 100 in Chinese numerals: 十一, 二十三."""
    tens, ones = divmod(n, 10)
    if n >= 100 or n <= 10:
        return _CHINESE[n] if n <= 10 else str(n)
    return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")


def numbered(path: tuple[int, ...], lang: Lang) -> str:
    """The number of a heading by its depth, as GB/T 9704—2012 orders them: 一、 （一） 1. （1）."""
    n, depth = path[-1], len(path)
    if lang == "en":
        return f"{'.'.join(str(x) for x in path if x)}. "
    forms = (f"{chinese(n)}、", f"（{chinese(n)}）", f"{n}. ", f"（{n}）")
    return forms[min(depth, len(forms)) - 1]


@frozen
class Row:
    """A row of the annex: a clause, with its item and points where they begin, and how many rows the item has."""

    item: str
    points: str
    text: str
    clause: Clause
    rows: int = 0


def annex(section: Section, lang: Lang) -> Iterator[Row]:
    """The rows of a scorecard as the annex has them: a clause each, behind the number and name of its criterion."""
    for item in section.entries:
        clauses = list(_told(item, "", lang))
        for place, (text, clause) in enumerate(clauses):
            first = place == 0
            yield Row(item.label if first else "", item.points if first else "", text, clause, len(clauses) if first else 0)


def _told(entry: Entry, lead: str, lang: Lang) -> Iterator[tuple[str, Clause]]:
    """The clauses of an entry and of those below, each first one behind what it is called."""
    for place, clause in enumerate(entry.clauses or (() if entry.below else (Clause(""),))):
        yield (lead if place == 0 else "") + clause.text, clause
    for n, below in enumerate(entry.below, 1):
        points = (f"（{below.points}）" if lang == "zh" else f" ({below.points})") if below.points else ""
        yield from _told(below, f"{n}. {below.label}{points}{'：' if lang == 'zh' else ': '}", lang)
