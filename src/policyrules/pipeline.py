"""The whole road, in order. Read this first.

    parse → resolve → check → prove quotes → lower        once for a pack: `build`
    read facts → interpret → explain                      once for each set of facts: `Runner`

Each step takes the form the one before it makes (`language.surface`, `language.resolved`, `language.core`, `language.lowered`)
and gives a value and the problems it met; nothing is raised for what a user wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from policyrules.diagnostics.base import Outcome, has_errors
from policyrules.evaluation.facts import FactReader
from policyrules.evaluation.interpret import interpret, merge_missing
from policyrules.language.lowered import Lowered, LoweredSubject
from policyrules.result import Result
from policyrules.source import Source
from policyrules.text.explain import explain
from policyrules.text.sentence import said


def build(policies: Sequence[Source], open_source: Callable[[str], Outcome[Source]]) -> Outcome[Lowered]:
    """A pack's rules ready to run, or None and why; warnings come beside a good one. ``open_source`` reads a text the header
    names."""
    # Imported here because a pack that comes ready built needs none of it, and it is most of what takes time at a start.
    from policyrules.passes.check import check
    from policyrules.passes.lower import lower
    from policyrules.passes.parse import declared, parse
    from policyrules.passes.resolve import resolve
    from policyrules.provenance.quotes import prove

    names = frozenset().union(*map(declared, policies))
    parsed = [parse(p, names) for p in policies]
    problems = [q for outcome in parsed for q in outcome.problems]
    files = [outcome.value for outcome in parsed if outcome.value is not None]
    broken = bool(problems)

    resolved = resolve(files)
    checked = check(resolved.sure, files)
    texts = [open_source(name) for name in checked.sure.document.sources]
    opened = [t.value for t in texts if t.value]
    proved = prove(checked.sure.citations, opened) if len(opened) == len(texts) else Outcome({})

    later = [*resolved.problems, *checked.problems, *(q for t in texts for q in t.problems), *proved.problems]
    problems = sorted((*problems, *(q for q in later if not (broken and q.knock_on))), key=lambda q: q.place())
    if has_errors(problems):
        return Outcome(None, tuple(problems))
    return Outcome(lower(checked.sure, proved.sure), tuple(problems))


class Runner:
    """A lowered pack with what is worth making once: the readers of facts. May be used from several threads."""

    def __init__(self, lowered: Lowered, digest: str) -> None:
        self.lowered = lowered
        self.digest = digest
        self.readers = {key: _reader(entry) for key, entry in lowered.subjects.items()}

    def run(self, subject: str, given: object, on: date | None) -> Outcome[Result]:
        """One evaluation of one subject (its alias), or every problem with the facts."""
        entry = self.lowered.subjects[subject]
        facts = self.readers[subject].read(given)
        if facts.value is None:
            return Outcome(None, facts.problems)
        outcomes = interpret(entry, facts.value, on)
        program = self.lowered.program
        judgements = (*facts.value.judgements, *facts.value.exceptions.values())
        about = (program.name, self.digest, program.document, entry.subject, on, outcomes)
        rest = (entry.touched, judgements, merge_missing(outcomes, entry.fields), self.lowered.places, explain, said)
        return Outcome(Result(*about, *rest), facts.problems)


def _reader(entry: LoweredSubject) -> FactReader:
    return FactReader(entry.subject.fields, entry.excusable, {".".join(p.names): key for key, p in entry.excusable.items()})
