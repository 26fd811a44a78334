"""Cases: what they may give, what they may expect, when they fail, and what is said of them."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from textwrap import dedent, indent
from typing import Any
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
        "rate": Fraction(4, 5),
        "founded": date(2020, 12, 31),
        "name": "望江",
        "projects": [
            {"跟踪次数": 3, "完成": True, "活动": [{"date": date(2022, 1, 1)}, {"date": date(2022, 6, 1)}]},
            {"跟踪次数": 4, "活动": []},
        ],
        "premises.services": 2,
    }


def test_a_case_changes_the_facts_it_begins_with(tmp_path: Path) -> None:
    changed = case("已知 用例 “样样都有”\n已知 面积 = 150平方米\n应为 测评 = 17.5 分", "一")
    again = case("已知 用例 “一”\n未知 实体的服务\n应为 测评 在 15.5 至 17.5 分 之间\n应为 缺少 实体的服务", "二")
    assert [r.passed for r in ran(tmp_path, again + changed + FULL)] == [True, True, True]  # whatever their order


def test_one_field_of_each_record_may_be_given(tmp_path: Path) -> None:
    assert got(tmp_path, "已知 项目的跟踪次数 = 3次、2次\n应为 实体的服务 = 2 分") == []
    assert got(tmp_path, "已知 项目的跟踪次数 = 5次\n应为 实体的服务 = 5 分") == []
    assert got(tmp_path, "已知 项目 = 无\n应为 实体的服务 = 2 分") == []


@pytest.mark.parametrize("wrapped", [False, True])
def test_facts_may_come_from_a_file(tmp_path: Path, wrapped: bool) -> None:
    facts = {"面积": 299, "premises": {"services": "1.5"}, "exceptions": {"premises.space": {"judge": "甲", "reason": "乙"}}}
    file = {"facts/one.json": json.dumps({"platform": facts} if wrapped else facts)}
    lines = "已知 “facts/one.json”\n已知 面积 = 150平方米\n应为 场地面积 = 5 分\n应为 实体的服务 在 1.5 至 4.5 分 之间"
    assert ran(tmp_path, case(lines), **file)[0].passed
    without = lines.replace("应为 场地面积 = 5 分", "未知 场地面积\n应为 场地面积 = 2.5 分")
    assert ran(tmp_path, case(without), **file)[0].passed


def test_an_accepted_exception(tmp_path: Path) -> None:
    assert got(tmp_path, "已知 面积 = 3平方米\n已知 认可例外 场地面积\n应为 场地面积 = 5 分\n应为 场地面积 为 符合") == []
    assert codes(tmp_path, FULL + case("已知 认可例外 年限\n应为 年限 = 5 分")) == ["F132"]  # “须” takes none


def test_without_a_date_what_needs_one_is_unknown(tmp_path: Path) -> None:
    text = "用例 “无日期”\n    已知 用例 “样样都有”\n    应为 年限 在 0 至 5 分 之间\n    应为 缺少 测评日\n"
    assert [r.passed for r in ran(tmp_path, FULL + text)] == [True, True]


# ---------------------------------------------------------------- what is expected


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("测评 = 20 分", ""),
        ("总分 20分及以上", ""),
        ("score的points 不少于 19.5 分", ""),
        ("score = 2 * 9 分 + 2 分", ""),
        ("测评 为 好", ""),
        ("测评的等级 为 good", ""),
        ("测评的等级 属于 好", ""),
        ("测评的等级 不为 差", ""),
        ("测评的定档分 = 20 分", ""),
        ("测评的资格 为 符合", ""),
        ("测评的否决 为 否", ""),
        ("测评的实体的场地面积 = 5 分", ""),
        ("测评的场地面积 = 5 分", ""),
        ("space = 5 分", ""),
        ("premises的space = 5 分", ""),
        ("实体 = 10 分", ""),
        ("质量的服务 = 5 分", ""),
        ("质量的服务的第二行 = 1 分", ""),
        ("quality的services的line_3 = 1 分", ""),
        ("年限 为 符合", ""),
        ("年限的结果 为 满足", ""),
        ("质量 为 满足", ""),
        ("测评 低于 20 分", "20 分"),
        ("测评 ≠ 20 分", "20 分"),
        ("测评 不超过 19 分", "20 分"),
        ("测评 在 0 至 20 分 之间", "20 分"),
        ("测评的等级 属于 好、差", "好"),
        ("测评的等级 不为 好", "好"),
        ("测评的资格 为 未知", "符合"),
        ("年限 为 不符合", "符合"),
        ("年限 为 未满足", "满足"),
        ("缺少 面积", "什么都不缺"),
        ("事实有误", "事实没有问题"),
    ],
)
def test_expectations(tmp_path: Path, line: str, instead: str) -> None:
    assert got(tmp_path, f"应为 {line}") == [instead] * bool(instead)


def test_what_is_not_certain_does_not_hold(tmp_path: Path) -> None:
    """No comparison holds of bounds that it does not hold of at both ends, and neither does its opposite."""
    lines = ["测评 不少于 15 分", "测评 不超过 20 分", "测评 超过 14 分", "测评 低于 21 分", "测评 不等于 14 分"]
    open_ = ["测评 不少于 15.5 分", "测评 低于 15.5 分", "测评 = 15 分", "测评 不等于 15 分", "测评 不超过 19.5 分"]
    said = got(tmp_path, "\n".join(["未知 面积", *(f"应为 {line}" for line in (*lines, *open_))]))
    assert said == ["15 至 20 分"] * len(open_)


def test_there_is_no_total_without_eligibility_or_under_a_veto(tmp_path: Path) -> None:
    assert got(tmp_path, "已知 登记 = 否\n应为 测评的资格 为 不符合\n应为 测评 = 20 分") == ["不具资格，没有总分"]
    assert got(tmp_path, "已知 伪造材料 = 是\n应为 测评的否决 为 是\n应为 测评 低于 20 分") == ["否决，没有总分"]
    assert got(tmp_path, "未知 登记\n应为 测评 = 20 分") == ["资格或否决未知，不一定有总分"]
    assert got(tmp_path, "已知 伪造材料 = 是\n应为 测评的定档分 = 20 分\n应为 测评 为 好") == ["没有定档分", "都不是"]


def test_facts_may_be_expected_to_be_refused(tmp_path: Path) -> None:
    wrong = "已知 面积 = -1平方米\n已知 类别 = 丙类\n"
    assert got(tmp_path, f"{wrong}应为 事实有误\n应为 事实有误 F107") == []
    (other,) = got(tmp_path, f"{wrong}应为 事实有误 F101")
    assert "-1平方米" in other


def test_what_is_out_of_bounds_is_for_a_run_to_tell(tmp_path: Path) -> None:
    """The bound may be what was changed, so the case is no slip of its author's."""
    assert "0分 至 2分" in got(tmp_path, "已知 实体的服务 = 3 分\n应为 测评 = 20 分")[0]
    assert "不小于 0平方米" in got(tmp_path, "已知 面积 = -1平方米\n应为 测评 = 20 分")[0]


