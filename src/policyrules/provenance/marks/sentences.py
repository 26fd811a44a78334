"""The sentences of a text as published: paragraphs, headings and table cells, cut at 。；！？"""

from __future__ import annotations

import re

from attrs import frozen


@frozen
class Sentence:
    """One sentence, heading or clause of a table cell, placed by code points into the text as given; white space around it left out."""

    start: int
    end: int
    text: str


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order, none of them empty.

    A line end within a sentence, as conversions from PDF leave, does not cut it; nor does a 。 inside 《》 or “”. Headings and table
    cells stand alone. What the text has between sentences is white space and markup only.
    """
    found = re.finditer(r"[^。；\n\t]*[^。；\s][^。；\n\t]*[。；]?", text)
    return tuple(Sentence(m.start(), m.end(), m[0]) for m in found)
