"""Expressions."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.lists import ListExpr
from policyrules.language.surface.names import Name, Quote


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
