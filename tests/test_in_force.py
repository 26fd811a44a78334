"""有效期: with an end, and open-ended (起)."""

from __future__ import annotations

import pytest
from packs import MINIMAL, build_texts

from policyrules.language.vocabulary import Side
from policyrules.passes.parse import parse
from policyrules.source import Source
from policyrules.text.fmt import show

OPEN = MINIMAL.replace("“示例”\n", "“示例”\n    有效期 2020-07-31 起\n")


def test_an_open_period_has_no_last_day() -> None:
    result = build_texts(OPEN).usable.evaluate({}, on="2099-12-31")
    assert result.to_dict()["policy"]["in_force"] == {"from": "2020-07-31", "to": None}
    assert "2020-07-31 起" in result.explain("zh")
    assert "2020-07-31 onwards" in result.explain("en")
    assert "不在文件有效期内" not in result.explain("zh")


def test_the_day_before_is_outside() -> None:
    policy = build_texts(OPEN).usable
    assert "不在文件有效期内" in policy.evaluate({}, on="2020-07-30").explain("zh")
    assert "不在文件有效期内" not in policy.evaluate({}, on="2020-07-31").explain("zh")


HEADS: dict[Side, str] = {
    "zh": "政策 demo “示例”\n    有效期 2020-07-31 起\n",
    "en": "policy demo “示例”\n    in force 2020-07-31 onwards\n",
}


@pytest.mark.parametrize("side", HEADS)
def test_it_is_printed_as_it_is_read_in_either_vocabulary(side: Side) -> None:
    tree = parse(Source("rules.policy", HEADS[side])).sure
    for other, text in HEADS.items():
        assert show(tree, other) == text


def test_a_lone_day_is_told_what_may_follow() -> None:
    (problem,) = build_texts(OPEN.replace(" 起", "")).problems
    assert "起" in problem.message("zh") + problem.hint("zh")
