"""Cases about outcomes that are no scores: classes and requirements."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs import write

from policyrules import cases
from policyrules.diagnostics.base import Problem

RULES = """\
政策 demo “示例”
对象 组织 as organisation
    年限 as years：整数 年，不小于 0
    人数 as people：整数 人，不小于 0
    枢纽型 as hub：是否
分类 阶段 as stage 对象 组织
    成熟 as mature：年限 5年及以上
    成长 as growing：年限 2年及以上
分类 规模 as size 对象 组织 互斥
    大 as large：人数 10人及以上
    有人 as some：人数 1人及以上
    其他 as other：其余
要求 配备社工 as workers 对象 组织    程度 应
    若 枢纽型，则 人数 不少于 1人
    则 人数 不少于 3人    程度 一般
要求 年满 as old_enough 对象 组织
    则 年限 不少于 1年    程度 须
"""


def run(folder: Path, facts: str, *lines: str) -> tuple[list[str], tuple[Problem, ...]]:
    """What there is instead of each line that does not hold, and the errors."""
    given = "".join(f"    {x}\n" for x in facts.split("；") if x)
    text = f"用例 “一例”\n{given}" + "".join(f"    应为 {x}\n" for x in lines)
    found = cases.opened(write(folder, {"rules.policy": RULES, "cases.policy": text}))
    assert found.value is not None
    done = [cases.run(found.value.policy, case) for case in found.value.cases]
    return [d.got("zh") for r in done for d in r.differences], tuple(p for p in found.problems if p.severity == "error")


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        ("已知 年限 = 5年", ["阶段 为 成熟", "阶段的类别 为 mature", "stage 不为 成长", "阶段的成长 为 是", "年满 为 符合"]),
        ("已知 年限 = 1年", ["阶段 为 无", "阶段的成熟 为 否", "阶段的成长 为 否"]),
        ("", ["阶段 属于 成熟、成长、无", "阶段的成熟 为 未知", "缺少 年限", "年满 为 未知", "年满的可能结论 属于 符合、不符合"]),
        ("已知 人数 = 12人", ["规模 为 冲突"]),
        ("已知 人数 = 0人", ["规模 为 其他"]),
        ("已知 人数 = 1人；已知 枢纽型 = 是", ["配备社工 为 需说明", "配备社工的第一行 为 符合", "配备社工的line_2 为 explain"]),
        ("已知 人数 = 3人；已知 枢纽型 = 否", ["配备社工 为 符合", "配备社工的第一行 为 不适用", "workers的结论 为 met"]),
        ("已知 人数 = 1人；已知 枢纽型 = 是；已知 认可例外 配备社工", ["配备社工 为 符合"]),
    ],
)
def test_what_holds(tmp_path: Path, facts: str, lines: list[str]) -> None:
    assert run(tmp_path, facts, *lines) == ([], ())


def test_what_does_not(tmp_path: Path) -> None:
    facts = "已知 年限 = 3年；已知 人数 = 0人；已知 枢纽型 = 是"
    lines = ["阶段 为 成熟", "阶段 属于 成熟、成长", "配备社工 为 符合", "年满 为 不符合"]
    assert run(tmp_path, facts, *lines)[0] == ["成长", "成长", "不符合", "符合"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("阶段 为 老化", "T115"),
        ("阶段 = 3 分", "T115"),
        ("阶段 不少于 成长", "T115"),
        ("配备社工 为 满足", "T115"),
        ("年满的第一行 为 符合", "T113"),
    ],
)
def test_problems(tmp_path: Path, line: str, code: str) -> None:
    assert [p.code for p in run(tmp_path, "", line)[1]] == [code]


# ---------------------------------------------------------------- values

VALUED = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    级 as rating：级别 1A < 2A < 3A
    类别 as kind：选项 甲类、乙类
参数 标准 = 300平方米    假定 “示例”
设 比例 = 面积 / 标准
设 两倍 = 面积 * 2
设 够大 = 面积 不少于 标准
设 级别 = 级
设 类 = 类别
评分 测评 as score 对象 平台 满分 5 分
    设 加分 = 若 够大 则 5 分 否则 0 分
    项目 场地 as premises 5 分
        得 加分
"""


def valued(folder: Path, facts: str, *lines: str) -> list[str]:
    given = "".join(f"    已知 {x}\n" for x in facts.split("；") if x)
    text = f"用例 “一例”\n{given}" + "".join(f"    应为 {x}\n" for x in lines)
    found = cases.opened(write(folder, {"rules.policy": VALUED, "cases.policy": text}))
    errors = [p.code for p in found.problems if p.severity == "error"]
    if errors:
        return errors
    assert found.value is not None
    return [d.got("zh") for case in found.value.cases for d in cases.run(found.value.policy, case).differences]


@pytest.mark.parametrize(
    ("facts", "lines", "instead"),
    [
        (
            "面积 = 150平方米",
            ["比例 = 50%", "比例 = 0.5", "两倍 = 300平方米", "两倍 不超过 0.03公顷", "够大 为 否"],
            [],
        ),
        ("面积 = 300平方米；级 = 3A", ["够大 为 是", "级别 为 3A", "测评的加分 = 5 分", "加分 = 5 分", "测评 = 5 分"], []),
        ("面积 = 150平方米", ["比例 = 51%", "两倍 = 1公顷", "够大 为 是"], ["0.5", "300 平方米", "否"]),
        ("", ["够大 为 未知", "级别 属于 1A、2A、3A", "加分 在 0 至 5 分 之间", "两倍 不少于 0"], []),
        ("类别 = 甲类", ["类 为 甲类", "类 为 乙类"], ["甲类"]),
        ("", ["类 属于 甲类、乙类", "两倍 在 0 至 3平方米 之间"], ["0 至 不限 平方米"]),
        ("", ["两倍 = 3人"], ["C101"]),
        ("", ["两倍 = 3"], ["C102"]),
        ("", ["标准 = 300平方米"], ["T113"]),
    ],
)
def test_values(tmp_path: Path, facts: str, lines: list[str], instead: list[str]) -> None:
    assert valued(tmp_path, facts, *lines) == instead


TARGET = """政策 demo “示例”
对象 县域 as county
    活跃度 as activity：比例，不小于 0%，不大于 100%
目标 活跃度达标 as activity_target 对象 县域 = 活跃度
    2022 年底 超过 50%
    2023 年底 60%及以上
"""


@pytest.mark.parametrize(
    ("line", "got"),
    [
        ("活跃度达标 为 不符合", ""),
        ("活跃度达标的实际值 = 40%", ""),
        ("活跃度达标的差距 = 20%", ""),
        ("活跃度达标 为 未到期", "不符合"),
        ("活跃度达标的实际值 = 41%", "40%"),
        ("活跃度达标的差距 不超过 19%", "20%"),
    ],
)
def test_targets(tmp_path: Path, line: str, got: str) -> None:
    case = f"用例 “甲” 对象 县域 2023-12-31\n    已知 活跃度 = 40%\n    应为 {line}\n"
    suite = cases.opened(write(tmp_path, {"rules.policy": TARGET, "cases.policy": case})).sure
    result = cases.run(suite.policy, suite.cases[0])
    report = cases.report([result], "zh")
    assert result.passed == (not got), report
    assert f"实际：{got}\n" in report or not got
