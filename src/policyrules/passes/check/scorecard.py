"""Scorecards: parts whose points add up, gates and grades. Award lines: `awards`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from attrs import define, evolve, frozen

from policyrules.diagnostics import check as c
from policyrules.diagnostics import notes as m
from policyrules.diagnostics import points as q
from policyrules.diagnostics import totals as t
from policyrules.language import core, interval
from policyrules.language import surface as s
from policyrules.language.resolved import Rule
from policyrules.language.values import Number, decimal_text, known
from policyrules.passes.check.awards import Above, Awards, every, unconditional
from policyrules.passes.check.effects import Beside, veto
from policyrules.passes.check.lists import Listed, bare
from policyrules.passes.check.notes import Notes, joined, merged, unheard, unique
from policyrules.passes.check.rounded import rounded
from policyrules.passes.check.totals import asked, points_known, ranking, total
from policyrules.source import Span


@frozen
class Limits:
    """The floor and the cap of a part, and their annotations."""

    low: Number | None
    high: Number | None
    notes: Notes

    def caps(self, declared: Number | None) -> bool:
        """Whether there is a cap that can hold points down to what is declared."""
        return self.high is not None and (declared is None or self.high <= declared)


@define
class Scorecards(Awards):
    """Checks the scorecards of a pack."""

    def card(self, card: Rule, node: s.Scorecard) -> core.Scorecard:
        notes = self.notes(node.notes, node.body, "points")
        full = self.amount(node.full) if node.full else None
        above = Above(assumptions=notes.assumptions)
        spans = self.one([x for x in node.body if isinstance(x, s.SpanLine)], "考核期")
        self.origins.period = self.register.read(spans.notes, "period") if spans else Notes()
        inside = [x for x in node.body if isinstance(x, s.Part)]
        parts = tuple(p for x in inside if (p := self.part(x, above)))
        outside = [x for x in inside if x.apart and x.beyond]
        self.problems.extend(t.ApartUnderChoice(span=x.head.span, label=x.head.name.text) for x in outside)
        label = node.head.title.text if node.head.title else node.head.name.text
        if not inside:
            self.problems.append(q.EmptyPart(span=node.head.span, label=node.head.name.text))
        limits = self.limits([x for x in node.body if isinstance(x, s.Limit)], full)
        whole = joined(notes, limits.notes, self.named([node.full]))
        carries = _carries(parts)
        caps = (full,) if carries else (full, limits.high)
        root = core.Part(
            *("", "scorecard", label, full if full is not None else _sum(parts, "sum"), parts, node.span),
            low=None if carries else limits.low,
            high=min((x for x in caps if x is not None), default=None),
            carries=carries,
            whole=(limits.low, limits.high) if carries else (None, None),
            cites=whole.cites,
            assumptions=whole.assumptions,
            firm=full is not None or all(p.firm for p in parts),
        )
        if len(parts) == len(inside):
            self.adds_up(root, full, parts, capped=limits.caps(full), excused=False, span=node.head.span)
        alias, subject = _alias(node.head), _alias(card.subject.head)
        return core.Scorecard(alias, node.head.name.text, label, subject, root, **self.after(node, root))

    def after(self, node: s.Scorecard, root: core.Part) -> dict[str, Any]:
        """What comes after the parts: gates, totals, ranking, grades, vetoes."""
        gates = tuple(g for x in node.body if isinstance(x, s.Gate) and (g := self.effect(x)))
        later = points_known(self, root)
        lines = [x for x in node.body if isinstance(x, s.TotalLine)]
        for line in lines:
            self.expressions.bounds.pop(f"total {_alias(line.head)}", None)  # of another scorecard
        totals = tuple(done for x in lines if (done := total(later, x)))
        ranked = self.one([x for x in node.body if isinstance(x, s.Ranking)], "排序")
        grades = self.one([x for x in node.body if isinstance(x, s.Grades)], "等级")
        bands = later.bands(grades) if grades else None
        most = root.high if root.high is not None else root.points
        order = ranking(later, ranked) if ranked else None
        named = {t.head.name.text: _alias(t.head) for t in lines}
        beside = Beside(grades, None if root.carries else most, named, asked(bands, totals, order))
        vetoes = tuple(v for x in node.body if isinstance(x, s.Veto) and (v := veto(self, x, beside)))
        return {"gates": gates, "bands": bands, "vetoes": vetoes, "totals": totals, "ranking": order}

    # ------------------------------------------------------------ parts

    def part(self, node: s.Part, above: Above) -> core.Part | None:
        gates = [x for x in node.body if isinstance(x, s.Gate)]
        own = self.notes(node.notes, node.body, "points")
        notes = joined(own, self.register.read([n for g in gates for n in g.notes], "threshold"))
        declared = self.amount(node.points) if node.points else None
        until = self.one(node.untils, "施行至")
        guard = self.guard(gates, until)
        limits = self.limits([*node.limits, *(x for x in node.body if isinstance(x, s.Limit))], declared)
        here = above.below(node.head, notes)
        inner = evolve(self, expressions=self.expressions.within(guard)) if guard else self
        over = self.one(node.over, "逐条")
        each = bare(inner.expressions, over) if over else None
        if over and each is None:
            return None
        if each:
            notes = joined(notes, *(inner.local(x, each) for x in node.body if isinstance(x, s.Let)))
        children, whole = inner.children(node, here, declared, each)
        if not children:
            if not any(isinstance(x, s.Part | s.Award) for x in node.body):
                self.problems.append(q.EmptyPart(span=node.head.span, label=node.head.name.text))
            return None
        brought = joined(limits.notes, self.origins.by([guard] if guard else []), self.named([node.points]))
        points = declared if declared is not None else _held(_sum(children, _combine(node)), limits.high) if whole else None
        made = _made(node, here, notes, brought, children)
        guard = every(tuple(g for g in (guard, made.guard) if g is not None), node.span)
        made = evolve(made, points=points, guard=guard, low=limits.low)
        made = evolve(made, until=until.day if until else None, beyond=node.beyond, apart=node.apart, carries=_carries(children))
        made = evolve(made, high=min((x for x in (declared, limits.high) if x is not None), default=None))
        made = evolve(made, firm=made.high is not None or all(x.firm for x in children))
        self.sound(node, made, own)
        if node.apart and guard is None:
            self.problems.append(t.ApartWithoutPrecondition(span=node.head.span, label=node.head.name.text))
        for leaf in (made,) if made.leaf else (x for x in children if x.kind == "line"):
            self.bounded(leaf)
        capped = limits.caps(declared) or (node.combine in ("highest only", "lowest only") and len(children) > 1)
        excused = any(a.kind == "points" for a in own.assumptions)
        if whole:
            self.adds_up(made, declared, children, capped=capped, excused=excused, span=node.head.span)
        return made

    def local(self, node: s.Let, each: Listed) -> Notes:
        """A 设 of 逐条, which stands for its expression in the lines below; and what it rests on."""
        place = each.place
        notes = self.register.read(node.notes, "basis")
        done = place.expr(node.value)
        if done is not None and node.rounding:
            notes = joined(notes, self.register.read(node.rounding.notes, "rounding"), self.named([node.rounding.step]))
            done = rounded(place, done, node.rounding, node.value.span)
        if done is not None:
            each.place = evolve(place, local={**place.local, node.head.name.text: done})
            notes = joined(notes, self.origins.by([done.expr]))
        return notes

    def sound(self, node: s.Part, made: core.Part, own: Notes) -> None:
        """程度 on a part needs a condition somewhere in it."""
        if own.modality and all(x.precondition is None and (not x.leaf or unconditional(x)) for x in made.walk()):
            self.problems.append(m.StrictnessWithoutCondition(span=node.head.span))

    def children(
        self, node: s.Part, here: Above, declared: Number | None, each: Listed | None = None
    ) -> tuple[tuple[core.Part, ...], bool]:
        """The parts below, award lines among them, in the order they stand; and whether none is missing for a problem. With 逐条
        (``each``) an award line is about every record."""
        blocks, orphans = _blocks(node.body)
        self.problems.extend(q.OrphanOtherwise(span=x.span) for x in orphans)
        made: list[core.Part] = []
        number = 0
        for block in blocks:
            if isinstance(block, s.Part):
                done = self.part(block, here)
                if block.apart and (block.beyond or node.combine in ("highest only", "lowest only")):
                    self.problems.append(t.ApartUnderChoice(span=block.head.span, label=block.head.name.text))
            else:
                number += 1
                done = self.line(block, here, number, declared if len(blocks) == 1 else None, each)
            made += [done] if done else []
        return tuple(made), len(made) == len(blocks) and not orphans

    def bounded(self, leaf: core.Part) -> None:
        """What an award can give has a least and a most, after its own caps."""
        assert isinstance(leaf.body, core.Expr)
        least, most = interval.bounds(self.expressions.static(leaf.body))
        for own, end, low in ((leaf.low, least, True), (leaf.high, most, False)):
            if own is None and isinstance(end, float):  # an infinity: no bound
                self.problems.append(q.UnboundedPoints(span=leaf.span, label=leaf.label, low=low))

    # ------------------------------------------------------------ sums

    def adds_up(
        self, part: core.Part, declared: Number | None, below: Sequence[core.Part], *, capped: bool, excused: bool, span: Span
    ) -> None:
        """Ruling 4: the parts below give what is declared; more needs 最高 or 取最高, less an assumption on the part itself."""
        total = _sum(below, part.combine)
        if declared is None or total is None or total == declared:
            return
        facts: dict[str, Any] = {"label": part.label, "sum": decimal_text(total), "most": decimal_text(declared)}
        facts["parts"] = tuple((x.label, decimal_text(x.points)) for x in below if x.points is not None)
        if total > declared and not capped:
            self.problems.append(q.TooManyPoints(span=span, **facts))
        if total < declared and not excused:
            self.problems.append(q.UnreachablePoints(span=span, **facts))

    # ------------------------------------------------------------ gates and grades

    def guard(self, gates: Sequence[s.Gate], until: s.Day | None) -> core.Expr | None:
        """What must hold for a part to apply: that it is still in force (施行至), and its 前提."""
        notes = [n for g in gates for n in g.notes]
        place = self.lists(notes).expressions
        tests = [test for g in gates if (test := place.condition(g.test)) is not None]
        if len(tests) == len(gates):
            self.problems.extend(unheard(notes, tests, bool(place.guards)))
        tests = [*place.guards, *tests]
        if until:
            on, last = core.Ref("on", "on", span=until.span), core.Lit(until.day, span=until.span)
            tests.insert(0, core.Cmp("le", "not later than", on, last, span=until.span))
        return every(tuple(tests), tests[0].span) if tests else None

    def asked(self, node: s.Gate | s.Veto) -> core.Expr | None:
        """The condition of a gate or a veto."""
        return self.lists(node.notes, part=False).expressions.condition(node.test)

    def effect(self, node: s.Gate) -> core.Effect | None:
        test = self.asked(node)
        notes = self.register.read(node.notes, "threshold")
        if test is None:
            return None
        self.problems.extend(unheard(node.notes, (test,), False))
        whole = joined(notes, self.origins.by([test]))
        return core.Effect("gate", test, node.span, whole.cites, whole.assumptions)

    def bands(self, node: s.Grades) -> core.Bands:
        notes = self.notes(node.notes, node.rows, "threshold")
        rounding = self.one([r for r in node.rows if isinstance(r, s.Rounding)], "取整")
        if rounding:
            notes = joined(notes, self.register.read(rounding.notes, "rounding"), self.named([rounding.step]))
        rows = [r for r in node.rows if isinstance(r, s.Grade)]
        made = [self.band(r) for r in rows]
        rest = [r for r in rows if r.test is None]
        if len(rest) > 1 or (rest and rows[-1] is not rest[0]):
            self.problems.append(q.RestNotLast(span=rest[0].span))
        step = self.rounding(rounding) if rounding else None
        about = (notes.cites, notes.assumptions, node.exclusive)
        return core.Bands(tuple(b for b in made if b), node.span, step, *about)

    def band(self, node: s.Grade) -> core.Band | None:
        notes = self.register.read(node.notes, "threshold")
        test = self.lists(node.notes, part=False).expressions.condition(node.test) if node.test else None
        if node.test and test is None:
            return None
        self.problems.extend(unheard(node.notes, (test,) if test else (), False))
        whole = joined(notes, self.origins.by([test] if test else []))
        label = node.head.title.text if node.head.title else node.head.name.text
        return core.Band(_alias(node.head), label, test, node.span, whole.cites, whole.assumptions)

    # ------------------------------------------------------------ small things

    def notes(self, own: Sequence[s.Annotation], body: Sequence[s.Node], kind: core.AssumptionKind) -> Notes:
        """The annotations of a block: at its head and on lines of their own."""
        return self.register.read((*own, *(n for x in body if isinstance(x, s.Remark) for n in x.notes)), kind)

    def amount(self, node: s.Expr) -> Number | None:
        """Declared points."""
        expr = self.expressions.points(node)
        if expr is None:
            return None
        value = self.expressions.static(expr)
        if not known(value):
            self.problems.append(c.NotConstant(span=node.span, found=node.span.text))
            return None
        return value  # type: ignore[no-any-return]

    def limits(self, nodes: Sequence[s.Limit], declared: Number | None) -> Limits:
        """The floor and the cap, where the points ``declared`` are a cap as well."""
        low = self.one([x for x in nodes if x.word == "no lower than"], "最低")
        high = self.one([x for x in nodes if x.word == "no higher than"], "最高")
        floor, cap = (self.amount(x.value) if x else None for x in (low, high))
        if low and floor is not None and any(x is not None and floor > x for x in (cap, declared)):
            self.problems.append(q.BadRange(span=low.span, found=low.span.text))
        notes = self.register.read([n for x in nodes for n in x.notes], "points")
        return Limits(floor, cap, joined(notes, self.named(x.value for x in nodes)))


def _made(node: s.Part, here: Above, notes: Notes, brought: Notes, children: tuple[core.Part, ...]) -> core.Part:
    """The part without its points; a single award line is its body. ``notes`` are its own."""
    sole = children[0] if len(children) == 1 and children[0].kind == "line" else None
    label = node.head.title.text if node.head.title else node.head.name.text
    return core.Part(
        *(".".join(here.path), node.kind, label, None, sole.body if sole else children, node.span),
        combine=_combine(node),
        modality=(sole.modality if sole else None) or notes.modality,
        cites=unique(notes.cites, sole.cites if sole else here.cites, brought.cites),
        assumptions=merged(here.assumptions, notes.assumptions, brought.assumptions, sole.assumptions if sole else ()),
        names=here.names,
        guard=sole.guard if sole else None,
    )


def _combine(node: s.Part) -> Literal["sum", "max", "min"]:
    return "max" if node.combine == "highest only" else "min" if node.combine == "lowest only" else "sum"


def _held(points: Number | None, cap: Number | None) -> Number | None:
    """The most that is left under a cap."""
    return points if points is None or cap is None else min(points, cap)


def _carries(parts: Sequence[core.Part]) -> bool:
    """Whether 附加分 stands among parts or below them."""
    return any(p.beyond or p.carries for p in parts)


def _alias(head: s.Head) -> str:
    return head.alias.text if head.alias else head.name.text


def _blocks(body: Sequence[s.PartLine]) -> tuple[list[s.Part | list[s.Award]], list[s.Award]]:
    """Parts, and award lines each with the 否则 lines directly below it; and every 否则 that has nothing to belong to."""
    blocks: list[s.Part | list[s.Award]] = []
    orphans: list[s.Award] = []
    chain: list[s.Award] | None = None
    for line in body:
        if isinstance(line, s.Award):
            if not line.otherwise:
                chain = [line]
                blocks.append(chain)
            elif chain is not None:
                chain.append(line)
            else:
                orphans.append(line)
                chain = []  # those below it belong to it and need no telling
        else:
            chain = None
            blocks += [line] if isinstance(line, s.Part) else []
    return blocks, orphans


def _sum(parts: Sequence[core.Part], combine: str) -> Number | None:
    """The most that parts can give together, 附加分 left out; None where one has no known most."""
    most: list[Number] = []
    for part in (p for p in parts if not p.beyond):
        if part.points is None:
            return None
        most.append(part.points)
    if not most:
        return None
    return sum(most) if combine == "sum" else max(most) if combine == "max" else min(most)
