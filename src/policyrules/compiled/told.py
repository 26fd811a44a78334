"""Parts of a scorecard as results, from figures, where every fact is known.

How an award came out, and why, hangs on the facts that it reads and on nothing else. So what the interpreter once said of an award
is kept, and said again where those facts are the same: most criteria read one fact with few values. Parts that hold others are made
from the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from math import inf
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from policyrules.evaluation.interpret import Run, earned
from policyrules.evaluation.reasons import combined
from policyrules.language import core
from policyrules.language.lowered import LoweredCard, Reads
from policyrules.language.values import Number, exact, fraction
from policyrules.result import PartOutcome, PartResult, Points, Reason
from policyrules.result.numbers import Json

KEPT = 1024
"""Of how many values of its facts the outcome of an award is kept; then it is begun anew."""


def number(figure: Any, scale: int) -> Number:
    """The exact number of a figure over its scale."""
    if type(figure) is int:
        return fraction(figure, scale) if figure % scale else figure // scale
    return figure if figure in (inf, -inf) else exact(Fraction(figure) / scale)


class ToldPart(PartResult):
    """A part with its points, reason and facts, which results may share."""

    __slots__ = ("facts", "points", "reason")
    points: Points
    reason: Reason
    facts: Json

    def __reduce__(self) -> tuple[Callable[..., ToldPart], tuple[Any, ...]]:
        about = (self.rule, self.low, self.high, self.outcome, self.basis, self.parts, self.adjusted, self.holds, self.extra)
        return told, (about, Reason(self.reason.code, dict(self.reason.args)), self.facts)


def told(about: Sequence[Any], reason: Reason, facts: Json) -> ToldPart:
    """A part from what is known of it, and its reason."""
    rule, low, high, outcome, basis, parts, *rest = about
    made = ToldPart(rule, low, high, outcome, basis, parts, _SETTLED, *rest)
    made.points, made.reason, made.facts = Points(low, high), reason, facts
    return made


class _Settled:
    """Stands where an evaluation would answer for a part: of one that is told there is nothing left to ask."""

    def why(self, result: PartResult) -> Reason:
        return result.reason

    def facts(self, result: PartResult) -> Json:
        return result.facts

    def tight(self, result: PartResult) -> bool:
        return result.low == result.high


_SETTLED = _Settled()


class Award:
    """A part with an award: what the interpreter said of it, by the facts that it reads."""

    def __init__(self, part: core.Part, reads: Reads, places: dict[str, int]) -> None:
        self.part = part
        self.asks = [places[f.alias] for f in reads.facts if not f.lists]
        self.pick: Callable[[Any], Any] = itemgetter(*self.asks) if self.asks else lambda _: None
        self.on = reads.on
        self.lists = any(isinstance(f.type, core.Records) for f in reads.facts)
        self.kept: dict[Any, ToldPart] = {}

    def of(self, figures: Sequence[Any], raw: Sequence[Any], on: date | None, run: Callable[[], Run]) -> PartResult:
        if self.lists:
            here = run()
            return here.part(self.part, here.env)
        key = (self.pick(raw), on) if self.on else self.pick(raw)
        found = self.kept.get(key)
        if found is None:
            found = self._asked(run())
            if len(self.kept) >= KEPT:
                self.kept = {}
            self.kept[key] = found
        return found

    def _asked(self, run: Run) -> ToldPart:
        made = run.part(self.part, run.env)
        about = (made.rule, made.low, made.high, made.outcome, made.basis, (), made.adjusted, made.holds, made.extra)
        return told(about, Reason(made.reason.code, MappingProxyType(dict(made.reason.args))), made.facts)


def _free(part: core.Part) -> bool:
    if part.guard is not None or part.carries or part.low is not None or not isinstance(part.body, tuple):
        return False
    most = [p.points for p in part.body]
    if part.high is None:
        return True
    known = [x for x in most if x is not None]
    return len(known) == len(most) and (sum(known) if part.combine == "sum" else max(known)) <= part.high


Made = Callable[[Sequence[Any], Sequence[Any], date | None, Callable[[], Run]], PartResult]
"""From the figures of a scorecard, its facts, the date, and the interpreter at work on it."""


class Teller:
    """The parts of a scorecard. Its figures of points begin at the fourth, in the order of `Part.walk`, each over a scale."""

    def __init__(self, lowered: LoweredCard, fields: Sequence[core.Field], scales: Sequence[int]) -> None:
        self.lowered = lowered
        self.asked = {f.alias: n for n, f in enumerate(fields)}
        self.scales = {p: (n, scale) for n, (p, scale) in enumerate(zip(lowered.card.root.walk(), scales, strict=False), 3)}
        self.make = self._maker(lowered.card.root)

    @staticmethod
    def possible(lowered: LoweredCard) -> bool:
        """Whether the points of every part that holds others say how it came out: it has no 前提, no limits that could change
        them and no 附加分."""
        return all(_free(p) for p in lowered.card.root.walk() if not p.leaf)

    def _maker(self, part: core.Part) -> Made:
        if not isinstance(part.body, tuple):
            return Award(part, self.lowered.reads[part], self.asked).of
        below, reason = [self._maker(p) for p in part.body], combined(part)
        place, scale = self.scales[part]
        kept: dict[Any, tuple[Number, PartOutcome, Points]] = {}

        def made(figures: Sequence[Any], raw: Sequence[Any], on: date | None, run: Callable[[], Run]) -> PartResult:
            parts = tuple([make(figures, raw, on, run) for make in below])
            figure = figures[place]
            said = kept.get(figure)
            if said is None:
                own = number(figure, scale)
                if len(kept) >= KEPT:
                    kept.clear()
                said = kept[figure] = own, earned(part, own, own), Points(own, own)
            own, outcome, points = said
            if parts[0].outcome == "not_applicable" and all(p.outcome == "not_applicable" for p in parts):
                return told((part, own, own, "not_applicable", "rule", parts, (), "unasked", (0, 0)), _NOT_APPLICABLE, {})
            found = ToldPart(part, own, own, outcome, "rule", parts, _SETTLED)
            found.points, found.reason, found.facts = points, reason, {}
            return found

        return made


_NOT_APPLICABLE = Reason("not_applicable", {})
