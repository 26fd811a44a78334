"""The workload (`workload/workload.policy`) as a programmer would write it, over a dict in floats: no checks, reasons or unknowns.

`short` gives the total and the grade, `every` the points of every item and criterion as well. Both are held against the pack
before anything is timed.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from math import ceil
from pathlib import Path
from typing import Any

WORKLOAD = Path(__file__).parent / "workload"
Facts = Mapping[str, Any]
Graded = tuple[float, str]
Points = dict[str, float]

BOOLEANS = (
    *("has_office", "has_equipment", "shares_resources", "operator_legal_person", "operator_local", "special_fund"),
    *("party_instructor", "party_brand", "residency_rules", "org_assessment", "survey_done", "survey_report", "resource_list"),
)
WHOLE = {
    "operator_rating": (0, 5),
    "social_workers": (0, 10),
    "org_count": (10, 200),
    "fund_sources": (0, 4),
    "key_orgs": (0, 10),
    "matching_events": (0, 6),
    "media_channels": (0, 6),
    "trainings": (0, 8),
    "salons": (0, 8),
    "projects_planned": (0, 10),
    "min_tracking": (0, 6),
    "brand_events": (0, 3),
}
"""Facts that are whole numbers, with what they lie between; `PARTLY` has those that are not whole, and their decimals."""
PARTLY = {
    "area_m2": (600, 1),
    "operator_years": (8, 1),
    "orgs_active_yearly_rate": (1, 2),
    "orgs_active_quarterly_rate": (1, 2),
    "satisfaction": (100, 1),
}
FACTS = (*BOOLEANS, *WHOLE, *PARTLY)
CUTS = (90, 75)
"""The totals at which grades begin."""


def records(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Facts as an application has them, bool, int and float; the same for the same seed. Most conditions hold for most of them."""
    some = random.Random(seed)
    return [_record(some) for _ in range(count)]


def _record(some: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {key: some.random() < 0.9 for key in BOOLEANS}
    found |= {key: some.randint(low, high) for key, (low, high) in WHOLE.items()}
    found |= {key: round(some.uniform(0, high), decimals) for key, (high, decimals) in PARTLY.items()}
    if some.random() < 0.5:
        found["orgs_active_yearly_rate"] = 1.0
    return found


def holes(full: list[dict[str, Any]], seed: int = 2) -> list[dict[str, Any]]:
    """The same records, each without a tenth of its facts."""
    some = random.Random(seed)
    gone = [set(some.sample(FACTS, len(FACTS) // 10)) for _ in full]
    return [{k: v for k, v in record.items() if k not in left} for record, left in zip(full, gone, strict=True)]


def short(f: Facts) -> Graded:
    """Total and grade."""
    total = (
        (4 if f["has_office"] else 0)
        + (3 if f["has_equipment"] else 0)
        + (5 if f["area_m2"] >= 300 else 5 * f["area_m2"] / 300)
        + (3 if f["shares_resources"] else 0)
        + (4 if f["operator_legal_person"] else 0)
        + (3 if f["operator_local"] or (f["operator_years"] >= 2 and f["operator_rating"] >= 3) else 0)
        + 3 * min(1, f["social_workers"] / ceil(f["org_count"] / 50))
        + 6 * min(1, f["fund_sources"] / 3)
        + (4 if f["special_fund"] else 0)
        + (5 if f["party_instructor"] else 0)
        + (5 if f["party_brand"] else 0)
        + (3 if f["residency_rules"] else 0)
        + 3 * min(1, f["key_orgs"] / 5)
        + (0 if f["orgs_active_quarterly_rate"] < 0.30 else 3 if f["orgs_active_yearly_rate"] >= 1 else 1.5)
        + (3 if f["org_assessment"] else 0)
        + (3 if f["survey_done"] else 0)
        + (3 if f["survey_report"] else 0)
        + (3 if f["resource_list"] else 0)
        + (3 if f["matching_events"] >= 1 else 0)
        + 6 * min(1, f["media_channels"] / 4)
        + 5 * min(1, (f["trainings"] + f["salons"]) / 8)
        + 5 * min(1, f["projects_planned"] / 4)
        + (5 if f["min_tracking"] >= 3 else 5 * f["min_tracking"] / 3)
        + (5 if f["brand_events"] >= 1 else 0)
        + 5 * f["satisfaction"] / 100
    )
    return total, "excellent" if total >= 90 else "good" if total >= 75 else "improving"


def every(f: Facts) -> tuple[float, str, Points]:
    """Total, grade, and the points of every item and criterion."""
    office = 4 if f["has_office"] else 0
    equipment = 3 if f["has_equipment"] else 0
    area = 5 if f["area_m2"] >= 300 else 5 * f["area_m2"] / 300
    shared = 3 if f["shares_resources"] else 0
    premises = office + equipment + area + shared
    legal = 4 if f["operator_legal_person"] else 0
    entry = 3 if f["operator_local"] or (f["operator_years"] >= 2 and f["operator_rating"] >= 3) else 0
    staffing = 3 * min(1, f["social_workers"] / ceil(f["org_count"] / 50))
    operation = legal + entry + staffing
    sources = 6 * min(1, f["fund_sources"] / 3)
    special = 4 if f["special_fund"] else 0
    funding = sources + special
    service = 5 if f["party_instructor"] else 0
    party_brand = 5 if f["party_brand"] else 0
    party = service + party_brand
    residency = 3 if f["residency_rules"] else 0
    key = 3 * min(1, f["key_orgs"] / 5)
    lead = 0 if f["orgs_active_quarterly_rate"] < 0.30 else 3 if f["orgs_active_yearly_rate"] >= 1 else 1.5
    assess = 3 if f["org_assessment"] else 0
    nurturing = residency + key + lead + assess
    survey = (3 if f["survey_done"] else 0) + (3 if f["survey_report"] else 0)
    link = (3 if f["resource_list"] else 0) + (3 if f["matching_events"] >= 1 else 0)
    media = 6 * min(1, f["media_channels"] / 4)
    hub = survey + link + media
    training = 5 * min(1, (f["trainings"] + f["salons"]) / 8)
    planning = 5 * min(1, f["projects_planned"] / 4)
    guidance = 5 if f["min_tracking"] >= 3 else 5 * f["min_tracking"] / 3
    brand = 5 if f["brand_events"] >= 1 else 0
    services = training + planning + guidance + brand
    opinion = 5 * f["satisfaction"] / 100
    total = premises + operation + funding + party + nurturing + hub + services + opinion
    grade = "excellent" if total >= 90 else "good" if total >= 75 else "improving"
    parts = {
        "premises": premises,
        "premises.office": office,
        "premises.equipment": equipment,
        "premises.area": area,
        "premises.shared": shared,
        "operation": operation,
        "operation.legal": legal,
        "operation.entry": entry,
        "operation.staffing": staffing,
        "funding": funding,
        "funding.sources": sources,
        "funding.special": special,
        "party": party,
        "party.service": service,
        "party.brand": party_brand,
        "nurturing": nurturing,
        "nurturing.residency": residency,
        "nurturing.key": key,
        "nurturing.lead": lead,
        "nurturing.assess": assess,
        "hub": hub,
        "hub.survey": survey,
        "hub.link": link,
        "hub.media": media,
        "services": services,
        "services.training": training,
        "services.planning": planning,
        "services.guidance": guidance,
        "services.brand": brand,
        "opinion": opinion,
        "opinion.satisfaction": opinion,
    }
    return total, grade, parts
