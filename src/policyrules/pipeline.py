"""The whole road, in order. Read this first.

    parse → inherit → resolve → check → prove quotes → audit → lower → examine        once for a pack: `build`
    read facts → interpret → explain                                                  once for each set of facts: `Runner`

Each step takes what the one before it makes, and gives a value and the problems it met; nothing is raised for what a user wrote.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

from policyrules.diagnostics.base import Outcome, has_errors
from policyrules.evaluation.facts import FactReader, Facts
from policyrules.evaluation.interpret import interpret, merge_missing
from policyrules.evaluation.prepared import Prepared
from policyrules.language.lowered import Lowered, LoweredSubject, LoweredTemplate
from policyrules.lineage import Pack, audit_own, lineage, of_another, prove_each
from policyrules.result import Result
from policyrules.text.explain import explain
from policyrules.text.sentence import said

if TYPE_CHECKING:
    from policyrules.compiled.results import Plan
    from policyrules.compiled.run import Quick
    from policyrules.passes.parse import Kept


Engine = Literal["compiled", "interpreter"]
"""How facts are evaluated. Both give the same; the interpreter is the specification."""
WARM = 3
"""How often a subject is evaluated by the interpreter before compiling it pays."""


def build(pack: Pack, kept: Kept | None = None) -> Outcome[Lowered]:
    """A pack's rules ready to run, or None and why; warnings come beside a good one. ``kept``: statements already read."""
    # Imported here because a pack that comes ready built needs none of it, and it is most of what takes time at a start.
    from policyrules.analysis.examine import examine
    from policyrules.passes.check import check
    from policyrules.passes.inherit import inherit
    from policyrules.passes.lower import lower
    from policyrules.passes.parse import declared, parse
    from policyrules.passes.resolve import resolve

    packs = lineage(pack)
    names = frozenset().union(*(declared(x) for one in packs.sure for x in one.policies))
    outcomes = [[parse(x, names, kept) for x in one.policies] for one in packs.sure]
    problems = [*packs.problems, *(q for made in outcomes for outcome in made for q in outcome.problems)]
    broken = bool(problems)
    parsed = [[x.value for x in made if x.value is not None] for made in outcomes]
    family = inherit(parsed)
    resolved = resolve(family.sure.files)
    checked = check(resolved.sure, family.sure)
    proved = prove_each(checked.sure, packs.sure)
    audited = () if broken else audit_own(parsed, checked.sure, proved, pack)
    later = [*family.problems, *resolved.problems, *checked.problems, *proved.problems, *audited]
    problems += [q for q in later if not (broken and q.knock_on) and not of_another(q)]
    lowered = None if has_errors(problems) else lower(checked.sure, proved.sure)
    problems += [c.problem for c in (examine(lowered) if lowered else ()) if c.problem and not of_another(c.problem)]
    return Outcome(None if has_errors(problems) else lowered, tuple(sorted(problems, key=lambda q: q.place())))


class Runner:
    """A lowered pack with what is worth making once: the readers of facts, and, of a subject that is evaluated more than a few
    times, its compiled functions. May be used from several threads."""

    def __init__(self, lowered: Lowered, digest: str) -> None:
        self.lowered = lowered
        self.digest = digest
        self.readers = {key: _reader(entry) for key, entry in lowered.subjects.items()}
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
        return Outcome(self.interpret_facts(subject, facts.value, on), facts.problems)

    def interpret_facts(self, subject: str, facts: Facts, on: date | None) -> Result:
        entry, program = self.lowered.subjects[subject], self.lowered.program
        outcomes = interpret(entry, facts, on)
        judgements = (*facts.judgements, *facts.exceptions.values())
        about = (program.name, self.digest, program.document, entry.subject, on, outcomes)
        rest = (entry.touched, judgements, merge_missing(outcomes, entry.fields), self.lowered.places, explain, said)
        return Result(*about, *rest, above=program.above)

    def prepare(self, subject: str, given: object) -> Outcome[Prepared]:
        """Facts of one subject (its alias) that were read, or every problem with them."""
        from policyrules.compiled.run import repeated

        facts = self.readers[subject].read(given)
        if facts.value is None:
            return Outcome(None, facts.problems)
        plan = self.compile(subject)
        compiled = plan is not None and not facts.value.exceptions
        run = repeated(plan, facts.value) if plan and compiled else partial(self.interpret_facts, subject, facts.value)
        return Outcome(Prepared(subject, self.digest, facts.value, run), facts.problems)


def _reader(entry: LoweredSubject) -> FactReader:
    paths = {".".join(p.names): key for key, p in entry.excusable.items()}
    named = {fact.alias for x in entry.rules if isinstance(x, LoweredTemplate) for fact in x.rule.facts()}
    return FactReader(entry.subject.fields, entry.excusable, paths, named)
