"""A table that can be scored, with everything that was asked for."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from policyrules.diagnostics.base import Lang
from policyrules.language import core
from policyrules.language.lowered import LoweredSubject
from policyrules.policy import Policy
from policyrules.sheets.children import Child
from policyrules.sheets.facts import Columns
from policyrules.sheets.layout import Shown, layout
from policyrules.sheets.model import Said, TableFile
from policyrules.sheets.scoring import Outset, Scorer


@frozen(eq=False)
class Job:
    """Nothing that is known beforehand stands against it. ``key`` is the column that names a row; ``notes`` are said first."""

    policy: Policy
    subject: core.Subject
    on: date | None
    columns: Columns
    children: tuple[Child, ...]
    key: str
    scorer: Scorer
    outset: Outset
    out: str
    lang: Lang
    notes: tuple[Said, ...]

    @property
    def table(self) -> TableFile:
        """The table of the subjects."""
        return self.columns.table

    @property
    def shown(self) -> list[Shown]:
        """The columns of a sheet of results."""
        return layout((*self.columns.carried, *self.outset.columns), self.columns.carried, self.about)

    @property
    def about(self) -> LoweredSubject:
        """The rules about the subject."""
        return self.policy.lowered.subjects[self.subject.id]
