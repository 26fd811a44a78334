"""Problems of the check pass (C1…) with kinds of values. Their units: `units`. Points and scorecards: `points`. Notes: `notes`."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


class WrongKind(Problem):
    """A value of one kind where another is needed.

    这里要的不是这一类值。

    Why: a condition is true or false, an award is points; nothing is turned from one into the other unasked.

    原因：条件只有成立与不成立，得分是分数；系统不会自行把一类值当作另一类。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "C104"
    zh = "这里要{wanted_zh}，而“{found}”是{found_zh}"
    en = "{wanted_en} is needed here, and `{found}` is {found_en}"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    wanted_zh: str
    wanted_en: str
    found_zh: str
    found_en: str
    mend_zh: str = "改写这一处，或者加上比较"
    mend_en: str = "rewrite this, or add a comparison"


class NotAChoice(Problem):
    """A word that is no level or option of the fact it is compared with.

    不是该事实的级别或选项。

    Why: levels and options are declared with their fact; any other word could never be met.

    原因：级别和选项在字段里列明，写别的词永远不会满足。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            等级 as rating：级别 1A < 2A < 3A，可无
        评分 测评 as score 对象 平台 满分 5 分
            项目 运营 as operation 5 分
                若 等级 不低于 4A级，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            等级 as rating：级别 1A < 2A < 3A，可无
        评分 测评 as score 对象 平台 满分 5 分
            项目 运营 as operation 5 分
                若 等级 不低于 3A级，得 5 分
    """

    code = "C105"
    zh = "“{found}”不在可选的值之内"
    en = "`{found}` is none of the values it could be"
    hint_zh = "可以是：{known}"
    hint_en = "it can be one of: {known}"
    found: str
    known: str


class ZeroDivisor(Problem):
    """A divisor that may be zero.

    除数可能为零。

    Why: a division by zero has no value; the divisor must be proved not to be zero from its bounds.

    原因：除以零没有意义；除数必须能由声明的范围证明不为零。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 / 人数 不少于 3平方米，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            人数 as staff：整数 人，不小于 1
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 / 人数 不少于 3平方米，得 5 分
    """

    code = "C106"
    zh = "除数“{found}”可能为零"
    en = "the divisor `{found}` may be zero"
    hint_zh = "给它声明不含零的范围（如“不小于 1”），或者改写成乘法比较"
    hint_en = "give it bounds without zero (such as `not less than 1`), or compare products instead"
    found: str


class OptionalUsed(Problem):
    """A fact that may be 无 is used where only a value will do.

    可无的事实用在了必须有值的地方。

    Why: what is 无 has no number to add; taking it for zero would be a silent default.

    原因：“无”没有数可算，若当作零就成了暗中的默认值。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            经费 as funds：数 元，不小于 0，可无
        评分 测评 as score 对象 平台 满分 5 分
            项目 经费 as funding 5 分
                若 经费 * 2 不少于 300元，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            经费 as funds：数 元，不小于 0，可无
        评分 测评 as score 对象 平台 满分 5 分
            项目 经费 as funding 5 分
                若 经费 不为 无 且 经费 * 2 不少于 300元，得 5 分
    """

    code = "C107"
    zh = "“{found}”可以为“无”，不能直接用在这里"
    en = "`{found}` may be `none` and cannot be used here as it is"
    hint_zh = "先写“{found} 不为 无 且 …”，或者“若 {found} 为 无 则 … 否则 …”"
    hint_en = "guard it: `{found} is not none and …`, or `if {found} is none then … otherwise …`"
    found: str


class NotConstant(Problem):
    """A fact where only a constant will do.

    这里只能写固定的数。

    Why: bounds, caps, steps and the points of parts are the same for everyone.

    原因：范围、封顶、步长和分值对所有对象都一样，不能随事实变化。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                最高 5 分 * 面积 / 300平方米
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                最高 5 分
    """

    code = "C114"
    zh = "“{found}”不是固定的数"
    en = "`{found}` is no constant"
    hint_zh = "写成数，或者写成参数"
    hint_en = "write a number or a parameter"
    found: str


class TotalOutsideGrades(Problem):
    """总分 where there is no total yet.

    “总分”用在了还没有总分的地方。

    Why: the total is known once every part is; only grades come after it.

    原因：各项都算完才有总分，只有等级在它之后。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 总分 不低于 3分，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "C119"
    zh = "这里还没有“总分”"
    en = "there is no total here yet"
    hint_zh = "“总分”只能用在“等级”里"
    hint_en = "use `total` only in grades"


class NothingCompared(Problem):
    """A comparison with 无 that can never hold, or never fail.

    与“无”的比较永远不成立，或者永远成立。

    Why: only a fact declared 可无 can be 无, and 无 is neither more nor less than anything; such a condition decides nothing.

    原因：只有声明了“可无”的事实才可能为“无”，“无”与别的值也没有大小之分；这样的条件什么也判断不了。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不为 无，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0，可无
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不为 无，得 5 分
    """

    code = "C124"
    zh = "{what_zh}"
    en = "{what_en}"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    order: bool = False

    def _facts(self, lang: Lang) -> dict[str, object]:
        what = f"“{self.found}”不会为“无”", f"`{self.found}` is never `none`"
        mend = (
            "可能没有的，在字段的类型后写“，可无”；否则删去这一处",
            "add `, or none` to its field if it can be, or take this away",
        )
        if self.order:
            what = "“无”不能比较大小、先后", "`none` is neither more nor less than anything"
            mend = "写成“为 无”或“不为 无”", "say `is none` or `is not none`"
        return {"what_zh": what[0], "what_en": what[1], "mend_zh": mend[0], "mend_en": mend[1]}
