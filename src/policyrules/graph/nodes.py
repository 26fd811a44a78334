"""Nodes: integer arithmetic, comparisons and choices over what is known, each made once.

A node is what can be worked out for one subject from plain inputs, without anything unknown: an integer (a scaled number), a truth
value, a code (an option, or a text) or a day. Unknown facts have been turned into pairs of ends before (`ends`, `facts`).
`Graph` makes nodes: equal ones are one, and what follows from constants and declared bounds is settled on the way, so that the
same lowering gives a short program where every fact is known and a longer one, with both ends, where some may not be.

Operators, with the types of their arguments:

==============  =====================================================================================================
``const``       a value: int, bool, str, date or 无
``input``       a fact or value that is known, by its key (alias, or "on"); see `Input`
``known``       whether the fact with this key is known
``none``        whether a known fact is 无
``add`` ``mul`` over two or more integers; ``sub``, ``floordiv`` (towards minus infinity, by a positive one) over two
``min`` ``max`` over two or more integers, or days
``ge`` ``gt`` ``le`` ``lt`` ``eq`` ``ne``  over two of one type; order only over integers and days
``and`` ``or`` ``not``  over truth values
``when``        a condition, and two values of one type
``elapsed``     whole months or days from one day to another: a unit, and two days
``shift``       the day so many months or days later: a unit, a count and a day
==============  =====================================================================================================
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Literal

from attrs import field, frozen

from policyrules.language import interval
from policyrules.language.interval import MIRRORED, NEGATED

Kind = Literal["int", "bool", "code", "day"]
ORDER = ("ge", "gt", "le", "lt")


@frozen(eq=False, repr=False)
class Node:
    """One operation. ``number`` is its place in the graph: those it is made of have lower ones. ``low`` and ``high`` are what an
    integer surely lies between (None: no bound)."""

    op: str
    args: tuple[Any, ...]
    kind: Kind
    number: int
    low: int | None = None
    high: int | None = None

    @property
    def value(self) -> Any:
        """The value of a constant."""
        assert self.op == "const"
        return self.args[0]

    @property
    def constant(self) -> bool:
        return self.op == "const"

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes it is made of."""
        return tuple(a for a in self.args if type(a) is Node)

    def __repr__(self) -> str:
        if self.constant:
            return repr(self.value)
        return f"{self.op}({', '.join(map(repr, self.args))})"


@frozen
class Input:
    """Something a graph reads. ``key``: the alias of a fact, the id of an aggregate or value, or "on". ``scale``: a number is
    given as this many times itself, which is whole for every value allowed, or, where not ``whole``, for those with few decimals:
    a backend that meets another takes another way."""

    key: str
    kind: Kind
    scale: int = 1
    whole: bool = True
    part: str = ""
    """Which of the figures an aggregate comes to (`facts`)."""


