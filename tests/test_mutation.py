"""Changing the rules: what is changed, which changes the cases notice, and what is told of the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyrules import cases, mutation
from policyrules.cli import main
from policyrules.mutation.changes import KINDS

RULES = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    合格 as sound：是否
    成立 as founded：日期
    活动 as activities：明细
        日期 as date：日期
        到位 as done：是否
参数 甲 as a = 2 分    假定 分值 “示例”
评分 测评 as score 对象 平台 满分 10 分
    考核期 测评日所在年
    项目 场地 as premises 4 分 最高 4 分
        若 面积 不少于 300平方米 且 合格，得 4 分
        否则 若 面积 超过 100平方米，得 甲
    项目 活动 as events 4 分
        若 每个 活动 均 到位，得 2 分    没有时 视为不满足
        若 每年 活动 至少 1次，得 2 分
    项目 年限 as years 2 分 最高 2 分
        若 自 成立 至 测评日 满 2年，得 3 分
    等级
        取整 舍去 到 1 分
        好 as good：总分 8分及以上
        中 as fair：总分 4分及以上
        差 as poor：其余
目标 面积达标 as target 对象 平台 = 面积
    2022 年底 达到 500平方米
"""
CASES = """\
用例 “都好” 对象 平台 2022-12-30
    已知 面积 = 300平方米
    已知 合格 = 是
    已知 成立 = 2020-12-30
    已知 活动：
        - 日期 = 2022-01-01，到位 = 是
    应为 测评 = 10 分
    应为 测评的等级 为 好
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "rules.policy").write_text(RULES, "utf-8")
    (tmp_path / "cases.policy").write_text(CASES, "utf-8")
    return tmp_path


def tried(pack: Path) -> list[mutation.Tried]:
    return list(mutation.tried(cases.opened(pack).sure))


def test_each_kind_is_tried_and_each_place_once(pack: Path) -> None:
    every = tried(pack)
    assert {t.mutant.kind.name for t in every} >= {k.name for k in KINDS} - {"cap"}
    places = [(t.mutant.kind.name, t.mutant.number, t.mutant.span.start, t.mutant.span.end) for t in every]
    assert len(places) == len(set(places))


def test_what_a_case_asks_of_is_noticed_and_nothing_else(pack: Path) -> None:
    found = {(t.mutant.kind.name, t.mutant.span.text.split("    ")[0]): t.verdict for t in tried(pack)}
    assert found["literal-up", "300平方米"] == "noticed"
    assert found["literal-down", "300平方米"] == "missed"
    assert found["strictness", "面积 不少于 300平方米"] == "noticed"
    assert found["literal-up", "100平方米"] == "missed"
    assert found["negation", "合格"] == "noticed"
    assert found["literal-up", "3 分"] == "equivalent"
    assert found["day", "2022 年底 达到 500平方米"] == "missed"


def test_what_is_missed_is_said_as_the_sentence_that_would_be_wrong(pack: Path) -> None:
    (one,) = (t for t in tried(pack) if (t.mutant.kind.name, t.mutant.span.text) == ("literal-up", "100平方米"))
    ((was, becomes),) = one.sentences("zh")
    assert "超过 100平方米" in was
    assert "超过 101平方米" in becomes
    told = mutation.report([one], "zh")
    assert told.index("  现在：") < told.index("超过 100平方米") < told.index("  改后：") < told.index("超过 101平方米")


def test_a_case_more_is_a_change_less(pack: Path) -> None:
    before = mutation.share(tried(pack))
    more = "用例 “差一点” 对象 平台\n    已知 面积 = 100平方米\n    应为 场地 = 0 分\n"
    more += "用例 “够” 对象 平台\n    已知 面积 = 101平方米\n    已知 合格 = 是\n    应为 场地 = 2 分\n"
    (pack / "cases.policy").write_text(CASES + more, "utf-8")
    assert mutation.share(tried(pack)) > before


def test_the_command(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mutate", str(pack), "--lang", "zh"]) == 0
    text = capsys.readouterr().out
    assert main(["mutate", str(pack), "--at-least", "100"]) == 1
    assert "rules.policy:14  数大一点" in text


def test_the_form_for_a_program(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mutate", str(pack), "--format", "json", "--lang", "zh"]) == 0
    form = json.loads(capsys.readouterr().out)
    assert form["total"] == form["noticed"] + len(form["survivors"])
    assert form["score"] == f"{int(mutation.share(tried(pack)) * 1000) / 1000:.3f}"
    assert {"kind", "file", "line", "column", "sentences"} == set(form["survivors"][0])


@pytest.mark.parametrize("found", ["x", "-1", "101", "NaN"])
def test_a_share_that_is_none(pack: Path, capsys: pytest.CaptureFixture[str], found: str) -> None:
    assert main(["mutate", str(pack), f"--at-least={found}"]) == 2
    assert found in capsys.readouterr().err


def test_cases_that_fail_now_are_told_first(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "cases.policy").write_text(CASES.replace("= 10 分", "= 9 分"), "utf-8")
    assert main(["mutate", str(pack), "--lang", "zh"]) == 1
    assert "未通过：都好" in capsys.readouterr().out


def test_a_pack_without_cases_is_told(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "cases.policy").unlink()
    assert main(["mutate", str(pack)]) == 1
    assert "T1" in capsys.readouterr().err


def test_a_figure_moves_by_its_last_digit_in_the_unit_it_is_written_in(tmp_path: Path) -> None:
    rules = RULES.replace("2 分    假定", "0.5 分    假定").replace("面积 超过 100平方米", "面积 超过 0.01公顷 且 级 达到 2A")
    rules = rules.replace("    活动 as", "    级 as rank：级别 1A < 2A < 3A\n    活动 as")
    (tmp_path / "rules.policy").write_text(rules, "utf-8")
    (tmp_path / "cases.policy").write_text(CASES, "utf-8")
    suite = cases.opened(tmp_path).value
    assert suite is not None
    told = [pair for one in mutation.tried(suite) if one.mutant.kind.name.startswith("literal") for pair in one.sentences("zh")]
    then = "\n".join(becomes for _, becomes in told)
    for expected in ("满3年", "满1年", "得 0.6 分", "得 0.4 分", "超过 200平方米", "超过 0平方米", "不低于 3A", "不低于 1A"):
        assert expected in then, then


def test_rows_that_change_places_are_told_together(pack: Path) -> None:
    (pack / "cases.policy").write_text("用例 “无” 对象 平台 2022-12-30\n    应为 缺少 面积\n", "utf-8")
    suite = cases.opened(pack).value
    assert suite is not None
    swapped = [one for one in mutation.tried(suite) if one.mutant.kind.name == "order" and "总分" in one.mutant.span.text]
    assert swapped
    for one in swapped:
        for lang in ("zh", "en"):
            ((was, becomes),) = one.sentences(lang)
            assert sorted(was.split("\n")) == sorted(becomes.split("\n"))
            assert was != becomes


def test_problems_of_a_pack_are_json_for_a_program(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "rules.policy").write_text(RULES.replace("得 甲", "得 丙"), "utf-8")
    assert main(["mutate", str(pack), "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["problems"][0]["code"].startswith("N")
    assert err == ""


def test_the_pack_to_begin_with_has_cases_that_notice_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "mine")]) == 0
    assert main(["mutate", str(tmp_path / "mine"), "--at-least", "100"]) == 0, capsys.readouterr().out
