"""The kinds of errors that are planted: one row each."""

from __future__ import annotations

from attrs import frozen

from policyrules.language.languages import Lang


@frozen
class Kind:
    """One row: what `--kind` calls it, and what the report does."""

    id: str
    zh: str
    en: str

    def called(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


KINDS: tuple[Kind, ...] = (
    Kind("literal", "数字写错", "literal changed"),
    Kind("level", "级别错位", "level shifted"),
    Kind("operator", "比较写反", "operator flipped"),
    Kind("strict", "含本数与不含本数混淆", "operator made strict or loose"),
    Kind("unit", "单位写错", "unit swapped"),
    Kind("connective", "且与或者互换", "and, or exchanged"),
    Kind("negation", "漏写并非", "negation dropped"),
    Kind("quantifier", "全部与任一、周期互换", "quantifier exchanged"),
    Kind("modality", "程度改动、增删", "modality changed, added, removed"),
    Kind("rounding", "取整方式写错", "rounding mode changed"),
    Kind("quote", "引文错字", "quote altered by a character"),
    Kind("moved", "依据换成另一处的", "cite moved to another rule"),
    Kind("dropped", "依据漏写", "cite dropped"),
    Kind("elsewhere", "他文引文错字", "quote of another document altered"),
    Kind("bound", "事实的单位、上下限写错", "unit or bound of a fact changed"),
)
BY_ID: dict[str, Kind] = {kind.id: kind for kind in KINDS}
