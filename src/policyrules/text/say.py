"""Values in words: numbers, points, truth, units and comparison words, in either language."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from policyrules.language import core
from policyrules.language.values import NOTHING, Number, exact
from policyrules.language.vocabulary import SYMBOLS, by_spelling
from policyrules.result import Json, Lang, Points, number

_UNITS_EN: dict[str, str] = {
    "平方米": "sq m",
    "平方公里": "sq km",
    "公顷": "ha",
    "米": "m",
    "千米": "km",
    "公里": "km",
    "元": "yuan",
    "万元": "× 10,000 yuan",
    "亿元": "× 100,000,000 yuan",
    "年": "years",
    "周年": "years",
    "岁": "years",
    "周岁": "years",
    "月": "months",
    "个月": "months",
    "天": "days",
    "日": "days",
    "小时": "hours",
    "人": "people",
    "名": "people",
    "次": "times",
    "分": "points",
}
"""English for units that have a plain one; any other is shown as the policy writes it."""
_COUNTERS = frozenset("个项条种宗家场户件")
"""Units that English leaves out."""

_SIGNS: dict[str, tuple[str, str]] = {
    "ge": ("不少于", "at least"),
    "gt": ("超过", "more than"),
    "le": ("不超过", "at most"),
    "lt": ("少于", "less than"),
    "eq": ("为", ""),
    "ne": ("不为", "anything but"),
}
_REQUIRED_EN: dict[str, str] = {
    "reaches": "reaching",
    "exceeds": "exceeding",
    "short of": "less than",
    "lacking": "less than",
    "not reaching": "below",
    "equals": "equal to",
    "is": "",
    "differs from": "anything but",
    "is not": "anything but",
}
"""Comparison words that read as verbs, as they stand after “required”."""


def shown(value: Any, lang: Lang, unit: str = "") -> str:
    """A value from a reason or a fact as people read it; None is a value that was not given."""
    match value:
        case None:
            return "未填报" if lang == "zh" else "not given"
        case bool():
            return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
        case "无" if lang == "en":
            return "none"
        case {"exact": exactly, "display": display}:
            if "." not in display and Fraction(exactly) < Fraction(display):  # “about 5” would look like all of 5
                text = f"不足 {display}" if lang == "zh" else f"just under {display}"
            else:
                text = f"约 {display}" if lang == "zh" else f"about {display}"
        case {"low": low, "high": high}:
            if low == high:
                return shown(low, lang, unit)
            about, to = ("约 ", " 至 ") if lang == "zh" else ("about ", " to ")
            first, last = shown(low, lang), shown(high, lang)
            text = first + to + (last.removeprefix(about) if first.startswith(about) else last)
        case list() | tuple():
            return ("、" if lang == "zh" else ", ").join(shown(v, lang) for v in value)
        case _:
            text = str(value)
    return text + unit_text(unit, lang, text)


def unit_text(unit: str, lang: Lang, amount: str = "") -> str:
    """A unit as it follows a number, in the singular after one of it."""
    if not unit or unit == "%":
        return unit
    if lang == "zh":
        return " 分" if unit == "分" else unit
    spelt = _UNITS_EN.get(unit, unit)
    if amount in ("1", "-1"):
        spelt = "person" if spelt == "people" else spelt.removesuffix("s") if unit in _UNITS_EN and spelt.isalpha() else spelt
    return "" if unit in _COUNTERS else f" {spelt}"


def period(value: str, unit: str, lang: Lang) -> str:
    """A period as people say it: 23 months are “1年11个月”."""
    years, months = divmod(int(value), 12) if unit == "个月" else (0, int(value))
    if not years:
        return f"{value}{unit}" if lang == "zh" else _counted(months, unit)
    if lang == "zh":
        return f"{years}年" + (f"{months}个月" if months else "")
    return " ".join(_counted(n, u) for n, u in ((years, "年"), (months, unit)) if n)


def _counted(number: int, unit: str) -> str:
    text = f"{number} {_UNITS_EN[unit]}"
    return text.removesuffix("s") if number == 1 else text


def points_text(value: Number | str | Json, lang: Lang) -> str:
    """A known number of points: “5 分”, “5 points”."""
    text = shown(value if isinstance(value, (str, dict)) else number(value), lang)
    if lang == "zh":
        return f"{text} 分"
    return f"{text} point" if text in ("1", "-1") else f"{text} points"


def range_text(points: Points, lang: Lang) -> str:
    """Points, or what they lie between: “0 至 5”."""
    low = number(points.low)
    return shown(low if points.known is not None else {"low": low, "high": number(points.high)}, lang)


def spaced(text: str, lang: Lang) -> str:
    """For the middle of a Chinese sentence: with a space before it when it starts with a figure or a Latin letter."""
    return f" {text}" if lang == "zh" and text[:1].isascii() else text


def exactly(value: Number, lang: Lang) -> str:
    """The fraction behind a number that no decimal shows exactly, in brackets; else empty."""
    form = number(value)
    if isinstance(form, str):
        return ""
    return f"（精确值 {form['exact']}）" if lang == "zh" else f" (exactly {form['exact']})"


def compared(word: str, needed: str, lang: Lang) -> str:
    """What a comparison asks for: “不少于 300平方米”, “300平方米及以上”, “at least 300 sq m”. ``word`` is English or a sign."""
    row = by_spelling("en").get(word)
    if row is None:
        sign = _SIGNS.get(SYMBOLS.get(word, ""))
        spelt = word if sign is None else sign[0 if lang == "zh" else 1]
        return f"{spelt} {needed}".strip()
    if getattr(row, "postfix", False):
        return f"{needed}{row.zh}" if lang == "zh" else f"{needed} {row.en}"
    spelt = row.zh if lang == "zh" else _REQUIRED_EN.get(word, word)
    return f"{spelt} {needed}".strip()


def fact_value(value: Any, fact: core.Field | None, lang: Lang) -> str:
    """A value as a judgement or the facts hold it, with the unit of its field."""
    if value is NOTHING:
        value = "无"
    if not isinstance(value, bool) and isinstance(value, Number):
        value = number(exact(value))
    unit = fact.type.unit.symbol if fact and isinstance(fact.type, core.Quantity) and fact.type.unit else ""
    return shown(value, lang, unit)


def decimals(value: Mapping[str, str] | str | None) -> Number | None:
    """The number a reason's argument stands for, None if it is none."""
    try:
        return None if value is None else exact(Fraction(value if isinstance(value, str) else value["exact"]))
    except (ValueError, KeyError, TypeError, ZeroDivisionError):
        return None


def percent_down(value: Number) -> str:
    """A share as a percentage, down to a tenth, so that only all of it is 100%."""
    tenths = int(value * 1000)
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"
