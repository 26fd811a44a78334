"""Problems of lists: what is said of their records. Without records: `list_nothing`. In a period: `list_periods`."""

from __future__ import annotations

from typing import Literal

from policyrules.diagnostics.base import Lang, Problem


class NotAList(Problem):
    """A field of one value where a list has to stand.

    在要写明细的地方写了别的字段。

    Why: 每个, 占比 and counts are about records, and only a field of the type 明细 has them.

    原因：“每个”“占比”“个数”都是对明细里的各条记录而言，只有“明细”类型的字段才有记录。

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
                若 面积的个数 不少于 1，得 5 分
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

    code = "N121"
    zh = "“{found}”不是明细"
    en = "`{found}` is not a list"
    hint_zh = "换成声明为“明细”的字段"
    hint_en = "name a field that is declared as a `list`"
    found: str


class ListOutOfPlace(Problem):
    """A list where one value has to stand.

    在要写一个值的地方写了明细。

    Why: a list is no number and no condition; what counts about it has to be said: how many, what sum, which share.

    原因：明细不是一个数，也不是一个条件；要写明看它的什么：几个、合计多少、占比多少。

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
                若 项目 不少于 1，得 5 分
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

    code = "C131"
    zh = "“{found}”是明细，不是一个值"
    en = "`{found}` is a list, not one value"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    asked: Literal["list", "field", "period"] = "list"
    """What stands there: a list, a field of its records, or a list in every period."""

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = _INSTEAD[self.asked]
        return {"found": self.found, "mend_zh": zh, "mend_en": en}


_INSTEAD = {
    "list": (
        "写明看它的什么，如“…的个数”“… 中 （…）的占比”“每个 … 均 （…）”",
        "say what counts about it, such as `… 's count`, `… with (…) 's share` or `each … all satisfy (…)`",
    ),
    "field": (
        "各条记录都要满足，就在前面写“每个”；要看它们合起来怎样，就在后面写“合计”“最大”“最小”或“平均”",
        "put `each` before it for every record, or `summed`, `largest`, `smallest` or `average` behind it for all together",
    ),
    "period": ("在后面写明次数，如“每季度 … 不少于 1次”", "say how many, such as `every quarter … no fewer than 1 次`"),
}


class FieldNeeded(Problem):
    """A list where one of its fields has to be named.

    只写了明细，没有写它的哪个字段。

    Why: 合计, 最大, 最小, 平均 and 每个 look at one field of every record.

    原因：“合计”“最大”“最小”“平均”和“每个”看的是每条记录的某个字段。

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
                若 项目 合计 不少于 3次，得 5 分
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
                若 项目的跟踪次数 合计 不少于 3次，得 5 分
    """

    code = "C132"
    zh = "没有写明看“{found}”的哪个字段"
    en = "which field of `{found}` is meant is not said"
    hint_zh = "写成“{found}的〈字段〉”"
    hint_en = "write `{found} 's` and the field"
    found: str


class ListWithinList(Problem):
    """A list named through another list.

    隔着一层明细写里层的明细。

    Why: it could mean all inner records together or those of each outer one, which give different results.

    原因：可能指全部里层记录合在一起，也可能指每条外层记录各自的，结果不同。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            组织 as organisations：明细
                活动 as activities：明细
                    日期 as date：日期
        评分 测评 as score 对象 平台 满分 5 分
            项目 甲 as a 5 分
                若 组织的活动的个数 不少于 1，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            组织 as organisations：明细
                活动 as activities：明细
                    日期 as date：日期
        评分 测评 as score 对象 平台 满分 5 分
            项目 甲 as a 5 分
                若 每个 组织 均 （活动的个数 不少于 1），得 5 分    没有时 视为不满足
    """

    code = "C133"
    zh = "“{found}”在“{outer}”的每条记录里，不能隔着写"
    en = "`{found}` belongs to every record of `{outer}` and cannot be reached through it"
    hint_zh = "先说是哪些记录，如“每个 {outer} 均 （{found}的个数 …）”"
    hint_en = "say first which records, such as `each {outer} all satisfy ({found} 's count …)`"
    outer: str
    found: str


class RatedRecord(Problem):
    """评 in a part that is worked out record by record.

    逐条计算的要点里写了“评”。

    Why: points an assessor gives are one fact of the part; what is judged of every record is a field of it.

    原因：“评”是对整个要点给分，只有一个分数；要对每条记录评定的，写成记录的字段。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            项目 as projects：明细
                规范 as sound：评定 由 测评人员
        评分 测评 as score 对象 平台 满分 5 分
            项目 甲 as a 5 分 逐条 项目
                由 测评人员 评 0 至 1 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            项目 as projects：明细
                规范 as sound：评定 由 测评人员
        评分 测评 as score 对象 平台 满分 5 分
            项目 甲 as a 5 分 逐条 项目
                若 规范，得 1 分
    """

    code = "C147"
    zh = "逐条计算的，不能由人一次评分"
    en = "what is worked out record by record cannot be rated as a whole"
    hint_zh = "在记录里声明一个“评定”字段，再写“若 …，得 … 分”"
    hint_en = "declare a `judged` field of the records and award on it"
