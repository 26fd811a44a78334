"""Lines and parts that make no difference to what they stand in: the same points whatever the facts, always cut off, or beaten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import Any

from policyrules.analysis.bounds import told
from policyrules.analysis.decide import Decider, decider, negated
from policyrules.analysis.model import Claim
from policyrules.analysis.places import is_award
from policyrules.diagnostics import reach as d
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.lowered import Lowered, LoweredCard, LoweredSubject

MOST_RIVALS = 40
"""A part of more lines is not searched for lines that others beat."""


def matters(lowered: Lowered) -> Iterator[Claim]:
    """A problem for each part that makes no difference."""
    for entry in lowered.subjects.values():
        by = decider(entry)
        for card in entry.cards:
            for part, above, why in _found(by, card):
                if not _told(entry, by, part):
                    problem = d.NeverMatters(span=part.span, found=part.label, above=above.label, why=why)
                    said = problem.message("zh"), problem.message("en")
                    yield Claim("matters", f"{card.card.id}/{part.id}", "refuted", *said, (), problem)


def _found(by: Decider, card: LoweredCard) -> Iterator[tuple[core.Part, core.Part, str]]:
    """Each part that makes no difference, the one it stands in, and why."""
    ends = Ends(by)
    for part in card.card.root.walk():
        if isinstance(part.body, tuple):
            there = [p for p in part.body if not p.beyond]
            for below in reversed(there) if not part.carries else ():
                others = [p for p in there if p is not below]
                why = _why(by, ends, part, below, others) if others else None
                if why is not None:
                    there = others
                    yield below, part, why
        elif any(isinstance(x, core.Fact | core.Ref) for x in core.walk(part.body)):
            low, high = iv.bounds(by.hull(part.body))
            if low == high:
                yield part, next(iter(card.above(part)), part), "same"


def _told(entry: LoweredSubject, by: Decider, part: core.Part) -> bool:
    """Whether a condition in a part is decided, which is told where that stands."""
    for node in (e for p in part.walk() for e in (p.precondition, p.body) if isinstance(e, core.Node)):
        if told(entry, node):
            return True
        if isinstance(node, core.Choose) and is_award(node):
            first = node.cases[0][0]
            if by.never(first) or by.never(negated(first)):
                return True
    return False


def _why(by: Decider, ends: Ends, part: core.Part, below: core.Part, others: Sequence[core.Part]) -> str | None:
    """Why a part makes no difference to the one it stands in; None where it may."""
    own, rest = ends.of(below), [ends.of(p) for p in others]
    if part.combine != "sum":
        return "beaten" if _beaten(by, part.combine, (below, *others), own, rest) else None
    low, high = sum(x for x, _ in rest), sum(x for _, x in rest)
    if part.high is not None and min(low, low + own[0]) >= part.high:
        return "cap"
    if part.low is not None and max(high, high + own[1]) <= part.low:
        return "floor"
    return None


def _beaten(by: Decider, combine: str, parts: Sequence[core.Part], own: tuple[Any, Any], rest: list[tuple[Any, Any]]) -> bool:
    """Whether the first part never gives more than the others (取最高), or less (取最低)."""
    most = combine == "max"
    if (own[1] <= max(x for x, _ in rest)) if most else (own[0] >= min(x for _, x in rest)):
        return True
    if len(parts) > MOST_RIVALS:
        return False
    first, *others = (_points(p) for p in parts)
    rivals = [x for x in others if x is not None]
    if first is None or len(rivals) < len(others):
        return False
    best = core.Extreme("max" if most else "min", tuple(rivals), span=parts[0].span)
    return by.never(core.Cmp("gt" if most else "lt", "", first, best, span=parts[0].span))


def _points(part: core.Part) -> core.Expr | None:
    """What a line gives as an expression; None of a part with lines or limits."""
    if part.low is not None or part.high is not None or isinstance(part.body, tuple):
        return None
    if part.guard is None:
        return part.body
    return core.Choose(((part.guard, part.body),), core.Lit(0, span=part.span), span=part.span)


class Ends:
    """What parts give at least and at most, whatever the facts; infinite where that is not known."""

    def __init__(self, by: Decider) -> None:
        self.by = by
        self.found: dict[core.Part, tuple[Any, Any]] = {}

    def of(self, part: core.Part) -> tuple[Any, Any]:
        """Of a part, with its guard and its limits."""
        if part not in self.found:
            low, high = self.unguarded(part)
            self.found[part] = (low, high) if part.guard is None else (min(low, 0), max(high, 0))
        return self.found[part]

    def unguarded(self, part: core.Part) -> tuple[Any, Any]:
        """Of a part that applies."""
        if part.carries:
            return -inf, inf
        if isinstance(part.body, tuple):
            below = [self.of(p) for p in part.body]
            pick: Any = {"sum": sum, "max": max, "min": min}[part.combine]
            low, high = pick(x for x, _ in below), pick(x for _, x in below)
        else:
            low, high = iv.bounds(self.by.hull(part.body))
        return held(part, low), held(part, high)


def held(part: core.Part, value: Any) -> Any:
    """An end within the limits of a part."""
    if part.high is not None:
        value = min(value, part.high)
    return value if part.low is None else max(value, part.low)
