"""Facts that tell two readings apart: looked for where something may turn, and confirmed by evaluating both readings as anybody
would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from math import prod
from typing import Any

from attrs import evolve, frozen

from policyrules.analysis.facts import run, witness
from policyrules.diagnostics.witness import Witness
from policyrules.language import core
from policyrules.language.lowered import Lowered, LoweredSubject
from policyrules.language.trees import Edit, changed
from policyrules.language.values import Value
from policyrules.register.choices import assignments, choices
from policyrules.register.cuts import Cuts, reads, written
from policyrules.register.model import Alternative, Difference, Edge, Place, Reading, Seen, State
from policyrules.register.sites import FORCE, GRADES, cut, day_of, seen, shown, sites
from policyrules.register.totals import Totals
from policyrules.result import Result
from policyrules.runner import Runner

Entries = tuple[LoweredSubject, LoweredSubject]
"""A cut program as written, and otherwise read."""
MOST = 1200
"""The most sets of facts tried for one reading in one place."""


@frozen(eq=False, slots=False)
class Search:
    """Looks for facts under which other readings of a pack differ from its own."""

    lowered: Lowered
    digest: str

    @property
    def program(self) -> core.Program:
        return self.lowered.program

    @cached_property
    def usual(self) -> date:
        """The date of evaluation: the last day in force, else the end of the year of the document."""
        document = self.program.document
        begun = document.start or document.dated
        return document.end or date(begun.year if begun else 2024, 12, 31)

    @cached_property
    def runner(self) -> Runner:
        return Runner(self.lowered, self.digest)

    @cached_property
    def totals(self) -> Totals:
        return Totals(self.cuts, self.usual)

    @cached_property
    def cuts(self) -> Cuts:
        return Cuts(self.lowered)

    # ------------------------------------------------------------ one reading

    def reading(self, assumption: core.Assumption, alternative: Alternative) -> Reading:
        """Another reading of an assumption with what it changes, in every place where it changes something."""
        if alternative.edit(self.program.document) is not self.program.document:
            return self.force(alternative)
        found: list[Difference] = []
        states: set[State] = set()
        for place in self.places(assumption, alternative):
            differences, state = self.grades(alternative, place) if place.key == GRADES else self.search(alternative, place)
            found += differences
            states.add(state)
        whole: State = "differs" if found else "same" if states == {"same"} else "not_found"
        return Reading(alternative, whole, tuple(found), self.evaluate)

    def force(self, alternative: Alternative) -> Reading:
        """Other days in force, shown on the first day of those that only one reading has."""
        document = self.program.document
        days = [d for d in (document.start, alternative.edit(document).start) if d is not None]
        place = Place(self.program.rules[0], FORCE, document.title or document.name)
        found = self.confirmed(alternative, place, {}, min(days))
        return Reading(alternative, "differs" if found else "not_found", (found,) if found else (), self.evaluate)

    def places(self, assumption: core.Assumption, alternative: Alternative) -> Iterator[Place]:
        """Where a rule that rests on an assumption reads otherwise."""
        values = self.changed_values(alternative.edit)
        touched = {(r.subject, r.id) for entry in self.lowered.subjects.values() for r in _touched(entry, assumption)}
        for rule in (r for r in self.program.rules if (r.subject, r.id) in touched):
            other = changed(rule, alternative.edit)
            after = {p.key: tree for p, tree in sites(other)}
            for place, tree in sites(rule):
                if _apart(tree, after[place.key]) or (values and self.uses(rule, place, values)):
                    yield place

    def changed_values(self, edit: Edit) -> frozenset[str]:
        """The values that are worked out otherwise, themselves."""
        return frozenset(v.id for v in self.program.values if changed(v, edit) is not v)

    def uses(self, rule: core.Rule, place: Place, values: frozenset[str]) -> bool:
        """Whether one of some values is gone through in a place."""
        entry = self.cuts.entry(cut(rule, place.key))
        return any(not values.isdisjoint(r.values) for x in entry.rules for r in reads(x))

    def search(self, alternative: Alternative, place: Place) -> tuple[list[Difference], State]:
        """The first facts tried that make a difference in a place."""
        rule = cut(place.rule, place.key)
        entries = self.cuts.entry(rule), self.cuts.entry(rule, alternative.edit)
        on = day_of(place, self.usual)
        tried = choices(entries, on)
        found = self.tried(alternative, place, entries, tried, on)
        if found is None and prod(map(len, tried.values())) <= MOST and all(map(_finite, tried)):
            return [], "same"
        days = (on, on.replace(day=15)) if on == self.usual else (on,)  # a month may lack the day on which a period ends
        for day in days if found is None else ():
            found = found or self.tried(alternative, place, entries, choices(entries, day, wide=True), day)
        return ([found], "differs") if found else ([], "not_found")

    def tried(
        self, alternative: Alternative, place: Place, entries: Entries, tried: dict[core.Field, list[Value]], on: date
    ) -> Difference | None:
        """The first difference that some facts make."""
        for values in assignments(tried, MOST):
            one, other = (seen(run(e, values, on)[place.rule.id], place, whole=False) for e in entries)
            if _unlike(one, other):
                found = self.confirmed(alternative, place, values, on)
                if found is not None:
                    return found
        return None

    def grades(self, alternative: Alternative, place: Place) -> tuple[list[Difference], State]:
        """The totals near the edges of grades that come out otherwise."""
        card = place.rule
        assert isinstance(card, core.Scorecard)
        made = [self.confirmed(alternative, place, values, self.usual) for values in self.totals.near(card).values()]
        return [x for x in made if x is not None], "not_found"

    def confirmed(self, alternative: Alternative, place: Place, values: Mapping[str, Value], on: date) -> Difference | None:
        """The difference that facts make, by evaluating the whole of both readings with them as they are told."""
        entry = self.lowered.subjects[place.rule.subject]
        told = _named(witness(entry, values, on, "", ""), entry.subject)
        one = self.runner.run(place.rule.subject, told.facts, on).value
        other = self.evaluate(alternative, place.rule, told.facts, on)
        here, there = (shown(x, place) if x is not None else None for x in (one, other))
        if here is None or there is None or not _unlike(here, there):
            return None
        return Difference(place, told, here, there)

    def edges(self, rule: core.Rule) -> Iterator[Edge]:
        """The totals near the edges of grades with the grades that the pack gives them."""
        if not isinstance(rule, core.Scorecard):
            return
        for total, values in self.totals.near(rule).items():
            told = witness(self.lowered.subjects[rule.subject], values, self.usual, "", "")
            found = self.runner.run(rule.subject, told.facts, self.usual).value
            here = shown(found, Place(rule, GRADES, rule.name)) if found is not None else None
            if here is not None and here["total"] == total:
                yield Edge(told, here)

    def evaluate(self, alternative: Alternative, rule: core.Rule, facts: object, on: date | None) -> Result | None:
        """What a rule gives under another reading; None for facts that have problems."""
        runner = Runner(self.cuts.only(rule, alternative.edit), self.digest)
        return runner.run(rule.subject, facts, on).value


def _touched(entry: LoweredSubject, assumption: core.Assumption) -> Iterator[core.Rule]:
    """The rules that rest on an assumption."""
    return (written(x) for x in entry.rules if assumption in x.touched)


def _named(told: Witness, subject: core.Subject) -> Witness:
    """With the names of what stands in lists as well."""
    return evolve(told, names={f.alias: f.name for f in core.every_field(subject.fields)})


def _apart(before: Any, after: Any) -> bool:
    """Whether two trees are not the same one."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        return len(before) != len(after) or any(a is not b for a, b in zip(before, after, strict=True))
    return before is not after


def _finite(fact: core.Field) -> bool:
    """Whether all that a fact can be is tried."""
    return isinstance(fact.type, core.Bool | core.Levels | core.Options)


def _unlike(here: Seen | None, there: Seen | None) -> bool:
    """Whether two readings give something else; with grades it is the grade alone that counts."""
    if here is None or there is None:
        return False
    return here["grade"] != there["grade"] if "grade" in here else here != there
