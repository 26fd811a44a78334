"""Facts as columns of an engine: how each is read as the whole numbers that nodes read, and which rows need a closer look.

What is accepted here needs none: truth values, whole numbers, floats that show few decimals, names exactly as they are declared,
days; all within the declared bounds. Every other value sends its row to the reader of facts, which knows every spelling and every
problem. So what is quick is never looser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce
from math import ceil, floor, inf, nextafter
from operator import or_
from typing import Any

import narwhals as nw
from attrs import evolve, frozen

from policyrules.evaluation.given import NONE_WORDS
from policyrules.evaluation.readers import LONGEST_NAME
from policyrules.graph.facts import FEW_DIGITS, scale_of
from policyrules.graph.nodes import Node
from policyrules.language import core
from policyrules.language.interval import MIRRORED
from policyrules.tables.dialects import Dialect, Expr

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
_SAFE_DECIMALS = 6
_SAFE_SIZE = 10**9
"""A decimal with so few places, up to this size, is the float nearest to it as that shows."""


def day(value: date) -> int:
    """A day as a number that reads as it is written, 20211231."""
    return value.year * 10_000 + value.month * 100 + value.day


@frozen(eq=False)
class Leaf:
    """What stands for a fact, or for what is said of it: its ``value``, and the fact ``raw``, of which so many are one (``scale``),
    as it is compared with a constant; None: as its value is."""

    value: Expr
    raw: Expr | None = None
    scale: int = 1
    whole: bool = False
    bare: Leaf | None = None
    """The same, null where the fact is; None where that is not said by a null alone."""
    plain: bool = False
    """Whether the value costs nothing."""
    names: tuple[str, str] = ("", "")
    """The columns that value and raw are kept in; "": they cost nothing."""

    def compared(self, sign: Callable[[Any, Any], Expr], mark: Any, kept: Callable[[str, Expr], Expr]) -> Expr:
        """Compared with a constant over its scale. ``kept`` keeps an expression in a column."""
        value, raw = self.names
        if isinstance(mark, date):
            return sign(kept(value, self.value), day(mark))
        if self.raw is None or isinstance(mark, str) or abs(mark) >= FEW_DIGITS or (self.whole and mark % self.scale):
            return sign(kept(value, self.value), mark)
        return sign(kept(raw, self.raw), mark // self.scale if self.whole else mark / self.scale)


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
    raw: Expr | None = None
    scale: int = 1
    whole: bool = False
    ends: tuple[Any, Any] | None = None
    """What it has to lie between, both included: asked of the least and the greatest of a column."""
    rest: Expr | None = None
    """What else makes a row odd (or null), where `ends` are asked of the whole column."""
    nan: bool = False
    """Whether there may be a NaN, of which the least and the greatest of a column say nothing."""

    @property
    def leaf(self) -> Leaf:
        return Leaf(self.value, self.raw, self.scale, self.whole, plain=self.plain)


@frozen(eq=False)
class Used:
    """How the graphs of a subject use a number: whether it is only ``compared`` with constants."""

    compared: bool


@frozen(eq=False)
class Column:
    """A column of a fact. ``none``: the column that says whether there is none, or None. ``holed``: whether it has nulls."""

    fact: core.Field
    name: str
    kind: Any
    none: str | None
    used: Used
    limit: int
    speech: Dialect
    holed: bool = True
    nan: bool = False
    """Whether a NaN is a null."""

    @property
    def api(self) -> Any:
        return self.speech.api

    def read(self) -> Read:
        """How it is read; UnreadableError where it holds something else than it should."""
        x = self.api.col(self.name)
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

    @property
    def bare(self) -> Leaf | None:
        """What stands for the fact, null where that is; None where it can be 无, or is a level, told by its name."""
        if self.none is not None or self.fact.optional or isinstance(self.fact.type, core.Levels):
            return None
        return evolve(self, holed=False).read().leaf

    def _filled(self, x: Expr, value: Any) -> Expr:
        return x.fill_null(value) if self.holed else x

    def _absent(self) -> Expr | None:
        """Where there is none."""
        if self.none is None:
            return None
        return self.api.col(self.name).is_null() & self.api.col(self.none).fill_null(False)

    def _text(self, x: Expr) -> Expr:
        return x if self.kind == nw.String else x.cast(self.api.String)

    # ------------------------------------------------------------ numbers

    def _number(self, x: Expr, type_: core.Quantity) -> Read:
        scale, _ = scale_of(self.fact, type_)
        low, high = self._limits(scale)
        size = self.limit / scale
        null = x.is_null()
        filled = self._filled(x, _default(self.fact))
        if self.kind.is_integer():
            ends = -(-low // scale), high // scale
            odd, step = (x < ends[0]) | (x > ends[1]), self._off_step(x.cast(self.api.Float64) * float(scale), scale)
            value = filled.cast(self.api.Float64)
            value = value if scale == 1 else value * float(scale)
            odd = odd if step is None else odd | step
            return Read(value, null, self._absent(), odd, False, filled, scale, True, ends, step)
        if self.kind.is_decimal():
            if self.kind.scale is None or self.kind.scale > _SAFE_DECIMALS:
                raise UnreadableError(f"{self.fact.alias}: decimals with more than {_SAFE_DECIMALS} places")
            size = min(size, _SAFE_SIZE)
        x, filled = (x, filled) if self.kind == nw.Float64 else (x.cast(self.api.Float64), filled.cast(self.api.Float64))
        shown = (x if scale == 1 else x * float(scale)).round()
        # A figure that is only compared with constants need not be one with few decimals.
        compared = self.used.compared and not type_.whole and self.fact.step is None
        coarse = None if compared else (shown if scale == 1 else shown / self.speech.divisor(x, scale)) != x
        rest = [x for x in (coarse, self._off_step(shown, scale)) if x is not None]
        least, most = self._ends(size)
        odd = ~((x >= least) & (x <= most)) & ~null
        odd = reduce(or_, [odd, *(x & ~null for x in rest)])
        whole = reduce(or_, rest) if rest else None  # null where it is
        value = (filled if scale == 1 else filled * float(scale)).round()
        nan = self.kind in (nw.Float64, nw.Float32) and not self.nan
        return Read(value, null, self._absent(), odd, False, filled, scale, False, (least, most), whole, nan)

    def _ends(self, size: float) -> tuple[float, float]:
        """What a float up to some size has to lie between, both included, also where a declared bound itself is excluded."""
        least, most = -size, size
        if isinstance(self.fact.low, int | Fraction):
            bound = float(self.fact.low)
            least = max(nextafter(bound, inf) if self.fact.above else bound, least)
        if isinstance(self.fact.high, int | Fraction):
            bound = float(self.fact.high)
            most = min(nextafter(bound, -inf) if self.fact.below else bound, most)
        return least, most

    def _limits(self, scale: int) -> tuple[int, int]:
        """The least and the greatest it may be, over its scale."""
        low, high = (x * scale if isinstance(x, int | Fraction) else None for x in (self.fact.low, self.fact.high))
        most = min(self.limit, FEW_DIGITS - 1)
        least = -most if low is None else max(-most, ceil(low) + (1 if self.fact.above and low == ceil(low) else 0))
        return least, most if high is None else min(most, floor(high) - (1 if self.fact.below and high == floor(high) else 0))

    def _off_step(self, scaled: Expr, scale: int) -> Expr | None:
        if self.fact.step is None:
            return None
        low = self.fact.low if isinstance(self.fact.low, int | Fraction) else 0
        steps, step = scaled - float(low * scale), float(self.fact.step * scale)
        return (steps / step).round() * step != steps

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
        value: Any = self.api.lit(0.0)
        for place, name in enumerate(names[1:], 1):
            value = self.api.when(filled == name).then(self.api.lit(float(place))).otherwise(value)
        return Read(value, null, none, odd)

    def _day(self, x: Expr) -> Read:
        null = x.is_null()
        at = self._ymd(x)
        low, high = (x if isinstance(x, date) else None for x in (self.fact.low, self.fact.high))
        odd: list[Expr] = []
        if low is not None:
            odd.append(at <= day(low) if self.fact.above else at < day(low))
        if high is not None:
            odd.append(at >= day(high) if self.fact.below else at > day(high))
        if self.kind == nw.Datetime:
            odd += [part != 0 for part in (x.dt.hour(), x.dt.minute(), x.dt.second(), x.dt.nanosecond())]
        return Read(at, null, self._absent(), reduce(or_, odd) & ~null if odd else None)

    def _ymd(self, x: Expr) -> Expr:
        parts = ((x.dt.year(), 10_000), (x.dt.month(), 100), (x.dt.day(), 1))
        year, month, of_month = (self._filled(part, 1).cast(self.api.Int32) * size for part, size in parts)
        return year + month + of_month


def _texts(kind: Any) -> bool:
    return kind in (nw.String, nw.Categorical, nw.Enum)


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


def missing(fact: core.Field, api: Any) -> Read:
    """A fact that is in no column."""
    no, yes = api.lit(False), api.lit(True)
    match fact.type:
        case core.Bool():
            return Read(no, yes, None, None, plain=True)
        case core.Options() | core.Text():
            return Read(api.lit(str(_default(fact) or "")), yes, None, None, plain=True)
        case core.Day():
            return Read(api.lit(_default(fact), api.Int32), yes, None, None, plain=True)
        case core.Quantity() as type_:
            return Read(api.lit(float(_default(fact) * scale_of(fact, type_)[0])), yes, None, None, plain=True)
    return Read(api.lit(0.0), yes, None, None, plain=True)


def uses(graphs: Sequence[tuple[Mapping[Node, int], set[Node]]]) -> Mapping[str, Used]:
    """How each number is used. ``graphs``: the nodes of each that are wanted, and those that are shown."""
    more: set[str] = set()
    for wanted, shown in graphs:
        more |= {node.args[0] for node in shown if node.op == "input"}
        for node in wanted:
            if not (node.op in MIRRORED and node.args[1].constant):
                more |= {x.args[0] for x in node.nodes if x.op == "input"}
    every = {node.args[0] for wanted, _ in graphs for node in wanted if node.op == "input"}
    return {alias: Used(alias not in more) for alias in every}
