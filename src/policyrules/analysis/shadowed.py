"""Rows that are never come to: of 否则 chains, of choices within values, and classes; and classes that overlap under 互斥."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from policyrules.analysis.bounds import expressions, told
from policyrules.analysis.concrete import concrete
from policyrules.analysis.decide import OPEN, Decider, Found, decider, is_real, negated
from policyrules.analysis.facts import witness
from policyrules.analysis.model import Claim, Witness
from policyrules.analysis.places import is_award, leaves
from policyrules.diagnostics import classes as c
from policyrules.diagnostics import reach as d
from policyrules.diagnostics.base import Label
from policyrules.language import core
from policyrules.language.lowered import Lowered, LoweredCard, LoweredClasses, LoweredSubject, Reads

MOST_PAIRS = 2_000
"""The most pairs of classes of one classification that are looked at."""


def shadowed(lowered: Lowered) -> Iterator[Claim]:
    """A problem for each row that is never come to, each class that stays empty, and each two classes that overlap."""
    for entry in lowered.subjects.values():
        by = decider(entry)
        for rule in entry.rules:
            if isinstance(rule, LoweredCard):
                yield from _awards(entry, by, rule)
            elif isinstance(rule, LoweredClasses):
                yield from _classes(entry, by, rule)
        yield from _choices(entry, by)


# ---------------------------------------------------------------- 否则


def _awards(entry: LoweredSubject, by: Decider, card: LoweredCard) -> Iterator[Claim]:
    for part, above, reads in leaves(card):
        if isinstance(part.body, core.Choose) and is_award(part.body):
            given = above if part.guard is None else (*above, part.guard)
            key = f"{card.card.id}/{part.id}"
            yield from _rows(entry, by, key, part.body, given, (*reads, card.reads[part]))


def _choices(entry: LoweredSubject, by: Decider) -> Iterator[Claim]:
    """Choices inside expressions; those that are awards, and classes, have been looked at."""
    seen = {id(p.body) for x in entry.cards for p in x.card.root.walk()}
    classes = {x.rule.value.id for x in entry.rules if isinstance(x, LoweredClasses)}
    seen |= {id(v.expr) for v in entry.values if isinstance(v, core.Value) and v.id in classes}
    for expr in expressions(entry):
        for node in core.walk(expr):
            if isinstance(node, core.Choose) and is_award(node) and id(node) not in seen:
                seen |= {id(x) for x in _chain(node)}
                yield from _rows(entry, by, entry.subject.id, node, (), ())


def _chain(node: core.Choose) -> Iterator[core.Choose]:
    """A choice and those that are its 否则, one after the other."""
    here: core.Expr = node
    while isinstance(here, core.Choose) and is_award(here):
        yield here
        here = here.otherwise


def _rows(
    entry: LoweredSubject, by: Decider, key: str, node: core.Choose, given: tuple[core.Expr, ...], reads: tuple[Reads, ...]
) -> Iterator[Claim]:
    conditions = [condition for x in _chain(node) for condition, _ in x.cases]
    if node.exclusive or (reads and len(conditions) < 2):
        return
    if reads and (by.never(*given, conditions[0]) or by.never(*given, negated(conditions[0]))):
        return  # that is told of the condition
    for n, condition in enumerate(conditions):
        if told(entry, condition):
            continue
        if by.never(*given, *map(negated, conditions[:n]), condition):
            shown, covered = _still(entry, by, given, condition, reads)
            text = " ".join(condition.span.text.split())
            problem = d.RowShadowed(span=condition.span, found=text, covered=covered, witness=shown)
            yield _claim("shadowed", key, problem, shown)


def _still(
    entry: LoweredSubject, by: Decider, given: tuple[core.Expr, ...], condition: core.Expr, reads: tuple[Reads, ...]
) -> tuple[Witness | None, bool]:
    """Facts for which a row's own condition holds, which rows above take; and whether it can hold at all."""
    own = by.possible(*given, condition)
    if own is None:
        return None, False
    if own is OPEN or not reads:
        return None, True
    said = "它本身成立，上面的行先成立", "it holds, and a row above holds first"
    return _shown(entry, by, (*given, condition), reads, own, said), True


