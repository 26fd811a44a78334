"""Warnings: what is allowed and probably not meant."""

from __future__ import annotations

from policyrules.diagnostics.base import Problem


class Unbounded(Problem):
    """A number without a lower or an upper bound that its rules need.

    数量没有声明范围。

    Why: while a fact is missing, its bounds are all that is known of it; without them nothing can be said of the points either.

    原因：事实还没有填报时，只能凭声明的范围估计得分；没有范围就什么也说不了。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "L101"
    severity = "warning"
    zh = "“{found}”没有声明下限"
    en = "`{found}` has no lower bound"
    hint_zh = "在类型后写上，如“，不小于 0”"
    hint_en = "add one after its type, such as `, not less than 0`"
    found: str


class OptionalDenied(Problem):
    """并非 over a comparison with a fact that may be 无.

    对可无的事实的比较取“并非”。

    Why: a comparison with 无 is false, so its denial is true: a platform without any rating would count as rated below the mark.

    原因：与“无”比较不成立，取“并非”就成立了：没有评级的会被当作评级不达标。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            等级 as rating：级别 1A < 2A < 3A，可无
        评分 测评 as score 对象 平台 满分 5 分
            项目 运营 as operation 5 分
                若 并非 等级 不低于 3A级，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            等级 as rating：级别 1A < 2A < 3A，可无
        评分 测评 as score 对象 平台 满分 5 分
            项目 运营 as operation 5 分
                若 等级 低于 3A级，得 5 分
    """

    code = "L102"
    severity = "warning"
    zh = "“{found}”可以为“无”，取“并非”时“无”也算满足"
    en = "`{found}` may be `none`, which this denial takes as met"
    hint_zh = "改用相反的比较词（如“低于”），需要时另写“为 无”"
    hint_en = "use the opposite comparison, and say `is none` where that is meant"
    found: str


class UncitedAward(Problem):
    """An award that quotes nothing, in a pack with its source text.

    有原文的规则包里，得分没有依据。

    Why: with the text at hand, whoever loses points may ask which sentence took them, and here the result names none.

    原因：原文就在规则包里，失分的单位会问是哪一句规定的；这里的结果答不上来。

    Example:
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            有场地 as site：是否
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 有场地，得 5 分
        === source.md
        有固定的场地。
    Instead:
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            有场地 as site：是否
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 有场地，得 5 分      依据 “有固定的场地”
        === source.md
        有固定的场地。
    """

    code = "L103"
    severity = "warning"
    knock_on = True
    zh = "“{label}”没有依据"
    en = "`{label}` quotes nothing"
    hint_zh = "在这一行或它所在的项目、要点上写“依据 “原文””"
    hint_en = "write `cite “sentence”` on the award or on a part it stands in"
    label: str
