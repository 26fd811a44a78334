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
from policyrules.language.node import Shown
from policyrules.language.values import Listed, Value
from policyrules.result import Judgement

MOST_PROBLEMS = 50
"""The most problems told one by one for a list."""
_KEYS = {**{en: en for en in ENVELOPE}, **{zh: en for en, zh in ENVELOPE.items()}}


@frozen(eq=False, repr=False)
class _Column(Shown):
    """A field of the records with its reader, and that of the list it may be."""

    fact: core.Field
    alias: str
    judged: bool
    read: Reader
    listed: ListReader | None


def _column(fact: core.Field) -> _Column:
    listed = ListReader(fact) if isinstance(fact.type, core.Records) else None
    return _Column(fact, fact.alias, fact.judged, listed.read if listed else reader(fact), listed)


class ListReader:
    """The reader of a list, made once."""

    def __init__(self, fact: core.Field) -> None:
        assert isinstance(fact.type, core.Records)
        fields = fact.type.fields
        self.most: Any = fact.high
        self.made = tuple(map(_column, fields))
        self.columns = {c.fact.name: c for c in self.made} | {c.fact.own: c for c in self.made}
        self.blank = {x.alias: unknown(x) for x in fields}
        self.names = tuple((x.name, x.own) for x in fields)
        only = self.made[0] if len(self.made) == 1 else None
        self.only = only if only and not only.listed else None
        """The field whose bare value may stand for a record that has no other."""

    def read(self, raw: object, where: str, problems: list[Problem], path: str = "", judged: list[Judgement] | None = None) -> Any:
        """The `Listed`, or None after a problem. ``judged`` gets the judgements of its records that were given as such, in the
        order of the records; ``path`` is what leads to the list, by aliases."""
        before = len(problems)
        envelope: dict[str, Any] = {}
        table = as_mapping(raw)
        if table is not None:
            if not any(key in _KEYS for key in table):
                problems.append(f.ListExpected(where=where, found="table"))
                return None
            envelope = _envelope(table, where, problems)
            raw = envelope.pop("records", None)
            if raw is None and (envelope.get("open") is False or envelope.get("complete_to")):
                problems.append(lf.RecordsLeftOut(where=where))
                return None
            if raw is None:
                raw, envelope = (), {**envelope, "open": True}
        if not isinstance(raw, list | tuple):
            problems.append(f.ListExpected(where=where, found=kind_of(raw)))
            return None
        if self.most is not None and len(raw) > self.most:
            problems.append(lf.TooManyRecords(where=where, found=len(raw), most=self.most))
            return None
        records, lacking = self.records(raw, where, problems, path, [] if judged is None else judged)
        made = {"most": self.most, "lacking": frozenset(lacking), **envelope}
        return Listed(tuple(records), **made) if len(problems) == before else None

    def records(
        self, raw: list[Any] | tuple[Any, ...], where: str, problems: list[Problem], path: str, judged: list[Judgement]
    ) -> tuple[list[dict[str, Value]], set[str]]:
        """The records, and the aliases of fields that some of them lack."""
        before = len(problems)
        records: list[dict[str, Value]] = []
        lacking: set[str] = set()
        for place, item in enumerate(raw):
            at = f"{where}[{place}]"
            given = as_mapping(item)
            if given is None and self.only and type(plain(item)) in PLAIN:
                value = self.only.read(item, at, problems)
                records.append(self.blank if value is None else {self.only.alias: value})
            elif given is None:
                problems.append(f.RecordExpected(where=at, found=kind_of(item), fields=self.names))
            else:
                records.append(self.record(given, at, problems, lacking, f"{path}[{place}]", judged))
            if len(problems) - before >= MOST_PROBLEMS:
                problems[before:] = [f.SpoiltList(where=where, count=MOST_PROBLEMS, first=problems[before])]
                break
        return records, lacking

    def record(
        self, given: Table, at: str, problems: list[Problem], lacking: set[str], path: str, judged: list[Judgement]
    ) -> dict[str, Value]:
        values: dict[str, Value] = {}
        found: dict[str, list[Judgement]] = {}
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
                    else _value(column, raw, f"{at}.{key}", problems, path, found)
                )
                if value is not None:
                    values[alias] = value
                    if type(value) is Listed:
                        lacking |= value.lacking
                        if value.open or value.complete_to:
                            lacking.add(alias)
        if found:  # in the order of declaration, whatever order the record was given in
            judged += [j for column in self.made for j in found.get(column.alias, ())]
        if len(values) == len(self.blank):
            return values
        lacking |= self.blank.keys() - values.keys()
        return {**self.blank, **values}


def _value(column: _Column, raw: object, where: str, problems: list[Problem], path: str, found: dict[str, list[Judgement]]) -> Any:
    """The value of a field, and the judgements met on the way: of what is judged, or of the records of a list."""
    at = f"{path}.{column.fact.own}"
    if column.listed:
        judged: list[Judgement] = []
        value = column.listed.read(raw, where, problems, at, judged)
        if judged:
            found[column.alias] = judged
        return value
    if not column.judged or (table := as_mapping(plain(raw))) is None:
        return column.read(raw, where, problems)
    from policyrules.evaluation.records import judged_value

    value, judgement = judged_value(column.fact, at, column.read, table, where, problems)
    if judgement:
        found[column.alias] = [judgement]
    return value


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