def test_findings_need_a_strictness(tmp_path: Path) -> None:
    assert codes(tmp_path, FULL + case("应为 质量 为 符合")) == ["T115"]
    assert got(tmp_path, "已知 成立 = 2021-01-01\n应为 年限 为 不符合") == []


# ---------------------------------------------------------------- problems


@pytest.mark.parametrize(
    ("lines", "code", "mend"),
    [
        ("已知 面机 = 3平方米", "F101", "面积"),
        ("已知 项目的跟踪次 = 3次", "F101", "项目的跟踪次数"),
        ("已知 项目：\n    - 跟踪数 = 3次", "F101", "跟踪次数"),
        ("未知 面机", "F101", "面积"),
        ("应为 缺少 面机", "F101", "面积"),
        ("已知 面积 = 3人", "C101", ""),
        ("已知 面积 = 3", "C102", "3平方米"),
        ("已知 面积 = 是", "F103", ""),
        ("已知 登记 = 3次", "F103", ""),
        ("已知 类别 = 甲", "F108", ""),
        ("已知 等级评定 = 4A", "F108", ""),
        ("已知 登记 = 无", "F112", ""),
        ("已知 项目 = 3次", "F", ""),
        ("已知 项目：\n    - 跟踪次数 = 2.5次", "F106", ""),
        ("已知 项目：\n    - 跟踪次数 = 2次，follow_ups = 3次", "T108", ""),
        ("已知 面积 = 3平方米\n已知 area = 4平方米", "T108", ""),
        ("已知 面积：\n    - 跟踪次数 = 2次", "T109", ""),
        ("已知 面积 = 0." + "1" * 60 + "平方米", "C121", ""),
        ("已知 认可例外 场地面机", "F133", "场地面积"),
        ("已知 “没有.json”", "F1", ""),
        ("已知 “rules.policy”", "F1", ""),
        ("应为 测评的面积 = 3 分", "T113", "测评的场地面积"),
        ("应为 场地面机 = 3 分", "T113", "场地面积"),
        ("应为 测评的资历 为 符合", "T113", ""),
        ("应为 服务 = 3 分", "T114", "测评的实体的服务"),
        ("应为 测评 = 3", "C102", "3分"),
        ("应为 测评 = 3 元", "C101", ""),
        ("应为 测评 为 良", "T115", "好"),
        ("应为 测评的等级 = 3 分", "T115", "差"),
        ("应为 测评的等级 属于 好、良", "T115", "差"),
        ("应为 测评 = 3 分 / 0", "T115", ""),
        ("应为 测评", "T116", ""),
        ("应为 并非 测评 = 3 分", "P", ""),
        ("应为 自 成立 至 测评日 满 2年", "T116", ""),
    ],
)
def test_problems_are_told_at_their_place(tmp_path: Path, lines: str, code: str, mend: str) -> None:
    problems = opened(tmp_path, FULL + case(f"{lines}\n应为 年限 = 5 分"))[1]
    assert problems
    for problem in problems:
        assert problem.code.startswith(code), problem.code
        assert problem.span is not None
        assert problem.span.source.path == "cases.policy"
        assert mend in problem.message("zh") + problem.hint("zh")
        assert render(problem, "en")


