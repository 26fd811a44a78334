"""The resolved form: the surface tree with its declarations gathered, its names bound and its values in order of dependence.

What it adds to the surface tree: every name in an expression is known to stand for a field, a value, a builtin, or a level or
option of some field (which of these needs the type of the other side, and is settled by `check`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import Factory, frozen, has
from attrs import fields as attrs_fields

from policyrules.language import surface as s

PART_POINTS = ("得分", "points")
"""The last step of a path that names the points of a part, the same in either vocabulary."""


@frozen(eq=False)
class Scope:
    """What names mean in one place: the fields of its subject, the values it may use, and names of levels and options."""

    fields: Mapping[str, s.Field]
    values: Mapping[str, s.Parameter | s.Let]
    choices: frozenset[str]
    parts: Mapping[tuple[str, ...], str] = Factory(dict)
    """Parts whose points may be named (场地的得分): ids by their path in names, or any end of it that only one part has."""

    def part(self, path: s.Path) -> str | None:
        """The id of the part whose points a path names."""
        *names, last = (step.text for step in path.steps)
        return self.parts.get(tuple(names)) if last in PART_POINTS else None

    def names(self) -> list[str]:
        """Everything a name could have meant."""
        return [*self.fields, *self.values, *sorted(self.choices)]


@frozen(eq=False)
class Bound:
    """A value with the scope its expression is read in, the alias of its subject ("" for a parameter or constant), and its id:
    its name, below the alias of the scorecard it stands in."""

    node: s.Parameter | s.Let
    scope: Scope
    subject: str
    id: str


@frozen(eq=False)
class Card:
    """A scorecard with its scope, its own values and the alias of its subject."""

    node: s.Scorecard
    scope: Scope
    subject: s.Subject


@frozen(eq=False)
class Resolved:
    """A pack whose names are bound. ``values`` stand after those they use; ``constants`` is what bounds of fields may use."""

    name: str
    header: s.Header | None
    subjects: tuple[s.Subject, ...]
    values: tuple[Bound, ...]
    cards: tuple[Card, ...]
    units: frozenset[str]
    constants: Scope


def paths(node: Any) -> Iterator[s.Path | s.Call]:
    """Every name used in an expression inside a node. Heads, judges and subjects are names but no expressions."""
    stack = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, tuple):
            stack.extend(reversed(here))
        elif isinstance(here, s.Path):
            yield here
        elif isinstance(here, s.Node) and has(type(here)):
            if isinstance(here, s.Call):
                yield here
            stack.extend(reversed([getattr(here, a.name) for a in attrs_fields(type(here)) if a.name != "span"]))
