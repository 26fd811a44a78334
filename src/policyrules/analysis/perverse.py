"""Facts that show a perverse incentive: two pairs that differ in one fact only, where raising it raises the total of one pair and
lowers that of the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any

from attrs import frozen

from policyrules.analysis.concrete import SOME_DAY, complete_env, completions, tried
from policyrules.analysis.decide import Decider
from policyrules.analysis.facts import exact_text, plain, run, witness
from policyrules.analysis.model import Witness
from policyrules.analysis.signs import is_asked_of_each
from policyrules.evaluation.awards import points
from policyrules.language import core
from policyrules.language.env import Env
from policyrules.language.lowered import LoweredCard, LoweredSubject, Reads
from policyrules.language.meaning import evaluate
from policyrules.language.values import NOTHING, Listed, Value, known
from policyrules.result import ScoreResult

MOST_CONTEXTS = 48
"""The most ways of the other facts in which a fact is raised."""
MOST_STEPS = 16
"""The most steps by which it is raised in each."""
MOST_CONFIRMED = 12
"""The most pairs that are run through the interpreter."""
_LONGEST = 40

Values = Mapping[str, Value]


@frozen(eq=False)
class Pair:
    """Facts before and after one is raised, with what that one is and what the total is."""

    before: Witness
    after: Witness
    figures: tuple[str, str, str, str]


@frozen(eq=False)
class Shown:
    """A pair whose total rises and one whose total falls."""

    rise: Pair
    fall: Pair


def search(entry: LoweredSubject, by: Decider, card: LoweredCard, fact: core.Field) -> Shown | None:
    """Pairs that show it, confirmed by the interpreter; None where none were met with."""
    looking = _Search(entry, by, card, fact)
    for values in looking.raised():
        found: dict[bool, Pair] = {}
        for rises, context, one, other in looking.steps(values):
            if rises not in found and (pair := looking.confirmed(rises, context, one, other)) is not None:
                found[rises] = pair
                if len(found) == 2:
                    return Shown(found[True], found[False])
            if looking.left <= 0:
                return None
    return None


class _Search:
    def __init__(self, entry: LoweredSubject, by: Decider, card: LoweredCard, fact: core.Field) -> None:
        self.entry, self.by, self.card, self.fact = entry, by, card, fact
        self.left = MOST_CONFIRMED
        parts = [p for p, r in card.reads.items() if fact in r.facts]
        self.parts = [p for p in parts if not any(x in parts for x in card.above(p))]
        below = [x for p in self.parts for x in p.walk()]
        above = [x for p in self.parts for x in card.above(p) if x.guard is not None]
        vetoes = [r for v, r in zip(card.card.vetoes, card.vetoes, strict=True) if v.total is not None and fact in r.facts]
        self.reads: list[Reads] = [*(card.reads[p] for p in dict.fromkeys((*above, *below))), *vetoes]
        self.read = frozenset[str]().union(*(r.values for r in self.reads))

    def steps(self, values: Sequence[Value]) -> Iterator[tuple[bool, Values, Value, Value]]:
        """Steps by which what the parts that read the fact give goes up (True) or down, with the other facts."""
        for context in completions(self.reads, {self.fact.alias: NOTHING}, SOME_DAY, MOST_CONTEXTS):
            for one, other in islice(pairwise(values), MOST_STEPS):
                before, after = (self.given({**context, self.fact.alias: x}) for x in (one, other))
                if before is not None and after is not None and before != after:
                    yield after > before, context, one, other

    def raised(self) -> list[list[Any]]:
        """Values of the fact, each higher than the one before; of a list, ever more records of one kind, for a few kinds."""
        found = [x for x in tried(self.fact, self.reads, SOME_DAY) if x is not NOTHING]
        if not isinstance(self.fact.type, core.Records):
            return [found]
        single = [x for x in found if isinstance(x, Listed) and len(x.records) == 1]
        marks = {m for r in self.reads for m in r.marks if isinstance(m, int) and not isinstance(m, bool) and m <= _LONGEST}
        most = self.fact.high if isinstance(self.fact.high, int) else _LONGEST
        least = 1 if is_asked_of_each(self.by, self.fact) else 0
        lengths = sorted({n for m in (0, 1, *marks) for n in (m - 1, m, m + 1) if least <= n <= most})
        rows = single[:: max(1, len(single) // 4)][:4]
        return [[Listed(x.records * n, most=x.most) for n in lengths] for x in rows]

    def given(self, facts: Values) -> Any:
        """What the parts that read the fact give together; None where something stays open."""
        env = complete_env(self.by, facts, SOME_DAY, self.read)
        if not all(known(env.values[k]) for k in self.read if k in env.values):
            return None
        total: Any = 0
        for part in self.parts:
            total += self.part(part, env)
        return total

    def part(self, part: core.Part, env: Env) -> Any:
        for above in self.card.above(part):
            if above.guard is not None and evaluate(above.guard, env) is not True:
                return 0
        return points(part, env, ())

    def confirmed(self, rises: bool, context: Values, one: Value, other: Value) -> Pair | None:
        """The pair with all other facts made up, where the interpreter says the same of the total."""
        others = [f for f in self.entry.subject.fields if f.alias not in context]
        for pick in (0, -1):
            self.left -= 1
            ways = {f.alias: tried(f, self.reads, SOME_DAY) for f in others}
            rest = {alias: found[pick] for alias, found in ways.items() if found}
            facts = [{**rest, **context, self.fact.alias: x} for x in (one, other)]
            totals = [self.total(x) for x in facts]
            if None not in totals and totals[0] != totals[1] and (totals[1] > totals[0]) == rises:
                return self.pair(facts, totals, (one, other))
        return None

    def total(self, facts: Values) -> Any:
        outcome = run(self.entry, facts, SOME_DAY)[self.card.card.id]
        assert isinstance(outcome, ScoreResult)
        return outcome.total

    def pair(self, facts: list[dict[str, Value]], totals: list[Any], values: tuple[Value, Value]) -> Pair:
        said = [exact_text(t) for t in totals]
        made = [witness(self.entry, f, SOME_DAY, f"总分 {t}", f"the total is {t}") for f, t in zip(facts, said, strict=True)]
        shown = [_shown(x, self.fact) for x in values]
        return Pair(made[0], made[1], (shown[0], shown[1], said[0], said[1]))


def _shown(value: Value, fact: core.Field) -> str:
    if isinstance(value, Listed):
        return f"{len(value.records)}条"
    if isinstance(value, bool):
        return "是" if value else "否"
    unit = fact.type.unit.symbol if isinstance(fact.type, core.Quantity) and fact.type.unit else ""
    return f"{plain(value, fact)}{unit}"
