"""The facts of a subject as its rules ask for them: by item, classification, requirement and target, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from policyrules.language import core
from policyrules.language.node import Shown

Read = tuple[core.Expr | None, core.Citation | None]
Asked = tuple[core.Field, core.Citation | None]


@frozen(eq=False, repr=False)
class Group(Shown):
    """Facts under one heading: the rule that reads them first and, of a scorecard, the item; neither where nothing does."""

    rule: core.Rule | None
    item: core.Part | None
    facts: tuple[Asked, ...]


def groups(subject: core.Subject, fields: Sequence[core.Field], program: core.Program) -> tuple[Group, ...]:
    """The fields by what reads each first, in the order of the rules; last those that nothing reads."""
    values = {v.id: v for v in program.values}
    left = {f.alias: f for f in fields}
    made = []
    for rule in (x for x in program.rules if x.subject == subject.id):
        for item, read in _reads(rule):
            asked = ((f, cite) for expr, cite in read for f in _facts(expr, values))
            facts = [(left.pop(f.alias), cite) for f, cite in asked if f.alias in left]
            made.append(Group(rule, item, tuple(facts)))
    made.append(Group(None, None, tuple((f, None) for f in left.values())))
    return tuple(group for group in made if group.facts)


def _reads(rule: core.Rule) -> Iterator[tuple[core.Part | None, list[Read]]]:
    """The expressions of a rule, by item, each with the sentence it is written for."""
    match rule:
        case core.Scorecard():
            for item in rule.root.body if isinstance(rule.root.body, tuple) else (rule.root,):
                parts = list(_cited(item, None))
                yield item, [(e, cite) for p, cite in parts for e in (p.guard, None if isinstance(p.body, tuple) else p.body)]
        case core.Classification():
            yield None, [(row.condition, _first(row.cites, rule.cites)) for row in rule.rows]
        case core.Requirement():
            yield None, [(e, _first(x.cites, rule.cites)) for x in rule.duties for e in (x.guard, x.test)]
        case core.Target():
            cite = _first(rule.cites, *(x.cites for x in rule.rows))
            yield None, [(rule.guard, cite), (rule.measure, cite)]


def _first(*groups: tuple[core.Citation, ...]) -> core.Citation | None:
    return next((cite for cites in groups for cite in cites), None)


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
