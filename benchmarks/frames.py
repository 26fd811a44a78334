"""The workload over tables: made rows, and the ways to score them, by hand (`byhand`) and by the pack.

Run as a program it is one measurement, in a process of its own so that its peak memory is its own:
``python -m benchmarks.frames make PATH ROWS SHARE`` writes rows of which so large a share of facts is missing, and
``python -m benchmarks.frames SIDE PATH ROUNDS`` prints as JSON the seconds of each round and the peak memory.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from attrs import frozen

import policyrules
from benchmarks import byhand
from benchmarks.twin import BOOLEANS, FACTS, PARTLY, WHOLE, WORKLOAD

SUBJECT = "platform"


def make(rows: int, share: float = 0.0) -> Any:
    """So many rows of facts, a polars frame; the same for the same number. ``share`` of the facts are null."""
    pl = import_module("polars")
    number = pl.int_range(rows, dtype=pl.UInt64)

    def drawn(key: str, below: int) -> Any:
        return number.hash(FACTS.index(key)) % below

    columns = {key: drawn(key, 10) > 0 for key in BOOLEANS}
    columns |= {key: drawn(key, high - low + 1).cast(pl.Int64) + low for key, (low, high) in WHOLE.items()}
    for key, (high, k) in PARTLY.items():  # looked up, because polars divides by 10 in a way that makes 0.30000000000000004 of 0.3
        values = [n / 10**k for n in range(high * 10**k + 1)]
        columns[key] = pl.lit(pl.Series(values)).gather(drawn(key, len(values)))
    columns["orgs_active_yearly_rate"] = pl.max_horizontal(columns["orgs_active_yearly_rate"], drawn("area_m2", 2).cast(pl.Float64))
    if share:
        kept = {key: number.hash(100 + n) % 1000 >= int(share * 1000) for n, key in enumerate(columns)}
        columns = {key: pl.when(kept[key]).then(column) for key, column in columns.items()}
    return pl.select(**columns)


@frozen
class Side:
    """A way to score a table: ``read`` takes some of the rows of a file, or all; ``score`` works them out and holds the result."""

    read: Callable[[Path, int | None], Any]
    score: Callable[[Any], Any]


def _polars(path: Path, some: int | None) -> Any:
    return import_module("polars").read_parquet(path, n_rows=some)


def _duckdb(path: Path, some: int | None) -> Any:
    connection = import_module("duckdb").connect()
    limit = "" if some is None else f" LIMIT {some}"
    connection.execute(f"CREATE TABLE facts AS SELECT * FROM read_parquet(?){limit}", [str(path)])
    return connection


@cache
def _policy() -> Any:
    return policyrules.load(WORKLOAD)


def _scored(facts: Any, bounds: bool, every: bool = False) -> Any:
    """The project's own, over the same: a table of the same kind, lazy where that was. Of all that it says what is written by hand
    as well, and with ``every`` the rest too: which branch of its award each part takes, and parts of parts."""
    made = _policy().score(facts, subject=SUBJECT, bounds=bounds)
    if every:
        return made.frame
    parts = ["score", *(f"score.{key}" for key in byhand.parts())]
    names = [f"{part}{end}" for part in parts for end in ((".low", ".high") if bounds else (".points",))]
    wanted = [*names, "score.total", "score.grade"]
    return made.frame.select(wanted if hasattr(made.frame, "collect") else ", ".join(f'"{name}"' for name in wanted))


def _arrow(facts: Any) -> Any:
    return facts.to_arrow_table()


def _looked(connection: Any) -> Any:
    byhand.looked(connection, "facts")
    return connection.sql(byhand.sql("facts"))


SIDES = {
    "polars, hand-written": Side(_polars, lambda frame: byhand.by_polars(frame).collect()),
    "polars, by hand, after a look at the facts": Side(_polars, lambda frame: byhand.by_polars_looked(frame).collect()),
    "polars, policyrules": Side(_polars, lambda frame: _scored(frame.lazy(), False).collect()),
    "polars, policyrules, with every branch": Side(_polars, lambda frame: _scored(frame.lazy(), False, True).collect()),
    "polars, by hand with bounds": Side(_polars, lambda frame: byhand.by_polars_bounds(frame).collect()),
    "polars, policyrules with bounds": Side(_polars, lambda frame: _scored(frame.lazy(), True).collect()),
    "duckdb, hand-written": Side(_duckdb, lambda db: _arrow(db.sql(byhand.sql("facts")))),
    "duckdb, by hand, after a look at the facts": Side(_duckdb, lambda db: _arrow(_looked(db))),
    "duckdb, policyrules": Side(_duckdb, lambda db: _arrow(_scored(db.table("facts"), False))),
    "duckdb, policyrules, with every branch": Side(_duckdb, lambda db: _arrow(_scored(db.table("facts"), False, True))),
    "duckdb, by hand with bounds": Side(_duckdb, lambda db: _arrow(db.sql(byhand.sql_bounds("facts")))),
    "duckdb, policyrules with bounds": Side(_duckdb, lambda db: _arrow(_scored(db.table("facts"), True))),
}
"""What knows bounds is measured over rows of which facts are missing."""
BOUNDS = " with bounds"


def there(side: str) -> bool:
    """Whether it can be measured: the engine is installed."""
    return find_spec(side.partition(",")[0]) is not None


def once(side: Side, path: Path, rounds: int) -> dict[str, Any]:
    """Seconds of each round over all rows, after one over a few of them, and the most memory that the process held, in bytes."""
    side.score(side.read(path, 1_000))
    held = side.read(path, None)
    before, seconds = _peak(), []
    for _ in range(rounds):
        start = time.perf_counter()
        scored = side.score(held)
        seconds.append(time.perf_counter() - start)
        del scored
    return {"seconds": seconds, "peak": _peak(), "before": before}


def _peak() -> int:
    """In bytes. On Linux `getrusage` also counts what the process held that started this one; the kernel's own figure does not."""
    return held() or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def held(process: int | str = "self") -> int:
    """The most memory that a process has held so far, in bytes; 0 where the kernel does not tell, or it is gone."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def main(what: str, path: str, *numbers: str) -> None:
    if what == "make":
        make(int(numbers[0]), float(numbers[1])).write_parquet(path)
    else:
        print(json.dumps(once(SIDES[what], Path(path), int(numbers[0]))))


if __name__ == "__main__":
    main(*sys.argv[1:])
