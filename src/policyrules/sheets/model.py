"""What a file of rows is to whoever reads it: columns known at once, rows in batches, as often as they are asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from attrs import Factory, field, frozen

from policyrules.diagnostics.base import Problem

if TYPE_CHECKING:
    from policyrules.sheets.arrow import pa

Said = tuple[str, str]
"""A phrase in Chinese and in English."""
Cells = Any
"""One column of a batch: an array of pyarrow, or a list of plain values where the format gives them one by one."""


@frozen(eq=False)
class Torn:
    """A row that cannot be read at all, by the number its file has for it."""

    row: int
    problem: Problem
    text: str = ""
    column: str = ""


@frozen(eq=False)
class Batch:
    """Some rows in order. ``rows`` has the number of each as people see it in the file; in a spreadsheet the headings are row 1."""

    columns: dict[str, Cells]
    rows: Sequence[int]
    torn: tuple[Torn, ...] = ()


@frozen(eq=False, slots=False)
class TableFile(ABC):
    """A file of rows. ``rows`` is how many there are, at most: blank and torn ones may be among them."""

    path: str
    columns: tuple[str, ...]
    rows: int
    notes: tuple[Said, ...] = field(default=(), kw_only=True)
    """What is said about the way it is read: a guessed encoding, the sheet."""
    kinds: dict[str, pa.DataType] = field(default=Factory(dict), kw_only=True)
    """Of a format that gives plain values: what each column is as a whole, for those that are carried along."""
    from_excel: bool = field(default=False, kw_only=True)
    """Whether people who use Excel made it, as far as can be told."""

    @abstractmethod
    def batches(self, size: int, only: Sequence[str] | None = None) -> Iterator[Batch]:
        """Every row, or some of its columns. Raises BrokenTable where the file turns out to be broken further on."""


class BrokenTable(Exception):  # noqa: N818 - carries a problem of the user's file
    """A file that cannot be read to its end."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem
