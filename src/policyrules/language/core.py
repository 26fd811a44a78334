"""The core tree: what the rules mean. Few nodes, typed and checked; every way of running or reading a policy starts here.

Expressions: `Lit` `Fact` `Ref` `Arith` `Cmp` `Logic` `Choose` `Extreme` `Round` `Elapsed` `Shift` `Agg`. Rules: `Value` `Part`
`Effect` `Bands`. What the surface says with other words is said with these: 在…之间 and 属于 are `Logic` over `Cmp`, 折算 is
`prorated`, 下列 至少 n 项 is a `Cmp` over a sum of `Choose`, 每季度 is `Logic` over a `Cmp` for each quarter.

Invariants, held by `passes.check` and relied upon everywhere else: both sides of an `Arith` sum, `Cmp` or `Choose` have one
dimension and scale; a `Fact` names a field of the subject of the rule it stands in; `Ref`s form no cycle; no divisor can be zero;
every name is bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from attrs import evolve, field, frozen

from policyrules.language.calendar import Period
from policyrules.language.node import Comparable
from policyrules.language.node import Located as Node
from policyrules.language.units import UNITS, Unit
from policyrules.language.values import Known, Number
from policyrules.language.vocabulary import Modality
from policyrules.source import Span

# ---------------------------------------------------------------- types and fields


@frozen(eq=False, repr=False)
class Bool(Comparable):
    """是否."""


@frozen(eq=False, repr=False)
class Quantity(Comparable):
    """A number: its unit (None for a plain number or a ratio) and whether it is whole. ``ratio`` is shown as a percentage."""

    unit: Unit | None = None
    whole: bool = False
    ratio: bool = False


@frozen(eq=False, repr=False)
class Day(Comparable):
    """日期."""


@frozen(eq=False, repr=False)
class Text(Comparable):
    """文字."""


@frozen(eq=False, repr=False)
class Levels(Comparable):
    """级别, lowest first. A value is its place, from 0."""

    names: tuple[str, ...]


@frozen(eq=False, repr=False)
class Options(Comparable):
    """选项. A value is its name."""

    names: tuple[str, ...]


@frozen(eq=False, repr=False)
class Records(Comparable):
    """明细: a list of records, each with these fields."""

    fields: tuple[Field, ...]


Type = Bool | Quantity | Day | Text | Levels | Options | Records


@frozen(eq=False)
class Field:
    """A fact about a subject, as declared.

    ``alias`` is its key in results; for points an assessor gives inside a criterion it is the path of the part, for a field of a
    list's records the path through the list. ``lists`` are the names of the lists it stands in, outermost first. ``low`` and
    ``high`` are in the field's unit, both included; ``above`` and ``below`` say that the bound itself is excluded. ``judge`` is
    who judges it, or "".
    """

    name: str
    alias: str
    type: Type
    span: Span = field(repr=False)
    title: str = ""
    optional: bool = False
    low: Number | date | None = None
    high: Number | date | None = None
    above: bool = False
    below: bool = False
    step: Number | None = None
    judged: bool = False
    judge: str = ""
    lists: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Its name with those of the lists it stands in."""
        return "的".join((*self.lists, self.name))

    @property
    def own(self) -> str:
        """Its alias within its record."""
        return self.alias.rpartition(".")[2] if self.lists else self.alias


