"""The header: what the document says of itself."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.expressions import Day
from policyrules.language.surface.names import Name, Quote
from policyrules.language.surface.notes import Notes


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
    """有效期 from 至 to, or from 起: no end is known."""

    start: Day
    end: Day | None
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Reading(Node):
    """用语: for each postfix word (English twin) whether it includes the number."""

    words: tuple[tuple[str, bool], ...]
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Under(Node):
    """上位文件: the pack whose rules this one takes over."""

    name: Name
    notes: Notes = ()


HeaderLine = Meta | Dated | InForce | Under | Reading


@frozen(eq=False, repr=False)
class Header(Node):
    """政策: the pack's name, its title and what the document says of itself."""

    name: Name
    title: Quote | None
    notes: Notes
    lines: tuple[HeaderLine, ...]
