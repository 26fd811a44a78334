"""What is wrong with a record of a judgement or of an exception: everything at once, found with cattrs. Imported only then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import fields
from cattrs import AttributeValidationNote, ClassValidationError, Converter, ForbiddenExtraKeysError

from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Problem, suggest
from policyrules.diagnostics.fact_records import CHINESE
from policyrules.evaluation.given import ENTRIES, kind_of, show
from policyrules.evaluation.readers import bad_text
from policyrules.evaluation.records import MOST, WrongError, read_date, read_text

CONVERTER = Converter(forbid_extra_keys=True, detailed_validation=True)
CONVERTER.register_structure_hook(str, lambda raw, _: read_text(raw))
CONVERTER.register_structure_hook(date, lambda raw, _: read_date(raw))


def problems_of(given: Mapping[str, object], kind: type[Any], where: str) -> list[Problem]:
    """Every problem of a record that is none of its kind."""
    try:
        CONVERTER.structure(given, kind)
    except ClassValidationError as error:
        return [problem for inner in error.exceptions for problem in _problems(inner, kind, where)]
    raise AssertionError(f"a {kind.__name__} was refused that has nothing wrong in it")


def _problems(error: Exception, kind: type[Any], where: str) -> list[Problem]:
    if isinstance(error, ForbiddenExtraKeysError):
        known = [*(a.name for a in fields(kind)), *ENTRIES]
        names = sorted(error.extra_fields)[:MOST]
        return [f.UnknownEntry(where=f"{where}.{show(n)}", nearest=suggest(n, known), known=_entries(kind)) for n in names]
    if not isinstance(error, WrongError):
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
