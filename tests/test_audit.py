"""The audit: rules against their quotes, by role."""

from __future__ import annotations

import pytest
from packs import build_texts, survives

FIELDS = """\
    面积 as area：数 平方米，不小于 0
    甲 as a：是否
    乙 as b：是否
    等级 as rank：级别 1A < 2A < 3A < 4A
    成立日期 as founded：日期
    活动 as events：明细
        日期 as date：日期
"""


def codes(quote: str, line: str, head: str = "", source: str = "") -> list[str]:
    """The problems of one award that rests on one sentence."""
    text = (
        f"政策 demo “示例”\n    原文 “source.md”\n    用语 以上 含本数，以下 不含本数    假定 “示例”\n"
        f"对象 平台 as platform\n{FIELDS}{head}"
        f"评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”\n    考核期 测评日所在年    假定 期间 “示例”\n"
        f"    项目 甲 as part 5 分\n        {line}\n            依据 “{quote}”\n"
    )
    built = build_texts({"rules.policy": text, "source.md": f"{source}{quote}。\n"})
    for problem in built.problems:
        survives(problem)
    return [c for c in built.codes if c[:2] == "Q2" or c[:3] == "L20"]  # not what is proved about the rules by themselves


@pytest.mark.parametrize(
    ("quote", "line", "expected"),
    [
        ("面积不少于300平方米", "若 面积 不少于 300平方米，得 5 分", []),
        ("面积不少于300平方米", "若 面积 不少于 0.03公顷，得 5 分", []),
        ("面积不少于300平方米", "若 面积 不少于 500平方米，得 5 分", ["Q201"]),
        ("面积不少于300平方米", "若 面积 不少于 300公顷，得 5 分", ["Q201"]),
        ("面积不少于300平方米", "若 面积 超过 300平方米，得 5 分", ["Q203"]),
        ("面积300平方米以上", "若 面积 不少于 300平方米，得 5 分", []),
        ("面积300平方米以下", "若 面积 不超过 300平方米，得 5 分", ["Q203"]),
        ("面积不足300平方米", "若 并非 面积 不少于 300平方米，得 5 分", []),
        ("面积300平方米", "若 面积 不少于 300平方米，得 5 分", ["Q204"]),
        ("面积宽敞", "若 面积 不少于 300平方米，得 5 分", ["Q202"]),
        ("面积宽敞", "若 面积 不少于 300平方米，得 5 分    假定 界限 “按300平方米”", []),
        ("面积宽敞", "若 面积 不少于 200平方米，得 5 分    假定 界限 “按300平方米”", ["Q212"]),
        ("评估等级不低于3A级", "若 等级 不低于 3A级，得 5 分", []),
        ("评估等级不低于3A级", "若 等级 不低于 4A级，得 5 分", ["Q201"]),
        ("成立2年及以上", "若 自 成立日期 至 测评日 满 2年，得 5 分", []),
        ("成立2年及以上", "若 自 成立日期 至 测评日 满 3年，得 5 分", ["Q201"]),
        ("每季度至少开展2次活动", "若 每季度 活动 至少 2次，得 5 分", []),
        ("每季度至少开展2次活动", "若 每年 活动 至少 2次，得 5 分", ["Q205"]),
        ("有甲或者有乙", "若 甲 或者 乙，得 5 分", []),
        ("有甲或者有乙", "若 甲 且 乙，得 5 分", ["Q205"]),
        ("有甲、有乙", "若 甲 或者 乙，得 5 分", ["Q206"]),
        ("没有甲", "若 并非 甲，得 5 分", []),
        ("有甲", "若 并非 甲，得 5 分", ["Q206"]),
        ("面积不得少于300平方米", "若 面积 不少于 300平方米，得 5 分", []),
        ("面积不得低于三百平方米", "若 面积 不低于 300平方米，得 5 分", []),
        ("面积不得低于三百平方米", "若 面积 低于 300平方米，得 5 分", ["Q203"]),
        ("不得有甲", "若 甲，得 5 分", ["Q210"]),
        ("须有甲", "若 甲，得 5 分    程度 须", []),
        ("须有甲", "若 甲，得 5 分    程度 一般", ["Q207"]),
        ("须有甲", "若 甲，得 5 分", ["Q208"]),
        ("有甲", "若 甲，得 5 分    程度 须", ["Q209"]),
        ("有甲", "若 甲，得 5 分    程度 须    假定 口径 “须由人核定”", ["Q209"]),
        ("有甲", "若 甲，得 5 分    程度 须    假定 口径 “与前句共用“须””", []),
        ("鼓励有甲", "若 甲，得 5 分    假定 口径 “文件未写由谁鼓励”", ["Q208"]),
        ("有甲，面积不少于300平方米", "若 甲，得 5 分", ["L201"]),
        ("每季度有甲", "若 甲，得 5 分", ["L202"]),
    ],
)
def test_a_rule_against_its_quote(quote: str, line: str, expected: list[str]) -> None:
    assert codes(quote, line) == expected


