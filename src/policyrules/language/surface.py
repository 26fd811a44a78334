"""The surface tree: what was written, in neither vocabulary.

It keeps which comparison word, modality and unit an author used and how a number was written, so that it can be printed again in
either vocabulary; comments, blank lines and redundant brackets are not kept. Spans take no part in equality.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import field, frozen

from policyrules.language import surface_gives as _gives
from policyrules.language import surface_lists as _lists
from policyrules.language.node import Located
from policyrules.language.vocabulary import Side

Node = Located

Records = _lists.Records
Step = _lists.Step
Window = _lists.Window
Count = _lists.Count
Summary = _lists.Summary
Share = _lists.Share
Each = _lists.Each
Every = _lists.Every
Some = _lists.Some
ListExpr = _lists.ListExpr
WhenNone = _lists.WhenNone
NoneWord = _lists.NoneWord
# ---------------------------------------------------------------- names and texts


@frozen(eq=False, repr=False)
class Name(Node):
    """A bare or quoted name as written, without its marks."""

    text: str


@frozen(eq=False, repr=False)
class Quote(Node):
    """A text between quotation marks, without them."""

    text: str


@frozen(eq=False, repr=False)
class Head(Node):
    """What a declaration is called: name, ASCII alias, title."""

    name: Name
    alias: Name | None = None
    title: Quote | None = None


# ---------------------------------------------------------------- expressions


@frozen(eq=False, repr=False)
class Number(Node):
    """A number as written (ASCII digits, perhaps with %), with its unit."""

    text: str
    unit: Name | None = None


@frozen(eq=False, repr=False)
class Code(Node):
    """A word that begins with a digit, such as ``3A`` or ``3A级``."""

    text: str


@frozen(eq=False, repr=False)
class Day(Node):
    """A calendar day."""

    day: date


@frozen(eq=False, repr=False)
class Truth(Node):
    """是 or 否."""

    value: bool


@frozen(eq=False, repr=False)
class Nothing(Node):
    """无."""


@frozen(eq=False, repr=False)
class Total(Node):
    """总分, the total of the scorecard it stands in."""


@frozen(eq=False, repr=False)
class Path(Node):
    """A name, or names joined by 的."""

    steps: tuple[Name, ...]


@frozen(eq=False, repr=False)
class Call(Node):
    """A builtin applied to arguments."""

    name: Name
    args: tuple[Expr, ...]


@frozen(eq=False, repr=False)
class Negative(Node):
    operand: Expr


@frozen(eq=False, repr=False)
class Chain(Node):
    """Terms joined by operators of one rank, from left to right: ``+ -`` or ``* /``."""

    first: Expr
    rest: tuple[tuple[str, Expr], ...]


@frozen(eq=False, repr=False)
class Compare(Node):
    """``left word right``; ``word`` is the English twin of the comparison word, or a sign."""

    left: Expr
    word: str
    right: Expr


@frozen(eq=False, repr=False)
class PostCompare(Node):
    """``left right word``, as in 总分 90分及以上."""

    left: Expr
    right: Expr
    word: str


@frozen(eq=False, repr=False)
class Between(Node):
    """在 low 至 high 之间, both included."""

    operand: Expr
    low: Expr
    high: Expr


@frozen(eq=False, repr=False)
class Among(Node):
    """属于 a、b、c."""

    operand: Expr
    values: tuple[Expr, ...]


@frozen(eq=False, repr=False)
class Elapsed(Node):
    """自 start 至 end 满 period."""

    start: Expr
    end: Expr
    period: Expr


@frozen(eq=False, repr=False)
class Not(Node):
    operand: Expr


@frozen(eq=False, repr=False)
class Junction(Node):
    """Conditions joined by 且 ("and") or 或者 ("or")."""

    word: Literal["and", "or"]
    items: tuple[Expr, ...]


@frozen(eq=False, repr=False)
class Conditional(Node):
    """若 condition 则 then 否则 otherwise, as a value."""

    condition: Expr
    then: Expr
    otherwise: Expr


Expr = (
    Number
    | Code
    | Day
    | Truth
    | Nothing
    | Total
    | Quote
    | Path
    | Call
    | Negative
    | Chain
    | Compare
    | PostCompare
    | Between
    | Among
    | Elapsed
    | Not
    | Junction
    | Conditional
    | ListExpr
)

# ---------------------------------------------------------------- annotations


@frozen(eq=False, repr=False)
class Cite(Node):
    """依据: a quote of the source text, or of another document when ``title`` is given; ``section`` narrows where it stands."""

    quote: Quote
    title: str = ""
    section: Quote | None = None


@frozen(eq=False, repr=False)
class Assume(Node):
    """假定: a reason, and the kind it names, as the English twin, or an empty string."""

    kind: str
    text: Quote


@frozen(eq=False, repr=False)
class Strictness(Node):
    """程度: the English twin of the modality word."""

    word: str


Annotation = Cite | Assume | Strictness | WhenNone
Notes = tuple[Annotation, ...]


@frozen(eq=False, repr=False)
class Rounding(Node):
    """取整 mode 到 step; ``mode`` is the English twin."""

    mode: str
    step: Expr
    notes: Notes = ()


# ---------------------------------------------------------------- the header


@frozen(eq=False, repr=False)
class Meta(Node):
    """A line of the header with texts: ``key`` is the English twin of its keyword."""

    key: Literal["document number", "issued by", "source"]
    values: tuple[Quote, ...]
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Dated(Node):
    """成文日期."""

    day: Day
    notes: Notes = ()


@frozen(eq=False, repr=False)
class InForce(Node):
    """有效期 from 至 to."""

    start: Day
    end: Day
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Reading(Node):
    """用语: for each postfix word (English twin) whether it includes the number."""

    words: tuple[tuple[str, bool], ...]
    notes: Notes = ()


HeaderLine = Meta | Dated | InForce | Reading


@frozen(eq=False, repr=False)
class Header(Node):
    """政策: the pack's name, its title and what the document says of itself."""

    name: Name
    title: Quote | None
    notes: Notes
    lines: tuple[HeaderLine, ...]