def test_a_fact_file_is_told_of_in_the_file_and_once(tmp_path: Path) -> None:
    text = "".join(case("已知 “facts.json”\n应为 场地面积 = 5 分", title) for title in "甲乙")
    (problem,) = opened(tmp_path, text, **{"facts.json": '{"aera": 3}'})[1]
    assert (problem.code, problem.place()) == ("F101", ("facts.json", 1, 2))


def test_circles_of_cases_are_told_once(tmp_path: Path) -> None:
    text = case("已知 用例 “乙”\n应为 测评 = 1 分", "甲") + case("已知 用例 “丙”\n应为 测评 = 1 分", "乙")
    text += case("已知 用例 “乙”\n应为 测评 = 1 分", "丙") + case("已知 用例 “丙”\n应为 测评 = 1 分", "丁")
    suite, problems = opened(tmp_path, FULL + text)
    assert [(p.code, p.message("zh")) for p in problems] == [("T104", "用例循环引用：乙 → 丙 → 乙")]
    assert suite is not None
    assert [c.title for c in suite.cases] == ["样样都有"]


def test_a_long_chain_of_cases(tmp_path: Path) -> None:
    links = [case(f"已知 用例 “{n - 1}”\n应为 场地面积 = 5 分", str(n)) for n in range(1, 1500)]
    first = case("已知 面积 = 300平方米\n应为 场地面积 = 5 分", "0")
    results = ran(tmp_path, "".join(reversed(links)) + first)
    assert len(results) == 1500
    assert all(r.passed for r in results)


def test_cases_are_read_although_the_rules_are_wrong(tmp_path: Path) -> None:
    suite, problems = opened(tmp_path, "用例 “甲”\n    已知 面积 == 3平方米\n", rules=RULES.replace("满分 20 分", "满分 21 分"))
    assert suite is None
    assert {p.span.source.path for p in problems if p.span} == {"rules.policy", "cases.policy"}


