"""Targets as people read them: the sentence of every reason, breakdowns, the lowered form, the sheet."""

from __future__ import annotations

from typing import Any

import pytest
from packs import LANGS, build_texts
from syrupy.assertion import SnapshotAssertion

from policyrules.diagnostics.base import Lang
from policyrules.evaluation.sheet import sheet
from policyrules.result import Format
from policyrules.text.lowered import show

PACK = """\
政策 demo “示例”
    原文 “source.md”
对象 县域 as county
    山区 as remote：是否
    运作率 as rate：比例，不小于 0，不大于 1
    活跃度 as activity：比例，不小于 0，不大于 1
    平台 as sites：明细
        运作 as operating：是否
    事故 as accidents：整数 件，不小于 0
目标 运作率达标 as rate_target 对象 县域 = 运作率    程度 应
    依据 “运作率2021年底应达到50%，2022年底达到80%，2023年底达到100%”
    2021 年底 达到 50%
    2022 年底 达到 80%
    2023 年底 达到 100%    假定 界限 “百分之百不四舍五入”
目标 活跃度达标 as activity_target 对象 县域 = 活跃度    程度 一般
    2021 年底 不可量化    依据 “2021年底一般显著提升”
    2022 年底 超过 50%    依据 “2022年底一般超过50%”
    2023 年底 60%及以上    依据 “2023年底须达到60%及以上”    程度 须
目标 平台运作 as sites_target 对象 县域 = 平台 中 （运作）的占比    没有时 不适用
    依据 “2022年6月30日平台运作达到半数”
    2022-06-30 达到 50%
目标 事故下降 as accidents_target 对象 县域 = 事故
    依据 “2022年底事故少于五件”
    前提 并非 山区    依据 “山区不在此列”
    2022 年底 少于 5件
"""
SOURCE = """\
运作率2021年底应达到50%，2022年底达到80%，2023年底达到100%。
活跃度2021年底一般显著提升，2022年底一般超过50%，2023年底须达到60%及以上。2022年6月30日平台运作达到半数。2022年底事故少于五件，山区不在此列。
"""
BUILT = build_texts({"rules.policy": PACK, "source.md": SOURCE})
SIGNED = {"exceptions": {"activity_target": {"judge": "市民政局", "on": "2022-12-02", "reason": "洪灾"}}}
FACTS: dict[str, dict[str, Any]] = {
    "known": {"remote": False, "rate": "62%", "activity": "50%", "accidents": 5},
    "unknown": {"sites": {"records": [{"operating": True}, {}, {"operating": False}]}},
    "excused": {"remote": True, "rate": "80%", "activity": "40%", "sites": []} | SIGNED,
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("facts", FACTS)
def test_breakdown(text_snapshot: SnapshotAssertion, facts: str, format: Format, lang: Lang) -> None:
    assert BUILT.good.evaluate(FACTS[facts], on="2022-12-31").explain(lang, format) == text_snapshot


@pytest.mark.parametrize("on", [None, "2021-12-30", "2021-12-31", "2024-01-01"])
@pytest.mark.parametrize("facts", FACTS)
def test_breakdown_can_be_printed_in_gbk(facts: str, on: str | None) -> None:
    BUILT.good.evaluate(FACTS[facts], on=on).explain("zh").encode("gbk")


@pytest.mark.parametrize(
    ("key", "facts", "on", "zh", "en"),
    [
        (
            "rate_target",
            {"rate": "42%"},
            "2021-12-30",
            "至 2021 年底，运作率应达到 50%；目前 42%，还差 8 个百分点",
            "due at the end of 2021: 运作率 reaching 50%; so far 42%, short by 8 percentage points",
        ),
        (
            "rate_target",
            {"rate": "55%"},
            "2021-12-30",
            "至 2021 年底，运作率应达到 50%；目前 55%",
            "due at the end of 2021: 运作率 reaching 50%; so far 55%",
        ),
        (
            "rate_target",
            {},
            "2021-12-30",
            "至 2021 年底，运作率应达到 50%；目前尚未填报",
            "due at the end of 2021: 运作率 reaching 50%; not given yet",
        ),
        (
            "rate_target",
            {"rate": "79%"},
            "2022-12-31",
            "2022 年底目标：运作率达到 80%；实际 79%，不符合，还差 1 个百分点",
            "target for the end of 2022: 运作率 reaching 80%; found 79%, breach, short by 1 percentage point",
        ),
        (
            "rate_target",
            {"rate": "100%"},
            "2024-06-30",
            "2023 年底目标（期满后沿用）：运作率达到 100%；实际 100%，符合",
            "target for the end of 2023 (which goes on applying): 运作率 reaching 100%; found 100%, complies",
        ),
        (
            "rate_target",
            {"rate": "100%"},
            None,
            "未给出测评日，适用哪一期目标待定；目前 100%",
            "no evaluation date, so which row applies is not known; so far 100%",
        ),
        (
            "activity_target",
            {"activity": "50%"},
            "2022-12-31",
            "2022 年底目标：活跃度超过 50%；实际 50%，需说明（需超过 50%）",
            "target for the end of 2022: 活跃度 exceeding 50%; found 50%, to be explained (50% itself is not enough)",
        ),
        (
            "activity_target",
            {"activity": "45%"},
            "2022-12-31",
            "2022 年底目标：活跃度超过 50%；实际 45%，需说明，还差 5 个百分点（需超过 50%）",
            "target for the end of 2022: 活跃度 exceeding 50%; found 45%, to be explained, short by 5 percentage points "
            "(50% itself is not enough)",
        ),
        (
            "activity_target",
            {"activity": "30%"},
            "2021-12-31",
            "2021 年底目标：活跃度不可量化，不作符合与否的认定；目前 30%",
            "target for the end of 2021: 活跃度 not measurable: whether it is met cannot be said; so far 30%",
        ),
        (
            "activity_target",
            {"activity": "30%"},
            "2021-06-30",
            "至 2021 年底，活跃度不可量化；目前 30%",
            "due at the end of 2021: 活跃度 not measurable; so far 30%",
        ),
        (
            "activity_target",
            {"activity": "40%"} | SIGNED,
            "2022-12-31",
            "2022 年底目标：活跃度超过 50%；实际 40%；市民政局 2022-12-02 认可例外（理由：洪灾）",
            "target for the end of 2022: 活跃度 exceeding 50%; found 40%; accepted as an exception by 市民政局 on 2022-12-02 "
            "(reason: 洪灾)",
        ),
        (
            "sites_target",
            {"sites": [{"operating": True}, {"operating": False}, {"operating": False}]},
            "2022-06-30",
            "2022-06-30 目标：平台 中 （运作）的占比达到 50%；实际约 33.33%（3 个中 1 个），不符合，还差约 16.67 个百分点",
            "target for 2022-06-30: 平台 中 （运作）的占比 reaching 50%; found about 33.33% (1 of 3), breach, short by about 16.67 "
            "percentage points",
        ),
        (
            "sites_target",
            {"sites": [{"operating": True}, {}, {}]},
            "2022-06-30",
            "2022-06-30 目标：平台 中 （运作）的占比达到 50%；已知在约 33.33 至 100%之间；尚缺“平台的运作”",
            "target for 2022-06-30: 平台 中 （运作）的占比 reaching 50%; known to be about 33.33 to 100%; missing 平台的运作",
        ),
        (
            "accidents_target",
            {"remote": False, "accidents": 8},
            "2022-12-31",
            "2022 年底目标：事故少于 5件；实际 8件，不符合，超出 3件（需少于 5件）",
            "target for the end of 2022: 事故 fewer than 5; found 8, breach, over by 3 (5 itself is not enough)",
        ),
        (
            "accidents_target",
            {"remote": True},
            "2022-12-31",
            "前提不成立（山区：是（要求为否）），不适用",
            "the precondition does not hold (山区: yes (required: no)); not applicable",
        ),
        (
            "accidents_target",
            {"accidents": 8},
            "2022-12-31",
            "尚缺“山区”，是否适用待定",
            "missing 山区; whether it applies is not known",
        ),
    ],
)
def test_sentence(key: str, facts: dict[str, Any], on: str | None, zh: str, en: str) -> None:
    result = BUILT.good.evaluate(facts, on=on)
    assert [result.to_dict(lang)["outcomes"][key]["text"] for lang in LANGS] == [zh, en]


def test_a_row_that_is_satisfied_early_says_so() -> None:
    assert "2022 年底：达到 80%\n    － 未到期，目前已达到\n" in BUILT.good.evaluate({"rate": "90%"}, on="2021-12-31").explain("zh")


def test_lowered_form() -> None:
    assert BUILT.lowered is not None
    assert show(BUILT.lowered).splitlines()[7:] == [
        "  target activity_target = 活跃度",
        "    from 2021-12-31 normally: not measurable",
        "    from 2022-12-31 normally: 活跃度 > 0.5",
        "    from 2023-12-31 must: 活跃度 ≥ 0.6",
        "  target sites_target = #1",
        "    from 2022-06-30 #1 ≥ 0.5",
        "    only if #2 > 0个",
        "  target accidents_target = 事故",
        "    from 2022-12-31 事故 < 5件",
        "    only if not 山区",
    ]


def test_the_sheet_names_the_target_that_asks() -> None:
    (subject,) = BUILT.good.subjects
    lines = sheet(subject, subject.fields, "zh", "markdown", BUILT.good.program).splitlines()
    assert [x for x in lines if x.startswith("## ")][:2] == ["## 运作率达标", "## 活跃度达标"]
    assert [x for x in lines if "`rate`" in x and "运作率2021年底应达到50%" in x]


def test_a_row_without_a_quote_is_a_warning_where_the_text_is_there() -> None:
    pack = PACK.replace("    依据 “2022年底一般超过50%”", "")
    codes = build_texts({"rules.policy": pack, "source.md": SOURCE}).codes
    assert codes.count("L161") == 1  # its figures have lost their origin too


def test_what_is_certain_of_a_measure_is_told() -> None:
    pack = """\
政策 demo “示例”
对象 县域 as county
    城区 as urban：整数 个，不小于 0
    乡镇 as rural：整数 个，不小于 0，不大于 9
目标 平台数 as sites 对象 县域 = 城区 + 乡镇
    2022 年底 达到 20个
"""
    outcomes = build_texts(pack).good.evaluate({"urban": 8}, on="2022-12-31").to_dict("zh")["outcomes"]
    assert outcomes["sites"]["text"] == "2022 年底目标：城区 + 乡镇达到 20个；已知在 8 至 17个之间，不符合"
    assert [outcomes["sites"][key] for key in ("value", "low", "high", "distance")] == [None, "8", "17", None]
    outcomes = build_texts(pack).good.evaluate({"rural": 8}, on="2022-12-31").to_dict("en")["outcomes"]
    assert outcomes["sites"]["text"] == "target for the end of 2022: 城区 + 乡镇 reaching 20; known to be at least 8; missing 城区"


def test_the_assumption_of_the_period_touches_a_measure_by_quarters() -> None:
    pack = """\
政策 demo “示例”
对象 县域 as county
    平台 as sites：明细
        活动 as activities：明细
            日期 as date：日期
目标 活跃 as active 对象 县域 = 平台 中 （每季度 活动 不少于 1次）的占比    没有时 不适用
    考核期 测评日所在年    假定 “按公历年”
    2022 年底 超过 50%
"""
    found = build_texts(pack).good.evaluate({}, on="2022-12-31").targets["active"]
    assert [a.text for a in found.assumptions] == ["按公历年"]
