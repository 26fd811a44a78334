"""Names made of parts."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from policyrules.language.core.expressions import Expr, Fact
from policyrules.language.core.notes import Assumption, Citation
from policyrules.language.core.types import Field
from policyrules.language.node import Shown
from policyrules.language.vocabulary import Modality
from policyrules.source import Span


@frozen(eq=False, repr=False)
class Slot(Shown):
    """A part of a name.

    ``key`` is what it is called in results: the alias of its fact, the name of its value, or the text itself, which is then also
    the ``label``. ``options`` are the texts it is one of (None: any). An ``optional`` one without a condition may be left out; one
    with a ``condition`` has to be there where that holds, and must not be where it does not.
    """

    key: str
    label: str
    expr: Expr
    options: tuple[str, ...] | None
    span: Span = field(repr=False)
    optional: bool = False
    condition: Expr | None = None

    @property
    def required(self) -> bool:
        return not self.optional


@frozen(eq=False, repr=False)
class Template(Shown):
    """命名: how a name is made of its ``slots``, under a ``guard`` (前提). ``given`` is the fact that has the name to be judged."""

    id: str
    name: str
    label: str
    subject: str
    slots: tuple[Slot, ...]
    span: Span = field(repr=False)
    given: Field | None = None
    guard: Expr | None = None
    modality: Modality | None = None
    cites: tuple[Citation, ...] = field(default=(), repr=False)
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)

    def facts(self) -> Iterator[Field]:
        """The facts that are the name or a part of it."""
        if self.given is not None:
            yield self.given
        yield from (x.expr.field for x in self.slots if isinstance(x.expr, Fact))
