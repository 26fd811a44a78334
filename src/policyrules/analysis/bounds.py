"""Comparisons of a fact with a constant that its declared bounds decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from policyrules.analysis.cells import cells, grid_of
from policyrules.analysis.facts import witness
from policyrules.analysis.model import Claim
from policyrules.diagnostics import reach as d
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.interval import MIRRORED
from policyrules.language.lowered import (
    Aggregate,
    Lowered,
    LoweredCard,
    LoweredClasses,
    LoweredRequirement,
    LoweredSubject,
    LoweredTarget,
    LoweredTemplate,
)
from policyrules.language.meaning import unknown
from policyrules.language.values import NOTHING

Settled = tuple[tuple[core.Cmp, bool], ...]

_settled: WeakKeyDictionary[LoweredSubject, Settled] = WeakKeyDictionary()


def bounds(lowered: Lowered) -> Iterator[Claim]:
    """A problem for each comparison that is always true, or never."""
    for entry in lowered.subjects.values():
        for test, holds in settled(entry):
            yield _claim(entry, test, holds)


def settled(entry: LoweredSubject) -> Settled:
    """The comparisons that are decided, each with the answer."""
    found = _settled.get(entry)
    if found is None:
        found = _settled[entry] = tuple(_found(entry))
    return found


def told(entry: LoweredSubject, expr: core.Expr) -> bool:
    """Whether a comparison in an expression is decided, so that nothing else need be told of it."""
    found = settled(entry)
    return bool(found) and any(x == node for x in core.walk(expr) if isinstance(x, core.Cmp) for node, _ in found)


def _found(entry: LoweredSubject) -> Iterator[tuple[core.Cmp, bool]]:
    stack = list(expressions(entry))
    while stack:
        node = stack.pop()
        if isinstance(node, core.Choose) and node.table:  # rows of a table are proved to be reached as a whole
            stack += [v for _, v in node.cases] + [node.otherwise]
            continue
        if isinstance(node, core.Cmp) and (answer := decided(node)) is not None:
            yield node, answer
        if isinstance(node, core.Logic) and node.op == "and":
            spared = _ranges(node.items)
            stack += [x for x in node.items if not any(x is y for y in spared)]
        else:
            stack += core.children(node)


def _ranges(items: tuple[core.Expr, ...]) -> list[core.Expr]:
    """The comparisons that are one end of a range, and are always true while the other end decides; of two such, the second."""
    by_left: dict[core.Expr, list[core.Cmp]] = {}
    for item in items:
        if isinstance(item, core.Cmp) and isinstance(item.left, core.Fact):
            by_left.setdefault(item.left, []).append(item)
    spared: list[core.Expr] = []
    for ends in by_left.values():
        sure = [x for x in ends if decided(x) is True]
        spared += sure if len(sure) < len(ends) else sure[1:]
    return spared


def decided(node: core.Cmp) -> bool | None:
    """What a comparison of a fact with a constant comes to for every value the fact may have; None where that differs, and of
    every other comparison."""
    left, right, op = node.left, node.right, node.op
    if isinstance(left, core.Lit):
        left, right, op = right, left, MIRRORED[node.op]
    if not isinstance(left, core.Fact) or not isinstance(right, core.Lit):
        return None
    if isinstance(left.field.type, core.Options | core.Text):
        return None
    tried = cells(unknown(left.field), (right.value,), grid_of(left.field))
    answers = {iv.compare(op, c.point, right.value) for c in tried}
    return answers == {True} if len(answers) == 1 else None


def expressions(entry: LoweredSubject) -> Iterator[core.Expr]:
    """Everything that is worked out about a subject."""
    for value in entry.values:
        yield from _of_aggregate(value) if isinstance(value, Aggregate) else (value.expr,)
    for rule in entry.rules:
        match rule:
            case LoweredCard(card):
                effects = (*card.gates, *card.vetoes)
                yield from (e.condition for e in effects)
                yield from (e for p in card.root.walk() for e in (p.precondition, p.body) if isinstance(e, core.Node))
                yield from core.scored(card.bands, card.totals, card.ranking)
            case LoweredRequirement(requirement):
                yield from (e for x in requirement.duties for e in (x.guard, x.test) if e is not None)
            case LoweredTarget(target):
                yield from (e for e in (target.guard, target.measure) if e is not None)
            case LoweredTemplate(template):
                yield from (e for x in template.slots for e in (x.expr, x.condition) if e is not None)
                yield from (template.guard,) if template.guard is not None else ()
            case LoweredClasses():  # its rows stand among the values
                pass


def _of_aggregate(value: Aggregate) -> Iterator[core.Expr]:
    yield from (e for e in (value.agg.where, value.agg.body) if e is not None)
    for inner in value.inner.values():
        yield from _of_aggregate(inner)


def _claim(entry: LoweredSubject, test: core.Cmp, holds: bool) -> Claim:
    fact = test.left if isinstance(test.left, core.Fact) else test.right
    assert isinstance(fact, core.Fact)
    field, text = fact.field, " ".join(test.span.text.split())
    shown = None
    if not field.lists:
        zh, en = f"“{text}”{'仍然' if holds else '也不'}成立", f"`{text}` {'still holds' if holds else 'does not hold'}"
        shown = witness(entry, {field.alias: _nearest(field, test)}, None, zh, en)
    problem = d.SettledByBounds(span=test.span, found=text, fact=field.called, holds=holds, witness=shown)
    told = problem.message("zh"), problem.message("en")
    return Claim("bounds", entry.subject.id, "refuted", *told, (shown,) if shown else (), problem)


def _nearest(field: core.Field, test: core.Cmp) -> Any:
    """The value of a fact that is nearest to what it is compared with: the last one or the first."""
    mark = test.right if isinstance(test.right, core.Lit) else test.left
    assert isinstance(mark, core.Lit)
    ends: list[Any] = [x for x in (field.low, field.high) if x is not None]
    found: list[Any] = [c.point for c in cells(unknown(field), ends, grid_of(field)) if c.point is not NOTHING]
    below = mark.value is not NOTHING and mark.value < found[0]
    return found[0] if below else found[-1]
