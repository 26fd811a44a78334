"""Quotes asked after one at a time, in the real notice or in texts made up."""

from __future__ import annotations

from pathlib import Path

from policyrules.diagnostics.base import Problem
from policyrules.language.core import Citation, Place
from policyrules.provenance.passages import Passages
from policyrules.provenance.quotes import prove
from policyrules.source import Source, Span

REAL = Source("source.md", (Path(__file__).parent.parent / "policies/wenzhou_2021/source.md").read_text(encoding="utf-8"))
INDEX = Passages.of(REAL)
RULES = Source("rules.policy", "依据 “…”")


def cite(quote: str, section: str = "", title: str = "") -> Citation:
    return Citation(quote, Span(RULES, 0, 6), title=title, section=section)


def ask(quote: str, section: str = "", *texts: str | Source) -> tuple[Place | None, tuple[Problem, ...]]:
    """The place and the problems of one quote, in the real notice unless texts are given."""
    sources = [t if isinstance(t, Source) else Source(f"{n}.md", t) for n, t in enumerate(texts)] or [REAL]
    citation = cite(quote, section)
    outcome = prove([citation], sources)
    assert outcome.value is not None
    assert all(p.span is citation.span for p in outcome.problems)
    return outcome.value.get(citation), outcome.problems


def place(quote: str, section: str = "", *texts: str) -> Place:
    found, problems = ask(quote, section, *texts)
    assert not problems
    assert found is not None
    return found


def only(quote: str, section: str = "", *texts: str) -> Problem:
    _, problems = ask(quote, section, *texts)
    assert len(problems) == 1
    return problems[0]
