"""Small random programs over lists of records, with what their conditions come to worked out in a second way: plain Python over
complete facts, which knows neither the core nor intervals."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from random import Random
from typing import Any

from attrs import define, field, frozen

SUBJECT = """政策 demo “示例”
对象 平台 as platform
    甲 as a：是否
    组 as groups：明细
        真 as flag：是否
        数 as size：整数 个，不小于 -1，不大于 2
        或数 as perhaps：整数 个，不小于 0，不大于 1，可无
        日 as day：日期
        内 as inner：明细
            真 as flag：是否
            日 as day：日期，可无
    会 as meets：明细
        日 as day：日期，可无
        类 as kind：选项 左、右
"""
DATES = (date(2021, 12, 31), *(date(2022, m, d) for m, d in ((1, 1), (3, 31), (4, 30), (6, 30), (8, 15), (12, 31))))
EVALUATED = (date(2022, 8, 1), date(2022, 12, 31), date(2022, 3, 31))
INNER: dict[str, tuple[Any, ...]] = {"flag": (True, False), "day": (*DATES, "无")}
GROUP: dict[str, Any] = {"flag": (True, False), "size": (-1, 0, 1, 2), "perhaps": (0, 1, "无"), "day": DATES, "inner": INNER}
MEET: dict[str, Any] = {"day": (*DATES, "无"), "kind": ("左", "右")}
TOP: dict[str, Any] = {"a": (True, False), "groups": GROUP, "meets": MEET}
ORDER: dict[str, Callable[[Any, Any], bool]] = {"不少于": ge, "超过": gt, "不超过": le, "少于": lt, "等于": eq, "不等于": ne}
PERIODS = {"每年": 1, "每季度": 4}
SUMMARIES: dict[str, Callable[[list[int]], Any]] = {
    "合计": sum,
    "最大": max,
    "最小": min,
    "平均": lambda sizes: Fraction(sum(sizes), len(sizes)),
}
NONE = {"没有时 视为满足": True, "没有时 视为不满足": False, "没有时 不适用": None}


class NotOverError(Exception):
    """A period that is not over, of which plain Python has nothing to say."""


class NotApplicableError(Exception):
    """没有时 不适用, and there are none."""


Given = Mapping[str, Any]
Test = Callable[[Given], Any]
"""From what is known where a condition stands (the record's fields, those around it, "on") to what it comes to."""


@frozen
class Condition:
    text: str
    holds: Test


@frozen
class Listed:
    """A list in sight, with the fields of its records."""

    name: str
    alias: str
    within: str


LISTS = {
    "top": (Listed("组", "groups", "group"), Listed("会", "meets", "meet")),
    "group": (Listed("内", "inner", "inner"), Listed("会", "meets", "meet"), Listed("组", "groups", "group")),
    "inner": (Listed("会", "meets", "meet"),),
    "meet": (Listed("组", "groups", "group"),),
}


@frozen
class Line:
    """An award of 1 分; ``points`` gives what complete facts earn."""

    text: str
    points: Callable[[Given], int]


@frozen
class Program:
    text: str
    lines: tuple[Line, ...]


def program(random: Random) -> Program:
    lines = tuple(Writer(random).line() for _ in range(random.randint(1, 3)))
    rows = [f"    项目 p{n}部 as p{n}\n        {line.text}" for n, line in enumerate(lines)]
    head = "评分 测评 as score 对象 平台\n    考核期 测评日所在年\n"
    return Program(SUBJECT + head + "\n".join(rows) + "\n", lines)


def _order(op: str, left: Any, right: Any) -> bool:
    """无 is smaller or greater than nothing, and differs from every number."""
    if left == "无":
        return op == "不等于"
    return ORDER[op](left, right)


@define
class Writer:
    random: Random
    none: str | None = None
    asked: bool = field(default=False)

    def line(self) -> Line:
        self.none = self.random.choice(list(NONE))
        top = self.condition("top", 1)
        note = f"    {self.none}" if self.asked else ""

        def points(facts: Given) -> int:
            try:
                return int(top.holds(facts))
            except NotApplicableError:
                return 0

        return Line(f"若 {top.text}，得 1 分{note}", points)

    def condition(self, where: str, depth: int) -> Condition:
        r = self.random
        if depth and r.random() < 0.35:
            a = self.condition(where, depth - 1)
            if r.random() < 0.4:
                return Condition(f"并非 （{a.text}）", lambda g: not a.holds(g))
            b = self.condition(where, depth - 1)
            if r.random() < 0.5:
                return Condition(f"（{a.text} 且 {b.text}）", lambda g: bool(a.holds(g) & b.holds(g)))
            return Condition(f"（{a.text} 或者 {b.text}）", lambda g: bool(a.holds(g) | b.holds(g)))
        if depth == 0 and where != "top" and r.random() < 0.7:
            return self.plain(where)
        if r.random() < 0.25:
            return self.plain(where)
        return self.listed(r.choice(LISTS[where]), top=where == "top")

    def plain(self, where: str) -> Condition:
        """A condition about one record, or about the subject."""
        r = self.random
        op, number = r.choice(list(ORDER)), r.randint(-1, 2)
        day = r.choice(DATES)
        made = {
            "甲": Condition("甲", lambda g: g["a"]),
            "真": Condition("真", lambda g: g["flag"]),
            "数": Condition(f"数 {op} {number}个", lambda g: _order(op, g["size"], number)),
            "或数": Condition(f"或数 {op} {number}个", lambda g: _order(op, g["perhaps"], number)),
            "无": Condition("或数 不为 无", lambda g: g["perhaps"] != "无"),
            "加": Condition(
                f"（或数 不为 无 且 或数 + 数 {op} {number}个）",
                lambda g: g["perhaps"] != "无" and ORDER[op](g["perhaps"] + g["size"], number),
            ),
            "日": Condition(f"日 不晚于 {day}", lambda g: g["day"] != "无" and g["day"] <= day),
            "类": Condition("类 为 左", lambda g: g["kind"] == "左"),
        }
        names = {"top": "甲", "group": "甲 真 数 或数 无 加 日", "inner": "甲 真 数 加 日", "meet": "日 类"}
        return made[r.choice(names[where].split())]

    # ------------------------------------------------------------ lists

    def listed(self, over: Listed, *, top: bool) -> Condition:
        r = self.random
        choices = [self.count, self.every, self.each, self.share, self.some]
        if over.name == "组":
            choices += [self.summary, self.each_of]
        return r.choice(choices)(over, top)

    def steps(self, over: Listed) -> tuple[str, Callable[[Given], list[Given]]]:
        """Some of the records: perhaps those within a window, perhaps those that satisfy a condition."""
        r = self.random
        text, window, unit = over.name, 0, ""
        where: Condition | None = None
        if r.random() < 0.5:
            where = self.condition(over.within, 0)
            text += f"（{where.text}）"
        if r.random() < 0.3:
            window, unit = r.choice(((1, "个月"), (3, "个月"), (7, "个月"), (45, "天")))
            text = f"近 {window}{unit} {text}"

        def records(g: Given) -> list[Given]:
            inside = [{**g, **record} for record in g[over.alias]]
            if window:
                inside = [x for x in inside if x["day"] != "无" and _later(x["day"], window, unit, g["on"])]
            return [x for x in inside if where is None or where.holds(x)]

        return text, records

    def nothing(self, top: bool, value: Any) -> Callable[[], Any]:
        """What a condition comes to where there are no records."""
        if not top:
            return lambda: value
        self.asked = True
        said = NONE[self.none or ""]

        def none() -> Any:
            if said is None:
                raise NotApplicableError
            return said

        return none

    def count(self, over: Listed, top: bool) -> Condition:
        text, records = self.steps(over)
        op, number = self.random.choice(list(ORDER)), self.random.randint(0, 2)
        return Condition(f"{text}的次数 {op} {number}次", lambda g: ORDER[op](len(records(g)), number))

    def some(self, over: Listed, top: bool) -> Condition:
        text, records = self.steps(over)
        inner, number = self.condition(over.within, 0), self.random.randint(1, 2)
        return Condition(
            f"至少 {number}个 {text} 满足 （{inner.text}）", lambda g: sum(bool(inner.holds(x)) for x in records(g)) >= number
        )

    def each(self, over: Listed, top: bool) -> Condition:
        text, records = self.steps(over)
        inner, none = self.condition(over.within, 0), self.nothing(top, True)

        def holds(g: Given) -> Any:
            found = records(g)
            return all(inner.holds(x) for x in found) if found else none()

        return Condition(f"每个 {text} 均 （{inner.text}）", holds)

    def each_of(self, over: Listed, top: bool) -> Condition:
        text, records = self.steps(over)
        none, op, number = self.nothing(top, True), self.random.choice(list(ORDER)), self.random.randint(-1, 2)

        def holds(g: Given) -> Any:
            found = records(g)
            return all(ORDER[op](x["size"], number) for x in found) if found else none()

        return Condition(f"每个 {text}的数 {op} {number}个", holds)

    def share(self, over: Listed, top: bool) -> Condition:
        text, records = self.steps(over)
        inner, none = self.condition(over.within, 0), self.nothing(top, "无")
        op, percent = self.random.choice(list(ORDER)), self.random.choice((0, 30, 50, 100))

        def holds(g: Given) -> Any:
            found = records(g)
            share = Fraction(sum(bool(inner.holds(x)) for x in found), len(found)) if found else none()
            return _order(op, share, Fraction(percent, 100))

        return Condition(f"{text} 中 （{inner.text}）的占比 {op} {percent}%", holds)

    def summary(self, over: Listed, top: bool) -> Condition:
        text, records = self.steps(over)
        word, op, number = self.random.choice(list(SUMMARIES)), self.random.choice(list(ORDER)), self.random.randint(-1, 2)
        none = self.nothing(top, op == "不等于") if word != "合计" else lambda: ORDER[op](0, number)

        def holds(g: Given) -> Any:
            sizes = [x["size"] for x in records(g)]
            return ORDER[op](SUMMARIES[word](sizes), number) if sizes else none()

        return Condition(f"{text}的数 {word} {op} {number}个", holds)

    def every(self, over: Listed, top: bool) -> Condition:
        word, op, number = self.random.choice(list(PERIODS)), self.random.choice(list(ORDER)), self.random.randint(0, 2)
        where = self.condition(over.within, 0) if self.random.random() < 0.4 else None
        text = f"{over.name}（{where.text}）" if where else over.name

        def holds(g: Given) -> bool:
            on, whole = g["on"], True
            for part in range(PERIODS[word]):
                months = 12 // PERIODS[word]
                first = date(on.year, part * months + 1, 1)
                last = date(on.year, (part + 1) * months, monthrange(on.year, (part + 1) * months)[1])
                if last > on:
                    raise NotOverError
                inside = [{**g, **x} for x in g[over.alias] if x["day"] != "无" and first <= x["day"] <= last]
                whole &= ORDER[op](sum(where is None or bool(where.holds(x)) for x in inside), number)
            return whole

        return Condition(f"{word} {text} {op} {number}次", holds)


def _later(day: date, months: int, unit: str, on: date) -> bool:
    """Whether a day lies in the last so many months or days: not after ``on``, and the period from it not complete."""
    if unit == "天":
        return day <= on < day + timedelta(days=months)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    complete = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return day <= on < complete


# ---------------------------------------------------------------- facts


def some_facts(random: Random) -> dict[str, Any]:
    """Facts of which any may be missing and any list may go on."""
    return _some(random, TOP)


def _some(random: Random, kinds: Mapping[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    gaps = random.choice((0, 0, 0.2, 0.5))
    for name, domain in kinds.items():
        if random.random() < gaps:
            continue
        if isinstance(domain, tuple):
            known[name] = random.choice(domain)
            continue
        records = [_some(random, domain) for _ in range(random.choice((0, 1, 1, 2)))]
        match random.randint(0, 5):
            case 0:
                known[name] = {"records": records, "open": True}
            case 1:
                known[name] = {"records": records, "complete_to": random.choice(DATES) + timedelta(days=random.randint(-1, 1))}
            case _:
                known[name] = records
    return known


def completed(random: Random, given: Mapping[str, Any], on: date, kinds: Mapping[str, Any] = TOP) -> dict[str, Any]:
    """One way in which what is missing may turn out, and lists go on."""
    whole: dict[str, Any] = {}
    for name, domain in kinds.items():
        if isinstance(domain, tuple):
            whole[name] = given[name] if name in given else random.choice(domain)
            continue
        listed: Any = given.get(name, {"open": True})
        listed = listed if isinstance(listed, dict) else {"records": listed}
        records = [completed(random, r, on, domain) for r in listed.get("records", ())]
        others = [completed(random, {}, on, domain) for _ in range(random.choice((0, 0, 1, 2, 3)))]
        if not listed.get("open"):
            to = listed.get("complete_to")
            others = [x for x in others if to is not None and to < on and (x["day"] == "无" or x["day"] > to)]
        whole[name] = [*records, *others]
    return whole
