"""Parquet: read by row groups and batches, so that the file may be larger than memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from policyrules.diagnostics.base import Outcome
from policyrules.diagnostics.table_files import TableBroken
from policyrules.sheets.arrow import pa, parquet
from policyrules.sheets.model import Batch, BrokenTable, TableFile


def open_parquet(path: str) -> Outcome[TableFile]:
    """The table."""
    try:
        with parquet.ParquetFile(path) as file:
            schema, rows = file.schema_arrow, file.metadata.num_rows
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError):
        return Outcome(None, (TableBroken(where=path, kind="parquet"),))
    return Outcome(ParquetFile(path, tuple(schema.names), rows))


@frozen(eq=False, slots=False)
class ParquetFile(TableFile):
    """A Parquet file. Rows are numbered from 1."""

    def batches(self, size: int, only: Sequence[str] | None = None) -> Iterator[Batch]:
        at = 1
        names = list(only or self.columns)
        try:
            with parquet.ParquetFile(self.path) as file:
                for piece in file.iter_batches(size, columns=names):
                    yield Batch({name: piece.column(name) for name in names}, range(at, at + len(piece)))
                    at += len(piece)
        except (pa.ArrowInvalid, OSError):
            raise BrokenTable(TableBroken(where=self.path, kind="parquet")) from None
