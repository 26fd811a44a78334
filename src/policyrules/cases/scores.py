"""The adapter of scorecards: what a case can say of one, and of its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from policyrules.cases.found import FINDING, FINDINGS, Amount, Aspect, Choice, Evaluated, Said, Target, line_names, takes
from policyrules.cases.found import said as shown
from policyrules.language import core
from policyrules.language.units import UNITS
from policyrules.result import Lang, PartResult, ScoreResult
from policyrules.text.sentence import said

EARNED = frozenset(("得分", "points"))
POINTS = EARNED | {""}
TOTAL = frozenset(("", "总分", "total"))
GRADED_ON = frozenset(("定档分", "graded_on"))
GRADE = frozenset(("", "等级", "grade"))
GATE = frozenset(("资格", "eligibility", "gate"))
VETO = frozenset(("否决", "veto"))
OUTCOME = frozenset(("", "结果", "outcome"))
UNIT: Said = ("分", "points")
POINT = UNITS["分"]

_GATES: dict[str, Said] = {"met": ("符合", "met"), "unmet": ("不符合", "unmet"), "unknown": ("未知", "unknown")}
_VETOES: dict[str, Said] = {"applied": ("是", "yes"), "clear": ("否", "no"), "unknown": ("未知", "unknown")}
_OUTCOMES: dict[str, Said] = {
    "met": ("满足", "met"),
    "partial": ("部分得分", "partial"),
    "unmet": ("未满足", "unmet"),
    "unknown": ("未知", "unknown"),
    "not_applicable": ("不适用", "not_applicable"),
}


def targets(card: core.Scorecard) -> Iterator[Target]:
    """Everything there is to a scorecard, outermost first."""
    own = frozenset((card.id, card.name))
    yield Target((own,), card.name, tuple(_whole(card)))
    for part in card.root.walk():
        if part.id:
            steps = (own, *(_names(n, a) for n, a in zip(part.names, part.id.split("."), strict=True)))
            shown = "的".join((card.name, *(_line(n) for n in part.names)))
            yield Target(steps, shown, tuple(_part(card, part)))


def _names(name: str, alias: str) -> frozenset[str]:
    """Those of one step; an award of a criterion with several is known by its place."""
    return frozenset((name, alias)) if not alias.isdigit() else frozenset(line_names(int(alias)))


def _line(name: str) -> str:
    return name if not name.isdigit() else line_names(int(name))[0]


def _of(card: core.Scorecard) -> Callable[[Evaluated], ScoreResult]:
    return lambda given: given.result.scores[card.id]


def _whole(card: core.Scorecard) -> Iterator[tuple[frozenset[str], Aspect]]:
    score = _of(card)

    def why(given: Evaluated, lang: Lang) -> str:
        return _sentences(score(given), lang)

    yield TOTAL, Aspect(lambda r: _total(score(r)), why, {}, POINT)
    yield EARNED, Aspect(lambda r: Amount(score(r).points.low, score(r).points.high, UNIT), why, {}, POINT)
    if card.bands:
        labels: dict[str, Said] = {row.id: (row.label, row.label) for row in card.bands.rows}
        yield GRADE, Aspect(lambda r: Choice(frozenset(score(r).grades), labels), why, takes(labels))
        yield GRADED_ON, Aspect(lambda r: _graded(score(r)), why, {}, POINT)
    if card.gates:
        yield GATE, Aspect(lambda r: _choice(score(r).gate, _GATES), why, takes(_GATES))
    if card.vetoes:
        yield VETO, Aspect(lambda r: _choice(score(r).veto, _VETOES), why, takes(_VETOES))


def _total(score: ScoreResult) -> Amount:
    """The total, or what is known of it; where it is not certain that there is one, none."""
    if score.gate == "unmet":
        return Amount(None, None, instead=("不具资格，没有总分", "not eligible, no total"))
    if score.annulled:
        return Amount(None, None, instead=("否决，没有总分", "vetoed, no total"))
    if score.gate == "unknown" or score.annulled is None:
        return Amount(None, None, instead=("资格或否决未知，不一定有总分", "no certain total: eligibility or a veto is not known"))
    return Amount(score.points.low, score.points.high, UNIT)


def _graded(score: ScoreResult) -> Amount:
    if score.graded_on is None:
        return Amount(None, None, instead=("没有定档分", "no figure to grade on"))
    return Amount(score.graded_on, score.graded_on, UNIT)


def _choice(key: str | None, table: Mapping[str, Said]) -> Choice:
    return Choice(frozenset(() if key is None else (key,)), table)


def _sentences(score: ScoreResult, lang: Lang) -> str:
    """The points of each item, which is what a total comes from."""
    parts = [f"{part.label} {shown(Amount(part.low, part.high, UNIT), lang)}" for part in score.parts]
    return ("；" if lang == "zh" else "; ").join(parts)


def _part(card: core.Scorecard, part: core.Part) -> Iterator[tuple[frozenset[str], Aspect]]:
    def found(given: Evaluated) -> PartResult:
        return given.result.scores[card.id][part.id]

    def why(given: Evaluated, lang: Lang) -> str:
        return said(found(given), lang)

    yield POINTS, Aspect(lambda r: Amount(found(r).low, found(r).high, UNIT), why, {}, POINT)
    if part.modality:
        yield FINDING, Aspect(lambda r: _choice(found(r).finding, FINDINGS), why, takes(FINDINGS))
    yield OUTCOME, Aspect(lambda r: _choice(found(r).outcome, _OUTCOMES), why, takes(_OUTCOMES))
