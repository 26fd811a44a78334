"""Which sentences count as encoded, narrative, deferred and uncovered, and what is told of declarations that do not hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from covering import HEADER, built, coverage, only, proved
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import policyrules
from policyrules.cli import main
from policyrules.policy import covered
from policyrules.provenance.coverage.stretches import Held, Layers, Stretch
from policyrules.provenance.marks import read_marks
from policyrules.result.coverage import Coverage, share

PACKS = ("wenzhou_2021", "zhejiang_2021")
SCHEMA = json.loads((Path(policyrules.__file__).parent / "schemas" / "coverage-1.json").read_text(encoding="utf-8"))
AREA = "平台面积一般不少于300平方米。"


def states(found: Coverage) -> list[str]:
    return [x.state for x in found.sentences]


# ---------------------------------------------------------------- tokens


def test_a_sentence_is_encoded_where_quotes_hold_every_token() -> None:
    one = only(coverage(AREA, "面积一般不少于300平方米"))
    assert one.state == "encoded"
    assert [(t.text, t.kind, t.state) for t in one.tokens] == [
        ("一般", "duty", "encoded"),
        ("不少于", "comparison", "encoded"),
        ("300平方米", "figure", "encoded"),
    ]
    assert one.letters == (13, 0, 0, 3)


@pytest.mark.parametrize(
    ("quotes", "state", "left"),
    [
        ((), "uncovered", ["一般", "不少于", "300平方米"]),
        (("平台面积",), "uncovered", ["一般", "不少于", "300平方米"]),
        (("平台面积一般",), "partly", ["不少于", "300平方米"]),
        (("平台面积一般不少于",), "partly", ["300平方米"]),
        (("平台面积一般", "不少于300平方米"), "encoded", []),
    ],
)
def test_a_short_quote_does_not_buy_a_sentence(quotes: tuple[str, ...], state: str, left: list[str]) -> None:
    one = only(coverage(AREA, *quotes))
    assert one.state == state
    assert [t.text for t in one.tokens if t.state == "uncovered"] == left


def test_a_token_counts_only_whole() -> None:
    """Two quotes that hold half of it each do not hold it."""
    found = coverage("每季度至少开展1次活动；每个月报告。", "每季度至少开展1次活动")
    assert states(found) == ["encoded", "uncovered"]
    held = Held([(0, 4), (4, 8)])
    assert not held.whole(2, 6)
    assert held.whole(4, 8)


def test_words_that_only_look_like_tokens_are_none() -> None:
    assert only(coverage("充分发挥社会效应，方便群众活动。")).tokens == ()


def test_sentences_without_token() -> None:
    """What holds at least half of it; less of a quote makes it partly encoded."""
    text = "功能布局合理，方便群众活动。"  # 14 characters
    assert states(coverage(text)) == ["untouched"]
    assert states(coverage(text, "功能布局合理，")) == ["encoded"]
    assert states(coverage(text, "功能布局合理")) == ["partly"]
    assert states(coverage(text, more="叙述 “功能布局合理，方便群众活动”\n")) == ["narrative"]
    assert states(coverage(text, more="叙述 “方便”\n")) == ["untouched"]
    assert states(coverage(text, more="暂不编入 “方便群众活动。” 理由 “甲”\n叙述 “功能”\n")) == ["deferred"]


def test_headings() -> None:
    text = "# 示例办法\n\n示民〔2021〕5号\n\n一、要求\n\n1. 完善管理。制度完备。\n\n序号\t要求\n1\t面积300平方米\n"
    found = {x.text: x.state for x in coverage(text).sentences}
    heads = {"# 示例办法", "示例办法", "示民〔2021〕5号", "一、要求", "1. 完善管理。", "序号", "要求"}
    assert {text for text, state in found.items() if state == "heading"} <= heads
    assert found["1. 完善管理。"] == found["一、要求"] == "heading"
    assert found["制度完备。"] == "untouched"
    assert found["面积300平方米"] == "uncovered"


def test_a_line_with_a_token_is_no_heading() -> None:
    assert states(coverage("面积不少于300平方米")) == ["uncovered"]


# ---------------------------------------------------------------- declarations


def test_declarations() -> None:
    text = "一、目标\n\n至2023年，制度更加健全。\n\n二、任务\n\n面积不少于300平方米；运营方须配备社工，并每年培训1次。\n"
    more = "叙述 “至2023年……更加健全”\n暂不编入 “运营方须配备社工” 理由 “另文规定”\n暂不编入 “并每年培训1次” 理由 “没有取得”\n"
    found = coverage(text, "面积不少于300平方米", more=more)
    assert states(found) == ["heading", "narrative", "heading", "encoded", "deferred"]
    assert found.sentences[-1].reasons == ("另文规定", "没有取得")
    assert found.tokens == {"encoded": 2, "narrative": 1, "deferred": 3, "uncovered": 0}


def test_a_section_is_what_is_left_of_it() -> None:
    """The innermost section decides, a quote and a passage before it."""
    text = "一、任务\n\n（一）场地\n\n面积不少于300平方米，须有标识。\n\n（二）人员\n\n人员须稳定。每年培训1次。\n"
    more = "暂不编入 见 “任务” 理由 “外”\n暂不编入 见 “人员” 理由 “内”\n暂不编入 “每年培训1次” 理由 “句”\n"
    found = coverage(text, "面积不少于300平方米", more=more)
    reasons = {x.text: x.reasons for x in found.sentences if x.tokens}
    assert reasons == {"面积不少于300平方米，须有标识。": ("外",), "人员须稳定。": ("内",), "每年培训1次。": ("句", "内")}
    assert found.uncovered == 0
    assert [x.state for x in found.sentences if x.tokens] == ["partly", "deferred", "deferred"]


def test_an_ellipsis_of_the_text_itself_is_read_as_written() -> None:
    text = "甲乙丙……丁戊己。庚辛壬。"
    found = coverage(text, more="叙述 “丙……丁戊己”\n")
    assert found.sentences[0].letters[1] == len("丙……丁戊己")


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ("叙述 “须配备社工”\n", ["Q242"]),
        ("叙述 见 “任务”\n", ["Q242"]),
        ("叙述 “每年培训”\n", ["Q242"]),
        ("叙述 “至2023年更加健全”\n", []),
        ("暂不编入 “须配备社工” 理由 “甲”\n", []),
        ("暂不编入 “须配备社工”\n", ["Q247"]),
        ("暂不编入 “面积不少于300平方米，须配备社工” 理由 “甲”\n", ["Q244"]),
        ("暂不编入 “须配备社工” 理由 “甲”\n叙述 “社工”\n", ["Q243"]),
        ("暂不编入 “须配备社工” 理由 “甲”\n暂不编入 “须配备” 理由 “甲”\n叙述 “社工，”\n", ["Q243", "Q243"]),
        ("暂不编入 见 “任务” 理由 “甲”\n暂不编入 见 “二、” 理由 “甲”\n", ["Q243"]),
        ("叙述 见 “三”\n", ["Q103"]),
        ("叙述 “没有的话”\n", ["Q101"]),
        ("叙述 “须配备社工……至2023年”\n", ["Q245"]),
    ],
)
def test_declarations_that_do_not_hold(more: str, codes: list[str]) -> None:
    text = "一、目标\n\n至2023年更加健全。\n\n二、任务\n\n面积不少于300平方米，须配备社工，每年培训。\n"
    assert built(text, "面积不少于300平方米", more=more).codes == codes


def test_declarations_in_english_say_the_same() -> None:
    text = "运营方须配备社工。形成良好格局。\n"
    english = 'policy demo "示例"\n    source "source.md"\ndeferred "运营方须配备社工" reason "甲"\nnarrative "形成……格局"\n'
    made = proved({"rules.policy": english, "source.md": text})
    chinese = coverage(text, more="暂不编入 “运营方须配备社工” 理由 “甲”\n叙述 “形成……格局”\n")
    assert made.codes == []
    assert made.covering({"source.md": text}).sentences == chinese.sentences


def test_declarations_decide_nothing() -> None:
    text = "一、目标\n\n形成格局。\n"
    plain, declared = built(text).program, built(text, more="叙述 见 “目标”\n").program
    assert len(declared.unruled) == 1
    assert declared.citations == plain.citations == ()
    assert declared.assumptions == plain.assumptions == ()


def test_a_pack_answers_for_its_own_text_only() -> None:
    above = {"rules.policy": "政策 top “上”\n    原文 “s.md”\n叙述 “形成格局”\n", "s.md": "形成格局。每年测评。"}
    below = {"rules.policy": "政策 demo “示例”\n    上位文件 top\n    原文 “s.md”\n", "s.md": "须有场地。"}
    made = proved(below, {"top": above})
    assert made.codes == []
    assert made.program.unruled == ()
    found = made.covering({"s.md": below["s.md"]})
    assert [(x.text, x.state) for x in found.sentences] == [("须有场地。", "uncovered")]


# ---------------------------------------------------------------- who quotes


def test_a_quote_belongs_to_the_innermost_of_what_it_stands_in() -> None:
    text = "平台应有场地，面积不少于300平方米。90分及以上为优。每年测评。\n"
    rules = """\
