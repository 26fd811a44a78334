"""Tables as they are read and made: a few things that engines do each in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import narwhals as nw

Frame = nw.DataFrame[Any]
Row = dict[str, Any]

BATCH = 20_000
"""How many rows are taken at a time where they are taken one by one."""


def readable(frame: Frame | nw.LazyFrame[Any]) -> Frame | nw.LazyFrame[Any]:
    """A table whose columns say what they hold: pandas keeps truth values of which some are null as objects of any kind."""
    if not frame.implementation.is_pandas_like():
        return frame
    native, types = frame.to_native(), frame.implementation.to_native_namespace().api.types
    kept = [name for name, kind in frame.collect_schema().items() if kind == nw.Object]
    truths = [name for name in kept if types.infer_dtype(native[name], skipna=True) == "boolean"]
    made: Frame = nw.from_native(native.astype(dict.fromkeys(truths, "boolean")) if truths else native, eager_only=True)
    return made


def eager(frame: Frame | nw.LazyFrame[Any]) -> Frame:
    """The rows themselves, of polars as polars, of other lazy engines as pyarrow."""
    if isinstance(frame, nw.DataFrame):
        return frame
    return frame.collect() if frame.implementation.is_polars() else frame.collect("pyarrow")


def batches(frame: Frame) -> Iterator[tuple[int, Frame]]:
    """Pieces of a table, each with the place of its first row."""
    for start in range(0, max(len(frame), 1), BATCH):
        yield start, frame[start : start + BATCH]


def rows(frame: Frame, names: Sequence[str]) -> list[Row]:
    """Rows of plain values: None for a null, and for a NaN where the engine has no other null."""
    if not names:
        return [{} for _ in range(len(frame))]
    lists = [values(frame[name]) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*lists, strict=True)]


def values(series: nw.Series[Any]) -> list[Any]:
    """The values of a column. A moment at the beginning of a day is that day."""
    found: list[Any] = series.to_list()
    if series.implementation.is_pandas_like():
        found = [None if null else x for x, null in zip(found, series.is_null().to_list(), strict=True)]
    if series.dtype.is_temporal() or series.dtype == nw.Object:
        found = [_day(x) for x in found]
    return found


def _day(value: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo is None and value.time() == time():
        return date(value.year, value.month, value.day)
    return value


def made(columns: dict[str, list[Any]], kinds: dict[str, Any], like: Frame) -> Frame:
    """A table of the engine of another one."""
    if like.implementation.is_pandas_like():
        return _pandas(columns, kinds, like)
    return nw.from_dict(columns, schema=kinds, backend=like.implementation)


def _pandas(columns: dict[str, list[Any]], kinds: dict[str, Any], like: Frame) -> Frame:
    """Whole numbers of which some are null need a type of their own there."""
    pd = like.implementation.to_native_namespace()
    whole = {nw.Int64: "Int64", nw.Int8: "int8", nw.Float64: "float64", nw.String: "str"}
    return nw.from_native(pd.DataFrame({k: pd.Series(v, dtype=whole[kinds[k]]) for k, v in columns.items()}), eager_only=True)


def beside(left: Frame, right: Frame) -> Frame:
    """The columns of two tables with as many rows."""
    return left.with_columns(*(right[name] for name in right.columns)) if left.columns else right


def numbered(frame: Frame | nw.LazyFrame[Any], name: str) -> Frame | nw.LazyFrame[Any]:
    """With the places of its rows in a column."""
    if isinstance(frame, nw.DataFrame):
        return frame.with_row_index(name)
    made: nw.LazyFrame[Any] = nw.from_native(frame.to_native().with_row_index(name))
    return made


def together(one: Frame | nw.LazyFrame[Any], other: Frame) -> Frame | nw.LazyFrame[Any]:
    """The rows of two tables with the same columns. Where they are of databases that cannot be joined, in memory."""
    other = other.select(*one.collect_schema().names())
    if isinstance(one, nw.DataFrame):
        return nw.concat([one, other], how="vertical")
    lazy: nw.LazyFrame[Any] = nw.from_native(like(other, one))
    if not one.implementation.is_duckdb():
        return nw.concat([one, lazy], how="vertical")
    try:
        return nw.concat([one, lazy], how="vertical")
    except one.implementation.to_native_namespace().InvalidInputException:  # one is of a connection of the caller's own
        return nw.concat([one.collect("pyarrow"), other], how="vertical").lazy("duckdb")


def like(frame: Frame, given: Frame | nw.LazyFrame[Any]) -> Any:
    """A table in the form of the one that was given: lazy where that was."""
    if isinstance(given, nw.DataFrame):
        return frame.to_native()
    kind = given.implementation
    if kind.is_polars() or kind.is_duckdb():
        return frame.lazy(kind).to_native()
    session = given.to_native().sparkSession
    return frame.lazy(kind, session=session).to_native()
