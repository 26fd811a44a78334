"""One condition asked of every quarter or month of a year, in one sentence.

“2022年各季度会议：要求不少于 1次，实际 1、1、2、0 次（第四季度未满足）”, and which periods are not over yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from policyrules.result import Lang
from policyrules.text.records import after
from policyrules.text.say import compared, shown, spaced, unit_text

Condition = Mapping[str, Any]
_SAME = ("label", "word", "needed", "unit", "negated")
_QUARTERS = "一二三四"


def as_periods(items: Sequence[Condition], join: str) -> bool:
    """Whether these are one condition for each part of one year, all of them required."""
    first = items[0] if len(items) in (4, 12) else {}
    return (
        join == "and"
        and bool(first.get("word"))
        and not first.get("negated")
        and all(c.get("days") and [c.get(k) for k in _SAME] == [first.get(k) for k in _SAME] for c in items)
    )


def name(items: Sequence[Condition], lang: Lang) -> str:
    """“2022年各季度会议”, “会议 in each quarter of 2022”."""
    year, text, quarters = items[0]["days"][0][:4], " ".join(str(items[0]["label"]).split()), len(items) == 4
    if lang == "zh":
        return f"{year}年各{'季度' if quarters else '月'}{text}"
    return f"{text} in each {'quarter' if quarters else 'month'} of {year}"


def told(items: Sequence[Condition], lang: Lang) -> str:
    """What was required and found, period by period."""
    zh, unit = lang == "zh", str(items[0].get("unit") or "")
    needed = compared(items[0]["word"], shown(items[0].get("needed"), lang, unit), lang)
    found = ("、" if zh else ", ").join(_found(c, lang) for c in items)
    if zh:
        return f"要求{spaced(needed, lang)}，实际{spaced(found, lang)} {unit_text(unit, lang).strip()}".rstrip()
    return f"required {needed}, found {found}"


def _found(c: Condition, lang: Lang) -> str:
    if c.get("found") is not None:
        return shown(c["found"], lang)
    least, most = c.get("least"), c.get("most")
    if least is None:
        return "待定" if lang == "zh" else "not known"
    if most is None:
        return f"至少 {shown(least, lang)}" if lang == "zh" else f"at least {shown(least, lang)}"
    return shown({"low": least, "high": most}, lang)


def remarks(items: Sequence[Condition], lang: Lang) -> str:
    """Which periods fall short, which are not over yet, and how many records were left out; empty where there are none."""
    zh = lang == "zh"
    failed = [n for n, c in enumerate(items) if c.get("holds") is False]
    running = [n for n, c in enumerate(items) if not c.get("over") and c.get("holds") is not False]
    marks = []
    if failed:
        marks.append(_names(failed, len(items), lang) + ("未满足" if zh else " not satisfied"))
    if running:
        marks.append(_names(running, len(items), lang) + ("尚未结束" if zh else " not over yet"))
    marks += [left.lstrip("，, ")] if (left := after(items[0], lang)) else []
    return ("，" if zh else ", ").join(marks)


def _names(places: Sequence[int], parts: int, lang: Lang) -> str:
    """“第三、四季度”, “1、2月”, “Q3, Q4”, “months 1, 2”."""
    if parts == 4:
        return f"第{'、'.join(_QUARTERS[n] for n in places)}季度" if lang == "zh" else ", ".join(f"Q{n + 1}" for n in places)
    months = [str(n + 1) for n in places]
    return f"{'、'.join(months)}月" if lang == "zh" else f"month{'s' if len(months) > 1 else ''} {', '.join(months)}"
