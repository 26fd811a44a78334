"""CSV: UTF-8, or GB18030 as Chinese Excel writes it. Every cell is read as the text it is."""

from __future__ import annotations

import codecs
import functools
from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from policyrules.diagnostics.base import Outcome
from policyrules.diagnostics.table_cells import RowTorn
from policyrules.diagnostics.table_files import TableBroken, TableEmpty
from policyrules.sheets.arrow import csv, pa, pc
from policyrules.sheets.model import Batch, BrokenTable, TableFile, Torn

_CHUNK = 1 << 20
_GB_NOTE = ("“{}”不是 UTF-8，按 GB18030（GBK）读取", "`{}` is not UTF-8 and is read as GB18030 (GBK)")
_ODD_NOTE = (
    "“{}”中的英文双引号不成对，少了一个的，后面的行会并成一行",
    "`{}` has an odd number of quotation marks; where one is missing the rows after it run together",
)
_NO_CELLS = pa.array([], pa.string())
_BOMS_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def open_csv(path: str) -> Outcome[TableFile]:
    """The table. The whole file is looked through for its encoding, because the first Chinese name may stand at its end."""
    with open(path, "rb") as stream:
        head = stream.read(3)
    if head[:2] in _BOMS_16:
        return Outcome(None, (TableBroken(where=path, kind="utf16"),))
    encoding = next((name for name in ("utf-8", "gb18030") if _decodes(path, name)), None)
    if encoding is None:
        return Outcome(None, (TableBroken(where=path, kind="encoding"),))
    try:
        with csv.open_csv(path, csv.ReadOptions(use_threads=False, encoding=encoding), _parsing(_skip)) as reader:
            names = tuple(reader.schema.names)
    except pa.ArrowInvalid:
        return Outcome(None, (TableEmpty(where=path),))
    lines, paired = _counted(path)
    notes = [] if encoding == "utf-8" else [_GB_NOTE]
    excel = bool(notes) or head == codecs.BOM_UTF8
    notes += [] if paired else [_ODD_NOTE]
    told = tuple((zh.format(path), en.format(path)) for zh, en in notes)
    return Outcome(CsvFile(path, tuple(n.strip() for n in names), lines - 1, names, encoding, notes=told, from_excel=excel))


def _decodes(path: str, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with open(path, "rb") as stream:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _counted(path: str) -> tuple[int, bool]:
    """The lines of the file, and whether its quotation marks come in pairs."""
    lines, quotes, last = 0, 0, b"\n"
    with open(path, "rb") as stream:
        while chunk := stream.read(_CHUNK):
            lines += chunk.count(b"\n")
            quotes += chunk.count(b'"')
            last = chunk[-1:]
    return lines + (last != b"\n"), quotes % 2 == 0


def _skip(row: csv.InvalidRow) -> str:
    return "skip"


def _parsing(handler: Callable[[csv.InvalidRow], str]) -> csv.ParseOptions:
    return csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=handler)


@frozen(eq=False, slots=False)
class CsvFile(TableFile):
    """A CSV. Blank lines are passed over, rows with cells too many or too few are torn."""

    heads: tuple[str, ...]
    """The names of the columns as they stand in the file."""
    encoding: str

    def batches(self, size: int, only: Sequence[str] | None = None) -> Iterator[Batch]:
        width, pending = len(self.columns), _Pending()
        torn: list[Torn] = []

        def set_aside(row: csv.InvalidRow) -> str:
            pending.skipped.append(row.number)
            if row.text.strip():
                lines = row.text.count("\n") + 1
                problem = RowTorn(found=row.actual_columns, wanted=width, lines=lines)
                torn.append(Torn(row.number, problem, row.text[:200]))
            return "skip"

        try:
            with self._stream(set_aside) as stream:
                for piece in stream:
                    pending.add(piece)
                    while pending.count >= size:
                        yield self._batch(pending, size, torn, only)
        except (pa.ArrowInvalid, UnicodeDecodeError):
            raise BrokenTable(TableBroken(where=self.path, kind="csv", where_in=str(pending.row))) from None
        if pending.count or torn:
            yield self._batch(pending, pending.count, torn, only)

    def _batch(self, pending: _Pending, size: int, torn: list[Torn], only: Sequence[str] | None) -> Batch:
        rows, table = pending.take(size)
        told = tuple(t for t in torn if t.row < pending.row or not pending.count)
        torn[:] = [t for t in torn if t not in told]
        if table is None:
            return Batch(dict.fromkeys(only or self.columns, _NO_CELLS), rows, told)
        table = table.rename_columns(list(self.columns))
        filled = functools.reduce(pc.or_, (pc.not_equal(cells, "") for cells in table.columns))
        if not pc.all(filled).as_py():
            rows = [row for row, some in zip(rows, filled.to_pylist(), strict=True) if some]
            table = table.filter(filled)
        return Batch({name: table.column(name) for name in only or self.columns}, rows, told)

    def _stream(self, handler: Callable[[csv.InvalidRow], str]) -> csv.CSVStreamingReader:
        reading = csv.ReadOptions(use_threads=False, encoding=self.encoding, block_size=4 * _CHUNK)
        text = csv.ConvertOptions(column_types=dict.fromkeys(self.heads, pa.string()), strings_can_be_null=False)
        return csv.open_csv(self.path, reading, _parsing(handler), text)


class _Pending:
    """Rows that have been read and not yet given, and the number of the next one."""

    def __init__(self) -> None:
        self.pieces: list[pa.RecordBatch] = []
        self.count = 0
        self.row = 2
        self.skipped: list[int] = []

    def add(self, piece: pa.RecordBatch) -> None:
        self.pieces.append(piece)
        self.count += len(piece)

    def take(self, size: int) -> tuple[list[int], pa.Table | None]:
        if not self.pieces:
            return [], None
        whole = pa.Table.from_batches(self.pieces)
        self.pieces = whole.slice(size).to_batches()
        self.count -= size
        rows: list[int] = []
        skipped, n = set(self.skipped), self.row
        while len(rows) < size:
            if n not in skipped:
                rows.append(n)
            n += 1
        self.row = n
        self.skipped = [s for s in self.skipped if s >= n]
        return rows, whole.slice(0, size)
