"""Text and places in it: the lowest layer, which everything else points into."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen


@frozen(slots=False)
class Source:
    """One text with the name people know it by.

    ``path`` is what is shown (relative to the pack where there is one); ``text`` is the whole text,
    line ends as they were read. Offsets everywhere are code points into ``text``. ``pack`` is the name of the pack it belongs to
    where that is one the pack stands under (上位文件), which ``path`` then begins with; "" in the pack itself.
    """

    path: str
    text: str = field(repr=False)
    pack: str = ""

    @cached_property
    def starts(self) -> list[int]:
        """Offsets at which the lines begin."""
        found, at = [0], self.text.find("\n")
        while at >= 0:
            found.append(at + 1)
            at = self.text.find("\n", at + 1)
        return found

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, columns in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of one line, counted from 1, without its line end."""
        start = self.starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].rstrip("\r")


@frozen
class Span:
    """A stretch of one source, ``start`` included and ``end`` not; it takes no part in equality."""

    source: Source = field(eq=False, repr=False)
    start: int = field(eq=False)
    end: int = field(eq=False)

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def to(self, other: Span) -> Span:
        """From the start of this span to the end of the other."""
        return Span(self.source, self.start, max(self.end, other.end))
