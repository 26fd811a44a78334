"""Vetoes (一票否决): the condition, and what follows where it is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from policyrules.diagnostics import effects as d
from policyrules.diagnostics import totals as t
from policyrules.diagnostics.base import Problem, suggest
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.values import Number, decimal_text
from policyrules.passes.check.notes import joined
from policyrules.passes.check.periods import barred

if TYPE_CHECKING:
    from policyrules.passes.check.scorecard import Scorecards

E = TypeVar("E", s.CountsAs, s.Barred, s.LimitedTo)


@frozen
class Beside:
    """What stands in the scorecard beside a veto: its grades, the most its total can be where that is known, and its own totals by
    name; ``asked`` are the keys of those that grades, rankings and other totals ask for."""

    grades: s.Grades | None
    most: Number | None
    totals: Mapping[str, str]
    asked: frozenset[str]


def veto(card: Scorecards, node: s.Veto, beside: Beside) -> core.Effect | None:
    """A veto of a scorecard."""
    test = card.asked(node)
    points = _only(node, s.CountsAs, card.problems)
    ban, limit = _only(node, s.Barred, card.problems), _only(node, s.LimitedTo, card.problems)
    total = _total(card, points, beside.most) if points else None
    until = barred(card.expressions.within(test), ban) if ban else None
    row = _row(limit, beside.grades, card.problems) if limit else None
    excluded = [_excluded(x, beside, card.problems) for x in node.effects if isinstance(x, s.Excluded)]
    notes = card.register.read(node.notes, "points" if points else "threshold")
    if test is None or (points and total is None) or (ban and until is None) or (limit and row is None) or None in excluded:
        return None
    read, amounts = (test, until) if until else (test,), (points and points.points, ban and ban.period)
    whole = joined(notes, card.origins.by(read), card.named(x for x in amounts if x))
    return core.Effect("veto", test, node.span, whole.cites, whole.assumptions, total, until, row, tuple(x for x in excluded if x))


def _only(node: s.Veto, kind: type[E], problems: list[Problem]) -> E | None:
    """The effect of one kind; a second one is told."""
    found: Sequence[E] = [x for x in node.effects if isinstance(x, kind)]
    problems += [d.RepeatedEffect(span=x.span, found=x.span.text) for x in found[1:]]
    return found[0] if found else None


def _total(card: Scorecards, node: s.CountsAs, most: Number | None) -> Number | None:
    total = card.amount(node.points)
    if total is not None and most is not None and total > most:
        card.problems.append(d.VetoAboveFullMarks(span=node.span, found=decimal_text(total), most=decimal_text(most)))
    return total


def _excluded(node: s.Excluded, beside: Beside, problems: list[Problem]) -> tuple[str, str] | None:
    """The id and name of the total that a veto leaves out."""
    name = node.total.text
    found = beside.totals.get(name)
    if found is None:
        problems.append(t.UnknownTotal(span=node.total.span, found=name, nearest=suggest(name, beside.totals)))
    elif f"total {found}" in beside.asked:
        problems.append(t.ExcludedTotalAsked(span=node.span, found=name))
    return (found, name) if found else None


def _row(node: s.LimitedTo, grades: s.Grades | None, problems: list[Problem]) -> tuple[str, str] | None:
    """The id and the name of the grade that a veto limits to."""
    heads = [x.head for x in grades.rows if isinstance(x, s.Grade)] if grades else []
    head = next((h for h in heads if h.name.text == node.grade.text), None)
    if head is None:
        known = [h.name.text for h in heads]
        near = suggest(node.grade.text, known)
        problems.append(d.UnknownGrade(span=node.grade.span, found=node.grade.text, known="、".join(known), nearest=near))
        return None
    if head is heads[0]:
        problems.append(d.IdleGradeLimit(span=node.span, found=head.name.text))
    return (head.alias or head.name).text, head.title.text if head.title else head.name.text
