"""Subjects and their facts."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.expressions import Expr
from policyrules.language.surface.names import Head, Name
from policyrules.language.surface.notes import Notes


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
