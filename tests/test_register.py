"""The register of assumptions: where each bites, its other readings, and facts that tell them apart, evaluated again under both:
under the reading itself, and where one can be written, under a pack whose text says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from packs import HEADER, build_texts, scorecard

from policyrules.policy import Policy
from policyrules.register.model import Difference, Entry, Reading, Register
from policyrules.register.sites import shown


def policy(text: str) -> Policy:
    return build_texts(text).usable


def register(text: str) -> tuple[Policy, Register]:
    made = policy(text)
    return made, made.assumptions()


def differences(found: Register) -> Iterator[tuple[Reading, Difference]]:
    return ((r, d) for e in found.entries for r in e.readings for d in r.differences)


def confirm(made: Policy, found: Register) -> int:
    """Evaluates every witness again, as written and otherwise; how many there were."""
    count = 0
    for reading, d in differences(found):
        count += 1
        here = made.evaluate(d.witness.facts, subject=d.witness.subject, on=d.witness.on)
        there = reading.evaluate(d.place.rule, d.witness.facts, d.witness.on)
        assert there is not None
        assert (shown(here, d.place), shown(there, d.place)) == (d.here, d.there)
        assert d.here != d.there
    for edge in (x for e in found.entries for x in e.edges):
        result = made.evaluate(edge.witness.facts, subject=edge.witness.subject, on=edge.witness.on)
        (score,) = result.scores.values()
        assert (score.total, score.grade) == (edge.here["total"], edge.here["grade"])
    return count


def by_key(entry: Entry) -> dict[str, Reading]:
    return {r.alternative.key: r for r in entry.readings}


def told(reading: Reading) -> list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """The facts of each difference, and what both readings give."""
    return [(dict(d.witness.facts), dict(d.here), dict(d.there)) for d in reading.differences]


def grades(entry: Entry) -> dict[str, dict[str, str]]:
    """The grade of each total under each rounding, put together from the edges and the differences."""
    edges = {str(e.here["total"]): str(e.here["grade"]) for e in entry.edges}
    made = {"as written": edges}
    for reading in entry.readings:
        made[reading.alternative.key] = edges | {str(d.there["total"]): str(d.there["grade"]) for d in reading.differences}
    return made


# ---------------------------------------------------------------- each kind on a small pack

GRADED = scorecard(
    """
    项目 场地 as premises 100 分
        若 面积 不少于 300平方米，得 100 分
        否则 按 面积 / 300平方米 折算
    等级
        取整 四舍五入 到 1分    假定 取整 “未定小数”
        优 as good：总分 90分及以上
        良 as fair：总分 75分及以上
        差 as poor：其余
    """,
    full="满分 100 分",
)


def test_every_rounding_at_the_edges_of_grades() -> None:
    made, found = register(GRADED)
    (entry,) = found.entries
    # 74.4 74.5 74.6 | 75 | 89.4 89.5 89.6 | 90 under each way, by hand
    totals = ["372/5", "149/2", "373/5", "75", "447/5", "179/2", "448/5", "90"]
    by_hand = {
        "as written": "poor fair fair fair fair good good good",
        "rounding:down": "poor poor poor fair fair fair fair good",
        "rounding:up": "fair fair fair fair good good good good",
        "rounding:half even": "poor poor fair fair fair good good good",  # 74.5 to 74, 89.5 to 90
        "rounding:none": "poor poor poor fair fair fair fair good",
    }
    assert grades(entry) == {key: dict(zip(totals, row.split(), strict=True)) for key, row in by_hand.items()}
    assert confirm(made, found) == 4 + 2 + 1 + 4


@pytest.mark.parametrize("mode", ["舍去", "进一", "四舍六入五成双"])
def test_a_reading_is_what_a_pack_with_other_words_gives(mode: str) -> None:
    _, found = register(GRADED)
    other = policy(GRADED.replace("四舍五入", mode))
    key = {"舍去": "rounding:down", "进一": "rounding:up", "四舍六入五成双": "rounding:half even"}[mode]
    rows = by_key(found.entries[0])[key].differences
    assert rows
    for d in rows:
        assert other.evaluate(d.witness.facts).scores["score"].grade == d.there["grade"]


def test_totals_that_cannot_be_are_not_shown() -> None:
    whole = scorecard(
        """
        项目 场地 as premises 100 分
            若 面积 不少于 300平方米，得 100 分
        等级
            取整 四舍五入 到 1分    假定 取整 “未定小数”
            优 as good：总分 90分及以上
            差 as poor：其余
        """,
        full="满分 100 分",
    )
    _, found = register(whole)
    (entry,) = found.entries
    assert not entry.edges
    assert {r.state for r in entry.readings} == {"not_found"}


def test_the_rounding_of_an_award() -> None:
    made, found = register(
        scorecard(
            """
            项目 场地 as premises 5 分
                按 面积 / 300平方米 折算    取整 舍去 到 1分    假定 取整 “未写”
            """
        )
    )
    (entry,) = (e for e in found.entries if e.assumption.kind == "rounding")
    assert set(by_key(entry)) == {"rounding:half up", "rounding:up", "rounding:half even", "rounding:none"}
    ((facts, here, there),) = told(by_key(entry)["rounding:none"])
    assert (facts, here["points"], there["points"]) == ({"area": 150}, 2, Fraction(5, 2))
    assert confirm(made, found) == 4


def test_wording_at_the_very_number() -> None:
    text = HEADER + (
        "    用语 以上 含本数，以下 含本数    假定 用语 “未写明”\n"
        "对象 平台 as platform\n    面积 as area：数 平方米，不小于 0\n    缺勤 as absences：数 天，不小于 0\n"
        "评分 测评 as score 对象 平台 满分 5 分\n"
        "    项目 场地 as premises 3 分\n        若 面积 300平方米以上，得 3 分\n"
        "    项目 出勤 as presence 2 分\n        若 缺勤 10天以下，得 2 分\n"
    )
    made, found = register(text)
    (entry,) = found.entries
    readings = by_key(entry)
    assert [(r, told(x)) for r, x in readings.items()] == [
        ("reading:or more", [({"area": 300}, {"points": 3, "outcome": "met"}, {"points": 0, "outcome": "unmet"})]),
        ("reading:or less", [({"absences": 10}, {"points": 2, "outcome": "met"}, {"points": 0, "outcome": "unmet"})]),
    ]
    assert confirm(made, found) == 2
    other = policy(text.replace("以上 含本数", "以上 不含本数"))
    assert other.evaluate({"area": 300}).scores["score"]["premises"].points.low == 0
    assert [(p.label, p.points) for p in entry.places] == [("场地", 3), ("出勤", 2)]


def test_a_word_no_rule_uses_has_no_reading() -> None:
    text = (
        HEADER
        + "    用语 以上 含本数    假定 用语 “未写明”\n"
        + scorecard("项目 场地 as p 5 分\n    若 面积 超过 3平方米，得 5 分")[len(HEADER) :]
    )
    _, found = register(text)
    (entry,) = found.entries
    assert (entry.readings, entry.why_none, entry.places) == ((), "unused", ())


SHARE = """\
项目 占比 as share 5 分
    若 活跃度 {word} 50%，得 5 分    假定 界限 “未写是否含50%”
