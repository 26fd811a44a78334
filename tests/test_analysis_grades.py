"""What is proved about grades: no false claim either way, and facts that the policy confirms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import programs
import pytest
from packs import Built, build_texts, scorecard

from policyrules.analysis.examine import ANALYSES, examine
from policyrules.analysis.grades import scorecards
from policyrules.analysis.model import Claim
from policyrules.analysis.reach import Reach
from policyrules.diagnostics.base import Problem
from policyrules.policy import Policy
from policyrules.result import ScoreResult

POLICIES = Path(__file__).parents[1] / "policies"
NOTICE = """\
    等级{note}
        依据 “90分及以上为示范型，75-89分为完善型，74分以下为提升型”
        示范型 as model：总分 90分及以上
        完善型 as developed：总分 在 75分 至 89分 之间
        提升型 as improving：总分 74分及以下
"""
Files = Mapping[str, str]


def pack(name: str) -> Files:
    paths = (p for p in (POLICIES / name).iterdir() if p.is_file() and not p.name.startswith("cases"))
    return {p.name: p.read_text(encoding="utf-8") for p in paths}


WENZHOU, OTHERS = pack("wenzhou_2021"), {"zhejiang_2021": pack("zhejiang_2021")}


def as_in_the_notice(files: Files, note: str = "") -> Files:
    """The grades as the notice has them, without 取整."""
    text = files["platform.policy"]
    return {**files, "platform.policy": text[: text.index("    等级\n")] + NOTICE.format(note=note)}


def in_whole_points(files: Files) -> Files:
    """Points in whole numbers only."""
    text, numbers = files["platform.policy"], files["parameters.policy"]
    share = r"否则 按 面积 / 300平方米 折算\s+假定 折算 “[^”]*”"
    own = "    假定 分值 “示例”"
    text, shares = re.subn(share, f"否则 若 面积 不少于 150平方米，得 2 分{own}    假定 界限 “示例”", text)
    text, rated = re.subn(r"(评 0 至 (?:5 分|\S+分))", rf"\1 步长 1 分{own}", text)
    assert (shares, rated > 5) == (1, True)
    for alias, points in (("fostered_link", 1), ("fostered_project", 0), ("maintenance", 1), ("participation", 0)):
        numbers, found = re.subn(rf"(as {alias}_points +)= 0\.5 分", rf"\1= {points} 分", numbers)
        assert found == 1
    assert "0.5" not in numbers
    return {**files, "platform.policy": text, "parameters.policy": numbers}


def wenzhou(files: Files) -> Built:
    return build_texts(files, OTHERS)


def claims(policy: Policy, kind: str) -> list[Claim]:
    return [c for c in policy.proofs() if c.kind == kind]


# ---------------------------------------------------------------- the Wenzhou pack


@pytest.fixture(scope="module")
def refused() -> tuple[Problem, ...]:
    built = wenzhou(as_in_the_notice(WENZHOU))
    assert built.policy is None
    return built.problems


def test_grades_as_in_the_notice_are_refused(refused: tuple[Problem, ...]) -> None:
    assert [p.code for p in refused] == ["A101", "A101"]
    told = [p.message("zh").partition("的总分")[0] for p in refused]
    assert told == ["74 分至 75 分之间（不含两端）", "89 分至 90 分之间（不含两端）"]


def test_facts_that_lead_into_the_gaps_are_confirmed(refused: tuple[Problem, ...]) -> None:
    kept = wenzhou(as_in_the_notice(WENZHOU, "     假定 界限 “按文件照样保留”")).good
    for problem, (low, high) in zip(refused, ((74, 75), (89, 90)), strict=True):
        shown = problem.to_dict()["witness"]
        score = kept.evaluate(shown["facts"], subject=shown["subject"], on=shown["on"]).scores["platform_score"]
        assert score.total is not None
        assert low < score.total < high
        assert (score.grade, score.grades, score.ungraded) == (None, (), True)
        assert abs(score.total - (low + high) / Fraction(2)) <= Fraction(1, 4)
        assert f"总分 {score.to_dict()['total']}" in problem.witness.text("zh") if problem.witness else False


def test_what_the_author_keeps_is_declared() -> None:
    kept = wenzhou(as_in_the_notice(WENZHOU, "     假定 取整 “按文件照样保留”")).good
    assert [c.state for c in claims(kept, "grades")] == ["declared"]


def test_with_whole_points_the_same_grades_are_proved() -> None:
    (claim,) = claims(wenzhou(as_in_the_notice(in_whole_points(WENZHOU))).usable, "grades")
    assert (claim.state, claim.rule) == ("proved", "platform_score")
    assert "总分以 1 分为单位变动，74 分至 75 分之间（不含两端）、89 分至 90 分之间（不含两端）没有可能的总分" in claim.zh
    assert "the total moves in steps of 1, so none lies" in claim.en


def test_the_pack_as_it_is_is_proved_after_rounding() -> None:
    policy = wenzhou(WENZHOU).good
    (claim,) = claims(policy, "grades")
    assert (claim.state, "总分四舍五入到 1 分后，0 至 100 分的每个分数恰归入一档" in claim.zh) == ("proved", True)
    assert [c.state for c in claims(policy, "full_marks")] == ["proved"]


def test_what_is_proved_costs_little() -> None:
    lowered = wenzhou(WENZHOU).lowered
    assert lowered is not None
    times = []
    for _ in range(3):
        start = perf_counter()
        assert list(scorecards(lowered))
        times.append(perf_counter() - start)
    assert min(times) < 0.2  # about a hundredth of a second on a quiet machine


# ---------------------------------------------------------------- single rules

RATED, STEPS = "由 专家 评 0 至 5 分", "由 专家 评 0 至 5 分 步长 1 分"


def graded(rows: str, award: str = RATED, head: str = "", fields: str = "甲 as x：是否\n乙 as y：是否") -> Built:
    lines = "".join(f"\n    {row}" for row in rows.split("；"))
    return build_texts(scorecard(f"项目 场地 as a 5 分\n    {award}\n等级{head}{lines}", fields))


@pytest.mark.parametrize(
    ("rows", "award", "codes"),
    [
        ("好 as g：总分 3分及以上；差 as b：总分 2分及以下", RATED, ["A101"]),
        ("好 as g：总分 3分及以上；差 as b：总分 2分及以下", STEPS, []),
        ("好 as g：总分 超过 3分；差 as b：总分 不满 3分", STEPS, ["A101"]),  # exactly 3
        ("好 as g：总分 超过 3分；差 as b：总分 不满 3分", RATED, ["A101"]),
        ("好 as g：总分 超过 3分；差 as b：总分 不满 3分", "若 甲，得 5 分", []),
        ("好 as g：总分 3分及以上；差 as b：总分 不满 3分 且 甲", RATED, ["A101"]),  # where 甲 does not hold
        ("取整 四舍五入 到 1分；好 as g：总分 3分及以上；差 as b：总分 2分及以下", RATED, []),
        ("取整 舍去 到 0.5分；好 as g：总分 3分及以上；差 as b：总分 2分及以下", RATED, ["A101"]),
        ("好 as g：总分 3分及以上；差 as b：总分 2分及以下", "若 甲，得 2 分\n    若 甲，得 3 分", []),
        ("好 as g：总分 3分及以上；差 as b：总分 2分及以下", "若 甲，得 2.5 分\n    若 乙，得 2.5 分", ["A101"]),
        ("好 as g：总分 3分及以上；差 as b：总分 2分及以下", "若 甲，得 2.5 分\n    若 甲，得 2.5 分", []),
    ],
)
def test_gaps_are_told_where_a_total_comes_into_them(rows: str, award: str, codes: list[str]) -> None:
    assert graded(rows, award).codes == codes


def test_an_assumption_on_rounding_that_is_carried_out_declares_no_gap() -> None:
    rows = "取整 舍去 到 0.5分 假定 取整 “示例”；好 as g：总分 3分及以上；差 as b：总分 2分及以下"
    assert graded(rows).codes == ["A101"]


@pytest.mark.parametrize(
    ("award", "codes"),
    [(RATED, ["A102"]), (STEPS, ["A102"]), ("若 甲，得 5 分", []), ("若 甲，得 2 分\n    若 乙，得 3 分", ["A102"])],
)
def test_grades_that_share_a_total_are_told_where_it_is_reached(award: str, codes: list[str]) -> None:
    assert graded("好 as g：总分 3分及以上；差 as b：总分 3分及以下", award, " 互斥").codes == codes


def test_full_marks_that_exclude_each_other() -> None:
    built = graded("好 as g：总分 3分及以上；差 as b：其余", "若 甲，得 2 分\n    若 甲 为 否，得 3 分")
    assert [(p.code, p.message("zh")) for p in built.problems] == [("L220", "“测评”的满分 5 分得不到：最多 3 分")]


def test_a_step_that_leaves_a_grade_out() -> None:
    built = graded("优 as e：总分 为 4.5分；好 as g：总分 3分及以上；差 as b：其余", STEPS)
    assert [(p.code, p.message("zh")) for p in built.problems] == [("L104", "没有总分能归入“优”：总分以 1 分为单位变动")]


def classes(rows: str, fact: str = "整数 人，不小于 0", note: str = "") -> Built:
    lines = "".join(f"\n    {row}" for row in rows.split("；"))
    return build_texts(
        f"政策 demo “示例”\n对象 组织 as group\n    人数 as staff：{fact}\n分类 规模 as size 对象 组织{note}{lines}\n"
    )


@pytest.mark.parametrize(
    ("rows", "fact", "found"),
    [
        ("大 as large：人数 超过 10人；小 as small：人数 不足 10人", "整数 人，不小于 0", 10),
        ("大 as large：人数 10人及以上；小 as small：人数 9人及以下", "整数 人，不小于 0", None),
        ("大 as large：人数 10人及以上；小 as small：人数 9人及以下", "数 人，不小于 0", "9.5"),
        ("大 as large：人数 10人及以上；中 as middle：人数 在 5人 至 9人 之间", "整数 人，不小于 0", None),  # below 5 on purpose
    ],
)
def test_classes_by_a_figure(rows: str, fact: str, found: object) -> None:
    built = classes(rows, fact)
    (claim,) = claims(built.usable, "classes_whole")
    codes = ["L221"] if isinstance(found, int) else []  # a wider gap is mostly meant
    assert (claim.state, built.codes) == (("refuted" if found is not None else "proved"), codes)
    if found is not None:
        (shown,) = claim.witnesses
        assert shown.facts == {"staff": found}
        assert built.usable.evaluate(shown.facts).classes["size"].unclassed
        assert not classes(rows, fact, "    假定 界限 “示例”").problems


# ---------------------------------------------------------------- against every set of facts

DAYS = ("2021-01-02", "2021-06-30", "2024-12-31")


def generated(seeds: range, wanted: Callable[[str], bool]) -> list[tuple[int, programs.Program, Built]]:
    """Random programs, built without any analysis, so that those that would be refused can be run."""
    made = []
    for seed in seeds:
        program = programs.program(Random(seed))
        built = build_texts(program.text.replace(programs.KEPT, "")) if wanted(program.text) else None
        if built is not None and built.policy is not None:
            made.append((seed, program, built))
    return made


def every(program: programs.Program, policy: Policy) -> list[tuple[dict[str, Any], ScoreResult]]:
    days = DAYS if program.dated else DAYS[:1]
    return [(facts, policy.evaluate(facts, on=on).scores["score"]) for facts in program.completions({}) for on in days]


@pytest.fixture
def unexamined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyrules.analysis.examine.ANALYSES", ())


@pytest.mark.usefixtures("unexamined")
def test_nothing_that_comes_about_is_left_out() -> None:
    exact = 0
    made = generated(range(80), lambda text: True)
    for seed, program, built in made:
        assert built.lowered is not None
        (entry,) = built.lowered.subjects.values()
        reach = Reach.of(entry, entry.cards[0])
        found: dict[str, set[Any]] = {}
        for _, score in every(program, built.usable):
            for part in score.root.walk():
                if part.outcome != "not_applicable":
                    found.setdefault(part.id, set()).add(part.low)
        for rule in reach.card.card.root.walk():
            spread = reach.points(rule)
            assert all(spread.holds(x) for x in found.get(rule.id, ())), (seed, rule.id)
        exact += set(reach.root.dots()) == found.get("") and not reach.root.runs
    assert exact > len(made) / 2  # so the sets are not just wide


@pytest.mark.usefixtures("unexamined")
def test_no_claim_is_false() -> None:
    decided = wrong = 0
    for seed, program, built in generated(range(200), lambda text: "等级" in text):
        assert built.lowered is not None
        results = [(f, s) for f, s in every(program, built.usable) if s.total is not None]
        rows = {r.label: r.id for r in (built.lowered.subjects["platform"].cards[0].card.bands or _no_bands()).rows}
        graded_ = {s.grade for _, s in results if not any(v.state == "met" and v.rule.limit for v in s.vetoes)}
        for claim in scorecards(built.lowered):
            decided += claim.state in ("proved", "refuted")
            wrong += claim.state == "refuted"
            where = (seed, claim)
            match claim.kind, claim.state:
                case "grades", "proved":
                    assert not any(s.ungraded for _, s in results), where
                case "grades_apart", "proved":
                    assert not any(s.conflict for _, s in results), where
                case (("grades" | "grades_apart"), "refuted"):
                    (shown,) = claim.witnesses
                    score = built.usable.evaluate(dict(shown.facts), on=shown.on).scores["score"]
                    assert score.grade is None, where
                    assert score.ungraded if claim.kind == "grades" else score.conflict, where
                case "grade_reached", "refuted":
                    assert rows[getattr(claim.problem, "label", "")] not in graded_, where
                case "full_marks", "refuted":
                    most = built.lowered.subjects["platform"].cards[0].card.root.points
                    assert most is not None
                    assert all(s.root.low < most for _, s in results), where
                case _, state:
                    assert state in ("open", "proved"), where
    assert (decided > 120, wrong > 30) == (True, True)


def _no_bands() -> Any:
    raise AssertionError("a program with grades has bands")


def test_what_was_examined_is_kept() -> None:
    lowered = graded("好 as g：总分 3分及以上；差 as b：其余").lowered
    assert lowered is not None
    assert ANALYSES
    assert examine(lowered) is examine(lowered)
