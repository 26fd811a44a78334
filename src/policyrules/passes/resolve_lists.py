"""Names in what is said of lists: which fields are in sight where a condition is about each record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import fields as attrs_fields
from attrs import has

from policyrules.diagnostics import lists as d
from policyrules.diagnostics import resolve as n
from policyrules.diagnostics.base import Problem, suggest
from policyrules.language import surface as s
from policyrules.language.resolved import Scope, about, as_records
from policyrules.language.vocabulary import SYNONYMS

_WORDS = ("个数", "占比", "count", "share")
Named = tuple[Scope, s.Path | s.Call | s.Records]


def every_field(fields: Sequence[s.Field]) -> Iterator[s.Field]:
    """The fields and those of the lists among them."""
    for field in fields:
        yield field
        if isinstance(field.type, s.ListType):
            yield from every_field(field.type.fields)


def scoped(node: Any, scope: Scope) -> Iterator[Named]:
    """Every name used in an expression inside a node, with what names mean where it stands. Lists come as `Records`."""
    match node:
        case s.ListType():
            return  # its fields are looked at one by one
        case tuple():
            for item in node:
                yield from scoped(item, scope)
        case s.Path():
            yield scope, node
        case s.Count(records) | s.Summary(records):
            yield from _records(records, scope)
        case s.Share(records, condition) | s.Each(s.Records() as records, condition) | s.Some(_, records, condition):
            yield from _records(records, scope)
            yield from scoped(condition, within(records, scope))
        case s.Each() | s.Every():
            records, others = about(node)
            yield from _records(records, scope)
            yield from scoped(others, within(records, scope) if isinstance(node, s.Each) else scope)
        case s.Records():
            yield from _records(node, scope)
        case s.Call(name) if name.text in scope.fields and (called := as_records(node)):
            yield from _records(called, scope)
        case s.Node() if has(type(node)):
            if isinstance(node, s.Call):
                yield scope, node
            for attribute in attrs_fields(type(node)):
                if attribute.name != "span":
                    yield from scoped(getattr(node, attribute.name), scope)


def _records(records: s.Records, scope: Scope) -> Iterator[Named]:
    yield scope, records
    for step in records.steps:
        scope = scope.inside(scope.fields.get(step.name.text))
        yield from scoped(step.where, scope)


def within(records: s.Records, scope: Scope) -> Scope:
    """What names mean for one of the records."""
    for step in records.steps:
        scope = scope.inside(scope.fields.get(step.name.text))
    return scope


def _counted(found: str) -> str:
    """个数 or 占比, if that is what a word behind a list is meant for."""
    return next((w for side in SYNONYMS.values() for w in side.get(found, ()) if w in _WORDS), "")


def list_problems(scope: Scope, records: s.Records) -> list[Problem]:
    """What is wrong with the names on the way to a list."""
    fields = scope.fields
    for place, step in enumerate(records.steps):
        field = fields.get(step.name.text)
        if field is None:
            near = suggest(step.name.text, fields) or (_counted(step.name.text) if place else "")
            return [n.UnknownName(span=step.name.span, found=step.name.text, nearest=near)]
        if isinstance(field.type, s.ListType):
            fields = {f.head.name.text: f for f in field.type.fields}
        elif place == 0 or step.where is not None or place < len(records.steps) - 1:
            return [d.NotAList(span=step.name.span, found=step.name.text)]
        else:
            return []
    return []
