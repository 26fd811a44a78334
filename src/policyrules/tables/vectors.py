"""The graph of a subject as expressions of an engine.

First the columns are looked at once, for nulls and for rows that need a closer look. Then every other row is worked out by
expressions, lazily where the engine is, and the odd rows, seldom any, one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from functools import cached_property, reduce
from operator import mul, or_
from typing import Any
from weakref import WeakKeyDictionary

import narwhals as nw
from attrs import Factory, define, evolve, field, frozen

from policyrules.graph.ends import End
from policyrules.graph.nodes import Node
from policyrules.graph.program import SubjectGraph, subject_graph
from policyrules.language import core
from policyrules.runner import Runner
from policyrules.tables import frames, inputs, ranges
from policyrules.tables.asked import OVER, Asked, Look
from policyrules.tables.columns import columns
from policyrules.tables.expressions import HAND, Stages, used
from policyrules.tables.inputs import Column, Expr, Leaf, Read, UnreadableError, Used, day
from policyrules.tables.lists import Grouped, grouped
from policyrules.tables.look import looked
from policyrules.tables.outputs import Branch, Joined, Number, Output, Text, outputs
from policyrules.tables.rewrite import Rewriter

ODD = f"{HAND}odd"


@frozen(eq=False, slots=False)
class Drawn:
    """What is worked out of one graph: its outputs, by the names of columns, and how large numbers without bounds may be."""

    made: SubjectGraph
    outputs: Mapping[str, Output]
    limit: int

    @cached_property
    def wanted(self) -> list[Node]:
        return [node for output in self.outputs.values() for node in output.nodes]

    @cached_property
    def shown(self) -> set[Node]:
        return {node for output in self.outputs.values() if isinstance(output, Number) for node in output.nodes}

    @cached_property
    def twice(self) -> Set[Quotient]:
        """The quotients that are told more than once."""
        told = Counter(_quotient(o.end) for o in self.outputs.values() if isinstance(o, Number))
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

    _settled: dict[tuple[tuple[str, bool], ...], Drawn] = field(factory=dict)

    def settled(self, known: Mapping[str, bool]) -> Drawn:
        """For any facts, of which it is settled whether some are known; made once."""
        key = tuple(known.items())
        if key not in self._settled:
            assert self.open
            made = self.open.made
            self._settled[key] = Drawn(made, Rewriter(made.graph, known).outputs(self.open.outputs), self.open.limit)
        return self._settled[key]

    @property
    def drawn(self) -> list[Drawn]:
        return [x for x in (self.known, self.open) if x]

    @cached_property
    def used(self) -> Mapping[str, Used]:
        return inputs.uses([(d.made.graph, used(d.wanted), d.shown) for d in self.drawn])

    @property
    def limit(self) -> int:
        return min(d.limit for d in self.drawn)


Quotient = tuple[Node, int, tuple[Node, ...]]


def _quotient(end: End) -> Quotient:
    return end.node, end.scale, end.over


_FEW = 3
"""Of how many texts all that can come of them are written out."""

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
    said = outputs(made, bounds)
    for column in columns(entry, bounds):
        if column.name not in said and column.rule not in why:
            why[column.rule] = f"{column.name.removeprefix(column.rule + '.')} beside the points"
    if why:
        return None
    said = Rewriter(made.graph).outputs({column.name: said[column.name] for column in columns(entry, bounds)})
    drawn = Drawn(made, said, 0)
    nodes = used(drawn.wanted)
    for node in nodes:
        if node.op == "shift":
            why.setdefault("", "a day moved by a period")
    limit = ranges.settled(nodes)
    if limit is None:
        why.setdefault("", "numbers that may grow too large")
    return Drawn(made, said, limit) if limit and not why else None


# ---------------------------------------------------------------- one table


@define(eq=False, slots=False)
class Vectors:
    """One table, looked at. ``columns`` are those of facts, by alias."""

    asked: Asked
    drawing: Drawing
    columns: Mapping[str, Column]
    look: Look
    lists: Grouped = Factory(Grouped)

    @classmethod
    def of(cls, asked: Asked) -> Vectors | Mapping[str, str]:
        """Ready to be scored, or what stands in the way."""
        drawn = drawing(asked.runner, asked.subject, asked.bounds)
        if drawn.known is None:
            return drawn.why
        schema = asked.frame.collect_schema()
        nan = asked.frame.implementation.is_pandas_like()
        made: dict[str, Column] = {}
        why: dict[str, str] = {}
        for name, fact in asked.layout.facts.items():
            none = asked.layout.nones.get(fact.alias)
            use = drawn.used.get(fact.alias, Used(False))
            column = Column(fact, name, schema[name], none, use, drawn.limit, _exactly(asked, name), nan=nan)
            try:
                column.read()
            except UnreadableError as error:
                why[fact.alias] = error.why
            made[fact.alias] = column
        listed = {child.fact.alias for child in asked.children}
        there = made.keys() | listed
        if not asked.bounds and (lacking := [x.alias for x in asked.rows.needed if x.alias not in there and not x.lists]):
            why[lacking[0]] = f"{lacking[0]}: in no column"
        if not asked.bounds and asked.on is None and asked.rows.dated:
            why["on"] = "no date of evaluation"
        for alias in asked.layout.nones.keys() - made.keys():
            why[alias] = f"{alias}: only said to be none"
        if why:
            return why
        vectors = cls(
            asked, drawn, made, looked(asked.frame, made, set() if asked.bounds else {x.alias for x in asked.rows.needed})
        )
        if not (vectors.complete or not asked.bounds or drawn.open):
            return drawn.why_open
        try:
            vectors.lists = grouped(asked, used(vectors.drawn.wanted))
        except UnreadableError as error:
            return {"": error.why}
        return vectors

    def odd(self) -> Expr | None:
        """Which rows need a closer look; None where none does."""
        if not self.look.odd:
            return None
        found = [read.odd for column in self.columns.values() if (read := column.read()).odd is not None]
        if not self.asked.bounds:
            needed = {x.alias for x in self.asked.rows.needed}
            found += [c.read().null for alias, c in self.columns.items() if alias in needed and self.look.nulls[alias]]
        return reduce(or_, found).fill_null(False)

    @cached_property
    def drawn(self) -> Drawn:
        """The graph that is worked out: the shorter one where every fact that it reads is known."""
        known, open_ = self.drawing.known, self.drawing.open
        assert known
        if self.complete or open_ is None:
            return known
        settled = {"on": self.asked.on is not None}
        for fact in self._facts():
            column = self.columns.get(fact.alias)
            if column is None or not (self.look.nulls[fact.alias] or column.none):
                settled[fact.alias] = column is not None
        return self.drawing.settled(settled)

    @property
    def complete(self) -> bool:
        """Whether every fact that is read is known."""
        assert self.drawing.known
        facts = [n for n in used(self.drawing.known.wanted) if n.op == "none" or (n.op == "input" and not n.args[1])]
        return all(self._known(node.args[0]) for node in facts)

    def _known(self, alias: str) -> bool:
        if alias == "on":
            return self.asked.on is not None
        column = self.columns.get(alias)
        return column is not None and column.none is None and not self.look.nulls[alias]

    def scored(self, frame: Any) -> Any:
        """Result columns of every row of a table none of which is odd, after those carried along."""
        if isinstance(frame, nw.DataFrame) and frame.implementation.is_polars():
            return self.scored(frame.lazy()).collect()  # as one plan
        if self.lists.frames:
            frame = self.lists.joined(frame, self.asked.key)
        drawn = self.drawn
        nodes = used(drawn.wanted)
        leaves, first = self._leaves(nodes)
        stages = Stages(drawn.made.graph, nodes, leaves, drawn.scale)
        told = _Told(frame, self.asked.exact, stages, drawn.twice)
        last = [expr for name, output in drawn.outputs.items() for expr in told.output(name, output)]
        for made in ([*first, *told.first], *stages.columns, told.after):
            if made:
                frame = frame.with_columns(*made)
        return frame.select(*self.asked.kept, *last)

    def _leaves(self, nodes: Mapping[Node, int]) -> tuple[dict[tuple[str, ...], Leaf], list[Expr]]:
        """What stands for facts, and the columns they have to be made into before."""
        on = self.asked.on
        leaves: dict[tuple[str, ...], Leaf] = {
            ("input", "on", ""): Leaf(nw.lit(day(on) if on else 10101, nw.Int32)),
            ("known", "on"): Leaf(nw.lit(on is not None)),
        }
        leaves |= self.lists.leaves
        first: list[Expr] = []

        def column(name: str, expr: Expr) -> Expr:
            plain = HAND + name.replace(".", "/")  # some engines take a dot for a field of a structure
            first.append(expr.alias(plain))
            return nw.col(plain)

        facts = {fact.alias: fact for fact in self._facts()}
        for node, count in nodes.items():
            fact = facts.get(node.args[0]) if node.op in ("input", "known", "none") else None
            if fact is None:
                continue
            read, often = self._read(fact), count > 1
            if node.op == "known":
                known = ~read.null if read.none is None else ~read.null | read.none
                leaf = Leaf(column(f"k{fact.alias}", known) if often and fact.alias in self.columns else known)
            elif node.op == "none":
                none = nw.lit(False) if read.none is None else read.none
                leaf = Leaf(column(f"n{fact.alias}", none) if often and read.none is not None else none)
            else:
                leaf = read.leaf
                if often and read.raw is not None and self.look.nulls.get(fact.alias):
                    leaf = evolve(leaf, raw=column(f"r{fact.alias}", read.raw))
                if often and not read.plain and not self.drawing.used[fact.alias].compared:
                    leaf = evolve(leaf, value=column(f"i{fact.alias}", read.value))
            leaves[(node.op, *node.args)] = leaf
        return leaves, first

    def _facts(self) -> tuple[core.Field, ...]:
        return self.asked.runner.lowered.subjects[self.asked.subject].subject.fields

    def _read(self, fact: core.Field) -> Read:
        column = self.columns.get(fact.alias)
        if column is None:
            return inputs.missing(fact)
        return evolve(column, holed=self.look.nulls[fact.alias] or column.none is not None).read()


def _exactly(asked: Asked, name: str) -> Callable[[Expr, int], Expr]:
    return lambda top, bottom: top / frames.constant(asked.frame, name, bottom)


# ---------------------------------------------------------------- what comes out


@define(eq=False)
class _Told:
    """Outputs as expressions; ``first`` are columns they need before."""

    frame: Any
    exact: bool
    stages: Stages
    twice: Set[Quotient]
    """Quotients that are told more than once, which get a column of their own ``after`` all others."""
    first: list[Expr] = field(factory=list)
    after: list[Expr] = field(factory=list)
    _over: dict[int, Any] = field(factory=dict)
    _quotients: dict[Quotient, Expr] = field(factory=dict)

    def output(self, name: str, output: Output) -> list[Expr]:
        match output:
            case Number():
                return [x.alias(name + ending) for x, ending in zip(self.numbers(output), ("", OVER), strict=False)]
            case Joined() if output.single:
                return [self.text(output, nw.lit("")).alias(name)]
            case Joined():
                return [self.joined(output).alias(name)]
            case Text():
                return [self.text(output, None).alias(name)]
            case Branch(node):
                return [self.small(node).alias(name)]

    def numbers(self, output: Number) -> list[Expr]:
        end = output.end
        endless = not (end.endless.constant and not end.endless.value)
        bottom = [self.stages.of(node) for node in end.over]
        if self.exact:
            over = reduce(mul, bottom, nw.lit(float(end.scale)))
            sides = [self.sure(x.cast(nw.Int64), output) for x in (self.stages.of(end.node), over)]
            return [nw.when(~self.stages.of(end.endless)).then(x) for x in sides] if endless else sides
        shown = self.stages.shown(end.node) if not bottom and end.scale == self.stages.scale else None
        if shown is None:
            shown = self.stages.of(end.node) if not bottom and end.scale == 1 else self.quotient(end, bottom)
        if endless:
            far = nw.lit(float("inf") if output.high else float("-inf"))
            shown = nw.when(self.stages.of(end.endless)).then(far).otherwise(shown)
        return [self.sure(shown, output)]

    def quotient(self, end: End, bottom: list[Expr]) -> Expr:
        below: Any = reduce(mul, bottom) * float(end.scale) if bottom else self.over(end.scale)
        made: Expr = self.stages.of(end.node) / below
        key = _quotient(end)
        if key not in self.twice:
            return made
        if key not in self._quotients:
            name = f"{HAND}/{len(self.after)}"
            self.after.append(made.alias(name))
            self._quotients[key] = nw.col(name)
        return self._quotients[key]

    def sure(self, expr: Expr, output: Number) -> Expr:
        if output.sure.constant and output.sure.value:
            return expr
        return nw.when(self.stages.of(output.sure)).then(expr)

    def over(self, scale: int) -> Any:
        """What figures are divided by."""
        if scale not in self._over:
            made = frames.constant(self.frame, next(iter(self.frame.collect_schema().names())), scale)
            if isinstance(made, nw.Expr):
                self.first.append(made.alias(f"{HAND}over{scale}"))
                made = nw.col(f"{HAND}over{scale}")
            self._over[scale] = made
        return self._over[scale]

    def text(self, output: Text, otherwise: Any) -> Expr:
        made = nw.lit(None, nw.String) if otherwise is None else otherwise
        for node, text in reversed(output.cases):
            made = nw.when(self.stages.of(node)).then(nw.lit(text)).otherwise(made)
        return made

    def joined(self, output: Joined) -> Expr:
        if len(output.cases) > _FEW:
            parts = [nw.when(self.stages.of(node)).then(nw.lit(text)) for node, text in output.cases]
            return nw.concat_str(parts, separator="|", ignore_nulls=True)
        return self.each(output.cases, ())

    def each(self, cases: Sequence[tuple[Node, str]], told: tuple[str, ...]) -> Expr:
        """Every text that can come of some, chosen one by one: quicker than joining texts."""
        if not cases:
            return nw.lit("|".join(told))
        (node, text), *rest = cases
        there, not_there = self.each(rest, (*told, text)), self.each(rest, told)
        if node.constant:
            return there if node.value else not_there
        return nw.when(self.stages.of(node)).then(there).otherwise(not_there)

    def small(self, node: Node) -> Expr:
        if node.constant:
            return nw.lit(node.value, nw.Int8)
        return nw.when(self.stages.of(node.args[0])).then(self.small(node.args[1])).otherwise(self.small(node.args[2]))
