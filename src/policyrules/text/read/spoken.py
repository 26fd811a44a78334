"""Expressions of the core as prose, in either language.

What is said is what will be computed: the same for every way of writing it. So the words the author chose for a comparison play no
part, a parameter is its value, and a condition asked of all four quarters is one of every quarter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from attrs import evolve

from policyrules.language import core
from policyrules.language.interval import MIRRORED, NEGATED
from policyrules.language.values import NOTHING, Known
from policyrules.result import Lang, number
from policyrules.text.say import period, points_text, shown

Zh_En = tuple[str, str]
_ORDER: dict[str, Zh_En] = {
    "ge": ("不低于", "is at least"),
    "gt": ("高于", "is above"),
    "le": ("不高于", "is at most"),
    "lt": ("低于", "is below"),
    "eq": ("为", "is"),
    "ne": ("不为", "is not"),
}
_AMOUNT: dict[str, Zh_En] = _ORDER | {
    "ge": ("不少于", "is at least"),
    "gt": ("超过", "is more than"),
    "le": ("不超过", "is at most"),
    "lt": ("不足", "is less than"),
}
_DAYS: dict[str, Zh_En] = _ORDER | {
    "ge": ("不早于", "is not before"),
    "gt": ("晚于", "is after"),
    "le": ("不晚于", "is not after"),
    "lt": ("早于", "is before"),
}
_PASSED: dict[str, Zh_En] = {
    "ge": ("满", "at least"),
    "gt": ("超过", "more than"),
    "le": ("不超过", "at most"),
    "lt": ("不满", "less than"),
    "eq": ("为", "exactly"),
    "ne": ("不为", "not exactly"),
}
_MODES: dict[str, Zh_En] = {
    "half up": ("四舍五入", "half up"),
    "down": ("舍去", "down"),
    "up": ("进一", "up"),
    "half even": ("四舍六入五成双", "half to even"),
}
_AGGREGATES: dict[str, Zh_En] = {
    "sum": ("合计", "total"),
    "min": ("最小值", "least"),
    "max": ("最大值", "greatest"),
    "mean": ("平均值", "average"),
}
_SIGNS = {"+": "＋", "-": "－", "*": "×", "/": "÷"}
_EVERY: dict[int, Zh_En] = {1: ("每年", "in the year"), 4: ("每季度", "in every quarter"), 12: ("每月", "in every month")}


class Speaker:
    """Says expressions in one language. ``values`` are the 设 and 参数 of the program by key; a 参数 is said as its value."""

    def __init__(self, lang: Lang, values: Mapping[str, core.Value]) -> None:
        self.lang: Lang = lang
        self.zh = lang == "zh"
        self.values = values
        self.parts: Mapping[str, str] = {}
        """Labels of the parts and totals of the scorecard at hand, by the keys of their points."""
        self.within_list = ""
        """The alias of the list whose records are spoken of, whose fields then need no other name."""

    def of(self, pair: Zh_En) -> str:
        return pair[0] if self.zh else pair[1]

    def either(self, zh: str, en: str) -> str:
        return zh if self.zh else en

    def named(self, name: str) -> str:
        return self.either(f"“{name}”", f"“{name}”")

    # ------------------------------------------------------------ conditions

    def condition(self, node: core.Expr, *, negated: bool = False, inside: bool = False) -> str:
        """A condition as a clause; ``inside`` another one, brackets go around what is joined by 或者 and 且."""
        inner = core.as_unless_none(node)
        match node:
            case core.Choose() if inner is not None:
                return self.condition(inner, negated=negated) + self.without(node)
            case core.Logic("not", (item,)):
                return self.condition(item, negated=not negated, inside=inside)
            case core.Logic(op, items):
                return self.joined(op if not negated else {"and": "or", "or": "and"}[op], items, negated, inside)
            case core.Cmp():
                return self.comparison(node, negated)
            case core.Agg("all") if negated:
                body = node.body or core.Lit(False, span=node.span)
                failing = self.among(node, lambda: self.condition(body, negated=True))
                return self.either(f"至少有一个{self.records(node)}{failing}", f"for some {self.records(node)}, {failing}")
            case core.Agg("all"):
                return self.either(f"每个{self.records(node)}均", f"for every {self.records(node)}, ") + self.body(node)
            case core.Lit(bool() as truth):
                return self.either("恒成立", "always") if truth != negated else self.either("恒不成立", "never")
            case core.Fact(core.Field(name=name)):
                return self.either(f"{'不' if negated else ''}符合“{name}”", f"“{name}” {'does not hold' if negated else 'holds'}")
            case core.Ref() if (value := self.values.get(node.key)) is not None:
                return self.either(
                    f"{'不' if negated else ''}符合“{value.name}”", f"“{value.name}” {'does not hold' if negated else 'holds'}"
                )
        return self.either("不" if negated else "", "not " if negated else "") + self.amount(node)

    def joined(self, op: str, items: tuple[core.Expr, ...], negated: bool, inside: bool) -> str:
        if op == "and" and not negated and (every := self.every(items)):
            return every
        word = self.either("，且", ", and ") if op == "and" else self.either("，或者", ", or ")
        facts = [x.field.name for x in items if isinstance(x, core.Fact)]
        if len(facts) == len(items) and len(items) > 1:
            return self.together(facts, op, negated)
        text = word.join(self.condition(x, negated=negated, inside=True) for x in items)
        return self.either(f"（{text}）", f"({text})") if inside else text

    def together(self, names: Sequence[str], op: str, negated: bool) -> str:
        """Several questions of yes or no: “符合“甲”、“乙”和“丙””."""
        *first, last = map(self.named, names)
        if self.zh:
            word = "均" if op == "and" else "至少一项"
            listed = "、".join(first) + ("和" if op == "and" else "或者") + last
            return (
                f"{listed}均不符合"
                if negated and op == "and"
                else f"{'不' if negated else ''}符合{listed}{'' if op == 'and' else word}"
            )
        listed = ", ".join(first) + f" {op} {last}"
        several = op == "and"
        return (
            f"{listed} {'do not hold' if negated and several else 'hold' if several else 'does not hold' if negated else 'holds'}"
        )

    def every(self, items: tuple[core.Expr, ...]) -> str:
        """One condition asked of every quarter or month, if that is what these are."""
        first = items[0]
        counts = [x.left for x in items if isinstance(x, core.Cmp) and isinstance(x.left, core.Agg)]
        if len(items) not in (4, 12) or len(counts) != len(items) or not isinstance(first, core.Cmp):
            return ""
        asked = {(x.op, x.right) for x in items if isinstance(x, core.Cmp)}
        places = [c.within and (c.within.of, c.within.part, c.within.field, c.within.year) for c in counts]
        within = counts[0].within
        if within is None or len({(c.over, c.where, c.op) for c in counts}) != 1 or len(asked) != 1:
            return ""
        if places != [(len(items), n, within.field, within.year) for n in range(1, len(items) + 1)]:
            return ""
        needed = self.compared(first.op, first.right, counts[0])
        what = self.records(counts[0], dated=False)
        year = self.either("上一年" if within.year else "", " of the year before" if within.year else "")
        when = self.of(_EVERY[len(items)])
        return self.either(f"{year}{when}{what}均{needed}", f"{what} {when}{year}: {needed}")

    def comparison(self, node: core.Cmp, negated: bool) -> str:
        if self.constant(node.left) and not self.constant(node.right):
            node = evolve(node, op=MIRRORED[node.op], left=node.right, right=node.left)
        match node:
            case core.Cmp("eq" | "ne" as asked, _, left, core.Lit(bool() as truth)):
                return self.condition(left, negated=negated != (truth == (asked == "ne")))
        op = NEGATED[node.op] if negated else node.op
        left = node.left
        if core.is_some(node) and isinstance(left, core.Agg):
            some = op == "gt"
            return self.either(f"{'有' if some else '没有'}", f"there {'is a' if some else 'is no'} ") + self.records(left)
        if (counted := core.as_counted(left)) and isinstance(node.right, core.Lit) and not negated:
            items = self.either("；", "; ").join(self.condition(x) for x in counted)
            least, n = self.amount(node.right), len(counted)
            return self.either(f"下列 {n} 项中至少有 {least} 项：{items}", f"at least {least} of these {n}: {items}")
        if isinstance(left, core.Elapsed) and isinstance(node.right, core.Lit):
            ends = self.either(
                f"自{self.amount(left.start)}至{self.amount(left.end)}",
                f"from {self.amount(left.start)} to {self.amount(left.end)}",
            )
            needed = period(str(node.right.value), "个月" if left.unit == "months" else "天", self.lang)
            return self.either(f"{ends}{self.of(_PASSED[op])}{needed}", f"{self.of(_PASSED[op])} {needed} have passed {ends}")
        counted_list = self.zh and isinstance(left, core.Agg) and left.op == "count"
        what = self.records(left) if isinstance(left, core.Agg) and counted_list else self.amount(left)
        return f"{what}{'' if self.zh else ' '}{self.compared(op, node.right, left)}"

    def constant(self, node: core.Expr) -> bool:
        """Whether an operand is a figure, itself or by the name of a parameter."""
        value = self.values.get(node.key) if isinstance(node, core.Ref) else None
        return isinstance(node, core.Lit) or (value is not None and value.parameter)

    def compared(self, op: str, right: core.Expr, left: core.Expr) -> str:
        """What is asked of the left side: “不少于 300平方米”."""
        kind = self.kind(left)
        words = _DAYS if kind == "day" else _AMOUNT if kind == "amount" else _ORDER
        needed = self.beside(right, left)
        gap = " " if not self.zh or needed[:1].isascii() else ""
        return f"{self.of(words[op])}{gap}{needed}"

    def kind(self, node: core.Expr) -> str:
        """How comparisons of an operand are worded."""
        inner = core.as_unless_none(node) or node
        match inner:
            case core.Fact(core.Field(type=core.Day())) | core.Ref("on") | core.Shift():
                return "day"
            case core.Fact(core.Field(type=core.Quantity(ratio=False))) | core.Agg("count" | "sum"):
                return "amount"
        return "order"

    def beside(self, node: core.Expr, other: core.Expr) -> str:
        """One side of a comparison; a level by its name, which the other side knows, and a share in hundredths."""
        inner = core.as_unless_none(other) or other
        levels = inner.field.type if isinstance(inner, core.Fact) else None
        if isinstance(inner, core.Ref) and (named := self.values.get(inner.key)) is not None:
            levels = named.type
        if isinstance(node, core.Lit) and isinstance(levels, core.Levels) and isinstance(node.value, int):
            return levels.names[node.value]
        return self.amount(node)

    # ------------------------------------------------------------ amounts

    def amount(self, node: core.Expr, *, bracketed: bool = False) -> str:
        """A number, a day or a text in words; ``bracketed`` where it is part of a sum or product."""
        inner = core.as_unless_none(node)
        ratio_of = core.as_prorated(node)
        if ratio_of is not None and isinstance(node, core.Arith):
            share, most = self.amount(ratio_of), self.amount(node.right)
            return self.either(f"按 {share} 的比例计，最高 {most}", f"in proportion to {share}, at most {most}")
        if unit_wise := self.per_unit(node):
            return unit_wise
        match node:
            case core.Choose() if inner is not None:
                return self.amount(inner) + self.without(node)
            case core.Extreme(op, (core.Lit() as end, other)) | core.Extreme(op, (other, core.Lit() as end)):
                limit = self.either("最高" if op == "min" else "最低", "at most" if op == "min" else "at least")
                return self.either(
                    f"{self.amount(other)}，{limit} {self.amount(end)}", f"{self.amount(other)}, {limit} {self.amount(end)}"
                )
            case core.Lit(value, unit, ratio):
                return self.known(value, unit.symbol if unit else "", ratio=ratio)
            case core.Fact(fact):
                return self.named(fact.name if self.within_list == fact.alias.rpartition(".")[0] else fact.called)
            case core.Ref():
                return self.reference(node)
            case core.Arith(op, left, right):
                text = f"{self.amount(left, bracketed=True)} {_SIGNS[op]} {self.amount(right, bracketed=True)}"
            case core.Choose(cases, otherwise):
                rows = [
                    self.either(f"{self.condition(c)}的，为{self.amount(v)}", f"{self.amount(v)} if {self.condition(c)}")
                    for c, v in cases
                ]
                rows.append(self.either(f"其余为{self.amount(otherwise)}", f"otherwise {self.amount(otherwise)}"))
                text = self.either("；", "; ").join(rows)
            case core.Extreme(op, items):
                word = self.either("较小的" if op == "min" else "较大的", "the less" if op == "min" else "the greater")
                listed = self.either("、", ", ").join(map(self.amount, items))
                text = self.either(f"{listed}中{word}", f"{word} of {listed}")
            case core.Round(operand, step, mode):
                to = self.known(step, "")
                text = self.either(
                    f"{self.amount(operand, bracketed=True)}{self.of(_MODES[mode])}到 {to}",
                    f"{self.amount(operand, bracketed=True)} rounded {self.of(_MODES[mode])} to {to}",
                )
            case core.Elapsed(unit, start, end):
                what = self.either("月数" if unit == "months" else "天数", unit)
                text = self.either(
                    f"自{self.amount(start)}至{self.amount(end)}的{what}", f"{what} from {self.amount(start)} to {self.amount(end)}"
                )
            case core.Shift(day, count, unit):
                length = period(str(abs(count)), "个月" if unit == "months" else "天", self.lang)
                text = self.either(
                    f"{self.amount(day)}{'前' if count < 0 else '后'} {length}",
                    f"{length} {'before' if count < 0 else 'after'} {self.amount(day)}",
                )
            case core.Agg():
                return self.aggregate(node)
            case _:
                return self.condition(node)
        return self.either(f"（{text}）", f"({text})") if bracketed else text

    def per_unit(self, node: core.Expr) -> str:
        """每, 每满: so many points for each so much of a quantity; empty for anything else."""
        match node:
            case core.Arith("*", core.Round(core.Arith("/", held, core.Lit() as per), 1, mode), points):
                pass
            case core.Arith("*", core.Arith("/", held, core.Lit() as per), points):
                mode = "half even"
            case _:
                return ""
        match held:
            case core.Extreme("max", (core.Lit(0), quantity)):
                full = self.either("满" if mode == "down" else "", "full " if mode == "down" else "")
                begun = self.either("（不满一个按一个计）", " (part counts as one)") if mode == "up" else ""
                each, gain = self.amount(per), self.amount(points, bracketed=True)
                return self.either(
                    f"{self.amount(quantity)}每{full} {each}计 {gain}{begun}",
                    f"{gain} for each {full}{each} of {self.amount(quantity)}{begun}",
                )
        return ""

    def known(self, value: Known, unit: str, *, ratio: bool = False) -> str:
        if value is NOTHING:
            return self.either("无", "none")
        if isinstance(value, bool):
            return self.either("是" if value else "否", "yes" if value else "no")
        if isinstance(value, str):
            return self.named(value)
        if isinstance(value, date):
            return value.isoformat()
        if unit == "分":
            return points_text(value, self.lang)
        return f"{shown(number(value * 100), self.lang)}%" if ratio else shown(number(value), self.lang, unit)

    def reference(self, node: core.Ref) -> str:
        if node.kind == "on":
            return self.either("测评日", "the date of evaluation")
        if node.kind == "total":
            full = {"total": ("总分", "the total"), "full": ("适用满分", "the full marks that apply")}
            return self.of(full[node.key]) if node.key in full else self.named(self.parts.get(node.key, node.key))
        value = self.values.get(node.key)
        if value is not None and value.parameter and isinstance(value.expr, core.Lit):
            return self.amount(value.expr)
        if value is not None:
            return self.named(value.name)
        part = self.named(self.parts.get(node.key, node.key))
        return self.either(f"{part}的得分", f"the points of {part}") if node.kind == "part" else part

    # ------------------------------------------------------------ lists

    def records(self, agg: core.Agg, *, dated: bool = True) -> str:
        """A list with what its records have to satisfy: “测评年度内的“活动”（类别为“讲座”的）”."""
        name = self.named(agg.over.name if self.within_list == agg.over.alias.rpartition(".")[0] else agg.over.called)
        where = ""
        if agg.where is not None:
            text = self.inside(agg, agg.where)
            where = self.either(f"（{text}的）", f" ({text})")
        when = self.within(agg.within) if agg.within and dated else ""
        return self.either(f"{when}{name}{where}", f"{name}{where}{when}")

    def within(self, stretch: core.Stretch) -> str:
        if not stretch.of:
            length = period(str(stretch.part), "个月" if stretch.unit == "months" else "天", self.lang)
            return self.either(f"近 {length}的", f" of the last {length}")
        year = self.either(
            "上一年" if stretch.year else "测评年度", "the year before" if stretch.year else "the year of assessment"
        )
        if stretch.of == 1:
            return self.either(f"{year}的", f" in {year}")
        what = self.either("季度" if stretch.of == 4 else "个月", "quarter" if stretch.of == 4 else "month")
        return self.either(f"{year}第 {stretch.part} {what}的", f" in {what} {stretch.part} of {year}")

    def aggregate(self, agg: core.Agg) -> str:
        what = self.records(agg)
        if agg.op == "count":
            return self.either(f"{what}的数量", f"the number of {what}")
        if agg.op in ("share", "all"):
            return self.either(f"{what}中{self.body(agg)}的占比", f"the share of {what} that satisfy: {self.body(agg)}")
        if agg.body is None:
            return self.either(f"{what}的{self.of(_AGGREGATES[agg.op])}", f"the {self.of(_AGGREGATES[agg.op])} of {what}")
        amount, word = agg.body, self.of(_AGGREGATES[agg.op])
        inner = self.among(agg, lambda: self.amount(amount))
        return self.either(f"{what}的{inner}的{word}", f"the {word} of {inner} over {what}")

    def body(self, agg: core.Agg) -> str:
        return self.inside(agg, agg.body) if agg.body is not None else ""

    def inside(self, agg: core.Agg, node: core.Expr) -> str:
        """What is said of each record of a list."""
        return self.among(agg, lambda: self.condition(node))

    def among(self, agg: core.Agg, say: Callable[[], str]) -> str:
        """What is said where a record of a list is spoken of."""
        outer, self.within_list = self.within_list, agg.over.alias
        try:
            return say()
        finally:
            self.within_list = outer

    def without(self, node: core.Choose) -> str:
        """What a condition or amount is taken as where there are no records."""
        met = isinstance(node.otherwise, core.Lit) and bool(node.otherwise.value)
        return self.either(
            f"（没有时视为{'满足' if met else '不满足'}）", f" (where there are none, taken as {'met' if met else 'unmet'})"
        )
