"""Conditions and amounts over lists: every record, some of them, their share, their number, in every period, in a window."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve

from policyrules.diagnostics import list_bounds as b
from policyrules.diagnostics import list_periods as p
from policyrules.diagnostics import lists as d
from policyrules.diagnostics import units as u
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.resolved import about
from policyrules.language.units import COUNT, UNITS, Unit, unit
from policyrules.passes.check.types import Typed, dimension, unit_name
from policyrules.source import Span

if TYPE_CHECKING:
    from policyrules.passes.check.expressions import Expressions

_PARTS = {"every year": 1, "every quarter": 4, "every month": 12}
_SPREAD = ("max", "min", "mean")
_SUMMARIES: dict[str, core.AggOp] = {"summed": "sum", "largest": "max", "smallest": "min", "average": "mean"}


class Listed:
    """A list as a rule names it: which records count, and the checker of what is said about one of them."""

    def __init__(self, place: Expressions, field: core.Field, node: s.Records) -> None:
        self.place = place
        self.field = field
        self.node = node
        self.where: core.Expr | None = None
        self.within: core.Stretch | None = None

    def agg(self, op: core.AggOp, body: core.Expr | None = None, within: core.Stretch | None = None, **more: Any) -> core.Agg:
        return core.Agg(op, self.field, body, self.where, within or self.within, span=self.node.span, **more)

    @property
    def span(self) -> Span:
        """The list as it is written, without what is said of it."""
        first = self.node.steps[0].span
        return (self.node.window.span if self.node.window else first).to(first)

    def some(self, within: core.Stretch | None = None) -> core.Expr:
        """That there is a record at all."""
        return core.some(self.agg("count", within=within, unit=UNITS["个"]), self.span)


def listed(place: Expressions, node: s.Records) -> tuple[Listed, s.Name | None] | None:
    """The list that is named, and the name of a field of its records where one follows."""
    first, *rest = node.steps
    field = place.fields.get(first.name.text)
    if field is None or not isinstance(field.type, core.Records):
        return None  # that was told
    inner = {f.name: f for f in field.type.fields}
    if rest and isinstance(getattr(inner.get(rest[0].name.text), "type", None), core.Records):
        place.tell(d.ListWithinList(span=rest[0].name.span, outer=field.name, found=rest[0].name.text))
        return None
    if len(rest) > 1 or (rest and rest[0].where is not None):
        return None  # told as no list
    if rest and rest[0].name.text not in inner:
        return None  # told as unknown
    found = Listed(place.inside(field), field, node)
    if first.where is not None:
        found.where = found.place.condition(first.where)
        if found.where is None:
            return None
        found.place = found.place.within(found.where)
    if node.window is not None:
        found.within = _window(place, field, node.window)
        if found.within is None:
            return None
    return found, rest[0].name if rest else None


def most_records(place: Expressions, node: s.Bound) -> int | None:
    """How many records a list can have at most."""
    done = place.constant(node.value, core.Quantity(UNITS["个"], whole=True))
    op = place._operator(node.span, node.word)
    if done is None:
        return None
    least = done[0] - 1 if op == "lt" else done[0]
    if op not in ("le", "lt") or not isinstance(least, int) or least < 1:
        place.tell(b.ListBound(span=node.span, found=node.span.text))
        return None
    return least


def bare(place: Expressions, node: s.Records) -> Listed | None:
    """A list of which no field is named."""
    done = listed(place, node)
    if done is None:
        return None
    found, name = done
    if name is not None:
        place.tell(d.NotAList(span=name.span, found=name.text))
        return None
    return found


# ---------------------------------------------------------------- numbers of records and what they come to


def records(place: Expressions, node: s.Records, want: core.Type | None) -> Typed | None:
    """A list where a value has to stand."""
    done = listed(place, node)
    if done is not None:
        place.tell(d.ListOutOfPlace(span=node.span, found=node.span.text, asked="field" if done[1] else "list"))
    return None


def count(place: Expressions, node: s.Count, want: core.Type | None) -> Typed | None:
    found = bare(place, node.records)
    if found is None:
        return None
    unit = UNITS["个" if node.word == "count" else "次"]
    return Typed(evolve(found.agg("count", unit=unit), span=node.span), core.Quantity(unit, whole=True))


def summary(place: Expressions, node: s.Summary, want: core.Type | None) -> Typed | None:
    """合计 of no records is 0; the largest, smallest and mean of none are 无."""
    done = listed(place, node.records)
    if done is None:
        return None
    found, name = done
    if name is None:
        place.tell(d.FieldNeeded(span=node.records.span, found=node.records.span.text))
        return None
    body = found.place.quantity(s.Path((name,), span=name.span))
    if body is None:
        return None
    agg = evolve(found.agg(_SUMMARIES[node.word], body.expr, unit=body.quantity.unit), span=node.span)
    kind = evolve(body.quantity, whole=body.quantity.whole and node.word != "average")
    return Typed(agg, kind, optional=node.word != "summed" and not place.excuse(found.some()))


def compared(place: Expressions, test: core.Cmp) -> core.Expr:
    """A comparison with the largest, smallest or mean of records: where there are none, what 没有时 says it is."""
    sides = (x for x in (test.left, test.right) if isinstance(x, core.Agg) and x.op in _SPREAD)
    agg = next(sides, None)
    if agg is None or place.nested or place.empty not in ("taken as met", "taken as unmet"):
        return test
    count = evolve(agg, op="count", body=None, unit=UNITS["个"])
    return core.unless_none(core.some(count, agg.span), test, place.empty == "taken as met", test.span)


def share(place: Expressions, node: s.Share, want: core.Type | None) -> Typed | None:
    found = bare(place, node.records)
    if found is None:
        return None
    condition = found.place.condition(node.condition)
    if condition is None:
        return None
    if node.word == "count":
        unit = UNITS["个"]
        both = condition if found.where is None else core.Logic("and", (found.where, condition), span=node.span)
        return Typed(evolve(found.agg("count", unit=unit), where=both, span=node.span), core.Quantity(unit, whole=True))
    agg = evolve(found.agg("share", condition), span=node.span)
    if place.nested:
        return Typed(agg, core.Quantity(ratio=True), optional=True)
    if not place.asks(node.span):
        return None
    if place.excuse(found.some()):
        return Typed(agg, core.Quantity(ratio=True))
    none = 1 if place.empty == "taken as met" else 0
    return Typed(core.unless_none(found.some(), agg, none, node.span), core.Quantity(ratio=True))


# ---------------------------------------------------------------- conditions


def each(place: Expressions, node: s.Each, want: core.Type | None) -> Typed | None:
    """每个: true in logic where there are no records; outside of records 没有时 says what it is then."""
    if node.records is not None:
        found, condition = bare(place, node.records), node.condition
    else:
        about_, _ = about(node)
        done = listed(place, about_)
        if done is None:
            return None
        found, name = done
        if name is None:
            place.tell(d.FieldNeeded(span=about_.span, found=about_.span.text))
            return None
        condition = _leading(node.condition, s.Path((name,), span=name.span))
    if found is None:
        return None
    body = found.place.condition(condition)
    if body is None:
        return None
    agg: core.Expr = evolve(found.agg("all", body), span=node.span)
    if place.nested:
        return Typed(agg, core.Bool())
    if not place.asks(node.span):
        return None
    if place.excuse(found.some()):
        return Typed(agg, core.Bool())
    return Typed(core.unless_none(found.some(), agg, place.empty == "taken as met", node.span), core.Bool())


def some(place: Expressions, node: s.Some, want: core.Type | None) -> Typed | None:
    found = bare(place, node.records)
    if found is None:
        return None
    condition = found.place.condition(node.condition)
    need = place.constant(node.least)
    if condition is None or need is None:
        return None
    both = condition if found.where is None else core.Logic("and", (found.where, condition), span=node.span)
    agg = evolve(found.agg("count", unit=need[1].unit or UNITS["个"]), where=both)
    if dimension(need[1]) != COUNT:
        place.tell(u.UnitMismatch(span=node.least.span, left=unit_name(core.Quantity(UNITS["个"])), right=unit_name(need[1])))
        return None
    if not isinstance(need[0], int) or need[0] < 1:
        place.tell(b.CountNeeded(span=node.least.span, found=node.least.span.text))
        return None
    least = core.Lit(need[0], agg.unit, span=node.least.span)
    return Typed(core.Cmp("ge", "at least", agg, least, span=node.span), core.Bool())


def every(place: Expressions, node: s.Every, want: core.Type | None) -> Typed | None:
    """每季度: the comparison, for the records of each part of the assessment period."""
    about_, others = about(node)
    if place.year is None:
        place.tell(p.NoAssessmentPeriod(span=node.span, found=node.span.text))
        return None
    found = bare(place, about_)
    if found is None:
        return None
    if not others:
        place.tell(d.ListOutOfPlace(span=about_.span, found=about_.span.text, asked="period"))
        return None
    if found.within is not None:
        place.tell(p.WindowInPeriod(span=about_.span))
        return None
    by = _dated(place, found.field, node.by, node.span)
    if by is None:
        return None
    parts, tests, counted = _PARTS[node.word], list[core.Expr](), _counted_in(node.condition)
    for part in range(1, parts + 1):
        stretch = core.Stretch(by, part, parts, place.year, span=node.span)
        amount = found.agg("count", within=stretch, unit=counted)
        done = place.condition(_leading(node.condition, Typed(amount, core.Quantity(counted, whole=True))))
        if done is None:
            return None
        tests.append(done)
    return Typed(tests[0] if parts == 1 else core.Logic("and", tuple(tests), span=node.span), core.Bool())


def _counted_in(condition: s.Expr) -> Unit:
    """What records are counted in: the unit they are compared in, else 次."""
    match condition:
        case s.Compare(right=right) | s.PostCompare(right=right) | s.Between(low=right) | s.Among(values=(right, *_)):
            if isinstance(right, s.Number) and right.unit and unit(right.unit.text).dimension == COUNT:
                return unit(right.unit.text)
    return UNITS["次"]


def _leading(condition: s.Expr, first: s.Expr | Typed) -> Any:
    """The comparison with another first operand, which may have been checked already."""
    match condition:
        case s.Compare() | s.PostCompare():
            return evolve(condition, left=first)  # type: ignore[arg-type]
        case s.Between() | s.Among():
            return evolve(condition, operand=first)  # type: ignore[arg-type]
    return first


# ---------------------------------------------------------------- dates


def _dated(place: Expressions, field: core.Field, by: s.Name | None, span: Any) -> core.Field | None:
    """The date by which records belong to a period: the only one they have, or the one that is named."""
    assert isinstance(field.type, core.Records)
    days = {f.name: f for f in field.type.fields if isinstance(f.type, core.Day)}
    if by is not None:
        if by.text not in days:
            place.tell(p.NoSuchDate(span=by.span, found=by.text, list=field.name, known="、".join(days)))
        return days.get(by.text)
    if len(days) != 1:
        place.tell(p.DateNeeded(span=span, list=field.name, known="、".join(days)))
        return None
    return next(iter(days.values()))


def _window(place: Expressions, field: core.Field, node: s.Window) -> core.Stretch | None:
    by = _dated(place, field, node.by, node.span)
    length = place.constant(node.length)
    if by is None or length is None:
        return None
    unit = length[1].unit
    base = unit.dimension[0][0] if unit and len(unit.dimension) == 1 else ""
    value = Fraction(length[0]) * (unit.scale if unit else 1) / (24 if base == "time" else 1)
    if base not in ("calendar", "time") or value != int(value) or value <= 0:
        place.tell(p.BadWindow(span=node.length.span, found=node.length.span.text))
        return None
    kind: Literal["months", "days"] = "months" if base == "calendar" else "days"
    return core.Stretch(by, int(value), unit=kind, span=node.span)


RULES: dict[type, Callable[[Expressions, Any, core.Type | None], Typed | None]] = {
    s.Records: records,
    s.Count: count,
    s.Summary: summary,
    s.Share: share,
    s.Each: each,
    s.Some: some,
    s.Every: every,
}
