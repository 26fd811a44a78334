"""Targets (目标) in words: the finding, why, and how each row stands."""

from __future__ import annotations

from datetime import date

from policyrules.result import DueFinding, DueResult, Lang, TargetResult
from policyrules.text.conditions import of_records, unfound
from policyrules.text.phrases import Phrases, told_missing
from policyrules.text.say import compared, shown, spaced
from policyrules.text.words import finding_word, say

_TEMPLATES: dict[str, tuple[str, str]] = {
    "met": ("{target}；{actual}，符合", "{target}; {actual}, complies"),
    "unmet": ("{target}；{actual}，{finding}{gap}", "{target}; {actual}, {finding}{gap}"),
    "unknown": ("{target}；{actual}；尚缺{missing}", "{target}; {actual}; missing {missing}"),
    "unsettled": ("{target}；{actual}", "{target}; {actual}"),
    "not_due": ("{coming}；{so_far}{gap}", "{coming}; {so_far}{gap}"),
    "not_measurable": (
        "{target}，不作符合与否的认定；{so_far}",
        "{target}: whether it is met cannot be said; {so_far}",
    ),
    "undated": ("未给出测评日，适用哪一期目标待定；{so_far}", "no evaluation date, so which row applies is not known; {so_far}"),
    "excepted": ("{target}；{actual}；{signed}认可例外{grounds}", "{target}; {actual}; accepted as an exception{signed}{grounds}"),
    "not_applicable": ("前提不成立（{conditions}），不适用", "the precondition does not hold ({conditions}); not applicable"),
    "guard_unknown": ("尚缺{missing}，是否适用待定", "missing {missing}; whether it applies is not known"),
}
_MARKS: dict[DueFinding, str] = {
    "met": "√",
    "breach": "×",
    "explain": "△",
    "not_taken": "△",
    "unknown": "○",
    "not_applicable": "－",
    "not_due": "－",
    "not_measurable": "－",
}
_GAPS: dict[str, tuple[str, str]] = {
    "ge": ("还差", "short by"),
    "gt": ("还差", "short by"),
    "le": ("超出", "over by"),
    "lt": ("超出", "over by"),
    "eq": ("相差", "off by"),
}


def sentence(found: TargetResult, lang: Lang) -> str:
    """Why a target came out as it did, in one sentence without a final stop."""
    phrases = _Phrases(found, lang)
    code = "unsettled" if phrases.code == "unknown" and told_missing(found.reason) else phrases.code
    return _TEMPLATES[code][0 if lang == "zh" else 1].format_map(phrases)


def conclusion(found: TargetResult, lang: Lang) -> str:
    """The finding with its 程度, what is still possible, and 含本市假定 beside it."""
    zh, modality = lang == "zh", found.modality
    text = f"{_MARKS[found.finding]} {finding_word(found.finding, lang)}"
    if found.finding == "unknown":
        possible = [finding_word(f, lang) for f in _MARKS if f in found.findings]
        text += say("finding_open", lang, findings=("、" if zh else " or ").join(possible))
    if found.basis == "exception":
        text += f"（{say('accepted', lang)}）" if zh else f" ({say('accepted', lang)})"
    if modality is not None:
        text += f"（程度“{modality.zh}”）" if zh else f" (“{modality.en}”)"
    return text + (say("assumed", lang) if found.assumed else "")


def due(row: DueResult, found: TargetResult, lang: Lang) -> str:
    """The day of a row and what is asked then: “2022 年底：达到 80%”."""
    modality = row.modality if row.modality is not found.rule.modality else None
    text = _day(row.rule.day, lang).removeprefix("the ") + ("：" if lang == "zh" else ": ") + _asked(row, found, lang)
    return text + ("" if modality is None else f"（程度“{modality.zh}”）" if lang == "zh" else f" (“{modality.en}”)")


