"""The columns that come out of a subject, and what one result puts into them.

====================================  ========================================================================================
``<card>.low`` ``.high`` ``.total``   points; ``.total`` only where it is certain
``<card>.grade`` ``.grades``          the grade where it is certain, and the possible ones joined by ``|``
``<card>.gate`` ``.veto``             met, unmet or unknown; applied, unknown or clear
``<card>.<part>.low`` ``.high``       points of a part
``<card>.<part>.branch``              which branch of its award is taken, from 0 (one more than the last: 否则, or nothing); `OPEN`,
                                      `APART`
``<card>.<total>.total``              a total of its own (总计)
``<class>`` ``<class>.possible``      a classification
``<requirement>.finding``             a requirement
``<target>.finding``                  a target; ``<target>.<day>.finding`` for each row of it
``<name>`` ``<name>.finding``         a name made of parts, and what is found of one that was given
====================================  ========================================================================================

Without bounds, ``.points`` stands for ``.low`` and ``.high``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from attrs import frozen

from policyrules.language import core
from policyrules.language.env import Env
from policyrules.language.lowered import (
    LoweredCard,
    LoweredClasses,
    LoweredRequirement,
    LoweredSubject,
    LoweredTarget,
    LoweredTemplate,
)
from policyrules.language.meaning import evaluate, given
from policyrules.language.values import MAYBE
from policyrules.result import ClassResult, NameResult, RequirementResult, Result, ScoreResult, TargetResult

OPEN = -1
"""The branch of an award of which it is not known which one is taken."""
APART = -2
"""The branch of a part that does not apply."""

Kind = Literal["number", "text", "branch"]
Branches = dict[str, int]


@frozen
class Column:
    """One column that comes out: its name, of which rule it tells, and what it holds."""

    name: str
    rule: str
    kind: Kind
    get: Callable[[Any, Branches], Any]
    """Its value of an outcome and the branches of its parts."""


def columns(entry: LoweredSubject, bounds: bool) -> tuple[Column, ...]:
    """Every column that comes out of a subject, in the order of its rules."""
    return tuple(column for rule in entry.rules for column in _RULES[type(rule)](rule, bounds))


def told(made: tuple[Column, ...], result: Result, branches: Branches) -> Iterator[Any]:
    """What one result puts into the columns; numbers are exact."""
    for column in made:
        yield column.get(result.outcomes[column.rule], branches)


def branching(part: core.Part) -> bool:
    """Whether a part has a branch to tell."""
    return isinstance(part.body, core.Choose) and not part.body.exclusive


def branches(card: core.Scorecard, env: Env) -> Branches:
    """Which branch each award of a scorecard takes, by the name of its column."""
    found: Branches = {}
    _branches(card.root, env, f"{card.id}.", found)
    return found


def _branches(part: core.Part, env: Env | None, before: str, found: Branches) -> None:
    if env is not None and part.guard is not None:
        holds = evaluate(part.guard, env)
        env = None if holds is False else (given(part.guard, True, env) or env) if holds is MAYBE else env
    if isinstance(part.body, tuple):
        for below in part.body:
            _branches(below, env, before, found)
    elif branching(part):
        found[f"{before}{part.id}"] = APART if env is None else _taken(part.body, env)


def _taken(body: core.Expr, env: Env) -> int:
    assert isinstance(body, core.Choose)
    for place, (condition, _) in enumerate(body.cases):
        holds = evaluate(condition, env)
        if holds is not False:
            return OPEN if holds is MAYBE else place
    return len(body.cases)


# ---------------------------------------------------------------- what each kind of rule gives


def _card(rule: LoweredCard, bounds: bool) -> Iterator[Column]:
    card = rule.card
    yield from _ends(card.id, card.id, bounds, lambda s, n: (s.points.low, s.points.high)[n])
    yield Column(f"{card.id}.total", card.id, "number", lambda s, b: s.total)
    if card.bands:
        yield Column(f"{card.id}.grade", card.id, "text", lambda s, b: s.grade)
        if bounds:
            yield Column(f"{card.id}.grades", card.id, "text", lambda s, b: "|".join(s.grades))
    if card.gates:
        yield Column(f"{card.id}.gate", card.id, "text", lambda s, b: s.gate)
    if card.vetoes:
        yield Column(f"{card.id}.veto", card.id, "text", lambda s, b: s.veto)
    for place, total in enumerate(card.totals):
        yield Column(f"{card.id}.{total.id}.total", card.id, "number", lambda s, b, n=place: s.totals[n].total)  # type: ignore[misc]
    for part in card.root.walk():
        if part.id:
            yield from _part(card.id, part, bounds)


def _part(card: str, part: core.Part, bounds: bool) -> Iterator[Column]:
    name = f"{card}.{part.id}"
    yield from _ends(card, name, bounds, lambda s, n: s.amounts[part.id][n])
    if branching(part):
        yield Column(f"{name}.branch", card, "branch", lambda s, b: b[name])


def _ends(card: str, name: str, bounds: bool, get: Callable[[ScoreResult, int], Any]) -> Iterator[Column]:
    if not bounds:
        yield Column(f"{name}.points", card, "number", lambda s, b: get(s, 0))
        return
    yield Column(f"{name}.low", card, "number", lambda s, b: get(s, 0))
    yield Column(f"{name}.high", card, "number", lambda s, b: get(s, 1))


def _classes(rule: LoweredClasses, bounds: bool) -> Iterator[Column]:
    def name(found: ClassResult, _: Branches) -> str | None:
        return found.name

    def possible(found: ClassResult, _: Branches) -> str:
        return "|".join(found.classes)

    yield Column(rule.id, rule.id, "text", name)
    if bounds:
        yield Column(f"{rule.id}.possible", rule.id, "text", possible)


def _requirement(rule: LoweredRequirement, bounds: bool) -> Iterator[Column]:
    def finding(found: RequirementResult, _: Branches) -> str:
        return found.finding

    yield Column(f"{rule.id}.finding", rule.id, "text", finding)


def _target(rule: LoweredTarget, bounds: bool) -> Iterator[Column]:
    def finding(found: TargetResult, _: Branches) -> str:
        return found.finding

    yield Column(f"{rule.id}.finding", rule.id, "text", finding)
    for place, due in enumerate(rule.rule.rows):
        yield Column(f"{rule.id}.{due.id}.finding", rule.id, "text", lambda t, b, n=place: t.rows[n].finding)  # type: ignore[misc]


def _name(rule: LoweredTemplate, bounds: bool) -> Iterator[Column]:
    def made(found: NameResult, _: Branches) -> str | None:
        return found.made

    def finding(found: NameResult, _: Branches) -> str:
        return found.finding

    yield Column(rule.id, rule.id, "text", made)
    yield Column(f"{rule.id}.finding", rule.id, "text", finding)


_RULES: dict[type, Callable[[Any, bool], Iterator[Column]]] = {
    LoweredCard: _card,
    LoweredClasses: _classes,
    LoweredRequirement: _requirement,
    LoweredTarget: _target,
    LoweredTemplate: _name,
}
