"""Expressions as terms: the counterpart of `language.meaning`, for facts that are known."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, assert_never

from attrs import evolve, frozen

from policyrules.analysis.encode import days
from policyrules.analysis.encode.values import Day, Outside, Val, World
from policyrules.analysis.solver import Term
from policyrules.language import core
from policyrules.language.values import Number

Lookup = Callable[[str], Val]


@frozen
class Scope:
    """Where an expression stands: facts by alias, and what values come to by key."""

    facts: Mapping[str, Any]
    value: Lookup

    def inside(self, facts: Mapping[str, Any]) -> Scope:
        return evolve(self, facts=ChainMap(dict(facts), self.facts))  # type: ignore[arg-type]


def encode(world: World, expr: core.Expr, scope: Scope) -> Val:
    """The value of an expression. Raises `Outside`."""
    t = world.terms

    def inner(part: core.Expr) -> Val:
        return encode(world, part, scope)

    match expr:
        case core.Lit():
            return world.constant(expr.value)
        case core.Fact():
            found = scope.facts[expr.field.alias]
            assert isinstance(found, Val)
            return found
        case core.Ref():
            return scope.value(expr.key)
        case core.Arith():
            return _arith(world, expr.op, inner(expr.left), inner(expr.right))
        case core.Cmp():
            return Val(world.compare(expr.op, inner(expr.left), inner(expr.right)))
        case core.Logic():
            items = [_truth(inner(item)) for item in expr.items]
            return Val(t.negate(items[0]) if expr.op == "not" else t.both(*items) if expr.op == "and" else t.either(*items))
        case core.Choose():
            return _choose(world, expr, scope)
        case core.Extreme():
            found = [inner(item) for item in expr.items]
            if any(x.term is None for x in found):
                return Val(None, True)
            keyed = [x.term for x in found]
            if any(isinstance(x, Day) for x in keyed):
                raise Outside("Extreme of days")
            return Val(t.extreme(expr.op, keyed), t.either(*(x.absent for x in found)))
        case core.Round():
            value = inner(expr.operand)
            return value if value.term is None else evolve(value, term=rounded(world, value.term, expr.step, expr.mode))
        case core.Elapsed():
            return days.elapsed(world, inner(expr.start), inner(expr.end), expr.unit)
        case core.Shift():
            return days.shift(world, inner(expr.day), expr.count, expr.unit)
        case core.Agg():
            raise AssertionError("lowering draws aggregates out: see `lists`")
    assert_never(expr)


def truth(world: World, expr: core.Expr, scope: Scope) -> Term:
    """Whether a condition holds."""
    return _truth(encode(world, expr, scope))


def _truth(value: Val) -> Term:
    if value.absent is not False:
        raise Outside("truth that may be 无")
    return value.term


def _arith(world: World, op: str, a: Val, b: Val) -> Val:
    t = world.terms
    if a.term is None or b.term is None:
        return Val(None, True)
    work = {"+": t.add, "-": t.minus, "*": t.times, "/": t.divide}[op]
    return Val(work(a.term, b.term), t.either(a.absent, b.absent))


def _choose(world: World, expr: core.Choose, scope: Scope) -> Val:
    cases = [(truth(world, condition, scope), encode(world, then, scope)) for condition, then in expr.cases]
    value = encode(world, expr.otherwise, scope)
    if expr.exclusive:
        return _any_of(world, cases, value)
    for condition, then in reversed(cases):
        value = world.choose(condition, then, value)
    return value


def _any_of(world: World, cases: list[tuple[Term, Val]], otherwise: Val) -> Val:
    """The value of any case that holds (互斥): which of several is not decided."""
    t = world.terms
    made = Val(t.whole("class"), t.truth("class"))
    held = [t.both(condition, world.same(made, then)) for condition, then in cases]
    none = t.both(*(t.negate(condition) for condition, _ in cases))
    world.laws.append(t.either(*held, t.both(none, world.same(made, otherwise))))
    return made


def rounded(world: World, value: Term, step: Number, mode: str) -> Term:
    """To a multiple of ``step``; half up and up go away from zero, down goes towards it."""
    t = world.terms
    steps = t.divide(value, step)
    negative = t.compare("lt", steps, 0)
    size = t.choose(negative, t.times(-1, steps), steps)
    whole = t.floor(size)
    rest = t.minus(size, whole)
    half = Fraction(1, 2)
    more = {
        "down": False,
        "up": t.compare("gt", rest, 0),
        "half up": t.compare("ge", rest, half),
        "half even": t.either(t.compare("gt", rest, half), t.both(t.same(rest, half), t.same(t.rest(whole, 2), 1))),
    }[mode]
    whole = t.add(whole, t.choose(more, 1, 0))
    return t.times(step, t.choose(negative, t.times(-1, whole), whole))
