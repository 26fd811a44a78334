"""Classes and requirements as people read them: breakdowns in both languages and forms, sheets, the lowered form, the command."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from packs import LANGS, build_texts
from syrupy.assertion import SnapshotAssertion

from policyrules.cli import main
from policyrules.diagnostics.base import Lang
from policyrules.evaluation.sheet import sheet
from policyrules.result import Format
from policyrules.text.lowered import show

PACK = """\
政策 demo “示例”
    原文 “source.md”
对象 组织 as group
    枢纽型 as hub：是否
    有条件 as able：评定 由 镇街
    社会工作者人数 as workers：整数 人，不小于 0
    成立年数 as years：数 年，不小于 0
分类 发展阶段 as stage 对象 组织
    依据 “分为成熟型、成长型、初创型”
    成熟型 as mature：成立年数 不少于 5年 且 社会工作者人数 不少于 1人    假定 界限 “文件未写年数”
    成长型 as growing：成立年数 不少于 2年    依据 “成立两年以上”
    初创型 as fledgling：其余
分类 规模 as size 对象 组织 互斥
    依据 “分为成熟型、成长型、初创型”
    大型 as large：社会工作者人数 不少于 2人    依据 “两名以上的为大型”
    中型 as middle：社会工作者人数 在 1人 至 2人 之间    依据 “一至两名的为中型”
要求 枢纽型组织配备社工 as hub_workers 对象 组织     程度 应
    依据 “应配备1—2名专职或兼职社会工作者”
    若 枢纽型 且 有条件，则 社会工作者人数 在 1人 至 2人 之间    假定 界限 “一至二名作上下限”
要求 逐步成熟 as maturing 对象 组织     程度 一般
    依据 “一般应达到成长型”
    则 发展阶段 属于 成熟型、成长型
    若 枢纽型，则 有条件    程度 鼓励    依据 “鼓励枢纽型组织具备条件”
"""
SOURCE = """\
分为成熟型、成长型、初创型。成立两年以上。两名以上的为大型，一至两名的为中型。
有条件的枢纽型组织应配备1—2名专职或兼职社会工作者，一般应达到成长型。鼓励枢纽型组织具备条件。
"""
BUILT = build_texts({"rules.policy": PACK, "source.md": SOURCE})
FACTS: dict[str, dict[str, object]] = {
    "known": {"hub": True, "able": {"value": True, "judge": "渔桥镇", "on": "2022-12-01"}, "workers": 3, "years": 6},
    "unknown": {"hub": True, "years": 3},
    "nothing": {},
    "excused": {"hub": False, "able": False, "workers": 0, "years": 1}
    | {"exceptions": {"maturing": {"judge": "县民政局", "on": "2022-12-02", "reason": "当年新设"}}},
    "conflict": {"hub": False, "able": True, "workers": 2, "years": 5},
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("facts", FACTS)
def test_breakdown(text_snapshot: SnapshotAssertion, facts: str, format: Format, lang: Lang) -> None:
    assert BUILT.usable.evaluate(FACTS[facts], on="2022-12-31").explain(lang, format) == text_snapshot


@pytest.mark.parametrize("facts", FACTS)
def test_breakdown_can_be_printed_in_gbk(facts: str) -> None:
    BUILT.usable.evaluate(FACTS[facts]).explain("zh").encode("gbk")


def test_every_row_and_line_has_a_sentence_in_the_dict_form() -> None:
    outcomes = BUILT.usable.evaluate(FACTS["unknown"]).to_dict("en")["outcomes"]
    assert [row["text"] for row in outcomes["stage"]["rows"]][1] == "成立年数: required no fewer than 2 years, found 3 years; holds"
    assert [line["text"] for line in outcomes["maturing"]["lines"]][1] == "有条件: not given"
    assert outcomes["maturing"]["text"] == "of 2 lines: 1 complies, 1 not known"


def test_toml_and_json_hold_the_same() -> None:
    result = BUILT.usable.evaluate(FACTS["known"], on="2022-12-31")
    as_json = json.loads(result.explain("zh", "json"))
    as_toml = tomllib.loads(result.explain("zh", "toml"))
    assert as_toml["outcomes"]["stage"]["rows"] == as_json["outcomes"]["stage"]["rows"]
    assert as_json["outcomes"]["hub_workers"]["finding"] == as_toml["outcomes"]["hub_workers"]["finding"] == "breach"


def test_the_sheet_names_the_rule_that_asks_first() -> None:
    assert BUILT.policy is not None
    (subject,) = BUILT.policy.subjects
    lines = sheet(subject, subject.fields, "zh", "markdown", BUILT.policy.program).splitlines()
    assert [line for line in lines if line.startswith("## ")] == ["## 发展阶段", "## 枢纽型组织配备社工"]
    assert [line for line in lines if "`years`" in line and "分为成熟型" in line]


def test_lowered_form() -> None:
    assert BUILT.lowered is not None
    assert show(BUILT.lowered).splitlines()[-9:] == [
        "    class large: 社会工作者人数 ≥ 2人",
        "    class middle: 社会工作者人数 ≥ 1人 and 社会工作者人数 ≤ 2人",
        "  requirement hub_workers",
        "    shall: 社会工作者人数 ≥ 1人 and 社会工作者人数 ≤ 2人",
        "      only if 枢纽型 and 有条件",
        "  requirement maturing",
        "    normally: /发展阶段 = 成熟型 or /发展阶段 = 成长型",
        "    encouraged: 有条件",
        "      only if 枢纽型",
    ]


def test_the_command_shows_every_outcome(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in {"rules.policy": PACK, "source.md": SOURCE, "facts.toml": "years = 6\nworkers = 1\nhub = false\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["evaluate", str(tmp_path), str(tmp_path / "facts.toml"), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert [line for line in ("发展阶段", "规模", "枢纽型组织配备社工", "逐步成熟") if f"\n{line}\n---" not in out] == []
    assert "Conclusion    － not applicable (“shall”)" in out
