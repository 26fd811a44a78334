"""Reason codes in one sentence: what was found against what was needed, and the points it gives.

A code is a row of ``TEMPLATES``: Chinese and English, over the phrases that `PartPhrases` can make. The arguments a code carries
are listed in the reference, reason codes. A code without a row still says its points.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from policyrules.language.values import Number, exact
from policyrules.language.vocabulary import SYMBOLS, by_spelling
from policyrules.result import Lang, PartResult, Points
from policyrules.text.conditions import Condition, label
from policyrules.text.phrases import Phrases
from policyrules.text.records import after, of_records
from policyrules.text.say import decimals, points_text, range_text, shown, spaced

TEMPLATES: dict[str, tuple[str, str]] = {
    "met": ("{tested}{award}", "{tested}{award}"),
    "unmet": ("{tested}{award}", "{tested}{award}"),
    "partial": ("{tested}按其余情形{award}", "{tested}otherwise {award}"),
    "deducted": ("扣分条件成立（{conditions}），{award}", "the deduction applies ({conditions}); {award}"),
    "spared": ("扣分条件不成立（{conditions}），{award}", "the deduction does not apply ({conditions}); {award}"),
    "prorated": ("{against}{award}", "{against}{award}"),
    "counted": ("{tested}{counted}{award}", "{tested}{counted}{award}"),
    "banded": ("{tested}{found}，属“{row}”一档，{award}", "{tested}{found}, in the row “{row}”; {award}"),
    "judged": ("{judged}", "{judged}"),
    "unjudged": ("尚待{judge}{verb}，{award}", "not yet {verb} by {judge}; {award}"),
    "unknown": ("{lacking}{award}", "{lacking}{award}"),
    "each": ("{each}{award}", "{each}{award}"),
    "fixed": ("不设条件，{award}", "given without condition; {award}"),
    "computed": ("按规则计算，{award}", "worked out by the rule; {award}"),
    "excepted": ("{short}{signed}认可例外{grounds}，{award}", "{short}accepted as an exception{signed}{grounds}; {award}"),
    "not_applicable": (
        "{guarded}，不适用，计 0 分",
        "{guarded}; not applicable, counts 0",
    ),
    "expired": (
        "施行至 {until}，测评日 {on} 已过期，不适用，计 0 分",
        "applies until {until}; {on} is later; not applicable, counts 0",
    ),
    "guard_unknown": ("尚缺{missing}，是否适用待定，{award}", "missing {missing}; whether it applies is not known; {award}"),
    "sum": ("以下 {n} 项合计{award}", "sum of the {n} below; {award}"),
    "highest": ("以下 {n} 项取最高，{award}", "the highest of the {n} below; {award}"),
    "lowest": ("以下 {n} 项取最低，{award}", "the lowest of the {n} below; {award}"),
}

_ADJUSTED: dict[str, tuple[str, str]] = {
    "capped": ("超出上限，按 {final}计", "above the maximum, counted as {final}"),
    "floored": ("低于下限，按 {final}计", "below the minimum, counted as {final}"),
}
_ADJUSTED_RANGE: dict[str, tuple[str, str]] = {
    "capped": ("已按上限封顶", "the maximum applied"),
    "floored": ("已按下限保底", "the minimum applied"),
}


def sentence(part: PartResult, lang: Lang) -> str:
    """Why a part has the points it has, in one sentence without a final stop."""
    phrases = PartPhrases(part, lang)
    row = TEMPLATES.get(phrases.code)
    if row is None:
        return phrases.award
    return row[0 if lang == "zh" else 1].format_map(phrases)


class PartPhrases(Phrases):
    """Those of a part."""

    def __init__(self, part: PartResult, lang: Lang) -> None:
        super().__init__(part.reason, lang)
        self.part = part

    # ------------------------------------------------------------ points

    @property
    def award(self) -> str:
        """The points: “得 2 分”, “不得分”, “扣 2 分”, “得分在 0 至 5 分之间”, and what a maximum or minimum did to them."""
        points = self.part.points
        if points.known is None:
            between = range_text(points, self.lang)
            text = self._either(f"得分在 {between} 分之间", f"between {between.replace(' to ', ' and ')} points")
            return self._with(text, _ADJUSTED_RANGE, "")
        raw = _before(self.part, self.args)
        if not self.part.adjusted or raw is None or raw == points.known:
            return self._with(self._gives(points.known), _ADJUSTED_RANGE, "")
        return self._with(self._gives(raw), _ADJUSTED, points_text(points.known, self.lang))

    def _gives(self, value: Number) -> str:
        if value == 0:
            deducts = self.part.rule.points == 0
            return self._either("不扣分", "nothing deducted") if deducts else self._either("不得分", "no points")
        if value < 0:
            text = points_text(-value, self.lang)
            return self._either(f"扣{spaced(text, 'zh')}", f"{text} deducted")
        text = points_text(value, self.lang)
        return self._either(f"得{spaced(text, 'zh')}", text)

    def _with(self, text: str, notes: Mapping[str, tuple[str, str]], final: str) -> str:
        side = 0 if self.zh else 1
        marks = [notes[a][side].format(final=final) for a in self.part.adjusted if a in notes]
        return self._either("，", ", ").join((text, *marks))

    # ------------------------------------------------------------ conditions

    @property
    def each(self) -> str:
        """Of 逐条: how many records the points are the sum of."""
        count, label = self.args["records"]["all"], self.args["label"]
        return self._either(f"“{label}”逐条计算，共 {count} 条，", f"worked out for each of {count} in {label}; ")

    @property
    def guarded(self) -> str:
        """The precondition that fails; one of a part above is told there."""
        if nothing := self._nothing():
            return self._either(f"没有{nothing}，前提不成立", f"there are no {nothing}, so the precondition does not hold")
        if text := self.conditions:
            return self._either(f"前提不成立（{text}）", f"the precondition does not hold ({text})")
        return self._either("所属要点不具备前提条件", "the precondition above does not hold")

    def _nothing(self) -> str:
        """The list without records that a precondition fails for; empty where it fails for something else."""
        items: list[Condition] = list(self.args.get("conditions") or ())
        c: Condition = items[0] if len(items) == 1 else {}
        records = c.get("records")
        bare = records and records["known"] and not records["all"] and not (c.get("word") or c.get("none") or c.get("negated"))
        return label(c, self.lang) if bare else ""

    @property
    def tested(self) -> str:
        """The conditions, leading on to what follows from them."""
        text, items = self.conditions, self.args.get("conditions") or []
        if not text:
            return ""
        if len(items) > 1:
            return text + self._either("；", "; ")
        if self.code in ("unmet", "partial", "prorated", "excepted") and items[0].get("word") and items[0].get("holds") is False:
            text += self._either("，未满足", ", not satisfied")
        return text + self._either("，", "; ")

    @property
    def lacking(self) -> str:
        """What is missing, and what would be asked of it: “面积：要求不少于 300平方米，尚未填报，”."""
        items: list[Mapping[str, Any]] = list(self.args.get("conditions") or ())
        gap = self._either(f"尚缺{self.missing}", f"missing {self.missing}")
        if not self.args.get("missing"):
            gap = self._either("考核期尚未结束", "the assessment period is not over")
        if not any(c.get("word") or c.get("conditions") for c in items) and len(items) < 2:
            return gap + self._either("，", "; ")
        untold = {c.get("label") for c in items if c.get("holds") is None and c.get("found") is None}
        if untold.issuperset(self.args.get("missing") or ()):
            return self.tested  # which says that they are not known
        return gap + self._either("；", "; ") + self.tested

    @property
    def against(self) -> str:
        """A prorated share, up to its points: “面积 120平方米，未达到 300平方米，按比例”."""
        args, lang = self.args, self.lang
        have, want = decimals(args.get("found")), decimals(args.get("needed"))
        if have is None or want is None:
            return self.tested + self._either("按比例", "in proportion ")
        unit = args.get("unit", "")
        name, needed = args.get("label", ""), shown(args["needed"], lang, unit)
        found = shown(args["found"], lang, unit) + of_records(args, lang) + after(args, lang)
        items: list[Condition] = list(args.get("conditions") or ())
        if items and not (len(items) == 1 and _of_the_ratio(items[0], args, have >= want)):
            return self.short + self._share(have > want)
        if have >= want:
            return self._either(f"{name}{spaced(found, 'zh')}，已达到 {needed}，", f"{name} {found}, reaching {needed}; ")
        return self._either(
            f"{name}{spaced(found, 'zh')}，未达到 {needed}，按比例", f"{name} {found}, short of {needed}; in proportion "
        )

    def _share(self, whole: bool) -> str:
        """The ratio as it is worked out, where it is not that of the condition: “按 400/300 折算（最高按 1 计），”."""
        args, lang = self.args, self.lang
        items = args.get("conditions") or []
        name = "" if len(items) == 1 and items[0].get("label") == args.get("label") else str(args.get("label", ""))
        ratio = f"{shown(args['found'], lang)}/{shown(args['needed'], lang)}"
        most = self._either("（最高按 1 计）", " (at most 1)") if whole else ""
        return self._either(
            f"按{spaced(f'{name} {ratio}'.lstrip(), 'zh')} 折算{most}，", f"in proportion {f'{name} {ratio}'.lstrip()}{most}; "
        )

    @property
    def counted(self) -> str:
        """Points per unit, up to what they come to: “社工 7人，每满 2人得 1 分，计 3 个，最高 2 分，”."""
        args, lang, unit = self.args, self.lang, str(self.args.get("unit") or "")
        found, per, count = (shown(args.get(k), lang, u) for k, u in (("found", unit), ("per", unit), ("count", "")))
        found += after(args, lang)
        each, full, begun = points_text(args["each"], lang), args["part"] == "down", args["part"] == "up"
        if self.zh:
            gain = f"每{'满' if full else ''} {per}{'' if unit else ' '}{'扣' if args.get('deducts') else '得'} {each}"
            text = (
                f"{args['label']}{spaced(found, lang)}，{gain}{'（不满一个按一个计）' if begun else ''}，计{spaced(count, lang)} 个"
            )
        else:
            gain = f"{each}{' off' if args.get('deducts') else ''} for each {'full ' if full else ''}{per}"
            text = f"{args['label']} {found}; {gain}{' (part counts as one)' if begun else ''}, {count} of them"
        ends = ((args.get("high"), "最高", "at most"), (args.get("low"), "最低", "at least"))
        text += "".join(self._either(f"，{z} {points_text(e, 'zh')}", f", {n} {points_text(e, 'en')}") for e, z, n in ends if e)
        return text + self._either("，", "; ")

    @property
    def found(self) -> str:
        """What was found of the quantities of a table: “学历本科，年限 3年”."""
        said = ((c["label"], shown(c.get("found"), self.lang, c.get("unit", ""))) for c in self.args.get("columns", ()))
        return self._either("，", ", ").join(f"{n}{spaced(v, 'zh')}" if self.zh else f"{n} {v}" for n, v in said)

    @property
    def row(self) -> str:
        return str(self.args.get("row", ""))

    @property
    def short(self) -> str:
        """The conditions before what follows in spite of them: “面积 120平方米，未达到 300平方米；”."""
        items: list[Condition] = list(self.args.get("conditions") or ())
        if len(items) != 1:
            return self.tested
        c, lang = items[0], self.lang
        op, unit = _op(str(c.get("word") or "")), c.get("unit", "")
        if op not in _SHORT or c.get("negated") or c.get("holds") is None or decimals(c.get("needed")) is None:
            return self.tested.removesuffix("，").removesuffix("；") + "；" if self.zh and self.tested else self.tested
        found, needed = shown(c.get("found"), lang, unit), shown(c.get("needed"), lang, unit)
        zh, en = _SHORT[op][0 if c.get("holds") else 1]
        return self._either(
            f"{label(c, self.lang)}{spaced(found, 'zh')}，{zh} {needed}；", f"{label(c, self.lang)} {found}, {en} {needed}; "
        )

    # ------------------------------------------------------------ judgement

    @property
    def verb(self) -> str:
        rated = self.args.get("low") is not None
        return self._either("评分", "rated") if rated else self._either("评定", "judged")

    @property
    def judged(self) -> str:
        """An assessor's points, or a yes or no and the points it gives."""
        found, low, high = (self.args.get(k) for k in ("found", "low", "high"))
        if low is None or isinstance(found, bool):
            label, said = self.args.get("label", ""), shown(found, self.lang, self.args.get("unit", ""))
            head = label and label + self._either("：", ": ")
            text = self._either(f"{head}{self.signed or '经'}评定为“{said}”，", f"{head}judged {said}{self.signed}; ")
            return text + self.award + self.because
        allowed = shown({"low": low, "high": high}, self.lang)
        text = self._either(
            f"{self.signed or '已'}评 {shown(found, 'zh')} 分（可评 {allowed} 分）",
            f"rated {shown(found, 'en')} (allowed {allowed} points){self.signed}",
        )
        if self.part.points.known != decimals(found):
            text += self._either("，", "; ") + self.award
        return text + self.because

    # ------------------------------------------------------------ parts below

    @property
    def n(self) -> str:
        return str(len(self.part.parts))


