"""Small random programs over facts with small domains, for comparing what is said of missing facts with every completion of
them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from random import Random
from typing import Any

from attrs import define, field, frozen

DAYS = (date(2021, 1, 1), date(2021, 1, 2), date(2021, 1, 3))


@frozen
class Fact:
    """A fact: its declaration, and every value it can have, as facts are given."""

    name: str
    alias: str
    kind: str
    declared: str
    domain: tuple[Any, ...]


FACTS = (
    Fact("甲", "a", "truth", "是否", (False, True)),
    Fact("乙", "b", "truth", "评定 由 专家", (False, True)),
    Fact("数", "n", "number", "整数 个，不小于 0，不大于 3", (0, 1, 2, 3)),
    Fact("量", "m", "number", "整数 个，大于 0，小于 4", (1, 2, 3)),
    Fact("负", "w", "number", "整数 个，不小于 -1，不大于 1", (-1, 0, 1)),
    Fact("或数", "o", "maybe number", "整数 个，不小于 0，不大于 2，可无", (0, 1, 2, "无")),
    Fact("级", "l", "level", "级别 低 < 平 < 高", ("低", "平", "高")),
    Fact("或级", "k", "maybe level", "级别 低 < 平 < 高，可无", ("低", "平", "高", "无")),
    Fact("选", "c", "option", "选项 左、右、前", ("左", "右", "前")),
    Fact("日", "d", "day", "日期，不早于 2021-01-01，不晚于 2021-01-03", DAYS),
    Fact("晚日", "e", "day", "日期，晚于 2021-01-01，不晚于 2021-01-03", DAYS[1:]),
)
KEPT = "    假定 界限 “示例”"
"""What lets a program have gaps between its grades."""
ORDER = ("不少于", "超过", "不超过", "少于", "等于", "不等于", "≥", "<")
LEVEL_ORDER = ("不低于", "高于", "不高于", "低于", "为", "不为")
DAY_ORDER = ("不早于", "晚于", "不晚于", "早于", "为")

TABLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "truth": (("是",), ("否",)),
    "number": (("不少于 1个",), ("1 至 2个",), ("1个",), ()),
    "maybe number": (("2个及以上", "1个"), ("不超过 1个",)),
    "level": (("高", "平及以上"), ("低及以下",)),
    "maybe level": (("高", "平及以上"), ("高",)),
    "option": (("左", "前"),),
    "day": (("2021-01-03", "晚于 2021-01-01"), ("2021-01-02 至 2021-01-03",)),
}
"""Rows that may all apply, besides 其余, by the kind of fact."""


@frozen
class Program:
    """A program: its text, the facts it declares, and the ids of parts that take exceptions."""

    text: str
    facts: tuple[Fact, ...]
    excusable: tuple[str, ...]
    dated: bool

    def completions(self, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Every way to fill in what is missing."""
        missing = [f for f in self.facts if f.alias not in given]
        for values in product(*(f.domain for f in missing)):
            yield {**given, **{f.alias: v for f, v in zip(missing, values, strict=True)}}


def program(random: Random, most: int = 200) -> Program:
    """A random program with at most that many ways to fill in its facts."""
    facts: list[Fact] = []
    ways = 1
    for fact in random.sample(FACTS, 4):
        if ways * len(fact.domain) <= most:
            facts.append(fact)
            ways *= len(fact.domain)
    return Writer(random, facts[: random.randint(1, 4)], most).write()


