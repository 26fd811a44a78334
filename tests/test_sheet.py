"""Blank fact sheets: each one filled in reads back, and the schema agrees with the reader."""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packs import build_texts

from policyrules.evaluation.facts import FactReader
from policyrules.evaluation.files import read_file
from policyrules.evaluation.sheet import SheetFormat, sheet, takes, toml_key
from policyrules.language import core
from policyrules.language.units import unit
from policyrules.language.values import known
from policyrules.result import Lang
from policyrules.source import Source, Span

HERE = Span(Source("rules.policy", ""), 0, 0)
LANGS: tuple[Lang, ...] = ("zh", "en")


def field(name: str, alias: str, type_: core.Type, **rest: Any) -> core.Field:
    return core.Field(name, alias, type_, HERE, **rest)


FIELDS = (
    field("固定办公场地", "has_office", core.Bool()),
    field("面积", "area", core.Quantity(unit("平方米")), low=0, title="场地面积"),
    field("人数", "staff", core.Quantity(unit("人"), whole=True), low=1, high=50),
    field("占比", "share", core.Quantity(ratio=True), low=0, high=Fraction(1, 2), below=True),
    field("成立日期", "founded", core.Day(), low=date(2000, 1, 1)),
    field("评估等级", "rating", core.Levels(("1A", "2A", "3A")), optional=True),
    field("区域", "district", core.Options(("城区", "郊|区"))),
    field("名称", "title", core.Text()),
    field("布局合理", "sound", core.Bool(), judged=True, judge="测评人员"),
    field("党建引领.党群服务", "party.service", core.Quantity(unit("分")), low=0, high=5, step=1, judged=True, judge="群众"),
    field('带"引号"和\\的 名称', "odd", core.Quantity(), optional=True),
)
SUBJECT = core.Subject("platform", "平台", "服务平台", FIELDS, HERE)
READER = FactReader(FIELDS, {}, {})
GIVEN: dict[str, str] = {
    "has_office": "true",
    "area": "120.5",
    "staff": "3",
    "share": '"30%"',
    "founded": "2021-09-29",
    "rating": '"3A"',
    "district": '"城区"',
    "title": '"阳光平台"',
    "sound": '{ value = true, judge = "李四", on = 2022-12-31, reason = "分区清楚" }',
    "party.service": "4",
    "odd": '"无"',
}


def fill(text: str, lang: Lang, given: dict[str, str]) -> str:
    """What somebody does with the sheet: takes the # off and writes a value."""
    for fact in FIELDS:
        if fact.alias in given:
            key = toml_key(fact.name if lang == "zh" else fact.alias)
            assert f"\n#{key} =\n" in text
            text = text.replace(f"\n#{key} =\n", f"\n{key} = {given[fact.alias]}\n")
    return text


