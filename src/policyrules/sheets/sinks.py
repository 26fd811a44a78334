"""Where results go: a workbook that holds everything, or a file of results with one of problems beside it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from policyrules.sheets.arrow import pa
from policyrules.sheets.facts import Flaw, Typed
from policyrules.sheets.family import Records
from policyrules.sheets.job import Job
from policyrules.sheets.model import Said
from policyrules.sheets.read import ending
from policyrules.sheets.reasons import count, reasons
from policyrules.sheets.replace import Workplace
from policyrules.sheets.scoring import Scored
from policyrules.sheets.write import CsvWriter, JsonWriter, ParquetWriter, ProblemFile, Writer


class Sink(ABC):
    """Takes what comes out. ``notes`` are what has to be said of it."""

    notes: tuple[Said, ...] = ()

    @abstractmethod
    def results(self, scored: Scored, good: Sequence[int], typed: Typed, records: Records) -> None:
        """The rows of a batch that were scored, those at ``good`` among them."""

    @abstractmethod
    def problems(self, flaws: Sequence[Flaw]) -> None:
        """Some more problems."""

    @abstractmethod
    def finish(self) -> None:
        """Completes the files."""

    @abstractmethod
    def abandon(self) -> None:
        """Lets go of files that nobody will read."""

    @abstractmethod
    def publish(self) -> str:
        """Moves the files into place; where the problems are."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.finish() if kind is None else self.abandon()


def sink(job: Job, place: Workplace) -> Sink:
    """Where the results of a job go."""
    return BookSink(job, place) if ending(job.out) == ".xlsx" else FileSink(job, place)


def beside(out: str) -> str:
    """The file of problems that belongs to a file of results."""
    return str(Path(out).with_suffix(".problems.csv"))


class FileSink(Sink):
    """A file of results, and always one of problems, so that an old one is never taken for its own."""

    def __init__(self, job: Job, place: Workplace) -> None:
        self._job, self._place = job, place
        self._path, self._flawed = place.file("results"), place.file("problems")
        self._writer = _writer(self._path, job)
        self._schema: pa.Schema | None = None
        self._problems = ProblemFile(self._flawed, job.lang)

    def results(self, scored: Scored, good: Sequence[int], typed: Typed, records: Records) -> None:
        table = scored.table if len(good) == len(scored.places) else scored.table.take(pa.array(good, pa.int64()))
        if self._schema is None:
            self._schema = _settled(table.schema)
        self._writer.write(table.cast(self._schema))

    def problems(self, flaws: Sequence[Flaw]) -> None:
        self._problems.add(flaws)

    def finish(self) -> None:
        self._writer.close()
        self._problems.close()

    def abandon(self) -> None:
        self._writer.abandon()
        self._problems.close()

    def publish(self) -> str:
        problems = beside(self._job.out)
        self._place.publish([(self._flawed, problems), (self._path, self._job.out)])
        return problems


def _writer(path: str, job: Job) -> Writer:
    match ending(job.out):
        case ".parquet":
            return ParquetWriter(path)
        case ".csv":
            return CsvWriter(path, job.table.from_excel)
    return JsonWriter(path)


def _settled(schema: pa.Schema) -> pa.Schema:
    """The columns of every batch, from those of the first: one that is empty there may hold text later."""
    return pa.schema(
        [(name, pa.string() if pa.types.is_null(kind) else kind) for name, kind in zip(schema.names, schema.types, strict=True)]
    )


class BookSink(Sink):
    """A workbook with its three sheets."""

    def __init__(self, job: Job, place: Workplace) -> None:
        from policyrules.sheets.write_excel import ROWS, ExcelBook

        self._job, self._place = job, place
        self._path = place.file("results.xlsx")
        self._book = ExcelBook(self._path, place.folder, job.lang, job.shown, _about(job), job.table.rows)
        self._room = ROWS - 1
        needed = job.table.rows * count(job.about)
        self._explained = needed <= self._room
        if not self._explained:
            zh = f"“理由”表要 {needed:,} 行，超过 {self._room:,} 行，留空；单个对象的理由用 policyrules evaluate 看"
            en = f"the sheet of reasons is left empty, as it would take {needed:,} rows; `policyrules evaluate` tells those of one"
            self.notes = ((zh, en),)
        self._over: ProblemFile | None = None

    def results(self, scored: Scored, good: Sequence[int], typed: Typed, records: Records) -> None:
        table = scored.table.take(pa.array(good, pa.int64()))
        self._book.write(table)
        if not self._explained:
            return
        job, keys = self._job, typed.columns[self._job.key]
        for place, result in job.scorer.results(typed, records, [scored.places[n] for n in good]):
            key = keys[place].as_py()
            self._book.reasons((typed.rows[place], key, *reason) for reason in reasons(result, job.lang))

    def problems(self, flaws: Sequence[Flaw]) -> None:
        here = flaws[: self._room]
        self._book.problems(here)
        self._room -= len(here)
        if rest := flaws[len(here) :]:
            self._over = self._over or ProblemFile(self._place.file("problems"), self._job.lang)
            self._over.add(rest)

    def finish(self) -> None:
        self._book.close()
        if self._over:
            self._over.close()

    def abandon(self) -> None:
        self._book.abandon()
        if self._over:
            self._over.close()

    def publish(self) -> str:
        made = [(self._path, self._job.out)]
        if self._over:
            made.insert(0, (self._place.file("problems"), beside(self._job.out)))
        self._place.publish(made)
        return f"{self._job.out}、{beside(self._job.out)}" if self._over else self._job.out


def _about(job: Job) -> dict[str, str]:
    """What the workbook says of itself: the rules that it rests on."""
    on = f", {job.on.isoformat()}" if job.on else ""
    return {"title": job.about.subject.label, "comments": f"{job.policy.name}, {job.policy.digest}{on}"}
