"""What outcomes have in common that come of one rule each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, Protocol, TypeVar

from policyrules.language import core


class Rule(Protocol):
    """What a rule says of itself."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def cites(self) -> tuple[core.Citation, ...]: ...


R = TypeVar("R", bound=Rule)


class About(ABC, Generic[R]):
    """An outcome of a ``rule``; ``touched`` are the assumptions that bear on it."""

    __slots__ = ()

    rule: R
    touched: tuple[core.Assumption, ...]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}: {self.brief}>"

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def label(self) -> str:
        return self.rule.label

    @property
    @abstractmethod
    def brief(self) -> str:
        """What came out, in a word or two."""

    @property
    def cites(self) -> tuple[core.Citation, ...]:
        return self.rule.cites

    @property
    def assumptions(self) -> tuple[core.Assumption, ...]:
        """Every assumption that touches this outcome, in the order of the pack."""
        return self.touched

    @property
    def assumed(self) -> bool:
        """Whether numbers that the text does not state decide it: 含本市假定."""
        return any(a.kind in core.INVENTED for a in self.touched)
