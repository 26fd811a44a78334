"""The command `policyrules score`: ten million rows, and a million with a table of records, from Parquet to Parquet.

The command is a process of its own; its memory is the most that it held. Before anything is told, rows out and rows set aside are
held against the rows that went in, and some of the results against one evaluation each.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import policyrules
from benchmarks import frames
from benchmarks.report import Goal, Row, Table
from benchmarks.runner import FULL, Effort
from benchmarks.twin import WORKLOAD

POLICY = """\
政策 records “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0，不大于 600
    活动 as activities：明细
        日期 as date：日期
        人数 as people：整数 人，不小于 0，不大于 1000
评分 测评 as score 对象 平台
    考核期 测评日所在年
    项目 场地 as premises
        若 面积 不少于 300平方米，得 3 分
    项目 活动 as events
        若 活动（人数 不少于 10人）的次数 至少 2次，得 4 分
        若 活动的人数 合计 不少于 100人，得 3 分
"""
ON = date(2022, 12, 31)
MOST = 2 * 2**30
"""The memory that no table should take."""
BAD = 100
"""Every so many rows one has an area that cannot be."""
CHECKED = 200


def measure(effort: Effort = FULL) -> list[Table]:
    if find_spec("polars") is None or find_spec("pyarrow") is None:
        return [Table("the command `policyrules score`", (Row("polars and pyarrow", {}, "not installed here"),))]
    plain, tied = (1_000, 1_000) if effort.tiny else (10_000_000, 1_000_000)
    rows, goals = [], []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for row in (_plain(home, plain), _tied(home, tied)):
            rows.append(row)
            goals.append(Goal(f"`policyrules score`: {row.what}", MOST, row.figures["peak"], kind="peak"))
    return [Table("the command `policyrules score`, from Parquet to Parquet", tuple(rows), tuple(goals))]


def _plain(home: Path, rows: int) -> Row:
    given = home / "rows.parquet"
    subprocess.run([sys.executable, "-m", "benchmarks.frames", "make", str(given), str(rows), "0.1"], check=True)
    figures = _run(home, [str(WORKLOAD), str(given)], rows, 0)
    given.unlink()
    return Row(f"the workload, {rows:,} rows, a tenth of the facts null", figures)


def _tied(home: Path, rows: int) -> Row:
    """Platforms, with none to four records each, two on average; some with an area that cannot be."""
    pl = import_module("polars")
    pack = home / "records"
    pack.mkdir()
    (pack / "records.policy").write_text(POLICY, encoding="utf-8")
    number = pl.int_range(rows, dtype=pl.UInt64)
    area = pl.when(number % BAD == 7).then(-1).otherwise((number.hash(1) % 600).cast(pl.Int64))
    main = pl.select(key=number.cast(pl.Int64), area=area)
    count = pl.int_range(2 * rows, dtype=pl.UInt64)
    day = pl.lit(date(2022, 1, 1)) + pl.duration(days=(count.hash(3) % 365).cast(pl.Int64))
    records = pl.select(key=(count.hash(2) % rows).cast(pl.Int64), date=day, people=(count.hash(4) % 120).cast(pl.Int64))
    main.write_parquet(home / "main.parquet")
    records.write_parquet(home / "records.parquet")
    asked = [str(pack), str(home / "main.parquet"), "--children", f"活动={home / 'records.parquet'}", "--on", ON.isoformat()]
    figures = _run(home, asked, rows, -(-(rows - 7) // BAD))
    _checked(pack, main, records, pl.read_parquet(home / "out.parquet"))
    return Row(f"{rows:,} rows and {2 * rows:,} records, {100 // BAD}% of the rows bad", figures)


def _run(home: Path, asked: list[str], rows: int, bad: int) -> Mapping[str, float | None]:
    """Seconds, rows a second and the most memory, in bytes."""
    pl = import_module("polars")
    out = home / "out.parquet"
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "policyrules", "score", *asked, "-o", str(out)], stdout=-3, stderr=-3) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, frames.held(process.pid))
            time.sleep(0.02)
    seconds = time.perf_counter() - start
    problems = home / "out.problems.csv"
    aside = pl.scan_csv(problems).select(pl.len()).collect().item() if problems.exists() else 0
    made = pl.scan_parquet(out).select(pl.len()).collect().item()
    assert (process.returncode, aside, made) == (1 if bad else 0, bad, rows - bad), (process.returncode, aside, made)
    return {"seconds": seconds, "rate": rows / seconds, "peak": peak or None}


def _checked(pack: Path, main: Any, records: Any, found: Any) -> None:
    """Some rows, each evaluated by itself."""
    policy: Any = policyrules.load(pack)
    some = {row["key"]: row for row in found.head(CHECKED).to_dicts()}
    lists = records.filter(import_module("polars").col("key").is_in(list(some))).to_dicts()
    for row in main.head(2 * CHECKED).to_dicts():
        if row["key"] in some:
            own = [{"date": r["date"], "people": r["people"]} for r in lists if r["key"] == row["key"]]
            score = policy.evaluate({"area": row["area"], "activities": own}, on=ON, engine="interpreter")["score"]
            assert float(score.total) == some[row["key"]]["score.total"]
