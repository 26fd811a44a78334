"""Facts under which the total of a scorecard is what somebody asks for.

Parts that share facts are tried together, a bounded number of ways; of each such group it is kept which points it gives, and by
which facts. Then sums over all groups are looked for that lead to the total; one fact that moves points without steps, where there
is one, is set so that it is met exactly. What is found is believed only once the interpreter says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import islice, pairwise, product
from math import floor, inf, lcm, prod
from random import Random
from typing import Any

from attrs import define, evolve, field, frozen

from policyrules.analysis.facts import run
from policyrules.analysis.spread import Run
from policyrules.analysis.worth import domain
from policyrules.evaluation.awards import points
from policyrules.evaluation.completions import Assignment, Completions
from policyrules.language import core
from policyrules.language.lowered import Aggregate, LoweredCard, LoweredSubject, Reads
from policyrules.language.meaning import Env, evaluate, unknown, work_out
from policyrules.language.values import Dates, Listed, Number, exact, terminates
from policyrules.result import ScoreResult

MOST_TRIED = 192
"""The most ways in which one group of parts is tried."""
MOST_COST = 60_000
"""How much may be tried in all: an award costs 1, and what a list comes to about a dozen times as much."""
A_LIST = 12
MOST_LISTS = 2400
MOST_STEPS = 48
MOST_UNITS = 600
MOST_SUMS = 2000
MOST_WORK = 2_000_000
MOST_DIALS = 6
MOST_BESIDE = 8
MOST_CONFIRMED = 40
"""The most sets of facts that are given to the interpreter."""
_PLACES = 10**6


@frozen(eq=False)
class Dial:
    """A fact that moves the points of a group evenly, from ``low`` at ``first`` to ``high`` at ``last``."""

    alias: str
    first: Number
    last: Number
    low: Number
    high: Number
    others: Assignment
    step: Number = 0
    """The step that it moves in, from a lower bound or 0 (``origin``); 0: none."""
    origin: Number = 0

    def at(self, points: Number) -> Number:
        """Where it gives so many points, or as near below as its step allows and figures can be told."""
        found = self.first + Fraction(points - self.low) / (self.high - self.low) * (self.last - self.first)
        if self.step:
            return exact(self.origin + floor((found - self.origin) / Fraction(self.step)) * self.step)
        return exact(found if terminates(exact(found)) else Fraction(round(found * _PLACES), _PLACES))

    @property
    def length(self) -> Number:
        return self.high - self.low if self.high > self.low else self.low - self.high

    def goes_on(self, other: Dial) -> bool:
        """Whether another goes on where this one ends, at the same rate."""
        alike = (self.high - self.low) * (other.last - other.first) == (other.high - other.low) * (self.last - self.first)
        return alike and self.last == other.first and self.high == other.low


@frozen(eq=False)
class Group:
    """Parts that share facts: the points they were found to give together, each with facts that make them."""

    given: dict[Number, list[Assignment]]
    dials: tuple[Dial, ...]


def day_for(program: core.Program, card: LoweredCard) -> date | None:
    """A day of evaluation on which periods are over, within the time the document is in force where there is one; None where no day
    matters."""
    if not any(r.on for r in (*card.reads.values(), *card.gates, *card.vetoes, *card.bands)):
        return None
    document = program.document
    first = document.start or document.dated or date(2024, 1, 1)
    last = document.end or date(first.year, 12, 31)
    over = date(last.year if (last.month, last.day) == (12, 31) else last.year - 1, 12, 31)
    return over if over >= first else last


@define(eq=False, slots=False)
class Search:
    """Looks for facts of one scorecard."""

    entry: LoweredSubject
    card: LoweredCard
    on: date | None
    ways: Completions = field(init=False)
    _groups: list[Group] | None = None

    def __attrs_post_init__(self) -> None:
        values: dict[str, Any] = {"on": self.on if self.on is not None else Dates()}
        env = Env({f.alias: unknown(f) for f in self.entry.fields}, values)
        for value in self.entry.values:
            values[value.id] = work_out(value, env)
        self.ways = Completions(self.entry.values, env, {f.alias for f in self.entry.fields})

    @cached_property
    def aggregates(self) -> frozenset[str]:
        """Ids of what lists come to."""
        return frozenset(v.id for v in self.entry.values if isinstance(v, Aggregate))

    @cached_property
    def lists(self) -> int:
        """The most ways to fill in each list that are tried."""
        return max(12, MOST_LISTS // max(1, sum(isinstance(f.type, core.Records) for f in self.entry.fields)))

    @cached_property
    def asked(self) -> list[core.Field]:
        """What the rows of grades ask for beside the total."""
        return [f for f in dict.fromkeys(f for r in self.card.bands for f in r.facts) if self.ways.open(f)]

    def facts(self, region: Run, wanted: Callable[[ScoreResult], bool]) -> tuple[Assignment, ScoreResult] | None:
        """Facts with a total in a region of which the interpreter says what is wanted."""
        groups = self.groups()
        if groups is None:
            return None
        ways = (way for chosen in self.sums(groups, region) for way in islice(self.beside(chosen), MOST_BESIDE))
        for chosen in islice(ways, MOST_CONFIRMED):
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
        """The groups; None where there are too many, or one was not found to give anything at all."""
        if self._groups is None:
            units = list(self.units(self.card.card.root))
            if len(units) > MOST_UNITS:
                return None
            read = {p: [self.card.reads[x] for x in p.walk()] for p in units}
            held: list[tuple[list[core.Part], list[core.Effect], list[Reads]]] = [([p], [], read[p]) for p in units]
            effects = zip((*self.card.card.gates, *self.card.card.vetoes), (*self.card.gates, *self.card.vetoes), strict=True)
            held += [([], [e], [r]) for e, r in effects]
            joined = _joined(held)
            self._groups = [self.group(*members, MOST_COST // len(joined)) for members in joined]
        return self._groups if all(g.given for g in self._groups) else None

    def group(self, parts: Sequence[core.Part], effects: Sequence[core.Effect], reads: Sequence[Reads], cost: int) -> Group:
        """What parts that share facts give, tried in as many ways as may be paid for."""
        facts = [f for f in dict.fromkeys(f for r in reads for f in r.facts) if self.ways.open(f)]
        marks = tuple(dict.fromkeys(m for r in reads for m in r.marks))
        values = frozenset[str]().union(*(r.values for r in reads))
        choices = self.choices(facts, marks, values)
        given: dict[Number, list[Assignment]] = {}

        def work(assignment: Assignment) -> Number | None:
            env = self.ways.completed(assignment, values)
            if env is None or any(evaluate(e.condition, env) is not (e.kind == "gate") for e in effects):
                return None
            return exact(sum((Fraction(points(p, env, ())) for p in parts), Fraction(0)))

        each = sum(1 for p in parts for _ in p.walk()) + A_LIST * len(values & self.aggregates)
        for chosen in _tried(choices, max(6, min(MOST_TRIED, cost // max(1, each)))):
            assignment = {f.alias: v for f, v in zip(facts, chosen, strict=True)}
            found = work(assignment)
            if found is not None:
                self.keep(given.setdefault(found, []), assignment)
        moving = [(f, c) for f, c in zip(facts, choices, strict=True) if _smooth(f)]
        return Group(given, tuple(self.dials(moving, given, work)))

    def choices(self, facts: Sequence[core.Field], marks: Iterable[Any], values: frozenset[str]) -> list[list[Any]]:
        """What is tried for each fact: of figures in few steps all there are."""
        tried = self.ways.choices(facts, marks, values, self.lists)
        return [[*_steps(f, c), *(v for v in c if _tellable(v))] for f, c in zip(facts, tried, strict=True)]

    def keep(self, kept: list[Assignment], assignment: Assignment) -> None:
        """Of the ways to give the same points the one that is least to read; of each that the rows of grades may tell apart."""
        asked = [assignment.get(f.alias) for f in self.asked]
        for n, other in enumerate(kept):
            if [other.get(f.alias) for f in self.asked] == asked:
                if self.weight(assignment) < self.weight(other):
                    kept[n] = assignment
                return
        if len(kept) < MOST_BESIDE:
            kept.append(assignment)

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
        given: dict[Number, list[Assignment]],
        work: Callable[[Assignment], Number | None],
    ) -> Iterator[Dial]:
        """Facts that move the points in proportion, as far as they do."""
        for fact, choices in moving:
            numbers = [v for v in choices if isinstance(v, int | Fraction)]
            for base in [ways[0] for ways in given.values()][:4]:
                last: Dial | None = None
                for dial in (d for ends in pairwise(numbers) if (d := _dial(fact, ends, base, work))):
                    if last is not None and last.goes_on(dial):
                        last = evolve(last, last=dial.last, high=dial.high)
                        continue
                    if last is not None:
                        yield last
                    last = dial
                if last is not None:
                    yield last

    # ------------------------------------------------------------ sums

    def sums(self, groups: Sequence[Group], region: Run) -> Iterator[Assignment]:
        """Assignments whose points add up into a region."""
        dials = sorted(((d, g) for g in groups for d in g.dials), key=lambda x: -x[0].length)
        found: dict[Dial | None, Group | None] = dict(dials[:MOST_DIALS])
        for dial, moved in (found or {None: None}).items():
            fixed = [g for g in groups if g is not moved]
            unit = lcm(*(x.denominator for g in fixed for x in g.given))
            ends = (0, 0) if dial is None else (min(dial.low, dial.high), max(dial.low, dial.high))
            layers = _layers([sorted(int(x * unit) for x in g.given) for g in fixed], _stretched(region, ends, unit))
            middle = Fraction(_middle(region)) * unit
            for reached in sorted(layers[-1], key=lambda t: abs(t - middle)):
                total = exact(Fraction(reached, unit))
                if region.within(Run(total + ends[0], total + ends[1])).empty:
                    continue
                numbers = [exact(Fraction(x, unit)) for x in _back(layers, reached)]
                ways = product(*(g.given[x] for g, x in zip(fixed, numbers, strict=True)))
                for chosen in ({k: v for a in way for k, v in a.items()} for way in islice(ways, MOST_BESIDE)):
                    yield from self.dialled(dial, chosen, total, region) if dial else [chosen]

    def beside(self, chosen: Assignment) -> Iterator[Assignment]:
        """The same with every way to choose what only the rows of grades ask for."""
        facts = [f for f in self.asked if f.alias not in chosen]
        if not facts:
            yield chosen
            return
        marks = tuple(dict.fromkeys(m for r in self.card.bands for m in r.marks))
        values = frozenset[str]().union(*(r.values for r in self.card.bands))
        for ways in product(*self.choices(facts, marks, values)):
            yield {**chosen, **{f.alias: v for f, v in zip(facts, ways, strict=True)}}

    def dialled(self, dial: Dial, chosen: Assignment, total: Number, region: Run) -> Iterator[Assignment]:
        """The fact that moves without steps set so that the total comes into a region."""
        for target in _targets(region, total + min(dial.low, dial.high), total + max(dial.low, dial.high)):
            yield {**chosen, **dial.others, dial.alias: dial.at(exact(target - total))}


def _dial(
    fact: core.Field, ends: tuple[Number, Number], base: Assignment, work: Callable[[Assignment], Number | None]
) -> Dial | None:
    """A fact between two values, where the points go up or down evenly."""
    (first, last), alias = ends, fact.alias
    low, half, high = (work({**base, alias: x}) for x in (first, exact(Fraction(first + last) / 2), last))
    if low is None or half is None or high is None or low == high or 2 * half != low + high:
        return None
    assert isinstance(fact.type, core.Quantity)
    step = fact.step or (1 if fact.type.whole else 0)
    origin = fact.low if fact.step and isinstance(fact.low, int | Fraction) else 0
    return Dial(alias, first, last, low, high, base, step, origin)


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


def _tried(choices: Sequence[Sequence[Any]], most: int) -> Iterator[Sequence[Any]]:
    """Ways to choose: all of them, or where they are too many, all first, all last, and others at random."""
    if not all(choices):
        return
    if prod(map(len, choices)) <= most:
        yield from product(*choices)
        return
    random = Random(0)
    ends = [[c[0] for c in choices], [c[-1] for c in choices]]
    yield from ends
    for n in range(most - 2):
        way = [random.choice(c) for c in choices]
        if n % 2:  # but for one the same as at an end
            at = random.randrange(len(choices))
            base = ends[n // 2 % 2]
            way = [*base[:at], way[at], *base[at + 1 :]]
        yield way


def _steps(fact: core.Field, tried: Sequence[Any]) -> Iterator[Number]:
    """What a figure in few steps can be that is not tried anyhow."""
    if isinstance(fact.type, core.Quantity) and (fact.type.whole or fact.step):
        whole = domain(fact)
        if not whole.runs and whole.count <= MOST_STEPS:
            yield from (x for x in whole.dots() if x not in tried and _tellable(x))


def _tellable(value: Any) -> bool:
    """Whether a value can be told in a file of facts."""
    return not isinstance(value, Fraction) or terminates(value)


def _smooth(fact: core.Field) -> bool:
    """Whether a figure moves without steps, or in many."""
    if not isinstance(fact.type, core.Quantity):
        return False
    whole = domain(fact)
    return bool(whole.runs) or whole.count > MOST_STEPS


def _stretched(region: Run, ends: tuple[Number, Number], unit: int) -> tuple[Any, Any]:
    """The least and the greatest sum, in units, from which a dial comes into a region."""
    low = -inf if region.low == -inf else (region.low - ends[1]) * unit
    return low, inf if region.high == inf else (region.high - ends[0]) * unit


def _layers(groups: Sequence[Sequence[int]], wanted: tuple[Any, Any]) -> list[dict[int, int]]:
    """For every sum of the first groups what the last of them adds to it, as far as the others can bring it where it is wanted."""
    each = max(2, MOST_WORK // (MOST_SUMS * max(1, len(groups))))
    rest = sum(g[0] for g in groups), sum(g[-1] for g in groups)
    layers: list[dict[int, int]] = [{0: 0}]
    for given in groups:
        rest = rest[0] - given[0], rest[1] - given[-1]
        found: dict[int, int] = {}
        for more in _thinned(given, each):
            for total in layers[-1]:
                if wanted[0] <= total + more + rest[1] and total + more + rest[0] <= wanted[1]:
                    found.setdefault(total + more, more)
        layers.append({t: found[t] for t in _thinned(sorted(found), MOST_SUMS)})
    return layers


def _thinned(numbers: Sequence[int], most: int) -> Sequence[int]:
    """Some of many numbers, those at both ends among them."""
    if len(numbers) <= most:
        return numbers
    return [numbers[n * (len(numbers) - 1) // (most - 1)] for n in range(most)]


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
