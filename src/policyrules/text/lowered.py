"""The lowered form for people who ask what a pack really runs: named aggregates, values, and the scalar expression of every award.

One line each, in the words of mathematics and the names of the policy: the same in both vocabularies, because it is neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

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
)
from policyrules.language.values import NOTHING, Known, decimal_text

_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "=", "ne": "≠"}
_LOOSEST, _OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _ATOM = range(8)


def show(lowered: Lowered) -> str:
    """The whole of a pack, subject by subject."""
    lines: list[str] = []
    for entry in lowered.subjects.values():
        lines += ["", *_subject(entry)] if lines else _subject(entry)
    return "\n".join(lines) + "\n"


def _subject(entry: LoweredSubject) -> list[str]:
    lines = [f"subject {entry.subject.id}"]
    for value in entry.values:
        lines += _aggregate(value, "  ") if isinstance(value, Aggregate) else [f"  {value.name} = {expr(value.expr)}"]
    for rule in entry.rules:
        lines += _rule(rule)
    return lines


def _aggregate(value: Aggregate, indent: str) -> Iterator[str]:
    agg = value.agg
    parts = [agg.over.called]
    parts += [_stretch(agg.within)] if agg.within else []
    parts += [f"where {expr(agg.where)}"] if agg.where is not None else []
    parts += [expr(agg.body)] if agg.body is not None else []
    yield f"{indent}{value.id} = {agg.op}({'; '.join(parts)})"
    for inner in value.inner.values():
        yield from _aggregate(inner, indent + "  ")


def _stretch(within: core.Stretch) -> str:
    if not within.of:
        return f"{within.field.name} within {within.part} {within.unit} of the date of evaluation"
    year = "the year of evaluation" if not within.year else "the year before"
    return f"{within.field.name} in {year}" + (f", part {within.part} of {within.of}" if within.of > 1 else "")


def _rule(rule: LoweredRule) -> Iterator[str]:
    match rule:
        case LoweredCard():
            yield from _card(rule)
        case LoweredClasses():
            yield f"  classification {rule.rule.id}{' (mutually exclusive)' if rule.rule.exclusive else ''}"
            for row in rule.rule.rows:
                yield f"    class {row.id}: {'otherwise' if row.condition is None else expr(row.condition)}"
        case LoweredRequirement():
            yield f"  requirement {rule.rule.id}"
            for duty in rule.rule.duties:
                yield f"    {duty.modality.en if duty.modality else 'required'}: {expr(duty.test)}"
                if duty.guard is not None:
                    yield f"      only if {expr(duty.guard)}"
        case LoweredTarget():
            yield f"  target {rule.rule.id} = {expr(rule.rule.measure)}"
            for due in rule.rule.rows:
                modality = f"{due.modality.en}: " if due.modality else ""
                yield f"    from {due.id} {modality}{'not measurable' if due.test is None else expr(due.test)}"
            if rule.rule.guard is not None:
                yield f"    only if {expr(rule.rule.guard)}"
        case LoweredTemplate():
            yield f"  name {rule.rule.id} = {' + '.join(map(_slot, rule.rule.slots))}"
            if rule.rule.guard is not None:
                yield f"    only if {expr(rule.rule.guard)}"


def _slot(slot: core.Slot) -> str:
    part = f"“{slot.key}”" if isinstance(slot.expr, core.Lit) else expr(slot.expr)
    condition = f" if {expr(slot.condition)}" if slot.condition is not None else ""
    return f"[{part}{condition}]" if slot.optional else part


def _card(card: LoweredCard) -> Iterator[str]:
    yield f"  scorecard {card.card.id}"
    for gate in card.card.gates:
        yield f"    {gate.kind}: {expr(gate.condition)}"
    for veto in card.card.vetoes:
        yield f"    {veto.kind}: {expr(veto.condition)} → {_effects(veto)}"
    for part in card.card.root.walk():
        yield f"    {part.id or '(whole)'} = {_body(part)}{_limits(part)}"
        if part.guard is not None:
            yield f"      only if {expr(part.guard)}" + (", else full marks are less" if part.apart else "")
    for total in card.card.totals:
        yield f"    total {total.id} = {expr(total.expr)}"
    for key in card.card.ranking.keys if card.card.ranking else ():
        yield f"    ranked by {expr(key.expr)}, {'greatest or latest' if key.descending else 'least or earliest'} first"
    for row in card.card.bands.rows if card.card.bands else ():
        yield f"    grade {row.id}: {'otherwise' if row.condition is None else expr(row.condition)}"


def _effects(veto: core.Effect) -> str:
    effects = [f"total {decimal_text(veto.total)}"] if veto.total is not None else []
    effects += [f"barred until {expr(veto.until)}"] if veto.until else []
    effects += [f"grade at most {veto.limit[0]}"] if veto.limit else []
    effects += [f"no total {key}" for key, _ in veto.excluded]
    return "; ".join(effects) or "no total"


def _body(part: core.Part) -> str:
    if isinstance(part.body, tuple):
        return f"{part.combine}({', '.join(p.id for p in part.body)})"
    return expr(part.body)


def _limits(part: core.Part) -> str:
    ends = [f"at least {decimal_text(part.low)}"] if part.low is not None else []
    ends += [f"at most {decimal_text(part.high)}"] if part.high is not None else []
    return f"  [{', '.join(ends)}]" if ends else ""


# ---------------------------------------------------------------- expressions


def expr(node: core.Expr, needed: int = _LOOSEST) -> str:
    """An expression, in brackets where its place binds more tightly."""
    text, binds = _spelt(node)
    return text if binds >= needed else f"({text})"


def _spelt(node: core.Expr) -> tuple[str, int]:
    match node:
        case core.Lit(value, unit):
            return _known(value) + (unit.symbol if unit else ""), _ATOM
        case core.Fact(fact):
            return fact.name, _ATOM
        case core.Ref(_, key):
            return key, _ATOM
        case core.Arith(op, left, right):
            rank = _SUM if op in "+-" else _PRODUCT
            return f"{expr(left, rank)} {op} {expr(right, rank + 1)}", rank
        case core.Cmp(op, _, left, right):
            return f"{_beside(left, right)} {_SIGNS[op]} {_beside(right, left)}", _COMPARISON
        case core.Logic("not", (inner,)):
            return f"not {expr(inner, _NOT)}", _NOT
        case core.Logic(op, items):
            rank = _AND if op == "and" else _OR
            return f" {op} ".join(expr(i, rank + 1) for i in items), rank
        case core.Choose(cases, otherwise):
            rows = [f"{expr(test)} → {expr(then)}" for test, then in cases]
            return "{" + "; ".join([*rows, f"else {expr(otherwise)}"]) + "}", _ATOM
        case core.Extreme(op, items):
            return f"{op}({', '.join(map(expr, items))})", _ATOM
        case core.Round(operand, step, mode):
            return f"round({expr(operand)}, {decimal_text(step)}, {mode})", _ATOM
        case core.Elapsed(unit, start, end):
            return f"{unit}({expr(start)} to {expr(end)})", _ATOM
        case core.Shift(day, count, unit):
            return f"{expr(day, _SUM)} {'-' if count < 0 else '+'} {abs(count)} {unit}", _SUM
        case core.Agg():  # drawn out before; only an unlowered tree has one
            return f"{node.op}({node.over.called})", _ATOM


def _beside(node: core.Expr, other: core.Expr) -> str:
    """One side of a comparison; a level by its name, which the other side knows."""
    match node, other:
        case core.Lit(int(place)), core.Fact(core.Field(type=core.Levels(names))):
            return names[place]
    return expr(node, _SUM)


def _known(value: Known) -> str:
    if value is NOTHING or isinstance(value, bool):
        return str(value.value if value is NOTHING else value).lower()
    return value if isinstance(value, str) else value.isoformat() if isinstance(value, date) else decimal_text(value)
