"""The adapter of values: what a 设 comes to, a number, a condition, a level or an option. (`check` lets none be 无.)"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from policyrules.cases.found import Amount, Aspect, Choice, Evaluated, Found, Said, Target, takes
from policyrules.language import core
from policyrules.language.units import Unit
from policyrules.language.values import MAYBE, Interval, OneOf, Value
from policyrules.text.say import unit_text

VALUE = frozenset(("",))
_TRUTHS: dict[str, Said] = {"yes": ("是", "yes"), "no": ("否", "no"), "unknown": ("未知", "unknown")}


def targets(program: core.Program, subject: core.Subject) -> Iterator[Target]:
    """The values about a subject, those of its scorecards by both names."""
    cards = {card.id: card.name for card in program.scorecards}
    classes = {rule.value.id for rule in program.rules if isinstance(rule, core.Classification)}
    for value in program.values:
        if value.parameter or value.subject not in ("", subject.id) or value.id in classes:
            continue
        card = value.id.partition("/")[0]
        names = (card, cards[card]) if card in cards else ()
        aspect = _aspect(value)
        if aspect is not None:
            steps = (*((frozenset(names),) if names else ()), frozenset((value.name,)))
            yield Target(steps, "的".join((*names[1:], value.name)), ((VALUE, aspect),))


def _aspect(value: core.Value) -> Aspect | None:
    """How the value is read; None for a kind that no case can speak of."""
    match value.type:
        case core.Quantity(unit, _, ratio):
            return Aspect(lambda given: _amount(given.values[value.id], unit, ratio), _why, {}, unit)
        case core.Bool():
            return Aspect(lambda given: Choice(_truth(given.values[value.id]), _TRUTHS), _why, takes(_TRUTHS))
        case core.Levels(names) | core.Options(names):
            table: dict[str, Said] = {name: (name, name) for name in names}
            return Aspect(lambda given: Choice(_names(given.values[value.id], names), table), _why, takes(table))
    return None


def _why(given: Evaluated, lang: str) -> str:
    return ""


def _amount(value: Value, unit: Unit | None, ratio: bool) -> Found:
    words = (unit.symbol, unit_text(unit.symbol, "en")) if unit else ("", "")
    if isinstance(value, Interval):
        return Amount(value.low, value.high, words, percent=ratio)
    assert isinstance(value, int | Fraction)
    return Amount(value, value, words, percent=ratio)


def _truth(value: Value) -> frozenset[str]:
    return frozenset(("unknown" if value is MAYBE else "yes" if value else "no",))


def _names(value: Value, names: tuple[str, ...]) -> frozenset[str]:
    """The levels or options that are possible."""
    possible = value.values or frozenset() if isinstance(value, OneOf) else frozenset((value,))
    return frozenset(names[v] if isinstance(v, int) else str(v) for v in possible)
