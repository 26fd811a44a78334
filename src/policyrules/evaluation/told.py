"""What the conditions of a rule asked and what was found, as facts and not prose: what the reasons of every outcome are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from math import inf
from typing import Any

from policyrules.evaluation.facts import Facts
from policyrules.language import core
from policyrules.language.aggregate import stretch
from policyrules.language.interval import bounds
from policyrules.language.lowered import Aggregate, Reads
from policyrules.language.meaning import Env, evaluate, failed, left_out, tallied
from policyrules.language.units import Unit
from policyrules.language.values import MAYBE, Interval, Listed, known
from policyrules.result import Json, Missing, number, shown

MOST_FAILING = 5
"""As many records that fail are named."""
NUMBER_KEYS = ("label", "word", "found", "needed", "unit")


ON = core.Field("测评日", "on", core.Day(), span=None)  # type: ignore[arg-type]
"""The date of evaluation, as something that can be missing."""


class Told:
    """What an evaluation knew, kept to answer for conditions. ``values`` are those of the subject, by id."""

    def __init__(self, values: Mapping[str, core.Value | Aggregate], facts: Facts, env: Env) -> None:
        self.values = values
        self.given = facts
        self.env = env

    def lacking(self, reads: Reads) -> list[str]:
        names = [f.called for f in reads.facts if f in self.given.missing]
        return [*names, "测评日"] if reads.on and not known(self.env.values["on"]) else names

    def absent(self, reads: Reads) -> list[core.Field]:
        """The facts that are read and were not given, the date of evaluation among them."""
        needed = [f for f in reads.facts if f in self.given.missing]
        return [*needed, ON] if reads.on and not known(self.env.values["on"]) else needed

    def unweighed(self, read: Iterable[Reads]) -> tuple[Missing, ...]:
        """What is missing where no points hang on it, in the order of declaration."""
        lacking = {fact for reads in read for fact in self.absent(reads)}
        return tuple(Missing(fact, 0) for fact in (*self.given.missing, ON) if fact in lacking)

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
            told |= {k: single[k] for k in NUMBER_KEYS if k in single}
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
        unit = unit_of(node.left) or unit_of(node.right)
        ratio = ratio_of(node.left) or ratio_of(node.right)
        names = self.names(node.left) or self.names(node.right)
        needed = self.show(node.right, names=names, ratio=ratio)
        return self.listed(node.left) | {
            "label": self.label(node.left),
            "fact": self.alias(node.left),
            "word": node.word,
            "found": self.show(node.left, names=names, ratio=ratio),
            "needed": needed,
            "unit": "%" if ratio else symbol_of(unit),
            "holds": holds,
            "negated": negated,
        }

    def aggregate(self, node: core.Expr) -> Aggregate | None:
        """The aggregate an expression is, itself or where there is a record."""
        inner = core.as_unless_none(node) or node
        found = self.values.get(inner.key) if isinstance(inner, core.Ref) else None
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
        if found.agg.op == "all" and count.no and (places := failed(found, self.env)):
            told["failing"] = [self.record(found.agg.over, place) for place in places[:MOST_FAILING]]
        return told | self.after(node)

    def record(self, over: core.Field, place: int) -> Json:
        """A record as people may know it: by its place, from 0, and by the first text it has."""
        listed = self.env.facts[over.alias]
        assert isinstance(listed, Listed)
        assert isinstance(over.type, core.Records)
        first = next((f for f in over.type.fields if isinstance(f.type, core.Text)), None)
        name = listed.records[place][first.alias] if first else None
        return {"place": place, "name": name if isinstance(name, str) else None}

    def after(self, node: core.Expr) -> Json:
        """How many records were left out because they are dated after the date of evaluation, where there are any."""
        found = self.aggregate(node)
        left = left_out(found, self.env) if found else 0
        return {"after": left} if left else {}

    def period(self, node: core.Cmp, passed: core.Elapsed, holds: bool | None, negated: bool) -> Json:
        """自 … 至 … 满 …: both days, and what has passed in whole months or days."""
        days = {"start": self.show(passed.start), "end": self.show(passed.end)}
        found = None if "无" in days.values() else self.show(passed)
        figures = {"found": found, "needed": self.show(node.right), "unit": symbol_of(unit_of(node.right))}
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
            case core.Ref() if isinstance(value := self.values.get(node.key), core.Value):
                kind = value.type
            case _:
                kind = None
        return kind.names if isinstance(kind, core.Levels) else ()

    def alias(self, node: core.Expr) -> str:
        return node.field.alias if isinstance(node, core.Fact) else ""


def unit_of(node: core.Expr) -> Unit | None:
    """The unit an expression is shown in."""
    match node:
        case core.Lit() | core.Ref():
            return node.unit
        case core.Fact():
            return node.field.type.unit if isinstance(node.field.type, core.Quantity) else None
        case core.Arith("+" | "-"):
            return unit_of(node.left) or unit_of(node.right)
        case core.Extreme():
            return next((u for i in node.items if (u := unit_of(i))), None)
        case core.Round():
            return unit_of(node.operand)
    return None


def symbol_of(unit: Unit | None) -> str:
    return unit.symbol if unit else ""


def ratio_of(node: core.Expr) -> bool:
    if isinstance(node, core.Lit):
        return node.ratio
    if core.as_unless_none(node) is not None:
        return True
    return isinstance(node, core.Fact) and isinstance(node.field.type, core.Quantity) and node.field.type.ratio
