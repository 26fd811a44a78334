"""What is advised for a slip mends it, and the tables behind the advice are sound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packs import build_texts
from test_corpus import FOLDER

from policyrules.diagnostics import parse as p
from policyrules.diagnostics.base import Problem
from policyrules.language.vocabulary import SYNONYMS, Side, by_spelling
from policyrules.passes.parse import parse
from policyrules.passes.parse.expected import MOST
from policyrules.passes.parse.numerals import in_figures
from policyrules.source import Source

SLIPS = ("synonyms", "synonyms_english", "notations", "ranges", "needless_words")
SIDES: tuple[Side, ...] = ("zh", "en")


def mended(problem: Problem) -> str:
    """What the hint says to write in place of what is marked."""
    match problem:
        case p.MisspeltKeyword():
            return problem.nearest
        case p.GluedWords():
            return problem.spaced
        case p.OtherNotation():
            return problem.instead
        case p.RangeHyphen():
            return problem.range
    assert isinstance(problem, p.NeedlessWord)
    return ""


@pytest.mark.parametrize("name", SLIPS)
def test_doing_what_the_hints_say_leaves_no_problem(name: str) -> None:
    text = (FOLDER / "syntax" / "bad" / f"{name}.policy").read_text(encoding="utf-8")
    for _ in range(4):
        problems = parse(Source("rules.policy", text)).problems
        for problem in sorted(problems, key=lambda q: -(q.span.start if q.span else 0)):
            assert problem.span
            end = problem.span.end
            if isinstance(problem, p.RangeHyphen) and text[end] == "分":  # the mark is on the numbers, the advice has the unit
                end += 1
            text = text[: problem.span.start] + mended(problem) + text[end:]
    assert [q.code for q in problems] == [], text


@pytest.mark.parametrize("side", SIDES)
def test_synonyms_lead_to_words_of_the_language(side: Side) -> None:
    signs = {"=", "+", "-", "*", "/", "，" if side == "zh" else ","}
    for found, meant in SYNONYMS[side].items():
        assert found == " ".join(found.split())
        assert meant
        assert found not in meant
        assert set(meant) <= by_spelling(side).keys() | signs, found


def test_the_table_for_readers_is_that_of_the_program() -> None:
    page = (Path(__file__).parents[1] / "docs" / "zh" / "reference.md").read_text(encoding="utf-8")
    section = page.partition("## 容易写错的词")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+) \| (.+) \|$", section, re.MULTILINE)[1:]
    assert len(rows) > 10
    for written, meant in rows:
        for found in written.split("、"):
            assert meant in SYNONYMS["zh"][found], found


@pytest.mark.parametrize(
    ("word", "figures"),
    [
        ("三百平方米", "300平方米"),
        ("两项", "2项"),
        ("十", "10"),
        ("二十五", "25"),
        ("一百零五", "105"),
        ("一千二百", "1200"),
        ("三万五千元", "35000元"),
        ("三百万元", "300万元"),
        ("一亿二千万", "120000000"),
        ("二〇二一年", "2021年"),
        ("百分之八十五", "85%"),
        ("two", "2"),
        ("万元", ""),
        ("万人", ""),
        ("千米", ""),
        ("一般", ""),
        ("三级", ""),
        ("面积", ""),
        ("", ""),
    ],
)
def test_numbers_in_words(word: str, figures: str) -> None:
    assert in_figures(word) == figures


def test_few_alternatives_are_told_and_the_likeliest_first() -> None:
    made = build_texts(Path(FOLDER, "syntax", "bad", "missing_points.policy").read_text(encoding="utf-8"))
    (problem,) = made.problems
    assert isinstance(problem, p.Unexpected)
    assert problem.expected_zh.startswith("名称、数字")
    assert problem.expected_zh.count("、") < MOST
    assert problem.expected_en.startswith("a name, a number")


MENDED = """\
policy demo “demo”
subject platform as platform
    meetings as meetings: list
        day as date: date
    groups as groups: list
        good as good: yes or no
scorecard score as score subject platform full marks 1 分
    assessment period year of assessment
    item a as a 1 分
        if {}, award 1 分{}
"""


@pytest.mark.parametrize(
    ("notice", "rest", "instead"),
    [
        ("meetings every quarter no fewer than 1次", "", "every quarter meetings no fewer than 1次"),
        ("at least 1次 meetings every month", "", "every month meetings no fewer than 1次"),
        ("every year at least 2次 meetings", "", "every year meetings no fewer than 2次"),
        ("30% or more of the groups", " satisfies good", "groups with (…) 's share 30% or more"),
        ("within the last 6 months", " meetings 's times no fewer than 1次", "last 6个月"),
        ("groups all satisfy", " (good)", "each groups all satisfy (…)"),
    ],
)
def test_what_is_to_be_written_for_an_english_notice_can_be_read(notice: str, rest: str, instead: str) -> None:
    note = "    when there are none taken as met" if "share" in instead or "each" in instead else ""
    reading = "    reading or more inclusive    assume reading “demo”\n"
    text = MENDED.replace("“demo”\n", f"“demo”\n{reading}", 1)
    (problem,) = build_texts(text.format(notice + rest, note)).problems
    assert (problem.code, problem.to_dict()["hint"]) == ("P127", f"写成“{instead}”")
    whole = instead.replace("…", "good") if "…" in instead else instead + (rest if "last" in notice else "")
    assert build_texts(text.format(whole, note)).policy is not None, whole
