"""Ways to fill in what is missing of facts: what is worth trying, and what is known once it is assumed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from attrs import define

from policyrules.evaluation.candidates import candidates, whole
from policyrules.language import core
from policyrules.language.aggregate import stretch
from policyrules.language.lowered import Aggregate
from policyrules.language.meaning import Env, work_out
from policyrules.language.node import Shown
from policyrules.language.values import known

Assignment = dict[str, Any]


@define(eq=False, repr=False)
class Completions(Shown):
    """Ways to complete what is known of one subject. ``missing`` are aliases of the facts that are."""

    values: Sequence[core.Value | Aggregate]
    env: Env
    missing: Container[str]

    def completed(self, assignment: Assignment, read: frozenset[str]) -> Env | None:
        """What is known once the assignment is made, with the values that are read worked out anew; None where something said of a
        list stays open, as that of a period which is not over does."""
        values = dict(self.env.values)
        here = Env({**self.env.facts, **assignment}, values)
        for value in self.values if read else ():
            if value.id in read:
                values[value.id] = work_out(value, here)
                if isinstance(value, Aggregate) and not known(values[value.id]):
                    return None
        return here

    def open(self, fact: core.Field) -> bool:
        """Whether something is missing of a fact of the subject."""
        return fact.alias in self.env.facts and (
            not whole(self.env.facts[fact.alias]) if isinstance(fact.type, core.Records) else fact.alias in self.missing
        )

    def choices(
        self, facts: Sequence[core.Field], marks: Iterable[Any], read: frozenset[str], most: int | None = None
    ) -> list[list[Any]]:
        """What is tried for each fact; ``most``: the most ways to fill in a list."""
        asked = [v for v in self.values if isinstance(v, Aggregate) and v.id in read]
        days = [d for v in asked for within in _stretches(v) for d in stretch(within, self.env) or ()]
        fields = frozenset[core.Field]().union(*map(_fields, asked))
        tried = [candidates(f, self.env.facts[f.alias], (*marks, *dict.fromkeys(days)), fields) for f in facts]
        return [
            self._apart(f, thinned(found, most), [v for v in asked if f in _fields(v)])
            if isinstance(f.type, core.Records)
            else found
            for f, found in zip(facts, tried, strict=True)
        ]

    def _apart(self, fact: core.Field, found: list[Any], asked: Sequence[Aggregate]) -> list[Any]:
        """Lists of which no two come to the same in all that is asked of them."""
        kept: dict[Any, Any] = {}
        for n, listed in enumerate(found):
            here = self.env.narrowed({fact.alias: listed})
            values = tuple([work_out(v, here) for v in asked])
            kept.setdefault(values if all(map(known, values)) else n, listed)
        return list(kept.values())


def thinned(found: list[Any], most: int | None) -> list[Any]:
    """Some of many, those at both ends among them."""
    if most is None or len(found) <= most:
        return found
    return [found[n * (len(found) - 1) // (most - 1)] for n in range(most)]


def _stretches(value: Aggregate) -> Iterator[core.Stretch]:
    if value.agg.within:
        yield value.agg.within
    for inner in value.inner.values():
        yield from _stretches(inner)


def _fields(value: Aggregate) -> set[core.Field]:
    """What an aggregate reads: lists, and the facts it asks for."""
    agg = value.agg
    own = {x.field for e in (agg.where, agg.body) if e for x in core.walk(e) if isinstance(x, core.Fact)}
    return {agg.over, *own, *((agg.within.field,) if agg.within else ())}.union(*map(_fields, value.inner.values()))
