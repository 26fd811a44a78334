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
GROWS, LONG = 100, 120.0
"""How many times more rows the next size has, at most, and how many seconds of one process are too long."""
ENGINES = ("polars", "duckdb")
MISSING = 0.1
"""The share of the facts that is null in the tables with nulls."""


def measure(effort: Effort = FULL) -> list[Table]:
    sizes = (1_000,) if effort.tiny else SIZES
    if not frames.there("polars, hand-written"):
        return [Table("tables", (Row("polars", {}, "not installed here, and needed to make the rows"),))]
    agreed(1_000)
    slow: set[str] = set()
    return [_table(size, effort, slow) for size in sizes]


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
                    _same(twin.every(record), row, "policyrules" in name)


def _dicts(table: Any) -> list[dict[str, Any]]:
    return list(table.to_dicts() if hasattr(table, "to_dicts") else table.to_pylist())


def _same(expected: tuple[float, str, twin.Points], row: dict[str, Any], ours: bool) -> None:
    total, grade, points = expected
    before = "score." if ours else ""
    after = next(x for x in ((".low", ".high"), (".points",), ("",)) if f"{before}{next(iter(points))}{x[0]}" in row)
    assert abs(row[f"{before}total"] - total) < 1e-9
    assert row[f"{before}grade"] == grade or any(abs(total - cut) < 1e-9 for cut in twin.CUTS)
    assert all(abs(row[f"{before}{key}{end}"] - value) < 1e-9 for key, value in points.items() for end in after)


def _table(size: int, effort: Effort, slow: set[str]) -> Table:
    """The table of one size. ``slow`` are sides that would take more than `LONG` over it; those of the next size are added."""
    turns, rounds = (1, 1) if effort.tiny else (2, 3) if size > HELD else (3, 10)
    here = [side for side in frames.SIDES if frames.there(side) and side not in slow]
    with tempfile.TemporaryDirectory() as folder:
        files = {share: Path(folder, f"{share}.parquet") for share in (0.0, MISSING)}
        for share, path in files.items():
            _run("make", str(path), str(size), str(share))
        paths = {side: str(files[MISSING if side.endswith(frames.BOUNDS) else 0.0]) for side in here}
        runs = _runs(here, paths, rounds, turns)
    slow |= set(here) - runs.keys()
    here = list(runs)
    found = {side: Timing(side, tuple(s for run in runs[side] for s in run["seconds"])) for side in here}
    peak = {side: min(run["peak"] for run in runs[side]) for side in here}
    rows = []
    for side in frames.SIDES:
        if side not in here:
            rows.append(Row(_named(side), {}, "too slow for so many" if side in slow else _absent(side)))
            continue
        hand = f"{side.partition(',')[0]}, hand-written"
        figures = {"seconds": found[side].best, "rate": size / found[side].best, "ratio": found[hand].best / found[side].best}
        figures |= {"peak": peak[side], "memory": peak[side] / peak[hand], "spread": found[side].spread}
        rows.append(Row(_named(side), figures))
    slow |= {side for side in here if found[side].best * GROWS > LONG}
    title = f"{size:,} rows, every part's points; ratios are of throughput, to the hand-written expression on the same engine"
    return Table(title, tuple(rows), _goals(rows) if size == HELD or effort.tiny else ())


def _runs(sides: list[str], paths: dict[str, str], rounds: int, turns: int) -> dict[str, list[dict[str, Any]]]:
    """What the processes of each side found, in turns; a side that takes too long is left out."""
    made: dict[str, list[dict[str, Any]]] = {side: [] for side in sides}
    for _ in range(turns):
        for side in list(made):
            try:
                made[side].append(json.loads(_run(side, paths[side], str(rounds))))
            except subprocess.TimeoutExpired:
                del made[side]
    return made


def _named(side: str) -> str:
    return f"{side}, a tenth of the facts null" if side.endswith(frames.BOUNDS) else side


def _absent(side: str) -> str:
    return (
        "not there yet"
        if side.partition(", ")[2] != "hand-written" and frames.there("polars, hand-written")
        else "not installed here"
    )


def _goals(rows: list[Row]) -> tuple[Goal, ...]:
    found = {row.what: row.figures for row in rows}
    goals: list[Goal] = []
    for engine in ENGINES:
        ours, bounds = found[f"{engine}, policyrules"], found[_named(f"{engine}, policyrules{frames.BOUNDS}")]
        goals += [
            Goal(f"{engine}: throughput over {HELD:,} rows, × hand-written", 0.85, ours.get("ratio"), least=True),
            Goal(f"{engine}: peak memory over {HELD:,} rows, × hand-written", 1.3, ours.get("memory")),
            Goal(
                f"{engine}: throughput with bounds, a tenth of the facts null, × hand-written", 0.4, bounds.get("ratio"), least=True
            ),
        ]
    return tuple(goals)


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.frames", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=LONG).stdout
