"""Opening a table, whatever its format: FILE, or FILE#SHEET for a sheet of a workbook."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from policyrules.diagnostics.base import Outcome
from policyrules.diagnostics.table_files import ColumnUnclear, TableUnreadable, UnknownTableFormat

if TYPE_CHECKING:
    from policyrules.sheets.model import TableFile

EXCEL = (".xlsx", ".xlsm", ".xls")
READ = (".csv", ".parquet", ".jsonl", ".ndjson", *EXCEL, ".ods")
WRITTEN = (".csv", ".parquet", ".jsonl", ".ndjson", ".xlsx")


def ending(name: str) -> str:
    """The ending that says what a file is; of FILE#SHEET that of the file."""
    return Path(split(name)[0]).suffix.lower()


def split(name: str) -> tuple[str, str]:
    """The file and the sheet that a name asks for; a file may have a # in its own name."""
    file, mark, sheet = name.rpartition("#")
    if mark and Path(file).suffix.lower() in (*EXCEL, ".ods") and not os.path.exists(name):
        return file, sheet
    return name, ""


def opened(name: str) -> Outcome[TableFile]:
    """The table, with its columns and how many rows it has at most; or what is wrong with it."""
    path, sheet = split(name)
    kind = Path(path).suffix.lower()
    if kind not in READ:
        return Outcome(None, (UnknownTableFormat(where=name, known=" ".join(READ)),))
    try:
        if os.path.isdir(path):
            return Outcome(None, (TableUnreadable(where=path, why="folder"),))
        with open(path, "rb"):
            pass
        found = _reader(kind, path, sheet)
    except FileNotFoundError:
        return Outcome(None, (TableUnreadable(where=path, why="missing"),))
    except PermissionError:
        return Outcome(None, (TableUnreadable(where=path, why="denied"),))
    except (OSError, ValueError):
        return Outcome(None, (TableUnreadable(where=path, why="other"),))
    if found.value is not None and (unclear := _unclear(found.value)):
        return Outcome(None, unclear)
    return found


def _reader(kind: str, path: str, sheet: str) -> Outcome[TableFile]:
    if kind == ".csv":
        from policyrules.sheets.read_csv import open_csv

        return open_csv(path)
    if kind == ".parquet":
        from policyrules.sheets.read_parquet import open_parquet

        return open_parquet(path)
    if kind in (".jsonl", ".ndjson"):
        from policyrules.sheets.read_json import open_json

        return open_json(path)
    from policyrules.sheets.read_excel import open_excel

    return open_excel(path, sheet)


def _unclear(table: TableFile) -> tuple[ColumnUnclear, ...]:
    names = table.columns
    blank = [ColumnUnclear(where=table.path, column="", nth=n) for n, name in enumerate(names, 1) if not name]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    return (*blank[:3], *(ColumnUnclear(where=table.path, column=name) for name in twice))
