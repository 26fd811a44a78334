"""Names that are asked for: the nearest known one, and mappings whose missing keys name it."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, TypeVar

V = TypeVar("V")
_FEW = 5


class ById(Mapping[str, V]):
    """A mapping over what a result holds. Two are equal only when they are one, because what they hold is compared so too."""

    _holds: ClassVar[str]
    """What a key stands for."""

    @property
    @abstractmethod
    def _held(self) -> Mapping[str, V]: ...

    def __getitem__(self, key: str) -> V:
        try:
            return self._held[key]
        except KeyError:
            raise KeyError(self._unknown(key)) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, key: object) -> bool:
        return key in self._held

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def _unknown(self, key: object) -> str:
        if not isinstance(key, str):
            return f"no {self._holds} {key!r}; list() gives the ids"
        if nearest := suggest(key, self):
            return f"no {self._holds} `{key}`; did you mean `{nearest}`?"
        there = "there is: " if len(self) == 1 else "there are: "
        return f"no {self._holds} `{key}`; " + (there + ", ".join(self) if len(self) <= _FEW else "list() gives the ids")


def suggest(name: str, known: Iterable[str]) -> str:
    """The known name nearest to ``name``, within a third of its length (at least one edit), else an empty string.

    A name with a note in brackets, or only the last step of a path, stands for the whole. Of names at the same distance it is
    the one that shares more characters. A name of one character is written wrong only by leaving something out (或 for 或者):
    another character is another word.
    """
    known = tuple(known)
    plain = re.split(r"[（(]", name)[0].strip()
    whole = [k for k in known if k == plain or k.rpartition(".")[2] == name]
    if len(whole) == 1:
        return whole[0]
    best, shared, best_distance = "", 0, max(1, len(name) // 3) + 1
    for candidate in known:
        if abs(len(candidate) - len(name)) > best_distance or (len(name) == 1 and name not in candidate):
            continue
        distance = _edits(name, candidate, best_distance + 1)
        alike = len(set(name) & set(candidate))
        if distance < best_distance or (best and distance == best_distance and alike > shared):
            best, shared, best_distance = candidate, alike, distance
    return best if best_distance < max(len(name), 2) else ""


def _edits(a: str, b: str, limit: int) -> int:
    """Edit distance (insert, delete, replace, swap of neighbours); gives up at ``limit``."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) >= limit:
            return limit
    return row[-1]
