"""Quotes proved: where a quote stands, and what is said when it does not stand there."""

from __future__ import annotations

import re
from inspect import cleandoc
from textwrap import dedent

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from quoting import INDEX, REAL, ask, cite, only, place

from policyrules.diagnostics import quote_places, quotes
from policyrules.diagnostics.base import Problem
from policyrules.language.core import Citation, Place
from policyrules.provenance.normal import essence
from policyrules.provenance.passages import Hit
from policyrules.provenance.quotes import PAGE, prove
from policyrules.source import Source, Span

# ---------------------------------------------------------------- found

WIDE = {chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F) if chr(c) not in "<>|#*&\\"} | {"“": "「", "”": '"', "—": "–"}
BLANK = st.sampled_from(["", "", "", " ", "\n", "\u3000", "\r\n", "\u200b", "\t", "**", "<p>", "\ufeff"])


def written(draw: st.DrawFn, text: str) -> str:
    """A text of the notice with its white space, markup and widths changed."""
    return "".join(draw(BLANK) + (WIDE.get(c, c) if draw(st.booleans()) else c) for c in text)


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[str, Hit]:
    low = draw(st.integers(0, len(INDEX.text) - 12))
    high = draw(st.integers(low + 12, min(len(INDEX.text), low + 300)))
    return written(draw, INDEX.text[low:high]), Hit(low, high)


SPOTS = [n for n in range(60, len(INDEX.text) - 60) if INDEX.text[n - 2 : n + 3].isalpha() and not INDEX.text[n].isascii()]


@st.composite
def miscopied(draw: st.DrawFn) -> tuple[str, int]:
    """A stretch of the notice with one character, whose place is given, replaced by one that it has nowhere."""
    at = draw(st.sampled_from(SPOTS))
    before, after = INDEX.text[at - draw(st.integers(0, 60)) : at], INDEX.text[at + 1 : at + draw(st.integers(30, 60))]
    assume(INDEX.text.count(after[:29]) == 1)  # else another place may be as near
    return written(draw, before) + "鑫" + written(draw, after), at


@given(rewritten())
def test_any_stretch_of_the_notice_is_found_however_it_is_written(case: tuple[str, Hit]) -> None:
    said, hit = case
    assume(sum(c.isalnum() for c in essence(said)) >= 4)
    found, problems = ask(said)
    if found is None:
        assert [p.code for p in problems] == ["Q102"]
        assert INDEX.text.find(essence(said), INDEX.text.find(essence(said)) + 1) >= 0
    else:
        assert {p.code for p in problems} <= {"Q108"}
        assert essence(REAL.text[found.start : found.end]) == essence(said)
        assert (found.start, found.end) == INDEX.raw(hit) or INDEX.uncut(hit) != hit


@settings(max_examples=60)
@given(miscopied())
def test_one_other_character_is_not_found_and_the_difference_is_named(case: tuple[str, int]) -> None:
    said, at = case
    problem = only(said)
    assert isinstance(problem, quotes.QuoteNotFound)
    assert f"[-鑫-]{{+{INDEX.text[at]}+}}" in problem.diff
    (label,) = problem.labels
    assert label.span.start <= INDEX.offsets[at] < label.span.end


def test_the_places_are_those_of_the_raw_text() -> None:
    assert place("面积一般不少于300平方米") == Place("source.md", 4047, 4060, "附件")
    split = place("由申请人签署《临时存款账户资金缴存情况承诺书》代替验资报告")
    assert "代\n\n替" in REAL.text[split.start : split.end]
    assert split.section == "二、（一）1."
    assert place("原则上不低于10%").section == "三、（二）"
    assert place("中共温州市委政法委员会文件").section == ""


def test_a_titled_citation_is_not_searched_for() -> None:
    titled, own = cite("第一千二百五十九条", title="《中华人民共和国民法典》"), cite("面积一般不少于300平方米")
    outcome = prove([titled, own], [REAL])
    assert not outcome.problems
    assert outcome.value is not None
    assert set(outcome.value) == {own}
    assert prove([titled], []).problems == ()


def test_all_problems_come_together_and_the_rest_is_proved() -> None:
    citations = [
        cite("面积一般不少于500平方米"),
        cite("面积一般不少于300平方米"),
        cite("面"),
        cite("社区社会组织"),
        cite("枢纽", "附录"),
    ]
    outcome = prove(citations, [REAL])
    assert [p.code for p in outcome.problems] == ["Q101", "Q104", "Q102", "Q103"]
    assert outcome.value is not None
    assert set(outcome.value) == {citations[1]}


