"""The fixed words of a breakdown, Chinese and English."""

from __future__ import annotations

from policyrules.language.vocabulary import word
from policyrules.result import DueFinding, Lang, PartResult

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("测评结果说明", "Assessment breakdown"),
    "document": ("依据文件", "Document"),
    "number": ("发文字号", "Number"),
    "above": ("上位文件", "Under"),
    "rules_of": ("规则出自", "Rules of"),
    "amended": ("其中已修改", "Amended"),
    "force": ("有效期", "In force"),
    "subject": ("测评对象", "Subject"),
    "on": ("测评日", "Evaluation date"),
    "no_date": ("未给出", "not given"),
    "out_of_force": ("{on}（不在文件有效期内）", "{on} (outside the period in force)"),
    "period": ("{start} 至 {end}", "{start} to {end}"),
    "open_period": ("{start} 起", "{start} onwards"),
    "total": ("总分", "Total"),
    "of": ("{total} / {max}分", "{total} / {max}"),
    "full": ("（满分 {max} 分，不适用的项目不计入）", " (of {max}, less what does not apply)"),
    "full_open": ("（适用满分 {range} 分）", " (full marks that apply: {range})"),
    "total_excluded": ("否决，不计", "vetoed, not given"),
    "formula": ("{points}（= {formula}）", "{points} (= {formula})"),
    "bare": ("{total} 分", "{total}"),
    "between": ("{range} 分", "{range}"),
    "short": ("（尚缺 {n} 项事实）", " ({n} facts missing)"),
    "short_one": ("（尚缺 1 项事实）", " (1 fact missing)"),
    "loose": ("（保守范围，实际可能更窄）", " (outer bounds, the true range may be narrower)"),
    "assumed": ("【含本市假定】", " [includes local assumptions]"),
    "grade": ("等级", "Grade"),
    "graded_on": ("{grade}（按{points}定档）", "{grade} (graded on {points})"),
    "grades": ("可能的等级", "Possible grades"),
    "grade_conflict": ("无法确定：同时符合{names}", "undetermined: {names} hold at once"),
    "perhaps_none": ("，或者不落入任何一档", ", or none"),
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
    "class": ("类别", "Class"),
    "conclusion": ("结论", "Conclusion"),
    "name_given": ("名称", "Name"),
    "name_made": ("按规则拟定", "Name by the rules"),
    "name_omitted": ("（{parts}未填报，从略）", " (without {parts}, which is not given)"),
    "name_needed": ("尚缺{facts}", "missing {facts}"),
    "name_faults": ("名称的问题", "What is wrong with the name"),
    "name_readings": ("名称的组成", "Parts of the name"),
    "class_conflict": ("无法归类：写明互斥的{names}同时成立", "none: {names} exclude each other and hold together"),
    "class_first": ("（有多类条件成立，按先后归入第一类）", " (more than one holds; the first decides)"),
    "class_none": ("不属于任何一类：各类条件均不成立", "no class: none of the conditions holds"),
    "class_open": ("待定，可能为：{names}", "not known yet; possible: {names}"),
    "class_perhaps_none": ("，也可能不属于任何一类", ", or no class at all"),
    "finding_open": ("，可能为：{findings}", ": {findings}"),
    "due": ("目标", "Target"),
    "due_past": ("－ 已由后一行代替", "－ replaced by the next row"),
    "due_early": ("，目前已达到", ", satisfied already"),
    "missing_facts": ("尚缺事实", "Missing facts"),
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
    "local_plain": (
        "以上假定影响结论；其中{kinds}为文件未写明、由本地自定的数值。",
        "These assumptions bear on the outcome; those of the kinds {kinds} are "
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
    "legend_classes": ("√ 条件成立  × 条件不成立  ○ 待定", "√ holds  × does not hold  ○ not known"),
    "none": ("无", "none"),
    "place": ("名次", "Place"),
    "no_place": ("－", "–"),
    "legend": ("√ 满足  △ 部分得分  × 未满足  ○ 待定  － 不适用", "√ met  △ in part  × unmet  ○ not known  － not applicable"),
}

_MARKS: dict[str, tuple[str, str, str]] = {
    "met": ("√", "满足", "met"),
    "partial": ("△", "部分得分", "in part"),
    "unmet": ("×", "未满足", "unmet"),
    "unknown": ("○", "待定", "not known"),
    "not_applicable": ("－", "不适用", "not applicable"),
}

_FINDINGS: dict[DueFinding, tuple[str, str]] = {
    "met": ("符合", "complies"),
    "breach": ("不符合", "breach"),
    "explain": ("需说明", "to be explained"),
    "not_taken": ("未采取", "not taken"),
    "unknown": ("待定", "not known"),
    "not_applicable": ("不适用", "not applicable"),
    "not_due": ("未到期", "not due"),
    "not_measurable": ("不可量化", "not measurable"),
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
    return say("finding", lang, modality=part.rule.modality.spelt(lang), finding=finding_word(part.finding, lang))


def finding_word(finding: DueFinding, lang: Lang) -> str:
    """What a finding is called."""
    return _FINDINGS[finding][0 if lang == "zh" else 1]


def kind(name: str, lang: Lang) -> str:
    """The kind of an assumption as its keyword has it."""
    return word(name).spelt(lang)
