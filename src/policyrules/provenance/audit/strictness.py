"""程度 against the words of obligation of the quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyrules.diagnostics import audit as d
from policyrules.diagnostics.base import Label, Problem
from policyrules.language.vocabulary import MODALITIES
from policyrules.provenance.audit.claims import Line
from policyrules.provenance.audit.evidence import Evidence, Found, Quoted
from policyrules.provenance.marks import Duty

_STRENGTH = {m.en: place for place, m in enumerate(MODALITIES)}
_VERBS = frozenset(("supported", "guided", "encouraged", "explored", "may"))
"""Words that below another word of obligation only say what is done: 应当采取…办法，支持鼓励…."""


def strictness(line: Line, evidence: Evidence) -> Iterator[Problem]:
    """The problem of a line whose 程度 is not that of its quotes."""
    if line.form not in ("award", "duty"):
        return
    _, near = evidence.nearest(line.scope)
    said = [pair for quote in near for pair in _governing(quote)]
    written = line.scope.obliged
    words = {n.word for n in written}
    if not written:
        if said and not line.scope.names(said[0][0].shown):
            found, _ = said[0]
            yield d.StrictnessLost(span=line.span, said=found.shown, labels=(_label(found),))
        return
    node = written[0]
    if not said:
        home = next(x for x in line.scope.chain() if x.strictness)
        said = [pair for quote in evidence.of(home) for pair in _governing(quote)]
    if not said:
        if not any(line.scope.names(_word(n.span.text)) for n in written):
            yield d.StrictnessWithoutOrigin(span=node.span, found=_word(node.span.text), quoted=bool(near))
        return
    every = {m.twin for quote in (*near, *evidence.of(line.scope)) for _, m in quote.of(Duty)} | {m.twin for _, m in said}
    weakest, mark = max(said, key=lambda pair: _STRENGTH[pair[1].twin])
    if not words <= every or mark.twin not in words:
        odd = next((n for n in written if n.word not in every), node)
        yield d.StrictnessDiffers(span=odd.span, found=_word(odd.span.text), said=weakest.shown, labels=(_label(weakest),))


def _governing(quote: Quoted) -> Sequence[tuple[Found, Duty]]:
    """The words of obligation that say how binding something is, and not merely what is done."""
    kept: list[tuple[Found, Duty]] = []
    before: Duty | None = None
    for found, mark in quote.of(Duty):
        between = found.source.text[found.base + before.end : found.base + mark.start] if before else ""
        inner = before is not None and not set("。；") & set(between) and between.strip() != ""
        adverb = before is not None and between == "" and mark.twin == "may"
        if mark.twin and (not inner or mark.twin not in _VERBS) and (adverb or not (before and between == "")):
            kept.append((found, mark))
        before = mark
    return kept


def _label(found: Found) -> Label:
    return Label(span=found.span, zh="原文写在这里", en="the text says it here")


def _word(text: str) -> str:
    """The word of 程度 as written."""
    return text.split()[-1] if text.split() else text
