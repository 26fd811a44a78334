"""Growth: what a criterion costs among 20, 200 and 2,000, and what lists cost by how long they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks import grown, lists
from benchmarks.report import Goal, Row, Table
from benchmarks.runner import FULL, Case, Effort, timed
from benchmarks.single import Run, points, ways

SIZES = (20, 200, 2_000)
LENGTHS = (1, 10, 100)
"""How many times 10,000 activities."""


def measure(effort: Effort = FULL) -> list[Table]:
    if effort.tiny:
        return [criteria(effort, SIZES[:1]), collections(effort, LENGTHS[:1])]
    return [criteria(effort, SIZES), collections(effort, LENGTHS)]


def criteria(effort: Effort, sizes: tuple[int, ...]) -> Table:
    cases: dict[tuple[str, int], Case] = {}
    for size in sizes:
        records = [grown.facts(size, seed) for seed in range(max(2, 400 // size))]
        for way, run in ways(grown.load(size)).items():
            agreed(run, size, records[0])
            for read, call in (("total and grade", partial(short, run)), ("every part's points", partial(every, run))):
                cases[f"{way}: {read}", size] = Case(f"{way}: {read}, {size:,} criteria", call, records)
    found = timed(list(cases.values()), effort)
    each = {key: found[case.name].best / key[1] for key, case in cases.items()}
    ratio = {(what, size): time / each[what, sizes[0]] for (what, size), time in each.items()}
    rows = [Row(cases[k].name, {"seconds": found[cases[k].name].best, "each": each[k], "ratio": ratio[k]}) for k in sorted(cases)]
    default = next(iter(cases))[0].partition(":")[0]
    goals = [
        Goal(f"evaluate{what.removeprefix(default)}, a criterion among {size:,}, × one among {sizes[0]}", 1.5, found)
        for (what, size), found in ratio.items()
        if size == sizes[-1] and what.startswith(default)
    ]
    return Table(f"criteria; ratios are of the time for one of them, to that among {sizes[0]}", tuple(rows), tuple(goals))


def short(run: Run, record: Any) -> object:
    return [(score.total, score.grade) for score in run(record).scores.values()]


def every(run: Run, record: Any) -> object:
    return [(score.total, score.grade, points(score)) for score in run(record).scores.values()]


def agreed(run: Run, size: int, record: dict[str, Any]) -> None:
    """Holds the hand-written loop against an evaluator; raises AssertionError where they differ."""
    result, expected = run(record), grown.by_hand(size, record)
    got = [points(result[grown.card(n)])[grown.part(n)][0] for n in range(size)]
    assert all(abs(a - b) < 1e-9 for a, b in zip(got, expected, strict=True))
    assert abs(sum(score.total or 0 for score in result.scores.values()) - sum(expected)) < 1e-9


def collections(effort: Effort, lengths: tuple[int, ...]) -> Table:
    policy = lists.load()
    rows = []
    for times in lengths:
        given = lists.facts(times)
        size = f"{10_000 * times:,} activities"
        calls: dict[str, Callable[[Any], object]] = {"hand-written loop": lists.by_hand}
        for way, run in ways(policy, on=lists.ON).items():
            assert run(given)["score"].total == lists.by_hand(given)
            calls |= {f"{way}: evaluate": run, f"{way}: evaluate and explain": partial(explained, run)}
        few = Effort(min(effort.rounds, 9 if times == 1 else 3), effort.seconds)
        found = timed([Case(f"{size}: {name}", call, [given]) for name, call in calls.items()], few)
        base = found[f"{size}: hand-written loop"].best
        rows += [Row(t.name, {"seconds": t.best, "spread": t.spread, "ratio": t.best / base}) for t in found.values()]
    return Table("lists of records; ratios are of the hand-written loop", tuple(rows))


def explained(run: Run, record: Any) -> object:
    return run(record).explain("zh")
