"""What is said of awards that take a period, a deduction, a unit or a table: one sentence in each language."""

from __future__ import annotations

from typing import Any

import pytest
from packs import build_texts, evaluate, scorecard

from policyrules.text.reasons import sentence


def said(body: str, fields: str, facts: dict[str, Any], on: str | None = None) -> tuple[str, str]:
    """The sentences of the first item."""
    part = evaluate(scorecard(body, fields, full=""), facts, on).scores["score"].parts[0]
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


IDLE = """
项目 场地 as premises
    若 闲置天数 超过 30天，扣 2 分
"""


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        (
            {"idle": 31},
            "扣分条件成立（闲置天数：要求超过 30天，实际 31天），扣 2 分",
            "the deduction applies (闲置天数: required exceeding 30 days, found 31 days); 2 points deducted",
        ),
        (
            {"idle": 30},
            "扣分条件不成立（闲置天数：要求超过 30天，实际 30天），不扣分",
            "the deduction does not apply (闲置天数: required exceeding 30 days, found 30 days); nothing deducted",
        ),
        (
            {},
            "闲置天数：要求超过 30天，尚未填报，得分在 -2 至 0 分之间",
            "闲置天数: required exceeding 30 days, not given yet; between -2 and 0 points",
        ),
    ],
)
def test_a_deduction_says_whether_it_applies(facts: dict[str, Any], zh: str, en: str) -> None:
    assert said(IDLE, "闲置天数 as idle：数 天，不小于 0", facts) == (zh, en)


def test_an_accepted_exception_takes_nothing_away() -> None:
    body = IDLE.replace("扣 2 分", "扣 2 分    程度 一般")
    facts = {"idle": 31, "exceptions": {"premises": {"judge": "李四", "reason": "正在修缮"}}}
    zh, en = said(body, "闲置天数 as idle：数 天，不小于 0", facts)
    assert zh == "闲置天数 31天，已超过 30天；李四认可例外（理由：正在修缮），不扣分"
    assert en == "闲置天数 31 days, exceeding 30 days; accepted as an exception by 李四 (reason: 正在修缮); nothing deducted"


LATE = """
项目 报送 as reports
    按 迟报 每满 2次 扣 1 分，最高 3 分
"""


@pytest.mark.parametrize(
    ("late", "zh", "en"),
    [
        (
            5,
            "迟报 5次，每满 2次扣 1 分，计 2 个，最高 3 分，扣 2 分",
            "迟报 5 times; 1 point off for each full 2 times, 2 of them, at most 3 points; 2 points deducted",
        ),
        (
            1,
            "迟报 1次，每满 2次扣 1 分，计 0 个，最高 3 分，不扣分",
            "迟报 1 time; 1 point off for each full 2 times, 0 of them, at most 3 points; nothing deducted",
        ),
    ],
)
def test_points_per_unit_say_what_was_counted(late: int, zh: str, en: str) -> None:
    assert said(LATE, "迟报 as late：整数 次，不小于 0", {"late": late}) == (zh, en)


def test_a_table_too_long_to_look_through_needs_a_last_row() -> None:
    rows = "\n".join(f"        {n}人：1 分" for n in range(201))
    body = f"项目 社工 as workers 1 分\n    按 社工 分档\n{rows}\n"
    fields = "社工 as workers：整数 人，不小于 0"
    made = build_texts(scorecard(body, fields, full="满分 1 分"))
    assert made.codes == ["C144"]
    assert "太多" in made.problems[0].message("zh")
    assert build_texts(scorecard(f"{body}        其余：0 分\n", fields, full="满分 1 分")).good


def test_a_part_out_of_force_says_since_when() -> None:
    body = "项目 社工 as workers 3 分 施行至 2016-12-31\n    前提 固定\n    若 社工 不少于 3人，得 3 分\n"
    fields = "社工 as workers：整数 人，不小于 0\n固定 as fixed：是否"
    facts = {"workers": 3, "fixed": False}
    assert said(body, fields, facts, "2017-01-01") == (
        "施行至 2016-12-31，测评日 2017-01-01 已过期，不适用，计 0 分",
        "applies until 2016-12-31; 2017-01-01 is later; not applicable, counts 0",
    )
    assert said(body, fields, facts, "2016-12-31")[0] == "前提不成立（固定：否），不适用，计 0 分"
    assert said(body, fields, {"fixed": True})[0] == "尚缺“社工”、“测评日”，是否适用待定，得分在 0 至 3 分之间"


def test_points_beyond_full_marks_are_told_as_such() -> None:
    body = "项目 面积 as area 5 分\n    得 5 分\n项目 获奖 as prize 2 分 附加分\n    得 2 分\n"
    result = evaluate(scorecard(body, full="满分 5 分"), {})
    assert "获奖（附加分）" in result.explain("zh")
    assert "7 / 5" in result.explain("zh")
    assert "获奖 (beyond full marks)" in result.explain("en", "markdown")
    assert [p.get("beyond") for p in result.to_dict()["outcomes"]["score"]["parts"]] == [None, True]
