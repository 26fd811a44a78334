"""Where rules ask whether something holds, and under what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import frozen

from policyrules.language import core
from policyrules.language.lowered import (
    Aggregate,
    LoweredCard,
    LoweredClasses,
    LoweredRequirement,
    LoweredRule,
    LoweredSubject,
    LoweredTarget,
    LoweredTemplate,
    Reads,
)

What = Literal["award", "deduction", "precondition", "gate", "veto", "when", "duty", "slot", "filter", "each"]


@frozen(eq=False)
class Asked:
    """A condition: the key of its rule, what hangs on it, and what holds wherever it is asked."""

    rule: str
    what: What
    expr: core.Expr
    given: tuple[core.Expr, ...] = ()
    reads: tuple[Reads, ...] = ()

    @property
    def text(self) -> str:
        """As it is written."""
        return " ".join(self.expr.span.text.split())


def asked(entry: LoweredSubject) -> Iterator[Asked]:
    """Every condition of the rules about a subject."""
    for rule in entry.rules:
        yield from _of_rule(rule)
    for value in entry.values:
        if isinstance(value, Aggregate):
            yield from _of_list(value)


def key_of(rule: LoweredRule) -> str:
    """What the rule is called in results."""
    return rule.card.id if isinstance(rule, LoweredCard) else rule.rule.id


def _of_rule(rule: LoweredRule) -> Iterator[Asked]:
    key = key_of(rule)
    match rule:
        case LoweredCard():
            for gate, reads in zip(rule.card.gates, rule.gates, strict=True):
                yield Asked(key, "gate", gate.condition, (), (reads,))
            for veto, reads in zip(rule.card.vetoes, rule.vetoes, strict=True):
                yield Asked(key, "veto", veto.condition, (), (reads,))
            for part, above, reads_above in leaves(rule):
                yield from _of_part(rule, part, above, reads_above)
        case LoweredRequirement():
            for duty in rule.rule.duties:
                yield from _guard(key, "when", duty.guard, (), (rule.guards[duty],))
                given = (duty.guard,) if duty.guard is not None else ()
                yield Asked(key, "duty", duty.test, given, (rule.guards[duty], rule.tests[duty]))
        case LoweredTarget():
            yield from _guard(key, "precondition", rule.rule.guard, (), (rule.guard,))
        case LoweredTemplate():
            guard = rule.rule.guard
            yield from _guard(key, "precondition", guard, (), (rule.guard,))
            for slot, reads in zip(rule.rule.slots, rule.conditions, strict=True):
                if slot.condition is not None:
                    yield Asked(key, "slot", slot.condition, (guard,) if guard is not None else (), (rule.guard, reads))
        case LoweredClasses():
            pass


def leaves(card: LoweredCard) -> Iterator[tuple[core.Part, tuple[core.Expr, ...], tuple[Reads, ...]]]:
    """Every part with the guards of those it stands in, and what these read."""
    stack = [(card.card.root, tuple[core.Expr, ...](), tuple[Reads, ...]())]
    while stack:
        part, above, reads = stack.pop()
        yield part, above, reads
        if isinstance(part.body, tuple):
            if part.guard is not None:
                above, reads = (*above, part.guard), (*reads, card.reads[part])
            stack += [(below, above, reads) for below in reversed(part.body)]


def _of_part(card: LoweredCard, part: core.Part, above: tuple[core.Expr, ...], reads_above: tuple[Reads, ...]) -> Iterator[Asked]:
    key, reads = f"{card.card.id}/{part.id}", (*reads_above, card.reads[part])
    yield from _guard(key, "precondition", part.precondition, above, reads)
    body = part.body
    if isinstance(body, core.Choose) and is_award(body):
        given = above if part.guard is None else (*above, part.guard)
        condition, then = body.cases[0]
        yield Asked(key, "award" if core.as_deducted(then) is None else "deduction", condition, given, reads)


def is_award(node: core.Choose) -> bool:
    """Whether a choice is one that was written as such, of which each condition may hold or not."""
    return not node.table and core.as_unless_none(node) is None and not core.as_counted(node)


def _guard(
    key: str, what: What, guard: core.Expr | None, given: tuple[core.Expr, ...], reads: tuple[Reads, ...]
) -> Iterator[Asked]:
    """A precondition; that there are records (没有时 不适用) is none."""
    if guard is None:
        return
    items = guard.items if isinstance(guard, core.Logic) and guard.op == "and" else (guard,)
    asked_for = tuple(x for x in items if not core.is_some(x))
    if len(asked_for) < len(items):
        given = (*given, *(x for x in items if core.is_some(x)))
        if not asked_for:
            return
        guard = asked_for[0] if len(asked_for) == 1 else core.Logic("and", asked_for, span=guard.span)
    yield Asked(key, what, guard, given, reads)


def _of_list(value: Aggregate) -> Iterator[Asked]:
    agg = value.agg
    if agg.where is not None:
        yield Asked("", "filter", agg.where)
    if agg.op in ("all", "share") and agg.body is not None:
        yield Asked("", "each", agg.body, (agg.where,) if agg.where is not None else ())
    for inner in value.inner.values():
        yield from _of_list(inner)


def comparisons(exprs: Iterable[core.Expr]) -> Iterator[core.Cmp]:
    """The comparisons in some expressions."""
    return (x for e in exprs for x in core.walk(e) if isinstance(x, core.Cmp))
