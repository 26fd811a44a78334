"""Errors planted in rules: where each kind goes, what becomes of it, and what is told of that."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from packs import LANGS, Texts, write
from syrupy.assertion import SnapshotAssertion

from policyrules import plant, project
from policyrules.cli import main
from policyrules.formatting import formatted
from policyrules.pipeline import build
from policyrules.plant import BY_ID, KINDS, Bed, Found, Measured, Planted
from policyrules.plant.numbers import neighbours
from policyrules.source import Source

SOURCE = "面积一般不少于300平方米。须成立2年及以上且评估等级不低于3A级。每季度至少开展1次活动。90分及以上为优秀。\n"
HEAD = """\
政策 demo “示例”
    有效期 2021-01-01 至 2021-12-31    假定 期间 “文件未写”
    原文 “source.md”
    用语 以上 含本数    假定 用语 “文件未写”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    年限 as age：整数 年，不小于 0
    等次 as rating：级别 1A < 2A < 3A < 4A，可无
    专业 as able：评定
    活动 as events：明细
        日期 as date：日期
        公开 as open：是否
参数 标准分 = 3 分    假定 “文件未写 # 不是注释”   # 3 分
"""
CARD = """\
评分 测评 as score 对象 平台 满分 10 分
    假定 分值 “文件未写”
    考核期 测评日所在年    假定 期间 “文件未写”
    项目 场地 as space 5 分
        依据 “面积一般不少于300平方米”
        若 面积 不少于 300平方米，得 5 分    程度 一般
        否则 按 面积 / 300平方米 折算    假定 折算 “文件未写”
    项目 机构 as body 标准分
        若 年限 2年以上 且 等次 不低于 3A级，得 标准分    依据 “成立2年及以上且评估等级不低于3A级”    假定 口径 “连读”
    项目 活动情况 as active 2 分
        若 每季度 活动 至少 1次，得 2 分    依据 “每季度至少开展1次活动”
    等级
        取整 四舍五入 到 1分    假定 取整 “文件未写”
        优秀 as good：总分 9分及以上 或者 并非 专业    假定 界限 “九折”    假定 口径 “未写”
        其他 as other：其余
"""
ASSUMED = """\
评分 测评 as score 对象 平台 满分 5 分
    假定 分值 “未写”
    考核期 测评日所在年    假定 期间 “未写”
    项目 活动情况 as active 5 分
        假定 界限 “未写”    假定 口径 “未写”    假定 期间 “未写”
