"""What a quantity can be, cut where constants stand: in one cell every comparison with these has one answer.

So a formula that compares quantities with constants, and nothing else, is decided by one value of each cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, inf
from typing import Any

from attrs import frozen

from policyrules.analysis.facts import ANY_TEXT
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.values import MAYBE, NOTHING, Dates, Interval, Number, OneOf, exact, known


@frozen(eq=False)
class Cell:
    """``point`` stands for all of a cell in comparisons with constants; ``hull`` holds all of it, for arithmetic."""

    point: Any
    hull: Any


@frozen
class Grid:
    """What values a number takes: every one (``step`` 0), or ``origin`` and whole steps from there. ``above`` and ``below``: the
    ends of its range are left out."""

    step: Number = 0
    origin: Number = 0
    above: bool = False
    below: bool = False


WHOLE = Grid(1)


def grid_of(fact: core.Field) -> Grid:
    """The values that a numeric fact takes."""
    step: Number = 1 if isinstance(fact.type, core.Quantity) and fact.type.whole else 0
    origin: Number = 0
    if fact.step is not None:
        step, origin = fact.step, fact.low if isinstance(fact.low, int | Fraction) else 0
    return Grid(step, origin, fact.above, fact.below)


def cells(value: Any, marks: Iterable[Any], grid: Grid = Grid()) -> list[Cell]:
    """The cells of a value that is not known, in order; of a known one, itself."""
    match value:
        case Interval():
            found = _numbers(*iv.bounds(value), _of(marks, int, Fraction), grid)
        case Dates(low, high):
            ends = low.toordinal() if low else -inf, high.toordinal() if high else inf
            whole = Grid(1, 0, grid.above, grid.below)
            found = [_days(c) for c in _numbers(*ends, [d.toordinal() for d in _of(marks, date)], whole)]
        case OneOf(None):
            return [Cell(v, v) for v in (*dict.fromkeys(_of(marks, str)), ANY_TEXT)]
        case OneOf(values):
            assert values is not None
            there: list[Any] = [v for v in values if v is not NOTHING]
            return [Cell(v, v) for v in sorted(there)] + _nothing(NOTHING in values)
        case _ if value is MAYBE:
            return [Cell(False, False), Cell(True, True)]
        case _:
            return [Cell(value, value)] if known(value) else []
    return found + _nothing(value.absent)


def _of(marks: Iterable[Any], *kinds: type) -> list[Any]:
    return [m for m in marks if isinstance(m, kinds) and not isinstance(m, bool)]


def _nothing(may_be: bool) -> list[Cell]:
    return [Cell(NOTHING, NOTHING)] if may_be else []


def _days(cell: Cell) -> Cell:
    low, high = (None if abs(n) == inf else _day(n) for n in iv.bounds(cell.hull))
    return Cell(_day(cell.point), low if low == high and low else Dates(low, high))


def _day(number: int) -> date:
    return date.fromordinal(max(1, min(number, date.max.toordinal())))


# ---------------------------------------------------------------- numbers


def _numbers(low: Any, high: Any, marks: Iterable[Number], grid: Grid) -> list[Cell]:
    """Each mark, and each stretch between two, as far as the number can be there."""
    inside = sorted({m for m in marks if low <= m <= high})
    ends: list[Any] = [low, *inside, high]
    found: list[Cell] = []
    for n, (a, b) in enumerate(pairwise(ends)):
        first, last = n == 0, n == len(ends) - 2
        closed = (first and not grid.above and a != -inf, last and not grid.below and b != inf)
        if first and inside and inside[0] == low:
            closed = (False, closed[1])
        if last and inside and inside[-1] == high:
            closed = (closed[0], False)
        point = _between(a, b, closed, grid)
        if point is not None:
            found.append(Cell(point, _hull(point, a, b, closed[1], grid)))
        if not last and _taken(b, grid) and not (grid.above and b == low) and not (grid.below and b == high):
            found.append(Cell(b, b))
    return found


def _hull(point: Number, a: Any, b: Any, closed: bool, grid: Grid) -> Any:
    """A stretch from its first value, where it has one, to its last."""
    if not grid.step:
        return iv.interval(a, b)
    last = b if b == inf else _next(b, grid, up=False)
    if last == b and not closed and b != inf:
        last = exact(last - grid.step)
    return iv.interval(a if a == -inf else point, last)


def _next(end: Number, grid: Grid, *, up: bool) -> Number:
    """The first value of a grid from an end on, the end itself among them."""
    steps = Fraction(end - grid.origin) / grid.step
    return exact(grid.origin + (ceil(steps) if up else floor(steps)) * grid.step)


def _taken(value: Number, grid: Grid) -> bool:
    return not grid.step or (Fraction(value - grid.origin) / grid.step).denominator == 1


def _between(a: Any, b: Any, closed: tuple[bool, bool], grid: Grid) -> Number | None:
    """A value between two ends, one with few digits; None where there is none. ``closed``: whether each end itself will do."""
    if a > b or (a == b and closed != (True, True)):
        return None
    if a == b:
        only: Number = a
        return only if _taken(only, grid) else None
    if grid.step:
        return _stepped(a, b, closed, grid)
    if a == -inf and b == inf:
        return 0
    if a == -inf or b == inf:
        near: Number = ceil(b) - 1 if a == -inf else floor(a) + 1
        return near
    middle, places = Fraction(a + b) / 2, 0
    while True:
        scale = 10**places
        near = exact(Fraction(round(middle * scale), scale))
        if a < near < b:
            return near
        places += 1


def _stepped(a: Any, b: Any, closed: tuple[bool, bool], grid: Grid) -> Number | None:
    if a == -inf and b == inf:
        return grid.origin
    if a == -inf:
        value = _next(b, grid, up=False)
        return value if value != b or closed[1] else exact(value - grid.step)
    value = _next(a, grid, up=True)
    if value == a and not closed[0]:
        value = exact(value + grid.step)
    return value if value < b or (value == b and closed[1]) else None
