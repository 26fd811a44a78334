"""The rest of the Wenzhou notice: stages, management, names, what is asked of each level, and the words it is asked with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import policyrules
from policyrules.language import core
from policyrules.text.sentence import said

PACK = Path(__file__).parents[1] / "policies" / "wenzhou_2021"
POLICY = policyrules.load("wenzhou_2021")
OWN = [x for x in POLICY.program.rules if not x.span.source.pack]
REQUIREMENTS = [x for x in OWN if isinstance(x, core.Requirement)]
COMMUNITY = dict.fromkeys(("local_members", "voluntary", "local_activities", "listed_activities", "non_profit"), True)
Facts = dict[str, Any]


def evaluate(subject: str, facts: Facts) -> policyrules.Result:
    return POLICY.evaluate(facts, subject=subject, on="2022-12-31")


def brief(subject: str, rule: str, facts: Facts) -> str:
    return evaluate(subject, facts).outcomes[rule].brief


# ---------------------------------------------------------------- 程度

HUB = {"hub": True, "hub_can": True}


@pytest.mark.parametrize(
    ("word", "subject", "rule", "facts", "wanted"),
    [
        ("应", "organisation", "hub_staffing", HUB | {"hub_workers": 0}, "breach"),
        ("应", "township", "coordination_duty", {"coordination": False}, "breach"),
        ("要", "county", "assessment", {"can_assess": True, "in_performance": False}, "breach"),
        ("要", "township", "party_work", {"reporting_rules": False}, "breach"),
        ("建议", "county", "purchase_share", {"new_purchases": 100, "for_organisations": 9}, "not taken"),  # 建议……原则上
        ("可", "county_bureau", "easier_registration", {"lower_threshold": False}, "not taken"),  # 原则上可
        ("支持", "county_bureau", "project_support", {"projects_supported": False}, "not taken"),
        ("引导", "county_bureau", "charity", {"charities_guided": False}, "not taken"),
        ("引导", "township", "safety", {"safety_guided": False}, "not taken"),
        ("鼓励", "organisation", "family_culture", COMMUNITY | {"family_activities": False}, "not taken"),
        (None, "community", "needs", {"needs_listed": False}, "breach"),
    ],
)
def test_what_is_not_done(word: str | None, subject: str, rule: str, facts: Facts, wanted: str) -> None:
    found = evaluate(subject, facts).requirements[rule]
    assert (found.brief, found.modality.zh if found.modality else None) == (wanted, word)


def test_the_lines_of_one_requirement_have_words_of_their_own() -> None:
    """探索 on the first and the last line, none on those between: the worst is a breach as soon as one of these is unmet."""
    facts = {"council": False, "regular_meetings": True, "voices_guided": True, "mediation": False}
    assert brief("community", "deliberation", facts) == "not taken"
    assert brief("community", "deliberation", facts | {"voices_guided": False}) == "breach"


def test_the_decision_and_the_notice_differ_on_the_threshold() -> None:
    """应当 in the province, 原则上可 in the city: both are told of one fact."""
    found = evaluate("county_bureau", {"lower_threshold": False}).outcomes
    assert (found["county_duty"].brief, found["easier_registration"].brief) == ("breach", "not taken")


def test_every_modal_word_of_the_notice_is_in_a_rule() -> None:
    """应当 does not stand in the notice; it comes with the names of the whole country."""
    assert "应当" not in (PACK / "source.md").read_text(encoding="utf-8")
    used = {word for path in PACK.glob("*.policy") for word in re.findall(r" 程度 (\w+)", path.read_text(encoding="utf-8"))}
    assert used == {"须", "应当", "应", "要", "一般", "原则上", "建议", "鼓励", "引导", "支持", "探索", "可"}


def test_what_is_only_encouraged_is_never_a_breach() -> None:
    soft = [x for x in REQUIREMENTS if all(d.modality and d.modality.unmet == "not_taken" for d in x.duties)]
    assert len(soft) == 9
    for rule in soft:
        fields = next(s for s in POLICY.subjects if s.id == rule.subject).fields
        nothing = {f.alias: False for f in fields if isinstance(f.type, core.Bool)} | COMMUNITY
        known = {f.alias for f in fields}
        given: Facts = {alias: value for alias, value in nothing.items() if alias in known}
        if rule.id == "purchase_share":
            given |= {"new_purchases": 1, "for_organisations": 0}
        assert brief(rule.subject, rule.id, given) == "not taken", rule.id


# ---------------------------------------------------------------- 分类


@pytest.mark.parametrize(
    ("facts", "stage", "management"),
    [
        ({"registered": True, "growing_stage": False}, "mature", "registration"),
        ({"registered": False, "qualifies": True, "larger": True, "smaller": False}, "mature", "not_stated"),
        ({"registered": False, "qualifies": False, "larger": True, "growing_stage": True}, "growing", "township_filing"),
        (
            {"registered": False, "qualifies": False, "larger": False, "smaller": True, "loose": True, "growing_stage": False},
            "fledgling",
            "committee_guidance",
        ),
        (
            {"registered": False, "qualifies": False, "larger": False, "smaller": True, "loose": False, "growing_stage": False},
            "fledgling",
            "not_stated",
        ),
        ({"registered": False, "qualifies": False, "larger": True}, "growing or fledgling", "township_filing"),
    ],
)
def test_stage_and_management(facts: Facts, stage: str, management: str) -> None:
    found = evaluate("organisation", COMMUNITY | facts).outcomes
    assert (found["stage"].brief, found["management"].brief) == (stage, management)


def test_what_is_no_community_organisation_has_no_class() -> None:
    found = evaluate("organisation", COMMUNITY | {"non_profit": False, "registered": True, "qualifies": True}).outcomes
    assert (found["stage"].brief, found["management"].brief) == ("no class", "no class")


def test_the_management_of_the_decision_is_amended() -> None:
    above = policyrules.load("zhejiang_2021").evaluate(COMMUNITY | {"registered": False, "qualifies": True}, subject="organisation")
    assert above.outcomes["management"].brief == "registration"
    form = evaluate("organisation", COMMUNITY).to_dict()
    assert "policy" not in form["outcomes"]["management"]
    assert form["outcomes"]["registered_or_filed"]["policy"] == "zhejiang_2021"


# ---------------------------------------------------------------- 名称

BOOK = {"sort": "社会团体", "county": "鹿城区", "town": "五马街道", "village": "墨池社区", "business": "书画", "suffix": "协会"}


def faults(facts: Facts, rule: str = "association_name") -> list[str]:
    found = evaluate("organisation", facts).names[rule]
    assert found.finding == ("breach" if found.faults else "met")
    return [said(fault, "zh") for fault in found.faults]


def test_names_are_made() -> None:
    made = evaluate("organisation", BOOK).names["association_name"].made
    assert made == "温州市鹿城区五马街道墨池社区书画协会"
    foundation = {"sort": "基金会", "county": "瑞安市", "town": "安阳街道", "mark": "同心"}
    assert evaluate("organisation", foundation).names["foundation_name"].made == "瑞安市安阳街道同心基金会"
    nobody = {"sort": "社会团体", "county": "龙港市", "village": "白沙社区", "business": "书画", "suffix": "研究会"}
    assert evaluate("organisation", nobody).names["association_name"].made == "龙港市白沙社区书画研究会"


@pytest.mark.parametrize("county", ["鹿城区", "龙湾区", "瓯海区", "洞头区"])
def test_districts_want_the_city_before_them(county: str) -> None:
    facts = BOOK | {"county": county}
    assert faults(facts | {"name": f"温州市{county}五马街道墨池社区书画协会"}) == []
    (fault,) = faults(facts | {"name": f"{county}五马街道墨池社区书画协会"})
    assert fault.startswith(f"缺少设区市“温州市”：县级区划为“{county}”")


@pytest.mark.parametrize("county", ["永嘉县", "平阳县", "苍南县", "文成县", "泰顺县", "瑞安市", "乐清市"])
def test_counties_and_cities_do_not(county: str) -> None:
    facts = BOOK | {"county": county, "town": "虹桥镇", "village": "无"}
    assert faults(facts | {"name": f"{county}虹桥镇书画协会"}) == []
    (fault,) = faults(facts | {"name": f"温州市{county}虹桥镇书画协会"})
    assert fault.startswith(f"多出设区市“温州市”：县级区划为“{county}”")


def test_longgang_has_no_townships() -> None:
    """With the township left out the name is right; what is put in its place is told."""
    facts = {key: value for key, value in BOOK.items() if key != "town"} | {"county": "龙港市", "village": "白沙社区"}
    assert faults(facts | {"name": "龙港市白沙社区书画协会"}) == []
    assert faults(facts | {"name": "龙港市龙港镇白沙社区书画协会"}) == ["多出“龙港镇”（第 4 字起）"]
    elsewhere = facts | {"county": "苍南县", "town": "灵溪镇"}
    assert [x for x in faults(elsewhere | {"name": "苍南县白沙社区书画协会"}) if "灵溪镇" in x]


def test_the_village_may_be_left_out() -> None:
    facts = {key: value for key, value in BOOK.items() if key != "village"}
    assert faults(facts | {"name": "温州市鹿城区五马街道书画协会"}) == []
    assert faults(facts | {"name": "温州市鹿城区五马街道墨池社区书画协会", "village": "墨池社区"}) == []


def test_forms_of_private_bodies() -> None:
    facts = {"sort": "民办非企业单位", "county": "龙湾区", "town": "永中街道", "village": "无", "mark": "阳光", "trade": "养老服务"}
    rule = "service_body_name"
    for form in ("中心", "院", "公寓", "俱乐部"):
        assert faults(facts | {"name": f"温州市龙湾区永中街道阳光养老服务{form}"}, rule) == []
    (fault,) = faults(facts | {"name": "温州市龙湾区永中街道阳光养老服务总部"}, rule)
    assert "组织形式" in fault


def test_no_name_is_asked_of_what_is_not_registered() -> None:
    found = evaluate("organisation", {"sort": "无", "name": "白沙书画协会"}).names
    assert {x.finding for x in found.values()} == {"not_applicable"}


@pytest.mark.parametrize(("length", "wanted"), [(0, "breach"), (1, "breach"), (2, "met"), (3, "met")])
def test_marks_of_two_characters(length: int, wanted: str) -> None:
    facts = {"mark_length": length, "mark_is_division": False, "says_head_office": False}
    assert brief("organisation", "service_body_mark", facts | {"sort": "民办非企业单位"}) == wanted
    assert brief("organisation", "foundation_mark", facts | {"sort": "基金会"}) == wanted
    assert brief("organisation", "foundation_mark", facts | {"sort": "社会团体"}) == "not applicable"


# ---------------------------------------------------------------- 界限


@pytest.mark.parametrize(("workers", "wanted"), [(0, "breach"), (1, "met"), (2, "met"), (3, "breach")])
def test_one_or_two_social_workers(workers: int, wanted: str) -> None:
    found = evaluate("organisation", HUB | {"hub_workers": workers}).requirements["hub_staffing"]
    assert (found.brief, found.assumed) == (wanted, True)  # the upper end is an assumption
    assert brief("organisation", "hub_staffing", HUB | {"hub_can": False, "hub_workers": workers}) == "not applicable"


@pytest.mark.parametrize(
    ("base", "used", "wanted"),
    [
        (1000, 100, "met"),  # 100 / 1000 = 10%
        (1000, "99.99", "not taken"),
        (0, 0, "not applicable"),
        (0, 5, "not applicable"),
        (1000, None, "unknown"),
    ],
)
def test_ten_per_cent(base: int, used: Any, wanted: str) -> None:
    assert brief("county", "purchase_share", {"new_purchases": base, "for_organisations": used}) == wanted


def test_either_proof_of_capital_will_do() -> None:
    for report, commitment, wanted in ((True, False, "met"), (False, True, "met"), (False, False, "breach")):
        facts = {"applying": True, "audit_report": report, "commitment": commitment}
        assert brief("organisation", "capital_proof", facts) == wanted
    assert brief("organisation", "capital_proof", {"applying": True, "commitment": True}) == "met"


GROUNDS = dict.fromkeys(("by_effect", "party", "standards", "residents"), True)


@pytest.mark.parametrize(
    ("platforms", "on", "wanted"),
    [
        ([GROUNDS | {"assessments": [{"date": "2022-01-01"}]}], "2022-12-31", "met"),
        ([GROUNDS | {"assessments": [{"date": "2021-12-31"}]}], "2022-12-31", "breach"),
        ([GROUNDS | {"assessments": []}], "2022-06-30", "unknown"),  # the year is not over
        ([GROUNDS | {"assessments": [{"date": "2022-01-01"}], "residents": False}], "2022-12-31", "breach"),
        ([], "2022-12-31", "not applicable"),  # 龙港市 has no township level
    ],
)
def test_a_yearly_assessment_of_every_platform(platforms: list[Facts], on: str, wanted: str) -> None:
    found = POLICY.evaluate({"platforms": platforms}, subject="county_bureau", on=on)
    assert found.outcomes["yearly_assessment"].brief == wanted


def test_the_list_of_resources_follows_the_list_of_projects() -> None:
    both, half = {"provider": True, "contractor": True}, {"provider": True, "contractor": False}
    for projects, wanted in (([both, both], "met"), ([both, half], "breach"), ([], "not applicable")):
        assert brief("township", "resource_list", {"project_list": projects}) == wanted


# ---------------------------------------------------------------- 目标


def platforms(operating: int, all: int) -> list[Facts]:
    return [{"operating": n < operating} for n in range(all)]


@pytest.mark.parametrize(
    ("on", "operating", "activity", "wanted"),
    [
        ("2021-12-30", 0, "0%", ("not due", "not due")),
        ("2021-12-31", 5, "99%", ("met", "not measurable")),  # 5 / 10 达到 50%；“显著提升”不可量化
        ("2021-12-31", 4, None, ("breach", "not measurable")),
        ("2022-12-31", 8, "50%", ("met", "breach")),  # 超过 50%
        ("2022-12-31", 7, "50.01%", ("breach", "met")),
        ("2023-12-31", 10, "60%", ("met", "met")),  # 60%以上
        ("2023-12-31", 9, "59.99%", ("breach", "breach")),
        ("2022-12-31", 8, None, ("met", "unknown")),
    ],
)
def test_targets_of_a_county_and_of_the_city(on: str, operating: int, activity: str | None, wanted: tuple[str, str]) -> None:
    rate = {"townships": platforms(operating, 10)}
    county = POLICY.evaluate(rate | {"activity": activity}, subject="county", on=on).outcomes
    assert (county["operating_rate"].brief, county["activity_rate"].brief) == wanted
    counties = [{"activity": activity}, {"activity": "99.99%"}]  # the lowest counts
    city = POLICY.evaluate(rate | {"counties": counties}, subject="city", on=on).outcomes
    assert (city["city_operating_rate"].brief, city["city_activity_rate"].brief) == wanted


def test_a_county_without_townships_has_no_rate() -> None:
    assert brief("county", "operating_rate", {"townships": []}) == "not applicable"


def test_each_row_has_a_quote_of_its_own() -> None:
    targets = [x for x in OWN if isinstance(x, core.Target)]
    assert len(targets) == 4
    for target in targets:
        cites = [tuple(c.quote for c in row.cites) for row in target.rows]
        assert all(cites)
        assert len({quote for quotes in cites for quote in quotes}) == sum(map(len, cites))


# ---------------------------------------------------------------- the pack


def test_the_pack_has_no_problem() -> None:
    assert POLICY.check() == ()


def test_the_platform_has_its_scorecard_and_nothing_else() -> None:
    assert list(evaluate("platform", {}).outcomes) == ["platform_score"]


def test_the_first_assumptions_are_those_of_the_scorecard() -> None:
    own = [a for a in POLICY.program.assumptions if not a.span.source.pack]
    assert {a.span.source.path for a in own[:123]} == {"parameters.policy", "platform.policy"}
    assert all(a.span.source.path.startswith(("tasks_", "targets")) for a in own[123:])


def test_the_other_documents_that_are_cited() -> None:
    """Each is listed in the pack's page with how far its text is to be trusted."""
    texts = (path.read_text(encoding="utf-8") for path in PACK.glob("*.policy"))
    titles = {title for text in texts for title in re.findall(r"依据 《(.+?)》", text)}
    assert titles == {"中华人民共和国民法典", "社会团体登记管理条例", "民办非企业单位名称管理暂行规定", "基金会名称管理规定"}
    page = (PACK / "README.md").read_text(encoding="utf-8")
    assert [title for title in titles if f"《{title}》" not in page] == []
