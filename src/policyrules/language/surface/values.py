"""Parameters and named values."""

from __future__ import annotations

from attrs import frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.expressions import Expr
from policyrules.language.surface.names import Head, Name
from policyrules.language.surface.notes import Notes, Rounding
from policyrules.language.surface.subjects import OptionType


@frozen(eq=False, repr=False)
class Parameter(Node):
    head: Head
    value: Expr
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Let(Node):
    """设; ``options`` are those of which it is one, where it says so."""

    head: Head
    subject: Name | None
    value: Expr
    rounding: Rounding | None = None
    notes: Notes = ()
    options: OptionType | None = None
