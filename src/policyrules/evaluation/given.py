"""What facts may come in: mappings, attrs classes, dataclasses, files; and how a value met there is called."""

from __future__ import annotations

import numbers
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Problem
from policyrules.diagnostics.fact_base import clean
from policyrules.language import core
from policyrules.source import Source

PLAIN = frozenset({bool, int, str, float, Decimal, date})
"""Types that are surely no mapping; asked first because most values are of them."""

NONE_WORDS = ("无", "none")
ENTRIES = {"值": "value", "评定人": "judge", "日期": "on", "理由": "reason", "佐证": "evidence"}
"""The entries of a record, which have Chinese names as well."""

Table = Mapping[Any, object]


class FileFacts(dict[str, object]):
    """Facts that were read from a text. ``within`` is the path of this table in it, with a dot at its end, or ""."""

    source: Source
    within: str = ""

    def inner(self, key: str, facts: Table) -> FileFacts:
        """The facts in one of its tables."""
        made = FileFacts(facts)
        made.source, made.within = self.source, f"{self.within}{key}."
        return made


def as_mapping(given: object) -> Table | None:
    """The value as a mapping, if it is one or an instance of a class with declared fields; only its outermost level."""
    if isinstance(given, Mapping):
        return given
    if isinstance(given, type):
        return None
    made_by: type[Any] = type(given)
    if attrs.has(made_by):
        return {a.name: getattr(given, a.name) for a in attrs.fields(made_by)}
    if hasattr(made_by, "__dataclass_fields__"):
        from dataclasses import fields

        return {f.name: getattr(given, f.name) for f in fields(made_by)}
    return None


def plain(value: object) -> object:
    """A member of an enumeration as its value, a kind of text as text."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str) and type(value) is not str:
        return str.__str__(value)
    return value


def kind_of(value: object) -> str:
    """What a message calls the value: a key of `KINDS`."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "bool"
        case str():
            return "text"
        case Decimal() | numbers.Real():
            return "number"
        case datetime():
            return "moment"
        case date():
            return "date"
        case time():
            return "time"
        case list() | tuple() | set() | frozenset():
            return "list"
    return "table" if as_mapping(value) is not None else "other"


def show(value: object) -> str:
    """A plain value as a message repeats it; empty for one that is not plain."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return clean(value)
        case int():
            return clean(str(value)) if value.bit_length() < 1000 else "…"
        case float() | Decimal():
            return clean(str(value))
        case date():
            return value.isoformat()
    return ""


def wrong(fact: core.Field, raw: object, where: str) -> Problem:
    """The problem with a value of another kind, or with 无 where there is always a value."""
    if isinstance(raw, str) and raw.strip() in NONE_WORDS:
        return f.NothingNotTaken(where=where, fact=fact, value=raw.strip())
    return f.FactOfWrongKind(where=where, fact=fact, found=kind_of(raw), value=show(raw))


def is_none(fact: core.Field, raw: object) -> bool:
    """Whether 无 is said of a fact that can be absent."""
    return fact.optional and isinstance(raw, str) and raw.strip() in NONE_WORDS


def prefixes(paths: Iterable[str]) -> frozenset[str]:
    """Every path that leads to one of these: a and a.b for a.b.c."""
    found = set()
    for path in paths:
        while "." in path:
            path = path.rpartition(".")[0]
            found.add(path)
    return frozenset(found)


Entry = tuple[str, str | None, object]


def flatten(given: Table, known: Container[str], leading: Container[str], path: str = "") -> Iterator[Entry]:
    """Every entry with its whole path, that path again if it is a known one, and its value.

    Tables are opened only where a known path leads into them, so no nesting of the given data can take this further down than the
    longest known path. A table at a path that is known itself and leads on is split: what leads on, and the rest as its own value.
    """
    for key, value in given.items():
        if not isinstance(key, str):
            yield path + (show(key) or "…"), None, value
            continue
        where = path + key
        inner = as_mapping(value) if where in leading else None
        if inner is None:
            yield where, where if where in known else None, value
            continue
        below, rest = _split(inner, where, known, leading)
        yield from flatten(below, known, leading, where + ".")
        if where in known and (rest or not below):
            yield where, where, rest
        else:
            yield from ((f"{where}.{k if isinstance(k, str) else show(k)}", None, v) for k, v in rest.items())


def _split(inner: Table, where: str, known: Container[str], leading: Container[str]) -> tuple[Table, Table]:
    below: dict[Any, object] = {}
    rest: dict[Any, object] = {}
    for key, value in inner.items():
        leads = isinstance(key, str) and (f"{where}.{key}" in known or f"{where}.{key}" in leading)
        (below if leads else rest)[key] = value
    return below, rest
