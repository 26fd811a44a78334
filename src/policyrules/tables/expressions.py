"""Nodes as expressions of narwhals, in stages: what is used more than once is a column of its own, made in the stage before.

Days are whole numbers that read as they are written, 20211231: so they compare as whole numbers on every engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import add, and_, eq, floordiv, ge, gt, le, lt, mul, ne, or_, sub
from typing import Any

import narwhals as nw
from attrs import define, field

from policyrules.graph.nodes import Graph, Node

Expr = nw.Expr
Inputs = Mapping[tuple[str, ...], Expr]

_TWO: dict[str, Any] = {"ge": ge, "gt": gt, "le": le, "lt": lt, "eq": eq, "ne": ne, "sub": sub, "floordiv": floordiv}
_MANY: dict[str, Any] = {"add": add, "mul": mul, "and": and_, "or": or_}
_LEAVES = ("const", "input", "known", "none")
HAND = "·"
"""How the names of columns begin that are made on the way."""


def day(value: date) -> int:
    return value.year * 10_000 + value.month * 100 + value.day


def used(wanted: Iterable[Node]) -> Counter[Node]:
    """How often each node that is needed is used."""
    found: Counter[Node] = Counter()
    stack = list(wanted)
    found.update(stack)
    seen: set[Node] = set()
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            found.update(node.nodes)
            stack.extend(node.nodes)
    return found


@define(eq=False)
class Stages:
    """Expressions of nodes. ``columns`` are those to be made, stage by stage; `of` gives what stands for a node after all of
    them."""

    inputs: Inputs
    whole: Any
    """The type of integers."""
    columns: list[list[Expr]] = field(factory=list)
    _said: dict[Node, Expr] = field(factory=dict)
    _depth: dict[Node, int] = field(factory=dict)

    def made(self, graph: Graph, uses: Counter[Node]) -> None:
        """Make what is used, in the order of the graph."""
        for node in graph.nodes:
            if node not in uses:
                continue
            self._said[node] = said = self._say(node)
            depth = max((self._depth[x] for x in node.nodes), default=0)
            if uses[node] > 1 and node.op not in _LEAVES:
                name = f"{HAND}{node.number}"
                while len(self.columns) <= depth:
                    self.columns.append([])
                self.columns[depth].append(said.alias(name))
                self._said[node] = nw.col(name)
                depth += 1
            self._depth[node] = depth

    def of(self, node: Node) -> Expr:
        return self._said[node]

    def _say(self, node: Node) -> Expr:
        if node.op in ("input", "known", "none"):
            return self.inputs[(node.op, *node.args)]
        if node.constant:
            return self.constant(node)
        args: list[Any] = [self._said[a] if type(a) is Node else a for a in node.args]
        if node.op in _TWO:
            a, b = (self._plain(x) for x in node.args)
            made: Expr = _TWO[node.op](a, b)
            return made
        if node.op in _MANY:
            whole: Expr = reduce(_MANY[node.op], [self._plain(x) for x in node.args])
            return whole
        match node.op:
            case "not":
                return ~args[0]
            case "when":
                return nw.when(args[0]).then(args[1]).otherwise(args[2])
            case "min":
                return nw.min_horizontal(*args)
            case "max":
                return nw.max_horizontal(*args)
            case "elapsed":
                return elapsed(*args).cast(self.whole)
        raise AssertionError(node.op)

    def _plain(self, node: Node) -> Any:
        """An operand: a constant as it is, which engines give the type of the other."""
        if node.constant and node.kind in ("int", "code", "day"):
            return day(node.value) if node.kind == "day" else node.value
        return self._said[node]

    def constant(self, node: Node) -> Expr:
        value = node.value
        if node.kind == "day":
            return nw.lit(day(value), nw.Int32)
        if node.kind == "int":
            return nw.lit(value, self.whole)
        return nw.lit(value)


def elapsed(unit: str, start: Expr, end: Expr) -> Expr:
    """Whole months or days from one day to another (`language.calendar.elapsed`)."""
    if unit == "days":
        return _ordinal(end) - _ordinal(start)
    last = (end % 100 >= _length(end)) | (end % 100 >= start % 100)
    months = (end // 10_000 - start // 10_000) * 12 + (end // 100 % 100 - start // 100 % 100)
    return nw.when(last).then(months).otherwise(months - 1)


def _length(at: Expr) -> Expr:
    """How many days the month of a day has."""
    year, month = at // 10_000, at // 100 % 100
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    february = nw.when(leap).then(nw.lit(29, nw.Int32)).otherwise(nw.lit(28, nw.Int32))
    short = (month == 4) | (month == 6) | (month == 9) | (month == 11)
    other = nw.when(short).then(nw.lit(30, nw.Int32)).otherwise(nw.lit(31, nw.Int32))
    return nw.when(month == 2).then(february).otherwise(other)


def _ordinal(at: Expr) -> Expr:
    """A day as a count of days: years begin in March, so that the day a leap year has more stands last."""
    month, of_month = at // 100 % 100, at % 100
    early = month <= 2
    year = nw.when(early).then(at // 10_000 - 1).otherwise(at // 10_000)
    since = nw.when(early).then(month + 9).otherwise(month - 3)
    return year * 365 + year // 4 - year // 100 + year // 400 + (since * 153 + 2) // 5 + of_month
