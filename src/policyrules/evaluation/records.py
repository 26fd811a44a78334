"""Records of judgements and of accepted exceptions; imported only when facts hold one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from attrs import AttrsInstance, frozen

from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Problem, suggest
from policyrules.evaluation.given import ENTRIES, Table, as_mapping, flatten, kind_of, plain, prefixes, show
from policyrules.evaluation.readers import Reader, bad_text, read_day
from policyrules.language import core
from policyrules.language.node import Comparable
from policyrules.language.values import Known
from policyrules.result import Judgement, shown

T = TypeVar("T", bound=AttrsInstance)
MOST = 50
"""The most unknown names that are listed one by one."""


@frozen(eq=False, repr=False)
class JudgementRecord(Comparable):
    """A judged value with what is known of the judgement."""

    value: Any
    judge: str = ""
    on: date | None = None
    reason: str = ""
    evidence: str = ""


@frozen(eq=False, repr=False)
class ExceptionRecord(Comparable):
    """An accepted exception: who accepted it and why, always."""

    judge: str
    reason: str
    on: date | None = None
    evidence: str = ""


class WrongError(ValueError):
    """A value of the wrong kind inside a record; turned into a problem before anybody sees it."""

    def __init__(self, wanted: str, raw: object) -> None:
        super().__init__(wanted)
        self.wanted, self.raw = wanted, raw


def read_text(raw: object) -> str:
    """A text of a record. Raises WrongError."""
    raw = plain(raw)
    if not isinstance(raw, str) or bad_text(raw, ""):
        raise WrongError("text", raw)
    return raw


def read_date(raw: object) -> date:
    """A day of a record. Raises WrongError."""
    day = read_day(plain(raw))
    if day is None:
        raise WrongError("date", raw)
    return day


_READ: Mapping[str, Callable[[Any], object]] = {
    "value": lambda raw: raw,
    "judge": read_text,
    "reason": read_text,
    "evidence": read_text,
    "on": read_date,
}


def structure(table: Table, kind: type[T], where: str, problems: list[Problem]) -> T | None:
    """The record, or None and every problem with it."""
    before = len(problems)
    given: dict[str, object] = {}
    for key, raw in table.items():
        name = ENTRIES.get(key, key) if isinstance(key, str) else show(key)
        if name in given:
            problems.append(f.GivenTwice(where=f"{where}.{show(key)}", other=f"{where}.{name}"))
        elif raw is not None or name == "value":
            given[name] = raw
    for name in ("judge", "reason") if issubclass(kind, ExceptionRecord) else ("value",):
        raw = given.get(name, "")
        if name not in given or (name != "value" and isinstance(raw, str) and not raw.strip()):
            problems.append(f.EntryMissing(where=where, entry=name))
            given[name] = "…"  # so that the rest of the record is looked at as well
    try:
        record = kind(**{name: _READ[name](raw) for name, raw in given.items()})
    except (KeyError, TypeError, WrongError):
        from policyrules.evaluation.structuring import problems_of  # which takes cattrs, and finds all that is wrong

        problems.extend(problems_of(given, kind, where))
        return None
    return record if len(problems) == before else None


def judged_value(
    fact: core.Field, called: str, read: Reader, table: Table, where: str, problems: list[Problem]
) -> tuple[Known | None, Judgement | None]:
    """A judged value given as a record, and the judgement, which results know as ``called``."""
    record = structure(table, JudgementRecord, where, problems)
    if record is None:
        if (raw := table.get("value", table.get("值"))) is not None:
            read(raw, f"{where}.value", problems)
        return None, None
    value = None if record.value is None else read(record.value, f"{where}.value", problems)
    if value is None:
        return None, None
    judge = record.judge or fact.judge
    return value, Judgement(called, shown(value, fact), judge, record.on, record.reason, record.evidence)


class ExceptionReader:
    """Reads the exceptions of one subject; made once."""

    def __init__(self, parts: Mapping[str, core.Excusable], names: Mapping[str, str]) -> None:
        self.parts = parts
        self.known = {**names, **{path: path for path in parts if path}}
        self.leading = prefixes(self.known)
        written = {path: name for name, path in names.items()}
        self.excusable = tuple((written.get(path, path), path) for path, part in parts.items() if part.excusable)

    def read(self, given: object, where: str, problems: list[Problem]) -> dict[str, Judgement]:
        """The accepted exceptions by the id of their part."""
        table = as_mapping(given)
        if table is None:
            if given is not None:
                problems.append(f.ExceptionMalformed(where=where, found=kind_of(given)))
            return {}
        found: dict[str, Judgement] = {}
        seen: dict[str, str] = {}
        strays = 0
        for path, known, raw in flatten(table, self.known, self.leading):
            if known is None:
                strays += 1
                if strays <= MOST:
                    problems.append(
                        f.UnknownPart(where=f"{where}.{show(path)}", part=show(path), nearest=suggest(path, self.known))
                    )
                continue
            part = self.known[known]
            if part in seen:
                problems.append(f.GivenTwice(where=f"{where}.{path}", other=f"{where}.{seen[part]}"))
                continue
            seen[part] = path
            record = self._one(part, raw, f"{where}.{path}", problems)
            if record:
                found[part] = record
        return found

    def _one(self, part: str, raw: object, where: str, problems: list[Problem]) -> Judgement | None:
        if raw is None:
            return None
        if not any(path == part for _, path in self.excusable):
            problems.append(f.ExceptionNotTaken(where=where, known=self.excusable))
            return None
        table = as_mapping(raw)
        if table is None:
            problems.append(f.ExceptionMalformed(where=where, found=kind_of(raw)))
            return None
        record = structure(table, ExceptionRecord, where, problems)
        if record is None:
            return None
        return Judgement(part, True, record.judge, record.on, record.reason, record.evidence, exception=True)
