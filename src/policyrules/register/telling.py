"""Entries of the register in words: places, facts, results, other readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from policyrules.diagnostics.witness import Witness
from policyrules.language import core
from policyrules.language.languages import Lang
from policyrules.language.values import decimal_text, total
from policyrules.register.model import Difference, Edge, Entry, Place, Reading, Seen
from policyrules.register.prose import say
from policyrules.register.sites import GATES, GRADES
from policyrules.text.words import finding_word
from policyrules.text.words import kind as kind_word

_PLACES, _FACTS, _GIVEN, _DIFFERENCES, _SORTS = 3, 6, 10, 3, 3
_OUTCOMES = {
    "met": ("满足", "met"),
    "partial": ("部分得分", "in part"),
    "unmet": ("未满足", "unmet"),
    "not_applicable": ("不适用", "not applicable"),
}
_GATES = {
    "met": ("具备资格", "eligible"),
    "unmet": ("不具资格", "not eligible"),
    "applied": ("被否决", "vetoed"),
    "clear": ("未被否决", "not vetoed"),
}


def _of(pair: tuple[str, str], lang: Lang) -> str:
    return pair[0] if lang == "zh" else pair[1]


def comma(lang: Lang) -> str:
    """Between items of a list."""
    return "、" if lang == "zh" else ", "


def where(place: Place, lang: Lang) -> str:
    """A place by its name."""
    if place.key in (GRADES, GATES):
        return say(f"{place.key}_of", lang, label=place.label)
    if isinstance(place.rule, core.Target) and place.key:
        return f"{place.rule.name} {place.key}"
    if isinstance(place.rule, core.Requirement):
        return f"{place.rule.name}：{place.label}" if lang == "zh" else f"{place.rule.name}: {place.label}"
    return place.label


def bites(entry: Entry, lang: Lang) -> str:
    """Where an assumption bites, and how many points that is."""
    if not entry.places:
        whole = entry.assumption.kind == "period" or (entry.assumption.kind == "basis" and entry.why_none != "unused")
        return say("whole" if whole else "nothing", lang)
    told = [where(p, lang) + _points(p, lang) for p in entry.places[:_PLACES]]
    text = comma(lang).join(told)
    if len(entry.places) > _PLACES:
        text += say("more_places", lang, n=len(entry.places))
    worth = [p.points for p in entry.places if p.points is not None]
    return text + (say("points_all", lang, points=decimal_text(total(worth))) if len(worth) > 1 else "")


def _points(place: Place, lang: Lang) -> str:
    return "" if place.points is None else say("points", lang, points=decimal_text(place.points))


def facts(entry: Entry, lang: Lang) -> str:
    """The facts that decide; of lists no more than that they do."""
    names = [f.called for f in entry.facts if not f.lists]
    rest = say("more_facts", lang, n=len(names)) if len(names) > _FACTS else ""
    return comma(lang).join(names[:_FACTS]) + rest


# ---------------------------------------------------------------- readings


def reading(found: Reading, lang: Lang) -> Iterator[str]:
    """A reading, then examples of what it changes, or that none was found."""
    yield found.alternative.text(lang)
    if found.state != "differs":
        yield say(found.state, lang)
    several = len(found.differences) > 1
    for difference in found.differences[:_DIFFERENCES]:
        place = f"（{where(difference.place, lang)}）" if lang == "zh" else f" ({where(difference.place, lang)})"
        yield say("example", lang) + example(difference, lang) + (place if several else "")
    if (more := len(found.differences) - _DIFFERENCES) > 0:
        yield say("more_differences", lang, n=more)


def example(found: Difference, lang: Lang) -> str:
    """Facts, and what each reading gives."""
    here, there = (seen(x, found.place, lang) for x in (found.here, found.there))
    return say("gives", lang, given=given(found.witness, lang), here=here, there=there)


def given(witness: Witness, lang: Lang) -> str:
    """Facts in a few words."""
    told = [f"{witness.names.get(k, k)} {value(v, lang, witness.names, k)}" for k, v in list(witness.facts.items())[:_GIVEN]]
    if (more := len(witness.facts) - len(told)) > 0:
        told.append(say("other_facts", lang, n=more))
    between = "，" if lang == "zh" else ", "
    return between.join([witness.name, *([witness.on.isoformat()] if witness.on else []), *told])


def value(found: object, lang: Lang, names: Mapping[str, str], path: str) -> str:
    """A fact in a few words; of a list how many records there are, and of which sorts."""
    if isinstance(found, bool):
        return _of(("是", "yes") if found else ("否", "no"), lang)
    if not isinstance(found, list):
        return str(found)
    if not found:
        return say("no_records", lang)
    lead = say("records", lang, n=len(found))
    sorts = Counter(_record(x, lang, names, path) for x in found if isinstance(x, Mapping))
    rows = list(sorts) if len(sorts) == 1 or len(sorts) == len(found) else [_sort(told, n, lang) for told, n in sorts.items()]
    if len(rows) > _SORTS:
        rows = [rows[0], "…", rows[-1]]
    inside = ("；" if lang == "zh" else "; ").join(filter(None, rows))
    return lead if not inside else f"{lead}（{inside}）" if lang == "zh" else f"{lead} ({inside})"


def _sort(told: str, n: int, lang: Lang) -> str:
    return say("records", lang, n=n) + ("：" if lang == "zh" else ": ") + (told or "…")


def _record(record: Mapping[str, object], lang: Lang, names: Mapping[str, str], path: str) -> str:
    """A record in a few words."""
    told = [(names.get(f"{path}.{k}", k), value(v, lang, names, f"{path}.{k}")) for k, v in record.items()]
    return ("，" if lang == "zh" else ", ").join(f"{name} {v}" for name, v in told)


def seen(found: Seen, place: Place, lang: Lang) -> str:
    """What a reading gives in one place."""
    match found:
        case {"in_force": answer}:
            return say("in_force" if answer == "true" else "not_in_force", lang)
        case {"total": points, "grade": _}:
            return say("graded", lang, total=decimal_text(points) if points is not None else "", grade=grade(found, place, lang))  # type: ignore[arg-type]
        case {"points": points, "outcome": outcome}:
            return say("scored", lang, points=decimal_text(points), outcome=_of(_OUTCOMES[str(outcome)], lang))  # type: ignore[arg-type]
        case {"finding": finding}:
            return finding_word(finding, lang)  # type: ignore[arg-type]
        case {"class": name}:
            assert isinstance(place.rule, core.Classification)
            return next((r.label for r in place.rule.rows if r.id == name), say("no_class", lang))
    return comma(lang).join(_of(_GATES[str(x)], lang) for x in found.values() if x is not None)


def grade(found: Seen, place: Place, lang: Lang) -> str:
    """A grade by its name."""
    bands = place.rule.bands if isinstance(place.rule, core.Scorecard) else None
    rows = bands.rows if bands else ()
    return next((r.label for r in rows if r.id == found["grade"]), say("no_grade", lang))


def edges(entry: Entry, lang: Lang) -> list[list[str]]:
    """A table of roundings by totals: the grades that each gives, worked out for every cell."""
    if not entry.edges:
        return []
    shown = [e for e in entry.edges if _varies(e, entry)] or list(entry.edges)
    place = Place(entry.places[0].rule, GRADES, "")
    rule = place.rule
    assert isinstance(rule, core.Scorecard)
    assert rule.bands is not None
    mode = rule.bands.rounding[1] if rule.bands.rounding else "half up"
    rows = [[say("total", lang), *(_total(e) for e in shown)]]
    rows.append([say("as_written", lang, mode=kind_word(mode, lang)), *(grade(e.here, place, lang) for e in shown)])
    for found in entry.readings:
        other = {_total(d): grade(d.there, place, lang) for d in found.differences}
        rows.append([found.alternative.text(lang), *(other.get(_total(e)) or grade(e.here, place, lang) for e in shown)])
    return rows


def _varies(edge: Edge, entry: Entry) -> bool:
    return any(_total(d) == _total(edge) for r in entry.readings for d in r.differences)


def _total(found: Edge | Difference) -> str:
    points = found.here["total"]
    return "" if points is None else decimal_text(points)  # type: ignore[arg-type]
