"""Targets (目标): what is measured, and what it has to reach by which day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve

from policyrules.diagnostics import check as c
from policyrules.diagnostics import targets as d
from policyrules.diagnostics.base import Label
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.values import known
from policyrules.passes.check.awards import every
from policyrules.passes.check.notes import Notes, joined, unheard
from policyrules.passes.check.scorecard import Scorecards
from policyrules.passes.check.types import Typed


def target(card: Scorecards, node: s.Target, subject: str) -> core.Target | None:
    """A target, checked by the checker of scorecards, whose preconditions are written alike; None where that was told."""
    gates = [x for x in node.body if isinstance(x, s.Gate)]
    written = [x for x in node.body if isinstance(x, s.Due)]
    remarks = [n for x in node.body if isinstance(x, s.Remark) for n in x.notes]
    if not written:
        card.problems.append(d.NothingDue(span=node.head.span, label=node.head.name.text))
    _ascending(card, written)
    span = card.one([x for x in node.body if isinstance(x, s.SpanLine)], "考核期")
    card.origins.period = card.register.read(span.notes, "period") if span else Notes()
    own = card.notes(node.notes, node.body, "threshold")
    gate = card.guard(gates, None)
    here = card.lists([*node.notes, *remarks]).expressions.within(gate)
    measure = here.quantity(node.measure)
    if measure is None:
        return None
    card.problems.extend(unheard([*node.notes, *remarks], (measure.expr,), bool(here.guards)))
    lines = [n for x in node.body if isinstance(x, s.Due | s.SpanLine) for n in x.notes]
    card.problems.extend(unheard(lines, (), False))
    made = [_due(evolve(card, expressions=here), x, measure, own) for x in written]
    rows = tuple(x for x in made if x is not None)
    if len(rows) < len(made):
        return None
    guard = every(tuple(x for x in (gate, *here.guards) if x is not None), node.span)
    asked = card.register.read([n for g in gates for n in g.notes], "threshold")
    notes = joined(own, asked, card.origins.by([x for x in (guard, measure.expr) if x is not None]))
    needed = [x.test.right for x in rows if x.test is not None and isinstance(x.test.right, core.Lit)]
    unit = measure.quantity.unit or next((x.unit for x in needed if x.unit), None)
    percent = measure.quantity.ratio or any(x.ratio for x in needed)
    head, label = node.head, (node.head.title or node.head.name).text
    return core.Target(
        *((head.alias or head.name).text, head.name.text, label, subject, measure.expr, rows, node.span),
        *(unit, percent, guard, own.modality, notes.cites, notes.assumptions),
    )


def _ascending(card: Scorecards, rows: Sequence[s.Due]) -> None:
    """A problem for each row whose day does not come after that of the row above."""
    for above, row in pairwise(rows):
        if row.day.day <= above.day.day:
            label = Label(span=above.day.span, zh="上一行在这里", en="the row above is here")
            same = row.day.day == above.day.day
            card.problems.append(d.DueOutOfOrder(span=row.day.span, found=row.day.span.text, same=same, labels=(label,)))


def _due(card: Scorecards, node: s.Due, measure: Typed, above: Notes) -> core.Due | None:
    notes = card.register.read(node.notes, "threshold")
    done = _test(card, node.test, measure) if node.test else (None, Notes())
    if done is None:
        return None
    test, brought = done
    whole = joined(notes, brought)
    written = node.test.span if node.test else evolve(node.span, start=node.day.span.end)
    label = " ".join(written.text.split()) if node.test else written.text.split()[0]
    return core.Due(node.day.day, test, label, node.span, notes.modality or above.modality, whole.cites, whole.assumptions)


def _test(card: Scorecards, mark: s.Mark, measure: Typed) -> tuple[core.Cmp, Notes] | None:
    """The comparison of a row with its constant worked out, and what comes along with that."""
    place = card.expressions
    value = place.quantity(mark.value)
    done = place._comparison(mark.span, measure, mark.word, value) if value else None  # type: ignore[arg-type]
    if value is None or done is None:
        return None
    test = done.expr
    assert isinstance(test, core.Cmp)
    if not known(place.static(value.expr)):
        card.problems.append(c.NotConstant(span=mark.value.span, found=mark.value.span.text))
        return None
    if test.op == "ne":
        card.problems.append(d.NothingToReach(span=mark.span, found=mark.span.text))
        return None
    unit = measure.quantity.unit or value.quantity.unit
    constant = core.Lit(place.static(test.right), unit, value.quantity.ratio, span=mark.value.span)
    return evolve(test, right=constant), card.origins.by([evolve(test, left=test.right)])  # the measure's own stand on the target
