"""The normative tokens of a Chinese official text: what it says must be, how much, how often and of which."""

from __future__ import annotations

from functools import lru_cache

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
from policyrules.provenance.marks.reading import Reader
from policyrules.provenance.marks.sentences import Sentence, reduced_sentences, sentences

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
    "marks_of",
    "read_marks",
    "sentences",
]


def read_marks(text: str) -> tuple[Mark, ...]:
    """The marks of a text in its order (of two that begin together the longer first), placed by code points into it as given.

    Figures do not overlap each other. A sentence is read by itself, so marks of a whole text and of one of its sentences agree,
    save for numbering, which is known by standing first. Time grows with the length of the text.
    """
    found = (mark for sentence in reduced_sentences(text) for mark in Reader(sentence, text).read())
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end)))


marks_of = lru_cache(maxsize=16)(read_marks)
"""The same, read once for a text: the audit and the coverage of a pack both ask for those of its source."""
