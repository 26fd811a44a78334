"""`check --plant`: what the check of a pack finds of errors that are planted in it."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from policyrules.cli.arguments import nearest
from policyrules.cli.measure import at_least, progress
from policyrules.cli.output import Output
from policyrules.cli.telling import as_json, refuse, stop
from policyrules.cli.words import say

if TYPE_CHECKING:
    from policyrules.diagnostics.base import Problem
    from policyrules.plant import Bed

_WITH = ("kind", "sample", "at_least")


def asked(args: Namespace, out: Output) -> bool:
    """Whether errors are to be planted. Raises Stop where only an option of planting is given."""
    given = next((name for name in _WITH if getattr(args, name) is not None), None)
    if given and not args.plant:
        stop("check", say("without_plant", out.lang, option=f"--{given.replace('_', '-')}"), out)
    return bool(args.plant)


def plant(args: Namespace, out: Output) -> int:
    """The table of what is caught. Exits with 1 where the pack has errors of its own, or less is caught than --at-least says."""
    from policyrules import plant

    kind, every, least = _kind(args.kind, out), _every(args.sample, out), at_least(args.at_least, out, "check")
    bed, problems = _bed(args, out)
    if bed is None:
        return refuse(problems, args.format, out)
    plants = [p for p in bed.plants if kind in (None, p.kind)][::every]
    if not plants:
        stop("check", say("nothing_to_plant", out.lang, pack=args.pack), out)
    measured = plant.Measured(plant.measure(plants, bed, progress()))
    if args.format == "json":
        as_json(plant.to_dict(measured, out.lang), out)
    else:
        out.text(plant.report(measured, out.lang))
    return 1 if measured.share is not None and measured.share * 100 < least else 0


def _bed(args: Namespace, out: Output) -> tuple[Bed | None, tuple[Problem, ...]]:
    from policyrules import project
    from policyrules.cli.packs import look, misnamed
    from policyrules.plant import bed

    look(args, out)
    found = project.find(args.pack)
    pack = project.read(found.value) if found.value is not None else None
    if pack is None or pack.value is None:
        return None, tuple(misnamed(pack.problems if pack else found.problems, args.pack))
    made = bed(pack.value)
    return made.value, made.problems


def _kind(found: str | None, out: Output) -> str | None:
    from policyrules.plant import BY_ID

    if found is not None and found not in BY_ID:
        known = say("all_kinds", out.lang, known=("、" if out.lang == "zh" else ", ").join(BY_ID))
        stop("check", say("bad_kind", out.lang, found=found) + (nearest(found, BY_ID, out.lang) or known), out)
    return found


def _every(found: str | None, out: Output) -> int:
    if found is not None and not (found.isascii() and found.isdecimal() and int(found[:9]) > 0):
        stop("check", say("bad_sample", out.lang, found=found), out)
    return int(found[:9]) if found else 1