@pytest.mark.parametrize("lang", LANGS)
def test_a_filled_in_toml_sheet_reads_back(lang: Lang, tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(fill(sheet(SUBJECT, FIELDS, lang), lang, GIVEN), encoding="utf-8")
    found = read_file(path)
    assert found.value is not None
    facts = READER.read(found.value).value
    assert facts is not None
    assert facts.missing == ()
    assert facts.values["area"] == Fraction(241, 2)
    assert [j.fact for j in facts.judgements] == ["sound", "party.service"]


@settings(max_examples=50, deadline=None)
@given(st.sets(st.sampled_from(sorted(GIVEN))), st.sampled_from(LANGS))
def test_any_part_of_a_sheet_may_be_filled_in(tmp_path_factory: pytest.TempPathFactory, chosen: set[str], lang: Lang) -> None:
    path = tmp_path_factory.getbasetemp() / "sheet.toml"
    path.write_text(fill(sheet(SUBJECT, FIELDS, lang), lang, {a: GIVEN[a] for a in chosen}), encoding="utf-8")
    found = read_file(path)
    assert found.value is not None
    facts = READER.read(found.value).value
    assert facts is not None
    assert {fact.alias for fact in facts.missing} == set(GIVEN) - chosen


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda name: "\n" not in name and "\r" not in name))
def test_any_name_is_written_as_one_key(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    facts = (field(name, "x", core.Text()),)
    text = sheet(SUBJECT, facts, "zh").replace(f"\n#{toml_key(name)} =\n", f'\n{toml_key(name)} = "v"\n')
    path = tmp_path_factory.getbasetemp() / "names.toml"
    path.write_text(text, encoding="utf-8", newline="")
    assert read_file(path).value == {name: "v"}


@pytest.mark.parametrize("lang", LANGS)
def test_a_blank_sheet_gives_nothing(lang: Lang, tmp_path: Path) -> None:
    kinds: tuple[SheetFormat, ...] = ("toml", "json")
    for kind in kinds:
        path = tmp_path / f"facts.{kind}"
        path.write_text(sheet(SUBJECT, FIELDS, lang, kind), encoding="utf-8")
        found = read_file(path)
        assert found.value is not None
        facts = READER.read(found.value).value
        assert facts is not None
        assert facts.missing == FIELDS
        assert not any(known(value) for value in facts.values.values())


def test_sheets_say_what_each_fact_takes() -> None:
    said = {fact.alias: takes(fact, "zh") for fact in FIELDS}
    assert said["area"] == "数，单位：平方米，不小于 0平方米"
    assert said["rating"] == '任选其一："1A", "2A", "3A"，没有的，填 "无"'
    assert said["sound"] == '填 "是" 或 "否"，由测评人员评定'
    assert said["party.service"] == "数，单位：分，0分 至 5分，每 1分 一档，由群众评定"
    assert takes(FIELDS[4], "en") == "a date such as 2021-09-29, not earlier than 2000-01-01"
    text = sheet(SUBJECT, FIELDS)
    assert "# 平台（服务平台）：事实表" in text
    assert "不知道的不填，保持原样，也不要填“否”或 0" in text
    assert '{ "值" = …, "评定人" = "…", "日期" = 2022-12-31, "理由" = "…" }' in text
    assert '# 场地面积：数，单位：平方米，不小于 0平方米\n#"面积" =\n' in text


def test_comments_stay_comments() -> None:
    nasty = core.Subject("s", "甲", "标题\narea = 1", (), HERE)
    facts = (field("甲", "a", core.Options(("x\ny = 1",)), title="t\nz = 1"),)
    for line in sheet(nasty, facts).splitlines():
        assert not line or line.startswith("#")


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_to_print_has_a_row_for_every_fact(lang: Lang) -> None:
    lines = sheet(SUBJECT, FIELDS, lang, "markdown").splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert len(rows) == len(FIELDS) + 2
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 6 for row in rows)
    assert any("| 场地面积 | `面积` | `area` |" in row for row in rows)


def test_another_format_is_a_mistake_of_the_caller() -> None:
    assert set(get_args(SheetFormat)) == {"toml", "json", "markdown", "json-schema"}
    with pytest.raises(ValueError, match="toml, json, markdown, json-schema"):
        sheet(SUBJECT, FIELDS, "zh", "xml")  # type: ignore[arg-type]


# ---------------------------------------------------------------- beside the rules

PACK = """\
政策 demo “示例”
    原文 “source.md”
对象 平台 as platform
    未用 as unused：是否
    面积 as area：数 平方米，不小于 0
    有场所 as venue：是否
    布局合理 as sound：评定 由 测评人员
设 达标 as enough = 面积 不少于 300平方米    假定 界限 “示例”
评分 测评 as score 对象 平台 满分 10 分    假定 分值 “示例”
    项目 场地 as premises 5 分
        依据 “场地要求”
        要点 固定 as fixed 3 分
            若 有场所，得 3 分    依据 “有固定场所”
        要点 合理 as layout 2 分
            若 布局合理，得 2 分
    项目 评价 as opinion 5 分
        前提 达标
        由 群众 评 0 至 5 分    依据 《示例办法》 “群众评价”
"""
SOURCE = "场地要求：有固定场所。"


