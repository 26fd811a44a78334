"""A table of subjects scored: what goes in is read, one of the two ways is taken, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import inf
from typing import Any, Literal

import narwhals as nw
from attrs import define, evolve

from policyrules.diagnostics.base import Problem
from policyrules.tables import frames
from policyrules.tables.asked import OVER, PLACE, Asked
from policyrules.tables.asked import ask as ask
from policyrules.tables.children import collected, facts_of
from policyrules.tables.columns import Column
from policyrules.tables.lists import of_keys
from policyrules.tables.rows import Batch, RowProblem
from policyrules.tables.vectors import ODD, Vectors

Way = Literal["vectors", "rows"]
_LARGEST = 2**63


@define(eq=False)
class Scores:
    """What a table came to.

    ``frame`` is a table of the same kind as the one given, lazy where that was: the columns carried along, then those of
    `columns`. ``problems`` are the rows that were set aside, and why; ``warnings`` are columns that may be misspelt facts.
    ``way`` is how it was worked out, and ``why`` says what stood in the way of `vectors`, by rule or column.
    """

    frame: Any
    columns: tuple[Column, ...]
    way: Way
    why: Mapping[str, str]
    warnings: tuple[Problem, ...]
    problems: tuple[RowProblem, ...]
    """Every problem of the rows set aside, in their order."""


def score(asked: Asked, way: Way | None) -> Scores:
    """A table scored, in the quicker way where that can be taken. Raises LookupError where that was asked for and cannot."""
    why: Mapping[str, str] = {}
    if way != "rows":
        made = Vectors.of(asked)
        if isinstance(made, Vectors):
            return by_vectors(asked, made)
        why = made
    if way == "vectors":
        raise LookupError("; ".join(f"{rule}: {reason}" if rule else reason for rule, reason in why.items()))
    return by_rows(asked, why)


def by_vectors(asked: Asked, made: Vectors) -> Scores:
    """Scored by expressions; rows that need a closer look, if there are any, row by row."""
    odd = made.odd()
    if odd is None and not made.lists.frames:
        whole = made.scored(asked.frame)
        return Scores(whole.to_native(), asked.rows.columns, "vectors", {}, asked.layout.warnings, ())
    placed = asked.frame
    ordered = isinstance(placed, nw.DataFrame) or placed.implementation.is_polars()
    if ordered:
        placed = frames.numbered(placed, PLACE)
    asked = evolve(asked, frame=placed, placed=ordered)
    made.asked = asked
    problems: list[RowProblem] = []
    if odd is None:
        whole = made.scored(placed)
    else:
        placed = made.marked(placed, odd)
        looked = frames.eager(placed.filter(nw.col(ODD)))
        own = of_keys(asked.children, frames.values(looked[asked.key])) if asked.children else ()
        kept, problems = one_by_one(evolve(asked, frame=looked, children=own))
        whole = made.scored(placed.filter(~nw.col(ODD)))
        if len(kept):
            whole = frames.together(whole, kept)
    if ordered:
        whole = whole.sort(PLACE).drop(PLACE)
    return Scores(whole.to_native(), asked.rows.columns, "vectors", {}, asked.layout.warnings, tuple(problems))


def by_rows(asked: Asked, why: Mapping[str, str]) -> Scores:
    """Scored row by row."""
    made, problems = one_by_one(evolve(asked, frame=frames.eager(asked.frame)))
    whole = frames.like(made, asked.frame)
    return Scores(whole, asked.rows.columns, "rows", why, asked.layout.warnings, tuple(problems))


def one_by_one(asked: Asked) -> tuple[frames.Frame, list[RowProblem]]:
    """What the rows of a table that is there come to, each by itself, and what is wrong with those set aside."""
    frame = asked.frame
    keys = frames.values(frame[asked.key]) if asked.key else []
    lists = collected(asked.children, set(keys) - {None})
    made: list[frames.Frame] = []
    problems = [RowProblem(None, q, None, beside) for q, beside in lists.problems]
    for first, piece in frames.batches(frame):
        rows = facts_of(piece, asked.layout)
        if asked.children:
            for place, row in enumerate(rows):
                row.update(lists.lists(keys[first + place]))
        carried = frames.rows(piece, asked.layout.carried)
        places = frames.values(piece[PLACE]) if asked.placed else range(first, first + len(piece))
        batch = asked.rows.score(rows, places=places, carried=carried)
        problems += batch.problems
        made.append(joined(piece, asked, batch))
    return nw.concat(made, how="vertical"), problems


def joined(piece: frames.Frame, asked: Asked, batch: Batch) -> frames.Frame:
    """The columns carried along of the rows kept, with what came out."""
    kept = set(batch.kept)
    carried = piece.select(*asked.kept)
    if len(kept) < len(piece) and carried.columns:
        carried = carried.filter([place in kept for place in range(len(piece))])
    return frames.beside(carried, results(asked, batch, piece))


def results(asked: Asked, batch: Batch, like: frames.Frame) -> frames.Frame:
    """The result columns of a batch as a table."""
    columns: dict[str, list[Any]] = {}
    kinds: dict[str, Any] = {}
    for column in asked.rows.columns:
        values = batch.columns[column.name]
        if column.kind != "number":
            columns[column.name] = values
            kinds[column.name] = nw.String if column.kind == "text" else nw.Int8
        elif asked.exact:
            ends = [_parts(x) for x in values]
            columns[column.name], columns[column.name + OVER] = [x for x, _ in ends], [x for _, x in ends]
            kinds[column.name] = kinds[column.name + OVER] = nw.Int64
        else:
            columns[column.name] = [None if x is None else float(x) for x in values]
            kinds[column.name] = nw.Float64
    return frames.made(columns, kinds, like)


def _parts(value: Any) -> tuple[int | None, int | None]:
    """Numerator and denominator; of what has no end, or does not fit into columns of whole numbers, neither."""
    if value is None or value in (inf, -inf):
        return None, None
    top, bottom = Fraction(value).as_integer_ratio()
    return (top, bottom) if abs(top) < _LARGEST and bottom < _LARGEST else (None, None)
