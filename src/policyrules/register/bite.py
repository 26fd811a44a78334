"""Where assumptions bite: the outcomes and parts that rest on one, the facts that decide there, and the points of a pack's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyrules.language import core
from policyrules.language.lowered import (
    Lowered,
    LoweredCard,
    LoweredClasses,
    LoweredRequirement,
    LoweredRule,
    LoweredTarget,
    LoweredTemplate,
    Reads,
)
from policyrules.language.values import Number, total
from policyrules.register.homes import Home
from policyrules.register.model import Invented, Place
from policyrules.register.sites import GATES, GRADES, label

Bite = tuple[Place, tuple[Reads, ...]]


def bites(lowered: Lowered, assumption: core.Assumption) -> list[Bite]:
    """The outermost places that rest on an assumption, with what they read."""
    rules = (rule for entry in lowered.subjects.values() for rule in entry.rules if assumption in rule.touched)
    return [bite for rule in rules for bite in _in(rule, assumption)]


def _in(lowered: LoweredRule, assumption: core.Assumption) -> Iterator[Bite]:
    match lowered:
        case LoweredCard(card=card):
            yield from _card(lowered, card, assumption)
        case LoweredRequirement(rule=rule):
            for n, duty in enumerate(rule.duties):
                if assumption in (*duty.assumptions, *rule.assumptions):
                    place = Place(rule, str(n), " ".join(duty.test.span.text.split()))
                    yield place, (lowered.guards[duty], lowered.tests[duty])
        case LoweredTarget(rule=rule):
            whole = assumption in rule.assumptions
            rows = () if whole else tuple(r for r in rule.rows if assumption in r.assumptions)
            for place in [Place(rule, "", rule.name)] if whole else [Place(rule, r.id, f"{rule.name} {r.id}") for r in rows]:
                yield place, (lowered.guard, lowered.measure)
        case LoweredClasses(rule=rule):
            if assumption in rule.assumptions:
                yield Place(rule, "", rule.name), tuple(lowered.reads.values())
            for row in (r for r in rule.rows if assumption in r.assumptions and assumption not in rule.assumptions):
                yield Place(rule, row.id, f"{rule.name}的{row.label}"), (lowered.reads[row],)
        case LoweredTemplate(rule=rule):
            yield Place(rule, "", rule.name), (lowered.guard, *lowered.parts, *lowered.conditions)


def _card(lowered: LoweredCard, card: core.Scorecard, assumption: core.Assumption) -> Iterator[Bite]:
    for part in _outermost(card.root, assumption):
        yield Place(card, part.id, label(part) or card.name, part.points), tuple(lowered.reads[p] for p in part.walk())
    for effects, read in ((card.gates, lowered.gates), (card.vetoes, lowered.vetoes)):
        if any(assumption in e.assumptions for e in effects):
            yield Place(card, GATES, card.name), read
    bands = card.bands
    if bands and assumption in (*bands.assumptions, *(a for row in bands.rows for a in row.assumptions)):
        yield Place(card, GRADES, card.name, card.root.points), ()


def _outermost(part: core.Part, assumption: core.Assumption) -> Iterator[core.Part]:
    if assumption in part.assumptions:
        yield part
    elif isinstance(part.body, tuple):
        for below in part.body:
            yield from _outermost(below, assumption)


def deciding(found: Iterable[Bite]) -> tuple[core.Field, ...]:
    """The facts that decide in some places, in the order they are read."""
    return tuple(dict.fromkeys(f for _, read in found for r in read for f in r.facts))


# ---------------------------------------------------------------- points of a pack's own


def invented(card: core.Scorecard, homes: dict[core.Assumption, Home]) -> Iterator[Invented]:
    """How much of each item rests on points that the text does not state."""
    for item in _items(card.root):
        if item.points is not None:
            yield Invented(card.id, item.id, item.label, _rest(item, homes), item.points)


def _items(part: core.Part) -> Iterator[core.Part]:
    for below in part.body if isinstance(part.body, tuple) else ():
        yield from _items(below) if below.kind == "group" else (below,)


def _rest(item: core.Part, homes: dict[core.Assumption, Home]) -> Number:
    """Of an item whose own points are assumed, all; else what those of its awards are worth that were split off by assumption: the
    only award of an item has the points of the item."""
    own = [a for a in item.assumptions if a.kind == "points"]
    assert item.points is not None
    if any(homes[a].holder is item for a in own):
        return item.points
    leaves = [p for p in item.walk() if p.leaf]
    if len(leaves) == 1:
        return 0
    return total(p.points for p in leaves if p.points is not None and any(a.kind == "points" for a in p.assumptions))