@pytest.mark.parametrize(
    ("line", "code", "mend"),
    [
        ("给定 面积 = 3平方米", "P101", "已知"),
        ("已知 面积 为 3平方米", "P101", "="),
        ("已知面积 = 3平方米", "P102", "已知 面积"),
        ("已知 例外 场地面积", "P101", "认可例外"),
        ("不知道 面积", "P101", "未知"),
        ("期望 测评 = 3 分", "P101", "应为"),
        ("应为 测评 == 3 分", "P123", "="),
        ("应为 测评的等级 是 好", "P101", "为"),
        ("应为 测评 在 2-3 分 之间", "P110", "2 至 3"),
        ("应为 缺 面积", "P101", "缺少"),
        ("已知 项目：\n        跟踪次数 = 3次", "P138", "- 跟踪次数"),
        ("given 面积 = 3平方米", "P103", "已知"),
    ],
)
def test_what_people_write_instead(tmp_path: Path, line: str, code: str, mend: str) -> None:
    (problem,) = opened(tmp_path, f"用例 “甲”\n    {line}\n    应为 年限 = 5 分\n")[1]
    assert (problem.code, problem.place()[1]) == (code, 2 + line.count("\n"))
    assert mend in problem.hint("zh")


# ---------------------------------------------------------------- cases and rules apart


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (FULL, True),
        (f"# 说明\n\n{FULL}", True),
        (f"\ufeff{FULL}", True),
        ('case "x"\n    should be score = 1 分\n', True),
        ("用列 “甲”\n    应为 测评 = 1 分\n" + FULL, True),  # a slip is told by `check`, and stops no evaluation
        (RULES, False),
        (RULES + FULL, False),
        (FULL + "参数 甲 = 1 分\n", False),
        ('case "x"\n    should be score = 1 分\nparameter a = 1 分\n', False),
        ("# 用例 “甲”\n", False),
        ("", False),
    ],
)
def test_files_of_cases_are_known_without_being_read(text: str, held: bool) -> None:
    assert project.holds_cases(text) == held


def test_cases_are_no_part_of_what_a_pack_is_known_by(tmp_path: Path) -> None:
    write(tmp_path, {"rules.policy": RULES})
    before = policyrules.load(tmp_path)
    for text in (FULL, FULL.replace("20 分", "19 分"), "用例 乱写\n"):
        write(tmp_path, {"cases.policy": text})
        assert policyrules.load(tmp_path) is before
        assert project.read(tmp_path).sure.policies == (Source("rules.policy", RULES),)


def test_loading_does_not_read_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = parse

    def parsed(source: Source, *rest: Any) -> object:
        read.append(source.path)
        return real(source, *rest)

    monkeypatch.setattr("policyrules.passes.parse.parse", parsed)
    write(tmp_path, {"rules.policy": RULES, "cases.policy": FULL})
    policyrules.load(tmp_path)
    assert read == ["rules.policy"]


def test_cases_are_printed_in_both_vocabularies(tmp_path: Path) -> None:
    tree = parse(Source("cases.policy", FULL + case("已知 用例 “样样都有”\n未知 面积\n应为 缺少 面积\n应为 测评 为 好")))
    assert not tree.problems
    english = show(tree.sure, "en")
    assert show(parse(Source("cases.policy", english)).sure, "zh") == show(tree.sure, "zh")
    results = ran(tmp_path, english)
    assert [r.passed for r in results] == [True, True]


# ---------------------------------------------------------------- reports

FAILING = (
    FULL
    + case("已知 用例 “样样都有”\n已知 面积 = 100平方米\n应为 场地面积 = 2 分\n应为 测评的等级 为 差")
    + case("已知 用例 “样样都有”\n未知 成立\n应为 测评 不少于 16 分\n应为 缺少 面积", "不知道")
)


