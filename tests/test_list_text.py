"""What people read of conditions over lists, known and unknown, in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from packs import build_texts

from policyrules.text.reasons import sentence

SUBJECT = """政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    项目 as projects：明细
        已结项 as finished：是否
        跟踪次数 as follow_ups：整数 次，不小于 0
    会议 as meetings：明细
        日期 as date：日期
评分 测评 as score 对象 平台
    考核期 测评日所在年
    项目 甲 as a 5 分
        """
ON = date(2022, 8, 1)
MET, UNMET, APART = ("    没有时 视为满足", "    没有时 视为不满足", "    没有时 不适用")
EACH = "若 每个 项目的跟踪次数 不少于 3次，得 5 分"
SHARE = "若 项目 中 （跟踪次数 不少于 3次）的占比 至少 50%，得 5 分"
LEAST = "若 项目的跟踪次数 最小 不少于 3次，得 5 分"
QUARTERS = "若 每季度 会议 不少于 1次，得 5 分"


def projects(*numbers: int | None) -> list[dict[str, Any]]:
    return [{"finished": True} if n is None else {"finished": True, "follow_ups": n} for n in numbers]


def meetings(*days: date) -> list[dict[str, Any]]:
    return [{"date": day} for day in days]


CASES: list[tuple[str, dict[str, Any], date | None, str, str]] = [
    (
        EACH + MET,
        {"projects": projects(3, 2, 4)},
        ON,
        "3 个中 2 个满足，未满足的是第 2 条，不得分",
        "2 of 3 satisfy it, all but record 2; no points",
    ),
    (
        EACH + MET,
        {"projects": projects(2, None)},
        ON,
        "至少 1 个不满足：第 1 条，不得分",
        "at least 1 not satisfying it: record 1; no points",
    ),
    (EACH + MET, {"projects": []}, ON, "没有记录，视为满足，得 5 分", "no records, taken as met; 5 points"),
    (EACH + UNMET, {"projects": []}, ON, "没有记录，视为不满足，不得分", "no records, taken as unmet; no points"),
    (EACH + MET, {}, ON, "尚缺“项目”，得分在 0 至 5 分之间", "missing 项目; between 0 and 5 points"),
    (
        "若 每个 项目（已结项）的跟踪次数 不少于 3次，得 5 分" + MET,
        {"projects": [*projects(3), {"follow_ups": 4}]},
        ON,
        "均满足，得 5 分",
        "all satisfy it; 5 points",
    ),
    (
        "若 并非 （每个 项目的跟踪次数 不少于 3次），得 5 分" + MET,
        {"projects": projects(3, 2)},
        ON,
        "2 个中 1 个满足（要求为否），得 5 分",
        "1 of 2 satisfy it (required: no); 5 points",
    ),
    (
        "若 每个 项目（跟踪次数 不少于 9次）均 已结项，得 5 分" + APART,
        {"projects": projects(1)},
        ON,
        "没有项目（跟踪次数 不少于 9次），前提不成立，不适用，计 0 分",
        "there are no 项目（跟踪次数 不少于 9次）, so the precondition does not hold; not applicable, counts 0",
    ),
    (
        SHARE + MET,
        {"projects": projects(3, 2, 4)},
        ON,
        "要求至少 50%，实际约 66.67%（3 个中 2 个），得 5 分",
        "found about 66.67% (2 of 3); 5 points",
    ),
    (
        SHARE + UNMET,
        {"projects": []},
        ON,
        "实际 0%（没有记录，视为不满足），未满足，不得分",
        "found 0% (no records, taken as unmet), not satisfied; no points",
    ),
    (
        SHARE + MET,
        {"projects": projects(2, None)},
        ON,
        "要求至少 50%，已知在 0 至 50%之间，得分在 0 至 5 分之间",
        "required at least 50%, known to be 0 to 50%; between 0 and 5 points",
    ),
    (
        "按 项目 中 （跟踪次数 不少于 3次）的占比 折算" + APART,
        {"projects": projects(3, 2)},
        ON,
        "占比 50%（2 个中 1 个），未达到 100%，按比例得 2.5 分",
        "占比 50% (1 of 2), short of 100%; in proportion 2.5 points",
    ),
    (
        LEAST + MET,
        {"projects": []},
        ON,
        "要求不少于 3次，实际无（没有记录，视为满足），得 5 分",
        "found none (no records, taken as met); 5 points",
    ),
    (LEAST, {"projects": []}, ON, "要求不少于 3次，实际无，未满足，不得分", "found none, not satisfied; no points"),
    (
        "若 项目的跟踪次数 合计 不少于 9次，得 5 分",
        {"projects": projects(3, None)},
        ON,
        "要求不少于 9次，已知至少 3次，得分在 0 至 5 分之间",
        "required no fewer than 9 times, known to be at least 3 times; between 0 and 5 points",
    ),
    (
        "若 项目的个数 超过 1，得 5 分",
        {"projects": {"records": projects(3, 3), "open": True}},
        ON,
        "项目的个数：要求超过 1个，已知至少 2个，得 5 分",
        "required exceeding 1, known to be at least 2; 5 points",
    ),
    (
        "若 项目的个数 超过 0，得 5 分",
        {"projects": projects(3, 3)},
        ON,
        "项目的个数：要求超过 0个，实际 2个，得 5 分",
        "required exceeding 0, found 2; 5 points",
    ),
    (
        "若 下列 至少 1 项，得 5 分" + MET + "\n            每个 项目 均 已结项\n            项目 中 （已结项）的占比 达到 30%",
        {"projects": projects(1)},
        ON,
        "2 项条件至少满足 1 项，均满足：",
        "at least 1 of 2 conditions are required, all satisfied:",
    ),
    (
        "若 （面积 * 2） 至少 300平方米，得 5 分",
        {"area": 200},
        ON,
        "面积 * 2：要求至少 300平方米，实际 400平方米，得 5 分",
        "面积 * 2: required at least 300 sq m, found 400 sq m; 5 points",
    ),
    (
        QUARTERS,
        {"meetings": meetings(date(2022, 1, 1), date(2022, 4, 1), date(2022, 7, 2))},
        ON,
        "2022年各季度会议：要求不少于 1次，实际 1、1、至少 1、待定 次（第三、四季度尚未结束）；得分在 0 至 5 分之间",
        "会议 in each quarter of 2022: required no fewer than 1 time, found 1, 1, at least 1, not known (Q3, Q4 not over yet)",
    ),
    (
        QUARTERS,
        {"meetings": meetings(date(2022, 1, 1), date(2022, 4, 1), date(2022, 7, 2), date(2022, 7, 3))},
        date(2022, 12, 31),
        "2022年各季度会议：要求不少于 1次，实际 1、1、2、0 次（第四季度未满足）；不得分",
        "会议 in each quarter of 2022: required no fewer than 1 time, found 1, 1, 2, 0 (Q4 not satisfied); no points",
    ),
    (
        "若 每月 会议 不少于 1次，得 5 分",
        {"meetings": meetings(*(date(2022, m, 1) for m in range(2, 12)))},
        date(2022, 12, 31),
        "2022年各月会议：要求不少于 1次，实际 0、1、1、1、1、1、1、1、1、1、1、0 次（1、12月未满足）；不得分",
        "required no fewer than 1 time, found 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0 (months 1, 12 not satisfied)",
    ),
    (
        "若 每季度 会议 不少于 1次 且 面积 不少于 3平方米，得 5 分",
        {"area": 5, "meetings": meetings(date(2022, 1, 1), date(2022, 4, 1), date(2022, 7, 2))},
        date(2022, 12, 31),
        "不满足 1 项：2022年各季度会议（要求不少于 1次，实际 1、1、1、0 次，第四季度未满足）",
        "1 not satisfied: 会议 in each quarter of 2022 (required no fewer than 1 time, found 1, 1, 1, 0, Q4 not satisfied)",
    ),
    (
        "若 每年 会议 至少 2个，得 5 分",
        {"meetings": meetings(date(2022, 1, 1))},
        date(2022, 12, 31),
        "2022年会议：要求至少 2个，实际 1个，未满足，不得分",
        "会议 in 2022: required at least 2, found 1, not satisfied; no points",
    ),
    (
        "若 每年 会议 在 2项 至 3项 之间，得 5 分",
        {"meetings": meetings(date(2022, 1, 1))},
        date(2022, 12, 31),
        "实际 1项",
        "found 1",
    ),
    (QUARTERS, {"meetings": []}, None, "尚缺“测评日”，得分在 0 至 5 分之间", "missing 测评日; between 0 and 5 points"),
]


@pytest.mark.parametrize(("line", "facts", "on", "zh", "en"), CASES)
def test_what_is_read_of_a_condition_over_a_list(line: str, facts: dict[str, Any], on: date | None, zh: str, en: str) -> None:
    part = build_texts(SUBJECT + line + "\n").usable.evaluate(facts, on=on).scores["score"]["a"]
    assert zh in sentence(part, "zh")
    assert en in sentence(part, "en")


def test_a_result_of_a_period_that_is_not_over_is_not_to_be_signed() -> None:
    policy = build_texts(SUBJECT + QUARTERS + "\n").usable
    running, over = (
        policy.evaluate({"meetings": meetings(date(2022, 2, 1), date(2022, 4, 1))}, on=on) for on in (ON, date(2022, 12, 31))
    )
    assert "考核期尚未结束，本结果不作签字依据。" in running.explain(lang="zh")
    assert "考核期尚未结束，本结果不作签字依据。" in running.explain(lang="zh", format="markdown")
    assert "the assessment period is not over; this result is not to be signed." in running.explain(lang="en")
    assert "不作签字依据" not in over.explain(lang="zh")


def test_a_requirement_in_a_period_that_is_not_over_is_not_to_be_signed_either() -> None:
    duty = "要求 会议 as duty 对象 平台    程度 须\n    考核期 测评日所在年\n    则 每季度 会议 不少于 1次\n"
    policy = build_texts(SUBJECT.partition("评分")[0] + duty).usable
    given = {"meetings": meetings(*(date(2022, m, 1) for m in (2, 4, 7)))}
    assert "考核期尚未结束，本结果不作签字依据。" in policy.evaluate(given, on=ON).explain(lang="zh")
    assert "不作签字依据" not in policy.evaluate(given, on=date(2022, 12, 31)).explain(lang="zh")


NAMED = """政策 demo “示例”
对象 平台 as platform
    项目 as projects：明细
        跟踪次数 as follow_ups：整数 次，不小于 0
        名称 as name：文字
        批次 as batch：文字
        日期 as date：日期
