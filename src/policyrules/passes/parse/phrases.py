"""What is said of records in the words of a notice, and how it is written here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from policyrules.language.vocabulary import COMPARATORS, Side
from policyrules.passes.parse.numerals import in_figures

_INFIX = "|".join(sorted((c.zh for c in COMPARATORS if not c.postfix), key=len, reverse=True))
_BEFORE = "若|且|或者|并非|前提"
"""Words that a condition may follow."""
_PERIOD = "每年|每季度|每月"


def _window(found: re.Match[str]) -> str:
    number = found[1] if found[1].isdecimal() else in_figures(found[1])
    return f"近 {number}{found[2].replace('日', '天')}" if number else ""


_Phrases = tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]
_ZH: _Phrases = (
    (re.compile(r"(?<!\d)(\d+(?:\.\d+)?%)(及?以上)的?(\w+)"), lambda m: f"{m[3]} 中 （…）的占比 {m[1]}{m[2]}"),
    (re.compile(r"近 *([一二三四五六七八九十两百]+|\d+) *(个月|年|天|日)[以之]?[内来]?(?!\w)"), _window),
    (
        re.compile(rf"(?<!\w)(?!(?:{_BEFORE}) )([^\W\d]+) +({_PERIOD}) *((?:{_INFIX}) *\d+次|\d+次及?以[上下内])"),
        lambda m: f"{m[2]} {m[1]} {m[3]}",
    ),
    (re.compile(rf"({_PERIOD}) *(?:{_INFIX}) *(\d+次)(?: *(\w+))?"), lambda m: f"{m[1]} {m[3] or '…'} 不少于 {m[2]}"),
    (re.compile(rf"(每个 +\w{{1,30}}的\w{{1,30}}) +均 *({_INFIX}) *([\d.%]+\w*)"), lambda m: f"{m[1]} {m[2]} {m[3]}"),
    (re.compile(rf"(?<!每个 )(?<!\w)(?!每个|(?:{_BEFORE}) )([^\W\d]+) +均 *\("), lambda m: f"每个 {m[1]} 均 （…）"),
)
"""How a notice has it, in the plain text of a line, and how it is written instead."""

_INFIX_EN = "|".join(sorted((c.en for c in COMPARATORS if not c.postfix), key=len, reverse=True))
_BEFORE_EN = "if|and|or|not|precondition|each"
_PERIOD_EN = "every year|every quarter|every month"
_NAME = rf"(?<!\w)(?!(?:{_BEFORE_EN}) )([^\W\d]\w{{0,30}})"
_UNITS_EN = {"year": "年", "month": "个月", "day": "天"}

_EN: _Phrases = (
    (
        re.compile(r"(?<!\d)(\d+(?:\.\d+)?%) (or more|and above) of (?:the )?(\w+)"),
        lambda m: f"{m[3]} with (…) 's share {m[1]} {m[2]}",
    ),
    (
        re.compile(r"(?:in|within|over|during) the last (\d+) ?(?:(年|个月|天)|(year|month|day)s?)(?!\w)"),
        lambda m: f"last {m[1]}{m[2] or _UNITS_EN[m[3]]}",
    ),
    (re.compile(rf"{_NAME} ({_PERIOD_EN}) ({_INFIX_EN}) (\d+\w*)"), lambda m: f"{m[2]} {m[1]} {m[3]} {m[4]}"),
    (re.compile(rf"at least (\d+\w*) {_NAME} ({_PERIOD_EN})(?!\w)"), lambda m: f"{m[3]} {m[2]} no fewer than {m[1]}"),
    (re.compile(rf"({_PERIOD_EN}) at least (\d+\w*)(?: {_NAME})?"), lambda m: f"{m[1]} {m[3] or '…'} no fewer than {m[2]}"),
    (re.compile(rf"(?<!each ){_NAME} all satisfy(?!\w)"), lambda m: f"each {m[1]} all satisfy (…)"),
)
"""The same in English."""


def phrases(text: str, start: int, end: int, side: Side) -> Iterator[tuple[int, int, str]]:
    """Where such a phrase stands in a line, and what to write for it."""
    for pattern, instead in _ZH if side == "zh" else _EN:
        for found in pattern.finditer(text, start, end):
            if written := instead(found):
                yield found.start(), found.end(), written
