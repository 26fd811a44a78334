"""Facts as variables: what is declared of them as laws, and what a model makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from attrs import frozen

from policyrules.analysis.encode.days import any_day, known
from policyrules.analysis.encode.values import Day, Val, World
from policyrules.analysis.solver import Model, Term
from policyrules.language import core
from policyrules.language.values import NOTHING, Known, Listed, exact


@frozen
class Records:
    """A list of which each of a few records may be there (``there``), the first before the others."""

    there: tuple[Term, ...]
    records: tuple[Mapping[str, Any], ...]


Sizes = Callable[[core.Field], int]


class Variables(dict[str, Any]):
    """A variable for each fact by alias, made when it is first asked for: what is not asked for is not there. ``sizes``: how many
    records each list has at most."""

    def __init__(self, world: World, fields: tuple[core.Field, ...], sizes: Sizes) -> None:
        super().__init__()
        self.world, self.sizes = world, sizes
        self.fields = {f.alias: f for f in fields}

    def __missing__(self, alias: str) -> Any:
        fact = self.fields[alias]
        self[alias] = made = _list(self.world, fact, self.sizes) if isinstance(fact.type, core.Records) else _fact(self.world, fact)
        return made


class Changed(Variables):
    """The same variables, but for one."""

    def __init__(self, first: Variables, alias: str) -> None:
        super().__init__(first.world, tuple(first.fields.values()), first.sizes)
        self.first, self.alias = first, alias

    def __missing__(self, alias: str) -> Any:
        if alias == self.alias:
            return super().__missing__(alias)
        self[alias] = made = self.first[alias]
        return made


def _list(world: World, fact: core.Field, sizes: Sizes) -> Records:
    assert isinstance(fact.type, core.Records)
    t, size = world.terms, sizes(fact)
    most = size if not isinstance(fact.high, int) else min(size, fact.high)
    there = tuple(t.truth(f"{fact.alias}.{n}") for n in range(most))
    world.laws += [t.either(t.negate(b), a) for a, b in pairwise(there)]
    rows = [Variables(world, fact.type.fields, sizes) for _ in there]
    return Records(there, tuple({f.alias: row[f.alias] for f in fact.type.fields} for row in rows))


def _fact(world: World, fact: core.Field) -> Val:
    t = world.terms
    absent = t.truth(f"{fact.alias}.absent") if fact.optional else False
    return Val(_term(world, fact), absent)


def _term(world: World, fact: core.Field) -> Any:
    t, name = world.terms, fact.alias
    match fact.type:
        case core.Bool():
            return t.truth(name)
        case core.Quantity():
            return _quantity(world, fact, fact.type)
        case core.Day():
            day = any_day(world, name)
            _bounded(world, fact, world.key(day))
            return day
        case core.Levels(names):
            place = t.whole(name)
            world.laws += [t.compare("ge", place, 0), t.compare("lt", place, len(names))]
            return place
        case core.Options(names):
            one = t.whole(name)
            world.laws.append(t.either(*(t.same(one, world.number_of(x)) for x in names)))
            return one
        case core.Text():
            text = t.whole(name)
            world.laws.append(t.compare("ge", text, 0))
            return text
        case core.Records():
            raise AssertionError(fact.alias)


def _quantity(world: World, fact: core.Field, type_: core.Quantity) -> Term:
    t = world.terms
    if fact.step is not None:
        low = fact.low if fact.low is not None and not isinstance(fact.low, date) else 0
        number = t.add(low, t.times(fact.step, t.whole(fact.alias)))
        if type_.whole:
            world.laws.append(t.is_whole(number))
    else:
        number = t.whole(fact.alias) if type_.whole else t.real(fact.alias)
    _bounded(world, fact, number)
    return number


def _bounded(world: World, fact: core.Field, term: Term) -> None:
    t = world.terms
    for end, strict, op in ((fact.low, fact.above, "g"), (fact.high, fact.below, "l")):
        if end is not None:
            mark = world.key(Day(end.year, end.month, end.day)) if isinstance(end, date) else end
            world.laws.append(t.compare(op + ("t" if strict else "e"), term, mark))


# ---------------------------------------------------------------- reading a model


def read(world: World, model: Model, fields: tuple[core.Field, ...], made: Mapping[str, Any]) -> dict[str, Any] | None:
    """The facts that a model stands for, by alias; None where a number is no fraction. Those that have no variables are left
    out."""
    texts = {number: text for text, number in world.texts.items()}
    found: dict[str, Any] = {}
    for fact in fields:
        value = made.get(fact.alias)
        if value is None:
            continue
        read_ = _listed(world, model, fact, value) if isinstance(value, Records) else _known(model, fact, value, texts)
        if read_ is None:
            return None
        found[fact.alias] = read_
    return found


def _listed(world: World, model: Model, fact: core.Field, value: Records) -> Listed | None:
    assert isinstance(fact.type, core.Records)
    rows = [r for there, r in zip(value.there, value.records, strict=True) if model.truth(there)]
    records = [read(world, model, fact.type.fields, row) for row in rows]
    most = fact.high if isinstance(fact.high, int) else None
    return None if None in records else Listed(tuple(r for r in records if r is not None), most=most)


def _known(model: Model, fact: core.Field, value: Val, texts: Mapping[int, str]) -> Known | None:
    if model.truth(value.absent):
        return NOTHING
    if isinstance(fact.type, core.Bool):
        return model.truth(value.term)
    if isinstance(value.term, Day):
        return day(model, value.term)
    number = model.number(value.term)
    if isinstance(fact.type, core.Options | core.Text) and number is not None:
        return texts.get(int(number), f"某{int(number)}")
    return None if number is None else exact(number)


def day(model: Model, made: Day) -> date:
    """The day of a model."""
    there = known(made)
    if there is not None:
        return there
    ends = [model.number(x) for x in (made.year, made.month, made.day)]
    return date(*(int(x or 1) for x in ends))
