"""What parts give: the branch of an award that is taken, the sum of a group, and caps.

`interpret` makes results with these, and `points` asks for nothing but the number, where all that a part reads is known.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import Any

from policyrules.language import core
from policyrules.language.meaning import Env, evaluate
from policyrules.language.values import MAYBE, Number, less, total
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


def combined(part: core.Part, points: Sequence[Number]) -> Number:
    """What a group makes of the points of its parts."""
    return _COMBINE[part.combine](points)


def within(part: core.Part, value: Number) -> bool:
    """Whether the part's own maximum and minimum leave known points as they are."""
    return (part.high is None or not less(part.high, value)) and (part.low is None or not less(value, part.low))


def capped(part: core.Part, low: Any, high: Any) -> tuple[Any, Any, tuple[str, ...]]:
    """Both ends held within the part's own maximum and minimum, and which of them certainly changed the points."""
    adjusted: tuple[str, ...] = ()
    cap, floor = part.high, part.low
    if cap is not None and high > cap:
        low, high = min(low, cap), cap
        adjusted = ("capped",) if low == high else ()
    if floor is not None and low < floor:
        low, high = floor, max(high, floor)
        adjusted = (*adjusted, "floored") if low == high else adjusted
    return low, high, adjusted


def points(part: core.Part, env: Env, excused: Container[core.Part]) -> Number:
    """The points of a part where all that it reads is known."""
    if part.guard is not None and evaluate(part.guard, env) is False:
        return 0
    if isinstance(part.body, tuple):
        found = combined(part, [points(p, env, excused) for p in part.body])
    else:
        branch = taken(part.body, env, part in excused)[0] if type(part.body) is core.Choose else part.body
        found = evaluate(branch, env)
    return found if within(part, found) else capped(part, found, found)[0]
