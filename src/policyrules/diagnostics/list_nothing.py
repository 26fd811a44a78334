"""Problems of lists: what is meant where there are no records (没有时)."""

from __future__ import annotations

from policyrules.diagnostics.base import Problem


class NoneUnsaid(Problem):
    """A condition over a list that does not say what it means without records.

    没有写明明细为空时怎样处理。

    Why: where there are no records at all, every record satisfies anything and a share is 0 of 0; whether that earns points is for
    the author to say.

    原因：一条记录也没有时，“每个”恒成立，占比是 0 比 0；这时得不得分，须由条文写明。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            项目 as projects：明细
                已结项 as finished：是否
                跟踪次数 as follow_ups：整数 次，不小于 0
            活动 as activities：明细
                日期 as date：日期
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 甲 as a 5 分
                若 每个 项目的跟踪次数 不少于 3次，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            项目 as projects：明细
                已结项 as finished：是否
                跟踪次数 as follow_ups：整数 次，不小于 0
            活动 as activities：明细
                日期 as date：日期
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 甲 as a 5 分
                若 每个 项目的跟踪次数 不少于 3次，得 5 分    没有时 视为不满足
    """

    code = "C134"
    zh = "没有写明一条记录也没有时“{found}”算不算满足"
    en = "`{found}` does not say what it means when there are no records"
    hint_zh = "在行末加“没有时 视为满足”“没有时 视为不满足”或“没有时 不适用”"
    hint_en = "add `when there are none` with `taken as met`, `taken as unmet` or `not applicable`"
    found: str


class WhenNoneWithoutList(Problem):
    """没有时 where nothing is said of every record, of a share, or of the largest, smallest or mean.

    “没有时”用在没有“每个”、占比、最大、最小、平均的地方。

    Why: it says what these mean without records, on the line they stand in; counts of none are 0 and sums as well.

    原因：“没有时”说明所在那一行的“每个”、占比、最大、最小、平均在没有记录时怎样处理；个数和合计没有记录时就是 0，无须说明。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            项目 as projects：明细
                已结项 as finished：是否
                跟踪次数 as follow_ups：整数 次，不小于 0
            活动 as activities：明细
                日期 as date：日期
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 甲 as a 5 分
                若 项目的个数 不少于 1，得 5 分    没有时 视为不满足
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            项目 as projects：明细
                已结项 as finished：是否
                跟踪次数 as follow_ups：整数 次，不小于 0
            活动 as activities：明细
                日期 as date：日期
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 甲 as a 5 分
                若 项目的个数 不少于 1，得 5 分
    """

    code = "C135"
    zh = "这里用不着“没有时”"
    en = "nothing here needs `when there are none`"
    hint_zh = "删去；“没有时”写在“每个”、占比、最大、最小、平均所在那一行的末尾"
    hint_en = "take it away; it belongs at the end of a line with `each`, a share, `largest`, `smallest` or `average`"


class NothingNotApplicable(Problem):
    """不适用 where nothing can be not applicable.

    “没有时 不适用”写在不能“不适用”的地方。

    Why: an award or an item may be not applicable; a value has to be some number, a grade row or the precondition of a scorecard
    holds or does not.

    原因：得分的条款和项目可以不适用；“设”的值总要是一个值，等级的条件和评分的前提不是满足就是不满足。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            项目 as projects：明细
                已结项 as finished：是否
        评分 测评 as score 对象 平台 满分 5 分
            前提 每个 项目 均 已结项    没有时 不适用
            项目 甲 as a 5 分
                若 项目的个数 不少于 1，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            项目 as projects：明细
                已结项 as finished：是否
        评分 测评 as score 对象 平台 满分 5 分
            前提 每个 项目 均 已结项    没有时 视为满足
            项目 甲 as a 5 分
                若 项目的个数 不少于 1，得 5 分
    """

    code = "C149"
    zh = "这里没有可以“不适用”的得分条款"
    en = "there is no award here that could be not applicable"
    hint_zh = "写成“没有时 视为满足”或“没有时 视为不满足”"
    hint_en = "say `taken as met` or `taken as unmet`"
