"""What other readings are called, Chinese and English."""

from __future__ import annotations

from policyrules.language import core
from policyrules.language.languages import Lang
from policyrules.language.vocabulary import Word, word

Both = tuple[str, str]

_PRORATED: dict[str, Both] = {
    "none": ("未全部达到的不得分", "nothing unless all is reached"),
    "down": ("按比例后只计整分，零头舍去", "in proportion, whole points only, the rest dropped"),
    "half up": ("按比例后四舍五入到整分", "in proportion, rounded half up to whole points"),
}
_NONE: dict[str, Both] = {
    "met": ("没有时视为满足", "taken as met when there are none"),
    "unmet": ("没有时视为不满足", "taken as unmet when there are none"),
    "not_applicable": ("没有时不适用", "not applicable when there are none"),
}


def mode(name: str | None) -> Both:
    """A rounding."""
    return (word(name).zh, word(name).en) if name else ("不取整", "no rounding")


def inclusive(spelt: Word, out: bool) -> Both:
    """以上 with or without the number; ``out``: as written it is without."""
    return f"“{spelt.zh}”{'含' if out else '不含'}本数", f"“{spelt.en}” {'with' if out else 'without'} the number itself"


def written(node: core.Node) -> str:
    """A piece of the policy as it is written, on one line."""
    return " ".join(node.span.text.split())


def strict(node: core.Cmp) -> Both:
    """A limit with its figure left out, or counted in."""
    out = node.op in ("ge", "le")
    return (
        f"“{written(node)}”{'不含' if out else '含'}该数本身",
        f"“{written(node)}” {'without' if out else 'with'} the figure itself",
    )


def no_upper_end(node: core.Logic) -> Both:
    """A range without its upper end."""
    return f"“{written(node)}”只作下限，多了不算不符", f"“{written(node)}” as a lower end only"


def year(before: bool) -> Both:
    """The other 考核期."""
    if before:
        return "考核期为测评日所在年", "the year of assessment is the period"
    return "考核期为测评日上一年", "the year before assessment is the period"


def days(node: core.Cmp, moved: int) -> Both:
    """A day earlier or later."""
    if moved > 0:
        return f"“{written(node)}”起始当日计入，早一天算满", f"“{written(node)}” with the first day counted, complete a day earlier"
    return f"“{written(node)}”满期当日不算，晚一天算满", f"“{written(node)}” not complete on the day itself, but a day later"


def window(node: core.Agg) -> Both:
    """A window with the day so far back counted in."""
    return f"“{written(node)}”往回数到的当日也计入", f"“{written(node)}” with the day so far back counted in"


def prorated(name: str) -> Both:
    """Another way to give a part of the points."""
    return _PRORATED[name]


def none(when: str) -> Both:
    """Another 没有时."""
    return _NONE[when]


def some(node: core.Agg) -> Both:
    """至少一个 in the place of 每个."""
    return f"“{written(node)}”有一个做到即可", f"“{written(node)}” satisfied by one of them"


def joined(node: core.Logic) -> Both:
    """或者 in the place of 且, or the other way round."""
    if node.op == "and":
        return f"“{written(node)}”有一项即可", f"“{written(node)}” satisfied by one of them"
    return f"“{written(node)}”须同时具备", f"“{written(node)}” only together"


def force(day: str) -> Both:
    """In force from another day."""
    return f"自成文之日 {day} 起施行", f"in force from {day}, the date of the document"


# ---------------------------------------------------------------- the report

_WORDS: dict[str, Both] = {
    "title": ("假定登记表", "Register of assumptions"),
    "counts": ("共 {n} 条：{counts}", "assumptions: {n} ({counts})"),
    "none": ("没有假定", "no assumptions"),
    "about": (
        "“另一种读法”是只改动一处的同一套规则；例中两种结果都由程序按同一组情况算出。",
        "Another reading is the same rules with one change; both results of an example were worked out from the same facts.",
    ),
    "kind": ("{kind}（{n} 条）", "{kind} ({n})"),
    "why": ("理由：", "why: "),
    "bites": ("影响：", "bears on: "),
    "decide": ("有关情况：", "facts: "),
    "more_facts": ("等 {n} 项", " and others, {n} in all"),
    "more_places": ("等 {n} 处", " and others, {n} in all"),
    "points": ("（{points} 分）", " (points: {points})"),
    "points_all": ("，合计 {points} 分", ", points in all: {points}"),
    "whole": ("全部结果", "every result"),
    "nothing": ("本包没有规则用到", "no rule uses it"),
    "grades_of": ("{label}的等级", "the grades of {label}"),
    "gates_of": ("{label}的资格和否决", "the eligibility and vetoes of {label}"),
    "reading": ("另一种读法：", "otherwise: "),
    "readings": ("另一种读法与结果差别（例）", "Other readings, with what they change (examples)"),
    "example": ("例：", "example: "),
    "gives": ("{given}：现为{here}，改读为{there}", "{given}: {here} as written, {there} otherwise"),
    "more_differences": ("另有 {n} 处也不同", "{n} more places differ"),
    "same": (
        "两种读法结果相同：有关情况的各种取值已逐一试过",
        "both readings always give the same: every value of the facts was tried",
    ),
    "not_found": (
        "未找到两种读法结果不同的情况（只试了一部分取值，不等于没有）",
        "no facts were found that tell the readings apart (some values were tried, which is no proof)",
    ),
    "none_points": ("没有另一种读法；换成别的分值就是另一条规则", "no other reading; other points would be another rule"),
    "none_figure": (
        "数目本身是假定的；换一个数是另一条规则，不是另一种读法",
        "the figure itself is assumed; another figure would be another rule and no reading of this one",
    ),
    "none_unused": ("没有规则用到，不影响结果", "no rule uses it, so nothing rests on it"),
    "none_other": (
        "没有能由程序算出的另一种读法",
        "no other reading that can be worked out",
    ),
    "none_counted": (
        "无法由程序换读：计什么、由谁认定，要由人决定",
        "not computable: a matter of what is counted, or of who decides",
    ),
    "edges": ("各种取整下的等级（每格由程序算出）", "grades under each rounding (each worked out)"),
    "as_written": ("{mode}（现行）", "{mode} (as written)"),
    "total": ("总分", "total"),
    "invented": ("由假定的分值决定的分数", "points that rest on assumed figures"),
    "invented_all": ("合计", "in all"),
    "invented_of": ("{rest} / {most} 分", "{rest} of {most}"),
    "id": ("编号", "id"),
    "on": ("所在规则", "stands on"),
    "where": ("出处", "place"),
    "reason": ("理由", "why"),
    "bites_head": ("影响", "bears on"),
    "item": ("项目", "item"),
    "share": ("由假定的分值决定", "rests on assumed figures"),
    "no_grade": ("不落入任何一档", "no grade"),
    "no_class": ("不属于任何一类", "no class"),
    "scored": ("得 {points} 分（{outcome}）", "points {points} ({outcome})"),
    "graded": ("总分 {total} 分为{grade}", "a total of {total} is {grade}"),
    "in_force": ("在有效期内", "in force"),
    "not_in_force": ("不在有效期内", "not in force"),
    "records": ("{n} 条", "{n}"),
    "no_records": ("没有", "none"),
    "other_facts": ("另 {n} 项", "{n} more facts"),
}


def say(name: str, lang: Lang, **facts: object) -> str:
    """A fixed phrase."""
    text = _WORDS[name][0 if lang == "zh" else 1]
    return text.format(**facts) if facts else text
