"""Cases: what they may give, what they may expect, when they fail, and what is said of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent
from xml.etree import ElementTree as Xml

import pytest
from packs import write
from syrupy.assertion import SnapshotAssertion

import policyrules
from policyrules import cases, project
from policyrules.cases import CaseResult, Suite
from policyrules.cli import main
from policyrules.diagnostics.base import Problem
from policyrules.language.languages import LANGS, Lang
from policyrules.passes.parse import parse
from policyrules.source import Source
from policyrules.text.fmt import show
from policyrules.text.problems import render

RULES = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    等级评定 as rating：级别 1A < 2A < 3A，可无
    类别 as kind：选项 甲类、乙类
    合格率 as rate：比例，不小于 0，不大于 1
    成立 as founded：日期
    名称 as name：文字
    伪造材料 as forged：是否
    登记 as registered：是否
    项目 as projects：明细
        跟踪次数 as follow_ups：整数 次，不小于 0
        完成 as done：是否
        活动 as events：明细
            日期 as date：日期
评分 测评 as score 对象 平台 满分 20 分
    考核期 测评日所在年
    前提 登记
    一票否决 伪造材料
    项目 实体 as premises 10 分
        要点 场地面积 as space 5 分
            若 面积 不少于 300平方米，得 5 分    程度 一般
            否则 按 面积 / 300平方米 折算    假定 折算 “示例”
        要点 服务 as services 5 分
            若 每个 项目的跟踪次数 不少于 3次，得 3 分    没有时 视为不满足
            由 测评人员 评 0 至 2 分
    项目 质量 as quality 10 分
        要点 服务 as services 5 分
            若 合格率 不低于 80%，得 3 分
            若 等级评定 不低于 2A，得 1 分
            若 类别 为 甲类，得 1 分
        要点 年限 as years 5 分
            若 自 成立 至 测评日 满 2年，得 5 分    程度 须
    等级
        取整 四舍五入 到 1 分
        好 as good：总分 15分及以上
        差 as bad：其余
"""
FULL = """\
用例 “样样都有” 2022-12-31
    已知 登记 = 是
    已知 伪造材料 = 否
    已知 面积 = 0.03公顷
    已知 等级评定 = 3A
    已知 类别 = 甲类
    已知 合格率 = 80%
    已知 成立 = 2020-12-31
    已知 名称 = “望江”
    已知 项目：
        - 跟踪次数 = 3次，完成 = 是，活动的日期 = 2022-01-01、2022-06-01
        - 跟踪次数 = 4次，活动 = 无
    已知 实体的服务 = 2 分
    应为 测评 = 20 分
"""

Told = Callable[..., list[str]]


def opened(folder: Path, text: str, *, rules: str = RULES, **files: str) -> tuple[Suite | None, tuple[Problem, ...]]:
    write(folder, {"rules.policy": rules, "cases.policy": text, **files})
    found = cases.opened(folder)
    return found.value, found.problems


def ran(folder: Path, text: str, **files: str) -> list[CaseResult]:
    suite, problems = opened(folder, text, **files)
    assert not problems, "\n".join(render(p, "en") for p in problems)
    assert suite is not None
    return [cases.run(suite.policy, case) for case in suite.cases]


def case(lines: str, title: str = "一例") -> str:
    return f"用例 “{title}” 2022-12-31\n{indent(dedent(lines).strip(), '    ')}\n"


def got(folder: Path, lines: str, base: str = FULL) -> list[str]:
    """What there is instead, of each line of a case that begins with everything known and does not hold."""
    *_, last = ran(folder, base + case(f"已知 用例 “样样都有”\n{dedent(lines)}"))
    return [d.got("zh") for d in last.differences]


def codes(folder: Path, text: str, **files: str) -> list[str]:
    return [p.code for p in opened(folder, text, **files)[1]]


# ---------------------------------------------------------------- what is given


def test_every_kind_of_fact_can_be_given(tmp_path: Path) -> None:
    (result,) = ran(tmp_path, FULL)
    assert result.passed
    assert result.case.facts == {
        "registered": True,
        "forged": False,
        "area": 300,
        "rating": "3A",
        "kind": "甲类",
        "rate": policyrules.load(tmp_path) and __import__("fractions").Fraction(4, 5),
        "founded": __import__("datetime").date(2020, 12, 31),
        "name": "望江",
        "projects": [
            {
                "跟踪次数": 3,
                "完成": True,
                "活动": [{"date": __import__("datetime").date(2022, m, 1)} for m in (1, 6)],
            },
            {"跟踪次数": 4, "活动": []},
        ],
        "premises.services": 2,
    }
