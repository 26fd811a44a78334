"""Annotations, which may end any line."""

from __future__ import annotations

from attrs import frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.expressions import Expr
from policyrules.language.surface.lists import WhenNone
from policyrules.language.surface.names import Quote


@frozen(eq=False, repr=False)
class Cite(Node):
    """依据: a quote of the source text, or of another document when ``title`` is given; ``section`` narrows where it stands."""

    quote: Quote
    title: str = ""
    section: Quote | None = None


@frozen(eq=False, repr=False)
class Assume(Node):
    """假定: a reason, and the kind it names, as the English twin, or an empty string."""

    kind: str
    text: Quote


@frozen(eq=False, repr=False)
class Strictness(Node):
    """程度: the English twin of the modality word."""

    word: str


Annotation = Cite | Assume | Strictness | WhenNone
Notes = tuple[Annotation, ...]


@frozen(eq=False, repr=False)
class Rounding(Node):
    """取整 mode 到 step; ``mode`` is the English twin."""

    mode: str
    step: Expr
    notes: Notes = ()
