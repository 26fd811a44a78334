"""Cases: facts that are given, and what should come of them."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.expressions import Code, Day, Expr, Nothing, Number, Path, Truth
from policyrules.language.surface.names import Name, Quote

Literals = Number | Code | Day | Truth | Nothing | Quote | Name
"""A value as it is written: a name is a level or an option; a number below 0 has its minus sign in its text."""


@frozen(eq=False, repr=False)
class Entry(Node):
    """A fact, or a field of a record, with its value; of several values, each is that of one record of a list."""

    path: Path
    values: tuple[Literals, ...]


@frozen(eq=False, repr=False)
class Record(Node):
    """A line of a list: the fields of one record."""

    entries: tuple[Entry, ...]


@frozen(eq=False, repr=False)
class GivenList(Node):
    """已知 list： with one record a line."""

    path: Path
    records: tuple[Record, ...]


@frozen(eq=False, repr=False)
class GivenFrom(Node):
    """已知 “file” or 已知 用例 “title”: the facts of a file of the pack, or of another case."""

    kind: Literal["file", "case"]
    name: Quote


@frozen(eq=False, repr=False)
class GivenException(Node):
    """已知 认可例外 part: an exception that was accepted."""

    part: Path


@frozen(eq=False, repr=False)
class Withdrawn(Node):
    """未知 fact: what the case begins with says it, and here it is not known."""

    path: Path


@frozen(eq=False, repr=False)
class ShouldBe(Node):
    """应为 with a comparison of something in the result."""

    test: Expr


@frozen(eq=False, repr=False)
class ShouldLack(Node):
    """应为 缺少 fact: it is listed as missing."""

    path: Path


@frozen(eq=False, repr=False)
class ShouldFail(Node):
    """应为 事实有误: the facts are refused; ``code`` is that of one of the problems."""

    code: Name | None


@frozen(eq=False, repr=False)
class Review(Node):
    """未复核, or 复核 with who has looked at what the case expects, and when."""

    by: Quote | None = None
    day: Day | None = None


CaseLine = Entry | GivenList | GivenFrom | GivenException | Withdrawn | ShouldBe | ShouldLack | ShouldFail | Review


@frozen(eq=False, repr=False)
class Case(Node):
    """用例: its title, whose facts it gives, and the date of evaluation."""

    title: Quote
    subject: Name | None
    day: Day | None
    lines: tuple[CaseLine, ...]
