"""Vetoes (一票否决) in words: whether each is met, and what follows from it."""

from __future__ import annotations

from datetime import date

from policyrules.result import Lang, ScoreResult, VetoResult, number
from policyrules.text.conditions import conditions
from policyrules.text.say import points_text, shown, spaced
from policyrules.text.words import say

_EFFECT: dict[str, tuple[str, str]] = {
    "none": ("不计总分", "no total"),
    "total": ("总分计{points}", "the total counts as {points}"),
    "barred": ("不得申报，期限至 {until}（含当日）", "barred from applying until {until}, that day included"),
    "barred_between": (
        "不得申报，期限截止日在 {low} 至 {high} 之间",
        "barred from applying until a day from {low} to {high}",
    ),
    "barred_open": ("不得申报，期限待定", "barred from applying, for how long is not known yet"),
    "excluded": ("不计{total}", "no {total}"),
    "limit": ("等级最高限为{grade}", "the grade is at most {grade}"),
}
_STATES: dict[str, tuple[str, str]] = {
    "vetoed": ("{conditions}，一票否决：{effects}", "{conditions}; vetoed: {effects}"),
    "not_vetoed": ("{conditions}，不触发一票否决", "{conditions}; no veto"),
    "veto_unknown": (
        "{conditions}，是否一票否决待定；如触发：{effects}",
        "{conditions}; a veto is not ruled out, by it: {effects}",
    ),
}


def vetoed(veto: VetoResult, lang: Lang) -> str:
    """Whether a veto is met and what follows, in one sentence without a final stop."""
    side, comma = (0, "，") if lang == "zh" else (1, ", ")
    reason = veto.reason
    asked = conditions(reason.args, lang) or veto.label
    return _STATES[reason.code][side].format(conditions=asked, effects=comma.join(_effects(veto, lang)))


def _effects(veto: VetoResult, lang: Lang) -> list[str]:
    rule, said = veto.rule, []
    if rule.annuls:
        said.append(_effect("none", lang))
    if rule.total is not None:
        said.append(_effect("total", lang, points=spaced(points_text(rule.total, lang), lang)))
    if veto.until is not None:
        said.append(barred(*veto.until, lang))
    said += [_effect("excluded", lang, total=name) for _, name in rule.excluded]
    if rule.limit:
        said.append(_effect("limit", lang, grade=rule.limit[1]))
    return said


def barred(low: date | None, high: date | None, lang: Lang) -> str:
    """How long a ban lasts."""
    if low is None or high is None:
        return _effect("barred_open", lang)
    return _effect("barred", lang, until=low) if low == high else _effect("barred_between", lang, low=low, high=high)


def _effect(key: str, lang: Lang, **facts: object) -> str:
    return _EFFECT[key][0 if lang == "zh" else 1].format(**facts)


def standing(score: ScoreResult, lang: Lang) -> list[tuple[str, str]]:
    """The rows on vetoes above the items: each that is met or not ruled out, or that there is none; then the ban."""
    if not score.vetoes:
        return []
    told = [v for v in score.vetoes if v.state != "unmet"]
    rows = [(say("veto", lang), vetoed(v, lang)) for v in told] or [(say("veto", lang), say("veto_clear", lang))]
    ban = score.barred
    if ban is not None and len([v for v in told if v.until]) > 1:
        text = barred(ban.low, ban.high, lang)
        rows.append((say("barred", lang), text if ban.certain else say("barred_perhaps", lang, barred=text)))
    return rows


def total(score: ScoreResult, lang: Lang) -> str:
    """What stands beside a total that a veto sets; empty where none does."""
    set_by = [v for v in score.vetoes if v.state == "met" and v.rule.total is not None]
    items = score.root.points
    if not set_by or items.known == score.total:
        return ""
    said = shown(number(items.known) if items.known is not None else items.to_dict(), lang)
    return say("veto_total", lang, items=said)
