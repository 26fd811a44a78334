"""How a compiled function reads facts: strictly, and quickly where a value is plain.

The lines written here accept only what needs no further look: a bool for 是否, an int for a whole number, an int or a float with
few decimals for another, within the declared bounds. Whatever else is met, `REFUSED` is given and the reader of facts
(`evaluation.facts`), which knows every spelling and every problem, takes over. So what is quick is never looser.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from policyrules.compiled.emit import Text
from policyrules.evaluation.readers import reader
from policyrules.graph.facts import scale_of
from policyrules.graph.known import InexpressibleError
from policyrules.language import core

SAFE = 10**15
"""Below it a float has one decimal form of fifteen digits or fewer, so a decimal that gives the float back is the one it shows."""


def read_line(text: Text, fact: core.Field, raw: str, name: str) -> None:
    """Lines that turn what was given (``raw``) into what nodes read (``name``), or leave the function."""
    match fact.type:
        case core.Bool() if not fact.optional:
            text.add(f"if {raw} is not True and {raw} is not False:")
            text.add("    return REFUSED")
        case core.Quantity():
            _quantity(text, fact, fact.type, raw, name)
        case core.Levels(names) if not fact.optional:
            text.add(f"{name} = {text.constant({n: place for place, n in enumerate(names)})}.get({raw})")
            text.add(f"if {name} is None:")
            text.add("    return REFUSED")
        case core.Options(names) if not fact.optional:
            text.add(f"{name} = {text.constant({n: n for n in names})}.get({raw})")
            text.add(f"if {name} is None:")
            text.add("    return REFUSED")
        case core.Day():
            free = fact.low is None and fact.high is None
            bounds = "" if free else f" or not {_day(text, fact.low, date.min)} {_sign(fact.above)} {raw} {_sign(fact.below)} "
            bounds += "" if free else _day(text, fact.high, date.max)
            text.add(f"if type({raw}) is not date{bounds}:")
            text.add("    return REFUSED")
        case core.Text():
            text.add(f"if type({raw}) is not str or {text.constant(reader(fact))}({raw}, '', []) is not {raw}:")
            text.add("    return REFUSED")
        case _:
            raise InexpressibleError("a fact that is read with care")


def _sign(excluded: bool) -> str:
    return "<" if excluded else "<="


def _day(text: Text, end: Any, otherwise: date) -> str:
    return text.constant(end if isinstance(end, date) else otherwise)


def _quantity(text: Text, fact: core.Field, type_: core.Quantity, raw: str, name: str) -> None:
    scale, _ = scale_of(fact, type_)
    if type_.whole:
        text.add(f"if type({raw}) is not int{_outside(fact, 1, raw)}:")
        text.add("    return REFUSED")
        return
    text.add(f"if type({raw}) is float:")
    text.add(f"    {name} = round({raw} * {scale}.0)")
    text.add(f"    if {name} / {scale} != {raw}:")
    text.add("        return REFUSED")
    text.add(f"elif type({raw}) is int:")
    text.add(f"    {name} = {raw} * {scale}")
    text.add("else:")
    text.add("    return REFUSED")
    outside = _outside(fact, scale, name).removeprefix(" or ")
    if fact.step is not None:
        low = fact.low if isinstance(fact.low, int | Fraction) else 0
        outside += f" or ({name} - {int(low * scale)}) % {int(fact.step * scale)}"
    text.add(f"if {outside}:")
    text.add("    return REFUSED")


def _outside(fact: core.Field, scale: int, name: str) -> str:
    """What is asked to leave a value out that lies beyond the declared bounds, or beyond what a float shows exactly."""
    low = -SAFE if fact.low is None else max(-SAFE, fact.low * scale)  # type: ignore[operator]
    high = SAFE if fact.high is None else min(SAFE, fact.high * scale)  # type: ignore[operator]
    ends = [x.numerator if isinstance(x, Fraction) and x.denominator == 1 else x for x in (low, high)]
    if all(type(x) is int for x in ends):
        return f" or not {ends[0]} {_sign(fact.above)} {name} {_sign(fact.below)} {ends[1]}"
    raise InexpressibleError("a bound finer than its scale")
