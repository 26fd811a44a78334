"""Records of judgements and of accepted exceptions, structured with cattrs; imported only when facts hold one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from attrs import AttrsInstance, fields, frozen
from cattrs import AttributeValidationNote, ClassValidationError, Converter, ForbiddenExtraKeysError

from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Problem, suggest
from policyrules.diagnostics.fact_records import CHINESE
from policyrules.evaluation.given import ENTRIES, Table, as_mapping, flatten, kind_of, plain, prefixes, show
from policyrules.evaluation.readers import bad_text, read_day
from policyrules.language import core
from policyrules.result import Judgement

T = TypeVar("T", bound=AttrsInstance)
MOST = 50
"""The most unknown names that are listed one by one."""


@frozen
class JudgementRecord:
    """A judged value with what is known of the judgement."""

    value: Any
    judge: str = ""
    on: date | None = None
    reason: str = ""
    evidence: str = ""


@frozen
class ExceptionRecord:
    """An accepted exception: who accepted it and why, always."""

    judge: str
    reason: str
    on: date | None = None
    evidence: str = ""


class _WrongError(ValueError):
    """A value of the wrong kind inside a record; turned into a problem before anybody sees it."""

    def __init__(self, wanted: str, raw: object) -> None:
        super().__init__(wanted)
        self.wanted, self.raw = wanted, raw


def _text(raw: object, _: type[str]) -> str:
    raw = plain(raw)
    if not isinstance(raw, str) or bad_text(raw, ""):
        raise _WrongError("text", raw)
    return raw


def _day(raw: object, _: type[date]) -> date:
    day = read_day(plain(raw))
    if day is None:
        raise _WrongError("date", raw)
    return day


CONVERTER = Converter(forbid_extra_keys=True, detailed_validation=True)
CONVERTER.register_structure_hook(str, _text)
CONVERTER.register_structure_hook(date, _day)


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
        record = CONVERTER.structure(given, kind)
    except ClassValidationError as error:
        for inner in error.exceptions:
            problems.extend(_problems(inner, kind, where))
        return None
    return record if len(problems) == before else None


def _problems(error: Exception, kind: type[Any], where: str) -> list[Problem]:
    if isinstance(error, ForbiddenExtraKeysError):
        known = [*(a.name for a in fields(kind)), *ENTRIES]
        names = sorted(error.extra_fields)[:MOST]
        return [f.UnknownEntry(where=f"{where}.{show(n)}", nearest=suggest(n, known), known=_entries(kind)) for n in names]
    if not isinstance(error, _WrongError):
        raise error
    notes = [n for n in getattr(error, "__notes__", ()) if isinstance(n, AttributeValidationNote)]
    path = f"{where}.{notes[0].name}" if notes else where
    if isinstance(error.raw, str):
        return [f.NotADate(where=path, found=show(error.raw)) if error.wanted == "date" else _text_problem(error.raw, path)]
    return [f.EntryWrong(where=path, found=kind_of(error.raw), wanted=error.wanted)]


def _text_problem(raw: str, where: str) -> Problem:
    problem = bad_text(raw, where)
    assert problem is not None
    return problem


def _entries(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((CHINESE[a.name], a.name) for a in fields(kind))


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
