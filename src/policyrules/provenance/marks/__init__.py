"""The normative tokens of a Chinese official text: what it says must be, how much, how often and of which."""

from __future__ import annotations

import re
from fractions import Fraction

from policyrules.provenance.marks.kinds import (
    Comparison,
    Condition,
    Connective,
    Duty,
    Every,
    Figure,
    Mark,
    Negation,
    Per,
    Quantifier,
)
from policyrules.provenance.marks.sentences import Sentence, sentences

__all__ = [
    "Comparison",
    "Condition",
    "Connective",
    "Duty",
    "Every",
    "Figure",
    "Mark",
    "Negation",
    "Per",
    "Quantifier",
    "Sentence",
    "read_marks",
    "sentences",
]


def read_marks(text: str) -> tuple[Mark, ...]:
    """The marks of a text in its order (of two that begin together the longer first), placed by code points into it as given.

    Figures do not overlap each other. A sentence is read by itself, so marks of a whole text and of one of its sentences agree,
    save for numbering, which is known by standing first. Time grows with the length of the text.
    """
    found = re.finditer(r"([0-9]+) *(%|分|名|次|个|年|平方米)", text)
    return tuple(
        Figure(
            m.start(),
            m.end(),
            m[0],
            value := Fraction(int(m[1]), 100) if m[2] == "%" else int(m[1]),
            value,
            m[2],
            "year" if m[2] == "年" and len(m[1]) == 4 else "number",
        )
        for m in found
    )
