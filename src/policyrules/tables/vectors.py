"""The graph of a subject as expressions of an engine.

First the columns are looked at once, for nulls and for rows that need a closer look. Then every other row is worked out by
expressions, lazily where the engine is, and the odd rows, seldom any, one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, reduce
from operator import or_
from typing import Any
from weakref import WeakKeyDictionary

import narwhals as nw
from attrs import define, frozen

from policyrules.graph.nodes import Node
from policyrules.graph.program import SubjectGraph, subject_graph
from policyrules.language import core
from policyrules.runner import Runner
from policyrules.tables import inputs, ranges
from policyrules.tables.asked import OVER, Asked, Look
from policyrules.tables.columns import columns
from policyrules.tables.expressions import HAND, Expr, Stages, day, used
from policyrules.tables.inputs import Column, Read, UnreadableError, Used
from policyrules.tables.outputs import Branch, Joined, Number, Output, Text, outputs

ODD = f"{HAND}odd"


@frozen(eq=False)
class Drawn:
    """What is worked out of one graph: its outputs, by the names of columns, and the ranges of its integers."""

    made: SubjectGraph
    outputs: Mapping[str, Output]
    ranges: ranges.Ranges
    limit: int

    @cached_property
    def wanted(self) -> list[Node]:
        return [node for output in self.outputs.values() for node in output.nodes]

    @cached_property
    def shown(self) -> set[Node]:
        return {node for output in self.outputs.values() if isinstance(output, Number) for node in output.nodes}

    @cached_property
    def whole(self) -> Any:
        return nw.Int32 if ranges.small(self.ranges) else nw.Int64


@frozen(eq=False)
class Drawing:
    """A subject drawn for tables: for facts that are all known, and for any. What stands in the way of either, by the rule."""

    known: Drawn | None
    open: Drawn | None
    why: Mapping[str, str]
    why_open: Mapping[str, str]

    @property
    def drawn(self) -> list[Drawn]:
        return [x for x in (self.known, self.open) if x]

    @cached_property
    def used(self) -> Mapping[str, Used]:
        return inputs.uses([(d.made.graph, set(used(d.wanted)), d.shown) for d in self.drawn])

    @property
    def limit(self) -> int:
        return min(d.limit for d in self.drawn)


_drawings: WeakKeyDictionary[Runner, dict[tuple[str, bool], Drawing]] = WeakKeyDictionary()


def drawing(runner: Runner, subject: str, bounds: bool) -> Drawing:
    """A subject (its alias) drawn; made once."""
    kept = _drawings.setdefault(runner, {})
    if (subject, bounds) not in kept:
        kept[subject, bounds] = _drawing(runner, subject, bounds)
    return kept[subject, bounds]


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
    said = outputs(made, entry, bounds)
    for column in columns(entry, bounds):
        if column.name not in said and column.rule not in why:
            why[column.rule] = f"{column.name.removeprefix(column.rule + '.')} beside the points"
    if why:
        return None
    said = {column.name: said[column.name] for column in columns(entry, bounds)}
    drawn = Drawn(made, said, {}, 0)
    nodes = used(drawn.wanted)
    for node in nodes:
        if node.op == "shift":
            why.setdefault("", "a day moved by a period")
        if node.op == "input" and node.args[1]:
            why.setdefault("", "a list")
    found = ranges.settled(made.graph, nodes, drawn.shown)
    if found is None:
        why.setdefault("", "numbers that may grow too large for whole arithmetic")
    return Drawn(made, said, *found) if found and not why else None


# ---------------------------------------------------------------- one table


@define(eq=False)
class Vectors:
    """One table, looked at. ``columns`` are those of facts, by alias."""

    asked: Asked
    drawing: Drawing
    columns: Mapping[str, Column]
    look: Look

    @classmethod
    def of(cls, asked: Asked) -> Vectors | Mapping[str, str]:
        """Ready to be scored, or what stands in the way."""
        drawn = drawing(asked.runner, asked.subject, asked.bounds)
        if drawn.known is None:
            return drawn.why
        schema = asked.frame.collect_schema()
        whole = nw.Int64 if any(d.whole == nw.Int64 for d in drawn.drawn) else nw.Int32
        made: dict[str, Column] = {}
        why: dict[str, str] = {}
        for name, fact in asked.layout.facts.items():
            none = asked.layout.nones.get(fact.alias)
            use = drawn.used.get(fact.alias, Used(None))
            column = Column(fact, name, schema[name], none, use, drawn.limit, whole)
            try:
                column.read()
            except UnreadableError as error:
                why[fact.alias] = error.why
            made[fact.alias] = column
        if not asked.bounds and (lacking := [x.alias for x in asked.rows.needed if x.alias not in made]):
            why[lacking[0]] = f"{lacking[0]}: in no column"
        if not asked.bounds and asked.on is None and asked.rows.dated:
            why["on"] = "no date of evaluation"
        for alias in asked.layout.nones.keys() - made.keys():
            why[alias] = f"{alias}: only said to be none"
        if why:
            return why
        vectors = cls(asked, drawn, made, _look(asked, made))
        return vectors if vectors.complete or not asked.bounds or drawn.open else drawn.why_open

    def odd(self) -> Expr | None:
        """Which rows need a closer look; None where none does."""
        if not self.look.odd:
            return None
        found = [read.odd for column in self.columns.values() if (read := column.read()).odd is not None]
        if not self.asked.bounds:
            needed = {x.alias for x in self.asked.rows.needed}
            found += [c.read().null for alias, c in self.columns.items() if alias in needed and self.look.nulls[alias]]
        return reduce(or_, found).fill_null(False)

    @property
    def drawn(self) -> Drawn:
        """The graph that is worked out: the shorter one where every fact that it reads is known."""
        known, open_ = self.drawing.known, self.drawing.open
        assert known
        return known if self.complete or open_ is None else open_

    @property
    def complete(self) -> bool:
        """Whether every fact that is read is known."""
        assert self.drawing.known
        read = {node.args[0] for node in used(self.drawing.known.wanted) if node.op in ("input", "none")}
        return all(self._known(alias) for alias in read)

    def _known(self, alias: str) -> bool:
        if alias == "on":
            return self.asked.on is not None
        column = self.columns.get(alias)
        return column is not None and column.none is None and not self.look.nulls[alias]

    def scored(self, frame: Any) -> Any:
        """Result columns of every row of a table none of which is odd, after those carried along."""
        drawn = self.drawn
        nodes = used(drawn.wanted)
        leaves, first = self._leaves(drawn, nodes)
        stages = Stages(leaves, drawn.whole)
        stages.made(drawn.made.graph, nodes)
        for made in (first, *stages.columns):
            if made:
                frame = frame.with_columns(*made)
        return frame.select(*self.asked.kept, *self._told(drawn, stages))

    def _leaves(self, drawn: Drawn, nodes: Mapping[Node, int]) -> tuple[dict[tuple[str, ...], Expr], list[Expr]]:
        """What stands for facts, and the columns they have to be made into before."""
        on = self.asked.on
        leaves: dict[tuple[str, ...], Expr] = {
            ("input", "on", ""): nw.lit(day(on) if on else 10101, nw.Int32),
            ("known", "on"): nw.lit(on is not None),
        }
        first: list[Expr] = []
        asked = {node: count for node, count in nodes.items() if node.op in ("input", "known", "none")}
        for fact in self._facts():
            read = self._read(fact, drawn)
            parts = {
                ("input", fact.alias, ""): (read.value, read.plain),
                ("known", fact.alias): (~read.null if read.none is None else ~read.null | read.none, False),
                ("none", fact.alias): (nw.lit(False) if read.none is None else read.none, read.none is None),
            }
            for node, count in asked.items():
                key = (node.op, *node.args)
                if key in parts:
                    said, plain = parts[key]
                    if count > 1 and not plain:
                        name = f"{HAND}{node.op[0]}{fact.alias}"
                        first.append(said.alias(name))
                        said = nw.col(name)
                    leaves[key] = said
        return leaves, first

    def _facts(self) -> tuple[core.Field, ...]:
        return self.asked.runner.lowered.subjects[self.asked.subject].subject.fields

    def _read(self, fact: core.Field, drawn: Drawn) -> Read:
        column = self.columns.get(fact.alias)
        if column is None:
            return inputs.missing(fact, drawn.whole)
        holed = self.look.nulls[fact.alias] or column.none is not None
        return Column(*(fact, column.name, column.kind, column.none, column.used, column.limit, drawn.whole), holed=holed).read()

    def _told(self, drawn: Drawn, stages: Stages) -> list[Expr]:
        found: list[Expr] = []
        for name, output in drawn.outputs.items():
            match output:
                case Number():
                    found += _numbers(name, output, stages, self.asked.exact)
                case Joined():
                    found.append(_joined(output, stages).alias(name))
                case Text():
                    found.append(_text(output, stages).alias(name))
                case Branch():
                    found.append(stages.of(output.node).cast(nw.Int8).alias(name))
        return found


def _look(asked: Asked, made: Mapping[str, Column]) -> Look:
    """The columns looked at once."""
    reads = {alias: column.read() for alias, column in made.items()}
    needed = set() if asked.bounds else {x.alias for x in asked.rows.needed}
    said = []
    for alias, read in reads.items():
        said.append(read.null.any().alias(f"null {alias}"))
        if read.odd is not None:
            said.append(read.odd.any().alias(f"odd {alias}"))
    if not said:
        return Look({}, False)
    found = asked.frame.select(*said)
    found = found.collect() if isinstance(found, nw.LazyFrame) else found
    row = dict(zip(found.columns, found.row(0), strict=True))
    nulls = {alias: bool(row[f"null {alias}"]) for alias in reads}
    odd = any(row.get(f"odd {alias}") or (alias in needed and nulls[alias]) for alias in reads)
    return Look(nulls, bool(odd))


# ---------------------------------------------------------------- what comes out


def _sure(expr: Expr, node: Node, stages: Stages) -> Expr:
    if node.constant and node.value:
        return expr
    return nw.when(stages.of(node)).then(expr)


def _numbers(name: str, output: Number, stages: Stages, exact: bool) -> list[Expr]:
    end = output.end
    top, bottom = stages.of(end.node), [stages.of(node) for node in end.over]
    endless = not (end.endless.constant and not end.endless.value)
    if exact:
        over = reduce(lambda a, b: a * b, bottom, nw.lit(end.scale, nw.Int64))
        sides = [_sure(x.cast(nw.Int64), output.sure, stages) for x in (top, over)]
        if endless:
            sides = [nw.when(~stages.of(end.endless)).then(x) for x in sides]
        return [side.alias(name + ending) for side, ending in zip(sides, ("", OVER), strict=True)]
    below: Any = reduce(lambda a, b: a * b, [x.cast(nw.Int64) for x in bottom]) * end.scale if bottom else end.scale
    shown = top.cast(nw.Float64) if not bottom and end.scale == 1 else top / below
    if endless:
        far = nw.lit(float("inf") if output.high else float("-inf"))
        shown = nw.when(stages.of(end.endless)).then(far).otherwise(shown)
    return [_sure(shown, output.sure, stages).alias(name)]


def _text(output: Text, stages: Stages) -> Expr:
    made: Any = nw.lit(None, nw.String)
    for node, text in reversed(output.cases):
        made = nw.when(stages.of(node)).then(nw.lit(text)).otherwise(made)
    return made if isinstance(made, nw.Expr) else nw.lit(None, nw.String)


def _joined(output: Joined, stages: Stages) -> Expr:
    """At most one of them more than often, so the first is said without a separator before it."""
    parts = [nw.when(stages.of(node)).then(nw.lit(text)) for node, text in output.cases]
    return nw.concat_str(parts, separator="|", ignore_nulls=True)