def standing(row: DueResult, lang: Lang) -> str:
    """How a row stands on the date of evaluation; of one that is not due, whether the measure satisfies it already."""
    if row.finding is None:
        return say("due_past", lang)
    text = f"{_MARKS[row.finding]} {finding_word(row.finding, lang)}"
    return text + (say("due_early", lang) if row.state == "not_due" and row.holds else "")


def _day(day: date, lang: Lang) -> str:
    """A day; the last one of a year by its year."""
    if (day.month, day.day) == (12, 31):
        return f"{day.year} 年底" if lang == "zh" else f"the end of {day.year}"
    return day.isoformat()


def _asked(row: DueResult, found: TargetResult, lang: Lang) -> str:
    """What a row asks for: “达到 80%”, “60%及以上”, “不可量化”."""
    if row.rule.test is None:
        return finding_word("not_measurable", lang)
    return compared(row.rule.test.word, shown(found.figure(row.needed), lang, found.unit), lang)


class _Phrases(Phrases):
    """Those of a target."""

    def __init__(self, found: TargetResult, lang: Lang) -> None:
        super().__init__(found.reason, lang)
        self.result = found

    @property
    def row(self) -> DueResult:
        row = self.result.current
        assert row is not None  # only an undated reason has none, and says nothing of a row
        return row

    @property
    def asked(self) -> str:
        return _asked(self.row, self.result, self.lang)

    @property
    def finding(self) -> str:
        return finding_word(self.result.finding, self.lang)

    @property
    def target(self) -> str:
        """“2022 年底目标：平均活跃度超过 50%”."""
        day, label = _day(self.row.rule.day, self.lang), self.args["label"]
        space = "" if day.endswith("底") else " "
        lasting = self._either("（期满后沿用）", " (which goes on applying)") if self.result.after_last else ""
        return self._either(
            f"{day}{space}目标{lasting}：{label}{spaced(self.asked, 'zh')}", f"target for {day}{lasting}: {label} {self.asked}"
        )

    @property
    def coming(self) -> str:
        """“至 2022 年底，实体化运作率应达到 80%”, with the word of the 程度."""
        day, label, asked = _day(self.row.rule.day, self.lang), self.args["label"], self.asked
        if self.row.rule.test is None:
            return self._either(f"至 {day}，{label}不可量化", f"due at {day}: {label} not measurable")
        modality = self.row.modality.zh if self.row.modality else "应"
        is_ = "为" if asked[:1].isascii() else ""
        return self._either(f"至 {day}，{label}{modality}{is_}{spaced(asked, 'zh')}", f"due at {day}: {label} {asked}")

    @property
    def actual(self) -> str:
        return self._found("")

    @property
    def so_far(self) -> str:
        return self._found(self._either("目前", "so far"))

    def _found(self, lead: str) -> str:
        """“实际 62%”, or what is known of it."""
        c = self.args["conditions"][0]
        if c.get("found") is None:
            text = unfound(c, self.lang)
            return self._either(lead + text, f"{lead} {text}" if lead and "least" in c else text)
        text = shown(c["found"], self.lang, c["unit"]) + of_records(c, self.lang)
        return self._either((lead or "实际") + spaced(text, "zh"), f"{lead or 'found'} {text}")

    @property
    def gap(self) -> str:
        """“，还差 18 个百分点”; where the figure itself is not enough “（需超过 50%）”."""
        found, test, distance = self.result, self.row.rule.test, self.result.distance
        if test is None or distance is None:
            return ""
        text = ""
        if distance:
            figure = found.figure(distance)
            size = self._points(shown(figure, self.lang)) if found.rule.percent else shown(figure, self.lang, found.unit)
            zh, en = _GAPS[test.op]
            text = self._either(f"，{zh}{spaced(size, 'zh')}", f", {en} {size}")
        if found.strict:
            needed = shown(found.figure(self.row.needed), self.lang, found.unit)
            text += self._either(f"（需{self.asked}）", f" ({needed} itself is not enough)")
        return text

    def _points(self, size: str) -> str:
        return self._either(f"{size} 个百分点", f"{size} percentage point{'' if size == '1' else 's'}")
