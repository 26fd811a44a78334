"""How far a subject is with a target (目标) on the date of evaluation, as far as the facts tell.

A target is due from its day on, that day included. Before the first day nothing is due; from a row's day on, the last row that is
due applies, the last of all for good. Without a date of evaluation any row may apply, or none yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import evolve

from policyrules.evaluation.facts import Facts
from policyrules.evaluation.told import Told
from policyrules.language import core
from policyrules.language.interval import bounds, compare, interval
from policyrules.language.lowered import LoweredTarget
from policyrules.language.meaning import Env, evaluate, given
from policyrules.language.values import MAYBE, NOTHING, Interval, Number, exact, known
from policyrules.result import Basis, DueFinding, DueResult, DueState, Json, Reason, TargetResult


def targeted(lowered: LoweredTarget, facts: Facts, env: Env) -> TargetResult:
    """The outcome of a target."""
    return _Run(lowered, facts, env).result()


class _Run:
    def __init__(self, lowered: LoweredTarget, facts: Facts, env: Env) -> None:
        self.lowered = lowered
        self.rule = rule = lowered.rule
        self.told = Told(lowered.values, facts, env)
        self.exception = facts.exceptions.get(rule.id)
        on = env.values["on"]
        self.on = on if isinstance(on, date) else None
        self.due = [] if self.on is None else [row for row in rule.rows if row.day <= self.on]
        self.applies = True if rule.guard is None else evaluate(rule.guard, env)
        inside = given(rule.guard, True, env) if rule.guard is not None and self.applies is MAYBE else None
        self.value = _there(evaluate(rule.measure, inside or env))

    def result(self) -> TargetResult:
        possible = self.findings()
        finding = next(iter(possible)) if len(possible) == 1 else "unknown"
        rows = tuple(self.row(row, finding) for row in self.rule.rows)
        current = None if self.on is None else rows[max(len(self.due) - 1, 0)]
        after = self.on is not None and self.on > self.rule.rows[-1].day
        lacking = self.distance(current.rule) if current and self.applies is not False else None
        applies = self.applies if isinstance(self.applies, bool) else None
        about = (self.rule, finding, possible, self.basis(finding), applies, self.value, rows, current, lacking, after)
        return TargetResult(*about, self.told.unweighed(self.asked(finding)), self.touched(current), self.why)

    # ------------------------------------------------------------ findings

    def findings(self) -> frozenset[DueFinding]:
        """Every finding that is possible."""
        if self.applies is False:
            return frozenset(("not_applicable",))
        found: set[DueFinding] = set() if self.applies is True else {"not_applicable"}
        if not self.due:
            found.add("not_due")
        for row in self.rule.rows if self.on is None else self.due[-1:]:
            found |= self.of(row)
        return frozenset(found)

    def of(self, row: core.Due) -> set[DueFinding]:
        """What the finding of a row can be from its day on."""
        if row.test is None:
            return {"not_measurable"}
        holds, unmet = self.holds(row), _unmet(row)
        if self.excuses(row):
            return {"met"}
        return {*(("met",) if holds is not False else ()), *((unmet,) if holds is not True else ())}

    def holds(self, row: core.Due) -> bool | None:
        """Whether the measure satisfies a row; None: not known, or nothing to compare with."""
        if row.test is None:
            return None
        holds = compare(row.test.op, self.value, evaluate(row.test.right, self.told.env))
        return holds if isinstance(holds, bool) else None

    def excuses(self, row: core.Due) -> bool:
        """Whether an accepted exception is what makes a row met."""
        return self.exception is not None and _unmet(row) == "explain" and self.holds(row) is not True

    def row(self, row: core.Due, finding: DueFinding) -> DueResult:
        state: DueState = "unknown" if self.on is None else "not_due"
        if row in self.due:
            state = "applies" if row is self.due[-1] else "past"
        shown: dict[DueState, DueFinding | None] = {"past": None, "not_due": "not_due", "applies": finding, "unknown": "unknown"}
        own = "not_applicable" if finding == "not_applicable" and state == "unknown" else shown[state]
        return DueResult(row, state, self.holds(row), own)

    def distance(self, row: core.Due) -> Number | None:
        """How much is lacking to a row."""
        if row.test is None or self.holds(row) is not False or not known(self.value):
            return None
        return exact(abs(self.value - evaluate(row.test.right, self.told.env)))

    def basis(self, finding: DueFinding) -> Basis:
        if finding == "met" and self.due and self.excuses(self.due[-1]):
            return "exception"
        decided = finding in ("met", "breach", "explain", "not_taken")
        return "judgement" if decided and self.lowered.judged else "rule"

    # ------------------------------------------------------------ what is told

    def asked(self, finding: DueFinding) -> Iterable[Any]:
        """What may still decide the finding."""
        if finding != "unknown":
            return
        if self.applies is MAYBE:
            yield self.lowered.guard
        if self.on is None:
            yield evolve(self.lowered.guard, facts=(), on=True)
        rows = self.rule.rows if self.on is None else self.due[-1:]
        if any(len(self.of(row)) > 1 for row in rows):
            yield self.lowered.measure

    def touched(self, current: DueResult | None) -> tuple[core.Assumption, ...]:
        """The assumptions of the target and of the row that applies, of all rows while that is not known."""
        rows = [current.rule] if current else self.rule.rows
        own = {*self.rule.assumptions, *(a for row in rows for a in row.assumptions)}
        return tuple(a for a in self.lowered.touched if a in own)

    def why(self, found: TargetResult) -> Reason:
        if found.applies is False:
            return Reason("not_applicable", self.told.conditions(self.rule.guard))
        missing = {"missing": [m.fact.called for m in found.missing]}
        if found.finding == "unknown" and found.applies is None:
            return Reason("guard_unknown", self.told.conditions(self.rule.guard) | missing)
        told = self.asks(found.current) | {"distance": found.figure(found.distance), "after_last": found.after_last}
        if found.current is None:
            return Reason("undated", told | missing)
        if found.finding in ("unknown", "not_due", "not_measurable"):
            return Reason(found.finding, told | (missing if found.finding == "unknown" else {}))
        if found.basis == "exception" and self.exception is not None:
            on = self.exception.on.isoformat() if self.exception.on else None
            return Reason("excepted", told | {"judge": self.exception.judge, "on": on, "reason": self.exception.reason})
        return Reason("met" if found.finding == "met" else "unmet", told)

    def asks(self, row: DueResult | None) -> Json:
        """The measure with what was found, and what a row asks of it."""
        rule, test = self.rule, row.rule.test if row else None
        told = self.told.listed(rule.measure)
        if isinstance(self.value, Interval):
            told |= self.told.ends(self.value, hundredths=rule.percent)
        right = test.right if test else None
        condition = told | {
            "label": self.told.label(rule.measure),
            "fact": self.told.alias(rule.measure),
            "word": test.word if test else "",
            "found": self.told.show(rule.measure, ratio=rule.percent),
            "needed": self.told.show(right, ratio=rule.percent) if right else None,
            "unit": "%" if rule.percent else rule.unit.symbol if rule.unit else "",
            "holds": row.holds if row else None,
            "negated": False,
        }
        flat = {key: condition[key] for key in ("label", "word", "found", "needed", "unit")}
        return {"due": row.id if row else None, "conditions": [condition], "join": "and"} | flat


def _there(value: Any) -> Any:
    """The measure where the target applies, which is never 无 then: the checker saw to it."""
    if value is NOTHING:
        return Interval()
    return interval(*bounds(value)) if isinstance(value, Interval) else value


def _unmet(row: core.Due) -> DueFinding:
    return row.modality.unmet if row.modality else "breach"
