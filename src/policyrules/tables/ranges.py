"""What integers lie between, once it is settled how large the numbers of a table may be; the guard against overflow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policyrules.graph.nodes import Graph, Node

LARGEST = 2**62
"""What no number may reach on the way."""
WHOLE = 2**52
"""What numbers that are divided, or shown, may not reach, so that floats hold them and their quotients exactly enough."""
SMALL = 2**31 - 1
LIMITS = tuple(10**n for n in (14, 12, 10, 9, 8, 7, 6))
"""Numbers without declared bounds are read up to one of these, over their scale; rows with larger ones go another way."""

Range = tuple[int, int]
Ranges = dict[Node, Range]


def settled(graph: Graph, used: Iterable[Node], shown: set[Node]) -> tuple[Ranges, int] | None:
    """The ranges of the nodes used, and the limit of numbers without bounds at which they hold; None where none is low enough."""
    order = sorted(used, key=lambda node: node.number)
    for limit in LIMITS:
        found = _ranges(order, limit)
        if all(_fits(node, found, shown) for node in order if node.kind == "int"):
            return found, limit
    return None


def small(ranges: Ranges) -> bool:
    """Whether 32 bits hold every number."""
    return all(low >= -SMALL and high <= SMALL for low, high in ranges.values())


def _fits(node: Node, found: Ranges, shown: set[Node]) -> bool:
    nodes = [node, *node.nodes] if node.op == "floordiv" else [node]
    most = WHOLE if node.op == "floordiv" or node in shown else LARGEST
    return all(max(map(abs, found[x])) < most for x in nodes)


def _ranges(order: list[Node], limit: int) -> Ranges:
    found: Ranges = {}
    for node in order:
        if node.kind == "int":
            low, high = _range(node, found, limit)
            low = low if node.low is None else max(low, node.low)
            high = high if node.high is None else min(high, node.high)
            found[node] = (min(low, high), max(low, high))
    return found


def _range(node: Node, found: Ranges, limit: int) -> Range:
    args: list[Range] = [found[x] for x in node.nodes if x in found]
    match node.op:
        case "const":
            return node.value, node.value
        case "add":
            return sum(low for low, _ in args), sum(high for _, high in args)
        case "sub":
            return args[0][0] - args[1][1], args[0][1] - args[1][0]
        case "mul":
            ends = [x * y for x in args[0] for y in args[1]]
            return min(ends), max(ends)
        case "floordiv":
            over = [max(1, y) for y in args[1]]
            ends = [x // y for x in args[0] for y in over]
            return min(ends), max(ends)
        case "min" | "max":
            pick: Any = min if node.op == "min" else max
            return pick(low for low, _ in args), pick(high for _, high in args)
        case "when":
            return min(low for low, _ in args), max(high for _, high in args)
    return -limit, limit
