"""等级: the grades that a total comes to, as far as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from policyrules.evaluation.totals import Totals
from policyrules.evaluation.vetoes import Vetoes
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.meaning import Env, evaluate
from policyrules.language.node import Comparable
from policyrules.language.values import MAYBE, Interval, Number


@frozen(eq=False, repr=False)
class Graded(Comparable):
    """``figure`` is what is graded on, once it is certain; ``possible`` every grade that may hold, best first; ``ungraded``:
    perhaps none does; ``conflict``: several do that exclude each other; ``sure``: the only possible one holds for certain."""

    figure: Number | None = None
    possible: tuple[str, ...] = ()
    ungraded: bool = False
    conflict: bool = False
    sure: bool = False


def graded(bands: core.Bands | None, totals: Totals, vetoes: Vetoes) -> Graded:
    """The grades under every outcome of the vetoes."""
    if bands is None:
        return Graded()
    figures: list[Any] = []
    found: list[list[tuple[str, bool]]] = []
    for stretch in totals.stretches:
        total = stretch["total"]
        if bands.rounding:
            total = iv.round_to(total, *bands.rounding)
        figures.append(total)
        env = totals.place({**stretch, "total": total})
        found.append(_apart(bands.rows, env) if bands.exclusive else _first(bands.rows, env))
    held = [[row for row, sure in rows if sure] for rows in found]
    possible = vetoes.limited([row for rows in found for row, _ in rows])
    known = len(set(figures)) == 1 and not isinstance(figures[0], Interval)
    open_ = any(not sure for sure in held) and (not bands.exclusive or bands.rows[-1].condition is not None)
    return Graded(
        figures[0] if known else None,
        possible,
        ungraded=open_,
        conflict=all(len(sure) > 1 for sure in held),
        sure=len(possible) == 1 and all(held),
    )


def _first(rows: Sequence[core.Band], env: Env) -> list[tuple[str, bool]]:
    """The rows that may be the first to hold, up to the first that holds for certain."""
    found = []
    for row in rows:
        holds = True if row.condition is None else evaluate(row.condition, env)
        if holds is not False:
            found.append((row.id, holds is True))
        if holds is True:
            break
    return found


def _apart(rows: Sequence[core.Band], env: Env) -> list[tuple[str, bool]]:
    """The rows that may hold, whatever the others do; 其余 where none other does."""
    asked = [(row, evaluate(row.condition, env)) for row in rows if row.condition is not None]
    rest = iv.negate(iv.either(MAYBE if held is MAYBE else held for _, held in asked))
    whole = [*asked, *((row, rest) for row in rows if row.condition is None)]
    return [(row.id, held is True) for row, held in whole if held is not False]
