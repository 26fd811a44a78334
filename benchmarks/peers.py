"""Other engines over the same workload and facts, where they are installed: `pip install 'policyrules[bench]'`."""

from __future__ import annotations

from benchmarks import twin
from benchmarks.engines import PEERS, Engine, Peer
from benchmarks.report import Goal, Row, Table
from benchmarks.runner import FULL, Case, Effort, timed
from benchmarks.single import COUNT, readings, workload

OURS = "policyrules"
OURS_DOES = (
    "Every fact is checked (declared, of its kind, in its bounds), numbers are exact, missing facts give bounds; the result has "
    "reason, citations and sentence of each part, made when they are read."
)


def measure(effort: Effort = FULL) -> list[Table]:
    program = workload(4 if effort.tiny else COUNT)
    program.agreed()
    way, run = next(iter(program.ways().items()))
    asked = readings(run, program.card)
    ours = f"{OURS}, {way}"
    here = {f"{peer.package} {peer.version}": (peer, peer.make()) for peer in PEERS if peer.version}
    for _, engine in here.values():
        agreed(engine, program.records)
    pairs = {"hand-written": (twin.short, twin.every), ours: (asked["total and grade"], asked["every part's points"])}
    pairs |= {name: (engine.short, engine.every) for name, (_, engine) in here.items()}
    cases = [
        Case(f"{name} {which}", call, program.records) for name, two in pairs.items() for which, call in zip("SE", two, strict=True)
    ]
    more = {f"{name}, {added}": call for name, (_, engine) in here.items() for added, call in engine.also.items()}
    found = timed([*cases, *(Case(f"{name} E", call, program.records) for name, call in more.items())], effort)
    base = found["hand-written E"].best

    def row(name: str, note: str) -> Row:
        short, every = found.get(f"{name} S"), found[f"{name} E"].best
        return Row(name, {"short": short.best if short else None, "every": every, "ratio": every / base}, note)

    rows = [row("hand-written", "Plain Python over a dict, in floats."), row(ours, OURS_DOES)]
    for name, (peer, engine) in here.items():
        rows += [row(name, peer.does), *(row(f"{name}, {added}", "") for added in engine.also)]
    rows += [Row(peer.package, {}, "not installed here") for peer in PEERS if not peer.version]
    fastest = min((found[f"{name} E"].best for name in here), default=None)
    goal = Goal("evaluate: every part's points, × the fastest peer", 1 / 6, found[f"{ours} E"].best / fastest if fastest else None)
    return [
        Table(
            "other engines; S: total and grade, E: every part's points; ratios of E to the hand-written function",
            tuple(rows),
            (goal,),
        )
    ]


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


__all__ = ["Peer", "agreed", "measure"]
