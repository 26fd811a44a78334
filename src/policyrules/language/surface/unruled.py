"""What is said of passages of the source that no rule states."""

from __future__ import annotations

from attrs import frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.names import Quote


@frozen(eq=False, repr=False)
class Unruled(Node):
    """叙述, or 暂不编入 with its ``reason``: a passage by its words, by a section, or both; a section alone is what is left
    of it."""

    deferred: bool
    passage: Quote | None
    section: Quote | None = None
    reason: Quote | None = None
