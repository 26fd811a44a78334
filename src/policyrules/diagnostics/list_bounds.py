"""Problems of the check pass (C22…) with how many records a list can have."""

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
