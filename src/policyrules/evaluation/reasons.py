"""Reasons: why a part has the points it has, as a code and facts. Worked out only when somebody reads the part.

The codes are listed in the reference (reason codes); `text.reasons` turns them into sentences.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from policyrules.evaluation.facts import Facts
from policyrules.language import core
from policyrules.language.counted import Counted, as_counted
from policyrules.language.lowered import LoweredCard
from policyrules.language.meaning import Env, evaluate
from policyrules.language.units import Unit
from policyrules.language.values import MAYBE, known
from policyrules.result import PartResult, Reason, number, shown

Json = dict[str, Any]
_FOUND = ("label", "fact", "found", "unit")
_NUMBER_KEYS = ("label", "word", "found", "needed", "unit")


class Trace:
    """What an evaluation knew, kept to answer for its results."""

    def __init__(self, card: LoweredCard, facts: Facts, env: Env) -> None:
        self.card = card
        self.given = facts
        self.env = env

    def facts(self, result: PartResult) -> Json:
        """The facts a part reads itself, by alias, as they are shown; None for a missing one."""
        return {f.alias: self.value(f) for f in self.card.reads[result.rule].facts}

    def why(self, result: PartResult) -> Reason:
        part = result.rule
        on = self.env.values["on"]
        if result.outcome == "not_applicable" and part.until and isinstance(on, date) and on > part.until:
            return Reason("expired", {"until": part.until.isoformat(), "on": on.isoformat()})
        if result.outcome == "not_applicable":
            asked = part.precondition
            held = evaluate(asked, self.env) if asked is not None else True
            return Reason("not_applicable", self.conditions(asked) if held is False else {})
        for guarded in self.above(part) if result.outcome == "unknown" else ():
            if guarded.guard is not None and evaluate(guarded.guard, self.env) is MAYBE:
                missing = dict.fromkeys((*self.missing(guarded), *self.missing(part)))
                return Reason("guard_unknown", self.conditions(guarded.precondition) | {"missing": list(missing)})
        if isinstance(part.body, tuple):
            return Reason({"sum": "sum", "max": "highest", "min": "lowest"}[part.combine], {})
        return self.leaf(result, part.body)

    def above(self, part: core.Part) -> list[core.Part]:
        """The part and those it stands in that have a 前提, nearest first."""
        path = part.id.split(".")
        keys = [".".join(path[:n]) for n in range(len(path), 0, -1)]
        by_id = {p.id: p for p in self.card.reads}
        return [by_id[k] for k in keys if k in by_id and by_id[k].guard is not None]

    # ------------------------------------------------------------ awards

    def leaf(self, result: PartResult, body: core.Expr) -> Reason:
        if result.basis == "exception":
            return self.excepted(result, body)
        if not isinstance(body, core.Choose) or body.table:
            return self.amount(result, body, {})
        for place, (condition, then) in enumerate(body.cases):
            holds = evaluate(condition, self.env)
            if holds is MAYBE:
                return self.unknown(result, condition)
            if holds is True:
                told = self.conditions(condition)
                code = "deducted" if core.as_deducted(then) else "met" if place == 0 else "partial"
                return self.amount(result, then, told, code)
        told = self.conditions(body.cases[0][0])
        if isinstance(body.otherwise, core.Lit) and body.otherwise.value == 0:
            return Reason("spared" if core.as_deducted(body.cases[0][1]) else "unmet", told)
        return self.amount(result, body.otherwise, told, "partial")

    def amount(self, result: PartResult, expr: core.Expr, told: Json, code: str = "fixed") -> Reason:
        """The reason of a branch that was taken: how its amount came about, under the conditions told."""
        if isinstance(expr, core.Fact) and expr.field.judged:
            return self.judged(result, expr.field, told)
        ratio = core.as_prorated(expr)
        if ratio is not None:
            return self.prorated(result, ratio, expr, told)
        value = evaluate(expr, self.env)
        if not known(value):
            return self.unknown(result, None)
        rest = {k: v for k, v in told.items() if k not in _NUMBER_KEYS} | {"points": number(value)}
        count = as_counted(expr)
        if count is not None:
            return self.counted(count, rest)
        if isinstance(expr, core.Choose) and expr.table and (row := self.row(expr)) is not None:
            return Reason("banded", rest | self.banded(expr, row))
        code = code if told or isinstance(core.as_deducted(expr) or expr, core.Lit) else "computed"
        return Reason(code, told | {"points": number(value)})

    def judged(self, result: PartResult, fact: core.Field, told: Json) -> Reason:
        ends = {"low": _number(fact.low), "high": _number(fact.high), "judge": fact.judge}
        found = self.value(fact)
        if found is None:
            return Reason("unjudged", told | ends)
        given = next((j for j in self.given.judgements if j.fact == fact.alias), None)
        if given:
            on = given.on.isoformat() if given.on else None
            ends |= {"judge": given.judge or fact.judge, "on": on, "reason": given.reason}
        return Reason("judged", told | ends | {"found": found})

    def prorated(self, result: PartResult, ratio: core.Expr, expr: core.Expr, told: Json) -> Reason:
        value = evaluate(expr, self.env)
        if not known(value):
            return self.unknown(result, None)
        args = {k: v for k, v in told.items() if k not in _NUMBER_KEYS} | {"points": number(value)}
        if isinstance(ratio, core.Arith) and ratio.op == "/":
            top, bottom = ratio.left, ratio.right
            shares = {"found": self.show(top), "needed": self.show(bottom), "unit": _symbol(_unit(bottom) or _unit(top))}
            return Reason("prorated", args | {"label": self.label(top)} | shares)
        return Reason("prorated", args | {"label": self.label(ratio), "found": self.show(ratio), "needed": "1", "unit": ""})

    def counted(self, count: Counted, told: Json) -> Reason:
        """Points per unit: what was counted in which units, how many there are, and what each gives or takes."""
        figures = {"found": self.show(count.quantity), "per": self.show(count.per), "unit": _symbol(count.per.unit)}
        rule = {"part": count.part, "count": self.show(count.units), "each": self.show(count.each), "deducts": count.deducts}
        limits = {"low": _number(count.low), "high": _number(count.high)}
        return Reason("counted", told | {"label": self.label(count.quantity)} | figures | rule | limits)

    def row(self, table: core.Choose) -> core.Expr | None:
        """The row of a table that applies; None while several could, though they may give the same."""
        for condition, then in table.cases:
            holds = evaluate(condition, self.env)
            if holds is not False:
                return then if holds is True else None
        return table.otherwise

    def banded(self, table: core.Choose, taken: core.Expr) -> Json:
        """A table: what was found of each quantity, and the row as it is written."""
        columns = {self.label(x.left): x for x in core.walk(table.cases[0][0]) if isinstance(x, core.Cmp)}
        found = [{k: v for k, v in self.comparison(x, None, False).items() if k in _FOUND} for x in columns.values()]
        return {"columns": found, "row": " ".join(taken.span.text.rstrip("：: ").split())}

    def excepted(self, result: PartResult, body: core.Expr) -> Reason:
        """An accepted exception, with the condition it stands in for: the first that does not hold."""
        path = result.id.split(".")
        above = (".".join(path[:n]) for n in range(len(path), 0, -1))
        given = next(self.given.exceptions[p] for p in above if p in self.given.exceptions)
        on = given.on.isoformat() if given.on else None
        cases = body.cases if isinstance(body, core.Choose) else ()
        failed = next((c for c, then in cases if evaluate(c, self.env) is not (core.as_deducted(then) is None)), None)
        return Reason("excepted", self.conditions(failed) | {"judge": given.judge, "on": on, "reason": given.reason})

    def unknown(self, result: PartResult, condition: core.Expr | None) -> Reason:
        told = self.conditions(condition) if condition is not None else {}
        return Reason("unknown", told | {"missing": self.missing(result.rule)})

    def missing(self, part: core.Part) -> list[str]:
        """Names of the facts a part reads that were not given."""
        reads = self.card.reads[part]
        names = [f.name for f in reads.facts if self.value(f) is None]
        return [*names, "测评日"] if reads.on and not known(self.env.values["on"]) else names

    # ------------------------------------------------------------ conditions

    def conditions(self, condition: core.Expr | None) -> Json:
        """The comparisons of a condition, each with what was found and what is needed; a single one also stands flat."""
        if condition is None:
            return {}
        told = self.group(condition)
        if "conditions" not in told:
            told = {"conditions": [told], "join": "and"}
        told = {k: v for k, v in told.items() if k in ("conditions", "join", "need")}
        if len(told["conditions"]) == 1:
            told |= {k: told["conditions"][0][k] for k in _NUMBER_KEYS if k in told["conditions"][0]}
        return told

    def group(self, node: core.Expr, negated: bool = False) -> Json:
        holds = self.truth(node, negated)
        match node:
            case core.Logic("not", (inner,)):
                return self.group(inner, not negated)
            case core.Logic(op, items):
                join = op if not negated else {"and": "or", "or": "and"}[op]
                below = [self.group(i, negated) for i in items]
                return {"label": node.span.text, "conditions": below, "join": join, "holds": holds, "negated": False}
            case core.Cmp(_, "at least", core.Arith() | core.Choose(), core.Lit(need)) if not negated:
                below = [self.group(e.cases[0][0]) for e in core.walk(node.left) if isinstance(e, core.Choose)]
                return {"label": node.span.text, "conditions": below, "join": "n", "need": need, "holds": holds, "negated": False}
            case core.Cmp():
                return self.comparison(node, holds, negated)
        found = evaluate(node, self.env)
        word: Json = {"word": "", "found": found if known(found) else None, "needed": None, "unit": ""}
        return {"label": self.label(node), "fact": self.alias(node), **word, "holds": holds, "negated": negated}

    def comparison(self, node: core.Cmp, holds: bool | None, negated: bool) -> Json:
        if isinstance(node.left, core.Elapsed):
            return self.period(node, node.left, holds, negated)
        unit = _unit(node.left) or _unit(node.right)
        ratio = _ratio(node.left) or _ratio(node.right)
        names = _choices(node.left) or _choices(node.right)
        needed = self.show(node.right, names=names, ratio=ratio)
        return {
            "label": self.label(node.left),
            "fact": self.alias(node.left),
            "word": node.word,
            "found": self.show(node.left, names=names, ratio=ratio),
            "needed": needed,
            "unit": "%" if ratio else _symbol(unit),
            "holds": holds,
            "negated": negated,
        }

    def period(self, node: core.Cmp, passed: core.Elapsed, holds: bool | None, negated: bool) -> Json:
        """自 … 至 … 满 …: both days, and what has passed in whole months or days."""
        days = {"start": self.show(passed.start), "end": self.show(passed.end)}
        found = None if "无" in days.values() else self.show(passed)
        figures = {"found": found, "needed": self.show(node.right), "unit": _symbol(_unit(node.right))}
        told = {"label": self.label(passed.start), "fact": self.alias(passed.start), "word": node.word}
        return told | days | figures | {"holds": holds, "negated": negated}

    def truth(self, node: core.Expr, negated: bool) -> bool | None:
        value = evaluate(node, self.env)
        return None if value is MAYBE else bool(value) != negated

    # ------------------------------------------------------------ showing values

    def value(self, fact: core.Field) -> Any:
        value = self.env.facts[fact.alias]
        return shown(value, fact) if known(value) else None

    def show(self, node: core.Expr, *, names: tuple[str, ...] = (), ratio: bool = False) -> Any:
        """The value of an expression as it is shown; None while unknown. A share is shown in hundredths."""
        value = evaluate(node, self.env)
        if not known(value):
            return None
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            return shown(value, core.Field("", "", core.Day() if hasattr(value, "isoformat") else core.Text(), node.span))
        if names:
            return names[int(value)]
        return number(value * 100 if ratio else value)

    def label(self, node: core.Expr) -> str:
        return node.field.name if isinstance(node, core.Fact) else " ".join(node.span.text.split())

    def alias(self, node: core.Expr) -> str:
        return node.field.alias if isinstance(node, core.Fact) else ""


def _unit(node: core.Expr) -> Unit | None:
    """The unit an expression is shown in."""
    match node:
        case core.Lit() | core.Ref():
            return node.unit
        case core.Fact():
            return node.field.type.unit if isinstance(node.field.type, core.Quantity) else None
        case core.Arith("+" | "-"):
            return _unit(node.left) or _unit(node.right)
        case core.Extreme():
            return next((u for i in node.items if (u := _unit(i))), None)
        case core.Round():
            return _unit(node.operand)
    return None


def _symbol(unit: Unit | None) -> str:
    return unit.symbol if unit else ""


def _ratio(node: core.Expr) -> bool:
    if isinstance(node, core.Lit):
        return node.ratio
    return isinstance(node, core.Fact) and isinstance(node.field.type, core.Quantity) and node.field.type.ratio


def _choices(node: core.Expr) -> tuple[str, ...]:
    return node.field.type.names if isinstance(node, core.Fact) and isinstance(node.field.type, core.Levels) else ()


def _number(value: Any) -> Any:
    return None if value is None else number(value)
