"""Totals of their own (总计) and rankings (排序): what is worked out from the points of parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import evolve

from policyrules.diagnostics import totals as d
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.counted import limited
from policyrules.language.values import Interval, Number
from policyrules.language.vocabulary import word
from policyrules.passes.check.notes import joined

if TYPE_CHECKING:
    from policyrules.passes.check.scorecard import Scorecards


def total(card: Scorecards, node: s.TotalLine) -> core.Total | None:
    """A total. ``card`` checks what stands where the points of parts are known."""
    place = card.expressions
    alias = node.head.alias.text if node.head.alias else node.head.name.text
    expr = place.points(node.value)
    limits = card.limits(node.limits, None)
    notes = joined(card.register.read(node.notes, "points"), limits.notes)
    if expr is not None and node.rounding:
        step = card.rounding(node.rounding)
        notes = joined(notes, card.register.read(node.rounding.notes, "rounding"), card.named([node.rounding.step]))
        expr = core.Round(expr, *step, span=node.value.span) if step else None
    if expr is None:
        place.bounds[f"total {alias}"] = Interval()  # so that what uses it is not told as well
        return None
    expr = limited(expr, limits.low, limits.high, node.span)
    place.bounds[f"total {alias}"] = place.static(expr)
    whole = joined(notes, card.origins.by([expr]))
    label = node.head.title.text if node.head.title else node.head.name.text
    return core.Total(alias, node.head.name.text, label, expr, node.span, whole.cites, whole.assumptions)


def points_known(card: Scorecards, root: core.Part) -> Scorecards:
    """The checker for a place where the points of parts are known: what they can come to is, from here on."""
    for part in root.walk():
        high = None if part.points is None or part.carries else max(0, part.points)  # 0 where it is not applicable
        card.expressions.bounds[f"part {part.id}"] = Interval(None if part.low is None else min(0, part.low), high)
    card.expressions.bounds.pop("full", None)
    if root.points is not None:
        card.expressions.bounds["full"] = Interval(max(0, root.points - spare(root)), root.points)
    scope = evolve(card.expressions.scope, scored=True)
    return evolve(card, expressions=evolve(card.expressions, total=True, scope=scope))


def spare(part: core.Part) -> Number:
    """How much less the full marks of a part may be for parts that do not apply, itself among them."""
    if part.points is None or part.beyond:
        return 0
    if part.apart:
        return part.points
    below = part.body if isinstance(part.body, tuple) else ()
    return min(max(0, part.points), sum(map(spare, below)))


def asked(bands: core.Bands | None, totals: Iterable[core.Total], order: core.Ranking | None) -> frozenset[str]:
    """The keys that grades, totals and a ranking ask for."""
    return frozenset(x.key for e in core.scored(bands, totals, order) for x in core.walk(e) if isinstance(x, core.Ref))


def ranking(card: Scorecards, node: s.Ranking) -> core.Ranking:
    """How subjects are ranked."""
    notes = card.notes(node.notes, node.rows, "basis")
    rows = [r for r in node.rows if isinstance(r, s.RankRow)]
    keys = [_key(card, r) for r in rows]
    return core.Ranking(tuple(k for k in keys if k), node.span, notes.cites, notes.assumptions)


def _key(card: Scorecards, node: s.RankRow) -> core.RankKey | None:
    place = card.expressions
    done = place.expr(node.key)
    card.register.read(node.notes, "basis")
    expr = place._needed(done) if done is not None else None
    if done is None or expr is None:
        return None
    early = node.order in ("early to late", "late to early")
    if isinstance(done.type, core.Day) is not early or not isinstance(done.type, core.Day | core.Quantity | core.Levels):
        row = word(node.order)
        card.problems.append(d.WrongOrder(span=node.span, found=node.key.span.text, zh_word=row.zh, en_word=row.en))
        return None
    return core.RankKey(node.key.span.text, expr, node.order in ("high to low", "late to early"), node.span)
