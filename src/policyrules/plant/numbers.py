"""Figures mistyped: numbers, days, levels and units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from policyrules.language import surface as s
from policyrules.language.characters import normalise
from policyrules.language.units import UNITS
from policyrules.plant.model import Planted
from policyrules.plant.scope import COVERING, Scope
from policyrules.source import Span


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split() for pair in text.split("·"))


_SAME = _pairs(
    """平方米 公顷 · 公顷 平方米 · 平方公里 平方米 · 米 千米 · 千米 米 · 公里 米 · 厘米 米 · 元 万元 · 万元 元 · 亿元 万元 · 年 个月
    · 周年 个月 · 岁 个月 · 周岁 个月 · 月 年 · 个月 年 · 小时 天 · 天 小时 · 日 小时 · 千克 吨 · 公斤 吨 · 吨 千克 · 克 千克
    · 毫升 升 · ml 升 · CC 升 · 升 毫升"""
)
"""For a unit another of its dimension that is not as large. Units of a count (个, 次, 名) are all as large and none is planted."""
_OTHER = _pairs("points % · count % · area 亩 · length 平方米 · money % · calendar 天 · time 个月 · mass 升 · volume 千克")
"""For a dimension a unit of another that is mistaken for it."""


def number(node: s.Number, scope: Scope) -> Iterator[Planted]:
    """One more, one less; and another unit."""
    digits = Span(node.span.source, node.span.start, node.span.start + len(node.text))
    for becomes in neighbours(node.text):
        yield scope.plant("literal", digits, becomes, COVERING[scope.role])
    if node.text.endswith("%"):
        per_cent = Span(digits.source, digits.end - 1, digits.end)
        yield scope.plant("unit", per_cent, "", COVERING[scope.role])
        yield scope.plant("unit", per_cent, "分", COVERING[scope.role])
    if node.unit is not None:
        yield from unit(node.unit, scope)


def neighbours(text: str) -> list[str]:
    """A number one up and one down in its last figure; none below 0."""
    figures = text.removesuffix("%")
    step = Decimal(1).scaleb(-len(figures.partition(".")[2]))
    found = [Decimal(figures) + step, Decimal(figures) - step]
    return [f"{n}{text[len(figures) :]}" for n in found if n >= 0]


def unit(name: s.Name, scope: Scope) -> Iterator[Planted]:
    """Another unit of the dimension, and one of another dimension."""
    known = UNITS.get(name.text)
    found = [_SAME.get(name.text, ""), _OTHER[known.dimension[0][0]] if known else "个"]
    yield from (scope.plant("unit", name.span, x, COVERING[scope.role]) for x in found if x)


def day(node: s.Day, scope: Scope) -> Iterator[Planted]:
    """A year later and earlier, and the day after, or before at the end of a month."""
    text = normalise(node.span.text)
    figures = list(re.finditer("[0-9]+", text))
    changed = [(figures[0], node.day.year + 1), (figures[0], node.day.year - 1)]
    if len(figures) == 3:
        changed.append((figures[2], _next(node.day)))
    for found, value in changed:
        at = Span(node.span.source, node.span.start + found.start(), node.span.start + found.end())
        yield scope.plant("literal", at, f"{value:0{len(found[0])}}", {"threshold", "period"})


def _next(day: date) -> int:
    try:
        return day.replace(day=day.day + 1).day
    except ValueError:
        return day.day - 1


def code(node: s.Code, scope: Scope) -> Iterator[Planted]:
    """3A: the level above and the one below."""
    figures = re.match("[0-9]+", node.text)
    for n in (1, -1) if figures else ():
        value = int(figures[0]) + n if figures else 0
        at = Span(node.span.source, node.span.start, node.span.start + len(figures[0] if figures else ""))
        if value > 0:
            yield scope.plant("level", at, str(value), {"threshold"})


def level(node: s.Path | s.Name, scope: Scope) -> Iterator[Planted]:
    """A level by its name: its neighbours."""
    name = node if isinstance(node, s.Name) else node.steps[0]
    if isinstance(node, s.Path) and len(node.steps) > 1:
        return
    for names in scope.about.levels:
        at = names.index(name.text) if name.text in names else -1
        near = names[max(at - 1, 0) : at] + names[at + 1 : at + 2] if at >= 0 else ()
        yield from (scope.plant("level", node.span, x, {"threshold"}) for x in near)
