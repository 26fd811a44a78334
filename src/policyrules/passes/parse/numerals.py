"""Numbers written in words: 三百平方米, 两项, 百分之八十五, two."""

from __future__ import annotations

import re

from policyrules.language.units import UNITS

_DIGITS = {**{c: n for n, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_ENGLISH = {w: str(n) for n, w in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)}
_LONGEST = 30
_CHARACTERS = "".join((*_DIGITS, *_POWERS, "万亿"))
_NUMERAL = re.compile(f"(百分之)?((?![万亿])[{_CHARACTERS}]+)")


def in_figures(word: str) -> str:
    """The word with its number in figures (三百平方米 → 300平方米), or "" where it is not a number with at most a known unit."""
    if len(word) > _LONGEST:
        return ""
    if word.isascii():
        return _ENGLISH.get(word.lower(), "")
    if word in UNITS:  # 千米, 亿元
        return ""
    ends = [unit for unit in UNITS if word.endswith(unit)]
    for unit in (*sorted(ends, key=len, reverse=True), ""):
        number = _NUMERAL.fullmatch(word.removesuffix(unit))
        if number and (not number[1] or not unit):
            return f"{_value(number[2])}{'%' if number[1] else ''}{unit}"
    return ""


def _value(numeral: str) -> int:
    if not re.search("[十百千万亿]", numeral):  # 二〇二一
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total = section = digit = 0
    for c in numeral:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _POWERS:
            section += (digit or 1) * _POWERS[c]
            digit = 0
        elif c == "万":
            total += (section + digit) * 10_000
            section = digit = 0
        else:
            total = (total + section + digit) * 100_000_000
            section = digit = 0
    return total + section + digit
