"""Awards: 得, 折算 and 评 lines with the 否则 lines below them, and what parts and awards have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Self, TypeVar

from attrs import define, evolve, frozen

from policyrules.diagnostics import awards as d
from policyrules.diagnostics import lists as r
from policyrules.diagnostics import notes as m
from policyrules.diagnostics import points as q
from policyrules.diagnostics import units as u
from policyrules.diagnostics.base import Problem
from policyrules.language import core, interval
from policyrules.language import surface as s
from policyrules.language.counted import as_counted, limited
from policyrules.language.units import POINTS, UNITS
from policyrules.language.values import Number
from policyrules.passes.check.brought import Origins
from policyrules.passes.check.counted import per_unit
from policyrules.passes.check.expressions import Expressions
from policyrules.passes.check.inferred import firm
from policyrules.passes.check.lists import Listed
from policyrules.passes.check.notes import Notes, Register, every_note, joined, merged, unheard, unique, when_none
from policyrules.passes.check.tables import banded
from policyrules.passes.check.types import POINT, dimension, unit_name
from policyrules.source import Span

N = TypeVar("N", bound=s.Node)


@frozen
class Above:
    """What a part takes from the ones it stands in: its path, and the annotations that reach down."""

    path: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    cites: tuple[core.Citation, ...] = ()
    assumptions: tuple[core.Assumption, ...] = ()

    def below(self, head: s.Head, notes: Notes) -> Above:
        alias = head.alias.text if head.alias else head.name.text
        whole = merged(self.assumptions, notes.assumptions)
        return Above((*self.path, alias), (*self.names, head.name.text), notes.cites or self.cites, whole)


@define
class Awards:
    """Checks award lines, each chain of them as a leaf."""

    expressions: Expressions
    register: Register
    origins: Origins
    rated: list[core.Field]
    """Facts made by 评 lines, filled in as they are met."""

    @property
    def problems(self) -> list[Problem]:
        return self.expressions.problems

    # ------------------------------------------------------------ chains

    def line(
        self, chain: Sequence[s.Award], here: Above, number: int, points: Number | None, each: Listed | None = None
    ) -> core.Part | None:
        """One 若…得 with the 否则 lines below it, as a leaf; of 逐条 (``each``), what every record earns by it, added up."""
        notes = joined(*map(self.award_notes, chain))
        name = next((a.give.alias.text for a in chain if isinstance(a.give, s.Rated) and a.give.alias), str(number))
        said = tuple(every_note(tuple(chain)))
        self = self.lists(said)
        rated = [a.give for a in chain if each and isinstance(a.give, s.Rated)]
        self.problems.extend(r.RatedRecord(span=x.span) for x in rated)
        inner = evolve(self, expressions=self.expressions.about(each)) if each else self
        expr = None if rated else inner.chain(chain, here, points)
        if expr is None:
            return None
        self.problems.extend(unheard(said, (expr,), bool(self.expressions.guards)))
        if each:
            expr = each.agg("sum", expr, unit=UNITS["分"])
        span = chain[0].span.to(chain[-1].span)
        high = _known(interval.bounds(self.expressions.static(expr))[1])
        brought = joined(self.origins.by([expr]), self.named(x for a in chain for x in _amounts(a)))
        leaf = core.Part(
            *(".".join((*here.path, name)), "line", _label(chain), high, expr, span),
            modality=notes.modality,
            cites=unique(notes.cites or here.cites, brought.cites),
            assumptions=merged(here.assumptions, notes.assumptions, brought.assumptions),
            names=(*here.names, name),
            guard=every(tuple(self.expressions.guards), span),
            firm=firm(expr, self.expressions.bounds),
        )
        if notes.modality and unconditional(leaf):
            self.problems.append(m.StrictnessWithoutCondition(span=span))
        return leaf

    def lists(self, notes: Iterable[s.Annotation], *, part: bool = True) -> Self:
        """The checker of a line, with what its annotations say of lists without records."""
        return evolve(self, expressions=evolve(self.expressions, empty=when_none(notes, self.problems, part=part), guards=[]))

    def award_notes(self, award: s.Award) -> Notes:
        """The annotations of one award line, of its conditions and its rounding."""
        kind: core.AssumptionKind = "prorated" if isinstance(award.give, s.Prorated) else "points"
        listed = [n for i in award.test.items for n in i.notes] if isinstance(award.test, s.Listed) else []
        rows = [n for r in award.give.rows for n in r.notes] if isinstance(award.give, s.Banded) else []
        own = self.register.read((*award.notes, *listed, *rows), kind)
        return joined(own, self.register.read(award.rounding.notes if award.rounding else (), "rounding"))

    def chain(self, chain: Sequence[s.Award], here: Above, points: Number | None) -> core.Expr | None:
        cases: list[tuple[core.Expr, core.Expr]] = []
        place, otherwise, failed, closed = self.expressions, None, False, False
        fixed: s.Expr | None = None
        for award in chain:
            if closed:
                self.problems.append(q.OrphanOtherwise(span=award.span))
                break
            test = self.test(place, award.test) if award.test is not None else None
            inside = evolve(self, expressions=place.within(test))
            given = inside.give(award, here, fixed, points)
            if fixed is None and isinstance(award.give, s.Fixed):
                fixed = award.give.points
            failed |= given is None or (award.test is not None and test is None)
            if award.test is None:
                otherwise, closed = given, True
            elif test is not None and given is not None:
                cases.append((test, given))
            place = place.within(test, False)
        if failed:
            return None
        zero = core.Lit(0, UNITS["分"], span=chain[-1].span)
        last = otherwise if otherwise is not None else zero
        return core.Choose(tuple(cases), last, span=chain[0].span) if cases else last

    def test(self, place: Expressions, node: s.Expr | s.Listed) -> core.Expr | None:
        if not isinstance(node, s.Listed):
            return place.condition(node)
        items = [place.condition(i.test) for i in node.items]
        there = tuple(i for i in items if i is not None)
        if len(there) < len(items) or not there:
            return None
        if isinstance(node.quantity, s.Number):
            return self.at_least(node, there)
        word = "and" if node.quantity == "all" else "or"
        return there[0] if len(there) == 1 else core.Logic(word, there, span=node.span)  # type: ignore[arg-type]

    def at_least(self, node: s.Listed, items: tuple[core.Expr, ...]) -> core.Expr | None:
        """下列 至少 n 项: how many of the conditions hold, compared with n."""
        assert isinstance(node.quantity, s.Number)
        need = self.expressions.constant(node.quantity)
        if need is None:
            return None
        if not isinstance(need[0], int) or need[1].ratio or not 1 <= need[0] <= len(items):
            self.problems.append(q.BadRange(span=node.quantity.span, found=f"{node.quantity.text} / {len(items)}"))
            return None
        one, zero = core.Lit(1, span=node.span), core.Lit(0, span=node.span)
        counts: list[core.Expr] = [core.Choose(((item, one),), zero, span=node.span) for item in items]
        while len(counts) > 1:  # by pairs, so that a long list is not a deep tree
            pairs = zip(counts[::2], counts[1::2], strict=False)
            odd = counts[len(counts) - len(counts) % 2 :]
            counts = [*(core.Arith("+", a, b, span=node.span) for a, b in pairs), *odd]
        return core.Cmp("ge", "at least", counts[0], core.Lit(need[0], span=node.quantity.span), span=node.span)

    def give(self, award: s.Award, here: Above, fixed: s.Expr | None, points: Number | None) -> core.Expr | None:
        """The points of one award line. 折算 is of those ``fixed`` above it in its chain, else of the ``points`` of its part."""
        match award.give:
            case s.Fixed():
                expr = self.expressions.points(award.give.points)
            case s.Deducted():
                expr = self.expressions.points(award.give.points)
            case s.Counted():
                expr = per_unit(self.expressions, award.give)
            case s.Banded():
                expr = banded(self.expressions, award.give)
            case s.Prorated():
                expr = self.share(award.give, fixed, points)
            case s.Rated():
                expr = self.rating(award.give, here)
        low, high = (self.limit(award, word) for word in ("no lower than", "no higher than"))
        if low is not None and high is not None and low > high:
            self.problems.append(q.BadRange(span=award.limits[0].span, found=award.limits[0].span.text))
        if expr is None:
            return None
        expr = limited(expr, low, high, award.give.span)
        if award.rounding is not None:
            rounding = self.rounding(award.rounding)
            if rounding is None:
                return None
            expr = core.Round(expr, *rounding, span=award.span)
        if not isinstance(award.give, s.Deducted) and not (isinstance(award.give, s.Counted) and award.give.deducts):
            return expr
        return core.deducted(expr, award.give.span) if self.taken(expr) else None

    def limit(self, award: s.Award, word: str) -> Number | None:
        """最高 or 最低 of one award, of a deduction what it takes at most or at least."""
        zh = "最高" if word == "no higher than" else "最低"
        node = self.one([x for x in award.limits if x.word == word], zh)
        return self.in_points(node.value) if node else None

    def taken(self, points: core.Expr) -> bool:
        """Whether points that are taken away are proved not to be below 0, where they would be given."""
        if interval.bounds(self.expressions.static(points))[0] >= 0:
            return True
        self.problems.append(d.NegativeDeduction(span=points.span, found=points.span.text))
        return False

    def share(self, node: s.Prorated, fixed: s.Expr | None, points: Number | None) -> core.Expr | None:
        ratio = self.expressions.ratio(node.ratio)
        whole: core.Expr | None = None
        if fixed:
            whole = evolve(self.expressions, problems=[]).points(fixed)  # what is wrong with it was told where it stands
        elif points is not None:
            whole = core.Lit(points, UNITS["分"], span=node.span)
        else:
            self.problems.append(q.ProratedWithoutPoints(span=node.span))
        return core.prorated(ratio, whole, node.span) if ratio is not None and whole is not None else None

    def rating(self, node: s.Rated, here: Above) -> core.Expr | None:
        """由 … 评: a judged fact named by the path of its part."""
        high = self.in_points(node.high)
        if high is None:
            return None
        low = self.expressions.constant(node.low, POINT)
        step = self.expressions.constant(node.step, POINT) if node.step else None
        if low is None or (node.step and step is None):
            return None
        if low[0] > high or (step and (step[0] <= 0 or (high - low[0]) % step[0])):
            self.problems.append(q.BadRange(span=node.span, found=node.span.text))
            return None
        own = (node.alias.text,) if node.alias else ()
        fact = core.Field(
            *(".".join((*here.names, *own)), ".".join((*here.path, *own)), POINT, node.span),
            low=low[0],
            high=high,
            step=step[0] if step else None,
            judged=True,
            judge=node.judge.text,
        )
        self.rated.append(fact)
        return core.Fact(fact, span=node.span)

    # ------------------------------------------------------------ small things

    def in_points(self, node: s.Expr) -> Number | None:
        """A constant number of points; a bare number has to say that it is one."""
        done = self.expressions.constant(node)
        if done is None:
            return None
        if done[1].unit is None and not done[1].ratio:
            self.problems.append(u.MissingUnit(span=node.span, found=node.span.text, unit="分"))
            return None
        if dimension(done[1]) != POINTS:
            self.problems.append(u.UnitMismatch(span=node.span, left=unit_name(POINT), right=unit_name(done[1])))
            return None
        return done[0]

    def rounding(self, node: s.Rounding) -> tuple[Number, interval.Mode] | None:
        step = self.in_points(node.step)
        if step is None:
            return None
        if step <= 0:
            self.problems.append(q.BadRange(span=node.span, found=node.span.text))
            return None
        return step, node.mode  # type: ignore[return-value]

    def one(self, nodes: Sequence[N], word: str) -> N | None:
        """The only node of its kind; a second one is a problem."""
        self.problems.extend(q.OnlyOnce(span=n.span, found=word) for n in nodes[1:])
        return nodes[0] if nodes else None

    def named(self, nodes: Iterable[s.Expr | None]) -> Notes:
        """What comes along with the values named in amounts that were worked out already."""
        return self.origins.by(x for node in nodes if node is not None for x in self.expressions.named(node))


def every(conditions: tuple[core.Expr, ...], span: Span) -> core.Expr | None:
    """Conditions that all have to hold, as one."""
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    flat = (x.items if isinstance(x, core.Logic) and x.op == "and" else (x,) for x in conditions)
    return core.Logic("and", tuple(i for items in flat for i in items), span=span)


def _amounts(award: s.Award) -> tuple[s.Expr | None, ...]:
    """The amounts of an award line that stand as plain numbers in the core."""
    give = award.give
    own = (give.low, give.high, give.step) if isinstance(give, s.Rated) else (give.unit,) if isinstance(give, s.Counted) else ()
    limits = tuple(x.value for x in award.limits)
    return (*own, *limits, award.rounding.step) if award.rounding else (*own, *limits)


def _label(chain: Sequence[s.Award]) -> str:
    """What an award line is called: its condition as written, or who rates."""
    first = chain[0]
    if isinstance(first.test, s.Listed):
        return "、".join(i.test.span.text for i in first.test.items)
    if first.test is not None:
        return " ".join(first.test.span.text.split())
    return first.give.span.text


def unconditional(part: core.Part) -> bool:
    """Whether nothing that stands in a leaf can be met or not; a share that is reached (折算) can."""
    body = part.body
    assert not isinstance(body, tuple)
    if as_counted(body) is not None:
        return True
    return not any(isinstance(x, core.Extreme) or (isinstance(x, core.Choose) and not x.table) for x in core.walk(body))


def _known(end: object) -> Number | None:
    return end if isinstance(end, int | Fraction) else None
