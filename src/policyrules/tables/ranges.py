"""What integers lie between, once it is settled how large the numbers of a table may be; the guard against overflow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policyrules.graph.nodes import Node

LARGEST = 2**50
"""What no number may reach on the way, so that floats hold them all."""
LIMITS = tuple(10**n for n in (14, 12, 10, 9, 8, 7, 6))
"""Numbers without declared bounds are read up to one of these, over their scale; rows with larger ones go another way."""

Range = tuple[int, int]
Ranges = dict[Node, Range]


def settled(used: Iterable[Node]) -> int | None:
    """How large numbers without bounds may be so that all nodes used stay small enough; None where none is."""
    order = sorted(used, key=lambda node: node.number)
    for limit in LIMITS:
        found = _ranges(order, limit)
        if all(low > -LARGEST and high < LARGEST for low, high in found.values()):
            return limit
    return None


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
