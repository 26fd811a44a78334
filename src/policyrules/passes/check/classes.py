"""Classifications (分类): the rows, the class as other rules read it, and rows that overlap though they must not."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import prod
from typing import Any

from policyrules.diagnostics import classes as d
from policyrules.diagnostics.base import Label
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.meaning import Env, evaluate
from policyrules.language.resolved import Bound
from policyrules.language.values import NOTHING, decimal_text
from policyrules.passes.check.notes import joined
from policyrules.passes.check.scorecard import Scorecards

MOST_TRIED = 50_000
"""The most combinations of facts tried for the pairs of rows of one classification."""
LEAST = 20
"""What a pair counts as at least, as it has to be looked at."""


def classification(card: Scorecards, node: s.Classification, bound: Bound) -> core.Classification | None:
    """A classification, checked by the checker of scorecards, whose grades are written alike."""
    written = [x for x in node.rows if isinstance(x, s.Grade)]
    rest = [x for x in written if x.test is None]
    if len(rest) > 1 or (rest and written[-1] is not rest[0]):
        card.problems.append(d.RestNotLastClass(span=rest[0].span))
    if len(rest) == len(written):
        card.problems.append(d.NoClasses(span=node.head.span, label=node.head.name.text))
    notes = card.notes(node.notes, node.rows, "threshold")
    rows = [card.band(x) for x in written]
    made = tuple(x for x in rows if x is not None)
    if len(made) < len(written) or len(rest) == len(written):
        return None
    names = [x.head.name.text for x in written]
    cases = tuple(
        (row.condition, core.Lit(name, span=row.span)) for row, name in zip(made, names, strict=True) if row.condition is not None
    )
    last = core.Lit(names[-1] if rest else NOTHING, span=written[-1].span)
    expr = core.Choose(cases, last, exclusive=node.exclusive, span=node.head.span)
    head, label = node.head, (node.head.title or node.head.name).text
    whole = joined(notes, *(card.register.read(x.notes, "threshold") for x in written))
    value = core.Value(
        *(bound.id, head.name.text, expr, core.Options(tuple(names)), node.span),
        subject=bound.subject,
        assumptions=whole.assumptions,
        cites=whole.cites,
        optional=not rest,
    )
    if node.exclusive:
        card.problems.extend(overlaps(made, names))
    about = (node.exclusive, notes.cites, notes.assumptions)
    return core.Classification((head.alias or head.name).text, head.name.text, label, bound.subject, made, node.span, value, *about)


def overlaps(rows: tuple[core.Band, ...], names: list[str]) -> Iterator[d.OverlappingClasses]:
    """A warning for each pair of rows that hold together for some facts, where facts that show it are found."""
    asked = [
        (row, name, row.condition)
        for row, name in zip(rows, names, strict=True)
        if row.condition is not None and not any(isinstance(x, core.Ref | core.Agg) for x in core.walk(row.condition))
    ]
    left = MOST_TRIED
    for (first, one, a), (second, other, b) in combinations(asked, 2):
        left -= LEAST
        if left < 0:
            return
        facts = list(dict.fromkeys(f for x in (a, b) for f in core.reads(x) if isinstance(f, core.Field)))
        choices = [list(_tried(f, (a, b))) for f in facts]
        size = prod(map(len, choices))
        if size > left:
            continue
        left -= size
        if found := _witness(a, b, facts, choices):
            label = Label(span=first.span, zh=f"“{one}”在这里", en=f"`{one}` is here")
            zh, en = (comma.join(f"{f.called} = {_said(f, v, lang)}" for f, v in found) for lang, comma in enumerate(("、", ", ")))
            yield d.OverlappingClasses(span=second.span, one=one, other=other, facts_zh=zh, facts_en=en, labels=(label,))


def _witness(a: core.Expr, b: core.Expr, facts: list[core.Field], choices: list[list[Any]]) -> list[tuple[core.Field, Any]] | None:
    """Facts for which both conditions hold; None where none are found among those next to the constants compared with."""
    for values in product(*choices):
        env = Env({f.alias: v for f, v in zip(facts, values, strict=True)})
        if evaluate(a, env) is True and evaluate(b, env) is True:
            return list(zip(facts, values, strict=True))
    return None


def _tried(fact: core.Field, exprs: tuple[core.Expr, ...]) -> Iterator[Any]:
    """Values a fact may have that meet every constant it is compared with, and every stretch between two."""
    match fact.type:
        case core.Bool():
            yield from (True, False)
        case core.Levels(names):
            yield from range(len(names))
        case core.Options(names):
            yield from names
        case core.Quantity(whole=whole):
            marks = sorted(set(_marks(fact, exprs)))
            between = [Fraction(a + b) / 2 for a, b in pairwise(marks)]
            ends = [marks[0] - 1, marks[-1] + 1] if marks else []
            near = [m + step for m in marks for step in (-1, 1)] if whole else []
            for value in dict.fromkeys((*marks, *between, *near, *ends)):
                if (not whole or value.denominator == 1) and _allowed(fact, value):
                    yield value


def _marks(fact: core.Field, exprs: tuple[core.Expr, ...]) -> Iterator[Any]:
    for part in (x for e in exprs for x in core.walk(e)):
        if isinstance(part, core.Cmp):
            for own, other in ((part.left, part.right), (part.right, part.left)):
                if isinstance(own, core.Fact) and own.field is fact and isinstance(other, core.Lit):
                    yield from (other.value,) if isinstance(other.value, int | Fraction) else ()


def _allowed(fact: core.Field, value: Any) -> bool:
    low, high = fact.low, fact.high
    under = low is not None and (value < low or (fact.above and value == low))
    over = high is not None and (value > high or (fact.below and value == high))
    return not (under or over)


def _said(fact: core.Field, value: Any, lang: int) -> str:
    match fact.type:
        case core.Bool():
            return (("否", "no"), ("是", "yes"))[value][lang]
        case core.Levels(names):
            return str(names[value])
        case core.Quantity(unit):
            return decimal_text(value) + (unit.symbol if unit else "")
    return str(value)
