"""The graph of a subject as expressions of an engine.

First the columns are looked at once, for nulls and for rows that need a closer look. Then every other row is worked out by
expressions, lazily where the engine is, and the odd rows, seldom any, one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, reduce
from operator import or_
from typing import Any

import narwhals as nw
from attrs import Factory, define

from policyrules.tables.asked import Asked, Look
from policyrules.tables.dialects import Expr
from policyrules.tables.drawing import Drawn, drawing
from policyrules.tables.expressions import HAND
from policyrules.tables.inputs import UnreadableError
from policyrules.tables.lists import Grouped, grouped
from policyrules.tables.plan import Kind, kind

ODD = f"{HAND}odd"


@define(eq=False, slots=False)
class Vectors:
    """One table, looked at."""

    asked: Asked
    kind: Kind
    look: Look
    lists: Grouped = Factory(Grouped)

    @classmethod
    def of(cls, asked: Asked) -> Vectors | Mapping[str, str]:
        """Ready to be scored, or what stands in the way."""
        drawn = drawing(asked.runner, asked.subject, asked.bounds)
        if drawn.known is None:
            return drawn.why
        made = kind(asked, drawn)
        why = dict(made.why)
        there = made.columns.keys() | {child.fact.alias for child in asked.children}
        if not asked.bounds and (lacking := [x.alias for x in asked.rows.needed if x.alias not in there and not x.lists]):
            why[lacking[0]] = f"{lacking[0]}: in no column"
        if not asked.bounds and asked.on is None and asked.rows.dated:
            why["on"] = "no date of evaluation"
        for alias in asked.layout.nones.keys() - made.columns.keys():
            why[alias] = f"{alias}: only said to be none"
        if why:
            return why
        vectors = cls(asked, made, made.questions.asked(asked.frame, _needed(asked, made)))
        if not (vectors.complete or not asked.bounds or made.drawing.open):
            return made.drawing.why_open
        try:
            vectors.lists = grouped(asked, vectors.drawn.nodes)
        except UnreadableError as error:
            return {"": error.why}
        return vectors

    def odd(self) -> Expr | None:
        """Which rows need a closer look; None where none does."""
        if not self.look.odd:
            return None
        reads, needed = self.kind.reads, _needed(self.asked, self.kind)
        found = [read.odd for read in reads.values() if read.odd is not None]
        found += [reads[alias].null for alias, c in self.kind.columns.items() if c.name in needed and self.look.nulls[c.name]]
        return reduce(or_, found).fill_null(False)

    def marked(self, frame: Any, odd: Expr) -> Any:
        """With a column that says which rows are odd."""
        return self.kind.speech.put(frame, [[odd.alias(ODD)]])

    @cached_property
    def drawn(self) -> Drawn:
        """The graph that is worked out: the shorter one where every fact that it reads is known."""
        drawing = self.kind.drawing
        assert drawing.known
        if self.complete or drawing.open is None:
            return drawing.known
        settled = {"on": self.asked.on is not None}
        for fact in self.kind.facts:
            column = self.kind.columns.get(fact.alias)
            if column is None or not (self.look.nulls[column.name] or column.none):
                settled[fact.alias] = column is not None
        return drawing.settled(settled)

    @property
    def complete(self) -> bool:
        """Whether every fact that is read is known; of conditions that contradict themselves, too, which are not asked where all
        is known."""
        drawn = self.kind.drawing.open or self.kind.drawing.known
        assert drawn
        facts = [n for n in drawn.nodes if n.op == "none" or (n.op == "input" and not n.args[1])]
        return all(self._known(node.args[0]) for node in facts)

    def _known(self, alias: str) -> bool:
        if alias == "on":
            return self.asked.on is not None
        column = self.kind.columns.get(alias)
        return column is not None and column.none is None and not self.look.nulls[column.name]

    def scored(self, frame: Any) -> Any:
        """Result columns of every row of a table none of which is odd, after those carried along."""
        if isinstance(frame, nw.DataFrame) and frame.implementation.is_polars():
            return self.scored(frame.lazy()).collect()  # as one plan
        if self.lists.frames:
            frame = self.lists.joined(frame, self.asked.key)
        holed = {alias for alias, column in self.kind.columns.items() if self.look.nulls[column.name]}
        plan = self.kind.plan(self.drawn, holed, self.lists.leaves)
        return self.kind.speech.put(frame, plan.stages, [*self.asked.kept, *plan.last])


def _needed(asked: Asked, made: Kind) -> set[str]:
    """Columns in which a null is odd."""
    if asked.bounds:
        return set()
    needed = {x.alias for x in asked.rows.needed}
    return {column.name for alias, column in made.columns.items() if alias in needed}
