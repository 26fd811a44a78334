"""Facts under which the total of a scorecard is what somebody asks for.

Parts that share facts are tried together, a bounded number of ways; of each such group it is kept which points it gives, and by
which facts. Then sums over all groups are looked for that lead to the total; one fact that moves points without steps, where there
is one, is set so that it is met exactly. What is found is believed only once the interpreter says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import islice, pairwise, product
from math import inf, lcm, prod
from random import Random
from typing import Any

from attrs import define, field, frozen

from policyrules.analysis.facts import run
from policyrules.analysis.reach import Reach
from policyrules.analysis.spread import Run
from policyrules.evaluation.awards import points
from policyrules.evaluation.completions import Assignment, Completions
from policyrules.language import core
from policyrules.language.lowered import LoweredCard, LoweredSubject, Reads
from policyrules.language.meaning import Env, evaluate, unknown, work_out
from policyrules.language.values import Dates, Listed, Number, exact, terminates
from policyrules.result import ScoreResult

MOST_TRIED = 192
"""The most ways in which one group of parts is tried."""
MOST_SUMS = 4000
MOST_CONFIRMED = 12
"""The most sets of facts that are given to the interpreter."""
_PLACES = 10**6


@frozen(eq=False)
class Dial:
    """A fact that moves the points of a group without steps, from ``low`` at ``first`` to ``high`` at ``last``."""

    alias: str
    first: Number
    last: Number
    low: Number
    high: Number
    others: Assignment

    @property
    def length(self) -> Number:
        return self.high - self.low if self.high > self.low else self.low - self.high


@frozen(eq=False)
class Group:
    """Parts that share facts: the points they were found to give together, each with facts that make them."""

    given: dict[Number, Assignment]
    dial: Dial | None


def day_for(program: core.Program, card: LoweredCard) -> date | None:
    """A day of evaluation on which periods are over, within the time the document is in force where that has one; None where no
    day matters."""
    if not any(r.on for r in (*card.reads.values(), *card.gates, *card.vetoes, *card.bands)):
        return None
    document = program.document
    year = document.end or document.dated or document.start or date(2024, 12, 31)
    return date(year.year, 12, 31)


@define(eq=False)
class Search:
    """Looks for facts of one scorecard."""

    entry: LoweredSubject
    card: LoweredCard
    reach: Reach
    on: date | None
    ways: Completions = field(init=False)
    _groups: list[Group] | None = None

    def __attrs_post_init__(self) -> None:
        values: dict[str, Any] = {"on": self.on if self.on is not None else Dates()}
        env = Env({f.alias: unknown(f) for f in self.entry.fields}, values)
        for value in self.entry.values:
            values[value.id] = work_out(value, env)
        self.ways = Completions(self.entry.values, env, {f.alias for f in self.entry.fields})

    def facts(self, region: Run, wanted: Callable[[ScoreResult], bool]) -> tuple[Assignment, ScoreResult] | None:
        """Facts with a total in a region of which the interpreter says what is wanted."""
        groups = self.groups()
        if groups is None:
            return None
        for chosen in islice(self.sums(groups, region), MOST_CONFIRMED):
            score = run(self.entry, chosen, self.on)[self.card.card.id]
            if isinstance(score, ScoreResult) and score.total is not None and region.holds(score.total) and wanted(score):
                return chosen, score
        return None

    # ------------------------------------------------------------ groups

    def units(self, part: core.Part) -> Iterator[core.Part]:
        """Parts whose points simply add up to the total, as long as no cap above them binds."""
        body = part.body
        if not isinstance(body, tuple) or part.combine != "sum" or part.guard is not None:
            yield part
            return
        for below in body:
            yield from self.units(below)

    def groups(self) -> list[Group] | None:
        """The groups; None where one was not found to give anything at all."""
        if self._groups is None:
            units = list(self.units(self.card.card.root))
            read = {p: [self.card.reads[x] for x in p.walk()] for p in units}
            held: list[tuple[list[core.Part], list[core.Effect], list[Reads]]] = [([p], [], read[p]) for p in units]
            effects = zip((*self.card.card.gates, *self.card.card.vetoes), (*self.card.gates, *self.card.vetoes), strict=True)
            held += [([], [e], [r]) for e, r in effects]
            self._groups = [self.group(*members) for members in _joined(held)]
        return self._groups if all(g.given for g in self._groups) else None

    def group(self, parts: Sequence[core.Part], effects: Sequence[core.Effect], reads: Sequence[Reads]) -> Group:
        facts = [f for f in dict.fromkeys(f for r in reads for f in r.facts) if self.ways.open(f)]
        marks = tuple(dict.fromkeys(m for r in reads for m in r.marks))
        values = frozenset[str]().union(*(r.values for r in reads))
        choices = [[v for v in c if _tellable(v)] for c in self.ways.choices(facts, marks, values)]
        given: dict[Number, Assignment] = {}

        def work(assignment: Assignment) -> Number | None:
            env = self.ways.completed(assignment, values)
            if env is None or any(evaluate(e.condition, env) is not (e.kind == "gate") for e in effects):
                return None
            return exact(sum((Fraction(points(p, env, ())) for p in parts), Fraction(0)))

        for chosen in _tried(choices):
            assignment = {f.alias: v for f, v in zip(facts, chosen, strict=True)}
            found = work(assignment)
            if found is not None and (found not in given or self.weight(assignment) < self.weight(given[found])):
                given[found] = assignment
        moving = [(f, c) for f, c in zip(facts, choices, strict=True) if _smooth(f)]
        return Group(given, max(self.dials(moving, given, work), key=lambda d: d.length, default=None))

    def weight(self, assignment: Assignment) -> int:
        """How much there is to read in facts, and how far their days are from the day of evaluation."""
        year = (self.on or date(2024, 1, 1)).year
        found = 0
        for value in assignment.values():
            if isinstance(value, Listed):
                found += 10 * len(value.records)
            elif isinstance(value, date):
                found += abs(value.year - year)
        return found

    def dials(
        self,
        moving: Sequence[tuple[core.Field, list[Any]]],
        given: dict[Number, Assignment],
        work: Callable[[Assignment], Number | None],
    ) -> Iterator[Dial]:
        """Facts that move the points in proportion between two values next to one another."""
        for fact, choices in moving:
            numbers = [v for v in choices if isinstance(v, int | Fraction)]
            for base in list(given.values())[:4]:
                for first, last in pairwise(numbers):
                    middle = exact(Fraction(first + last) / 2)
                    ends = [work({**base, fact.alias: x}) for x in (first, middle, last)]
                    if None not in ends and ends[0] != ends[2] and 2 * ends[1] == ends[0] + ends[2]:  # type: ignore[operator]
                        yield Dial(fact.alias, first, last, ends[0], ends[2], base)  # type: ignore[arg-type]

    # ------------------------------------------------------------ sums

    def sums(self, groups: Sequence[Group], region: Run) -> Iterator[Assignment]:
        """Assignments whose points add up into a region."""
        dialled = max((g for g in groups if g.dial), key=lambda g: g.dial.length if g.dial else 0, default=None)
        fixed = [g for g in groups if g is not dialled]
        unit = lcm(*(x.denominator for g in fixed for x in g.given))
        layers = _layers([sorted(int(x * unit) for x in g.given) for g in fixed])
        middle = Fraction(_middle(region)) * unit
        for reached in sorted(layers[-1], key=lambda t: abs(t - middle)):
            total = exact(Fraction(reached, unit))
            if dialled is None and not region.holds(total):
                continue
            numbers = [exact(Fraction(x, unit)) for x in _back(layers, reached)]
            chosen = {k: v for g, x in zip(fixed, numbers, strict=True) for k, v in g.given[x].items()}
            yield from self.dialled(dialled.dial, chosen, total, region) if dialled and dialled.dial else [chosen]

    def dialled(self, dial: Dial, chosen: Assignment, total: Number, region: Run) -> Iterator[Assignment]:
        """The fact that moves without steps set so that the total comes into a region."""
        for target in _targets(region, total + min(dial.low, dial.high), total + max(dial.low, dial.high)):
            at = dial.first + Fraction(target - total - dial.low) / (dial.high - dial.low) * (dial.last - dial.first)
            if not terminates(exact(at)):
                at = Fraction(round(at * _PLACES), _PLACES)
            yield {**chosen, **dial.others, dial.alias: exact(at)}


def _joined(members: Iterable[tuple[list[Any], list[Any], list[Reads]]]) -> list[tuple[list[Any], list[Any], list[Reads]]]:
    """Members that share facts together."""
    found: list[tuple[set[core.Field], tuple[list[Any], list[Any], list[Reads]]]] = []
    for member in members:
        facts = {f for r in member[2] for f in r.facts}
        touching = [x for x in found if x[0] & facts]
        found = [x for x in found if not x[0] & facts]
        for own, others in touching:
            facts |= own
            member = (others[0] + member[0], others[1] + member[1], others[2] + member[2])
        found.append((facts, member))
    return [member for _, member in found]


def _tried(choices: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Ways to choose: all of them, or where they are too many, all first, all last, each alone, and some at random."""
    if not all(choices):
        return
    if prod(map(len, choices)) <= MOST_TRIED:
        yield from product(*choices)
        return
    random = Random(0)
    for end in (0, -1):
        base = [c[end] for c in choices]
        yield base
        for n, values in enumerate(choices[:MOST_TRIED]):
            yield from ([*base[:n], v, *base[n + 1 :]] for v in values[:8])
    for _ in range(MOST_TRIED):
        yield [random.choice(c) for c in choices]


