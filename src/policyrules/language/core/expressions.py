"""Expressions: the twelve nodes, and ways to walk them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from policyrules.language.calendar import Period
from policyrules.language.core.types import Field
from policyrules.language.node import Located as Node
from policyrules.language.units import Unit
from policyrules.language.values import Known, Number


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
    """A value worked out elsewhere: a 设 or 参数 (``kind`` "value", ``key`` its id), a total of the scorecard, or its full
    marks that apply ("total"), the
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
    always applies, and not requirements that are met or unmet; each value then spans the tests of its row. ``exclusive``: at most
    one condition may hold; where several do, the value is any of theirs."""

    cases: tuple[tuple[Expr, Expr], ...]
    otherwise: Expr
    table: bool = False
    exclusive: bool = False


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
