"""Whether the translation to the solver is right: on generated programs and complete facts it gives what the interpreter gives.

python -m tests.prove_agreement --programs 2000 --seed 1
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from attrs import define, evolve, field

sys.path.insert(0, str(Path(__file__).parent))  # run as a module, the helpers beside this file are not found otherwise

import list_programs
import programs
from packs import build_texts

from policyrules.analysis.ask import Asker, Question
from policyrules.analysis.decide import decider, is_real, negated
from policyrules.analysis.encode.cards import Card
from policyrules.analysis.encode.facts import Records
from policyrules.analysis.encode.subject import Program
from policyrules.analysis.encode.values import Outside, World
from policyrules.analysis.examine import ANALYSES
from policyrules.analysis.met import answers
from policyrules.analysis.model import Claim
from policyrules.analysis.monotone import sign
from policyrules.analysis.places import asked as asked_
from policyrules.analysis.prove import together
from policyrules.analysis.questions import CardQuestions
from policyrules.analysis.signs import DOWN, NONE, UP
from policyrules.diagnostics.classes import OverlappingClasses
from policyrules.diagnostics.grades import FullMarksOutOfReach, UnreachableGrade
from policyrules.diagnostics.incentives import PerverseIncentive
from policyrules.diagnostics.reach import NeverMatters, NobodyInClass
from policyrules.evaluation.facts import Facts
from policyrules.evaluation.interpret import interpret, worked_out
from policyrules.language import core
from policyrules.language.lowered import Lowered, LoweredCard, LoweredClasses, LoweredSubject
from policyrules.language.values import Listed, known
from policyrules.policy import Policy
from policyrules.result import ScoreResult
from policyrules.source import Span

WAYS = 2
"""How many facts are tried for each program."""
SECONDS = 20
SHARE = 2
"""Of so many programs one is also asked about as a whole."""


@define
class Tally:
    """What was compared: programs, sets of facts, nodes that occurred, and what differed."""

    programs: int = 0
    compared: int = 0
    outside: Counter[str] = field(factory=Counter)
    nodes: set[str] = field(factory=set)
    wrong: list[str] = field(factory=list)
    agreed: Counter[str] = field(factory=Counter)
    """What both the solver and the other analyses decided, by what was asked."""


def run(count: int, seed: int) -> Tally:
    """Programs over plain facts and over lists by turns."""
    tally = Tally()
    for number in range(count):
        random = Random(f"{seed}.{number}")
        plain = number % 3 != 2
        made: Any = programs.program(random) if plain else list_programs.program(random)
        policy = unexamined(made.text + (_classes(random, made) if plain else ""))
        if policy is None:
            continue
        tally.programs += 1
        for facts, on in _plain(random, made) if plain else _listed(random):
            agree(policy, facts, on, tally)
        if number % SHARE == 0:
            claims_agree(policy.lowered, tally, made.text)
    return tally


def _classes(random: Random, made: programs.Program) -> str:
    """A classification over the facts of a program."""
    writer = programs.Writer(random, [f for f in made.facts if f.kind != "points"], 1)
    rows = [f"    类{'甲乙丙'[n]} as c{n}：{writer.condition(1)}" for n in range(random.randint(1, 3))]
    rows += random.choice((["    其他 as rest：其余"], []))
    return "\n".join([f"分类 类别 as kind 对象 平台{random.choice((' 互斥', ''))}", *rows]) + "\n"


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
    whole = t.ask([*base, *(term for _, term in claims)], SECONDS).state
    if whole == "sat":
        if t.ask([*base, t.negate(t.both(*(term for _, term in claims)))], SECONDS).state == "sat":
            tally.wrong.append(f"not settled by {given} on {on}")
        return
    if whole == "unknown":
        tally.outside["open: time"] += 1
        return
    if program.world.settled and t.ask(base, SECONDS).state != "sat":
        return  # a period is not over, and what is asked of it does not matter
    wrong = [name for name, term in claims if t.ask([*base, term], SECONDS).state == "unsat"]
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
    if isinstance(node, core.Choose):
        yield f"{name} {'table' if node.table else 'exclusive' if node.exclusive else 'conditions'}"


# ---------------------------------------------------------------- claims of the other analyses


def claims_agree(lowered: Lowered, tally: Tally, text: str) -> None:
    """Whether nothing that the other analyses say is denied by the solver."""
    for entry in lowered.subjects.values():
        found = [claim for analysis in ANALYSES for claim in analysis(lowered)]
        asker = Asker(entry)
        for kind, expected, question in (*_of_cards(entry, found), *_of_classes(entry, found), *_of_conditions(entry, found)):
            answer = asker.ask(question)
            if answer.state == "open":
                tally.outside[f"open: {answer.why}"] += 1
            elif answer.state == expected:
                tally.agreed[f"{kind} {expected}"] += 1
            else:
                tally.wrong.append(f"{kind}: {expected}, but {answer.state}: {[x.facts for x in answer.seen]} in\n{text}")


Expected = tuple[str, str, Question]


def _state(found: Sequence[Claim], kind: str, rule: str) -> str | None:
    """What was found of a rule; None where it was left open or declared."""
    states = {x.state for x in found if x.kind == kind and x.rule == rule}
    return "sometimes" if states == {"refuted"} else "never" if states == {"proved"} else None


def _same(one: Span | None, other: Span) -> bool:
    """Whether two spans are one place; they take no part in equality."""
    return one is not None and (one.source, one.start, one.end) == (other.source, other.start, other.end)


def _of_cards(entry: LoweredSubject, found: Sequence[Claim]) -> Iterator[Expected]:
    for card in entry.cards:
        asked, key = CardQuestions(entry, card), card.card.id
        bands = card.card.bands
        problems = [x.problem for x in found if x.problem is not None]
        if bands is not None:
            if state := _state(found, "grades", key):
                yield "grades", state, asked.gap(())
            if bands.exclusive and (state := _state(found, "grades_apart", key)):
                yield "grades_apart", state, asked.overlap()
            for n, row in enumerate(bands.rows):
                if any(isinstance(p, UnreachableGrade) and _same(p.span, row.span) for p in problems):
                    yield "grade_reached", "never", asked.reached(n)
        if any(isinstance(p, FullMarksOutOfReach) for p in problems) and card.card.root.points is not None:
            yield "full_marks", "never", asked.above(card.card.root.points, "ge")
        for n, part in enumerate(card.card.root.walk()):
            if any(
                isinstance(p, NeverMatters) and p.why != "same" and _same(p.span, part.span) and p.found == part.label
                for p in problems
            ):
                yield "matters", "never", asked.matters(n)
        for fact in asked.facts():
            turns = any(isinstance(p, PerverseIncentive) and _same(p.span, fact.span) for p in problems)
            way = sign(decider(entry), card, fact)
            for op, against in (("lt", UP), ("gt", DOWN)):
                if turns or way in (NONE, against):
                    yield "monotone", "sometimes" if turns else "never", asked.moves(fact, op)


def _of_classes(entry: LoweredSubject, found: Sequence[Claim]) -> Iterator[Expected]:
    for rule in entry.rules:
        if not isinstance(rule, LoweredClasses):
            continue
        above: list[core.Expr] = []
        for row in rule.rule.rows:
            if row.condition is None:
                continue
            tried = [] if rule.rule.exclusive else [negated(x) for x in above]
            problems = [x.problem for x in found if x.kind == "classes" and x.problem is not None]
            if any(isinstance(p, NobodyInClass) and _same(p.span, row.span) for p in problems):
                yield "class reached", "never", together((row.condition, *tried))
            above.append(row.condition)
        both = [x.problem for x in found if isinstance(x.problem, OverlappingClasses)]
        for (one, first), (other, second) in combinations([(r.label, r.condition) for r in rule.rule.rows if r.condition], 2):
            if rule.rule.exclusive:
                overlap = any((p.one, p.other) == (one, other) for p in both)
                whole = _state(found, "classes", rule.rule.id) == "never" or all(x.state != "open" for x in found)
                if overlap or whole:
                    yield "classes apart", "sometimes" if overlap else "never", together((first, second))


def _of_conditions(entry: LoweredSubject, found: Sequence[Claim]) -> Iterator[Expected]:
    by = decider(entry)
    for place in asked_(entry):
        holds, fails = answers(by, place)
        for answer, condition in ((holds, place.expr), (fails, negated(place.expr))):
            question = together((*place.given, condition))
            if not place.rule:
                question = evolve(question, confirm=None)
            if answer is None:
                yield "condition", "never", question
            elif is_real(answer) and place.rule:
                yield "condition", "sometimes", question


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.prove_agreement", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    asked: Any = parser.parse_args(arguments)
    tally = run(asked.programs, asked.seed)
    print(f"{tally.programs} programs, {tally.compared} sets of facts compared, {len(tally.wrong)} differ")
    print("agreed with the other analyses: " + ", ".join(f"{what} {n}" for what, n in sorted(tally.agreed.items())))
    print("outside: " + (", ".join(f"{what} {n}" for what, n in tally.outside.most_common()) or "nothing"))
    print("\n".join(tally.wrong[:20]))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
