"""`policyrules cases` and `policyrules test --coverage`: what cases there are, what they cover, and which are missing."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from policyrules.cli.measure import at_least, progress
from policyrules.cli.output import Output
from policyrules.cli.telling import PROBLEMS, as_json, complain, stop
from policyrules.cli.words import say

if TYPE_CHECKING:
    from policyrules.cases import Suite
    from policyrules.diagnostics.base import Problem


def usage(args: Namespace, out: Output) -> None:
    """Raises Stop for options of `test` that do not go together."""
    at_least(args.at_least, out, "test")
    if args.at_least is not None and not args.coverage:
        stop("test", say("needs_coverage", out.lang), out)
    if args.coverage and (args.k is not None or args.junit is not None):
        stop("test", say("no_junit", out.lang), out)


def coverage(args: Namespace, suite: Suite, out: Output) -> int:
    """What the cases cover; the exit code is 1 for cases that fail, and too low a share."""
    from policyrules import cases
    from policyrules.cases import coverage as measured

    results = [cases.run(suite.policy, case) for case in suite.cases]
    if not all(r.passed for r in results):
        if args.format == "json":
            as_json(cases.to_dict(results, out.lang), out)
        else:
            out.text(cases.report(results, out.lang))
        return 1
    found = measured.measure(suite, progress())
    if args.format == "json":
        as_json(measured.to_dict(found, out.lang), out)
    else:
        out.text(measured.report(found, out.lang))
    return 1 if found.score * 100 < at_least(args.at_least, out, "test") else 0


def cases(args: Namespace, out: Output) -> int:
    """The cases, those that are not reviewed, or those that are missing."""
    from policyrules.cli.packs import with_cases
    from policyrules.diagnostics.cases import NoCases

    if args.o is not None and not args.suggest:
        stop("cases", say("needs_suggest", out.lang), out)
    suite = with_cases(args, out)
    problems: list[Problem] = [p for p in suite.problems if p.severity == "error"]
    if suite.value is not None and not suite.value.cases and not problems and not args.suggest:
        problems.append(NoCases(where=args.pack))
    if suite.value is None or problems:
        return complain(problems, out)
    if args.suggest:
        return suggest(args, suite.value, out)
    return _list(args, suite.value, out)


def _list(args: Namespace, suite: Suite, out: Output) -> int:
    from policyrules.cases.report import review

    chosen = [c for c in suite.cases if not (args.unreviewed and c.reviewed)]
    if args.format == "json":
        rows = [{"title": c.title, "file": c.file, "line": c.line, "subject": c.subject.id, "reviewed": review(c)} for c in chosen]
        as_json({"cases": rows}, out)
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
        stop("cases", say("exists", out.lang, file=args.o), out)
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
        stop("cases", f"{path}: {why}", out, PROBLEMS)
