"""Results as CSV, Parquet and JSON Lines, batch by batch; and the problems of rows as CSV beside them."""

from __future__ import annotations

import codecs
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from decimal import Decimal
from types import TracebackType
from typing import Self

from policyrules.diagnostics.base import Lang
from policyrules.sheets.arrow import csv, pa, parquet
from policyrules.sheets.facts import Flaw
from policyrules.sheets.plain import written

PROBLEMS = ("table", "row", "key", "column", "value", "code", "message", "hint")


class Writer(ABC):
    """Takes results batch by batch; the file is whole once it is closed."""

    @abstractmethod
    def write(self, table: pa.Table) -> None:
        """Some more rows, with the columns of the first."""

    @abstractmethod
    def close(self) -> None:
        """The end."""

    def abandon(self) -> None:
        """Lets go of a file that nobody will read."""
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close() if kind is None else self.abandon()


class ParquetWriter(Writer):
    """Parquet, compressed with zstd."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._writer: parquet.ParquetWriter | None = None

    def write(self, table: pa.Table) -> None:
        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


class CsvWriter(Writer):
    """CSV in UTF-8, with the mark that Excel needs to see that it is, where the table came from Excel."""

    def __init__(self, path: str, marked: bool) -> None:
        self._file = open(path, "wb")  # noqa: SIM115 - closed by close
        if marked:
            self._file.write(codecs.BOM_UTF8)
        self._writer: csv.CSVWriter | None = None

    def write(self, table: pa.Table) -> None:
        table = _flattened(table)
        if self._writer is None:
            self._writer = csv.CSVWriter(self._file, table.schema)
        self._writer.write_table(table)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._file.close()


class JsonWriter(Writer):
    """JSON Lines in UTF-8."""

    def __init__(self, path: str) -> None:
        self._file = open(path, "w", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed by close

    def write(self, table: pa.Table) -> None:
        for row in table.to_pylist():
            self._file.write(json.dumps(row, ensure_ascii=False, default=_as_json) + "\n")

    def close(self) -> None:
        self._file.close()


class ProblemFile:
    """The rows that were set aside, as CSV that Excel reads: a line for each problem."""

    def __init__(self, path: str, lang: Lang) -> None:
        self._lang = lang
        self._file = open(path, "wb")  # noqa: SIM115 - closed by close
        self._file.write(codecs.BOM_UTF8)
        self._writer = csv.CSVWriter(self._file, pa.schema([(name, pa.string()) for name in PROBLEMS]))

    def add(self, flaws: Iterable[Flaw]) -> None:
        """Some more problems, in order."""
        rows = [told(flaw, self._lang) for flaw in flaws]
        self._writer.write_table(pa.table(dict(zip(PROBLEMS, zip(*rows, strict=True), strict=True))) if rows else _NO_PROBLEMS)

    def close(self) -> None:
        """The end."""
        self._writer.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


_NO_PROBLEMS = pa.table({name: pa.array([], pa.string()) for name in PROBLEMS})


def told(flaw: Flaw, lang: Lang) -> tuple[str, ...]:
    """What a list of problems says of one, in the order of ``PROBLEMS``."""
    problem = flaw.problem
    said = (problem.code, problem.message(lang), problem.hint(lang))
    return flaw.table, str(flaw.row), flaw.key, flaw.column, flaw.shown, *said


def _flattened(table: pa.Table) -> pa.Table:
    """With text for what CSV has no form for."""
    for at, kind in enumerate(table.schema.types):
        if pa.types.is_nested(kind):
            cells = [None if v is None else written(v) for v in table.column(at).to_pylist()]
            table = table.set_column(at, table.schema.names[at], pa.array(cells, pa.string()))
    return table


def _as_json(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return written(value)
