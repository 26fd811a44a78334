"""Nodes as expressions of narwhals, in stages: what is used more than once is a column of its own, made in the stage before.

Whole numbers are held by floats of 64 bits, which hold every one that the guard lets through (`ranges`): so nothing has to be
turned from one type into another, and all that is done to them stays whole. Days are numbers that read as they are written,
20211231.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from operator import add, and_, eq, ge, gt, le, lt, mul, ne, or_, sub
from typing import Any

import narwhals as nw
from attrs import define, field

from policyrules.graph.nodes import Graph, Node
from policyrules.language.interval import MIRRORED
from policyrules.tables.inputs import Expr, Leaf, day

_TWO: dict[str, Any] = {"ge": ge, "gt": gt, "le": le, "lt": lt, "eq": eq, "ne": ne}
_MANY: dict[str, Any] = {"and": and_, "or": or_}
LEAVES = ("const", "input", "known", "none")
HAND = "·"
"""How the names of columns begin that are made on the way."""


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
    """Expressions of nodes, made as they are asked for. ``columns`` are those to be made before, stage by stage. ``scale`` is what
    most figures stand over: those that are short binary fractions of it are worked out as what they are, and need no division."""

    graph: Graph
    uses: Counter[Node]
    leaves: Mapping[tuple[str, ...], Leaf]
    scale: int
    columns: list[list[Expr]] = field(factory=list)
    _said: dict[tuple[Node, bool], tuple[Expr, int]] = field(factory=dict)
    _plain: dict[Node, bool] = field(factory=dict)

    def of(self, node: Node) -> Expr:
        """What stands for a node."""
        return self._of(node, False)[0]

    def shown(self, node: Node) -> Expr | None:
        """What stands for a figure over the scale, exactly; None where that cannot be said without dividing."""
        return self._of(node, True)[0] if self.plain(node) else None

    # ------------------------------------------------------------ figures that floats hold over the scale

    def plain(self, node: Node) -> bool:
        """Whether it is, over the scale, a short binary fraction."""
        if node not in self._plain:
            self._plain[node] = self.scale != 1 and self._is_plain(node)
        return self._plain[node]

    def _is_plain(self, node: Node) -> bool:
        match node.op:
            case "const":
                return node.kind == "int" and _short(node.value, self.scale)
            case "when":
                return node.kind == "int" and all(self.plain(x) for x in node.args[1:])
            case "add":
                return all(self.plain(x) for x in node.args)
            case "mul":
                return bool(node.args[1].constant) and _short(node.args[1].value, self.scale)
        return False

    # ------------------------------------------------------------ stages

    def _of(self, node: Node, shown: bool) -> tuple[Expr, int]:
        key = (node, shown)
        if key not in self._said:
            said, depth = self._say(node, shown)
            if self.uses[node] > 1 and not _cheap(node):
                name = f"{HAND}{'=' if shown else ''}{node.number}"
                while len(self.columns) <= depth:
                    self.columns.append([])
                self.columns[depth].append(said.alias(name))
                said, depth = nw.col(name), depth + 1
            self._said[key] = said, depth
        return self._said[key]

    def _say(self, node: Node, shown: bool) -> tuple[Expr, int]:
        if node.op in ("input", "known", "none"):
            return self.leaves[(node.op, *node.args)].value, 0
        if node.constant:
            return self._constant(node, shown), 0
        if node.op in MIRRORED and node.args[1].constant and node.args[0].op == "input":
            return self.leaves[("input", *node.args[0].args)].compared(_TWO[node.op], node.args[1].value), 0
        if not shown and (filled := self._open(node)) is not None:
            return filled, 0
        if node.op == "add" and not shown:
            return self._sum(node)
        if node.op == "mul" and shown:
            said, depth = self._of(node.args[0], False)
            return said * _float(node.args[1].value, self.scale), depth
        inner = [self._of(a, shown and a.kind == "int") for a in node.nodes]
        return self._joined(node, [x for x, _ in inner], shown), max(depth for _, depth in inner)

    def _open(self, node: Node) -> Expr | None:
        """A fact that may be unknown, with what it is then: no more than its nulls filled."""
        match node.op, node.args:
            case "when", (condition, then, otherwise) if condition.op == "known" and otherwise.constant:
                leaf = self._same(then, condition) if then.op == "input" and then.kind == "int" else None
                if leaf is not None:
                    return leaf.fill_null(float(otherwise.value))
            case "or", (one, other):
                for fact, lack in ((one, other), (other, one)):
                    inner = fact.args[0] if fact.op == "not" else fact
                    if lack.op == "not" and lack.args[0].op == "known" and inner.op == "input" and inner.kind == "bool":
                        leaf = self._same(inner, lack.args[0])
                        if leaf is not None:
                            return ~leaf.fill_null(False) if fact.op == "not" else leaf.fill_null(True)
        return None

    def _same(self, fact: Node, known: Node) -> Expr | None:
        return self.leaves[("input", *fact.args)].bare if fact.args[0] == known.args[0] else None

    def _joined(self, node: Node, args: list[Expr], shown: bool) -> Expr:
        plain: list[Any] = args if shown else [self._bare(a, said) for a, said in zip(node.nodes, args, strict=True)]
        made: Expr
        if node.op in _TWO:
            made = _TWO[node.op](*plain)
            return made
        if node.op in _MANY:
            return reduce(_MANY[node.op], args)
        match node.op:
            case "not":
                return ~args[0]
            case "when":
                return nw.when(args[0]).then(args[1]).otherwise(args[2])
            case "add":
                made = reduce(add, plain)
                return made
            case "mul":
                made = reduce(mul, plain)
                return made
            case "sub":
                made = sub(*plain)
                return made
            case "floordiv":
                # Half of one more leaves the result as it is, and keeps what divides whole clear of any error of the quotient.
                made = ((plain[0] + 0.5) / plain[1]).floor()
                return made
            case "min" | "max":
                return (nw.min_horizontal if node.op == "min" else nw.max_horizontal)(*args)
            case "elapsed":
                return elapsed(node.args[0], *args).cast(nw.Float64)
        raise AssertionError(node.op)

    def _sum(self, node: Node) -> tuple[Expr, int]:
        """What is shown anyway is added up as it is shown, and scaled once."""
        shown = [x for x in node.args if not x.constant and self.plain(x)]
        if len(shown) < 2:
            shown = []
        rest = [x for x in node.args if x not in shown]
        inner = [self._of(x, True) for x in shown], [self._of(x, False) for x in rest]
        parts: list[Any] = [self._bare(a, said) for a, (said, _) in zip(rest, inner[1], strict=True)]
        if shown:
            parts.insert(0, reduce(add, [said for said, _ in inner[0]]) * float(self.scale))
        return reduce(add, parts), max(depth for side in inner for _, depth in side)

    def _bare(self, node: Node, said: Expr) -> Any:
        """An operand: a constant as it is, which engines give the type of the other."""
        if node.constant and node.kind in ("int", "code", "day"):
            return day(node.value) if node.kind == "day" else float(node.value) if node.kind == "int" else node.value
        return said

    def _constant(self, node: Node, shown: bool) -> Expr:
        value = node.value
        if node.kind == "day":
            return nw.lit(day(value), nw.Int32)
        if node.kind == "int":
            return nw.lit(_float(value, self.scale if shown else 1), nw.Float64)
        return nw.lit(value)


def _cheap(node: Node) -> bool:
    """Whether it costs less to work out again than to keep."""
    if _bare(node):
        return True
    return node.kind == "bool" and len(node.nodes) == 2 and all(_bare(x) for x in node.nodes)


def _bare(node: Node) -> bool:
    return node.op in LEAVES or (node.op == "not" and node.args[0].op in LEAVES)


def _float(value: int, scale: int) -> float:
    return value / scale


def _short(value: int, scale: int) -> bool:
    bottom = Fraction(value, scale).denominator
    return bottom & (bottom - 1) == 0 and bottom <= 1024


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
