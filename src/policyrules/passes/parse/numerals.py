"""Numbers written in words: 三百平方米, 两项, 百分之八十五, two."""

from __future__ import annotations

import re

from policyrules.language.numerals import NUMERALS, numeral_value
from policyrules.language.units import UNITS

_ENGLISH = {w: str(n) for n, w in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)}
_LONGEST = 30
_NUMERAL = re.compile(f"(百分之)?((?![万亿])[{NUMERALS}]+)")


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
            return f"{numeral_value(number[2])}{'%' if number[1] else ''}{unit}"
    return ""
