"""Targets that ask for less from one day to a later one, and rows that the measure always meets or never can."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from policyrules.analysis.cells import cells, grid_of
from policyrules.analysis.concrete import complete_env, completions, tried
from policyrules.analysis.decide import Decider, decider
from policyrules.analysis.facts import witness
from policyrules.analysis.model import Claim, Witness
from policyrules.diagnostics import targets as d
from policyrules.diagnostics.base import Label
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.lowered import Aggregate, Lowered, LoweredSubject, LoweredTarget
from policyrules.language.meaning import evaluate, unknown
from policyrules.language.values import Listed

MOST_KINDS, MOST_RECORDS = 8, 20
"""The most kinds of records, and the most records, of a list made up to show a share."""
_UP, _DOWN = ("ge", "gt"), ("le", "lt")


def loosening(lowered: Lowered) -> Iterator[Claim]:
    """A problem for each row that asks for less than one before it, and each that is decided whatever the facts."""
    count = 0
    for entry in lowered.subjects.values():
        for rule in entry.rules:
            if isinstance(rule, LoweredTarget):
                claims = list(_target(entry, decider(entry), rule))
                count += not claims and _in_line(rule)
                yield from claims
    if count:
        zh, en = f"{count} 个目标没有一行比前一行要求低", f"in {count} targets no row asks for less than the one before it"
        yield Claim("targets", lowered.program.name, "proved", zh, en)


def _in_line(rule: LoweredTarget) -> bool:
    """Whether the rows of a target all ask for much, or all for little."""
    kinds = [_kind(row.test) for row in rule.rule.rows if row.test is not None]
    return len(kinds) > 1 and None not in kinds and len(set(kinds)) == 1


def _target(entry: LoweredSubject, by: Decider, rule: LoweredTarget) -> Iterator[Claim]:
    rows = [row for row in rule.rule.rows if row.test is not None]
    decided = {row: _decided(by, row.test) for row in rows if row.test is not None}
    for row, holds in decided.items():
        if holds is not None:
            yield _claim(rule, d.DueDecided(span=row.span, found=row.label, holds=holds), None)
    for before, row in pairwise(rows):
        assert before.test is not None
        assert row.test is not None
        if decided[before] is None and decided[row] is None and _looser(before.test, row.test):
            yield _loosens(entry, by, rule, before, row)


def _decided(by: Decider, test: core.Cmp) -> bool | None:
    """What a row comes to for every value of the measure; None where that differs, or the measure may be 无."""
    left, right = test.left, test.right
    assert isinstance(right, core.Lit)
    value = unknown(left.field) if isinstance(left, core.Fact) else by.hull(left)
    grid = (grid_of(left.field),) if isinstance(left, core.Fact) else ()
    answers = {iv.compare(test.op, c.point, right.value) for c in cells(value, (right.value,), *grid)}
    return answers == {True} if len(answers) == 1 else None


def _kind(test: core.Cmp) -> str | None:
    return "up" if test.op in _UP else "down" if test.op in _DOWN else None


def _looser(before: core.Cmp, row: core.Cmp) -> bool:
    """Whether a row is met by some value that did not meet the one before it, both asking for much or both for little."""
    assert isinstance(before.right, core.Lit)
    assert isinstance(row.right, core.Lit)
    if _kind(before) is None or _kind(before) != _kind(row):
        return False
    one, other = before.right.value, row.right.value
    strict, later = before.op in ("gt", "lt"), row.op in ("gt", "lt")
    if one == other:
        return strict and not later
    return bool(other < one) if _kind(row) == "up" else bool(other > one)  # type: ignore[operator]


def _loosens(entry: LoweredSubject, by: Decider, rule: LoweredTarget, before: core.Due, row: core.Due) -> Claim:
    label = Label(span=before.span, zh="上一行在这里", en="the row before is here")
    shown = _between(entry, by, rule, before, row)
    problem = d.TargetLoosens(span=row.span, found=row.label, before=before.label, labels=(label,), witness=shown)
    return _claim(rule, problem, shown)


def _between(entry: LoweredSubject, by: Decider, rule: LoweredTarget, before: core.Due, row: core.Due) -> Witness | None:
    """Facts that meet the later row and not the earlier one."""
    assert before.test is not None
    assert row.test is not None
    marks = tuple(x.right.value for x in (before.test, row.test) if isinstance(x.right, core.Lit))
    reads = (rule.guard, rule.measure)
    chosen: list[dict[str, Any]] = [{}]
    if isinstance(before.test.left, core.Fact):
        field = before.test.left.field
        chosen = [{field.alias: c.point} for c in cells(unknown(field), marks, grid_of(field))]
    elif (listed := _shared(by, before.test.left)) is not None:
        chosen = list(_lists(before, row, listed, tried(listed, reads, row.day)))
    read = frozenset().union(*(r.values for r in reads))
    said = f"“{row.label}”达到，“{before.label}”没有达到", f"`{row.label}` is met, `{before.label}` is not"
    for some in chosen:
        for facts in completions(reads, some, row.day):
            env = complete_env(by, facts, row.day, read)
            applies = rule.rule.guard is None or evaluate(rule.rule.guard, env) is True
            if applies and evaluate(row.test, env) is True and evaluate(before.test, env) is False:
                return witness(entry, facts, row.day, *said)
    return None


def _shared(by: Decider, measure: core.Expr) -> core.Field | None:
    """The list of the subject of which a measure is a share."""
    inner = core.as_unless_none(measure) or measure
    value = by.values.get(inner.key) if isinstance(inner, core.Ref) else None
    return value.agg.over if isinstance(value, Aggregate) and value.agg.op == "share" else None


def _lists(before: core.Due, row: core.Due, fact: core.Field, found: list[Any]) -> Iterator[dict[str, Any]]:
    """Lists of two kinds of records, of which so many are of the first that their share meets the later row only."""
    single = [x.records[0] for x in found if isinstance(x, Listed) and len(x.records) == 1][:MOST_KINDS]
    parts = ((n, k) for n in range(1, MOST_RECORDS + 1) for k in range(n + 1))
    which = next(((n, k) for n, k in parts if _meets(row, Fraction(k, n)) and not _meets(before, Fraction(k, n))), None)
    if which is not None:
        n, k = which
        for one, other in product(single, repeat=2):
            yield {fact.alias: Listed((one,) * k + (other,) * (n - k))}


def _meets(row: core.Due, value: Fraction) -> bool:
    assert row.test is not None
    assert isinstance(row.test.right, core.Lit)
    return iv.compare(row.test.op, value, row.test.right.value) is True


def _claim(rule: LoweredTarget, problem: d.TargetLoosens | d.DueDecided, shown: Witness | None) -> Claim:
    said = problem.message("zh"), problem.message("en")
    return Claim("targets", rule.rule.id, "refuted", *said, (shown,) if shown else (), problem)
