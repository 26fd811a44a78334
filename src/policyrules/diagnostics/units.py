"""Problems of the check pass (C1…) with numbers and their units."""

from __future__ import annotations

from typing import ClassVar

from policyrules.diagnostics.base import Lang, Problem


class UnitMismatch(Problem):
    """Two quantities that cannot be compared, added or given one for the other.

    单位不能相互比较或相加。

    Why: square metres are no persons and years are no hours; a comparison of them would be true or false by accident.

    原因：平方米不是人数，年不是小时；硬比出来的真假没有意义。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300人，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "C101"
    zh = "单位不一致：一边是{left}，另一边是{right}"
    en = "the units do not agree: {left} on one side, {right} on the other"
    hint_zh = "改成同一种单位"
    hint_en = "use one kind of unit on both sides"
    left: str
    right: str
    _plain: ClassVar[dict[str, tuple[str, str]]] = {"": ("不带单位的数", "a number without a unit"), "%": ("比例", "a ratio")}

    def _facts(self, lang: Lang) -> dict[str, object]:
        marks = "“{}”" if lang == "zh" else "`{}`"
        named = {x: self._plain[x][lang == "en"] if x in self._plain else marks.format(x) for x in (self.left, self.right)}
        return {"left": named[self.left], "right": named[self.right]}


class MissingUnit(Problem):
    """A bare number where a quantity with a unit is needed.

    数字后面没有写单位。

    Why: a number without its unit can be misread, and 5 is no points until it says so.

    原因：没有单位的数字容易读错；写了“分”才是分数。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "C102"
    zh = "“{found}”后面没有写单位"
    en = "`{found}` has no unit"
    hint_zh = "写作“{found}{unit}”"
    hint_en = "write `{found} {unit}`"
    found: str
    unit: str


class UnknownUnit(Problem):
    """A unit that is neither known nor declared by any field.

    没有见过的单位。

    Why: a misspelt unit would otherwise become a new kind of quantity.

    原因：写错的单位若被当作新单位，就再也比不到一起了。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方未，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "C103"
    zh = "没有“{found}”这个单位"
    en = "there is no unit `{found}`"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    nearest: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        mend_zh, mend_en = "改用已有的单位，或者先在字段里声明它", "use a known unit, or declare a field in it"
        if self.nearest:
            mend_zh, mend_en = f"是否为“{self.nearest}”？", f"did you mean `{self.nearest}`?"
        return {"found": self.found, "mend_zh": mend_zh, "mend_en": mend_en}


class NumberTooLong(Problem):
    """A number with more digits than are read.

    数字位数过多。

    Why: digits are bounded so that no text can make arithmetic slow.

    原因：位数设上限，任何文本都不能拖慢计算。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 99999999999999999999999999999999999999999999999999平方米，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "C121"
    zh = "{what_zh}"
    en = "{what_en}"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    most: int
    worked_out: bool = False

    def _facts(self, lang: Lang) -> dict[str, object]:
        what, mend = ("数字", "the number has"), ("改用合适的单位", "use a larger unit")
        if self.worked_out:
            what = "算出的数可能", "what is worked out here may have"
            mend = "少几层连乘连除，或者在中间的“设”上写“取整”", "multiply and divide less often, or `round` a `let` on the way"
        said = f"{what[0]}超过 {self.most} 位", f"{what[1]} more than {self.most} digits"
        return {"what_zh": said[0], "what_en": said[1], "mend_zh": mend[0], "mend_en": mend[1]}


class PercentMeant(Problem):
    """A number above 1, without %, set against a ratio.

    大于 1 的数不带 % 就与比例比较。

    Why: as a ratio, 30 is three thousand per cent; no share ever reaches it, and every share stays below it.

    原因：当作比例，30 就是百分之三千；没有哪个占比达得到，也没有哪个占比会超过。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            合格率 as pass_rate：比例，不小于 0，不大于 1
        评分 测评 as score 对象 平台 满分 5 分
            项目 质量 as quality 5 分
                若 合格率 不少于 30，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            合格率 as pass_rate：比例，不小于 0，不大于 1
        评分 测评 as score 对象 平台 满分 5 分
            项目 质量 as quality 5 分
                若 合格率 不少于 30%，得 5 分
    """

    code = "C126"
    zh = "“{found}”当作比例就是 {whole}%"
    en = "`{found}` as a ratio is {whole}%"
    hint_zh = "写作“{number}%”；确实这么大的，写作“{whole}%”"
    hint_en = "write `{number}%`, or `{whole}%` if that is meant"
    found: str
    number: str
    whole: str


class RatioWithUnit(Problem):
    """A field that is a ratio and has a unit.

    字段写成了带单位的比例。

    Why: a ratio is a share of a whole and a plain number; a quantity in a unit is none.

    原因：比例是占整体的份额，不带单位；带单位的是数量，不是比例。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            绿化 as green：比例 平方米，不小于 0
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            绿化 as green：数 平方米，不小于 0
    """

    code = "C127"
    zh = "“{found}”是比例，不能带单位“{unit}”"
    en = "`{found}` is a ratio and cannot have the unit `{unit}`"
    hint_zh = "占比写“比例”，数量写“数 {unit}”"
    hint_en = "write `ratio` for a share, `number of {unit}` for a quantity"
    found: str
    unit: str
