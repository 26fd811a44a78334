"""What quotes say that no rule resting on them takes up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from policyrules.diagnostics import audit as d
from policyrules.diagnostics.base import Problem
from policyrules.provenance.audit.claims import COVER, Line
from policyrules.provenance.audit.evidence import End, Evidence, Found, Quoted
from policyrules.provenance.audit.words import PERIODS
from policyrules.provenance.marks import Every, Figure

_FIGURES = frozenset(("threshold", "points", "prorated"))


def unused(
    lines: Sequence[Line], evidence: Evidence, taken: Collection[End], periods: Collection[tuple[str, int]]
) -> Iterator[Problem]:
    """A warning for each figure or period of a quote that no rule says, once, where no assumption accounts for it."""
    kinds: dict[int, set[str]] = {}
    for line in lines:
        for scope in line.scope.chain():
            for quote in evidence.of(scope):
                here = kinds.setdefault(id(quote), set())
                here |= line.scope.kinds
                here |= scope.kinds
    told: set[tuple[str, int]] = set()
    for quote in evidence.every():
        for found in quote.found:
            if found.key not in told and (problem := _left(found, quote, kinds.get(id(quote), set()), taken, periods)):
                told.add(found.key)
                yield problem


def _left(
    found: Found, quote: Quoted, kinds: set[str], taken: Collection[End], periods: Collection[tuple[str, int]]
) -> Problem | None:
    mark, span = found.mark, quote.cite.quote.span
    if isinstance(mark, Figure) and mark.normative and mark.kind != "approximate":
        ends = ("low", "high") if mark.range else ("low",)
        covered = kinds & _FIGURES or (mark.due and kinds & set(COVER["date"]))
        if all((*found.key, end) in taken for end in ends) or covered:
            return None
        return d.FigureUnused(span=found.span, said=found.shown, quote=quote.cite.quote.text, labels=(d.cited(span),))
    if (
        isinstance(mark, Every)
        and mark.text[0] in "每各"
        and mark.unit in PERIODS.values()
        and found.key not in periods
        and not kinds & set(COVER["every"])
    ):
        return d.PeriodUnused(span=found.span, said=found.shown, quote=quote.cite.quote.text, labels=(d.cited(span),))
    return None
