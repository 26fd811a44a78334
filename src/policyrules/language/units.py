"""Units of measure: a table of known ones, dimensions as exponents, exact scales.

个 次 名 人 项 条 种 宗 家 are one dimension, 岁 and 年 another, 分 its own; calendar durations (年, 月) and exact ones (天, 小时)
do not mix. A unit the table does not have is a dimension of its own.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from policyrules.language.node import Shown

Dimension = tuple[tuple[str, int], ...]

ONE: Dimension = ()
POINTS: Dimension = (("points", 1),)
COUNT: Dimension = (("count", 1),)


@frozen(repr=False)
class Unit(Shown):
    """A unit: how it is written, its dimension, and how many base units of that dimension one of it is."""

    symbol: str
    dimension: Dimension
    scale: Fraction = field(default=Fraction(1))


_TABLE: dict[str, tuple[tuple[str, int | Fraction], ...]] = {
    "points": (("分", 1),),
    "count": tuple((s, 1) for s in "个次名人项条种宗家场户件"),
    "area": (("平方米", 1), ("公顷", 10_000), ("平方公里", 1_000_000)),
    "length": (("米", 1), ("千米", 1_000), ("公里", 1_000), ("厘米", Fraction(1, 100))),
    "money": (("元", 1), ("万元", 10_000), ("亿元", 100_000_000)),
    "calendar": (("月", 1), ("个月", 1), ("年", 12), ("周年", 12), ("岁", 12), ("周岁", 12)),
    "time": (("小时", 1), ("天", 24), ("日", 24)),
    "mass": (("千克", 1), ("公斤", 1), ("吨", 1_000), ("克", Fraction(1, 1000))),
    "volume": (("毫升", 1), ("ml", 1), ("CC", 1), ("升", 1_000)),
}

UNITS: dict[str, Unit] = {
    symbol: Unit(symbol, ((base, 1),), Fraction(scale)) for base, rows in _TABLE.items() for symbol, scale in rows
}
"""The known units by symbol. Sources: GB 3100 for the metric ones; 民法典 200 for calendar periods."""


def unit(symbol: str) -> Unit:
    """The known unit of that symbol, or a new one with a dimension of its own."""
    return UNITS.get(symbol) or Unit(symbol, ((symbol, 1),))


def times(a: Dimension, b: Dimension, sign: int = 1) -> Dimension:
    """Dimension of a product (``sign`` 1) or quotient (-1). Beside any other dimension a count is a plain number."""
    exponents = dict(a)
    for base, power in b:
        exponents[base] = exponents.get(base, 0) + sign * power
    kept = {base: power for base, power in exponents.items() if power}
    if "count" in kept and (len(kept) > 1 or kept["count"] != 1):
        del kept["count"]
    return tuple(sorted(kept.items()))
