"""In which words expressions are written for an engine, and how they are put on its tables.

narwhals, polars and `sql` call what they have alike (``col``, ``lit``, ``when``), so one piece of code writes all three: polars in
its own words because putting it through narwhals takes longer than scoring some ten thousand rows, DuckDB in SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol

import narwhals as nw
from attrs import frozen

from policyrules.tables import sql

Expr = Any
"""An expression of some dialect."""
Stages = Sequence[Sequence[Expr]]
"""Columns that are added one lot after another, each reading those before."""


class Dialect(Protocol):
    """How one engine is spoken to. ``api`` has ``col``, ``lit`` and so on. ``unknown``: a comparison with a null is null (in pandas
    it can be false); ``passes``: a choice whose condition is null takes the other branch."""

    @property
    def api(self) -> Any: ...

    @property
    def unknown(self) -> bool: ...

    @property
    def passes(self) -> bool: ...

    def put(self, frame: Any, stages: Stages, last: Sequence[Any] | None = None) -> Any:
        """A narwhals frame with columns added, and of all those only the ``last`` (names, or expressions of which not all are
        constant; None: every one)."""

    def asked(self, frame: Any, exprs: Sequence[Expr]) -> Any:
        """What is asked of whole columns, in one row."""

    def divisor(self, like: Expr, value: int) -> Any:
        """A constant to divide by so that quotients are rightly rounded: a number, or made of some finite numbers (floats), which
        must not be constant."""

    def picked(self, place: Expr, texts: Sequence[str | None]) -> Expr | None:
        """The text at a place; None where choosing among them one by one is as quick."""


@frozen
class Narwhals:
    """Whatever narwhals reads."""

    unknown: bool
    passes: bool = False
    api: Any = nw

    def put(self, frame: Any, stages: Stages, last: Sequence[Any] | None = None) -> Any:
        for made in stages:
            if made:
                frame = frame.with_columns(*made)
        return frame if last is None else frame.select(*last)

    def asked(self, frame: Any, exprs: Sequence[Expr]) -> Any:
        return frame.select(*exprs)

    def divisor(self, like: Expr, value: int) -> Any:
        return value

    def picked(self, place: Expr, texts: Sequence[str | None]) -> Expr | None:
        return None


@frozen
class Polars:
    """Polars: several steps on a table that is there are one plan."""

    api: Any
    unknown: bool = True
    passes: bool = True

    def put(self, frame: Any, stages: Stages, last: Sequence[Any] | None = None) -> Any:
        lazy = frame.to_native().lazy()
        for made in stages:
            if made:
                lazy = lazy.with_columns(made)
        lazy = lazy if last is None else lazy.select(last)
        return nw.from_native(lazy.collect() if isinstance(frame, nw.DataFrame) else lazy)

    def asked(self, frame: Any, exprs: Sequence[Expr]) -> Any:
        return nw.from_native(frame.to_native().lazy().select(exprs))

    def divisor(self, like: Expr, value: int) -> Any:
        return like * 0.0 + float(value)  # polars multiplies by the inverse of whatever comes to be one value for all rows

    def picked(self, place: Expr, texts: Sequence[str | None]) -> Expr | None:
        return self.api.lit(self.api.Series(texts, dtype=self.api.String)).gather(place)


@frozen
class DuckDB:
    """DuckDB, by texts: a query over a relation by name would leave a view behind in some of its releases."""

    api: Any = sql
    unknown: bool = True
    passes: bool = True

    def put(self, frame: Any, stages: Stages, last: Sequence[Any] | None = None) -> Any:
        relation = frame.to_native()
        for made in stages:
            if made:
                relation = relation.project(f"*, {', '.join(x.column for x in made)}")
        if last is not None:
            relation = relation.project(", ".join(sql.quoted(x) if isinstance(x, str) else x.column for x in last))
        return nw.from_native(relation)

    def asked(self, frame: Any, exprs: Sequence[Expr]) -> Any:
        return nw.from_native(frame.to_native().aggregate(", ".join(x.column for x in exprs)))

    def divisor(self, like: Expr, value: int) -> Any:
        return value

    def picked(self, place: Expr, texts: Sequence[str | None]) -> Expr | None:
        return None


def dialect(frame: Any) -> Dialect:
    """That of a narwhals frame."""
    kind = frame.implementation
    if kind.is_duckdb():
        return DuckDB()
    return Polars(import_module("polars")) if kind.is_polars() else Narwhals(not kind.is_pandas_like())
