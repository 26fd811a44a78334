"""Tables: the workload over 10 thousand, 1 million and 10 million rows, beside the expression written by hand for the same engine.

Every measurement is a process of its own, which holds the rows in memory before it starts; its peak memory is that of the whole
process. The hand-written expressions give the total, the grade and every part's points in floats, and know no missing facts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import frames, twin
from benchmarks.report import Goal, Row, Table
from benchmarks.runner import FULL, Effort, Timing

ROOT = Path(__file__).parents[1]
SIZES = (10_000, 1_000_000, 10_000_000)
HELD = 1_000_000
"""The rows at which the goals hold."""
ENGINES = ("polars", "duckdb")
MISSING = 0.1
"""The share of the facts that is null in the tables with nulls."""


def measure(effort: Effort = FULL) -> list[Table]:
    sizes = (1_000,) if effort.tiny else SIZES
    if not frames.there("polars, hand-written"):
        return [Table("tables", (Row("polars", {}, "not installed here, and needed to make the rows"),))]
    agreed(1_000)
    return [_table(size, effort) for size in sizes]


def agreed(rows: int) -> None:
    """Holds every side against the hand-written function; raises AssertionError where they differ."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "facts.parquet")
        facts = frames.make(rows)
        facts.write_parquet(path)
        for name, side in frames.SIDES.items():
            if frames.there(name):
                found = side.score(side.read(path, None))
                for record, row in zip(facts.to_dicts(), _dicts(found), strict=True):
                    _same(twin.every(record), row, name.endswith("policyrules"))


def _dicts(table: Any) -> list[dict[str, Any]]:
    return list(table.to_dicts() if hasattr(table, "to_dicts") else table.to_pylist())


def _same(expected: tuple[float, str, twin.Points], row: dict[str, Any], ours: bool) -> None:
    total, grade, points = expected
    before = "score." if ours else ""
    assert abs(row[f"{before}total"] - total) < 1e-9
    assert row[f"{before}grade"] == grade or any(abs(total - cut) < 1e-9 for cut in twin.CUTS)
    assert all(abs(row[f"{before}{key}"] - value) < 1e-9 for key, value in points.items())


def _table(size: int, effort: Effort) -> Table:
    turns, rounds = (1, 1) if effort.tiny else (2, 3) if size > HELD else (3, 10)
    with tempfile.TemporaryDirectory() as folder:
        full, holes = Path(folder, "full.parquet"), Path(folder, "holes.parquet")
        for path, share in ((full, 0.0), (holes, MISSING)):
            _run("make", str(path), str(size), str(share))
        asked = {name: (name, full) for name in frames.SIDES}
        asked |= {f"{name}, a tenth of the facts null": (name, holes) for name in frames.SIDES if name.endswith("policyrules")}
        here = {name: one for name, one in asked.items() if frames.there(one[0])}
        runs = [{name: json.loads(_run(side, str(path), str(rounds))) for name, (side, path) in here.items()} for _ in range(turns)]
    found = {name: Timing(name, tuple(s for run in runs for s in run[name]["seconds"])) for name in here}
    peak = {name: min(run[name]["peak"] for run in runs) for name in here}
    rows = []
    for name in sorted(asked, key=lambda name: ENGINES.index(name.partition(",")[0])):
        if name not in here:
            rows.append(Row(name, {}, "not there yet" if "policyrules" in name else "not installed here"))
            continue
        hand = f"{name.partition(',')[0]}, hand-written"
        share = found[hand].best / found[name].best
        figures = {"seconds": found[name].best, "rate": size / found[name].best, "ratio": share, "peak": peak[name]}
        rows.append(Row(name, figures | {"memory": peak[name] / peak[hand], "spread": found[name].spread}))
    title = f"{size:,} rows, every part's points; ratios are of throughput to the hand-written expression on the same engine"
    return Table(title, tuple(rows), _goals(rows) if size == HELD or effort.tiny else ())


def _goals(rows: list[Row]) -> tuple[Goal, ...]:
    found = {row.what: row.figures for row in rows}
    goals: list[Goal] = []
    for engine in ENGINES:
        ours = f"{engine}, policyrules"
        nulls = found[f"{ours}, a tenth of the facts null"].get("ratio")
        goals += [
            Goal(f"{ours}: throughput over {HELD:,} rows, × hand-written", 0.85, found[ours].get("ratio"), least=True),
            Goal(f"{ours}: peak memory over {HELD:,} rows, × hand-written", 1.3, found[ours].get("memory")),
            Goal(f"{ours}: throughput with a tenth of the facts null, × hand-written without", 0.4, nulls, least=True),
        ]
    return tuple(goals)


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.frames", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
