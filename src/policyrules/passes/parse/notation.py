"""Numbers, dates, units, signs and ranges as people write them, and as the language does."""

from __future__ import annotations

import re
from collections.abc import Callable

from policyrules.diagnostics import parse as p
from policyrules.diagnostics.base import Problem
from policyrules.language.units import UNITS
from policyrules.language.vocabulary import Side, word
from policyrules.source import Span

_SIGNS: dict[str, tuple[str, str]] = {
    **dict.fromkeys((">=", "=>"), ("≥", "≥")),
    **dict.fromkeys(("<=", "=<"), ("≤", "≤")),
    **dict.fromkeys(("!=", "<>"), ("≠", "≠")),
    **dict.fromkeys(("&", "&&"), ("且", "and")),
    **dict.fromkeys(("|", "||"), ("或者", "or")),
    "==": ("=", "="),
    "!": ("并非", "not"),
}
_UNIT_SIGNS = {"㎡": "平方米", "m²": "平方米", "㎢": "平方公里", "km²": "平方公里", "㎞": "公里", "㎏": "千克"}


def _day(found: re.Match[str], side: Side) -> str:
    return f"{found[1]}-{found[3]:0>2}-{found[4]:0>2}"


def _whole(found: re.Match[str], side: Side) -> str:
    return found[0].replace(",", "")


def _part(found: re.Match[str], side: Side) -> str:
    return f"0{found[0]}"


def _sign(found: re.Match[str], side: Side) -> str:
    return _SIGNS[found[0]][side == "en"]


def _unit(found: re.Match[str], side: Side) -> str:
    return _UNIT_SIGNS[found[0].lower()]


NOTATIONS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Side], str]], ...] = (
    (re.compile(r"(?<![0-9.])([0-9]{4})([./-])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])"), _day),
    (re.compile(r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"), _whole),
    (re.compile(r"(?<![0-9.])\.[0-9]+"), _part),
    (re.compile(r"[<>=!]=|=[<>]|<>|&&?|\|\|?|!"), _sign),
    (re.compile("|".join(_UNIT_SIGNS), re.IGNORECASE), _unit),
)
"""Each notation with what the language has for it, read in a text with full-width forms replaced."""

_SYMBOL = f"%|{'|'.join(sorted(UNITS, key=len, reverse=True))}"
RANGE = re.compile(
    rf"(?:(?:在|between) *+)?(?<![0-9.])([0-9.]++) *+(?:({_SYMBOL}) *+)?(-|[—–~]+|至|到|和|to|and) *+([0-9.]++)"
    rf"(?: *+({_SYMBOL}))?(?: *+(?:之间|both +included))?"
)
"""Two numbers meant as a range: the first and its unit, the sign or word between them, the last and its unit."""


def as_range(found: re.Match[str], before: str, side: Side) -> str:
    """A range as the language has it, by what stands before it: points to be given, or what a value lies between."""
    first, unit, _, last, end = found.groups()
    to, between, both = (word(w).spelt(side) for w in ("to", "between", "both included"))
    if re.search(r"(?:评|评定|rate|judged) *$", before):
        return f"{first}{unit or ''} {to} {last}{end and f' {end}' if end == '分' else end or ''}"
    default = "分" if re.search(r"(?:总分|total|:) *$", before) else ""
    total = f"{word('total').spelt(side)} " if before.rstrip().endswith(":") else ""
    return f"{total}{between} {first}{unit or end or default} {to} {last}{end or unit or default} {both}"


def range_hyphen(span: Span, plain: str, side: Side) -> Problem:
    """What is said of numbers joined by a hyphen, which are meant as a range; ``plain`` is the text of their source."""
    found = RANGE.match(plain, span.start)
    before = plain[plain.rfind("\n", 0, span.start) + 1 : span.start]
    meant = as_range(found, before, side) if found else ""
    return p.RangeHyphen(span=span, found=span.text, range=meant)
