"""Figures and comparison words of a line bound to those of its quotes, one to one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import Factory, define

from policyrules.diagnostics import audit as d
from policyrules.diagnostics.base import Label, Problem
from policyrules.language.interval import NEGATED
from policyrules.provenance.audit.claims import COVER, Amount, Line, Scope
from policyrules.provenance.audit.evidence import Amounts, End, Evidence, Quoted

_TIMES = "倍"
_LOOSE = ("points", "count", "")
"""Dimensions that a figure without a unit may be of: the cell of a table says 15 and means 15 分."""


@define(eq=False)
class Binder:
    """Binds the figures of lines. ``taken`` are the ends of figures that some rule says."""

    evidence: Evidence
    taken: set[End] = Factory(set)

    def line(self, line: Line) -> Iterator[Problem]:
        levels = [(x, self.evidence.of(x)) for x in line.scope.chain()]
        levels = [(x, q) for x, q in levels if q]
        used: set[End] = set()
        left: list[Amount] = []
        for claim in line.claims:
            if not isinstance(claim, Amount):
                continue
            bound = self.bound(claim, line, levels, used)
            if bound is None:
                if not _plain(claim):
                    left.append(claim)
                continue
            used.add(bound.key)
            self.taken.add(bound.key)
            if problem := self.compared(claim, bound, line) or self.prorated(claim, line, levels):
                yield problem
        for claim in left:
            if problem := self.without(claim, line, levels, used):
                yield problem

    def bound(self, claim: Amount, line: Line, levels: list[tuple[Scope, tuple[Quoted, ...]]], used: set[End]) -> Amounts | None:
        """The figure of a quote that says a claim: innermost first, of two the one whose comparison fits and that is still free."""
        own = [*levels, *((x, self.evidence.of(x)) for x in (claim.origin,) if x)]
        best: tuple[tuple[bool, int, bool], Amounts] | None = None
        for depth, (_, quotes) in enumerate(own):
            for quote in quotes:
                for amount in self.alike(claim, quote):
                    rank = (not self.fits(claim, amount, line), depth, amount.key in used)
                    if best is None or rank < best[0]:
                        best = rank, amount
        return best[1] if best else None

    def alike(self, claim: Amount, quote: Quoted) -> Iterator[Amounts]:
        """The figures of a quote of the same value and measure."""
        yield from quote.amounts.get((claim.value, claim.dimension), ())
        if claim.dimension in _LOOSE:
            yield from (a for a in quote.amounts.get((claim.value, ""), ()) if claim.dimension)
            if not claim.dimension:
                for dimension in ("points", "count", "%", _TIMES):
                    yield from quote.amounts.get((claim.value, dimension), ())
        if claim.dimension == "date":
            year, rest = divmod(int(claim.value), 10000)
            if rest in (1231, 101):
                yield from quote.amounts.get((Fraction(year), "year"), ())

    def fits(self, claim: Amount, amount: Amounts, line: Line) -> bool:
        """Whether the comparison of the rule is that of the text."""
        if not claim.op or claim.dimension == "date" or (not claim.needs and claim.origin is None):
            return True
        if claim.role == "period" and not amount.op:
            return claim.op == "ge"
        if amount.op == claim.op or (claim.op == "eq" and not amount.op):
            return True
        return bool(amount.op) and claim.op == NEGATED[amount.op] and line.adverse

    def compared(self, claim: Amount, amount: Amounts, line: Line) -> Problem | None:
        """The problem of a figure whose comparison is another than that of the text."""
        if self.fits(claim, amount, line):
            return None
        if line.scope.covers("operator") or _vouched(claim, "operator"):
            return self.assumed(claim, line, [])
        span = claim.compared or claim.span
        label = Label(span=amount.found.span, zh="原文写在这里", en="the text says it here")
        found = span.text
        if not amount.op:
            return d.OperatorWithoutOrigin(span=span, found=found, said=amount.found.shown, labels=(label,))
        return d.OperatorDiffers(span=span, found=found, said=amount.found.shown, labels=(label,))

    def assumed(self, claim: Amount, line: Line, levels: list[tuple[Scope, tuple[Quoted, ...]]]) -> Problem | None:
        """The problem of a figure or comparison that an assumption of its line covers, and says otherwise."""
        if claim.role not in ("threshold", "count", "level", "prorated") or not claim.needs:
            return None
        known = {value for _, quotes in levels for q in quotes for value, dimension in q.amounts if dimension == claim.dimension}
        said = [(a, read) for a in line.scope.texts("threshold") for read in (self.evidence.note(a),)]
        figures = [(a, v, one) for a, read in said for (v, u), all_ in read.amounts.items() if u == claim.dimension for one in all_]
        figures = [x for x in figures if _decided(x[2], x[0].text.text)]
        others = [(a, one) for a, v, one in figures if v not in known]
        if others and claim.value not in {v for _, v, _ in figures}:
            return _assumed_otherwise(claim, claim.span.text, others[0][1])
        ops = [(_meant(one, a.text.text), one) for a, v, one in figures if v == claim.value and _meant(one, a.text.text)]
        if claim.op and ops and claim.op not in {op for op, _ in ops}:
            return _assumed_otherwise(claim, (claim.compared or claim.span).text, ops[-1][1])
        return None

    def prorated(self, claim: Amount, line: Line, levels: list[tuple[Scope, tuple[Quoted, ...]]]) -> Problem | None:
        """The problem of a proration whose reason speaks of a figure that neither the line nor a quote has: one that was left when
        the rule was changed."""
        if claim.role != "prorated":
            return None
        known = {x.value for x in line.claims if isinstance(x, Amount) and x.dimension == claim.dimension}
        known |= {value for _, quotes in levels for q in quotes for value, dimension in q.amounts if dimension == claim.dimension}
        notes = (self.evidence.note(a) for a in line.scope.texts("prorated"))
        said = ((value, found[0]) for x in notes for (value, unit), found in x.amounts.items() if unit == claim.dimension)
        other = next((amount for value, amount in said if value not in known), None)
        return _assumed_otherwise(claim, claim.span.text, other) if other else None

    def without(self, claim: Amount, line: Line, levels: list[tuple[Scope, tuple[Quoted, ...]]], used: set[End]) -> Problem | None:
        """The problem of a figure that no quote has; a figure of the same measure that the text has instead is shown beside it."""
        if not claim.needs:
            return None
        at, other = self.instead(claim, [x for x in levels if _speaks_of(x[0], claim, line)], used)
        bare = claim.value == 0 and claim.op == "gt" and claim.role != "bound"
        role = "basis" if bare else claim.role  # more than none: that there is any
        if role == "prorated" and other is not None:
            role = "threshold"  # how a share is worked out says nothing of the figure that the text has
        if line.scope.covers(role, at) or (other is None and line.scope.covers(role)):
            return self.assumed(claim, line, levels) or self.prorated(claim, line, levels)
        kind = COVER[role][0]
        if other is not None:
            label = Label(span=other.found.span, zh="原文写在这里", en="the text says it here")
            return d.FigureDiffers(span=claim.span, found=claim.span.text, said=other.found.shown, kind=kind, labels=(label,))
        return d.FigureWithoutOrigin(span=claim.span, found=claim.span.text, kind=kind, quoted=bool(levels))

    def instead(
        self, claim: Amount, levels: list[tuple[Scope, tuple[Quoted, ...]]], used: set[End]
    ) -> tuple[Scope | None, Amounts | None]:
        """A figure of the same measure in the innermost quotes, that no other claim of the line is bound to."""
        dimensions = [claim.dimension]
        if claim.dimension == "date":
            dimensions.append("year")
        if claim.dimension == "points":
            dimensions.append("")
        for scope, quotes in levels:
            for quote in quotes:
                for dimension in dimensions:
                    for amount in quote.others.get(dimension, ())[:50]:
                        if amount.key not in used and amount.figure.kind != "approximate":
                            return scope, amount
        return None, None


def _speaks_of(scope: Scope, claim: Amount, line: Line) -> bool:
    """Whether the quotes of a scope could say a claim otherwise: the points of an item say none of a criterion in it."""
    own = (line.scope,) if line.form == "head" else (line.scope, line.scope.up)
    return claim.role != "points" or any(scope is x for x in own)


def _decided(amount: Amounts, text: str) -> bool:
    """Whether a figure of an assumption stands in a sentence that says how it is done, not in one of what the text leaves open."""
    at = amount.found.mark.start
    start = max(text.rfind(c, 0, at) for c in "；。;") + 1
    end = min((e for c in "；。;" if (e := text.find(c, at)) >= 0), default=len(text))
    return not any(w in text[start:end] for w in ("未", "没有", "不定"))


def _meant(amount: Amounts, text: str) -> str:
    """How an assumption compares: 有1个即算 is at least one."""
    return amount.op or ("ge" if text[amount.found.mark.end :][:1] in ("即", "就") else "")


def _assumed_otherwise(claim: Amount, found: str, amount: Amounts) -> Problem:
    label = Label(span=amount.found.span, zh="假定写在这里", en="the assumption says it here")
    return d.AssumptionDiffers(span=claim.compared or claim.span, found=found, said=amount.found.shown, labels=(label,))


def _plain(claim: Amount) -> bool:
    """Whether a figure says nothing by itself: no points, and one by one."""
    return (claim.role == "points" and claim.value == 0) or (claim.role == "per" and claim.value == 1 and claim.needs)


def _vouched(claim: Amount, role: str) -> bool:
    """Whether the parameter a claim stands for is assumed."""
    return claim.origin is not None and claim.origin.covers(role)
