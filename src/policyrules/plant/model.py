"""One planted error, and what became of it."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from policyrules.source import Source, Span

Outcome = Literal["caught", "warned", "covered", "equivalent", "missed"]
OUTCOMES: tuple[Outcome, ...] = ("caught", "warned", "covered", "equivalent", "missed")


@frozen
class Planted:
    """An error in the text of a rule: what stands at ``span`` becomes something else.

    ``covers`` are the kinds of assumption (English twins) by which a rule may differ there from the document; ``over`` those of the
    assumptions that stand over the place. ``quotes`` are the quotes that do.
    """

    kind: str
    span: Span
    becomes: str
    covers: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    quotes: tuple[str, ...] = ()

    @property
    def was(self) -> str:
        return self.span.text

    @property
    def covered(self) -> bool:
        return bool(self.covers & self.over)

    @property
    def source(self) -> Source:
        """The whole file with the error in it."""
        before, text = self.span.source, self.span.source.text
        return Source(before.path, text[: self.span.start] + self.becomes + text[self.span.end :], before.pack)


@frozen
class Found:
    """What `check` makes of a planted error: the codes of the problems that the pack did not have before.

    ``caught``: one of them is an error; ``covered``: none is, and an assumption stands over the place; ``warned``: all are
    warnings; without any, ``equivalent``: the pack means what it did; ``missed``.
    """

    planted: Planted
    outcome: Outcome
    codes: tuple[str, ...] = ()
