"""The workload over tables: made rows, and the hand-written expression of polars and of DuckDB, in floats, for the total, the grade
and every part's points. Like `twin`, they explain nothing and know no missing facts.

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
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from attrs import frozen

import policyrules
from benchmarks.engines import Dialect, criteria, grade, items
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


def by_polars(frame: Any) -> Any:
    """The hand-written expression, lazily, over a lazy frame."""
    pl = import_module("polars")
    c = pl.col

    def given(test: Any, points: float) -> Any:
        return pl.when(test).then(points).otherwise(0.0)

    def part(points: float, ratio: Any) -> Any:
        return points * pl.min_horizontal(1.0, ratio)

    quarterly, qualified = c("orgs_active_quarterly_rate"), (c("operator_years") >= 2) & (c("operator_rating") >= 3)
    rows = {
        "premises.office": given(c("has_office"), 4.0),
        "premises.equipment": given(c("has_equipment"), 3.0),
        "premises.area": pl.when(c("area_m2") >= 300).then(5.0).otherwise(5 * c("area_m2") / 300),
        "premises.shared": given(c("shares_resources"), 3.0),
        "operation.legal": given(c("operator_legal_person"), 4.0),
        "operation.entry": given(c("operator_local") | qualified, 3.0),
        "operation.staffing": part(3.0, c("social_workers") / (c("org_count") / 50).ceil()),
        "funding.sources": part(6.0, c("fund_sources") / 3),
        "funding.special": given(c("special_fund"), 4.0),
        "party.service": given(c("party_instructor"), 5.0),
        "party.brand": given(c("party_brand"), 5.0),
        "nurturing.residency": given(c("residency_rules"), 3.0),
        "nurturing.key": part(3.0, c("key_orgs") / 5),
        "nurturing.lead": pl.when(quarterly < 0.30).then(0.0).when(c("orgs_active_yearly_rate") >= 1).then(3.0).otherwise(1.5),
        "nurturing.assess": given(c("org_assessment"), 3.0),
        "hub.survey": given(c("survey_done"), 3.0) + given(c("survey_report"), 3.0),
        "hub.link": given(c("resource_list"), 3.0) + given(c("matching_events") >= 1, 3.0),
        "hub.media": part(6.0, c("media_channels") / 4),
        "services.training": part(5.0, (c("trainings") + c("salons")) / 8),
        "services.planning": part(5.0, c("projects_planned") / 4),
        "services.guidance": pl.when(c("min_tracking") >= 3).then(5.0).otherwise(5 * c("min_tracking") / 3),
        "services.brand": given(c("brand_events") >= 1, 5.0),
        "opinion.satisfaction": 5 * c("satisfaction") / 100,
    }
    below = items(Dialect())
    sums = {item: sum((c(key) for key in keys[1:]), c(keys[0])) for item, keys in below.items()}
    first, *rest = (c(item) for item in below)
    graded = pl.when(c("total") >= 90).then(pl.lit("excellent")).when(c("total") >= 75).then(pl.lit("good"))
    scored = frame.lazy().select(**rows).with_columns(**sums).with_columns(total=sum(rest, first))
    return scored.with_columns(grade=graded.otherwise(pl.lit("improving")))


class Sql(Dialect):
    def choose(self, test: str, yes: str, no: str) -> str:
        return f"CASE WHEN {test} THEN {yes} ELSE {no} END"

    def least(self, a: str, b: str) -> str:
        return f"least({a}, {b})"


def sql(table: str) -> str:
    """The hand-written query. Its numbers are doubles (1.5e0): DuckDB takes 1.5 for a decimal and is slower then."""
    say = Sql()
    rows = ", ".join(f'{text} AS "{key}"' for key, text in criteria(say).items())
    sums = ", ".join(" + ".join(f'"{key}"' for key in keys) + f' AS "{item}"' for item, keys in items(say).items())
    total = " + ".join(f'"{item}"' for item in items(say))
    graded = grade(say, "total").replace('"', "'")
    inner = f"SELECT *, {total} AS total FROM (SELECT *, {sums} FROM (SELECT {rows} FROM {table}))"
    return re.sub(r"(\d\.\d+)", r"\1e0", f"SELECT *, {graded} AS grade FROM ({inner})")


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


def _scored(facts: Any, bounds: bool) -> Any:
    """The project's own, over the same: a table of the same kind, lazy where that was."""
    policy: Any = policyrules.load(WORKLOAD)
    return policy.score(facts, subject=SUBJECT, bounds=bounds).frame


SIDES = {
    "polars, hand-written": Side(_polars, lambda frame: by_polars(frame).collect()),
    "polars, policyrules": Side(_polars, lambda frame: _scored(frame.lazy(), False).collect()),
    "polars, policyrules with bounds": Side(_polars, lambda frame: _scored(frame.lazy(), True).collect()),
    "duckdb, hand-written": Side(_duckdb, lambda connection: connection.sql(sql("facts")).to_arrow_table()),
    "duckdb, policyrules": Side(_duckdb, lambda connection: _scored(connection.table("facts"), False).to_arrow_table()),
    "duckdb, policyrules with bounds": Side(_duckdb, lambda connection: _scored(connection.table("facts"), True).to_arrow_table()),
}
"""The project's own knows bounds where it is asked for them: then it is measured over rows of which facts are missing."""
BOUNDS = " with bounds"


def there(side: str) -> bool:
    """Whether it can be measured: the engine is installed, and the project scores tables."""
    return find_spec(side.partition(",")[0]) is not None and (side.endswith("hand-written") or hasattr(policyrules.Policy, "score"))


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
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main(what: str, path: str, *numbers: str) -> None:
    if what == "make":
        make(int(numbers[0]), float(numbers[1])).write_parquet(path)
    else:
        print(json.dumps(once(SIDES[what], Path(path), int(numbers[0]))))


if __name__ == "__main__":
    main(*sys.argv[1:])