def test_the_quote_may_stand_in_any_of_several_sources() -> None:
    assert place("面积300平方米", "", "总则若干。", "面积300平方米。").source == "1.md"
    assert only("面积300平方米", "", "面积300平方米。", "面积300平方米。").code == "Q102"
    assert place("面积300平方米", "1.md", "面积300平方米。", "面积300平方米。").source == "1.md"


# ---------------------------------------------------------------- not found, or not well


def test_the_difference_is_shown_with_whole_figures() -> None:
    problem = only("面积一般不少于５００平方米")
    assert isinstance(problem, quotes.QuoteNotFound)
    assert problem.diff == "面积一般不少于[-５００-]{+300+}平方米"
    assert problem.message("zh") == "原文中没有“面积一般不少于５００平方米”，最接近的是“面积一般不少于300平方米”"
    assert problem.message("en").startswith("the source does not say `面积")
    assert "{+…+} 是原文写的" in problem.hint("zh")
    assert "the source says {+…+}" in problem.hint("en")


@pytest.mark.parametrize(
    ("quote", "diff"),
    [
        ("面积不少于300平方米", "面积{+一般+}不少于300平方米"),
        ("面积一般须不少于300平方米", "面积一般[-须-]不少于300平方米"),
        ("评估等级不低于4A级", "评估等级不低于[-4A-]{+3A+}级"),
        ("社区社会组织平均活跃度超过60%", "社区社会组织平均活跃度超过[-60%-]{+50%+}"),
    ],
)
def test_differences(quote: str, diff: str) -> None:
    problem = only(quote)
    assert isinstance(problem, quotes.QuoteNotFound)
    assert problem.diff == diff


def test_nothing_is_near_a_quote_from_elsewhere() -> None:
    problem = only("Quisque sagittis")
    assert isinstance(problem, quotes.QuoteNotFound)
    assert (problem.passage, problem.labels) == ("", ())
    assert "《文件名》" in problem.hint("zh")
    assert "nearest" not in problem.message("en")


def test_a_quote_in_several_places_names_them_and_a_section_that_helps() -> None:
    text = "一、平台\n面积300平方米。\n二、站点\n面积300平方米。"
    problem = only("面积300平方米", "", text)
    assert isinstance(problem, quote_places.QuoteAmbiguous)
    assert problem.places == ("一、 0.md:2", "二、 0.md:4")
    assert problem.names == ("一、", "二、")
    assert [label.span.text for label in problem.labels] == ["面积300平方米"] * 2
    assert "见 “一、”" in problem.hint("zh")
    assert "见 “一、”" in problem.hint("en")
    assert place("面积300平方米", problem.names[1], text).start > place("面积300平方米", problem.names[0], text).start


def test_a_section_that_would_not_help_is_not_advised() -> None:
    problem = only("乡镇（街道）社会组织服务平台建设运营指引（试行）")
    assert isinstance(problem, quote_places.QuoteAmbiguous)
    assert problem.names == ()
    assert "见" not in problem.hint("zh")
    many = only("社区社会组织")
    assert "超过 5 处" in many.message("zh")
    assert "more than 5 places" in many.message("en")


def test_a_section_that_is_not_there() -> None:
    problem = only("面积一般不少于300平方米", "附表")
    assert isinstance(problem, quote_places.SectionNotFound)
    assert problem.nearest == "附件"
    far = only("面积一般不少于300平方米", "完全没有的标题")
    assert "“一、总体要求”" in far.hint("zh")
    assert "`一、总体要求`" in far.hint("en")
    assert "去掉" in only("面积达到标准", "一、", "面积达到标准").hint("zh")
    assert only("面积达到标准", "，", "面积达到标准").code == "Q103"


def test_a_quote_in_another_section() -> None:
    problem = only("面积一般不少于300平方米", "专业运营")
    assert isinstance(problem, quote_places.QuoteElsewhere)
    assert problem.found == "附件 实体运作 source.md:100"


@pytest.mark.parametrize(
    ("quote", "code"), [("", "Q104"), ("。", "Q104"), ("，米", "Q104"), ("平台", "Q104"), ("**", "Q104"), ("鑫鑫", "Q101")]
)
def test_short_quotes(quote: str, code: str) -> None:
    assert only(quote).code == code


def test_two_letters_are_enough_where_they_stand_once() -> None:
    assert place("3A", "", "等级不低于3A。")
    assert place("示范", "备注")


