"""What a rule says that has to come from somewhere: its claims, and the scope of quotes and assumptions each stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from attrs import Factory, define, frozen

from policyrules.language import surface as s
from policyrules.source import Span

Role = Literal[
    "points",
    "threshold",
    "count",
    "period",
    "per",
    "level",
    "date",
    "prorated",
    "number",
    "bound",
    "rounding",
    "operator",
    "every",
    "each",
    "some",
    "share",
    "summary",
    "and",
    "or",
    "not",
    "reading",
    "text",
]
"""What a literal or a word does in its rule."""

COVER: dict[str, tuple[str, ...]] = {
    "points": ("points",),
    "threshold": ("threshold",),
    "count": ("threshold",),
    "level": ("threshold",),
    "bound": ("threshold",),
    "operator": ("threshold",),
    "period": ("period", "threshold"),
    "every": ("period",),
    "date": ("period",),
    "per": ("points", "prorated", "threshold"),
    "prorated": ("prorated", "threshold"),
    "number": ("prorated", "threshold", "basis"),
    "rounding": ("rounding",),
    "reading": ("reading",),
    "each": ("basis",),
    "some": ("basis",),
    "share": ("basis",),
    "summary": ("basis",),
    "and": ("basis",),
    "or": ("basis",),
    "not": ("basis",),
    "text": ("basis",),
    "strictness": ("basis",),
    "basis": ("basis", "threshold"),
}
"""The kinds of assumption (English twins) that stand in for a quote, by role; the first is the one to propose."""
_SPOKEN_OF = re.compile(r"[“‘「『\"]([^“”‘’「」『』\"\n]{1,80})[”’」』\"]")
"""What a reason has in quotation marks: the words it speaks of."""


@frozen(eq=False)
class Claim:
    """A word of a rule that has to be in a quote; ``word`` is its English twin."""

    role: Role
    span: Span
    word: str = ""


@frozen(eq=False)
class Amount(Claim):
    """A figure of a rule with its exact value in base units of ``dimension``.

    ``op`` is the comparison it stands in, negations worked in, "" for none; ``word`` is then the comparison as it is meant, and
    ``compared`` where that is written. ``needs``: the figure stands here and not behind the name of a parameter. ``origin`` is
    that parameter, whose quotes count as well.
    """

    value: Fraction = Fraction(0)
    dimension: str = ""
    op: str = ""
    compared: Span | None = None
    needs: bool = True
    origin: Scope | None = None


@define(eq=False)
class Scope:
    """The annotations of a line or block and those of the blocks it stands in.

    ``kinds`` are the kinds of its assumptions, ``below`` those that cover what stands below it. ``year``: a 考核期 with an
    assumption says that 每年 means a year of assessment.
    """

    cites: tuple[s.Cite, ...] = ()
    kinds: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    strictness: tuple[s.Strictness, ...] = ()
    up: Scope | None = None
    assumes: tuple[s.Assume, ...] = ()
    year: bool = False

    def chain(self) -> Iterator[Scope]:
        """This scope and those it stands in, innermost first."""
        here: Scope | None = self
        while here is not None:
            yield here
            here = here.up

    def covers(self, role: str, until: Scope | None = None) -> bool:
        """Whether an assumption of a fitting kind is in force, written no further out than ``until``."""
        wanted = COVER[role]
        for scope in self.chain():
            kinds = scope.kinds if scope is self else scope.below
            if any(k in kinds for k in wanted):
                return True
            if scope is until:
                return False
        return False

    def covers_here(self, role: str) -> bool:
        """The same where only the line itself counts, and the block that holds it: what a scorecard assumes of all of it does not
        say how one of its sentences is put together."""
        return self.covers(role, self.up or self)

    def names(self, word: str) -> bool:
        """Whether an assumption of the line, or of the block that holds it, speaks of a word: has it in quotation marks. That the
        word happens to be in the prose of a reason says nothing of it."""
        assumes = (a.text.text for scope in (self, self.up) if scope for a in scope.assumes)
        return any(word in said for text in assumes for said in _SPOKEN_OF.findall(text))

    def texts(self, role: str) -> Iterator[s.Assume]:
        """The assumptions of the line itself that name a kind which covers a role."""
        return (a for a in self.assumes if a.kind in COVER[role])

    @property
    def obliged(self) -> tuple[s.Strictness, ...]:
        """The 程度 in force."""
        return next((x.strictness for x in self.chain() if x.strictness), ())


@define(eq=False)
class Line:
    """One line of a rule: what it claims, in its scope.

    ``form`` tells how the line is read; ``adverse``: it takes something away where its test holds, so the test may state the
    opposite of the quote. ``names`` are the names in it.
    """

    scope: Scope
    span: Span
    form: Literal["value", "head", "award", "otherwise", "duty", "gate", "row", "other"]
    claims: list[Claim] = Factory(list)
    adverse: bool = False
    names: list[s.Name] = Factory(list)
    label: str = ""