def _shown(
    entry: LoweredSubject,
    by: Decider,
    conditions: Sequence[core.Expr],
    reads: Sequence[Reads],
    found: object,
    said: tuple[str, str],
) -> Witness | None:
    assert isinstance(found, dict)
    made: Found = found
    whole = concrete(by, conditions, reads, made)
    return witness(entry, *whole, *said) if whole else None


def _claim(kind: str, key: str, problem: d.RowShadowed | d.NobodyInClass | c.OverlappingClasses, shown: Witness | None) -> Claim:
    return Claim(kind, key, "refuted", problem.message("zh"), problem.message("en"), (shown,) if shown else (), problem)


# ---------------------------------------------------------------- classes


def _classes(entry: LoweredSubject, by: Decider, rule: LoweredClasses) -> Iterator[Claim]:
    rows = rule.rule.rows
    above: list[core.Expr] = []
    empty = list[core.Band]()
    real = True
    for row in rows:
        tried = [] if rule.rule.exclusive and row.condition is not None else [negated(x) for x in above]
        own = [row.condition] if row.condition is not None else []
        found = by.possible(*tried, *own)
        real &= is_real(found)
        if found is None and not any(told(entry, x) for x in own):
            empty.append(row)
            yield _empty(entry, by, rule, row)
        above += own
    if rule.rule.exclusive:
        yield from _overlaps(entry, by, rule, empty)
    if real:
        zh, en = f"分类“{rule.rule.label}”的每一类都有对象可归入", f"something can belong to each class of `{rule.rule.label}`"
        yield Claim("classes", rule.rule.id, "proved", zh, en)


def _empty(entry: LoweredSubject, by: Decider, rule: LoweredClasses, row: core.Band) -> Claim:
    own = by.possible(row.condition) if row.condition is not None else OPEN
    shown = None
    if isinstance(own, dict) and row.condition is not None:
        said = (f"“{row.label}”的条件成立，上面的类先成立", f"the condition of `{row.label}` holds, and a class above holds first")
        shown = _shown(entry, by, (row.condition,), (rule.reads[row],), own, said)
    problem = d.NobodyInClass(span=row.span, label=row.label, covered=own is not None, witness=shown)
    return _claim("classes", rule.rule.id, problem, shown)


def _overlaps(entry: LoweredSubject, by: Decider, rule: LoweredClasses, empty: Sequence[core.Band]) -> Iterator[Claim]:
    """Each two classes that hold together, with facts that were evaluated; what was not decided is said."""
    asked = [row for row in rule.rule.rows if row.condition is not None and row not in empty]
    pairs = list(combinations(asked, 2))
    left = max(0, len(pairs) - MOST_PAIRS)
    found = 0
    for first, second in pairs[:MOST_PAIRS]:
        assert first.condition is not None
        assert second.condition is not None
        both = first.condition, second.condition
        together = by.possible(*both)
        if together is None:
            continue
        said = f"“{first.label}”和“{second.label}”都成立", f"both `{first.label}` and `{second.label}` hold"
        reads = (rule.reads[first], rule.reads[second])
        shown = _shown(entry, by, both, reads, together if isinstance(together, dict) else {}, said)
        if shown is None:
            left += 1
            continue
        found += 1
        label = Label(span=first.span, zh=f"“{first.label}”在这里", en=f"`{first.label}` is here")
        yield _claim(
            "classes",
            rule.rule.id,
            c.OverlappingClasses(span=second.span, one=first.label, other=second.label, labels=(label,), witness=shown),
            shown,
        )
    name = rule.rule.label
    if left:
        zh, en = f"分类“{name}”有 {left} 对类能否同时成立", f"whether {left} pairs of classes of `{name}` can hold together"
        yield Claim("classes", rule.rule.id, "open", zh, en)
    elif not found:
        yield Claim("classes", rule.rule.id, "proved", f"分类“{name}”的各类互斥", f"the classes of `{name}` exclude each other")
