"""Tables (分档) and classes by a figure: does something apply whatever the figure is?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import TypeGuard

from attrs import evolve

from policyrules.analysis.facts import run, witness
from policyrules.analysis.model import Claim, Witness
from policyrules.analysis.spread import Run, Spread
from policyrules.analysis.words import text
from policyrules.analysis.worth import Worth, blank, domain
from policyrules.diagnostics.grades import ClassesLeaveGap
from policyrules.language import core
from policyrules.language.lowered import Lowered, LoweredClasses, LoweredSubject
from policyrules.language.values import Number, exact, terminates
from policyrules.result import ClassResult

MOST_MARKS = 200


def tiers(lowered: Lowered) -> Iterator[Claim]:
    """Claims about tables, and about classifications by one figure."""
    for entry in lowered.subjects.values():
        for card in entry.cards:
            bodies = [p.body for p in card.card.root.walk() if isinstance(p.body, core.Expr)]
            if n := sum(isinstance(x, core.Choose) and x.table for body in bodies for x in core.walk(body)):
                zh = f"“{card.card.name}”的分档：共 {n} 处，无论情况如何都有一行适用，每一行都轮得到"
                en = f"tables of `{card.card.name}`: {n}, in each of which a row always applies, and each row somewhere"
                yield Claim("table", card.card.id, "proved", zh, en)
        for rule in entry.rules:
            if isinstance(rule, LoweredClasses) and all(r.condition is not None for r in rule.rule.rows):
                yield from _classes(entry, rule)


def _classes(entry: LoweredSubject, lowered: LoweredClasses) -> Iterator[Claim]:
    rule = lowered.rule
    conditions = [r.condition for r in rule.rows if r.condition is not None]
    fact = _figure(conditions)
    marks = sorted({x.value for c in conditions for x in core.walk(c) if isinstance(x, core.Lit) and _numeric(x.value)})
    if fact is None or len(marks) > MOST_MARKS:
        return
    nothing = blank(entry.fields)
    whole = evolve(domain(fact), absent=False)
    ends = (-inf, *marks, inf)
    runs = [
        x for low, high in pairwise(ends) for x in (Run(low, high, True, True), Run(high, high)) if x.high != inf or x.open_high
    ]
    cells = [held for r in runs if not (held := whole.within(r)).empty]
    there = [(held, [Worth(lowered.values, nothing, {fact.alias: held}).truth(c) for c in conditions]) for held in cells]
    taken = [n for n, (_, truths) in enumerate(there) if True in truths]
    between = there[taken[0] : taken[-1] + 1] if taken else []
    gaps = [held for held, truths in between if all(t is False for t in truths)]
    lone = len(gaps) == 1 and gaps[0].only is not None  # a wider gap is mostly meant
    for gap in gaps:
        if shown := _shown(entry, rule, fact, gap):
            number = str(shown.facts[fact.alias])
            kept = any(a.kind == "threshold" for a in rule.assumptions)
            problem = None
            if lone and not kept:
                problem = ClassesLeaveGap(span=rule.span, witness=shown, label=rule.name, fact=fact.name, number=number)
            zh = f"“{fact.name}”为 {number} 时不属于“{rule.name}”的任何一类"
            en = f"where `{fact.name}` is {number}, no class of `{rule.name}` holds"
            yield Claim("classes_whole", rule.id, "declared" if kept else "refuted", zh, en, (shown,), problem)
            return
    if between and all(True in truths for _, truths in between):
        far_zh, far_en = _span(there, taken)
        zh = f"“{rule.name}”的各类之间没有空档：“{fact.name}”{far_zh}，每个数都有一类"
        en = f"the classes of `{rule.name}` leave nothing out between them: every `{fact.name}` {far_en} has one"
        yield Claim("classes_whole", rule.id, "proved", zh, en)


def _figure(conditions: list[core.Expr]) -> core.Field | None:
    """The one figure that conditions compare with constants, and nothing else."""
    found: set[core.Field] = set()
    for node in (x for c in conditions for x in core.walk(c)):
        match node:
            case core.Fact(fact):
                found.add(fact)
            case core.Lit() | core.Cmp() | core.Logic():
                continue
            case _:
                return None
    only = found.pop() if len(found) == 1 else None
    return only if only is not None and isinstance(only.type, core.Quantity) else None


def _numeric(value: object) -> TypeGuard[Number]:
    """Whether a value is a number."""
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _shown(entry: LoweredSubject, rule: core.Classification, fact: core.Field, gap: Spread) -> Witness | None:
    """A figure in a gap of which the interpreter says that no class holds."""
    hull = gap.hull
    number: Number | None = next(gap.dots(), None)
    if number is None and inf not in (hull.high, -hull.low):
        number = exact(Fraction(hull.low + hull.high) / 2)
    if number is None or not terminates(number):
        return None
    result = run(entry, {fact.alias: number}, None)[rule.id]
    if not isinstance(result, ClassResult) or result.classes or not result.unclassed:
        return None
    return witness(entry, {fact.alias: number}, None, "哪一类都不是", "no class holds")


def _span(there: list[tuple[Spread, list[object]]], taken: list[int]) -> tuple[str, str]:
    """How far the figures go that have a class."""
    low, high = there[taken[0]][0].hull.low, there[taken[-1]][0].hull.high
    if low == -inf or high == inf:
        ends = (f"从 {text(low)} 起", f"from {text(low)} up") if low != -inf else (f"到 {text(high)} 为止", f"up to {text(high)}")
        return ends if (low, high) != (-inf, inf) else ("不论多少", "there is")
    return f"从 {text(low)} 到 {text(high)}", f"from {text(low)} to {text(high)}"
