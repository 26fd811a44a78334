"""The questions that are put to the solver about one scorecard: conditions over its terms, each with what has to be so for the
interpreter to confirm an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import Factory, define, evolve

from policyrules.analysis.ask import Question, Seen
from policyrules.analysis.encode.cards import Card
from policyrules.analysis.encode.subject import Program
from policyrules.analysis.solver import Term
from policyrules.evaluation.awards import points
from policyrules.language import core
from policyrules.language.lowered import LoweredCard, LoweredSubject
from policyrules.language.values import Number, known
from policyrules.result import ScoreResult

Interval = tuple[Number | None, Number | None]
"""A stretch without its ends (None: no end), or, where they are the same, that number."""


@define(eq=False)
class CardQuestions:
    """Questions about one scorecard. What is encoded once is asked many times."""

    entry: LoweredSubject
    card: LoweredCard
    _cards: dict[tuple[Program, bool], Card] = Factory(dict)

    def of(self, program: Program, dropped: bool = False) -> Card:
        """The scorecard over a copy of the subject; ``dropped``: one that may leave out a part (`Card.dropped`)."""
        key = program, dropped
        if key not in self._cards:
            self._cards[key] = card = Card(program, self.card, droppable=dropped)
            program.shown.append(card.total)
        return self._cards[key]

    def result(self, seen: Seen) -> ScoreResult:
        found = seen.outcomes[self.card.card.id]
        assert isinstance(found, ScoreResult)
        return found

    def question(self, build: Callable[[Card], Term], confirm: Callable[[ScoreResult], bool]) -> Question:
        """A question about the scorecard over one set of facts that leads to a total."""

        def asked(program: Program) -> Term:
            card = self.of(program)
            return program.terms.both(card.eligible, program.terms.negate(card.annulled), build(card))

        return Question(asked, lambda seen: confirm(self.result(seen[0])), ("card", self.card.card.id))

    # ------------------------------------------------------------ grades

    def gap(self, told: Sequence[Interval]) -> Question:
        """A total without a grade, in none of the stretches that have been told."""

        def build(card: Card) -> Term:
            t = card.terms
            figure = card.graded_on
            outside = (t.negate(_within(card, figure, stretch)) for stretch in told)
            return t.both(t.negate(t.either(*card.rows())), *outside)

        def confirm(s: ScoreResult) -> bool:
            figure = s.graded_on
            if s.total is None or figure is None or s.grade is not None or s.grades or not s.ungraded:
                return False
            return not any(_lies(figure, stretch) for stretch in told)

        return self.question(build, confirm)

    def overlap(self) -> Question:
        """Two grades at once (互斥)."""

        def build(card: Card) -> Term:
            t = card.terms
            return t.compare("gt", t.add(*(t.choose(held, 1, 0) for held in card.rows())), 1)

        return self.question(build, lambda s: s.conflict)

    def reached(self, place: int) -> Question:
        """A total that a row takes first."""
        bands = self.card.card.bands
        assert bands is not None
        row = bands.rows[place]

        def build(card: Card) -> Term:
            t, rows = card.terms, card.rows()
            above = [] if bands.exclusive else rows[:place]
            return t.both(rows[place], *map(t.negate, above), *(t.negate(x) for x in card.limited()))

        return self.question(build, lambda s: row.id in s.grades)

    def row_holds(self, place: int) -> Question:
        """A total for which the condition of a row holds, whatever those above it do."""
        return evolve(self.question(lambda card: card.rows()[place], lambda s: False), confirm=None)

    # ------------------------------------------------------------ points

    def above(self, mark: Number, op: str = "gt") -> Question:
        """Points of all items together above some, or at least so many."""

        def confirm(s: ScoreResult) -> bool:
            return s.root.low == s.root.high and (s.root.low > mark or (op == "ge" and s.root.low == mark))

        return self.question(lambda card: card.terms.compare(op, card.root.points, mark), confirm)

    def matters(self, place: int) -> Question:
        """Facts under which the points of a part, by its place among all, make a difference to the whole."""

        def build(program: Program) -> Term:
            t = program.terms
            whole, less = self.of(program), self.of(program, dropped=True)
            return t.both(t.same(less.dropped, place), t.negate(t.same(whole.root.points, less.root.points)))

        root = self.card.card.root
        part = list(root.walk())[place]

        def confirm(seen: Sequence[Seen]) -> bool:
            worked_out = (x for key, x in seen[0].env.values.items() if key != "on")
            if seen[0].excepted or not all(map(known, worked_out)):
                return False
            return points(root, seen[0].env, ()) != points(_without(root, part), seen[0].env, ())

        return Question(build, confirm, ("drop", self.card.card.id))

    def moves(self, fact: core.Field, op: str) -> Question:
        """Facts under which more of one, all others being the same and no exceptions accepted, makes the total less ("lt") or
        more ("gt")."""

        def build(program: Program) -> Term:
            t = program.terms
            other = program.copies[1] if len(program.copies) > 1 else program.copy(fact.alias)
            first, second = self.of(program), self.of(other)
            low, high = (copy.facts[fact.alias].term for copy in program.copies)
            grown = t.both(t.negate(low), high) if isinstance(fact.type, core.Bool) else t.compare("lt", low, high)
            totals = (t.both(c.eligible, t.negate(c.annulled)) for c in (first, second))
            plain = (t.negate(x) for x in program.excused.values())
            return t.both(grown, *totals, *plain, t.compare(op, second.total, first.total))

        def confirm(seen: Sequence[Seen]) -> bool:
            before, after = (self.result(x).total for x in seen)
            if before is None or after is None:
                return False
            return after < before if op == "lt" else after > before

        return Question(build, confirm, ("moves", self.card.card.id, fact.alias), pair=True)

    def facts(self) -> Iterator[core.Field]:
        """What may be raised, of what the points hang on."""
        read = {f for reads in (*self.card.reads.values(), *self.card.vetoes) for f in reads.facts}
        for fact in self.entry.subject.fields:
            if fact in read and not fact.optional and isinstance(fact.type, core.Quantity | core.Levels | core.Bool):
                yield fact


def _within(card: Card, figure: Term, stretch: Interval) -> Term:
    t = card.terms
    if stretch[0] == stretch[1] is not None:
        return t.same(figure, stretch[0])
    ends = [(op, end) for op, end in zip(("gt", "lt"), stretch, strict=True) if end is not None]
    return t.both(*(t.compare(op, figure, end) for op, end in ends))


def _without(part: core.Part, left_out: core.Part) -> core.Part:
    """A part in which the points of another are left out of account."""
    if part is left_out:
        return evolve(part, guard=core.Lit(False, span=part.span))
    if not isinstance(part.body, tuple):
        return part
    rest = tuple(p for p in part.body if p is not left_out)
    if part.combine != "sum" and rest and any(not p.beyond for p in rest):
        return evolve(part, body=tuple(_without(p, left_out) for p in rest))
    return evolve(part, body=tuple(_without(p, left_out) for p in part.body))


def _lies(figure: Number, stretch: Interval) -> bool:
    low, high = stretch
    return low == figure == high or ((low is None or low < figure) and (high is None or figure < high))
