"""What other readings are called, Chinese and English."""

from __future__ import annotations

from policyrules.language import core
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
