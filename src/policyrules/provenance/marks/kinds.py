"""What marks there are: the words and figures of a sentence that say what must be, how much and how often."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import frozen

Op = Literal["ge", "gt", "le", "lt", "eq"]
Kind = Literal["number", "ordinal", "year", "date", "document number", "level", "approximate", "name"]

_NORMS = ("number", "level", "approximate")


@frozen
class _At:
    """Where a mark stands in the text as given, in code points, and its text there (line breaks and spaces within it included)."""

    start: int
    end: int
    text: str


@frozen
class Comparison(_At):
    """A comparison word or sign: 不少于, 至少, 以上, 优于, ≥.

    ``op`` is its sense. Where ``open`` (以上, 以下, 以内 and the like) that is the sense with the number itself included, which
    the document's 用语 decides: under 不含本数 it is ``strict``. ``postfix``: it follows its number.
    """

    op: Op
    open: bool = False
    postfix: bool = False

    @property
    def strict(self) -> Op:
        """The sense with the number itself left out, as 不含本数 has it for an open word."""
        return {"ge": "gt", "le": "lt"}.get(self.op, self.op) if self.open else self.op  # type: ignore[return-value]

    @property
    def normative(self) -> bool:
        return True


@frozen
class Figure(_At):
    """A figure with its exact value, ``low`` and ``high`` (the same unless it is a range, both ends included).

    ``unit`` is as written and, where the language knows it, its symbol in `language.units`: 平方米, 分, 名, 万元; "" for none.
    Every share of a whole has the unit "%" and its true value: 50%, 百分之五十, 半数 and 二分之一 are 1/2. A level has "A级" (3A,
    3A级), "级", "星级" or "等". A date has the value 20210929, a month of a year 202109, a day of any year 929, a month 900.

    ``kind`` is one of:

    - "number";
    - "ordinal": 第三条, 附件2, the numbering 1. （一） 一、;
    - "year": a calendar year or more, 2021 年底, 2021—2023年;
    - "date"; "document number": 〔2021〕122号;
    - "level": 3A级, 二级;
    - "approximate": 一批, 若干, 约300人, 10余名 (0 where no figure is said);
    - "name": part of a name, “两委”, 一站式, and whatever stands in a title 《》.

    ``op`` is the comparison that governs it, and ``word`` the mark that says so; "" and None where there is none. ``due``: of a
    year or date, that something holds or is to be done by, from or until then.
    """

    low: int | Fraction
    high: int | Fraction
    unit: str
    kind: Kind
    op: Op | Literal[""] = ""
    word: Comparison | None = None
    due: bool = False

    @property
    def range(self) -> bool:
        return self.low != self.high

    @property
    def normative(self) -> bool:
        return self.kind in _NORMS or self.due


@frozen
class Duty(_At):
    """A word of obligation.

    ``twin`` is the English spelling of the 程度 it stands for (`language.vocabulary.MODALITIES`): 须 and 必须 are "must". It is ""
    where the language has none: 不得, 严禁, 禁止.
    """

    twin: str

    @property
    def normative(self) -> bool:
        return True


@frozen
class Every(_At):
    """How often: 每年, 每季度, 每两年, 年度(测评), 每次. ``count`` times ``unit`` (年, 季度, 月, 周, 日, 次); 每半年 is 1/2 年."""

    count: int | Fraction
    unit: str

    @property
    def normative(self) -> bool:
        return True


@frozen
class Per(_At):
    """每 before a figure that is an amount to count by: 每满1年, 每500元, 每增加1人. ``full``: only a full amount counts (每满)."""

    full: bool

    @property
    def normative(self) -> bool:
        return True


@frozen
class Quantifier(_At):
    """Of how many it is said: "all" (每个, 各, 均, 全部, 所有), "any" (任一, 之一, 至少一项, 或其他), "some" (部分, 个别).

    至少一项 stands here as a whole and also as a comparison and a figure.
    """

    quantifier: Literal["all", "any", "some"]

    @property
    def normative(self) -> bool:
        return False


@frozen
class Connective(_At):
    """且, 并且, 和, 、 are "and", 或, 或者 are "or".

    ``strong``: 且 or 或, which tie conditions; 、 和 与 及 make lists of things.
    """

    sense: Literal["and", "or"]
    strong: bool

    @property
    def normative(self) -> bool:
        return False


@frozen
class Condition(_At):
    """What makes the rest hold only sometimes: 如, 若, 凡, 有条件的, 对…的 (the mark is the word 对)."""

    @property
    def normative(self) -> bool:
        return False


@frozen
class Negation(_At):
    """不, 未, 无, 非, 没有 where it turns what follows into its opposite: 未达到登记条件, 非本地区; not 不断, 无论."""

    @property
    def normative(self) -> bool:
        return False


Mark = Figure | Comparison | Duty | Every | Per | Quantifier | Connective | Condition | Negation
