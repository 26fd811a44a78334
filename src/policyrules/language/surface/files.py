"""A file whole."""

from __future__ import annotations

from attrs import field, frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.amend import Amend
from policyrules.language.surface.cases import Case
from policyrules.language.surface.declarations import Declaration
from policyrules.language.surface.header import Header
from policyrules.language.surface.unruled import Unruled
from policyrules.language.vocabulary import Side

Statement = Declaration | Amend | Case | Unruled


@frozen(eq=False, repr=False)
class File(Node):
    """One file: its vocabulary, the header if it has one, its statements."""

    vocabulary: Side = field(eq=False)
    header: Header | None
    statements: tuple[Statement, ...]
