"""Requirements (要求): what has to be, when, and how strictly."""

from __future__ import annotations

from attrs import evolve

from policyrules.diagnostics import classes as d
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.passes.check.awards import every
from policyrules.passes.check.notes import Notes, joined, merged, unheard, unique
from policyrules.passes.check.scorecard import Scorecards


def requirement(card: Scorecards, node: s.Requirement, subject: str) -> core.Requirement:
    """A requirement, checked by the checker of scorecards, whose preconditions are written alike."""
    gates = [x for x in node.body if isinstance(x, s.Gate)]
    duties = [x for x in node.body if isinstance(x, s.Duty)]
    if not duties:
        card.problems.append(d.NoDuty(span=node.head.span, label=node.head.name.text))
    span = card.one([x for x in node.body if isinstance(x, s.SpanLine)], "考核期")
    card.origins.period = card.register.read(span.notes, "period") if span else Notes()
    own = card.notes(node.notes, node.body, "threshold")
    gate = card.guard(gates, None)
    asked = card.register.read([n for g in gates for n in g.notes], "threshold")
    notes = joined(own, asked, card.origins.by([gate] if gate else []))
    inner = evolve(card, expressions=card.expressions.within(gate))
    made = tuple(x for duty in duties if (x := _duty(inner, duty, gate, notes)))
    head, label = node.head, (node.head.title or node.head.name).text
    alias = (head.alias or head.name).text
    return core.Requirement(alias, head.name.text, label, subject, made, node.span, own.modality, notes.cites, notes.assumptions)


def _duty(card: Scorecards, node: s.Duty, gate: core.Expr | None, above: Notes) -> core.Duty | None:
    here = card.lists(node.notes).expressions
    guard = here.condition(node.guard) if node.guard else None
    test = here.within(guard).condition(node.test)
    notes = card.register.read(node.notes, "threshold")
    if test is None or (node.guard and guard is None):
        return None
    asked = [x for x in (guard, test) if x is not None]
    card.problems.extend(unheard(node.notes, asked, bool(here.guards)))
    brought = card.origins.by(asked)
    guards = tuple(x for x in (gate, *here.guards, guard) if x is not None)
    return core.Duty(
        test,
        node.span,
        every(guards, node.span),
        notes.modality or above.modality,
        cites=unique(notes.cites, brought.cites),
        assumptions=merged(notes.assumptions, brought.assumptions),
    )
