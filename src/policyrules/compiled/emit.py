"""Nodes written out as Python: one statement for each node that is used twice, the others inside those that use them.

The text is made of names of our own and whole numbers, nothing else: every other constant (an option, a day, the alias of a fact)
is a name in `Text.constants`, so no word of a policy file ever stands in source that is compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, field

from policyrules.graph.nodes import Graph, Node, uses

_SIGNS = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<", "eq": "==", "ne": "!=", "sub": "-", "floordiv": "//"}
_MANY = {"add": " + ", "mul": " * ", "and": " and ", "or": " or "}
DEEPEST = 30
"""How many brackets stand in one another in a line; Python takes 200."""
_PLAIN = ("const", "input", "known", "none")


@define(eq=False)
class Text:
    """Lines of a function, and the constants they name."""

    lines: list[str] = field(factory=list)
    constants: dict[str, Any] = field(factory=dict)
    _names: dict[tuple[Any, ...], str] = field(factory=dict)

    def constant(self, value: Any) -> str:
        """A value as it is written: a whole number or a truth value itself, whatever else by a name."""
        if value is True or value is False or type(value) is int:
            return repr(value) if not (type(value) is int and value < 0) else f"({value})"
        key = (type(value), value) if isinstance(value, str) else (id(value),)
        if key not in self._names:
            self._names[key] = f"K{len(self.constants)}"
            self.constants[self._names[key]] = value
        return self._names[key]

    def add(self, line: str, depth: int = 1) -> None:
        self.lines.append("    " * depth + line)


def statements(
    graph: Graph, wanted: Iterable[Node], inputs: Mapping[tuple[Any, ...], str], text: Text, level: int = 1, prefix: str = "v"
) -> dict[Node, str]:
    """Write the statements that ``wanted`` need, and give what to write for each of those. ``inputs`` has the names of what is read
    by operator and arguments: ("input", alias, ""), ("known", alias). Statements stand at a ``level``; names they make begin with
    ``prefix``."""
    wanted = list(wanted)
    counted = uses(wanted, _asked)
    written: dict[Node, str] = {}
    depth: dict[Node, int] = {}
    for node in graph.nodes:
        if node not in counted:
            continue
        if node.constant:
            written[node] = text.constant(node.value)
            continue
        if node.op in _PLAIN:
            written[node] = inputs[(node.op, *node.args)]
            continue
        said = _said(node, written, text)
        depth[node] = 1 + max((depth.get(inner, 0) for inner in node.nodes), default=0)
        if counted[node] > 1 or depth[node] > DEEPEST:
            depth[node] = 0
            name = f"{prefix}{node.number}"
            text.add(f"{name} = {_bare(said)}", level)
            said = name
        written[node] = said
    return {node: written[node] for node in wanted}


def _asked(node: Node) -> int:
    """How often a node asks for those it is made of: a choice of two is written as a comparison."""
    return 2 if node.op in ("min", "max") and len(node.args) == 2 else 1


def _said(node: Node, written: Mapping[Node, str], text: Text) -> str:
    args = [written[a] if type(a) is Node else a for a in node.args]
    if node.op in _MANY:
        return f"({_MANY[node.op].join(args)})"
    if node.op in _SIGNS:
        return f"({args[0]} {_SIGNS[node.op]} {args[1]})"
    match node.op:
        case "not":
            return f"(not {args[0]})"
        case "when":
            return f"({args[1]} if {args[0]} else {args[2]})"
        case "min" | "max":
            if len(args) > 2:
                return f"{node.op}({', '.join(args)})"
            sign = "<" if node.op == "min" else ">"
            return f"({args[0]} if {args[0]} {sign} {args[1]} else {args[1]})"
        case "elapsed":
            return f"elapsed({args[1]}, {args[2]}, {text.constant(args[0])})"
        case "shift":
            return f"shift({args[2]}, {text.constant(args[1])}, {text.constant(args[0])})"
    raise AssertionError(node.op)


def _bare(said: str) -> str:
    """Without the brackets around the whole."""
    if not said.startswith("("):
        return said
    depth = 0
    for place, sign in enumerate(said):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return said[1:-1] if place == len(said) - 1 else said
    return said
