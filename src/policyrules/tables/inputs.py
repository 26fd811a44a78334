"""Facts as columns of an engine: how each is read as the whole numbers that nodes read, and which rows need a closer look.

What is accepted here needs none: truth values, whole numbers, floats that show few decimals, names exactly as they are declared,
days; all within the declared bounds. Every other value sends its row to the reader of facts, which knows every spelling and every
problem. So what is quick is never looser.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from operator import or_
from typing import Any

import narwhals as nw
from attrs import frozen

from policyrules.evaluation.given import NONE_WORDS
from policyrules.evaluation.readers import LONGEST_NAME
from policyrules.graph.facts import scale_of
from policyrules.graph.nodes import MIRROR, Graph, Node
from policyrules.language import core
from policyrules.tables.expressions import Expr, day

EXACT = 10**15
"""Below it a float has one decimal form of fifteen digits or fewer, so a decimal that gives the float back is the one it shows."""
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
_SAFE_DECIMALS = 6
_SAFE_SIZE = 10**9
"""A decimal with so few places, up to this size, is the float nearest to it as that shows."""


class UnreadableError(Exception):
    """A column that no expressions read. ``why`` says what it holds."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@frozen(eq=False)
class Read:
    """A fact as it is read: its ``value`` where it is known and not 无, some value within its bounds where not; where it is null;
    where it is 无 (None: never); and which rows need a closer look (None: no row does). ``plain``: the value costs nothing."""

    value: Expr
    null: Expr
    none: Expr | None
    odd: Expr | None
    plain: bool = False


@frozen(eq=False)
class Used:
    """How the graphs of a subject use a number: ``marks`` are the constants it is compared with, None where it is used for more."""

    marks: frozenset[int] | None


