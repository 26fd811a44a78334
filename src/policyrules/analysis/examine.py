"""Every analysis, in order.

An analysis is a function that takes the lowered form and yields claims. It has a row here and a file of its own, keeps to a budget
of work, and says so (state "open") where that is used up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from weakref import WeakKeyDictionary

from policyrules.analysis.bounds import bounds
from policyrules.analysis.grades import scorecards
from policyrules.analysis.loosening import loosening
from policyrules.analysis.matters import matters
from policyrules.analysis.met import met
from policyrules.analysis.model import Claim
from policyrules.analysis.monotone import monotone
from policyrules.analysis.shadowed import shadowed
from policyrules.analysis.tiers import tiers
from policyrules.analysis.unused import unused
from policyrules.language.lowered import Lowered

Analysis = Callable[[Lowered], Iterable[Claim]]

ANALYSES: tuple[Analysis, ...] = (scorecards, tiers, bounds, met, matters, shadowed, loosening, unused, monotone)

_examined: WeakKeyDictionary[Lowered, tuple[Claim, ...]] = WeakKeyDictionary()


def examine(lowered: Lowered) -> tuple[Claim, ...]:
    """What can be shown about the rules of a pack; worked out once for as long as its lowered form lives."""
    found = _examined.get(lowered)
    if found is None:
        found = _examined[lowered] = tuple(claim for analysis in ANALYSES for claim in analysis(lowered))
    return found