"""


def planted(rules: str) -> Bed:
    bed = plant.bed(Texts({"rules.policy": rules, "source.md": SOURCE}, {}))
    assert bed.value is not None, bed.problems
    return bed.value


def changes(bed: Bed, *kinds: str) -> list[tuple[str, str]]:
    return [(p.was, p.becomes) for p in bed.plants if p.kind in kinds]


@pytest.fixture(scope="module")
def demo() -> Bed:
    return planted(HEAD + CARD)


def test_every_kind_is_a_row_of_its_own() -> None:
    for texts in ([k.id for k in KINDS], [k.zh for k in KINDS], [k.en for k in KINDS]):
        assert len(set(texts)) == len(texts)


def test_literals_go_one_up_and_one_down(demo: Bed) -> None:
    made = changes(demo, "literal")
    assert made.count(("300", "301")) == made.count(("300", "299")) == 2
    assert ("3", "4") in made
    assert ("2021", "2022") in made
    assert ("31", "30") in made
    assert neighbours("0") == ["1"]
    assert neighbours("0.5") == ["0.6", "0.4"]
    assert neighbours("30%") == ["31%", "29%"]


def test_levels_shift_by_one(demo: Bed) -> None:
    assert changes(demo, "level") == [("3", "4"), ("3", "2")]


def test_levels_that_are_names_shift_to_their_neighbours() -> None:
    fields = "对象 社团 as body\n    等次 as rating：级别 合格 < 良好 < 优秀\n"
    bed = planted(HEAD + fields + "要求 达标 as good 对象 社团\n    则 等次 不低于 良好    假定 界限 “未写”\n")
    assert changes(bed, "level") == [("良好", "合格"), ("良好", "优秀")]


def test_comparisons_are_flipped_and_made_strict(demo: Bed) -> None:
    assert changes(demo, "operator") == [
        ("不少于", "不多于"),
        ("以上", "以下"),
        ("不低于", "不高于"),
        ("至少", "至多"),
        ("及以上", "及以下"),
    ]
    assert changes(demo, "strict") == [
        ("含本数", "不含本数"),
        ("不少于", "多于"),
        ("2年以上", "超过 2年"),
        ("不低于", "高于"),
        ("至少", "多于"),
        ("9分及以上", "超过 9分"),
    ]


def test_a_postfix_word_that_leaves_the_number_out_is_made_loose() -> None:
    assumed = CARD.replace("假定 口径 “连读”", "假定 口径 “连读”    假定 界限 “未写”")
    bed = planted((HEAD + assumed).replace("以上 含本数", "以上 不含本数"))
    assert ("2年以上", "达到 2年") in changes(bed, "strict")


def test_units_are_swapped_within_a_dimension_and_out_of_it(demo: Bed) -> None:
    made = changes(demo, "unit")
    assert {("平方米", "公顷"), ("平方米", "亩"), ("年", "个月"), ("年", "天"), ("分", "%"), ("次", "%")} == set(made)
    assert ("次", "个") not in made  # one dimension, and as large


def test_connectives_and_negations(demo: Bed) -> None:
    assert changes(demo, "connective") == [("且", "或者"), ("或者", "且")]
    assert changes(demo, "negation") == [("并非 ", "")]


@pytest.mark.parametrize(
    ("test", "made"),
    [
        ("每季度 活动 至少 1次", [("每季度", "每年"), ("每季度", "每月")]),
        ("每个 活动 均 公开", [("每个 活动 均", "至少 1 个 活动 满足")]),
        ("至少 1个 活动（公开） 满足 公开", [("至少 1个 活动（公开） 满足", "每个 活动（公开） 均")]),
        ("活动的人数 最大 超过 1人", [("最大", "最小")]),
        ("每个 活动的人数 至少 1人", [("每个 活动的人数", "活动的人数 最大")]),
    ],
)
def test_quantifiers_are_exchanged(test: str, made: list[tuple[str, str]]) -> None:
    fields = HEAD.replace("        公开", "        人数 as heads：整数 人，不小于 0\n        公开")
    none = "" if "每季度" in test or "至少 1个" in test else "    没有时 视为不满足"
    assert changes(planted(f"{fields}{ASSUMED}        若 {test}，得 5 分{none}\n"), "quantifier") == made


@pytest.mark.parametrize(("head", "becomes"), [("全部", "任一"), ("任一", "全部"), ("至少 2 项", "全部")])
def test_what_is_asked_of_a_list_is_exchanged(head: str, becomes: str) -> None:
    lines = "            专业\n            面积 大于 3平方米\n            年限 大于 3年\n"
    assert changes(planted(f"{HEAD}{ASSUMED}        若 下列 {head}，得 5 分\n{lines}"), "quantifier") == [(head, becomes)]


def test_words_of_obligation_are_changed_removed_and_added(demo: Bed) -> None:
    assert changes(demo, "modality") == [
        ("程度 一般", ""),
        ("一般", "须"),
        ("一般", "可"),
        ("", " 程度 须"),
        ("", " 程度 须"),
    ]
    added = [p for p in demo.plants if p.kind == "modality" and not p.was]
    assert all("标准分 程度 须    依据" in p.source.text or "2 分 程度 须    依据" in p.source.text for p in added)


def test_modes_of_rounding(demo: Bed) -> None:
    assert changes(demo, "rounding") == [("四舍五入", "舍去"), ("四舍五入", "进一"), ("四舍五入", "四舍六入五成双")]


def test_quotes_are_altered_within_and_cites_moved_and_dropped(demo: Bed) -> None:
    quotes = [p for p in demo.plants if p.kind == "quote"]
    assert {len(p.was) - len(p.becomes) for p in quotes} == {0, 1}
    for p in quotes:
        text = p.span.source.text
        assert "“" not in text[p.span.start - 1] + text[p.span.end]
        assert "”" not in text[p.span.end]
    assert len(changes(demo, "dropped")) == 3
    assert ("依据 “面积一般不少于300平方米”", "依据 “成立2年及以上且评估等级不低于3A级”") in changes(demo, "moved")


def test_a_quote_of_another_document_is_counted_apart() -> None:
    bed = planted((HEAD + CARD).replace("假定 界限 “九折”", "假定 界限 “九折”    依据 《民法典》 “第一千二百五十九条”"))
    assert changes(bed, "elsewhere") == [("百", ""), ("十九", "九十")]
    assert found(bed, "elsewhere")[0].outcome == "missed"


def test_units_and_bounds_of_facts_are_counted_apart(demo: Bed) -> None:
    assert changes(demo, "bound") == [
        ("平方米", "公顷"),
        ("平方米", "亩"),
        ("不小于", "不大于"),
        ("不小于", "大于"),
        ("0", "1"),
        ("年", "个月"),
        ("年", "天"),
        ("不小于", "不大于"),
        ("不小于", "大于"),
        ("0", "1"),
    ]


def test_nothing_is_planted_in_names_texts_and_comments(demo: Bed) -> None:
    text = demo.plants[0].span.source.text
    for p in demo.plants:
        line = text[text.rfind("\n", 0, p.span.start) + 1 : p.span.start]
        assert "  # " not in line
        if p.kind != "quote":
            assert line.count("“") == line.count("”"), (p.kind, p.was)
    assert not any(p.was in ("测评", "demo", "评分") for p in demo.plants)


def test_the_same_places_in_the_other_vocabulary(demo: Bed) -> None:
    english = planted(formatted(Source("rules.policy", HEAD + CARD), "en").sure)
    kinds = [p.kind for p in demo.plants]
    assert sorted(p.kind for p in english.plants) == sorted(kinds)
    assert ("at least", "at most") in changes(english, "operator")
    assert ("2 年 or more", "exceeds 2 年") in changes(english, "strict")
    assert ("every quarter", "every year") in changes(english, "quantifier")
    assert any(p.becomes == " strictness must" for p in english.plants)


# ---------------------------------------------------------------- what becomes of them


def found(bed: Bed, *kinds: str) -> Sequence[Found]:
    return plant.measure([p for p in bed.plants if p.kind in kinds], bed)


def outcome(bed: Bed, was: str, becomes: str) -> Found:
    return bed.found(next(p for p in bed.plants if (p.was, p.becomes) == (was, becomes)))


def test_what_an_error_makes_wrong_is_caught(demo: Bed) -> None:
    one = outcome(demo, "次", "%")
    assert one.outcome == "caught"
    assert one.codes[0].startswith("C")
    assert {f.outcome for f in found(demo, "quote")} == {"caught"}


def test_an_assumption_of_the_kind_covers(demo: Bed) -> None:
    assert {f.outcome for f in found(demo, "rounding")} == {"covered"}
    assert outcome(demo, "且", "或者").outcome == "covered"
    assert outcome(demo, "2021", "2020").outcome == "covered"


def test_another_unit_of_nothing_changes_nothing() -> None:
    duty = "要求 有场地 as has_space 对象 平台\n    则 面积 超过 0平方米    假定 界限 “未写”\n"
    bed = planted(HEAD + duty)
    assert [f.outcome for f in found(bed, "unit") if f.planted.was == "平方米"] == ["equivalent", "caught"]


def test_what_nothing_tells_is_missed(demo: Bed) -> None:
    assert [(f.planted.was, f.planted.becomes) for f in found(demo, "bound") if f.outcome == "missed"] == [
        ("平方米", "公顷"),
        ("年", "个月"),
    ]


def test_a_pack_with_errors_is_not_planted_in() -> None:
    bed = plant.bed(Texts({"rules.policy": HEAD + CARD.replace("得 5 分", "得 6 分"), "source.md": SOURCE}, {}))
    assert bed.value is None
    assert [p.severity for p in bed.problems].count("error") > 0


def test_a_statement_read_before_is_not_read_again(demo: Bed) -> None:
    """A planted file gives the problems that it gives when it is read whole."""
    for p in demo.plants[::7]:
        whole = build(Texts({"rules.policy": p.source.text, "source.md": SOURCE}, {}))
        codes = tuple(dict.fromkeys(q.code for q in whole.problems if q.severity == "error"))
        assert codes == (demo.found(p).codes if demo.found(p).outcome == "caught" else ())


# ---------------------------------------------------------------- what is told


def test_report(demo: Bed, snapshot: SnapshotAssertion) -> None:
    measured = Measured(tuple(plant.measure(demo.plants, demo)))
    for lang in LANGS:
        assert plant.report(measured, lang) == snapshot(name=lang)
    form = plant.to_dict(measured, "en")
    assert json.dumps(form, ensure_ascii=False, indent=1) == snapshot(name="json")
    assert sum(row["planted"] for row in form["kinds"]) == form["totals"]["planted"] == len(demo.plants)
    counts = ("caught", "warned", "covered", "equivalent", "missed")
    assert all(row["planted"] == sum(row[c] for c in counts) for row in form["kinds"])
    assert set(BY_ID) >= {row["kind"] for row in form["kinds"]}


def test_shares_leave_out_what_is_covered_or_equivalent(demo: Bed) -> None:
    one: Planted = demo.plants[0]
    measured = Measured(tuple(Found(one, o) for o in ("caught", "caught", "warned", "covered", "equivalent", "missed")))
    assert measured.asked == 4
    assert measured.share == 0.5
    assert Measured(()).share is None


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--plant", "--kind", "rounding"], 0, "rounding mode changed"),
        (["--plant", "--kind", "bound", "--at-least", "99.9"], 1, "unit or bound of a fact changed"),
        (["--plant", "--kind", "roundin"], 2, "did you mean `rounding`?"),
        (["--plant", "--sample", "0"], 2, "--sample takes a whole number from 1"),
        (["--plant", "--at-least", "x"], 2, "--at-least takes a number from 0 to 100"),
        (["--sample", "3"], 2, "--sample goes with --plant"),
        (["--plant", "--kind", "elsewhere"], 2, "has no rule in which such an error can be planted"),
    ],
)
def test_command(tmp_path: Path, options: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "demo", {"rules.policy": HEAD + CARD, "source.md": SOURCE})
    assert main(["check", str(folder), *options, "--lang", "en"]) == code
    said = capsys.readouterr()
    assert told in said.out + said.err


def test_command_for_programs_and_of_a_pack_with_errors(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    texts = {"rules.policy": HEAD + CARD, "source.md": SOURCE}
    good = write(tmp_path / "good", texts)
    assert main(["check", str(good), "--plant", "--kind", "negation", "--format", "json"]) == 0
    form = json.loads(capsys.readouterr().out)
    assert form["totals"]["planted"] == 1
    bad = write(tmp_path / "bad", texts | {"source.md": "别的话。\n"})
    assert main(["check", str(bad), "--plant", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"]
    assert main(["check", str(bad), "--plant", "--lang", "en"]) == 1
    assert "error[Q101]" in capsys.readouterr().err


# ---------------------------------------------------------------- the packs that come with it

AIMS = {"literal": 99, "level": 99, "operator": 99, "strict": 99, "unit": 99, "quote": 99, "modality": 95, "quantifier": 95}
"""The least share in percent of each kind that has to be caught."""
SAMPLED = 10
"""Errors of each kind that are tried in a large pack; the whole of it takes minutes and is run by `check --plant`."""


def pack(name: str) -> Bed:
    root = project.find(name).value
    assert root is not None
    bed = plant.bed(project.read(root).sure)
    assert bed.value is not None, bed.problems
    return bed.value


@pytest.mark.parametrize(("name", "sampled"), [("zhejiang_2021", 0), ("wenzhou_2021", SAMPLED)])
def test_the_aims_are_met(name: str, sampled: int) -> None:
    bed = pack(name)
    assert {p.span.source.pack for p in bed.plants} == {""}  # what it stands under is left as it is
    for kind, least in AIMS.items():
        plants = [p for p in bed.plants if p.kind == kind]
        every = max(1, len(plants) // sampled) if sampled else 1
        measured = Measured(plant.measure(plants[::every], bed))
        missed = [f.planted for f in measured.found if f.outcome in ("missed", "warned")]
        assert measured.share is None or measured.share * 100 >= least, (kind, missed)


def test_another_notice_is_held_against_its_rules_as_well() -> None:
    bed = pack(str(Path(__file__).parent / "data" / "canteens"))
    measured = Measured(plant.measure(bed.plants[::5], bed))
    assert len(measured.found) > 100
    assert measured.share is not None
    assert measured.share * 100 >= 90


def test_the_page_has_a_row_for_every_kind() -> None:
    page = (Path(__file__).parents[1] / "docs" / "explanation" / "audit-measured.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [kind.id for kind in KINDS]