政策 demo “示例”
    原文 “source.md”
    有效期 2021-01-01 起    依据 “每年测评”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0    依据 “平台应有场地”
评分 测评 as score 对象 平台 满分 5 分
    项目 场地 as premises 5 分
        要点 大小 as size 5 分
            若 面积 不少于 300平方米，得 5 分    依据 “面积不少于300平方米”
    等级
        优 as good：总分 90分及以上    依据 “90分及以上为优”
        其他 as rest：其余
"""
    found = proved({"rules.policy": rules, "source.md": text}).covering({"source.md": text})
    told = [(x.number, x.id, x.label, x.line) for x in found.rules]
    assert told == [
        (1, "platform.area", "面积", 5),
        (2, "score.premises.size", "场地·大小", 8),
        (3, "score.good", "优", 11),
        (4, "demo", "示例", 3),
    ]
    assert found.rules[1].text.startswith("要点 大小 as size 5 分\n    若 面积")
    assert [x.rules for x in found.sentences] == [(1, 2), (3,), (4,)]


# ---------------------------------------------------------------- stretches over each other

STRETCHES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 3)), max_size=8)


@given(STRETCHES)
def test_what_lies_on_top(drawn: list[tuple[int, int, int]]) -> None:
    stretches = [Stretch(min(a, b), max(a, b), (rank,), n) for n, (a, b, rank) in enumerate(drawn)]
    layers = Layers(stretches)
    for at in range(13):
        over = [x for x in stretches if x.start <= at < x.end]
        top = layers.at(at)
        assert (top is None) == (not over)
        assert top is None or (top in over and top.rank == min(x.rank for x in over))
    pieces = [(at, top.owner) for low, high, top in layers.within(3, 9) for at in range(low, high)]
    assert pieces == [(at, top.owner) for at in range(3, 9) if (top := layers.at(at))]


@given(STRETCHES, st.integers(0, 12), st.integers(1, 6))
def test_what_holds_and_what_touches(drawn: list[tuple[int, int, int]], start: int, length: int) -> None:
    stretches = [(min(a, b), max(a, b) + 1) for a, b, _ in drawn]
    held, end = Held(stretches), start + length
    assert held.whole(start, end) == any(a <= start and end <= b for a, b in stretches)
    assert held.touching(start, end) == [n for n, (a, b) in enumerate(stretches) if a < end and start < b]


# ---------------------------------------------------------------- any text

CLAUSES = ("面积不少于300平方米", "运营方须配备社工", "每年至少测评1次", "形成良好格局", "可与社区合用", "至2023年更加健全")


@settings(deadline=None, max_examples=60, suppress_health_check=(HealthCheck.too_slow,))
@given(
    st.lists(st.sampled_from("，。；\n\t"), min_size=6, max_size=6), st.lists(st.integers(0, 3), min_size=6, max_size=6), st.data()
)
def test_tokens_are_what_holds_them(gaps: str, kinds: list[int], data: st.DataObject) -> None:
    """Each clause is quoted from some place on (1), declared (2), or left alone; a token counts by what holds all of it."""
    text = "".join(clause + gap for clause, gap in zip(CLAUSES, gaps, strict=True))
    quotes, more, wanted = [], "", []
    for clause, kind in zip(CLAUSES, kinds, strict=True):
        start = data.draw(st.integers(0, len(clause) - 3)) if kind == 1 else 0
        quotes += [clause[start:]] if kind == 1 else []
        more += f"暂不编入 “{clause}” 理由 “甲”\n" if kind == 2 else ""
        for mark in (m for m in read_marks(clause) if m.normative):
            held = kind == 1 and mark.start >= start
            wanted.append((mark.text, "encoded" if held else "deferred" if kind == 2 else "uncovered"))
    made = built(text, *quotes, more=more)
    assume(made.codes == [])  # a quote that begins within a figure is refused
    found = made.covering({"source.md": text})
    assert [(t.text, t.state) for x in found.sentences for t in x.tokens] == wanted
    for x in found.sentences:
        states = {t.state for t in x.tokens}
        assert (x.state == "uncovered") == ("uncovered" in states and "encoded" not in states)
        assert min(x.letters) >= 0
        assert sum(x.letters) == len("".join(x.text.split()))


# ---------------------------------------------------------------- the packs


@pytest.mark.parametrize("pack", PACKS)
def test_the_form_for_programs(pack: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["coverage", pack, "--format", "json"])
    form = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(form, SCHEMA)
    found = policyrules.coverage(pack)
    assert form == found.to_dict()
    assert code == 0
    texts = {source.path: source.text for source in found.texts}
    end = 0
    for x in form["sentences"]:
        assert texts[x["source"]][x["start"] : x["end"]] == x["text"]
        assert end <= x["start"]
        end = x["end"]
        for token in x["normative"]:
            assert texts[x["source"]][token["start"] : token["end"]] == token["text"]
            assert x["start"] <= token["start"] < token["end"] <= x["end"]
    for name, counts in form["totals"].items():
        assert counts["total"] == sum(n for state, n in counts.items() if state != "total"), name
    assert form["totals"]["sentences"]["total"] == len(form["sentences"])
    assert form["totals"]["normative"]["total"] == sum(len(x["normative"]) for x in form["sentences"])


@pytest.mark.parametrize("pack", PACKS)
def test_no_normative_token_of_a_pack_is_uncovered(pack: str) -> None:
    """The ratchet: nothing falls behind, and the page beside the pack tells the shares as they are."""
    found = policyrules.coverage(pack)
    left = [(x.text, t.text) for x in found.sentences for t in x.tokens if t.state == "uncovered"]
    assert left == []
    assert [x.text for x in found.sentences if x.state in ("uncovered", "untouched")] == []
    page = (Path(__file__).parents[1] / "policies" / pack / "README.md").read_text(encoding="utf-8")
    published = re.findall(r"^\| (?:句|规范词|字) \|.+\|$", page, re.MULTILINE)
    assert published == rows(found)


def rows(found: Coverage) -> list[str]:
    """The rows of the table in the page beside a pack."""
    shown = ("encoded", "partly", "narrative", "deferred", "heading", "rest")
    cells = [
        [f"{counts[s]}（{share(counts[s], counts.values())}）" if s in counts else "" for s in shown]
        for counts in found.totals().values()
    ]
    return [f"| {name} | {' | '.join(row)} |" for name, row in zip(("句", "规范词", "字"), cells, strict=True)]


@pytest.mark.parametrize("pack", PACKS)
def test_every_declaration_of_a_pack_counts(pack: str, tmp_path: Path) -> None:
    """Without any one of them something would be uncovered, untouched, or of fewer characters accounted for."""
    source = Path(__file__).parents[1] / "policies" / pack
    for file in source.glob("*"):
        if file.is_file() and not file.name.startswith("cases"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    whole = policyrules.coverage(pack)
    text = (source / "coverage.policy").read_text(encoding="utf-8")
    declared = re.findall(r"^(?:叙述|暂不编入)[^\n]*\n(?:    [^\n]*\n)?", text, re.MULTILINE)
    assert len(declared) == len(policyrules.load(pack).program.unruled)
    assert len(declared) > 1
    for one in (declared[0], declared[len(declared) // 2], declared[-1]):
        (tmp_path / "coverage.policy").write_text(text.replace(one, ""), encoding="utf-8")
        assert policyrules.coverage(tmp_path).letters["rest"] > whole.letters["rest"], one


def test_an_encoded_sentence_that_loses_its_rule_is_told(tmp_path: Path) -> None:
    text = "面积不少于300平方米。"
    (tmp_path / "source.md").write_text(text, encoding="utf-8")
    rules = tmp_path / "rules.policy"
    rules.write_text(f"{HEADER}参数 线 as line = 300平方米    依据 “面积不少于300平方米”\n", encoding="utf-8")
    assert main(["coverage", str(tmp_path)]) == 0
    rules.write_text(f"{HEADER}参数 线 as line = 300平方米    假定 “没有依据”\n", encoding="utf-8")
    assert main(["coverage", str(tmp_path)]) == 1


# ---------------------------------------------------------------- what cannot be covered


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"rules.policy": "政策 demo “示例”\n"}, "Q240"),
        ({"rules.policy": HEADER, "source.md": ""}, "Q241"),
        ({"rules.policy": HEADER, "source.md": "\n#\n** **\n"}, "Q241"),
        ({"rules.policy": HEADER}, "D104"),
        ({"rules.policy": HEADER, "source.md": "\0" * 100}, "Q241"),
    ],
)
def test_no_text(files: dict[str, str], code: str, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [p.code for p in covered(tmp_path).problems] == [code]
    with pytest.raises(policyrules.PolicyError):
        policyrules.coverage(tmp_path)
    for lang in ("zh", "en"):
        for form in ("text", "json", "html"):
            assert main(["coverage", str(tmp_path), "--format", form, "--lang", lang]) == 1


def test_a_text_of_20_mb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rules.policy").write_text(HEADER, encoding="utf-8")
    (tmp_path / "source.md").write_bytes("面积不少于300平方米。".encode() * 700_000)
    assert [p.code for p in covered(tmp_path).problems] == ["D106"]


HOSTILE = {
    "no stop": "面积不少于300平方米，" * 10_000,
    "stops": "。；！？" * 20_000,
    "open quotes": "“《" * 20_000 + "须",
    "cells": "甲\t须\t" * 15_000,
    "tags": "<td><tr><p>须</" * 8_000,
    "headings": "一、须有\n" * 20_000,
    "figures": "1" * 50_000 + "三百" * 20_000,
    "pipes": "|须" * 40_000 + "\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_no_longer_than_long_ones(text: str) -> None:
    """100,000 characters made to make reading slow; quadratic time would take minutes."""
    from time import process_time

    from policyrules.text.coverage import report
    from policyrules.text.coverage_page import page

    begun = process_time()
    found = coverage(text)
    assert report(found, "zh")
    assert page(found, "en")
    assert process_time() - begun < 30
