"""The index over one text: where a stretch of it stands, which section that is in, and what a 见 names."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from attrs import field, frozen

from policyrules.provenance.normal import FORMS, essence, reduced
from policyrules.provenance.sections import NUMBERINGS, NUMERALS, Section, read_sections
from policyrules.source import Source

EXAMINED = 1000
"""Hits looked at for one quote, and sections one 见 may name."""


class Hit(NamedTuple):
    """A stretch of the essence of a text."""

    low: int
    high: int


@frozen(eq=False, slots=False)
class Passages:
    """An index over one text: ``text`` is its essence, ``offsets`` says where each of its characters stands in the source."""

    source: Source
    text: str = field(repr=False)
    offsets: array[int] = field(repr=False)

    @classmethod
    def of(cls, source: Source) -> Passages:
        return cls(source, *reduced(source.text))

    @property
    def whole(self) -> tuple[Hit, ...]:
        return (Hit(0, len(self.text)),)

    @cached_property
    def headings(self) -> tuple[Section, ...]:
        """Headings and table rows in the order of the text."""
        return read_sections(self.source)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.headings]

    @cached_property
    def _named(self) -> dict[str, list[Section]]:
        named: dict[str, list[Section]] = {}
        for section in self.headings:
            for key in dict.fromkeys(section.keys):
                named.setdefault(key, []).append(section)
        return named

    def raw(self, hit: Hit) -> tuple[int, int]:
        """Where a stretch that is not empty stands in the source."""
        return self.offsets[hit.low], self.offsets[hit.high - 1] + 1

    def kept(self, start: int, end: int) -> Hit:
        """The stretch of the essence that a raw one holds."""
        return Hit(bisect_left(self.offsets, start), bisect_left(self.offsets, end))

    def section_at(self, offset: int) -> Section | None:
        """The nearest heading or row at or above a raw offset."""
        at = bisect_right(self._starts, offset)
        return self.headings[at - 1] if at else None

    def hits(self, quote: str, within: Sequence[Hit] | None = None) -> Iterator[Hit]:
        """Where the essence of a quote stands, overlapping places included."""
        for low, high in (self.whole if within is None else within) if quote else ():
            at = self.text.find(quote, low, high)
            while at >= 0:
                yield Hit(at, at + len(quote))
                at = self.text.find(quote, at + 1, high)

    def uncut(self, hit: Hit) -> Hit:
        """The stretch with the rest of a figure it begins or ends in, and the 不, 未, 非 or 无 before it."""
        low, high = hit
        while low and hit.low - low < 20 and self._joined(low):
            low -= 1
        while high < len(self.text) and high - hit.high < 20 and self._joined(high):
            high += 1
        if low and self.text[low - 1] in "不未非无":
            low -= 1
        return Hit(low, high)

    def _joined(self, at: int) -> bool:
        """Whether a figure, share or code such as 3A goes on from one character to the next, with nothing between in the source."""
        one, two, here = self.text[at - 1], self.text[at], self.offsets[at]
        if here - self.offsets[at - 1] > 1:
            return False
        if "." in (one, two):
            around = self.source.text[max(0, here - 2) : here + 1] if one == "." else self.source.text[here - 1 : here + 2]
            return re.fullmatch(r"[0-9]\.[0-9]", around.translate(FORMS)) is not None
        pair = one + two
        return (pair.isascii() and pair.isalnum()) or (one.isdecimal() and two in "%‰") or set(pair) <= set(NUMERALS)

    def sections(self, name: str) -> tuple[Hit, ...]:
        """What a 见 text names: headings, else rows, else lines that begin so; several words narrow step by step."""
        if name == self.source.path:
            return self.whole
        found = self._sections(essence(name))
        words = [essence(w) for w in re.split(r"[\s,，>/·]+", name) if essence(w)]
        if found or len(words) < 2:
            return found
        found = self.whole
        for word in words[: len(NUMBERINGS)]:
            inner = self._sections(word)
            found = tuple(i for i in inner if any(o.low <= i.low and i.high <= o.high for o in found))
        return found

    def _sections(self, key: str) -> tuple[Hit, ...]:
        exact = self._named.get(key, [])
        found = [s for s in exact if not s.row] or exact
        if not found and key:
            begun = [s for s in self.headings if any(k.startswith(key) for k in s.keys)]
            found = [s for s in begun if not s.row] or begun
        spans = [(s.start, s.end) for s in found[:EXAMINED]] or list(islice(self._lines(key), EXAMINED))
        merged: list[Hit] = []
        for start, end in spans:
            hit = self.kept(start, end)
            if not merged or hit.high > merged[-1].high:
                merged.append(hit)
        return tuple(merged)

    def _lines(self, key: str) -> Iterator[tuple[int, int]]:
        """Lines that begin with the key, each to the next heading or row."""
        at = self.text.find(key) if key else -1
        while at >= 0:
            start = self.offsets[at]
            line, _ = self.source.position(start)
            if at == 0 or self.offsets[at - 1] < self.source.starts[line - 1]:
                following = bisect_right(self._starts, start)
                yield start, self._starts[following] if following < len(self._starts) else len(self.source.text)
            after = self.source.starts[line] if line < len(self.source.starts) else len(self.source.text)
            at = self.text.find(key, bisect_left(self.offsets, after))
