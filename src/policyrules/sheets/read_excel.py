"""Workbooks, through python-calamine: the one module that imports it. A sheet is held whole, which its size allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import python_calamine as calamine
from attrs import field, frozen

from policyrules.diagnostics.base import Outcome
from policyrules.diagnostics.table_files import TableBroken, TableEmpty
from policyrules.sheets.excel_errors import failed
from policyrules.sheets.model import Batch, Said, TableFile
from policyrules.sheets.plain import kind_of, name_of, whole

_OLD = b"\xd0\xcf\x11\xe0"
"""How a file begins that holds a locked workbook of today, or a workbook of twenty years ago."""


def open_excel(path: str, sheet: str) -> Outcome[TableFile]:
    """One sheet: the one that is named, else the first."""
    try:
        book = calamine.CalamineWorkbook.from_path(path)
        if sheet and sheet not in book.sheet_names:
            known = ", ".join(book.sheet_names)
            return Outcome(None, (TableBroken(where=path, kind="sheet", where_in=sheet, known=known),))
        name = sheet or next((m.name for m in book.sheets_metadata if m.visible == calamine.SheetVisibleEnum.Visible), None)
        found = book.get_sheet_by_name(name or book.sheet_names[0])
        cells = found.to_python(skip_empty_area=False)
    except calamine.PasswordError:
        return Outcome(None, (TableBroken(where=path, kind="locked"),))
    except (calamine.CalamineError, IndexError):
        locked = Path(path).suffix.lower() != ".xls" and Path(path).read_bytes()[:4] == _OLD
        return Outcome(None, (TableBroken(where=path, kind="locked" if locked else "excel"),))
    if not cells:
        return Outcome(None, (TableEmpty(where=path),))
    for (row, at), text in failed(path, found.name).items():
        if row < len(cells) and at < len(cells[row]):
            cells[row][at] = text
    return Outcome(_sheet(path, found.name, cells, len(book.sheet_names) if not sheet else 1))


def _sheet(path: str, name: str, cells: Sequence[Sequence[object]], sheets: int) -> ExcelFile:
    rows = [[whole(cell) for cell in row] for row in cells]
    width = max((n + 1 for row in rows for n, cell in enumerate(row) if cell is not None), default=0)
    heads = tuple(str(cell).strip() if cell is not None else "" for cell in rows[0][:width])
    filled = [(n, row[:width]) for n, row in enumerate(rows[1:], 2) if any(cell is not None for cell in row)]
    kinds = {head: kind_of(name_of(row[n]) for _, row in filled) for n, head in enumerate(heads)}
    notes: tuple[Said, ...] = ()
    if sheets > 1:
        zh = f"“{path}”有 {sheets} 张工作表，读取第一张“{name}”；要读别的，写成 {path}#工作表"
        notes = ((zh, f"`{path}` has {sheets} sheets, of which the first, `{name}`, is read; for another write {path}#SHEET"),)
    return ExcelFile(path, heads, len(filled), filled, kinds=kinds, notes=notes, from_excel=True)


@frozen(eq=False, slots=False)
class ExcelFile(TableFile):
    """A sheet. Rows have the numbers they have in it; empty ones are passed over."""

    filled: list[tuple[int, list[object]]] = field(repr=False)

    def batches(self, size: int, only: Sequence[str] | None = None) -> Iterator[Batch]:
        places = {name: n for n, name in enumerate(self.columns)}
        for start in range(0, len(self.filled), size):
            some = self.filled[start : start + size]
            yield Batch({name: [row[places[name]] for _, row in some] for name in only or self.columns}, [at for at, _ in some])