def beside(lang: Lang, kind: SheetFormat = "toml", pack: str = PACK) -> str:
    policy = build_texts({"rules.policy": pack, "source.md": SOURCE}).usable
    subject = policy.subjects[0]
    return sheet(subject, subject.fields, lang, kind, policy.program)


def test_facts_stand_below_the_item_that_asks_for_them_beside_its_basis() -> None:
    lines = [line for line in beside("zh").splitlines()[4:] if line]
    assert lines == [
        "# ---------------- 场地（5 分） ----------------",
        "# 依据：“有固定场所”",
        '# 填 "是" 或 "否"',
        '#"有场所" =',
        "# 依据：“场地要求”",
        '# 填 "是" 或 "否"，由测评人员评定',
        '#"布局合理" =',
        "# ---------------- 评价（5 分） ----------------",
        "# 依据：《示例办法》“群众评价”",
        "# 数，单位：平方米，不小于 0平方米",
        '#"面积" =',
        "# 依据：《示例办法》“群众评价”",
        "# 数，单位：分，0分 至 5分，由群众评定",
        '#"评价" =',
        "# ---------------- 规则未用到的 ----------------",
        '# 填 "是" 或 "否"',
        '#"未用" =',
    ]


def test_the_tables_to_print_have_the_same_headings() -> None:
    lines = beside("en", "markdown").splitlines()
    assert [line for line in lines if line.startswith("#")] == [
        "# platform (平台)",
        "## 场地 (5 points)",
        "## 评价 (5 points)",
        "## not read by any rule",
    ]
    assert "| 有场所 | `有场所` | `venue` | true or false | “有固定场所” |  |" in lines
    assert "| 未用 | `未用` | `unused` | true or false |  |" in lines


def test_several_scorecards_are_named() -> None:
    more = "评分 复评 as again 对象 平台 满分 1 分    假定 分值 “示例”\n"
    more += "    项目 复核 as review 1 分\n        若 未用，得 1 分    依据 “有固定场所”\n"
    assert "# ---------------- 复评 · 复核（1 分） ----------------" in beside("zh", pack=PACK + more)