def every_field(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields and those of the lists among them."""
    for fact in fields:
        yield fact
        if isinstance(fact.type, Records):
            yield from every_field(fact.type.fields)


# ---------------------------------------------------------------- expressions


@frozen(eq=False, repr=False)
class Lit(Node):
    """A constant. A number is in ``unit``."""

    value: Known
    unit: Unit | None = None
    ratio: bool = False


@frozen(eq=False, repr=False)
class Fact(Node):
    """A fact of the subject."""

    field: Field


@frozen(eq=False, repr=False)
class Ref(Node):
    """A value worked out elsewhere: a 设 or 参数 (``kind`` "value", ``key`` its id), the total of the scorecard ("total"), the
    points of one of its parts ("part", ``key`` "part " and its id), the date of evaluation ("on"), or, once lowered, an aggregate
    ("aggregate")."""

    kind: Literal["value", "total", "part", "on", "aggregate"]
    key: str
    unit: Unit | None = None


@frozen(eq=False, repr=False)
class Arith(Node):
    op: Literal["+", "-", "*", "/"]
    left: Expr
    right: Expr


@frozen(eq=False, repr=False)
class Cmp(Node):
    """A comparison; ``word`` is the one the author used (its English twin, or a sign)."""

    op: Literal["ge", "gt", "le", "lt", "eq", "ne"]
    word: str
    left: Expr
    right: Expr


@frozen(eq=False, repr=False)
class Logic(Node):
    """且 and 或者 over two or more, 并非 over one."""

    op: Literal["and", "or", "not"]
    items: tuple[Expr, ...]


@frozen(eq=False, repr=False)
class Choose(Node):
    """The value beside the first condition that holds, else ``otherwise``. ``table``: its conditions are rows (分档), of which one
    always applies, and not requirements that are met or unmet; each value then spans the tests of its row."""

    cases: tuple[tuple[Expr, Expr], ...]
    otherwise: Expr
    table: bool = False


@frozen(eq=False, repr=False)
class Extreme(Node):
    op: Literal["min", "max"]
    items: tuple[Expr, ...]


@frozen(eq=False, repr=False)
class Round(Node):
    """To a multiple of ``step`` (a positive constant)."""

    operand: Expr
    step: Number
    mode: Literal["half up", "down", "up", "half even"]


@frozen(eq=False, repr=False)
class Elapsed(Node):
    """Whole months or days passed from one day to another (`language.calendar`); below 0 where the end comes first."""

    unit: Period
    start: Expr
    end: Expr


@frozen(eq=False, repr=False)
class Shift(Node):
    """The day so many months or days after another, or before it where ``count`` is negative."""

    day: Expr
    count: int
    unit: Period


@frozen(eq=False, repr=False)
class Stretch(Node):
    """The days a record's date has to lie in.

    Of the assessment period, 0 for the year of evaluation and -1 for the one before it (``year``): part number ``part`` of ``of``
    equal ones (1 of 4 is the first quarter). Or, with ``of`` 0, the last ``part`` months or days (``unit``) up to the date of
    evaluation: later than the day which lies that far back, as it completes the period (民法典 200 to 202).
    """

    field: Field
    part: int
    of: int = 0
    year: int = 0
    unit: Period = "months"


AggOp = Literal["count", "sum", "min", "max", "mean", "all", "share"]


@frozen(eq=False, repr=False)
class Agg(Node):
    """What the records of a list come to: their number, the sum, least, greatest or mean of ``body``, whether it holds for all of
    them, or for which share of them. Only records that satisfy ``where`` and lie in ``within`` count."""

    op: AggOp
    over: Field
    body: Expr | None = None
    where: Expr | None = None
    within: Stretch | None = None
    unit: Unit | None = None


Expr = Lit | Fact | Ref | Arith | Cmp | Logic | Choose | Extreme | Round | Elapsed | Shift | Agg


def children(node: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside one."""
    match node:
        case Arith() | Cmp():
            return (node.left, node.right)
        case Logic() | Extreme():
            return node.items
        case Choose():
            return (*(e for case in node.cases for e in case), node.otherwise)
        case Round():
            return (node.operand,)
        case Agg():
            return tuple(e for e in (node.where, node.body) if e is not None)
        case Elapsed():
            return (node.start, node.end)
        case Shift():
            return (node.day,)
        case Lit() | Fact() | Ref():
            return ()


def walk(node: Expr) -> Iterator[Expr]:
    """The node and everything inside it, outermost first, left to right."""
    stack = [node]
    while stack:
        here = stack.pop()
        yield here
        stack.extend(reversed(children(here)))


def reads(node: Expr) -> Iterator[Field | str]:
    """What an expression reads: facts, and the keys of values."""
    for part in walk(node):
        if isinstance(part, Fact):
            yield part.field
        elif isinstance(part, Agg):
            yield part.over
        elif isinstance(part, Ref):
            yield part.key


def prorated(ratio: Expr, points: Expr, span: Span) -> Expr:
    """折算: the ratio held between 0 and 1, times the points (`language` reference, awards)."""
    zero, one = Lit(0, span=span), Lit(1, span=span)
    held = Extreme("min", (one, Extreme("max", (zero, ratio), span=span)), span=span)
    return Arith("*", held, points, span=span)


def as_prorated(node: Expr) -> Expr | None:
    """The ratio, if ``node`` has the shape `prorated` makes."""
    match node:
        case Arith("*", Extreme("min", (Lit(1), Extreme("max", (Lit(0), ratio)))), _):
            return ratio
    return None


def deducted(points: Expr, span: Span) -> Expr:
    """扣: the points, taken away."""
    return Arith("-", Lit(0, UNITS["分"], span=span), points, span=span)


def as_deducted(node: Expr) -> Expr | None:
    """The points taken away, if ``node`` has the shape `deducted` makes."""
    match node:
        case Arith("-", Lit(0), points):
            return points
    return None


def unless_none(some: Expr, inner: Expr, none: Known, span: Span) -> Expr:
    """没有时: what ``inner`` gives where there is a record (``some``), else ``none``."""
    return Choose(((some, inner),), Lit(none, ratio=not isinstance(none, bool), span=span), span=span)


def as_unless_none(node: Expr) -> Expr | None:
    """The inner expression, if ``node`` has the shape `unless_none` makes."""
    match node:
        case Choose(((some, inner),), Lit()) if is_some(some):
            return inner
    return None


def as_counted(node: Expr) -> tuple[Expr, ...]:
    """The conditions of which ``node`` counts how many hold, as 下列 至少 n 项 does; none if it counts no conditions."""
    match node:
        case Arith("+", left, right):
            first, others = as_counted(left), as_counted(right)
            return (*first, *others) if first and others else ()
        case Choose(((condition, Lit(1, None)),), Lit(0, None, False)) if as_unless_none(node) is None:
            return (condition,)
    return ()


def some(count: Agg, span: Span) -> Cmp:
    """That there is a record: a comparison in which no word was written."""
    return Cmp("gt", "", evolve(count, span=span), Lit(0, count.unit, span=span), span=span)


def is_some(node: Expr) -> bool:
    """Whether ``node`` has the shape `some` makes."""
    return isinstance(node, Cmp) and node.word == "" and isinstance(node.left, Agg | Ref)


# ---------------------------------------------------------------- provenance


@frozen(eq=False)
class Citation:
    """依据. ``title`` names another document, whose text is shown and not searched for; ``section`` (见) narrows where in the
    pack's own text the quote stands. Where that is, `provenance.quotes` finds out: see `Place`."""

    quote: str
    span: Span = field(repr=False)
    title: str = ""
    section: str = ""


@frozen(eq=False, repr=False)
class Place(Comparable):
    """Where a quote stands: the source's path, code points from ``start`` to ``end`` (excluded), and the heading it stands
    under."""

    source: str
    start: int
    end: int
    section: str = ""


AssumptionKind = Literal["points", "threshold", "prorated", "rounding", "reading", "basis", "period"]
INVENTED: frozenset[str] = frozenset({"points", "threshold", "prorated", "rounding"})
"""Kinds by which a number that the text does not state enters a total."""


@frozen(eq=False)
class Assumption:
    """假定: its number in the pack (a1, a2 …), what it covers and why it is made."""

    id: str
    kind: AssumptionKind
    text: str
    span: Span = field(repr=False)


# ---------------------------------------------------------------- rules


@frozen(eq=False)
class Value:
    """设 or 参数: a named value, worked out once for an evaluation."""

    id: str
    name: str
    expr: Expr
    type: Type
    span: Span = field(repr=False)
    parameter: bool = False
    subject: str = ""
    assumptions: tuple[Assumption, ...] = ()
    cites: tuple[Citation, ...] = ()

    @property
    def unit(self) -> Unit | None:
        return self.type.unit if isinstance(self.type, Quantity) else None


PartKind = Literal["scorecard", "group", "item", "criterion", "line"]


@frozen(eq=False)
class Part:
    """One recursive node for scorecard, group, item, criterion and, where a criterion has several awards, each of its lines.

    ``id`` is the path of aliases below the scorecard ("" for the scorecard itself), ``names`` the same path in names. ``points``
    is what it can give at most (None: not declared and not a constant). ``body`` is parts, or one expression for a leaf.
    ``assumptions`` are those that touch it, the ones it stands under included. ``until`` is the last day on which it applies
    (施行至); that the day of evaluation is not later is then the first condition of its ``guard``.

    ``beyond`` (附加分): its points stand outside the ``points`` of the parts above and outside their ``low`` and ``high``;
    ``carries``: such a part stands somewhere below. Only a scorecard can hold the sum, 附加分 included, down or up:
    ``whole``, least and most.
    """

    id: str
    kind: PartKind
    label: str
    points: Number | None
    body: tuple[Part, ...] | Expr = field(repr=False)
    span: Span = field(repr=False)
    guard: Expr | None = None
    combine: Literal["sum", "max", "min"] = "sum"
    low: Number | None = None
    high: Number | None = None
    modality: Modality | None = None
    cites: tuple[Citation, ...] = field(default=(), repr=False)
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)
    names: tuple[str, ...] = ()
    until: date | None = None
    beyond: bool = False
    carries: bool = False
    whole: tuple[Number | None, Number | None] = (None, None)

    def walk(self) -> Iterator[Part]:
        """The part and those below it, outermost first, in the order they are declared."""
        yield self
        if isinstance(self.body, tuple):
            for part in self.body:
                yield from part.walk()

    @property
    def precondition(self) -> Expr | None:
        """The guard without 施行至."""
        if self.until is None or self.guard is None:
            return self.guard
        if not isinstance(self.guard, Logic):
            return None
        rest = self.guard.items[1:]
        return rest[0] if len(rest) == 1 else evolve(self.guard, items=rest)

    @property
    def leaf(self) -> bool:
        return not isinstance(self.body, tuple)


