"""Everything that can be asked before the first row is scored: files, columns, keys, where the results go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import Factory, frozen

from policyrules.diagnostics.base import Lang, Outcome, Problem, suggest
from policyrules.diagnostics.table_files import ColumnUnclear, NoFactColumns, TableEmpty, UnknownTableFormat
from policyrules.language import core
from policyrules.policy import Policy
from policyrules.sheets import children as c
from policyrules.sheets import facts as f
from policyrules.sheets.engines import AUTO, chosen
from policyrules.sheets.job import Job
from policyrules.sheets.model import Said, TableFile
from policyrules.sheets.read import WRITTEN, ending, opened, split
from policyrules.sheets.replace import usable
from policyrules.sheets.scoring import Scorer


@frozen
class Asked:
    """What is asked for: files by their names, ``children`` by the names of their lists."""

    table: str
    out: str
    children: Mapping[str, str] = Factory(dict)
    on: date | None = None
    key: str | None = None
    engine: str = AUTO
    lang: Lang = "zh"


def prepare(policy: Policy, subject: core.Subject, asked: Asked) -> Outcome[Job]:
    """The job, or everything that stands against it."""
    problems = list(_output(asked))
    main = opened(asked.table)
    columns = f.columns(main.value, subject.fields) if main.value else None
    problems += (*main.problems, *(columns.problems if columns else ()))
    if main.value is None or columns is None or columns.value is None:
        return Outcome(None, tuple(problems))
    problems += _contents(main.value, columns.value, subject, asked)
    names = main.value.columns
    key = asked.key or next(iter((*columns.value.carried, *names)), "")
    lists = c.plan(asked.children, subject, main.value, key) if key in names else Outcome(())
    problems += lists.problems
    if problems or lists.value is None:
        return Outcome(None, tuple(problems))
    scorer = Scorer(policy, subject, asked.on, columns.value, lists.value, chosen(asked.engine))
    outset = scorer.outset()
    if outset.value is None:
        return Outcome(None, outset.problems)
    taken = [name for name in columns.value.carried if name in outset.value.columns]
    if taken:
        return Outcome(None, tuple(ColumnUnclear(where=main.value.path, column=name, result=True) for name in taken))
    inner = [child.table for child in lists.value]
    read = inner if main.value.path in {table.path for table in inner} else [main.value, *inner]
    notes = (*(note for one in read for note in one.notes), *_near(columns.value, subject))
    job = Job(policy, subject, asked.on, columns.value, lists.value, key, scorer, outset.value, asked.out, asked.lang, notes)
    return Outcome(job)


def _output(asked: Asked) -> Iterator[Problem]:
    if ending(asked.out) not in WRITTEN:
        yield UnknownTableFormat(where=asked.out, known=" ".join(WRITTEN), output=True)
    elif against := usable(asked.out, [split(name)[0] for name in (asked.table, *asked.children.values())]):
        yield against


def _contents(table: TableFile, columns: f.Columns, subject: core.Subject, asked: Asked) -> Iterator[Problem]:
    if not columns.facts and not asked.children:
        facts = tuple((fact.name, fact.alias) for fact in subject.fields if not isinstance(fact.type, core.Records))
        yield NoFactColumns(where=table.path, subject=(subject.name, subject.id), found=table.columns, facts=facts)
    elif table.rows < 1:
        yield TableEmpty(where=table.path)
    if asked.key is not None and asked.key not in table.columns:
        yield c.lacking(asked.key, table)


def _near(columns: f.Columns, subject: core.Subject) -> Iterator[Said]:
    """What is said of columns that are carried along, and whose names are nearly those of facts."""
    known = [name for fact in subject.fields for name in (fact.name, fact.alias)]
    for name in columns.carried:
        if near := suggest(name, known):
            yield (
                f"“{name}”列不是事实，原样带到结果里；是否为“{near}”？",
                f"the column `{name}` is no fact and is carried along, did you mean `{near}`?",
            )


def too_large(job: Job) -> tuple[int, int]:
    """How many rows and columns the result has, where a sheet of Excel is to take them and does not; else 0 and 0. Raises
    BrokenTable."""
    if ending(job.out) != ".xlsx":
        return 0, 0
    from policyrules.sheets.write_excel import COLUMNS, ROWS

    rows, columns = job.table.rows, len(job.shown)
    if rows >= ROWS:  # blank lines are counted in it
        rows = sum(len(batch.rows) for batch in job.table.batches(ROWS))
    return (rows, columns) if rows >= ROWS or columns > COLUMNS else (0, 0)
