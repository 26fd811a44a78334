"""The published rubrics under `examples/rubrics`: every record comes out as worked out by hand, in both vocabularies."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from packs import Built, build_texts
from test_conformance import PART_KEYS, RESULT, SIDES, check_part, check_score, written

from policyrules.language.vocabulary import Side

FOLDER = Path(__file__).parents[1] / "examples" / "rubrics"
PACKS = sorted(p.name for p in FOLDER.iterdir() if p.is_dir())
RECORDS: list[tuple[str, int, dict[str, Any], dict[str, Any]]] = []
for pack in PACKS:
    held = tomllib.loads((FOLDER / pack / "records.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    RECORDS += [(pack, n, held.get("base", {}), record) for n, record in enumerate(held["record"], 1)]
KEYS = {"facts", "on", "parts", "score", "subject", "outcomes"}


@pytest.fixture(scope="module")
def built() -> dict[tuple[str, Side], Built]:
    texts = {pack: (FOLDER / pack / "rules.policy").read_text(encoding="utf-8") for pack in PACKS}
    return {(pack, side): build_texts(written(text, side)) for pack, text in texts.items() for side in SIDES}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("pack", PACKS)
def test_a_rubric_has_no_problems(built: dict[tuple[str, Side], Built], pack: str, side: Side) -> None:
    made = built[pack, side]
    assert made.policy is not None, made.rendered("en")
    assert made.codes == [], made.rendered("en")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(("pack", "number", "base", "record"), RECORDS, ids=[f"{p}-{n}" for p, n, _, _ in RECORDS])
def test_record(
    built: dict[tuple[str, Side], Built], pack: str, number: int, base: dict[str, Any], record: dict[str, Any], side: Side
) -> None:
    policy = built[pack, side].usable
    subject = record.get("subject", policy.subjects[0].id)
    facts = {**base.get(subject, base), **record["facts"]}
    result = policy.evaluate(facts, subject=subject, on=record.get("on"))
    score = result.scores[record.get("score", next(iter(result.scores)))]
    check_score(score, record)
    RESULT.validate(result.to_dict())
    for part, wanted in record.get("parts", {}).items():
        assert wanted.keys() <= PART_KEYS
        check_part(score[part], wanted)
    for key, wanted in record.get("outcomes", {}).items():
        assert result.requirements[key].finding == wanted, (key, wanted)
    checked = record.keys() - {"facts", "on", "subject", "score"}
    assert checked, "a record that expects nothing checks nothing"


def test_a_most_that_only_comes_from_how_far_facts_go_is_not_shown_as_full_marks(built: dict[tuple[str, Side], Built]) -> None:
    base = next(base for pack, _, base, _ in RECORDS if pack == "foshan_2016")
    text = built["foshan_2016", "zh"].usable.evaluate(base, on="2016-09-01").explain("zh").splitlines()
    rows = {line.split()[0]: line.split() for line in text if line.strip()}
    assert rows["总分"] == ["总分", "15", "分【含本市假定】"]
    assert rows["各区自定"][1:4] == ["0", "/", "40"]  # 最高 40 分
    assert rows["居住证"][1:3] == ["0", "×"]  # five points a year, for as many years as may be