@frozen(eq=False)
class Effect:
    """前提 under a scorecard: a gate. Unmet, the subject is not eligible."""

    kind: Literal["gate"]
    condition: Expr
    span: Span = field(repr=False)
    cites: tuple[Citation, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


@frozen(eq=False)
class Band:
    """A row of 等级; ``condition`` None is 其余."""

    id: str
    label: str
    condition: Expr | None
    span: Span = field(repr=False)
    cites: tuple[Citation, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


@frozen(eq=False)
class Bands:
    """等级: the first row that holds. ``rounding`` (step, mode) rounds a copy of the total for grading only."""

    rows: tuple[Band, ...]
    span: Span = field(repr=False)
    rounding: tuple[Number, Literal["half up", "down", "up", "half even"]] | None = None
    cites: tuple[Citation, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


@frozen(eq=False)
class Scorecard:
    """评分: its parts under one root, its gates and its grades."""

    id: str
    name: str
    label: str
    subject: str
    root: Part = field(repr=False)
    gates: tuple[Effect, ...] = field(default=(), repr=False)
    bands: Bands | None = field(default=None, repr=False)


@frozen(eq=False)
class Subject:
    """对象: what can be evaluated, with its facts in order of declaration."""

    id: str
    name: str
    label: str
    fields: tuple[Field, ...] = field(repr=False)
    span: Span = field(repr=False)


@frozen(eq=False)
class Document:
    """What the header says of the document the rules come from."""

    title: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    dated: date | None = None
    start: date | None = None
    end: date | None = None
    sources: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


@frozen(eq=False)
class Program:
    """A pack that has been checked; only `passes.check` makes one."""

    name: str
    document: Document
    subjects: tuple[Subject, ...]
    values: tuple[Value, ...] = field(repr=False)
    scorecards: tuple[Scorecard, ...]
    citations: tuple[Citation, ...] = field(repr=False)
    assumptions: tuple[Assumption, ...] = field(repr=False)
