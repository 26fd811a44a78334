"""Vetoes as they are read: sentences, standing, dict form, and what `explain --core` prints of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from packs import build_texts, evaluate

from policyrules.result import Lang, Result
from policyrules.text.lowered import show

TEXT = """
政策 demo “示例”
对象 平台 as platform
    社工 as workers：整数 人，不小于 0，不大于 10
    伪造材料 as forged：是否
    发现日 as found_on：日期
    受处罚 as punished：是否
评分 测评 as score 对象 平台 满分 10 分
    一票否决 伪造材料：总分 计 0 分，自 发现日 起 2年 不得申报    假定 口径 “按发现之日起算”
    一票否决 受处罚：等级 限为 提升型，自 2020-01-01 起 1年 不得申报
    一票否决 社工 少于 1人
    项目 社工 as workers 10 分
        按 社工 每 1人 得 1 分
    等级
        示范型 as model：总分 8分及以上
        提升型 as improving：其余
"""
GOOD: dict[str, Any] = {"workers": 9, "forged": False, "found_on": date(2016, 9, 1), "punished": False}


def run(**facts: object) -> Result:
    return evaluate(TEXT, {**GOOD, **facts})


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        (
            {"forged": True},
            "伪造材料：是，一票否决：总分计 0 分，不得申报，期限至 2018-09-01（含当日）",
            "伪造材料: yes; vetoed: the total counts as 0 points, barred from applying until 2018-09-01, that day included",
        ),
        ({}, "伪造材料：否，不触发一票否决", "伪造材料: no; no veto"),
        (
            {"forged": None, "found_on": None},
            "伪造材料：未填报，是否一票否决待定；如触发：总分计 0 分，不得申报，期限待定",
            "伪造材料: not given; a veto is not ruled out, by it: the total counts as 0 points, barred from applying, "
            "for how long is not known yet",
        ),
    ],
)
def test_sentences(facts: dict[str, Any], zh: str, en: str) -> None:
    result = run(**facts)
    form = {lang: result.to_dict(lang)["outcomes"]["score"]["vetoes"][0] for lang in ("zh", "en")}
    assert form["zh"]["text"] == zh
    assert form["en"]["text"] == en


@pytest.mark.parametrize(
    ("facts", "lang", "lines"),
    [
        ({}, "zh", ["一票否决    未触发", "总分        9 / 10分", "等级        示范型（按 9 分定档）"]),
        ({"workers": 0}, "zh", ["一票否决    社工：要求少于 1人，实际 0人，一票否决：不计总分", "总分        否决，不计总分"]),
        (
            {"forged": True, "punished": True},
            "en",
            [
                "Barred    barred from applying until 2021-01-01, that day included",
                "Total     0 / 10 (by a veto; the items add up to 9)",
            ],
        ),
        ({"workers": None}, "zh", ["总分          0 至 10 分（尚缺 1 项事实）；是否被否决待定"]),
    ],
)
def test_standing(facts: dict[str, Any], lang: Lang, lines: list[str]) -> None:
    said = run(**facts).explain(lang).splitlines()
    assert [line for line in lines if line not in said] == []


def test_markdown_has_the_vetoes_too() -> None:
    assert "| 一票否决 | 社工：要求少于 1人，实际 0人，一票否决：不计总分 |" in run(workers=0).explain("zh", "markdown")


def test_dict_form() -> None:
    score = run(forged=True).to_dict(None)["outcomes"]["score"]
    assert (score["veto"], score["total"], score["barred"]) == (
        "applied",
        "0",
        {"certain": True, "low": "2018-09-01", "high": "2018-09-01"},
    )
    first = score["vetoes"][0]
    assert first.keys().isdisjoint({"text"})
    assert first["assumptions"] == ["a1"]
    assert first["assumptions"][0] in score["assumptions"]
    assert (first["state"], first["annuls"], first["limit"]) == ("met", False, None)
    assert [v["limit"] for v in score["vetoes"]] == [None, "improving", None]


def test_the_ban_in_python() -> None:
    score = run(forged=True).scores["score"]
    assert score.barred is not None
    assert score.barred.until == date(2018, 9, 1)
    assert run().scores["score"].barred is None


def test_core() -> None:
    lowered = build_texts(TEXT).lowered
    assert lowered is not None
    text = show(lowered)
    assert "veto: 伪造材料 → total 0; barred until 发现日 + 24 months" in text
    assert "grade at most improving" in text
    assert "→ no total" in text