@define
class Writer:
    random: Random
    facts: list[Fact]
    most: int
    lets: list[tuple[str, str]] = field(factory=list)
    rated: list[Fact] = field(factory=list)
    excusable: list[str] = field(factory=list)
    dated: bool = False
    parts: int = 0

    def write(self) -> Program:
        r = self.random
        lines: list[str] = []
        for n in range(r.randint(0, 2)):
            lines.append(f"设 值{'一二'[n]} as v{n} = {self.number()}{self.rounding(r.choice(('1', '2')))}")
            self.lets.append((f"值{'一二'[n]}", "number"))
        body = [f"    前提 {self.condition(1)}"] if r.random() < 0.2 else []
        for _ in range(r.randint(1, 3)):
            body += self.part("项目", "", "    ", 0)
        body += self.limits("    ") if r.random() < 0.2 else []
        body += self.totals()
        grades = self.grades()
        body += [*self.vetoes(bool(grades)), *grades]
        declared = [f"    {f.name} as {f.alias}：{f.declared}" for f in self.facts]
        head = ["政策 demo “示例”", "对象 平台 as platform", *declared, *lines, "评分 测评 as score 对象 平台"]
        text = "\n".join([*head, *body]) + "\n"
        return Program(text, (*self.facts, *self.rated), tuple(self.excusable), self.dated)

    # ------------------------------------------------------------ parts

    def part(self, kind: str, path: str, indent: str, depth: int, *, chosen: bool = False) -> list[str]:
        """A part and what is below it; ``chosen``: it is one of several of which one counts."""
        r = self.random
        self.parts += 1
        alias = f"p{self.parts}"
        here = f"{path}.{alias}" if path else alias
        flags = r.choice(("", "", "", " 取最高", " 取最低"))
        duty = r.choice(("", "", " 程度 一般", " 程度 须"))
        lines: list[str] = []
        inner = indent + "    "
        if r.random() < 0.25:
            lines.append(f"{inner}前提 {self.condition(1)}")
        if r.random() < 0.2:
            lines += self.limits(inner)
        if depth < 2 and r.random() < 0.35:
            for _ in range(r.randint(1, 2)):
                lines += self.part(r.choice(("要点", "分组")), here, inner, depth + 1, chosen=bool(flags))
            duty = ""
        else:
            awards = self.awards(here, inner)
            lines += awards
            if not any("若 " in line for line in awards) and not any("前提" in line for line in lines):
                duty = ""  # a table alone has no condition
            if self.rated and self.rated[-1].alias.startswith(here):
                duty = ""
        if "一般" in duty:
            self.excusable.append(here)
        gated = any(line.startswith(f"{inner}前提") for line in lines)
        if r.random() < 0.15:
            flags += " 附加分"
        elif gated and not chosen and r.random() < 0.5:
            flags += " 不计入满分"
        if r.random() < 0.1:
            flags += f" 施行至 {r.choice(DAYS)}"
            self.dated = True
        return [f"{indent}{kind} {alias}部 as {alias}{flags}{duty}", *lines]

    def limits(self, indent: str) -> list[str]:
        low, high = self.random.randint(-1, 1), self.random.randint(1, 4)
        return [f"{indent}最高 {high} 分"] + ([f"{indent}最低 {low} 分"] if self.random.random() < 0.5 else [])

    def awards(self, here: str, indent: str) -> list[str]:
        r = self.random
        if r.random() < 0.15 and self.ways() * 3 <= self.most:
            self.rated.append(Fact(here, here, "points", "", (0, 1, 2)))
            return [f"{indent}由 专家 评 0 至 2 分 步长 1分"]
        lines: list[str] = []
        banded = self.of(*TABLES)
        if banded and r.random() < 0.25:
            return self.table(indent, r.choice(banded))
        for _ in range(r.randint(1, 2)):
            chain = self.listed(indent) if r.random() < 0.3 else [f"{indent}若 {self.condition(2)}，{self.gain()}"]
            for _ in range(r.randint(0, 2)):
                chain.append(f"{indent}否则 若 {self.condition(1)}，{self.gain()}")
            if r.random() < 0.5:
                chain.append(f"{indent}否则 {self.last(any('，得 ' in x for x in chain))}")
            lines += chain
        return lines

    def ways(self) -> int:
        ways = 1
        for fact in (*self.facts, *self.rated):
            ways *= len(fact.domain)
        return ways

    def listed(self, indent: str) -> list[str]:
        conditions = [f"{indent}    {self.condition(1)}" for _ in range(self.random.randint(1, 3))]
        how = self.random.choice(("全部", "任一", f"至少 {self.random.randint(1, len(conditions))} 项"))
        return [f"{indent}若 下列 {how}，得 {self.points()}", *conditions]

    def table(self, indent: str, fact: Fact) -> list[str]:
        """A table of one fact, of which every row may apply."""
        tests = self.random.choice(TABLES[fact.kind])
        rows = [f"{test}：{self.fixed()}" for test in (*tests, "其余")]
        return [f"{indent}按 {fact.name} 分档", *(f"{indent}    {row}" for row in rows)]

    def last(self, shared: bool) -> str:
        """What an award gives otherwise; ``shared``: it has points to give a share of."""
        if self.random.random() < 0.5 or not shared:
            return self.gain()
        return f"按 {self.number()} / {self.random.randint(1, 4)}个 折算{self.rounding('1分')}"

    def gain(self) -> str:
        r = self.random
        if r.random() < 0.2:
            return f"扣 {r.choice('012')}分"
        if r.random() < 0.25:
            per, part = r.choice((("每", ""), ("每", "，不满一个按一个计"), ("每满", "")))
            limits = r.choice(("", "，最高 2 分", "，最低 1 分，最高 3 分"))
            return f"按 {self.number()} {per} {r.choice('12')}个 {r.choice('得得扣')} {r.choice(('0.5', '1'))}分{part}{limits}"
        return f"得 {self.points()}"

    def points(self) -> str:
        match self.random.randint(0, 4):
            case 0:
                return f"{self.number()} * {self.random.choice(('1', '2', '-1'))}分 / 1个"
            case 1:
                return f"（若 {self.condition(0)} 则 {self.fixed()} 否则 {self.fixed()}）"
            case 2:
                return f"{self.random.choice(('较大值', '较小值'))}（{self.number()} * 1分 / 1个，{self.fixed()}）"
        return self.fixed()

    def fixed(self) -> str:
        return f"{self.random.choice(('-1', '0', '1', '2', '2.5'))}分"

    def rounding(self, step: str) -> str:
        mode = self.random.choice(("", "", "四舍五入", "舍去", "进一", "四舍六入五成双"))
        return f" 取整 {mode} 到 {step}" if mode else ""

    # ------------------------------------------------------------ expressions

    def of(self, *kinds: str) -> list[Fact]:
        return [f for f in self.facts if f.kind in kinds]

    def number(self) -> str:
        """A count that always has a value."""
        names = [f.name for f in self.of("number")] + [name for name, _ in self.lets]
        r = self.random
        if not names or r.random() < 0.15:
            return f"（若 {self.condition(0)} 则 {r.randint(0, 2)}个 否则 {r.randint(0, 2)}个）"
        if r.random() < 0.4:
            return f"（{r.choice(names)} {r.choice('+-')} {r.choice([*names, '1个'])}）"
        return r.choice(names)

    def condition(self, depth: int) -> str:
        r = self.random
        if depth and r.random() < 0.4:
            match r.randint(0, 2):
                case 0:
                    return f"并非 （{self.condition(depth - 1)}）"
                case 1:
                    return f"（{self.condition(depth - 1)} 且 {self.condition(depth - 1)}）"
            return f"（{self.condition(depth - 1)} 或者 {self.condition(depth - 1)}）"
        return self.test(r.choice(self.facts))

    def test(self, fact: Fact) -> str:
        r, name = self.random, fact.name
        match fact.kind:
            case "truth":
                return r.choice((name, f"{name} 为 否", f"{name} 不为 否"))
            case "number":
                others = [f.name for f in self.of("number") if f is not fact]
                right = r.choice([*others, f"{r.randint(-1, 4)}个", f"{r.randint(-1, 4)}个"])
                return r.choice(
                    (f"{name} {r.choice(ORDER)} {right}", f"{name} 在 1个 至 {r.randint(1, 3)}个 之间", f"{name} 属于 0个、2个")
                )
            case "maybe number":
                guarded = f"（{name} 不为 无 且 {name} * 2 {r.choice(ORDER)} {r.randint(0, 4)}个）"
                return r.choice((f"{name} {r.choice(ORDER)} {r.randint(0, 3)}个", f"{name} 为 无", f"{name} 不为 无", guarded))
            case "level":
                return f"{name} {r.choice(LEVEL_ORDER)} {r.choice('低平高')}"
            case "maybe level":
                return r.choice((f"{name} {r.choice(LEVEL_ORDER)} {r.choice('低平高')}", f"{name} 为 无", f"{name} 不为 无"))
            case "option":
                return r.choice((f"{name} {r.choice(('为', '不为'))} {r.choice('左右前')}", f"{name} 属于 左、前"))
            case "day":
                right = r.choice(("2021-01-01", "2021-01-02", "2021-01-03", "测评日"))
                passed = f"自 {name} 至 {right} 满 {r.choice(('1天', '2天', '1个月'))}"
                self.dated |= right == "测评日"
                if r.random() < 0.25:
                    return passed
                if r.random() < 0.25:
                    return f"{name} {r.choice('+-')} {r.choice(('1天', '1天', '1个月'))} {r.choice(DAY_ORDER)} {right}"
                return f"{name} {r.choice(DAY_ORDER)} {right}"
        raise AssertionError(fact.kind)

    def totals(self) -> list[str]:
        """Totals over the points of any parts, and over each other."""
        r = self.random
        made: list[str] = []
        for n in range(r.choice((0, 0, 1, 2))):
            terms = [f"p{r.randint(1, self.parts)}部", "总分", *(f"总{'甲乙'[k]}" for k in range(n))]
            value = r.choice(
                (f"{r.choice(terms)} {r.choice('+-')} {r.choice(terms)}", f"{r.choice(terms)} * {self.number()} / 1个")
            )
            made.append(
                f"    总计 总{'甲乙'[n]} as t{n} = {value}{r.choice(('', '，最高 3 分', '，最低 0 分'))}{self.rounding('1分')}"
            )
        return made

    def vetoes(self, graded: bool) -> list[str]:
        r = self.random
        if r.random() < 0.6:
            return []
        effects = ["", f"：总分 计 {r.choice('01')} 分", "：自 2021-01-01 起 2天 不得申报"]
        effects += ["：等级 限为 末等", f"：等级 限为 末等，总分 计 {r.choice(('0', '0.5'))} 分"] if graded else []
        return [f"    一票否决 {self.condition(1)}{r.choice(effects)}" for _ in range(r.randint(1, 2))]

    def grades(self) -> list[str]:
        r = self.random
        if r.random() < 0.4:
            return []
        marks = sorted({r.choice(("0.5", "1", "1.5", "2", "3")) for _ in range(2)}, key=float, reverse=True)
        rows: list[str] = []
        for n, mark in enumerate(marks):
            also = f" 且 {self.condition(0)}" if r.random() < 0.2 else ""
            also += f" 且 p1部的得分 {r.choice('012')}分及以上" if r.random() < 0.2 else ""
            rows.append(f"        等{'甲乙丙'[n]} as g{n}：总分 {mark}分及以上{also}")
        round_line = [f"        {self.rounding('1分').strip()}"] if r.random() < 0.5 else []
        rows.append(r.choice(("        末等 as last：其余",) * 3 + (f"        末等 as last：总分 不足 {marks[-1]}分",)))
        return [f"    等级{r.choice(('', '', ' 互斥'))}{KEPT}", *(x for x in round_line if x.strip()), *rows]


