"""Names made of parts: every way to take a name apart, and the least that is wrong with one that cannot be.

A template is a sequence of slots. A name fits when it is what the slots hold, one behind the other, with nothing before, between
or after them. Text is compared character by character: nothing is normalised, so a space or a full-width digit is a difference.

No step goes back on another: `parses` works from the end of the name to its beginning, once, with the places from which the rest
of the template fits as the bits of a number; `repair` is one table of the cheapest way to each place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal

from attrs import frozen

from policyrules.language.node import Comparable

Need = Literal["required", "optional", "absent"]
FaultKind = Literal["missing", "wrong", "extra"]
Parse = tuple[str | None, ...]
"""What each slot holds; None where it is left out."""


@frozen(eq=False, repr=False)
class Slot(Comparable):
    """A place in a template: what may stand there (None: any text but none), and whether something must, may or must not.

    ``others`` are texts of its kind that may not stand there; ``guessed`` says that ``texts`` are those of one of several
    cases that are tried, so that a fault here speaks against the case before it speaks against the name.
    """

    texts: tuple[str, ...] | None
    need: Need = "required"
    others: tuple[str, ...] = ()
    guessed: bool = False


@frozen(eq=False, repr=False)
class Fault(Comparable):
    """What is wrong at one place: a slot without its part, another text in its place, or text that belongs nowhere.

    ``slot`` is its place in the template (None: the text belongs to no slot), ``expected`` the nearest text that may stand there
    (empty where any may), ``found`` what stands there instead, and ``at`` where that begins.
    """

    kind: FaultKind
    slot: int | None
    expected: str
    found: str
    at: int


Cost = tuple[int, int, int]
"""How many parts are wrong; how many of them in slots that are ``guessed``; how many characters are to be put in, taken out or
changed, texts that are recognised (one of ``others``: 1, that of a slot that must be absent: 0) apart."""


@frozen(eq=False, repr=False)
class Repair(Comparable):
    """The least that has to be changed for a name to fit, from left to right; ``held`` is what stands in each slot meanwhile."""

    cost: Cost
    faults: tuple[Fault, ...]
    held: Parse


# ---------------------------------------------------------------- making and taking apart


def made(parts: Iterable[str | None]) -> str:
    """The name that parts make, one behind the other."""
    return "".join(text for text in parts if text)


def parses(slots: Sequence[Slot], name: str, most: int) -> list[Parse]:
    """Ways to take a name apart, each once, at most ``most`` of them: with a part of certain texts before without it, else the
    shorter part first."""
    return list(islice(_walk(slots, name, _fits(slots, name)), most))


def _fits(slots: Sequence[Slot], name: str) -> list[int]:
    """For each slot, and behind the last, the places from which what follows fits, as bits."""
    rest = 1 << len(name)
    found = [rest]
    for slot in reversed(slots):
        here = rest if slot.need != "required" else 0
        if slot.need != "absent":
            if slot.texts is None:
                here |= (1 << rest.bit_length() - 1) - 1 if rest else 0  # any place before the last from which the rest fits
            for text in dict.fromkeys(slot.texts or ()):
                here |= sum(1 << at for at in _occurrences(name, text) if rest >> at + len(text) & 1)
        rest = here
        found.append(rest)
    return found[::-1]


def _occurrences(name: str, text: str) -> Iterator[int]:
    at = name.find(text) if text else -1
    while at >= 0:
        yield at
        at = name.find(text, at + 1)


def _walk(slots: Sequence[Slot], name: str, fits: list[int]) -> Iterator[Parse]:
    """Ways to take the name apart; every step leads to one, so no work is lost between two."""
    if not fits[0] & 1:
        return
    trail: list[tuple[str | None, int]] = []
    open_ = [_steps(slots[0], name, 0, fits[1])] if slots else []
    if not slots:
        yield ()
    while open_:
        step = next(open_[-1], None)
        if step is None:
            open_.pop()
            if trail:
                trail.pop()
            continue
        trail.append(step)
        if len(trail) == len(slots):
            yield tuple(text for text, _ in trail)
            trail.pop()
        else:
            open_.append(_steps(slots[len(trail)], name, step[1], fits[len(trail) + 1]))


def _steps(slot: Slot, name: str, at: int, rest: int) -> Iterator[tuple[str | None, int]]:
    """What a slot can hold from a place on so that the rest fits, with where that ends."""
    for text in dict.fromkeys(slot.texts or ()) if slot.need != "absent" else ():
        if text and name.startswith(text, at) and rest >> at + len(text) & 1:
            yield text, at + len(text)
    if slot.need != "required" and rest >> at & 1:
        yield None, at
    if slot.need == "absent" or slot.texts is not None:
        return
    ends = rest >> at + 1 << at + 1
    while ends:
        end = (ends & -ends).bit_length() - 1
        yield name[at:end], end
        ends &= ends - 1


# ---------------------------------------------------------------- what is wrong

_Step = tuple[int, Fault | None]
"""Where a step began, and the fault it stands for."""


def repair(slots: Sequence[Slot], name: str) -> Repair:
    """What is wrong with a name, told with the fewest parts and then the fewest characters; nothing where it fits."""
    table = _Table(slots, name)
    ends = table.run()
    faults: list[Fault] = []
    held: list[str | None] = []
    at = len(name)
    for place, steps in enumerate(reversed(table.steps)):  # what belongs nowhere and the slots, by turns
        end, (at, fault) = at, steps[at]
        if fault is not None:
            faults.append(fault)
        if place % 2:
            held.append(name[at:end] or None)
    many, rest = divmod(ends[len(name)], table.fault)
    guesses, rest = divmod(rest, table.guess)
    return Repair((many, guesses, rest // table.unit), tuple(faults[::-1]), tuple(held[::-1]))


class _Table:
    """The cheapest way to each place of a name, slot by slot. A cost is one number: faults, guesses, characters, and what only
    settles ties: a part that is missing, or text that is too much, before another text in the place of a part."""

    def __init__(self, slots: Sequence[Slot], name: str) -> None:
        self.slots, self.name = slots, name
        self.unit = 1 + len(slots)
        self.guess = self.unit * (1 + len(name) + sum(1 + max(map(len, s.texts or ("",)), default=1) for s in slots))
        self.fault = self.guess * (len(slots) + 2)
        self.steps: list[list[_Step]] = []

    def run(self) -> list[int]:
        costs = [self.fault * (len(self.slots) + len(self.name) + 2)] * (len(self.name) + 1)
        costs[0] = 0
        for place, slot in enumerate(self.slots):
            costs = self.slot(place, slot, self.extra(costs))
        return self.extra(costs)

    def extra(self, costs: list[int]) -> list[int]:
        """Text that belongs nowhere."""
        after, steps = list(costs), [(j, None) for j in range(len(costs))]
        start = 0
        for j in range(1, len(costs)):
            if costs[j - 1] < costs[start] + self.unit * (j - 1 - start):
                start = j - 1
            cost = costs[start] + self.fault + self.unit * (j - start)
            if cost < after[j]:
                after[j] = cost
                steps[j] = (start, Fault("extra", None, "", self.name[start:j], start))  # type: ignore[assignment]
        self.steps.append(steps)  # type: ignore[arg-type]
        return after

    def slot(self, place: int, slot: Slot, costs: list[int]) -> list[int]:
        best = _Best(costs, slot.need != "required")
        if slot.need == "absent":
            for text in slot.texts or ():
                for at in _occurrences(self.name, text):
                    best.take(at + len(text), costs[at] + self.fault, at, Fault("extra", place, "", text, at))
        elif slot.texts is None:
            self.free(place, slot, costs, best)
        else:
            self.fixed(place, slot, costs, best)
        self.steps.append(best.steps)
        return best.costs

    def free(self, place: int, slot: Slot, costs: list[int], best: _Best) -> None:
        """A slot that may hold any text: it is only ever missing."""
        start = 0
        for j in range(1, len(costs)):
            start = j - 1 if costs[j - 1] < costs[start] else start
            best.take(j, costs[start], start, None)
        if slot.need == "required":
            for j, cost in enumerate(costs):
                best.take(j, cost + self.fault + self.guess * slot.guessed + self.unit, j, Fault("missing", place, "", "", j))

    def fixed(self, place: int, slot: Slot, costs: list[int], best: _Best) -> None:
        """A slot that may hold certain texts."""
        texts = [t for t in dict.fromkeys(slot.texts or ()) if t]
        fault = self.fault + self.guess * slot.guessed
        nearest = min(texts, key=len, default="")
        for text in texts:
            for at in _occurrences(self.name, text):
                best.take(at + len(text), costs[at], at, None)
        if slot.need == "required":
            for j, cost in enumerate(costs):
                best.take(j, cost + fault + self.unit * len(nearest), j, Fault("missing", place, nearest, "", j))
        for text in slot.others:
            for at in _occurrences(self.name, text):
                best.take(at + len(text), costs[at] + fault + self.unit + 1, at, Fault("wrong", place, nearest, text, at))
        for text in texts:
            for end, (cost, at) in enumerate(zip(*_edited(text, self.name, costs, self.unit), strict=True)):
                if at < end and cost + fault + 1 < best.costs[end]:
                    best.take(end, cost + fault + 1, at, Fault("wrong", place, text, self.name[at:end], at))


class _Best:
    """The cheapest step to each place; of two that cost the same, the first that was offered."""

    def __init__(self, costs: list[int], left_out: bool) -> None:
        far = 1 << 62
        self.costs = list(costs) if left_out else [max(costs) + far] * len(costs)
        self.steps: list[_Step] = [(j, None) for j in range(len(costs))]

    def take(self, end: int, cost: int, start: int, fault: Fault | None) -> None:
        if cost < self.costs[end]:
            self.costs[end], self.steps[end] = cost, (start, fault)


def _edited(text: str, name: str, costs: list[int], unit: int) -> tuple[list[int], list[int]]:
    """For each place, the cheapest way to have read a text with slips up to there: its cost, and where it began. A slip is a
    character put in, left out or changed, and costs one ``unit``."""
    row, starts = list(costs), list(range(len(costs)))
    for j in range(1, len(row)):
        if row[j - 1] + unit < row[j]:
            row[j], starts[j] = row[j - 1] + unit, starts[j - 1]
    for letter in text:
        above, before = row, starts
        row, starts = [above[0] + unit], [before[0]]
        for j in range(1, len(above)):
            cost, start = above[j - 1] + unit * (letter != name[j - 1]), before[j - 1]
            if above[j] + unit < cost:
                cost, start = above[j] + unit, before[j]
            if row[j - 1] + unit < cost:
                cost, start = row[j - 1] + unit, starts[j - 1]
            row.append(cost)
            starts.append(start)
    return row, starts
