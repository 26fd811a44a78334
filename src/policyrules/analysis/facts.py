"""Facts that an analysis makes up: run through the interpreter, and shown as a file of facts has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from policyrules.diagnostics.witness import Witness
from policyrules.evaluation.facts import Facts
from policyrules.evaluation.interpret import interpret
from policyrules.language import core
from policyrules.language.lowered import LoweredSubject
from policyrules.language.meaning import unknown
from policyrules.language.values import NOTHING, Listed, Value, decimal_text, known, terminates
from policyrules.result import Outcome

ANY_TEXT = "\0"
"""Some text that no rule names (`evaluation.candidates`)."""


def completed(entry: LoweredSubject, values: Mapping[str, Value]) -> Facts:
    """Facts as they are evaluated: those of ``values`` by alias, all others unknown."""
    own = entry.subject.fields
    missing = tuple(f for f in own if not _whole(values.get(f.alias, f)))
    return Facts({f.alias: values.get(f.alias, unknown(f)) for f in own}, missing=missing)


def run(entry: LoweredSubject, values: Mapping[str, Value], on: date | None) -> dict[str, Outcome]:
    """What the interpreter makes of facts."""
    return interpret(entry, completed(entry, values), on)


def witness(entry: LoweredSubject, values: Mapping[str, Value], on: date | None, zh: str, en: str) -> Witness:
    """Facts as they are told, with what comes of them; in the order of declaration."""
    fields = [f for f in entry.subject.fields if f.alias in values]
    told = {f.alias: plain(values[f.alias], f) for f in fields}
    return Witness(entry.subject.id, told, on, zh, en, entry.subject.name, {f.alias: f.name for f in fields})


def plain(value: Any, fact: core.Field) -> object:
    """A known value as a file of facts has it."""
    if value is NOTHING:
        return "无"
    if isinstance(value, Listed):
        assert isinstance(fact.type, core.Records)
        return [{f.own: plain(r[f.alias], f) for f in fact.type.fields if _whole(r[f.alias])} for r in value.records]
    if isinstance(fact.type, core.Levels):
        return fact.type.names[value]
    if isinstance(value, bool | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return ("某" if value == ANY_TEXT else value) if isinstance(value, str) else exact_text(value)


def exact_text(value: Any) -> str:
    """A number as it may be given without loss; one that has no end as a fraction."""
    return decimal_text(value) if terminates(value) else f"{value.numerator}/{value.denominator}"


def _whole(value: Any) -> bool:
    if isinstance(value, Listed):
        return not (value.open or value.complete_to) and all(_whole(v) for r in value.records for v in r.values())
    return not isinstance(value, core.Field) and known(value)
