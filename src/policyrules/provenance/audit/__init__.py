"""The audit: every figure and word of the rules bound by its role to the quotes it rests on, and the other way round.

`walk` goes through the rules as they are written and `expressions` through their conditions; both give claims (`claims`), each in
the scope of quotes and assumptions it stands in. `evidence` is what the quotes say. `bind` ties figures and comparison words to it,
`words` periods, quantifiers, connectives and negations, `strictness` 程度; `unused` is what is left over of the quotes.

What has no origin needs an assumption of the kind that covers its role (`claims.COVER`). An assumption fills what the text leaves
open; what contradicts a quote is covered only by one that stands no further out than the quote.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from policyrules.diagnostics import audit as d
from policyrules.diagnostics.base import Problem
from policyrules.language import surface as s
from policyrules.language.core import Citation, Place
from policyrules.provenance.audit.bind import Binder
from policyrules.provenance.audit.claims import Amount, Line
from policyrules.provenance.audit.evidence import Evidence, dates
from policyrules.provenance.audit.strictness import strictness
from policyrules.provenance.audit.unused import unused
from policyrules.provenance.audit.walk import Walk, header_days, header_words, known
from policyrules.provenance.audit.words import WordBinder
from policyrules.source import Source


def audit(
    files: Sequence[s.File],
    above: Sequence[s.File],
    places: Mapping[Citation, Place],
    sources: Sequence[Source],
    doubted: Collection[Citation] = (),
) -> tuple[Problem, ...]:
    """What the rules of a pack say without an origin, or otherwise than their quotes, and what its quotes say in vain.

    ``files`` are the pack's own as written, ``above`` those of the packs it stands under, ``places`` where its quotes stand in its
    ``sources``; ``doubted`` are those with a problem of their own. What rests on a quote that is not proved is left alone.
    Without a source only what contradicts a quote is told.
    """
    names = known([*files, *above])
    where = {(c.span.source.path, c.span.start): place for c, place in places.items() if c not in doubted}
    evidence = Evidence(where, {x.path: x for x in sources}, names.reading)
    walk = Walk(names)
    walk.lines += header_words(files)
    for file in files:
        walk.file(file)
    lines = [x for x in walk.lines if (sources or _cited(x)) and not any(map(evidence.lacking, x.scope.chain()))]
    problems = [*_days(files, sources)]
    figures, words = Binder(evidence), WordBinder(evidence)
    for line in lines:
        problems += figures.line(line)
        problems += words.line(line)
        problems += strictness(line, evidence)
    if not sources:  # of a text that is not at hand nothing can be said to be missing
        return tuple(p for p in problems if isinstance(p, d.Contradiction))
    told = {x.span.start for p in problems for x in p.labels}
    return (*problems, *(p for p in unused(lines, evidence, figures.taken, words.taken) if p.span and p.span.start not in told))


def _cited(line: Line) -> bool:
    return any(x.cites for x in line.scope.chain()) or any(
        isinstance(c, Amount) and c.origin and c.origin.cites for c in line.claims
    )


def _days(files: Sequence[s.File], sources: Sequence[Source]) -> Iterator[Problem]:
    """The dates of the header, which the text has somewhere."""
    if not sources:
        return
    there = {value for source in sources for value in dates(source.text)}
    for day, scope in header_days(files):
        if Fraction(int(day.day.strftime("%Y%m%d"))) not in there and not scope.covers("date"):
            yield d.DateNotInSource(span=day.span, found=day.span.text)
