"""Keys, which say whose record it is: compared as text, so that 1 in one file and "1" in another are one key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from policyrules.language.characters import normalise
from policyrules.sheets.arrow import pa, pc, release
from policyrules.sheets.model import Cells
from policyrules.sheets.plain import written

_BETWEEN = "\x1f"
"""Stands between the parts of a key of several columns; nobody types it."""


def keys(columns: Sequence[Cells]) -> pa.Array:
    """The key of each row, from one column or several; null where any of them is empty."""
    parts = [_text(column) for column in columns]
    return parts[0] if len(parts) == 1 else reduce(lambda a, b: pc.binary_join_element_wise(a, b, _BETWEEN), parts)


def shown(key: str) -> str:
    """A key as a message shows it."""
    return key.replace(_BETWEEN, " / ")


def repeated(every: pa.ChunkedArray) -> pa.Array:
    """The keys that stand in more than one row."""
    distinct = pc.count_distinct(every, mode="only_valid").as_py()
    release()
    if distinct == len(every) - every.null_count:  # nearly always, and takes much less memory than to count each
        return pa.array([], pa.string())
    counted = pc.value_counts(every.drop_null())
    return counted.field("values").filter(pc.greater(counted.field("counts"), 1))


def among(column: pa.Array, some: pa.Array) -> list[int]:
    """The places of a column that hold one of some keys."""
    return list(pc.indices_nonzero(pc.is_in(column, value_set=some, skip_nulls=True)).to_pylist()) if len(some) else []


def _text(column: Cells) -> pa.Array:
    if isinstance(column, list):
        return pa.array([None if v is None else normalise(written(v)).strip() or None for v in column], pa.string())
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_floating(column.type) and pc.all(pc.equal(pc.trunc(column), column), min_count=0).as_py():
        column = column.cast(pa.int64())
    if pa.types.is_decimal(column.type) or pa.types.is_nested(column.type):
        return _text(column.to_pylist())
    text = pc.utf8_trim_whitespace(column.cast(pa.string()))
    return pc.if_else(pc.equal(text, ""), None, text)
