"""A file whole."""

from __future__ import annotations

from attrs import field, frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.cases import Case
from policyrules.language.surface.header import Header
from policyrules.language.surface.outcomes import Classification, Requirement
from policyrules.language.surface.scorecards import Scorecard
from policyrules.language.surface.subjects import Subject
from policyrules.language.surface.values import Let, Parameter
from policyrules.language.vocabulary import Side

Rule = Scorecard | Classification | Requirement
"""What gives an outcome."""
Statement = Subject | Parameter | Let | Rule | Case


@frozen(eq=False, repr=False)
class File(Node):
    """One file: its vocabulary, the header if it has one, its statements."""

    vocabulary: Side = field(eq=False)
    header: Header | None
    statements: tuple[Statement, ...]
