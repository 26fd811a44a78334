"""The register of a pack: every assumption with where it bites and its other readings."""

from __future__ import annotations

from policyrules.language import core
from policyrules.language.lowered import Lowered
from policyrules.language.trees import nodes
from policyrules.language.vocabulary import ASSUMPTION_KINDS
from policyrules.register.alternatives import alternatives, discrete
from policyrules.register.bite import bites, deciding, invented
from policyrules.register.homes import Home, homes
from policyrules.register.model import Entry, Place, Register, WhyNone
from policyrules.register.witness import Search


def register(lowered: Lowered, digest: str, kind: str | None = None) -> Register:
    """Every assumption of a pack and of those it stands under, or those of one kind, in order of kind and number."""
    program = lowered.program
    places, search = homes(program), Search(lowered, digest)
    order = {kind: n for n, kind in enumerate(ASSUMPTION_KINDS)}
    ordered = sorted(program.assumptions, key=lambda a: (order[a.kind], int(a.id[1:])))
    asked = [a for a in ordered if kind in (None, a.kind)]
    shares = tuple(x for card in program.scorecards for x in invented(card, places)) if kind in (None, "points") else ()
    return Register(program.name, tuple(_entry(search, a, places[a]) for a in asked), shares)


def _entry(search: Search, assumption: core.Assumption, home: Home) -> Entry:
    found = bites(search.lowered, assumption)
    places = tuple(place for place, _ in found)
    readings = tuple(search.reading(assumption, x) for x in alternatives(search.program, assumption, home))
    edges = tuple(search.edges(home.rule)) if readings and isinstance(home.holder, core.Bands) and home.rule else ()
    why = "" if readings else _why_none(assumption, home, places)
    return Entry(assumption, home.label, places, deciding(found), readings, edges, why)


def _why_none(assumption: core.Assumption, home: Home, places: tuple[Place, ...]) -> WhyNone:
    if assumption.kind == "points":
        return "points"
    if not places and not isinstance(home.holder, core.Document | core.Template):
        return "unused"
    if assumption.kind in ("reading", "basis"):
        return "unused" if assumption.kind == "reading" else "counted"
    figures = (x for x in nodes(home.holder) if isinstance(x, core.Cmp))
    return "figure" if assumption.kind == "threshold" and any(map(discrete, figures)) else "other"
