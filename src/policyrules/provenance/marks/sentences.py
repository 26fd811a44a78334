"""The sentences of a text as published: paragraphs, headings and table cells, cut at 。；！？"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from attrs import field, frozen

from policyrules.provenance.normal import FORMS, essence, reduced
from policyrules.provenance.sections import NUMBERINGS

THOUSANDS = "\u066c"
"""What stands for the comma of 1,000 in the characters of a sentence."""
_BETWEEN_NUMBERS = "\u00a6"
_SPACED = re.compile(r"(?<=[0-9０-９])[ \r\n\u3000\u00a0]+(?=[0-9０-９])")
_GROUPED = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")

_CELL = re.compile(r"[\t|]|</?(?:p|br|tr|td|th|li|ul|ol|div|table|blockquote|h[1-6])\b[^<>]*>", re.IGNORECASE)
_PAIRS = {"“": "”", "《": "》", "「": "」", "『": "』"}
_CLOSERS = {close: mark for mark, close in _PAIRS.items()}
_LONGEST = 400  # what stands between marks further apart was not meant to stand between them
_STOPS = "。;!?"
_ENDS = re.compile(r"[。;!?:][\"》)\]】]*$")
_LEAST = 16  # characters of a line that may have been broken off by the width of a page
_LEAD = re.compile(r"[\s*]*")
_STRUCTURE = re.compile(r"[#>+|]|--|[*-] ")
_CLOSING = "。；！？;!?”’》」』）)〕】］"
_FEW = 8  # stops and closing marks in a row


@frozen
class Sentence:
    """One sentence, heading or clause of a table cell, placed by code points into the text as given.

    White space and markup around it are left out, within it kept.
    """

    start: int
    end: int
    text: str


@frozen
class Reduced:
    """A sentence in the characters quotes are compared in (`normal.essence`), and where each of them stood in the text.

    A comma within a number is `THOUSANDS`; numbers that were parted by white space only are kept apart.
    """

    chars: str
    offsets: Sequence[int] = field(repr=False)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where characters ``start`` to ``end`` stood."""
        return self.offsets[start], self.offsets[end - 1] + 1


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order, none of them empty.

    A line end within a sentence, as conversions from PDF leave, does not cut it; nor does a 。 inside 《》 or “”. Headings
    and table cells stand alone. What the text has between sentences is white space and markup only.
    """
    places = (s.place(0, len(s.chars)) for s in reduced_sentences(text))
    return tuple(Sentence(start, end, text[start:end]) for start, end in places)


def reduced_sentences(text: str) -> Iterator[Reduced]:
    """The same, reduced."""
    readable = _GROUPED.sub(THOUSANDS, _SPACED.sub(lambda m: _BETWEEN_NUMBERS * len(m[0]), text))
    chars, offsets = reduced(readable)
    within = _within(text)
    cuts = iter((*_blocks(text, within), len(text)))
    cut, begin = next(cuts), 0
    for at, offset in enumerate(offsets):
        if offset >= cut:
            if begin < at and (last := len(chars[begin:at].rstrip(_BETWEEN_NUMBERS))):
                yield Reduced(chars[begin : begin + last], offsets[begin : begin + last])
            begin = at
            while offset >= cut:
                cut = next(cuts)
        if chars[at] in _STOPS and begin <= at and (not within[offset] or _closes(text, within, offsets, at)):
            end = _after(text, offsets, at, cut)
            yield Reduced(chars[begin:end], offsets[begin:end])
            begin = end
    if begin < len(chars):
        yield Reduced(chars[begin:], offsets[begin:])


def _closes(text: str, within: Sequence[int], offsets: Sequence[int], at: int) -> bool:
    """Whether the quotation that a stop stands within closes right after it."""
    return at + 1 < len(offsets) and within[offsets[at]] == 1 and text[offsets[at + 1]] in "”」』"


def _after(text: str, offsets: Sequence[int], at: int, cut: int) -> int:
    """Where the sentence ends that a stop ends: after further stops and closing marks of the same block."""
    end = at + 1
    while end < len(offsets) and offsets[end] < cut and text[offsets[end]] in _CLOSING and end - at < _FEW:
        end += 1
    return end


def _within(text: str) -> list[int]:
    """For each character how many 《》 and “” it stands within; the closing mark stands outside."""
    steps = [0] * (len(text) + 1)
    opened: dict[str, list[int]] = {mark: [] for mark in _PAIRS}
    for found in re.finditer("[“”《》「」『』]", text):
        at, mark = found.start(), found[0]
        if mark in _PAIRS:
            opened[mark].append(at)
        elif opened[_CLOSERS[mark]] and at - (begun := opened[_CLOSERS[mark]].pop()) <= _LONGEST:
            steps[begun] += 1
            steps[at] -= 1
    return list(accumulate(steps))


def _blocks(text: str, within: Sequence[int]) -> list[int]:
    """Where a paragraph, a heading or a table cell begins, in order."""
    cuts = [m.end() for m in _CELL.finditer(text)]
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    cuts += [below[0] for above, below in pairwise(lines) if not within[below[0] - 1] and not _goes_on(text, above, below)]
    return sorted(cuts)


def _goes_on(text: str, above: tuple[int, int], below: tuple[int, int]) -> bool:
    """Whether a line is the end of a sentence that the line above it began."""
    upper, lower = (text[start:end][:_LONGEST].translate(FORMS) for start, end in (above, below))
    if _begins(lower) or "\t" in upper or "\t" in lower or upper.lstrip()[:1] in "#|>":
        return False
    last = essence(text[max(above[0], above[1] - 2 * _LONGEST) : above[1]])
    if _ENDS.search(last) or not last:
        return False
    if last[-1] in ",、":
        return True
    running = "," in last or "。" in last or ";" in last
    blank = text.count("\n", above[1], below[0]) > 1
    return running or (not blank and len(last) >= _LEAST and not _begins(upper))


def _begins(line: str) -> bool:
    """Whether a line begins with numbering or the markup of a heading, a list or a table."""
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    return bool(_STRUCTURE.match(line.lstrip())) or any(pattern.match(line, at) for _, pattern in NUMBERINGS)
