"""The solver (the extra `prove`): its terms against the interpreter, its answers against the other analyses and the real packs.

The long run is `python -m tests.prove_agreement --programs 1000`; what runs here is a tenth of it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest import mock

import prove_agreement as agreement
import pytest
from packs import build_folder

from policyrules.analysis import solver
from policyrules.analysis.ask import Asker
from policyrules.analysis.encode.days import any_day, elapsed, last_complete, ordinal, shift
from policyrules.analysis.encode.expressions import rounded
from policyrules.analysis.encode.support import SUPPORT
from policyrules.analysis.encode.values import Day, Val, World
from policyrules.analysis.model import Claim
from policyrules.analysis.prove import prove, together
from policyrules.cli import main
from policyrules.language import calendar, core
from policyrules.language.interval import round_to
from policyrules.policy import Policy

ROOT = Path(__file__).parents[1]
PROGRAMS = 60
SEED = 5
MOVES: tuple[tuple[int, calendar.Period], ...] = (
    (1, "months"),
    (-13, "months"),
    (99999, "months"),
    (40, "days"),
    (-400, "days"),
)
DAYS = [date(2020, 2, 29), date(2021, 2, 28), date(2021, 1, 31), date(2021, 4, 30), date(2021, 12, 31), date(2000, 3, 1)]


@pytest.fixture(scope="module")
def tally() -> agreement.Tally:
    return agreement.run(PROGRAMS, SEED)


def test_the_translation_gives_what_the_interpreter_gives(tally: agreement.Tally) -> None:
    assert tally.wrong == []
    assert tally.compared > PROGRAMS
    assert not [what for what in tally.outside if not what.startswith("open")]


def test_all_that_is_exact_or_bounded_was_compared(tally: agreement.Tally) -> None:
    assert {row.node for row in SUPPORT if row.how != "outside"} - tally.nodes == set()


def test_every_node_has_a_row(tally: agreement.Tally) -> None:
    rows = [row.node for row in SUPPORT]
    assert len(rows) == len(set(rows))
    plain = {"Arith", "Choose", "Elapsed", "Extreme", "Ref", "Round", "Shift", "Agg"}  # told apart by what they do
    finer = {name for name in tally.nodes if name not in plain and name.partition(" ")[0] not in ("Cmp", "Logic")}
    assert finer - set(rows) == set()


def test_the_other_analyses_are_not_denied(tally: agreement.Tally) -> None:
    """`tally.wrong` holds what is denied; here, that there was something to deny."""
    by_kind = {
        what: sum(n for key, n in tally.agreed.items() if key.startswith(what)) for what in ("condition", "grade", "monotone")
    }
    assert by_kind["condition"] > 100
    assert by_kind["grade"] > 10
    assert by_kind["monotone"] > 10
    assert sum(tally.agreed.values()) > 200


# ---------------------------------------------------------------- rounding and days, point by point


def settled(world: World, laws: list[Any], asked: dict[str, tuple[Any, Any]]) -> None:
    """That terms have these values, and can have no others."""
    t = world.terms
    held = [t.same(term, expected) for term, expected in asked.values()]
    whole = [*laws, *world.laws]
    assert t.ask([*whole, *held], 30).state == "sat", asked.keys()
    assert t.ask([*whole, t.negate(t.both(*held))], 30).state == "unsat", asked.keys()


@pytest.mark.parametrize("mode", ["half up", "down", "up", "half even"])
def test_rounding_on_and_beside_every_edge(mode: Any) -> None:
    world = World()
    laws: list[Any] = []
    asked: dict[str, tuple[Any, Any]] = {}
    for step in (1, Fraction(1, 2), 5):
        for number in (Fraction(n, 4) for n in (*range(-11, 12), -39, 39)):
            value = world.terms.real("x")
            laws.append(world.terms.same(value, number))
            asked[f"{number} to {step}"] = rounded(world, value, step, mode), round_to(number, step, mode)
    settled(world, laws, asked)


@pytest.mark.parametrize(("day", "other"), [*pairwise(DAYS), (DAYS[4], DAYS[0]), (DAYS[1], DAYS[0])])
def test_days_are_those_of_the_calendar(day: date, other: date) -> None:
    world = World()
    one, two = Val(any_day(world, "a")), Val(any_day(world, "b"))
    laws = [world.same(one, world.constant(day)), world.same(two, world.constant(other))]
    asked: dict[str, tuple[Any, Any]] = {
        "ordinal": (ordinal(world, one.term), day.toordinal()),
        "months": (elapsed(world, one, two, "months").term, calendar.elapsed(day, other, "months")),
        "days": (elapsed(world, one, two, "days").term, calendar.elapsed(day, other, "days")),
    }
    moves: tuple[tuple[int, calendar.Period], ...] = (
        (1, "months"),
        (-13, "months"),
        (40, "days"),
        (-400, "days"),
        (99999, "months"),
    )
    for count, unit in moves:
        moved = calendar.shift(day, count, unit)
        asked[f"{count} {unit}"] = world.key(shift(world, one, count, unit).term), _key(world, moved)
    for count, unit in ((6, "months"), (45, "days")):
        complete = calendar.last_complete(day, count, unit)
        assert complete is not None
        asked[f"complete {count} {unit}"] = last_complete(world, one.term, count, unit), _key(world, complete)
    settled(world, laws, asked)


def _key(world: World, day: date) -> Any:
    return world.key(Day(day.year, day.month, day.day))


# ---------------------------------------------------------------- answers

CAPPED = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
评分 测评 as score 对象 平台 满分 5 分
    项目 场地 as premises 5 分
        最高 5 分
        要点 够用 as enough 5 分
            若 面积 不少于 100平方米，得 5 分
        要点 宽敞 as ample 3 分
            若 面积 不少于 200平方米，得 3 分
"""
LISTED = """\
政策 demo “示例”
对象 平台 as platform
    组 as groups：明细
        真 as flag：是否
        会 as meets：明细
            日 as day：日期
评分 测评 as score 对象 平台 满分 4 分
    考核期 测评日所在年
    项目 会议 as meetings 4 分
        若 组 中 （真 且 每季度 会 不少于 1次）的占比 达到 50%，得 4 分      没有时 视为不满足
        否则 若 组（真）的个数 超过 组的个数，得 2 分
        否则 得 1 分
    等级
        好 as good：总分 3分及以上
        差 as bad：总分 1分及以下
"""


