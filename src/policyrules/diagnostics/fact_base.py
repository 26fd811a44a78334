"""How facts, their kinds and their bounds are said in messages and on fact sheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from policyrules.diagnostics.base import Lang, Problem
from policyrules.language import core
from policyrules.language.values import Number, decimal_text

Said = tuple[str, str]
"""A phrase in Chinese and in English."""

KINDS: dict[str, Said] = {
    "text": ("文字", "text"),
    "number": ("数", "a number"),
    "bool": ("是或否", "yes or no"),
    "date": ("日期", "a date"),
    "moment": ("带时刻的日期", "a date with a time of day"),
    "time": ("时刻", "a time of day"),
    "list": ("列表", "a list"),
    "table": ("一组值", "a table"),
    "nothing": ("空值", "nothing"),
    "other": ("不能识别的内容", "something that is no fact"),
}
"""What may be met where a fact is looked for. Names of types of a programming language never reach a reader."""

_BOUND_WORDS: dict[tuple[bool, str, bool], Said] = {
    (False, "low", False): ("不小于", "not less than"),
    (False, "low", True): ("大于", "greater than"),
    (False, "high", False): ("不大于", "not greater than"),
    (False, "high", True): ("小于", "less than"),
    (True, "low", False): ("不早于", "not earlier than"),
    (True, "low", True): ("晚于", "later than"),
    (True, "high", False): ("不晚于", "not later than"),
    (True, "high", True): ("早于", "earlier than"),
}

LONGEST_SHOWN = 60


def pick(said: Said, lang: Lang) -> str:
    return said[0] if lang == "zh" else said[1]


def clean(text: str) -> str:
    """A user's text as a message may show it: short, and without what a terminal cannot print."""
    cut = text[:LONGEST_SHOWN] + "…" if len(text) > LONGEST_SHOWN else text
    return cut if cut.isprintable() else "".join(c if c.isprintable() or c == "\u3000" else "\ufffd" for c in cut)


def listed(names: Iterable[str], lang: Lang) -> str:
    """A few names, quoted."""
    return "、".join(f"“{n}”" for n in names) if lang == "zh" else ", ".join(f"`{n}`" for n in names)


def both(names: Iterable[Said], lang: Lang) -> str:
    """Names in Chinese, or their aliases in English, quoted."""
    return listed((pick(n, lang) for n in names), lang)


def wanted(type_: core.Type) -> str:
    """The kind, in `KINDS`, that a fact of this type is given as."""
    match type_:
        case core.Bool():
            return "bool"
        case core.Quantity():
            return "number"
        case core.Day():
            return "date"
        case core.Text() | core.Levels() | core.Options():
            return "text"
        case core.Records():
            return "list"


def amount(value: Number | date, type_: core.Type) -> str:
    """A bound or a value with its unit."""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(type_, core.Quantity):
        return decimal_text(value)
    if type_.ratio:
        return decimal_text(value * 100) + "%"
    return decimal_text(value) + (type_.unit.symbol if type_.unit else "")


def bounds(fact: core.Field, lang: Lang) -> str:
    """The bounds as they were declared; empty without any."""
    day = isinstance(fact.type, core.Day)
    said = []
    for side, value, excluded in (("low", fact.low, fact.above), ("high", fact.high, fact.below)):
        if value is not None:
            words = pick(_BOUND_WORDS[day, side, excluded], lang)
            said.append(f"{words} {amount(value, fact.type)}")
    return ("，" if lang == "zh" else ", ").join(said)


def choices(type_: core.Type) -> tuple[str, ...]:
    """The names that a level or an option may have; empty for every other type."""
    return type_.names if isinstance(type_, (core.Levels, core.Options)) else ()


UNKNOWN_WORDS = frozenset(
    ("", "不详", "不知道", "不清楚", "未知", "待定", "待查", "暂缺", "?", "？", "/", "-", "—", "unknown", "n/a")
)
"""What people write where they do not know, which is told by leaving the fact out."""
LEAVE_OUT: Said = ("不知道的不填，删去这一行", "leave out what is not known")
NONE_HINT: Said = ('没有的，填 "无"', 'where there is none write "none"')
BEFORE_TABLES: Said = ("普通各项要写在所有 [ ] 之前", "plain facts stand above every [table]")


def is_unknown(text: str) -> bool:
    return text.strip().lower() in UNKNOWN_WORDS


class AboutFact(Problem):
    """Base of the problems with the value of one declared fact, which ``where`` calls as the facts do."""

    fact: core.Field

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return {
            **Problem._facts(self, lang),
            "bounds": bounds(self.fact, lang),
            "choices": listed(choices(self.fact.type), lang),
        }


class Nearest(Problem):
    """Base of the problems with a name that is not known."""

    nearest: str = ""
    known: tuple[Said, ...] = ()

    def _facts(self, lang: Lang) -> dict[str, Any]:
        said: Said = ("核对名称", "check its name")
        if self.nearest:
            said = (f"是否为“{self.nearest}”？", f"did you mean `{self.nearest}`?")
        elif self.known:
            said = (f"可用的有：{both(self.known, 'zh')}", f"known are {both(self.known, 'en')}")
        return super()._facts(lang) | {"mend": pick(said, lang)}
