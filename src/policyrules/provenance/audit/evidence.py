"""What quotes say: the marks in them, by what they measure and how much, and which of them some rule took up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from attrs import Factory, define, frozen

from policyrules.language import surface as s
from policyrules.language.core import Place
from policyrules.provenance.audit.claims import Scope
from policyrules.provenance.audit.expressions import scaled
from policyrules.provenance.marks import Comparison, Figure, Mark, marks_of
from policyrules.source import Source, Span

M = TypeVar("M", bound=Mark)
End = tuple[str, int, str]
"""Which end of which mark: the text, where it begins, "low" or "high"."""
_NEAR = 40


@frozen(eq=False)
class Found:
    """A mark and where it stands: ``base`` is added to its place in the text read; ``home`` names that text."""

    mark: Mark
    source: Source
    base: int = 0
    home: str = ""

    @property
    def span(self) -> Span:
        return Span(self.source, self.base + self.mark.start, self.base + self.mark.end)

    @property
    def key(self) -> tuple[str, int]:
        return self.home, self.mark.start

    @property
    def shown(self) -> str:
        """The mark as the text has it, on one line; of a figure with the comparison that governs it, where that is near."""
        start, end = self.mark.start, self.mark.end
        if isinstance(self.mark, Figure) and self.mark.word:
            low, high = min(start, self.mark.word.start), max(end, self.mark.word.end)
            start, end = (low, high) if high - low <= _NEAR else (start, end)
        return "".join(self.source.text[self.base + start : self.base + end].split())


@frozen(eq=False)
class Amounts:
    """A figure of a quote at one of its ends."""

    found: Found
    figure: Figure
    end: str
    op: str

    @property
    def key(self) -> End:
        return (*self.found.key, self.end)


@frozen(eq=False)
class Quoted:
    """What one quote says. ``text`` is the quote; ``amounts`` its figures by value and dimension, ``others`` by dimension alone."""

    cite: s.Cite
    text: str
    found: tuple[Found, ...]
    amounts: Mapping[tuple[Fraction, str], tuple[Amounts, ...]]
    others: Mapping[str, tuple[Amounts, ...]]

    def of(self, kind: type[M]) -> list[tuple[Found, M]]:
        """The marks of one kind."""
        return [(f, f.mark) for f in self.found if isinstance(f.mark, kind)]


@define(eq=False)
class Evidence:
    """The quotes of a pack. ``places`` says where each stands, by the place of the cite; a quote that has none, of another document
    or one that is not proved, is read by itself."""

    places: Mapping[tuple[str, int], Place]
    sources: Mapping[str, Source]
    reading: Mapping[str, bool]
    _read: dict[object, Quoted] = Factory(dict)
    _notes: dict[tuple[str, int], Quoted] = Factory(dict)
    _scopes: dict[int, tuple[Quoted, ...]] = Factory(dict)

    def quote(self, cite: s.Cite) -> Quoted:
        """What a cite says; of one place it is read once."""
        place = self.places.get((cite.quote.span.source.path, cite.quote.span.start))
        source = self.sources.get(place.source) if place else None
        key = (place.source, place.start, place.end) if place and source else (cite.quote.text, cite.title)
        if key not in self._read:
            if place and source:
                self._read[key] = self._quoted(cite, source.text, place.start, place.end, (source, 0, source.path))
            else:
                home = cite.quote.span.source, cite.quote.span.start + 1, f"{cite.title}{cite.quote.text}"
                self._read[key] = self._quoted(cite, cite.quote.text, 0, len(cite.quote.text), home)
        return self._read[key]

    def lacking(self, scope: Scope) -> bool:
        """Whether a quote of the pack's own document is not proved; what rests on it is looked at once it is."""
        return any(not c.title and (c.quote.span.source.path, c.quote.span.start) not in self.places for c in scope.cites)

    def note(self, node: s.Assume) -> Quoted:
        """What the reason of an assumption says."""
        key = node.text.span.source.path, node.text.span.start
        if key not in self._notes:
            cite = s.Cite(node.text, span=node.span)
            home = node.text.span.source, node.text.span.start + 1, ""
            self._notes[key] = self._quoted(cite, node.text.text, 0, len(node.text.text), home)
        return self._notes[key]

    def of(self, scope: Scope) -> tuple[Quoted, ...]:
        """The quotes of a scope itself."""
        if id(scope) not in self._scopes:
            self._scopes[id(scope)] = tuple(self.quote(c) for c in scope.cites if c.quote.text.strip())
        return self._scopes[id(scope)]

    def nearest(self, scope: Scope) -> tuple[Scope | None, tuple[Quoted, ...]]:
        """The quotes of the innermost scope that has some, and which that is."""
        return next(((x, quotes) for x in scope.chain() if (quotes := self.of(x))), (None, ()))

    def every(self) -> Sequence[Quoted]:
        """The quotes that were asked for."""
        return list(self._read.values())

    def _quoted(self, cite: s.Cite, text: str, start: int, end: int, home: tuple[Source, int, str]) -> Quoted:
        marks = marks_of(text)
        first = bisect_left(marks, start, key=lambda m: m.start)
        found: list[Found] = []
        for mark in marks[first:]:
            if mark.start >= end:
                break
            if mark.end <= end:
                found.append(Found(mark, *home))
        by_value: dict[tuple[Fraction, str], list[Amounts]] = {}
        others: dict[str, list[Amounts]] = {}
        for one in found:
            for amount, value, dimension in self._ends(one):
                by_value.setdefault((value, dimension), []).append(amount)
                if amount.figure.normative:
                    others.setdefault(dimension, []).append(amount)
        return Quoted(
            *(cite, text[start:end], tuple(found)),
            {k: tuple(v) for k, v in by_value.items()},
            {k: tuple(v) for k, v in others.items()},
        )

    def _ends(self, found: Found) -> list[tuple[Amounts, Fraction, str]]:
        figure = found.mark
        if (
            not isinstance(figure, Figure)
            or figure.kind in ("ordinal", "document number", "name")
            or not (figure.low or figure.high)
        ):
            return []
        if figure.range:
            ends = [("low", figure.low, "ge"), ("high", figure.high, "le")]
        else:
            ends = [("low", figure.low, self.operator(figure.word) if figure.word else figure.op)]
        made = []
        for end, number, op in ends:
            value, dimension = _measured(Fraction(number), figure)
            made.append((Amounts(found, figure, end, op), value, dimension))
        return made

    def operator(self, word: Comparison) -> str:
        """The sense of a comparison under the document's 用语."""
        text = "".join(word.text.split())
        spelt = {"以上": "or more", "以下": "or less", "以内": "within"}.get(text, "or more" if word.op == "ge" else "or less")
        return word.op if not word.open or self.reading.get(spelt, True) else word.strict


def _measured(value: Fraction, figure: Figure) -> tuple[Fraction, str]:
    if figure.kind in ("year", "date"):
        return value, figure.kind
    if figure.unit == "%":
        return value, "%"
    if figure.kind == "level":
        return value, figure.unit if figure.unit == "A级" else "级"
    return scaled(value, figure.unit)


def dates(text: str) -> set[int | Fraction]:
    """The days a text names."""
    return {m.low for m in marks_of(text) if isinstance(m, Figure) and m.kind == "date"}
