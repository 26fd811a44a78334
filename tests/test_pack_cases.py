"""The cases of each pack hold, and each of its own rules that is broken by hand makes at least one of them fail.

A mutant is the checked program with one thing changed: a number written in the scorecard (a threshold, a share, a period), the
word it is compared with, a fact turned around, the period in which records count, a parameter halved, the rounding. What stands at
one place of the text is changed together, as somebody who edits the file would. Points of criteria, and the most that assessors may
give, have to add up: `check` finds those changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve, fields, has

from policyrules import cases
from policyrules.language import core
from policyrules.passes.lower import lower
from policyrules.policy import Policy
from policyrules.source import Span

SUITES = {name: cases.opened(name).sure for name in ("wenzhou_2021", "zhejiang_2021")}
LEAST = {"wenzhou_2021": (100, 200), "zhejiang_2021": (25, 20)}
"""How many cases and mutants there are at least."""
every_pack = pytest.mark.parametrize("pack", SUITES)
STRICT: dict[str, str] = {"ge": "gt", "gt": "ge", "le": "lt", "lt": "le", "eq": "ne", "ne": "eq"}
RULES = (
    core.Scorecard
    | core.Part
    | core.Effect
    | core.Bands
    | core.Band
    | core.Classification
    | core.Requirement
    | core.Duty
    | core.Target
    | core.Due
)
Change = Callable[[Any], Any]


@every_pack
def test_the_cases_of_the_pack_hold(pack: str) -> None:
    suite = SUITES[pack]
    results = [cases.run(suite.policy, case) for case in suite.cases]
    assert cases.report(results, "zh") == f"用例 {len(results)} 个，全部通过\n"
    assert len(results) > LEAST[pack][0]


# ---------------------------------------------------------------- mutants


def changed(node: Any, change: Change) -> Any:
    """A tree in which every expression, part and value is what ``change`` makes of it."""
    if isinstance(node, tuple):
        return tuple(changed(x, change) for x in node)
    if not has(type(node)) or isinstance(node, core.Field | core.Subject | core.Document | core.Citation | core.Assumption | Span):
        return node
    inner = {
        a.name: made
        for a in fields(type(node))
        if (old := getattr(node, a.name)) is not None and (made := changed(old, change)) is not old and made != old
    }
    return change(evolve(node, **inner) if inner else node)


def expressions(node: Any) -> Iterator[core.Expr]:
    if isinstance(node, core.Expr):
        yield from core.walk(node)
    elif isinstance(node, tuple):
        for inner in node:
            yield from expressions(inner)
    elif isinstance(node, RULES):
        for attribute in fields(type(node)):
            yield from expressions(getattr(node, attribute.name))


def at(node: core.Expr) -> tuple[str, int, int]:
    return node.span.source.path, node.span.start, node.span.end


def mutants(program: core.Program) -> Iterator[tuple[str, Change]]:
    """Every change of a pack's own rules, with what it is called."""
    seen: set[tuple[Any, ...]] = set()
    whole = (program.rules, tuple(v.expr for v in program.values if not v.parameter))
    for node in (x for x in expressions(whole) if not x.span.source.pack):
        for name, change in of_one(node):
            key = (at(node), name)
            if key not in seen:
                seen.add(key)
                line = node.span.source.position(node.span.start)[0]
                yield f"{node.span.source.path}:{line} {node.span.text!r} {name}", placed(node, change)
    used = {x.key for x in expressions(program.rules) if isinstance(x, core.Ref)}
    for value in (v for v in program.values if v.parameter and v.id in used):
        yield f"{value.name} halved", halved(value.id)
    for mode in ("down", "up") if any(c.bands and c.bands.rounding for c in program.scorecards) else ():
        yield f"rounding {mode}", rounded(mode)


def of_one(node: core.Expr) -> Iterator[tuple[str, Change]]:
    match node:
        case core.Lit(value) if isinstance(value, int | Fraction) and node.span.text[0].isdecimal():
            step = Fraction(1, 100) if node.ratio else 12 if node.unit and node.unit.symbol in ("月", "年") else 1
            yield "+", lambda x: evolve(x, value=x.value + step)
            yield "-", lambda x: evolve(x, value=x.value - step)
        case core.Cmp(op) if any(c.isdecimal() for c in node.span.text):  # and none that a list brings with it
            yield STRICT[op], lambda x: evolve(x, op=STRICT[x.op])
        case core.Fact(field) if isinstance(field.type, core.Bool):
            yield "not", lambda x: core.Logic("not", (x,), span=x.span)
        case core.Agg(within=core.Stretch()):
            yield "whenever", lambda x: evolve(x, within=None)


def placed(node: core.Expr, change: Change) -> Change:
    """The change, of every node of this kind at this place."""
    place, kind = at(node), type(node)
    return lambda x: change(x) if type(x) is kind and at(x) == place else x


def halved(id: str) -> Change:
    def half(value: core.Value) -> core.Value:
        assert isinstance(value.expr, core.Lit)
        return evolve(value, expr=evolve(value.expr, value=Fraction(str(value.expr.value)) / 2))

    return lambda x: half(x) if isinstance(x, core.Value) and x.id == id else x


def rounded(mode: Any) -> Change:
    return lambda x: evolve(x, rounding=(x.rounding[0], mode)) if isinstance(x, core.Bands) and x.rounding else x


def killed(suite: cases.Suite, change: Change) -> bool:
    """Whether some case fails under a change."""
    old = suite.policy.program
    program = evolve(old, rules=changed(old.rules, change), values=changed(old.values, change))
    policy = Policy(lower(program, suite.policy.lowered.places), "", ())
    about = {new.subject for was, new in zip(old.rules, program.rules, strict=True) if new is not was}
    every = not about or any(new is not was for was, new in zip(old.values, program.values, strict=True))
    return any(not cases.run(policy, case).passed for case in suite.cases if every or case.subject.id in about)


@every_pack
def test_the_program_unchanged_passes(pack: str) -> None:
    assert not killed(SUITES[pack], lambda x: x)


@every_pack
def test_every_broken_rule_fails_a_case(pack: str) -> None:
    every = list(mutants(SUITES[pack].policy.program))
    assert len(every) > LEAST[pack][1]
    assert [name for name, change in every if not killed(SUITES[pack], change)] == []
