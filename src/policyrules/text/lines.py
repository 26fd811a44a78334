"""Printed lines: where each came from, and how one that is too wide is folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from policyrules.language.node import Located
from policyrules.text.width import width

WIDEST = 110
_WORD = re.compile(r"“(?:[^“”]|“[^“”]*”)*”|\"[^\"]*\"|「[^」]+」|`[^`]+`|[（(]|[）)]| (?:且|或者|and|or) ")
"""What folding has to know of a line: texts and quoted names, which are left whole, brackets, and the words it may break before."""


class Line(str):
    """A printed line, and where the node it begins with begins in the file it was read from."""

    __slots__ = ("at",)
    at: int

    def __new__(cls, text: str, at: int) -> Self:
        made = super().__new__(cls, text)
        made.at = at
        return made


def begun(node: Located, lines: Iterable[str]) -> Iterator[str]:
    """The lines of a node, the first of which begins where the node does."""
    first, *rest = lines
    yield Line(first, node.span.start)
    yield from rest


def fold(line: str) -> str:
    """A line broken before 且 and 或者 inside brackets, as far as it is too wide; what goes on stands below what the bracket holds.

    Outside brackets the language does not let a line go on, and a line without any stays as wide as it is.
    """
    if width(line) <= WIDEST:
        return line
    folded, rest, inside = "", line, list[int]()
    while width(rest) > WIDEST and (best := _break(rest, inside)):
        at, inside = best
        folded += rest[:at].rstrip() + "\n"
        rest = " " * inside[-1] + rest[at:].lstrip()
    return folded + rest


def _break(line: str, inside: Sequence[int]) -> tuple[int, list[int]] | None:
    """Where to break a line that begins ``inside`` some brackets, the last place that fits in the outermost one that has any; and
    the brackets it is in, each by the column of what it holds."""
    open_, found = list(inside), dict[int, tuple[int, list[int]]]()
    lead = len(line) - len(line.lstrip())
    for word in _WORD.finditer(line):
        text = word[0]
        if text in "（(":
            open_.append(width(line[: word.end()]))
        elif text in "）)":
            open_ = open_[:-1]
        elif text[0] == " " and open_ and word.start() > lead and width(line[: word.start()]) <= WIDEST:
            found[len(open_)] = (word.start(), open_.copy())
    return found[min(found)] if found else None