评分 测评 as score 对象 平台
    考核期 测评日所在年
    项目 甲 as a 5 分
        """


def named(line: str, *rows: tuple[int, str | None, date]) -> tuple[str, str]:
    records = [{"follow_ups": n, "date": day, "batch": "一"} | ({"name": name} if name else {}) for n, name, day in rows]
    part = build_texts(NAMED + line + "\n").usable.evaluate({"projects": records}, on=ON).scores["score"]["a"]
    return sentence(part, "zh"), sentence(part, "en")


def test_records_that_fail_are_named() -> None:
    day = date(2022, 2, 1)
    zh, en = named(EACH + MET, (3, "春晖", day), (2, "暖阳", day), (1, None, day), (0, "很长" * 40, day))
    assert "4 个中 1 个满足，未满足的是“暖阳”、第 3 条、“" + "很长" * 15 + "…”，不得分" in zh
    assert "1 of 4 satisfy it, all but “暖阳”, record 3 and “" + "很长" * 15 + "…”; no points" in en
    zh, en = named(EACH + MET, *[(1, None, day)] * 7, (4, "好", day))
    assert "8 个中 1 个满足，未满足的是第 1 条、第 2 条、第 3 条、第 4 条、第 5 条等 7 条，不得分" in zh
    assert "1 of 8 satisfy it, all but record 1, record 2, record 3, record 4, record 5 and 2 others; no points" in en
    zh, _ = named("若 每个 项目 均 （批次 为 “二” 或者 跟踪次数 不少于 2次），得 5 分" + MET, (1, "春晖", day), (2, "暖阳", day))
    assert "2 个中 1 个满足，未满足的是“春晖”，不得分" in zh
    zh, _ = named("若 每个 项目（跟踪次数 不少于 1次）的跟踪次数 不少于 3次，得 5 分" + MET, (0, "春晖", day), (2, "暖阳", day))
    assert "1 个中 0 个满足，未满足的是“暖阳”，不得分" in zh


def test_records_that_fail_are_in_the_reason() -> None:
    part = build_texts(SUBJECT + EACH + MET + "\n").usable.evaluate({"projects": projects(3, 2)}, on=ON).scores["score"]["a"]
    assert part.reason.args["conditions"][0]["failing"] == [{"place": 1, "name": None}]


LATE = (date(2022, 9, 1), date(2022, 12, 1))


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        (
            QUARTERS.replace("会议", "项目"),
            "实际 1、0、待定、待定 次（第二季度未满足，第三、四季度尚未结束，另有 2 条在测评日之后，未计）；不得分",
            "(Q2 not satisfied, Q3, Q4 not over yet, 2 more dated after the evaluation are not counted)",
        ),
        (
            "若 近 1年 项目的次数 不少于 2次，得 5 分",
            "要求不少于 2次，实际 1次，另有 2 条在测评日之后，未计，未满足，不得分",
            "found 1 time, 2 more dated after the evaluation are not counted, not satisfied; no points",
        ),
        (
            "若 近 1年 项目（跟踪次数 不少于 5次）的次数 不少于 1次，得 5 分",
            "实际 0次，另有 1 条在测评日之后，未计",
            "found 0 times, 1 more dated after the evaluation is not counted",
        ),
        ("按 近 1年 项目的次数 / 5次 折算", "项目的次数 1次，另有 2 条在测评日之后，未计，未达到 5次", "1 time, 2 more dated"),
        (
            "按 近 1年 项目的次数 每 1次 得 1分，最高 5 分",
            "1次，另有 2 条在测评日之后，未计，每 1次得 1 分",
            "1 time, 2 more dated",
        ),
        ("若 项目的个数 不少于 3，得 5 分", "实际 3个，得 5 分", "found 3; 5 points"),  # no period, and all count
    ],
)
def test_records_after_the_date_of_evaluation_are_told_to_be_left_out(line: str, zh: str, en: str) -> None:
    told = named(line, (1, None, date(2022, 2, 1)), (1, None, LATE[0]), (5, None, LATE[1]))
    assert zh in told[0]
    assert en in told[1]
