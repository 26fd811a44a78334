"""A subject drawn for tables: the graphs of what comes out of it, kept for as long as the policy is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Set
from functools import cached_property
from threading import RLock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from attrs import field, frozen

from policyrules.graph.ends import End
from policyrules.graph.nodes import Graph, Node, uses
from policyrules.graph.program import subject_graph
from policyrules.runner import Runner
from policyrules.tables import inputs, ranges
from policyrules.tables.columns import columns
from policyrules.tables.inputs import Used
from policyrules.tables.outputs import Number, Output, outputs
from policyrules.tables.rewrite import Rewriter

KEPT = 32
"""Of how many kinds of tables what was made for them is kept."""
_MAKING = RLock()
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Quotient = tuple[Node, int, tuple[Node, ...]]


def kept(found: dict[K, V], key: K, make: Callable[[], V]) -> V:
    """What belongs to a key, made once; where there are too many, the oldest goes. One thread makes at a time."""
    with _MAKING:
        if key not in found:
            if len(found) >= KEPT:
                del found[next(iter(found))]
            found[key] = make()
        return found[key]


@frozen(eq=False, slots=False)
class Drawn:
    """What is worked out of one graph: its outputs, by the names of columns, and how large numbers without bounds may be."""

    outputs: Mapping[str, Output]
    limit: int

    @cached_property
    def wanted(self) -> list[Node]:
        return [node for output in self.outputs.values() for node in output.nodes]

    @cached_property
    def nodes(self) -> Counter[Node]:
        """How often each node is used."""
        return uses(self.wanted)

    @cached_property
    def shown(self) -> set[Node]:
        return {node for output in self.outputs.values() if isinstance(output, Number) for node in output.nodes}

    @cached_property
    def twice(self) -> Set[Quotient]:
        """The quotients that are told more than once."""
        told = Counter(quotient(o.end) for o in self.outputs.values() if isinstance(o, Number))
        return {key for key, count in told.items() if count > 1}

    @cached_property
    def scale(self) -> int:
        """What most figures stand over."""
        scales = Counter(o.end.scale for o in self.outputs.values() if isinstance(o, Number) and not o.end.over)
        return scales.most_common(1)[0][0] if scales else 1


@frozen(eq=False)
class Drawing:
    """A subject drawn for tables: for facts that are all known, and for any. What stands in the way of either, by the rule."""

    known: Drawn | None
    open: Drawn | None
    why: Mapping[str, str]
    why_open: Mapping[str, str]

    kinds: dict[Any, Any] = field(factory=dict)
    """What was written for tables, by their kind (`plan.Kind`)."""
    _settled: dict[tuple[tuple[str, bool], ...], Drawn] = field(factory=dict)

    def settled(self, known: Mapping[str, bool]) -> Drawn:
        """For any facts, of which it is settled whether some are known; made once."""
        return kept(self._settled, tuple(known.items()), lambda: self._settle(known))

    def _settle(self, known: Mapping[str, bool]) -> Drawn:
        assert self.open
        return Drawn(Rewriter(Graph(), known).outputs(self.open.outputs), self.open.limit)

    @property
    def drawn(self) -> list[Drawn]:
        return [x for x in (self.known, self.open) if x]

    @cached_property
    def used(self) -> Mapping[str, Used]:
        return inputs.uses([(d.nodes, d.shown) for d in self.drawn])

    @property
    def limit(self) -> int:
        return min(d.limit for d in self.drawn)


def quotient(end: End) -> Quotient:
    return end.node, end.scale, end.over


_drawings: WeakKeyDictionary[Runner, dict[tuple[str, bool], Drawing]] = WeakKeyDictionary()


def drawing(runner: Runner, subject: str, bounds: bool) -> Drawing:
    """A subject (its alias) drawn; made once."""
    return kept(_drawings.setdefault(runner, {}), (subject, bounds), lambda: _drawing(runner, subject, bounds))


def _drawing(runner: Runner, subject: str, bounds: bool) -> Drawing:
    why: dict[str, str] = {}
    why_open: dict[str, str] = {}
    known = _drawn(runner, subject, True, bounds, why)
    open_ = _drawn(runner, subject, False, bounds, why_open) if bounds else None
    return Drawing(known, open_, why, why_open)


def _drawn(runner: Runner, subject: str, complete: bool, bounds: bool, why: dict[str, str]) -> Drawn | None:
    entry = runner.lowered.subjects[subject]
    made = subject_graph(entry, complete)
    why |= made.left
    said = outputs(made, bounds)
    for column in columns(entry, bounds):
        if column.name not in said and column.rule not in why:
            why[column.rule] = f"{column.name.removeprefix(column.rule + '.')} beside the points"
    if why:
        return None
    said = Rewriter(Graph()).outputs({column.name: said[column.name] for column in columns(entry, bounds)})
    nodes = Drawn(said, 0).nodes
    for node in nodes:
        if node.op == "shift":
            why.setdefault("", "a day moved by a period")
    limit = ranges.settled(nodes)
    if limit is None:
        why.setdefault("", "numbers that may grow too large")
    return Drawn(said, limit) if limit and not why else None
