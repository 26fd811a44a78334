"""One reader for each declared fact, made once: strict, exact, and quick where the value is plain.

A reader takes what was given, the path it was given at and the list that problems go to, and gives the value, or None after a
problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Problem, suggest
from policyrules.diagnostics.fact_base import choices
from policyrules.evaluation.given import NONE_WORDS, is_none, kind_of, plain, show, wrong
from policyrules.evaluation.quantities import quantities
from policyrules.language import core
from policyrules.language.characters import normalise
from policyrules.language.values import NOTHING, Known

Reader = Callable[[object, str, list[Problem]], Known | None]

LONGEST_TEXT = 10_000
LONGEST_NAME = 1_000
TRUTHS = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{4}) *年 *([0-9]{1,2}) *月 *([0-9]{1,2}) *日")


def reader(fact: core.Field, named: bool = False) -> Reader:
    """The reader of one fact; ``named``: it is a name or a part of one."""
    match fact.type:
        case core.Bool():
            return _bools(fact)
        case core.Quantity():
            return quantities(fact, fact.type)
        case core.Day():
            return _days(fact)
        case core.Text():
            return _texts(fact, named)
        case core.Levels(names):
            return _choices(fact, {name: place for place, name in enumerate(names)})
        case core.Options(names):
            return _choices(fact, {name: name for name in names})
        case core.Records():
            from policyrules.evaluation.lists import ListReader

            return ListReader(fact).read


# ---------------------------------------------------------------- yes or no, dates, text


def _bools(fact: core.Field) -> Reader:
    def read(raw: object, where: str, problems: list[Problem]) -> Known | None:
        if raw is True or raw is False:
            return raw
        raw = plain(raw)
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and (truth := TRUTHS.get(raw.strip())) is not None:
            return truth
        if is_none(fact, raw):
            return NOTHING
        problems.append(wrong(fact, raw, where))
        return None

    return read


def read_day(raw: object) -> date | None:
    """A date, or a text that writes one."""
    if isinstance(raw, date):
        return None if isinstance(raw, datetime) else raw
    match = _ISO.fullmatch(normalise(raw.strip())) if isinstance(raw, str) and len(raw) < 50 else None
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days(fact: core.Field) -> Reader:
    low, high = fact.low, fact.high
    free = low is None and high is None

    def read(raw: object, where: str, problems: list[Problem]) -> Known | None:
        if free and type(raw) is date:
            return raw
        raw = plain(raw)
        day = read_day(raw)
        if day is None:
            if is_none(fact, raw):
                return NOTHING
            if isinstance(raw, str) and raw.strip() not in NONE_WORDS:
                problems.append(f.NotADate(where=where, found=show(raw)))
            else:
                problems.append(wrong(fact, raw, where))
            return None
        early = isinstance(low, date) and (day < low or (fact.above and day == low))
        late = isinstance(high, date) and (day > high or (fact.below and day == high))
        if early or late:
            problems.append(f.OutOfBounds(where=where, fact=fact, value=day.isoformat()))
            return None
        return day

    return read


def bad_text(text: str, where: str) -> Problem | None:
    """The problem with a text that is too long or is not text."""
    if len(text) <= LONGEST_TEXT and not _NO_TEXT.search(text):
        return None
    return f.TextNotRead(where=where, length=len(text), limit=LONGEST_TEXT)


def _bad_name(text: str, where: str) -> Problem | None:
    """The problem with a name, or a part of one, that is too long or empty."""
    if len(text) > LONGEST_NAME:
        return f.NameTooLong(where=where, length=len(text), limit=LONGEST_NAME)
    return None if text.strip() else f.NameEmpty(where=where)


def _texts(fact: core.Field, named: bool) -> Reader:
    def read(raw: object, where: str, problems: list[Problem]) -> Known | None:
        raw = plain(raw)
        if not isinstance(raw, str):
            problems.append(wrong(fact, raw, where))
            return None
        if is_none(fact, raw):
            return NOTHING
        if problem := bad_text(raw, where) or (_bad_name(raw, where) if named else None):
            problems.append(problem)
            return None
        return raw

    return read


# ---------------------------------------------------------------- levels and options


def _choices(fact: core.Field, declared: dict[str, Any]) -> Reader:
    names: dict[str, Known] = dict(declared)
    for name, value in declared.items():
        names.setdefault(normalise(name), value)
        if isinstance(fact.type, core.Levels):
            names.setdefault(name.removesuffix("级") if name.endswith("级") else name + "级", value)
    if fact.optional:
        for word in NONE_WORDS:
            names.setdefault(word, NOTHING)  # a declared name keeps its own meaning

    def read(raw: object, where: str, problems: list[Problem]) -> Known | None:
        raw = plain(raw)
        if isinstance(raw, str):
            value = names.get(raw)
            if value is None:
                value = names.get(normalise(raw.strip()))
            if value is not None:
                return value
            if raw.strip() in NONE_WORDS:
                problems.append(wrong(fact, raw, where))
                return None
        elif kind_of(raw) not in ("number", "bool"):
            problems.append(wrong(fact, raw, where))
            return None
        shown = show(raw)
        problems.append(f.NotAKnownChoice(where=where, fact=fact, value=shown, nearest=_nearest(shown, choices(fact.type))))
        return None

    return read


def _nearest(given: str, declared: tuple[str, ...]) -> str:
    """The name that was meant. In short ones, such as 4A for 3A, another character is another name and no slip."""
    alike = next((name for name in declared if name.casefold() == given.casefold()), "")
    return alike or (suggest(given, declared) if len(given) > 3 else "")
