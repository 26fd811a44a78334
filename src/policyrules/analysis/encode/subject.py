"""A subject as terms: its facts, the date of evaluation, and its values, each worked out when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from policyrules.analysis.encode.days import any_day
from policyrules.analysis.encode.expressions import Scope, encode, truth
from policyrules.analysis.encode.facts import day, read, variables
from policyrules.analysis.encode.lists import Free, worked_out
from policyrules.analysis.encode.values import Val, World
from policyrules.analysis.solver import Model, Term
from policyrules.evaluation import interpret
from policyrules.evaluation.facts import Facts
from policyrules.language import core
from policyrules.language.env import unknown
from policyrules.language.lowered import Aggregate, LoweredSubject
from policyrules.language.values import Known


class Program:
    """One copy of what is worked out about a subject. With ``size`` 0 lists are free, else they have up to so many records.

    ``excused``: whether exceptions may be accepted. A second copy over the same ``world`` has facts of its own.
    """

    def __init__(self, entry: LoweredSubject, size: int = 0, world: World | None = None) -> None:
        self.entry, self.size = entry, size
        self.world = world or World()
        self.fields = entry.subject.fields
        self.facts = variables(self.world, entry_fields(entry), size)
        self.on = any_day(self.world, "on")
        self.excused: dict[str, Term] = {}
        self.free = Free(self.world)
        self.bounds: Mapping[str, Any] = {}
        self._values = {v.id: v for v in entry.values}
        self._made: dict[str, Val] = {"on": Val(self.on)}
        self.scope = Scope(self.facts, self.value)

    @property
    def terms(self) -> Any:
        return self.world.terms

    @property
    def lists(self) -> bool:
        """Whether something asked for hangs on a list that is free."""
        return bool(self.free.counts)

    def value(self, key: str) -> Val:
        """What a value comes to. Raises `Outside`."""
        if key not in self._made:
            self._made[key] = self._worked_out(self._values[key])
        return self._made[key]

    def _worked_out(self, value: core.Value | Aggregate) -> Val:
        if isinstance(value, core.Value):
            return encode(self.world, value.expr, self.scope)
        if self.size:
            return worked_out(self.world, value, self.scope)
        if not self.bounds:
            blank = {f.alias: unknown(f) for f in entry_fields(self.entry)}
            self.bounds = interpret.worked_out(self.entry, Facts(blank), None).values
        return self.free.value(value.agg, self.bounds[value.id])

    def holds(self, condition: core.Expr) -> Term:
        return truth(self.world, condition, self.scope)

    def excuse(self, key: str) -> Term:
        """Whether an exception is accepted for a part or a requirement."""
        if key not in self.excused:
            self.excused[key] = self.terms.truth(f"except {key}")
        return self.excused[key]

    def read(self, model: Model) -> tuple[dict[str, Known], tuple[str, ...], date] | None:
        """Facts by alias, what is excepted, and the date of evaluation, of a model; None where a number is no fraction."""
        found = read(self.world, model, entry_fields(self.entry), self.facts)
        excepted = tuple(key for key, term in self.excused.items() if model.truth(term))
        return None if found is None else (found, excepted, day(model, self.on))


def entry_fields(entry: LoweredSubject) -> tuple[core.Field, ...]:
    """The facts of a subject that are its own, points that assessors give among them."""
    return tuple(f for f in entry.fields if not f.lists)
