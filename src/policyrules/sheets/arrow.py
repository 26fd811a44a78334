"""pyarrow, which reads, holds and writes columns: the one module that imports it. `need.missing` says whether it is there."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
import pyarrow.dataset as dataset
import pyarrow.parquet as parquet

__all__ = ["csv", "dataset", "pa", "parquet", "pc", "release"]


def release() -> None:
    """Gives back memory that large steps took, before the next one takes its own."""
    pa.default_memory_pool().release_unused()
