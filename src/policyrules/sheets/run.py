"""What `policyrules score` does: everything that can be asked beforehand, then the batches, then the files moved into place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date

from attrs import define, evolve, field

from policyrules.diagnostics.base import Lang, Outcome, Problem, suggest
from policyrules.diagnostics.table_files import (
    NoFactColumns,
    TableEmpty,
    UnknownTableFormat,
)
from policyrules.language import core
from policyrules.policy import Policy
from policyrules.sheets import children as c
from policyrules.sheets import facts as f
from policyrules.sheets.engines import AUTO, chosen
from policyrules.sheets.family import Family
from policyrules.sheets.job import Job
from policyrules.sheets.model import Batch, BrokenTable, Said, TableFile
from policyrules.sheets.plain import written
from policyrules.sheets.read import WRITTEN, ending, opened, split
from policyrules.sheets.replace import Workplace, usable
from policyrules.sheets.scoring import Scorer
from policyrules.sheets.sinks import Sink, sink

SIZE = 20_000
"""How many rows are scored at a time."""
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


_FIRST = 5


# ---------------------------------------------------------------- beforehand


def prepare(
    policy: Policy,
    subject: core.Subject,
    table: str,
    out: str,
    *,
    children: Mapping[str, str],
    on: date | None = None,
    key: str | None = None,
    engine: str = AUTO,
    lang: Lang = "zh",
) -> Outcome[Job]:
    """The job, or everything that stands against it."""
    problems: list[Problem] = []
    if ending(out) not in WRITTEN:
        problems.append(UnknownTableFormat(where=out, known=" ".join(WRITTEN), output=True))
    elif against := usable(out, [split(name)[0] for name in (table, *children.values())]):
        problems.append(against)
    main = opened(table)
    problems += main.problems
    if main.value is None:
        return Outcome(None, tuple(problems))
    columns = f.columns(main.value, subject.fields)
    problems += columns.problems
    if columns.value is None:
        return Outcome(None, tuple(problems))
    problems += _contents(main.value, columns.value, subject, bool(children))
    names = main.value.columns
    if key is not None and key not in names:
        problems.append(c.lacking(key, main.value))
    named = key or next(iter((*columns.value.carried, *names)), "")
    lists = c.plan(children, subject, main.value, named) if named in names else Outcome(())
    problems += lists.problems
    if problems or lists.value is None:
        return Outcome(None, tuple(problems))
    read = (main.value, *(child.table for child in lists.value))
    notes = (*(note for one in read for note in one.notes), *_near(columns.value, subject))
    scorer = Scorer(policy, subject, on, columns.value, lists.value, chosen(engine))
    outset = scorer.outset()
    if outset.value is None:
        return Outcome(None, outset.problems)
    return Outcome(Job(policy, subject, on, columns.value, lists.value, named, scorer, outset.value, out, lang, notes))


def _contents(table: TableFile, columns: f.Columns, subject: core.Subject, lists: bool) -> Iterator[Problem]:
    if not columns.facts and not lists:
        facts = tuple((fact.name, fact.alias) for fact in subject.fields if not isinstance(fact.type, core.Records))
        yield NoFactColumns(where=table.path, subject=(subject.name, subject.id), found=table.columns, facts=facts)
    elif table.rows < 1:
        yield TableEmpty(where=table.path)


def _near(columns: f.Columns, subject: core.Subject) -> Iterator[Said]:
    """What is said of columns that are carried along, and whose names are nearly those of facts."""
    known = [name for fact in subject.fields for name in (fact.name, fact.alias)]
    for name in columns.carried:
        if near := suggest(name, known):
            yield (
                f"“{name}”列不是事实，原样带到结果里；是否为“{near}”？",
                f"the column `{name}` is no fact and is carried along, did you mean `{near}`?",
            )


def too_large(job: Job) -> int:
    """How many rows the result has, where a sheet of Excel is to take it and does not; else 0."""
    if ending(job.out) != ".xlsx":
        return 0
    from policyrules.sheets.write_excel import ROWS

    rows = job.table.rows
    if rows >= ROWS:  # blank lines are counted in it
        rows = sum(len(batch.rows) for batch in job.table.batches(SIZE))
    return rows if rows >= ROWS else 0


# ---------------------------------------------------------------- the work


def run(job: Job, tell: Tell) -> Totals:
    """Scores every row. Raises BrokenTable where a table cannot be read to its end, and OSError where the disk does not take it."""
    totals = Totals(way=job.outset.way)
    with Workplace(job.out) as place, ExitStack() as stack:
        to = stack.enter_context(sink(job, place))
        family = Family(job.children, job.table, job.key, place.folder)
        for flaw in family.keep():
            totals.loose += 1
            _flawed([flaw], to, totals)
        for batch in job.table.batches(SIZE):
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
