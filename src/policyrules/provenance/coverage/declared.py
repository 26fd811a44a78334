"""Where the passages stand that a pack says no rule states (叙述, 暂不编入), proved like any 依据."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from policyrules.diagnostics import coverage as q
from policyrules.diagnostics.base import Label, Outcome, Problem
from policyrules.language import core
from policyrules.provenance.normal import essence
from policyrules.provenance.passages import Hit, Passages
from policyrules.provenance.quotes import no_section, prove_in
from policyrules.source import Span

_GAP = re.compile(r"…{2,}|(?<![.])\.{6}(?![.])")


@frozen(eq=False)
class Declared:
    """A declaration and where its passage stands. ``rest``: it is what is left of that place."""

    node: core.Unruled
    passages: Passages
    start: int
    end: int

    @property
    def rest(self) -> bool:
        return not self.node.quote

    def label(self) -> Label:
        return Label(span=self.node.span, zh="先在这里写", en="first said here")


def find(nodes: Sequence[core.Unruled], texts: Sequence[Passages]) -> Outcome[tuple[Declared, ...]]:
    """The declarations whose passages are sure, and a problem for each of the others."""
    found: list[Declared] = []
    problems: list[Problem] = []
    for node in nodes:
        place = _section(node, texts) if not node.quote else _quoted(node, texts)
        problems += place.problems
        if place.value:
            found.append(place.value)
    kept: dict[tuple[str, int, int], Declared] = {}
    for one in (x for x in found if x.rest):
        first = kept.setdefault((one.passages.source.path, one.start, one.end), one)
        problems += [q.DeclaredTwice(span=one.node.span, labels=(first.label(),))] if first is not one else []
    passages = [x for x in found if not x.rest]
    return Outcome((*passages, *kept.values()), (*problems, *_overlapping(passages)))


def _quoted(node: core.Unruled, texts: Sequence[Passages]) -> Outcome[Declared]:
    """By its words; where they stand nowhere as they are, by its two ends."""
    ends = _GAP.split(node.quote)
    literal = essence(node.quote)
    if len(ends) != 2 or any(next(t.hits(literal), None) for t in texts):
        ends = [node.quote]
    cites = [core.Citation(x, node.span, "", node.section) for x in ends]
    proved = prove_in(cites, texts)
    if not all(c in proved.sure for c in cites):
        return Outcome(None, proved.problems)
    first, last = (proved.sure[c] for c in (cites[0], cites[-1]))
    if first.source != last.source or last.end < first.end or last.start < first.start:
        return Outcome(None, (*proved.problems, q.PassageBackwards(span=node.span, first=ends[0], last=ends[-1])))
    home = next(t for t in texts if t.source.path == first.source)
    return Outcome(Declared(node, home, first.start, last.end), proved.problems)


def _section(node: core.Unruled, texts: Sequence[Passages]) -> Outcome[Declared]:
    """By the section it is what is left of."""
    found = [(t, hit) for t in texts for hit in t.sections(node.section)]
    if not found:
        return Outcome(None, (no_section(core.Citation("", node.span, "", node.section), texts),))
    if len(found) > 1:
        spans = (Span(t.source, *_raw(t, hit)) for t, hit in found[:5])
        labels = tuple(Label(span=x, zh="原文此处", en="here in the source") for x in spans)
        return Outcome(None, (q.SectionAmbiguous(span=node.span, section=node.section, labels=labels),))
    passages, hit = found[0]
    return Outcome(Declared(node, passages, *_raw(passages, hit)))


def _raw(passages: Passages, hit: Hit) -> tuple[int, int]:
    return passages.raw(hit) if hit.low < hit.high else (0, 0)


def _overlapping(passages: Sequence[Declared]) -> Iterator[Problem]:
    """A problem for each passage that was declared before, in part or whole."""
    order = {one: n for n, one in enumerate(passages)}
    last: Declared | None = None
    for one in sorted(passages, key=lambda x: (x.passages.source.path, x.start)):
        before = last if last and last.passages is one.passages else None
        if before and one.start < before.end:
            first, second = sorted((before, one), key=order.__getitem__)
            yield q.DeclaredTwice(span=second.node.span, labels=(first.label(),))
        if not before or one.end > before.end:
            last = one