def with_outcomes(random: Random, made: Program) -> str:
    """A program with a classification, a requirement and a target of the same facts."""
    write = Writer(random, [fact for fact in made.facts if fact in FACTS], 0)
    r, guarded = random, random.random() < 0.5
    rows = [f"    {name} as {alias}：{write.condition(1)}" for name, alias in (("头类", "first"), ("次类", "second"))]
    classes = ["分类 类别 as sort 对象 平台", *rows, "    余类 as rest：其余"]
    lines = [f"    若 {write.condition(0)}，则 {write.condition(1)}" for _ in range(r.randint(1, 2))]
    duty = [f"要求 配备 as duty 对象 平台    程度 {r.choice(('应', '须', '可'))}", *lines]
    days = sorted(r.sample(DAYS, r.randint(1, 2)))
    due = [f"    {day} {r.choice(('达到', '超过'))} {r.randint(0, 3)}个    假定 界限 “示例”" for day in days]
    guard = [f"    前提 {write.condition(1)}"] if guarded else []
    target = [f"目标 达标 as aim 对象 平台 = {write.number()}", *guard, *due]
    return made.text + "\n".join([*classes, *duty, *target]) + "\n"


def partial(random: Random, made: Program) -> dict[str, Any]:
    """Some of the facts of a program."""
    return {f.alias: random.choice(f.domain) for f in made.facts if random.random() < 0.5}


def exceptions(random: Random, made: Program) -> dict[str, Any]:
    chosen: Sequence[str] = [p for p in made.excusable if random.random() < 0.3]
    return {"exceptions": {p: {"judge": "李四", "reason": "示例"} for p in chosen}} if chosen else {}
