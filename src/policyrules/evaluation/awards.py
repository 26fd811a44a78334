"""What parts give: the branch of an award that is taken, the sum of a group, and caps.

`interpret` makes results with these, and `points` asks for nothing but the number, where all that a part reads is known.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import Any

from policyrules.language import core
from policyrules.language.meaning import Env, evaluate
from policyrules.language.values import MAYBE, Number, exact, less, total
from policyrules.result import Holds

_COMBINE: dict[str, Callable[[Sequence[Number]], Number]] = {"sum": total, "max": max, "min": min}


def taken(body: core.Choose, env: Env, excused: bool) -> tuple[core.Expr, Holds, bool]:
    """The branch of an award that is taken, the whole award while that is unknown; whether its first condition holds; and whether
    an accepted exception, which gives the branch of the first condition that does not hold, had to be called upon."""
    for condition, then in body.cases:
        holds = evaluate(condition, env)
        if holds is False and not excused:
            continue
        first: Holds = False if condition is not body.cases[0][0] else None if holds is MAYBE else holds
        if holds is True:
            return then, first, False
        return (then, first, True) if excused else (body, first, False)
    return body.otherwise, False, False


def deducts(body: core.Choose) -> bool:
    """Whether an award begins with a deduction."""
    return core.as_deducted(body.cases[0][1]) is not None


def spared(body: core.Choose) -> core.Expr:
    """What an award that begins with a deduction gives under an accepted exception: nothing is taken, and the first 得 is given."""
    nothing = core.Lit(0, span=body.span)
    kept: list[tuple[core.Expr, core.Expr]] = []
    for condition, then in body.cases:
        if core.as_deducted(then) is None:
            return core.Choose(tuple(kept), then, span=body.span)
        kept.append((condition, nothing))
    rest = body.otherwise if core.as_deducted(body.otherwise) is None else nothing
    return core.Choose(tuple(kept), rest, span=body.span)


def combined(part: core.Part, points: Sequence[Number]) -> Number:
    """What a group makes of the points of its parts."""
    return _COMBINE[part.combine](points)


def bonus(part: core.Part, below: Sequence[tuple[core.Part, Number, Number]]) -> tuple[Number, Number]:
    """What a part gives with 附加分 below it, from the parts, their points and how much of those is 附加分: what its caps hold for,
    and what is beyond them."""
    held = [points - extra for rule, points, extra in below if not rule.beyond]
    more = [points if rule.beyond else extra for rule, points, extra in below]
    return exact(combined(part, held)) if held else 0, total(more)


def within(part: core.Part, value: Number) -> bool:
    """Whether the part's own maximum and minimum leave known points as they are."""
    return (part.high is None or not less(part.high, value)) and (part.low is None or not less(value, part.low))


def capped(part: core.Part, low: Any, high: Any, extra: tuple[Number, Number] = (0, 0)) -> tuple[Any, Any, tuple[str, ...]]:
    """Both ends held within the part's own maximum and minimum, and which of them certainly changed the points. What is ``extra``
    is added after that, and only the limits of the whole hold it."""
    low, high, adjusted = _held(part.low, part.high, low, high)
    if part.carries:
        low, high, more = _held(*part.whole, exact(low + extra[0]), exact(high + extra[1]))
        adjusted += more
    return low, high, adjusted


def _held(floor: Any, cap: Any, low: Any, high: Any) -> tuple[Any, Any, tuple[str, ...]]:
    adjusted: tuple[str, ...] = ()
    if cap is not None and high > cap:
        low, high = min(low, cap), cap
        adjusted = ("capped",) if low == high else ()
    if floor is not None and low < floor:
        low, high = floor, max(high, floor)
        adjusted = (*adjusted, "floored") if low == high else adjusted
    return low, high, adjusted


def points(part: core.Part, env: Env, excused: Container[core.Part]) -> Number:
    """The points of a part where all that it reads is known."""
    return _points(part, env, excused)[0]


def _points(part: core.Part, env: Env, excused: Container[core.Part]) -> tuple[Number, Number]:
    """The points, and how much of them is 附加分 of parts below."""
    if part.guard is not None and evaluate(part.guard, env) is False:
        return 0, 0
    if not isinstance(part.body, tuple):
        found = evaluate(_branch(part.body, env, part in excused), env)
        return (found if within(part, found) else capped(part, found, found)[0]), 0
    below = [(p, *_points(p, env, excused)) for p in part.body]
    if part.carries:
        found, extra = bonus(part, below)
        return capped(part, found, found, (extra, extra))[0], extra
    found = combined(part, [x for _, x, _ in below])
    return (found if within(part, found) else capped(part, found, found)[0]), 0


def _branch(body: core.Expr, env: Env, excused: bool) -> core.Expr:
    """What of an award is worked out."""
    if type(body) is not core.Choose or body.table:
        return body
    if deducts(body):
        return spared(body) if excused else body
    return taken(body, env, excused)[0]


def counted(vetoes: Sequence[core.Effect], env: Env) -> Any:
    """What vetoes make the total count as where all that they read is known; None where nothing."""
    return min((v.total for v in vetoes if v.total is not None and evaluate(v.condition, env) is True), default=None)
