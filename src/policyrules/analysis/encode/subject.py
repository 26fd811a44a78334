"""A subject as terms: its facts, the date of evaluation, and its values, each worked out when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from policyrules.analysis.decide import decider
from policyrules.analysis.encode.days import SHORTEST, any_day
from policyrules.analysis.encode.expressions import Scope, encode, truth
from policyrules.analysis.encode.facts import Changed, Records, Variables, day, read
from policyrules.analysis.encode.lists import Free, worked_out
from policyrules.analysis.encode.values import Day, Outside, Val, World
from policyrules.analysis.solver import Model, Term, Terms
from policyrules.language import core
from policyrules.language.lowered import Aggregate, LoweredSubject
from policyrules.language.values import Known

HUNDREDTHS = 100
YEARS = 2000, 2100


class Program:
    """One copy of what is worked out about a subject. With ``size`` 0 lists are free, else they have up to so many records, more
    where something is asked of every quarter or month."""

    def __init__(self, entry: LoweredSubject, size: int = 0) -> None:
        self.entry, self.size = entry, size
        self.world = World()
        self.fields = entry.subject.fields
        needs = _needs(entry)
        self.facts = Variables(self.world, entry.fields, lambda f: max(size, needs.get(f, 1)))
        self.excused: dict[str, Term] = {}
        self.free = Free(self.world)
        self.copies = [self]
        self.shown: list[Term] = []
        """Numbers that are told, which had better be short."""
        self._first: Program | None = None
        self._values = dict(_every(entry.values))
        self._made: dict[str, Val] = {}
        self.scope = Scope(self.facts, self.value)

    def copy(self, alias: str) -> Program:
        """Another copy, in which one fact may be something else and all others are the same."""
        if any(isinstance(v, Aggregate) and _reads(v, alias) for v in self.entry.values):
            raise Outside("Agg of what is changed")
        other = Program(self.entry, self.size)
        other.world, other.excused, other.free = self.world, self.excused, self.free
        other.facts = Changed(self.facts, alias)
        other.scope = Scope(other.facts, other.value)
        other._first = self
        self.copies.append(other)
        return other

    @property
    def terms(self) -> Terms:
        return self.world.terms

    @property
    def lists(self) -> bool:
        """Whether something asked for hangs on a list that is free."""
        return bool(self.free.counts)

    def value(self, key: str) -> Val:
        """What a value comes to. Raises `Outside`."""
        if key not in self._made:
            self._made[key] = self._on() if key == "on" else self._worked_out(self._values[key])
        return self._made[key]

    def _on(self) -> Val:
        return self._first.value("on") if self._first else Val(any_day(self.world, "on"))

    def _worked_out(self, value: core.Value | Aggregate) -> Val:
        if isinstance(value, core.Value):
            return encode(self.world, value.expr, self.scope)
        if self._first and not self.size:
            return self._first.value(value.id)  # the fact that is changed stands beside the list, not in it: see `copy`
        return worked_out(self.world, value, self.scope) if self.size else self.free.value(value.agg, self.bounds[value.id])

    @property
    def bounds(self) -> Mapping[str, Any]:
        """Every value with nothing known."""
        return decider(self.entry).base

    def holds(self, condition: core.Expr) -> Term:
        return truth(self.world, condition, self.scope)

    def excuse(self, key: str) -> Term:
        """Whether an exception is accepted for a part."""
        if key not in self.excused:
            self.excused[key] = self.terms.truth(f"except {key}")
        return self.excused[key]

    @property
    def on(self) -> Day | None:
        """The date of evaluation, where it was asked for."""
        made = self._made.get("on")
        return made.term if made else None

    def plain(self) -> Iterator[Term]:
        """What facts are like that people would give: no exceptions, a date of these days, two places after the point, records not
        of a last day of a month."""
        t = self.terms
        for listed in self.facts.values():
            if isinstance(listed, Records):
                yield from _early(self.world, listed)
        yield from (t.negate(x) for x in self.excused.values())
        if self.on:
            yield from (t.compare(op, self.on.year, end) for op, end in zip(("ge", "le"), YEARS, strict=True))
        yield from (t.same(t.times(HUNDREDTHS, x), t.whole("shown")) for x in self.shown)
        for alias, value in self.facts.items():
            type_ = self.facts.fields[alias].type
            if isinstance(type_, core.Quantity) and not type_.whole:
                yield t.same(t.times(HUNDREDTHS, value.term), t.whole(f"{alias}.hundredths"))

    def read(self, model: Model) -> tuple[dict[str, Known], tuple[str, ...], date | None] | None:
        """Facts by alias, what is excepted, and the date of evaluation, of a model; None where a number is no fraction."""
        found = read(self.world, model, self.fields, self.facts)
        excepted = tuple(key for key, term in self.excused.items() if model.truth(term))
        return None if found is None else (found, excepted, day(model, self.on) if self.on else None)


def _every(values: Iterable[core.Value | Aggregate]) -> Iterator[tuple[str, core.Value | Aggregate]]:
    """Values by id, those of records among them."""
    for value in values:
        yield value.id, value
        if isinstance(value, Aggregate):
            yield from _every(value.inner.values())


def _early(world: World, listed: Records) -> Iterator[Term]:
    """That no record is of a last day of a month, which makes the search much shorter."""
    for value in (x for record in listed.records for x in record.values()):
        if isinstance(value, Records):
            yield from _early(world, value)
        elif isinstance(value.term, Day):
            yield world.terms.compare("le", value.term.day, SHORTEST)


def _needs(entry: LoweredSubject) -> dict[core.Field, int]:
    """How many records of each list one for each of the periods that are asked for makes."""
    found: dict[core.Field, int] = {}
    for _, value in _every(entry.values):
        if isinstance(value, Aggregate) and value.agg.within:
            found[value.agg.over] = max(found.get(value.agg.over, 1), value.agg.within.of)
    return found


def _reads(value: Aggregate, alias: str) -> bool:
    """Whether what is said of a list reads a fact that stands beside it, or may do so through a value."""
    for node in (x for e in (value.agg.where, value.agg.body) if e is not None for x in core.walk(e)):
        if isinstance(node, core.Ref) and node.key not in value.inner and node.kind != "on":
            return True
        if isinstance(node, core.Fact) and node.field.alias == alias:
            return True
    return any(_reads(x, alias) for x in value.inner.values())
