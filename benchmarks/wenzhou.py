"""The Wenzhou platform scorecard as a programmer would write it: floats, no checks, no reasons, no unknowns.

`every` gives the total, the grade and the points of every item and criterion; it is held against the pack before it is timed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from policyrules.evaluation.files import read_file

EXAMPLE = Path(__file__).parents[1] / "examples" / "platform.toml"
LEVELS = {"1A": 1, "2A": 2, "3A": 3, "4A": 4, "5A": 5}


YEAR, ON = 2022, date(2022, 12, 31)
Record = Mapping[str, Any]


def records(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """The facts of the example as an application has them, then the same with some answers turned and another area."""
    given = {k: v["value"] if isinstance(v, dict) else v for k, v in read_file(EXAMPLE).sure.items()}
    bare = {k: float(v) if isinstance(v, Decimal) else v for k, v in given.items()}
    some = random.Random(seed)
    return [bare, *(bare | _turned(bare, some) for _ in range(count - 1))]


def _turned(bare: Record, some: random.Random) -> dict[str, Any]:
    turned = {key: not value for key, value in bare.items() if isinstance(value, bool) and some.random() < 0.2}
    return turned | {"area": some.randrange(6000) / 10, "operator_rating": some.choice(list(LEVELS))}


def held(records: Iterable[Record], key: str = "date") -> bool:
    """Whether one of them lies in the year."""
    return any(x[key].year == YEAR for x in records)


def quarterly(records: Iterable[Record]) -> bool:
    """Whether every quarter of the year has one."""
    return len({(x["date"].month - 1) // 3 for x in records if x["date"].year == YEAR}) == 4


def each(records: list[Record], test: Callable[[Record], Any]) -> bool:
    """Whether there are any, and all of them satisfy a test."""
    return bool(records) and all(test(x) for x in records)


def every(f: Mapping[str, Any]) -> tuple[float, str, dict[str, float]]:
    """Total, grade, and points by part for one platform."""
    p: dict[str, float] = {}
    p["premises.office"] = 2 * f["has_office"] + f["has_venue"] + f["equipped"]
    p["premises.space"] = 5 if f["area"] >= 300 else 5 * f["area"] / 300
    p["premises.layout"] = 2 if f["sound_layout"] else 0
    p["premises.sharing"] = f["premises.sharing"]
    p["premises.joint_planning"] = f["unified_plan"] + f["convenient"]

    p["operation.operator"] = 4 if f["legal_person"] and f["professional_operator"] else 0
    founded = f["operator_founded"]
    years = ON.year - founded.year - ((ON.month, ON.day) < (founded.month, founded.day))
    rated = f["operator_rating"] is not None and LEVELS[f["operator_rating"]] >= 3
    p["operation.outside_operator"] = 3 if f["local_operator"] or (years >= 2 and rated) else 0
    p["operation.staff"] = 2 * f["enough_social_workers"] + f["staff_adjusted"]

    p["funding.sources"] = 2 * f["service_contracts"] + 2 * f["grants"] + 2 * f["donations"]
    fund = 3 * f["fund_set_up"] + (f["fund_set_up"] and f["fund_secures"])
    p["funding.fund"] = fund if f["can_found_fund"] else 0

    posts = f["party_guide"] and f["party_manager"] and f["party_post"]
    p["party.service"] = (2 if posts else 0) + f["party.service"] + f["party_guidance"] + f["party_services"]
    p["party.brand"] = f["party_routine"] + f["red_activities"] + f["party.brand"]

    rules = f["work_rules"] and f["finance_rules"] and f["archive_rules"] and f["venue_rules"] and f["sound_rules"]
    p["nurturing.incubation"] = (1 if rules else 0) + (1 if f["entry_rules"] and f["exit_rules"] else 0) + f["selective_entry"]
    fostered, organisations = f["fostered"], f["organisations"]
    p["nurturing.fostering"] = (
        held([x for x in fostered if x["to_need"]], "chosen")
        + each(fostered, lambda x: x["coached"])
        + 0.5 * f["fostered_linked"]
        + 0.5 * each(fostered, lambda x: x["in_projects"])
    )
    active = sum(quarterly(x["activities"]) for x in organisations)
    p["nurturing.leading"] = (
        each(organisations, lambda x: held(x["activities"]))
        + (bool(organisations) and active * 10 >= 3 * len(organisations))
        + f["nurturing.leading"]
    )
    measured = all(held([x for x in f["measurements"] if x[k]]) for k in ("development", "activity_index"))
    p["nurturing.measuring"] = f["contact_list"] + 0.5 * f["resources_maintained"] + measured + 0.5 * f["participation_in_index"]

    surveys = f["surveys"]
    survey = 2 * held([x for x in surveys if x["complete"]])
    survey += held([x for x in surveys if x["sound_plan"]]) + held([x for x in surveys if x["recorded"]])
    p["hub.research"] = survey + f["hub.research"] + f["problem_list"] + f["need_list"]
    matched = held([x for x in f["matchings"] if x["with_communities"] and x["with_local_units"]])
    p["hub.linking"] = f["resources_contacted"] + f["hub.linking"] + f["resources_integrated"] + f["resources_listed"] + matched
    p["hub.publicity"] = f["publicity_base"] + f["media_contact"] + f["hub.publicity"] + f["good_atmosphere"]

    kinds = {k: held([x for x in f["trainings"] if x["kind"] == k]) for k in ("公益实务实训", "社工业务实训", "负责人和骨干培训")}
    meetings = 2 * (quarterly(f["exchanges"]) and quarterly(f["lectures"])) + (kinds["公益实务实训"] and kinds["社工业务实训"])
    p["services.training"] = meetings + kinds["负责人和骨干培训"] + f["services.training"] + f["broad_training"]
    planned, projects, recommended = f["planned_projects"], f["projects"], f["recommended_projects"]
    clear = each(planned, lambda x: x["clear_clients"] and x["clear_resources"] and x["clear_goals"] and x["clear_schedule"])
    lists = each(planned, lambda x: x["from_lists"]) + each(planned, lambda x: x["to_needs"])
    p["services.planning"] = lists + (2 if clear else 0) + f["services.planning"]
    followed = each([x for x in projects if x["finished"]], lambda x: x["follow_ups"] >= 3)
    p["services.guidance"] = bool(projects) + f["services.guidance"] + each(projects, lambda x: x["followed_regularly"]) + followed
    p["services.brand"] = held(f["brand_events"]) + held(recommended, "recommended")
    p["services.recommended"] = 2 if each(recommended, lambda x: x["effective"] and x["replicable"] and x["well_received"]) else 0

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
