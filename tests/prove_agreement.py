"""Whether the translation to the solver is right: on generated programs and complete facts it gives what the interpreter gives.

python -m tests.prove_agreement --programs 2000 --seed 1
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from attrs import define, field

sys.path.insert(0, str(Path(__file__).parent))  # run as a module, the helpers beside this file are not found otherwise

import list_programs
import programs
from packs import build_texts

from policyrules.analysis.encode.cards import Card
from policyrules.analysis.encode.facts import Records
from policyrules.analysis.encode.subject import Program
from policyrules.analysis.encode.values import Outside, World
from policyrules.evaluation.facts import Facts
from policyrules.evaluation.interpret import interpret, worked_out
from policyrules.language import core
from policyrules.language.lowered import LoweredCard, LoweredSubject
from policyrules.language.values import Listed, known
from policyrules.policy import Policy
from policyrules.result import ScoreResult

WAYS = 2
"""How many facts are tried for each program."""
SECONDS = 20


@define
class Tally:
    """What was compared: programs, sets of facts, nodes that occurred, and what differed."""

    programs: int = 0
    compared: int = 0
    outside: Counter[str] = field(factory=Counter)
    nodes: set[str] = field(factory=set)
    wrong: list[str] = field(factory=list)


def run(count: int, seed: int) -> Tally:
    """Programs over plain facts and over lists by turns."""
    tally = Tally()
    for number in range(count):
        random = Random(f"{seed}.{number}")
        plain = number % 3 != 2
        made: Any = programs.program(random) if plain else list_programs.program(random)
        policy = unexamined(made.text)
        if policy is None:
            continue
        tally.programs += 1
        for facts, on in _plain(random, made) if plain else _listed(random):
            agree(policy, facts, on, tally)
    return tally


def unexamined(text: str) -> Policy | None:
    """The policy of a text whatever the analyses would say of it; None where the checker refuses it."""
    with mock.patch("policyrules.analysis.examine.ANALYSES", ()):
        return build_texts(text).policy


def _plain(random: Random, made: programs.Program) -> Iterator[tuple[dict[str, Any], date]]:
    for _ in range(WAYS):
        facts = {f.alias: random.choice(f.domain) for f in made.facts}
        yield facts | programs.exceptions(random, made), random.choice(programs.DAYS)


def _listed(random: Random) -> Iterator[tuple[dict[str, Any], date]]:
    for _ in range(WAYS):
        on = random.choice((*list_programs.EVALUATED, date(2022, 12, 31)))
        yield list_programs.completed(random, {}, on), on


# ---------------------------------------------------------------- one program, one set of facts


def agree(policy: Policy, given: Mapping[str, Any], on: date, tally: Tally) -> None:
    """Compares all that is known of every scorecard."""
    (key, entry), *_ = policy.lowered.subjects.items()
    facts = policy._runner.readers[key].read(given).sure
    env = worked_out(entry, facts, on)
    if not all(map(known, env.values.values())):
        return  # a period that is not over
    outcomes = interpret(entry, facts, on)
    for card in entry.cards:
        result = outcomes[card.card.id]
        assert isinstance(result, ScoreResult)
        program = Program(entry, max(1, _longest(facts.values)))
        try:
            claims = [*_values(program, entry, env.values), *_scores(Card(program, card), card, result)]
        except Outside as what:
            tally.outside[what.what] += 1
            continue
        tally.compared += 1
        _ask(program, facts, on, claims, given, tally)
        tally.nodes |= {name for tree in _trees(card, entry) for node in core.walk(tree) for name in named(node)}


def _longest(values: Mapping[str, Any]) -> int:
    """The most records in a list."""
    listed = [x for x in values.values() if isinstance(x, Listed)]
    return max((max([len(x.records), *map(_longest, x.records)]) for x in listed), default=0)


def _ask(program: Program, facts: Facts, on: date, claims: list[tuple[str, Any]], given: Any, tally: Tally) -> None:
    t = program.terms
    base = [*pins(program, facts, on), *program.world.laws, *program.world.settled]
    if t.ask([*base, *(term for _, term in claims)], SECONDS).state == "sat":
        if t.ask([*base, t.negate(t.both(*(term for _, term in claims)))], SECONDS).state != "unsat":
            tally.wrong.append(f"not settled by {given} on {on}")
        return
    if t.ask(base, SECONDS).state == "unsat" and program.world.settled:
        return  # a period is not over, and what is asked of it does not matter
    wrong = [name for name, term in claims if t.ask([*base, term], SECONDS).state != "sat"]
    tally.wrong.append(f"{wrong or 'facts not allowed'} of {given} on {on}")


def _values(program: Program, entry: LoweredSubject, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for value in entry.values:
        made = program.value(value.id)
        yield value.id, program.world.same(made, program.world.constant(values[value.id]))


def _scores(card: Card, lowered: LoweredCard, result: ScoreResult) -> Iterator[tuple[str, Any]]:
    t, rule = card.terms, lowered.card
    for part in result.root.walk():
        assert part.low == part.high
        yield f"part {part.id}", t.same(card.points_of(part.id), part.low)
    yield "eligible", t.same(card.eligible, result.gate in (None, "met"))
    annulled = any(v.state == "met" and v.rule.annuls for v in result.vetoes)
    yield "annulled", t.same(card.annulled, annulled)
    yield "total", t.same(card.total, result.points.low if result.points is not None else result.root.low)
    totals = card.totals()
    for total in result.totals:
        yield f"total {total.rule.id}", t.same(totals[total.rule.id], total.low)
    if result.full is not None:
        yield "full", t.same(card.full(rule.root), result.full.low)
    if rule.bands and not annulled and result.gate in (None, "met"):
        yield "graded on", t.same(card.graded_on, result.graded_on)
        rows = [row.id for row in rule.bands.rows]
        held = t.add(*(t.choose(x, 1, 0) for x in card.rows()))
        if rule.bands.exclusive:
            yield "conflict", t.same(t.compare("gt", held, 1), result.conflict)
        if not result.conflict:
            yield "grade", t.same(card.grade(), rows.index(result.grade) if result.grade else -1)


def pins(program: Program, facts: Facts, on: date) -> Iterator[Any]:
    """That the variables are these facts."""
    yield from _pinned(program.world, program.facts, program.fields, facts.values)
    yield program.world.same(program.value("on"), program.world.constant(on))
    for key, term in program.excused.items():
        yield program.terms.same(term, key in facts.exceptions)


def _pinned(world: World, made: Mapping[str, Any], fields: Sequence[core.Field], values: Mapping[str, Any]) -> Iterator[Any]:
    for fact in fields:
        value, variable = values[fact.alias], made[fact.alias]
        if isinstance(variable, Records):
            assert isinstance(value, Listed)
            assert isinstance(fact.type, core.Records)
            assert len(value.records) <= len(variable.there)
            yield from (world.terms.same(x, n < len(value.records)) for n, x in enumerate(variable.there))
            for record, row in zip(value.records, variable.records, strict=False):
                yield from _pinned(world, row, fact.type.fields, record)
        else:
            yield world.same(variable, world.constant(value))


# ---------------------------------------------------------------- what occurred


def _trees(card: LoweredCard, entry: LoweredSubject) -> Iterator[core.Expr]:
    for part in card.card.root.walk():
        yield from (x for x in (part.guard, part.body) if x is not None and not isinstance(x, tuple))
    yield from core.scored(card.card.bands, card.card.totals, None)
    for value in entry.values:
        yield from _expressions(value)


def _expressions(value: Any) -> Iterator[core.Expr]:
    if isinstance(value, core.Value):
        yield value.expr
        return
    yield value.agg
    for inner in value.inner.values():
        yield from _expressions(inner)


def named(node: core.Expr) -> Iterator[str]:
    """The rows of the table of support that a node stands in."""
    name = type(node).__name__
    yield name
    for told in ("op", "mode", "kind", "unit"):
        if isinstance(value := getattr(node, told, None), str):
            yield f"{name} {value}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.prove_agreement", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    asked: Any = parser.parse_args(arguments)
    tally = run(asked.programs, asked.seed)
    print(f"{tally.programs} programs, {tally.compared} sets of facts compared, {len(tally.wrong)} differ")
    print("outside: " + (", ".join(f"{what} {n}" for what, n in tally.outside.most_common()) or "nothing"))
    print("\n".join(tally.wrong[:20]))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