"""


@pytest.mark.parametrize(
    ("word", "key", "here", "there"), [("达到", "strict", 5, 0), ("超过", "loose", 0, 5), ("不低于", "strict", 5, 0)]
)
def test_half_exactly(word: str, key: str, here: int, there: int) -> None:
    fields = "活跃度 as rate：比例，不小于 0，不大于 1"
    made, found = register(scorecard(SHARE.format(word=word), fields))
    (entry,) = found.entries
    (reading,) = entry.readings
    ((facts, one, other),) = told(reading)
    assert (reading.alternative.key, facts, one["points"], other["points"]) == (key, {"rate": "0.5"}, here, there)
    assert confirm(made, found) == 1
    twin = policy(scorecard(SHARE.format(word={"达到": "超过", "超过": "达到", "不低于": "高于"}[word]), fields))
    assert twin.evaluate({"rate": "0.5"}).scores["score"]["share"].points.low == there


def test_the_edge_of_a_grade_may_be_an_assumption() -> None:
    text = GRADED.replace("总分 75分及以上", "总分 75分及以上    假定 界限 “未写是否含75分”").replace(
        "    假定 取整 “未定小数”", ""
    )
    made, found = register(text)
    (entry,) = found.entries
    rows = [(str(here["total"]), here["grade"], there["grade"]) for _, here, there in told(by_key(entry)["strict"])]
    assert rows == [("149/2", "fair", "poor"), ("373/5", "fair", "poor"), ("75", "fair", "poor")]  # each is graded on 75
    assert confirm(made, found) == 3


def test_a_number_of_things_is_a_figure_and_no_reading() -> None:
    fields = "活动 as events：明细\n    日期 as date：日期"
    text = scorecard("项目 活动 as p 5 分\n    若 活动的个数 至少 1个，得 5 分    假定 界限 “未写几次”", fields)
    _, found = register(text)
    (entry,) = found.entries
    assert (entry.readings, entry.why_none) == ((), "figure")


def test_a_range_without_its_upper_end() -> None:
    text = (
        f"{HEADER}对象 组织 as org\n    人数 as workers：整数 人，不小于 0\n"
        "参数 上限 = 2人    假定 界限 “多于2名是否允许，未写”\n"
        "要求 配备 as staffed 对象 组织    程度 应\n    则 人数 在 1人 至 上限 之间\n"
    )
    made, found = register(text)
    (entry,) = found.entries
    ((facts, here, there),) = told(by_key(entry)["no_upper_end"])
    assert (facts, here, there) == ({"workers": 3}, {"finding": "breach"}, {"finding": "met"})
    assert confirm(made, found) == 1


def test_the_ways_to_give_a_part() -> None:
    text = scorecard(
        """
        项目 场地 as premises 5 分
            若 面积 不少于 300平方米，得 5 分
            否则 按 面积 / 300平方米 折算    假定 折算 “未写”
        """
    )
    made, found = register(text)
    (entry,) = found.entries
    halves = {k: told(r)[0][2]["points"] for k, r in by_key(entry).items()}
    assert {k: told(r)[0][0] for k, r in by_key(entry).items()} == {key: {"area": 150} for key in halves}
    assert halves == {"prorated:none": 0, "prorated:down": 2, "prorated:half up": 3}  # 2.5 points as written
    assert [f.alias for f in entry.facts] == ["area"]
    assert confirm(made, found) == 3


LISTED = """\
项目 指导 as guidance 5 分
    若 每个 项目 均 （有方案 且 有台账），得 5 分    没有时 {none}    假定 口径 “按逐个项目”
