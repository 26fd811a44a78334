"""Reasons: why a part has the points it has, as a code and facts. Worked out only when somebody reads the part.

The codes are listed in the reference (reason codes); `text.reasons` turns them into sentences.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cached_property
from math import inf
from typing import Any

from policyrules.evaluation.facts import Facts
from policyrules.evaluation.tight import Tightness
from policyrules.language import core
from policyrules.language.aggregate import stretch
from policyrules.language.counted import Counted, as_counted
from policyrules.language.interval import bounds
from policyrules.language.lowered import Aggregate, LoweredCard, Reads
from policyrules.language.meaning import Env, evaluate, tallied
from policyrules.language.units import Unit
from policyrules.language.values import MAYBE, Interval, Listed, known
from policyrules.result import Judgement, PartResult, Reason, VetoResult, number, shown

Json = dict[str, Any]
_FOUND = ("label", "fact", "found", "unit")
_NUMBER_KEYS = ("label", "word", "found", "needed", "unit")


class Trace:
    """What an evaluation knew, kept to answer for its results."""

    def __init__(self, card: LoweredCard, facts: Facts, env: Env, tightness: Tightness) -> None:
        self.card = card
        self.given = facts
        self.env = env
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
            return Reason({"sum": "sum", "max": "highest", "min": "lowest"}[part.combine], {})
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
        rest = {k: v for k, v in told.items() if k not in _NUMBER_KEYS} | {"points": number(value)}
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
        args = {k: v for k, v in told.items() if k not in _NUMBER_KEYS} | {"points": number(value)}
        if isinstance(ratio, core.Arith) and ratio.op == "/":
            top, bottom = ratio.left, ratio.right
            shares = {"found": self.show(top), "needed": self.show(bottom), "unit": _symbol(_unit(bottom) or _unit(top))}
            return Reason("prorated", args | {"label": self.label(top)} | shares)
        listed = self.aggregate(ratio)
        if not _ratio(ratio) and (listed is None or listed.agg.op != "share"):
            return Reason("prorated", args | {"label": self.label(ratio), "found": self.show(ratio), "needed": "1", "unit": ""})
        shares = {"label": self.label(ratio), "found": self.show(ratio, ratio=True), "needed": "100", "unit": "%"}
        return Reason("prorated", args | shares | self.listed(ratio))

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
        return self.lacking(self.card.reads[part])

    def lacking(self, reads: Reads) -> list[str]:
        names = [f.called for f in reads.facts if f in self.given.missing]
        return [*names, "测评日"] if reads.on and not known(self.env.values["on"]) else names

    # ------------------------------------------------------------ conditions

    def conditions(self, condition: core.Expr | None) -> Json:
        """The comparisons of a condition, each with what was found and what is needed; a single one also stands flat."""
        if condition is None:
            return {}
        told = self.group(condition)
        if "conditions" in told:
            told = {k: told[k] for k in ("conditions", "join", "need") if k in told}
        else:
            told = {"conditions": [told], "join": "and"}
        if len(told["conditions"]) == 1:
            (single,) = told["conditions"]
            told |= {k: single[k] for k in _NUMBER_KEYS if k in single}
        return told

    def group(self, node: core.Expr, negated: bool = False) -> Json:
        value = evaluate(node, self.env)
        holds = None if value is MAYBE else bool(value) != negated
        match node:
            case core.Fact():
                return self.asked(node, value, holds, negated)
            case core.Logic("not", (inner,)):
                return self.group(inner, not negated)
            case core.Logic(op, items):
                join = op if not negated else {"and": "or", "or": "and"}[op]
                if self.undated(items):  # the same for every period
                    return self.asked(node, value, holds, negated)
                below = [self.group(i, negated) for i in items]
                return {"label": node.span.text, "conditions": below, "join": join, "holds": holds, "negated": False}
            case core.Cmp(_, "at least", left, core.Lit(need)) if not negated and (counted := core.as_counted(left)):
                below = [self.group(i) for i in counted]
                return {"label": node.span.text, "conditions": below, "join": "n", "need": need, "holds": holds, "negated": False}
            case core.Cmp():
                return self.comparison(node, holds, negated)
            case core.Choose() if isinstance(test := core.as_unless_none(node), core.Cmp):
                return self.comparison(test, holds, negated) | self.without(node)
        return self.asked(node, value, holds, negated)

    def asked(self, node: core.Expr, value: Any, holds: bool | None, negated: bool) -> Json:
        """A condition that is no comparison: a question of yes or no, of a fact or of every record of a list."""
        listed = self.listed(node)
        return listed | {
            "label": self.label(node),
            "fact": self.alias(node),
            "word": "",
            "found": value if known(value) and not listed else None,
            "needed": None,
            "unit": "",
            "holds": holds,
            "negated": negated,
        }

    def comparison(self, node: core.Cmp, holds: bool | None, negated: bool) -> Json:
        if isinstance(node.left, core.Elapsed):
            return self.period(node, node.left, holds, negated)
        if core.is_some(node) and (found := self.aggregate(node.left)):
            count = tallied(found, self.env)  # whether there are records at all
            return self.asked(node, None, holds, negated) | {
                "records": {"all": count.sure, "yes": count.sure, "no": 0, "known": count.known}
            }
        unit = _unit(node.left) or _unit(node.right)
        ratio = _ratio(node.left) or _ratio(node.right)
        names = self.names(node.left) or self.names(node.right)
        needed = self.show(node.right, names=names, ratio=ratio)
        return self.listed(node.left) | {
            "label": self.label(node.left),
            "fact": self.alias(node.left),
            "word": node.word,
            "found": self.show(node.left, names=names, ratio=ratio),
            "needed": needed,
            "unit": "%" if ratio else _symbol(unit),
            "holds": holds,
            "negated": negated,
        }

    def aggregate(self, node: core.Expr) -> Aggregate | None:
        """The aggregate an expression is, itself or where there is a record."""
        inner = core.as_unless_none(node) or node
        found = self.card.values.get(inner.key) if isinstance(inner, core.Ref) else None
        return found if isinstance(found, Aggregate) else None

    def listed(self, node: core.Expr) -> Json:
        """What is told of an aggregate beside its value: how many records there are and satisfy it, and in which days."""
        found = self.aggregate(node)
        if found is None:
            return {}
        told: Json = {}
        if found.agg.within and found.agg.within.of:
            days = stretch(found.agg.within, self.env)
            on = self.env.values["on"]
            told["days"] = [d.isoformat() for d in days] if days else None
            told["over"] = bool(days) and isinstance(on, date) and days[1] <= on  # type: ignore[index]
        value = evaluate(node, self.env)
        if isinstance(value, Interval):
            told |= self.ends(value, hundredths=found.agg.op == "share")
        if found.agg.op in ("all", "share"):
            count = tallied(found, self.env)
            told["records"] = {"all": count.sure, "yes": count.yes, "no": count.no, "known": count.known}
            told |= self.without(node)
        return told

    def period(self, node: core.Cmp, passed: core.Elapsed, holds: bool | None, negated: bool) -> Json:
        """自 … 至 … 满 …: both days, and what has passed in whole months or days."""
        days = {"start": self.show(passed.start), "end": self.show(passed.end)}
        found = None if "无" in days.values() else self.show(passed)
        figures = {"found": found, "needed": self.show(node.right), "unit": _symbol(_unit(node.right))}
        told = {"label": self.label(passed.start), "fact": self.alias(passed.start), "word": node.word}
        return told | days | figures | {"holds": holds, "negated": negated}

    def without(self, node: core.Expr) -> Json:
        """What a condition is taken as while there are no records."""
        if not isinstance(node, core.Choose) or evaluate(node.cases[0][0], self.env) is not False:
            return {}
        none = {"none": "taken as met" if evaluate(node.otherwise, self.env) else "taken as unmet"}
        return none | {"records": {"all": 0, "yes": 0, "no": 0, "known": True}}

    def ends(self, value: Interval, *, hundredths: bool) -> Json:
        """What is certain of a number that is not known: its ends, where both or the lower one say something."""
        (low, high), scale = bounds(value), 100 if hundredths else 1
        if value.absent or low == -inf or (high == inf and low == 0) or (hundredths and (low, high) == (0, 1)):
            return {}
        return {"least": number(low * scale), "most": None if high == inf else number(high * scale)}

    def undated(self, items: tuple[core.Expr, ...]) -> bool:
        """Whether conditions are about the periods of a year that is not known."""
        found = [self.aggregate(i.left) if isinstance(i, core.Cmp) else None for i in items]
        return not known(self.env.values["on"]) and all(f and f.agg.within and f.agg.within.of for f in found)

    # ------------------------------------------------------------ showing values

    def value(self, fact: core.Field) -> Any:
        value = self.env.facts[fact.alias]
        if isinstance(value, Listed):
            return None if value.open and not value.records else {"records": len(value.records)}
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

    def names(self, node: core.Expr) -> tuple[str, ...]:
        """The levels a fact, or a value that goes through one, may have, lowest first."""
        match node:
            case core.Fact():
                kind: core.Type | None = node.field.type
            case core.Ref() if isinstance(value := self.card.values.get(node.key), core.Value):
                kind = value.type
            case _:
                kind = None
        return kind.names if isinstance(kind, core.Levels) else ()

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
    if core.as_unless_none(node) is not None:
        return True
    return isinstance(node, core.Fact) and isinstance(node.field.type, core.Quantity) and node.field.type.ratio


def _number(value: Any) -> Any:
    return None if value is None else number(value)
