"""The lowered form: a program cut into what one evaluation needs. Only `passes.lower` makes it; whatever runs or proves takes it.

What is different from the core: one entry a subject, with its own values and outcomes only; parameters are folded into constants;
values stand after those they use; for every part it is known which facts it reads, directly or through values, and against which
constants. Everything said of lists is drawn out into aggregates, which stand among the values; what is left is scalar.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import frozen

from policyrules.language import core
from policyrules.language.node import Shown
from policyrules.language.values import Known


@frozen(eq=False, repr=False)
class Aggregate(Shown):
    """What a list comes to, under an id of its own, so that what reads it is scalar. ``inner`` are those that are worked out for
    each record, by id: ``agg`` refers to them."""

    id: str
    agg: core.Agg
    inner: Mapping[str, Aggregate]


@frozen(eq=False, repr=False)
class Reads(Shown):
    """What a part reads itself: its guard and, for a leaf, its body.

    ``facts`` are in the order they are first read; ``marks`` the constants that stand in the same expressions, at which the outcome
    may turn; ``on`` is whether the date of evaluation is read; ``values`` the keys of the values gone through.
    """

    facts: tuple[core.Field, ...]
    marks: tuple[Known, ...]
    on: bool
    values: frozenset[str]


@frozen(eq=False, repr=False)
class LoweredCard(Shown):
    """A scorecard with what its parts, gates and grades read, which parts judged facts alone decide, and the assumptions that
    touch it, in the order of the pack."""

    card: core.Scorecard
    reads: Mapping[core.Part, Reads]
    judged: frozenset[core.Part]
    gates: tuple[Reads, ...]
    bands: tuple[Reads, ...]
    values: Mapping[str, core.Value | Aggregate]
    touched: tuple[core.Assumption, ...]
    parts: frozenset[str] = frozenset()
    """Ids of the parts whose points its grades, totals and ranking ask for."""
    vetoes: tuple[Reads, ...] = ()
    bans: tuple[Reads, ...] = ()
    """Of each veto, what the last day on which the subject is barred reads."""
    full: bool = False
    """Whether its grades, totals and ranking ask for the full marks that apply."""
    totals: tuple[Reads, ...] = ()
    ranking: tuple[Reads, ...] = ()

    @property
    def id(self) -> str:
        return self.card.id

    @cached_property
    def apart(self) -> bool:
        """Whether full marks may be less (不计入满分)."""
        return any(p.apart for p in self.reads)

    @cached_property
    def _parents(self) -> dict[core.Part, core.Part]:
        return {below: part for part in self.reads if isinstance(part.body, tuple) for below in part.body}

    def above(self, part: core.Part) -> list[core.Part]:
        """The parts that a part stands in, nearest first."""
        found: list[core.Part] = []
        while (outer := self._parents.get(part)) is not None:
            found.append(outer)
            part = outer
        return found


@frozen(eq=False, repr=False)
class LoweredClasses(Shown):
    """A classification with what each of its conditions reads, and the assumptions that touch it."""

    rule: core.Classification
    reads: Mapping[core.Band, Reads]
    values: Mapping[str, core.Value | Aggregate]
    touched: tuple[core.Assumption, ...]

    @property
    def id(self) -> str:
        return self.rule.id


@frozen(eq=False, repr=False)
class LoweredRequirement(Shown):
    """A requirement with what the guard and the test of each line read, which lines judged facts alone decide, and the assumptions
    that touch it."""

    rule: core.Requirement
    guards: Mapping[core.Duty, Reads]
    tests: Mapping[core.Duty, Reads]
    judged: frozenset[core.Duty]
    values: Mapping[str, core.Value | Aggregate]
    touched: tuple[core.Assumption, ...]

    @property
    def id(self) -> str:
        return self.rule.id


@frozen(eq=False, repr=False)
class LoweredTarget(Shown):
    """A target with what its guard and its measure read, whether judged facts alone decide, and the assumptions that touch it."""

    rule: core.Target
    guard: Reads
    measure: Reads
    judged: bool
    values: Mapping[str, core.Value | Aggregate]
    touched: tuple[core.Assumption, ...]

    @property
    def id(self) -> str:
        return self.rule.id


@frozen(eq=False, repr=False)
class LoweredTemplate(Shown):
    """A template of names with what its guard, each slot, and each slot's condition read, and the assumptions that touch it."""

    rule: core.Template
    guard: Reads
    parts: tuple[Reads, ...]
    conditions: tuple[Reads, ...]
    values: Mapping[str, core.Value | Aggregate]
    touched: tuple[core.Assumption, ...]

    @property
    def id(self) -> str:
        return self.rule.id


LoweredRule = LoweredCard | LoweredClasses | LoweredRequirement | LoweredTarget | LoweredTemplate


@frozen(eq=False, repr=False)
class LoweredSubject(Shown):
    """A subject with everything that is worked out about it; ``fields`` are its facts, those of records in lists among them;
    ``rules`` are in the order they are declared in; ``excusable`` is what may take exceptions, by the key of results and facts;
    ``touched`` are the assumptions its results stand on, those of the header among them."""

    subject: core.Subject
    fields: tuple[core.Field, ...]
    values: tuple[core.Value | Aggregate, ...]
    rules: tuple[LoweredRule, ...]
    excusable: Mapping[str, core.Excusable]
    touched: tuple[core.Assumption, ...]

    @property
    def cards(self) -> tuple[LoweredCard, ...]:
        return tuple(x for x in self.rules if isinstance(x, LoweredCard))


@frozen(eq=False, repr=False)
class Lowered(Shown):
    """A whole pack, ready to run. ``places`` says where each quote stands."""

    program: core.Program
    subjects: Mapping[str, LoweredSubject]
    places: Mapping[core.Citation, core.Place]


def every_reads(subject: LoweredSubject) -> list[Reads]:
    """What the rules of a subject read, all of them."""
    return [read for rule in subject.rules for read in _rule_reads(rule)]


def _rule_reads(rule: LoweredRule) -> tuple[Reads, ...]:
    match rule:
        case LoweredCard():
            return (*rule.reads.values(), *rule.gates, *rule.bands, *rule.vetoes, *rule.bans, *rule.totals, *rule.ranking)
        case LoweredClasses():
            return tuple(rule.reads.values())
        case LoweredRequirement():
            return (*rule.guards.values(), *rule.tests.values())
        case LoweredTarget():
            return rule.guard, rule.measure
        case LoweredTemplate():
            return rule.guard, *rule.parts, *rule.conditions
