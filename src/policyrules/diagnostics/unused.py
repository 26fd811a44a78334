"""What is declared and nothing uses (L238, L239)."""

from __future__ import annotations

from policyrules.diagnostics.base import Problem


class UnusedFact(Problem):
    """A fact that no rule reads, in a pack with its source text.

    有原文的规则包里，没有规则用到的事实。

    Why: whoever fills in facts is asked for it in vain; often a rule was left out, or asks for a fact of a similar name.

    原因：填报的人白填了；往往是漏写了一条规则，或者规则里用了另一个名称相近的事实。

    Example:
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “原文没有定分”
            项目 场地 as premises 5 分
                依据 “面积不少于300平方米”
                若 面积 不少于 300平方米，得 5 分
        === source.md
        面积不少于300平方米。
    Instead:
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “原文没有定分”
            项目 场地 as premises 5 分
                依据 “面积不少于300平方米，并有2名以上工作人员”
                若 面积 不少于 300平方米 且 人数 不少于 2人，得 5 分
        === source.md
        面积不少于300平方米，并有2名以上工作人员。
    """

    code = "L238"
    severity = "warning"
    knock_on = True
    zh = "没有规则用到“{found}”"
    en = "no rule reads `{found}`"
    hint_zh = "补上用到它的规则，或者删去这一行"
    hint_en = "add the rule that reads it, or leave it out"
    found: str


class UnusedValue(Problem):
    """A 参数 or 设 that nothing uses, in a pack with its source text.

    有原文的规则包里，没有用到的参数或者“设”。

    Why: changing it changes nothing, which whoever keeps a bureau's own numbers does not expect.

    原因：改了它，结果不会有任何变化；管理本地数字的人想不到这一点。

    Example:
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        参数 场地分 = 5 分    假定 分值 “原文没有定分”
        参数 人员分 = 5 分    假定 分值 “原文没有定分”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “原文没有定分”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 场地分    依据 “面积不少于300平方米”
        === source.md
        面积不少于300平方米。
    Instead:
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        参数 场地分 = 5 分    假定 分值 “原文没有定分”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “原文没有定分”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 场地分    依据 “面积不少于300平方米”
        === source.md
        面积不少于300平方米。
    """

    code = "L239"
    severity = "warning"
    knock_on = True
    zh = "没有用到“{found}”"
    en = "nothing uses `{found}`"
    hint_zh = "在该用的地方写上它的名称，或者删去这一行"
    hint_en = "write its name where it is meant, or leave it out"
    found: str
