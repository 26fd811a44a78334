"""Generated programs with generated facts, holes and edge values, by the interpreter and by compiled functions: all has to be the
same.

    python -m tests.agreement --programs 1000 --records 100 --seed 1

prints how much was compared, what was left to the interpreter and why, and ends with 1 where anything differed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from attrs import Factory, define

sys.path.insert(0, str(Path(__file__).parent))  # run as a module, the helpers beside this file are not found otherwise

import list_programs
import programs
from prove_agreement import unexamined

from policyrules.compiled.subject import Compiled
from policyrules.policy import Policy
from policyrules.result import Result, ScoreResult

Record = tuple[dict[str, Any], date | None]


@define
class Compared:
    """What was compared. ``left``: how many scorecards were left to the interpreter, by reason."""

    programs: int = 0
    refused: int = 0
    records: int = 0
    cards: int = 0
    quick: int = 0
    left: Counter[str] = Factory(Counter)
    different: list[str] = Factory(list)

    def told(self) -> str:
        left = "".join(f"\n  left to the interpreter, {count} scorecards: {why}" for why, count in self.left.most_common())
        return (
            f"{self.programs} programs, {self.records} records, {self.cards} scorecards compared, {self.quick} of them straight "
            f"from plain facts; {self.refused} generated texts were refused by the checker{left}\n{len(self.different)} different"
        )


def run(count: int, records: int, seed: int) -> Compared:
    """Compare so many programs on so many records each."""
    found = Compared()
    for n in range(count):
        random = Random(f"{seed} {n}")
        text, given = some_program(random, records)
        policy = unexamined(text)
        if policy is None:
            found.refused += 1
            continue
        found.programs += 1
        compare(policy, text, given, found)
    return found


def some_program(random: Random, records: int) -> tuple[str, Iterator[Record]]:
    """A program over single facts, or one over lists, with its records."""
    if random.random() < 0.7:
        made = programs.program(random)
        return made.text, (_plain(random, made) for _ in range(records))
    return list_programs.program(random).text, (_listed(random) for _ in range(records))


def _plain(random: Random, made: programs.Program) -> Record:
    gaps = random.choice((0, 0, 0.1, 0.5))
    facts = {f.alias: _spelled(random, random.choice(f.domain)) for f in made.facts if random.random() >= gaps}
    return facts | programs.exceptions(random, made), random.choice((None, *programs.DAYS))


def _listed(random: Random) -> Record:
    on = random.choice((None, *list_programs.EVALUATED, date(2022, 12, 31)))
    if on is not None and random.random() < 0.5:
        return list_programs.completed(random, {}, on), on
    return list_programs.some_facts(random), on


def _spelled(random: Random, value: Any) -> Any:
    """A value as some application may give it."""
    if type(value) is int and random.random() < 0.2:
        return random.choice((float(value), Decimal(value), str(value)))
    return value


def compare(policy: Policy, text: str, given: Iterator[Record], found: Compared) -> None:
    """Evaluate records both ways."""
    (subject,) = policy.lowered.subjects
    plan = policy._runner.compile(subject)
    compiled = plan.compiled if plan else Compiled(policy.lowered.subjects[subject])
    found.left.update(compiled.left.values())
    found.left.update(f"with facts missing, {why}" for id_, why in compiled.left_open.items() if id_ not in compiled.left)
    for facts, on in given:
        found.records += 1
        quick = policy._runner.quick.get(subject)
        straight = quick(facts, on) if quick and type(facts) is dict else None
        sure = policy.evaluate(facts, subject=subject, on=on, engine="interpreter")
        others = [policy.evaluate(facts, subject=subject, on=on, engine="compiled")]
        others += [straight] if straight is not None else []
        found.quick += straight is not None
        for other in others:
            found.cards += len(sure.scores)
            if (said := figures(other)) != (wanted := figures(sure)):
                found.different.append(f"{text}\n{facts!r} {on}\n{said}\n{wanted}")


def figures(result: Result) -> list[Any]:
    """Everything that decides."""
    return [_of(score) for score in result.scores.values()]


def _of(score: ScoreResult) -> tuple[Any, ...]:
    ends = score.points
    about = (
        score.gate,
        score.total,
        score.grade,
        score.grades,
        score.graded_on,
        score.ungraded,
        score.conflict,
        ends.low,
        ends.high,
    )
    return (*about, dict(score.amounts))


def main(arguments: Sequence[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--programs", type=int, default=1000)
    asked.add_argument("--records", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args(arguments)
    found = run(given.programs, given.records, given.seed)
    print(found.told())
    for text in found.different[:3]:
        print(text)
    return 1 if found.different else 0


if __name__ == "__main__":
    sys.exit(main())
