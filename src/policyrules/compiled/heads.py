"""How a compiled function reads facts: strictly, and quickly where a value is plain.

The lines written here accept only what needs no further look: a bool for 是否, an int for a whole number, an int or a float with
few decimals for another, within the declared bounds. Whatever else is met, the function gives `REFUSED` and the reader of facts
(`evaluation.facts`), which knows every spelling and every problem, takes over. So what is quick is never looser.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from policyrules.compiled.emit import Text
from policyrules.compiled.loops import fields, record
from policyrules.evaluation.readers import reader
from policyrules.graph.facts import FEW_DIGITS, scale_of
from policyrules.graph.known import InexpressibleError
from policyrules.language import core


def read_lines(text: Text, fact: core.Field, place: str, complete: bool, given: str = "given", depth: int = 2) -> None:
    """Lines that take a fact from what is ``given`` as ``f`` and make of it what nodes read, ``n``; where not all facts are there,
    ``k`` says whether this one is, and of one that can be 无, ``z`` whether it is that."""
    key, raw, name = text.constant(fact.own), f"f{place}", f"n{place}"
    if isinstance(fact.type, core.Records) and not complete:
        raise InexpressibleError("a list that may be missing")
    if complete:
        text.add(f"{raw} = {given}[{key}]", depth)
    else:
        text.add(f"{raw} = given.get({key})", depth)
        text.add(f"k{place} = {raw} is not None", depth)
        text.add(f"if not k{place}:", depth)
        text.add("lacking -= 1", depth + 1)
        _absent(text, fact, place, depth + 1)
        text.add("else:", depth)
        depth += 1
    if fact.optional:
        own = isinstance(fact.type, core.Levels | core.Options) and "无" in fact.type.names  # a declared name keeps its meaning
        text.add(f"z{place} = " + ("False" if own else f"{raw} == {text.constant('无')}"), depth)
        text.add(f"if z{place}:", depth)
        text.add(f"    {name} = {default(text, fact)}", depth)
        text.add("else:", depth)
        depth += 1
    if isinstance(fact.type, core.Records):
        _records(text, fact, place, depth)
    else:
        _taken(text, fact, raw, name, depth)


def _records(text: Text, fact: core.Field, place: str, depth: int) -> None:
    """A list whose records are all whole, each read into a tuple."""
    most = f" or len(f{place}) > {fact.high}" if isinstance(fact.high, int) else ""
    _refuse(text, f"type(f{place}) is not list{most}", depth)
    text.add(f"n{place} = []", depth)
    text.add(f"for r{place} in f{place}:", depth)
    _refuse(text, f"type(r{place}) is not dict or len(r{place}) != {len(fields(fact))}", depth + 1)
    for n, inner in enumerate(fields(fact)):
        read_lines(text, inner, f"{place}_{n}", True, f"r{place}", depth + 1)
    text.add(f"n{place}.append({record(fact, place)})", depth + 1)


def _absent(text: Text, fact: core.Field, place: str, depth: int) -> None:
    text.add(f"n{place} = {default(text, fact)}", depth)
    if fact.optional:
        text.add(f"z{place} = False", depth)


def default(text: Text, fact: core.Field) -> str:
    """What stands in for a fact that is missing or 无, so that what is worked out with it, and not used, can be worked out: some
    value within its declared bounds."""
    match fact.type:
        case core.Bool():
            return "False"
        case core.Quantity() as type_:
            scale, _ = scale_of(fact, type_)
            ends = [x for x in (fact.low, fact.high) if isinstance(x, int | Fraction)]
            return text.constant(ceil(ends[0] * scale)) if ends else "0"
        case core.Day():
            days = [x for x in (fact.low, fact.high) if isinstance(x, date)]
            return text.constant(days[0] if days else date.min)
        case core.Options(names):
            return text.constant(names[0])
        case core.Text():
            return text.constant("")
    return "0"


def _taken(text: Text, fact: core.Field, raw: str, name: str, depth: int) -> None:
    """Lines that accept a value, or leave the function."""
    match fact.type:
        case core.Bool():
            _refuse(text, f"{raw} is not True and {raw} is not False", depth)
            text.add(f"{name} = {raw}", depth)
        case core.Quantity():
            _quantity(text, fact, fact.type, raw, name, depth)
        case core.Levels(names):
            text.add(f"{name} = {text.constant({n: place for place, n in enumerate(names)})}[{raw}]", depth)
        case core.Options(names):
            text.add(f"{name} = {text.constant({n: n for n in names})}[{raw}]", depth)
        case core.Day():
            ends = [(x, isinstance(x, date)) for x in (fact.low, fact.high)]
            low = f"{text.constant(ends[0][0])} {_sign(fact.above)} " if ends[0][1] else ""
            high = f" {_sign(fact.below)} {text.constant(ends[1][0])}" if ends[1][1] else ""
            bounds = f" or not {low}{raw}{high}" if low or high else ""
            _refuse(text, f"type({raw}) is not date{bounds}", depth)
            text.add(f"{name} = {raw}", depth)
        case core.Text():
            _refuse(text, f"type({raw}) is not str or {text.constant(reader(fact, named=True))}({raw}, '', []) is not {raw}", depth)
            text.add(f"{name} = {raw}", depth)
        case core.Records():
            raise InexpressibleError("a list")


def _refuse(text: Text, condition: str, depth: int) -> None:
    text.add(f"if {condition}:", depth)
    text.add("    return REFUSED", depth)


def _sign(excluded: bool) -> str:
    return "<" if excluded else "<="


def _quantity(text: Text, fact: core.Field, type_: core.Quantity, raw: str, name: str, depth: int) -> None:
    scale, _ = scale_of(fact, type_)
    if type_.whole:
        text.add(f"{name} = {raw}", depth)
        _refuse(text, f"type({raw}) is not int or {_outside(fact, 1, name)}{_off_step(fact, 1, name)}", depth)
        return
    text.add(f"if type({raw}) is float:", depth)
    text.add(f"    {name} = round({raw} * {scale}.0)", depth)
    _refuse(text, f"{name} / {scale} != {raw}", depth + 1)
    text.add(f"elif type({raw}) is int:", depth)
    text.add(f"    {name} = {raw} * {scale}", depth)
    text.add("else:", depth)
    text.add("    return REFUSED", depth)
    _refuse(text, _outside(fact, scale, name) + _off_step(fact, scale, name), depth)


def _off_step(fact: core.Field, scale: int, name: str) -> str:
    if fact.step is None:
        return ""
    low = fact.low if isinstance(fact.low, int | Fraction) else 0
    first, step = (_whole(x * scale) for x in (low, fact.step))
    return f" or ({name} - {first}) % {step}"


def _outside(fact: core.Field, scale: int, name: str) -> str:
    """What is asked to leave a value out that lies beyond the declared bounds, or beyond what a float shows exactly."""
    low, high = (x * scale if isinstance(x, int | Fraction) else None for x in (fact.low, fact.high))
    least = -FEW_DIGITS if low is None or low < -FEW_DIGITS else _whole(low)
    most = FEW_DIGITS if high is None or high > FEW_DIGITS else _whole(high)
    return f"not {least} {_sign(fact.above and low is not None)} {name} {_sign(fact.below and high is not None)} {most}"


def _whole(value: Any) -> int:
    if value != int(value):
        raise InexpressibleError("a bound finer than its scale")
    return int(value)
