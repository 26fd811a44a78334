"""Cases: what policy staff expect of the rules of a pack, read, checked and run.

    read_cases → check_cases            every problem, with its place: `policyrules check`
               → run                    what came out beside what was expected: `policyrules test`, pytest

They stand above `policy`, because a case is run as any caller would run it, and nothing that evaluates facts knows of them.
"""

from __future__ import annotations

import os

from policyrules import policy as api
from policyrules import project
from policyrules.cases.check import check_cases
from policyrules.cases.model import Case, Suite
from policyrules.cases.report import junit, report, to_dict
from policyrules.cases.run import CaseResult, Difference, run
from policyrules.diagnostics.base import Outcome

__all__ = ["Case", "CaseResult", "Difference", "Suite", "junit", "opened", "report", "run", "to_dict"]


def opened(name_or_path: str | os.PathLike[str], *, cache: bool = True) -> Outcome[Suite]:
    """The policy of a pack with its cases, and every problem of either; without a value where there is an error in the rules.
    ``cache`` as for `policyrules.load`."""
    policy = api.opened(name_or_path, cache=cache)
    found = project.find(name_or_path)
    pack = project.read(found.value).value if found.value is not None else None
    if pack is None or (policy.value is not None and not pack.cases):
        suite = None if policy.value is None else Suite(policy.value, ())
        return Outcome(suite, policy.problems)
    cases = check_cases(pack, policy.value)
    return Outcome(None if policy.value is None else Suite(policy.value, cases.sure), (*policy.problems, *cases.problems))
