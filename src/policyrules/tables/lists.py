"""What child tables come to: group-bys, one column for each figure that the graph of a subject reads of a list.

Said of lists that are given whole, whose records are all whole, and of periods that are over; for facts of the record alone.
Whatever else there is, the table is scored row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import narwhals as nw
from attrs import evolve, frozen

from policyrules.compiled.loops import days
from policyrules.graph.expressions import Lowering
from policyrules.graph.known import InexpressibleError, Num
from policyrules.graph.nodes import Graph, Node, uses
from policyrules.language import core
from policyrules.language.lowered import Aggregate
from policyrules.tables import frames, ranges
from policyrules.tables.asked import Asked
from policyrules.tables.children import Child
from policyrules.tables.dialects import Expr, dialect
from policyrules.tables.expressions import HAND, Stages
from policyrules.tables.inputs import Column, Leaf, Read, UnreadableError, Used, day
from policyrules.tables.look import Questions

Key = tuple[str, str]
"""A figure of a list: the id of an aggregate, and which (`graph.facts.Facts.aggregate`)."""
OWN = f"{HAND}key"
_SUMS = {"sum": "sum", "min": "min", "max": "max"}


@frozen(eq=False)
class Grouped:
    """Child tables, each with what its records come to by key; and what stands for figures once those are joined."""

    frames: tuple[tuple[str, Any], ...] = ()
    leaves: Mapping[tuple[str, ...], Leaf] = {}

    def joined(self, frame: Any, key: str) -> Any:
        """A table with the figures of its lists beside its rows."""
        if self.frames:
            frame = frame.with_columns(nw.col(key).alias(OWN))  # under a name without a dot, which some engines take apart
        for name, made in self.frames:
            other = made
            if isinstance(frame, nw.LazyFrame) and isinstance(other, nw.DataFrame):
                other = other.lazy(frame.implementation if not frame.implementation.is_polars() else None)
            elif isinstance(frame, nw.DataFrame) and isinstance(other, nw.LazyFrame):
                other = other.collect()
            frame = frame.join(other, left_on=OWN, right_on=name, how="left")
        return frame


def of_keys(children: Iterable[Child], keys: list[Any]) -> tuple[Child, ...]:
    """Child tables with the records of some rows only."""
    return tuple(evolve(c, frame=c.frame.filter(nw.col(c.key).is_in(keys))) for c in children)


def grouped(asked: Asked, nodes: Iterable[Node]) -> Grouped:
    """The figures of lists that some nodes read; UnreadableError where they cannot be said so."""
    wanted: set[Key] = {(n.args[0], n.args[1]) for n in nodes if n.op == "input" and n.args[1]}
    if not wanted and not asked.children:
        return Grouped()
    entry = asked.runner.lowered.subjects[asked.subject]
    found = [v for v in entry.values if isinstance(v, Aggregate) and v.id in {id_ for id_, _ in wanted}]
    children = {c.fact.alias: c for c in asked.children}
    for aggregate in found:
        if aggregate.agg.over.alias not in children:
            raise UnreadableError(f"{aggregate.agg.over.alias}: a list without a table")
    made, leaves = [], {}
    for n, child in enumerate(asked.children):
        here = _List(asked, child, [x for x in found if x.agg.over.alias == child.fact.alias], n)
        made.append((here.key, here.grouped()))
        leaves.update(here.leaves(wanted))
    return Grouped(tuple(made), leaves)


class _List:
    """One list: its child table, and the aggregates over it."""

    def __init__(self, asked: Asked, child: Child, found: list[Aggregate], place: int) -> None:
        self.asked = asked
        self.child = child
        self.found = found
        self.key = f"{HAND}key{place}"
        if child.inner or any(isinstance(f.type, core.Records) for f in child.layout.facts.values()):
            raise UnreadableError(f"{child.name}: lists in a list")
        self.graph = Graph()
        self.lowering = Lowering(self.graph, True, {v.id: v for v in asked.runner.lowered.subjects[asked.subject].values})
        try:
            self.asks = [self._asks(x.agg) for x in found]
        except InexpressibleError as error:
            raise UnreadableError(f"{child.name}: {error.why}") from error
        self.nodes = uses([node for asks in self.asks for node in asks])
        limit = ranges.settled(self.nodes)
        if limit is None:
            raise UnreadableError(f"{child.name}: numbers that may grow too large")
        self.limit = limit
        self.speech = dialect(child.frame)
        self.reads = self._read()

    def _asks(self, agg: core.Agg) -> tuple[Node, Node]:
        """Whether a record belongs, and what it adds."""
        g, scope = self.graph, self.lowering.scope
        where = self.lowering.truth(agg.where, scope).true if agg.where else g.const(True)
        if agg.op not in _SUMS:
            if agg.op == "mean":
                raise InexpressibleError("a mean")
            return where, self.lowering.truth(agg.body, scope).true if agg.body else g.const(True)
        assert agg.body is not None
        amount: Num = self.lowering.number(agg.body, scope)
        if amount.low.over or amount.low.scale != 1 or not amount.none.constant or amount.none.value:
            raise InexpressibleError("amounts that are not whole")
        return where, amount.low.node

    # ------------------------------------------------------------ the child table

    def _read(self) -> dict[str, Read]:
        child, asked = self.child, self.asked
        schema, parent = child.frame.collect_schema(), asked.frame.collect_schema()
        if schema[child.key] != parent[asked.key] or child.frame.implementation != asked.frame.implementation:
            raise UnreadableError(f"{child.name}: another kind of table or key")
        nan = child.frame.implementation.is_pandas_like()
        columns: dict[str, Column] = {}
        for name, fact in child.layout.facts.items():
            none = child.layout.nones.get(fact.alias)
            columns[fact.alias] = Column(fact, name, schema[name], none, Used(False), self.limit, self.speech, nan=nan)
        needed = {n.args[0] for n in self.nodes if n.op == "input"} | {x.agg.within.field.alias for x in self.found if x.agg.within}
        if lacking := needed - columns.keys() - {"on"}:
            raise UnreadableError(f"{child.name}: no column {min(lacking)}, or a fact of the row itself")
        if "on" in needed and asked.on is None:
            raise UnreadableError("no date of evaluation")
        look = Questions(self.speech, {column.name: column.read() for column in columns.values()}).asked(child.frame, ())
        nulls = {alias: look.nulls[column.name] for alias, column in columns.items()}
        open_ = [alias for alias in needed - {"on"} if nulls[alias] and not _told(child.frame, columns[alias])]
        if look.odd or open_:
            raise UnreadableError(f"{child.name}: records that lack something, or need a closer look")
        self._owned()
        return {alias: evolve(column, holed=nulls[alias]).read() for alias, column in columns.items()}

    def _owned(self) -> None:
        """That every record belongs to some row, and no row has too many."""
        child = self.child
        keys = child.frame.select(nw.col(child.key).alias(self.key)).group_by(self.key).agg(nw.len().alias(HAND))
        most = _plain(keys.select(nw.col(HAND).max()))
        if isinstance(child.fact.high, int) and most and most[0] > child.fact.high:
            raise UnreadableError(f"{child.name}: more records than there can be")
        there = self.asked.frame.select(nw.col(self.asked.key).alias(OWN))
        if isinstance(there, nw.LazyFrame) is not isinstance(keys, nw.LazyFrame):
            there, keys = frames.eager(there), frames.eager(keys)
        strays = keys.join(there, left_on=self.key, right_on=OWN, how="anti")
        if any(_plain(strays.select(nw.len()))):
            raise UnreadableError(f"{child.name}: records of no row")

    # ------------------------------------------------------------ figures

    def grouped(self) -> Any:
        child, on = self.child, self.asked.on
        leaves: dict[tuple[str, ...], Leaf] = {("input", alias, ""): read.leaf for alias, read in self.reads.items()}
        api = self.speech.api
        leaves |= {("none", alias): Leaf(api.lit(False) if read.none is None else read.none) for alias, read in self.reads.items()}
        leaves["input", "on", ""] = Leaf(api.lit(day(on) if on else 10101, api.Int32))
        stages = Stages(self.speech, self.nodes, leaves, 1)
        said = [expr for x, asks in zip(self.found, self.asks, strict=True) for expr in self._figures(x, asks, stages)]
        own = api.col(child.key).alias(self.key)
        frame = self.speech.put(child.frame, [[own], stages.first, *stages.columns, [expr for expr, _ in said]])
        sums = [getattr(nw.col(name), how)().alias(name) for _, (name, how) in said] or [nw.len().alias(f"{HAND}{self.key}")]
        return frame.group_by(self.key).agg(*sums)

    def _figures(self, found: Aggregate, asks: tuple[Node, Node], stages: Stages) -> list[tuple[Expr, tuple[str, str]]]:
        agg = found.agg
        belongs: Any = stages.of(asks[0])
        if agg.within:
            stretch = days(agg.within, self.asked.on) if self.asked.on else None
            if stretch is None:
                raise UnreadableError("a period that is not over, or no date of evaluation")
            read = self.reads[agg.within.field.alias]
            belongs = belongs & (read.value >= day(stretch[0])) & (read.value <= day(stretch[1]))
            belongs = belongs if read.none is None else belongs & ~read.none
        holds: Any = stages.of(asks[1])
        name = f"{HAND}{found.id}"
        whole = self.speech.api.Int64
        match agg.op:
            case "count":
                return [((belongs & holds).cast(whole).alias(f"{name} yes"), (f"{name} yes", "sum"))]
            case "share":
                every = (belongs.cast(whole).alias(f"{name} all"), (f"{name} all", "sum"))
                return [((belongs & holds).cast(whole).alias(f"{name} yes"), (f"{name} yes", "sum")), every]
            case "all":
                return [((belongs & ~holds).cast(whole).alias(f"{name} no"), (f"{name} no", "sum"))]
            case "sum":
                return [(self.speech.api.when(belongs).then(holds).otherwise(0.0).alias(f"{name} value"), (f"{name} value", "sum"))]
        return [(self.speech.api.when(belongs).then(holds).alias(f"{name} value"), (f"{name} value", _SUMS[agg.op]))]

    def leaves(self, wanted: set[Key]) -> dict[tuple[str, ...], Leaf]:
        """What stands for the figures where they are joined to their rows; a row without records has none."""
        found = {x.id: x.agg.op for x in self.found}
        api = self.speech.api
        return {("input", id_, part): Leaf(_said(api, id_, part, found[id_])) for id_, part in sorted(wanted) if id_ in found}


def _said(api: Any, id_: str, part: str, op: str) -> Expr:
    name = f"{HAND}{id_}"
    count = api.col(f"{name} {'value' if op in _SUMS else 'no' if op == 'all' else 'yes'}")
    figure = count.fill_null(0).cast(api.Float64)
    match part:
        case "yes" | "low" | "high" if op != "share" or part == "yes":
            return figure
        case "all":
            return api.col(f"{name} all").fill_null(0).cast(api.Float64)
        case "value" if op != "all":
            return figure
        case "value" | "true":
            return figure == 0.0
        case "false":
            return figure != 0.0
        case "no low" | "no high":
            return api.lit(False)
        case "none":
            return count.is_null() if op in ("min", "max") else api.lit(False)
        case "some":
            return ~count.is_null() if op in ("min", "max") else api.lit(True)
    raise UnreadableError("a share beside facts that are missing")


def _told(frame: Any, column: Column) -> bool:
    """Whether every null of a column is said to be 无."""
    if column.none is None:
        return False
    unknown = nw.col(column.name).is_null() & ~nw.col(column.none).fill_null(False)
    return not any(_plain(frame.select(unknown.any())))


def _plain(frame: Any) -> list[Any]:
    whole = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return list(whole.row(0))
