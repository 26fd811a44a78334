"""What may be wrong with one place of a rule: each change of the checked program, one at a time.

What stands at one place of the text is changed together (每季度 makes four comparisons of one word), as somebody who edits the file
would. A kind of change is a row of `KINDS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import timedelta
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from attrs import evolve, frozen

from policyrules.language import core
from policyrules.language.interval import NEGATED
from policyrules.language.trees import Edit, Key, changed, key, nodes
from policyrules.source import Span

_STRICT: dict[str, str] = {"ge": "gt", "gt": "ge", "le": "lt", "lt": "le", "eq": "ne", "ne": "eq"}
T = TypeVar("T")
_MODES = ("half up", "down", "up", "half even")


class Kind(NamedTuple):
    """A kind of change: its name, and what may be done to a node."""

    name: str
    zh: str
    en: str
    edits: Callable[[Any], Iterator[Edit]]


@frozen(eq=False)
class Mutant:
    """A program with one thing changed. ``span`` is what was changed; ``number`` counts the changes of one kind at one place."""

    kind: Kind
    span: Span
    program: core.Program
    number: int

    @property
    def place(self) -> str:
        """“platform.policy:40”."""
        return f"{self.span.source.path}:{self.span.source.position(self.span.start)[0]}"


def mutants(program: core.Program) -> Iterator[Mutant]:
    """Every changed program, in the order of the rules. What stands in a pack above is left as it is."""
    seen: set[tuple[object, ...]] = set()
    held = {id(x): frozenset(map(key, filter(_spanned, nodes(x)))) for x in (*program.rules, *program.values)}
    for node in _places(program):
        span = getattr(node, "span", None)
        if span is None or span.source.pack:
            continue
        for kind in KINDS:
            for number, edit in enumerate(kind.edits(node)):
                name = (kind.name, number, *key(node))
                if name in seen:
                    continue
                seen.add(name)
                rules, values = (_changed(whole, held, key(node), edit) for whole in (program.rules, program.values))
                if rules is not program.rules or values is not program.values:
                    yield Mutant(kind, span, evolve(program, rules=rules, values=_classes(rules, values)), number)


def _places(program: core.Program) -> Iterator[Any]:
    """Every node of the rules, and of the values that anything reads; that of a classification stands in its rows."""
    used = {x.key for x in nodes((program.rules, program.values)) if isinstance(x, core.Ref)}
    classes = {r.value.id for r in program.rules if isinstance(r, core.Classification)}
    for value in (v for v in program.values if v.id in used and v.id not in classes):
        yield from nodes(value)
    for rule in program.rules:
        if isinstance(rule, core.Classification):
            yield rule
            yield from nodes(rule.rows)
        else:
            yield from nodes(rule)


def _classes(rules: Sequence[core.Rule], values: Sequence[core.Value]) -> tuple[core.Value, ...]:
    """The values, those of classes as their rules have them now."""
    classes = {r.value.id: r.value for r in rules if isinstance(r, core.Classification)}
    return tuple(classes.get(v.id, v) for v in values)


def _changed(whole: tuple[T, ...], held: Mapping[int, Set[Key]], place: Key, edit: Edit) -> Any:
    """Rules or values with what stands at one place changed; ``held`` are the places in each of them."""

    def placed(node: Any) -> Any:
        return edit(node) if _spanned(node) and key(node) == place else node

    made = tuple(changed(x, placed) if place in held[id(x)] else x for x in whole)
    return made if any(a is not b for a, b in zip(made, whole, strict=True)) else whole


def _spanned(node: Any) -> bool:
    return getattr(node, "span", None) is not None


# ---------------------------------------------------------------- kinds


def _figures(node: Any, sign: int) -> Iterator[Edit]:
    match node:
        case core.Lit(bool()):
            return
        case core.Lit(int() | Fraction() as value) if node.span.text[:1].isdecimal():
            moved = Fraction(value) + sign * _last_digit(node)
            yield lambda x: evolve(x, value=int(moved) if moved.denominator == 1 else moved)


def _last_digit(node: core.Lit) -> Fraction:
    """What one more in the last digit of a figure makes of its value, which may be in another unit than the one written."""
    written = re.match(r"(\d+)(?:[.．](\d+))?", node.span.text)
    assert written is not None
    assert isinstance(node.value, int | Fraction)
    digits = len(written[2] or "")
    figure = Fraction(int(written[1] + (written[2] or "")), 10**digits)
    last = Fraction(1, 10**digits)
    if node.ratio:
        return last / 100
    return last * node.value / figure if node.unit and figure else last  # a level is the number of its place


def _strict(node: Any) -> Iterator[Edit]:
    if isinstance(node, core.Cmp) and node.word:
        yield lambda x: evolve(x, op=_STRICT[x.op])


def _flipped(node: Any) -> Iterator[Edit]:
    if isinstance(node, core.Cmp) and node.word and node.op not in ("eq", "ne"):
        yield lambda x: evolve(x, op=NEGATED[x.op])


def _joined(node: Any) -> Iterator[Edit]:
    if isinstance(node, core.Logic) and node.op != "not":
        yield lambda x: evolve(x, op="or" if x.op == "and" else "and")


def _quantified(node: Any) -> Iterator[Edit]:
    if isinstance(node, core.Agg) and node.op == "all":
        yield lambda x: _not(evolve(x, body=_not(x.body)))


def _not(node: core.Expr) -> core.Expr:
    return core.Logic("not", (node,), span=node.span)


def _turned(node: Any) -> Iterator[Edit]:
    if isinstance(node, core.Fact) and isinstance(node.field.type, core.Bool):
        yield _not


def _whenever(node: Any) -> Iterator[Edit]:
    if isinstance(node, core.Agg) and node.within is not None:
        yield lambda x: evolve(x, within=None)


def _without(node: Any) -> Iterator[Edit]:
    if core.as_unless_none(node) is not None and isinstance(node.otherwise.value, bool):
        yield lambda x: evolve(x, otherwise=evolve(x.otherwise, value=not x.otherwise.value))


def _reordered(node: Any) -> Iterator[Edit]:
    match node:
        case core.Bands(rows, exclusive=False):
            for at in range(len(rows) - 1):
                yield lambda x, at=at: evolve(x, rows=_swapped(x.rows, at))  # type: ignore[misc]
        case core.Choose(cases, exclusive=False):
            for at in range(len(cases) - 1):
                yield lambda x, at=at: evolve(x, cases=_swapped(x.cases, at))  # type: ignore[misc]
        case core.Classification(rows=rows, exclusive=False):
            for at in range(len(rows) - 1):
                yield lambda x, at=at: evolve(x, rows=_swapped(x.rows, at), value=_read_so(x.value, at))  # type: ignore[misc]


def _read_so(value: core.Value, at: int) -> core.Value:
    """The class as others read it, its rows in another order."""
    expr = value.expr
    if not isinstance(expr, core.Choose) or at + 1 >= len(expr.cases):
        return value
    return evolve(value, expr=evolve(expr, cases=_swapped(expr.cases, at)))


def _swapped(rows: Sequence[Any], at: int) -> tuple[Any, ...]:
    return (*rows[:at], rows[at + 1], rows[at], *rows[at + 2 :])


def _uncapped(node: Any) -> Iterator[Edit]:
    if isinstance(node, core.Part) and node.high is not None and not _slack(node):
        yield lambda x: evolve(x, high=None)


def _slack(part: core.Part) -> bool:
    """Whether a cap cuts nothing: what is below adds up to no more."""
    below = [p.points for p in part.body if not p.beyond] if isinstance(part.body, tuple) else [part.points]
    if part.high is None or any(p is None for p in below):
        return False
    return (max if part.combine == "max" else sum)(p for p in below if p is not None) <= part.high


def _rounded(node: Any) -> Iterator[Edit]:
    if isinstance(node, core.Bands) and node.rounding:
        for mode in (m for m in _MODES if m != node.rounding[1]):
            yield lambda x, mode=mode: evolve(x, rounding=(x.rounding[0], mode))  # type: ignore[misc]
    if isinstance(node, core.Round) and node.span.text.find("整") >= 0:
        for mode in (m for m in _MODES if m != node.mode):
            yield lambda x, mode=mode: evolve(x, mode=mode)  # type: ignore[misc]


def _dated(node: Any) -> Iterator[Edit]:
    if isinstance(node, core.Due):
        yield lambda x: evolve(x, day=x.day + timedelta(days=1))
        yield lambda x: evolve(x, day=x.day - timedelta(days=1))


KINDS: tuple[Kind, ...] = (
    Kind("literal-up", "数大一点", "figure up", lambda n: _figures(n, 1)),
    Kind("literal-down", "数小一点", "figure down", lambda n: _figures(n, -1)),
    Kind("strictness", "是否含本数", "strict or not", _strict),
    Kind("direction", "大小颠倒", "turned comparison", _flipped),
    Kind("connective", "且、或互换", "and for or", _joined),
    Kind("quantifier", "每个改为有一个", "some for all", _quantified),
    Kind("negation", "是、否颠倒", "turned fact", _turned),
    Kind("period", "不限期间", "at any time", _whenever),
    Kind("no-records", "没有时的算法", "taken where there are none", _without),
    Kind("order", "先后互换", "rows swapped", _reordered),
    Kind("cap", "去掉上限", "cap removed", _uncapped),
    Kind("rounding", "取整方式", "rounding", _rounded),
    Kind("day", "前后一天", "a day off", _dated),
)
