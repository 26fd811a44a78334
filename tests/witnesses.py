"""Witnesses of tight bounds as facts to evaluate: a bound is reached only if the policy says so of facts that
complete those given."""

from __future__ import annotations

from datetime import date
from typing import Any

from policyrules.evaluation.tight import Tightness
from policyrules.language import core
from policyrules.language.values import NOTHING, Listed
from policyrules.policy import Policy
from policyrules.result import PartResult


def facts_of(value: Any, fact: core.Field) -> Any:
    """A value as it is given."""
    if value is NOTHING:
        return "无"
    if isinstance(value, Listed):
        assert isinstance(fact.type, core.Records)
        assert not value.open
        assert value.complete_to is None
        return [{f.own: facts_of(r[f.alias], f) for f in fact.type.fields} for r in value.records]
    if isinstance(fact.type, core.Levels):
        return fact.type.names[value]
    return "某" if value == "\0" else value


def completes(given: Any, whole: Any, field: core.Field | None = None) -> bool:
    """Whether facts say nothing else than what was given; a list that is open may have others."""
    if given is None:
        return True
    if isinstance(given, dict) and isinstance(whole, list):
        records = given.get("records", [])
        others = bool(given.get("open")) or "records" not in given
        return (others or len(whole) == len(records)) and completes(records, whole[: len(records)])
    if isinstance(given, list):
        return len(given) == len(whole) and all(map(completes, given, whole))
    if isinstance(given, dict):
        return all(completes(v, whole[k]) for k, v in given.items())
    return bool(given == whole)


def check(policy: Policy, card: str, facts: dict[str, Any], on: date | None, said: PartResult) -> None:
    """That both bounds of a part that are said to be reached are reached."""
    tightness: Tightness = said._trace.tightness  # type: ignore[attr-defined]
    found = tightness.witnesses(said.rule)
    assert found is not None
    fields = {f.alias: f for f in policy.subjects[0].fields}
    for witness, bound in zip(found, (said.low, said.high), strict=True):
        made = {alias: facts_of(value, fields[alias]) for alias, value in witness.items()}
        assert all(completes(facts.get(alias), value) for alias, value in made.items()), (facts, made)
        points = policy.evaluate({**facts, **made}, on=on).scores[card][said.id].points
        assert points.low == points.high == bound, (facts, made, points, bound)
