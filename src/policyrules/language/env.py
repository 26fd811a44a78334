"""What is known where an expression is evaluated, and what is known of a fact that was not given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import define, field

from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.node import Shown
from policyrules.language.values import MAYBE, NOTHING, Dates, Interval, Listed, OneOf, Value

if TYPE_CHECKING:
    from policyrules.language.aggregate import Tally


class Below(dict[str, Any]):
    """Facts or values of one record, which leads on to those of what it stands in."""

    __slots__ = ("above",)

    def __init__(self, own: Mapping[str, Any], above: Mapping[str, Any]) -> None:
        super().__init__(own)
        self.above = above

    def __missing__(self, key: str) -> Any:
        return self.above[key]


@define(repr=False)
class Env(Shown):
    """What is known where an expression is evaluated: facts by alias, and values by key ("on" and "total" among them).

    A fact or value that is missing here is a mistake of ours, not of a user: `unknown` gives every missing fact its abstract value.
    """

    facts: Mapping[str, Value]
    values: Mapping[str, Value] = field(factory=dict)
    tallies: dict[str, Tally] | None = None
    """Where the values of a whole subject are worked out: how the records of each list were counted, to be told later."""

    def narrowed(self, facts: Mapping[str, Value]) -> Env:
        """What is known once some facts are known better."""
        here = self.facts
        if type(here) is Below:
            return Env(Below({**here, **facts}, here.above), self.values)
        return Env({**here, **facts}, self.values)

    def record(self, record: Mapping[str, Value]) -> Env:
        """What is known of one record of a list, and of what it stands in."""
        return Env(Below(record, self.facts), self.values)


def unknown(fact: core.Field) -> Value:
    """All that is known of a fact that was not given: its declared bounds, levels or options."""
    match fact.type:
        case core.Bool():
            return OneOf(frozenset((True, False, NOTHING))) if fact.optional else MAYBE
        case core.Quantity():
            return iv.interval(*iv.bounds(Interval(fact.low, fact.high)), fact.optional)  # type: ignore[arg-type]
        case core.Day():
            return Dates(fact.low, fact.high, fact.optional)  # type: ignore[arg-type]
        case core.Text():
            return OneOf(None)
        case core.Records():
            return Listed((), open=True, most=fact.high)  # type: ignore[arg-type]
        case core.Levels(names):
            members: frozenset[Any] = frozenset(range(len(names)))
        case core.Options(names):
            members = frozenset(names)
    return OneOf(members | {NOTHING} if fact.optional else members)
