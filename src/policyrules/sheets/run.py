"""What `policyrules score` does with a table that can be scored: batch by batch, then the files moved into place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from attrs import define, evolve, field

from policyrules.diagnostics.table_files import TableEmpty
from policyrules.sheets import facts as f
from policyrules.sheets.family import Family
from policyrules.sheets.job import Job
from policyrules.sheets.model import Batch, BrokenTable, Said
from policyrules.sheets.plain import written
from policyrules.sheets.replace import Workplace
from policyrules.sheets.sinks import Sink, sink

SIZE = 20_000
"""How many rows are scored at a time, where they are taken one by one."""
LARGE = 100_000
"""The same where an engine takes them together, and where each batch has to look for its records."""
_FIRST = 5
"""How many problems are told at once; the file of problems has all."""
Tell = Callable[[int, int], None]


@define(eq=False)
class Totals:
    """What became of the rows. ``loose`` are records that belong to no subject; ``first`` a few of the problems."""

    rows: int = 0
    scored: int = 0
    set_aside: int = 0
    loose: int = 0
    codes: Counter[str] = field(factory=Counter)
    first: list[f.Flaw] = field(factory=list)
    problems: str = ""
    """The file in which the problems are."""
    notes: tuple[Said, ...] = ()
    way: str = ""
    """How it was worked out (`Scores.way`)."""

    def add(self, flaws: Sequence[f.Flaw]) -> None:
        self.codes.update(flaw.problem.code for flaw in flaws)
        self.first += flaws[: max(0, _FIRST - len(self.first))]


def run(job: Job, tell: Tell) -> Totals:
    """Scores every row. Raises BrokenTable where a table cannot be read to its end, and OSError where the disk does not take it."""
    totals = Totals(way=job.outset.way)
    with Workplace(job.out) as place, ExitStack() as stack:
        to = stack.enter_context(sink(job, place))
        family = Family(job.children, job.table, job.key, place.folder)
        for flaw in family.keep():
            totals.loose += 1
            _flawed([flaw], to, totals)
        for batch in job.table.batches(SIZE if job.outset.way == "rows" and not job.children else LARGE):
            _batch(batch, job, family, to, totals)
            tell(totals.rows, max(job.table.rows, totals.rows))
        if not totals.rows:
            raise BrokenTable(TableEmpty(where=job.table.path))
        stack.close()
        totals.notes = to.notes
        totals.problems = to.publish()
    return totals


def _batch(batch: Batch, job: Job, family: Family, to: Sink, totals: Totals) -> None:
    typed, records = job.columns.typed(batch), family.take(batch)
    scored = job.scorer.score(typed, records)
    flaws: dict[int, list[f.Flaw]] = {}
    for some in (typed.flaws, records.flaws, scored.flaws):
        for at, found in some.items():
            flaws.setdefault(at, []).extend(found)
    good = [n for n, at in enumerate(scored.places) if at not in flaws]
    to.results(scored, good, typed, records)
    torn = [f.Flaw(t.row, t.problem, t.column, t.text) for t in batch.torn]
    keys = batch.columns[job.key]
    told = [_completed(flaw, keys[at], batch, at) for at in flaws for flaw in flaws[at]]
    _flawed(sorted([*torn, *told], key=lambda flaw: flaw.row), to, totals)
    totals.rows += len(batch.rows) + len(torn)
    totals.scored += len(good)
    totals.set_aside += len(flaws) + len(torn)


def _completed(flaw: f.Flaw, key: object, batch: Batch, at: int) -> f.Flaw:
    """The flaw with the key of its subject, and with what stands in the cell."""
    shown = flaw.shown
    if not shown and not flaw.table and flaw.column in batch.columns:
        shown = _cell(batch.columns[flaw.column][at])
    return evolve(flaw, key=_cell(key), shown=shown)


def _cell(cell: object) -> str:
    value = getattr(cell, "as_py", lambda: cell)()
    return "" if value is None else written(value)


def _flawed(flaws: Sequence[f.Flaw], to: Sink, totals: Totals) -> None:
    if flaws:
        to.problems(flaws)
        totals.add(flaws)