"""
PROJECTS = "项目 as projects：明细\n    有方案 as plan：是否\n    有台账 as book：是否"


@pytest.mark.parametrize(
    ("none", "key", "here", "there"),
    [
        ("视为不满足", "none:met", (0, "unmet"), (5, "met")),
        ("视为不满足", "none:not_applicable", (0, "unmet"), (0, "not_applicable")),
        ("视为满足", "none:unmet", (5, "met"), (0, "unmet")),
        ("视为满足", "none:not_applicable", (5, "met"), (0, "not_applicable")),
        ("不适用", "none:met", (0, "not_applicable"), (5, "met")),
        ("不适用", "none:unmet", (0, "not_applicable"), (0, "unmet")),
    ],
)
def test_what_holds_where_there_are_none(none: str, key: str, here: tuple[int, str], there: tuple[int, str]) -> None:
    made, found = register(scorecard(LISTED.format(none=none), PROJECTS))
    ((facts, one, other),) = told(by_key(found.entries[0])[key])
    assert facts == {"projects": []}
    assert (one["points"], one["outcome"]) == here
    assert (other["points"], other["outcome"]) == there
    assert confirm(made, found) == 4
    words = {"none:met": "视为满足", "none:unmet": "视为不满足", "none:not_applicable": "不适用"}
    twin = policy(scorecard(LISTED.format(none=words[key]), PROJECTS)).evaluate({"projects": []}).scores["score"]["guidance"]
    assert (twin.points.low, twin.outcome) == there


def test_one_for_all_and_or_for_and() -> None:
    _, found = register(scorecard(LISTED.format(none="视为不满足"), PROJECTS))
    readings = by_key(found.entries[0])
    ((facts, here, there),) = told(readings["some"])
    rows = [x["plan"] and x["book"] for x in facts["projects"]]
    assert any(rows) and not all(rows)  # noqa: PT018
    assert (here["points"], there["points"]) == (0, 5)
    ((facts, here, there),) = told(readings["or"])
    assert all(x["plan"] or x["book"] for x in facts["projects"])
    assert not all(x["plan"] and x["book"] for x in facts["projects"])
    assert (here["points"], there["points"]) == (0, 5)


def test_what_is_counted_cannot_be_read_otherwise() -> None:
    _, found = register(scorecard("项目 场地 as p 5 分\n    若 面积 不少于 300平方米，得 5 分    假定 口径 “按建筑面积”"))
    (entry,) = found.entries
    assert (entry.readings, entry.why_none) == ((), "counted")
    assert "计什么" in found.explain("zh")
    assert "what is counted" in found.explain("en")


FOUNDED = """\
项目 机构 as operator 5 分
    若 自 成立日期 至 测评日 满 2年，得 5 分    假定 期间 “当日是否计入未写”
