"""Conditions that never hold, or always: a criterion never met or never missed, a duty that nothing can fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from policyrules.analysis.bounds import told
from policyrules.analysis.cells import WHOLE, Grid, grid_of
from policyrules.analysis.decide import OPEN, Decider, Found, Undecided, decider, is_real, negated
from policyrules.analysis.model import Claim
from policyrules.analysis.places import Asked, asked
from policyrules.diagnostics import reach as d
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.lowered import Aggregate, Lowered
from policyrules.language.meaning import evaluate
from policyrules.language.values import MAYBE


def met(lowered: Lowered) -> Iterator[Claim]:
    """A problem for each condition that never holds or always; one claim of the others."""
    sure = count = 0
    for entry in lowered.subjects.values():
        for place in asked(entry):
            if told(entry, place.expr):
                continue
            count += 1
            by = decider(entry)
            if free(by, (*place.given, place.expr), by.values):
                sure += 1
                continue
            holds, fails = answers(by, place)
            sure += is_real(holds) and is_real(fails)
            if (problem := _problem(place, holds, fails)) is not None:
                said = problem.message("zh"), problem.message("en")
                yield Claim("met", place.rule or entry.subject.id, "refuted", *said, (), problem)
    if sure:
        zh = f"{count} 个条件中，{sure} 个对有的事实成立、对有的事实不成立"
        en = f"of {count} conditions, {sure} hold for some facts and fail for others"
        yield Claim("met", lowered.program.name, "proved", zh, en)


def free(by: Decider, conditions: Sequence[core.Expr], values: Mapping[str, Any]) -> bool:
    """Whether conditions plainly hold or fail each by itself: each asks for facts and lists that no other asks for, and of none is
    what is asked decided by its bounds."""
    seen = set[str]()
    stack = list(conditions)
    while stack:
        node = core.as_unless_none(stack[-1]) or stack[-1]
        stack.pop()
        match node:
            case core.Fact(field) | core.Cmp(left=core.Fact(field), right=core.Lit()):
                key = field.alias
                if grid_of(field) not in (Grid(), WHOLE) or (isinstance(node, core.Cmp) and not _whole(node.right)):
                    return False
            case core.Ref(key=ref) | core.Cmp(left=core.Ref(key=ref), right=core.Lit()) if isinstance(
                found := values.get(ref), Aggregate
            ):
                key = found.agg.over.alias
                if not _plain(by, node, found):
                    return False
            case core.Logic():
                stack += node.items
                continue
            case core.Ref(key=ref) if isinstance(value := values.get(ref), core.Value):
                stack.append(value.expr)
                continue
            case _:
                return False
        if key in seen or evaluate(node, by.env) is not MAYBE:
            return False
        seen.add(key)
    return True


def _whole(node: core.Expr) -> bool:
    """Whether a constant is no fraction, which a fact of whole numbers would not have."""
    return isinstance(node, core.Lit) and not isinstance(node.value, Fraction)


def _plain(by: Decider, node: core.Expr, value: Aggregate) -> bool:
    """Whether there are lists for which something said of one holds, and others for which it does not: what is asked of each record
    is as free, and it is asked for all of them, how many there are, or which share."""
    agg = value.agg
    each = [e for e in (agg.where, agg.body) if e is not None]
    if not all(free(by, (e,), value.inner) for e in each):
        return False
    if agg.op == "share" and isinstance(node, core.Cmp) and isinstance(node.right, core.Lit):
        return iv.compare(node.op, 0, node.right.value) != iv.compare(node.op, 1, node.right.value)
    return agg.op in ("all", "count")


def answers(by: Decider, place: Asked) -> tuple[Found | Undecided | None, Found | Undecided | None]:
    """What makes a condition hold where it is asked, and what makes it fail; nothing and `OPEN` where it is never asked."""
    holds = by.possible(*place.given, place.expr)
    fails = by.possible(*place.given, negated(place.expr))
    if holds is None and fails is None:  # what it stands under never holds, and that is told there
        return OPEN, OPEN
    return holds, fails


def _problem(place: Asked, holds: object, fails: object) -> d.NeverHolds | d.AlwaysHolds | None:
    kind = d.NeverHolds if holds is None else d.AlwaysHolds if fails is None else None
    return kind(span=place.expr.span, found=place.text, what=place.what) if kind else None
