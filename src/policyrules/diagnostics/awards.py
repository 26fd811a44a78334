"""Problems of the check pass (C1…) with periods of time, deductions, points per unit and tables (分档)."""

from __future__ import annotations

from policyrules.diagnostics.base import Problem


class NotAPeriod(Problem):
    """Something other than a whole number of months or days where a period of time is needed.

    这里要写若干年、月或天，而且要是整月或整天。

    Why: between two days whole months and whole days can be counted; an age, hours or a third of a month cannot.

    原因：两个日期之间只能数满几个月、满几天；岁数、小时和零头月份都数不出来。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            成立日期 as founded：日期
        评分 测评 as score 对象 平台 满分 5 分
            项目 运营 as operation 5 分
                若 自 成立日期 至 测评日 满 2岁，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            成立日期 as founded：日期
        评分 测评 as score 对象 平台 满分 5 分
            项目 运营 as operation 5 分
                若 自 成立日期 至 测评日 满 2年，得 5 分
    """

    code = "C140"
    zh = "“{found}”不是整月或整天的期间"
    en = "`{found}` is no period of whole months or days"
    hint_zh = "写成 2年、18个月 或 30天"
    hint_en = "write it like `2年`, `18个月` or `30天`"
    found: str


class NegativeDeduction(Problem):
    """A deduction that could be below 0 and so give points.

    扣的分数可能小于零，那样反而加分。

    Why: what stands as a deduction must take away in every case; 扣 and a minus sign together are mostly a slip.

    原因：写作“扣”的，任何情况下都不能变成加分；“扣”后面再带负号多半是笔误。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                得 5 分
                若 面积 少于 300平方米，扣 -2 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                得 5 分
                若 面积 少于 300平方米，扣 2 分
    """

    code = "C141"
    zh = "扣的“{found}”可能小于零"
    en = "the deduction of `{found}` may be below zero"
    hint_zh = "写成不小于零的分数，要加分的写“得”"
    hint_en = "write points that are not below zero, or `award` if points are to be given"
    found: str
