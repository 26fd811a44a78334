"""Places of several subjects as a table to read."""

from __future__ import annotations

from collections.abc import Sequence

from policyrules.result import Lang, Ranked, number
from policyrules.text.say import shown
from policyrules.text.width import pad, width
from policyrules.text.words import say


def table(places: Sequence[Ranked], scorecard: str, lang: Lang) -> str:
    """A row a subject: place, key, total."""
    rows = [(say("place", lang), say("subject", lang), say("total", lang))]
    rows += [(_place(place, lang), place.key, _total(place, scorecard, lang)) for place in places]
    wide = [max(width(row[n]) for row in rows) + 3 for n in range(3)]
    return "".join("".join(pad(cell, n) for cell, n in zip(row, wide, strict=True)).rstrip() + "\n" for row in rows)


def _place(place: Ranked, lang: Lang) -> str:
    if place.low is None:
        return say("no_place", lang)
    return str(place.low) if place.low == place.high else shown({"low": str(place.low), "high": str(place.high)}, lang)


def _total(place: Ranked, scorecard: str, lang: Lang) -> str:
    score = place.result.scores[scorecard]
    if place.low is None:
        return say("not_eligible" if score.gate == "unmet" else "vetoed", lang)
    return shown(number(score.total) if score.total is not None else score.points.to_dict(), lang)
