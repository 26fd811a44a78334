"""What a result holds of what a case speaks of, and how that is held against what the case expects."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Literal

from attrs import frozen

from policyrules.language.units import Unit
from policyrules.language.values import Number, Value, decimal_text, exact, less, terminates
from policyrules.result import Lang, Result

Said = tuple[str, str]
"""A word in Chinese and in English."""
Op = Literal["eq", "ne", "lt", "le", "gt", "ge"]


FINDING = frozenset(("", "结论", "finding"))
FINDINGS: dict[str, Said] = {
    "met": ("符合", "met"),
    "breach": ("不符合", "breach"),
    "explain": ("需说明", "explain"),
    "not_taken": ("未采取", "not_taken"),
    "unknown": ("未知", "unknown"),
    "not_applicable": ("不适用", "not_applicable"),
}
"""The findings with their words; a key may be written as well."""
POSSIBLE = frozenset(("可能结论", "findings"))
"""What is still possible, where the finding is not known."""


def takes(table: Mapping[str, Said]) -> dict[str, str]:
    """The key of every word that may be written."""
    return {word: key for key, said in table.items() for word in (key, *said)}


def line_names(place: int) -> tuple[str, str]:
    """The names of a line by its place: 第一行 and line_1."""
    tens, ones = divmod(place, 10)
    digits = ("", *"一二三四五六七八九")
    ten = f"{digits[tens] if tens > 1 else ''}十" if tens else ""
    return (f"第{ten}{digits[ones]}行" if place < 100 else f"第{place}行"), f"line_{place}"


def is_line(name: str) -> bool:
    """Whether a name is that of a line by its place."""
    return name.startswith("第") and name.endswith("行")


@frozen
class Refused:
    """The facts were refused: ``problems`` are the codes, ``text`` what they say."""

    codes: tuple[str, ...]
    text: Callable[[Lang], str]


@frozen(eq=False, slots=False)
class Evaluated:
    """A result, and what every 设 came to, which is worked out when a case asks."""

    result: Result
    _values: Callable[[], Mapping[str, Value]]

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """By id."""
        return self._values()


Given = Evaluated | Refused
"""What an evaluation gave."""


@frozen
class Amount:
    """A number that lies between two bounds, both included; None: there is no bound, or there is no number at all (``instead`` says
    so)."""

    low: Number | None
    high: Number | None
    unit: Said = ("", "")
    instead: Said | None = None
    percent: bool = False
    """Whether it is a share, which is shown in hundredths."""


@frozen
class Choice:
    """What is still possible: keys, with the word for each."""

    keys: frozenset[str]
    words: Mapping[str, Said]


Found = Amount | Choice


@frozen(eq=False)
class Aspect:
    """One thing a result says of one of its parts: how it is read, why it came out so, and what it can be.

    ``takes`` leads from each word that may be written to its key; empty for numbers, whose unit is ``unit``.
    """

    read: Callable[[Evaluated], Found]
    why: Callable[[Evaluated, Lang], str]
    takes: Mapping[str, str]
    unit: Unit | None = None

    @property
    def amount(self) -> bool:
        return not self.takes


@frozen(eq=False)
class Target:
    """Something in a result by the names of each step that leads to it, and what is said of it: each aspect with the names it goes
    by, among them "" for what is meant without one."""

    steps: tuple[frozenset[str], ...]
    shown: str
    aspects: tuple[tuple[frozenset[str], Aspect], ...]


class Test(ABC):
    """What a line of a case asks of an evaluation."""

    @abstractmethod
    def holds(self, given: Given) -> bool: ...

    @abstractmethod
    def got(self, given: Given, lang: Lang) -> str:
        """What there is instead."""

    def why(self, given: Given, lang: Lang) -> str:
        """The sentence of what differs; empty where there is none."""
        return ""


@frozen(eq=False)
class OfResult(Test):
    """A test of one aspect of a result; facts that are refused fail it."""

    aspect: Aspect

    @abstractmethod
    def fits(self, found: Found) -> bool: ...

    def holds(self, given: Given) -> bool:
        return not isinstance(given, Refused) and self.fits(self.aspect.read(given))

    def got(self, given: Given, lang: Lang) -> str:
        return given.text(lang) if isinstance(given, Refused) else said(self.aspect.read(given), lang)

    def why(self, given: Given, lang: Lang) -> str:
        return "" if isinstance(given, Refused) else self.aspect.why(given, lang)


@frozen(eq=False)
class Compared(OfResult):
    """A number is certain to stand so to another."""

    op: Op
    value: Number

    def fits(self, found: Found) -> bool:
        if not isinstance(found, Amount) or found.instead:
            return False
        low, high, value = found.low, found.high, self.value
        match self.op:
            case "eq":
                return low == high == value
            case "ne":
                return (low is not None and less(value, low)) or (high is not None and less(high, value))
            case "ge":
                return low is not None and not less(low, value)
            case "gt":
                return low is not None and less(value, low)
            case "le":
                return high is not None and not less(value, high)
            case "lt":
                return high is not None and less(high, value)


@frozen(eq=False)
class Ends(OfResult):
    """在 low 至 high 之间: a number that is known to lie there, and no more is known of it."""

    low: Number
    high: Number

    def fits(self, found: Found) -> bool:
        return isinstance(found, Amount) and not found.instead and (found.low, found.high) == (self.low, self.high)


@frozen(eq=False)
class Possible(OfResult):
    """为 and 属于: exactly these are still possible; 不为 (``never``): these are not."""

    keys: frozenset[str]
    never: bool = False

    def fits(self, found: Found) -> bool:
        return isinstance(found, Choice) and (not found.keys & self.keys if self.never else found.keys == self.keys)


@frozen(eq=False)
class Lacks(Test):
    """缺少: a fact is listed as missing, by its alias."""

    alias: str

    def holds(self, given: Given) -> bool:
        return not isinstance(given, Refused) and any(m.fact.alias == self.alias for m in given.result.missing)

    def got(self, given: Given, lang: Lang) -> str:
        if isinstance(given, Refused):
            return given.text(lang)
        names = [m.fact.called if lang == "zh" else m.fact.alias for m in given.result.missing]
        if not names:
            return "什么都不缺" if lang == "zh" else "nothing is missing"
        return f"缺少的是 {'、'.join(names)}" if lang == "zh" else f"what is missing is {', '.join(names)}"


@frozen(eq=False)
class Fails(Test):
    """事实有误: the facts are refused, with a problem of this code where one is named."""

    code: str

    def holds(self, given: Given) -> bool:
        return isinstance(given, Refused) and (not self.code or self.code in given.codes)

    def got(self, given: Given, lang: Lang) -> str:
        if isinstance(given, Refused):
            return given.text(lang)
        return "事实没有问题" if lang == "zh" else "nothing is wrong with the facts"


def said(found: Found, lang: Lang) -> str:
    """What was found, in words."""
    side = 0 if lang == "zh" else 1
    if isinstance(found, Choice):
        return words((found.words.get(key, (key, key)) for key in found.keys), lang)
    if found.instead:
        return found.instead[side]
    low, high = (None if end is None else _number(end * 100 if found.percent else end) for end in (found.low, found.high))
    unit = "%" if found.percent else f" {found.unit[side]}" if found.unit[side] else ""
    if low == high:
        return f"{low}{unit}" if low is not None else ("未知" if lang == "zh" else "not known")
    none = ("不限", "any")[side]
    return f"{low or none} {'至' if lang == 'zh' else 'to'} {high or none}{unit}"


def _number(value: Number) -> str:
    """Exactly, because a case compares exactly: 29999/6000 is no 5."""
    value = exact(value)
    return decimal_text(value) if terminates(value) else f"{value.numerator}/{value.denominator}"


def words(choices: Iterable[Said], lang: Lang) -> str:
    """Words that are possible."""
    told = sorted({w[0 if lang == "zh" else 1] for w in choices})
    if not told:
        return "都不是" if lang == "zh" else "none"
    return ("或" if lang == "zh" else " or ").join(told)
