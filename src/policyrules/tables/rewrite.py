"""Nodes written anew for columns: what is asked of a choice is asked of its branches, so that facts are compared as they stand; and
what follows from a condition is settled below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import define, evolve, field

from policyrules.graph.nodes import Graph, Node
from policyrules.language.interval import MIRRORED
from policyrules.tables.outputs import Branch, Number, Output

_DEEP = 12
_MANY = 40
"""Of how many conditions each is held against each."""


@define(eq=False)
class Rewriter:
    """Writes the nodes of some graph anew, into one that holds no others."""

    graph: Graph
    settled: Mapping[str, bool] = field(factory=dict)
    """Facts of which it is settled whether they are known."""
    _made: dict[Node, Node] = field(factory=dict)
    _denied: dict[Node, Node] = field(factory=dict)

    def outputs(self, found: Mapping[str, Output]) -> dict[str, Output]:
        return {name: self.output(output) for name, output in found.items()}

    def output(self, output: Output) -> Output:
        match output:
            case Number(end, sure):
                over = tuple(self.node(x) for x in end.over)
                made = evolve(end, node=self.node(end.node), over=over, endless=self.node(end.endless))
                return evolve(output, end=made, sure=self.node(sure))
            case Branch(node):
                return Branch(_under(self.graph, self.node(node), {}))
            case _:
                return evolve(output, cases=tuple((self.node(node), text) for node, text in output.cases))

    def node(self, node: Node) -> Node:
        """The node written anew."""
        asked: set[Node] = set()
        stack = [node]
        while stack:
            here = stack.pop()
            if here not in self._made and here not in asked:
                asked.add(here)
                stack.extend(here.nodes)
        for here in sorted(asked, key=lambda n: n.number):
            self._made[here] = self._new(here)
        return self._made[node]

    def _new(self, node: Node) -> Node:
        args = [self._made[a] if type(a) is Node else a for a in node.args]
        g = self.graph
        if node.op in MIRRORED:
            return self._compared(node.op, args[0], args[1])
        match node.op:
            case "known" if node.args[0] in self.settled:
                return g.const(self.settled[node.args[0]])
            case "and" | "or":
                return joined(g, node.op, args)
            case "not":
                return self._negated(args[0])
            case "when":
                return args[2] if _capped(*args) else _merged(g, *args)
        made: dict[str, Callable[..., Node]] = {
            "add": g.add,
            "mul": g.mul,
            "sub": g.sub,
            "floordiv": g.floordiv,
            "min": g.least,
            "max": g.most,
            "elapsed": g.elapsed,
        }
        return made[node.op](*args) if node.op in made else g.copied(node, args)

    def _negated(self, node: Node) -> Node:
        """That it does not hold, said of the facts themselves: what is then asked twice over falls away."""
        made = self._denied.get(node)
        if made is None:
            if node.op in ("and", "or"):
                made = joined(self.graph, "or" if node.op == "and" else "and", [self._negated(x) for x in node.args])
            else:
                made = self.graph.not_(node)
            self._denied[node] = made
        return made

    def _compared(self, op: str, a: Node, b: Node, depth: int = 0) -> Node:
        g = self.graph
        if b.constant and a.op == "when" and depth < _DEEP and _of_fact(a):
            return g.when(a.args[0], *(self._compared(op, x, b, depth + 1) for x in a.args[1:]))
        return g.compare(op, a, b)


def joined(g: Graph, op: str, args: list[Node]) -> Node:
    """All of some conditions, or any: without those that others imply, and without what the others rule out in one."""
    made = g.and_(*args) if op == "and" else g.or_(*args)
    inner = "or" if op == "and" else "and"
    while made.op == op:
        single = {x for x in made.args if x.op != inner}
        parts = {x: {y for y in x.args if g.not_(y) not in single} for x in made.args if x.op == inner}
        kept = [x for x in parts if not parts[x] & single]
        if len(kept) <= _MANY:
            kept = [x for x in kept if not any(_covers(parts, y, x) for y in kept)]
        again = [*single, *(_inner(g, inner, parts[x]) for x in kept)]
        before, made = made, g.and_(*again) if op == "and" else g.or_(*again)
        if made is before:
            break
    return made


def _inner(g: Graph, op: str, parts: set[Node]) -> Node:
    return g.and_(*parts) if op == "and" else g.or_(*parts)


def _covers(parts: Mapping[Node, set[Node]], one: Node, other: Node) -> bool:
    """Whether the second of two says nothing that the first does not."""
    return parts[one] < parts[other] or (parts[one] == parts[other] and one.number < other.number)


def _merged(g: Graph, condition: Node, then: Node, otherwise: Node) -> Node:
    """A choice whose condition implies that of the choice in its second branch, and that gives one of what that gives: as one
    choice."""
    if otherwise.op == "when" and condition.op == "and":
        inner, yes, no = otherwise.args
        rest = _without(condition, inner)
        if rest is not None and then is yes:
            return otherwise
        if rest is not None and then is no:
            return g.when(g.and_(inner, g.not_(g.and_(*rest))), yes, no)
    return g.when(condition, then, otherwise)


def _without(whole: Node, part: Node) -> list[Node] | None:
    """What of several conditions together is left without some; None where those are not among them."""
    parts = part.args if part.op == "and" else (part,)
    return [x for x in whole.args if x not in parts] if all(x in whole.args for x in parts) else None


def _capped(condition: Node, then: Node, otherwise: Node) -> bool:
    """Whether a choice says no more than the cap in its second branch: 10 from 10 on, and below it the number, at most 10."""
    inner, by = (otherwise.args[0], otherwise.args[1]) if otherwise.op == "mul" else (otherwise, None)
    if condition.op not in ("ge", "gt") or not then.constant or inner.op != "min" or len(inner.args) != 2:
        return False
    cap = inner.args[1]
    fixed = cap.constant and condition.args[1].constant and (by is None or by.constant)
    if not fixed or condition.args[0] is not inner.args[0] or condition.args[1].value < cap.value:
        return False
    return bool(then.value == cap.value * (1 if by is None else by.value))


def _of_fact(node: Node) -> bool:
    """Whether it is a fact as it stands, or a constant, or a choice of those."""
    return node.op in ("const", "input") or (node.op == "when" and all(_of_fact(x) for x in node.args[1:]))


def _under(g: Graph, node: Node, held: dict[Node, bool]) -> Node:
    """A small number, where some conditions hold or do not."""
    if node.op != "when":
        return node
    condition = node.args[0]
    known = held.get(condition)
    if known is None and (other := held.get(g.not_(condition))) is not None:
        known = not other
    if known is not None:
        return _under(g, node.args[1] if known else node.args[2], held)
    return g.when(
        condition, *(_under(g, x, held | {condition: side}) for x, side in zip(node.args[1:], (True, False), strict=True))
    )
