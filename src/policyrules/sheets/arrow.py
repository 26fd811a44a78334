"""pyarrow, which reads, holds and writes columns: the one module that imports it. `need.missing` says whether it is there."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
import pyarrow.dataset as dataset
import pyarrow.parquet as parquet

__all__ = ["csv", "dataset", "pa", "parquet", "pc"]
