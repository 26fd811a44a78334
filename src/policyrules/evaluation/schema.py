"""A JSON Schema (draft 2020-12) for the facts of one subject. It says what the reader of facts takes; the reader decides."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from policyrules.diagnostics.base import Lang
from policyrules.diagnostics.fact_base import bounds
from policyrules.diagnostics.fact_lists import ENVELOPE
from policyrules.evaluation.facts import EXCEPTIONS
from policyrules.evaluation.given import ENTRIES, NONE_WORDS, prefixes
from policyrules.evaluation.readers import LONGEST_TEXT, TRUTHS
from policyrules.language import core
from policyrules.language.values import Number, decimal_text, terminates

Json = dict[str, Any]

_DECIMAL = r"^[+-]?[0-9]+(\.[0-9]+)?$"
_PERCENT = r"^[+-]?[0-9]+(\.[0-9]+)?%?$"
_DAY = r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)$"
_SAFE = 15
"""Digits that a number in JSON keeps in every reader."""


def schema(subject: core.Subject, fields: Sequence[core.Field], lang: Lang = "zh") -> Json:
    """The schema. Names stand beside aliases; points inside a part may also be nested by the path of their part."""
    properties: Json = {fact.alias: _fact(fact, lang) for fact in fields}
    for fact in fields:
        properties.setdefault(fact.name, {"$ref": f"#/properties/{_pointer(fact.alias)}"})
    for path in sorted(prefixes([p for fact in fields for p in (fact.alias, fact.name)])):
        if "." not in path:
            table = {"type": "object"}
            properties[path] = {"anyOf": [properties[path], table]} if path in properties else table
    for key in EXCEPTIONS:
        properties.setdefault(key, {"$ref": "#/$defs/exceptions"})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": subject.label or subject.name,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": {"exceptions": {"type": ["object", "null"], "additionalProperties": {"type": ["object", "null"]}}}
        | _lists(fields, lang),
    }


def _pointer(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _fact(fact: core.Field, lang: Lang) -> Json:
    bare = [*_bare(fact), {"type": "null"}]
    if fact.judged:
        bare.append(_record(list(bare)))
    form: Json = {"title": fact.title or fact.name}
    said = bounds(fact, lang)
    if isinstance(fact.type, core.Quantity) and fact.type.unit:
        said = f"{fact.type.unit.symbol}{'，' if lang == 'zh' else ', '}{said}" if said else fact.type.unit.symbol
    if said:
        form["description"] = said
    return form | {"anyOf": bare}


def _bare(fact: core.Field) -> list[Json]:
    """The forms of a value that is given."""
    return [*_type(fact), *([{"enum": list(NONE_WORDS)}] if fact.optional else [])]


def _record(value: list[Json]) -> Json:
    text = {"type": ["string", "null"], "maxLength": LONGEST_TEXT}
    entries: Json = {"value": {"anyOf": value}, "on": {"type": ["string", "null"], "pattern": _DAY}}
    entries |= dict.fromkeys(("judge", "reason", "evidence"), text)
    entries |= {name: entries[entry] for name, entry in ENTRIES.items()}
    required = [{"required": [name]} for name, entry in ENTRIES.items() if entry == "value"] + [{"required": ["value"]}]
    return {"type": "object", "properties": entries, "anyOf": required, "additionalProperties": False}


def _type(fact: core.Field) -> list[Json]:
    match fact.type:
        case core.Bool():
            return [{"type": "boolean"}, {"enum": list(TRUTHS)}]
        case core.Quantity(_, whole, ratio):
            kind: Json = {"type": "integer" if whole else "number"} | _limits(fact)
            return [kind, {"type": "string", "pattern": _PERCENT if ratio else _DECIMAL}]
        case core.Day():
            return [{"type": "string", "pattern": _DAY}]
        case core.Text():
            return [{"type": "string", "maxLength": LONGEST_TEXT}]
        case core.Levels(names) | core.Options(names):
            spelt = dict.fromkeys(names)
            if isinstance(fact.type, core.Levels):
                spelt |= dict.fromkeys(n.removesuffix("级") if n.endswith("级") else n + "级" for n in names)
            return [{"enum": list(spelt)}]
        case core.Records():
            return [{"$ref": f"#/$defs/{fact.alias}"}, {"$ref": f"#/$defs/{fact.alias}-whole"}]


def _lists(fields: Sequence[core.Field], lang: Lang) -> Json:
    """Definitions of the lists among facts and in their records: the bare list, and one that says how complete it is ("-whole")."""
    defs: Json = {}
    for fact in core.every_field(fields):
        if isinstance(fact.type, core.Records):
            columns = {x.own: _fact(x, lang) for x in fact.type.fields}
            for x in fact.type.fields:
                columns.setdefault(x.name, {"$ref": f"#/$defs/{fact.alias}-record/properties/{x.own}"})
            defs[f"{fact.alias}-record"] = {"type": "object", "properties": columns, "additionalProperties": False}
            items: Json = {"$ref": f"#/$defs/{fact.alias}-record"}
            if len(fact.type.fields) == 1 and not isinstance(fact.type.fields[0].type, core.Records):
                items = {"anyOf": [items, *_bare(fact.type.fields[0])]}
            defs[fact.alias] = {"type": "array", "items": items} | ({} if fact.high is None else {"maxItems": fact.high})
            defs[f"{fact.alias}-whole"] = _envelope({"$ref": f"#/$defs/{fact.alias}"})
    return defs


def _envelope(bare: Json) -> Json:
    """A list that says of itself how complete it is."""
    entries: Json = {"records": bare, "open": {"type": ["boolean", "null"]}}
    entries["complete_to"] = {"type": ["string", "null"], "pattern": _DAY}
    entries |= {name: entries[entry] for entry, name in ENVELOPE.items()}
    return {"type": "object", "properties": entries, "additionalProperties": False, "minProperties": 1}


def _limits(fact: core.Field) -> Json:
    """Bounds, where JSON can write them exactly; a step only between whole numbers, as others are not exact in every validator."""
    found: Json = {}
    for value, excluded, word, without in (
        (fact.low, fact.above, "minimum", "exclusiveMinimum"),
        (fact.high, fact.below, "maximum", "exclusiveMaximum"),
    ):
        if value is not None and not isinstance(value, date) and _writable(value):
            found[without if excluded else word] = json.loads(decimal_text(value))
    if isinstance(fact.step, int) and fact.low in (None, 0):
        found["multipleOf"] = fact.step
    return found


def _writable(value: Number) -> bool:
    return terminates(value) and len(decimal_text(value).strip("-").replace(".", "")) <= _SAFE
