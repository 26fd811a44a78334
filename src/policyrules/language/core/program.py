"""The program that rules make up."""

from __future__ import annotations

from attrs import field, frozen

from policyrules.language.core.notes import Assumption, Citation
from policyrules.language.core.outcomes import Classification, Requirement
from policyrules.language.core.rules import Document, Scorecard, Subject, Value

Rule = Scorecard | Classification | Requirement
"""What gives an outcome."""


@frozen(eq=False)
class Program:
    """A pack that has been checked; only `passes.check` makes one. ``rules`` are in the order they are declared in."""

    name: str
    document: Document
    subjects: tuple[Subject, ...]
    values: tuple[Value, ...] = field(repr=False)
    rules: tuple[Rule, ...]
    citations: tuple[Citation, ...] = field(repr=False)
    assumptions: tuple[Assumption, ...] = field(repr=False)

    @property
    def scorecards(self) -> tuple[Scorecard, ...]:
        return tuple(x for x in self.rules if isinstance(x, Scorecard))
