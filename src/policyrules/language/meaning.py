"""What an expression of the core means, given what is known: the reference for every other way to work it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial, reduce
from typing import Any

from attrs import evolve

from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.aggregate import Enter, Tally, after, aggregate, counted, counts, failing, members, tally
from policyrules.language.calendar import elapsed, shift
from policyrules.language.core import Fact, Lit
from policyrules.language.env import Below
from policyrules.language.env import Env as Env
from policyrules.language.env import unknown as unknown
from policyrules.language.lowered import Aggregate
from policyrules.language.values import MAYBE, Value


def evaluate(expr: core.Expr, env: Env) -> Any:
    """The value of an expression: a known value, or an abstract one that holds every value the unknowns allow."""
    kind = type(expr)
    if kind is Fact:  # most of what is evaluated is a fact or a constant
        return env.facts[expr.field.alias]  # type: ignore[union-attr]
    if kind is Lit:
        return expr.value  # type: ignore[union-attr]
    return _RULES[kind](expr, env)


def work_out(value: core.Value | Aggregate, env: Env) -> Any:
    """A named value of a lowered program."""
    if not isinstance(value, Aggregate):
        return evaluate(value.expr, env)
    if env.tallies is None or not counts(value.agg):
        return aggregate(value.agg, env, evaluate, _into(value))
    env.tallies[value.id] = found = tally(value.agg, env, evaluate, _into(value))
    return counted(value.agg, found)


def tallied(value: Aggregate, env: Env) -> Tally:
    """How many records there are, and how many satisfy what is asked of them."""
    known = env.tallies.get(value.id) if env.tallies else None
    return known or tally(value.agg, env, evaluate, _into(value))


def failed(value: Aggregate, env: Env) -> list[int]:
    """The places, from 0, of the records that surely do not satisfy what is asked of them."""
    return failing(value.agg, env, evaluate, _into(value))


def records(value: Aggregate, env: Env) -> Iterator[Env]:
    """What is known of each record that surely lies in the period an aggregate is about."""
    belonging, _ = members(evolve(value.agg, where=None), env, evaluate)
    enter = _into(value)
    return (enter(env, record) for sure, record in belonging if sure is True)


def left_out(value: Aggregate, env: Env) -> int:
    """How many records do not count because they are dated after the date of evaluation."""
    return after(value.agg, env, evaluate, _into(value))


def _into(value: Aggregate) -> Enter:
    return partial(_enter, value.inner) if value.inner else Env.record


def _enter(inner: Mapping[str, Aggregate], env: Env, record: Mapping[str, Any]) -> Env:
    """One record, with the aggregates of its own lists worked out when they are asked for."""
    made = env.record(record)
    made.values = _Inner(inner, made)
    return made


class _Inner(Below):
    """Values of one record."""

    __slots__ = ("env", "inner")

    def __init__(self, inner: Mapping[str, Aggregate], env: Env) -> None:
        super().__init__({}, env.values)
        self.inner, self.env = inner, env

    def __missing__(self, key: str) -> Any:
        found = self.inner.get(key)
        if found is None:
            return self.above[key]
        self[key] = made = work_out(found, self.env)
        return made


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
    if expr.exclusive:
        return _only(expr, env)
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


def _only(expr: core.Choose, env: Env) -> Any:
    """The value of an exclusive choice: that of every case that may hold, whatever the others do."""
    holds = [_truth(evaluate(condition, env)) for condition, _ in expr.cases]
    values = [evaluate(then, env) for (_, then), held in zip(expr.cases, holds, strict=True) if held is not False]
    if True not in holds:
        values.append(evaluate(expr.otherwise, env))
    return reduce(iv.hull, values)


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
        case core.Logic(op, items) if op == ("or" if holds else "and"):
            open_ = [item for item in items if evaluate(item, env) is not (not holds)]  # the others cannot be why
            return given(open_[0], holds, env) if len(open_) == 1 else env if open_ else None
    return env


def _extreme(expr: core.Extreme, env: Env) -> Any:
    return iv.extreme(expr.op, [evaluate(item, env) for item in expr.items])


def _round(expr: core.Round, env: Env) -> Any:
    return iv.round_to(evaluate(expr.operand, env), expr.step, expr.mode)


def _agg(expr: core.Agg, env: Env) -> Any:
    return aggregate(expr, env, evaluate)


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
    core.Agg: _agg,
    core.Elapsed: _elapsed,
    core.Shift: _shift,
}
