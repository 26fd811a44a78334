"""Problems of the check pass (C1…) with numbers and their units."""

from __future__ import annotations

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
    zh = "数字超过 {most} 位"
    en = "the number has more than {most} digits"
    hint_zh = "改用合适的单位"
    hint_en = "use a larger unit"
    most: int
