"""The pack that a command names: what is no pack is said at once, and which of two is meant."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from policyrules.cli.output import Output
from policyrules.cli.telling import stop
from policyrules.cli.words import say

if TYPE_CHECKING:
    from policyrules.cases import Suite
    from policyrules.diagnostics.base import Outcome, Problem
    from policyrules.policy import Policy

_RULES, _FACTS = ".policy", (".toml", ".json")


def opened(args: Namespace, out: Output) -> Outcome[Policy]:
    """The policy of the pack and every problem with it. Raises Stop where the argument can be no pack."""
    from policyrules import policy
    from policyrules.diagnostics.base import Outcome

    look(args, out)
    found = policy.opened(args.pack)
    return Outcome(found.value, tuple(misnamed(found.problems, args.pack)))


def with_cases(args: Namespace, out: Output) -> Outcome[Suite]:
    """The same with the cases of the pack, and every problem of theirs."""
    from policyrules import cases
    from policyrules.diagnostics.base import Outcome

    look(args, out)
    found = cases.opened(args.pack)
    return Outcome(found.value, tuple(misnamed(found.problems, args.pack)))


def look(args: Namespace, out: Output) -> None:
    """Stop at a file of another kind, and say which pack is meant where there are two of its name."""
    name: str = args.pack
    path, facts = Path(name), str(getattr(args, "facts", ""))
    if name.lower().endswith(_FACTS) and facts and not facts.lower().endswith(_FACTS):
        _stop(args, out, "swapped", pack=facts, facts=name)
    if not name.endswith(_RULES) and _is(path.is_file):
        _stop(args, out, "no_pack", found=name)
    if not {"/", os.sep} & set(name) and _is(path.is_dir) and _installed(name, path):
        out.complain(say("installed", out.lang, name=name, path=os.path.join(os.curdir, name)) + "\n")


def misnamed(problems: Iterable[Problem], pack: str) -> Iterable[Problem]:
    """The problems; where there are no rules, with the file whose name hides that it is one."""
    from policyrules.diagnostics.project import NoPolicies

    for problem in problems:
        if isinstance(problem, NoPolicies) and _is(Path(pack).is_dir):
            near = sorted(f.name for f in Path(pack).iterdir() if f.name.lower().endswith(f"{_RULES}.txt"))
            problem = NoPolicies(where=problem.where, near=near[0]) if near else problem
        yield problem


def _installed(name: str, path: Path) -> bool:
    from policyrules import project

    root = project.find(name).value
    return root is not None and not (isinstance(root, Path) and root.exists() and root.samefile(path))


def _is(ask: Callable[[], bool]) -> bool:
    try:
        return ask()
    except (OSError, ValueError):
        return False


def _stop(args: Namespace, out: Output, key: str, **facts: str) -> NoReturn:
    stop(args.command, say(key, out.lang, **facts), out)
