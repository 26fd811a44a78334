"""Evaluating a pack often: readers of facts made once, and functions for a subject that is evaluated more than a few times."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

from policyrules.diagnostics.base import Outcome
from policyrules.evaluation.facts import Facts, Readers
from policyrules.evaluation.prepared import Prepared
from policyrules.language.lowered import Lowered
from policyrules.pipeline import interpreted
from policyrules.result import Result
from policyrules.text.explain import explain
from policyrules.text.sentence import said

if TYPE_CHECKING:
    from policyrules.compiled.once import Plan
    from policyrules.compiled.run import Quick

Engine = Literal["compiled", "interpreter"]
"""How facts are evaluated. Both give the same; the interpreter is the specification."""
WARM = 3
"""How often a subject is evaluated by the interpreter before compiling it pays."""


class Runner:
    """A lowered pack with what is worth making once: the readers of facts, and, of a subject that is evaluated more than a few
    times, its compiled functions. May be used from several threads."""

    def __init__(self, lowered: Lowered, digest: str) -> None:
        self.lowered = lowered
        self.digest = digest
        self.readers = Readers(lowered.subjects)
        self.plans: dict[str, Plan | None] = {}
        self.quick: dict[str, Quick] = {}
        """By subject, from a dict of plain facts to their result; None where they have to be read first."""
        self._times = dict.fromkeys(lowered.subjects, 0)

    def compile(self, subject: str) -> Plan | None:
        """The compiled functions of a subject (its alias); None where there is nothing to compile."""
        if subject not in self.plans:
            from policyrules.compiled import run as compiled  # whoever evaluates once does not need it

            plan = compiled.plan(self.lowered, self.digest, subject, self.readers[subject], explain, said)
            quick = plan and compiled.quick(plan)
            if quick:
                self.quick[subject] = quick
            self.plans[subject] = plan
        return self.plans[subject]

    def run(self, subject: str, given: object, on: date | None, engine: Engine | None = None) -> Outcome[Result]:
        """One evaluation of one subject (its alias), or every problem with the facts. ``engine`` None: compiled once it pays."""
        facts = self.readers[subject].read(given)
        if facts.value is None:
            return Outcome(None, facts.problems)
        self._times[subject] = times = self._times[subject] + 1
        plan = self.compile(subject) if engine == "compiled" or (engine is None and times > WARM) else None
        if plan and not facts.value.exceptions:
            from policyrules.compiled.run import run

            return Outcome(run(plan, facts.value, on), facts.problems)
        return Outcome(self.interpret(subject, facts.value, on), facts.problems)

    def interpret(self, subject: str, facts: Facts, on: date | None) -> Result:
        """The result by the interpreter for facts that were read."""
        return interpreted(self.lowered, self.digest, subject, facts, on)

    def prepare(self, subject: str, given: object) -> Outcome[Prepared]:
        """Facts of one subject (its alias) that were read, or every problem with them."""
        from policyrules.compiled.run import repeated

        facts = self.readers[subject].read(given)
        if facts.value is None:
            return Outcome(None, facts.problems)
        plan = self.compile(subject)
        compiled = plan is not None and not facts.value.exceptions
        run = repeated(plan, facts.value) if plan and compiled else partial(self.interpret, subject, facts.value)
        return Outcome(Prepared(subject, self.digest, facts.value, run), facts.problems)
