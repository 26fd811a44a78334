"""Problems with who has looked at a case."""

from __future__ import annotations

from policyrules.diagnostics.base import Problem


class ReviewedTwice(Problem):
    """A case that says more than once whether somebody has looked at it.

    同一用例里，复核写了不止一次。

    Why: not reviewed and reviewed exclude each other, and of two names it would be open who answers for what the case expects.

    原因：“未复核”与“复核”互相矛盾；写了两个人的，不知道应有的结果由谁负责。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
        === cases.policy
        用例 “三百平方米” 对象 平台
            未复核
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
            复核 “张三” 2026-11-24
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
            复核 “张三” 2026-11-24
    """

    code = "T120"
    zh = "本用例已经写过是否复核，“{found}”是多余的"
    en = "the case already says whether it is reviewed; `{found}` is one line too many"
    hint_zh = "只留一行：复核过的，删去“未复核”；还没有复核的，只写“未复核”"
    hint_en = "leave one line: once somebody has looked at the case, delete `not reviewed`"
    found: str