def test_a_quote_further_out_does_not_undo_how_often_the_nearest_says() -> None:
    line = "依据 “每年有甲”\n        若 每年 活动 至少 2次，得 5 分"
    assert "Q205" in codes("每季度至少开展2次活动", line, source="每年有甲。\n")


def test_a_parameter_is_held_against_its_own_quote() -> None:
    head = "参数 线 = 300平方米    依据 “面积不少于300平方米”\n"
    assert codes("面积不少于300平方米", "若 面积 不少于 线，得 5 分", head) == []
    assert codes("面积不少于300平方米", "若 面积 超过 线，得 5 分", head) == ["Q203"]
    assert "Q201" in codes("面积不少于300平方米", "若 面积 不少于 线，得 5 分", head.replace("= 300", "= 400"))


@pytest.mark.parametrize(
    ("otherwise", "expected"),
    [
        ("按 面积 / 300平方米 折算    假定 折算 “文件未写不足三百平方米如何计分”", []),
        ("按 面积 / 500平方米 折算    假定 折算 “文件未写不足的如何计分”", ["Q201"]),
        ("按 面积 / 500平方米 折算    假定 折算 “文件未写”    假定 界限 “县细则定为500平方米”", []),
        ("按 面积 / 500平方米 折算    假定 折算 “文件未写”    假定 界限 “县细则定为400平方米”", ["Q212"]),
        ("按 面积 / 300平方米 折算    假定 折算 “文件未写不足二百平方米如何计分”", ["Q212"]),
        ("按 面积 / 300平方米 折算    假定 折算 “文件未写；不足2人的另定”", []),
    ],
)
def test_a_proration_agrees_with_its_quote_and_its_reason(otherwise: str, expected: list[str]) -> None:
    """What its hint says to write does mend Q201: 假定 界限, as beside the threshold itself."""
    quote = "面积不少于300平方米"
    line = f"依据 “{quote}”\n        若 面积 不少于 300平方米，得 5 分\n        否则 {otherwise}\n       "
    assert codes(quote, line) == expected


def test_the_hint_on_a_proration_names_the_kind_that_mends_it() -> None:
    text = (
        f"政策 demo “示例”\n    原文 “source.md”\n对象 平台 as platform\n{FIELDS}"
        "评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”\n    项目 甲 as part 5 分\n        依据 “面积不少于300平方米”\n"
        "        若 面积 不少于 300平方米，得 5 分\n        否则 按 面积 / 500平方米 折算    假定 折算 “文件未写”\n"
    )
    built = build_texts({"rules.policy": text, "source.md": "面积不少于300平方米。\n"})
    (problem,) = (p for p in built.problems if p.code == "Q201")
    assert "假定 界限" in problem.hint("zh")
    assert "assume threshold" in problem.hint("en")
