"""Targets by date."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from policyrules.language.core.expressions import Cmp, Expr
from policyrules.language.core.notes import Assumption, Citation
from policyrules.language.node import Shown
from policyrules.language.units import Unit
from policyrules.language.vocabulary import Modality
from policyrules.source import Span


@frozen(eq=False, repr=False)
class Due(Shown):
    """What is to be reached by a day, which itself counts: a comparison of the measure with a constant, or None (不可量化)."""

    day: date
    test: Cmp | None
    label: str
    span: Span = field(repr=False)
    modality: Modality | None = None
    """The 程度 that is written on the row, else that of the target."""
    cites: tuple[Citation, ...] = field(default=(), repr=False)
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)

    @property
    def id(self) -> str:
        return self.day.isoformat()


@frozen(eq=False, repr=False)
class Target(Shown):
    """目标: what a measure is to reach by which day, under a ``guard`` (前提). The ``rows`` are in the order of their days, no two
    of one; a figure is in ``unit``, or with ``percent`` shown in hundredths."""

    id: str
    name: str
    label: str
    subject: str
    measure: Expr
    rows: tuple[Due, ...] = field(repr=False)
    span: Span = field(repr=False)
    unit: Unit | None = None
    percent: bool = False
    guard: Expr | None = None
    modality: Modality | None = None
    cites: tuple[Citation, ...] = field(default=(), repr=False)
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    @property
    def excusable(self) -> bool:
        """Whether what is unmet is to be explained on some row, so that exceptions can be accepted."""
        return any(x.modality is not None and x.modality.unmet == "explain" for x in self.rows)
