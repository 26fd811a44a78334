"""What expressions can come to, whatever the facts are: numbers as spreads, conditions as true, false or MAYBE.

Facts that were cut into cells are taken from the cell; of all others every value that they may have. Nothing is left out: what is
not in the spread of an expression, it never comes to.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import inf
from typing import Any

from attrs import define, evolve, field

from policyrules.analysis import spread as sp
from policyrules.analysis.spread import EVERY, NONE, Spread
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.env import Below
from policyrules.language.lowered import Aggregate
from policyrules.language.meaning import Env, evaluate, unknown, work_out
from policyrules.language.values import MAYBE, NOTHING, Dates, Interval, OneOf

Cells = Mapping[str, Any]
"""What is known of facts (by alias) and of what lists come to (by id): a spread, or a value of the interpreter."""
Values = Mapping[str, core.Value | Aggregate]

_COUNTS = frozenset(("count", "sum", "mean", "share"))


@define(eq=False)
class Worth:
    """What expressions come to under some cells. ``scored`` are the spreads of totals and of the points of parts, by key."""

    values: Values
    blank: Mapping[str, Any]
    cells: Cells
    scored: Mapping[str, Spread] = field(factory=dict)
    _env: Env | None = None
    _numbers: dict[str, Spread] = field(factory=dict)
    _truths: dict[str, Any] = field(factory=dict)
    """What values come to, by key: one that is read twice by each of the next would else be worked out beyond number."""

    # ------------------------------------------------------------ numbers

    def number(self, expr: core.Expr) -> Spread:
        """The numbers that an expression may come to."""
        match expr:
            case core.Lit(value=value):
                return evolve(NONE, absent=True) if value is NOTHING else sp.single(value)  # type: ignore[arg-type]
            case core.Fact(fact):
                found = self.cells.get(fact.alias)
                return found if isinstance(found, Spread) else evolve(NONE, absent=True) if found is NOTHING else domain(fact)
            case core.Ref(kind, key):
                return self.ref(kind, key)
            case core.Arith(op, left, right):
                return sp.arith(op, self.number(left), self.number(right))
            case core.Choose():
                return self.chosen(expr)
            case core.Extreme(op, items):
                return sp.extreme(op, [self.number(i) for i in items])
            case core.Round(operand, step, mode):
                return sp.rounded(self.number(operand), step, mode)
            case core.Elapsed():
                return sp.of(evaluate(expr, self.env), step=1)
        return EVERY

    def ref(self, kind: str, key: str) -> Spread:
        if key in self.scored:
            return self.scored[key]
        if key in self.cells:
            found = self.cells[key]
            return found if isinstance(found, Spread) else evolve(NONE, absent=True)
        value = self.values.get(key)
        if value is None:
            return EVERY
        if key not in self._numbers:
            self._numbers[key] = self.number(value.expr) if isinstance(value, core.Value) else self.listed(value)
        return self._numbers[key]

    def listed(self, value: Aggregate) -> Spread:
        """What the records of a list come to."""
        agg = value.agg
        whole = work_out(value, self.env)
        if not isinstance(whole, Interval):
            return evolve(NONE, absent=True) if whole is NOTHING else sp.single(whole)
        if agg.op == "count":
            return sp.of(whole, step=1)
        if agg.op in ("mean", "share") or agg.body is None:
            return sp.of(whole)
        one = Worth({**self.values, **value.inner}, self.blank, self.cells).number(agg.body)
        if agg.op == "sum":
            return sp.of(whole, step=one.step or 0) if one.step != 0 else sp.single(0)
        return evolve(one, absent=whole.absent or one.absent)

    def chosen(self, expr: core.Choose) -> Spread:
        """The values of every case that may be taken."""
        found: list[Spread] = []
        for condition, then in expr.cases:
            holds = self.truth(condition)
            if holds is False:
                continue
            found.append(self.number(then))
            if holds is True and not expr.exclusive:
                return sp.union(found)
        return sp.union((*found, self.number(expr.otherwise)))

    # ------------------------------------------------------------ conditions

    def truth(self, expr: core.Expr) -> Any:
        """Whether a condition holds: True, False, or MAYBE where it may and may not."""
        match expr:
            case core.Lit(value=bool(told)):
                return told
            case core.Cmp(op, _, left, right) if self.numeric(left) and self.numeric(right):
                return compared(op, self.number(left), self.number(right))
            case core.Logic("not", (inner,)):
                return iv.negate(self.truth(inner))
            case core.Logic(op, items):
                return (iv.both if op == "and" else iv.either)(map(self.truth, items))
            case core.Choose():
                return self.either(expr)
            case core.Ref(_, key) if key in self.cells:
                return _truth(self.cells[key])
            case core.Ref(_, key) if isinstance(value := self.values.get(key), core.Value):
                if key not in self._truths:
                    self._truths[key] = self.truth(value.expr)
                return self._truths[key]
        return _truth(evaluate(expr, self.env))

    def either(self, expr: core.Choose) -> Any:
        """A choice between conditions."""
        found: set[Any] = set()
        for condition, then in expr.cases:
            holds = self.truth(condition)
            if holds is not False:
                found.add(self.truth(then))
            if holds is True and not expr.exclusive:
                break
        else:
            found.add(self.truth(expr.otherwise))
        return found.pop() if len(found) == 1 else MAYBE

    def numeric(self, expr: core.Expr) -> bool:
        """Whether an expression is a number, and none that stands for a level."""
        match expr:
            case core.Lit(value=told):
                return not isinstance(told, bool | str) and isinstance(told, int | Fraction)
            case core.Fact(fact):
                return isinstance(fact.type, core.Quantity)
            case core.Ref(kind, key):
                value = self.values.get(key)
                if isinstance(value, Aggregate):
                    agg = value.agg
                    return agg.op in _COUNTS or (agg.op != "all" and agg.body is not None and self.numeric(agg.body))
                return kind in ("total", "part") or (isinstance(value, core.Value) and isinstance(value.type, core.Quantity))
            case core.Arith() | core.Round() | core.Elapsed():
                return True
            case core.Choose(cases=cases, otherwise=otherwise):
                return all(self.numeric(e) for e in (*(then for _, then in cases), otherwise))
            case core.Extreme(items=items):
                return all(map(self.numeric, items))
        return False

    @property
    def env(self) -> Env:
        """The cells as the interpreter has them."""
        if self._env is None:
            facts = {k: interval(v) if isinstance(v, Spread) else v for k, v in self.cells.items()}
            self._env = env = Env({**self.blank, **facts}, {"on": Dates()})
            env.values = _Lazy(self.values, env, {k: facts[k] for k in facts if k.startswith("#")})
        return self._env


class _Lazy(Below):
    """Values that are worked out when they are asked for."""

    __slots__ = ("env", "rules")

    def __init__(self, rules: Values, env: Env, known: Mapping[str, Any]) -> None:
        super().__init__(known, env.values)
        self.rules, self.env = rules, env

    def __missing__(self, key: str) -> Any:
        if key not in self.rules:
            return self.above[key]
        self[key] = found = work_out(self.rules[key], self.env)
        return found


def blank(fields: tuple[core.Field, ...]) -> dict[str, Any]:
    """What is known of facts of which nothing is."""
    return {f.alias: unknown(f) for f in fields}


def domain(fact: core.Field) -> Spread:
    """Every number that a fact may be."""
    assert isinstance(fact.type, core.Quantity)
    low, high = (-inf if fact.low is None else fact.low), (inf if fact.high is None else fact.high)
    step = fact.step or (1 if fact.type.whole else 0)
    at = fact.low if fact.step and fact.low is not None else 0
    found = sp.stretch(low, high, open_low=fact.above, open_high=fact.below, step=step, at=at)  # type: ignore[arg-type]
    return evolve(found, absent=fact.optional)


def interval(value: Spread) -> Any:
    """A spread as the interpreter has it."""
    if value.empty:
        return NOTHING
    return iv.interval(value.hull.low, value.hull.high, value.absent)


def compared(op: str, a: Spread, b: Spread) -> Any:
    """Whether a comparison holds for all numbers of each, for none, or for some."""
    answers: set[bool] = set()
    if a.absent or b.absent:
        if a.absent and b.absent:
            answers.add(op == "eq")
        if (a.absent and not b.empty) or (b.absent and not a.empty):
            answers.add(op == "ne")
    if not a.empty and not b.empty:
        answers |= _order(op, a, b)
    return answers.pop() if len(answers) == 1 else MAYBE


def _order(op: str, a: Spread, b: Spread) -> set[bool]:
    if op in ("eq", "ne"):
        same = {True} if a.only is not None and a.only == b.only else {False} if _apart(a, b) else {True, False}
        return same if op == "eq" else {not s for s in same}
    if op in ("le", "lt"):
        a, b, op = b, a, "ge" if op == "le" else "gt"
    h, k = a.hull, b.hull
    most = h.high > k.low or (op == "ge" and h.high == k.low and not (h.open_high or k.open_low))
    least = h.low > k.high or (h.low == k.high and (op == "ge" or h.open_low or k.open_high))
    return {most, least} if most else {False}


def _apart(a: Spread, b: Spread) -> bool:
    """Whether no number is in both."""
    for one, other in ((a, b), (b, a)):
        if not one.runs and one.count <= 64:
            return not any(other.holds(x) for x in one.dots())
    return b.within(a.hull).empty or a.within(b.hull).empty


def _truth(value: Any) -> Any:
    if isinstance(value, OneOf):
        return MAYBE
    return value if value is True or value is False else MAYBE
