"""Running cases: what came out beside what was expected."""

from __future__ import annotations

from attrs import frozen

from policyrules.cases.found import Evaluated, Given, Refused
from policyrules.cases.model import Case, Expected
from policyrules.language.languages import Lang
from policyrules.policy import Policy


@frozen(eq=False)
class Difference:
    """A line 应为 that does not hold."""

    expected: Expected
    given: Given

    @property
    def line(self) -> int:
        span = self.expected.span
        return span.source.position(span.start)[0]

    def got(self, lang: Lang) -> str:
        """What there is instead."""
        return self.expected.test.got(self.given, lang)

    def why(self, lang: Lang) -> str:
        """The sentence of what differs; empty where there is none."""
        return self.expected.test.why(self.given, lang)


@frozen(eq=False)
class CaseResult:
    """A case and every line of it that does not hold."""

    case: Case
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        return not self.differences


def run(policy: Policy, case: Case) -> CaseResult:
    """One case under a policy."""
    done = policy.outcome(case.facts, subject=case.subject.id, on=case.on)
    given: Given
    if done.value is not None:
        given = Evaluated(done.value, lambda: policy.values(case.facts, case.subject.id, case.on))
    else:
        problems = done.problems
        given = Refused(tuple(p.code for p in problems), lambda lang: "\n".join(p.message(lang) for p in problems))
    return CaseResult(case, tuple(Difference(x, given) for x in case.expected if not x.test.holds(given)))
