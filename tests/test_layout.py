"""Nesting is bounded by the sum of everything that nests, so that no later pass goes too deep."""

from __future__ import annotations

import pytest
from packs import build_texts

HEAD = "政策 demo “示例”\n对象 平台 as platform\n    甲 as a：是否\n    面积 as area：数 平方米，不小于 0\n"
CARD = HEAD + "评分 测评 as score 对象 平台 满分 5 分\n    项目 A as pa 5 分\n        若 {}，得 5 分\n"


def nested(prefix: str, inner: str, times: int) -> str:
    for _ in range(times):
        inner = f"{prefix}（{inner}）"
    return inner


@pytest.mark.parametrize("condition", [nested("并非 " * 49, "甲", 9), nested("-" * 40, "面积", 9) + " 大于 3平方米"])
def test_many_moderate_nestings_are_one_deep_one(condition: str) -> None:
    assert [p.code for p in build_texts({"rules.policy": CARD.format(condition)}).problems] == ["P115"]


def test_what_anybody_writes_is_not_too_deep() -> None:
    condition = "并非 并非 （甲 且 并非 （并非 甲 或者 -（-面积 + 1平方米） 大于 3平方米））"
    assert not build_texts({"rules.policy": CARD.format(condition)}).problems
