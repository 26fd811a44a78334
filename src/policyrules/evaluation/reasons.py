"""Reasons: why a part has the points it has, as a code and facts. Worked out only when somebody reads the part.

The codes are listed in the reference (reason codes); `text.reasons` turns them into sentences.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from policyrules.evaluation.facts import Facts
from policyrules.evaluation.tight import Tightness
from policyrules.evaluation.told import NUMBER_KEYS, Told, ratio_of, symbol_of, unit_of
from policyrules.language import core
from policyrules.language.counted import Counted, as_counted
from policyrules.language.lowered import LoweredCard
from policyrules.language.meaning import Env, evaluate, tallied
from policyrules.language.values import MAYBE, known
from policyrules.result import Judgement, PartResult, Reason, VetoResult, number

Json = dict[str, Any]


def combined(part: core.Part) -> Reason:
    """Why a part has the points that those below it make."""
    return Reason({"sum": "sum", "max": "highest", "min": "lowest"}[part.combine], {})


_FOUND = ("label", "fact", "found", "unit")


class Trace(Told):
    """What an evaluation knew, kept to answer for the parts and vetoes of a scorecard."""

    def __init__(self, card: LoweredCard, facts: Facts, env: Env, tightness: Tightness) -> None:
        super().__init__(card.values, facts, env)
        self.card = card
        self.tightness = tightness

    def facts(self, result: PartResult) -> Json:
        """The facts a part reads itself, by alias, as they are shown; None for a missing one."""
        return {f.alias: self.value(f) for f in self.card.reads[result.rule].facts if not f.lists}

    def tight(self, result: PartResult) -> bool:
        return self.tightness.of(result.rule, result.low, result.high)

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
            return combined(part)
        return self.leaf(result, part.body)

    def vetoed(self, veto: VetoResult) -> Reason:
        """What was asked by a veto, and what is missing for it or for its ban."""
        place = next(n for n, rule in enumerate(self.card.card.vetoes) if rule is veto.rule)
        read = [self.card.vetoes[place]] if veto.state == "unknown" else []
        read += [self.card.bans[place]] if veto.state != "unmet" else []
        missing = dict.fromkeys(name for reads in read for name in self.lacking(reads))
        code = {"met": "vetoed", "unmet": "not_vetoed", "unknown": "veto_unknown"}[veto.state]
        return Reason(code, self.conditions(veto.rule.condition) | ({"missing": list(missing)} if missing else {}))

    def above(self, part: core.Part) -> list[core.Part]:
        """The part and those it stands in that have a 前提, nearest first."""
        return [p for p in (part, *self.card.above(part)) if p.guard is not None]

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
        if isinstance(expr, core.Lit):
            return Reason(code, told | {"points": number(evaluate(expr, self.env))})
        if isinstance(expr, core.Fact) and expr.field.judged:
            return self.judged(result, expr.field, told)
        ratio = core.as_prorated(expr)
        if ratio is not None:
            return self.prorated(result, ratio, expr, told)
        value = evaluate(expr, self.env)
        if not known(value):
            return self.unknown(result, None)
        rest = {k: v for k, v in told.items() if k not in NUMBER_KEYS} | {"points": number(value)}
        aggregate = self.aggregate(expr)
        if aggregate is not None and aggregate.agg.op == "sum":
            found = tallied(aggregate, self.env)
            return Reason("each", rest | {"label": aggregate.agg.over.called, "records": {"all": found.sure}})
        count = as_counted(expr)
        if count is not None:
            return self.counted(count, rest)
        if isinstance(expr, core.Choose) and expr.table and (row := self.row(expr)) is not None:
            return Reason("banded", rest | self.banded(expr, row))
        code = code if told or isinstance(core.as_deducted(expr) or expr, core.Lit) else "computed"
        return Reason(code, told | {"points": number(value)})

    @cached_property
    def judgements(self) -> dict[str, Judgement]:
        return {j.fact: j for j in self.given.judgements}

    def judged(self, result: PartResult, fact: core.Field, told: Json) -> Reason:
        ends = {"low": _number(fact.low), "high": _number(fact.high), "judge": fact.judge}
        found = self.value(fact)
        if found is None:
            return Reason("unjudged", told | ends)
        given = self.judgements.get(fact.alias)
        if given:
            on = given.on.isoformat() if given.on else None
            ends |= {"judge": given.judge or fact.judge, "on": on, "reason": given.reason}
        return Reason("judged", told | ends | {"found": found})

    def prorated(self, result: PartResult, ratio: core.Expr, expr: core.Expr, told: Json) -> Reason:
        value = evaluate(expr, self.env)
        if not known(value):
            return self.unknown(result, None)
        args = {k: v for k, v in told.items() if k not in NUMBER_KEYS} | {"points": number(value)}
        if isinstance(ratio, core.Arith) and ratio.op == "/":
            top, bottom = ratio.left, ratio.right
            shares = {"found": self.show(top), "needed": self.show(bottom), "unit": symbol_of(unit_of(bottom) or unit_of(top))}
            return Reason("prorated", args | {"label": self.label(top)} | shares | self.after(top))
        listed = self.aggregate(ratio)
        if not ratio_of(ratio) and (listed is None or listed.agg.op != "share"):
            return Reason("prorated", args | {"label": self.label(ratio), "found": self.show(ratio), "needed": "1", "unit": ""})
        shares = {"label": self.label(ratio), "found": self.show(ratio, ratio=True), "needed": "100", "unit": "%"}
        return Reason("prorated", args | shares | self.listed(ratio))

    def counted(self, count: Counted, told: Json) -> Reason:
        """Points per unit: what was counted in which units, how many there are, and what each gives or takes."""
        figures = {"found": self.show(count.quantity), "per": self.show(count.per), "unit": symbol_of(count.per.unit)}
        rule = {"part": count.part, "count": self.show(count.units), "each": self.show(count.each), "deducts": count.deducts}
        limits = {"low": _number(count.low), "high": _number(count.high)}
        return Reason(
            "counted", told | {"label": self.label(count.quantity)} | figures | rule | limits | self.after(count.quantity)
        )

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
        return self.lacking(self.card.reads[part])


def _number(value: Any) -> Any:
    return None if value is None else number(value)