@frozen(eq=False)
class Graph:
    """Makes the nodes of one subject."""

    nodes: list[Node] = field(factory=list)
    _made: dict[tuple[Any, ...], Node] = field(factory=dict)
    inputs: dict[tuple[str, str], Input] = field(factory=dict)

    def _node(self, op: str, args: tuple[Any, ...], kind: Kind, low: int | None = None, high: int | None = None) -> Node:
        key = (op, kind, *((type(a), a) if type(a) is not Node else a.number for a in args))
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = Node(op, args, kind, len(self.nodes), low, high)
            self.nodes.append(made)
        return made

    def copied(self, node: Node, args: Iterable[Any]) -> Node:
        """A node of another graph in this one; ``args`` are its own, those that are nodes in this one."""
        return self._node(node.op, tuple(args), node.kind, node.low, node.high)

    # ------------------------------------------------------------ leaves

    def const(self, value: Any) -> Node:
        if isinstance(value, bool):
            return self._node("const", (value,), "bool")
        if isinstance(value, int):
            return self._node("const", (value,), "int", value, value)
        return self._node("const", (value,), "day" if isinstance(value, date) else "code")

    def input(self, made: Input, low: int | None = None, high: int | None = None) -> Node:
        self.inputs[made.key, made.part] = made
        return self._node("input", (made.key, made.part), made.kind, low, high)

    def known(self, key: str) -> Node:
        return self._node("known", (key,), "bool")

    def none(self, key: str) -> Node:
        return self._node("none", (key,), "bool")

    # ------------------------------------------------------------ integers

    def add(self, *items: Node) -> Node:
        # Sums are not taken apart: those of groups are wanted themselves.
        fixed = sum(x.value for x in items if x.constant)
        rest = sorted((x for x in items if not x.constant), key=lambda x: x.number)
        if fixed or not rest:
            rest.append(self.const(fixed))
        if len(rest) == 1:
            only: Node = rest[0]
            return only
        return self._node("add", tuple(rest), "int", _sum(x.low for x in rest), _sum(x.high for x in rest))

    def sub(self, a: Node, b: Node) -> Node:
        if b.constant:
            return self.add(a, self.const(-b.value))
        if a is b:
            return self.const(0)
        low = None if a.low is None or b.high is None else a.low - b.high
        high = None if a.high is None or b.low is None else a.high - b.low
        return self._node("sub", (a, b), "int", low, high)

    def mul(self, a: Node, b: Node) -> Node:
        if a.constant:
            a, b = b, a
        if b.constant:
            if a.constant:
                return self.const(a.value * b.value)
            if b.value in (0, 1):
                return a if b.value else b
            if a.op == "when" and (a.args[1].constant or a.args[2].constant):
                return self.when(a.args[0], self.mul(a.args[1], b), self.mul(a.args[2], b))
            if a.op == "mul" and a.args[1].constant:
                return self.mul(a.args[0], self.mul(a.args[1], b))
        elif b.number < a.number:
            a, b = b, a
        ends = [None if x is None or y is None else x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        if None in ends:
            low, high = (0, None) if (a.low or -1) >= 0 and (b.low or -1) >= 0 else (None, None)
            if a.low is not None and b.low is not None and a.low >= 0 and b.low >= 0:
                low = a.low * b.low
            return self._node("mul", (a, b), "int", low, high)
        sure = [x for x in ends if x is not None]
        return self._node("mul", (a, b), "int", min(sure), max(sure))

    def floordiv(self, a: Node, b: Node) -> Node:
        """Towards minus infinity; ``b`` is above 0."""
        if b.constant and b.value == 1 and a.op != "input":
            return a
        if a.constant and b.constant:
            return self.const(a.value // b.value)
        low = high = None
        least = b.low if b.low is not None and b.low > 0 else 1
        if a.low is not None:
            low = a.low // least if a.low < 0 else a.low // b.high if b.high else 0
        if a.high is not None:
            high = a.high // least if a.high >= 0 else a.high // b.high if b.high else -1
        return self._node("floordiv", (a, b), "int", low, high)

    def least(self, *items: Node) -> Node:
        return self._extreme("min", items)

    def most(self, *items: Node) -> Node:
        return self._extreme("max", items)

    def _extreme(self, op: str, items: tuple[Node, ...]) -> Node:
        flat = list(dict.fromkeys(x for i in items for x in (i.args if i.op == op else (i,))))
        fixed = [x for x in flat if x.constant]
        if len(fixed) > 1:
            best = min(fixed, key=lambda x: x.value) if op == "min" else max(fixed, key=lambda x: x.value)
            flat = [x for x in flat if not x.constant or x is best]
        # One that is never the least (greatest) of two is left out.
        kept: list[Node] = []
        for x in flat:
            if not any(_beaten(x, y, op) for y in kept):
                kept = [y for y in kept if not _beaten(y, x, op)] + [x]
        if len(kept) == 1:
            only: Node = kept[0]
            return only
        kept.sort(key=lambda x: (x.constant, x.number))
        lows, highs = [x.low for x in kept], [x.high for x in kept]
        pick: Any = min if op == "min" else max
        closed, open_ = (highs, lows) if op == "min" else (lows, highs)
        near = [x for x in closed if x is not None]
        end = pick(near) if near else None
        far = None if None in open_ else pick(x for x in open_ if x is not None)
        low, high = (far, end) if op == "min" else (end, far)
        return self._node(op, tuple(kept), kept[0].kind, low, high)

    # ------------------------------------------------------------ comparisons

    def compare(self, op: str, a: Node, b: Node) -> Node:
        if a is b:
            return self.const(op in ("ge", "le", "eq"))
        if a.constant and b.constant and (op in ("eq", "ne") or type(a.value) is type(b.value)):
            return self.const(interval.compare(op, a.value, b.value))
        if a.kind == "bool" and b.constant and isinstance(b.value, bool):
            return a if b.value == (op == "eq") else self.not_(a)
        if a.constant or (b.number < a.number and not b.constant):
            op, a, b = MIRRORED[op], b, a
        settled = _settled(op, a, b)
        if settled is not None:
            return self.const(settled)
        if a.op == "mul" and a.args[1].constant and b.constant and a.kind == "int":  # n · 60 ≥ 90 is n ≥ 2
            found = self._divided(op, a.args[0], a.args[1].value, b.value)
            if found is not None:
                return found
        return self._node(op, (a, b), "bool")

    def _divided(self, op: str, a: Node, by: int, mark: int) -> Node | None:
        if by <= 0 or mark % by:
            return None
        return self.compare(op, a, self.const(mark // by))

    # ------------------------------------------------------------ truth

    def not_(self, a: Node) -> Node:
        if a.constant:
            return self.const(not a.value)
        if a.op == "not":
            inner: Node = a.args[0]
            return inner
        if a.op in NEGATED:
            return self._node(NEGATED[a.op], a.args, "bool")
        return self._node("not", (a,), "bool")

    def and_(self, *items: Node) -> Node:
        return self._joined("and", items, True)

    def or_(self, *items: Node) -> Node:
        return self._joined("or", items, False)

    def _joined(self, op: str, items: tuple[Node, ...], neutral: bool) -> Node:
        flat: dict[Node, None] = dict.fromkeys(items)
        if any(self.not_(x) in flat for x in flat):
            return self.const(not neutral)
        flat.clear()
        for x in (x for i in items for x in (i.args if i.op == op else (i,))):
            if x.constant:
                if x.value is not neutral:
                    return self.const(not neutral)
            else:
                flat[x] = None
        if any(self.not_(x) in flat for x in flat):
            return self.const(not neutral)
        kept = sorted(flat, key=lambda x: x.number)
        if not kept:
            return self.const(neutral)
        return kept[0] if len(kept) == 1 else self._node(op, tuple(kept), "bool")

    # ------------------------------------------------------------ choice

    def when(self, condition: Node, then: Node, otherwise: Node) -> Node:
        if condition.constant:
            return then if condition.value else otherwise
        if then is otherwise:
            return then
        if condition.op == "not":
            return self.when(condition.args[0], otherwise, then)
        if then.kind == "bool":
            return self._truth(condition, then, otherwise)
        if then.op == "when" and then.args[0] is condition:
            then = then.args[1]
        if otherwise.op == "when" and otherwise.args[0] is condition:
            otherwise = otherwise.args[2]
        if otherwise.op == "when" and otherwise.args[0].op == "and":  # what is asked there again is known to fail here
            asked = otherwise.args[0].args
            rest = [x for x in asked if x is not self.not_(condition)]
            if len(rest) < len(asked):
                otherwise = self.when(self.and_(*rest), otherwise.args[1], otherwise.args[2])
        if then is otherwise:
            return then
        low = None if then.low is None or otherwise.low is None else min(then.low, otherwise.low)
        high = None if then.high is None or otherwise.high is None else max(then.high, otherwise.high)
        return self._node("when", (condition, then, otherwise), then.kind, low, high)

    def _truth(self, condition: Node, then: Node, otherwise: Node) -> Node:
        if then.constant:
            return self.or_(condition, otherwise) if then.value else self.and_(self.not_(condition), otherwise)
        if otherwise.constant:
            return self.or_(self.not_(condition), then) if otherwise.value else self.and_(condition, then)
        return self._node("when", (condition, then, otherwise), "bool")

    # ------------------------------------------------------------ days

    def elapsed(self, unit: str, start: Node, end: Node) -> Node:
        return self._node("elapsed", (unit, start, end), "int", -4_000_000, 4_000_000)

    def shift(self, unit: str, count: int, day: Node) -> Node:
        return self._node("shift", (unit, count, day), "day")


def uses(wanted: Iterable[Node], times: Callable[[Node], int] = lambda node: 1) -> Counter[Node]:
    """How often each node that is needed is used: in another (so many ``times``), or as what is wanted."""
    stack = list(wanted)
    found = Counter(stack)
    seen: set[Node] = set()
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            for inner in node.nodes:
                found[inner] += times(node)
                stack.append(inner)
    return found


def _sum(ends: Any) -> int | None:
    whole = 0
    for end in ends:
        if end is None:
            return None
        whole += end
    return whole


def _beaten(x: Node, y: Node, op: str) -> bool:
    """Whether ``x`` is never less (greater) than ``y``."""
    if op == "min":
        return x.low is not None and y.high is not None and x.low >= y.high
    return x.high is not None and y.low is not None and x.high <= y.low


def _settled(op: str, a: Node, b: Node) -> bool | None:
    """What the bounds of two integers say of a comparison."""
    if a.kind != "int" or b.kind != "int":
        return None
    above = a.low is not None and b.high is not None and a.low > b.high
    below = a.high is not None and b.low is not None and a.high < b.low
    if above or below:
        return op == "ne" if op in ("eq", "ne") else (op in ("ge", "gt")) == above
    if op in ("ge", "lt") and a.low is not None and b.high is not None and a.low >= b.high:
        return op == "ge"
    if op in ("le", "gt") and a.high is not None and b.low is not None and a.high <= b.low:
        return op == "le"
    return None
