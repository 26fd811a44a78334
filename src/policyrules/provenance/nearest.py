"""The passage nearest to a quote that stands nowhere, and how the two differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, islice
from typing import NamedTuple

from policyrules.provenance.normal import reduced
from policyrules.provenance.passages import Hit, Passages

_FOCUS = 48  # characters compared on either side of the first difference
_SEEDS = 48
_WINDOWS = 3
_TOKEN = re.compile(r"[0-9A-Za-z.%]{1,16}|.", re.DOTALL)

_Pairs = list[tuple[int | None, int | None]]
"""Places in the quote and in the passage side by side; None where one of them has nothing."""


class Near(NamedTuple):
    """The passage nearest to a quote: raw offsets, how many edits away, and the differences on one line."""

    start: int
    end: int
    edits: int
    diff: str


def nearest_passage(passages: Passages, quote: str, within: Sequence[Hit]) -> Near | None:
    """The passage most like a raw quote, if at least half of it is the same."""
    text, offsets = reduced(quote)
    shared = _shared(passages, text, within)
    low, high = max(0, shared - _FOCUS), min(len(text), shared + _FOCUS)
    focus = text[low:high]
    wide = [quote[i] for i in offsets[low:high]]
    agreed = [h.low for h in islice(passages.hits(text[low:shared], within), 1)]
    best: Near | None = None
    for start in (*agreed, *_likely(passages, focus, within)):
        window = Hit(max(0, start - len(focus) // 2), min(len(passages.text), start + 2 * len(focus) + 8))
        near = _compared(passages, focus, wide, window, (low > 0, high < len(text)))
        if near and near.edits and (best is None or near.edits < best.edits):
            best = near
        if best and best.edits == 1:
            break
    return best


def _shared(passages: Passages, text: str, within: Sequence[Hit]) -> int:
    """How much of the beginning of a text occurs: the first difference is there, however long the text is."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if next(passages.hits(text[:middle], within), None) else (low, middle - 1)
    return low


def _likely(passages: Passages, text: str, within: Sequence[Hit]) -> list[int]:
    """Where the text would begin, by the votes of short strings it shares with the source; rare strings weigh more."""
    width = max(8, len(text) // 4)
    for size in (4, 2, 1):
        votes: Counter[int] = Counter()
        for at in range(0, len(text) - size + 1, max(1, len(text) // _SEEDS)):
            found = list(islice(passages.hits(text[at : at + size], within), 64))
            for hit in found:
                votes[(hit.low - at) // width] += 64 // len(found)
        if votes:
            ranked = sorted(votes, key=lambda bucket: (-votes[bucket], bucket))
            return [bucket * width for bucket in ranked[:_WINDOWS]]
    return []


def _compared(passages: Passages, text: str, wide: Sequence[str], window: Hit, cut: tuple[bool, bool]) -> Near | None:
    """The stretch of a window most like a text, with the differences; ``wide`` is the text as written, ``cut`` whether more of the
    quote stands before and after."""
    ours = [m.span() for m in _TOKEN.finditer(text)]
    theirs = [m.span() for m in _TOKEN.finditer(passages.text, *window)]
    pairs = _aligned([text[a:b] for a, b in ours], [passages.text[a:b] for a, b in theirs])
    used = [j for _, j in pairs if j is not None]
    same = [i for i, j in pairs if i is not None and j is not None and text[slice(*ours[i])] == passages.text[slice(*theirs[j])]]
    if not used or 2 * len(same) < len(ours):
        return None
    kept, said = set(same), ["…"] * cut[0]
    steps: list[tuple[str, str, str]] = []
    for i, j in pairs:
        old = "" if i is None else "".join(wide[slice(*ours[i])])
        new = "" if j is None else "".join(passages.source.text[o] for o in passages.offsets[slice(*theirs[j])])
        steps.append((new, "", "") if i in kept else ("", old, new))
    said += [_diff(steps), "…" * cut[1]]
    start, end = passages.raw(Hit(theirs[used[0]][0], theirs[used[-1]][1]))
    return Near(start, end, len(pairs) - len(same), "".join(said))


def _diff(steps: Sequence[tuple[str, str, str]]) -> str:
    """One line from (same, only in the quote, only in the source), neighbouring differences together, long agreement shortened."""
    said = []
    for agreed, run in groupby(steps, key=lambda step: bool(step[0])):
        same, old, new = ("".join(texts) for texts in zip(*run, strict=True))
        if agreed:
            said.append(same if len(same) <= 32 else f"{same[:12]}…{same[-16:]}")
        else:
            said.append((f"[-{old}-]" if old else "") + (f"{{+{new}+}}" if new else ""))
    return "".join(said)


def _aligned(ours: Sequence[str], theirs: Sequence[str]) -> _Pairs:
    """Pairs of places by fewest edits, the whole of ``ours`` against whatever stretch of ``theirs`` suits it."""
    gap, other = 2, 3  # so that a word left out is shown as one, and one for another as both
    rows = [[0] * (len(theirs) + 1)]
    for i, one in enumerate(ours, 1):
        above, row = rows[-1], [gap * i]
        for j, two in enumerate(theirs, 1):
            row.append(min(above[j - 1] + (one != two and other), above[j] + gap, row[j - 1] + gap))
        rows.append(row)
    i, fewest = len(ours), min(rows[-1])
    j = max(at for at, edits in enumerate(rows[-1]) if edits == fewest)
    pairs: _Pairs = []
    while i:
        here = rows[i][j]
        if j and here == rows[i - 1][j - 1] + (ours[i - 1] != theirs[j - 1] and other):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif j and here == rows[i][j - 1] + gap:
            j -= 1
            pairs.append((None, j))
        else:
            i -= 1
            pairs.append((i, None))
    return _ends_paired(pairs[::-1], len(theirs))


def _ends_paired(pairs: _Pairs, stop: int) -> _Pairs:
    """What the quote has at its very beginning or end and the source has not, beside what the source has there."""
    used = [at for at, (_, j) in enumerate(pairs) if j is not None]
    if not used:
        return pairs
    first, last = pairs[used[0]][1] or 0, pairs[used[-1]][1] or 0
    for at, (i, _) in enumerate(pairs):
        if at < used[0] and first - used[0] + at >= 0:
            pairs[at] = i, first - used[0] + at
        elif at > used[-1] and last + at - used[-1] < stop:
            pairs[at] = i, last + at - used[-1]
    return pairs
