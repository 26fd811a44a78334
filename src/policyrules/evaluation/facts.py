"""Facts: read strictly, every problem at once, and completed with what the declarations say of the missing ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import Factory, define, frozen

from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Outcome, Problem, suggest
from policyrules.evaluation.given import PLAIN, Table, as_mapping, flatten, kind_of, plain, prefixes, show
from policyrules.evaluation.locate import located
from policyrules.evaluation.readers import Reader, reader
from policyrules.language import core
from policyrules.language.lowered import LoweredSubject, LoweredTemplate
from policyrules.language.meaning import unknown
from policyrules.language.node import Comparable, Shown
from policyrules.language.values import Known, Listed, Value
from policyrules.result import Judgement, shown

if TYPE_CHECKING:
    from policyrules.evaluation.lists import ListReader
    from policyrules.evaluation.records import ExceptionReader

EXCEPTIONS = ("exceptions", "例外")
MOST_STRAYS = 50
"""The most unknown facts that are listed one by one."""
_REMEMBERED = 200


@frozen(eq=False, repr=False)
class Facts(Comparable):
    """The facts of one subject. ``values`` has every field by its alias: its known value, or the abstract one of a missing fact."""

    values: Mapping[str, Value]
    judgements: tuple[Judgement, ...] = ()
    exceptions: Mapping[str, Judgement] = Factory(dict)
    missing: tuple[core.Field, ...] = ()


@frozen(eq=False, repr=False)
class _Slot(Shown):
    """A declared fact with its reader, and the type of which every value is taken as it is. ``bare`` remembers judgements that were
    given without a record, as few values recur."""

    fact: core.Field
    alias: str
    judged: bool
    read: Reader
    as_is: type[bool] | None
    blank: Value
    listed: ListReader | None = None
    bare: dict[Known | tuple[int, int], Judgement] = Factory(dict)

    def judgement(self, value: Known) -> Judgement:
        key = value.as_integer_ratio() if type(value) is Fraction else value  # the hash of a Fraction takes long
        made = self.bare.get(key)
        if made is None:
            made = Judgement(self.alias, shown(value, self.fact), self.fact.judge)
            if len(self.bare) < _REMEMBERED:
                self.bare[key] = made
        return made


def _slot(fact: core.Field, named: bool) -> _Slot:
    if isinstance(fact.type, core.Records):
        from policyrules.evaluation.lists import ListReader

        listed = ListReader(fact)
        return _Slot(fact, fact.alias, False, listed.read, None, unknown(fact), listed)
    as_is = bool if isinstance(fact.type, core.Bool) else None
    return _Slot(fact, fact.alias, fact.judged, reader(fact, named), as_is, unknown(fact))


@define(eq=False, repr=False)
class _Reading(Shown):
    """One set of facts while it is read. ``called`` says under which name each fact was met."""

    values: dict[str, Known] = Factory(dict)
    called: dict[str, str] = Factory(dict)
    records: dict[str, Judgement] = Factory(dict)
    within: dict[str, list[Judgement]] = Factory(dict)
    """Judgements of the records of each list."""
    problems: list[Problem] = Factory(list)
    exceptions: dict[str, Judgement] = Factory(dict)


class FactReader:
    """Reads the facts of one subject; made once, used from any thread.

    ``fields`` are its facts in order, points that assessors give inside a scorecard among them. ``excusable`` has every part by its
    id and every requirement by its alias; those whose modality leaves an unmet rule to be explained take exceptions. ``names``
    leads from the path of names to the id. ``named`` are the aliases of facts that are names or parts of them.
    """

    def __init__(
        self,
        fields: Sequence[core.Field],
        excusable: Mapping[str, core.Excusable],
        names: Mapping[str, str],
        named: Set[str] = frozenset(),
    ) -> None:
        self.fields = tuple(fields)
        slots = {fact.alias: _slot(fact, fact.alias in named) for fact in self.fields}
        self._slots = {fact.name: slots[fact.alias] for fact in self.fields} | slots
        self._blanks = {alias: slot.blank for alias, slot in slots.items()}
        self._every = tuple(core.every_field(self.fields))
        self._lists = tuple(fact.alias for fact in self.fields if isinstance(fact.type, core.Records))
        self._judged = tuple(slot for slot in slots.values() if slot.judged)
        self._leading = prefixes(self._slots)
        self._parts = (excusable, names)
        self._exceptions: ExceptionReader | None = None

    def read(self, facts: object) -> Outcome[Facts]:
        """The facts given in a mapping, an attrs instance or a dataclass, or every problem with them."""
        given = as_mapping(facts)
        if given is None:
            return Outcome(None, (f.FactsNotNamed(found=kind_of(facts)),))
        state = _Reading()
        slots, leading, strays = self._slots, self._leading, []
        values, called, problems = state.values, state.called, state.problems
        for key, raw in given.items():
            slot = slots.get(key)
            if slot is not None and type(raw) in PLAIN and slot.alias not in called:  # nearly always, so without a call
                called[slot.alias] = key
                value = raw if type(raw) is slot.as_is else slot.read(raw, key, problems)
                if value is not None:
                    values[slot.alias] = value
            elif slot is None or (key in leading and type(raw) not in PLAIN):
                strays.append((key, raw))
            else:
                self._take(slot, raw, key, state)
        if strays:
            self._stray(dict(strays), state)
        if state.problems:
            return Outcome(None, located(state.problems, given))
        return Outcome(self._complete(state))

    def by_alias(self, facts: Table) -> dict[str, object]:
        """Facts that have no problem, as they were given, by alias and, below "exceptions", by the id of the part: so that two sets
        of them can be laid over one another."""
        from policyrules.evaluation.records import ExceptionReader

        made: dict[str, object] = {}
        for _, known, raw in flatten(facts, self._slots, self._leading):
            if known is not None:
                made[self._slots[known].alias] = raw
        for key in (x for x in EXCEPTIONS if x in facts):
            reader = ExceptionReader(*self._parts)
            entries = flatten(as_mapping(facts[key]) or {}, reader.known, reader.leading)
            made[EXCEPTIONS[0]] = {reader.known[known]: raw for _, known, raw in entries if known is not None}
        return made

    def _complete(self, state: _Reading) -> Facts:
        given, records = state.values, state.records
        values: Mapping[str, Value] = given
        missing: tuple[core.Field, ...] = ()
        lacking = self._lacking(given) if self._lists else set()
        if len(given) < len(self.fields) or lacking:
            lacking |= self._blanks.keys() - given.keys()
            missing = tuple([fact for fact in self._every if fact.alias in lacking])
            values = {**self._blanks, **given}
        # In the order of declaration, whatever order the facts came in.
        judgements = tuple([records.get(s.alias) or s.judgement(given[s.alias]) for s in self._judged if s.alias in given])
        if state.within:
            judgements += tuple([j for alias in self._lists for j in state.within.get(alias, ())])
        exceptions = dict(sorted(state.exceptions.items())) if state.exceptions else state.exceptions
        return Facts(values, judgements, exceptions, missing)

    def _lacking(self, values: Mapping[str, Value]) -> set[str]:
        """Aliases of the fields that some record lacks, and of the lists that may not be whole."""
        found: set[str] = set()
        for alias in self._lists:
            value = values.get(alias)
            if isinstance(value, Listed):
                found |= value.lacking
                if value.open or value.complete_to:
                    found.add(alias)
        return found

    def _take(self, slot: _Slot, raw: object, where: str, state: _Reading) -> None:
        """One fact. A null one is marked as met and stays missing."""
        alias = slot.alias
        if alias in state.called:
            state.problems.append(f.GivenTwice(where=where, other=state.called[alias]))
            return
        state.called[alias] = where
        if raw is None:
            return
        judgement: Judgement | None = None
        if slot.judged and type(raw) not in PLAIN and (table := as_mapping(plain(raw))) is not None:
            from policyrules.evaluation.records import judged_value

            value, judgement = judged_value(slot.fact, alias, slot.read, table, where, state.problems)
        elif slot.listed:
            value = slot.listed.read(raw, where, state.problems, alias, state.within.setdefault(alias, []))
        else:
            value = slot.read(raw, where, state.problems)
        if value is not None:
            state.values[alias] = value
            if judgement is not None:
                state.records[alias] = judgement

    def _stray(self, strays: Table, state: _Reading) -> None:
        """Entries that are no flat fact: exceptions, nested facts and unknown ones."""
        exceptions = [key for key in EXCEPTIONS if key in strays]
        for key in exceptions:
            self._except(key, strays[key], exceptions[0], state)
        rest = {key: raw for key, raw in strays.items() if key not in exceptions} if exceptions else strays
        unknown_names: list[str] = []
        count = 0
        for where, known, raw in flatten(rest, self._slots, self._leading):
            if known is not None:
                self._take(self._slots[known], raw, where, state)
                continue
            count += 1
            if count <= MOST_STRAYS:
                unknown_names.append(where)
        for at, where in enumerate(unknown_names, 1):
            more = count - MOST_STRAYS if at == MOST_STRAYS else 0
            state.problems.append(f.UnknownFact(where=show(where), nearest=suggest(where, self._slots), more=more))

    def _except(self, key: str, raw: object, first: str, state: _Reading) -> None:
        from policyrules.evaluation.records import ExceptionReader

        if key != first:
            state.problems.append(f.GivenTwice(where=key, other=first))
            return
        if self._exceptions is None:
            self._exceptions = ExceptionReader(*self._parts)
        state.exceptions = self._exceptions.read(raw, key, state.problems)


class Readers(dict[str, FactReader]):
    """The reader of the facts of each subject, by its alias; made when it is first asked for."""

    def __init__(self, subjects: Mapping[str, LoweredSubject]) -> None:
        self._subjects = subjects

    def __missing__(self, subject: str) -> FactReader:
        entry = self._subjects[subject]
        paths = {".".join(part.names): key for key, part in entry.excusable.items()}
        named = {fact.alias for x in entry.rules if isinstance(x, LoweredTemplate) for fact in x.rule.facts()}
        return self.setdefault(subject, FactReader(entry.subject.fields, entry.excusable, paths, named))
