"""What each command does. What it needs is imported when it runs, so that help and the version need nothing."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policyrules.cli.arguments import PROGRAM, nearest
from policyrules.cli.output import Output
from policyrules.cli.telling import PROBLEMS, as_json, complain, put, refuse, stop
from policyrules.cli.words import LANGS, say

if TYPE_CHECKING:
    from policyrules.analysis.model import Claim
    from policyrules.cases import Case, Suite
    from policyrules.diagnostics.base import Problem
    from policyrules.evaluation.sheet import SheetFormat

GOOD = 0


def evaluate(args: Namespace, out: Output) -> int:
    """The breakdown of one set of facts."""
    from policyrules.cli.packs import opened
    from policyrules.evaluation.files import read_file
    from policyrules.policy import FactsError

    policy, facts = opened(args, out), read_file(args.facts)
    found: list[Problem] = [*(() if policy.value else policy.problems), *facts.problems]
    if policy.value is not None and facts.value is not None:
        try:
            result = policy.value.evaluate(facts.value, subject=args.subject, on=args.on)
        except FactsError as error:
            found += error.problems
        else:
            put(result.explain(out.lang, args.format), args.format, out)
            return GOOD
    return refuse(found, args.format, out)


def check(args: Namespace, out: Output) -> int:
    """Every problem of a pack and its cases, and its assumptions; or what it finds of errors that are planted."""
    from policyrules.analysis import solver
    from policyrules.cli import planting, report
    from policyrules.cli.packs import with_cases
    from policyrules.diagnostics.base import has_errors

    if planting.asked(args, out):
        return planting.plant(args, out)
    if args.prove and not solver.installed():
        stop("check", say("no_solver", out.lang), out)
    suite = with_cases(args, out)
    proofs = suite.value.policy.proofs(solver=args.prove) if suite.value else ()
    told = {(q.code, q.place()) for q in suite.problems}
    added = [q for q in _refuted(proofs if args.prove else ()) if (q.code, q.place()) not in told]
    problems = sorted([*suite.problems, *added], key=lambda p: p.place())
    assumptions = suite.value.policy.program.assumptions if suite.value else ()
    if args.format == "json":
        as_json(report.to_dict(problems, assumptions, proofs, out.lang), out)
    else:
        out.text(report.report(problems, assumptions if suite.value else None, proofs, out.lang, out.colour(sys.stdout)))
    return PROBLEMS if has_errors(problems) else GOOD


def coverage(args: Namespace, out: Output) -> int:
    """Sentence by sentence, what of the source the rules encode."""
    from policyrules.cli.packs import look, misnamed
    from policyrules.policy import covered

    look(args, out)
    found = covered(args.pack)
    if found.value is None:
        return refuse(tuple(misnamed(found.problems, args.pack)), args.format, out)
    if args.format == "json":
        as_json(found.value.to_dict(), out)
    elif args.format == "html":
        from policyrules.text.coverage_page import page

        out.data(page(found.value, out.lang))
    else:
        from policyrules.text.coverage import report

        out.text(report(found.value, out.lang))
    return PROBLEMS if found.value.uncovered else GOOD


def assumptions(args: Namespace, out: Output) -> int:
    """The register of assumptions of a pack."""
    from policyrules.cli.packs import opened
    from policyrules.language.vocabulary import ASSUMPTION_KINDS, word

    spelt = {word(k).spelt(side): k for side in (out.lang, *LANGS) for k in ASSUMPTION_KINDS}
    if args.kind is not None and args.kind not in spelt:
        known = ("、" if out.lang == "zh" else ", ").join(list(spelt)[: len(ASSUMPTION_KINDS)])
        near = nearest(args.kind, spelt, out.lang) or say("choices", out.lang, known=known)
        stop("assumptions", say("bad_value", out.lang, option="--kind", found=args.kind) + near, out)
    policy = opened(args, out)
    if policy.value is None:
        return refuse(policy.problems, args.format, out)
    register = policy.value.assumptions(spelt.get(args.kind))
    if args.format == "json":
        as_json(register.to_dict(out.lang), out)
    else:
        put(register.explain(out.lang, args.format), args.format, out)
    return GOOD


def rank(args: Namespace, out: Output) -> int:
    """The places of several subjects."""
    from policyrules.cli.packs import opened
    from policyrules.evaluation.files import read_file
    from policyrules.policy import FactsError
    from policyrules.text.ranking import table

    policy, facts = opened(args, out), read_file(args.facts)
    found: list[Problem] = [*(() if policy.value else policy.problems), *facts.problems]
    if policy.value is not None and facts.value is not None:
        ranked = {card.id: card.name for card in policy.value.program.scorecards if card.ranking}
        asked = next((key for key, name in ranked.items() if args.scorecard in (key, name)), None)
        scorecard = next(iter(ranked)) if args.scorecard is None and len(ranked) == 1 else asked
        if scorecard is None:
            known = ("、" if out.lang == "zh" else ", ").join(ranked)
            stop("rank", say("which_ranking", out.lang, known=known) if known else say("no_ranking", out.lang), out)
        try:
            places = policy.value.rank(facts.value, scorecard, on=args.on)
        except FactsError as error:
            found += error.problems
        else:
            if args.format == "json":
                as_json({"scorecard": scorecard, "places": [place.to_dict(scorecard) for place in places]}, out)
            else:
                out.text(table(places, scorecard, out.lang))
            return GOOD
    return refuse(found, args.format, out)


def test(args: Namespace, out: Output) -> int:
    """What the cases of a pack come to."""
    from policyrules import cases
    from policyrules.cli.cases import coverage, usage
    from policyrules.cli.packs import with_cases
    from policyrules.diagnostics.cases import NoCases

    usage(args, out)
    suite = with_cases(args, out)
    problems: list[Problem] = [p for p in suite.problems if p.severity == "error"]
    if suite.value is not None and not suite.value.cases and not problems:
        problems.append(NoCases(where=args.pack))
    if suite.value is None or problems:
        if args.format == "json":
            as_json(cases.to_dict((), out.lang) | {"problems": [p.to_dict(out.lang) for p in problems]}, out)
            return PROBLEMS
        return complain(problems, out)
    if args.coverage:
        return coverage(args, suite.value, out)
    results = [cases.run(suite.value.policy, case) for case in _chosen(suite.value, args.k, out)]
    if args.junit is not None and (failed := _kept(args.junit, cases.junit(results, suite.value.policy.name, out.lang))):
        return complain((failed,), out)
    if args.format == "json":
        as_json(cases.to_dict(results, out.lang), out)
    else:
        out.text(cases.report(results, out.lang))
    return GOOD if all(r.passed for r in results) else PROBLEMS


def _chosen(suite: Suite, text: str | None, out: Output) -> Sequence[Case]:
    """The cases whose file and title contain a text. Raises Stop where there is none."""
    wanted = (text or "").casefold()
    found = [case for case in suite.cases if wanted in f"{case.file}::{case.title}".casefold()]
    if not found:
        near = nearest(wanted, [case.title for case in suite.cases], out.lang)
        stop("test", say("no_match", out.lang, found=text) + near, out)
    return found


def _kept(path: str, data: bytes) -> Problem | None:
    """Writes a file; the problem where the system does not let us."""
    from policyrules.diagnostics.project import Unreadable

    try:
        Path(path).write_bytes(data)
    except (OSError, ValueError) as error:
        return Unreadable.of(path, error)
    return None


def facts(args: Namespace, out: Output) -> int:
    """A blank sheet."""
    from policyrules.cli.packs import opened
    from policyrules.evaluation.files import pick_subject
    from policyrules.evaluation.sheet import sheet

    policy = opened(args, out)
    if policy.value is None:
        return complain(policy.problems, out)
    picked = pick_subject(policy.value.subjects, {}, args.subject)
    if picked.value is None:
        return complain(picked.problems, out)
    subject = picked.value[0]
    format: SheetFormat = "toml" if args.format == "text" else args.format
    put(sheet(subject, subject.fields, out.lang, format, policy.value.program), format, out)
    return GOOD


def explain(args: Namespace, out: Output) -> int:
    """The page of a problem, the list of all, or what a pack runs."""
    if args.core is not None:
        return _core(args, out)
    from policyrules.cli import pages
    from policyrules.diagnostics.catalogue import catalogue, named, page
    from policyrules.language.characters import normalise

    if sys.flags.optimize > 1:
        stop("explain", say("no_pages", out.lang), out)
    known = catalogue()
    if args.problem is None:
        every = [page(cls) for cls in known.values()]
        if args.format == "json":
            as_json({"problems": [pages.to_dict(p, out.lang, whole=False) for p in every]}, out)
        else:
            out.text(pages.listing(every, out.lang))
        return GOOD
    found = [page(cls) for cls in named(normalise(args.problem))]
    if not found:
        names = (n for code, cls in known.items() for n in (code.lower(), cls.name()))
        near = nearest(normalise(args.problem), names, out.lang) or say("all_problems", out.lang)
        stop("explain", say("bad_problem", out.lang, found=args.problem) + near, out)
    if args.format == "json":
        forms = [pages.to_dict(p, out.lang) for p in found]
        as_json(forms[0] if len(forms) == 1 else {"problems": forms}, out)
    else:
        out.text("\n".join(pages.page_text(p, out.lang) for p in found))
    return GOOD


def _core(args: Namespace, out: Output) -> int:
    """The lowered form of a pack."""
    from policyrules.cli.packs import opened
    from policyrules.text import lowered

    if args.problem is not None:
        stop("explain", say("extra", out.lang, found=args.problem), out)
    policy = opened(Namespace(**{**vars(args), "pack": args.core}), out)
    if policy.value is None:
        return complain(policy.problems, out)
    text = lowered.show(policy.value.lowered)
    if args.format == "json":
        as_json({"core": text.splitlines()}, out)
    else:
        out.text(text)
    return GOOD


def new(args: Namespace, out: Output) -> int:
    """A pack to start from."""
    from policyrules import project

    if problems := project.start(Path(args.folder)):
        return complain(problems, out)
    here = _path(args.folder)
    out.text(say("started", out.lang, folder=args.folder) + "\n")
    on, given = "2024-12-31", _quoted(os.path.join(here, "facts.toml"))
    commands = [
        ("check", f"check {_quoted(here)}"),
        ("test", f"test {_quoted(here)}"),
        ("evaluate", f"evaluate {_quoted(here)} {given} --on {on}"),
        ("facts", f"facts {_quoted(here)}"),
    ]
    return _next(commands, here, out)


def copy(args: Namespace, out: Output) -> int:
    """A pack to change."""
    from policyrules import project
    from policyrules.cli.packs import look, misnamed
    from policyrules.diagnostics.project import NoPolicies

    look(args, out)
    found = project.find(args.pack)
    if found.value is None:
        return complain(found.problems, out)
    pack = project.read(found.value)
    none = [p for p in pack.problems if isinstance(p, NoPolicies)]
    if problems := none or project.copy(found.value, Path(args.folder)):
        return complain(misnamed(problems, args.pack), out)
    here = _path(args.folder)
    out.text(say("copied", out.lang, pack=args.pack, folder=args.folder) + "\n")
    if (above := project.unfound(Path(args.folder))) is not None:
        out.complain(say("needs_above", out.lang, pack=above, folder=args.folder) + "\n")
    commands = [("check", f"check {_quoted(here)}")]
    commands += [("test", f"test {_quoted(here)}")] if pack.value and pack.value.cases else []
    return _next([*commands, ("facts", f"facts {_quoted(here)}{_first_subject(args)}")], here, out)


def _first_subject(args: Namespace) -> str:
    """What a command about the pack has to add where it has several subjects: the first of them."""
    from policyrules import policy
    from policyrules.evaluation.files import pick_subject

    subjects = found.subjects if (found := policy.opened(args.pack).value) is not None else ()
    return f" --subject {subjects[0].id}" if subjects and pick_subject(subjects, {}).value is None else ""


def read(args: Namespace, out: Output) -> int:
    """The rules in words."""
    from policyrules.cli.packs import opened

    policy = opened(args, out)
    if policy.value is None:
        return complain(policy.problems, out)
    put(policy.value.read(out.lang, args.format), args.format, out)
    return GOOD


def cases(args: Namespace, out: Output) -> int:
    """The cases of a pack, or those that are missing."""
    from policyrules.cli import cases

    return cases.cases(args, out)


def mutate(args: Namespace, out: Output) -> int:
    """What the cases would not notice."""
    from policyrules.cli import mutate

    return mutate.mutate(args, out)


def score(args: Namespace, out: Output) -> int:
    """Every row of a table."""
    from policyrules.cli import score

    return score.score(args, out)


def fmt(args: Namespace, out: Output) -> int:
    """Canonical text."""
    from policyrules.cli import fmt

    return fmt.fmt(args, out)


COMMANDS: dict[str, Callable[[Namespace, Output], int]] = {
    "evaluate": evaluate,
    "check": check,
    "coverage": coverage,
    "assumptions": assumptions,
    "test": test,
    "facts": facts,
    "rank": rank,
    "score": score,
    "cases": cases,
    "mutate": mutate,
    "read": read,
    "fmt": fmt,
    "explain": explain,
    "new": new,
    "copy": copy,
}


# ---------------------------------------------------------------- shared


def _refuted(proofs: Iterable[Claim]) -> Iterable[Problem]:
    """The problems that claims tell, but for those worth mending in a pack above."""
    from policyrules.lineage import of_another

    return (claim.problem for claim in proofs if claim.problem is not None and not of_another(claim.problem))


def _path(folder: str) -> str:
    """The folder as a path with a separator, because an installed name goes before a bare one."""
    separators = {os.sep, os.altsep or os.sep}
    return folder if separators & set(folder) else os.path.join(os.curdir, folder)


def _quoted(text: str) -> str:
    """As it is typed at a prompt."""
    if os.name == "nt":
        return f'"{text}"' if " " in text else text
    from shlex import quote

    plain = all(c.isalnum() or c in "_@%+=:,./-~" for c in text)
    return text if plain else quote(text)


def _next(commands: Sequence[tuple[str, str]], here: str, out: Output) -> int:
    """The commands to go on with, and where to begin reading."""
    from policyrules.text.width import pad, width

    lead = max(width(command) for _, command in commands) + 3
    lines = ["", *(f"  {PROGRAM} {pad(command, lead)}# {say(f'then_{what}', out.lang)}" for what, command in commands), ""]
    lines.append(say("then_read", out.lang, folder=here, sep="" if here.endswith(("/", os.sep)) else os.sep))
    if here.startswith(os.curdir + os.sep):
        lines.append(say("path_first", out.lang, lead=os.curdir + os.sep))
    out.text("\n".join(lines) + "\n")
    return GOOD
