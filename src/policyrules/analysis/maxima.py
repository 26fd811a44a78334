"""Full marks: do the points of the items come to them, and can anybody?"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from policyrules.analysis.model import Claim
from policyrules.analysis.reach import Reach
from policyrules.analysis.worth import Worth
from policyrules.diagnostics.grades import FullMarksOutOfReach
from policyrules.evaluation.awards import combined
from policyrules.language import core
from policyrules.language.values import Number, decimal_text, exact


def maxima(reach: Reach) -> Iterator[Claim]:
    """Claims about the full marks of a scorecard."""
    card = reach.card.card
    full, paper = card.root.points, promised(card.root, Worth(reach.card.values, reach.blank, {}))
    if full is None or paper is None:
        return
    high = reach.points(card.root).hull.high
    if high != inf and high < min(full, paper):
        numbers = {"full": decimal_text(full), "most": decimal_text(high)}
        problem = FullMarksOutOfReach(span=card.span, label=card.name, full=numbers["full"], most=numbers["most"])
        yield Claim("full_marks", card.id, "refuted", problem.message("zh"), problem.message("en"), (), problem)
    elif _sum(card.root) == full:
        zh = f"“{card.name}”的分值：各项之和正好是满分 {decimal_text(full)} 分"
        yield Claim(
            "full_marks",
            card.id,
            "proved",
            zh,
            f"points of `{card.name}`: the items add up to the full marks, {decimal_text(full)}",
        )


def promised(part: core.Part, worth: Worth) -> Number | None:
    """What a part can give by the points that are written, whatever the conditions, 附加分 left out; None where there is no end."""
    if isinstance(part.body, tuple):
        below = [promised(p, worth) for p in part.body if not p.beyond]
        if None in below or not below:
            return None
        most = combined(part, [x for x in below if x is not None])
    else:
        body = part.body
        branches = [*(then for _, then in body.cases), body.otherwise] if isinstance(body, core.Choose) else [body]
        highs = [found.hull.high for e in branches if not (found := worth.number(e)).empty]
        if not highs or inf in highs:
            return part.high
        most = max(highs)
    return exact(most if part.high is None else min(most, part.high))


def _sum(root: core.Part) -> Number | None:
    below = [p.points for p in root.body if not p.beyond] if isinstance(root.body, tuple) else []
    if root.combine != "sum" or not below or None in below:
        return None
    return exact(sum(x for x in below if x is not None))
