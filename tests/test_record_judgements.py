"""Judgements of the records of a list: who judged which record, when and why, is kept, shown, and always the same bytes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from packs import build_texts

POLICY = build_texts("""\
政策 demo “示例”
对象 平台 as platform
    面积合理 as sound：评定 由 测评人员
    项目 as projects：明细
        质量合格 as quality：评定 由 专家
        跟踪次数 as follow_ups：整数 次，不小于 0
        活动 as events：明细
            效果好 as good：评定 由 群众
评分 测评 as score 对象 平台
    项目 甲 as a 5 分
        若 项目（质量合格）的个数 不少于 1，得 5 分
    项目 乙 as b 5 分
        若 项目 中 （至少 1个 活动 满足 效果好）的个数 不少于 1，得 5 分
    项目 丙 as c 5 分
        若 面积合理，得 5 分
""").usable
GOOD: dict[str, Any] = {"value": True, "judge": "李四", "on": date(2022, 12, 1), "reason": "验收通过", "evidence": "报告 2 份"}
GIVEN: dict[str, Any] = {
    "projects": [
        {"quality": False, "events": []},
        {"events": [{"good": True}, {"good": {"值": False, "理由": "来的人少"}}], "quality": GOOD},
        {"quality": {"value": None}, "events": []},
    ],
    "sound": True,
}


def test_a_judgement_of_a_record_is_kept_with_its_path() -> None:
    found = [j.to_dict() for j in POLICY.evaluate(GIVEN, on=None).judgements]
    assert [(j["fact"], j["value"], j["judge"], j["on"], j["reason"], j["evidence"]) for j in found] == [
        ("sound", True, "测评人员", None, "", ""),
        ("projects[1].quality", True, "李四", "2022-12-01", "验收通过", "报告 2 份"),
        ("projects[1].events[1].good", False, "群众", None, "来的人少", ""),
    ]


def test_names_and_an_envelope_give_the_same_judgements() -> None:
    named = {
        "项目": {"记录": [{"质量合格": x["quality"], "活动": x["events"]} for x in GIVEN["projects"]], "未列全": False},
        "面积合理": True,
    }
    assert POLICY.evaluate(named, on=None).judgements == POLICY.evaluate(GIVEN, on=None).judgements


def test_a_judgement_of_a_record_is_read_in_the_breakdown() -> None:
    result = POLICY.evaluate(GIVEN, on=None)
    for form in ("text", "markdown"):
        zh, en = (result.explain(lang, form).replace("\n    ", "") for lang in ("zh", "en"))
        assert "项目第 2 条的质量合格：是，李四，2022-12-01，理由：验收通过，佐证：报告 2 份" in zh
        assert "项目第 2 条的活动第 2 条的效果好：否，群众，理由：来的人少" in zh
        assert "项目 2, 质量合格: yes, 李四, 2022-12-01, reason: 验收通过, evidence: 报告 2 份" in en
        assert "项目 2, 活动 2, 效果好: no, 群众, reason: 来的人少" in en


def test_many_judgements_of_records_without_grounds_stand_together() -> None:
    given = {"projects": [{"quality": {"value": True, "judge": "李四"}, "events": []} for _ in range(5)], "sound": True}
    text = POLICY.evaluate(given, on=None).explain("zh").replace("\n    ", "")
    assert "李四（未填日期和理由）：项目第 1 条的质量合格（是）、项目第 2 条的质量合格（是）、" in text


def test_judgements_of_records_are_in_the_dict_form() -> None:
    form = json.loads(POLICY.evaluate(GIVEN, on=None).explain("zh", "json"))
    assert form["judgements"][1]["fact"] == "projects[1].quality"
