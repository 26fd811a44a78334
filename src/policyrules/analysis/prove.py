"""What the solver adds to the other analyses: it is asked what they left open, and what they do not ask. `check --prove`.

A claim is proved where nothing contradicts it, for every fact and list there may be; refuted only with facts that the interpreter
has confirmed; open otherwise. What the others have decided is not asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import inf

from attrs import Factory, define, evolve

from policyrules.analysis.ask import SECONDS, Asker, Found, Question, Seen
from policyrules.analysis.decide import decider, is_real, negated
from policyrules.analysis.encode.support import said
from policyrules.analysis.facts import plain, witness
from policyrules.analysis.maxima import promised
from policyrules.analysis.met import answers
from policyrules.analysis.model import Claim, State, Witness
from policyrules.analysis.monotone import sign
from policyrules.analysis.places import Asked, asked
from policyrules.analysis.questions import CardQuestions, Interval
from policyrules.analysis.signs import BOTH
from policyrules.analysis.spread import Run
from policyrules.analysis.words import place
from policyrules.analysis.worth import Worth, blank
from policyrules.diagnostics import classes as c
from policyrules.diagnostics import grades as g
from policyrules.diagnostics import reach as r
from policyrules.diagnostics.base import Problem
from policyrules.diagnostics.incentives import PerverseIncentive
from policyrules.diagnostics.prove import NeverCounts
from policyrules.language import core
from policyrules.language.lowered import Lowered, LoweredCard, LoweredClasses, LoweredSubject
from policyrules.language.values import Number, decimal_text
from policyrules.result import ClassResult
from policyrules.source import Span

MOST_GAPS = 4
MOST_CLIMBED = 20
MOST_CLASSES = 12
"""Of more classes that exclude each other, pairs are not asked one by one."""
SETTLED = ("proved", "refuted", "declared")


def prove(lowered: Lowered, before: Sequence[Claim], seconds: float = SECONDS) -> tuple[Claim, ...]:
    """The claims of the other analyses with what the solver adds; those that it decides stand in place of the open ones. Raises
    ImportError where the extra is not installed."""
    made = [claim for entry in lowered.subjects.values() for claim in _Subject(entry, before, seconds).claims()]
    answered = {(x.kind, x.rule) for x in made}
    kept = [x for x in before if x.state != "open" or (x.kind, x.rule) not in answered]
    return (*kept, *(evolve(x, zh=f"{x.zh}（z3）", en=f"{x.en} (z3)") for x in made))


@define(eq=False)
class _Subject:
    """What is asked about one subject."""

    entry: LoweredSubject
    before: Sequence[Claim]
    seconds: float
    asker: Asker = Factory(lambda self: Asker(self.entry, self.seconds), takes_self=True)

    def claims(self) -> Iterator[Claim]:
        for rule in self.entry.rules:
            if isinstance(rule, LoweredCard):
                yield from self.card(rule)
            elif isinstance(rule, LoweredClasses):
                yield from self.classes(rule)
        yield from self.conditions()

    def settled(self, kind: str, rule: str) -> bool:
        return any(x.kind == kind and x.rule == rule and x.state in SETTLED for x in self.before)

    def told(self, *kinds: str) -> list[Span]:
        """Where problems stand that claims of these kinds tell."""
        return [x.problem.span for x in self.before if x.kind in kinds and x.problem is not None and x.problem.span is not None]

    def ask(self, question: Question) -> Found:
        return self.asker.ask(question)

    def shown(self, seen: Seen, zh: str, en: str) -> Witness:
        """The facts of a model as they are told."""
        found = witness(self.entry, seen.facts, seen.on, zh, en)
        if not seen.excepted:
            return found
        excepted = {key: {"judge": "测评人员", "reason": "例"} for key in seen.excepted}
        return Witness(
            found.subject,
            {**found.facts, "exceptions": excepted},
            found.on,
            zh,
            en,
            found.name,
            {**found.names, "exceptions": "例外"},
        )

    # ------------------------------------------------------------ scorecards

    def card(self, card: LoweredCard) -> Iterator[Claim]:
        questions = CardQuestions(self.entry, card)
        bands = card.card.bands
        full = [*self.full(questions)]  # first, because facts that lead to full marks answer much else
        if bands is not None:
            if not self.settled("grades", card.card.id):
                yield from self.grades(questions, bands)
            if bands.exclusive and not self.settled("grades_apart", card.card.id):
                yield self.apart(questions, bands)
            yield from self.rows(questions, bands)
        yield from full
        yield from self.parts(questions)
        yield from self.moves(questions)

    def grades(self, questions: CardQuestions, bands: core.Bands) -> Iterator[Claim]:
        """Whether every total has a grade."""
        of, told, found = _Said(questions.card, "grades", "的等级", "grades of"), list[Interval](), Found("never")
        while len(told) < MOST_GAPS:
            found = self.ask(questions.gap(told))
            if found.state != "sometimes":
                break
            score = questions.result(found.seen[0])
            assert score.total is not None
            assert score.graded_on is not None
            told.append(_between(bands, score.graded_on))
            zh, en = place(_run((score.total, score.total) if bands.rounding else told[-1]))
            number = decimal_text(score.total)
            shown = self.shown(found.seen[0], f"总分 {number}", f"the total is {number}")
            problem = g.GradesLeaveGap(span=bands.span, place_zh=zh, place_en=en, witness=shown)
            yield of.claim("refuted", f"{zh}的总分不落入任何一档", f"totals {en} fall into none", shown, problem)
        if found.state == "open":
            yield of.open(found, "每个总分是否都有等级", "whether every total has one")
        elif not told:
            yield of.claim("proved", "能得到的每个总分都有等级", "every total that can come about has one")

    def apart(self, questions: CardQuestions, bands: core.Bands) -> Claim:
        of = _Said(questions.card, "grades_apart", "的等级", "grades of")
        found = self.ask(questions.overlap())
        if found.state == "never":
            return of.claim("proved", "没有总分同时属于两档", "no total falls into two")
        if found.state == "open":
            return of.open(found, "是否有总分同时属于两档", "whether a total falls into two")
        score = questions.result(found.seen[0])
        one, other = [row for row in bands.rows if row.id in score.grades][:2]
        number = score.graded_on if score.graded_on is not None else 0
        zh, en = place(_run((number, number)))
        shown = self.shown(found.seen[0], f"总分 {decimal_text(number)}", f"the total is {decimal_text(number)}")
        problem = g.GradesOverlap(span=one.span, place_zh=zh, place_en=en, one=one.label, other=other.label, witness=shown)
        return of.claim("refuted", problem.message("zh"), problem.message("en"), shown, problem)

    def rows(self, questions: CardQuestions, bands: core.Bands) -> Iterator[Claim]:
        """Whether every grade is reached by some total."""
        of = _Said(questions.card, "grade_reached", "的等级", "grades of")
        told = self.told("grade_reached")
        left: list[Found] = []
        for n, row in enumerate(bands.rows):
            if _among(row.span, told) or row.condition is None:
                continue
            found = self.ask(questions.reached(n))
            left.append(found)
            if found.state == "never":
                covered = n > 0 and self.ask(questions.row_holds(n)).state != "never"
                problem = g.UnreachableGrade(span=row.span, label=row.label, most="", covered=covered)
                yield of.claim("refuted", problem.message("zh"), problem.message("en"), None, problem)
        yield from self.counted(of, left, "每一档都有总分能归入", "some total comes to each")

    def full(self, questions: CardQuestions) -> Iterator[Claim]:
        """Whether somebody can come to full marks."""
        rule = questions.card.card
        of = _Said(questions.card, "full_marks", "的满分", "full marks of")
        full = rule.root.points
        if full is None or any(x.kind == "full_marks" and x.rule == rule.id and x.state == "refuted" for x in self.before):
            return
        found = self.ask(questions.above(full, "ge"))
        number = decimal_text(full)
        if found.state == "sometimes":
            shown = self.shown(found.seen[0], f"得 {number} 分", f"{number} points")
            yield of.claim("proved", f"{number} 分能够得到", f"{number} can be reached", shown)
        elif found.state == "never":
            most = self.most(questions)
            if most is None:
                yield of.claim("refuted", f"{number} 分无论事实如何都得不到", f"no facts lead to {number}")
                return
            problem = g.FullMarksOutOfReach(span=rule.span, label=rule.name, full=number, most=decimal_text(most))
            yield Claim("full_marks", rule.id, "refuted", problem.message("zh"), problem.message("en"), (), problem)
        else:
            yield of.open(found, f"{number} 分能否得到", f"whether {number} can be reached")

    def most(self, questions: CardQuestions) -> Number | None:
        """The most points that facts lead to, found upwards; None where no end was found, or where less is promised anyway."""
        root = questions.card.card.root
        paper = promised(root, Worth(questions.card.values, blank(self.entry.fields), {}))
        most: Number | None = None
        for _ in range(MOST_CLIMBED if paper is not None and root.points is not None and paper >= root.points else 0):
            found = self.ask(questions.above(0 if most is None else most, "ge" if most is None else "gt"))
            if found.state != "sometimes":
                return most if found.state == "never" else None
            most = questions.result(found.seen[0]).root.low
        return None

    def parts(self, questions: CardQuestions) -> Iterator[Claim]:
        """Whether the points of every part can make a difference to the total."""
        rule = questions.card.card
        told = self.told("matters", "met", "bounds")
        left: list[Found] = []
        for n, part in enumerate(rule.root.walk()):
            if not part.leaf or part.id == "" or any(_inside(span, part.span) for span in told):
                continue
            left.append(found := self.ask(questions.matters(n)))
            if found.state == "never":
                problem = NeverCounts(span=part.span, found=part.label, total=rule.name)
                zh, en = problem.message("zh"), problem.message("en")
                yield Claim("counts", f"{rule.id}/{part.id}", "refuted", zh, en, (), problem)
        of = _Said(questions.card, "counts", "的得分", "points of")
        yield from self.counted(of, left, "每一处得分都可能改变总分", "each award can change the total")

    def moves(self, questions: CardQuestions) -> Iterator[Claim]:
        """Whether the total goes in one direction only with each fact of which that was left open."""
        told = self.told("monotone")
        ways: dict[str, list[str]] = {"up": [], "down": [], "open": []}
        for fact in questions.facts():
            if _among(fact.span, told) or sign(decider(self.entry), questions.card, fact) != BOTH:
                continue
            falls = self.ask(questions.moves(fact, "lt"))
            rises = self.ask(questions.moves(fact, "gt")) if falls.state != "never" else falls
            if falls.state == rises.state == "sometimes":
                yield self.turns(questions, fact, rises.seen, falls.seen)
            else:
                way = "up" if falls.state == "never" else "down" if rises.state == "never" else "open"
                ways[way].append(fact.called)
        of = _Said(questions.card, "monotone", "的总分", "the total of")
        for way, zh, en in (
            ("up", "提高时总分不会降", "more never lowers it"),
            ("down", "提高时总分不会升", "more never raises it"),
        ):
            if ways[way]:
                yield of.claim("proved", f"{'、'.join(ways[way])}：{zh}", f"{', '.join(ways[way])}: {en}")
        if ways["open"]:
            zh, en = "、".join(ways["open"]), ", ".join(ways["open"])
            yield of.claim("open", f"{zh}提高时是否只朝一个方向变", f"whether it goes in one direction only with {en}")

    def turns(self, questions: CardQuestions, fact: core.Field, rises: Sequence[Seen], falls: Sequence[Seen]) -> Claim:
        """A fact of which more raises the total and lowers it."""
        rule = questions.card.card
        told: list[tuple[str, str, str, str]] = []
        shown: list[Witness] = []
        for pair in (rises, falls):
            totals = [decimal_text(t) for x in pair if (t := questions.result(x).total) is not None]
            one, other = (str(plain(x.facts[fact.alias], fact)) for x in pair)
            told.append((one, other, totals[0], totals[1]))
            shown += [self.shown(x, f"总分 {n}", f"the total is {n}") for x, n in zip(pair, totals, strict=True)]
        problem = PerverseIncentive(
            span=fact.span, fact=fact.called, card=rule.label, rise=told[0], fall=told[1], witness=shown[-1]
        )
        return Claim("monotone", rule.id, "refuted", problem.message("zh"), problem.message("en"), tuple(shown), problem)

    # ------------------------------------------------------------ classes

    def classes(self, lowered: LoweredClasses) -> Iterator[Claim]:
        """Whether classes that exclude each other never hold together, and something belongs to each."""
        rule = lowered.rule
        if self.settled("classes", rule.id):
            return
        rows = [(row, row.condition) for row in rule.rows if row.condition is not None]
        left: list[Found] = []
        for n, (row, condition) in enumerate(rows):
            above = [] if rule.exclusive else [x for _, x in rows[:n]]
            left.append(found := self.ask(together((condition, *map(negated, above)))))
            if found.state == "never":
                problem: Problem = r.NobodyInClass(span=row.span, label=row.label, covered=n > 0 and not rule.exclusive)
                yield Claim("classes", rule.id, "refuted", problem.message("zh"), problem.message("en"), (), problem)
        pairs = list(combinations(rows, 2)) if rule.exclusive and len(rows) <= MOST_CLASSES else []
        for (one, first), (other, second) in pairs:
            found = self.ask(together((first, second), lambda s: _conflict(s, rule.id)))
            if found.state == "sometimes":
                shown = self.shown(
                    found.seen[0], f"“{one.label}”和“{other.label}”都成立", f"both `{one.label}` and `{other.label}` hold"
                )
                problem = c.OverlappingClasses(span=other.span, one=one.label, other=other.label, witness=shown)
                yield Claim("classes", rule.id, "refuted", problem.message("zh"), problem.message("en"), (shown,), problem)
            elif found.state == "open":
                left.append(found)
        if left and all(x.state != "open" for x in left):
            zh = f"分类“{rule.label}”的各类能否归入、是否互斥，都已判定"
            yield Claim(
                "classes",
                rule.id,
                "proved",
                zh,
                f"which classes of `{rule.label}` something can belong to, and to which two, is decided",
            )

    # ------------------------------------------------------------ conditions

    def conditions(self) -> Iterator[Claim]:
        """Conditions of which the others have not shown that they hold for some facts and fail for others."""
        told = self.told("met", "bounds")
        by = decider(self.entry)
        done, left = 0, 0
        for asked_ in asked(self.entry):
            if any(_inside(span, asked_.expr.span) for span in told) or all(map(is_real, answers(by, asked_))):
                continue
            holds, fails = (self.ask(_asked(asked_, x)) for x in (asked_.expr, negated(asked_.expr)))
            if holds.state == fails.state == "never":
                continue  # what it stands under never holds, and that is told there
            if "never" in (holds.state, fails.state):
                yield self.condition(asked_, holds.state == "never")
            decided = "open" not in (holds.state, fails.state) or "never" in (holds.state, fails.state)
            done, left = done + decided, left + (not decided)
        if done or left:
            key = self.entry.subject.id
            zh, en = f"“{self.entry.subject.name}”另有 {done} 个条件", f"of `{self.entry.subject.name}` {done} more conditions"
            if done:
                yield Claim("met", key, "proved", f"{zh}由求解器判定", f"{en} were decided by the solver")
            if left:
                zh, en = (
                    f"“{self.entry.subject.name}”有 {left} 个条件能否成立",
                    f"whether {left} conditions of `{self.entry.subject.name}` can hold",
                )
                yield Claim("met", key, "open", zh, en)

    def condition(self, place: Asked, never: bool) -> Claim:
        kind = r.NeverHolds if never else r.AlwaysHolds
        problem = kind(span=place.expr.span, found=place.text, what=place.what)
        key = place.rule or self.entry.subject.id
        return Claim("met", key, "refuted", problem.message("zh"), problem.message("en"), (), problem)

    def counted(self, of: _Said, found: Iterable[Found], zh: str, en: str) -> Iterator[Claim]:
        """One claim of many questions, of which what was refuted is told by itself."""
        found = list(found)
        open_ = [x for x in found if x.state == "open"]
        if open_:
            yield of.open(open_[0], f"有 {len(open_)} 处：是否{zh}", f"in {len(open_)} places: whether {en}")
        elif found and all(x.state == "sometimes" for x in found):
            yield of.claim("proved", zh, en)


@define
class _Said:
    """How claims about a scorecard begin."""

    card: LoweredCard
    kind: str
    zh: str
    en: str

    def claim(self, state: State, zh: str, en: str, shown: Witness | None = None, problem: Problem | None = None) -> Claim:
        name = self.card.card.name
        about = f"“{name}”{self.zh}：{zh}", f"{self.en} `{name}`: {en}"
        return Claim(self.kind, self.card.card.id, state, *about, (shown,) if shown else (), problem)

    def open(self, found: Found, zh: str, en: str) -> Claim:
        why = said(found.why)
        return self.claim("open", f"{zh}（{why[0]}）", f"{en} ({why[1]})")


def together(conditions: Sequence[core.Expr], confirm: Callable[[Seen], bool] = lambda s: True) -> Question:
    """That conditions of a subject hold together."""
    return Question(
        lambda program: program.terms.both(*map(program.holds, conditions)),
        lambda seen: all(map(seen[0].holds, conditions)) and confirm(seen[0]),
    )


def _asked(place: Asked, condition: core.Expr) -> Question:
    """That a condition holds where it is asked; one about a record has no facts of a subject to be confirmed by."""
    question = together((*place.given, condition))
    return question if place.rule else evolve(question, confirm=None)


def _conflict(seen: Seen, key: str) -> bool:
    found = seen.outcomes[key]
    return isinstance(found, ClassResult) and found.conflict


def _among(span: Span, spans: Iterable[Span]) -> bool:
    return any(_inside(x, span) and _inside(span, x) for x in spans)  # spans take no part in equality


def _inside(span: Span, whole: Span) -> bool:
    return span.source is whole.source and whole.start <= span.start and span.end <= whole.end


def _between(bands: core.Bands, figure: Number) -> Interval:
    """The constants of the rows nearest to a figure on both sides."""
    rows = (row.condition for row in bands.rows if row.condition is not None)
    marks = [x.value for e in rows for x in core.walk(e) if isinstance(x, core.Lit)]
    numbers = [m for m in marks if isinstance(m, int | Fraction) and not isinstance(m, bool)]
    below, above = [m for m in numbers if m <= figure], [m for m in numbers if m >= figure]
    return (max(below) if below else None), (min(above) if above else None)


def _run(ends: Interval) -> Run:
    low, high = ends
    return Run(-inf if low is None else low, inf if high is None else high, low != high, low != high)
