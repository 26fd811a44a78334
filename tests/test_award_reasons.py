"""What is said of awards that take a period, a deduction, a unit or a table: one sentence in each language."""

from __future__ import annotations

from typing import Any

import pytest
from packs import evaluate, scorecard

from policyrules.text.reasons import sentence


def said(body: str, fields: str, facts: dict[str, Any], on: str | None = None) -> tuple[str, str]:
    """The sentences of the first item."""
    part = evaluate(scorecard(body, fields, full=""), facts, on)["score"].parts[0]
    return sentence(part, "zh"), sentence(part, "en")


FOUNDED = "成立日期 as founded：日期，可无"
TWO_YEARS = """
项目 运营 as operation 2 分
    若 自 成立日期 至 测评日 满 2年，得 2 分
"""


@pytest.mark.parametrize(
    ("facts", "on", "zh", "en"),
    [
        (
            {"founded": "2020-06-01"},
            "2022-05-31",
            "成立日期：2020-06-01 至 2022-05-31，满 1年11个月，要求满 2年，未满足，不得分",
            "成立日期: from 2020-06-01 to 2022-05-31, 1 year 11 months completed, required 2 years, not satisfied; no points",
        ),
        (
            {"founded": "2022-06-01"},
            "2022-05-31",
            "成立日期：2022-06-01 至 2022-05-31，尚未开始，要求满 2年，未满足，不得分",
            "成立日期: from 2022-06-01 to 2022-05-31, not begun, required 2 years, not satisfied; no points",
        ),
        (
            {},
            "2022-05-31",
            "成立日期：未填报 至 2022-05-31，要求满 2年，得分在 0 至 2 分之间",
            "成立日期: from not given to 2022-05-31, required 2 years; between 0 and 2 points",
        ),
    ],
)
def test_a_period_is_told_with_both_days(facts: dict[str, Any], on: str, zh: str, en: str) -> None:
    assert said(TWO_YEARS, FOUNDED, facts, on) == (zh, en)