"""


def test_the_day_count_of_two_years() -> None:
    made, found = register(scorecard(FOUNDED, "成立日期 as founded：日期"))
    readings = by_key(found.entries[0])
    on = readings["days:last"].differences[0].witness.on
    assert on == date(2024, 12, 31)  # no document says otherwise
    assert told(readings["days:last"]) == [
        ({"founded": "2022-12-31"}, {"points": 5, "outcome": "met"}, {"points": 0, "outcome": "unmet"})
    ]
    assert told(readings["days:first"]) == [
        ({"founded": "2023-01-01"}, {"points": 0, "outcome": "unmet"}, {"points": 5, "outcome": "met"})
    ]
    assert confirm(made, found) == 2


def test_the_year_and_the_year_before() -> None:
    body = """
        考核期 测评日所在年    假定 期间 “未写”
        项目 活动 as p 5 分
            若 每年 活动 至少 1次，得 5 分
        """
    fields = "活动 as events：明细\n    日期 as date：日期"
    made, found = register(scorecard(body, fields))
    ((facts, here, there),) = told(by_key(found.entries[0])["assessment_year"])
    assert (here["points"], there["points"]) in ((5, 0), (0, 5))
    twin = policy(scorecard(body.replace("测评日所在年", "测评日上一年"), fields))
    assert twin.evaluate(facts, on="2024-12-31").scores["score"]["p"].points.low == there["points"]
    assert confirm(made, found) == 1


def test_the_dates_in_force() -> None:
    text = scorecard("项目 场地 as p 5 分\n    若 面积 不少于 300平方米，得 5 分").replace(
        HEADER, HEADER + "    成文日期 2021-09-29\n    有效期 2021-01-01 至 2023-12-31    假定 期间 “未写施行日”\n"
    )
    made, found = register(text)
    ((facts, here, there),) = told(by_key(found.entries[0])["in_force"])
    assert (facts, here, there) == ({}, {"in_force": "true"}, {"in_force": "false"})
    assert found.entries[0].readings[0].differences[0].witness.on == date(2021, 1, 1)
    assert confirm(made, found) == 1


def test_points_have_no_reading_but_a_share_of_each_item() -> None:
    text = scorecard(
        """
        项目 场地 as premises 5 分
            若 面积 不少于 300平方米，得 3 分    假定 分值 “未分到各句”
            若 面积 不少于 100平方米，得 2 分
        项目 评价 as opinion 5 分
            由 群众 评 0 至 5 分
        """,
        full="满分 10 分",
    )
    _, found = register(text)
    (entry,) = found.entries
    assert (entry.readings, entry.why_none) == ((), "points")
    assert [(p.key, p.points) for p in entry.places] == [("premises.1", 3)]
    assert [(x.part, x.rest, x.most) for x in found.invented] == [("premises", 3, 5), ("opinion", 0, 5)]


def test_a_reading_that_changes_nothing_says_so() -> None:
    text = scorecard(
        """
        项目 场地 as p 5 分
            若 甲 且 （乙 或者 甲），得 5 分    假定 口径 “并列”
        """,
        "甲 as a：是否\n乙 as b：是否",
    )
    _, found = register(text)
    states = {r.alternative.key: r.state for r in found.entries[0].readings}
    assert states["and"] == "differs"  # 甲 且 （乙 且 甲）
    assert states["or"] == "differs"
    same = scorecard(
        """
        项目 场地 as p 5 分
            若 甲 且 甲，得 5 分    假定 口径 “并列”
        """,
        "甲 as a：是否",
    )
    _, found = register(same)
    assert [r.state for r in found.entries[0].readings] == ["same"]
    assert "逐一试过" in found.explain("zh")


def test_figures_that_only_two_facts_reach_together() -> None:
    text = scorecard(
        """
        项目 参与 as p 5 分
            若 参与数 / 组织数 达到 30%，得 5 分    假定 界限 “未写是否含30%”
        """,
        "参与数 as active：整数 个，不小于 0\n组织数 as all_of_them：整数 个，不小于 1",
    )
    made, found = register(text)
    ((facts, here, there),) = told(by_key(found.entries[0])["strict"])
    assert Fraction(facts["active"], facts["all_of_them"]) == Fraction(3, 10)
    assert (here["points"], there["points"]) == (5, 0)
    assert confirm(made, found) == 1


def test_a_period_that_ends_on_a_day_the_month_lacks() -> None:
    body = FOUNDED.replace("2年", "1.5年")  # from no day do 18 months end on 31 December
    made, found = register(scorecard(body, "成立日期 as founded：日期"))
    readings = by_key(found.entries[0])
    (difference,) = readings["days:last"].differences
    assert (difference.witness.on, difference.witness.facts) == (date(2024, 12, 15), {"founded": "2023-06-15"})
    assert confirm(made, found) == 2


def test_a_condition_that_keeps_none_out_of_an_amount_stays() -> None:
    fields = "数 as n：整数 个，不小于 0，可无\n甲 as a：是否"
    text = scorecard("项目 参与 as p 5 分\n    若 数 不为 无 且 甲，{give}    假定 口径 “并列”", fields)
    _, found = register(text.format(give="得 5 分"))
    assert [r.alternative.key for r in found.entries[0].readings] == ["or"]
    _, found = register(text.format(give="按 数 / 10个 折算"))
    assert (found.entries[0].readings, found.entries[0].why_none) == ((), "counted")


def test_totals_of_the_eligible_and_of_grades_that_ask_for_more() -> None:
    text = scorecard(
        """
        前提 有资格
        一票否决 受处罚
        项目 甲 as a 100 分
            得 得分
        等级
            取整 四舍五入 到 1分    假定 取整 “未定小数”
            优 as good：总分 90分及以上 且 有特色
            差 as poor：其余
        """,
        "得分 as points：数 分，不小于 0，不大于 100\n有资格 as able：是否\n受处罚 as fined：是否\n有特色 as special：是否",
        full="满分 100 分",
    )
    made, found = register(text)
    rows = {key: {str(d.here["total"]) for d in r.differences} for key, r in by_key(found.entries[0]).items()}
    assert rows == {
        "rounding:down": {"179/2", "448/5"},
        "rounding:up": {"447/5"},
        "rounding:none": {"179/2", "448/5"},
        "rounding:half even": set(),  # 89.5 goes to 90 all the same
    }
    assert confirm(made, found) == 5


def test_the_rounding_of_an_award_beside_grades_has_no_table() -> None:
    text = GRADED.replace("折算", "折算    取整 舍去 到 1分    假定 取整 “未写”").replace("    假定 取整 “未定小数”", "")
    made, found = register(text)
    (entry,) = found.entries
    assert not entry.edges
    assert "改读为" in found.explain("zh")
    assert confirm(made, found) == 4


def test_the_first_day_of_a_window() -> None:
    body = """
        项目 活动 as p 5 分
            若 近3年 活动的次数 至少 1次，得 5 分    假定 期间 “当日是否计入未写”
        """
    made, found = register(scorecard(body, "活动 as events：明细\n    日期 as date：日期"))
    ((facts, here, there),) = told(by_key(found.entries[0])["days:window"])
    assert facts == {"events": [{"date": "2021-12-31"}]}  # three years before 2024-12-31 to the day
    assert (here["points"], there["points"]) == (0, 5)
    assert confirm(made, found) == 1
