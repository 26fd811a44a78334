"""Every place of a file of rules in which an error can be planted, and the errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve, fields

from policyrules.language import surface as s
from policyrules.plant import cites, numbers, words
from policyrules.plant.model import Planted
from policyrules.plant.scope import About, Scope, role_of

_LEFT_OUT = frozenset({"span", "notes", "head", "name", "judge", "alias", "step"})
"""What nothing is planted in: names, and annotations, which are looked at by themselves."""


def places(file: s.File, about: About) -> list[Planted]:
    """The errors of one file, in the order of its text; those of cites that are moved last."""
    walk = _Walk()
    scope = Scope(about)
    found = [p for node in (file.header, *file.statements) if node is not None for p in walk.node(node, scope)]
    return sorted([*found, *cites.moved(walk.cites)], key=lambda p: (p.span.start, p.span.end))


class _Walk:
    """Down the surface tree; ``cites`` are gathered on the way."""

    def __init__(self) -> None:
        self.cites: list[tuple[s.Cite, Scope]] = []

    def node(self, node: s.Node, scope: Scope) -> Iterator[Planted]:
        if isinstance(node, s.Case | s.Under | s.Dated):
            return
        inside = scope.below(node)
        yield from _of(node, inside, scope)
        yield from self.notes(node, inside)
        for a in fields(type(node)):
            if a.name in _LEFT_OUT and not (a.name == "step" and isinstance(node, s.Rounding | s.Rated)):
                continue
            role = role_of(node, a.name)
            yield from self.value(getattr(node, a.name), scope.below(node, role) if role else inside)

    def value(self, value: Any, scope: Scope) -> Iterator[Planted]:
        if isinstance(value, s.Node):
            yield from self.node(value, scope)
        elif isinstance(value, tuple):
            for one in value:
                yield from self.value(one, scope)

    def notes(self, node: s.Node, scope: Scope) -> Iterator[Planted]:
        """The cites and words of obligation that stand on a line."""
        for note in getattr(node, "notes", ()):
            if isinstance(note, s.Cite):
                self.cites.append((note, scope))
                yield from cites.quote(note, scope)
                yield from cites.dropped(note, scope)
            elif isinstance(note, s.Strictness):
                below = tuple(_quotes(getattr(node, "body", ())))
                yield from words.strictness(note, evolve(scope, quotes=scope.quotes + below))


def _of(node: s.Node, scope: Scope, above: Scope) -> Iterator[Planted]:
    """The errors of a node itself."""
    match node:
        case s.Number():
            yield from numbers.number(node, scope)
        case s.NumberType(_, s.Name() as unit):
            yield from numbers.unit(unit, scope)
        case s.Day():
            yield from numbers.day(node, scope)
        case s.Code():
            yield from numbers.code(node, scope)
        case s.LimitedTo(grade):
            yield from numbers.level(grade, scope)
        case s.Compare():
            yield from words.compare(node, scope)
            yield from _level(node.right, scope)
        case s.PostCompare():
            yield from words.post_compare(node, scope)
            yield from _level(node.right, scope)
        case s.Mark():
            yield from words.mark(node, scope)
            yield from _level(node.value, scope)
        case s.Bound():
            yield from words.bound(node, scope)
        case s.Reading():
            yield from words.reading(node, scope)
        case s.Junction():
            yield from words.junction(node, scope)
        case s.Not():
            yield from words.negation(node, scope)
        case s.Each():
            yield from words.each(node, scope)
        case s.Some():
            yield from words.some(node, scope)
        case s.Every():
            yield from words.every(node, scope)
        case s.Summary():
            yield from words.summary(node, scope)
        case s.Listed():
            yield from words.listed(node, scope)
        case s.Rounding():
            yield from words.rounding(node, scope)
        case s.Award() | s.Duty() if not scope.owed and not above.owed:
            yield from _owed(node, scope)


def _quotes(lines: Iterable[Any]) -> Iterator[str]:
    """The quotes on the lines of a block, which the 程度 of its head speaks of."""
    for line in lines:
        if not isinstance(line, s.Remark):
            yield from (n.quote.text for n in getattr(line, "notes", ()) if isinstance(n, s.Cite))
            yield from _quotes(getattr(line, "body", ()))


def _level(value: s.Expr, scope: Scope) -> Iterator[Planted]:
    if isinstance(value, s.Path):
        yield from numbers.level(value, scope)


def _owed(node: s.Award | s.Duty, scope: Scope) -> Iterator[Planted]:
    """A 程度 where there is none: on a line with a condition."""
    if node.test is None or isinstance(node.test, s.Listed) or (isinstance(node, s.Award) and node.otherwise):
        return
    last = node.test if isinstance(node, s.Duty) else node.give
    if not isinstance(last, s.Banded):
        yield from words.owed(node, scope, _end(last))


def _end(node: s.Node) -> int:
    """Where the last of the expressions of a node ends; its own span may reach on to the line end."""
    ends = [node.span.end] if isinstance(node, s.Expr) else []
    for a in fields(type(node)):
        values = getattr(node, a.name)
        for value in values if isinstance(values, tuple) else (values,):
            ends += [_end(value)] if isinstance(value, s.Node) else []
    return max(ends, default=node.span.start)