@pytest.mark.parametrize("lang", LANGS)
def test_a_sheet_beside_the_rules_reads_back(lang: Lang, tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(re.sub(r"(?m)^#(\S+ =)$", r"\1 true", beside(lang)), encoding="utf-8")
    found = read_file(path).value
    policy = build_texts({"rules.policy": PACK, "source.md": SOURCE}).usable
    assert isinstance(found, dict)
    assert set(found) == {f.name if lang == "zh" else f.alias for f in policy.subjects[0].fields}


# ---------------------------------------------------------------- schema

SCHEMA = json.loads(sheet(SUBJECT, FIELDS, "zh", "json-schema"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"].endswith("2020-12/schema")
    assert CHECK.is_valid({})
    assert CHECK.is_valid(json.loads(sheet(SUBJECT, FIELDS, "zh", "json")))


@pytest.mark.parametrize(
    "facts",
    [
        {"area": 120, "面积": None},
        {"面积": "120.5"},
        {"share": "30%"},
        {"share": 0.25},
        {"rating": "3A级"},
        {"rating": "无"},
        {"founded": "2021年9月29日"},
        {"has_office": "是"},
        {"sound": {"value": True, "judge": "李四", "on": "2022-12-31"}},
        {"sound": {"值": "是", "评定人": "李四"}},
        {"party.service": 4},
        {"party": {"service": 4}},
        {"exceptions": {"premises": {"judge": "李四", "reason": "在建"}}},
    ],
)
def test_the_schema_takes_what_is_read(facts: dict[str, Any]) -> None:
    assert CHECK.is_valid(facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"aera": 1},
        {"area": -1},
        {"area": "120平方米"},
        {"area": True},
        {"staff": 2.5},
        {"staff": 51},
        {"share": 0.5},
        {"rating": "4A"},
        {"area": "无"},
        {"founded": 2021},
        {"has_office": 1},
        {"sound": {"judge": "李四"}},
        {"sound": {"value": True, "jugde": "李四"}},
        {"party.service": 6},
        {"party.service": 1.5},
        [],
    ],
)
def test_the_schema_refuses_what_is_not_read(facts: Any) -> None:
    assert not CHECK.is_valid(facts)
    assert READER.read(facts).problems


ONLY = core.Field("日期", "days.date", core.Day(), HERE, low=date(2022, 1, 1), lists=("活动",))
MARKS = core.Field("合格", "marks.ok", core.Bool(), HERE, judged=True, optional=True, lists=("抽查",))
DATE = core.Field("日期", "pairs.date", core.Day(), HERE, lists=("双",))
NUMBER = core.Field("数", "pairs.n", core.Quantity(), HERE, lists=("双",))
TRUTH = core.Field("真", "outer.inner.t", core.Bool(), HERE, lists=("外", "内"))
INNER = core.Field("内", "outer.inner", core.Records((TRUTH,)), HERE, lists=("外",))
LISTED = (
    field("活动", "days", core.Records((ONLY,))),
    field("抽查", "marks", core.Records((MARKS,))),
    field("双", "pairs", core.Records((DATE, NUMBER))),
    field("外", "outer", core.Records((INNER,))),
)
LISTED_CHECK = jsonschema.Draft202012Validator(json.loads(sheet(SUBJECT, LISTED, "zh", "json-schema")))


@pytest.mark.parametrize(
    ("facts", "taken"),
    [
        ({"days": ["2022-01-05", "2022年4月12日", {"date": "2022-05-01"}, {"日期": "2022-05-01"}, {}]}, True),
        ({"days": {"records": ["2022-01-05"], "open": True}}, True),
        ({"marks": [True, "否", "无", {"ok": {"value": True, "judge": "李四"}}]}, True),
        ({"days": ["三月"]}, False),
        ({"days": [None]}, False),
        ({"days": [["2022-01-05"]]}, False),
        ({"marks": [3]}, False),
        ({"pairs": ["2022-01-05"]}, False),
        ({"outer": [True]}, False),
    ],
)
def test_the_value_of_a_single_field_stands_for_its_record(facts: dict[str, Any], taken: bool) -> None:
    reader = FactReader(LISTED, {}, {})
    assert LISTED_CHECK.is_valid(facts) is taken
    assert (reader.read(facts).problems == ()) is taken


def test_bare_values_are_read_as_records_are() -> None:
    reader = FactReader(LISTED, {}, {})
    bare, whole = (reader.read({"days": days}).value for days in (["2022-01-05"], [{"date": "2022-01-05"}]))
    assert bare is not None
    assert whole is not None
    assert bare.values["days"] == whole.values["days"]
    assert reader.read({"days": ["2021-01-05"]}).problems[0].where == "days[0]"
    assert "也可在所有 [[ ]] 之前只列各条的值" in sheet(SUBJECT, LISTED[:1])
    assert "只列各条的值" not in sheet(SUBJECT, LISTED[2:3])


WRITTEN = st.sampled_from(["是", "无", "3A", "3A级", "城区", "2021-09-29", "30%", "5", "x", 0.25, 2.5])
VALUES = st.one_of(st.none(), st.booleans(), st.integers(-5, 60), WRITTEN)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(SCHEMA["properties"])), VALUES, max_size=3))
def test_what_the_schema_refuses_is_refused(facts: dict[str, Any]) -> None:
    if not CHECK.is_valid(facts):
        assert READER.read(facts).problems
