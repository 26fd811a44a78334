"""What rules bring along: cites and assumptions of the values and facts they read, directly or through other values."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from policyrules.language import core
from policyrules.passes.check.notes import Notes, merged, unique

READ = frozenset({"or more", "or less", "within"})
"""Comparison words whose sense stands on 用语."""


def read(part: core.Expr) -> core.Field | str | None:
    """What a node itself reads: a fact, a list, or the key of a value."""
    match part:
        case core.Fact():
            return part.field
        case core.Agg():
            return part.over
        case core.Ref():
            return part.key
    return None


@define
class Origins:
    """What each value (by id) and each fact stands on itself. The rest is gathered when it is asked for, so that a long chain of
    values is not copied at every link."""

    own: dict[core.Field | str, Notes] = field(factory=dict)
    exprs: dict[str, core.Expr] = field(factory=dict)
    """What values are worked out from, by id."""
    reading: dict[str, dict[str, tuple[core.Assumption, ...]]] = field(factory=dict)
    """The assumptions of 用语, by pack and word."""
    period: Notes = field(factory=Notes)
    """The annotations of 考核期 in the scorecard or requirement that is looked at."""

    def by(self, exprs: Iterable[core.Expr]) -> Notes:
        """What comes along with everything the expressions read."""
        cites: list[core.Citation] = []
        assumptions: list[core.Assumption] = []
        seen = set[core.Field | str]()
        stack = list(exprs)[::-1]
        while stack:
            for part in core.walk(stack.pop()):
                if isinstance(part, core.Cmp) and part.word in READ:
                    assumptions += self.reading.get(part.span.source.pack, {}).get(part.word, ())
                if isinstance(part, core.Agg) and part.within and part.within.of:
                    cites += self.period.cites
                    assumptions += self.period.assumptions
                key = read(part)
                if key is None or key in seen:
                    continue
                seen.add(key)
                own = self.own.get(key, Notes())
                cites += own.cites
                assumptions += own.assumptions
                if isinstance(key, str) and key in self.exprs:
                    stack.append(self.exprs[key])
        return Notes(unique(cites), merged(assumptions))
