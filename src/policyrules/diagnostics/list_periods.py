"""Problems of lists: the periods and windows that records are looked at in."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


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