@frozen(eq=False)
class Column:
    """A column of a fact. ``none``: the column that says whether there is none, or None. ``holed``: whether it has nulls."""

    fact: core.Field
    name: str
    kind: Any
    none: str | None
    used: Used
    limit: int
    whole: Any
    """The type of integers."""
    holed: bool = True

    def read(self) -> Read:
        """How it is read; UnreadableError where it holds something else than it should."""
        x = nw.col(self.name)
        match self.fact.type:
            case core.Bool() if self.kind == nw.Boolean and not self.fact.optional:
                return Read(self._filled(x, False), x.is_null(), None, None, plain=not self.holed)
            case core.Quantity() as type_ if self.kind.is_numeric():
                return self._number(x, type_)
            case core.Levels(names) if _texts(self.kind):
                return self._names(self._text(x), names, coded=True)
            case core.Options(names) if _texts(self.kind):
                return self._names(self._text(x), names, coded=False)
            case core.Text() if self.kind == nw.String and not self.fact.optional:
                odd = (x.str.len_chars() > LONGEST_NAME) | x.str.contains(_CONTROL) | (x.str.strip_chars() == "")
                return Read(self._filled(x, ""), x.is_null(), None, odd, plain=not self.holed)
            case core.Day() if self.kind in (nw.Date, nw.Datetime):
                return self._day(x)
        raise UnreadableError(f"{self.fact.alias}: {type(self.fact.type).__name__.lower()} in a column of {self.kind}")

    def _filled(self, x: Expr, value: Any) -> Expr:
        return x.fill_null(value) if self.holed else x

    def _absent(self) -> Expr | None:
        """Where there is none."""
        if self.none is None:
            return None
        return nw.col(self.name).is_null() & nw.col(self.none).fill_null(False)

    def _text(self, x: Expr) -> Expr:
        return x if self.kind == nw.String else x.cast(nw.String)

    # ------------------------------------------------------------ numbers

    def _number(self, x: Expr, type_: core.Quantity) -> Read:
        scale, _ = scale_of(self.fact, type_)
        low, high = self._limits(scale)
        null = x.is_null()
        filled = self._filled(x, _default(self.fact))
        if self.kind.is_integer():
            odd = (x < -(-low // scale)) | (x > high // scale)
            value = filled.cast(self.whole)
            value = value if scale == 1 else value * scale
            odd = odd if (step := self._off_step(x * scale, scale)) is None else odd | step
            return Read(value, null, self._absent(), odd, plain=scale == 1 and not self.holed)
        if self.kind.is_decimal():
            if self.kind.scale is None or self.kind.scale > _SAFE_DECIMALS:
                raise UnreadableError(f"{self.fact.alias}: decimals with more than {_SAFE_DECIMALS} places")
            low, high = max(low, -_SAFE_SIZE * scale), min(high, _SAFE_SIZE * scale)
        x, filled = (x, filled) if self.kind == nw.Float64 else (x.cast(nw.Float64), filled.cast(nw.Float64))
        shown = (x if scale == 1 else x * scale).round()
        fine = (shown >= low) & (shown <= high)
        coarse = self.used.marks is not None and not type_.whole and self.fact.step is None and _apart(self.used.marks)
        # A figure that does not enter itself need not be one with few decimals.
        fine = fine & (self._inside(x) if coarse else (shown if scale == 1 else shown / scale) == x)
        odd = ~fine & ~null
        if (step := self._off_step(shown, scale)) is not None:
            odd = odd | (step & ~null)
        value = (filled if scale == 1 else filled * scale).round()
        if coarse and self.used.marks:
            value = _beside(value, filled, scale, self.used.marks)
        return Read(value.cast(self.whole), null, self._absent(), odd)

    def _limits(self, scale: int) -> tuple[int, int]:
        """The least and the greatest it may be, over its scale."""
        low, high = (x * scale if isinstance(x, int | Fraction) else None for x in (self.fact.low, self.fact.high))
        most = min(self.limit, EXACT - 1)
        least = -most if low is None else max(-most, ceil(low) + (1 if self.fact.above and low == ceil(low) else 0))
        return least, most if high is None else min(most, floor(high) - (1 if self.fact.below and high == floor(high) else 0))

    def _inside(self, x: Expr) -> Expr:
        """Whether it lies within the declared bounds, which floats show."""
        inside = x == x
        if isinstance(self.fact.low, int | Fraction):
            inside = inside & (x > float(self.fact.low) if self.fact.above else x >= float(self.fact.low))
        if isinstance(self.fact.high, int | Fraction):
            inside = inside & (x < float(self.fact.high) if self.fact.below else x <= float(self.fact.high))
        return inside

    def _off_step(self, scaled: Expr, scale: int) -> Expr | None:
        if self.fact.step is None:
            return None
        low = self.fact.low if isinstance(self.fact.low, int | Fraction) else 0
        return (scaled - int(low * scale)) % int(self.fact.step * scale) != 0

    # ------------------------------------------------------------ names and days

    def _names(self, x: Expr, names: tuple[str, ...], coded: bool) -> Read:
        null, none = x.is_null(), self._absent()
        words = [word for word in NONE_WORDS if word not in names] if self.fact.optional else []
        if words:
            said = x.is_in(words).fill_null(False) if self.holed else x.is_in(words)
            none = said if none is None else none | said
        odd = ~x.is_in([*names, *words]) & ~null
        filled = self._filled(x, names[0])
        if not coded:
            return Read(filled, null, none, odd, plain=not self.holed and self.kind == nw.String)
        value: Any = nw.lit(0, self.whole)
        for place, name in enumerate(names[1:], 1):
            value = nw.when(filled == name).then(nw.lit(place, self.whole)).otherwise(value)
        return Read(value, null, none, odd)

    def _day(self, x: Expr) -> Read:
        null = x.is_null()
        at = _ymd(x)
        low, high = (x if isinstance(x, date) else None for x in (self.fact.low, self.fact.high))
        odd: list[Expr] = []
        if low is not None:
            odd.append(at <= day(low) if self.fact.above else at < day(low))
        if high is not None:
            odd.append(at >= day(high) if self.fact.below else at > day(high))
        if self.kind == nw.Datetime:
            odd += [part(x) != 0 for part in (_hour, _minute, _second, _nanosecond)]
        value = at.fill_null(_default(self.fact)) if self.holed else at
        return Read(value.cast(nw.Int32), null, self._absent(), reduce(or_, odd).fill_null(False) if odd else None)


def _hour(x: Expr) -> Expr:
    return x.dt.hour()


def _minute(x: Expr) -> Expr:
    return x.dt.minute()


def _second(x: Expr) -> Expr:
    return x.dt.second()


def _nanosecond(x: Expr) -> Expr:
    return x.dt.nanosecond()


def _texts(kind: Any) -> bool:
    return kind in (nw.String, nw.Categorical, nw.Enum)


def _ymd(x: Expr) -> Expr:
    year, month, of_month = x.dt.year(), x.dt.month(), x.dt.day()
    return year.cast(nw.Int32) * 10_000 + month.cast(nw.Int32) * 100 + of_month.cast(nw.Int32)


def _apart(marks: frozenset[int]) -> bool:
    """Whether there is room beside each of the constants."""
    return not any(mark + 1 in marks for mark in marks)


def _beside(shown: Expr, x: Expr, scale: int, marks: frozenset[int]) -> Expr:
    """A number with more decimals than its scale has, that rounds to a constant it is compared with, as its neighbour on the side
    on which it lies: then all comparisons come out as they would for the number itself."""
    at = reduce(or_, [shown == mark for mark in sorted(marks)])
    exact = shown if scale == 1 else shown / scale
    above, below = (nw.when(at & off).then(nw.lit(1.0)).otherwise(nw.lit(0.0)) for off in (x > exact, x < exact))
    return shown + above - below


def _default(fact: core.Field) -> Any:
    """Some value a fact may have."""
    match fact.type:
        case core.Quantity():
            ends = [x for x in (fact.low, fact.high) if isinstance(x, int | Fraction)]
            return ceil(ends[0]) if ends else 0
        case core.Day():
            days = [x for x in (fact.low, fact.high) if isinstance(x, date)]
            return day(days[0] if days else date.min)
        case core.Options(names):
            return names[0]
    return 0


def missing(fact: core.Field, whole: Any) -> Read:
    """A fact that is in no column."""
    no, yes = nw.lit(False), nw.lit(True)
    match fact.type:
        case core.Bool():
            return Read(no, yes, None, None, plain=True)
        case core.Options() | core.Text():
            return Read(nw.lit(str(_default(fact) or "")), yes, None, None, plain=True)
        case core.Day():
            return Read(nw.lit(_default(fact), nw.Int32), yes, None, None, plain=True)
        case core.Quantity() as type_:
            return Read(nw.lit(_default(fact) * scale_of(fact, type_)[0], whole), yes, None, None, plain=True)
    return Read(nw.lit(0, whole), yes, None, None, plain=True)


def uses(graphs: Sequence[tuple[Graph, set[Node], set[Node]]]) -> Mapping[str, Used]:
    """How each number is used. ``graphs``: with the nodes of each that are wanted, and those that are shown."""
    found: dict[str, Used] = {}
    for graph, wanted, shown in graphs:
        above: dict[Node, list[Node]] = {}
        for node in wanted:
            for inner in node.nodes:
                above.setdefault(inner, []).append(node)
        for node in (n for n in graph.nodes if n in wanted and n.op == "input" and n.kind == "int"):
            marks = _marks(node, above, shown)
            before = found.get(node.args[0])
            both = marks if before is None else None if marks is None or before.marks is None else marks | before.marks
            found[node.args[0]] = Used(both)
    return found


def _marks(node: Node, above: Mapping[Node, list[Node]], shown: set[Node]) -> frozenset[int] | None:
    """The constants a node is compared with, also where it stands in a choice beside constants; None where it enters anything
    else."""
    if node in shown:
        return None
    marks: set[int] = set()
    for user in above.get(node, []):
        rest = [x for x in user.nodes if x is not node]
        if user.op in MIRROR and len(rest) == 1 and rest[0].constant:
            marks.add(rest[0].value)
        elif user.op == "when" and node is not user.args[0] and all(x.constant for x in user.args[1:] if x is not node):
            inner = _marks(user, above, shown)
            if inner is None:
                return None
            marks |= inner
        else:
            return None
    return frozenset(marks)