@pytest.mark.parametrize("lang", LANGS)
def test_report(tmp_path: Path, lang: Lang, text_snapshot: SnapshotAssertion) -> None:
    assert cases.report(ran(tmp_path, FAILING), lang) == text_snapshot


def test_report_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"rules.policy": RULES, "cases.policy": FAILING})
    assert main(["test", str(tmp_path), "--format", "json", "--lang", "en"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["totals"] == {"cases": 3, "passed": 1, "failed": 2, "unreviewed": 0}
    assert told["problems"] == []
    assert [(c["title"], c["line"], c["passed"]) for c in told["cases"]] == [
        ("样样都有", 1, True),
        ("一例", 15, False),
        ("不知道", 20, False),
    ]
    first, second = told["cases"][1]["differences"]
    assert (first["line"], first["expected"], first["got"]) == (18, "应为 场地面积 = 2 分", "5/3 points")
    assert "100 sq m" in first["why"]
    assert second["got"] == "好"


def test_junit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = FAILING.replace("一例", "一\x01例 <&>")
    write(tmp_path, {"rules.policy": RULES, "cases.policy": text})
    assert main(["test", str(tmp_path), "--junit", str(tmp_path / "out.xml"), "--lang", "zh"]) == 1
    assert capsys.readouterr().out.endswith("用例 3 个，通过 1 个，未通过 2 个\n")
    root = Xml.fromstring((tmp_path / "out.xml").read_bytes())
    assert (root.tag, root.attrib) == ("testsuites", {"name": "demo", "tests": "3", "failures": "2", "errors": "0"})
    (suite,) = root
    assert suite.attrib == {**root.attrib, "skipped": "0", "time": "0"}
    rows = [(row.get("classname"), row.get("name"), row.get("time"), [x.tag for x in row]) for row in suite]
    assert rows == [
        ("demo.cases.policy", "样样都有", "0", []),
        ("demo.cases.policy", "一?例 <&>", "0", ["failure"]),
        ("demo.cases.policy", "不知道", "0", ["failure"]),
    ]
    failure = suite[1][0]
    assert failure.attrib == {"message": "未通过：一?例 <&>", "type": "difference"}
    assert "实际：5/3 分" in (failure.text or "")


def run(*argv: str) -> int:
    return main(["test", *argv, "--lang", "en"])


def test_some_cases_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        tmp_path,
        {
            "rules.policy": RULES,
            "cases.policy": FAILING,
            "b.policy": case("应为 测评 低于 21 分", "Other"),
        },
    )
    pack = str(tmp_path)
    assert run(pack, "-k", "样样") == 0
    assert capsys.readouterr().out == "1 case: passed\n"
    assert run(pack, "-k", "B.POLICY::oth") == 1  # nothing is known, so it may be not eligible
    assert "b.policy:2: 应为 测评 低于 21 分" in capsys.readouterr().out
    assert run(pack, "-k", "cases.policy") == 1
    assert run(pack, "-k", "样样都无") == 2
    assert capsys.readouterr().err == "policyrules test: no case contains `样样都无`, did you mean `样样都有`?\n"


def test_what_cannot_be_tested(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"rules.policy": RULES})
    assert run(str(tmp_path)) == 1
    assert "T112" in capsys.readouterr().err
    write(tmp_path, {"cases.policy": case("应为 测平 = 1 分")})
    assert run(str(tmp_path)) == 1
    assert "T113" in capsys.readouterr().err
    assert run(str(tmp_path), "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert [p["code"] for p in told["problems"]] == ["T113"]
    assert main(["check", str(tmp_path), "--lang", "en"]) == 1
    assert "T113" in capsys.readouterr().out
    write(tmp_path, {"cases.policy": FULL})
    assert run(str(tmp_path), "--junit", str(tmp_path / "no" / "out.xml")) == 1
    assert "D107" in capsys.readouterr().err


def test_the_cases_of_a_new_pack_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "mine"), "--lang", "en"]) == 0
    capsys.readouterr()
    assert run(str(tmp_path / "mine")) == 0
    assert capsys.readouterr().out == "6 cases: passed\n"
