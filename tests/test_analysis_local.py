"""What analyses of conditions, rows, points and directions prove, against every set of facts of small generated programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import list_programs
import programs
import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from packs import Built, build_folder, build_texts, subject_of

from policyrules.analysis.bounds import decided, expressions
from policyrules.analysis.cells import Grid, cells
from policyrules.analysis.decide import decider, is_real, negated
from policyrules.analysis.facts import exact_text
from policyrules.analysis.matters import matters
from policyrules.analysis.met import answers, met
from policyrules.analysis.monotone import ORDERED, sign
from policyrules.analysis.places import asked, is_award, leaves
from policyrules.analysis.shadowed import shadowed
from policyrules.analysis.signs import DOWN, UP
from policyrules.diagnostics.witness import Witness
from policyrules.evaluation.awards import points
from policyrules.evaluation.interpret import interpret, worked_out
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.env import Env
from policyrules.language.lowered import LoweredCard, LoweredSubject
from policyrules.language.meaning import evaluate
from policyrules.language.values import NOTHING, Dates, Interval
from policyrules.result import ScoreResult

slow = HealthCheck.too_slow, HealthCheck.data_too_large
MANY = settings(deadline=None, max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate), suppress_health_check=slow)
RANDOM = st.randoms(use_true_random=False)
ON = (date(2020, 12, 31), *programs.DAYS)


def made(random: Random) -> tuple[Built, programs.Program]:
    chosen = programs.program(random, most=60)
    return build_texts(chosen.text), chosen


def read(built: Built, facts: Mapping[str, Any]) -> Any:
    assert built.policy is not None
    (subject,) = built.policy.lowered.subjects
    reader = built.policy._runner.readers[subject]
    return reader.read(dict(facts)).value


def worlds(built: Built, chosen: programs.Program) -> Iterator[tuple[dict[str, Any], date, Env]]:
    """Every set of facts, on every day that matters, with all values worked out."""
    entry = subject_of(built)
    for facts in chosen.completions({}):
        for on in ON if chosen.dated else ON[:1]:
            yield facts, on, worked_out(entry, read(built, facts), on)


@MANY
@given(RANDOM)
def test_conditions_that_are_told_are_so_and_all_others_are_seen_to_hold_and_fail(random: Random) -> None:
    """Every fact has few values and is only compared with constants or others, so what is not told is mostly decided as well."""
    built, chosen = made(random)
    if built.lowered is None:
        return
    entry = subject_of(built)
    told = {c.problem.span.start: c.problem.code for c in met(built.lowered) if c.problem and c.problem.span}
    seen = [(p, set[bool]()) for p in asked(entry)]
    for _, _, env in worlds(built, chosen):
        for place, answers_ in seen:
            if all(evaluate(x, env) is True for x in place.given):
                answers_.add(evaluate(place.expr, env))
    for place, answers_ in seen:
        code = told.get(place.expr.span.start)
        note = f"{chosen.text}\n{place.text} {answers_} {code}"
        assert code != "L230" or True not in answers_, note
        assert code != "L231" or False not in answers_, note
        holds, fails = answers(decider(entry), place)
        for answer, found in ((True, holds), (False, fails)):
            assert answer not in answers_ or found is not None, note
            assert answer in answers_ or not is_real(found), note


@MANY
@given(RANDOM)
def test_rows_told_to_be_shadowed_are_never_taken(random: Random) -> None:
    built, chosen = made(random)
    if built.lowered is None:
        return
    told = {c.problem.span.start for c in shadowed(built.lowered) if c.problem and c.problem.span}
    rows = [
        (*above, *((part.guard,) if part.guard is not None else ()), *(negated(c) for c, _ in part.body.cases[:n]), condition)
        for card in subject_of(built).cards
        for part, above, _ in leaves(card)
        if isinstance(part.body, core.Choose) and is_award(part.body)
        for n, (condition, _) in enumerate(part.body.cases)
        if condition.span.start in told
    ]
    for facts, on, env in worlds(built, chosen):
        for row in rows:
            assert any(evaluate(x, env) is not True for x in row), f"{chosen.text}\n{facts} {on} {row[-1].span.text}"


@MANY
@given(RANDOM)
def test_parts_told_not_to_matter_do_not(random: Random) -> None:
    built, chosen = made(random)
    if built.lowered is None:
        return
    told = {c.problem.span.start: c.problem for c in matters(built.lowered) if c.problem and c.problem.span}
    cards = subject_of(built).cards
    groups = [p for card in cards for p in card.card.root.walk() if isinstance(p.body, tuple)]
    same = {leaf: set[Any]() for card in cards for leaf in card.reads if leaf.leaf and why(told, leaf) == "same"}
    for facts, on, env in worlds(built, chosen):
        for part in groups:
            assert isinstance(part.body, tuple)
            kept = tuple(p for p in part.body if why(told, p) in (None, "same"))
            if len(kept) < len(part.body):
                less = evolve(part, body=kept, guard=None)
                assert points(less, env, ()) == points(evolve(part, guard=None), env, ()), f"{chosen.text}\n{facts} {on} {part.id}"
        for leaf, given_ in same.items():
            given_.add(evaluate(leaf.body, env))  # type: ignore[arg-type]
    assert all(len(given_) < 2 for given_ in same.values()), chosen.text


def why(told: Mapping[int, Any], part: core.Part) -> str | None:
    problem = told.get(part.span.start)
    return problem.why if problem is not None and problem.found == part.label else None


@MANY
@given(RANDOM)
def test_totals_go_in_the_direction_that_is_proved(random: Random) -> None:
    built, chosen = made(random)
    if built.lowered is None:
        return
    entry = subject_of(built)
    domains = {f.alias: f.domain for f in chosen.facts}
    totals = {
        (tuple(facts.items()), on): {k: o.total for k, o in outcomes(built, entry, facts, on) if isinstance(o, ScoreResult)}
        for facts, on, _ in worlds(built, chosen)
    }
    for card in entry.cards:
        for fact in entry.subject.fields:
            if not isinstance(fact.type, ORDERED):
                continue
            proved = sign(decider(entry), card, fact)
            seen = directions(card, fact, totals, [v for v in domains[fact.alias] if v != "无"])
            note = f"{chosen.text}\n{fact.alias}: {seen}, proved {proved}"
            assert not seen & ~proved, note


def outcomes(built: Built, entry: LoweredSubject, facts: Mapping[str, Any], on: date) -> Iterator[tuple[str, Any]]:
    yield from interpret(entry, read(built, facts), on).items()


def directions(card: LoweredCard, fact: core.Field, totals: Mapping[Any, Mapping[str, Any]], values: list[Any]) -> int:
    """The directions in which the total goes anywhere where a fact is raised by one."""
    found = 0
    for (facts, on), by_card in totals.items():
        here = dict(facts)
        for one, other in pairwise(values):
            if here[fact.alias] == one:
                after = totals[tuple({**here, fact.alias: other}.items()), on][card.card.id]
                before = by_card[card.card.id]
                if before is not None and after is not None:
                    found |= UP if after > before else DOWN if after < before else 0
    return found


@MANY
@given(RANDOM)
def test_facts_shown_for_problems_are_such_as_they_say(random: Random) -> None:
    built, _ = made(random)
    if built.policy is None:
        return
    for claim in built.policy.proofs():
        if claim.kind == "monotone" and claim.problem is not None:
            confirmed(built, claim.rule, claim.witnesses)


def confirmed(built: Built, card: str, found: tuple[Witness, ...]) -> None:
    """Totals as they are said, one pair rising and one falling, each of facts that differ in one."""
    assert built.policy is not None
    numbers: list[Any] = []
    for witness in found:
        score = built.policy.evaluate(witness.facts, on=witness.on).scores[card]
        assert witness.zh == f"总分 {exact_text(score.total)}", (witness, score.total)
        assert score.total is not None
        numbers.append(score.total)
    assert numbers[0] < numbers[1]
    assert numbers[2] > numbers[3]
    for one, other in (found[:2], found[2:]):
        assert sum(one.facts[k] != other.facts[k] for k in one.facts) == 1


@MANY
@given(RANDOM)
def test_no_condition_about_lists_is_told_that_has_been_seen_otherwise(random: Random) -> None:
    chosen = list_programs.program(random)
    built = build_texts(chosen.text)
    if built.lowered is None:
        return
    entry = subject_of(built)
    places = [p for p in asked(entry) if p.what not in ("filter", "each")]
    never = [(answers(decider(entry), p), p) for p in places]
    for _ in range(12):
        facts = list_programs.completed(random, {}, list_programs.EVALUATED[0])
        env = worked_out(entry, read(built, facts), list_programs.EVALUATED[0])
        for (holds, fails), place in never:
            if all(evaluate(x, env) is True for x in place.given):
                answer = evaluate(place.expr, env)
                assert answer is not True or holds is not None, f"{chosen.text}\n{facts} {place.text}"
                assert answer is not False or fails is not None, f"{chosen.text}\n{facts} {place.text}"


@MANY
@given(RANDOM)
def test_comparisons_that_bounds_decide(random: Random) -> None:
    """Exactly those of one fact with a constant that come to the same for each of its values."""
    built, chosen = made(random)
    if built.lowered is None:
        return
    entry = subject_of(built)
    tests = [x for e in expressions(entry) for x in core.walk(e) if isinstance(x, core.Cmp) and isinstance(x.left, core.Fact)]
    tests = [x for x in tests if isinstance(x.right, core.Lit) and not isinstance(x.left.field.type, core.Options)]  # type: ignore[union-attr]
    domains = {f.alias: f.domain for f in chosen.facts}
    for test in tests:
        assert isinstance(test.left, core.Fact)
        field = test.left.field
        found = {evaluate(test, Env(read(built, {field.alias: v}).values)) for v in domains[field.alias]}
        assert decided(test) == (next(iter(found)) if len(found) == 1 else None), f"{chosen.text}\n{test.span.text}"


# ---------------------------------------------------------------- cells

MARKS = st.lists(st.sampled_from([-1, 0, 1, 2, 3]), max_size=3)


@settings(max_examples=300)
@given(st.sampled_from([None, 0, 1]), st.sampled_from([None, 1, 2, 3]), MARKS, st.booleans(), st.booleans(), st.booleans())
def test_cells_hold_every_value_once(low: Any, high: Any, marks: list[int], above: bool, below: bool, absent: bool) -> None:
    """Whole numbers: each value has the answers of one cell, lies in its hull, and each cell has a value."""
    found = cells(Interval(low, high, absent), marks, Grid(1, 0, above, below))
    allowed = [
        n
        for n in range(-4, 8)
        if (low is None or n > low or (n == low and not above)) and (high is None or n < high or (n == high and not below))
    ]
    tests = [(op, m) for op in ("ge", "gt", "eq") for m in marks]

    def said(value: Any) -> tuple[bool, ...]:
        return tuple(iv.compare(op, value, m) is True for op, m in tests)

    by_answer = {said(c.point): c for c in found if c.point is not NOTHING}
    assert len(by_answer) == len(found) - (NOTHING in [c.point for c in found])
    assert (NOTHING in [c.point for c in found]) == absent
    assert all(c.point in allowed or (c.point is not NOTHING and not -4 <= c.point < 8) for c in found if c.point is not NOTHING)
    for n in allowed:
        least, most = iv.bounds(by_answer[said(n)].hull)
        assert least <= n <= most


def test_days_are_cut_where_they_are_compared() -> None:
    mark = date(2021, 1, 1)
    found = cells(Dates(None, date(2021, 1, 2)), [mark])
    assert [c.point for c in found] == [date(2020, 12, 31), mark, date(2021, 1, 2)]


# ---------------------------------------------------------------- witnesses of the corpus

CORPUS = Path(__file__).parent / "corpus" / "meaning" / "bad"


def shown(name: str) -> list[tuple[Any, Any]]:
    """Each problem with facts, and what evaluating these gives."""
    policy = build_texts((CORPUS / f"{name}.policy").read_text(encoding="utf-8")).usable
    claims = [c for c in policy.proofs() if c.problem is not None and c.witnesses]
    return [(c, policy.evaluate(w.facts, subject=w.subject, on=w.on)) for c in claims for w in c.witnesses]


def test_classes_that_overlap_do() -> None:
    found = [(c.problem, result.classes[c.rule]) for c, result in shown("shadowed") if c.kind == "classes"]
    overlaps = [(p, sort) for p, sort in found if p.code == "L160"]
    assert len(overlaps) == 3
    for problem, sort in overlaps:
        assert sort.conflict
        assert {problem.one, problem.other} <= {row.rule.label for row in sort.rows if row.holds}
    for problem, sort in found:
        if problem.code == "L233":
            held = [row.rule.label for row in sort.rows if row.holds]
            assert problem.label in held
            assert sort.name != next(row.id for row in sort.rows if row.rule.label == problem.label)


def test_rows_that_are_shadowed_would_hold() -> None:
    found = [(c, result) for c, result in shown("shadowed") if c.kind == "shadowed"]
    assert len(found) == 2
    points = [result.scores["score"]["chain"].points.known for _, result in found]
    assert [p in (10, 5) for p in points] == [True, True]  # those of a row above


def test_targets_that_loosen_do() -> None:
    found = [(c.problem, result.targets[c.rule]) for c, result in shown("target_rows") if c.problem.code == "L236"]
    assert len(found) == 4
    for problem, target in found:
        rows = [row for row in target.rows if row.rule.label in (problem.found, problem.before)]
        assert {row.rule.label: row.holds for row in rows} == {problem.found: True, problem.before: False}


def test_facts_at_their_bounds_are_taken() -> None:
    assert len(shown("settled_by_bounds")) == 8


def test_incentives_are_perverse() -> None:
    built = build_texts((CORPUS / "incentives.policy").read_text(encoding="utf-8"))
    assert built.policy is not None
    told = [c for c in built.policy.proofs() if c.problem is not None]
    assert len(told) == 5
    for claim in told:
        confirmed(built, claim.rule, claim.witnesses)


# ---------------------------------------------------------------- packs


@pytest.mark.parametrize("name", ["wenzhou_2021", "zhejiang_2021"])
def test_the_packs_are_clean(name: str) -> None:
    made_ = build_folder(Path(__file__).parent.parent / "policies" / name)
    assert not [p.code for p in made_.problems if "L230" <= p.code <= "L249"]
