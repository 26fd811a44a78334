"""按 … 分档: rows tried in order, proved to leave nothing out and to be reached, each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import reduce
from itertools import pairwise, product
from math import ceil, floor, inf, prod
from operator import and_
from typing import Any

from attrs import evolve, frozen

from policyrules.diagnostics import awards as d
from policyrules.diagnostics import check as c
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language import surface as s
from policyrules.language.values import MAYBE, NOTHING, Dates, Interval, OneOf, decimal_text, exact, known
from policyrules.passes.check.expressions import Expressions
from policyrules.passes.check.types import Typed
from policyrules.source import Span

MOST_ROWS = 200
"""A longer table is not proved to leave nothing out, so it needs 其余."""
MOST_CELLS = 100_000
"""The most combinations of what several quantities can be that are looked at."""
_DAY = timedelta(days=1)


@frozen(eq=False)
class _Row:
    """A checked row: the comparisons of each quantity (none for 其余) and its points."""

    node: s.Row
    tests: tuple[tuple[core.Cmp, ...], ...]
    points: core.Expr


def banded(place: Expressions, node: s.Banded) -> core.Expr | None:
    """The points of a table: those of the first row whose tests all hold."""
    columns = [place.expr(q) for q in node.quantities]
    if any(x is None or x.type is None for x in columns):
        return None
    rows = [_row(place, node, row) for row in node.rows]
    there = [x for row in rows if row is not None for x in row]
    if None in rows or not there:
        return None
    if not _proved(place, node, [x for x in columns if x is not None], there):
        return None
    *rest, last = there
    cases = tuple((_condition(row), _spanned(row)) for row in rest)
    return core.Choose(cases, _spanned(last), table=True, span=node.span) if cases else _spanned(last)


def _spanned(row: _Row) -> core.Expr:
    """The points of a row, standing where its tests do, by which the row is told."""
    return evolve(row.points, span=_told(row))


def _told(row: _Row) -> Span:
    tests, whole = row.node.tests, row.node.span
    return tests[0].span.to(tests[-1].span) if tests else evolve(whole, end=row.node.points[0].span.start)


def _condition(row: _Row) -> core.Expr:
    tests = tuple(test for tests in row.tests for test in tests)
    return tests[0] if len(tests) == 1 else core.Logic("and", tests, span=_told(row))


# ---------------------------------------------------------------- rows


def _row(place: Expressions, table: s.Banded, node: s.Row) -> list[_Row] | None:
    """The row, or with columns one for each of them."""
    points = [place.points(x) for x in node.points]
    asked = table.quantities[:-1] if table.columns else table.quantities
    if node.tests and len(node.tests) != len(asked):
        place.tell(d.RowWidth(span=node.tests[0].span.to(node.tests[-1].span), tests=len(node.tests), columns=len(asked)))
        return None
    if len(node.points) != max(len(table.columns), 1):
        span = node.points[0].span.to(node.points[-1].span)
        place.tell(d.RowPoints(span=span, found=len(node.points), wanted=max(len(table.columns), 1)))
        return None
    tests = [_tests(place, quantity, test) for quantity, test in zip(asked, node.tests, strict=False)]
    columns = [() if c is None else _tests(place, table.quantities[-1], c) for c in table.columns]
    own = tuple(t for t in tests if t is not None)
    given = [p for p in points if p is not None]
    if len(own) < len(tests) or len(given) < len(points) or None in columns:
        return None
    if not columns:
        return [_Row(node, own, given[0])]
    own = own or ((),) * len(asked)
    return [_Row(node, (*own, c), p) for c, p in zip(columns, given, strict=True) if c is not None]


def _tests(place: Expressions, quantity: s.Expr, node: s.Mark | s.Stretch) -> tuple[core.Cmp, ...] | None:
    """The comparisons that one test of a row stands for."""
    marks: tuple[s.Mark, ...]
    match node:
        case s.Mark():
            marks = (node,)
        case s.Stretch(s.Mark() as low, s.Mark() as high):
            marks = (evolve(low, value=_in_unit(low.value, high.value)), high)
        case s.Stretch(low, high):
            assert not isinstance(low, s.Mark)
            assert not isinstance(high, s.Mark)
            ends = (("no fewer than", _in_unit(low, high)), ("not exceeding", high))
            marks = tuple(s.Mark(word, end, span=node.span) for word, end in ends)
    done: list[core.Cmp] = []
    for mark in marks:
        test = _comparison(place, quantity, mark)
        if test is None:  # what is wrong with one end mostly is with the other
            return None
        done.append(test)
    return tuple(done)


def _comparison(place: Expressions, quantity: s.Expr, mark: s.Mark) -> core.Cmp | None:
    done = place._comparison(mark.span, quantity, mark.word or "is", mark.value)
    if done is None:
        return None
    assert isinstance(done.expr, core.Cmp)
    if not known(place.static(done.expr.right)):
        place.tell(c.NotConstant(span=mark.value.span, found=mark.value.span.text))
        return None
    return done.expr


def _in_unit(low: s.Expr, high: s.Expr) -> s.Expr:
    """The low end of a stretch, in the unit of the high one where it has none of its own (2 至 3种)."""
    if isinstance(low, s.Number) and isinstance(high, s.Number) and low.unit is None and not low.text.endswith("%"):
        return evolve(low, unit=high.unit)
    return low


# ---------------------------------------------------------------- proofs


def _proved(place: Expressions, node: s.Banded, columns: Sequence[Typed], rows: Sequence[_Row]) -> bool:
    """Whether some row always applies and each can; what a quantity can be is stood for by its ends, the marks it is compared
    with, and a value between any two of them."""
    rest = next((n for n, row in enumerate(rows) if not any(row.tests)), None)
    cells = (
        None
        if len(rows) > MOST_ROWS
        else [_cells(place, x, [r.tests[n] if r.tests else () for r in rows]) for n, x in enumerate(columns)]
    )
    if cells is None or prod(map(len, cells)) > MOST_CELLS:
        if rest is None:
            place.tell(d.RowsLeaveGap(span=node.span))
        return rest is not None
    reached, gap = 0, None
    for cell in product(*(x.items() for x in cells)):
        hold = reduce(and_, (mask for mask, _ in cell))
        reached |= hold & -hold  # the lowest bit: the first row that holds
        gap = gap or (None if hold else tuple(value for _, value in cell))
    if gap is not None:
        found = "、".join(f"{x.span.text} {_shown(x, v)}" for x, v in zip(columns, gap, strict=True))
        place.tell(d.RowsLeaveGap(span=node.span, found=found))
    missed = [row for n, row in enumerate(rows) if not reached >> n & 1 and n != rest]
    missed += [row for row in rows[rest + 1 :] if row not in missed] if rest is not None else []
    for row in missed:
        place.tell(d.RowNotReached(span=row.node.span, found=row.node.span.text.strip()))
    return gap is None and not missed


def _cells(place: Expressions, column: Typed, tests: Sequence[tuple[core.Cmp, ...]]) -> dict[int, Any]:
    """What a quantity can be, as far as the rows tell it apart: the rows that hold, as bits, and a value for which they do."""
    compared = [[(x.op, place.static(x.right)) for x in row] for row in tests]
    found: dict[int, Any] = {}
    for value in _values(place, column, {mark for row in compared for _, mark in row}):
        hold = sum(1 << n for n, row in enumerate(compared) if all(iv.compare(op, value, mark) is True for op, mark in row))
        found.setdefault(hold, value)
    return found


def _values(place: Expressions, column: Typed, marks: set[Any]) -> Iterator[Any]:
    """Values that stand for all that a quantity can be. There may be some too many, never one too few."""
    value = place.static(column.expr)
    fact = column.expr.field if isinstance(column.expr, core.Fact) else None
    match value:
        case OneOf(None):
            yield from (*sorted(m for m in marks if isinstance(m, str)), "…")
        case OneOf(values):
            yield from (v for v in sorted(values or (), key=str) if v is not NOTHING)
        case Interval():
            whole = fact is not None and isinstance(fact.type, core.Quantity) and fact.type.whole
            yield from (v for v in _numbers(*iv.bounds(value), _of(marks, int, Fraction), whole) if _allowed(fact, v))
        case Dates(low, high):
            yield from (v for v in _days(low or date.min, high or date.max, _of(marks, date)) if _allowed(fact, v))
        case _ if value is MAYBE:
            yield from (True, False)
        case _ if value is not NOTHING:
            yield value
    if column.optional:
        yield NOTHING


def _of(marks: Iterable[Any], *kinds: type) -> list[Any]:
    return [m for m in marks if isinstance(m, kinds) and not isinstance(m, bool)]


def _numbers(low: Any, high: Any, marks: list[Any], whole: bool) -> list[Any]:
    ends = sorted({m for m in (*marks, low, high) if abs(m) != inf and low <= m <= high} or {0})
    found = [*ends, *(Fraction(a + b) / 2 for a, b in pairwise(ends))]
    found += ([ends[0] - 1] if low == -inf else []) + ([ends[-1] + 1] if high == inf else [])
    if whole:
        found = [n for x in found for n in (floor(x), ceil(x), *((floor(x) - 1, ceil(x) + 1) if x in ends else ()))]
    return sorted({exact(x) for x in found if low <= x <= high})


def _days(low: date, high: date, marks: list[date]) -> list[date]:
    near = {m + n * _DAY for m in marks for n in (-1, 0, 1) if date.min + _DAY <= m <= date.max - _DAY}
    return sorted(x for x in {*near, *marks, low, high} if low <= x <= high)


def _allowed(fact: core.Field | None, value: Any) -> bool:
    return fact is None or not ((fact.above and value == fact.low) or (fact.below and value == fact.high))


def _shown(column: Typed, value: Any) -> str:
    """A value in a message."""
    match column.type:
        case _ if value is NOTHING:
            return "无"
        case core.Quantity(unit, _, ratio):
            return decimal_text(value * 100) + "%" if ratio else decimal_text(value) + (unit.symbol if unit else "")
        case core.Levels(names):
            return str(names[value])
        case core.Bool():
            return "是" if value else "否"
    return str(value)
