"""The facts of a case: what its lines say, as any caller would give it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import Factory, define

from policyrules.diagnostics import cases as t
from policyrules.diagnostics import facts as f
from policyrules.diagnostics import units as u
from policyrules.diagnostics.base import Problem, suggest
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.units import unit
from policyrules.language.values import DIGITS, Number, exact, read_decimal
from policyrules.passes.check.types import Typed, unify
from policyrules.source import Span

EXCEPTIONS = "exceptions"
_CODE = re.compile(r"([0-9]+)([A-Za-z].*)")


@define
class Given:
    """Facts by alias, accepted exceptions by the id of their part, and what is withdrawn. ``said`` is the name each was given
    by, ``places`` where; both by alias and, within a list, by the path of a field."""

    facts: dict[str, object] = Factory(dict)
    exceptions: dict[str, object] = Factory(dict)
    withdrawn: set[str] = Factory(set)
    said: dict[str, str] = Factory(dict)
    places: dict[str, Span] = Factory(dict)

    def whole(self) -> dict[str, object]:
        """As an evaluation takes them."""
        return {**self.facts, **({EXCEPTIONS: dict(self.exceptions)} if self.exceptions else {})}

    def as_said(self) -> dict[str, object]:
        """By the names that were written, which is how problems call them."""
        return {self.said.get(key, key): value for key, value in self.whole().items()}

    def over(self, base: Mapping[str, object]) -> dict[str, object]:
        """With the facts that the case begins with, where it does not say otherwise."""
        return laid_over(base, self.whole(), self.withdrawn)


def laid_over(base: Mapping[str, object], facts: Mapping[str, object], withdrawn: Collection[str] = ()) -> dict[str, object]:
    """Facts by alias, and those of ``base`` that they do not say and that are not withdrawn; exceptions in the same way."""
    exceptions = {key: raw for key, raw in _accepted(base).items() if key not in withdrawn} | _accepted(facts)
    made = {key: value for key, value in base.items() if key not in withdrawn} | dict(facts)
    return made | ({EXCEPTIONS: exceptions} if EXCEPTIONS in made else {})


def _accepted(facts: Mapping[str, object]) -> dict[str, object]:
    found = facts.get(EXCEPTIONS, {})
    assert isinstance(found, dict)
    return found


class Lines:
    """Reads the lines of the cases about one subject."""

    def __init__(
        self, subject: core.Subject, parts: Mapping[str, core.Part | core.Requirement | core.Target], problems: list[Problem]
    ) -> None:
        self.named = {key: fact for fact in subject.fields for key in (fact.name, fact.alias)}
        self.parts = {key: id for id, part in parts.items() if id for key in (id, ".".join(part.names))}
        self.problems = problems

    def read(self, case: s.Case) -> Given:
        """What its own lines give."""
        given = Given()
        for line in case.lines:
            match line:
                case s.Entry(path):
                    self.fact(path, line, given)
                case s.GivenList(path, records):
                    self.records(path, records, given)
                case s.Withdrawn(path):
                    self.withdraw(path, given)
                case s.GivenException(part):
                    self.accept(part, case.title.text, given)
                case _:
                    pass
        return given

    # ------------------------------------------------------------ lines

    def fact(self, path: s.Path, entry: s.Entry, given: Given) -> None:
        found = self.field(path, self.named)
        if found is None:
            return
        fact, below = found
        value = self.value(path, entry.values, fact, below)
        if value is not None and self.first(fact.alias, path.span, given):
            given.facts[fact.alias] = value
            given.said[fact.alias] = _joined(path) if below is None else fact.name

    def records(self, path: s.Path, rows: tuple[s.Record, ...], given: Given) -> None:
        found = self.field(path, self.named)
        if found is None:
            return
        fact, below = found
        if below is not None or not isinstance(fact.type, core.Records):
            self.problems.append(t.SeveralValues(span=path.span, found=path.span.text))
        elif self.first(fact.alias, path.span, given):
            name = given.said[fact.alias] = _joined(path)
            given.facts[fact.alias] = [self.record(row, fact.type, f"{name}[{n}]", given) for n, row in enumerate(rows, 1)]

    def record(self, row: s.Record, kind: core.Records, where: str, given: Given) -> dict[str, object]:
        columns = {key: field for field in kind.fields for key in (field.name, field.own)}
        made: dict[str, object] = {}
        seen: set[str] = set()
        for entry in row.entries:
            found = self.field(entry.path, columns)
            if found is None:
                continue
            field, below = found
            name = entry.path.steps[0].text if below else entry.path.steps[-1].text
            if field.own in seen:
                self.problems.append(t.SaidTwice(span=entry.path.span, found=entry.path.span.text))
                continue
            seen.add(field.own)
            value = self.value(entry.path, entry.values, field, below)
            if value is not None:
                made[name] = value
                given.places[f"{where}.{name}"] = entry.span
        return made

    def withdraw(self, path: s.Path, given: Given) -> None:
        part = self.part(path)
        if _joined(path) not in self.named and part is not None:  # an exception that the case begins with
            given.withdrawn.add(part)
            return
        found = self.field(path, self.named)
        if found is None:
            return
        fact, below = found
        if below is not None:
            self.problems.append(f.UnknownFact(where=path.span.text, nearest=fact.name, span=path.span))
        elif self.first(fact.alias, path.span, given):
            given.withdrawn.add(fact.alias)

    def accept(self, path: s.Path, title: str, given: Given) -> None:
        part = self.part(path)
        if part is None:
            asked = _joined(path).replace(".", "的")
            near = suggest(asked, [y for x in self.parts for y in (x.replace(".", "的"), x.rpartition(".")[2])])
            self.problems.append(f.UnknownPart(where=asked, part=asked, nearest=near, span=path.span))
        elif self.first(part, path.span, given):
            given.exceptions[part] = {"judge": "用例", "reason": title or "用例"}

    def part(self, path: s.Path) -> str | None:
        """The part a path leads to: by its whole path or by the end of one, where only one part has it."""
        asked = _joined(path)
        ends = {id for key, id in self.parts.items() if key == asked or key.endswith(f".{asked}")}
        return self.parts.get(asked) or (next(iter(ends)) if len(ends) == 1 else None)

    def first(self, key: str, span: Span, given: Given) -> bool:
        """Whether nothing was said of it in this case before."""
        new = key not in given.places
        if not new:
            self.problems.append(t.SaidTwice(span=span, found=span.text))
        given.places[key] = span
        return new

    # ------------------------------------------------------------ fields and values

    def field(self, path: s.Path, named: Mapping[str, core.Field]) -> tuple[core.Field, core.Field | None] | None:
        """The field a path leads to, or a list and the field of its records."""
        whole = _joined(path)
        if whole in named:
            return named[whole], None
        above, known = named.get(".".join(step.text for step in path.steps[:-1])), [*named]
        if above is not None and isinstance(above.type, core.Records):
            below = next((x for x in above.type.fields if path.steps[-1].text in (x.name, x.own)), None)
            if below is not None:
                return above, below
            known += [f"{above.name}.{x.name}" for x in above.type.fields]
        asked = whole.replace(".", "的")
        near = suggest(asked, [x.replace(".", "的") for x in known])
        self.problems.append(f.UnknownFact(where=asked, nearest=near, span=path.span))
        return None

    def value(self, path: s.Path, values: tuple[s.Literals, ...], fact: core.Field, below: core.Field | None) -> object:
        """What a line gives: a value, or a list of records with one field each. None: there was a problem."""
        if below is not None:
            read = [self.literal(v, below) for v in values]
            return None if None in read else [{below.own: v} for v in read]
        if len(values) > 1:
            self.problems.append(t.SeveralValues(span=path.span, found=path.span.text))
            return None
        return self.literal(values[0], fact)

    def literal(self, node: s.Literals, fact: core.Field) -> object:
        """A value as the reader of facts takes it, in the unit of its field. None: there was a problem."""
        match node:
            case s.Number():
                return self.number(node, fact)
            case s.Code(text):
                split = _CODE.fullmatch(text) if isinstance(fact.type, core.Quantity) else None
                return self.number(s.Number(split[1], s.Name(split[2], span=node.span), span=node.span), fact) if split else text
            case s.Day(day):
                return day
            case s.Truth(value):
                return value
            case s.Nothing():
                return [] if isinstance(fact.type, core.Records) else "无"
            case s.Quote(text) | s.Name(text):
                return text

    def number(self, node: s.Number, fact: core.Field) -> object:
        amount = figure(node)
        if amount is None:
            self.problems.append(u.NumberTooLong(span=node.span, most=DIGITS))
            return None
        if not isinstance(fact.type, core.Quantity):
            return f"{node.text}{node.unit.text}" if node.unit else amount
        made = measured(amount, node.unit.text if node.unit else "", node.text.endswith("%"), fact.type, node.span)
        if isinstance(made, Problem):
            self.problems.append(made)
            return None
        return made


def measured(value: Number, symbol: str, ratio: bool, wanted: core.Quantity, span: Span) -> Number | Problem:
    """A number as it is in the unit of a quantity, or why it is none of it."""
    own = unit(symbol) if symbol else None
    right = Typed(core.Lit(value, own, span=span), core.Quantity(own, ratio=ratio), bare=own is None and not ratio)
    done = unify(Typed(core.Lit(0, wanted.unit, span=span), wanted), right, span)
    if isinstance(done, Problem):
        return done
    made = done[1].expr
    assert isinstance(made, core.Lit)
    assert isinstance(made.value, int | Fraction)
    return made.value


def figure(node: s.Number) -> Number | None:
    """The number that is written; None where it is longer than any that is read."""
    value = read_decimal(node.text.removesuffix("%"))
    return exact(Fraction(value, 100)) if value is not None and node.text.endswith("%") else value


def placed(problems: Iterable[Problem], given: Given, case: s.Case) -> Iterator[Problem]:
    """Problems of the facts of a case as they were written, each at the line that gives them."""
    places = given.places | {given.said[key]: span for key, span in given.places.items() if key in given.said}
    for problem in problems:
        where = problem.where.removeprefix(f"{EXCEPTIONS}.")
        ways = [key for key in places if where == key or where.startswith((f"{key}.", f"{key}["))]
        yield problem if problem.span else problem.at(places[max(ways, key=len)] if ways else case.title.span)


def _joined(path: s.Path) -> str:
    return ".".join(step.text for step in path.steps)
