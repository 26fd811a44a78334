"""Expressions of the core as forms of nodes: what `language.meaning.evaluate` works out for some facts, said once for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field, frozen

from policyrules.graph import ends as e
from policyrules.graph.arith import arith, extreme
from policyrules.graph.facts import Blank, Facts, narrow
from policyrules.graph.known import Code, Form, InexpressibleError, Moment, Nothing, Num, Truth, compare, either, only_none
from policyrules.graph.nodes import Graph, Node
from policyrules.language import core
from policyrules.language.lowered import Aggregate
from policyrules.language.values import MAYBE, NOTHING


@frozen(eq=False)
class Scope:
    """Where an expression stands: what is known of the facts, and the totals and points that may be asked for."""

    facts: Facts
    totals: Mapping[str, Form]
    made: dict[int, Form] = field(factory=dict)
    """By identity, because expressions that are written alike (0 and 否) compare equal."""

    def narrowed(self, fact: core.Field, blank: Blank) -> Scope:
        return Scope(self.facts.narrowed(fact, blank), self.totals)


@define(eq=False)
class Lowering:
    """Lowers the expressions of one subject. ``values`` are its named values and aggregates by key."""

    graph: Graph
    complete: bool
    values: Mapping[str, core.Value | Aggregate]
    _worked: dict[str, Form] = field(factory=dict)
    scope: Scope = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.scope = Scope(Facts(self.graph, self.complete, {}), {})

    def truth(self, expr: core.Expr, scope: Scope) -> Truth:
        form = self.form(expr, scope)
        if not isinstance(form, Truth):
            raise InexpressibleError("a condition that is no truth value")
        return Truth(form.true, self.graph.not_(form.true)) if self.complete else form

    def number(self, expr: core.Expr, scope: Scope) -> Num:
        form = self.form(expr, scope)
        if not isinstance(form, Num):
            raise InexpressibleError("an amount that is no number")
        return form

    def form(self, expr: core.Expr, scope: Scope) -> Form:
        """What an expression comes to."""
        found = scope.made.get(id(expr))
        if found is None:
            found = scope.made[id(expr)] = self._form(expr, scope)
        return found

    def _form(self, expr: core.Expr, scope: Scope) -> Form:
        g = self.graph
        match expr:
            case core.Lit(value):
                return self.constant(value)
            case core.Fact(fact):
                return scope.facts.form(fact)
            case core.Ref():
                return self._ref(expr, scope)
            case core.Arith(op, left, right):
                return arith(g, op, self.number(left, scope), self.number(right, scope))
            case core.Cmp(op, _, left, right):
                return compare(g, op, self.form(left, scope), self.form(right, scope))
            case core.Logic(op, items):
                return self._logic(op, [self.truth(item, scope) for item in items])
            case core.Choose():
                return self._only(expr, scope) if expr.exclusive else self._choose(expr, 0, scope)
            case core.Extreme(op, items):
                return extreme(g, op, [self.number(item, scope) for item in items])
            case core.Round(operand, step, mode):
                inner = self.number(operand, scope)
                low = e.rounded(g, inner.low, step, mode)
                high = low if inner.low is inner.high else e.rounded(g, inner.high, step, mode)
                none = only_none(g, inner)
                return Num(low, high, none, g.not_(none))
            case core.Elapsed(unit, start, end):
                return self._elapsed(unit, self._moment(start, scope), self._moment(end, scope))
            case core.Shift(day, count, unit):
                return self._shifted(self._moment(day, scope), count, unit)
            case core.Agg():
                raise InexpressibleError("an aggregate that was not drawn out")

    def constant(self, value: Any) -> Form:
        g, no, yes = self.graph, self.graph.const(False), self.graph.const(True)
        if value is NOTHING:
            return Nothing()
        if isinstance(value, bool):
            return Truth(g.const(value), g.const(not value))
        if isinstance(value, str):
            return Code(g.const(value), no, yes, {})
        if hasattr(value, "numerator"):
            end = e.number(g, value)
            return Num(end, end, no, yes)
        day = g.const(value)
        return Moment(day, day, no, no, no, yes)

    def _ref(self, expr: core.Ref, scope: Scope) -> Form:
        if expr.kind == "on":
            return scope.facts.on()
        if expr.key in scope.totals:
            return scope.totals[expr.key]
        if expr.key not in self._worked:
            value = self.values.get(expr.key)
            if value is None:
                raise InexpressibleError("points or totals that are not in the graph")
            root = self.scope
            self._worked[expr.key] = root.facts.aggregate(value) if isinstance(value, Aggregate) else self.form(value.expr, root)
        return self._worked[expr.key]

    def _moment(self, expr: core.Expr, scope: Scope) -> Moment:
        form = self.form(expr, scope)
        if not isinstance(form, Moment):
            raise InexpressibleError("a day that is none")
        return form

    def _elapsed(self, unit: str, start: Moment, end: Moment) -> Num:
        g = self.graph
        sides = ((start.high, end.low, g.or_(start.last, end.first)), (start.low, end.high, g.or_(start.first, end.last)))
        low, high = (e.End(g.elapsed(unit, a, b), 1, (), endless) for a, b, endless in sides)
        if start.low is start.high and end.low is end.high:
            high = low
        none, some = g.or_(start.none, end.none), g.and_(start.some, end.some)
        return Num(low, high, none, some)

    def _shifted(self, day: Moment, count: int, unit: str) -> Moment:
        low, high = (self.graph.shift(unit, count, x) for x in (day.low, day.high))
        return Moment(low, high, day.first, day.last, day.none, day.some)

    def _logic(self, op: str, items: list[Truth]) -> Truth:
        g = self.graph
        if op == "not":
            return Truth(items[0].false, items[0].true)
        if self.complete:
            held = (g.and_ if op == "and" else g.or_)(*(t.true for t in items))
            return Truth(held, g.not_(held))
        true, false = ([t.true for t in items], [t.false for t in items])
        if op == "and":
            return Truth(g.and_(*true), g.or_(*false))
        return Truth(g.or_(*true), g.and_(*false))

    # ------------------------------------------------------------ choice

    def _choose(self, expr: core.Choose, place: int, scope: Scope) -> Form:
        if place == len(expr.cases):
            return self.form(expr.otherwise, scope)
        condition, then = expr.cases[place]
        held = self.truth(condition, scope)
        if _is(held.false, False):
            return self.form(then, scope)
        if _is(held.true, False):
            return self._choose(expr, place + 1, scope)
        if self.complete:
            return either(self.graph, held.true, self.form(then, scope), held.false, self._choose(expr, place + 1, scope))
        return self._open(expr, place, held, scope)

    def _open(self, expr: core.Choose, place: int, held: Truth, scope: Scope) -> Form:
        """A choice whose condition may be unknown: each branch that may be taken, with what that says of the facts."""
        g = self.graph
        condition, then = expr.cases[place]
        inside, possible = self.given(condition, True, scope)
        outside, other = self.given(condition, False, scope)
        taken = g.and_(held.true, g.or_(possible, g.not_(held.false)))
        left = g.and_(held.false, g.or_(other, g.not_(held.true)))
        return either(g, taken, self.form(then, inside), left, self._choose(expr, place + 1, outside))

    def _only(self, expr: core.Choose, scope: Scope) -> Form:
        """The value of an exclusive choice: that of every case that may hold, whatever the others do."""
        g = self.graph
        held = [self.truth(condition, scope) for condition, _ in expr.cases]
        reach = g.and_(*(t.false for t in held))
        made = self.form(expr.otherwise, scope)
        for (_, then), t in reversed(list(zip(expr.cases, held, strict=True))):
            made = either(g, t.true, self.form(then, scope), reach, made)
            reach = g.or_(t.true, reach)
        return made

    # ------------------------------------------------------------ what a condition says of missing facts

    def given(self, condition: core.Expr, holds: bool, scope: Scope) -> tuple[Scope, Node]:
        """Where a condition that is unknown holds, or does not: what is then known, and whether that can be
        (`language.meaning.given`)."""
        g = self.graph
        yes = g.const(True)
        if self.complete:
            return scope, yes
        match condition:
            case core.Cmp(sign, _, core.Fact(fact), core.Lit(mark)):
                return self._narrowed(fact, scope, lambda v: narrow(v, sign, mark, fact.optional, holds))
            case core.Fact(fact) if isinstance(fact.type, core.Bool):
                return self._narrowed(fact, scope, lambda v: holds if v is MAYBE else v)
            case core.Logic("not", (inner,)):
                return self.given(inner, not holds, scope)
            case core.Logic(op, items) if op == ("and" if holds else "or"):
                possible = yes
                for item in items:
                    scope, can = self.given(item, holds, scope)
                    possible = g.and_(possible, can)
                return scope, possible
            case core.Logic(_, items):
                return self._alone(items, holds, scope)
        return scope, yes

    def inside(self, guard: core.Expr, scope: Scope) -> Scope:
        """What is known where a 前提 holds; no more than without it where it cannot."""
        narrowed, possible = self.given(guard, True, scope)
        return self._merged(scope, possible, narrowed, guard)

    def _merged(self, scope: Scope, condition: Node, inside: Scope, read: core.Expr) -> Scope:
        """What is known of the facts a condition reads: the same as inside it where ``condition`` holds, else as before."""
        g = self.graph
        if _is(condition, True):
            return inside
        blanks = dict(scope.facts.blanks)
        for alias, blank in inside.facts.blanks.items():
            if blank is not blanks.get(alias):
                rest = blanks.get(alias) or ((g.const(True), _declared(alias, read)),)
                blanks[alias] = (*((g.and_(condition, c), value) for c, value in blank), *rest)
        return Scope(Facts(g, False, blanks), scope.totals)

    def _narrowed(self, fact: core.Field, scope: Scope, change: Callable[[Any], Any]) -> tuple[Scope, Node]:
        g = self.graph
        if isinstance(fact.type, core.Records | core.Text):
            return scope, g.const(True)
        before = scope.facts.blank(fact)
        after = [(condition, change(value)) for condition, value in before]
        kept = tuple(
            (condition, was if found is None else found) for (condition, found), (_, was) in zip(after, before, strict=True)
        )
        possible = g.const(after[-1][1] is not None)
        for condition, found in reversed(after[:-1]):
            possible = g.when(condition, g.const(found is not None), possible)
        return scope.narrowed(fact, kept), g.or_(scope.facts.known(fact.alias), possible)

    def _alone(self, items: tuple[core.Expr, ...], holds: bool, scope: Scope) -> tuple[Scope, Node]:
        """Of several conditions the only one that is still open is why the whole holds, or does not."""
        g = self.graph
        held = [self.truth(item, scope) for item in items]
        open_ = [t.true if holds else t.false for t in held]
        possible, narrowed = g.or_(*open_), scope
        for place, item in enumerate(items):
            alone = g.and_(open_[place], *(g.not_(x) for n, x in enumerate(open_) if n != place))
            if _is(alone, False):
                continue
            inside, can = self.given(item, holds, scope)
            possible = g.and_(possible, g.or_(g.not_(alone), can))
            changed = {k: v for k, v in inside.facts.blanks.items() if v is not scope.facts.blanks.get(k)}
            only = Scope(Facts(g, False, {**narrowed.facts.blanks, **changed}), scope.totals)
            narrowed = self._merged(narrowed, alone, only, item)
        return narrowed, possible


def _is(node: Node, value: bool) -> bool:
    return node.constant and node.value is value


def _declared(alias: str, item: core.Expr) -> Any:
    """What is known of a fact, which a condition reads, from its declaration alone."""
    from policyrules.language.env import unknown

    return next(unknown(x.field) for x in core.walk(item) if isinstance(x, core.Fact) and x.field.alias == alias)
