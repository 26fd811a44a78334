"""The Zhejiang pack: what the decision of 2020 says, how strictly, and what the page beside it says of the pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import policyrules
from policyrules import project

PACK = project.find("zhejiang_2021").sure
POLICY = policyrules.load("zhejiang_2021")
COMMUNITY = dict.fromkeys(("local_members", "voluntary", "local_activities", "listed_activities", "non_profit"), True)


def briefs(subject: str, facts: dict[str, Any]) -> dict[str, str]:
    return {key: found.brief for key, found in POLICY.evaluate(facts, subject=subject, on="2022-01-01").outcomes.items()}


def test_the_pack_has_no_problem() -> None:
    assert POLICY.check() == ()
    assert all(place.source == "source.md" for place in POLICY.lowered.places.values())


def test_registration_or_filing() -> None:
    """应当: neither is a breach; what is no community organisation is not asked."""
    for facts, wanted in (
        ({"registered": False, "filed": False}, "breach"),
        ({"registered": False, "filed": True}, "met"),
        ({"registered": True}, "met"),
        ({"registered": False}, "unknown"),
        ({"registered": False, "filed": False, "non_profit": False}, "not applicable"),
    ):
        assert briefs("organisation", {**COMMUNITY, **facts})["registered_or_filed"] == wanted, facts


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"qualifies": True, "larger": True}, "registration"),
        ({"qualifies": False, "larger": True}, "township_filing"),
        ({"qualifies": False, "larger": False, "smaller": True, "loose": True}, "committee_guidance"),
        ({"qualifies": False, "larger": False, "smaller": True, "loose": False}, "no class"),
        ({"larger": True, "smaller": False}, "registration or township_filing"),
    ],
)
def test_who_manages_what(facts: dict[str, Any], wanted: str) -> None:
    assert briefs("organisation", {**COMMUNITY, **facts})["management"] == wanted


def test_the_three_duties_keep_their_words() -> None:
    rules = {x.id: x for x in POLICY.program.rules}
    words = {key: rules[key].modality for key in ("county_duty", "township_duty", "committee_duty")}  # type: ignore[union-attr]
    assert {key: m and m.zh for key, m in words.items()} == {"county_duty": "应当", "township_duty": None, "committee_duty": "应当"}
    bureau = {"lower_threshold": False, "support": True, "faster_registration": True}
    assert briefs("county_bureau", bureau) == {"county_duty": "breach"}
    one = {"name": "甲", "filed": True, "guided": False}
    assert briefs("township", {"larger_organisations": [one]}) == {"township_duty": "breach"}
    assert briefs("township", {"larger_organisations": []}) == {"township_duty": "met"}
    assert briefs("committee", {"groups": [{"name": "乙", "guided": True, "managed": True}]}) == {"committee_duty": "met"}


def test_what_is_encouraged_is_no_breach() -> None:
    facts = {"routine_set_up": False, "members_encouraged": False, "leaders_fostered": True}
    assert briefs("community", facts) == {"leading_routine": "not taken", "party_members_lead": "not taken"}
    assert briefs("organisation", {**COMMUNITY, "led_by_party": False})["party_leadership"] == "breach"


def test_in_force_without_an_end() -> None:
    document = POLICY.program.document
    assert (str(document.start), document.end) == ("2020-07-31", None)


def test_the_readme_lists_every_assumption() -> None:
    page = (Path(str(PACK)) / "README.md").read_text(encoding="utf-8")
    assert [a.text for a in POLICY.program.assumptions if f"| {a.text} |" not in page] == []


def test_nothing_of_the_plan_is_in_a_rule() -> None:
    """Its text could not be had, so no rule may hold a figure: every cite stands in the decision."""
    rules = "".join(s.text for s in project.read(PACK).sure.policies)
    assert "120号" not in "".join(line for line in rules.splitlines() if not line.lstrip().startswith(("#", "假定")))


def test_wenzhou_stands_under_it() -> None:
    wenzhou = policyrules.load("wenzhou_2021")
    assert [d.name for d in wenzhou.program.above] == ["zhejiang_2021"]
    form = wenzhou.evaluate({**COMMUNITY, "registered": True}, subject="organisation").to_dict()
    assert form["outcomes"]["registered_or_filed"]["policy"] == "zhejiang_2021"
    (cite,) = form["outcomes"]["registered_or_filed"]["cites"]
    assert (cite["source"], cite["policy"]) == ("zhejiang_2021/source.md", "zhejiang_2021")
    assert wenzhou.evaluate({"platform": {"area": 300}}).subject.id == "platform"
