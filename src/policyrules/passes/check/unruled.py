"""What is said of passages that no rule states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyrules.diagnostics.base import Problem
from policyrules.diagnostics.coverage import ReasonMissing
from policyrules.diagnostics.notes import EmptyNote
from policyrules.language import core
from policyrules.language import surface as s


def unruled(nodes: Iterable[s.Unruled], problems: list[Problem]) -> Iterator[core.Unruled]:
    """The declarations that say something; a problem for each text that is empty."""
    for node in nodes:
        texts = [x for x in (node.passage, node.section, node.reason) if x]
        empty = [EmptyNote(span=x.span) for x in texts if not x.text.strip()]
        problems += empty
        if node.deferred and not node.reason:
            problems.append(ReasonMissing(span=node.span))
        elif not empty:
            quote, section, reason = (x.text if x else "" for x in (node.passage, node.section, node.reason))
            yield core.Unruled(quote, section, reason, texts[0].span)
