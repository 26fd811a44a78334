"""Facts that no rule reads. (Values that nothing uses are told where names are bound, by `passes.resolve`.)"""

from __future__ import annotations

from collections.abc import Iterator

from policyrules.analysis.model import Claim
from policyrules.diagnostics import unused as d
from policyrules.language import core
from policyrules.language.lowered import (
    Lowered,
    LoweredCard,
    LoweredClasses,
    LoweredRequirement,
    LoweredRule,
    LoweredSubject,
    LoweredTarget,
    LoweredTemplate,
    Reads,
)


def unused(lowered: Lowered) -> Iterator[Claim]:
    """A problem for each fact of the pack itself that nothing reads, where it has its source text: in an exercise facts may be left
    over. A subject without rules is declared for packs below."""
    for entry in lowered.subjects.values():
        if entry.rules and lowered.program.document.sources:
            yield from _subject(entry)


def _subject(entry: LoweredSubject) -> Iterator[Claim]:
    read = set(_read(entry))
    left = [f for f in entry.fields if f not in read and not f.span.source.pack and not _named(entry, f)]
    for fact in left:
        if isinstance(fact.type, core.Records) and any(f in read for f in core.every_field(fact.type.fields)):
            continue
        if fact.lists and not any(f in read for f in entry.fields if f.called == "的".join(fact.lists)):
            continue  # that nothing reads the list was told
        problem = d.UnusedFact(span=fact.span, found=fact.called)
        said = problem.message("zh"), problem.message("en")
        yield Claim("unused", entry.subject.id, "refuted", *said, (), problem)


def _named(entry: LoweredSubject, fact: core.Field) -> bool:
    """Whether a fact is what people know a record by: the first that is a text or an option."""
    if not fact.lists:
        return False
    beside = (f for f in entry.fields if f.lists == fact.lists and isinstance(f.type, core.Text | core.Options))
    return next(beside, None) is fact


def _read(entry: LoweredSubject) -> Iterator[core.Field]:
    for rule in entry.rules:
        for reads in _reads(rule):
            yield from reads.facts
        if isinstance(rule, LoweredTemplate):
            yield from rule.rule.facts()
    for value in entry.values:
        if isinstance(value, core.Value):  # one that nothing uses was told
            yield from (x for x in core.reads(value.expr) if isinstance(x, core.Field))


def _reads(rule: LoweredRule) -> Iterator[Reads]:
    match rule:
        case LoweredCard():
            yield from rule.reads.values()
            yield from (*rule.gates, *rule.bands, *rule.vetoes, *rule.bans, *rule.totals, *rule.ranking)
        case LoweredClasses():
            yield from rule.reads.values()
        case LoweredRequirement():
            yield from (*rule.guards.values(), *rule.tests.values())
        case LoweredTarget():
            yield from (rule.guard, rule.measure)
        case LoweredTemplate():
            yield from (rule.guard, *rule.parts, *rule.conditions)
