"""Row by row: every row of a table as `Policy.evaluate` takes it. The whole language, on every engine; the reference.

Whoever has rows and no table can use it as it is::

    scorer = Rows(runner, "platform", on=None, bounds=True)
    batch = scorer.score([{"area": 120, "活动": [{"date": day}, …]}, …])
    batch.kept        # places in the batch of the rows that were scored
    batch.columns     # name of a result column → its values for those rows, exact numbers (`scorer.columns` tells their kinds)
    batch.problems    # what is wrong with the others, each a `RowProblem`
    batch.results     # the `Result` of each row kept, with reasons, where ``results=True`` was asked for
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import Factory, define, frozen

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.table_rows import FactNotGiven
from policyrules.evaluation.interpret import worked_out
from policyrules.evaluation.told import ON
from policyrules.language import core
from policyrules.language.lowered import LoweredCard, every_reads
from policyrules.result import Result
from policyrules.runner import Runner
from policyrules.tables.columns import Branches, Column, branches, branching, columns, told


@frozen
class RowProblem:
    """Why a row was set aside: its place from 0 (None where an engine gives rows in no order), what is carried along with it, and
    the problem, whose ``where`` is the column."""

    row: int | None
    problem: Problem
    value: Any = None
    carried: Mapping[str, Any] = Factory(dict)

    @property
    def column(self) -> str:
        return self.problem.where

    @property
    def code(self) -> str:
        return self.problem.code

    def message(self, lang: Lang = "zh") -> str:
        """One sentence: what is wrong."""
        return self.problem.message(lang)

    def to_dict(self, lang: Lang = "zh") -> dict[str, Any]:
        """The form for a program: the row, and the problem as `Problem.to_dict` has it."""
        return {"row": self.row, "value": self.value, "carried": dict(self.carried)} | self.problem.to_dict(lang)


@define(eq=False)
class Batch:
    """What a batch of rows came to; see the head of the module."""

    kept: list[int]
    columns: dict[str, list[Any]]
    problems: list[RowProblem] = Factory(list)
    results: list[Result] = Factory(list)


class Rows:
    """Scores rows of one subject (its alias). May be used from several threads."""

    def __init__(self, runner: Runner, subject: str, *, on: date | None = None, bounds: bool = True) -> None:
        self.runner = runner
        self.subject = subject
        self.on = on
        self.bounds = bounds
        self.entry = runner.lowered.subjects[subject]
        self.columns: tuple[Column, ...] = columns(self.entry, bounds)
        reads = every_reads(self.entry)
        self.needed = tuple(dict.fromkeys(fact for read in reads for fact in read.facts))
        """The facts that rules read."""
        self.dated = any(read.on for read in reads)
        self._cards = [
            x.card for x in self.entry.rules if isinstance(x, LoweredCard) and any(branching(p) for p in x.card.root.walk())
        ]

    def score(
        self,
        given: Sequence[Mapping[str, Any]],
        *,
        places: Sequence[int] | None = None,
        carried: Sequence[Mapping[str, Any]] = (),
        results: bool = False,
    ) -> Batch:
        """What rows of facts come to. A row is a mapping as `Policy.evaluate` takes it, flat; ``places`` are theirs in a larger
        table, None: from 0; ``carried`` is what stands beside each of them and is repeated in its problems."""
        batch = Batch([], {column.name: [] for column in self.columns})
        lists = list(batch.columns.values())
        for place, row in enumerate(given):
            found = self.one(row)
            if isinstance(found, tuple):
                beside, at = carried[place] if carried else {}, place if places is None else places[place]
                batch.problems += [RowProblem(at, q, _at(row, q.where), beside) for q in found]
                continue
            batch.kept.append(place)
            if results:
                batch.results.append(found)
            for values, value in zip(lists, told(self.columns, found, self._branches(row)), strict=True):
                values.append(value)
        return batch

    def one(self, row: Mapping[str, Any]) -> Result | tuple[Problem, ...]:
        """The result of one row, or what is wrong with it."""
        outcome = self.runner.run(self.subject, row, self.on, "compiled")
        if outcome.value is None:
            return outcome.problems
        lacking = [] if self.bounds else self.lacking(row)
        return tuple(FactNotGiven(where=fact.alias, fact=fact) for fact in lacking) or outcome.value

    def lacking(self, row: Mapping[str, Any]) -> list[core.Field]:
        """The facts that rules read and the row has not, fields of records among them, and the date of evaluation."""
        missing = self.runner.readers[self.subject].read(row).sure.missing
        found = [fact for fact in self.needed if fact in missing]
        return [*found, ON] if self.dated and self.on is None else found

    def _branches(self, row: Mapping[str, Any]) -> Branches:
        if not self._cards:
            return {}
        facts = self.runner.readers[self.subject].read(row).sure
        env = worked_out(self.entry, facts, self.on)
        return {key: place for card in self._cards for key, place in branches(card, env).items()}


def _at(row: Mapping[str, Any], where: str) -> Any:
    """The value a problem is about, where it is that of a whole column."""
    value = row.get(where)
    return None if isinstance(value, list) else value
