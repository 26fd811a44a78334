"""Warnings: what is allowed and probably not meant."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


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


class GradesLeaveGap(Problem):
    """Grades without 其余, none of which holds for some total.

    没有写“其余”，有的总分不落入任何一档。

    Why: many published bands leave gaps between whole numbers; a total in one has no grade, and the result says so.

    原因：不少文件按整数分档，两档之间留有空隙；落在空隙里的总分没有等级，结果会如实写明。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 专家 评 0 至 5 分
            等级
                合格 as pass：总分 在 3分 至 5分 之间
                不合格 as fail：总分 2分及以下
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 专家 评 0 至 5 分
            等级
                合格 as pass：总分 3分及以上
                不合格 as fail：其余
    """

    code = "L105"
    severity = "warning"
    knock_on = True
    zh = "{gap_zh}"
    en = "{gap_en}"
    hint_zh = "写上“其余”，或者以“取整”写明小数如何归档；文件本来如此的，可以保留"
    hint_en = "add `in all other cases`, or say with `round` what becomes of fractions; leave it where the document has it so"
    total: str

    def _facts(self, lang: Lang) -> dict[str, object]:
        if not self.total:
            zh, en = "没有写“其余”，不能确认每个总分都有等级", "without `in all other cases` some total may have no grade"
            return {"gap_zh": zh, "gap_en": en}
        return {"gap_zh": f"总分 {self.total} 分不落入任何一档", "gap_en": f"a total of {self.total} falls into no grade"}


class GradesOverlap(Problem):
    """Grades declared 互斥 of which two hold for one total.

    写明“互斥”的等级，有两档对同一总分都成立。

    Why: 互斥 says that at most one row holds; where two do, the result names both and decides for neither.

    原因：“互斥”是说至多一档成立；两档都成立的，结果写明两档，不代为选择。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 专家 评 0 至 5 分
            等级 互斥
                优秀 as good：总分 3分及以上
                合格 as pass：总分 3分及以下
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 专家 评 0 至 5 分
            等级 互斥
                优秀 as good：总分 3分及以上
                合格 as pass：总分 不满 3分
    """

    code = "L106"
    severity = "warning"
    knock_on = True
    zh = "总分 {total} 分同时属于“{one}”和“{other}”"
    en = "a total of {total} falls into both `{one}` and `{other}`"
    hint_zh = "改写其中一档的界限；文件本来如此的，可以保留"
    hint_en = "mend the bounds of one; leave it where the document has it so"
    total: str
    one: str
    other: str


class UnreachableGrade(Problem):
    """A grade that no total comes to.

    没有哪个总分能归入这一等级。

    Why: rows are tried from the top, so a row below one that includes it is never read, and no total is above full marks.

    原因：等级从上往下逐行判断，上面的行已经包括的，下面的行就轮不到；总分也不会超过满分。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 专家 评 0 至 5 分
            等级
                合格 as pass：总分 3分及以上
                优秀 as good：总分 4分及以上
                不合格 as fail：其余
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 专家 评 0 至 5 分
            等级
                优秀 as good：总分 4分及以上
                合格 as pass：总分 3分及以上
                不合格 as fail：其余
    """

    code = "L104"
    severity = "warning"
    knock_on = True
    zh = "没有总分能归入“{label}”：{why_zh}"
    en = "no total comes to `{label}`: {why_en}"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    label: str
    most: str
    covered: bool

    def _facts(self, lang: Lang) -> dict[str, object]:
        why, mend = ("它的条件不会成立", "its condition never holds"), ("改正条件", "mend the condition")
        if self.covered:
            why = "上面的等级已经包括了它", "the grades above it take all of it"
            mend = "分数高的等级写在上面，或者改正分数线", "put the grade for more points above, or mend the thresholds"
        elif self.most:
            why = f"总分最多 {self.most} 分", f"the total is at most {self.most}"
            mend = "改正分数线，或者改正满分", "mend the threshold or the full marks"
        return {"label": self.label, "why_zh": why[0], "why_en": why[1], "mend_zh": mend[0], "mend_en": mend[1]}
