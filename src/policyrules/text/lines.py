"""Printed lines: where each came from, and how one that is too wide is folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from policyrules.language.node import Located
from policyrules.text.width import ambiguous, pad, width

WIDEST = 110
_WORD = re.compile(
    r"“(?:[^“”]|“[^“”]*”)*”|\"[^\"]*\"|「[^」]+」|`[^`]+`|[（(]|[）)]"
    r"| (?:且|或者|否则|and(?! (?:above|below)\b)|or(?! (?:more|less)\b)|otherwise) "
)
"""What folding has to know of a line: texts and quoted names, which are left whole, brackets, and the words it may break before."""


class Line(str):
    """A printed line, where the node it begins with begins in the file it was read from, and the places of the spaces that may be
    made wider so that what follows stands below the same of the line before."""

    __slots__ = ("at", "stops")
    at: int | None
    stops: tuple[int, ...]

    def __new__(cls, text: str, at: int | None = None, stops: tuple[int, ...] = ()) -> Self:
        made = super().__new__(cls, text)
        made.at = at
        made.stops = () if "\n" in text else stops
        return made


def begun(node: Located, lines: Iterable[str]) -> Iterator[str]:
    """The lines of a node, the first of which begins where the node does."""
    first, *rest = lines
    yield Line(first, node.span.start, first.stops if isinstance(first, Line) else ())
    yield from rest


def aligned(lines: Sequence[str], apart: Sequence[bool]) -> list[str]:
    """The lines with what follows their stops in columns: those that follow each other, are alike and stay narrow enough.
    ``apart``: lines above which something else stands."""
    made: list[str] = []
    run: list[Line] = []
    for line, first in zip(lines, apart, strict=True):
        grown = [*run, line] if isinstance(line, Line) and line.stops else []
        even = _even(grown)
        if grown and not first and _alike(grown) and all(width(x) <= WIDEST for x in even):
            made[len(made) - len(run) :] = even
            run = grown
        else:
            made.append(str(line))
            run = grown[-1:]
    return made


def _alike(lines: Sequence[Line]) -> bool:
    """Whether lines have the same depth and the same words at their stops, and no character before these that is of two widths."""
    kinds = {(len(x) - len(x.lstrip()), *(x[stop:].split(maxsplit=1)[0] for stop in x.stops)) for x in lines}
    return len(kinds) == 1 and not any(ambiguous(c) for x in lines for c in x[: x.stops[-1]])


def _even(lines: Sequence[Line]) -> list[str]:
    """Lines with so many spaces at their stops that what follows stands in columns."""
    made = [x[: x.stops[0]] for x in lines]
    for n in range(min((len(x.stops) for x in lines), default=0)):
        widest = max(map(width, made))
        pieces = [x[x.stops[n] : x.stops[n + 1] if n + 1 < len(x.stops) else None] for x in lines]
        made = [pad(done, widest) + piece for done, piece in zip(made, pieces, strict=True)]
    return made


def fold(line: str) -> str:
    """A line broken before 且, 或者 and 否则 inside brackets, as far as it is too wide.

    What goes on stands below what the bracket holds, or where that is far to the right a little deeper than the line. Outside
    brackets the language does not let a line go on, and a line without any stays as wide as it is.
    """
    if width(line) <= WIDEST:
        return line
    folded, rest, inside = "", line, list[int]()
    deeper = len(line) - len(line.lstrip()) + 8
    while width(rest) > WIDEST and (best := _break(rest, inside)):
        at, inside = best
        folded += rest[:at].rstrip() + "\n"
        rest = " " * (inside[-1] if inside[-1] <= WIDEST // 2 else deeper) + rest[at:].lstrip()
    return folded + rest


def _break(line: str, inside: Sequence[int]) -> tuple[int, list[int]] | None:
    """Where to break a line that begins ``inside`` some brackets, and the brackets it is in, each by the column of what it holds.

    The last place that fits in the outermost bracket that has any, else the first that does not."""
    open_, found, beyond = list(inside), dict[int, tuple[int, list[int]]](), None
    lead = len(line) - len(line.lstrip())
    for word in _WORD.finditer(line):
        text = word[0]
        if text in "（(":
            open_.append(width(line[: word.end()]))
        elif text in "）)":
            open_ = open_[:-1]
        elif text[0] == " " and open_ and word.start() > lead:
            place = word.start(), open_.copy()
            if width(line[: word.start()]) <= WIDEST:
                found[len(open_)] = place
            else:
                beyond = beyond or place
    return found[min(found)] if found else beyond
