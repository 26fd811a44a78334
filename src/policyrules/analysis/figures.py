"""What grades are decided on, cut at the figures that their rows compare it with, and which rows hold in each piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Any

from attrs import define, evolve, field, frozen

from policyrules.analysis import spread as sp
from policyrules.analysis.reach import Reach
from policyrules.analysis.spread import Run, Spread
from policyrules.analysis.worth import Worth
from policyrules.language import core
from policyrules.language.lowered import LoweredCard
from policyrules.language.values import MAYBE

MOST_TRUTHS = 3000
"""The most pairs of a row and a piece that are looked at."""
_FEW = 32


@frozen(eq=False)
class Piece:
    """A stretch of figures in which no row turns, those of them that come about, and which rows hold there (MAYBE: it hangs on
    something else)."""

    run: Run
    held: Spread
    truths: tuple[Any, ...]


@define(eq=False)
class Figures:
    """The figures of one scorecard with grades. ``key`` is what its rows compare: the total, or one 总计; "" where there are
    several, and nothing is known of how they go together."""

    reach: Reach
    card: LoweredCard
    bands: core.Bands
    key: str = field(init=False)
    scored: dict[str, Spread] = field(init=False)
    figure: Spread = field(init=False)

    def __attrs_post_init__(self) -> None:
        conditions = [r.condition for r in self.bands.rows if r.condition is not None]
        keys = {
            x.key for c in conditions for x in core.walk(c) if isinstance(x, core.Ref) and x.kind == "total" and x.key != "full"
        }
        self.key = "total" if not keys else keys.pop() if len(keys) == 1 else ""
        self.scored = self.everything()
        self.figure = self.scored[self.key or "total"]
        if self.rounding:
            self.figure = self.scored["total"] = sp.rounded(self.figure, *self.rounding)

    @property
    def rounding(self) -> tuple[Any, Any] | None:
        """How the figure is rounded; totals of their own are not."""
        return self.bands.rounding if self.key in ("total", "") else None

    def everything(self) -> dict[str, Spread]:
        """What the total, other totals, full marks and the points of parts can be."""
        root = self.card.card.root
        found: dict[str, Spread] = {"total": self.reach.root}
        if root.points is not None:
            found["full"] = sp.stretch(0, max(0, root.points)) if self.card.apart else sp.single(root.points)
        for part in root.walk():
            if part.id in self.card.parts:
                guarded = any(p.guard is not None for p in (part, *self.card.above(part)))
                own = self.reach.points(part)
                found[f"part {part.id}"] = sp.union((own, sp.single(0))) if guarded else own
        for total in self.card.card.totals:
            found[f"total {total.id}"] = self.worth(found).number(total.expr)
        counts = [sp.single(v.total) for v in self.card.card.vetoes if v.total is not None]
        for key in found if counts else ():
            if key.startswith("total"):
                found[key] = sp.union((found[key], *counts))
        return found

    def worth(self, scored: Mapping[str, Spread]) -> Worth:
        return Worth(self.card.values, self.reach.blank, {}, scored)

    # ------------------------------------------------------------ pieces

    def pieces(self) -> list[Piece] | None:
        """The whole line in pieces; None where there would be too many."""
        marks = sorted({m for row in self.bands.rows if row.condition is not None for m in self.marks(row.condition)})
        if (2 * len(marks) + 1) * len(self.bands.rows) > MOST_TRUTHS:
            return None
        runs: list[Run] = []
        for low, high in pairwise((-inf, *marks, inf)):
            runs += [Run(low, high, True, True), *([Run(high, high)] if high != inf else [])]
        return [piece for run in runs for piece in self.cut(run)]

    def cut(self, run: Run) -> Iterator[Piece]:
        """A stretch; single figures apart where some row is in doubt over them together."""
        whole = self.piece(run)
        if not whole.held.runs and 1 < whole.held.count <= _FEW and MAYBE in whole.truths:
            each = [self.piece(Run(x, x)) for x in whole.held.dots()]
            if any(piece.truths != whole.truths for piece in each):
                yield from each
                return
        yield whole

    def piece(self, run: Run) -> Piece:
        held = self.figure.within(run)
        there = held if not held.empty else Spread(runs=(run,)) if run.low != run.high else sp.single(run.low)
        worth = self.worth({**self.scored, (self.key or "total"): there} if self.key else self.scored)
        return Piece(run, held, tuple(True if r.condition is None else worth.truth(r.condition) for r in self.bands.rows))

    def marks(self, condition: core.Expr) -> Iterator[Any]:
        """The figures at which a condition may turn."""
        worth = self.worth(self.scored)
        for node in core.walk(condition):
            if isinstance(node, core.Cmp):
                for own, other in ((node.left, node.right), (node.right, node.left)):
                    if isinstance(own, core.Ref) and own.key == self.key:
                        ends = worth.number(other)
                        yield from (e for e in ((ends.hull.low, ends.hull.high) if not ends.empty else ()) if abs(e) != inf)


def stretches(pieces: Sequence[Piece]) -> Iterator[Run]:
    """Pieces that follow one another drawn together: where figures that come about in them lie."""
    last: Run | None = None
    for piece in pieces:
        run = piece.run
        if last is not None and last.high == run.low and not (last.open_high and run.open_low):
            last = evolve(last, high=run.high, open_high=run.open_high)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def widened(run: Run, rounding: tuple[Any, Any] | None) -> Run:
    """A stretch that holds every total which is rounded into one."""
    if rounding is None:
        return run
    step = Fraction(rounding[0])
    return Run(run.low - step if run.low != -inf else -inf, run.high + step if run.high != inf else inf)
