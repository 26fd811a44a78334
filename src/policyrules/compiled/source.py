"""The functions of a subject, written out: two for facts of which none is missing, two for any.

==============  =================================================================  ==============================================
function        takes                                                              gives
==============  =================================================================  ==============================================
``quick``       a dict of plain facts with all of them, and the date               `REFUSED`, or those facts and the figures
``quick_open``  the same with some of them missing                                 `REFUSED`, or those facts and the figures
``known``       facts and aggregates as nodes read them (`Reads`), and the date    the figures
``open``        the same, None for what is missing                                 the figures
==============  =================================================================  ==============================================

The figures are one tuple for each scorecard that the graph has (`figures`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction
from math import inf
from typing import Any

from attrs import frozen

from policyrules.compiled.emit import Text, statements
from policyrules.compiled.heads import default, read_lines
from policyrules.graph.cards import CardGraph
from policyrules.graph.ends import End
from policyrules.graph.facts import scale_of
from policyrules.graph.known import InexpressibleError
from policyrules.graph.nodes import Node
from policyrules.graph.program import SubjectGraph
from policyrules.language import core
from policyrules.language.calendar import elapsed, shift
from policyrules.language.values import NOTHING, exact

REFUSED = None
_BUILTINS = {x.__name__: x for x in (type, float, int, str, round, len, min, max, KeyError, TypeError, ValueError, OverflowError)}


@frozen(eq=False)
class Reads:
    """What the functions of a subject read: its facts but for lists, in order, each with its scale (0: it is no number), and
    the figures of aggregates, by id and part."""

    facts: tuple[core.Field, ...]
    scales: tuple[int, ...]
    aggregates: tuple[tuple[str, str], ...]
    on: bool


@frozen(eq=False)
class Source:
    """The text of the functions of a subject, and what its names stand for."""

    text: str
    constants: Mapping[str, Any]
    known: Reads
    open: Reads


def written(known: SubjectGraph, open_: SubjectGraph) -> Source:
    """The functions of a subject, from its graph where all is known and the one for any facts."""
    text = Text()
    reads = []
    for name, graph in (("known", known), ("open", open_)):
        made = _reads(graph)
        reads.append(made)
        _plain(text, name, graph, made)
        if not made.aggregates and len(made.facts) == len(graph.subject.fields):
            with suppress(InexpressibleError):  # some of its facts are always read with care
                _quick(text, "quick" if graph.complete else "quick_open", graph, made)
    return Source("\n".join(text.lines) + "\n", text.constants, reads[0], reads[1])


def compiled(source: Source) -> dict[str, Callable[..., Any]]:
    """The functions themselves, by name."""
    ours = {"elapsed": elapsed, "shift": shift, "NOTHING": NOTHING, "REFUSED": REFUSED, "ratio": ratio, "INF": inf, "date": date}
    there: dict[str, Any] = {**source.constants, **ours, "__builtins__": _BUILTINS}
    exec(compile(source.text, "<compiled policy>", "exec"), there)
    return {name: there[name] for name in ("known", "open", "quick", "quick_open") if name in there}


def ratio(top: int, bottom: int) -> Any:
    """An exact number from its two parts."""
    return exact(Fraction(top) / bottom)


def printed(source: Source) -> str:
    """The text to be read: constants in the place of their names, and what each fact is beside the line that takes it."""
    called = {f"f{n}": fact.called for n, fact in enumerate(source.known.facts)}
    lines = []
    for line in source.text.splitlines():
        shown = _NAME.sub(lambda m: _shown(source.constants[m[0]]), line)
        fact = called.get(line.partition("=")[0].strip()) if "given" in line else None
        lines.append(f"{shown}  # {fact}" if fact else shown)
    return "\n".join(lines) + "\n"


def _shown(value: Any) -> str:
    return value.__qualname__ if callable(value) else repr(value)


_NAME = re.compile(r"\bK[0-9]+\b")


# ---------------------------------------------------------------- heads


def _reads(graph: SubjectGraph) -> Reads:
    facts = tuple(f for f in graph.subject.fields if not isinstance(f.type, core.Records))
    scales = tuple(scale_of(f, f.type)[0] if isinstance(f.type, core.Quantity) else 0 for f in facts)
    aggregates = tuple(sorted((x.key, x.part) for x in graph.graph.inputs.values() if x.part))
    return Reads(facts, scales, aggregates, ("on", "") in graph.graph.inputs)


def _names(reads: Reads) -> dict[tuple[Any, ...], str]:
    """What stands in the text for what nodes read."""
    names: dict[tuple[Any, ...], str] = {("input", "on", ""): "on", ("known", "on"): "dated"}
    for place, fact in enumerate(reads.facts):
        names |= {(op, fact.alias): f"{sign}{place}" for op, sign in (("known", "k"), ("none", "z"))}
        names["input", fact.alias, ""] = f"n{place}"
    return names | {("input", *key): f"a{place}" for place, key in enumerate(reads.aggregates)}


def _plain(text: Text, name: str, graph: SubjectGraph, reads: Reads) -> None:
    """From facts that were read before."""
    text.add(f"def {name}(facts, figures, on):", 0)
    for letter, given, count in (("n", "facts", len(reads.facts)), ("a", "figures", len(reads.aggregates))):
        if count:
            text.add(f"{', '.join(f'{letter}{n}' for n in range(count))}, = {given}")
    for place, fact in enumerate(reads.facts):
        if not graph.complete:
            text.add(f"k{place} = n{place} is not None")
            text.add(f"if not k{place}:")
            text.add(f"    n{place} = {default(text, fact)}")
        if fact.optional:
            text.add(f"z{place} = n{place} is NOTHING")
            text.add(f"if z{place}:")
            text.add(f"    n{place} = {default(text, fact)}")
    _dated(text, graph, reads)
    _figures(text, graph, _names(reads), "")


def _quick(text: Text, name: str, graph: SubjectGraph, reads: Reads) -> None:
    """From a dict of plain facts. `Text` is left as it was where some fact needs care."""
    before = list(text.lines)
    try:
        text.add("", 0)
        text.add(f"def {name}(given, on):", 0)
        count = len(reads.facts)
        text.add(f"lacking = {count} - len(given)")
        if graph.complete:
            text.add("if lacking" + (" or on is None:" if reads.on else ":"))
            text.add("    return REFUSED")
        text.add("try:")
        for place, fact in enumerate(reads.facts):
            read_lines(text, fact, place, graph.complete)
        text.add("except (KeyError, TypeError, ValueError, OverflowError):")
        text.add("    return REFUSED")
        if not graph.complete:
            text.add("if lacking:")
            text.add("    return REFUSED")
        _dated(text, graph, reads)
        _figures(text, graph, _names(reads), f"({', '.join(f'f{n}' for n in range(count))},), ")
    except InexpressibleError:
        text.lines[:] = before
        raise


def _dated(text: Text, graph: SubjectGraph, reads: Reads) -> None:
    if reads.on and not graph.complete:
        text.add("dated = on is not None")
        text.add("if not dated:")
        text.add(f"    on = {text.constant(date.min)}")


# ---------------------------------------------------------------- figures


def _figures(text: Text, graph: SubjectGraph, names: Mapping[tuple[Any, ...], str], first: str) -> None:
    cards = [x for x in graph.rules.values() if isinstance(x, CardGraph)]
    wanted = [n for card in cards for n in _nodes(graph, card)]
    said = statements(graph.graph, wanted, names, text)
    told = [f"({', '.join(_told(graph, card, said))},)" for card in cards]
    text.add(f"return ({first}{''.join(f'{x}, ' for x in told)})")
    text.add("", 0)


def _nodes(graph: SubjectGraph, card: CardGraph) -> list[Node]:
    ends = [e for p in card.parts for e in ((p.low,) if graph.complete else (p.low, p.high))]
    gate = [card.gate.true, card.gate.false] if card.gate else []
    if graph.complete and not card.plain:
        grades = [*card.can, card.annulled, card.none, card.conflict]
        ends.append(card.total.low)
    else:
        grades = [_grade(graph, card)] if graph.complete else [*card.can, card.none]
    return [*gate, *grades, *(n for e in ends for n in (e.node, *e.over, e.endless))]


def _grade(graph: SubjectGraph, card: CardGraph) -> Node:
    """The place of the grade; -1 for none."""
    g = graph.graph
    made = g.const(-1)
    for place, can in reversed(list(enumerate(card.can))):
        made = g.when(can, g.const(place), made)
    return made


def _told(graph: SubjectGraph, card: CardGraph, said: Mapping[Node, str]) -> list[str]:
    """The figures of a scorecard: whether its gates can hold and fail (None, None without any); the place of its grade, or where
    facts are missing which grades are possible, and whether perhaps none is; then the points of each part over `scales`, or what
    they are at least and at most. One with vetoes, or grades that exclude each other, has which grades hold in place of the one,
    and at its end the total, whether there is none, whether there is no grade, and whether several exclude each other."""
    gate = [said[card.gate.true], said[card.gate.false]] if card.gate else ["None", "None"]
    if graph.complete and card.plain:
        return [*gate, said[_grade(graph, card)], *(_end(p.low, said, "") for p in card.parts)]
    can = f"({', '.join(said[n] for n in card.can)},)" if card.can else "()"
    if graph.complete:
        rest = [said[n] for n in (card.annulled, card.none, card.conflict)]
        points = [_end(p.low, said, "") for p in card.parts]
        return [*gate, can, *points, _end(card.total.low, said, ""), *rest]
    ends = [_end(e, said, sign) for p in card.parts for e, sign in ((p.low, "-"), (p.high, ""))]
    return [*gate, can, said[card.none], *ends]


def _end(end: End, said: Mapping[Node, str], sign: str) -> str:
    node = said[end.node]
    if end.over:
        node = f"ratio({node}, {' * '.join([str(end.scale), *(said[n] for n in end.over)])})"
    if end.endless.constant and not end.endless.value:
        return node
    return f"({sign}INF if {said[end.endless]} else {node})"


def scales(complete: bool, card: CardGraph) -> tuple[int, ...]:
    """Over which scale each figure of a part stands."""
    ends = [e for p in card.parts for e in ((p.low,) if complete else (p.low, p.high))]
    ends += [card.total.low] if complete and not card.plain else []
    return tuple(1 if e.over else e.scale for e in ends)
