"""`policyrules cases` and `policyrules test --coverage`: what cases there are, what they cover, and which are missing."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from policyrules.cli.arguments import PROGRAM, WRONG_USAGE, Stop
from policyrules.cli.measure import at_least, progress
from policyrules.cli.output import Output
from policyrules.cli.words import say

if TYPE_CHECKING:
    from policyrules.cases import Suite
    from policyrules.diagnostics.base import Problem


def usage(args: Namespace, out: Output) -> None:
    """Raises Stop for options of `test` that do not go together."""
    at_least(args.at_least, out, "test")
    if args.at_least is not None and not args.coverage:
        _stop(out, "test", "needs_coverage")
    if args.coverage and (args.k is not None or args.junit is not None):
        _stop(out, "test", "no_junit")


def coverage(args: Namespace, suite: Suite, out: Output) -> int:
    """What the cases cover; the exit code is 1 for cases that fail, and too low a share."""
    from policyrules import cases
    from policyrules.cases import coverage as measured

    results = [cases.run(suite.policy, case) for case in suite.cases]
    if not all(r.passed for r in results):
        if args.format == "json":
            _json(cases.to_dict(results, out.lang), out)
        else:
            out.text(cases.report(results, out.lang))
        return 1
    found = measured.measure(suite, progress())
    if args.format == "json":
        _json(measured.to_dict(found, out.lang), out)
    else:
        out.text(measured.report(found, out.lang))
    return 1 if found.score * 100 < at_least(args.at_least, out, "test") else 0


def cases(args: Namespace, out: Output) -> int:
    """The cases, those that are not reviewed, or those that are missing."""
    from policyrules.cli.packs import with_cases
    from policyrules.cli.report import told
    from policyrules.diagnostics.cases import NoCases

    if args.o is not None and not args.suggest:
        _stop(out, "cases", "needs_suggest")
    suite = with_cases(args, out)
    problems: list[Problem] = [p for p in suite.problems if p.severity == "error"]
    if suite.value is not None and not suite.value.cases and not problems and not args.suggest:
        problems.append(NoCases(where=args.pack))
    if suite.value is None or problems:
        out.complain("\n".join(told(problems, out.lang, out.colour(sys.stderr))) + "\n")
        return 1
    if args.suggest:
        return suggest(args, suite.value, out)
    return _list(args, suite.value, out)


def _list(args: Namespace, suite: Suite, out: Output) -> int:
    from policyrules.cases.report import review

    chosen = [c for c in suite.cases if not (args.unreviewed and c.reviewed)]
    if args.format == "json":
        rows = [{"title": c.title, "file": c.file, "line": c.line, "subject": c.subject.id, "reviewed": review(c)} for c in chosen]
        _json({"cases": rows}, out)
        return 0
    zh = out.lang == "zh"
    for case in chosen:
        by = f"{case.review[0]} {case.review[1]}" if case.review else "" if case.reviewed else "未复核" if zh else "not reviewed"
        out.text(f"{case.file}:{case.line}  {case.title}{f'  {by}' if by else ''}\n")
    if not chosen:
        out.text(say("none_unreviewed", out.lang) + "\n")
    return 0


def suggest(args: Namespace, suite: Suite, out: Output) -> int:
    """The cases that are missing, on standard output or in a file."""
    from policyrules.cases.suggest import suggested

    if args.o is not None and _kept(Path(args.o)):
        _stop(out, "cases", "exists", file=args.o)
    made = suggested(suite, out.lang, progress())
    if args.o is None:
        out.data(made.text)
    elif made.count:
        _write(args.o, made.text, out)
        out.text(say("suggested", out.lang, n=made.count, file=args.o) + "\n")
    if not made.count:
        out.complain(say("nothing_suggested", out.lang) + "\n")
    if made.left:
        lines = (f"  {label}{'：' if out.lang == 'zh' else ': '}{said}" for label, said in made.left)
        out.complain("\n".join((say("not_suggested", out.lang), *lines)) + "\n")
    return 0


def _kept(path: Path) -> bool:
    try:
        return path.exists() and path.stat().st_size > 0
    except (OSError, ValueError):
        return False


def _write(path: str, text: str, out: Output) -> None:
    try:
        Path(path).write_text(text, "utf-8")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Stop(f"{PROGRAM} cases{'：' if out.lang == 'zh' else ': '}{path}: {why}\n", 1) from error


def _json(form: object, out: Output) -> None:
    out.data(json.dumps(form, ensure_ascii=False, indent=2) + "\n")


def _stop(out: Output, command: str, key: str, **facts: str) -> NoReturn:
    raise Stop(f"{PROGRAM} {command}{'：' if out.lang == 'zh' else ': '}{say(key, out.lang, **facts)}\n", WRONG_USAGE)
