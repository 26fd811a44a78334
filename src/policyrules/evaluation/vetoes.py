"""Vetoes over one set of facts: which are met, and what that makes of total, grades and bans.

Of several, the harshest holds: no total before any number, the lowest number, the lowest grade, the latest ban. An unknown veto is
the hull of both outcomes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from policyrules.evaluation.reasons import Trace
from policyrules.language import core
from policyrules.language.lowered import LoweredCard
from policyrules.language.meaning import Env, evaluate
from policyrules.language.values import MAYBE, Dates
from policyrules.result import Barred, Ends, GateState, PartResult, Points, VetoResult


class Vetoes:
    """The vetoes of a scorecard, as far as the facts tell."""

    def __init__(self, card: LoweredCard, env: Env, trace: Trace) -> None:
        self.card = card
        self.trace = trace
        self.results = tuple(VetoResult(v, _state(v, env), _until(v, env), trace.vetoed) for v in card.card.vetoes)
        self.met = [v for v in self.results if v.state == "met"]
        self.unknown = [v for v in self.results if v.state == "unknown"]
        self.counts = min((v.rule.total for v in self.met if v.rule.total is not None), default=None)

    @property
    def annulled(self) -> bool | None:
        """Whether there is no total; None while unknown."""
        return True if any(v.rule.annuls for v in self.met) else None if any(v.rule.annuls for v in self.unknown) else False

    @property
    def settled(self) -> bool:
        """Whether the total hangs on no item any more."""
        return self.annulled is True or self.counts is not None

    # ------------------------------------------------------------ the total

    def totals(self, root: PartResult) -> list[Ends]:
        """What the total can be, one stretch for the items and one for each veto that may make it count as something."""
        plain = (root.low, root.high) if self.counts is None else (self.counts, self.counts)
        return [plain, *(self.otherwise(v) for v in self.unknown if v.rule.total is not None)]

    def otherwise(self, veto: VetoResult) -> Ends:
        """The total where an unknown veto is met."""
        total = veto.rule.total
        assert total is not None
        least = total if self.counts is None else min(total, self.counts)
        return least, least

    def moves(self, veto: VetoResult, root: PartResult) -> Any:
        """How far the total moves with an unknown veto."""
        if veto.rule.total is None or self.annulled:
            return 0
        (low, high), (least, _) = self.totals(root)[0], self.otherwise(veto)
        return max(high, least) - min(low, least)

    def points(self, root: PartResult) -> Points | None:
        """The points of the scorecard, where they are not those of its items."""
        totals = self.totals(root)
        if len(totals) == 1 and self.counts is None:
            return None
        low, high = min(least for least, _ in totals), max(most for _, most in totals)
        return Points(low, high, low == high or partial(self.trace.tightness.total, root.rule, self.card.card.vetoes, low, high))

    # ------------------------------------------------------------ grades and bans

    def limited(self, grades: Sequence[str]) -> tuple[str, ...]:
        """The grades that are possible, from those that the total would give."""
        bands = self.card.card.bands
        place = {row.id: n for n, row in enumerate(bands.rows)} if bands else {}
        least = max((place[x] for x in _limits(self.met)), default=0)
        ends = [least, *(max(least, place[x]) for x in _limits(self.unknown))]
        left = {max(place[g], end) for g in grades for end in ends}
        return tuple(g for g, n in place.items() if n in left)

    def barred(self) -> Barred | None:
        """The ban that lasts longest."""
        sure = [v.until for v in self.met if v.until]
        perhaps = [v.until for v in self.unknown if v.until]
        if not sure and not perhaps:
            return None
        lows, highs = [low for low, _ in sure or perhaps], [high for _, high in (*sure, *perhaps)]
        known = [x for x in lows if x]
        low = max(known, default=None) if sure else min(known) if len(known) == len(lows) else None
        return Barred(bool(sure), low, None if None in highs else max(x for x in highs if x))

    # ------------------------------------------------------------ what is missing

    def lacking(self, root: PartResult) -> Iterator[tuple[Any, Any]]:
        """What vetoes read that may still matter, with how far the total moves with it; a ban matters as soon as its veto is not
        ruled out."""
        for veto, reads, ban in zip(self.results, self.card.vetoes, self.card.bans, strict=True):
            if veto.state == "unknown":
                yield reads, self.moves(veto, root)
            if veto.state != "unmet":
                yield ban, 0


def _limits(vetoes: Sequence[VetoResult]) -> list[str]:
    return [v.rule.limit[0] for v in vetoes if v.rule.limit]


def _state(veto: core.Effect, env: Env) -> GateState:
    holds = evaluate(veto.condition, env)
    return "unknown" if holds is MAYBE else "met" if holds else "unmet"


def _until(veto: core.Effect, env: Env) -> tuple[date | None, date | None] | None:
    if veto.until is None:
        return None
    day = evaluate(veto.until, env)
    return (day.low, day.high) if isinstance(day, Dates) else (day, day) if isinstance(day, date) else (None, None)
