"""Which columns of a table are facts, and which are only carried along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Outcome, Problem, suggest
from policyrules.language import core

NONE = (".none", ".无")
"""How the name of a column ends that says, as a truth value, that there is none of a fact."""


@frozen
class Layout:
    """The columns of one table: those that are ``facts``, by their names; those that say of an optional fact that there is none
    (``nones``, the column by the fact's alias); those that are ``carried`` along. ``warnings``: carried ones that are nearly
    called like a fact."""

    facts: Mapping[str, core.Field]
    nones: Mapping[str, str]
    carried: tuple[str, ...]
    warnings: tuple[Problem, ...]

    @property
    def read(self) -> tuple[str, ...]:
        """The columns that are read."""
        return (*self.facts, *self.nones.values())


def lay_out(fields: Sequence[core.Field], names: Sequence[str]) -> Outcome[Layout]:
    """Facts by name or alias, of records by their own; what is called by both is a problem."""
    known = {key: fact for fact in fields for key in (fact.name, fact.own)}
    companions = {key + end: fact for key, fact in known.items() if fact.optional for end in NONE}
    facts: dict[str, core.Field] = {}
    nones: dict[str, str] = {}
    carried: list[str] = []
    met: dict[str, str] = {}
    problems: list[Problem] = []
    for name in names:
        fact = known.get(name) or companions.get(name)
        if fact is None:
            carried.append(name)
            continue
        place = fact.alias if name in known else fact.alias + NONE[0]
        if place in met:
            problems.append(f.GivenTwice(where=name, other=met[place]))
        met[place] = name
        if name in known:
            facts[name] = fact
        else:
            nones[fact.alias] = name
    if problems:
        return Outcome(None, tuple(problems))
    near = [(name, suggest(name, known)) for name in carried]
    warnings = tuple(f.UnknownFact(where=name, nearest=nearest) for name, nearest in near if nearest)
    return Outcome(Layout(facts, nones, tuple(carried), warnings))
