"""What an expression of the core means, given what is known: the reference for every other way to work it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field

from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.calendar import elapsed, shift
from policyrules.language.values import MAYBE, NOTHING, Dates, Interval, OneOf, Value


@define
class Env:
    """What is known where an expression is evaluated: facts by alias, and values by key ("on" and "total" among them).

    A fact or value that is missing here is a mistake of ours, not of a user: `unknown` gives every missing fact its abstract value.
    """

    facts: Mapping[str, Value]
    values: Mapping[str, Value] = field(factory=dict)

    def narrowed(self, facts: Mapping[str, Value]) -> Env:
        return Env({**self.facts, **facts}, self.values)


def unknown(fact: core.Field) -> Value:
    """All that is known of a fact that was not given: its declared bounds, levels or options."""
    match fact.type:
        case core.Bool():
            return OneOf(frozenset((True, False, NOTHING))) if fact.optional else MAYBE
        case core.Quantity():
            return iv.interval(*iv.bounds(Interval(fact.low, fact.high)), fact.optional)  # type: ignore[arg-type]
        case core.Day():
            return Dates(fact.low, fact.high, fact.optional)  # type: ignore[arg-type]
        case core.Text():
            return OneOf(None)
        case core.Levels(names):
            members: frozenset[Any] = frozenset(range(len(names)))
        case core.Options(names):
            members = frozenset(names)
    return OneOf(members | {NOTHING} if fact.optional else members)


def evaluate(expr: core.Expr, env: Env) -> Any:
    """The value of an expression: a known value, or an abstract one that holds every value the unknowns allow."""
    kind = type(expr)
    if kind is core.Fact:  # most of what is evaluated is a fact or a constant
        return env.facts[expr.field.alias]  # type: ignore[union-attr]
    if kind is core.Lit:
        return expr.value  # type: ignore[union-attr]
    return _RULES[kind](expr, env)


def _ref(expr: core.Ref, env: Env) -> Value:
    return env.values[expr.key]


def _arith(expr: core.Arith, env: Env) -> Any:
    return iv.arith(expr.op, evaluate(expr.left, env), evaluate(expr.right, env))


def _cmp(expr: core.Cmp, env: Env) -> Any:
    return iv.compare(expr.op, evaluate(expr.left, env), evaluate(expr.right, env))


def _logic(expr: core.Logic, env: Env) -> Any:
    if expr.op == "not":
        return iv.negate(_truth(evaluate(expr.items[0], env)))
    join = iv.both if expr.op == "and" else iv.either
    return join(_truth(evaluate(item, env)) for item in expr.items)


def _truth(value: Any) -> Any:
    return value if value is True or value is False else MAYBE


def _choose(expr: core.Choose, env: Env) -> Any:
    result: Any = None
    for condition, then in expr.cases:
        holds = _truth(evaluate(condition, env))
        if holds is False:
            continue
        if holds is True:
            value = evaluate(then, env)
            return value if result is None else iv.hull(result, value)
        inside, outside = given(condition, True, env), given(condition, False, env)
        if inside is not None:
            value = evaluate(then, inside)
            result = value if result is None else iv.hull(result, value)
        if outside is None:
            return result
        env = outside
    value = evaluate(expr.otherwise, env)
    return value if result is None else iv.hull(result, value)


def given(condition: core.Expr, holds: bool, env: Env) -> Env | None:
    """The environment in which a condition is known to hold, or not to: facts it compares with a constant are narrowed.

    None when that cannot be. Conditions of any other shape narrow nothing, which is sound.
    """
    match condition:
        case core.Cmp(op, _, core.Fact(fact), mark) if isinstance(mark, core.Lit):
            narrowed = iv.narrow(env.facts[fact.alias], op if holds else iv.NEGATED[op], mark.value)
            if not holds and fact.optional and op in ("ge", "gt", "le", "lt"):
                return env  # 无 fails every order comparison, so failing one says nothing of the number alone
            return None if narrowed is None else env.narrowed({fact.alias: narrowed})
        case core.Fact(fact) if env.facts[fact.alias] is MAYBE:
            return env.narrowed({fact.alias: holds})
        case core.Logic("not", (inner,)):
            return given(inner, not holds, env)
        case core.Logic(op, items) if op == ("and" if holds else "or"):
            here: Env | None = env
            for item in items:
                here = None if here is None else given(item, holds, here)
            return here
    return env


def _extreme(expr: core.Extreme, env: Env) -> Any:
    return iv.extreme(expr.op, [evaluate(item, env) for item in expr.items])


def _round(expr: core.Round, env: Env) -> Any:
    return iv.round_to(evaluate(expr.operand, env), expr.step, expr.mode)


def _elapsed(expr: core.Elapsed, env: Env) -> Any:
    return elapsed(evaluate(expr.start, env), evaluate(expr.end, env), expr.unit)


def _shift(expr: core.Shift, env: Env) -> Any:
    return shift(evaluate(expr.day, env), expr.count, expr.unit)


_RULES: dict[type, Callable[[Any, Env], Any]] = {
    core.Ref: _ref,
    core.Arith: _arith,
    core.Cmp: _cmp,
    core.Logic: _logic,
    core.Choose: _choose,
    core.Extreme: _extreme,
    core.Round: _round,
    core.Elapsed: _elapsed,
    core.Shift: _shift,
}
