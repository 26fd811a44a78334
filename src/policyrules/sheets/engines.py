"""What a batch is handed to an engine as. Each engine is imported here, when it is asked for."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from policyrules.sheets.arrow import pa

AUTO = "auto"


def chosen(engine: str) -> str:
    """The engine that is meant."""
    return engine if engine != AUTO else "polars" if find_spec("polars") else "pyarrow"


def framed(table: pa.Table, engine: str) -> Any:
    """The same table for an engine."""
    match engine:
        case "polars":
            import polars

            return polars.from_arrow(table)
        case "duckdb":
            import duckdb

            return duckdb.from_arrow(table)
        case "pandas":
            import pandas

            return table.to_pandas(types_mapper=pandas.ArrowDtype)
    return table
