"""What is asked of the tables of one kind, and what they come to: written once for all with the same columns."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cached_property, reduce
from operator import mul
from typing import Any

from attrs import define, evolve, field, frozen

from policyrules.graph.ends import End
from policyrules.graph.nodes import Node
from policyrules.language import core
from policyrules.tables import dialects, inputs
from policyrules.tables.asked import OVER, Asked
from policyrules.tables.dialects import Dialect, Expr
from policyrules.tables.drawing import Drawing, Drawn, Quotient, kept, quotient
from policyrules.tables.expressions import HAND, Stages
from policyrules.tables.inputs import Column, Leaf, Read, UnreadableError, Used, day
from policyrules.tables.look import Questions
from policyrules.tables.outputs import Branch, Joined, Number, Output, Text

_FEW = 3
"""Of how many texts all that can come of them are written out."""


@frozen(eq=False)
class Plan:
    """Columns to be made on the way, and those that come out."""

    stages: dialects.Stages
    last: Sequence[Any]


@frozen(eq=False, slots=False)
class Kind:
    """Tables with the same columns, asked for the same. ``why`` says which columns cannot be read."""

    drawing: Drawing
    speech: Dialect
    facts: tuple[core.Field, ...]
    columns: Mapping[str, Column]
    why: Mapping[str, str]
    like: str
    on: date | None
    exact: bool
    _plans: dict[Hashable, Plan] = field(factory=dict)

    @cached_property
    def reads(self) -> dict[str, Read]:
        return {alias: column.read() for alias, column in self.columns.items()}

    @cached_property
    def questions(self) -> Questions:
        return Questions(self.speech, {column.name: self.reads[alias] for alias, column in self.columns.items()})

    def plan(self, drawn: Drawn, holed: Set[str], lists: Mapping[tuple[str, ...], Leaf]) -> Plan:
        """What the graph comes to. ``holed``: facts that have nulls; ``lists``: what stands for figures of lists."""
        return kept(self._plans, (drawn, frozenset(holed), tuple(lists)), lambda: self._plan(drawn, holed, lists))

    def _plan(self, drawn: Drawn, holed: Set[str], lists: Mapping[tuple[str, ...], Leaf]) -> Plan:
        stages = Stages(self.speech, drawn.nodes, {**self._leaves(drawn.nodes, holed), **lists}, drawn.scale)
        told = _Told(self.speech, self.like, self.exact, stages, drawn.twice)
        last = dict(said for name, output in drawn.outputs.items() for said in told.output(name, output))
        made = [expr.alias(name) for name, expr in last.items()]
        before = (stages.first, *stages.columns, told.divisors, told.after)
        if all(node.constant for node in drawn.wanted):  # a table of nothing but constants would have one row
            return Plan((*before, made), tuple(last))
        return Plan(before, made)

    def _leaves(self, nodes: Mapping[Node, int], holed: Set[str]) -> dict[tuple[str, ...], Leaf]:
        """What stands for facts, with the columns they are kept in where they are used more than once."""
        on, api = self.on, self.speech.api
        leaves: dict[tuple[str, ...], Leaf] = {
            ("input", "on", ""): Leaf(api.lit(day(on) if on else 10101, api.Int32)),
            ("known", "on"): Leaf(api.lit(on is not None)),
        }
        facts = {fact.alias: fact for fact in self.facts}
        for node, count in nodes.items():
            fact = facts.get(node.args[0]) if node.op in ("input", "known", "none") else None
            if fact is None:
                continue
            read, column, often = self._read(fact, holed), self.columns.get(fact.alias), count > 1
            if node.op == "known":
                leaf = Leaf(~read.null if read.none is None else ~read.null | read.none)
                leaf = evolve(leaf, names=(f"k{fact.alias}" if often and column else "", ""))
            elif node.op == "none":
                leaf = Leaf(api.lit(False) if read.none is None else read.none)
                leaf = evolve(leaf, names=(f"n{fact.alias}" if often and read.none is not None else "", ""))
            else:
                value = often and not read.plain and not self.drawing.used[fact.alias].compared
                raw = often and fact.alias in holed
                names = f"i{fact.alias}" if value else "", f"r{fact.alias}" if raw else ""
                bare = column.bare if column and fact.alias in holed else None
                if bare and value and not bare.plain:
                    bare = evolve(bare, names=(f"b{fact.alias}", ""))
                leaf = evolve(read.leaf, names=names, bare=bare)
            leaves[(node.op, *node.args)] = leaf
        return leaves

    def _read(self, fact: core.Field, holed: Set[str]) -> Read:
        column = self.columns.get(fact.alias)
        if column is None:
            return inputs.missing(fact, self.speech.api)
        return evolve(column, holed=fact.alias in holed or column.none is not None).read()


def kind(asked: Asked, drawn: Drawing) -> Kind:
    """That of a table; made once."""
    schema = asked.frame.collect_schema()
    speech = dialects.dialect(asked.frame)
    laid = tuple((name, schema[name], asked.layout.nones.get(fact.alias)) for name, fact in asked.layout.facts.items())
    like = next(iter(schema.names()), "")
    key = (type(speech), asked.frame.implementation, asked.on, asked.exact, like, laid)
    made: Kind = kept(drawn.kinds, key, lambda: _kind(asked, drawn, speech, laid, like))
    return made


def _kind(asked: Asked, drawn: Drawing, speech: Dialect, laid: Iterable[tuple[str, Any, str | None]], like: str) -> Kind:
    nan = asked.frame.implementation.is_pandas_like()
    made: dict[str, Column] = {}
    why: dict[str, str] = {}
    for name, holds, none in laid:
        fact = asked.layout.facts[name]
        column = Column(fact, name, holds, none, drawn.used.get(fact.alias, Used(False)), drawn.limit, speech, nan=nan)
        try:
            column.read()
        except UnreadableError as error:
            why[fact.alias] = error.why
        made[fact.alias] = column
    facts = asked.runner.lowered.subjects[asked.subject].subject.fields
    return Kind(drawn, speech, facts, made, why, like, asked.on, asked.exact)


# ---------------------------------------------------------------- what comes out


@define(eq=False)
class _Told:
    """Outputs as expressions; ``divisors`` and then ``after`` are columns they need before."""

    speech: Dialect
    like: str
    """A column of the table."""
    exact: bool
    stages: Stages
    twice: Set[Quotient]
    """Quotients that are told more than once, which get a column of their own ``after`` all others."""
    divisors: list[Expr] = field(factory=list)
    after: list[Expr] = field(factory=list)
    _over: dict[int, Any] = field(factory=dict)
    _quotients: dict[Quotient, Expr] = field(factory=dict)

    @property
    def api(self) -> Any:
        return self.speech.api

    def output(self, name: str, output: Output) -> list[tuple[str, Expr]]:
        """Columns, by their names."""
        match output:
            case Number():
                return list(zip((name, name + OVER), self.numbers(output), strict=False))
            case Joined() if not output.single:
                return [(name, self.joined(output))]
            case Text():
                return [(name, self.text(output, "" if isinstance(output, Joined) else None))]
            case Branch(node):
                return [(name, self.small(node))]

    def numbers(self, output: Number) -> list[Expr]:
        end = output.end
        endless = not (end.endless.constant and not end.endless.value)
        bottom = [self.stages.of(node) for node in end.over]
        if self.exact:
            over = reduce(mul, bottom, self.api.lit(float(end.scale)))
            sides = [self.sure(x.cast(self.api.Int64), output) for x in (self.stages.of(end.node), over)]
            return [self.api.when(~self.stages.of(end.endless)).then(x) for x in sides] if endless else sides
        shown = self.stages.shown(end.node) if not bottom and end.scale == self.stages.scale else None
        if shown is None:
            shown = self.stages.of(end.node) if not bottom and end.scale == 1 else self.quotient(end, bottom)
        if endless:
            far = self.api.lit(float("inf") if output.high else float("-inf"))
            shown = self.api.when(self.stages.of(end.endless)).then(far).otherwise(shown)
        return [self.sure(shown, output)]

    def quotient(self, end: End, bottom: list[Expr]) -> Expr:
        top: Any = self.stages.of(end.node)
        made: Expr = top / (reduce(mul, bottom) * float(end.scale) if bottom else self.over(end.scale, top))
        key = quotient(end)
        if key not in self.twice:
            return made
        if key not in self._quotients:
            name = f"{HAND}/{len(self.after)}"
            self.after.append(made.alias(name))
            self._quotients[key] = self.api.col(name)
        return self._quotients[key]

    def sure(self, expr: Expr, output: Number) -> Expr:
        if output.sure.constant and output.sure.value:
            return expr
        return self.api.when(self.stages.of(output.sure)).then(expr)

    def over(self, scale: int, like: Expr) -> Any:
        """What figures are divided by."""
        if scale not in self._over:
            # A choice that no row takes is one value for all to polars; whether a column has nulls is a column to it.
            known = self.api.col(self.like).is_null().cast(self.api.Float64)
            made = self.speech.divisor(known + like, scale)
            if not isinstance(made, int):
                self.divisors.append(made.alias(f"{HAND}over{scale}"))
                made = self.api.col(f"{HAND}over{scale}")
            self._over[scale] = made
        return self._over[scale]

    def text(self, output: Text, otherwise: str | None) -> Expr:
        place: Any = self.api.lit(0, self.api.Int8)
        made = self.api.lit(otherwise, self.api.String)
        for n, (node, text) in reversed(list(enumerate(output.cases, 1))):
            holds = self.stages.of(node)
            place = self.api.when(holds).then(self.api.lit(n, self.api.Int8)).otherwise(place)
            made = self.api.when(holds).then(self.api.lit(text)).otherwise(made)
        picked = self.speech.picked(place, [otherwise, *(text for _, text in output.cases)])
        return made if picked is None else picked

    def joined(self, output: Joined) -> Expr:
        cases = [(node, text) for node, text in output.cases if not node.constant]
        if len(cases) > _FEW:
            parts = [self.api.when(self.stages.of(node)).then(self.api.lit(text)) for node, text in output.cases]
            return self.api.concat_str(parts, separator="|", ignore_nulls=True)
        place: Any = self.api.lit(0, self.api.Int8)
        for n, (node, _) in enumerate(cases):
            place = place + self.stages.of(node).cast(self.api.Int8) * 2**n
        picked = self.speech.picked(place, ["|".join(_those(output.cases, n)) for n in range(2 ** len(cases))])
        return self.each(output.cases, ()) if picked is None else picked

    def each(self, cases: Sequence[tuple[Node, str]], told: tuple[str, ...]) -> Expr:
        """Every text that can come of some, chosen one by one: quicker than joining texts."""
        if not cases:
            return self.api.lit("|".join(told))
        (node, text), *rest = cases
        there, not_there = self.each(rest, (*told, text)), self.each(rest, told)
        if node.constant:
            return there if node.value else not_there
        return self.api.when(self.stages.of(node)).then(there).otherwise(not_there)

    def small(self, node: Node) -> Expr:
        if node.constant:
            return self.api.lit(node.value, self.api.Int8)
        return self.api.when(self.stages.of(node.args[0])).then(self.small(node.args[1])).otherwise(self.small(node.args[2]))


def _those(cases: Sequence[tuple[Node, str]], held: int) -> Iterator[str]:
    """The texts whose conditions hold: those that stand, and of the others those of the bits that are set."""
    for node, text in cases:
        if node.constant:
            if node.value:
                yield text
            continue
        if held & 1:
            yield text
        held >>= 1
