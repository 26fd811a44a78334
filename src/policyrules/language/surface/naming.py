"""Names made of parts."""

from __future__ import annotations

from attrs import frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.expressions import Expr, Path
from policyrules.language.surface.names import Head, Name, Quote
from policyrules.language.surface.notes import Notes
from policyrules.language.surface.scorecards import Gate, Remark


@frozen(eq=False, repr=False)
class Slot(Node):
    """A part of a name: what names it, or the text itself; ［…］ makes it ``optional``, and 若 says when it has to be there."""

    part: Path | Quote
    optional: bool = False
    condition: Expr | None = None


@frozen(eq=False, repr=False)
class Template(Node):
    """The parts of a name, joined by +."""

    slots: tuple[Slot, ...]
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Naming(Node):
    """命名: how a name is made; ``given`` is the fact that has the one to be judged."""

    head: Head
    subject: Name
    given: Path | None
    notes: Notes
    body: tuple[Template | Gate | Remark, ...]
