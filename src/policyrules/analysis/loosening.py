"""Targets that ask for less from one day to a later one, and rows that the measure always meets or never can."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from policyrules.analysis.cells import cells, grid_of
from policyrules.analysis.concrete import complete_env, completions
from policyrules.analysis.decide import Decider, decider
from policyrules.analysis.facts import witness
from policyrules.analysis.model import Claim, Witness
from policyrules.diagnostics import targets as d
from policyrules.diagnostics.base import Label
from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.lowered import Lowered, LoweredSubject, LoweredTarget
from policyrules.language.meaning import evaluate, unknown

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
    chosen = [dict[str, object]()]
    if isinstance(before.test.left, core.Fact):
        field = before.test.left.field
        chosen = [{field.alias: c.point} for c in cells(unknown(field), marks, grid_of(field))]
    read = frozenset().union(*(r.values for r in reads))
    said = f"“{row.label}”达到，“{before.label}”没有达到", f"`{row.label}` is met, `{before.label}` is not"
    for some in chosen:
        for facts in completions(reads, some, row.day):  # type: ignore[arg-type]
            env = complete_env(by, facts, row.day, read)
            applies = rule.rule.guard is None or evaluate(rule.rule.guard, env) is True
            if applies and evaluate(row.test, env) is True and evaluate(before.test, env) is False:
                return witness(entry, facts, row.day, *said)
    return None


def _claim(rule: LoweredTarget, problem: d.TargetLoosens | d.DueDecided, shown: Witness | None) -> Claim:
    said = problem.message("zh"), problem.message("en")
    return Claim("targets", rule.rule.id, "refuted", *said, (shown,) if shown else (), problem)
