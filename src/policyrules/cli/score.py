"""`policyrules score`: every row of a table, into a file."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from policyrules.cli.output import Output
from policyrules.cli.telling import PROBLEMS, as_json, refuse, stop
from policyrules.cli.words import Lang, pick, say

if TYPE_CHECKING:
    from policyrules.sheets.job import Job
    from policyrules.sheets.run import Totals


def score(args: Namespace, out: Output) -> int:
    """Scores a table; the exit code is 1 where a row was set aside."""
    from policyrules.cli.packs import opened
    from policyrules.evaluation.files import pick_subject
    from policyrules.sheets.need import missing

    children = _children(args.children or (), out)
    if lacking := missing((args.table, *children.values()), args.o, args.engine):
        stop("score", say("no_package", out.lang, package=lacking[0], extra=lacking[1]), out)
    policy = opened(args, out)
    if policy.value is None:
        return refuse(policy.problems, args.format, out)
    picked = pick_subject(policy.value.subjects, {}, args.subject)
    if picked.value is None:
        return refuse(picked.problems, args.format, out)
    from policyrules.sheets.model import BrokenTable
    from policyrules.sheets.prepare import Asked, prepare
    from policyrules.sheets.replace import refused
    from policyrules.sheets.run import run

    asked = Asked(args.table, args.o, children, args.on, args.key, args.engine, out.lang)
    job = prepare(policy.value, picked.value[0], asked)
    if job.value is None:
        return refuse(job.problems, args.format, out)
    gc.enable()  # the only command that may run for an hour
    try:
        _before(job.value, out)
        totals = run(job.value, _progress(out.lang))
    except BrokenTable as broken:
        return refuse((broken.problem,), args.format, out)
    except OSError as error:
        return refuse((refused(args.o, error),), args.format, out)
    _tell(totals, args, out)
    return PROBLEMS if totals.set_aside or totals.loose else 0


def _children(given: list[str] | tuple[str, ...], out: Output) -> dict[str, str]:
    made: dict[str, str] = {}
    for text in given:
        name, mark, path = text.replace("＝", "=").partition("=")
        if not (name and mark and path):
            stop("score", say("bad_children", out.lang, found=text), out)
        if name in made:
            stop("score", say("children_twice", out.lang, found=name), out)
        made[name] = path
    return made


# ---------------------------------------------------------------- what is told


def _before(job: Job, out: Output) -> None:
    """What is said before the first row. Raises Stop where a sheet cannot hold the result, and BrokenTable."""
    from policyrules.sheets.prepare import too_large

    rows, columns = too_large(job)
    if rows:
        stop("score", say("too_large", out.lang, rows=rows, columns=columns), out)
    for note in job.notes:
        out.complain(pick(note, out.lang) + "\n")


def _progress(lang: Lang) -> Callable[[int, int], None]:
    """Tells on a terminal how far it is, and nowhere else."""
    if sys.stderr is None or not sys.stderr.isatty():
        return lambda done, of: None

    def tick(done: int, of: int) -> None:
        text = say("progress", lang, done=f"{done:,}", of=f"{of:,}", share=100 * done // max(of, 1))
        sys.stderr.write(f"\r\x1b[K{text}" if done < of else "\r\x1b[K")
        sys.stderr.flush()

    return tick


def _tell(totals: Totals, args: Namespace, out: Output) -> None:
    for note in totals.notes:
        out.complain(pick(note, out.lang) + "\n")
    if args.format == "json":
        counts = {"rows": totals.rows, "scored": totals.scored, "set_aside": totals.set_aside, "loose": totals.loose}
        files = {"results": args.o, "problems": totals.problems}
        as_json({**counts, **files, "way": totals.way, "codes": dict(sorted(totals.codes.items()))}, out)
        return
    said = say("scored", out.lang, rows=totals.rows, scored=totals.scored, aside=totals.set_aside, out=args.o)
    out.text(said + "\n")
    if totals.loose:
        out.text(say("loose_one" if totals.loose == 1 else "loose", out.lang, n=totals.loose) + "\n")
    if totals.first:
        out.complain(_problems(totals, args, out) + "\n")


def _problems(totals: Totals, args: Namespace, out: Output) -> str:
    """The first few problems, and where all of them are."""
    from policyrules.text.problems import render

    lines = []
    for flaw in totals.first:
        key = "at_row_of" if flaw.table else "at_row"
        lines.append(say(key, out.lang, row=flaw.row, table=flaw.table) + render(flaw.problem, out.lang, out.colour(sys.stderr)))
    more = sum(totals.codes.values()) - len(totals.first)
    if more:
        lines.append(say("more_flaws", out.lang, n=more))
    sheet = totals.problems == args.o
    lines.append(say("flaws_in_sheet" if sheet else "flaws_in", out.lang, file=totals.problems))
    return "\n".join(lines)
