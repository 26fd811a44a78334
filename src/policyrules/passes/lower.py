"""lower: a checked program to the form that is run. Only this pass makes a `Lowered`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from policyrules.language import core
from policyrules.language.lowered import (
    Aggregate,
    Lowered,
    LoweredCard,
    LoweredClasses,
    LoweredRequirement,
    LoweredRule,
    LoweredSubject,
    LoweredTarget,
    LoweredTemplate,
    Reads,
)
from policyrules.language.meaning import Env, evaluate
from policyrules.language.values import Known


def lower(
    program: core.Program, places: Mapping[core.Citation, core.Place], kept: Mapping[str, LoweredSubject] | None = None
) -> Lowered:
    """The lowered form of a program whose quotes stand at ``places``. ``kept``: subjects lowered before, by id, still the same."""
    constants: dict[str, core.Expr] = {}
    for value in program.values:
        if value.parameter:
            folded = _Folded(constants).expr(value.expr)
            constants[value.id] = core.Lit(evaluate(folded, Env({})), value.unit, span=value.expr.span)
    known = kept or {}
    subjects = {x.id: known.get(x.id) or _subject(program, x, constants) for x in program.subjects}
    return Lowered(program, subjects, places)


def _subject(program: core.Program, subject: core.Subject, constants: Mapping[str, core.Expr]) -> LoweredSubject:
    flat = _Flat(constants)
    values: list[core.Value | Aggregate] = []
    for value in program.values:
        if not value.parameter and value.subject in ("", subject.id):
            made = evolve(value, expr=flat.expr(value.expr))
            values += [*flat.taken(), made]
    rules = [_flat_rule(x, flat) for x in program.rules if x.subject == subject.id]
    values += flat.taken()
    by_id = {v.id: v for v in values}
    lowered = tuple(_rule(x, by_id) for x in rules)
    packs = {pack for x in rules for pack in _packs(x)}
    headers = [program.document, *(d for d in program.above if d.name in packs)]
    touched = _ordered(*(d.assumptions for d in headers), *(x.touched for x in lowered))
    excusable = {key: x for rule in rules for key, x in _excusable(rule)}
    return LoweredSubject(subject, tuple(core.every_field(subject.fields)), tuple(values), lowered, excusable, touched)


def _packs(rule: core.Rule) -> Iterator[str]:
    """The packs that a rule and its parts come from, "" for the one that is lowered."""
    yield rule.span.source.pack
    if isinstance(rule, core.Scorecard):
        yield from (part.span.source.pack for part in rule.root.walk())


def _excusable(rule: core.Rule) -> Iterator[tuple[str, core.Excusable]]:
    """What exceptions may be given for, by the key they are given under."""
    match rule:
        case core.Scorecard():
            yield from ((part.id, part) for part in rule.root.walk() if part.id)
        case core.Requirement() | core.Target():
            yield rule.id, rule


def _flat_rule(rule: core.Rule, flat: _Flat) -> core.Rule:
    match rule:
        case core.Scorecard():
            return _flat_card(rule, flat)
        case core.Classification():
            rows = tuple(evolve(r, condition=flat.expr(r.condition)) if r.condition else r for r in rule.rows)
            return evolve(rule, rows=rows)
        case core.Requirement():
            made = (evolve(d, test=flat.expr(d.test), guard=flat.expr(d.guard) if d.guard else None) for d in rule.duties)
            return evolve(rule, duties=tuple(made))
        case core.Target():
            return _flat_target(rule, flat)
        case core.Template():
            return _flat_template(rule, flat)


def _rule(rule: core.Rule, values: Mapping[str, core.Value | Aggregate]) -> LoweredRule:
    match rule:
        case core.Scorecard():
            return _card(rule, values)
        case core.Classification():
            asked = {r: _reads((r.condition,) if r.condition else (), values) for r in rule.rows}
            touched = _ordered(rule.assumptions, *(r.assumptions for r in rule.rows))
            return LoweredClasses(rule, asked, values, touched)
        case core.Requirement():
            guards = {d: _reads((d.guard,) if d.guard else (), values) for d in rule.duties}
            tests = {d: _reads((d.test,), values) for d in rule.duties}
            judged = frozenset(d for d, r in tests.items() if _judged(r))
            touched = _ordered(rule.assumptions, *(d.assumptions for d in rule.duties))
            return LoweredRequirement(rule, guards, tests, judged, values, touched)
        case core.Target():
            return _target(rule, values)
        case core.Template():
            return _template(rule, values)


def _judged(reads: Reads) -> bool:
    """Whether judged facts alone decide."""
    return bool(reads.facts) and not reads.on and all(f.judged for f in reads.facts)


def _flat_card(card: core.Scorecard, flat: _Flat) -> core.Scorecard:
    root = _part(card.root, flat)
    gates, vetoes = (tuple(_flat_effect(e, flat) for e in effects) for effects in (card.gates, card.vetoes))
    bands = card.bands
    if bands:
        rows = tuple(evolve(r, condition=flat.expr(r.condition)) if r.condition else r for r in bands.rows)
        bands = evolve(bands, rows=rows)
    totals = tuple(evolve(t, expr=flat.expr(t.expr)) for t in card.totals)
    order = card.ranking
    if order:
        order = evolve(order, keys=tuple(evolve(k, expr=flat.expr(k.expr)) for k in order.keys))
    return evolve(card, root=root, gates=gates, bands=bands, vetoes=vetoes, totals=totals, ranking=order)


def _flat_effect(effect: core.Effect, flat: _Flat) -> core.Effect:
    until = effect.until and evolve(effect.until, day=flat.expr(effect.until.day))
    return evolve(effect, condition=flat.expr(effect.condition), until=until)


def _flat_target(target: core.Target, flat: _Flat) -> core.Target:
    measure = flat.expr(target.measure)
    rows = tuple(evolve(x, test=evolve(x.test, left=measure) if x.test else None) for x in target.rows)
    return evolve(target, measure=measure, rows=rows, guard=flat.expr(target.guard) if target.guard else None)


def _target(target: core.Target, values: Mapping[str, core.Value | Aggregate]) -> LoweredTarget:
    guard, measure = (_reads((e,) if e is not None else (), values) for e in (target.guard, target.measure))
    touched = _ordered(target.assumptions, *(x.assumptions for x in target.rows))
    return LoweredTarget(target, guard, measure, _judged(measure), values, touched)


def _flat_template(template: core.Template, flat: _Flat) -> core.Template:
    slots = tuple(
        evolve(x, expr=flat.expr(x.expr), condition=flat.expr(x.condition) if x.condition else None) for x in template.slots
    )
    return evolve(template, slots=slots, guard=flat.expr(template.guard) if template.guard else None)


def _template(template: core.Template, values: Mapping[str, core.Value | Aggregate]) -> LoweredTemplate:
    guard = _reads((template.guard,) if template.guard else (), values)
    parts = tuple(_reads((x.expr,), values) for x in template.slots)
    conditions = tuple(_reads((x.condition,) if x.condition else (), values) for x in template.slots)
    return LoweredTemplate(template, guard, parts, conditions, values, template.assumptions)


def _card(card: core.Scorecard, values: Mapping[str, core.Value | Aggregate]) -> LoweredCard:
    gates, bands = card.gates, card.bands
    reads = {p: _reads((e for e in (p.guard, p.body) if isinstance(e, core.Expr)), values) for p in card.root.walk()}
    touching = [*(p.assumptions for p in card.root.walk()), *(e.assumptions for e in (*gates, *card.vetoes))]
    touching += [t.assumptions for t in card.totals]
    touching += [card.ranking.assumptions] if card.ranking else []
    if bands:
        touching += [bands.assumptions, *(r.assumptions for r in bands.rows)]
    judged = frozenset(p for p, r in reads.items() if _judged(r))
    gated = tuple(_reads((g.condition,), values) for g in gates)
    banded = tuple(_reads((r.condition,), values) for r in (bands.rows if bands else ()) if r.condition)
    ordered = [k.expr for k in card.ranking.keys] if card.ranking else []
    scored = core.scored(bands, card.totals, card.ranking)
    asked = {x.key for e in scored for x in core.walk(e) if isinstance(x, core.Ref)}
    parts = frozenset(key.removeprefix("part ") for key in asked if key.startswith("part "))
    vetoed = tuple(_reads((v.condition,), values) for v in card.vetoes)
    bans = tuple(_reads((v.until,) if v.until else (), values) for v in card.vetoes)
    more = ("full" in asked, tuple(_reads((t.expr,), values) for t in card.totals), tuple(_reads((e,), values) for e in ordered))
    return LoweredCard(card, reads, judged, gated, banded, values, _ordered(*touching), parts, vetoed, bans, *more)


def _ordered(*groups: Iterable[core.Assumption]) -> tuple[core.Assumption, ...]:
    return tuple(sorted({a for group in groups for a in group}, key=lambda a: int(a.id[1:])))


def _part(part: core.Part, flat: _Flat) -> core.Part:
    if isinstance(part.body, tuple):
        body: tuple[core.Part, ...] | core.Expr = tuple(_part(p, flat) for p in part.body)
    else:
        body = flat.expr(part.body)
    return evolve(part, guard=flat.expr(part.guard) if part.guard else None, body=body)


class _Folded:
    """Makes parameters constants."""

    def __init__(self, constants: Mapping[str, core.Expr]) -> None:
        self.constants = constants

    def expr(self, node: core.Expr) -> core.Expr:
        match node:
            case core.Ref("value", key) if key in self.constants:
                return self.constants[key]
            case core.Arith() | core.Cmp():
                return evolve(node, left=self.expr(node.left), right=self.expr(node.right))
            case core.Logic() | core.Extreme():
                return evolve(node, items=tuple(self.expr(i) for i in node.items))
            case core.Choose():
                cases = tuple((self.expr(c), self.expr(v)) for c, v in node.cases)
                return evolve(node, cases=cases, otherwise=self.expr(node.otherwise))
            case core.Round():
                return evolve(node, operand=self.expr(node.operand))
            case core.Elapsed():
                return evolve(node, start=self.expr(node.start), end=self.expr(node.end))
            case core.Shift():
                return evolve(node, day=self.expr(node.day))
            case core.Agg():
                return self.agg(node)
        return node

    def agg(self, node: core.Agg) -> core.Expr:
        return self.inside(node)

    def inside(self, node: core.Agg) -> core.Agg:
        where, body = (self.expr(e) if e else None for e in (node.where, node.body))
        return evolve(node, where=where, body=body)


class _Flat(_Folded):
    """Makes expressions flat: parameters become constants, and what lists come to is drawn out, once each."""

    def __init__(self, constants: Mapping[str, core.Expr], prefix: str = "#") -> None:
        super().__init__(constants)
        self.prefix = prefix
        self.folded = _Folded(constants)
        self.drawn: dict[core.Agg, Aggregate] = {}
        self.fresh: list[Aggregate] = []

    def taken(self) -> list[Aggregate]:
        """The aggregates drawn out since this was last asked."""
        fresh, self.fresh = self.fresh, []
        return fresh

    def agg(self, node: core.Agg) -> core.Expr:
        return core.Ref("aggregate", self.draw(node).id, node.unit, span=node.span)

    def draw(self, node: core.Agg) -> Aggregate:
        same = self.folded.inside(node)  # before those inside are drawn out under ids that are its own
        if same not in self.drawn:
            id_ = f"{self.prefix}{len(self.drawn) + 1}"
            below = _Flat(self.constants, f"{id_}.")
            made = below.inside(node)
            self.drawn[same] = Aggregate(id_, made, {a.id: a for a in below.taken()})
            self.fresh.append(self.drawn[same])
        return self.drawn[same]


def _reads(exprs: Iterable[core.Expr], values: Mapping[str, core.Value | Aggregate]) -> Reads:
    facts: dict[core.Field, None] = {}
    marks: dict[Known, None] = {}
    on = False
    followed = set[str]()
    stack: list[tuple[core.Expr, Mapping[str, core.Value | Aggregate]]] = [(e, values) for e in exprs][::-1]
    while stack:
        top, here = stack.pop()
        for part in core.walk(top):
            if isinstance(part, core.Fact):
                facts[part.field] = None
            elif isinstance(part, core.Lit):
                marks[part.value] = None
            elif isinstance(part, core.Ref):
                on |= part.kind == "on"
                if part.key not in here or part.key in followed:
                    continue
                followed.add(part.key)
                found = here[part.key]
                if isinstance(found, core.Value):
                    stack.append((found.expr, here))
                    continue
                agg = found.agg
                facts[agg.over] = None
                if agg.within:
                    facts[agg.within.field] = None
                    on = True
                stack += [(e, {**here, **found.inner}) for e in (agg.body, agg.where) if e is not None]
    return Reads(tuple(facts), tuple(marks), on, frozenset(followed))
