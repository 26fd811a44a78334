"""Numbers in Chinese characters: 三百, 两千零五, 二〇二一."""

from __future__ import annotations

import re

DIGITS = {**{c: n for n, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
NUMERALS = "".join((*DIGITS, *POWERS))
"""Every character a numeral may have."""

_D = "[一二两三四五六七八九]"
_TENS = f"{_D}?十{_D}?"
_HUNDREDS = f"{_D}百(?:{_D}十{_D}?|零{_D})?"
_THOUSANDS = f"{_D}千(?:{_HUNDREDS}|零{_D}十{_D}?|零{_D})?"
_SECTION = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_D})"
_MYRIADS = f"{_SECTION}万(?:{_THOUSANDS}|零(?:{_HUNDREDS}|{_D}十{_D}?|{_D}))?"
WELL_FORMED = re.compile(f"{_SECTION}亿(?:零?(?:{_MYRIADS}|{_SECTION}))?|{_MYRIADS}|{_SECTION}|[零〇]")
"""A number as it is written out in full: 一百零二 and 一百二十, not 一百二."""


def numeral_value(numeral: str) -> int:
    """The number that characters of `NUMERALS` stand for; without 十 百 千 万 亿 they are figures side by side (二〇二一)."""
    if not set(numeral) & set(POWERS):
        return int("".join(str(DIGITS[c]) for c in numeral))
    total = section = digit = 0
    for c in numeral:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in "十百千":
            section += (digit or 1) * POWERS[c]
            digit = 0
        elif c == "万":
            total += (section + digit) * POWERS[c]
            section = digit = 0
        else:
            total = (total + section + digit) * POWERS[c]
            section = digit = 0
    return total + section + digit
