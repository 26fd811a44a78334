"""JSON Lines: an object a line. Numbers are read as they are written, never through a float."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from attrs import frozen

from policyrules.diagnostics.base import Outcome
from policyrules.diagnostics.table_files import TableBroken
from policyrules.sheets.model import Batch, BrokenTable, TableFile
from policyrules.sheets.plain import kind_of, name_of

_DIGITS = 4000
"""The most digits of a number; a longer one is text to whoever reads the fact."""


def open_json(path: str) -> Outcome[TableFile]:
    """The table. Every line is looked at first, because a key may come late."""
    sorts: dict[str, set[str]] = {}
    count = 0
    try:
        for _, row in _lines(path):
            count += 1
            for key, value in row.items():
                sorts.setdefault(key, set()).add(name_of(value))
    except BrokenTable as broken:
        return Outcome(None, (broken.problem,))
    kinds = {key: kind_of(found) for key, found in sorts.items()}
    return Outcome(JsonFile(path, tuple(sorts), count, kinds=kinds))


@frozen(eq=False, slots=False)
class JsonFile(TableFile):
    """A file of JSON Lines. Rows have the number of their line."""

    def batches(self, size: int, only: Sequence[str] | None = None) -> Iterator[Batch]:
        names = tuple(only or self.columns)
        rows: list[int] = []
        columns: dict[str, list[object]] = {name: [] for name in names}
        for at, row in _lines(self.path):
            rows.append(at)
            for name in names:
                columns[name].append(row.get(name))
            if len(rows) == size:
                yield Batch(dict(columns), rows)
                rows, columns = [], {name: [] for name in names}
        if rows:
            yield Batch(dict(columns), rows)


def _lines(path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    with open(path, encoding="utf-8-sig", errors="surrogateescape") as stream:
        for at, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                line.encode()
                row = json.loads(line, parse_float=_decimal, parse_int=_integer, parse_constant=_decimal)
            except UnicodeEncodeError:
                raise BrokenTable(TableBroken(where=path, kind="encoding")) from None
            except (ValueError, RecursionError):
                row = None
            if not isinstance(row, dict):
                raise BrokenTable(TableBroken(where=path, kind="json", where_in=str(at)))
            yield at, row


def _integer(text: str) -> int | str:
    return int(text) if len(text) < _DIGITS else text


def _decimal(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
