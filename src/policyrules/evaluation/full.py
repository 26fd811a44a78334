"""Full marks that apply: those declared, less the parts that do not apply and are not counted in them (不计入满分)."""

from __future__ import annotations

from typing import Any

from policyrules.language.env import Env
from policyrules.language.meaning import evaluate
from policyrules.language.values import MAYBE
from policyrules.result import Ends, PartResult


def full_marks(root: PartResult, env: Env) -> Ends:
    """What the full marks lie between; both None where none are declared and none add up."""
    most = root.rule.points
    if most is None:
        return None, None
    least, greatest = _less(root, env)
    return most - greatest, most - least


def _less(part: PartResult, env: Env) -> tuple[Any, Any]:
    """By how much full marks are less for a part and those below it."""
    rule = part.rule
    most = rule.points
    if most is None or most <= 0 or rule.beyond:
        return 0, 0
    applies = True if rule.guard is None else evaluate(rule.guard, env)
    own = most if rule.apart else 0
    if applies is False:
        return own, own
    low = high = 0
    if rule.combine == "sum" and part.parts:
        ends = [_less(p, env) for p in part.parts]
        room = sum(p.rule.points or 0 for p in part.parts if not p.rule.beyond) - most  # what the maximum cuts off anyway
        low, high = (min(most, max(0, sum(end[n] for end in ends) - max(0, room))) for n in (0, 1))
    return (min(low, own), max(high, own)) if applies is MAYBE else (low, high)
