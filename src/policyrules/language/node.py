"""What the nodes of both trees share, and other classes that stand on attrs.

The classes ask attrs for no comparison, hash or representation of their own: there are a hundred of them, writing that code for
each took a third of the time it takes to import the package, and one way of comparing serves all.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from attrs import Attribute, field, frozen

from policyrules.source import Span


class Shown:
    """Shown by its name and its fields."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown = ", ".join(f"{a.name}={getattr(self, a.name)!r}" for a in self._fields() if a.repr)
        return f"{type(self).__name__}({shown})"

    @classmethod
    def _fields(cls) -> tuple[Attribute[Any], ...]:
        return cls.__attrs_attrs__  # type: ignore[attr-defined, no-any-return]


class Comparable(Shown):
    """Equal when of one class and equal in every field that takes part in equality."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._compared())

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self._compared())))

    @classmethod
    @cache
    def _compared(cls) -> tuple[str, ...]:
        return tuple(a.name for a in cls._fields() if a.eq)


@frozen(kw_only=True, eq=False, repr=False)
class Located(Comparable):
    """A node that knows where it stands; that takes no part in equality."""

    span: Span = field(eq=False, repr=False)
