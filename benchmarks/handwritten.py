"""The Wenzhou platform scorecard as a programmer would write it: floats, no checks, no reasons, no unknowns.

It gives the total, the grade and the points of every item and criterion, and is held against the engine before anything is timed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LEVELS = {"1A": 1, "2A": 2, "3A": 3, "4A": 4, "5A": 5}


def score(f: Mapping[str, Any]) -> tuple[float, str, dict[str, float]]:
    """Total, grade, and points by part for one platform."""
    p: dict[str, float] = {}
    p["premises.office"] = 2 * f["has_office"] + f["has_venue"] + f["equipped"]
    p["premises.space"] = 5 if f["area"] >= 300 else 5 * f["area"] / 300
    p["premises.layout"] = 2 if f["sound_layout"] else 0
    p["premises.sharing"] = f["premises.sharing"]
    p["premises.joint_planning"] = f["unified_plan"] + f["convenient"]

    p["operation.operator"] = 4 if f["legal_person"] and f["professional_operator"] else 0
    rated = f["operator_rating"] is not None and LEVELS[f["operator_rating"]] >= 3
    p["operation.outside_operator"] = 3 if f["local_operator"] or (f["operator_years"] >= 2 and rated) else 0
    p["operation.staff"] = 2 * f["enough_social_workers"] + f["staff_adjusted"]

    p["funding.sources"] = 2 * f["service_contracts"] + 2 * f["grants"] + 2 * f["donations"]
    fund = 3 * f["fund_set_up"] + (f["fund_set_up"] and f["fund_secures"])
    p["funding.fund"] = fund if f["can_found_fund"] else 0

    posts = f["party_guide"] and f["party_manager"] and f["party_post"]
    p["party.service"] = (2 if posts else 0) + f["party.service"] + f["party_guidance"] + f["party_services"]
    p["party.brand"] = f["party_routine"] + f["red_activities"] + f["party.brand"]

    rules = f["work_rules"] and f["finance_rules"] and f["archive_rules"] and f["venue_rules"] and f["sound_rules"]
    p["nurturing.incubation"] = (1 if rules else 0) + (1 if f["entry_rules"] and f["exit_rules"] else 0) + f["selective_entry"]
    p["nurturing.fostering"] = (
        f["fostered_chosen"] + f["fostered_coached"] + 0.5 * f["fostered_linked"] + 0.5 * f["fostered_in_projects"]
    )
    p["nurturing.leading"] = f["yearly_activities"] + f["quarterly_activities"] + f["nurturing.leading"]
    p["nurturing.measuring"] = (
        f["contact_list"] + 0.5 * f["resources_maintained"] + f["organisations_measured"] + 0.5 * f["participation_in_index"]
    )

    survey = 2 * f["survey_done"] + f["survey_plan_sound"] + f["survey_recorded"]
    p["hub.research"] = survey + f["hub.research"] + f["problem_list"] + f["need_list"]
    p["hub.linking"] = (
        f["resources_contacted"] + f["hub.linking"] + f["resources_integrated"] + f["resources_listed"] + f["needs_matched"]
    )
    p["hub.publicity"] = f["publicity_base"] + f["media_contact"] + f["hub.publicity"] + f["good_atmosphere"]

    meetings = f["quarterly_exchanges"] + f["quarterly_lectures"] + f["practice_training"]
    p["services.training"] = meetings + f["leader_training"] + f["services.training"] + f["broad_training"]
    clear = f["clear_clients"] and f["clear_resources"] and f["clear_goals"] and f["clear_schedule"]
    p["services.planning"] = f["planned_from_lists"] + f["planned_to_needs"] + (2 if clear else 0) + f["services.planning"]
    p["services.guidance"] = f["projects_guided"] + f["services.guidance"] + f["projects_followed"] + f["followed_three_times"]
    p["services.brand"] = f["brand_events"] + f["projects_recommended"]
    well = f["recommended_effective"] and f["recommended_replicable"] and f["recommended_well_received"]
    p["services.recommended"] = 2 if f["projects_recommended"] and well else 0

    p["satisfaction"] = f["satisfaction"]
    total = 0.0
    items: dict[str, float] = {}
    for key, value in p.items():
        item = key.split(".")[0]
        items[item] = items.get(item, 0) + value
        total += value
    p.update(items)
    graded = int(total + 0.5)
    return total, "model" if graded >= 90 else "developed" if graded >= 75 else "improving", p