def _tellable(value: Any) -> bool:
    """Whether a value can be told in a file of facts."""
    return not isinstance(value, Fraction) or terminates(value)


def _smooth(fact: core.Field) -> bool:
    return isinstance(fact.type, core.Quantity) and not fact.type.whole and fact.step is None


def _layers(groups: Sequence[Sequence[int]]) -> list[dict[int, int]]:
    """For every sum of the first groups what the last of them adds to it."""
    layers: list[dict[int, int]] = [{0: 0}]
    for given in groups:
        found: dict[int, int] = {}
        for total in layers[-1]:
            for more in given:
                found.setdefault(total + more, more)
            if len(found) > MOST_SUMS:
                break
        layers.append(found)
    return layers


def _back(layers: Sequence[dict[int, int]], total: int) -> list[int]:
    """What every group adds to a total."""
    found: list[int] = []
    for layer in reversed(layers[1:]):
        found.append(layer[total])
        total -= layer[total]
    return found[::-1]


def _middle(region: Run) -> Number:
    if region.low == -inf:
        return region.high if region.high != inf else 0
    return region.low if region.high == inf else exact(Fraction(region.low + region.high) / 2)


def _targets(region: Run, low: Number, high: Number) -> Iterator[Number]:
    """Totals between two numbers that lie in a region, the middle of it first."""
    middle = _middle(region)
    if low <= middle <= high and region.holds(middle):
        yield middle
    near = region.within(Run(low, high))
    if not near.empty:
        yield exact(Fraction(near.low + near.high) / 2)
