"""The resolved form: the surface tree with its declarations gathered, its names bound and its values in order of dependence.

What it adds to the surface tree: every name in an expression is known to stand for a field, a value, a builtin, or a level or
option of some field (which of these needs the type of the other side, and is settled by `check`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import Factory, evolve, frozen, has
from attrs import fields as attrs_fields

from policyrules.language import surface as s

Valued = s.Parameter | s.Let | s.Classification
"""What an expression may read by its name besides facts."""
PART_POINTS = ("得分", "points")
"""The last step of a path that names the points of a part, the same in either vocabulary."""


@frozen(eq=False)
class Scope:
    """What names mean in one place: the fields of its subject, the values it may use, and names of levels and options."""

    fields: Mapping[str, s.Field]
    values: Mapping[str, Valued]
    choices: frozenset[str]
    parts: Mapping[tuple[str, ...], str] = Factory(dict)
    """Keys of points that may be named (场地的得分): of parts by their path in names, or any end of it that only one part has, and
    of totals (总计)."""
    scored: bool = False
    """Whether parts and totals are called by their names alone, before anything else of that name: in 总计, 等级 and 排序."""

    def points(self, path: s.Path) -> str | None:
        """The key of the points that a path names."""
        names = tuple(step.text for step in path.steps)
        if self.scored and names in self.parts:
            return self.parts[names]
        return self.parts.get(names[:-1]) if names[-1] in PART_POINTS else None

    def inside(self, field: s.Field | None) -> Scope:
        """What names mean for a record of a list: its own fields hide those around it."""
        if field is None or not isinstance(field.type, s.ListType):
            return self
        below = {f.head.name.text: f for f in field.type.fields}
        return evolve(self, fields={**self.fields, **below}, choices=self.choices | choices(below.values()), scored=False)

    def names(self) -> list[str]:
        """Everything a name could have meant."""
        scored = [names[0] for names in self.parts if len(names) == 1] if self.scored else []
        return [*scored, *self.fields, *self.values, *sorted(self.choices)]


def choices(fields: Iterable[s.Field]) -> frozenset[str]:
    """Names of the levels and options of some fields, those in lists left out."""
    found: set[str] = set()
    for field in fields:
        if isinstance(field.type, s.LevelType):
            found |= {x.text for x in field.type.levels}
        elif isinstance(field.type, s.OptionType):
            found |= {x.text for x in field.type.options}
    return frozenset(found)


def classes(values: Iterable[Valued]) -> frozenset[str]:
    """Names of the classes that classifications among some values tell apart."""
    rows = (row for value in values if isinstance(value, s.Classification) for row in value.rows)
    return frozenset(row.head.name.text for row in rows if isinstance(row, s.Grade))


@frozen(eq=False)
class Bound:
    """A value with the scope its expression is read in, the alias of its subject ("" for a parameter or constant), and its id:
    the alias of the scorecard it stands in, if any, a slash and its name; so that no name makes an id that is a key already."""

    node: Valued
    scope: Scope
    subject: str
    id: str


@frozen(eq=False)
class Rule:
    """A rule that gives an outcome, with its scope and its subject."""

    node: s.Rule
    scope: Scope
    subject: s.Subject


@frozen(eq=False)
class Resolved:
    """A pack whose names are bound. ``values`` stand after those they use; ``constants`` is what bounds of fields may use."""

    name: str
    header: s.Header | None
    subjects: tuple[s.Subject, ...]
    values: tuple[Bound, ...]
    rules: tuple[Rule, ...]
    units: frozenset[str]
    constants: Scope
    under: tuple[s.Header, ...] = ()
    """The headers of the packs above, the nearest first."""


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


def as_records(node: s.Expr) -> s.Records | None:
    """The list an operand names: a path, one with a condition (which may read as a call), or one within a window."""
    match node:
        case s.Records():
            return node
        case s.Path():
            return s.Records(tuple(s.Step(x, span=x.span) for x in node.steps), span=node.span)
        case s.Call(name, (where, *_)):  # a second condition was told
            return s.Records((s.Step(name, where, span=node.span),), span=node.span)
    return None


def about(node: s.Each | s.Every) -> tuple[s.Records, tuple[s.Expr, ...]]:
    """The list that a comparison behind 每个 or 每季度 begins with, and the other operands."""
    condition = node.condition
    rest: tuple[s.Expr, ...]
    match condition:
        case s.Compare() | s.PostCompare():
            first, rest = condition.left, (condition.right,)
        case s.Between():
            first, rest = condition.operand, (condition.low, condition.high)
        case s.Among():
            first, rest = condition.operand, condition.values
        case _:
            first, rest = condition, ()
    records = as_records(first)
    assert records is not None  # the grammar lets nothing else stand there
    return records, rest
