"""Problems of the check pass (C15…) with totals (总计), rankings (排序) and 不计入满分."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


class TotalTooEarly(Problem):
    """A total that uses one declared below it.

    一个总计用到了写在它后面的总计。

    Why: totals are worked out from top to bottom, each from the parts and from those above it.

    原因：各总计自上而下计算，只能用各项的得分和写在它前面的总计。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0
            成立日期 as founded：日期
        评分 测评 as score 对象 平台 满分 5 分
            项目 社工 as team 5 分
                若 社工 不少于 3人，得 5 分
            总计 折算分 as scaled = 基础分 * 60%
            总计 基础分 as base = 社工
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0
            成立日期 as founded：日期
        评分 测评 as score 对象 平台 满分 5 分
            项目 社工 as team 5 分
                若 社工 不少于 3人，得 5 分
            总计 基础分 as base = 社工
            总计 折算分 as scaled = 基础分 * 60%
    """

    code = "C155"
    zh = "总计“{found}”写在后面，这里还没有算出"
    en = "the total `{found}` stands below and is not known here yet"
    hint_zh = "把它移到前面；两个总计不能互相引用"
    hint_en = "move it above; two totals cannot use one another"
    found: str


class NoFullMarks(Problem):
    """适用满分 of a scorecard without full marks.

    评分没有满分，却用到了“适用满分”。

    Why: full marks are the figure after 满分, or what the items can give at most; here neither is known.

    原因：满分写在评分的“满分”后面，没有写的，为各项最多得分之和；这里两样都没有。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0，不大于 9
        评分 测评 as score 对象 平台
            项目 社工 as team 附加分
                按 社工 每 1人 得 1 分
            总计 百分制 as percent = 总分 * 100 / 适用满分 * 1 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0，不大于 9
        评分 测评 as score 对象 平台 满分 9 分
            项目 社工 as team 9 分
                按 社工 每 1人 得 1 分
            总计 百分制 as percent = 总分 * 100 / 适用满分 * 1 分
    """

    code = "C159"
    zh = "本评分没有满分，算不出“{found}”"
    en = "the scorecard has no full marks, so `{found}` is not known"
    hint_zh = "在评分后面写上“满分 … 分”"
    hint_en = "write `full marks …` on the scorecard"
    found: str


class UnknownTotal(Problem):
    """A veto leaves out a total that is not declared.

    一票否决写了一个没有声明过的总计。

    Why: what stands before 不得申报 is one of the scorecard's own totals; 总分 itself is left out by a veto without effects.

    原因：“不得申报”前面写的是本评分声明过的总计；不计总分的，一票否决后面什么也不写。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0
            伪造材料 as forged：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 社工 as team 5 分
                若 社工 不少于 3人，得 5 分
            总计 入户积分 as settle = 社工
            一票否决 伪造材料：入户积 不得申报
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0
            伪造材料 as forged：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 社工 as team 5 分
                若 社工 不少于 3人，得 5 分
            总计 入户积分 as settle = 社工
            一票否决 伪造材料：入户积分 不得申报
    """

    code = "C220"
    zh = "本评分没有总计“{found}”"
    en = "the scorecard has no total `{found}` of its own"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    nearest: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = ("先写“总计 …”", "declare it with `total of`")
        if self.nearest:
            zh, en = f"是否为“{self.nearest}”？", f"did you mean `{self.nearest}`?"
        return {"found": self.found, "mend_zh": zh, "mend_en": en}


class ExcludedTotalAsked(Problem):
    """A veto leaves out a total that grades, a ranking or another total ask for.

    一票否决不计的总计，正是等级、排序或其他总计所用的。

    Why: without that total there would be no grade or place to give, which is what a veto without effects says.

    原因：没有了这个总计，等级、名次也就无从确定；那样的意思，一票否决后面什么也不写即可。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0
            伪造材料 as forged：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 社工 as team 5 分
                若 社工 不少于 3人，得 5 分
            总计 入户积分 as settle = 社工
            一票否决 伪造材料：入户积分 不得申报
            排序
                入户积分 由高到低
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0
            伪造材料 as forged：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 社工 as team 5 分
                若 社工 不少于 3人，得 5 分
            总计 入户积分 as settle = 社工
            一票否决 伪造材料
            排序
                入户积分 由高到低
    """

    code = "C221"
    zh = "等级、排序或其他总计用到了“{found}”，不能单独不计"
    en = "grades, the ranking or another total ask for `{found}`, so it cannot be left out alone"
    hint_zh = "不写后果，整个评分即不计总分；或者另立一个评分"
    hint_en = "state no effect, and there is no total at all; or make it a scorecard of its own"
    found: str


class WrongOrder(Problem):
    """A row of a ranking whose order does not fit what it compares.

    排序一行的次序与所比较的量不相称。

    Why: figures and levels are high or low, days are early or late; by the other words nobody can tell which comes first.

    原因：数量、级别有高低，日期有先后；用错了词，就看不出谁在前。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0
            成立日期 as founded：日期
        评分 测评 as score 对象 平台 满分 5 分
            项目 社工 as team 5 分
                若 社工 不少于 3人，得 5 分
            排序
                总分 由高到低
                成立日期 由高到低
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0
            成立日期 as founded：日期
        评分 测评 as score 对象 平台 满分 5 分
            项目 社工 as team 5 分
                若 社工 不少于 3人，得 5 分
            排序
                总分 由高到低
                成立日期 由先到后
    """

    code = "C156"
    zh = "“{found}”不能按“{zh_word}”排"
    en = "`{found}` cannot be ranked `{en_word}`"
    hint_zh = "数量、级别用“由高到低”“由低到高”，日期用“由先到后”“由后到先”"
    hint_en = "rank figures and levels `high to low` or `low to high`, days `early to late` or `late to early`"
    found: str
    zh_word: str
    en_word: str


class ApartWithoutPrecondition(Problem):
    """不计入满分 on a part that always applies.

    一项总是适用，却写了“不计入满分”。

    Why: full marks are less only where the part is not applicable, and without a 前提 it never is.

    原因：只有前提不满足、该项不适用的，满分才相应减少；没有前提的，总是适用。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0
            成立日期 as founded：日期
        评分 测评 as score 对象 平台 满分 5 分
            项目 社工 as team 5 分 不计入满分
                若 社工 不少于 3人，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0
            成立日期 as founded：日期
        评分 测评 as score 对象 平台 满分 5 分
            项目 社工 as team 5 分 不计入满分
                前提 社工 不少于 1人
                若 社工 不少于 3人，得 5 分
    """

    code = "C157"
    zh = "“{label}”没有前提，写“不计入满分”不起作用"
    en = "`{label}` has no precondition, so `not counted in full marks` changes nothing"
    hint_zh = "写上“前提 …”，或者删去“不计入满分”"
    hint_en = "add a `precondition`, or take `not counted in full marks` away"
    label: str


class ApartUnderChoice(Problem):
    """不计入满分 where the maximum of the part is not part of the full marks anyway.

    该项的分值本来就不单独计入满分，却写了“不计入满分”。

    Why: what stands outside full marks (附加分), or is one of several of which one counts (取最高, 取最低), leaves them as they are
    where it does not apply.

    原因：附加分本来就在满分之外；取最高、取最低的几项只计其一，其中一项不适用，满分不变。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0
            成立日期 as founded：日期
        评分 测评 as score 对象 平台
            项目 社工 as team 5 分 不计入满分 附加分
                前提 社工 不少于 1人
                若 社工 不少于 3人，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            社工 as workers：整数 人，不小于 0
            成立日期 as founded：日期
        评分 测评 as score 对象 平台
            项目 社工 as team 5 分 附加分
                前提 社工 不少于 1人
                若 社工 不少于 3人，得 5 分
    """

    code = "C158"
    zh = "“{label}”的分值本来就不单独计入满分"
    en = "the maximum of `{label}` is not part of the full marks by itself"
    hint_zh = "删去“不计入满分”；取最高、取最低的，写在上一级"
    hint_en = "take `not counted in full marks` away; of parts of which one counts, write it on the part above"
    label: str
