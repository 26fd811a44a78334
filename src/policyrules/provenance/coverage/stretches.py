"""Stretches of a text that lie over each other: which of them is on top, and whether one holds a place whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import accumulate, pairwise
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Stretch(NamedTuple, Generic[T]):
    """From ``start`` to ``end`` (excluded); of several over one place that of the lowest ``rank`` is on top."""

    start: int
    end: int
    rank: tuple[int, ...]
    owner: T


class Layers(Generic[T]):
    """Stretches as seen from above. Made in n log n, asked in log n."""

    def __init__(self, stretches: Iterable[Stretch[T]]) -> None:
        waiting = sorted((x for x in stretches if x.start < x.end), key=lambda x: x.start, reverse=True)
        ends = sorted({at for x in waiting for at in (x.start, x.end)})
        self.pieces: list[tuple[int, int, Stretch[T]]] = []
        heap: list[tuple[tuple[int, ...], int, Stretch[T]]] = []
        for number, (low, high) in enumerate(pairwise(ends)):
            while waiting and waiting[-1].start == low:
                heappush(heap, ((*waiting[-1].rank, number, len(waiting)), waiting[-1].end, waiting.pop()))
            while heap and heap[0][1] <= low:
                heappop(heap)
            if heap:
                self.pieces.append((low, high, heap[0][2]))
        self._starts = [low for low, _, _ in self.pieces]

    def at(self, offset: int) -> Stretch[T] | None:
        """What is on top at a place."""
        found = bisect_right(self._starts, offset) - 1
        return self.pieces[found][2] if found >= 0 and offset < self.pieces[found][1] else None

    def within(self, start: int, end: int) -> Iterable[tuple[int, int, Stretch[T]]]:
        """The pieces on top between two places, cut to them."""
        for number in range(max(0, bisect_right(self._starts, start) - 1), len(self.pieces)):
            low, high, top = self.pieces[number]
            if low >= end:
                return
            if high > start:
                yield max(low, start), min(high, end), top


class Held:
    """Whether any of some stretches holds a place whole, and which touch it."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        self._order = sorted(range(len(stretches)), key=lambda n: stretches[n])
        self._stretches = [stretches[n] for n in self._order]
        self._starts = [start for start, _ in self._stretches]
        self._furthest = list(accumulate((end for _, end in self._stretches), max))

    def whole(self, start: int, end: int) -> bool:
        """Whether one of them holds everything between two places."""
        found = bisect_right(self._starts, start) - 1
        return found >= 0 and self._furthest[found] >= end

    def touching(self, start: int, end: int) -> list[int]:
        """Which of them, by their numbers as given, share something with what is between two places."""
        found, at = [], bisect_right(self._starts, end - 1) - 1
        while at >= 0 and self._furthest[at] > start:
            if self._stretches[at][1] > start:
                found.append(self._order[at])
            at -= 1
        return sorted(found)