# ---------------------------------------------------------------- subjects


@frozen(eq=False, repr=False)
class BoolType(Node):
    """是否."""


@frozen(eq=False, repr=False)
class NumberType(Node):
    """数, 整数 or 比例, with the unit of the first two."""

    kind: Literal["number of", "whole number of", "ratio"]
    unit: Name | None = None


@frozen(eq=False, repr=False)
class DateType(Node):
    """日期."""


@frozen(eq=False, repr=False)
class TextType(Node):
    """文字."""


@frozen(eq=False, repr=False)
class LevelType(Node):
    """级别, lowest first."""

    levels: tuple[Name, ...]


@frozen(eq=False, repr=False)
class OptionType(Node):
    """选项."""

    options: tuple[Name, ...]


@frozen(eq=False, repr=False)
class JudgedType(Node):
    """评定: yes or no, or points between two bounds, by whom."""

    low: Expr | None = None
    high: Expr | None = None
    step: Expr | None = None
    judge: Name | None = None


@frozen(eq=False, repr=False)
class ListType(Node):
    """明细: a list of records with fields of their own."""

    fields: tuple[Field, ...]


FieldType = BoolType | NumberType | DateType | TextType | LevelType | OptionType | JudgedType | ListType


@frozen(eq=False, repr=False)
class OrNone(Node):
    """可无."""


@frozen(eq=False, repr=False)
class Bound(Node):
    """A bound of a field: comparison word (English twin or sign) and a constant."""

    word: str
    value: Expr


@frozen(eq=False, repr=False)
class Field(Node):
    head: Head
    type: FieldType
    constraints: tuple[OrNone | Bound, ...] = ()
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Subject(Node):
    head: Head
    fields: tuple[Field, ...]
    notes: Notes = ()


# ---------------------------------------------------------------- values


@frozen(eq=False, repr=False)
class Parameter(Node):
    head: Head
    value: Expr
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Let(Node):
    head: Head
    subject: Name | None
    value: Expr
    rounding: Rounding | None = None
    notes: Notes = ()


# ---------------------------------------------------------------- scorecards


Fixed = _gives.Fixed
Deducted = _gives.Deducted
Counted = _gives.Counted
Prorated = _gives.Prorated
Rated = _gives.Rated
Mark = _gives.Mark
Stretch = _gives.Stretch
Row = _gives.Row
Banded = _gives.Banded
Give = _gives.Give


@frozen(eq=False, repr=False)
class Condition(Node):
    """One line of a 下列 block."""

    test: Expr
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Listed(Node):
    """下列 全部 / 任一 / 至少 n 项, with the lines below."""

    quantity: Literal["all", "any"] | Number
    items: tuple[Condition, ...]


@frozen(eq=False, repr=False)
class Award(Node):
    """One award line. ``otherwise`` ties it to the line above; ``test`` is None for an unconditional one."""

    otherwise: bool
    test: Expr | Listed | None
    give: Give
    rounding: Rounding | None = None
    notes: Notes = ()
    limits: tuple[Limit, ...] = ()


@frozen(eq=False, repr=False)
class Gate(Node):
    """前提."""

    test: Expr
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Limit(Node):
    """最高 or 最低 as a line, at the end of a part's head, or of an award (English twin)."""

    word: Literal["no higher than", "no lower than"]
    value: Expr
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Part(Node):
    """项目, 要点 or 分组. ``body`` keeps the order of the lines."""

    kind: Literal["item", "criterion", "group"]
    head: Head
    points: Expr | None
    limits: tuple[Limit, ...]
    combine: Literal["", "highest only", "lowest only"]
    notes: Notes
    body: tuple[PartLine, ...]
    untils: tuple[Day, ...] = ()
    """施行至: the last day on which the part applies; a second one is told."""
    beyond: bool = False
    over: tuple[Records, ...] = ()
    """逐条: the list whose records each earn the awards; a second one is told."""


@frozen(eq=False, repr=False)
class Remark(Node):
    """A line of annotations that belongs to the block it stands in."""

    notes: Notes


@frozen(eq=False, repr=False)
class Grade(Node):
    """A row of 等级; ``test`` None is 其余."""

    head: Head
    test: Expr | None
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Grades(Node):
    rows: tuple[Grade | Rounding | Remark, ...]
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Scorecard(Node):
    head: Head
    subject: Name
    full: Expr | None
    notes: Notes
    body: tuple[ScoreLine, ...]


@frozen(eq=False, repr=False)
class SpanLine(Node):
    """考核期: the year of the date of evaluation, or the one before it."""

    word: Literal["year of assessment", "year before assessment"]
    notes: Notes = ()


PartLine = Part | Award | Limit | Gate | Let | Remark
ScoreLine = Part | Limit | Gate | Let | Grades | SpanLine | Remark
Statement = Subject | Parameter | Let | Scorecard


@frozen(eq=False, repr=False)
class File(Node):
    """One file: its vocabulary, the header if it has one, its statements."""

    vocabulary: Side = field(eq=False)
    header: Header | None
    statements: tuple[Statement, ...]
