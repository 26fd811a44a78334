"""Conditions of a rule in words: what was required, what was found, and which of several hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from policyrules.result import Lang
from policyrules.text import periods
from policyrules.text.records import after, counted, of_records
from policyrules.text.say import compared, decimals, period, shown, spaced

Condition = Mapping[str, Any]
"""One row of a reason's ``conditions``; one with ``conditions`` and ``join`` of its own is a group in brackets."""

_STATES: tuple[tuple[bool | None, tuple[str, str], tuple[str, str]], ...] = (
    (True, ("满足 {n} 项：", "均满足："), ("{n} satisfied: ", "all satisfied: ")),
    (False, ("不满足 {n} 项：", "均不满足："), ("{n} not satisfied: ", "none satisfied: ")),
    (None, ("待定 {n} 项：", "均待定："), ("{n} not known: ", "none known: ")),
)
"""How the conditions in one state are led in: some of them, all of them."""
_JOINS: dict[str, tuple[str, str]] = {
    "and": ("须同时满足 {all} 项条件", "all of {all} conditions are required"),
    "or": ("{all} 项条件满足任一项即可", "any one of {all} conditions suffices"),
    "n": ("{all} 项条件至少满足 {need} 项", "at least {need} of {all} conditions are required"),
}


def detail(c: Condition, lang: Lang) -> str:
    """What stands after the label: “要求不少于 300平方米，实际 120平方米”, or the plain answer to a question of yes or no; and
    how many records were left out."""
    return _detail(c, lang) + after(c, lang)


def _detail(c: Condition, lang: Lang) -> str:
    zh, unit, word = lang == "zh", c.get("unit", ""), c.get("word", "")
    found, holds, negated = c.get("found"), c.get("holds"), c.get("negated", False)
    if not word and "records" in c:
        return counted(c, lang) + (("（要求为否）" if zh else " (required: no)") if negated else "")
    if not word:
        if found is None and holds is not None:
            return ("满足", "不满足")[not holds] if zh else ("satisfied", "not satisfied")[not holds]
        if not negated:
            return shown(found, lang, unit)
        return f"{shown(found, lang)}（要求为否）" if zh else f"{shown(found, lang)} (required: no)"
    if word == "completes":
        return _passed(c, lang)
    needed = compared(word, shown(c.get("needed"), lang, unit), lang)
    if zh:
        required = "要求并非" if negated else "要求"
        return f"{required}{spaced(needed, lang)}，" + (
            f"实际{spaced(found_text(c, lang), lang)}{of_records(c, lang)}" if found is not None else unfound(c, lang)
        )
    return f"required {'not ' if negated else ''}{needed}, " + (
        f"found {found_text(c, lang)}{of_records(c, lang)}" if found is not None else unfound(c, lang)
    )


def _passed(c: Condition, lang: Lang) -> str:
    """“2020-06-01 至 2022-05-31，满 1年11个月，要求满 2年”."""
    zh, unit = lang == "zh", c.get("unit", "")
    start, end = (shown(c.get(key), lang) for key in ("start", "end"))
    found, needed = decimals(c.get("found")), period(c["needed"], unit, lang)
    required = (
        f"要求{'并非' if c.get('negated') else ''}满 {needed}" if zh else f"required {'not ' if c.get('negated') else ''}{needed}"
    )
    days = f"{start} 至 {end}" if zh else f"from {start} to {end}"
    if found is None:
        return f"{days}，{required}" if zh else f"{days}, {required}"
    if found < 0:
        return f"{days}，尚未开始，{required}" if zh else f"{days}, not begun, {required}"
    passed = period(c["found"], unit, lang)
    return f"{days}，满 {passed}，{required}" if zh else f"{days}, {passed} completed, {required}"


def found_text(c: Condition, lang: Lang) -> str:
    """What was found, with its unit; 无 has none."""
    found = c.get("found")
    return shown(found, lang, "" if found == "无" else c.get("unit", ""))


