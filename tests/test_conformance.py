"""Conformance: policies, facts and results worked out by hand (`conformance/*.toml`), the same for every way to run a policy.

A case names only what it is about. ``total``, ``low``, ``high`` and points are decimals or fractions; "none" is nothing.
``outcomes`` are classes, requirements, targets and names by id; what a case says besides is of the scorecard ``score``.
``missing`` is in order, with swings; ``barred`` is what the last day of a ban lies between, empty without one; ``full``
what full marks that apply lie between; ``totals`` least, most and the certain figure of each. ``problems`` are
the codes that the policy, or the facts of a case, give instead of a result.
"""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from packs import Built, build_texts

import policyrules
from policyrules.language.vocabulary import Side
from policyrules.passes.parse import parse
from policyrules.policy import FactsError
from policyrules.result import ClassResult, NameResult, Outcome, PartResult, RequirementResult, ScoreResult, TargetResult
from policyrules.runner import Engine
from policyrules.source import Source

Case = dict[str, Any]
FOLDER = Path(__file__).parent / "conformance"
POLICIES: list[tuple[str, dict[str, Any]]] = [
    (f"{path.stem}: {policy['name']}", policy)
    for path in sorted(FOLDER.glob("*.toml"))
    for policy in tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["policy"]
]
CASES = [(f"{name} [{n}]", policy, case) for name, policy in POLICIES for n, case in enumerate(policy.get("case", ()), 1)]
RESULT = jsonschema.Draft202012Validator(
    json.loads((Path(policyrules.__file__).parent / "schemas" / "result-1.json").read_text(encoding="utf-8"))
)
SIDES: tuple[Side, ...] = ("zh", "en")
SCORE_KEYS = {
    "total",
    "low",
    "high",
    "tight",
    "grade",
    "grades",
    "graded_on",
    "gate",
    "missing",
    "assumed",
    "veto",
    "barred",
    "full",
    "ungraded",
    "conflict",
    "totals",
}
KNOWN_KEYS = SCORE_KEYS | {"facts", "on", "parts", "problems", "outcomes"}
STATES = {None: "unknown", True: "yes", False: "no"}
CLASS_KEYS = {"class", "classes", "conflict", "holds", "missing", "assumed"}
DUTY_KEYS = {"finding", "findings", "lines", "basis", "applies", "missing", "assumed"}
TARGET_KEYS = DUTY_KEYS - {"lines"} | {"row", "value", "distance", "strict", "after_last", "states", "rows", "holds"}
NAME_KEYS = {"finding", "made", "needed", "omitted", "parses", "ambiguous", "more", "faults", "missing", "assumed"}
PART_KEYS = {"points", "low", "high", "tight", "outcome", "basis", "finding", "adjusted"}


def written(text: str, side: Side) -> str:
    """The policy in one vocabulary."""
    if side == "zh":
        return text
    from policyrules.text.fmt import show

    parsed = parse(Source("rules.policy", text))
    assert parsed.value is not None
    return show(parsed.value, side)


@cache
def built(text: str, side: Side) -> Built:
    return build_texts(written(text, side))


@pytest.mark.parametrize(("name", "policy"), POLICIES, ids=[name for name, _ in POLICIES])
@pytest.mark.parametrize("side", SIDES)
def test_policy_is_accepted(name: str, policy: dict[str, Any], side: Side) -> None:
    made = built(policy["text"], side)
    expected = policy.get("problems", policy.get("warnings", []))
    assert made.codes == expected, f"{name}\n{made.rendered('en')}"
    assert (made.policy is None) == ("problems" in policy)


@pytest.mark.parametrize(("name", "policy", "case"), CASES, ids=[name for name, _, _ in CASES])
@pytest.mark.parametrize(("side", "engine"), [("zh", "interpreter"), ("en", "compiled")])
def test_case(name: str, policy: dict[str, Any], case: Case, side: Side, engine: Engine) -> None:
    unknown = case.keys() - KNOWN_KEYS
    assert not unknown, f"{name}: {unknown} checks nothing"
    made = built(policy["text"], side).usable
    if "problems" in case:
        with pytest.raises(FactsError) as caught:
            made.evaluate(case["facts"], on=case.get("on"), engine=engine)
        assert [p.code for p in caught.value.problems] == case["problems"]
        return
    result = made.evaluate(case["facts"], on=case.get("on"), engine=engine)
    if "score" in result:
        check_score(result.scores["score"], case)
    else:
        assert not case.keys() & SCORE_KEYS, f"{name}: there is no score"
    for key, wanted in case.get("outcomes", {}).items():
        check_outcome(result[key], wanted)
    RESULT.validate(result.to_dict())
    for part in case.get("parts", {}):
        check_part(result.scores["score"][part], case["parts"][part])


