"""Suggested cases: they parse, pass, are marked, show what was missing, and are not suggested again."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_case_coverage import CASES, RULES

from policyrules import cases
from policyrules.cases.coverage import measure
from policyrules.cases.suggest import suggested
from policyrules.cli import main
from policyrules.diagnostics.base import has_errors
from policyrules.formatting import formatted
from policyrules.source import Source

ENGLISH = """\
policy demo "Example"
subject Platform as platform
    area as area: number of 平方米, not less than 0
    sound as sound: yes or no
    activities as activities: list
        date as date: date
        done as done: yes or no
scorecard Score as score subject Platform full marks 4 分
    item Premises as premises 2 分
        if area no fewer than 300平方米 and sound, award 2 分
    item Events as events 2 分
        if each activities all satisfy done, award 2 分    when there are none taken as unmet
"""


def pack(folder: Path, rules: str, text: str) -> Path:
    (folder / "rules.policy").write_text(rules, "utf-8")
    if text:
        (folder / "cases.policy").write_text(text, "utf-8")
    return folder


@pytest.fixture
def chinese(tmp_path: Path) -> Path:
    return pack(tmp_path, RULES, CASES)


def test_they_parse_pass_are_marked_and_leave_nothing(chinese: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = chinese / "missing.policy"
    assert main(["cases", str(chinese), "--suggest", "-o", str(path), "--lang", "zh"]) == 0
    told = capsys.readouterr()
    assert "没有找到" not in told.err, told.err
    suite = cases.opened(chinese)
    assert not has_errors(suite.problems)
    made = [c for c in suite.sure.cases if c.file == "missing.policy"]
    assert made
    assert not any(c.reviewed for c in made)
    assert all(cases.run(suite.sure.policy, c).passed for c in made)
    again = suggested(cases.opened(chinese).sure, "zh")
    assert (again.text, again.count) == ("", 0)
    assert main(["test", str(chinese), "--lang", "zh"]) == 0
    assert f"其中 {len(made)} 个未复核" in capsys.readouterr().out

    signed = path.read_text("utf-8").replace("未复核", "复核 “李四” 2026-11-24")
    path.write_text(signed, "utf-8")
    assert measure(cases.opened(chinese).sure).score == 1
    assert suggested(cases.opened(chinese).sure, "zh").count == 0


def test_each_begins_with_a_case_there_is_and_changes_one_fact(chinese: Path) -> None:
    text = suggested(cases.opened(chinese).sure, "zh").text
    assert (
        """\
用例 “面积差一点：299平方米” 对象 平台 2022-12-31
    已知 用例 “都好”
    已知 面积 = 299平方米
"""
        in text
    )
    assert "用例 “第二季度没有活动” 对象 平台 2022-12-31" in text
    assert "用例 “没有活动” 对象 平台 2022-12-31" in text
    assert "不知道" in text


def test_they_are_in_canonical_form(chinese: Path) -> None:
    text = suggested(cases.opened(chinese).sure, "zh").text
    assert formatted(Source("missing.policy", text)).value == text


def test_english_rules_get_english_cases(tmp_path: Path) -> None:
    good = """\
case "all good" subject Platform
    given area = 300平方米
    given sound = yes
    given activities:
        - date = 2022-01-01, done = yes
    should be Score = 4 分
"""
    folder = pack(tmp_path, ENGLISH, good)
    assert not has_errors(cases.opened(folder).problems)
    text = suggested(cases.opened(folder).sure, "en").text
    assert "case “area just under: 299 平方米” subject Platform\n    given case “all good”\n" in text
    assert "not reviewed" in text
    (folder / "missing.policy").write_text(text, "utf-8")
    found = cases.opened(folder)
    assert not has_errors(found.problems)
    assert all(cases.run(found.sure.policy, c).passed for c in found.sure.cases)
    assert suggested(found.sure, "en").count == 0


def test_without_any_case_the_least_facts_are_given(tmp_path: Path) -> None:
    folder = pack(tmp_path, RULES, "")
    text = suggested(cases.opened(folder).sure, "zh").text
    assert "已知 用例" not in text
    (folder / "cases.policy").write_text(text, "utf-8")
    found = cases.opened(folder)
    assert not has_errors(found.problems)
    assert all(cases.run(found.sure.policy, c).passed for c in found.sure.cases)


def test_a_file_that_holds_something_is_left_alone(chinese: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = chinese / "cases.policy"
    assert main(["cases", str(chinese), "--suggest", "-o", str(path)]) == 2
    assert path.read_text("utf-8") == CASES
    assert main(["cases", str(chinese), "--suggest", "-o", str(chinese / "none" / "x.policy"), "--lang", "en"]) == 1
    assert main(["cases", str(chinese), "-o", "x"]) == 2
    assert "--suggest" in capsys.readouterr().err


def test_what_is_not_reviewed_is_listed(chinese: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", str(chinese), "--unreviewed", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == "没有未复核的用例\n"
    more = (
        "用例 “甲” 对象 平台\n    未复核\n    应为 缺少 面积\n用例 “乙” 对象 平台\n    应为 缺少 面积\n    复核 “张三” 2026-11-24\n"
    )
    (chinese / "more.policy").write_text(more, "utf-8")
    assert main(["cases", str(chinese), "--unreviewed", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == "more.policy:1  甲  未复核\n"
    assert main(["cases", str(chinese), "--lang", "zh"]) == 0
    assert "more.policy:4  乙  张三 2026-11-24\n" in capsys.readouterr().out


def test_mutate_does_not_ask_cases_that_nobody_looked_at(chinese: Path, capsys: pytest.CaptureFixture[str]) -> None:
    suite = cases.opened(chinese).sure
    text = suggested(suite, "zh").text
    (chinese / "missing.policy").write_text(text, "utf-8")
    assert main(["mutate", str(chinese), "--at-least", "100", "--lang", "zh"]) == 1
    assert "个用例未复核，没有用来察觉" in capsys.readouterr().out
