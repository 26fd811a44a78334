"""Where a rule comes from: citations and assumptions."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from policyrules.language.node import Comparable, Shown
from policyrules.source import Span


@frozen(eq=False, repr=False)
class Citation(Shown):
    """依据. ``title`` names another document, whose text is shown and not searched for; ``section`` (见) narrows where in the
    pack's own text the quote stands. Where that is, `provenance.quotes` finds out: see `Place`."""

    quote: str
    span: Span = field(repr=False)
    title: str = ""
    section: str = ""


@frozen(eq=False, repr=False)
class Place(Comparable):
    """Where a quote stands: the source's path, code points from ``start`` to ``end`` (excluded), and the heading it stands
    under."""

    source: str
    start: int
    end: int
    section: str = ""


@frozen(eq=False, repr=False)
class Unruled(Shown):
    """叙述 or, with a ``reason``, 暂不编入: a passage of the pack's own text that no rule states. ``quote`` gives it by its words,
    or by its beginning and its end with …… between; "" is what rules and other such lines leave of the ``section`` (见)."""

    quote: str
    section: str
    reason: str
    span: Span = field(repr=False)


AssumptionKind = Literal["points", "threshold", "prorated", "rounding", "reading", "basis", "period"]
INVENTED: frozenset[str] = frozenset({"points", "threshold", "prorated", "rounding"})
"""Kinds by which a number that the text does not state enters a total."""


@frozen(eq=False, repr=False)
class Assumption(Shown):
    """假定: its number in the pack (a1, a2 …), what it covers and why it is made."""

    id: str
    kind: AssumptionKind
    text: str
    span: Span = field(repr=False)