def number(value: Any) -> Fraction | None:
    return None if value is None else Fraction(value)


def told(text: str) -> Fraction | None:
    return None if text == "none" else Fraction(text)


def check_score(score: ScoreResult, case: Case) -> None:
    found: Case = {
        "total": number(score.total),
        "low": number(score.points.low),
        "high": number(score.points.high),
        "tight": score.points.tight,
        "grade": score.grade or "none",
        "grades": list(score.grades),
        "graded_on": number(score.graded_on),
        "gate": score.gate,
        "missing": [[m.fact.alias, number(m.swing)] for m in score.missing],
        "assumed": score.assumed,
        "veto": score.veto,
        "ungraded": score.ungraded,
        "conflict": score.conflict,
        "full": score.full and [number(score.full.low), number(score.full.high)],
        "totals": {t.rule.id: [number(t.low), number(t.high), number(t.total)] for t in score.totals},
        "barred": [str(d or "none").lower() for d in (score.barred.low, score.barred.high)] if score.barred else [],
    }
    for key in found.keys() & case.keys():
        wanted: Any = case[key]
        if key in ("total", "low", "high", "graded_on"):
            wanted = told(wanted)
        elif key == "full":
            wanted = list(map(told, wanted))
        elif key == "totals":
            wanted = {name: [*map(told, ends)] for name, ends in wanted.items()}
        elif key == "missing":
            wanted = [[fact, told(swing)] for fact, swing in wanted]
        assert found[key] == wanted, key


def check_outcome(outcome: Outcome, wanted: Case) -> None:
    found: Case = {"missing": [m.fact.alias for m in outcome.missing], "assumed": outcome.assumed}
    if isinstance(outcome, ClassResult):
        holds = [STATES[row.holds] for row in outcome.rows]
        facts = {"class": outcome.name or "none", "classes": list(outcome.classes), "conflict": outcome.conflict, "holds": holds}
        assert wanted.keys() <= CLASS_KEYS
        found |= facts
    elif isinstance(outcome, NameResult):
        assert wanted.keys() <= NAME_KEYS
        found |= {
            "finding": outcome.finding,
            "made": outcome.made or "none",
            "needed": [x.alias for x in outcome.needed],
            "omitted": [x.key for x in outcome.omitted],
            "parses": [[text or "" for _, text in parse.parts] for parse in outcome.parses],
            "ambiguous": outcome.ambiguous,
            "more": outcome.more,
            "faults": [[x.kind, x.slot.key if x.slot else "", x.expected, x.found] for x in outcome.faults],
        }
    elif isinstance(outcome, TargetResult):
        assert wanted.keys() <= TARGET_KEYS
        wanted = {key: told(value) if key in ("value", "distance") else value for key, value in wanted.items()}
        scale = 100 if outcome.unit == "%" else 1
        found |= {
            "finding": outcome.finding,
            "findings": sorted(outcome.findings),
            "row": outcome.current.id if outcome.current else "none",
            "value": None if outcome.value is None else Fraction(outcome.value) * scale,
            "distance": None if outcome.distance is None else Fraction(outcome.distance) * scale,
            "strict": outcome.strict,
            "after_last": outcome.after_last,
            "states": [row.state for row in outcome.rows],
            "rows": [row.finding or "none" for row in outcome.rows],
            "holds": [STATES[row.holds] for row in outcome.rows],
            "basis": outcome.basis,
            "applies": STATES[outcome.applies],
        }
    else:
        assert isinstance(outcome, RequirementResult)
        lines = [line.finding for line in outcome.lines]
        applies = STATES[outcome.applies]
        facts = {"finding": outcome.finding, "findings": sorted(outcome.findings), "lines": lines, "applies": applies}
        assert wanted.keys() <= DUTY_KEYS
        found |= facts | {"basis": outcome.basis}
    for key, value in wanted.items():
        assert found[key] == value, (outcome.id, key)


def check_part(part: PartResult, wanted: Case) -> None:
    assert wanted.keys() <= PART_KEYS
    if "points" in wanted:
        assert number(part.points.known) == told(wanted["points"]), part.id
    for key in wanted.keys() & {"low", "high"}:
        assert number(getattr(part.points, key)) == told(wanted[key]), (part.id, key)
    if "tight" in wanted:
        assert part.points.tight is wanted["tight"], part.id
    for key in wanted.keys() & {"outcome", "basis"}:
        assert getattr(part, key) == wanted[key], (part.id, key)
    if "finding" in wanted:
        assert (part.finding or "none") == wanted["finding"], part.id
    if "adjusted" in wanted:
        assert list(part.adjusted) == wanted["adjusted"], part.id
