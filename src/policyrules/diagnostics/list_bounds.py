"""Problems of the check pass (C210, C222) with how many records there can be or have to be."""

from __future__ import annotations

from policyrules.diagnostics.base import Problem


class ListBound(Problem):
    """Something after 明细 that is not the most records there can be.

    “明细”后面写的不是最多几条。

    Why: of a list only the most records can be bounded; an empty list says that there are none, so it is never 无.

    原因：明细只能限定最多几条；一条也没有的，填空的列表即可，没有“无”一说。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            会议 as meetings：明细，至少 1次
                人数 as people：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 会议 as sessions 5 分
                若 会议的次数 不少于 4次，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            会议 as meetings：明细，至多 100次
                人数 as people：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 会议 as sessions 5 分
                若 会议的次数 不少于 4次，得 5 分
    """

    code = "C222"
    zh = "“明细”后面不能写“{found}”"
    en = "`{found}` cannot stand after `list`"
    hint_zh = "写“至多 50条”之类，1 条以上；其他限制写在各字段上"
    hint_en = "write the most records there can be (`at most 50个`), one or more; bound the fields themselves below"
    found: str


class CountNeeded(Problem):
    """至少 with a number of records that is not a whole one, or is below 1.

    “至少 n 个”的 n 不是 1 以上的整数。

    Why: any list has at least 0 records, so the condition would always hold; and there is no half record.

    原因：至少 0 个总是成立，等于没有条件；记录按条数，没有半条。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            会议 as meetings：明细
                人数 as people：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 会议 as sessions 5 分
                若 至少 0个 会议 满足 人数 不少于 20人，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            会议 as meetings：明细
                人数 as people：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 会议 as sessions 5 分
                若 至少 1个 会议 满足 人数 不少于 20人，得 5 分
    """

    code = "C210"
    zh = "“至少 {found}”不是可以数的条数"
    en = "`at least {found}` counts no records"
    hint_zh = "写 1 以上的整数"
    hint_en = "give a whole number of 1 or more"
    found: str
