"""The lowered form: a program cut into what one evaluation needs. Only `passes.lower` makes it; whatever runs or proves takes it.

What is different from the core: one entry a subject, with its own values and outcomes only; parameters are folded into constants;
values stand after those they use; for every part it is known which facts it reads, directly or through values, and against which
constants. Everything left is scalar.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from policyrules.language import core
from policyrules.language.values import Known


@frozen(eq=False)
class Reads:
    """What a part reads itself: its guard and, for a leaf, its body.

    ``facts`` are in the order they are first read; ``marks`` the constants that stand in the same expressions, at which the outcome
    may turn; ``on`` is whether the date of evaluation is read; ``values`` the keys of the values gone through.
    """

    facts: tuple[core.Field, ...]
    marks: tuple[Known, ...]
    on: bool
    values: frozenset[str]


@frozen(eq=False)
class LoweredCard:
    """A scorecard with what its parts, gates and grades read, which parts judged facts alone decide, and the assumptions that
    touch it, in the order of the pack."""

    card: core.Scorecard
    reads: Mapping[core.Part, Reads]
    judged: frozenset[core.Part]
    gates: tuple[Reads, ...]
    bands: tuple[Reads, ...]
    touched: tuple[core.Assumption, ...]
    parts: frozenset[str] = frozenset()
    """Ids of the parts whose points its grades ask for."""


@frozen(eq=False)
class LoweredSubject:
    """A subject with everything that is worked out about it; ``touched`` are the assumptions its results stand on, those of the
    header among them."""

    subject: core.Subject
    values: tuple[core.Value, ...]
    cards: tuple[LoweredCard, ...]
    parts: Mapping[str, core.Part]
    touched: tuple[core.Assumption, ...]


@frozen(eq=False)
class Lowered:
    """A whole pack, ready to run. ``places`` says where each quote stands."""

    program: core.Program
    subjects: Mapping[str, LoweredSubject]
    places: Mapping[core.Citation, core.Place]
