"""Columns of plain values, from formats that give cell by cell: what a column is as a whole, for those that are carried along."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from policyrules.sheets.arrow import pa

_LONGEST = 18
"""The most digits of a whole number that is kept as one."""


def whole(value: object) -> object:
    """A cell of a spreadsheet, which knows floats only: a whole one is the integer that was typed; an empty one is nothing."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2.0**53:
        return int(value)
    if isinstance(value, str) and not value.strip():
        return None
    return value


def name_of(value: object) -> str:
    """Which sort of value it is; a column of one sort is kept as that."""
    match value:
        case None:
            return ""
        case bool():
            return "bool"
        case int():
            return "int" if abs(value) < 10**_LONGEST else "text"
        case float() | Decimal():
            return "float"
        case datetime():
            return "moment"
        case date():
            return "date"
    return "text"


def kind_of(names: Iterable[str]) -> pa.DataType:
    """What a column is that holds values of these sorts."""
    found = frozenset(names) - {""}
    kinds = {"bool": pa.bool_(), "int": pa.int64(), "float": pa.float64(), "moment": pa.timestamp("us"), "date": pa.date32()}
    if found == {"int", "float"}:
        return pa.float64()
    return kinds.get(next(iter(found)), pa.string()) if len(found) == 1 else pa.string()


def column(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    """The values as a column of this kind."""
    if pa.types.is_string(kind):
        return pa.array([None if v is None else v if isinstance(v, str) else written(v) for v in values], kind)
    if pa.types.is_floating(kind):
        return pa.array([None if v is None else float(v) for v in values], kind)  # type: ignore[arg-type]
    return pa.array(values, kind)


def written(value: object) -> str:
    """A value as text, as a person would write it."""
    match value:
        case bool():
            return "true" if value else "false"
        case date() | time():
            return value.isoformat()
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case timedelta():
            return str(value)
    return str(value)
