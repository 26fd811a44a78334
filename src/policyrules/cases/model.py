"""A case that has been checked: facts to evaluate, and what to hold the result against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from policyrules.cases.found import Test
from policyrules.language import core
from policyrules.policy import Policy
from policyrules.source import Span


@frozen(eq=False)
class Expected:
    """A line 应为: what it tests, and where it stands."""

    test: Test
    span: Span

    @property
    def text(self) -> str:
        """The line as it was written."""
        source = self.span.source
        start = source.starts[source.position(self.span.start)[0] - 1]
        return " ".join(source.text[start : self.span.end].split())


@frozen(eq=False)
class Case:
    """A case ready to run. ``facts`` are by alias, with ``exceptions`` by the id of their part."""

    title: str
    subject: core.Subject
    on: date | None
    facts: Mapping[str, object]
    expected: tuple[Expected, ...]
    span: Span
    review: tuple[str, date] | None = None
    """Who has looked at what it expects, and when, where the case says so."""
    reviewed: bool = True
    """Whether it counts: not where it says that nobody has looked at it yet (未复核)."""

    @property
    def file(self) -> str:
        return self.span.source.path

    @property
    def line(self) -> int:
        return self.span.source.position(self.span.start)[0]


@frozen(eq=False)
class Suite:
    """A policy and the cases of its pack, in the order of its files."""

    policy: Policy
    cases: tuple[Case, ...]
