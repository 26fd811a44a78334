"""The cases that are missing: for each goal that no case shows, facts that reach it, written as a case that nobody has looked at.

A case begins with one there is and changes one fact of it, or two; where that does not do, it gives the facts itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, islice, product
from typing import Any

from attrs import Factory, define, field, frozen

from policyrules.cases.coverage.measure import Coverage, Shown, measure, open_goals
from policyrules.cases.coverage.model import Goal, Here
from policyrules.cases.coverage.seen import Run, run
from policyrules.cases.found import Evaluated
from policyrules.cases.given import EXCEPTIONS
from policyrules.cases.model import Case, Suite
from policyrules.cases.paths import aspects, targets
from policyrules.cases.suggest import written
from policyrules.cases.suggest.changes import others, read
from policyrules.cases.suggest.titles import Change, titles
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.languages import Lang
from policyrules.language.lowered import Aggregate
from policyrules.language.vocabulary import Side

MOST_BASES = 12
MOST_TRIED = 3000
"""The most sets of facts that are tried for one goal, on each of the ways."""
Facts = Mapping[str, object]


@frozen
class Suggested:
    """The text of a file of cases, how many they are, and for which goals no facts were found: rule and goal."""

    text: str
    count: int
    left: tuple[tuple[str, str], ...]


def suggested(suite: Suite, lang: Lang, done: Callable[[int, int], None] = lambda n, of: None) -> Suggested:
    """What is missing of the cases of a pack, in the vocabulary of its rules."""
    found = measure(suite)
    search = _Search(suite, found)
    wanted = [(shown, goal) for shown in found.rules for goal in sorted(open_goals(shown), key=_plainness)]
    made: list[s.Case] = []
    left: list[tuple[str, str]] = []
    for number, (shown, goal) in enumerate(wanted, 1):
        if goal.key not in shown.unreviewed:
            case = search.case(shown, goal)
            if case is None:
                n = 0 if lang == "zh" else 1
                left.append((shown.rule.label[n], goal.said[n]))
            else:
                made.append(case)
        done(number, len(wanted))
    return Suggested(written.printed(made, search.side) if made else "", len(made), tuple(left))


@define(eq=False)
class _Search:
    suite: Suite
    found: Coverage
    titles: set[str] = field(init=False)
    runs: dict[int, Run | None] = Factory(dict)

    def __attrs_post_init__(self) -> None:
        self.titles = {c.title for c in self.suite.cases}

    @property
    def side(self) -> Side:
        from policyrules.passes.parse import vocabulary

        return vocabulary(self.suite.policy.program.subjects[0].span.source.text)

    def case(self, shown: Shown, goal: Goal) -> s.Case | None:
        """A case that shows a goal, and note whatever else it shows; None where none was found."""
        for base, on, changes in self.ways(shown, goal):
            subject = shown.rule.subject
            facts = _with(base.facts if base else {}, changes)
            one = run(self.suite.policy, facts, subject, on)
            if one is None or not one.shows(goal, shown.listed.card):
                continue
            case = self.written(shown, goal, base, on, changes, facts, one)
            if case is not None:
                self.note(subject, one, shown, goal)
                return case
        return None

    def note(self, subject: str, one: Run, shown: Shown, goal: Goal) -> None:
        """Everything that comes with it is not suggested again."""
        nobody: Any = None
        for other in (x for x in self.found.rules if x.rule.subject == subject):
            for seen in open_goals(other):
                if one.shows(seen, other.listed.card):
                    other.unreviewed[seen.key] = nobody

    # ------------------------------------------------------------ facts to try

    def ways(self, shown: Shown, goal: Goal) -> Iterator[tuple[Case | None, date | None, list[Change]]]:
        rule = shown.rule
        entry = self.suite.policy.lowered.subjects[rule.subject]
        values: dict[str, core.Value | Aggregate] = {v.id: v for v in entry.values}
        if isinstance(goal.asked, Here):
            for level in goal.asked.levels:
                values |= level.inside.inner if level.inside else {}
        reads = goal.reads or tuple(e for g in rule.goals for e in g.reads)
        fields, marks = read(reads, values)
        own = [f for f in entry.subject.fields if f in fields or _inside(f, fields)]
        bases = self.bases(rule.subject, shown, goal)
        whole = shown.listed.card is not None and not own
        if whole:
            own, bases = self.scored(shown, goal, entry.subject.fields, bases)
        days = list(self.days(shown, marks))
        for base in bases:
            for on in dict.fromkeys((base.on, *days)):
                yield base, on, []
                for fact in own:
                    yield from ((base, on, [c]) for c in self.changes(fact, base.facts, marks, on, goal))
        if whole:
            return
        for base in bases[:3]:
            yield from islice(self.pairs(base, base.on, own, marks, goal), MOST_TRIED)
        for on in dict.fromkeys((*(b.on for b in bases[:1]), *days, None)):
            each = [[None, *self.changes(f, {}, marks, on, goal)] for f in own]
            yield None, on, [ways[1] for ways in each if len(ways) > 1 and ways[1] is not None]
            for chosen in islice(product(*each), MOST_TRIED):
                yield None, on, [c for c in chosen if c is not None]

    def pairs(
        self, base: Case, on: date | None, own: Sequence[core.Field], marks: list[Any], goal: Goal
    ) -> Iterator[tuple[Case, date | None, list[Change]]]:
        for a, b in combinations(own, 2):
            ways = (list(self.changes(f, base.facts, marks, on, goal)) for f in (a, b))
            yield from ((base, on, list(chosen)) for chosen in product(*ways))

    def changes(self, fact: core.Field, facts: Facts, marks: list[Any], on: date | None, goal: Goal) -> Iterator[Change]:
        """A fact otherwise; for what is unknown, not known."""
        if goal.key == "unknown":
            if fact.alias in facts:
                yield fact, None
            return
        yield from ((fact, value) for value in others(fact, facts.get(fact.alias), marks, on))

    def bases(self, subject: str, shown: Shown, goal: Goal) -> list[Case]:
        """Cases to begin with: those that show the rule best and give the most facts; one that was suggested is none."""
        about = [c for c in self.suite.cases if c.subject.id == subject and self.ran(c) is not None]
        by = {id(case) for case in shown.by.values()}
        about.sort(key=lambda c: (EXCEPTIONS in c.facts, -len(c.facts)))
        known = [c for c in about if id(c) in by]
        return list({id(c): c for c in (*about[:3], *known, *about)}.values())[:MOST_BASES]

    def scored(
        self, shown: Shown, goal: Goal, fields: Sequence[core.Field], bases: Sequence[Case]
    ) -> tuple[list[core.Field], list[Case]]:
        """For an edge of the total: points that are given, and cases whose total is near."""
        edge = goal.asked.edge if isinstance(goal.asked, Here) else None
        card = shown.listed.card
        if edge is None or card is None or not isinstance(edge.right, core.Lit):
            return [f for f in fields if f.judged], list(bases)
        mark: Any = edge.right.value

        def away(case: Case) -> Any:
            one = self.ran(case)
            total = one.result.scores[card.card.id].total if one else None
            return 1000 if total is None else abs(total - mark)

        about = sorted((c for c in self.suite.cases if c.subject.id == shown.rule.subject and self.ran(c)), key=away)
        return [f for f in fields if isinstance(f.type, core.Quantity | core.Bool)], about[:2]

    def days(self, shown: Shown, marks: Sequence[Any]) -> Iterator[date]:
        """Days of evaluation that matter to a target."""
        program = self.suite.policy.program
        for rule in program.rules:
            if isinstance(rule, core.Target) and shown.rule.id.partition(".")[0] == rule.id:
                yield from (row.day for row in rule.rows if shown.rule.id in (rule.id, f"{rule.id}.{row.id}"))
                yield rule.rows[0].day - timedelta(days=1)

    def ran(self, case: Case) -> Run | None:
        if id(case) not in self.runs:
            self.runs[id(case)] = run(self.suite.policy, case.facts, case.subject.id, case.on)
        return self.runs[id(case)]

    # ------------------------------------------------------------ the case

    def written(
        self, shown: Shown, goal: Goal, base: Case | None, on: date | None, changes: list[Change], facts: Facts, one: Run
    ) -> s.Case | None:
        lines = [written.withdrawn(f) if v is None else written.given(f, v) for f, v in changes]
        program, rule = self.suite.policy.program, shown.rule
        subject = next(x for x in program.subjects if x.id == rule.subject)
        among = targets(program, subject)
        evaluated = Evaluated(one.result, lambda: self.suite.policy.values(facts, subject.id, on))
        expects = list(written.expected(rule.path, aspects(rule.path, among, written.NOWHERE), evaluated, self.side))
        if None in lines or not expects:
            return None
        *short, called = titles(rule, goal, changes, self.side)
        tries = [*short, called, *(f"{called}（{n}）" if self.side == "zh" else f"{called} ({n})" for n in range(2, 100))]
        named = next(t for t in tries if t not in self.titles)
        self.titles.add(named)
        return written.case(named, subject.name, on, base.title if base else None, [x for x in lines if x], expects)


def _plainness(goal: Goal) -> int:
    """Goals that make the plainest titles come first: an edge of a fact, a side. What comes with them is not asked for again."""
    edge = goal.asked.edge if isinstance(goal.asked, Here) else None
    if edge is not None and isinstance(edge.left, core.Fact):
        return 0
    return {"side": 1, "branch": 2, "edge": 2}.get(goal.kind, 3)


def _inside(fact: core.Field, fields: Sequence[core.Field]) -> bool:
    """Whether a list holds, at any depth, one of some fields."""
    below = core.every_field(fact.type.fields) if isinstance(fact.type, core.Records) else ()
    return any(x in fields for x in below)


def _with(facts: Facts, changes: Sequence[Change]) -> dict[str, object]:
    """Facts with some of them otherwise."""
    gone = {f.alias for f, value in changes if value is None}
    return {k: v for k, v in facts.items() if k not in gone} | {f.alias: v for f, v in changes if v is not None}
