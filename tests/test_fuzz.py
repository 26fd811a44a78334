"""The long run (`fuzz`) in small: a few hundred mutants and generated files here, a hundred thousand by hand."""

from __future__ import annotations

from random import Random

import pytest
from fuzz import FACT_TEXTS, Kept, Tally, batches, main, mutant, policy_texts, run, told


@pytest.mark.parametrize(("kind", "count"), [("policies", 300), ("facts", 700), ("forms", 200)])
def test_no_mutant_comes_to_a_bad_end(kind: str, count: int) -> None:
    tally = run((kind, 1, 0, count))
    assert tally.kept == [], tally.kept[0].trace if tally.kept else ""
    assert tally.mutants[kind] == count
    assert 0 < tally.accepted[kind] < count
    assert len(tally.codes) > (10 if kind != "forms" else 3)
    assert kind != "forms" or tally.accepted[kind] > count * 3 / 4


def test_mutants_follow_from_the_seed() -> None:
    texts = policy_texts()
    assert len(texts) > 20
    first, second = (mutant(Random("0/policies/7"), texts[0], texts) for _ in range(2))
    assert first == second
    others = {mutant(Random(f"{n}"), FACT_TEXTS[".toml"], texts) for n in range(20)}
    assert len(others) > 15


def test_batches_cover_every_number_once() -> None:
    numbers = [n for _, _, start, stop in batches("facts", 1001, 0) for n in range(start, stop)]
    assert numbers == list(range(1001))


def test_command_tells_its_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--policies", "4", "--facts", "6", "--forms", "5", "--seed", "3", "--jobs", "1"]) == 0
    out = capsys.readouterr().out
    assert "policies: 4 mutants" in out
    assert "facts: 6 mutants" in out
    assert "forms: 5 generated" in out
    assert "refused with:" in out


def test_bad_ends_are_counted_apart() -> None:
    tally = Tally()
    tally.mutants["facts"] = 3
    tally.accepted["facts"] = 1
    tally.kept.append(Kept("facts", 2, "x", "ValueError: x"))
    assert "3 mutants, 1 accepted, 1 refused, 1 came to a bad end" in told(tally)
