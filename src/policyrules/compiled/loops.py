"""What lists come to, as loops: one for each aggregate, over records that were read as tuples.

Written only for lists that were given whole. A period that is not over, or a date of evaluation that is not given, leaves the
function: then more records may come, and the interpreter says what that means (`language.aggregate`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import evolve, frozen

from policyrules.compiled.emit import Text, statements
from policyrules.graph.expressions import Lowering
from policyrules.graph.known import InexpressibleError, Num
from policyrules.graph.nodes import Graph, Node
from policyrules.language import core
from policyrules.language.aggregate import stretch
from policyrules.language.env import Env
from policyrules.language.lowered import Aggregate, LoweredSubject

Names = dict[tuple[Any, ...], str]
"""What stands in the text for what nodes read, by operator and arguments."""


def fields(over: core.Field) -> tuple[core.Field, ...]:
    assert isinstance(over.type, core.Records)
    return over.type.fields


def record(over: core.Field, tag: str) -> str:
    """The names of what a record holds, as they stand in its tuple: each value, and of one that can be 无 whether it is."""
    names = [x for n, f in enumerate(fields(over)) for x in (f"n{tag}_{n}", *((f"z{tag}_{n}",) if f.optional else ()))]
    return f"({', '.join(names)},)"


def over_periods(entry: LoweredSubject) -> bool:
    """Whether some aggregate asks for the date of evaluation."""
    return any(_dated(value) for value in entry.values if isinstance(value, Aggregate))


def _dated(found: Aggregate) -> bool:
    asked = [x for e in (found.agg.where, found.agg.body) if e for x in core.walk(e)]
    on = any(isinstance(x, core.Ref) and x.kind == "on" for x in asked)
    return on or found.agg.within is not None or any(map(_dated, found.inner.values()))


def days(within: core.Stretch, on: date) -> tuple[date, date] | None:
    """The first and last day on which a record counts; None where later ones may come, or there is no such stretch."""
    found = stretch(within, Env({}, {"on": on}))
    return None if found is None or (within.of and found[1] > on) else (found[0], min(found[1], on))


@frozen
class Loops:
    """Writes the loops of one function. ``names`` has what is known outside them, and gets what they come to."""

    text: Text
    values: Mapping[str, core.Value | Aggregate]
    names: Names
    depth: int = 1

    def write(self, found: Aggregate, over: str, tag: str) -> None:
        """One aggregate, over the list that stands in the text as ``over``."""
        agg, text, depth = found.agg, self.text, self.depth
        for name in _begun(agg, tag):
            text.add(name, depth)
        if agg.within:
            text.add(f"s{tag} = days({text.constant(agg.within)}, on)", depth)
            text.add(f"if s{tag} is None:", depth)
            text.add("    return REFUSED", depth)
            text.add(f"b{tag}, e{tag} = s{tag}", depth)
        text.add(f"for {record(agg.over, tag)} in {over}:", depth)
        self._inside(found, tag)
        for line in _ended(agg, tag):
            text.add(line, depth)
        for part in ("yes", "all", "value", "none"):
            self.names["input", found.id, part] = f"{part}{tag}"

    def _inside(self, found: Aggregate, tag: str) -> None:
        agg, text, depth = found.agg, self.text, self.depth + 1
        names = dict(self.names)
        for n, fact in enumerate(fields(agg.over)):
            names["input", fact.alias, ""], names["none", fact.alias] = f"n{tag}_{n}", f"z{tag}_{n}"
        if agg.within:
            day = names["input", agg.within.field.alias, ""]
            none = f"{names['none', agg.within.field.alias]} or " if agg.within.field.optional else ""
            text.add(f"if {none}not b{tag} <= {day} <= e{tag}:", depth)
            text.add("    continue", depth)
        inside = evolve(self, names=names, depth=depth, values={**self.values, **found.inner})
        for n, (id_, inner) in enumerate(found.inner.items()):
            place = next((k for k, f in enumerate(fields(agg.over)) if f is inner.agg.over), None)
            over = names["input", inner.agg.over.alias, ""] if place is not None else names.get(("input", inner.agg.over.alias, ""))
            if over is None:
                raise InexpressibleError(f"an aggregate {id_} over a list that is not at hand")
            inside.write(inner, over, f"{tag}_i{n}")
        inside._counted(agg, tag)

    def _counted(self, agg: core.Agg, tag: str) -> None:
        """Whether the record counts, and what it adds."""
        graph = Graph()
        lowering = Lowering(graph, True, self.values)
        where = lowering.truth(agg.where, lowering.scope).true if agg.where else graph.const(True)
        if agg.op in ("count", "all", "share"):
            holds = lowering.truth(agg.body, lowering.scope).true if agg.body else graph.const(True)
            said = self._said(graph, [where, holds], tag)
            self._skip(where, said)
            self._add({"count": "yes", "share": "yes", "all": "value"}[agg.op], agg.op, said[holds], tag)
            return
        assert agg.body is not None
        amount = lowering.number(agg.body, lowering.scope)
        if amount.low.over:
            raise InexpressibleError("an amount over a divisor that is no constant")
        said = self._said(graph, [where, amount.low.node, amount.none], tag)
        self._skip(where, said)
        self._amount(agg, amount, said, tag)

    def _said(self, graph: Graph, wanted: list[Node], tag: str) -> dict[Node, str]:
        return statements(graph, wanted, self.names, self.text, self.depth, f"w{tag}_")

    def _skip(self, where: Node, said: Mapping[Node, str]) -> None:
        if not where.constant or not where.value:
            self.text.add(f"if not {said[where]}:", self.depth)
            self.text.add("    continue", self.depth)

    def _add(self, part: str, op: str, holds: str, tag: str) -> None:
        text, depth = self.text, self.depth
        if op == "share":
            text.add(f"all{tag} += 1", depth)
        text.add(f"if {'not ' if op == 'all' else ''}{holds}:", depth)
        text.add(f"    {part}{tag} = False" if op == "all" else f"    {part}{tag} += 1", depth)
        if op == "all":
            text.add("    break", depth)

    def _amount(self, agg: core.Agg, amount: Num, said: Mapping[Node, str], tag: str) -> None:
        text, depth = self.text, self.depth
        if not amount.none.constant or amount.none.value:
            text.add(f"if {said[amount.none]}:", depth)
            text.add("    continue", depth)
        found, scale = said[amount.low.node], amount.low.scale
        text.add(f"scale{tag} = {scale}", depth)
        if agg.op in ("sum", "mean"):
            text.add(f"value{tag} += {found}", depth)
            text.add(f"all{tag} += 1", depth)
            return
        sign = "<" if agg.op == "min" else ">"
        text.add(f"x{tag} = {found}", depth)
        text.add(f"if not all{tag} or x{tag} {sign} value{tag}:", depth)
        text.add(f"    value{tag} = x{tag}", depth)
        text.add(f"all{tag} += 1", depth)


def _begun(agg: core.Agg, tag: str) -> list[str]:
    match agg.op:
        case "all":
            return [f"value{tag} = True"]
        case "count":
            return [f"yes{tag} = 0"]
        case "share":
            return [f"yes{tag} = all{tag} = 0"]
    return [f"value{tag} = all{tag} = 0", f"scale{tag} = 1"]


def _ended(agg: core.Agg, tag: str) -> list[str]:
    match agg.op:
        case "sum":
            return [f"value{tag} = ratio(value{tag}, scale{tag})"]
        case "mean":
            return [f"none{tag} = not all{tag}", f"value{tag} = 0 if none{tag} else ratio(value{tag}, scale{tag} * all{tag})"]
        case "min" | "max":
            return [f"none{tag} = not all{tag}", f"value{tag} = 0 if none{tag} else ratio(value{tag}, scale{tag})"]
    return []