def unfound(c: Condition, lang: Lang) -> str:
    """What is said where nothing certain was found: what is certain of it, and whether the period is still running."""
    zh, least, most, unit = lang == "zh", c.get("least"), c.get("most"), c.get("unit", "")
    if least is not None and most is not None:
        between = shown({"low": least, "high": most}, lang, unit)
        text = f"已知在{spaced(between, lang)}之间" if zh else f"known to be {between}"
    elif least is not None:
        text = f"已知至少{spaced(shown(least, lang, unit), lang)}" if zh else f"known to be at least {shown(least, lang, unit)}"
    elif c.get("holds") is not None:
        return "已可确定" if zh else "certain already"
    elif c.get("days") or c.get("records"):
        text = "尚未确定" if zh else "not certain yet"
    else:
        return "尚未填报" if zh else "not given yet"
    if c.get("days") and not c.get("over"):
        text += "，期间尚未结束" if zh else ", and the period is not over"
    return text


_QUARTERS = {(1, 3): "一", (4, 6): "二", (7, 9): "三", (10, 12): "四"}


def part_of_year(days: Sequence[str], lang: Lang) -> str:
    """A part of a year by its first and last day: 2022年第一季度, 2022-Q1."""
    year, first, last = days[0][:4], int(days[0][5:7]), int(days[1][5:7])
    if (first, last) == (1, 12):
        return f"{year}年" if lang == "zh" else year
    if first == last:
        return f"{year}年{first}月" if lang == "zh" else f"{year}-{first:02d}"
    return f"{year}年第{_QUARTERS[first, last]}季度" if lang == "zh" else f"{year}-Q{last // 3}"


def label(c: Condition, lang: Lang) -> str:
    """What is asked for, as the policy writes it, on one line; with the period it is asked for."""
    text = " ".join(str(c.get("label", "")).split())
    if not c.get("days"):
        return text
    return f"{part_of_year(c['days'], lang)}{text}" if lang == "zh" else f"{text} in {part_of_year(c['days'], lang)}"


def one(c: Condition, lang: Lang) -> str:
    """A condition that stands alone: “面积：要求…，实际…”."""
    if c.get("conditions"):
        return several(c["conditions"], c.get("join", "and"), c.get("need"), lang)
    return f"{label(c, lang)}：{detail(c, lang)}" if lang == "zh" else f"{label(c, lang)}: {detail(c, lang)}"


def listed(c: Condition, lang: Lang) -> str:
    """A condition as one of a list: “面积（要求…，实际…）”."""
    below, join = c.get("conditions") or (), c.get("join", "and")
    if below and periods.as_periods(below, join):
        marks = periods.remarks(below, lang)
        text = ("，" if lang == "zh" else ", ").join(filter(None, (periods.told(below, lang), marks)))
        return f"{periods.name(below, lang)}（{text}）" if lang == "zh" else f"{periods.name(below, lang)} ({text})"
    text = several(below, join, c.get("need"), lang) if below else detail(c, lang)
    name = label(c, lang)
    if name and not c.get("word") and c.get("found") is None and c.get("holds") is None:
        return name
    if lang == "zh":
        return f"{name}（{text}）"
    return f"{name} ({text})".strip()


def several(items: Sequence[Condition], join: str, need: Any, lang: Lang) -> str:
    """Conditions joined by and, or, or at least n of them: the rule, then which hold, which do not, which are not known."""
    if periods.as_periods(items, join):
        marks = periods.remarks(items, lang)
        text = f"{periods.name(items, lang)}{'：' if lang == 'zh' else ': '}{periods.told(items, lang)}"
        return text + ((f"（{marks}）" if lang == "zh" else f" ({marks})") if marks else "")
    side, comma = (0, "、") if lang == "zh" else (1, ", ")
    head = _JOINS.get(join, _JOINS["and"])[side].format(all=len(items), need=need)
    groups = []
    for state, *leads in _STATES:
        group = [c for c in items if c.get("holds") is state]
        if group:
            lead = leads[side][len(group) == len(items)].format(n=len(group))
            groups.append(lead + comma.join(listed(c, lang) for c in group))
    return "，".join((head, "；".join(groups))) if lang == "zh" else ", ".join((head, "; ".join(groups)))


def conditions(args: Mapping[str, Any], lang: Lang) -> str:
    """The conditions of a reason."""
    items: Sequence[Condition] = args.get("conditions") or ()
    if not items:
        return ""
    if len(items) == 1:
        return one(items[0], lang)
    return several(items, args.get("join", "and"), args.get("need"), lang)
