"""The whole road, in order. Read this first.

    parse → inherit → resolve → check → prove quotes → audit → lower → examine        once for a pack: `build`
    read facts → interpret → explain                                                  once for each set of facts: `interpreted`

`runner.py` remembers what is worth making once, and compiles what is evaluated often.

Each step takes what the one before it makes, and gives a value and the problems it met; nothing is raised for what a user wrote.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from policyrules.diagnostics.base import Outcome, has_errors
from policyrules.evaluation.facts import Facts
from policyrules.evaluation.interpret import interpret, merge_missing
from policyrules.language.lowered import Lowered
from policyrules.lineage import Pack, audit_own, lineage, of_another, prove_each
from policyrules.result import Result
from policyrules.text.explain import explain
from policyrules.text.sentence import said

if TYPE_CHECKING:
    from policyrules.passes.parse import Kept


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


def interpreted(lowered: Lowered, digest: str, subject: str, facts: Facts, on: date | None) -> Result:
    """Everything about one subject (its alias) from facts that were read; reasons are worked out and put into words when read."""
    entry, program = lowered.subjects[subject], lowered.program
    outcomes = interpret(entry, facts, on)
    judgements = (*facts.judgements, *facts.exceptions.values())
    about = (program.name, digest, program.document, entry.subject, on, outcomes)
    rest = (entry.touched, judgements, merge_missing(outcomes, entry.fields), lowered.places, explain, said)
    return Result(*about, *rest, above=program.above)
