"""The fixed words of a breakdown, Chinese and English."""

from __future__ import annotations

from policyrules.language.vocabulary import word
from policyrules.result import Lang, PartResult

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("测评结果说明", "Assessment breakdown"),
    "document": ("依据文件", "Document"),
    "number": ("发文字号", "Number"),
    "force": ("有效期", "In force"),
    "subject": ("测评对象", "Subject"),
    "on": ("测评日", "Evaluation date"),
    "no_date": ("未给出", "not given"),
    "out_of_force": ("{on}（不在文件有效期内）", "{on} (outside the period in force)"),
    "period": ("{start} 至 {end}", "{start} to {end}"),
    "total": ("总分", "Total"),
    "of": ("{total} / {max}分", "{total} / {max}"),
    "bare": ("{total} 分", "{total}"),
    "between": ("{range} 分", "{range}"),
    "short": ("（尚缺 {n} 项事实）", " ({n} facts missing)"),
    "short_one": ("（尚缺 1 项事实）", " (1 fact missing)"),
    "loose": ("（保守范围，实际可能更窄）", " (outer bounds, the true range may be narrower)"),
    "assumed": ("【含本市假定】", " [includes local assumptions]"),
    "grade": ("等级", "Grade"),
    "graded_on": ("{grade}（按{points}定档）", "{grade} (graded on {points})"),
    "grades": ("可能的等级", "Possible grades"),
    "no_grade": ("无法确定：现有分数不落入任何一档", "undetermined: the figure falls into no grade"),
    "gate": ("资格", "Eligibility"),
    "gate_met": ("具备", "eligible"),
    "gate_unmet": (
        "不具资格（前提不满足，以下得分仅列明情况）",
        "not eligible (a precondition is unmet; points below are for information)",
    ),
    "gate_unknown": ("待定（前提所需事实未填报）", "not known yet"),
    "not_eligible": ("不具资格，不计总分", "not eligible, no total"),
    "veto": ("一票否决", "Veto"),
    "veto_clear": ("未触发", "none"),
    "veto_total": ("（一票否决；逐项合计 {items} 分）", " (by a veto; the items add up to {items})"),
    "vetoed": ("否决，不计总分", "vetoed, no total"),
    "veto_open": ("；是否被否决待定", "; a veto is not ruled out"),
    "barred": ("不得申报", "Barred"),
    "barred_perhaps": ("如触发：{barred}", "if a veto is met: {barred}"),
    "items": ("逐项得分", "Item by item"),
    "item": ("项目", "Item"),
    "item_criterion": ("项目 / 要点", "Item / criterion"),
    "points": ("得分 / 满分", "Points"),
    "outcome": ("结果", "Result"),
    "why": ("说明", "Why"),
    "basis": ("依据", "Basis"),
    "terms": ("“{terms}”的依据：", "Basis of “{terms}”: "),
    "cite": ("依据：", "Basis: "),
    "grade_cite": ("等级依据：", "Basis of grades: "),
    "finding": ("程度“{modality}”：{finding}", "“{modality}”: {finding}"),
    "breach": ("不符合", "Breaches"),
    "explain": ("需说明", "To be explained"),
    "explanation": ("情况说明：", "Explanation: "),
    "missing": ("尚缺事实（按对得分的影响由大到小）", "Missing facts (largest effect on the points first)"),
    "swing": ("影响", "Effect"),
    "fact": ("事实", "Fact"),
    "beyond": ("（附加分）", " (beyond full marks)"),
    "by": ("（由{judge}评定）", " (judged by {judge})"),
    "judgements": ("评定与例外", "Judgements and exceptions"),
    "bare_judgements": ("{judge}（未填日期和理由）：", "{judge} (no date or reason given): "),
    "nobody": ("未写评定人", "judge not named"),
    "everywhere": ("各项均适用的假定：", "Assumptions for every item: "),
    "accepted": ("认可例外", "exception accepted"),
    "evidence": ("佐证：", "evidence: "),
    "reason": ("理由：", "reason: "),
    "assumptions": ("假定", "Assumptions"),
    "local": (
        "以上假定影响得分或等级；其中{kinds}为文件未写明、由本地自定的数值。",
        "These assumptions bear on the points or the grade; those of the kinds {kinds} are "
        "numbers set locally, which the document does not state.",
    ),
    "sign_assessor": ("测评人员", "Assessor"),
    "sign_reviewer": ("复核", "Reviewer"),
    "sign_assessed": ("被测评单位", "Assessed"),
    "sign_date": ("日期", "Date"),
    "sign": ("签字", "Signatures"),
    "pack": ("规则包", "Policy pack"),
    "engine": ("程序版本", "program version"),
    "digest": ("校验码", "Checksum"),
    "unfinished": (
        "尚缺 {n} 项情况，本结果不作签字依据。",
        "{n} facts are missing; this result is not to be signed.",
    ),
    "unfinished_one": ("尚缺 1 项情况，本结果不作签字依据。", "1 fact is missing; this result is not to be signed."),
    "unfinished_period": (
        "考核期尚未结束，本结果不作签字依据。",
        "the assessment period is not over; this result is not to be signed.",
    ),
    "none": ("无", "none"),
    "legend": ("√ 满足  △ 部分得分  × 未满足  ○ 待定  － 不适用", "√ met  △ in part  × unmet  ○ not known  － not applicable"),
}

_MARKS: dict[str, tuple[str, str, str]] = {
    "met": ("√", "满足", "met"),
    "partial": ("△", "部分得分", "in part"),
    "unmet": ("×", "未满足", "unmet"),
    "unknown": ("○", "待定", "not known"),
    "not_applicable": ("－", "不适用", "not applicable"),
}

_FINDINGS: dict[str, tuple[str, str]] = {
    "met": ("符合", "complies"),
    "breach": ("不符合", "breach"),
    "explain": ("需说明", "to be explained"),
    "not_taken": ("未采取", "not taken"),
    "unknown": ("待定", "not known"),
    "not_applicable": ("不适用", "not applicable"),
}


def say(key: str, lang: Lang, **facts: object) -> str:
    """A fixed phrase."""
    text = _WORDS[key][0 if lang == "zh" else 1]
    return text.format(**facts) if facts else text


def mark(part: PartResult) -> str:
    """The sign of an outcome; all of them are in GBK."""
    return _MARKS[part.outcome][0]


def outcome(part: PartResult, lang: Lang) -> str:
    """The sign of an outcome with its word."""
    sign, zh, en = _MARKS[part.outcome]
    return f"{sign} {zh if lang == 'zh' else en}"


def finding(part: PartResult, lang: Lang) -> str:
    """What the outcome means under the part's 程度: “程度“一般”：需说明”; empty without one."""
    if part.finding is None or part.rule.modality is None:
        return ""
    word = _FINDINGS[part.finding][0 if lang == "zh" else 1]
    return say("finding", lang, modality=part.rule.modality.spelt(lang), finding=word)


def kind(name: str, lang: Lang) -> str:
    """The kind of an assumption as its keyword has it."""
    return word(name).spelt(lang)
