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
from policyrules.compiled.loops import Loops, Names, days, over_periods
from policyrules.graph.cards import CardGraph
from policyrules.graph.ends import End
from policyrules.graph.facts import scale_of
from policyrules.graph.known import InexpressibleError
from policyrules.graph.nodes import Node
from policyrules.graph.program import SubjectGraph
from policyrules.language import core
from policyrules.language.calendar import elapsed, shift
from policyrules.language.lowered import Aggregate, LoweredSubject
from policyrules.language.values import NOTHING, exact, fraction

REFUSED = None
_ALLOWED: tuple[Any, ...] = (
    type,
    float,
    int,
    str,
    list,
    dict,
    round,
    len,
    min,
    max,
    KeyError,
    TypeError,
    ValueError,
    OverflowError,
)
_BUILTINS = {x.__name__: x for x in _ALLOWED}


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
    lists: tuple[core.Field, ...]
    """The lists of the subject, which ``quick`` gives back after the other facts."""


def written(entry: LoweredSubject, known: SubjectGraph, open_: SubjectGraph) -> Source:
    """The functions of a subject, from its graph where all is known and the one for any facts."""
    text = Text()
    reads = []
    for name, graph in (("known", known), ("open", open_)):
        made = _reads(graph)
        reads.append(made)
        _plain(text, name, graph, made)
        with suppress(InexpressibleError):  # some of its facts are always read with care
            _quick(text, "quick" if graph.complete else "quick_open", graph, made, entry)
    lists = tuple(f for f in entry.subject.fields if isinstance(f.type, core.Records))
    return Source("\n".join(text.lines) + "\n", text.constants, reads[0], reads[1], lists)


def compiled(source: Source) -> dict[str, Callable[..., Any]]:
    """The functions themselves, by name."""
    values = {"NOTHING": NOTHING, "REFUSED": REFUSED, "INF": inf, "date": date}
    ours = values | {"elapsed": elapsed, "shift": shift, "ratio": ratio, "days": days}
    there: dict[str, Any] = {**source.constants, **ours, "__builtins__": _BUILTINS}
    exec(compile(source.text, "<compiled policy>", "exec"), there)
    return {name: there[name] for name in ("known", "open", "quick", "quick_open") if name in there}


def ratio(top: int, bottom: int) -> Any:
    """An exact number from its two parts."""
    if type(top) is int and type(bottom) is int:
        return fraction(top, bottom)
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


def _names(reads: Reads) -> Names:
    """What stands in the text for what nodes read."""
    names: Names = {("input", "on", ""): "on", ("known", "on"): "dated"}
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


def _quick(text: Text, name: str, graph: SubjectGraph, reads: Reads, entry: LoweredSubject) -> None:
    """From a dict of plain facts. `Text` is left as it was where some fact needs care."""
    before = list(text.lines)
    lists = [f for f in graph.subject.fields if isinstance(f.type, core.Records)]
    names = _names(reads)
    try:
        text.add("", 0)
        text.add(f"def {name}(given, on):", 0)
        text.add(f"lacking = {len(graph.subject.fields)} - len(given)")
        if graph.complete:
            text.add("if lacking" + (" or on is None:" if reads.on or over_periods(entry) else ":"))
            text.add("    return REFUSED")
        text.add("try:")
        for place, fact in [*((str(n), f) for n, f in enumerate(reads.facts)), *((f"l{n}", f) for n, f in enumerate(lists))]:
            read_lines(text, fact, place, graph.complete)
            names["input", fact.alias, ""] = f"n{place}"
        text.add("except (KeyError, TypeError, ValueError, OverflowError):")
        text.add("    return REFUSED")
        if not graph.complete:
            text.add("if lacking:")
            text.add("    return REFUSED")
        _dated(text, graph, reads)
        _loops(text, reads, names, entry)
        raw = [*(f"f{n}" for n in range(len(reads.facts))), *(f"nl{n}" for n in range(len(lists)))]
        _figures(text, graph, names, f"({''.join(f'{x}, ' for x in raw)}), ")
    except InexpressibleError:
        text.lines[:] = before
        raise


def _loops(text: Text, reads: Reads, names: Names, entry: LoweredSubject) -> None:
    """What the aggregates come to that figures are made of."""
    wanted = {key for key, _ in reads.aggregates}
    loops = Loops(text, {v.id: v for v in entry.values}, names)
    for n, found in enumerate(v for v in entry.values if isinstance(v, Aggregate) and v.id in wanted):
        loops.write(found, names["input", found.agg.over.alias, ""], f"g{n}")


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
    stand = card.standing
    gate = [card.gate.true, card.gate.false] if card.gate else []
    grades = [_grade(graph, card)] if graph.complete and card.plain else [*stand.can, stand.unsure]
    rest = [] if card.plain else [stand.conflict, stand.annulled.true, stand.annulled.false]
    return [*gate, *grades, *(n for e in _ends(graph.complete, card) for n in (e.node, *e.over, e.endless)), *rest]


def _ends(complete: bool, card: CardGraph) -> list[End]:
    """The figures of points: of each part the one, or least and most; of one that is not plain the total after them."""
    found: list[End] = [e for p in card.parts for e in ((p.low,) if complete else (p.low, p.high))]
    if not card.plain:
        total = card.standing.total
        found += [total.low] if complete else [total.low, total.high]
    return found


def _grade(graph: SubjectGraph, card: CardGraph) -> Node:
    """The place of the grade; -1 for none."""
    g = graph.graph
    made = g.const(-1)
    for place, can in reversed(list(enumerate(card.standing.can))):
        made = g.when(can, g.const(place), made)
    return made


def _told(graph: SubjectGraph, card: CardGraph, said: Mapping[Node, str]) -> list[str]:
    """The figures of a scorecard: whether its gates can hold and fail (None, None without any); which grades are possible and
    whether none is certain, or, where there is one at most, its place; the points (`_ends`); and, of one with vetoes or grades that
    exclude each other, whether several hold that do, and whether there can be no total and can be one."""
    gate = [said[card.gate.true], said[card.gate.false]] if card.gate else ["None", "None"]
    stand = card.standing
    if graph.complete and card.plain:
        grades = [said[_grade(graph, card)]]
    else:
        grades = [f"({', '.join(said[n] for n in stand.can)},)" if stand.can else "()", said[stand.unsure]]
    ends = _ends(graph.complete, card)
    points = [_end(x, said, "" if graph.complete or n % 2 else "-") for n, x in enumerate(ends)]
    rest = [] if card.plain else [said[n] for n in (stand.conflict, stand.annulled.true, stand.annulled.false)]
    return [*gate, *grades, *points, *rest]


def _end(end: End, said: Mapping[Node, str], sign: str) -> str:
    node = said[end.node]
    if end.over:
        node = f"ratio({node}, {' * '.join([str(end.scale), *(said[n] for n in end.over)])})"
    if end.endless.constant and not end.endless.value:
        return node
    return f"({sign}INF if {said[end.endless]} else {node})"


def scales(complete: bool, card: CardGraph) -> tuple[int, ...]:
    """Over which scale each figure of points stands."""
    return tuple(1 if e.over else e.scale for e in _ends(complete, card))
