"""The headings and table rows of a text, and what stands below each: what a 见 may name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import islice

from attrs import evolve, frozen

from policyrules.provenance.normal import FORMS, as_written, essence
from policyrules.source import Source

_MARKED = 20_000  # headings and rows read in one text; real documents have hundreds
_ROW = 15

NUMERALS = "零〇一二三四五六七八九十百千万亿"
NUMBERINGS = tuple(
    (rank, re.compile(pattern))
    for rank, pattern in (
        (0, r"附[件表录]\s*(?:[0-9]+|[一二三四五六七八九十]+)?(?=[\s:,.、]|$)"),
        *((9 + i, rf"第[0-9{NUMERALS}]+{unit}(?=[\s:]|$)") for i, unit in enumerate("编章节条")),
        (13, rf"[{NUMERALS}]+、"),
        (14, rf"\([{NUMERALS}]+\)"),
        (_ROW, r"(?=(?:备注|注|说明)\s*:)"),
        (17, r"[0-9]{1,3}[.、](?![0-9])"),
        (18, r"\([0-9]{1,3}\)"),
        (19, r"[①-⑳]"),
    )
)
"""The ranks of headings, and how the numbering of each is written."""

_LEAD = re.compile(r"(?:<[^<>]*>|[\s*>]|(#{1,6})(?=[\s#]))*")
_ORDINAL = re.compile(rf"[0-9{NUMERALS}().、]*")


@frozen
class Section:
    """A heading or a table row and what stands below it, ``start`` to ``end`` in the raw text.

    ``number`` is its numbering as written, ``title`` the words after it (of a row: its first cell), ``label`` how readers are
    pointed to it: the numbers from the annex or chapter down, or the title where there are none. A row bears the label of the
    heading above it.
    """

    start: int
    end: int
    rank: int
    number: str
    title: str
    label: str = ""

    @property
    def row(self) -> bool:
        return self.rank == _ROW

    @property
    def name(self) -> str:
        """The label, and in a table also the row."""
        title = self.title if len(self.title) <= 16 else self.title[:15] + "…"
        return f"{self.label} {title}".strip() if self.row else self.label or title

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What 见 may say to name exactly this."""
        number, title, label = essence(self.number), essence(self.title), essence(self.label)
        if self.row:
            return (title,) if title else ()
        return tuple(k for k in (number, title, number + title, f"{number}:{title}", label, label + title) if k)


def _first_cell(line: str, uniform: str, at: int) -> str | None:
    """The words that name a table row; None if the line is none, or goes on with the row above."""
    bars = uniform.startswith("|", at)
    tabs = uniform.count("\t", at)
    if not bars and (not tabs or "\t" in uniform[:at]):
        return None
    cells = [as_written(c) for c in (re.split(r"[|｜]", line[at:])[1:] if bars else line[at:].split("\t"))]
    if not cells or not cells[0] or all(set(c) <= set("-:") for c in cells):
        return None
    return _row_name(cells)


def _row_name(cells: Sequence[str]) -> str:
    """The first cell that is more than a running number."""
    return next((c for c in cells if not _ORDINAL.fullmatch(c.translate(FORMS))), cells[0])


def _read_heading(line: str, start: int) -> Section | None:
    """The heading or row a line begins, if any; its end is not known yet."""
    uniform = line[:400].translate(FORMS)
    lead = _LEAD.match(uniform)
    assert lead is not None
    if "<tr" in lead[0].lower():
        return None
    at = lead.end()
    several = uniform.startswith("|", at) or uniform.count("\t", at) > 1
    for rank, pattern in () if several else NUMBERINGS:
        if found := pattern.match(uniform, at):
            number = "".join(line[at : found.end()].split())
            title = as_written(re.split("[。；]", line[found.end() : 400], maxsplit=1)[0]).lstrip(":：,，、. ")
            return Section(start, start, len(lead[1]) if lead[1] and rank else rank, number, title)
    if lead[1]:
        return Section(start, start, len(lead[1]), "", as_written(line[at:400]))
    cell = _first_cell(line, uniform, at)
    return None if cell is None else Section(start, start, _ROW, "", cell)


def read_sections(source: Source) -> tuple[Section, ...]:
    """Every heading and row with its end: the next of the same or a higher rank."""
    ends = [*source.starts[1:], len(source.text)]
    lines = zip(source.starts, ends, strict=True)
    begun = (s for start, end in lines if (s := _read_heading(source.text[start:end], start)))
    rows = (_html_row(source.text, m.start(), m.end()) for m in re.finditer(r"<tr\b[^<>]*>", source.text, re.IGNORECASE))
    found = sorted((*islice(begun, _MARKED), *islice(rows, _MARKED)), key=lambda s: s.start)
    done: list[Section] = []
    above: list[int] = []
    for section in (*found, Section(len(source.text), 0, -1, "", "")):
        while above and done[above[-1]].rank >= section.rank:
            last = above.pop()
            done[last] = evolve(done[last], end=section.start)
        above.append(len(done))
        done.append(evolve(section, label=_label([done[i] for i in above[:-1]], section)))
    return tuple(done[:-1])


def _html_row(text: str, start: int, end: int) -> Section:
    cells = re.split(r"</t[dh]>", re.split("</tr", text[end : end + 400], maxsplit=1, flags=re.IGNORECASE)[0], flags=re.IGNORECASE)
    return Section(start, start, _ROW, "", _row_name([as_written(c) for c in cells]))


def _label(above: Sequence[Section], section: Section) -> str:
    if section.row:
        return above[-1].label if above else ""
    if not section.number:
        return section.title
    numbers = [s.number for s in above if s.number] + [section.number]
    return "".join(n + " " * (n[0] == "附" and n is not numbers[-1]) for n in numbers)
