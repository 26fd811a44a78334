"""Properties over generated texts, programs and facts: nothing crashes, and what is said of missing facts holds for all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from fuzz import mutant, policy_texts
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from packs import Built, build_texts, survives
from programs import DAYS, Program, exceptions, partial, program

from policyrules.language.vocabulary import Side
from policyrules.passes.parse import parse
from policyrules.result import Points, ScoreResult
from policyrules.source import Source
from policyrules.text.fmt import show

PACK = Path(__file__).parents[1] / "policies" / "wenzhou_2021"
PACK_FILES = {p.name: p.read_text(encoding="utf-8") for p in sorted(PACK.iterdir()) if p.suffix in (".policy", ".md")}
TEXTS = policy_texts()
SIDES: tuple[Side, ...] = ("zh", "en")
RANDOM = st.randoms(use_true_random=False)
slow = HealthCheck.too_slow, HealthCheck.data_too_large
unshrunk = Phase.explicit, Phase.reuse, Phase.generate  # mutants and programs are short, and shrinking them takes minutes
few = settings(deadline=None, max_examples=25, phases=unshrunk, suppress_health_check=slow)
many = settings(deadline=None, max_examples=50, phases=unshrunk, suppress_health_check=slow)

# ---------------------------------------------------------------- texts


def road(files: dict[str, str] | str) -> Built:
    built = build_texts(files)
    for problem in built.problems:
        survives(problem)
    if built.policy is not None:
        for subject in built.policy.subjects:
            built.policy.evaluate({}, subject=subject.id).explain("zh")
    return built


@many
@given(st.text(max_size=300))
def test_any_text_gives_problems_or_a_policy(text: str) -> None:
    road(text)


@many
@given(st.lists(st.sampled_from(sorted({w for t in TEXTS for w in t.split()})), max_size=60), st.data())
def test_any_words_of_the_language_give_problems_or_a_policy(words: list[str], data: st.DataObject) -> None:
    between = st.sampled_from((" ", " ", " ", "\n", "\n    ", "\n        ", ""))
    gaps = data.draw(st.lists(between, min_size=len(words), max_size=len(words)))
    road("政策 demo “示例”\n" + "".join(gap + word for gap, word in zip(gaps, words, strict=True)) + "\n")


@many
@given(RANDOM)
def test_a_mutated_policy_gives_problems_or_a_policy(random: Random) -> None:
    road({"rules.policy": mutant(random, random.choice(TEXTS), TEXTS), "source.md": "面积一般不少于300平方米。\n"})


@settings(few, max_examples=8)
@given(RANDOM)
def test_the_wenzhou_pack_mutated_gives_problems_or_a_policy(random: Random) -> None:
    name = random.choice(sorted(n for n in PACK_FILES if n.endswith(".policy")))
    road({**PACK_FILES, name: mutant(random, PACK_FILES[name], TEXTS)})


@few
@given(RANDOM)
def test_parsing_twice_gives_equal_trees(random: Random) -> None:
    text = mutant(random, random.choice(TEXTS), TEXTS)
    first, second = parse(Source("a.policy", text)), parse(Source("b.policy", text))
    assert first.value == second.value
    assert [p.code for p in first.problems] == [p.code for p in second.problems]


def printed_and_read(text: str) -> None:
    """What is printed in either vocabulary is read as the same tree, and printing it back gives the same bytes."""
    first = parse(Source("rules.policy", text))
    if first.value is None or first.problems:
        return
    canonical = show(first.value, "zh")
    for side in SIDES:
        again = parse(Source("rules.policy", show(first.value, side)))
        assert again.problems == ()
        assert again.value == first.value
        assert show(again.value, "zh") == canonical


@pytest.mark.parametrize("text", [*TEXTS, *(t for n, t in PACK_FILES.items() if n.endswith(".policy"))])
def test_printing_keeps_the_tree_of_every_policy_at_hand(text: str) -> None:
    printed_and_read(text)


@many
@given(RANDOM)
def test_printing_keeps_the_tree_of_programs_and_mutants(random: Random) -> None:
    printed_and_read(program(random).text)
    printed_and_read(mutant(random, random.choice(TEXTS), TEXTS))


# ---------------------------------------------------------------- programs


def made(random: Random) -> tuple[Built, Program]:
    """A random program that is accepted. Warnings do not matter, problems would be a slip of the generator."""
    chosen = program(random)
    built = build_texts(chosen.text)
    assume("C153" not in built.codes)  # nobody knows while writing a program what its items can give at most
    assert built.policy is not None, f"{chosen.text}\n{built.rendered('en')}"
    return built, chosen


def asked(random: Random, chosen: Program) -> tuple[dict[str, Any], dict[str, Any], date | None]:
    """Some facts, accepted exceptions, and perhaps a date of evaluation."""
    return partial(random, chosen), exceptions(random, chosen), None if random.random() < 0.3 else random.choice(DAYS)


@settings(many, max_examples=100)
@given(RANDOM)
def test_intervals_hold_every_completion(random: Random) -> None:
    built, chosen = made(random)
    facts, excused, on = asked(random, chosen)
    said = built.usable.evaluate({**facts, **excused}, on=on).scores["score"]
    days = DAYS if on is None and chosen.dated else (on,)
    results = [built.usable.evaluate({**whole, **excused}, on=day) for whole in chosen.completions(facts) for day in days]
    full = [result.scores["score"] for result in results]
    note = f"{chosen.text}\n{facts} {excused} {on}"
    points_hold(said, full, note)
    grades_hold(said, full, note)


def points_hold(said: ScoreResult, full: list[ScoreResult], note: str) -> None:
    hold(said.points, [score.points for score in full], f"the total\n{note}")
    for n, total in enumerate(said.totals):
        hold(total.points, [score.totals[n].points for score in full], f"{total}\n{note}")
    if said.full:
        hold(said.full, [score.full for score in full if score.full], f"full marks\n{note}")
    for part in said.root.walk():
        hold(part.points, [score[part.id].points for score in full], f"{part.id}\n{note}")


def hold(said: Points, found: list[Points], note: str) -> None:
    low, high = min(p.low for p in found), max(p.high for p in found)
    assert said.low <= low, f"{said.low} is not below {low}: {note}"
    assert said.high >= high, f"{said.high} is not above {high}: {note}"
    if said.tight:
        assert (said.low, said.high) == (low, high), f"{said} is not reached: {note}"


def grades_hold(said: ScoreResult, full: list[ScoreResult], note: str) -> None:
    found = {score.grade for score in full} - {None}
    assert found <= set(said.grades), f"{found} {said.grades}\n{note}"
    assert all(set(score.grades) <= set(said.grades) for score in full), note
    eligible = [score for score in full if score.gate != "unmet"]  # who is not has no grade, and so no conflict of any
    assert said.ungraded or not any(score.ungraded for score in eligible), note
    assert not said.conflict or all(score.conflict for score in eligible), note
    if said.barred is None or said.barred.certain:
        assert {score.barred is not None for score in full} == {said.barred is not None}, note
    ends = [(score.barred.low, score.barred.high) for score in full if score.barred]
    if said.barred and said.barred.low and said.barred.high:
        assert all(low and high and said.barred.low <= low and high <= said.barred.high for low, high in ends), note
    for key in ("total", "grade", "gate", "veto", "annulled"):
        certain = getattr(said, key)
        if certain not in (None, "unknown"):
            assert {getattr(score, key) for score in full} == {certain}, f"{key}\n{note}"
    if not said.missing:
        results = {(score.total, score.grade, score.gate, score.veto, score.barred, str(score.totals)) for score in full}
        assert len(results) == 1, f"nothing is said to be missing: {results}\n{note}"
    whole = sum(x.high - x.low for x in (said.points, *(t.points for t in said.totals)))
    assert all(m.swing >= 0 for m in said.missing)
    assert not said.missing or said.missing[0].swing <= max(whole * len(list(said.root.walk())), 0)


@many
@given(RANDOM)
def test_an_accepted_program_can_be_run_and_explained_whatever_the_facts(random: Random) -> None:
    built, chosen = made(random)
    facts, excused, on = asked(random, chosen)
    result = built.usable.evaluate({**facts, **excused}, on=on)
    for lang in ("zh", "en"):
        for form in ("text", "markdown", "json", "toml"):
            assert result.explain(lang, form)
    for part in result.scores["score"].root.walk():
        assert part.reason.code
        assert part.facts is not None


@many
@given(RANDOM)
def test_the_same_facts_give_the_same_bytes(random: Random) -> None:
    built, chosen = made(random)
    facts, excused, on = asked(random, chosen)
    first = built.usable.evaluate({**facts, **excused}, on=on).canonical()
    again = build_texts(chosen.text).usable.evaluate(dict(reversed({**facts, **excused}.items())), on=on).canonical()
    assert first == again


def test_bytes_do_not_hang_on_the_order_of_sets() -> None:
    """The order of sets of texts changes from process to process."""
    code = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); from random import Random; import packs, programs\n"
        "made = [(r, programs.program(r)) for r in map(Random, range(30))]\n"
        "whole = b''.join(packs.evaluate(p.text, programs.partial(r, p)).canonical() for r, p in made)\n"
        "print(hashlib.sha256(whole).hexdigest())"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent)]
    told = {
        subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


@many
@given(RANDOM)
def test_more_facts_never_widen_the_result(random: Random) -> None:
    """What was certain stays certain when a further fact becomes known."""
    built, chosen = made(random)
    facts, excused, on = asked(random, chosen)
    missing = [f for f in chosen.facts if f.alias not in facts]
    assume(missing)
    fact = random.choice(missing)
    less = built.usable.evaluate({**facts, **excused}, on=on).scores["score"]
    more = built.usable.evaluate({**facts, **excused, fact.alias: random.choice(fact.domain)}, on=on).scores["score"]
    for part in less.root.walk():
        assert part.points.low <= more[part.id].points.low
        assert more[part.id].points.high <= part.points.high
    assert set(more.grades) <= set(less.grades) or more.gate == "unmet"
