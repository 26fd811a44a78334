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


_PHRASES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(\d+(?:\.\d+)?%)(及?以上)的?(\w+)"), lambda m: f"{m[3]} 中 （…）的占比 {m[1]}{m[2]}"),
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


def phrases(text: str, start: int, end: int, side: Side) -> Iterator[tuple[int, int, str]]:
    """Where such a phrase stands in a line, and what to write for it."""
    for pattern, instead in _PHRASES if side == "zh" else ():
        for found in pattern.finditer(text, start, end):
            if written := instead(found):
                yield found.start(), found.end(), written
