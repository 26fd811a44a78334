"""Values as terms: a level is its place, an option or a text a number given to each that a rule names, a day three terms."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from attrs import define, field, frozen

from policyrules.analysis.solver import Term, Terms
from policyrules.language.values import NOTHING


class Outside(Exception):  # noqa: N818 - not a mistake of anyone
    """Something that is not in the fragment; ``what`` is its row in the table of support."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@frozen
class Day:
    """A day as year, month and day of the month."""

    year: Term
    month: Term
    day: Term


@frozen
class Val:
    """A value: a truth, a number, the number of a text, or a `Day` (None: always 无), and whether it is 无."""

    term: Any
    absent: Term = False


NONE = Val(None, True)


@define
class World:
    """The terms of one subject, what is always true of them (``laws``), what is assumed so that nothing stays unknown (``settled``:
    periods are over), and the texts that have a number."""

    terms: Terms = field(factory=Terms)
    laws: list[Term] = field(factory=list)
    settled: list[Term] = field(factory=list)
    texts: dict[str, int] = field(factory=dict)

    def number_of(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def constant(self, value: Any) -> Val:
        if value is NOTHING:
            return NONE
        if isinstance(value, date):
            return Val(Day(value.year, value.month, value.day))
        if isinstance(value, str):
            return Val(self.number_of(value))
        assert isinstance(value, bool | int | Fraction)
        return Val(value)

    # ------------------------------------------------------------ operators

    def choose(self, condition: Term, then: Val, otherwise: Val) -> Val:
        t = self.terms
        absent = t.choose(condition, then.absent, otherwise.absent)
        if then.term is None or otherwise.term is None:
            return Val(otherwise.term if then.term is None else then.term, absent)
        if isinstance(then.term, Day):
            ends = zip(_parts(then.term), _parts(otherwise.term), strict=True)
            return Val(Day(*(t.choose(condition, a, b) for a, b in ends)), absent)
        return Val(t.choose(condition, then.term, otherwise.term), absent)

    def compare(self, op: str, a: Val, b: Val) -> Term:
        """An order comparison with 无 is false; 无 equals only itself."""
        t = self.terms
        if op == "ne":
            return t.negate(self.compare("eq", a, b))
        there = t.both(t.negate(a.absent), t.negate(b.absent))
        none = t.both(a.absent, b.absent) if op == "eq" else False
        if a.term is None or b.term is None:
            return none
        left, right = (self.key(x.term) if isinstance(x.term, Day) else x.term for x in (a, b))
        return t.either(none, t.both(there, t.compare(op, left, right)))

    def same(self, a: Val, b: Val) -> Term:
        return self.compare("eq", a, b)

    def key(self, day: Day) -> Term:
        """A number that orders days."""
        t = self.terms
        return t.add(t.times(372, day.year), t.times(31, day.month), day.day)


def _parts(day: Day) -> tuple[Term, Term, Term]:
    return day.year, day.month, day.day
