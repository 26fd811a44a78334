"""What the parts of a scorecard and its total can come to, over all facts there may be.

Parts that read nothing in common add up freely. What is read in more than one place is cut into cells at the figures it is compared
with, below the least part that holds all these places, and what comes of each cell is put together: so no part is credited with
points that exclude each other. Where that would be too much work the whole is taken: nothing is left out, but it may hold too much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from attrs import define, field

from policyrules.analysis import spread as sp
from policyrules.analysis.atoms import Atoms
from policyrules.analysis.spread import Spread
from policyrules.analysis.worth import Worth, blank
from policyrules.evaluation.awards import deducts, spared
from policyrules.language import core
from policyrules.language.lowered import LoweredCard, LoweredSubject

MOST_CELLS = 128
"""The most combinations of cells that are looked at below one part."""
LEAST_WORK = 2000
"""How often parts are worked out for one scorecard in all, beside three times for each; after that nothing is cut any more."""

Pair = tuple[Spread, Spread]
"""What a part gives within its caps, and how much 附加分 stands below it, beyond them."""
NOTHING_MORE = sp.single(0)


@define(eq=False)
class Reach:
    """What one scorecard can give. ``full`` is whether everything was cut where it is read twice."""

    entry: LoweredSubject
    card: LoweredCard
    blank: Mapping[str, Any]
    atoms: Atoms
    whole: bool = True
    _read: dict[core.Part, Counter[str]] = field(factory=dict)
    _own: dict[core.Part, Counter[str]] = field(factory=dict)
    _size: dict[core.Part, int] = field(factory=dict)
    _excusable: set[core.Part] = field(factory=set)
    _made: dict[tuple[core.Part, tuple[tuple[str, int], ...]], Pair] = field(factory=dict)
    _work: int = 0

    @classmethod
    def of(cls, entry: LoweredSubject, card: LoweredCard) -> Reach:
        nothing = blank(entry.fields)
        made = cls(entry, card, nothing, Atoms(card.values, nothing))
        made.count(card.card.root, False)
        return made

    @property
    def root(self) -> Spread:
        """What the items give together, before vetoes."""
        return self.points(self.card.card.root)

    @property
    def total(self) -> Spread:
        """What the total can be."""
        counts = [v.total for v in self.card.card.vetoes if v.total is not None]
        return sp.union((self.root, *map(sp.single, counts)))

    def points(self, part: core.Part) -> Spread:
        """What a part gives, 附加分 below it included; 0 where a part above does not apply is left out."""
        held, more = self.part(part, {})
        return (held if more is NOTHING_MORE else held.plus(more)).held(*part.whole)

    # ------------------------------------------------------------ what is read where

    def count(self, part: core.Part, excused: bool) -> Counter[str]:
        """Note how often everything occurs in a part and those below it."""
        excused = part.excusable or (excused and part.modality is None)
        if excused:
            self._excusable.add(part)
        body = part.body
        own = self.atoms.occurring((part.guard,) if isinstance(body, tuple) else (part.guard, body))
        self._own[part] = own
        whole = own.copy()
        for below in body if isinstance(body, tuple) else ():
            whole += self.count(below, excused)
        self._read[part] = whole
        self._size[part] = 1 + sum(self._size[p] for p in body) if isinstance(body, tuple) else 1
        return whole

    def cut(self, part: core.Part) -> list[str]:
        """What is cut at a part: what is read more than once, and nowhere outside it or only there."""
        every, here = self._read[self.card.card.root], self._read[part]
        below = part.body if isinstance(part.body, tuple) else ()
        return [a for a, n in here.items() if 1 < n == every[a] and not any(self._read[p][a] == n for p in below)]

    # ------------------------------------------------------------ points

    def part(self, part: core.Part, cells: Mapping[str, int]) -> Pair:
        """What a part gives where some atoms are in the cells of these numbers."""
        read = self._read[part]
        key = (part, tuple(sorted((a, n) for a, n in cells.items() if a in read)))
        if key not in self._made:
            self._work += 1
            self._made[key] = self.work(part, dict(key[1]))
        return self._made[key]

    def work(self, part: core.Part, cells: dict[str, int]) -> Pair:
        cut = self.cut(part)
        if not isinstance(part.body, tuple):
            return _either(self.leaf(part, {**cells, **more}) for more in self.ways(cut, [part]))
        guarding = [a for a in cut if a in self._own[part]]
        if guarding or part.combine != "sum":
            return _either(self.group(part, part.body, {**cells, **more}) for more in self.ways(cut, [part]))
        clusters = self.clusters(part.body, cut)
        sums = [
            _either(self.added(members, {**cells, **more}) for more in self.ways(shared, members)) for shared, members in clusters
        ]
        return self.finish(part, _sum(sums), cells)

    def ways(self, cut: list[str], parts: Sequence[core.Part]) -> Iterable[dict[str, int]]:
        """Every combination of cells of what is cut, or of as much of it as there is work left for with these parts below."""
        sizes = {a: len(self.atoms.cells(a)) for a in cut}
        kept = [a for a in cut if sizes[a] > 1]
        size = sum(self._size[p] for p in parts) if kept else 0
        left = LEAST_WORK + 3 * len(self._size) - self._work
        while kept and (prod(sizes[a] for a in kept) > MOST_CELLS or prod(sizes[a] for a in kept) * size > left):
            kept.remove(max(kept, key=lambda a: sizes[a]))
            self.whole = False
        return [dict(zip(kept, numbers, strict=True)) for numbers in product(*(range(sizes[a]) for a in kept))]

    def clusters(self, below: Sequence[core.Part], cut: list[str]) -> list[tuple[list[str], list[core.Part]]]:
        """The parts below, those that share what is cut here together."""
        found: list[tuple[list[str], list[core.Part]]] = []
        for part in below:
            shared, members = [a for a in cut if a in self._read[part]], [part]
            for other in [x for x in found if set(x[0]) & set(shared)]:
                found.remove(other)
                shared, members = list(dict.fromkeys((*other[0], *shared))), [*other[1], *members]
            found.append((shared, members))
        return found

    def added(self, parts: Sequence[core.Part], cells: Mapping[str, int]) -> Pair:
        """What parts add to the one they stand in."""
        return _sum([_apart(p, self.part(p, cells)) for p in parts])

    def group(self, part: core.Part, body: tuple[core.Part, ...], cells: dict[str, int]) -> Pair:
        if part.combine == "sum":
            return self.finish(part, self.added(body, cells), cells)
        held = [self.part(p, cells)[0] for p in body if not p.beyond]
        more = [self.part(p, cells) for p in body]
        beyond = _sum([_apart(p, pair if p.beyond else (NOTHING_MORE, pair[1])) for p, pair in zip(body, more, strict=True)])[1]
        return self.finish(part, (sp.extreme(part.combine, held) if held else NOTHING_MORE, beyond), cells)

    def finish(self, part: core.Part, pair: Pair, cells: Mapping[str, int]) -> Pair:
        """Own caps, and the 前提."""
        held, more = pair[0].held(part.low, part.high), pair[1]
        holds = True if part.guard is None else self.worth(cells).truth(part.guard)
        if holds is True:
            return held, more
        none = (NOTHING_MORE, NOTHING_MORE)
        return none if holds is False else _either(((held, more), none))

    def leaf(self, part: core.Part, cells: dict[str, int]) -> Pair:
        assert not isinstance(part.body, tuple)
        worth = self.worth(cells)
        found = [worth.number(part.body)]
        if part in self._excusable and isinstance(part.body, core.Choose) and not part.body.table:
            kept = spared(part.body) if deducts(part.body) else part.body.cases[0][1]
            found.append(worth.number(kept))
        return self.finish(part, (sp.union(found), NOTHING_MORE), cells)

    def worth(self, cells: Mapping[str, int]) -> Worth:
        return Worth(self.card.values, self.blank, {a: self.atoms.cells(a)[n] for a, n in cells.items()})


def _sum(pairs: Sequence[Pair]) -> Pair:
    held, more = NOTHING_MORE, NOTHING_MORE
    for one, other in pairs:
        held = one if held is NOTHING_MORE else held.plus(one)
        more = more if other is NOTHING_MORE else more.plus(other)
    return held, more


def _apart(part: core.Part, pair: Pair) -> Pair:
    """What a part adds to the one it stands in: within its caps, and beyond them."""
    if not part.beyond:
        return pair
    return NOTHING_MORE, pair[0].plus(pair[1])


def _either(pairs: Iterable[Pair]) -> Pair:
    found = list(pairs)
    if len(found) == 1:
        return found[0]
    more = [m for _, m in found]
    return sp.union(h for h, _ in found), NOTHING_MORE if all(m is NOTHING_MORE for m in more) else sp.union(more)
