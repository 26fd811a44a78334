"""One evaluation: each evaluator beside the hand-written function, over the workload and the Wenzhou platform.

The time is that of the whole `Policy.evaluate`: facts checked and read, everything worked out, a result that explains itself. What
is read of the result besides is named in each line; the hand-written function that ratios are of gives every part's points and
explains nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from attrs import frozen

import policyrules
from benchmarks import twin, wenzhou
from benchmarks.report import Goal, Table, rows
from benchmarks.runner import FULL, Case, Effort, Timing, timed
from policyrules import Policy, ScoreResult
from policyrules.evaluation.prepared import Prepared
from policyrules.language.values import Number

COUNT = 64
"""Records that are gone through in turn."""

Run = Callable[[Any], Any]
"""An evaluation of one record, which gives a `Result`."""


@frozen
class Program:
    """A pack with its hand-written twin, and facts for both."""

    name: str
    policy: Policy
    subject: str
    card: str
    arguments: Mapping[str, Any]
    """What `evaluate` is given besides the facts."""
    hand: Mapping[str, Callable[[Any], Any]]
    """Hand-written functions, the one that gives every part's points last."""
    records: list[dict[str, Any]]
    holes: list[dict[str, Any]]

    def ways(self) -> dict[str, Run]:
        return ways(self.policy, **self.arguments)

    def prepared(self) -> list[Prepared]:
        """The facts, read once for several evaluations."""
        return [self.policy.prepare(record, subject=self.subject) for record in self.records]

    def agreed(self) -> None:
        """Holds the hand-written functions against each evaluator; raises AssertionError where they differ."""
        *_, every = self.hand.values()
        for run in self.ways().values():
            for record in self.records:
                score = run(record)[self.card]
                total, grade, points = every(record)
                amounts = score.amounts
                assert all(abs(end - value) < 1e-9 for key, value in points.items() for end in amounts[key])
                assert all(amounts[part.id] == (part.low, part.high) for part in score.root.walk())
                assert abs(score.total - total) < 1e-9
                assert score.grade == grade or any(abs(total - cut) < 1e-9 for cut in twin.CUTS)  # where floats go astray
                assert all(abs(hand(record)[0] - total) < 1e-9 and hand(record)[1] == grade for hand in self.hand.values())


def workload(count: int = COUNT) -> Program:
    full = twin.records(count)
    hand = {"hand-written, total and grade": twin.short, "hand-written, every part's points": twin.every}
    policy = policyrules.load(twin.WORKLOAD)
    return Program("the workload", policy, "platform", "score", {}, hand, full, twin.holes(full))


def platform(count: int = COUNT) -> Program:
    full = wenzhou.records(count)
    holes = [{k: v for n, (k, v) in enumerate(record.items()) if n % 10} for record in full]
    hand = {"hand-written, every part's points": wenzhou.every}
    arguments = {"subject": "platform", "on": wenzhou.ON}
    policy = policyrules.load("wenzhou_2021")
    return Program("the Wenzhou platform", policy, "platform", "platform_score", arguments, hand, full, holes)


def ways(policy: Policy, **arguments: Any) -> dict[str, Run]:
    """The evaluators by name; the default one, which compiles what is evaluated more than a few times, comes first."""
    plain = partial(policy.evaluate, **arguments) if arguments else policy.evaluate
    return {"compiled": plain, "interpreter": partial(policy.evaluate, **arguments, engine="interpreter")}


def points(score: ScoreResult) -> Mapping[str, tuple[Number, Number]]:
    """What the points of every part lie between, by id."""
    return score.amounts


def measure(effort: Effort = FULL) -> list[Table]:
    count = 4 if effort.tiny else COUNT
    return [_table(workload(count), effort), _table(platform(count), effort)]


def readings(run: Run, card: str) -> dict[str, Callable[[Any], object]]:
    """An evaluation, with more and more of its result read."""

    def short(record: Any) -> object:
        score = run(record)[card]
        return score.total, score.grade

    def every(record: Any) -> object:
        score = run(record)[card]
        return score.total, score.grade, points(score)

    def reasons(record: Any) -> object:
        score = run(record)[card]
        return score.total, score.grade, [(part.points, part.reason) for part in score.root.walk()]

    def sentences(record: Any) -> object:
        return run(record).to_dict("zh")

    return {
        "nothing read": run,
        "total and grade": short,
        "every part's points": every,
        "every part's points and reason": reasons,
        "the dict form with every sentence": sentences,
    }


def _table(program: Program, effort: Effort) -> Table:
    program.agreed()
    cases = [Case(name, call, program.records) for name, call in program.hand.items()]
    prepared = program.prepared()
    for way, run in program.ways().items():
        asked = readings(run, program.card)
        cases += [Case(f"{way}: {name}", call, program.records) for name, call in asked.items()]
        some = list(asked.items())[:3]
        cases += [Case(f"{way}, a tenth of the facts missing: {name}", call, program.holes) for name, call in some]
        cases += [Case(f"{way}, facts prepared: {name}", call, prepared) for name, call in some]
    found = timed(cases, effort)
    base = found[list(program.hand)[-1]]
    goals = _goals(found, base, next(iter(program.ways()))) if program.name == "the workload" else ()
    title = f"one evaluation of {program.name}; ratios are of `{base.name}`"
    return Table(title, rows(found.values(), base), goals)


def _goals(found: Mapping[str, Timing], base: Timing, way: str) -> tuple[Goal, ...]:
    """The goals for one evaluation, in times of the hand-written function."""

    def ratio(name: str) -> float | None:
        return found[name].best / base.best if name in found else None

    asked = (
        ("", "nothing read", 1.3),
        (", facts prepared", "nothing read", 0.9),
        (", a tenth of the facts missing", "nothing read", 6),
        ("", "every part's points and reason", 10),
    )
    return tuple(Goal(f"evaluate{of}: {read}, × hand-written", most, ratio(f"{way}{of}: {read}")) for of, read, most in asked)
