"""Properties of policies over lists, down the whole road: known facts give what plain Python gives, and whatever the missing ones
turn out to be, the result lies in what was said of them."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import witnesses
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from list_programs import EVALUATED, NotOverError, Program, completed, program, some_facts
from packs import Built, build_texts
from test_conformance import written

from policyrules.result import Missing, ScoreResult

slow = HealthCheck.too_slow, HealthCheck.data_too_large
unshrunk = Phase.explicit, Phase.reuse, Phase.generate
many = settings(deadline=None, max_examples=60, phases=unshrunk, suppress_health_check=slow)
RANDOM = st.randoms(use_true_random=False)
WAYS = 25
"""How many ways to complete the facts are tried."""


def made(chosen: Program, *, side: Any = "zh") -> Built:
    built = build_texts(written(chosen.text, side))
    assert built.policy is not None, f"{chosen.text}\n{built.rendered('en')}"
    return built


def points(score: ScoreResult, chosen: Program) -> list[tuple[Any, Any]]:
    return [(score[f"p{n}"].points.low, score[f"p{n}"].points.high) for n in range(len(chosen.lines))]


@many
@given(RANDOM)
def test_lists_give_what_plain_python_gives(random: Random) -> None:
    chosen = program(random)
    zh, en = made(chosen), made(chosen, side="en")
    for _ in range(WAYS):
        on = random.choice(EVALUATED)
        facts = completed(random, {}, on)
        found = points(zh.usable.evaluate(facts, on=on).scores["score"], chosen)
        assert found == points(en.usable.evaluate(facts, on=on).scores["score"], chosen)
        for line, (low, high) in zip(chosen.lines, found, strict=True):
            try:
                expected = line.points({**facts, "on": on})
            except NotOverError:
                continue
            assert low == high == expected, f"{line.text}\n{facts} {on}"


@many
@given(RANDOM)
def test_every_completion_lies_in_what_is_said(random: Random) -> None:
    chosen = program(random)
    policy = made(chosen).usable
    for _ in range(4):
        on = random.choice((None, *EVALUATED))
        facts = some_facts(random)
        said = policy.evaluate(facts, on=on).scores["score"]
        low_high = points(said, chosen)
        reached: list[list[tuple[Any, Any]]] = []
        for _ in range(WAYS):
            day: date = on or random.choice(EVALUATED)
            whole = completed(random, facts, day)
            found = points(policy.evaluate(whole, on=day).scores["score"], chosen)
            note = f"{chosen.text}\n{facts} {on}\n{whole} {day}: {low_high} {found}"
            assert all(a[0] <= b[0] and b[1] <= a[1] for a, b in zip(low_high, found, strict=True)), note
            reached.append(found)
        if not said.missing:
            assert all(found == reached[0] for found in reached), f"nothing is said to be missing\n{chosen.text}\n{facts} {on}"
        swings_are_honest(said.missing, said)
        for n, (low, high) in enumerate(low_high):
            if low != high and said[f"p{n}"].points.tight:
                witnesses.check(policy, "score", facts, on, said[f"p{n}"])


def test_bounds_over_lists_are_often_known_to_be_reached() -> None:
    open_, tight = 0, 0
    for seed in range(60):
        random = Random(seed)
        chosen = program(random)
        policy = made(chosen).usable
        for _ in range(4):
            on, facts = random.choice(EVALUATED), some_facts(random)
            said = policy.evaluate(facts, on=on).scores["score"]
            for part in said.parts:
                open_ += part.low != part.high
                if part.low != part.high and part.points.tight:
                    tight += 1
                    witnesses.check(policy, "score", facts, on, part)
    assert tight > open_ / 2, (open_, tight)


def swings_are_honest(missing: tuple[Missing, ...], score: ScoreResult) -> None:
    whole = score.points.high - score.points.low
    assert all(0 <= m.swing <= whole for m in missing)
    assert list(missing) == sorted(missing, key=lambda m: -m.swing)


@many
@given(RANDOM)
def test_policies_over_lists_are_explained_whatever_the_facts(random: Random) -> None:
    chosen = program(random)
    policy = made(chosen).usable
    result = policy.evaluate(some_facts(random), on=random.choice((None, *EVALUATED)))
    for lang in ("zh", "en"):
        for form in ("text", "markdown", "json", "toml"):
            assert result.explain(lang, form)
