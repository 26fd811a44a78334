"""The rules of a pack, each with everything there is to show of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve, frozen

from policyrules.analysis.worth import Worth
from policyrules.cases.coverage.conditions import Conditions, edges
from policyrules.cases.coverage.model import Covered, Edge, Found, Goal, Here, Kind, Level, Said
from policyrules.cases.coverage.possible import Possible, near, part_outcomes, steps, varies
from policyrules.cases.found import FINDINGS, line_names
from policyrules.language import core
from policyrules.language.lowered import (
    Aggregate,
    Lowered,
    LoweredCard,
    LoweredClasses,
    LoweredRequirement,
    LoweredSubject,
    LoweredTarget,
    LoweredTemplate,
)
from policyrules.language.values import MAYBE, known
from policyrules.result import Result

OUTCOMES: dict[str, Said] = {
    "met": ("满足", "met"),
    "partial": ("部分得分", "partial"),
    "unmet": ("未满足", "unmet"),
    "unknown": ("未知", "unknown"),
    "not_applicable": ("不适用", "not applicable"),
}
_DUE: dict[str, Said] = FINDINGS | {"not_due": ("未到期", "not due"), "not_measurable": ("不可量化", "not measurable")}
Guards = tuple[core.Expr, ...]


@frozen(eq=False)
class Listed:
    """A rule of one subject; ``card`` is the scorecard whose total its conditions ask for."""

    rule: Covered
    card: LoweredCard | None = None


def covered(lowered: Lowered) -> tuple[Listed, ...]:
    """Every rule of the pack itself, without what cannot be reached. What stands in a pack above is left to that."""
    return tuple(x for entry in lowered.subjects.values() for x in _Rules(entry).every())


class _Rules:
    def __init__(self, entry: LoweredSubject) -> None:
        self.entry = entry
        self.possible = Possible(entry)
        self.conditions = Conditions(self.possible.values)

    def every(self) -> Iterator[Listed]:
        for listed in self.all():
            if listed.rule.span.source.pack:
                continue
            goals = [g for g in listed.rule.goals if self.possible.goal(g, listed.card)]
            once = {g.key: g for g in reversed(goals)}
            kept = tuple(g for g in goals if once[g.key] is g)
            if kept:
                yield evolve(listed, rule=evolve(listed.rule, goals=kept))

    def all(self) -> Iterator[Listed]:
        classes = {r.rule.value.id for r in self.entry.rules if isinstance(r, LoweredClasses)}
        for value in self.entry.values:
            if not isinstance(value, Aggregate) and value.subject == self.entry.subject.id and value.id not in classes:
                yield self.value(value)
        for rule in self.entry.rules:
            match rule:
                case LoweredCard():
                    yield from self.card(rule)
                case LoweredClasses():
                    yield from self.classes(rule.rule)
                case LoweredRequirement():
                    yield from self.requirement(rule.rule)
                case LoweredTarget():
                    yield from self.target(rule.rule)
                case LoweredTemplate():
                    yield self.template(rule.rule)

    def listed(self, node: Any, id: str, label: str, goals: Iterable[Goal], path: tuple[str, ...], card: Any = None) -> Listed:
        rule = Covered(id, (label, label), self.entry.subject.id, node.span, tuple(node.cites), tuple(goals), path)
        return Listed(rule, card)

    # ------------------------------------------------------------ values, classes, requirements

    def value(self, value: core.Value) -> Listed:
        goals: list[Goal] = []
        if isinstance(value.type, core.Bool):
            for holds, key, said in ((True, "met", ("成立", "it holds")), (False, "unmet", ("不成立", "it does not hold"))):
                goals.append(Goal("outcome", key, said, Here((Level(((value.expr, holds),)),)), (value.expr,)))
        return self.listed(value, value.id, value.name, [*goals, *self.conditions.of(value.expr)], (value.name,))

    def classes(self, rule: core.Classification) -> Iterator[Listed]:
        before: Guards = ()
        every = tuple(r.condition for r in rule.rows if r.condition is not None)
        for row in rule.rows:
            ahead = () if rule.exclusive else before
            said = (f"为“{row.label}”", row.label)
            asked = Found(lambda r, x=row.id: r.classes[rule.id].name == x, lambda w, a=ahead, x=row: _first(w, a, x.condition))  # type: ignore[misc]
            goals = [Goal("class", row.id, said, asked, every)]
            goals += self.conditions.of(row.condition, *((c, False) for c in ahead))
            yield self.listed(row, f"{rule.id}.{row.id}", f"{rule.name}的{row.label}", goals, (rule.name,))
            before = (*before, *((row.condition,) if row.condition is not None else ()))
        rest = len(every) < len(rule.rows)
        more: list[Goal] = []
        if not rest:
            asked = Found(lambda r: _none(r, rule.id), lambda w: not any(w.truth(c) is True for c in every))
            more.append(Goal("class", "none", ("不属于任何一类", "no class"), asked, every))
        if rule.exclusive:
            asked = Found(lambda r: r.classes[rule.id].conflict, lambda w: sum(w.truth(c) is not False for c in every) > 1)
            more.append(Goal("class", "conflict", ("几类同时成立", "classes in conflict"), asked, every))
        unsure = Found(lambda r: len(r.classes[rule.id].classes) + r.classes[rule.id].unclassed > 1)
        more.append(Goal("class", "unknown", ("未知", "unknown"), unsure))
        yield self.listed(rule, rule.id, rule.name, more, (rule.name,))

    def requirement(self, rule: core.Requirement) -> Iterator[Listed]:
        for n, duty in enumerate(rule.duties):
            goals = [*self.findings(rule, n, duty), *self.conditions.of(duty.guard)]
            goals += self.conditions.of(duty.test, *(((duty.guard, True),) if duty.guard is not None else ()))
            many = len(rule.duties) > 1
            node = duty if duty.cites else evolve(duty, cites=rule.cites)
            path = (rule.name, _line(n)) if many else (rule.name,)
            yield self.listed(node, f"{rule.id}.{n + 1}" if many else rule.id, "的".join(path), goals, path)

    def findings(self, rule: core.Requirement, n: int, duty: core.Duty) -> Iterator[Goal]:
        guards: Guards = (duty.guard,) if duty.guard is not None else ()
        unmet = duty.modality.unmet if duty.modality else "breach"

        def can(worth: Worth) -> set[str]:
            return _tested(worth, guards, duty.test, unmet)

        yield from self.stated(
            "finding",
            ("met", unmet, "not_applicable"),
            FINDINGS,
            lambda r: r.requirements[rule.id].lines[n].finding,
            can,
            (*guards, duty.test),
        )

    def stated(self, kind: Kind, keys: Iterable[str], words: dict[str, Said], read: Any, can: Any, reads: Guards) -> Iterator[Goal]:
        """The outcomes that are possible, and that it is not known which, where there are several."""
        found = []
        for key in dict.fromkeys(keys):
            asked = Found(lambda r, k=key: read(r) == k, lambda w, k=key: k in can(w))  # type: ignore[misc]
            goal = Goal(kind, key, words[key], asked, reads)
            if self.possible.goal(goal, None):
                found.append(goal)
        yield from found
        if len(found) > 1:
            yield Goal(kind, "unknown", words["unknown"], Found(lambda r: read(r) == "unknown"))

    # ------------------------------------------------------------ targets and names

    def target(self, rule: core.Target) -> Iterator[Listed]:
        guards: Guards = (rule.guard,) if rule.guard is not None else ()

        def read(result: Result) -> str:
            return result.targets[rule.id].finding

        first = [Goal("finding", "not_due", _DUE["not_due"], Found(lambda r: read(r) == "not_due"))]
        if guards:
            asked = Found(lambda r: read(r) == "not_applicable", lambda w: w.truth(guards[0]) is not True)
            first.append(Goal("finding", "not_applicable", _DUE["not_applicable"], asked, guards))
        first += [*self.conditions.of(rule.guard), *self.conditions.of(rule.measure, *((g, True) for g in guards))]
        yield self.listed(rule, rule.id, rule.name, first, (rule.name,))
        for row in rule.rows:
            node = row if row.cites else evolve(row, cites=rule.cites)
            yield self.listed(node, f"{rule.id}.{row.id}", f"{rule.name} {row.label}", self.due(rule, row, guards), (rule.name,))

    def due(self, rule: core.Target, row: core.Due, guards: Guards) -> Iterator[Goal]:
        def applies(result: Result) -> bool:
            now = result.targets[rule.id].current
            return now is not None and now.state == "applies" and now.rule.id == row.id

        def read(result: Result) -> str | None:
            return result.targets[rule.id].finding if applies(result) else None

        if row.test is None:
            yield Goal("finding", "not_measurable", _DUE["not_measurable"], Found(lambda r: read(r) == "not_measurable"))
            return
        test, unmet = row.test, row.modality.unmet if row.modality else "breach"
        yield from self.stated("finding", ("met", unmet), _DUE, read, lambda w: _tested(w, guards, test, unmet), (*guards, test))
        for goal in edges(test, self.possible.values):
            assert isinstance(goal.asked, Here)
            edge = goal.asked.edge
            assert edge is not None

            def shown(result: Result, e: Edge = edge) -> bool:
                found, mark = result.targets[rule.id].measured, e.right
                sure = applies(result) and known(found) and isinstance(mark, core.Lit)
                return sure and steps(found, mark.value, e.step) == e.way  # type: ignore[union-attr]

            yield evolve(goal, asked=Found(shown, lambda w, e=edge: near(e, w)), reads=(test,))  # type: ignore[misc]

    def template(self, rule: core.Template) -> Listed:
        def read(result: Result) -> str:
            return result.names[rule.id].finding

        unmet = rule.modality.unmet if rule.modality else "breach"
        asked_of = (rule.guard, *(e for slot in rule.slots for e in (slot.expr, slot.condition)))
        parts = tuple(e for e in asked_of if e is not None)
        goals = [Goal("outcome", "made", ("组成名称", "a name is made"), Found(lambda r: r.names[rule.id].made is not None), parts)]
        for key in ("met", unmet, "unknown") if rule.given is not None else ():
            goals.append(Goal("finding", key, FINDINGS[key], Found(lambda r, k=key: read(r) == k), parts))  # type: ignore[misc]
        if rule.guard is not None:
            guard = rule.guard
            asked = Found(lambda r: read(r) == "not_applicable", lambda w: w.truth(guard) is not True)
            goals.append(Goal("finding", "not_applicable", FINDINGS["not_applicable"], asked, (guard,)))
        goals += self.conditions.of(rule.guard)
        about = ((rule.guard, True),) if rule.guard is not None else ()
        for slot in rule.slots:
            if slot.condition is None:
                continue
            for holds, zh, en in ((True, "写明", "is there"), (False, "不写", "is left out")):
                here = Here((Level((*about, (slot.condition, holds))),))
                said = (f"“{slot.label}”{zh}", f"`{slot.label}` {en}")
                goals.append(Goal("branch", f"slot {slot.key} {holds}", said, here, (slot.condition,)))
            goals += self.conditions.of(slot.condition, *about)
        return self.listed(rule, rule.id, rule.name, goals, (rule.name,))

    # ------------------------------------------------------------ scorecards

    def card(self, lowered: LoweredCard) -> Iterator[Listed]:
        card = lowered.card
        yield from self.part(card, card.root, ())
        for kind, effects in (("gate", card.gates), ("veto", card.vetoes)):
            for n, effect in enumerate(effects):
                goals = [*self.effect(card, kind, n, effect), *self.conditions.of(effect.condition)]
                label = "的".join((card.name, "前提" if kind == "gate" else "一票否决"))
                yield self.listed(
                    effect, f"{card.id}/{kind} {n + 1}", label, goals, (card.name, "资格" if kind == "gate" else "否决")
                )
        if card.bands:
            yield self.grades(lowered, card.bands)
        for total in card.totals:
            about = self.conditions.of(total.expr)
            yield self.listed(total, f"{card.id}/{total.id}", f"{card.name}的{total.name}", about, (card.name,), lowered)
        for key in card.ranking.keys if card.ranking else ():
            assert card.ranking is not None
            node = evolve(card.ranking, span=key.span)
            yield self.listed(node, f"{card.id}/ranking", f"{card.name}的排序", self.conditions.of(key.expr), (card.name,), lowered)

    def effect(self, card: core.Scorecard, kind: str, n: int, effect: core.Effect) -> Iterator[Goal]:
        for holds, key, said in ((True, "met", ("成立", "it holds")), (False, "unmet", ("不成立", "it does not hold"))):
            yield Goal("outcome", key, said, Here((Level(((effect.condition, holds),)),)), (effect.condition,))

        def unsure(result: Result) -> bool:
            score = result.scores[card.id]
            return (score.gate if kind == "gate" else score.vetoes[n].state) == "unknown"

        yield Goal("outcome", "unknown", OUTCOMES["unknown"], Found(unsure))

    def part(self, card: core.Scorecard, part: core.Part, guards: Guards) -> Iterator[Listed]:
        inside = guards
        around = tuple((g, True) for g in guards)
        goals: list[Goal] = []
        if part.guard is not None:
            inside = (*guards, part.guard)
            goals += self.conditions.of(part.guard, *around)
        body = part.body
        if not isinstance(body, tuple):
            goals = [*self.outcomes(card, part, inside), *goals]
            goals += self.conditions.of(body, *((g, True) for g in inside))
        if goals:
            path = (card.name, *(_line(int(n) - 1) if n.isdigit() else n for n in part.names))
            yield self.listed(part, f"{card.id}/{part.id}", "的".join(path[1:]), goals, path)
        for below in body if isinstance(body, tuple) else ():
            yield from self.part(card, below, inside)

    def outcomes(self, card: core.Scorecard, part: core.Part, guards: Guards) -> Iterator[Goal]:
        def can(worth: Worth) -> set[str]:
            return part_outcomes(part, guards, worth)

        assert not isinstance(part.body, tuple)
        reads = (*guards, part.body)
        found = list(
            self.stated(
                "outcome",
                ("met", "partial", "unmet", "not_applicable"),
                OUTCOMES,
                lambda r: r.scores[card.id][part.id].outcome,
                can,
                reads,
            )
        )
        if found and found[-1].key != "unknown" and varies(part, Worth(self.possible.values, self.possible.blank, {})):
            asked = Found(lambda r: r.scores[card.id][part.id].outcome == "unknown")
            found.append(Goal("outcome", "unknown", OUTCOMES["unknown"], asked))
        yield from found

    def grades(self, lowered: LoweredCard, bands: core.Bands) -> Listed:
        card = lowered.card
        before: Guards = ()
        goals: list[Goal] = []
        for row in bands.rows:
            ahead: Guards = () if bands.exclusive else before
            asked = Found(lambda r, x=row.id: r.scores[card.id].grade == x, lambda w, a=ahead, x=row: _first(w, a, x.condition))  # type: ignore[misc]
            reads = (*ahead, *((row.condition,) if row.condition is not None else ()))
            goals.append(Goal("grade", row.id, (f"为“{row.label}”", row.label), asked, reads))
            goals += self.conditions.of(row.condition, *((c, False) for c in ahead))
            before = (*before, *((row.condition,) if row.condition is not None else ()))
        goals.append(Goal("grade", "unknown", OUTCOMES["unknown"], Found(lambda r: len(r.scores[card.id].grades) > 1)))
        return self.listed(bands, f"{card.id}/grades", f"{card.name}的等级", goals, (card.name, "等级"), lowered)


def _first(worth: Worth, ahead: Guards, own: core.Expr | None) -> bool:
    """Whether a row may hold and none ahead of it."""
    return all(worth.truth(c) is not True for c in ahead) and (own is None or worth.truth(own) is not False)


def _none(result: Result, rule: str) -> bool:
    found = result.classes[rule]
    return found.unclassed and not found.classes and not found.conflict


def _tested(worth: Worth, guards: Guards, test: core.Expr, unmet: str) -> set[str]:
    """What can come of a condition under its 前提 where everything is known."""
    applies = [worth.truth(g) for g in guards]
    if False in applies:
        return {"not_applicable"}
    found = {"not_applicable"} if MAYBE in applies else set()
    holds = worth.truth(test)
    return found | ({"met"} if holds is not False else set()) | ({unmet} if holds is not True else set())


def _line(place: int) -> str:
    return line_names(place + 1)[0]
