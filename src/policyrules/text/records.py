"""What is said of the records of a list: how many satisfy a condition, which do not, and which were left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyrules.result import Lang

Condition = Mapping[str, Any]
_LONGEST = 30
"""So much of a record's name is shown."""


def counted(c: Condition, lang: Lang) -> str:
    """How many records satisfy a condition that all of them have to."""
    records, zh, holds = c["records"], lang == "zh", c.get("holds") is not c.get("negated", False)
    if not records["known"]:
        if c.get("holds") is None:
            return "待定" if zh else "not certain yet"
        if holds:
            return "均满足" if zh else "all satisfy it"
        text = f"至少 {records['no']} 个不满足" if zh else f"at least {records['no']} not satisfying it"
        return text + (failing(c, lang, "：", ": ") if not c.get("negated") else "")
    if not records["all"]:
        return no_records(c, lang)
    text = f"{records['all']} 个中 {records['yes']} 个满足" if zh else f"{records['yes']} of {records['all']} satisfy it"
    return text + (failing(c, lang, "，未满足的是", ", all but ") if not c.get("negated") else "")


def failing(c: Condition, lang: Lang, zh: str, en: str) -> str:
    """Which records do not satisfy it, by name or number: “未满足的是“春晖”、第 3 条等 7 条”; empty where none is known."""
    named = [_record(r, lang) for r in c.get("failing") or ()]
    more = c["records"]["no"] - len(named)
    if not named:
        return ""
    if lang == "zh":
        return zh + "、".join(named) + (f"等 {len(named) + more} 条" if more > 0 else "")
    last = f"{more} other{'s' if more > 1 else ''}" if more > 0 else named.pop() if len(named) > 1 else ""
    return en + ", ".join(named) + (f" and {last}" if last else "")


def _record(record: Mapping[str, Any], lang: Lang) -> str:
    """A record by its name, or its number."""
    name = " ".join(str(record.get("name") or "").split())
    if not name:
        return f"第 {record['place'] + 1} 条" if lang == "zh" else f"record {record['place'] + 1}"
    return f"“{name[:_LONGEST]}…”" if len(name) > _LONGEST else f"“{name}”"


def after(args: Mapping[str, Any], lang: Lang) -> str:
    """How many records are dated after the date of evaluation and do not count: “，另有 2 条在测评日之后，未计”."""
    n = args.get("after")
    if not n:
        return ""
    if lang == "zh":
        return f"，另有 {n} 条在测评日之后，未计"
    return f", {n} more dated after the evaluation {'is' if n == 1 else 'are'} not counted"


def no_records(c: Condition, lang: Lang) -> str:
    """没有记录, and what the line says then."""
    none = c.get("none", "")
    if lang == "zh":
        return "没有记录" + {"taken as met": "，视为满足", "taken as unmet": "，视为不满足"}.get(none, "")
    return f"no records, {none}".rstrip(", ")


def of_records(c: Condition, lang: Lang) -> str:
    """The two numbers behind a share: “（7 个中 2 个）”."""
    records = c.get("records")
    if not records or not records["known"]:
        return ""
    if not records["all"]:
        return f"（{no_records(c, lang)}）" if lang == "zh" else f" ({no_records(c, lang)})"
    return f"（{records['all']} 个中 {records['yes']} 个）" if lang == "zh" else f" ({records['yes']} of {records['all']})"
