"""The facts of a subject as its scorecards ask for them: by item, each with the sentence of the document it is asked for by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from policyrules.language import core

Asked = tuple[core.Field, core.Citation | None]


@frozen(eq=False)
class Group:
    """Facts under one heading. ``parts`` are the scorecard and the item that read them first, none where nothing does."""

    parts: tuple[core.Part, ...]
    facts: tuple[Asked, ...]


def groups(subject: core.Subject, fields: Sequence[core.Field], program: core.Program) -> tuple[Group, ...]:
    """The fields by the item that reads each first, in the order of the scorecards; last those that no item reads."""
    values = {v.id: v for v in program.values}
    left = {f.alias: f for f in fields}
    made = []
    for card in (c for c in program.scorecards if c.subject == subject.id):
        for item in card.root.body if isinstance(card.root.body, tuple) else (card.root,):
            asked = [(left.pop(f.alias), cite) for f, cite in _asked(item, values) if f.alias in left]
            made.append(Group((card.root, item), tuple(asked)))
    made.append(Group((), tuple((f, None) for f in left.values())))
    return tuple(group for group in made if group.facts)


def _asked(item: core.Part, values: dict[str, core.Value]) -> Iterator[Asked]:
    for part, cite in _cited(item, None):
        for expr in (part.guard, None if isinstance(part.body, tuple) else part.body):
            for fact in _facts(expr, values):
                yield fact, cite


def _cited(part: core.Part, above: core.Citation | None) -> Iterator[tuple[core.Part, core.Citation | None]]:
    """The part and those below it, each with its own citation or the nearest above it."""
    cite = part.cites[0] if part.cites else above
    yield part, cite
    for below in part.body if isinstance(part.body, tuple) else ():
        yield from _cited(below, cite)


def _facts(expr: core.Expr | None, values: dict[str, core.Value]) -> Iterator[core.Field]:
    """The facts an expression reads, those of the values it goes through among them."""
    waiting, gone = [expr] if expr is not None else [], set[str]()
    while waiting:
        for read in core.reads(waiting.pop()):
            if isinstance(read, core.Field):
                yield read
            elif read in values and read not in gone:
                gone.add(read)
                waiting.append(values[read].expr)
