"""The shape of a text as people know it: headings, paragraphs and tables, read off the markup between its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from attrs import Factory, define, frozen

from policyrules.result.coverage import Sentence
from policyrules.source import Source

_CUT = re.compile(r"\t|\||</?t[rdh]\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|br|div|li)\b[^<>]*>", re.IGNORECASE)
_LEVELS = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (2, r"附[件表录]|第[0-9一二三四五六七八九十百]+[编章]"),
        (3, r"[一二三四五六七八九十]+、|第[0-9一二三四五六七八九十百]+节"),
        (4, r"[（(][一二三四五六七八九十]+[）)]"),
    )
)

Paragraphs = list[list[Sentence]]


@frozen
class Paragraph:
    """Sentences that run on; ``level`` 2 to 4 for a heading, 0 for prose, 1 for a line that stands alone."""

    sentences: Sequence[Sentence]
    level: int = 0


@define
class Cell:
    """A cell of a table: its column, and its paragraphs."""

    column: int
    paragraphs: Paragraphs = Factory(list)

    @property
    def heading(self) -> bool:
        """Whether it only names something."""
        return all(x.state == "heading" for p in self.paragraphs for x in p)


@define
class Table:
    """Rows of cells; those that are empty are left out."""

    rows: list[list[Cell]] = Factory(list)

    @property
    def width(self) -> int:
        return max(cell.column for row in self.rows for cell in row) + 1

    @property
    def headed(self) -> bool:
        """Whether the first row only names the columns."""
        return len(self.rows) > 1 and len(self.rows[0]) > 1 and all(cell.heading for cell in self.rows[0])


Block = Paragraph | Table


@frozen(eq=False)
class _Grid:
    """Where the cells of tables lie in a text: the places of what begins and ends rows and parts cells, in order."""

    source: Source
    tabs: Sequence[int]
    bars: Sequence[int]
    cells: Sequence[int]
    rows: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, source: Source) -> _Grid:
        patterns = (r"\t", r"\|", r"<t[dh]\b", r"<tr\b", r"</tr\b")
        return cls(source, *([m.start() for m in re.finditer(p, source.text, re.IGNORECASE)] for p in patterns))

    def column(self, at: int) -> int | None:
        """Which column of a table a place stands in; None outside of tables."""
        line, _ = self.source.position(at)
        starts = self.source.starts
        start, end = starts[line - 1], starts[line] if line < len(starts) else len(self.source.text)
        if bisect_left(self.tabs, start) < bisect_left(self.tabs, end):
            return _between(self.tabs, start, at)
        first = bisect_left(self.bars, start)
        if first < len(self.bars) and self.bars[first] < at and not self.source.text[start : self.bars[first]].strip():
            return _between(self.bars, start, at) - 1
        row = bisect_left(self.rows, at) - 1
        if row >= 0 and not _between(self.ends, self.rows[row], at):
            return max(0, _between(self.cells, self.rows[row], at) - 1)
        return None


def _between(places: Sequence[int], start: int, end: int) -> int:
    return bisect_left(places, end) - bisect_left(places, start)


def blocks(source: Source, sentences: Sequence[Sentence]) -> Iterator[Block]:
    """The blocks of a text in order."""
    grid, run, before = _Grid.of(source), list[Sentence](), 0
    table: Table | None = None
    for one in sentences:
        gap = source.text[before : one.start]
        column = grid.column(one.start)
        if column is not None:
            yield from _prose(source, run)
            run = []
            if table and "<table" in gap.lower():
                yield table
                table = None
            table = table or Table()
            _place(table, gap, column, one)
        else:
            if table:
                yield table
                table = None
            if "\n" in gap or _BREAK.search(gap):
                yield from _prose(source, run)
                run = []
            run.append(one)
        before = one.end
    if table:
        yield table
    yield from _prose(source, run)


def _place(table: Table, gap: str, column: int, one: Sentence) -> None:
    row = table.rows[-1] if table.rows else None
    if row is None or column < row[-1].column or (_CUT.search(gap) and column == row[-1].column) or "<tr" in gap:
        row = []
        table.rows.append(row)
    if not row or row[-1].column != column:
        row.append(Cell(column))
    cell = row[-1]
    if not cell.paragraphs or _BREAK.search(gap) or "\n" in gap:
        cell.paragraphs.append([])
    cell.paragraphs[-1].append(one)


def _prose(source: Source, run: Sequence[Sentence]) -> Iterator[Paragraph]:
    if not run:
        return
    first = run[0]
    if len(run) > 1 or first.state != "heading":
        yield Paragraph(run)
        return
    line, column = source.position(first.start)
    marks = re.match(r"#{1,6}", source.line(line)[: column - 1].strip())
    level = next((level for level, pattern in _LEVELS if pattern.match(first.text)), 1)
    yield Paragraph(run, min(4, len(marks[0]) + 1) if marks else level)
