"""Totals (总计) over one set of facts, and what subjects are ranked by: after the points of parts, before grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from policyrules.evaluation.full import full_marks
from policyrules.evaluation.vetoes import Vetoes
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.lowered import LoweredCard, Reads
from policyrules.language.meaning import Env, evaluate
from policyrules.language.values import Dates, Interval, OneOf
from policyrules.result import Ends, PartResult, TotalResult

Values = Mapping[str, Any]


class Totals:
    """What the totals of a scorecard can be.

    ``stretches`` holds them by key, 总分 among them, once for what the items give and once for each veto that may make the totals
    count as something; ``points`` are those of the parts that are asked for.
    """

    def __init__(self, card: LoweredCard, env: Env, root: PartResult, vetoes: Vetoes) -> None:
        self.card = card
        self.vetoes = vetoes
        self.rules = card.card.totals
        self.env = env
        wanted = card.parts
        self.points = {f"part {p.id}": iv.interval(p.low, p.high) for p in root.walk() if p.id in wanted} if wanted else {}
        self.full: Ends | None = full_marks(root, env) if card.apart or card.full else None
        if self.full and card.full:
            self.points["full"] = iv.interval(*self.full)
        ends = vetoes.totals(root)
        self.stretches: list[Values] = [{"total": iv.interval(*pair)} for pair in ends]
        if not self.rules:
            return
        plain: dict[str, Any] = {"total": iv.interval(root.low, root.high)}
        for rule in self.rules:
            plain[f"total {rule.id}"] = evaluate(rule.expr, self.place(plain))
        named = dict.fromkeys(plain)
        self.stretches = [dict.fromkeys(named, value["total"]) for value in self.stretches]
        if vetoes.counts is None:
            self.stretches[0] = plain

    def place(self, totals: Values) -> Env:
        """Where totals, grades and ranks are worked out."""
        return Env(self.env.facts, {**self.env.values, **self.points, **totals})

    @cached_property
    def hull(self) -> Values:
        """Each total over all stretches."""
        if len(self.stretches) == 1:
            return self.stretches[0]
        ends = {key: [iv.bounds(s[key]) for s in self.stretches] for key in self.stretches[0]}
        return {key: iv.interval(min(low for low, _ in e), max(high for _, high in e)) for key, e in ends.items()}

    @cached_property
    def certain(self) -> bool:
        """Whether every total is known, and all that subjects are ranked by."""
        known = all(low == high for low, high in map(iv.bounds, self.hull.values()))
        return known and all(low == high is not None for low, high in self.order(self.card.card.ranking))

    def lacking(self) -> Iterator[tuple[Reads, Any]]:
        """What totals and ranks read themselves that may still matter, with how far a total moves."""
        hull = self.hull
        for rule, reads in zip(self.rules, self.card.totals, strict=True):
            low, high = iv.bounds(hull[f"total {rule.id}"])
            if low != high:
                yield reads, high - low
        yield from ((reads, 0) for reads in self.card.ranking)

    def results(self, settled: bool) -> tuple[TotalResult, ...]:
        """The totals as they came out; ``settled``: neither a gate nor a veto keeps them from being totals."""
        if not self.rules:
            return ()
        hull = self.hull
        made = []
        for rule in self.rules:
            states = {v.state for v in self.vetoes.results if rule.id in dict(v.rule.excluded)}
            excluded = True if "met" in states else None if "unknown" in states else False
            made.append(TotalResult(rule, *iv.bounds(hull[f"total {rule.id}"]), settled, excluded))
        return tuple(made)

    def order(self, ranking: core.Ranking | None) -> tuple[Ends, ...]:
        """What the keys of a ranking lie between."""
        if ranking is None:
            return ()
        place = self.place(self.hull)
        return tuple(_ends(evaluate(key.expr, place)) for key in ranking.keys)


def _ends(value: Any) -> Ends:
    match value:
        case Interval():
            return iv.bounds(value)
        case Dates(low, high):
            return low, high
        case OneOf(values):
            members = sorted(v for v in values or () if isinstance(v, int))
            return (members[0], members[-1]) if members else (None, None)
    return value, value
