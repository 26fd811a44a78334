"""Other engines over the same workload and facts, where they are installed: `pip install 'policyrules[bench]'`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks import twin
from benchmarks.engines import PEERS, Engine
from benchmarks.report import Goal, Row, Table
from benchmarks.runner import FULL, Case, Effort, timed
from benchmarks.single import COUNT, readings, workload

OURS = (
    "Every fact is checked (declared, of its kind, in its bounds), numbers are exact, missing facts give bounds; the result has "
    "reason, citations and sentence of each part, made when they are read."
)


def measure(effort: Effort = FULL) -> list[Table]:
    program = workload(4 if effort.tiny else COUNT)
    program.agreed()
    way, run = next(iter(program.ways().items()))
    asked = readings(run, program.card)
    ours, hand = f"policyrules, {way}", "hand-written"
    here = {f"{peer.package} {peer.version}": (peer, peer.make()) for peer in PEERS if peer.version}
    calls: dict[str, Callable[[Any], object]] = {f"{hand}: S": twin.short, f"{hand}: E": twin.every}
    calls |= {f"{ours}, nothing read: E": run, f"{ours}: S": asked["total and grade"], f"{ours}: E": asked["every part's points"]}
    for name, (_, engine) in here.items():
        agreed(engine, program.records)
        calls |= {f"{name}: S": engine.short, f"{name}: E": engine.every}
        calls |= {f"{name}, {added}: E": call for added, call in engine.also.items()}
    found = {name: t.best for name, t in timed([Case(*call, program.records) for call in calls.items()], effort).items()}

    def row(name: str, note: str) -> Row:
        every = found[f"{name}: E"]
        return Row(name, {"short": found.get(f"{name}: S"), "every": every, "ratio": every / found[f"{hand}: E"]}, note)

    rows = [row(hand, "Plain Python over a dict, in floats."), row(f"{ours}, nothing read", ""), row(ours, OURS)]
    for name, (peer, engine) in here.items():
        rows += [row(name, peer.does), *(row(f"{name}, {added}", "") for added in engine.also)]
    rows += [Row(peer.package, {}, "not installed here") for peer in PEERS if not peer.version]
    fastest = min((found[f"{name}: E"] for name in here), default=None)
    held = {"nothing read": f"{ours}, nothing read: E", "every part's points": f"{ours}: E"}
    goals = [
        Goal(f"evaluate: {read}, × E of the fastest peer", 1 / 6, found[x] / fastest if fastest else None)
        for read, x in held.items()
    ]
    title = "other engines; S: total and grade, E: every part's points; ratios of E to the hand-written function"
    return [Table(title, tuple(rows), tuple(goals))]


def agreed(engine: Engine, records: list[dict[str, object]]) -> None:
    """Holds an engine against the hand-written function; raises AssertionError where they differ."""
    for record in records:
        total, grade, points = twin.every(record)
        short, graded = engine.short(record)
        whole, named, parts = engine.read(engine.every(record))
        assert abs(float(short) - total) < 1e-9
        assert abs(float(whole) - total) < 1e-9
        assert parts.keys() == points.keys()
        assert all(abs(float(parts[key]) - value) < 1e-9 for key, value in points.items())
        assert graded == named == grade or any(abs(total - cut) < 1e-9 for cut in twin.CUTS)
