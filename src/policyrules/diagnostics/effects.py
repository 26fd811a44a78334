"""Problems of the check pass (C15…) with vetoes (一票否决) and what follows from them."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


class UnknownGrade(Problem):
    """A veto limits to a grade that the scorecard does not have.

    “限为”后面写的不是本评分的等级。

    Why: the limit is one of the rows of 等级; by any other name it would limit nothing.

    原因：限到哪一档，只能是“等级”下面写明的一档；写成别的名称，等于没有限制。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            固定场地 as has_office：是否
            伪造材料 as forged：是否
        评分 测评 as score 对象 平台 满分 5 分
            一票否决 伪造材料：等级 限为 改进型
            项目 场地 as premises 5 分
                若 固定场地，得 5 分
            等级
                示范型 as model：总分 5分及以上
                提升型 as improving：其余
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            固定场地 as has_office：是否
            伪造材料 as forged：是否
        评分 测评 as score 对象 平台 满分 5 分
            一票否决 伪造材料：等级 限为 提升型
            项目 场地 as premises 5 分
                若 固定场地，得 5 分
            等级
                示范型 as model：总分 5分及以上
                提升型 as improving：其余
    """

    code = "C150"
    zh = "本评分没有等级“{found}”"
    en = "the scorecard has no grade `{found}`"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    known: str = ""
    nearest: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        mend_zh, mend_en = "先在评分下写“等级”", "write the `grades` of the scorecard first"
        if self.nearest:
            mend_zh, mend_en = f"是否为“{self.nearest}”？", f"did you mean `{self.nearest}`?"
        elif self.known:
            mend_zh, mend_en = f"本评分的等级有：{self.known}", f"its grades are {self.known}"
        return {"found": self.found, "mend_zh": mend_zh, "mend_en": mend_en}


class IdleGradeLimit(Problem):
    """A veto limits to the best grade and so changes nothing.

    限为最高一档，等于没有限制。

    Why: no grade is better than the first row, so what the veto says would never take effect.

    原因：没有比第一档更高的等级，这样写的否决永远不起作用。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            固定场地 as has_office：是否
            伪造材料 as forged：是否
        评分 测评 as score 对象 平台 满分 5 分
            一票否决 伪造材料：等级 限为 示范型
            项目 场地 as premises 5 分
                若 固定场地，得 5 分
            等级
                示范型 as model：总分 5分及以上
                提升型 as improving：其余
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            固定场地 as has_office：是否
            伪造材料 as forged：是否
        评分 测评 as score 对象 平台 满分 5 分
            一票否决 伪造材料：等级 限为 提升型
            项目 场地 as premises 5 分
                若 固定场地，得 5 分
            等级
                示范型 as model：总分 5分及以上
                提升型 as improving：其余
    """

    code = "C151"
    zh = "“{found}”是最高一档，限为它不起作用"
    en = "`{found}` is the best grade, so limiting to it changes nothing"
    hint_zh = "写较低的一档，或者删去这一项"
    hint_en = "name a lower grade, or leave the limit out"
    found: str


class RepeatedEffect(Problem):
    """A veto with two effects of one kind.

    一条一票否决里写了两个同类的后果。

    Why: two totals, two bans or two limits of one veto leave open which is meant.

    原因：同一条里写两个计分、两个期限或两个限档，看不出以哪个为准。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            固定场地 as has_office：是否
            伪造材料 as forged：是否
        评分 测评 as score 对象 平台 满分 5 分
            一票否决 伪造材料：总分 计 0 分，总分 计 1 分
            项目 场地 as premises 5 分
                若 固定场地，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            固定场地 as has_office：是否
            伪造材料 as forged：是否
        评分 测评 as score 对象 平台 满分 5 分
            一票否决 伪造材料：总分 计 0 分
            项目 场地 as premises 5 分
                若 固定场地，得 5 分
    """

    code = "C152"
    zh = "同类的后果写了两次：“{found}”"
    en = "a second effect of one kind: `{found}`"
    hint_zh = "只留一个；条件不同的，另写一行“一票否决”"
    hint_en = "keep one; where the conditions differ, write a `veto` line of its own"
    found: str


class VetoAboveFullMarks(Problem):
    """A veto by which the total counts as more than the scorecard can give.

    一票否决后的总分比满分还高。

    Why: a veto takes away; a figure above all that can be reached is a slip.

    原因：一票否决只会使结果变差；计的分比能得的最高分还高，是笔误。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            固定场地 as has_office：是否
            伪造材料 as forged：是否
        评分 测评 as score 对象 平台 满分 5 分
            一票否决 伪造材料：总分 计 50 分
            项目 场地 as premises 5 分
                若 固定场地，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            固定场地 as has_office：是否
            伪造材料 as forged：是否
        评分 测评 as score 对象 平台 满分 5 分
            一票否决 伪造材料：总分 计 0 分
            项目 场地 as premises 5 分
                若 固定场地，得 5 分
    """

    code = "C153"
    zh = "总分计 {found} 分，而总分最高只有 {most} 分"
    en = "the total counts as {found}, which is above the {most} it can be at most"
    hint_zh = "写不超过 {most} 的分数"
    hint_en = "write points of {most} or fewer"
    found: str
    most: str
