"""Lists of records among the facts: a bare list, or one that says of itself how complete it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import frozen

from policyrules.diagnostics import fact_lists as lf
from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Problem, suggest
from policyrules.diagnostics.fact_lists import ENVELOPE, LIST_ENTRIES
from policyrules.evaluation.given import PLAIN, Table, as_mapping, kind_of, plain, show
from policyrules.evaluation.readers import Reader, read_day, reader
from policyrules.language import core
from policyrules.language.meaning import unknown
from policyrules.language.values import Listed, Value

MOST_PROBLEMS = 50
"""The most problems told one by one for a list."""
_KEYS = {**{en: en for en in ENVELOPE}, **{zh: en for en, zh in ENVELOPE.items()}}


@frozen(eq=False)
class _Column:
    """A field of the records with its reader."""

    alias: str
    judged: bool
    read: Reader


def lists(fact: core.Field) -> Reader:
    """The reader of a list."""
    return _ListReader(fact).read


class _ListReader:
    def __init__(self, fact: core.Field) -> None:
        assert isinstance(fact.type, core.Records)
        fields = fact.type.fields
        self.most: Any = fact.high
        made = {x.alias: _Column(x.alias, x.judged, reader(x)) for x in fields}
        self.columns = {x.name: made[x.alias] for x in fields} | {x.own: made[x.alias] for x in fields}
        self.blank = {x.alias: unknown(x) for x in fields}
        self.names = tuple((x.name, x.own) for x in fields)

    def read(self, raw: object, where: str, problems: list[Problem]) -> Any:
        """The `Listed`, or None after a problem."""
        before = len(problems)
        envelope: dict[str, Any] = {}
        table = as_mapping(raw)
        if table is not None:
            if not any(key in _KEYS for key in table):
                problems.append(f.ListExpected(where=where, found="table"))
                return None
            envelope = _envelope(table, where, problems)
            raw = envelope.pop("records", None)
            if raw is None:
                raw, envelope = (), {**envelope, "open": True}
        if not isinstance(raw, list | tuple):
            problems.append(f.ListExpected(where=where, found=kind_of(raw)))
            return None
        if self.most is not None and len(raw) > self.most:
            problems.append(lf.TooManyRecords(where=where, found=len(raw), most=self.most))
            return None
        records, lacking = self.records(raw, where, problems)
        made = {"most": self.most, "lacking": frozenset(lacking), **envelope}
        return Listed(tuple(records), **made) if len(problems) == before else None

    def records(
        self, raw: list[Any] | tuple[Any, ...], where: str, problems: list[Problem]
    ) -> tuple[list[dict[str, Value]], set[str]]:
        """The records, and the aliases of fields that some of them lack."""
        before = len(problems)
        records: list[dict[str, Value]] = []
        lacking: set[str] = set()
        for place, item in enumerate(raw):
            at = f"{where}[{place}]"
            given = as_mapping(item)
            if given is None:
                problems.append(f.RecordExpected(where=at, found=kind_of(item), fields=self.names))
            else:
                records.append(self.record(given, at, problems, lacking))
            if len(problems) - before >= MOST_PROBLEMS:
                problems[before:] = [f.SpoiltList(where=where, count=MOST_PROBLEMS, first=problems[before])]
                break
        return records, lacking

    def record(self, given: Table, at: str, problems: list[Problem], lacking: set[str]) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key, raw in given.items():
            column = self.columns.get(key)
            if column is None:
                name = show(key) if isinstance(key, str) else "…"
                problems.append(f.UnknownFact(where=f"{at}.{name}", nearest=suggest(name, self.columns)))
                continue
            alias = column.alias
            if alias in values:
                other = next(k for k in given if k in self.columns and self.columns[k] is column)
                problems.append(f.GivenTwice(where=f"{at}.{key}", other=f"{at}.{other}"))
                continue
            if raw is not None:
                value = (
                    column.read(raw, f"{at}.{key}", problems)
                    if type(raw) in PLAIN
                    else _value(column, raw, f"{at}.{key}", problems)
                )
                if value is not None:
                    values[alias] = value
                    if type(value) is Listed:
                        lacking |= value.lacking
                        if value.open or value.complete_to:
                            lacking.add(alias)
        if len(values) == len(self.blank):
            return values
        lacking |= self.blank.keys() - values.keys()
        return {**self.blank, **values}


def _value(column: _Column, raw: object, where: str, problems: list[Problem]) -> Any:
    """The value of a field. What is judged may be a record of the judgement, of which a list keeps the value."""
    if column.judged and type(raw) not in PLAIN and (table := as_mapping(plain(raw))) is not None:
        from policyrules.evaluation.records import JudgementRecord, structure

        judged = structure(table, JudgementRecord, where, problems)
        if judged is None or judged.value is None:
            return None
        return column.read(judged.value, f"{where}.value", problems)
    return column.read(raw, where, problems)


def _envelope(table: Table, where: str, problems: list[Problem]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, raw in table.items():
        name = _KEYS.get(key)
        at = f"{where}.{show(key)}"
        if name is None:
            problems.append(f.UnknownListEntry(where=at, nearest=suggest(show(key), _KEYS), known=LIST_ENTRIES))
        elif name in found:
            problems.append(f.GivenTwice(where=at, other=f"{where}.{name}"))
        elif raw is None:
            continue
        elif name == "open":
            if not isinstance(raw, bool):
                problems.append(f.ListEntryWrong(where=at, wanted="bool"))
            found[name] = raw
        elif name == "complete_to":
            day: date | None = read_day(plain(raw))
            if day is None:
                problems.append(f.ListEntryWrong(where=at, wanted="date"))
            found[name] = day
        else:
            found[name] = raw
    return found
