"""The program that rules make up."""

from __future__ import annotations

from attrs import field, frozen

from policyrules.language.core.names import Template
from policyrules.language.core.notes import Assumption, Citation, Unruled
from policyrules.language.core.outcomes import Classification, Requirement
from policyrules.language.core.rules import Document, Part, Scorecard, Subject, Value
from policyrules.language.core.targets import Target
from policyrules.language.node import Shown

Rule = Scorecard | Classification | Requirement | Target | Template
"""What gives an outcome."""
Excusable = Part | Requirement | Target
"""What exceptions may be accepted for."""


@frozen(eq=False, repr=False)
class Program(Shown):
    """A pack that has been checked; only `passes.check` makes one. ``rules`` are in the order they are declared in. ``above`` are
    the documents of the packs it stands under (上位文件), the nearest first; what comes from one of them has its name in the source
    of its span. ``unruled`` says what of its own text no rule states; it decides nothing."""

    name: str
    document: Document
    subjects: tuple[Subject, ...]
    values: tuple[Value, ...] = field(repr=False)
    rules: tuple[Rule, ...] = field(repr=False)
    citations: tuple[Citation, ...] = field(repr=False)
    assumptions: tuple[Assumption, ...] = field(repr=False)
    above: tuple[Document, ...] = field(default=(), repr=False)
    unruled: tuple[Unruled, ...] = field(default=(), repr=False)

    @property
    def documents(self) -> tuple[Document, ...]:
        """Its own document, then those above it."""
        return (self.document, *self.above)

    @property
    def scorecards(self) -> tuple[Scorecard, ...]:
        return tuple(x for x in self.rules if isinstance(x, Scorecard))
