"""The name that facts make (命名), and whether a given one is made so.

A part whose fact is given must be that text. One whose fact is not given is read off the name: it is whatever part of the name
stands in its place, and the finding is about the name under that reading. A condition that reads such a fact is asked about the
text that is read. What a condition reads besides is not known at all; the finding is certain only where it is the same whatever
that may be.

So cases are tried: one for each text of the facts that conditions read, as long as there are few. A name is right where every case
of what is unknown leaves a reading, and wrong where none does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any

from attrs import evolve, frozen

from policyrules.evaluation.facts import Facts
from policyrules.evaluation.told import Told
from policyrules.language import core
from policyrules.language.lowered import Aggregate, LoweredTemplate, Reads
from policyrules.language.meaning import Env, evaluate, work_out
from policyrules.language.naming import Fault, Need, Parse, Repair, Slot, made, parses, repair
from policyrules.language.node import Shown
from policyrules.language.values import MAYBE, NOTHING, OneOf, known
from policyrules.result import Finding, NameFault, NameParse, NameResult

MOST_CASES = 128
"""The most cases that are tried one by one; facts that would make more stay unknown in each."""
MOST_OPEN = 3
"""The most conditions that are tried both ways in one case."""
MOST_PARSES = 20
_FREE = "free"
"""Of a part that may be there and may be left out, in place of whether it has to be there."""


def named(lowered: LoweredTemplate, values: Sequence[core.Value | Aggregate], facts: Facts, env: Env) -> NameResult:
    """The outcome of a template over one set of facts."""
    return _Run(lowered, values, facts, env).result()


@frozen(eq=False, repr=False)
class _Case(Shown):
    """One way the unknown facts can be: the slots as they then are, and what was taken for granted (by alias of the fact)."""

    slots: tuple[Slot, ...]
    taken: Mapping[str, Any]


class _Run:
    def __init__(self, lowered: LoweredTemplate, values: Sequence[core.Value | Aggregate], facts: Facts, env: Env) -> None:
        self.lowered = lowered
        self.rule = lowered.rule
        read = frozenset[str]().union(*(x.values for x in (*lowered.conditions, *lowered.parts)))
        self.values = [x for x in values if x.id in read]
        self.told = Told(lowered.values, facts, env)
        self.env = env
        self.read_off = {
            x.expr.field.alias: x
            for x in self.rule.slots
            if isinstance(x.expr, core.Fact) and not known(env.facts[x.expr.field.alias])
        }
        """The slots whose facts are not given, by alias."""
        self.hidden, self.shown = self.doubtful()

    def result(self) -> NameResult:
        guard = True if self.rule.guard is None else evaluate(self.rule.guard, self.env)
        given = self.env.facts[self.rule.given.alias] if self.rule.given else NOTHING
        text = given if isinstance(given, str) and guard is not False else None
        sure, possible, ways, faults = self.judged(text) if text is not None else (False, False, [], ())
        finding = self.finding(guard, given, sure, possible)
        name, lacking, omitted = self.make() if guard is not False else (None, [], ())
        missing = list(self.open(given, guard)) if finding == "unknown" else []
        missing += lacking if text is None else []
        needed = tuple(dict.fromkeys(fact for reads in lacking for fact in self.told.absent(reads)))
        shown = tuple(NameParse(tuple(zip(self.rule.slots, way, strict=True))) for way in ways[:MOST_PARSES])
        about = (self.rule, finding, name, needed, omitted, given if isinstance(given, str) else None)
        wrong = faults if finding not in ("met", "unknown", "not_applicable") else ()
        return NameResult(*about, shown, len(ways) > MOST_PARSES, wrong, self.told.unweighed(missing), self.lowered.touched)

    def finding(self, guard: Any, given: Any, sure: bool, possible: bool) -> Finding:
        if guard is False or given is NOTHING:
            return "not_applicable"
        if guard is MAYBE or not isinstance(given, str) or sure is not possible:
            return "unknown"
        unmet: Finding = self.rule.modality.unmet if self.rule.modality else "breach"
        return "met" if sure else unmet

    def open(self, given: Any, guard: Any) -> Iterator[Reads]:
        """What may still decide the finding."""
        if guard is MAYBE:
            yield self.lowered.guard
        if self.rule.given and not isinstance(given, str):
            yield Reads((self.rule.given,), (), False, frozenset())
            return
        asked = (x for slot, x in zip(self.rule.slots, self.lowered.conditions, strict=True) if not self.seen(slot))
        hidden = (self.unread(x) for x in (*asked, *self.derived()))
        yield from (x for x in hidden if x.facts or x.on)

    def derived(self) -> list[Reads]:
        """What parts read that are worked out from facts."""
        pairs = zip(self.rule.slots, self.lowered.parts, strict=True)
        return [reads for slot, reads in pairs if not isinstance(slot.expr, core.Fact)]

    def unread(self, reads: Reads) -> Reads:
        """What is read besides what is read off the name."""
        return evolve(reads, facts=tuple(f for f in reads.facts if f.alias not in self.shown))

    # ------------------------------------------------------------ making

    def make(self) -> tuple[str | None, list[Reads], tuple[core.Slot, ...]]:
        """The name, what is missing for it, and the parts that are left out because they were not given."""
        parts: list[str | None] = []
        lacking: list[Reads] = []
        omitted: list[core.Slot] = []
        for slot, read, asked in zip(self.rule.slots, self.lowered.parts, self.lowered.conditions, strict=True):
            holds = True if slot.condition is None else evaluate(slot.condition, self.env)
            value = evaluate(slot.expr, self.env)
            if holds is False or value is NOTHING:
                continue
            if holds is True and isinstance(value, str):
                parts.append(value)
            elif slot.optional and slot.condition is None:
                omitted.append(slot)
            else:
                lacking += [asked] if holds is MAYBE else []
                lacking += [read] if not isinstance(value, str) else []
        return (None if lacking else made(parts)), lacking, tuple(omitted)

    # ------------------------------------------------------------ judging

    def judged(self, name: str) -> tuple[bool, bool, list[Parse], tuple[NameFault, ...]]:
        """Whether every case of what is unknown leaves a reading of a name, whether any does, the readings, and where there are
        none the least that is wrong."""
        ways: dict[Parse, None] = {}
        cases: dict[tuple[Slot, ...], _Case] = {}
        sure = True
        for group in self.groups():
            fits = [[parses(x.slots, name, MOST_PARSES + 1) if x else [] for x in several] for several in group]
            sure &= any(all(each) for each in fits if len(each) <= 2**MOST_OPEN)
            ways |= dict.fromkeys(way for each in fits for found in each for way in found)
            for case in (x for several in group for x in several if x):
                cases.setdefault(case.slots, case)
        if ways:
            return sure, True, list(islice(ways, MOST_PARSES + 1)), ()
        return False, False, [], self.faults(name, list(cases.values()))

    def groups(self) -> Iterator[list[list[_Case | None]]]:
        """The cases, one group for each way that what is not read off the name can be. In a group there is one list for each way to
        read the rest off it: of a single case, or of one for each answer to the conditions that cannot be told."""
        hidden, shown = self.hidden, self.shown
        for rest in product(*(hidden[alias] for alias in hidden)):
            group: list[list[_Case | None]] = []
            merged: dict[tuple[Any, ...], _Case] = {}
            for read in product(*(shown[alias] for alias in shown)):
                taken = dict(zip(hidden, rest, strict=True)) | dict(zip(shown, read, strict=True))
                cases = self.cases(taken)
                if len(cases) > 1:
                    group.append(cases)
                elif cases[0]:
                    self.merge(cases[0], merged)
            group += [[case] for case in merged.values()]
            yield group

    def merge(self, case: _Case, merged: dict[tuple[Any, ...], _Case]) -> None:
        """Cases that differ only in the text of the last slot that is guessed become one."""
        places = [n for n, x in enumerate(case.slots) if x.guessed]
        at = places[-1] if places else -1
        key = (at, *(x for n, x in enumerate(case.slots) if n != at))
        if key in merged and at >= 0:
            other = merged[key]
            both = tuple(dict.fromkeys((*(other.slots[at].texts or ()), *(case.slots[at].texts or ()))))
            slots = (*other.slots[:at], evolve(other.slots[at], texts=both), *other.slots[at + 1 :])
            merged[key] = evolve(other, slots=slots)
        else:
            merged.setdefault(key, case)

    def doubtful(self) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
        """The unknown facts that conditions and derived parts read, with what each can be: those that are known from no name, and
        those that are read off it (None: the part is left out)."""
        hidden: dict[str, list[Any]] = {}
        shown: dict[str, list[Any]] = {}
        count = 1
        for fact in dict.fromkeys(f for reads in (*self.lowered.conditions, *self.derived()) for f in reads.facts):
            choices = _choices(self.env.facts[fact.alias], fact)
            slot = self.read_off.get(fact.alias)
            if slot is not None and choices and slot.optional:
                choices = [*(x for x in choices if isinstance(x, str)), None]
            if not choices or count * len(choices) > MOST_CASES:
                continue
            count *= len(choices)
            (hidden if slot is None else shown)[fact.alias] = choices
        shown = dict(sorted(shown.items(), key=lambda item: len(item[1])))
        return hidden, shown

    def cases(self, taken: Mapping[str, Any]) -> list[_Case | None]:
        """The case in which facts are as taken, or one for each answer to the conditions that cannot be told even so; None where a
        name cannot be read so."""
        env = self.env.narrowed({alias: value for alias, value in taken.items() if value is not None})
        env.values = dict(env.values)
        for value in self.values:
            env.values[value.id] = work_out(value, env)
        tests = [_FREE if self.seen(x) else True if x.condition is None else evaluate(x.condition, env) for x in self.rule.slots]
        doubt = [n for n, holds in enumerate(tests) if holds is MAYBE]
        found: list[_Case | None] = []
        for answers in product((True, False), repeat=min(len(doubt), MOST_OPEN + 1)):
            told = dict(zip(doubt, answers, strict=False))
            slots = [
                self.slot(x, told.get(n, holds), env, taken)
                for n, (x, holds) in enumerate(zip(self.rule.slots, tests, strict=True))
            ]
            whole = tuple(x for x in slots if x is not None)
            found.append(_Case(whole, taken) if len(whole) == len(slots) else None)
        return found

    def seen(self, slot: core.Slot) -> bool:
        """Whether a part that is read off the name has to be there just where there is one, which the name then shows."""
        match slot.condition:
            case core.Cmp("ne", _, core.Fact(fact), core.Lit(value)) if value is NOTHING and fact.alias in self.read_off:
                return self.read_off[fact.alias] is slot
        return False

    def slot(self, slot: core.Slot, holds: Any, env: Env, taken: Mapping[str, Any]) -> Slot | None:
        """A slot as it is in a case; None where the case cannot be."""
        alias = slot.expr.field.alias if isinstance(slot.expr, core.Fact) else ""
        guessed = alias in taken and alias in self.read_off
        if guessed and taken[alias] is None:
            return Slot((), "absent") if holds is not True or slot.condition is None else None
        value = evaluate(slot.expr, env)
        if guessed and holds is False:
            return None  # what is read off the name is there
        texts = _texts(value, slot)
        absent = holds is False or value is NOTHING
        if absent:
            return Slot(texts if value is not NOTHING else (), "absent")
        free = holds in (MAYBE, _FREE) or (slot.optional and slot.condition is None)
        free &= not guessed
        need: Need = "optional" if free else "required"
        known_others = tuple(x for x in slot.options or () if texts is not None and x not in texts) if not guessed else ()
        return Slot(texts, need, known_others, guessed)

    # ------------------------------------------------------------ what is wrong

    def faults(self, name: str, cases: Sequence[_Case]) -> tuple[NameFault, ...]:
        """The least that is wrong, of all cases."""
        best: tuple[Repair, _Case] | None = None
        for case in cases:
            found = repair(case.slots, name)
            if best is None or found.cost < best[0].cost:
                best = found, case
        return tuple(self.fault(fault, *best) for fault in best[0].faults) if best else ()

    def fault(self, fault: Fault, found: Repair, case: _Case) -> NameFault:
        if fault.slot is None:
            return NameFault("extra", None, "", (), fault.found, fault.at)
        slot = self.rule.slots[fault.slot]
        texts = case.slots[fault.slot].texts if fault.kind != "extra" else ()
        if case.slots[fault.slot].guessed:
            texts = slot.options
        asked = self.asked(self.lowered.conditions[fault.slot], found, case) if slot.condition is not None else {}
        return NameFault(fault.kind, slot, fault.expected, texts or (), fault.found, fault.at, asked)

    def asked(self, reads: Reads, found: Repair, case: _Case) -> dict[str, str | bool]:
        """What the facts that a condition reads are, where they are known or read off the name."""
        told: dict[str, str | bool] = {}
        slots = {x.expr.field.alias: n for n, x in enumerate(self.rule.slots) if isinstance(x.expr, core.Fact)}
        for fact in reads.facts:
            value = self.env.facts[fact.alias]
            if fact.alias in self.read_off:
                held = found.held[slots[fact.alias]]
                value = held if held is not None and held in _choices(value, fact) else MAYBE
            elif fact.alias in case.taken:
                value = MAYBE
            if value is NOTHING:
                told[fact.name] = "无"
            elif isinstance(value, str | bool):
                told[fact.name] = value
        return told


def _choices(value: Any, fact: core.Field) -> list[Any]:
    """What an unknown fact can be, where that is only a few things, in the order of declaration."""
    if value is MAYBE:
        return [True, False]
    if isinstance(value, OneOf) and value.values is not None:
        names = fact.type.names if isinstance(fact.type, core.Options) else ()
        rest = (x for x in value.values if x not in names)
        return [*(x for x in names if x in value.values), *sorted(rest, key=lambda x: (x is NOTHING, str(x)))]
    return []


def _texts(value: Any, slot: core.Slot) -> tuple[str, ...] | None:
    """The texts that a value can be; None: any."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, OneOf) and value.values is not None:
        named = [x for x in slot.options or () if x in value.values]
        return tuple(named) or tuple(sorted(x for x in value.values if isinstance(x, str)))
    return None if isinstance(value, OneOf) else ()
