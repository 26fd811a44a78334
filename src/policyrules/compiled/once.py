"""One evaluation: the facts it was made from, and what the interpreter makes of them when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import frozen

from policyrules.compiled.loops import fields
from policyrules.compiled.subject import Compiled
from policyrules.evaluation.facts import FactReader, Facts
from policyrules.evaluation.interpret import Run, outcome, worked_out
from policyrules.graph.facts import scale_of
from policyrules.language import core
from policyrules.language.lowered import LoweredCard
from policyrules.language.values import exact
from policyrules.result import Outcome

if TYPE_CHECKING:
    from policyrules.language.meaning import Env


@frozen(eq=False)
class Plan:
    """What all results about one subject share."""

    policy: str
    digest: str
    document: core.Document
    above: tuple[core.Document, ...]
    places: Mapping[core.Citation, core.Place]
    compiled: Compiled
    reader: FactReader
    explain: Callable[..., str]
    say: Callable[..., str]


class Once:
    """One evaluation: its facts, and what the interpreter makes of them when it is asked."""

    def __init__(self, plan: Plan, raw: tuple[Any, ...] | Facts, on: date | None) -> None:
        self.plan = plan
        self.raw = raw
        self.on = on
        self.told: dict[str, Outcome] = {}
        self.runs: dict[str, Run] = {}

    @cached_property
    def facts(self) -> Facts:
        if isinstance(self.raw, Facts):
            return self.raw
        given = zip(self.plan.compiled.fields, self.raw, strict=True)
        return self.plan.reader.read({f.alias: again(f, raw) for f, raw in given if raw is not None}).sure

    @cached_property
    def env(self) -> Env:
        return worked_out(self.plan.compiled.entry, self.facts, self.on)

    def run(self, card: LoweredCard) -> Run:
        """The interpreter at work on a scorecard."""
        found = self.runs.get(card.id)
        if found is None:
            found = self.runs.setdefault(card.id, Run(self.plan.compiled.entry, card, self.facts, self.env))
        return found

    def outcome(self, id_: str) -> Outcome:
        """What one rule gives, by the interpreter."""
        found = self.told.get(id_)
        if found is None:
            entry = self.plan.compiled.entry
            rule = next(r for r in entry.rules if r.id == id_)
            found = self.told.setdefault(id_, outcome(entry, rule, self.facts, self.env))
        return found


def again(fact: core.Field, raw: Any) -> Any:
    """A fact as it can be read again: of a list, from the tuples it was read into (`compiled.loops.record`)."""
    return [_record(fields(fact), r) for r in raw] if isinstance(fact.type, core.Records) else raw


def _record(columns: Sequence[core.Field], read: Sequence[Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    rest = iter(read)
    for fact in columns:
        value = next(rest)
        made[fact.own] = "无" if fact.optional and next(rest) else _unscaled(fact, value)
    return made


def _unscaled(fact: core.Field, value: Any) -> Any:
    match fact.type:
        case core.Quantity() as type_:
            return exact(Fraction(value, scale_of(fact, type_)[0]))
        case core.Levels(names):
            return names[value]
    return again(fact, value)
