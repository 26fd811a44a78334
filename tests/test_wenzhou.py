"""The Wenzhou pack at the edges of the notice: each case with its working, and the examples that come with it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import policyrules
from policyrules.language import core
from policyrules.result import PartResult, ScoreResult

ROOT = Path(__file__).parents[1]
EXAMPLES, PACK = ROOT / "examples", ROOT / "policies" / "wenzhou_2021"
END, AUGUST = date(2022, 12, 31), date(2022, 8, 1)
POLICY = policyrules.load("wenzhou_2021")
Facts = dict[str, Any]
Case = tuple[str, Facts, str, str]


def score(facts: Facts, on: date | None = END) -> ScoreResult:
    return POLICY.evaluate(facts, subject="platform", on=on).scores["platform_score"]


def example(name: str) -> Facts:
    return tomllib.loads((EXAMPLES / name).read_text(encoding="utf-8"), parse_float=Decimal)


def days(*months: int) -> list[Facts]:
    """A record on the first day of each of these months of 2022."""
    return [{"date": date(2022, month, 1)} for month in months]


def said(part: PartResult) -> str:
    """Points and outcome: “2 met”, “0..3 unknown”."""
    low, high = part.points.low, part.points.high
    return f"{low} {part.outcome}" if low == high else f"{low}..{high} {part.outcome}"


def check(cases: Iterable[Case], on: date = END) -> None:
    for name, facts, part, wanted in cases:
        assert said(score(facts, on)[part]) == wanted, name


# ---------------------------------------------------------------- 实体运作, 专业运营


def test_three_hundred_square_metres() -> None:
    space = "premises.space"  # 5 分
    check(
        [
            ("300 不少于 300", {"area": 300}, space, "5 met"),
            ("300.01", {"area": Decimal("300.01")}, space, "5 met"),
            ("299.99 / 300 × 5 = 4.99983…", {"area": Decimal("299.99")}, space, f"{Fraction(29999, 6000)} partial"),
            ("0 / 300 × 5", {"area": 0}, space, "0 unmet"),
            ("面积未知：0 至 5", {}, space, "0..5 unknown"),
        ]
    )
    assert [score({"area": a})["premises.space"].finding for a in (Decimal("299.99"), 300)] == ["explain", "met"]  # “一般”


def test_the_operator_from_outside() -> None:
    part = "operation.outside_operator"  # 3 分；2 年及以上，不低于 3A
    outside = {"local_operator": False, "operator_founded": date(2020, 12, 31)}
    check(
        [
            ("2A 低于 3A", outside | {"operator_rating": "2A"}, part, "0 unmet"),
            ("2020-12-31 至 2022-12-31：正好满 2 年，3A", outside | {"operator_rating": "3A"}, part, "3 met"),
            ("未评估（无）不是 3A", outside | {"operator_rating": "无"}, part, "0 unmet"),
            ("等级不知道：可能是 5A", outside, part, "0..3 unknown"),
            (
                "2021-01-01 至 2022-12-31：差一天满 2 年",
                outside | {"operator_founded": date(2021, 1, 1), "operator_rating": "5A"},
                part,
                "0 unmet",
            ),
            ("不知道哪天成立的", {"local_operator": False, "operator_rating": "3A"}, part, "0..3 unknown"),
            ("未评估，成立日期不知道：已可确定", {"local_operator": False, "operator_rating": "无"}, part, "0 unmet"),
            ("本地区机构不看这两项", {"local_operator": True, "operator_rating": "无"}, part, "3 met"),
            ("不知道是不是本地区机构：未评估的也可能得分", {"operator_rating": "无"}, part, "0..3 unknown"),
        ]
    )
    assert score(outside | {"operator_rating": "2A"})[part].finding == "breach"  # “须”


# ---------------------------------------------------------------- 组织培育

YEAR, NONE = days(1, 6, 7, 12), days()  # 1月1日、6月1日、7月1日、12月1日：四个季度各一次


def of(*activities: list[Facts] | None) -> Facts:
    """Organisations with these activities; None are not known."""
    return {"organisations": [{} if a is None else {"activities": a} for a in activities]}


def test_thirty_per_cent_of_the_organisations_in_every_quarter() -> None:
    share = "nurturing.leading.2"  # 1 分；30%以上，含30%
    check(
        [
            ("2 / 7 = 28.57% < 30%", of(YEAR, YEAR, NONE, NONE, NONE, NONE, NONE), share, "0 unmet"),
            ("3 / 7 = 42.86%", of(YEAR, YEAR, YEAR, NONE, NONE, NONE, NONE), share, "1 met"),
            ("3 / 10 = 30%，“以上”含本数", of(*[YEAR] * 3, *[NONE] * 7), share, "1 met"),
            ("三个季度不是四个：0 / 1", of(days(1, 6, 7)), share, "0 unmet"),
            ("同一季度多次不补别的季度：0 / 1", of(days(1, 2, 3, 4, 5, 6, 7)), share, "0 unmet"),
            ("四个季度分在两个组织：0 / 2", of(days(1, 6), days(7, 12)), share, "0 unmet"),
            ("上一年的活动不计：0 / 1", of([{"date": date(2021, 12, 31)}, *days(6, 7, 12)]), share, "0 unmet"),
            ("第一季度末日、第四季度末日：1 / 1", of([{"date": date(2022, 3, 31)}, *days(4, 9), {"date": END}]), share, "1 met"),
            ("没有社区社会组织：0 / 0，视为不满足", of(), share, "0 unmet"),
            ("1 / 1 至 1 / 2，均不低于 30%", of(YEAR, None), share, "1 met"),
            ("0 / 4 至 1 / 4 = 25%，均不到 30%", of(NONE, NONE, NONE, None), share, "0 unmet"),
            ("0 / 3 至 1 / 3 = 33.33%", of(NONE, NONE, None), share, "0..1 unknown"),
            ("明细未列全，占比不定", {"organisations": {"records": [{"activities": YEAR}], "open": True}}, share, "0..1 unknown"),
        ]
    )


def test_every_organisation_once_a_year() -> None:
    yearly = "nurturing.leading.1"  # 1 分；每个组织每年至少1次
    check(
        [
            ("2 / 2", of(days(1), days(12)), yearly, "1 met"),
            ("1 / 2：有一个没有活动", of(days(1), NONE), yearly, "0 unmet"),
            ("没有社区社会组织：视为不满足", of(), yearly, "0 unmet"),
            ("未列全，但已有一个没有活动", {"organisations": {"records": [{"activities": []}], "open": True}}, yearly, "0 unmet"),
        ]
    )


def test_fostered_organisations() -> None:
    one = {"chosen": date(2022, 3, 10), "to_need": True, "coached": True, "in_projects": False}
    check(
        [
            ("当年确定 1 个", {"fostered": [one]}, "nurturing.fostering.1", "1 met"),
            ("上一年确定的不算", {"fostered": [one | {"chosen": date(2021, 12, 31)}]}, "nurturing.fostering.1", "0 unmet"),
            ("不按需求确定的不算", {"fostered": [one | {"to_need": False}]}, "nurturing.fostering.1", "0 unmet"),
            ("1 / 1 给了指导", {"fostered": [one]}, "nurturing.fostering.2", "1 met"),
            ("1 / 2 给了指导", {"fostered": [one, one | {"coached": False}]}, "nurturing.fostering.2", "0 unmet"),
            ("一个也没有，视为不满足", {"fostered": []}, "nurturing.fostering.2", "0 unmet"),
            ("0 / 1 参与项目", {"fostered": [one]}, "nurturing.fostering.4", "0 unmet"),
        ]
    )


def test_measuring_of_both_kinds() -> None:
    part = "nurturing.measuring.3"  # 1 分；发展程度和活跃指数
    both, grade, index = ({"development": d, "activity_index": a} for d, a in ((True, True), (True, False), (False, True)))
    check(
        [
            ("一次测两项", {"measurements": [both | days(11)[0]]}, part, "1 met"),
            ("两项分开测", {"measurements": [grade | days(5)[0], index | days(11)[0]]}, part, "1 met"),
            ("只测发展程度", {"measurements": [grade | days(5)[0]]}, part, "0 unmet"),
        ]
    )


# ---------------------------------------------------------------- 枢纽作用


def test_survey_and_matching_once_a_year() -> None:
    survey = {"date": date(2022, 5, 20), "complete": True, "sound_plan": True, "recorded": False}
    matching = {"date": date(2022, 6, 16), "with_communities": True, "with_local_units": True}
    check(
        [
            ("1 次，不少于 1 次", {"surveys": [survey]}, "hub.research.1", "2 met"),
            ("2 次，“一次”按至少 1 次", {"surveys": [survey, survey]}, "hub.research.1", "2 met"),
            ("0 次", {"surveys": []}, "hub.research.1", "0 unmet"),
            ("内容不全", {"surveys": [survey | {"complete": False}]}, "hub.research.1", "0 unmet"),
            ("方案科学", {"surveys": [survey]}, "hub.research.2", "1 met"),
            ("没有留痕", {"surveys": [survey]}, "hub.research.3", "0 unmet"),
            ("没有调研，无从留痕", {"surveys": []}, "hub.research.3", "0 unmet"),
            ("两方都参加", {"matchings": [matching]}, "hub.linking.5", "1 met"),
            ("属地单位没有参加", {"matchings": [matching | {"with_local_units": False}]}, "hub.linking.5", "0 unmet"),
        ]
    )


# ---------------------------------------------------------------- 专业服务


def both(exchanges: list[Facts], lectures: list[Facts]) -> Facts:
    return {"exchanges": exchanges, "lectures": lectures}


def test_meetings_and_lectures_in_every_quarter() -> None:
    part = "services.training.1"  # 2 分；业务交流会和公益讲座，每季度
    check(
        [
            ("四季都有", both(YEAR, YEAR), part, "2 met"),
            ("讲座只有三季", both(YEAR, days(1, 6, 7)), part, "0 unmet"),
            ("没有讲座", both(YEAR, NONE), part, "0 unmet"),
            ("四季各有一样，不是两样", both(days(1, 6), days(7, 12)), part, "0 unmet"),
            ("交流会缺一季，讲座不知道：已可确定", {"exchanges": days(1, 6, 7)}, part, "0 unmet"),
            ("讲座不知道", {"exchanges": YEAR}, part, "0..2 unknown"),
        ]
    )


def test_trainings_of_both_kinds() -> None:
    welfare, work, leaders = ({"kind": k} | days(4)[0] for k in ("公益实务实训", "社工业务实训", "负责人和骨干培训"))
    check(
        [
            ("两类各一次", {"trainings": [welfare, work]}, "services.training.2", "1 met"),
            ("只有一类", {"trainings": [welfare, welfare]}, "services.training.2", "0 unmet"),
            ("骨干培训一次", {"trainings": [leaders]}, "services.training.3", "1 met"),
            ("没有骨干培训", {"trainings": [welfare, work]}, "services.training.3", "0 unmet"),
        ]
    )


def project(follow_ups: int, *, finished: bool = True) -> Facts:
    return {"finished": finished, "follow_ups": follow_ups, "followed_regularly": True}


def test_three_follow_ups_of_every_finished_project() -> None:
    part = "services.guidance.4"  # 1 分；每个项目周期内至少3次
    nine = [project(3) for _ in range(9)]
    check(
        [
            ("10 个都有 3 次", {"projects": [*nine, project(3)]}, part, "1 met"),
            ("10 个中 1 个 2 次", {"projects": [*nine, project(2)]}, part, "0 unmet"),
            ("2 次的还在办，周期未满，不看", {"projects": [*nine, project(2, finished=False)]}, part, "1 met"),
            ("都在办：没有已结项的，不适用", {"projects": [project(2, finished=False)]}, part, "0 not_applicable"),
            ("一个项目也没有：不适用", {"projects": []}, part, "0 not_applicable"),
            ("2 次，不知道结项没有：不满足，或不看", {"projects": [*nine, {"follow_ups": 2}]}, part, "0..1 unknown"),
            ("3 次，结项不结项都一样", {"projects": [*nine, {"follow_ups": 3}]}, part, "1 met"),
        ]
    )


def test_guided_and_planned_projects() -> None:
    plan = dict.fromkeys(("from_lists", "to_needs", "clear_clients", "clear_resources", "clear_goals", "clear_schedule"), True)
    vague = plan | {"clear_goals": False}
    irregular = project(3) | {"followed_regularly": False}
    check(
        [
            ("1 个项目", {"projects": [project(0, finished=False)]}, "services.guidance.1", "1 met"),
            ("没有项目：未指导", {"projects": []}, "services.guidance.1", "0 unmet"),
            ("没有项目：未跟踪", {"projects": []}, "services.guidance.3", "0 unmet"),
            ("1 / 2 定期跟踪", {"projects": [project(3), irregular]}, "services.guidance.3", "0 unmet"),
            ("2 / 2 四项明确", {"planned_projects": [plan, plan]}, "services.planning.3", "2 met"),
            ("1 / 2 四项明确", {"planned_projects": [plan, vague]}, "services.planning.3", "0 unmet"),
            ("目标不明确，不影响围绕清单", {"planned_projects": [plan, vague]}, "services.planning.1", "1 met"),
            ("没有策划项目", {"planned_projects": []}, "services.planning.1", "0 unmet"),
        ]
    )


def test_recommended_projects() -> None:
    good = {"recommended": date(2022, 10, 12), "effective": True, "replicable": True, "well_received": True}
    check(
        [
            ("当年推荐 1 个", {"recommended_projects": [good]}, "services.brand.2", "1 met"),
            ("推荐的都达到", {"recommended_projects": [good]}, "services.recommended", "2 met"),
            ("1 / 2 达到", {"recommended_projects": [good, good | {"replicable": False}]}, "services.recommended", "0 unmet"),
            ("没有推荐：不得推荐分", {"recommended_projects": []}, "services.brand.2", "0 unmet"),
            ("没有推荐：成效不适用", {"recommended_projects": []}, "services.recommended", "0 not_applicable"),
            ("不知道有没有推荐", {}, "services.recommended", "0..2 unknown"),
        ]
    )
    assert score({"recommended_projects": [good | {"replicable": False}]})["services.recommended"].finding == "breach"  # “应”


# ---------------------------------------------------------------- an evaluation in mid-year


def test_quarters_that_are_not_over() -> None:
    part, share = "services.training.1", "nurturing.leading.2"
    check(
        [
            ("前两季都有，后两季未完", both(days(1, 6), days(2, 5)), part, "0..2 unknown"),
            ("讲座缺第一季，已补不回来", both(days(1, 6), days(5)), part, "0 unmet"),
            ("10月的还没有开：不能算第四季度", both(YEAR, YEAR), part, "0..2 unknown"),
            ("前两季都有", of(days(1, 6)), share, "0..1 unknown"),
            ("缺第二季：0 / 1", of(days(1)), share, "0 unmet"),
            ("今年还没有活动", of(NONE), "nurturing.leading.1", "0..1 unknown"),
            ("今年已有活动", of(days(1)), "nurturing.leading.1", "1 met"),
            ("今年还没有调研", {"surveys": []}, "hub.research.1", "0..2 unknown"),
            ("结项的不等年底", {"projects": [project(2)]}, "services.guidance.4", "0 unmet"),
        ],
        on=AUGUST,
    )


def test_without_a_date_no_quarter_is_known() -> None:
    made = score(both(YEAR, YEAR), on=None)
    assert said(made["services.training.1"]) == "0..2 unknown"
    assert "on" in [m.fact.alias for m in made.missing]


# ---------------------------------------------------------------- the whole


def test_nothing_known_is_anything() -> None:
    for on in (END, AUGUST, None):
        made = score({}, on)
        assert (made.points.low, made.points.high, made.total) == (0, 100, None)
        assert made.grades == ("model", "developed", "improving")


def test_nothing_done_is_nothing() -> None:
    subject = next(x for x in POLICY.program.subjects if x.id == "platform")
    lists = [f.alias for f in subject.fields if isinstance(f.type, core.Records)]
    assert len(lists) == 12
    made = score({alias: [] for alias in lists})
    # 重点培育 1 + 1 + 0.5，组织引领 1 + 1，组织测评 1；发展调研 2 + 1 + 1，资源链接 1；
    # 人员培训 2 + 1 + 1，项目策划 1 + 1 + 2，项目指导 1 + 1 + 1，品牌打造 1 + 1，推荐成效 2
    assert (made.points.low, made.points.high) == (0, 100 - (Fraction(11, 2) + 5 + 15))


def test_the_readme_counts_what_there_is() -> None:
    page = (PACK / "README.md").read_text(encoding="utf-8")
    subject = next(x for x in POLICY.program.subjects if x.id == "platform")
    lists = sum(isinstance(f.type, core.Records) for f in subject.fields)
    points = sum(f.judged and isinstance(f.type, core.Quantity) for f in subject.fields)
    assert f"{len(subject.fields) - lists - points} 项单项情况和 {lists} 种明细；另有 {points} 处" in page
    assumed = [a for a in POLICY.program.assumptions if not a.span.source.pack]
    apart = [a.text for a in assumed if a.span.source.path != "parameters.policy"]
    assert f"共 {len(assumed)} 条：下表前 {len(apart)} 条逐条列出" in page
    assert f"{len(assumed) - len(apart)} 条分值" in page
    assert [text for text in apart if f"| {text} |" not in page] == []


def test_the_items_of_the_notice() -> None:
    assert [p.rule.points for p in score({}).parts] == [15, 10, 10, 10, 12, 18, 20, 5]


# ---------------------------------------------------------------- the examples


def test_the_examples_say_the_same_in_both_languages() -> None:
    both = [POLICY.evaluate(example(name), subject="platform", on=END) for name in ("platform.toml", "platform_zh.toml")]
    assert both[0].canonical() == both[1].canonical()


def test_the_example_is_whole() -> None:
    made = score(example("platform.toml"))
    assert (made.total, made.graded_on, made.grade, made.missing) == (Fraction(167, 2), 84, "developed", ())
    assert [float(p.points.low) for p in made.parts] == [11.5, 9, 9, 9, 10, 15.5, 15.5, 4]


def test_the_partial_example_stays_partial() -> None:
    made = score(example("partial.toml"))
    assert made.total is None
    assert {m.fact.alias for m in made.missing} >= {"organisations", "organisations.activities", "projects"}
    assert said(made["nurturing.leading.2"]) == "0..1 unknown"  # 未列全
    assert said(made["services.training.1"]) == "0 unmet"  # 业务交流会缺第二季度
    assert said(made["services.guidance.4"]) == "0 unmet"  # 已结项的一个只有 2 次
    assert said(made["services.recommended"]) == "0 not_applicable"
