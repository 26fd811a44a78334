"""Quotes proved against the text of the document: where each 依据 stands, or why it stands nowhere.

What is compared is the essence of both (`normal`); places are reported in the text as it is. `passages` is the index over one text
that makes both possible, `sections` knows its headings and rows, `nearest` finds what a wrong quote may have meant.

Nothing in this package may become slow because a text was made to make it slow: searching is `str.find`, patterns backtrack over
one tag or line at most, and letters are compared one by one only in a few stretches of bounded length.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from policyrules.diagnostics import quote_places as misplaced
from policyrules.diagnostics import quotes as wrong
from policyrules.diagnostics.base import Label, Outcome, Problem, suggest
from policyrules.language.core import Citation, Place
from policyrules.provenance.nearest import nearest_passage
from policyrules.provenance.normal import as_written, essence
from policyrules.provenance.passages import EXAMINED, Hit, Passages
from policyrules.provenance.sections import Section
from policyrules.source import Source, Span

PAGE = 28 * 22
"""Characters on a page of an official document (GB/T 9704—2012); a longer quote hides the sentence it rests on."""
_SURE, _LEAST = 4, 2  # letters and figures a quote needs where it stands several times, and at all
_LISTED = 5  # places a message lists


def prove(citations: Sequence[Citation], sources: Sequence[Source]) -> Outcome[dict[Citation, Place]]:
    """Where each citation of the pack's own document stands, and every problem; citations of a titled document are left out.

    A citation is proved when its place is sure. One that is cut short or very long has a place and a problem.
    """
    own = [c for c in citations if not c.title]
    if own and not sources:
        return Outcome({}, (misplaced.SourceMissing(span=own[0].span, count=len(own)),))
    return prove_in(own, [Passages.of(s) for s in sources])


def prove_in(own: Sequence[Citation], texts: Sequence[Passages]) -> Outcome[dict[Citation, Place]]:
    """The same for quotes of texts that are indexed."""
    within = {name: [t.sections(name) if name else t.whole for t in texts] for name in {c.section for c in own}}
    places: dict[Citation, Place] = {}
    problems: list[Problem] = []
    for citation in own:
        place, problem = _prove(citation, texts, within[citation.section])
        if place is not None:
            places[citation] = place
        if problem is not None:
            problems.append(problem)
    return Outcome(places, tuple(problems))


class _Found(NamedTuple):
    """A place of a quote; ``whole`` is more than ``hit`` where the quote is cut short."""

    passages: Passages
    hit: Hit
    whole: Hit

    @property
    def span(self) -> Span:
        return Span(self.passages.source, *self.passages.raw(self.hit))

    @property
    def section(self) -> Section | None:
        return self.passages.section_at(self.span.start)

    @property
    def shown(self) -> str:
        line, _ = self.span.source.position(self.span.start)
        return f"{self.section.name if self.section else ''} {self.span.source.path}:{line}".strip()


def _prove(citation: Citation, texts: Sequence[Passages], within: Sequence[Sequence[Hit]]) -> tuple[Place | None, Problem | None]:
    quote = essence(citation.quote)
    letters = sum(c.isalnum() for c in quote)
    if letters < _LEAST:
        return None, wrong.QuoteTooShort(span=citation.span, quote=citation.quote)
    if not any(within):
        return None, no_section(citation, texts)
    found = _find(quote, texts, within)
    if not found:
        return None, _absent(citation, quote, texts, within)
    if len(found) > 1:
        return None, _ambiguous(citation, quote, found, short=letters < _SURE)
    one = found[0]
    section = citation.section or (one.section.label if one.section else "")
    place = Place(one.span.source.path, one.span.start, one.span.end, section)
    if one.hit != one.whole:
        start, end = one.passages.raw(one.whole)
        label = Label(span=Span(one.span.source, start, end), zh="原文", en="the source")
        whole = as_written(one.span.source.text[start:end])
        return place, wrong.QuoteCut(span=citation.span, quote=citation.quote, whole=whole, labels=(label,))
    if len(quote) > PAGE:
        return place, wrong.QuoteTooLong(span=citation.span, quote=citation.quote, length=len(quote), limit=PAGE)
    return place, None


def _find(quote: str, texts: Sequence[Passages], within: Sequence[Sequence[Hit]]) -> list[_Found]:
    """The places of a quote, at most one more than is listed. Places that cut a figure count only where there are no others."""
    pairs = zip(texts, within, strict=True)
    found = [_Found(t, hit, t.uncut(hit)) for t, spans in pairs for hit in islice(t.hits(quote, spans), EXAMINED)]
    return ([f for f in found if f.hit == f.whole] or found)[: _LISTED + 1]


def _ambiguous(citation: Citation, quote: str, found: Sequence[_Found], *, short: bool) -> Problem:
    labels = tuple(Label(span=f.span, zh="原文此处有这句话", en="the quote stands here") for f in found[:_LISTED])
    if short:
        return wrong.QuoteTooShort(span=citation.span, quote=citation.quote, section=citation.section, labels=labels)
    names = dict.fromkeys(f.section.name for f in found[:_LISTED] if f.section)
    texts = list(dict.fromkeys(f.passages for f in found))
    alone = tuple(n for n in names if len(_find(quote, texts, [t.sections(n) for t in texts])) == 1)
    places, more = tuple(f.shown for f in found[:_LISTED]), len(found) > _LISTED
    said, inside = citation.quote, citation.section
    return misplaced.QuoteAmbiguous(
        span=citation.span, quote=said, section=inside, places=places, names=alone, more=more, labels=labels
    )


def _absent(citation: Citation, quote: str, texts: Sequence[Passages], within: Sequence[Sequence[Hit]]) -> Problem:
    span, said, section = citation.span, citation.quote, citation.section
    everywhere = [t.whole for t in texts]
    if section and (found := _find(quote, texts, everywhere)):
        label = Label(span=found[0].span, zh="这句话在此处", en="the quote stands here")
        return misplaced.QuoteElsewhere(span=span, quote=said, section=section, found=found[0].shown, labels=(label,))
    for spans in (within, everywhere) if section else (everywhere,):
        pairs = zip(texts, spans, strict=True)
        if nearest := [(near.edits, at, near) for at, (t, s) in enumerate(pairs) if (near := nearest_passage(t, said, s))]:
            _, at, near = min(nearest)
            there = Span(texts[at].source, near.start, near.end)
            labels, passage = (Label(span=there, zh="最接近的原文", en="the nearest passage"),), as_written(there.text)
            return wrong.QuoteNotFound(span=span, quote=said, section=section, passage=passage, diff=near.diff, labels=labels)
    return wrong.QuoteNotFound(span=span, quote=said, section=section)


def no_section(citation: Citation, texts: Sequence[Passages]) -> Problem:
    """That a 见 names nothing in the texts, with what is most like it."""
    sections = [s for t in texts for s in islice(t.headings, 200)]
    headings = dict.fromkeys((s.label if s.number else "") + s.title[:16] for s in sections if not s.row)
    known = [*headings, *(word for s in sections for word in (s.title, s.label, s.number + s.title) if word)]
    nearest = suggest(citation.section, dict.fromkeys(k for k in known if len(k) <= 40)) if len(citation.section) <= 40 else ""
    return misplaced.SectionNotFound(
        span=citation.span, quote=citation.quote, section=citation.section, nearest=nearest, headings=tuple(islice(headings, 8))
    )
