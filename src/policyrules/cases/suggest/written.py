"""Cases as the surface tree has them, made of raw facts and of what came of them, and printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from policyrules.cases.found import Amount, Aspect, Choice, Evaluated
from policyrules.cases.suggest.changes import value_of
from policyrules.diagnostics.base import Problem
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.values import Number, decimal_text, exact, terminates
from policyrules.language.vocabulary import Side
from policyrules.source import Source, Span
from policyrules.text.fmt import Printer

NOWHERE = Span(Source("", ""), 0, 0)


def printed(cases: Sequence[s.Case], side: Side) -> str:
    """The text of a file of cases."""
    return Printer(side).file(s.File(side, None, tuple(cases), span=NOWHERE))


def case(
    title: str, subject: str, on: date | None, base: str | None, facts: Sequence[s.CaseLine], expected: Sequence[s.CaseLine]
) -> s.Case:
    """A case that nobody has looked at."""
    begun = [s.GivenFrom("case", s.Quote(base, span=NOWHERE), span=NOWHERE)] if base is not None else []
    lines = (*begun, *facts, *expected, s.Review(span=NOWHERE))
    return s.Case(s.Quote(title, span=NOWHERE), name(subject), s.Day(on, span=NOWHERE) if on else None, lines, span=NOWHERE)


def name(text: str) -> s.Name:
    return s.Name(text, span=NOWHERE)


def path(*steps: str) -> s.Path:
    return s.Path(tuple(map(name, steps)), span=NOWHERE)


# ---------------------------------------------------------------- facts


def given(fact: core.Field, value: object) -> s.CaseLine | None:
    """已知 fact = value; None where a case has no words for it."""
    where = path(*fact.name.split("."))
    if isinstance(fact.type, core.Records) and isinstance(value, list) and value:
        rows = [_record(fact.type, row) for row in value]
        return None if None in rows else s.GivenList(where, tuple(r for r in rows if r), span=NOWHERE)
    literal = _literal(fact, value)
    return s.Entry(where, (literal,), span=NOWHERE) if literal is not None else None


def withdrawn(fact: core.Field) -> s.CaseLine:
    """未知 fact."""
    return s.Withdrawn(path(*fact.name.split(".")), span=NOWHERE)


def _record(kind: core.Records, row: Mapping[str, object]) -> s.Record | None:
    entries: list[s.Entry] = []
    for field in kind.fields:
        value = value_of(field, row)
        if value is None:
            continue
        if isinstance(field.type, core.Records) and isinstance(value, list) and value:
            entry = _column(field, value)
        else:
            literal = _literal(field, value)
            entry = s.Entry(path(field.name), (literal,), span=NOWHERE) if literal is not None else None
        if entry is None:
            return None
        entries.append(entry)
    return s.Record(tuple(entries), span=NOWHERE)


def _column(field: core.Field, rows: Sequence[Any]) -> s.Entry | None:
    """A list within a record, of which a case can say one field."""
    assert isinstance(field.type, core.Records)
    used = [f for f in field.type.fields if any(value_of(f, r) is not None for r in rows)]
    if len(used) != 1:
        return None
    values = [_literal(used[0], value_of(used[0], r)) for r in rows]
    return None if None in values else s.Entry(path(field.name, used[0].name), tuple(v for v in values if v), span=NOWHERE)


def _literal(fact: core.Field, value: object) -> s.Literals | None:
    if value == "无" or value == []:
        return s.Nothing(span=NOWHERE)
    match fact.type, value:
        case _, bool():
            return s.Truth(value, span=NOWHERE)
        case core.Quantity(unit, _, ratio), int() | Fraction() if terminates(exact(value)):
            number = f"{decimal_text(exact(value * 100))}%" if ratio else decimal_text(exact(value))
            return s.Number(number, name(unit.symbol) if unit else None, span=NOWHERE)
        case core.Day(), date():
            return s.Day(value, span=NOWHERE)
        case core.Day(), str():
            return s.Day(date.fromisoformat(value), span=NOWHERE)
        case core.Levels() | core.Options(), str():
            return s.Code(value, span=NOWHERE) if value[:1].isdecimal() else name(value)
        case core.Text(), str():
            return s.Quote(value, span=NOWHERE)
    return None


def shown(fact: core.Field, value: object, side: Side) -> str:
    """A value in a title; empty for a list."""
    literal = None if isinstance(value, list) else _literal(fact, value)
    return Printer(side).expr(literal) if literal is not None and not isinstance(literal, s.Name) else str(value) if literal else ""


# ---------------------------------------------------------------- what is expected


def expected(steps: Sequence[str], aspects: Sequence[Aspect] | Problem, found: Evaluated, side: Side) -> Iterator[s.ShouldBe]:
    """应为: the first number and the first word that are said of an outcome."""
    if isinstance(aspects, Problem):
        return
    seen: set[bool] = set()
    for aspect in aspects:
        if aspect.amount in seen:
            continue
        seen.add(aspect.amount)
        test = _test(path(*steps), aspect.read(found), side)
        if test is not None:
            yield s.ShouldBe(test, span=NOWHERE)


def _test(left: s.Path, found: Amount | Choice, side: Side) -> s.Expr | None:
    if isinstance(found, Choice):
        words = [found.words.get(key, (key, key))[0 if side == "zh" else 1] for key in sorted(found.keys)]
        values = [_word(key, word) for key, word in zip(sorted(found.keys), words, strict=True)]
        if len(values) == 1:
            return s.Compare(left, "is", values[0], span=NOWHERE)
        return s.Among(left, tuple(values), span=NOWHERE) if values else None
    if found.instead or found.low is None or found.high is None:
        return None
    if found.low == found.high:
        return s.Compare(left, "=", _amount(found, found.low), span=NOWHERE)
    return s.Between(left, _amount(found, found.low), _amount(found, found.high), span=NOWHERE)


def _word(key: str, word: str) -> s.Expr:
    if key in ("yes", "no") or key == "none":
        return s.Nothing(span=NOWHERE) if key == "none" else s.Truth(key == "yes", span=NOWHERE)
    return s.Code(word, span=NOWHERE) if word[:1].isdecimal() else path(word)


def _amount(found: Amount, value: Number) -> s.Expr:
    unit = name(found.unit[0]) if found.unit[0] and not found.percent else None
    made = exact(value * 100) if found.percent else exact(value)
    sign = "%" if found.percent else ""
    if terminates(made):
        plain: s.Expr = s.Number(decimal_text(made if made >= 0 else -made) + sign, unit, span=NOWHERE)
    else:
        top, bottom = s.Number(str(abs(made.numerator)), span=NOWHERE), s.Number(str(made.denominator), span=NOWHERE)
        one = s.Number("1" + sign, unit, span=NOWHERE)
        plain = s.Chain(top, (("/", bottom), ("*", one)), span=NOWHERE)
    return plain if made >= 0 else s.Negative(plain, span=NOWHERE)
