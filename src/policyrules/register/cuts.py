"""A program cut down to some places of one rule and perhaps read otherwise, lowered: evaluated in no time."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from policyrules.language import core
from policyrules.language.lowered import (
    Lowered,
    LoweredCard,
    LoweredClasses,
    LoweredRequirement,
    LoweredRule,
    LoweredSubject,
    LoweredTarget,
    Reads,
)
from policyrules.language.trees import Edit, changed
from policyrules.passes.lower import lower


def reads(rule: LoweredRule) -> Iterator[Reads]:
    """What everything in a rule reads."""
    match rule:
        case LoweredCard():
            yield from (*rule.reads.values(), *rule.gates, *rule.vetoes, *rule.bans, *rule.bands, *rule.totals, *rule.ranking)
        case LoweredClasses():
            yield from rule.reads.values()
        case LoweredRequirement():
            yield from (*rule.guards.values(), *rule.tests.values())
        case LoweredTarget():
            yield from (rule.guard, rule.measure)


def written(rule: LoweredRule) -> core.Rule:
    """The rule of the core that was lowered."""
    return rule.card if isinstance(rule, LoweredCard) else rule.rule


def as_written(node: object) -> object:
    """No change."""
    return node


@frozen(eq=False)
class Cuts:
    """Makes them of one pack."""

    lowered: Lowered

    def only(self, rule: core.Rule, edit: Edit = as_written) -> Lowered:
        """The program with nothing but one rule."""
        program = self.lowered.program
        subject = next(s for s in program.subjects if s.id == rule.subject)
        made = evolve(program, subjects=(subject,), rules=(rule,))
        if edit is not as_written:
            values, rules = changed(program.values, edit), changed(made.rules, edit)
            made = evolve(made, values=values, rules=rules, document=edit(program.document))
        return lower(made, self.lowered.places)

    def entry(self, rule: core.Rule, edit: Edit = as_written) -> LoweredSubject:
        """The subject of one rule with the values and facts that the rule reads."""
        entry = self.only(rule, edit).subjects[rule.subject]
        if isinstance(rule, core.Classification):  # it reads the class as other rules do, a value that reads what it likes
            return entry
        read = [r for x in entry.rules for r in reads(x)]
        facts = frozenset(f for r in read for f in r.facts)
        keys = frozenset(k for r in read for k in r.values)
        subject = evolve(entry.subject, fields=tuple(f for f in entry.subject.fields if f in facts))
        return evolve(entry, subject=subject, values=tuple(v for v in entry.values if v.id in keys))