_SHORT: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "ge": (("已达到", "reaching"), ("未达到", "short of")),
    "gt": (("已超过", "exceeding"), ("未超过", "not exceeding")),
}
"""Comparisons that say how far a figure got: where they hold, and where they do not."""


def _op(word: str) -> str:
    row = by_spelling("en").get(word)
    return SYMBOLS.get(word, "") if row is None else getattr(row, "op", "")


def _of_the_ratio(c: Condition, args: Mapping[str, Any], reached: bool) -> bool:
    """Whether a condition asks for what the ratio is worked out against, so that it need not be told as well."""
    if c.get("conditions") or c.get("negated") or _op(str(c.get("word") or "")) != "ge" or c.get("holds") is not reached:
        return False
    return c.get("label") == args.get("label") and decimals(c.get("needed")) == decimals(args.get("needed"))


def _before(part: PartResult, args: Mapping[str, Any]) -> Number | None:
    """The points before the part's own maximum and minimum, where they can be told."""
    if part.parts:
        return _combined(part).known
    return decimals(args.get("points"))


def _combined(part: PartResult) -> Points:
    lows, highs = [p.points.low for p in part.parts], [p.points.high for p in part.parts]
    if part.rule.carries:
        return Points(exact(Fraction(sum(lows))), exact(Fraction(sum(highs))))
    match part.rule.combine:
        case "sum":
            return Points(exact(Fraction(sum(lows))), exact(Fraction(sum(highs))))
        case "max":
            return Points(max(lows), max(highs))
        case "min":
            return Points(min(lows), min(highs))
