"""Classifications (分类): the rows, and the class as other rules read it."""

from __future__ import annotations

from policyrules.diagnostics import classes as d
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.resolved import Bound
from policyrules.language.values import NOTHING
from policyrules.passes.check.notes import joined
from policyrules.passes.check.scorecard import Scorecards


def classification(card: Scorecards, node: s.Classification, bound: Bound) -> core.Classification | None:
    """A classification, checked by the checker of scorecards, whose grades are written alike."""
    written = [x for x in node.rows if isinstance(x, s.Grade)]
    rest = [x for x in written if x.test is None]
    if len(rest) > 1 or (rest and written[-1] is not rest[0]):
        card.problems.append(d.RestNotLastClass(span=rest[0].span))
    if len(rest) == len(written):
        card.problems.append(d.NoClasses(span=node.head.span, label=node.head.name.text))
    notes = card.notes(node.notes, node.rows, "threshold")
    rows = [card.band(x) for x in written]
    made = tuple(x for x in rows if x is not None)
    if len(made) < len(written) or len(rest) == len(written):
        return None
    names = [x.head.name.text for x in written]
    cases = tuple(
        (row.condition, core.Lit(name, span=row.span)) for row, name in zip(made, names, strict=True) if row.condition is not None
    )
    last = core.Lit(names[-1] if rest else NOTHING, span=written[-1].span)
    expr = core.Choose(cases, last, exclusive=node.exclusive, span=node.head.span)
    head, label = node.head, (node.head.title or node.head.name).text
    whole = joined(notes, *(card.register.read(x.notes, "threshold") for x in written))
    value = core.Value(
        *(bound.id, head.name.text, expr, core.Options(tuple(names)), node.span),
        subject=bound.subject,
        assumptions=whole.assumptions,
        cites=whole.cites,
        optional=not rest,
    )
    about = (node.exclusive, notes.cites, notes.assumptions)
    return core.Classification((head.alias or head.name).text, head.name.text, label, bound.subject, made, node.span, value, *about)
