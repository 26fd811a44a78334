"""Rules whose outcome is no score: classes and requirements."""

from __future__ import annotations

from attrs import field, frozen

from policyrules.language.core.expressions import Expr
from policyrules.language.core.notes import Assumption, Citation
from policyrules.language.core.rules import Band, Value
from policyrules.language.node import Shown
from policyrules.language.vocabulary import Modality
from policyrules.source import Span


@frozen(eq=False, repr=False)
class Classification(Shown):
    """分类: the first row that holds; where classes are ``exclusive`` (互斥) the only one. ``value`` is the class as other rules
    read it: the name of a row, or 无 where none holds. Its options are the names of the rows."""

    id: str
    name: str
    label: str
    subject: str
    rows: tuple[Band, ...] = field(repr=False)
    span: Span = field(repr=False)
    value: Value = field(repr=False)
    exclusive: bool = False
    cites: tuple[Citation, ...] = field(default=(), repr=False)
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)


@frozen(eq=False, repr=False)
class Duty(Shown):
    """One line of 要求: what has to be (``test``), and when (``guard``, with the 前提 of the requirement)."""

    test: Expr
    span: Span = field(repr=False)
    guard: Expr | None = None
    modality: Modality | None = None
    """The 程度 that is written on the line, else that of the requirement."""
    cites: tuple[Citation, ...] = field(default=(), repr=False)
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)


@frozen(eq=False, repr=False)
class Requirement(Shown):
    """要求: what has to be of a subject, whatever it scores."""

    id: str
    name: str
    label: str
    subject: str
    duties: tuple[Duty, ...] = field(repr=False)
    span: Span = field(repr=False)
    modality: Modality | None = None
    cites: tuple[Citation, ...] = field(default=(), repr=False)
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    @property
    def excusable(self) -> bool:
        """Whether what is unmet is to be explained on some line, so that exceptions can be accepted."""
        return any(duty.modality is not None and duty.modality.unmet == "explain" for duty in self.duties)
