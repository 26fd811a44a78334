"""What lists come to, in two ways. *Free*: any value that interval arithmetic allows, so that what cannot be is shown for lists of
every length. *Records*: a few records with variables of their own, worked out as `language.aggregate` does, so that what can be is
shown by facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import inf
from typing import Any

from attrs import define, evolve, field

from policyrules.analysis.encode import days
from policyrules.analysis.encode.expressions import Scope, encode, truth
from policyrules.analysis.encode.facts import Records
from policyrules.analysis.encode.values import Day, Outside, Val, World
from policyrules.analysis.solver import Term
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.lowered import Aggregate
from policyrules.language.values import MAYBE, Interval

# ---------------------------------------------------------------- records

Members = list[tuple[Term, Scope]]
"""Whether each record belongs, and where what is said of it stands."""


def worked_out(world: World, value: Aggregate, scope: Scope) -> Val:
    """What the records of a list come to."""
    agg = value.agg
    belonging = _members(world, value, scope)
    if agg.op in ("count", "all", "share"):
        return _counted(world, agg, belonging)
    assert agg.body is not None
    t = world.terms
    found = [(belongs, encode(world, agg.body, inner)) for belongs, inner in belonging]
    if any(isinstance(x.term, Day) for _, x in found):
        raise Outside("Agg of levels or days")
    there = [(t.both(belongs, t.negate(x.absent)), x.term) for belongs, x in found if x.term is not None]
    return _SUMMED[agg.op](world, there)


def _members(world: World, value: Aggregate, scope: Scope) -> Members:
    t, agg = world.terms, value.agg
    listed = scope.facts[agg.over.alias]
    assert isinstance(listed, Records)
    lies = _lies(world, agg.within, scope) if agg.within else None
    found: Members = []
    for there, record in zip(listed.there, listed.records, strict=True):
        inner = _record(world, value, scope, record)
        parts = [there]
        if lies and agg.within:
            parts.append(lies(record[agg.within.field.alias]))
        if agg.where is not None:
            parts.append(truth(world, agg.where, inner))
        found.append((t.both(*parts), inner))
    return found


def _record(world: World, value: Aggregate, scope: Scope, record: Mapping[str, Any]) -> Scope:
    made: dict[str, Val] = {}

    def look(key: str) -> Val:
        if key not in value.inner:
            return scope.value(key)
        if key not in made:
            made[key] = worked_out(world, value.inner[key], here)
        return made[key]

    here = evolve(scope.inside(record), value=look)
    return here


def _lies(world: World, within: core.Stretch, scope: Scope) -> Callable[[Val], Term]:
    """Whether a day lies in a stretch that is over: what is later than the date of evaluation has not happened."""
    t = world.terms
    on = scope.value("on").term
    now = world.key(on)

    def there(value: Val, lies: Callable[[Day], Term]) -> Term:
        if value.term is None:
            return False
        return t.both(t.negate(value.absent), lies(value.term), t.compare("le", world.key(value.term), now))

    if not within.of:
        before = days.last_complete(world, on, within.part, within.unit)
        return lambda value: there(value, lambda day: t.compare("gt", world.key(day), before))
    months = 12 // within.of
    year, last = t.add(on.year, within.year), within.part * months
    over = t.both(t.same(on.month, last), t.same(on.day, days.length(world, Day(year, last, 1))))
    if not within.year:
        world.settled.append(t.either(t.compare("gt", on.month, last), over))
    world.settled.append(t.compare("ge", year, 1))

    def lies(day: Day) -> Term:
        first = t.compare("gt", day.month, last - months)
        return t.both(t.same(day.year, year), first, t.compare("le", day.month, last))

    return lambda value: there(value, lies)


def _counted(world: World, agg: core.Agg, belonging: Members) -> Val:
    t = world.terms
    sure = [belongs for belongs, _ in belonging]
    passing = [True if agg.body is None else truth(world, agg.body, inner) for _, inner in belonging]
    if agg.op == "all":
        return Val(t.both(*(t.either(t.negate(b), p) for b, p in zip(sure, passing, strict=True))))
    yes = _number(world, [t.both(b, p) for b, p in zip(sure, passing, strict=True)])
    return Val(yes) if agg.op == "count" else _over(world, yes, sure)


def _number(world: World, truths: list[Term]) -> Term:
    return world.terms.add(*(world.terms.choose(x, 1, 0) for x in truths))


def _over(world: World, amount: Term, truths: list[Term]) -> Val:
    """An amount over how many are true; 无 where none is."""
    t = world.terms
    count = _number(world, truths)
    share: Term = 0
    for n in range(1, len(truths) + 1):
        share = t.choose(t.same(count, n), t.divide(amount, n), share)
    return Val(share, t.same(count, 0))


Found = list[tuple[Term, Term]]


def _sum(world: World, found: Found) -> Val:
    return Val(world.terms.add(*(world.terms.choose(there, x, 0) for there, x in found)))


def _mean(world: World, found: Found) -> Val:
    return _over(world, _sum(world, found).term, [there for there, _ in found])


def _extreme(op: str) -> Callable[[World, Found], Val]:
    def extreme(world: World, found: Found) -> Val:
        t = world.terms
        value, empty = Val(0), True
        for there, x in found:
            better = t.either(empty, t.compare("lt" if op == "min" else "gt", x, value.term))
            value = world.choose(t.both(there, better), Val(x), value)
            empty = t.both(empty, t.negate(there))
        return evolve(value, absent=empty)

    return extreme


_SUMMED: dict[str, Callable[[World, Found], Val]] = {
    "sum": _sum,
    "mean": _mean,
    "min": _extreme("min"),
    "max": _extreme("max"),
}

# ---------------------------------------------------------------- free

_Group = tuple[core.Field, Any, Any]


@define
class Free:
    """Lists of any length: each thing said of one may be all that `bounds`, its value with nothing known, has."""

    world: World
    counts: dict[_Group, Term] = field(factory=dict)

    def count(self, agg: core.Agg) -> Term:
        """How many records there are of which something is said."""
        key = (agg.over, agg.where, agg.within)
        if key not in self.counts:
            t = self.world.terms
            self.counts[key] = made = t.whole(f"{agg.over.alias}.count")
            self.world.laws.append(t.compare("ge", made, 0))
            whole = self.count(core.Agg("count", agg.over, span=agg.span)) if agg.where or agg.within else None
            if whole is not None:
                self.world.laws.append(t.compare("le", made, whole))
            elif isinstance(agg.over.high, int):
                self.world.laws.append(t.compare("le", made, agg.over.high))
        return self.counts[key]

    def value(self, agg: core.Agg, bounds: Any) -> Val:
        t, laws = self.world.terms, self.world.laws
        of = self.count(agg)
        none = t.same(of, 0)
        if agg.op == "all":
            found = t.truth("all")
            laws.append(t.either(t.negate(none), found))
            return Val(found if bounds is MAYBE else bounds)
        if agg.op == "count" and agg.body is None:
            return Val(of)
        if not isinstance(bounds, int | Fraction | Interval):
            raise Outside("Agg of levels or days")
        number = t.whole("count") if agg.op == "count" else t.real(agg.op)
        laws += [t.compare(op, number, end) for op, end in zip(("ge", "le"), iv.bounds(bounds), strict=True) if abs(end) != inf]
        if agg.op == "count":
            laws.append(t.compare("le", number, of))
        if agg.op == "sum":
            laws.append(t.either(t.negate(none), t.same(number, 0)))
        return Val(number, self.absent(agg, none))

    def absent(self, agg: core.Agg, none: Term) -> Term:
        """Whether there is no value: of no records, and perhaps where all that is asked of them is 无."""
        if agg.op in ("count", "sum"):
            return False
        if agg.op == "share" or agg.body is None or all(_always(x) for x in core.walk(agg.body)):
            return none
        made = self.world.terms.truth("absent")
        self.world.laws.append(self.world.terms.either(self.world.terms.negate(none), made))
        return made


def _always(node: core.Expr) -> bool:
    """Whether nothing in an expression may be 无."""
    return not (isinstance(node, core.Ref) or (isinstance(node, core.Fact) and node.field.optional))
