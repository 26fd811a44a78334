"""lower: a checked program to the form that is run. Only this pass makes a `Lowered`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from policyrules.language import core
from policyrules.language.lowered import Lowered, LoweredCard, LoweredSubject, Reads
from policyrules.language.meaning import Env, evaluate
from policyrules.language.values import Known


def lower(program: core.Program, places: Mapping[core.Citation, core.Place]) -> Lowered:
    """The lowered form of a program whose quotes stand at ``places``."""
    constants: dict[str, core.Expr] = {}
    values: list[core.Value] = []
    for value in program.values:
        folded = _fold(value.expr, constants)
        if value.parameter:
            constants[value.id] = core.Lit(evaluate(folded, Env({})), value.unit, span=value.expr.span)
        else:
            values.append(evolve(value, expr=folded))
    subjects = {}
    for subject in program.subjects:
        own = tuple(v for v in values if v.subject in ("", subject.id))
        cards = tuple(_card(c, constants, own) for c in program.scorecards if c.subject == subject.id)
        parts = {p.id: p for c in cards for p in c.card.root.walk() if p.id}
        touched = _ordered(program.document.assumptions, *(c.touched for c in cards))
        subjects[subject.id] = LoweredSubject(subject, own, cards, parts, touched)
    return Lowered(program, subjects, places)


def _card(card: core.Scorecard, constants: Mapping[str, core.Expr], values: tuple[core.Value, ...]) -> LoweredCard:
    root = _part(card.root, constants)
    gates = tuple(evolve(g, condition=_fold(g.condition, constants)) for g in card.gates)
    bands = card.bands
    if bands:
        rows = tuple(evolve(r, condition=_fold(r.condition, constants)) if r.condition else r for r in bands.rows)
        bands = evolve(bands, rows=rows)
    made = evolve(card, root=root, gates=gates, bands=bands)
    by_id = {v.id: v for v in values}
    reads = {p: _reads((e for e in (p.guard, p.body) if isinstance(e, core.Expr)), by_id) for p in root.walk()}
    touching = [*(p.assumptions for p in root.walk()), *(g.assumptions for g in gates)]
    if bands:
        touching += [bands.assumptions, *(r.assumptions for r in bands.rows)]
    judged = frozenset(p for p, r in reads.items() if r.facts and not r.on and all(f.judged for f in r.facts))
    gated = tuple(_reads((g.condition,), by_id) for g in gates)
    banded = tuple(_reads((r.condition,), by_id) for r in (bands.rows if bands else ()) if r.condition)
    asked = (x for r in (bands.rows if bands else ()) if r.condition for x in core.walk(r.condition))
    parts = frozenset(x.key.removeprefix("part ") for x in asked if isinstance(x, core.Ref) and x.kind == "part")
    return LoweredCard(made, reads, judged, gated, banded, _ordered(*touching), parts)


def _ordered(*groups: Iterable[core.Assumption]) -> tuple[core.Assumption, ...]:
    return tuple(sorted({a for group in groups for a in group}, key=lambda a: int(a.id[1:])))


def _part(part: core.Part, constants: Mapping[str, core.Expr]) -> core.Part:
    if isinstance(part.body, tuple):
        body: tuple[core.Part, ...] | core.Expr = tuple(_part(p, constants) for p in part.body)
    else:
        body = _fold(part.body, constants)
    return evolve(part, guard=_fold(part.guard, constants) if part.guard else None, body=body)


def _fold(expr: core.Expr, constants: Mapping[str, core.Expr]) -> core.Expr:
    """The expression with parameters replaced by their values."""
    match expr:
        case core.Ref("value", key) if key in constants:
            return constants[key]
        case core.Arith() | core.Cmp():
            return evolve(expr, left=_fold(expr.left, constants), right=_fold(expr.right, constants))
        case core.Logic() | core.Extreme():
            return evolve(expr, items=tuple(_fold(i, constants) for i in expr.items))
        case core.Choose():
            cases = tuple((_fold(c, constants), _fold(v, constants)) for c, v in expr.cases)
            return evolve(expr, cases=cases, otherwise=_fold(expr.otherwise, constants))
        case core.Round():
            return evolve(expr, operand=_fold(expr.operand, constants))
        case core.Elapsed():
            return evolve(expr, start=_fold(expr.start, constants), end=_fold(expr.end, constants))
        case core.Shift():
            return evolve(expr, day=_fold(expr.day, constants))
    return expr


def _reads(exprs: Iterable[core.Expr], values: Mapping[str, core.Value]) -> Reads:
    facts: dict[core.Field, None] = {}
    marks: dict[Known, None] = {}
    on = False
    followed = set[str]()
    stack = list(exprs)[::-1]
    while stack:
        for part in core.walk(stack.pop()):
            if isinstance(part, core.Fact):
                facts[part.field] = None
            elif isinstance(part, core.Lit):
                marks[part.value] = None
            elif isinstance(part, core.Ref):
                on |= part.kind == "on"
                if part.key in values and part.key not in followed:
                    followed.add(part.key)
                    stack.append(values[part.key].expr)
    return Reads(tuple(facts), tuple(marks), on, frozenset(followed))
