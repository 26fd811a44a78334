"""Nodes as expressions of some dialect, in stages: what is used more than once is a column of its own, made in the stage before.

Whole numbers are held by floats of 64 bits, which hold every one that the guard lets through (`ranges`): so nothing has to be
turned from one type into another, and all that is done to them stays whole. Days are numbers that read as they are written,
20211231.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from operator import add, and_, eq, ge, gt, le, lt, mul, ne, or_, sub
from typing import Any, Literal

from attrs import define, field

from policyrules.graph.nodes import Node
from policyrules.language.interval import MIRRORED
from policyrules.tables.days import elapsed
from policyrules.tables.dialects import Dialect, Expr
from policyrules.tables.inputs import Leaf, day

_TWO: dict[str, Any] = {"ge": ge, "gt": gt, "le": le, "lt": lt, "eq": eq, "ne": ne}
_MANY: dict[str, Any] = {"and": and_, "or": or_}
How = Literal["", "=", "~"]
KNOWN: How = ""
SHOWN: How = "="
"""As it is shown, over the scale."""
NULL: How = "~"
"""Null where a fact is."""
LEAVES = ("const", "input", "known", "none")
HAND = "·"
"""How the names of columns begin that are made on the way."""


@define(eq=False)
class Stages:
    """Expressions of nodes, made as they are asked for. ``first``, then stage by stage ``columns``, are made before. ``scale`` is
    what most figures stand over: those that are short binary fractions of it are worked out as that, and need no division."""

    speech: Dialect
    uses: Counter[Node]
    leaves: Mapping[tuple[str, ...], Leaf]
    scale: int
    first: list[Expr] = field(factory=list)
    columns: list[list[Expr]] = field(factory=list)
    _facts: dict[str, Expr] = field(factory=dict)
    _said: dict[tuple[Node, How], tuple[Expr, int]] = field(factory=dict)
    _plain: dict[Node, bool] = field(factory=dict)
    _nulls: dict[Node, frozenset[str] | None] = field(factory=dict)

    @property
    def api(self) -> Any:
        return self.speech.api

    def of(self, node: Node) -> Expr:
        """What stands for a node."""
        return self._of(node, KNOWN)[0]

    def shown(self, node: Node) -> Expr | None:
        """What stands for a figure over the scale, exactly; None where that cannot be said without dividing."""
        return self._of(node, SHOWN)[0] if self.plain(node) else None

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

    def _of(self, node: Node, how: How) -> tuple[Expr, int]:
        key = (node, how)
        if key not in self._said:
            said, depth = self._say(node, how)
            if self.uses[node] > 1 and not _cheap(node):
                name = f"{HAND}{how}{node.number}"
                while len(self.columns) <= depth:
                    self.columns.append([])
                self.columns[depth].append(said.alias(name))
                said, depth = self.api.col(name), depth + 1
            self._said[key] = said, depth
        return self._said[key]

    def _kept(self, name: str, said: Expr) -> Expr:
        """What a fact comes to, in a column of its own if it has a name."""
        if not name:
            return said
        if name not in self._facts:
            plain = HAND + name.replace(".", "/")  # some engines take a dot for a field of a structure
            self.first.append(said.alias(plain))
            self._facts[name] = self.api.col(plain)
        return self._facts[name]

    def _say(self, node: Node, how: How) -> tuple[Expr, int]:
        if node.op in ("input", "known", "none"):
            leaf = self._leaf(node, how)
            return self._kept(leaf.names[0], leaf.value), 0
        if node.constant:
            return self._constant(node, how == SHOWN), 0
        if node.op in MIRRORED and node.args[1].constant and node.args[0].op == "input":
            return self._leaf(node.args[0], how).compared(_TWO[node.op], node.args[1].value, self._kept), 0
        if how == KNOWN and (filled := self._filled(node)) is not None:
            return filled
        if node.op == "add" and how == KNOWN:
            return self._sum(node)
        if node.op == "mul" and how == SHOWN:
            said, depth = self._of(node.args[0], KNOWN)
            return said * _float(node.args[1].value, self.scale), depth
        if node.op == "when" and self.speech.passes and (chosen := self._chosen(node, how)) is not None:
            return chosen
        inner = [self._of(a, _below(a, how)) for a in node.nodes]
        return self._joined(node, [x for x, _ in inner], how == SHOWN), max(depth for _, depth in inner)

    def _leaf(self, node: Node, how: How) -> Leaf:
        leaf = self.leaves[(node.op, *node.args)]
        return leaf.bare if how == NULL and leaf.bare else leaf

    # ------------------------------------------------------------ what nulls say by themselves

    def _filled(self, node: Node) -> tuple[Expr, int] | None:
        """A fact that may be unknown, with what it comes to then: worked out with its nulls, which are filled at last."""
        if node.op == "when" and node.args[0].op == "known" and node.args[2].constant and node.kind == "int":
            if self._null(node.args[1]) != frozenset({node.args[0].args[0]}):
                return None
            said, depth = self._of(node.args[1], NULL)
            return said.fill_null(float(node.args[2].value)), depth
        if node.op not in _MANY or (group := self._grouped(node)) is None:
            return None
        said, depth, rest = group
        inner = [self._of(x, KNOWN) for x in rest]
        said = said.fill_null(node.op == "or")
        return reduce(_MANY[node.op], [x for x, _ in inner], said), max([depth, *(d for _, d in inner)])

    def _chosen(self, node: Node, how: How) -> tuple[Expr, int] | None:
        """A choice by what facts say, of which a null, not known, goes the other way."""
        condition, *sides = node.args
        if condition.op not in _MANY or self.uses[condition] > 1 or (group := self._grouped(condition)) is None or group[2]:
            return None
        said, depth, _ = group
        (then, one), (otherwise, other) = (self._of(x, _below(x, how)) for x in sides)
        if condition.op == "or":
            said, then, otherwise = ~said, otherwise, then
        return self.api.when(said).then(then).otherwise(otherwise), max(depth, one, other)

    def _grouped(self, node: Node) -> tuple[Expr, int, list[Node]] | None:
        """Of conditions that hold of known facts only (``and``; ``or``: those, or any of the facts unknown): the conditions joined,
        null where the rest of them leaves it to a fact that is, and what is asked beside them."""
        marks = {x: fact for x in node.args if (fact := _mark(x, node.op))}
        read = {x: facts for x in node.args if x not in marks and (facts := self._asked(x)) and facts <= set(marks.values())}
        if not read:
            return None
        told = frozenset[str]().union(*read.values())
        inner = [self._of(x, NULL) for x in read]
        rest = [x for x in node.args if x not in read and marks.get(x) not in told]
        return reduce(_MANY[node.op], [x for x, _ in inner]), max(d for _, d in inner), rest

    def _asked(self, node: Node) -> frozenset[str] | None:
        """Of a condition the facts whose nulls make it null; of comparisons only where the engine has it so."""
        inner = node.args[0] if node.op == "not" else node
        return self._null(node) if self.speech.unknown or inner.op == "input" else None

    def _null(self, node: Node) -> frozenset[str] | None:
        """The facts each of whose nulls makes a node null, of all that it reads; None where it is more than that."""
        if node not in self._nulls:
            self._nulls[node] = self._find_null(node)
        return self._nulls[node]

    def _find_null(self, node: Node) -> frozenset[str] | None:
        if node.constant:
            return frozenset()
        if node.op == "input":
            return frozenset({node.args[0]}) if self.leaves[(node.op, *node.args)].bare else None
        if node.op not in ("add", "sub", "mul", "floordiv", "not", *_TWO):
            return None
        below = [self._null(x) for x in node.nodes]
        return None if None in below else frozenset[str]().union(*(x for x in below if x))

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
                return self.api.when(args[0]).then(args[1]).otherwise(args[2])
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
                return (self.api.min_horizontal if node.op == "min" else self.api.max_horizontal)(*args)
            case "elapsed":
                return elapsed(self.api, node.args[0], *args).cast(self.api.Float64)
        raise AssertionError(node.op)

    def _sum(self, node: Node) -> tuple[Expr, int]:
        """What is shown anyway is added up as it is shown, and scaled once."""
        shown = [x for x in node.args if not x.constant and self.plain(x)]
        if len(shown) < 2:
            shown = []
        rest = [x for x in node.args if x not in shown]
        inner = [self._of(x, SHOWN) for x in shown], [self._of(x, KNOWN) for x in rest]
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
            return self.api.lit(day(value), self.api.Int32)
        if node.kind == "int":
            return self.api.lit(_float(value, self.scale if shown else 1), self.api.Float64)
        return self.api.lit(value)


def _below(node: Node, how: How) -> How:
    """How what a node is made of is said: nothing but numbers is shown."""
    return KNOWN if how == SHOWN and node.kind != "int" else how


def _mark(node: Node, op: str) -> str | None:
    """The fact that has to be known (``and``), or may be unknown (``or``), by one of several conditions."""
    if op == "or":
        return _mark(node.args[0], "and") if node.op == "not" else None
    return node.args[0] if node.op == "known" else None


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