def unexamined(text: str) -> Policy:
    found = agreement.unexamined(text)
    assert found is not None
    return found


def told(found: tuple[Claim, ...], code: str) -> list[Claim]:
    return [x for x in found if x.problem is not None and x.problem.code == code]


def state(found: tuple[Claim, ...], kind: str) -> set[str]:
    return {x.state for x in found if x.kind == kind}


def test_a_part_that_a_cap_always_cuts_off_is_told() -> None:
    (claim,) = told(prove(unexamined(CAPPED).lowered, ()), "L250")
    assert claim.rule == "score/premises.ample"
    lower = CAPPED.replace("as enough 5 分", "as enough 2 分").replace("100平方米，得 5", "100平方米，得 2")
    found = prove(unexamined(lower).lowered, ())
    assert told(found, "L250") == []
    assert state(found, "counts") == {"proved"}


def test_lists_of_any_length_and_examples_with_records() -> None:
    found = prove(unexamined(LISTED).lowered, ())
    assert state(found, "grades") == {"proved"}  # some of the records are never more than all of them
    assert state(found, "full_marks") == {"proved"}
    policy = unexamined(LISTED.replace("个数 超过 组", "个数 等于 组"))
    (gap,) = told(prove(policy.lowered, ()), "A101")
    (witness,) = gap.witnesses
    assert witness.facts.keys() == {"groups"}
    score = policy.evaluate(witness.facts, on=witness.on).scores["score"]
    assert (score.total, score.grade) == (2, None)


def test_without_time_a_question_stays_open() -> None:
    (entry,) = unexamined(CAPPED).lowered.subjects.values()
    body = next(p.body for p in entry.cards[0].card.root.walk() if p.id == "premises.enough")
    assert isinstance(body, core.Choose)
    question = together((body.cases[0][0],))
    assert Asker(entry, 0).ask(question).state == "open"
    assert Asker(entry).ask(question).state == "sometimes"


# ---------------------------------------------------------------- real packs and the command

NOTICE = (
    (re.compile(r"\n        取整 四舍五入 到 1 分    假定 取整 [^\n]*"), ""),
    (re.compile("总分 90分及以上"), "总分 不低于 90分"),
    (re.compile("总分 75分及以上"), "总分 在 75分 至 89分 之间"),
    (re.compile("(提升型 as improving)：其余"), r"\1：总分 不高于 74分"),
)


def test_grades_as_the_notice_has_them_are_refuted(tmp_path: Path) -> None:
    for file in (ROOT / "policies" / "wenzhou_2021").iterdir():
        text = file.read_text(encoding="utf-8")
        for pattern, new in NOTICE if file.name == "platform.policy" else ():
            text, count = pattern.subn(new, text)
            assert count == 1, pattern
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    with mock.patch("policyrules.analysis.examine.ANALYSES", ()):
        policy = build_folder(tmp_path).usable
    gaps = told(prove(policy.lowered, ()), "A101")
    totals = []
    for claim in gaps:
        (witness,) = claim.witnesses
        score = policy.evaluate(witness.facts, subject=witness.subject, on=witness.on).scores["platform_score"]
        assert score.grade is None
        assert score.grades == ()
        totals.append(score.total)
    assert sorted(74 < t < 75 or 89 < t < 90 for t in totals if t is not None) == [True, True]


def test_the_command_says_what_the_solver_added(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "wenzhou_2021", "--prove", "--format", "json", "--lang", "en"]) == 0
    proofs = json.loads(capsys.readouterr().out)["proofs"]
    added = {(x["kind"], x["state"]) for x in proofs if x["text"].endswith(" (z3)")}
    assert {("full_marks", "proved"), ("counts", "proved"), ("grade_reached", "proved"), ("met", "proved")} <= added
    assert main(["check", "wenzhou_2021", "--format", "json", "--lang", "en"]) == 0
    assert "(z3)" not in capsys.readouterr().out


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有安装"), ("en", "not installed")])
def test_without_the_extra_the_command_says_how_to_install_it(
    lang: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(solver, "find_spec", lambda name: None)
    assert main(["check", "wenzhou_2021", "--prove", "--lang", lang]) == 2
    told = capsys.readouterr()
    assert words in told.err
    assert "policyrules[prove]" in told.err
    assert told.out == ""


def test_one_module_imports_z3_and_only_when_asked() -> None:
    source = ROOT / "src" / "policyrules"
    importing = [p.name for p in source.rglob("*.py") if re.search(r"^\s*(import|from) z3", p.read_text(encoding="utf-8"), re.M)]
    assert importing == ["solver.py"]
    code = "import sys, policyrules.analysis.prove, policyrules.cli; sys.exit('z3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_table_of_support_is_the_one_in_the_documents() -> None:
    page = (ROOT / "docs" / "reference" / "prove.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| (exact|bounds|outside) \| ([^|]+) \|$", page, re.M)
    assert rows == [(row.node, row.how, row.en) for row in SUPPORT]
