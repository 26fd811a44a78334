"""Problems of lists: what is said of their records."""

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


class NoAssessmentPeriod(Problem):
    """每年, 每季度 or 每月 without an assessment period.

    有“每年”“每季度”“每月”，没有考核期。

    Why: which quarters are meant follows from the 考核期 of the scorecard, and nowhere else from.

    原因：是哪几个季度，由评分的“考核期”决定，别处无从得知。

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
                若 每季度 活动 不少于 1次，得 5 分
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
            考核期 测评日所在年
            项目 甲 as a 5 分
                若 每季度 活动 不少于 1次，得 5 分
    """

    code = "C136"
    zh = "“{found}”要有考核期"
    en = "`{found}` needs an assessment period"
    hint_zh = "在评分或者要求下写“考核期 测评日所在年”或“考核期 测评日上一年”"
    hint_en = "write `assessment period year of assessment` (or `year before assessment`) below the scorecard or requirement"
    found: str


class DateNeeded(Problem):
    """A period or window over records that do not have exactly one date.

    按期间查看的明细，没有日期字段或有多个日期字段。

    Why: whether a record lies in a quarter or in the last three years is told by its date; with two, the one that counts has to be
    named.

    原因：记录在不在某个季度、近几年内，看它的日期；有两个日期时要写明看哪一个。

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
            考核期 测评日所在年
            项目 甲 as a 5 分
                若 每季度 项目 不少于 1次，得 5 分
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
            考核期 测评日所在年
            项目 甲 as a 5 分
                若 每季度 活动 不少于 1次，得 5 分
    """

    code = "C137"
    zh = "不知道按哪个日期判断“{list}”是否在期间内"
    en = "which date tells whether `{list}` lies in the period is not clear"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    list: str
    known: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        if self.known:
            zh, en = (
                f"写明一个，如“每季度（日期名）”；它的日期有：{self.known}",
                f"name one in brackets behind the period: {self.known}",
            )
        else:
            zh, en = "给它的记录声明一个“日期”字段", "declare a field of the type `date` for its records"
        return {"list": self.list, "mend_zh": zh, "mend_en": en}


class NoSuchDate(Problem):
    """A date named for a period that the records do not have.

    括号里的名称不是这个明细的日期字段。

    Why: the brackets behind 每季度 or 近 n 年 name a date of the records.

    原因：“每季度”“近 n 年”后的括号里写的是记录的日期字段。

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
            考核期 测评日所在年
            项目 甲 as a 5 分
                若 每季度（举办日） 活动 不少于 1次，得 5 分
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
            考核期 测评日所在年
            项目 甲 as a 5 分
                若 每季度（日期） 活动 不少于 1次，得 5 分
    """

    code = "C138"
    zh = "“{list}”没有叫“{found}”的日期"
    en = "`{list}` has no date called `{found}`"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    list: str
    known: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        known = self.known or ("没有" if lang == "zh" else "none")
        return {"found": self.found, "list": self.list, "mend_zh": f"它的日期有：{known}", "mend_en": f"its dates are: {known}"}


class BadWindow(Problem):
    """A window that is no whole number of years, months or days.

    “近”后面不是整数的年、月或天。

    Why: a window is counted back from the date of evaluation in calendar years, months or days (Civil Code, articles 200 to 202).

    原因：“近 n 年”从测评日按历法的年、月、天往回数（民法典第二百条至第二百零二条）。

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
                若 近 3次 活动的次数 不少于 1次，得 5 分
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
                若 近 3年 活动的次数 不少于 1次，得 5 分
    """

    code = "C139"
    zh = "“{found}”不是一段期间"
    en = "`{found}` is no period of time"
    hint_zh = "写成整数的年、个月或天，如“近 3年”“近 6个月”"
    hint_en = "give whole 年, 个月 or 天, such as `last 3 年`"
    found: str


class WindowInPeriod(Problem):
    """A window on records that are looked at in every period.

    “每季度”后又写了“近 n 年”。

    Why: 每季度 looks at each quarter of the assessment period; a window beside it would leave open which of the two counts.

    原因：“每季度”看考核期内的各个季度，再加“近 n 年”就不知道以哪个为准。

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
            考核期 测评日所在年
            项目 甲 as a 5 分
                若 每季度 近 1年 活动 不少于 1次，得 5 分
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
            考核期 测评日所在年
            项目 甲 as a 5 分
                若 每季度 活动 不少于 1次，得 5 分
    """

    code = "C130"
    zh = "“每年”“每季度”“每月”之后不能再写“近 …”"
    en = "there can be no window behind `every year`, `every quarter` or `every month`"
    hint_zh = "删去“近 …”"
    hint_en = "take the window away"


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
