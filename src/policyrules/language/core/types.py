"""Types of values, and facts as they are declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen

from policyrules.language.node import Comparable, Shown
from policyrules.language.units import Unit
from policyrules.language.values import Number
from policyrules.source import Span


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


@frozen(eq=False, repr=False)
class Field(Shown):
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