@pytest.mark.parametrize(
    ("quote", "text", "whole"),
    [
        ("不少于30", "面积不少于300平方米", "不少于300"),
        ("00平方米", "面积不少于300平方米", "300平方米"),
        ("比例为1", "比例为1.5倍", "比例为1.5"),
        ("5倍以上", "比例为1.5倍以上", "1.5倍以上"),
        ("达到10", "达到10%", "达到10%"),
        ("不低于3", "不低于3A级", "不低于3A"),
        ("十年以上", "成立二十年以上", "二十年以上"),
        ("超过50%", "不超过50%", "不超过50%"),
        ("达到登记条件", "未达到登记条件", "未达到登记条件"),
        ("本地区机构", "委托非本地区机构", "非本地区机构"),
    ],
)
def test_a_quote_that_cuts_a_figure_or_a_negation(quote: str, text: str, whole: str) -> None:
    found, problems = ask(quote, "", text)
    assert found is not None
    assert [p.code for p in problems] == ["Q108"]
    assert whole in problems[0].message("zh")


def test_figures_apart_in_the_source_are_not_cut() -> None:
    assert place("实体运作15", "", "实体运作\t15\t30平方米")
    assert place("第1", "", "条款第1. 2021年起")
    assert place("不少于30", "", "甲不少于300，乙不少于30。").start == 9


def test_a_quote_of_more_than_a_page_is_proved_and_warned_of() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(PAGE + 1))
    found, problems = ask(text, "", text)
    assert found == Place("0.md", 0, PAGE + 1)
    assert [(p.code, p.severity) for p in problems] == [("Q105", "warning")]
    assert ask(text[1:], "", text) == (Place("0.md", 1, PAGE + 1), ())


def test_no_source_at_all_is_told_once() -> None:
    outcome = prove([cite("甲乙丙丁"), cite("子丑寅卯")], [])
    assert outcome.value == {}
    assert [p.message("zh") for p in outcome.problems] == ["没有原文，2 条依据无从核对"]
    assert prove([], []).problems == ()


@pytest.mark.parametrize("text", ["", "\n\n", "一、", "附件", "#", "| |", "\t", "<tr>", "《", "x" * 500])
@pytest.mark.parametrize("section", ["", "附件", "一、 二、"])
def test_odd_sources_do_no_harm(text: str, section: str) -> None:
    found, problems = ask("面积一般不少于300平方米", section, text)
    assert found is None
    assert {p.code for p in problems} <= {"Q101", "Q103"}


@given(st.text(max_size=40), st.text(max_size=12), st.text(max_size=80))
def test_no_text_crashes(quote: str, section: str, text: str) -> None:
    found, problems = ask(quote, section, text)
    assert found is not None or problems
    for problem in problems:
        for lang in ("zh", "en"):
            assert problem.message("zh" if lang == "zh" else "en")
            assert problem.hint("zh" if lang == "zh" else "en")


@pytest.mark.parametrize(
    "source", ["甲" * 20_000, "甲乙" * 10_000, "<p " * 8_000, "<!--" * 6_000, "|---" * 6_000, "一、\n" * 6_000, "甲\t乙\n" * 6_000]
)
@pytest.mark.parametrize("quote", ["甲" * 300 + "丙" + "甲" * 300, "甲乙" * 100 + "丁"])
def test_texts_made_to_be_slow_have_answers(source: str, quote: str) -> None:
    assert only(quote, "", source).code == "Q101"


# ---------------------------------------------------------------- the pages of the problems

PAGES = [c for m in (quotes, quote_places) for c in vars(m).values() if isinstance(c, type) and issubclass(c, Problem) and c.code]


def proved(example: str) -> list[str]:
    """The codes of an example: its 依据 lines against its other files."""
    parts = re.split(r"^=== (\S+)\n", dedent(example), flags=re.MULTILINE)
    files = dict(zip(parts[1::2], parts[2::2], strict=True)) or {"rules.policy": parts[0]}
    rules = Source("rules.policy", files.pop("rules.policy"))
    lines = re.finditer(r"依据 “([^”]*)”(?: 见 “([^”]*)”)?", rules.text)
    citations = [Citation(m[1], Span(rules, *m.span()), section=m[2] or "") for m in lines]
    return [p.code for p in prove(citations, [Source(name, text) for name, text in files.items()]).problems]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_every_page_shows_the_problem_and_its_mend(page: type[Problem]) -> None:
    assert page.__doc__ is not None
    # Python 3.13 strips the indentation of docstrings, earlier ones do not.
    example, instead = cleandoc(page.__doc__).split("Example:\n")[1].split("Instead:\n")
    assert proved(example) == [page.code]
    assert proved(instead) == []


def test_codes_are_those_of_the_quotes() -> None:
    assert sorted(page.code for page in PAGES) == [f"Q10{n}" for n in range(1, 9)]
