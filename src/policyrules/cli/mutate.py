"""`policyrules mutate`: what the cases would not notice."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from policyrules.cli.measure import at_least, progress
from policyrules.cli.output import Output
from policyrules.cli.telling import as_json, refuse
from policyrules.cli.words import say

if TYPE_CHECKING:
    from policyrules.diagnostics.base import Problem


def mutate(args: Namespace, out: Output) -> int:
    """Every change and whether a case fails under it; the exit code is 1 for problems, cases that fail now, and too low a share."""
    from policyrules import cases, mutation
    from policyrules.cli.packs import with_cases
    from policyrules.diagnostics.cases import NoCases

    least = at_least(args.at_least, out, "mutate")
    suite = with_cases(args, out)
    problems: list[Problem] = [p for p in suite.problems if p.severity == "error"]
    if suite.value is not None and not suite.value.cases and not problems:
        problems.append(NoCases(where=args.pack))
    if suite.value is None or problems:
        return refuse(problems, args.format, out)
    results = [cases.run(suite.value.policy, case) for case in suite.value.cases]
    if not all(r.passed for r in results):
        out.text(cases.report(results, out.lang))
        return 1
    every = list(mutation.tried(suite.value, progress()))
    left_out = sum(not case.reviewed for case in suite.value.cases)
    if args.format == "json":
        form = mutation.to_dict(every, out.lang) | {"unreviewed": left_out}
        as_json(form, out)
    else:
        out.text(mutation.report(every, out.lang) + (say("left_out", out.lang, n=left_out) + "\n" if left_out else ""))
    return 1 if mutation.share(every) * 100 < least else 0
