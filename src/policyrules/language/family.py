"""The files of a pack together with those of the packs it stands under, amendments carried out.

What is different from the surface tree: there is no 修改 any more; what it replaced is gone, and what replaces it stands as a
declaration of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import Factory, frozen

from policyrules.language import surface as s


@frozen(eq=False)
class Family:
    """``files``: the pack's own first, then those of the pack above it, and so on. ``replaced``: what stood before, by the identity
    of the field, parameter or 设 that replaces it. ``unruled``: what the pack says of passages of its own
    text that no rule states."""

    files: tuple[s.File, ...]
    replaced: Mapping[int, s.Field | s.Parameter | s.Let] = Factory(dict)
    unruled: tuple[s.Unruled, ...] = ()
