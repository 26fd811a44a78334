"""Whether a subject meets a requirement (要求), as far as the facts tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policyrules.evaluation.facts import Facts
from policyrules.evaluation.told import Told
from policyrules.language import core
from policyrules.language.lowered import LoweredRequirement, Reads
from policyrules.language.meaning import Env, evaluate, given
from policyrules.language.values import MAYBE
from policyrules.result import Basis, DutyResult, Finding, Reason, RequirementResult

RANK: dict[Finding, int] = {"not_applicable": 0, "met": 1, "not_taken": 2, "explain": 3, "breach": 4}
"""Findings from the mildest to the worst."""


def required(lowered: LoweredRequirement, facts: Facts, env: Env) -> RequirementResult:
    """The outcome of a requirement: the worst finding of its lines."""
    return _Run(lowered, facts, env).result()


def worst(lines: Sequence[frozenset[Finding]]) -> frozenset[Finding]:
    """What the worst finding of some lines can be, from all that each can be."""
    least = max(min(RANK[f] for f in line) for line in lines)
    return frozenset(f for line in lines for f in line if RANK[f] >= least)


class _Run:
    def __init__(self, lowered: LoweredRequirement, facts: Facts, env: Env) -> None:
        self.lowered = lowered
        self.rule = lowered.rule
        self.told = Told(lowered.values, facts, env)
        self.exception = facts.exceptions.get(self.rule.id)
        self.env = env

    def result(self) -> RequirementResult:
        lines = tuple(self.duty(duty) for duty in self.rule.duties)
        findings = worst([line.findings for line in lines])
        finding = next(iter(findings)) if len(findings) == 1 else "unknown"
        missing = self.told.unweighed(reads for line in lines for reads in self.asked(line))
        return RequirementResult(self.rule, finding, findings, _basis(lines, finding), lines, missing, self.lowered.touched)

    def duty(self, duty: core.Duty) -> DutyResult:
        applies = True if duty.guard is None else evaluate(duty.guard, self.env)
        inside = given(duty.guard, True, self.env) if duty.guard is not None and applies is MAYBE else None
        holds = evaluate(duty.test, inside or self.env)
        unmet: Finding = duty.modality.unmet if duty.modality else "breach"
        excused = self.exception is not None and unmet == "explain" and holds is not True and applies is not False
        findings: set[Finding] = {"not_applicable"} if applies is not True else set()
        if applies is not False:
            findings |= {"met"} if excused or holds is not False else set()
            findings |= {unmet} if not excused and holds is not True else set()
        basis: Basis = "exception" if excused else "judgement" if duty in self.lowered.judged else "rule"
        return DutyResult(duty, _told(applies), _told(holds), frozenset(findings), basis, self.why)

    def asked(self, line: DutyResult) -> Iterator[Reads]:
        """What may still decide a line."""
        if line.finding == "unknown" and line.applies is None:
            yield self.lowered.guards[line.rule]
        if line.finding == "unknown" and line.holds is None:
            yield self.lowered.tests[line.rule]

    def why(self, line: DutyResult) -> Reason:
        if line.applies is False:
            return Reason("not_applicable", self.told.conditions(line.rule.guard))
        if line.applies is None:
            missing = dict.fromkeys(name for reads in self.asked(line) for name in self.told.lacking(reads))
            return Reason("guard_unknown", self.told.conditions(line.rule.guard) | {"missing": list(missing)})
        told = self.told.conditions(line.rule.test)
        if line.basis == "exception" and self.exception is not None:
            on = self.exception.on.isoformat() if self.exception.on else None
            return Reason("excepted", told | {"judge": self.exception.judge, "on": on, "reason": self.exception.reason})
        if line.holds is None:
            return Reason("unknown", told | {"missing": self.told.lacking(self.lowered.tests[line.rule])})
        return Reason("met" if line.holds else "unmet", told)


def _told(holds: Any) -> bool | None:
    return holds if isinstance(holds, bool) else None


def _basis(lines: Sequence[DutyResult], finding: Finding) -> Basis:
    """What the lines that decide rest on."""
    deciding = [line.basis for line in lines if finding in ("unknown", line.finding)]
    if "exception" in deciding:
        return "exception"
    return "judgement" if deciding and set(deciding) == {"judgement"} else "rule"
