"""修改: what a pack puts in the place of something it took over."""

from __future__ import annotations

from attrs import frozen

from policyrules.language.node import Located as Node
from policyrules.language.surface.declarations import Declaration
from policyrules.language.surface.names import Name
from policyrules.language.surface.scorecards import Part


@frozen(eq=False, repr=False)
class Amend(Node):
    """修改 and what stands instead; of a part, the names of what it stands in (平台测评的实体运作的…), as many as are written."""

    what: Declaration | Part
    above: tuple[Name, ...] = ()
