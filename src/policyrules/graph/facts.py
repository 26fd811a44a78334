"""Facts and aggregates as forms: what the graph reads, and what is known of it where it was not given.

Of a missing fact everything that is known is constant: what its declaration allows (`language.env.unknown`), narrowed where a
condition that reads it is taken to hold. A `Blank` says so: the first of its alternatives whose condition holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any

from attrs import evolve, frozen

from policyrules.graph import ends as e
from policyrules.graph.ends import End
from policyrules.graph.known import Code, Form, InexpressibleError, Moment, Num, Truth
from policyrules.graph.nodes import ORDER, Graph, Input, Node
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.env import unknown
from policyrules.language.lowered import Aggregate
from policyrules.language.values import NOTHING, Dates, Interval, OneOf

DECIMALS = 4
"""With how many decimals a number is read that may have any: as so many ten-thousandths."""
FEW_DIGITS = 10**15
"""Below it a float has one decimal form of fifteen digits or fewer, so a decimal that gives the float back is the one it shows."""

Blank = tuple[tuple[Node, Any], ...]
"""What a missing fact can be: the value beside the first condition that holds; the last always does."""


@frozen(eq=False)
class Facts:
    """The facts of a subject as forms. ``complete``: all are known; ``blanks`` are those of the missing ones that were narrowed."""

    graph: Graph
    complete: bool
    blanks: Mapping[str, Blank]

    def known(self, key: str) -> Node:
        return self.graph.const(True) if self.complete else self.graph.known(key)

    def blank(self, fact: core.Field) -> Blank:
        return self.blanks.get(fact.alias) or ((self.graph.const(True), unknown(fact)),)

    def narrowed(self, fact: core.Field, blank: Blank) -> Facts:
        return evolve(self, blanks={**self.blanks, fact.alias: blank})

    def form(self, fact: core.Field) -> Form:
        """What is known of a fact."""
        match fact.type:
            case core.Quantity():
                return self._number(fact, fact.type)
            case core.Bool():
                return self._truth(fact)
            case core.Day():
                return self._day(fact)
            case core.Levels() | core.Options() | core.Text():
                return self._code(fact)
            case core.Records():
                raise InexpressibleError("a list read outside an aggregate")

    def _none(self, fact: core.Field) -> Node:
        return self.graph.none(fact.alias) if fact.optional else self.graph.const(False)

    def _of(self, blank: Blank, node: Callable[[Any], Node]) -> Node:
        """A node over the alternatives of a blank."""
        made = node(blank[-1][1])
        for condition, value in reversed(blank[:-1]):
            made = self.graph.when(condition, node(value), made)
        return made

    def _number(self, fact: core.Field, type_: core.Quantity) -> Num:
        g, known, none = self.graph, self.known(fact.alias), self._none(fact)
        end = _input(g, fact, type_)
        if self.complete:
            return Num(end, end, none, g.not_(none))
        blank = self.blank(fact)
        low, high = (self._end(blank, known, end, side) for side in (0, 1))
        absent = self._of(blank, lambda v: g.const(v is NOTHING or (isinstance(v, Interval) and v.absent)))
        there = self._of(blank, lambda v: g.const(v is not NOTHING))
        return Num(low, high, g.when(known, none, absent), g.when(known, g.not_(none), there))

    def _end(self, blank: Blank, known: Node, end: End, side: int) -> End:
        g = self.graph
        made = self._fixed(blank[-1][1], side)
        for condition, value in reversed(blank[:-1]):
            made = e.chosen(g, condition, self._fixed(value, side), made)
        return e.chosen(g, known, end, made)

    def _fixed(self, value: Any, side: int) -> End:
        found = (value.low, value.high)[side] if isinstance(value, Interval) else 0 if value is NOTHING else value
        end = e.number(self.graph, 0 if found is None else found)
        return evolve(end, endless=self.graph.const(found is None))

    def _truth(self, fact: core.Field) -> Truth:
        if fact.optional:
            raise InexpressibleError("a truth value that can be 无")
        g, known = self.graph, self.known(fact.alias)
        node = g.input(Input(fact.alias, "bool"))
        if self.complete:
            return Truth(node, g.not_(node))
        true, false = (self._of(self.blank(fact), lambda v, no=no: g.const(v is not no)) for no in (False, True))  # type: ignore[misc]
        return Truth(g.when(known, node, true), g.when(known, g.not_(node), false))

    def _code(self, fact: core.Field) -> Code:
        g, known, none = self.graph, self.known(fact.alias), self._none(fact)
        values = _values(fact)
        if isinstance(fact.type, core.Levels):
            node = g.input(Input(fact.alias, "int"), 0, len(fact.type.names) - 1)
        else:
            node = g.input(Input(fact.alias, "code"))
        if self.complete or values is None:
            return Code(node, none, known, None if values is None else {x: g.const(True) for x in values})
        blank = self.blank(fact)
        return Code(node, none, known, {x: self._of(blank, lambda v, x=x: g.const(_may_be(v, x))) for x in values})  # type: ignore[misc]

    def _day(self, fact: core.Field) -> Moment:
        g, known, none = self.graph, self.known(fact.alias), self._none(fact)
        node = g.input(Input(fact.alias, "day"))
        no = g.const(False)
        if self.complete:
            return Moment(node, node, no, no, none, g.not_(none))
        blank = self.blank(fact)
        low = self._of(blank, lambda v: g.const(_ends(v)[0] or date.min))
        high = self._of(blank, lambda v: g.const(_ends(v)[1] or date.max))
        first = self._of(blank, lambda v: g.const(_ends(v)[0] is None))
        last = self._of(blank, lambda v: g.const(_ends(v)[1] is None))
        absent = self._of(blank, lambda v: g.const(v is NOTHING or (isinstance(v, Dates) and v.absent)))
        there = self._of(blank, lambda v: g.const(v is not NOTHING))
        ends = (g.when(known, node, low), g.when(known, node, high), g.when(known, no, first), g.when(known, no, last))
        return Moment(*ends, g.when(known, none, absent), g.when(known, g.not_(none), there))

    def on(self) -> Moment:
        """The date of evaluation."""
        g, known, no = self.graph, self.known("on"), self.graph.const(False)
        node = g.input(Input("on", "day"))
        low, high = (g.when(known, node, g.const(end)) for end in (date.min, date.max))
        return Moment(low, high, g.not_(known), g.not_(known), no, g.const(True))

    # ------------------------------------------------------------ aggregates

    def aggregate(self, found: Aggregate) -> Form:
        """What the records of a list come to, as figures that are worked out before (`Input.part`).

        Where everything is known: ``yes`` and ``all`` count the records that satisfy what is asked, and those that belong; ``sum``
        and ``value`` are amounts. Where not: ``low``, ``high``, ``endless``, ``none`` and ``some``, or ``true`` and ``false``.
        """
        agg, g = found.agg, self.graph
        if agg.op == "all":
            if self.complete:
                held = self._part(found, "value", "bool")
                return Truth(held, g.not_(held))
            return Truth(self._part(found, "true", "bool"), self._part(found, "false", "bool"))
        if self.complete:
            return self._amount(found)
        whole, no = agg.op == "count", g.const(False)
        low, high = (End(self._part(found, part, "int", whole=whole), 1, (), no) for part in ("low", "high"))
        below, above = (self._part(found, part, "bool") for part in ("no low", "no high"))
        none, some = (self._part(found, part, "bool") for part in ("none", "some"))
        return Num(evolve(low, endless=below), evolve(high, endless=above), none, some)

    def _amount(self, found: Aggregate) -> Num:
        g, no = self.graph, self.graph.const(False)
        if found.agg.op == "count":
            count = End(self._part(found, "yes", "int", low=0), 1, (), no)
            return Num(count, count, no, g.const(True))
        if found.agg.op == "share":
            yes, every = self._part(found, "yes", "int", low=0), self._part(found, "all", "int", low=0)
            none = g.compare("eq", every, g.const(0))
            share = End(yes, 1, (g.most(every, g.const(1)),), no)
            return Num(share, share, none, g.not_(none))
        end = End(self._part(found, "value", "int", whole=False), 1, (), no)
        none = no if found.agg.op == "sum" else self._part(found, "none", "bool")
        return Num(end, end, none, g.not_(none))

    def _part(self, found: Aggregate, part: str, kind: Any, whole: bool = True, low: int | None = None) -> Node:
        return self.graph.input(Input(found.id, kind, whole=whole, part=part), low)


def scale_of(fact: core.Field, type_: core.Quantity) -> tuple[int, bool]:
    """Over which scale a number is read, and whether every value allowed is whole there."""
    if type_.whole:
        return 1, True
    if fact.step is not None:
        low = fact.low if isinstance(fact.low, int | Fraction) else 0
        return lcm(fact.step.denominator, low.denominator), True
    return 10**DECIMALS, False


def _input(g: Graph, fact: core.Field, type_: core.Quantity) -> End:
    scale, whole = scale_of(fact, type_)
    low = floor(fact.low * scale) if isinstance(fact.low, int | Fraction) else None
    high = ceil(fact.high * scale) if isinstance(fact.high, int | Fraction) else None
    return End(g.input(Input(fact.alias, "int", scale, whole), low, high), scale, (), g.const(False))


def _values(fact: core.Field) -> tuple[Any, ...] | None:
    none = (NOTHING,) if fact.optional else ()
    match fact.type:
        case core.Levels(names):
            return (*range(len(names)), *none)
        case core.Options(names):
            return (*names, *none)
    return None


def _may_be(value: Any, one: Any) -> bool:
    if isinstance(value, OneOf):
        return value.values is None or one in value.values
    return value is one or (type(value) is type(one) and bool(value == one))


def _ends(value: Any) -> tuple[date | None, date | None]:
    if isinstance(value, Dates):
        return value.low, value.high
    return (date.min, date.min) if value is NOTHING else (value, value)


def narrow(value: Any, op: iv.Operator, mark: Any, optional: bool, holds: bool) -> Any:
    """What a missing fact can still be once a comparison with a constant holds, or fails; None where that cannot be
    (`language.meaning.given`)."""
    if not holds and optional and op in ORDER:
        return value
    return iv.narrow(value, op if holds else iv.NEGATED[op], mark)
