"""A subject as a graph: every outcome of its rules that nodes can say, and why the others cannot be said."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

from policyrules.graph.cards import CardGraph, card_graph
from policyrules.graph.expressions import Lowering
from policyrules.graph.known import Code, InexpressibleError, Num, Truth, compare, only_none, possible
from policyrules.graph.nodes import Graph, Node
from policyrules.language import core
from policyrules.language.lowered import (
    LoweredCard,
    LoweredClasses,
    LoweredRequirement,
    LoweredRule,
    LoweredSubject,
    LoweredTarget,
)
from policyrules.language.values import NOTHING


@frozen(eq=False)
class ClassGraph:
    """A classification: of each of its rows, by name, whether it can be the class; ``none`` whether there can be no class."""

    rule: core.Classification
    can: Mapping[str, Node]
    none: Node


@frozen(eq=False)
class DutyGraph:
    """A line of a requirement: whether it can apply and not, whether it can hold and fail."""

    duty: core.Duty
    applies: Truth
    holds: Truth


@frozen(eq=False)
class RequirementGraph:
    rule: core.Requirement
    duties: tuple[DutyGraph, ...]


@frozen(eq=False)
class DueGraph:
    """A row of a target: whether it is ``due``, whether it is the last that is, and whether the measure can reach it and fall short
    (None: it is not measured)."""

    due: core.Due
    reached: Node
    last: Node
    holds: Truth | None


@frozen(eq=False)
class TargetGraph:
    """A target: whether it can apply and not, whether there is a date of evaluation, and its rows."""

    rule: core.Target
    applies: Truth
    dated: Node
    rows: tuple[DueGraph, ...]


RuleGraph = CardGraph | ClassGraph | RequirementGraph | TargetGraph


@frozen(eq=False)
class SubjectGraph:
    """A subject: its outcomes by id, and of each rule that is left out the reason. ``complete``: for facts of which none is
    missing."""

    subject: core.Subject
    complete: bool
    graph: Graph
    rules: dict[str, RuleGraph] = field(factory=dict)
    left: dict[str, str] = field(factory=dict)


def subject_graph(lowered: LoweredSubject, complete: bool) -> SubjectGraph:
    """The graph of a subject, for facts that are all known or for any."""
    made = SubjectGraph(lowered.subject, complete, Graph())
    lowering = Lowering(made.graph, complete, {value.id: value for value in lowered.values})
    for rule in lowered.rules:
        try:
            made.rules[rule.id] = _rule(lowering, rule)
        except InexpressibleError as reason:
            made.left[rule.id] = reason.why
    return made


def _rule(lowering: Lowering, rule: LoweredRule) -> RuleGraph:
    match rule:
        case LoweredCard():
            return card_graph(lowering, rule)
        case LoweredClasses():
            return _classes(lowering, rule.rule)
        case LoweredRequirement():
            return RequirementGraph(rule.rule, tuple(_duty(lowering, duty) for duty in rule.rule.duties))
        case LoweredTarget():
            return _target(lowering, rule.rule)
        case _:
            raise InexpressibleError("a name made of parts")


def _classes(lowering: Lowering, rule: core.Classification) -> ClassGraph:
    form = lowering.form(core.Ref("value", rule.value.id, span=rule.span), lowering.scope)
    if not isinstance(form, Code) or rule.exclusive:
        raise InexpressibleError("classes that exclude each other")
    can = dict(possible(lowering.graph, form))
    no = lowering.graph.const(False)
    names = rule.value.type.names if isinstance(rule.value.type, core.Options) else ()
    return ClassGraph(rule, {name: can.get(name, no) for name in names}, can.get(NOTHING, no))


def _duty(lowering: Lowering, duty: core.Duty) -> DutyGraph:
    g, scope = lowering.graph, lowering.scope
    if duty.guard is None:
        return DutyGraph(duty, Truth(g.const(True), g.const(False)), lowering.truth(duty.test, scope))
    applies = lowering.truth(duty.guard, scope)
    return DutyGraph(duty, applies, lowering.truth(duty.test, lowering.inside(duty.guard, scope)))


def _target(lowering: Lowering, rule: core.Target) -> TargetGraph:
    g, scope = lowering.graph, lowering.scope
    applies = Truth(g.const(True), g.const(False)) if rule.guard is None else lowering.truth(rule.guard, scope)
    measure = lowering.number(rule.measure, scope if rule.guard is None else lowering.inside(rule.guard, scope))
    value = _there(g, measure)
    on = scope.facts.on()
    dated = g.not_(on.first)
    reached = [g.and_(dated, g.compare("ge", on.low, g.const(row.day))) for row in rule.rows]
    last = [g.and_(one, g.not_(later)) for one, later in zip(reached, (*reached[1:], g.const(False)), strict=True)]
    tests = [row.test for row in rule.rows]
    holds = [compare(g, test.op, value, lowering.number(test.right, scope)) if test else None for test in tests]
    return TargetGraph(rule, applies, dated, tuple(map(DueGraph, rule.rows, reached, last, holds)))


def _there(g: Graph, measure: Num) -> Num:
    """The measure where a target applies, which is never 无 then: the checker saw to it."""
    nothing = only_none(g, measure)
    low, high = (evolve(end, endless=g.or_(end.endless, nothing)) for end in (measure.low, measure.high))
    return Num(low, low if measure.low is measure.high else high, g.const(False), g.const(True))
