"""Quotes and cites as they go wrong: a character lost, two exchanged, a figure changed, the cite of another rule, none at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyrules.language import surface as s
from policyrules.plant.model import Planted
from policyrules.plant.scope import Scope
from policyrules.source import Span

_SHORTEST = 4


def quote(node: s.Cite, scope: Scope) -> Iterator[Planted]:
    """A character lost, two neighbours exchanged, and a figure one up. Never the first or the last is lost: without it a quote is
    shorter and as true as before."""
    kind = "elsewhere" if node.title else "quote"
    text, start = node.quote.text, node.quote.span.start + 1
    inner = [n for n in range(1, len(text) - 1) if text[n].isalnum()]
    if len(inner) < _SHORTEST - 2:
        return

    def at(low: int, high: int, becomes: str) -> Planted:
        return scope.plant(kind, Span(node.span.source, start + low, start + high), becomes)

    lost = next((n for n in _from(inner, 2) if text[n] not in (text[n - 1], text[n + 1])), None)
    swapped = next((n for n in _from(inner, 3) if text[n + 1].isalnum() and text[n] != text[n + 1] and n + 1 < len(text) - 1), None)
    figure = next((n for n, c in enumerate(text) if c.isdecimal()), None)
    if lost is not None:
        yield at(lost, lost + 1, "")
    if swapped is not None:
        yield at(swapped, swapped + 2, text[swapped + 1] + text[swapped])
    if figure is not None:
        yield at(figure, figure + 1, str((int(text[figure]) + 1) % 10))


def _from(places: list[int], quarter: int) -> list[int]:
    """Places from two or three quarters on, those before them last."""
    n = len(places) * quarter // 4
    return places[n:] + places[:n]


def dropped(node: s.Cite, scope: Scope) -> Iterator[Planted]:
    yield scope.plant("dropped", node.span, "")


def moved(cites: Sequence[tuple[s.Cite, Scope]]) -> Iterator[Planted]:
    """For each cite that of the next criterion or rule which has another."""
    own = [(node, scope) for node, scope in cites if not node.title]
    for n, (node, scope) in enumerate(own):
        others = (own[(n + k) % len(own)] for k in range(1, len(own)))
        said = set(scope.quotes)
        other = next((x for x, there in others if there.owner != scope.owner and x.quote.text not in said), None)
        if other is not None:
            yield scope.plant("moved", node.span, other.span.text)
