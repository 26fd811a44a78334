"""Problems of the check pass (C1…) with periods of time, deductions, points per unit and tables (分档)."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


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


class UnitNotPositive(Problem):
    """An award per unit of a quantity where the unit is not above 0.

    “每”后面的量不大于零。

    Why: nothing can be counted in units of nothing.

    原因：按零为一个单位，数不出个数。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                按 人数 每 0 人 得 1 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                按 人数 每 2 人 得 1 分
    """

    code = "C142"
    zh = "“每”后面的“{found}”要大于零"
    en = "`{found}` after `per` must be above zero"
    hint_zh = "写明每多少计一次分，如“每 2 人”"
    hint_en = "say how many make one unit, such as `per 2 人`"
    found: str


class PartUnitTwice(Problem):
    """每满 and 不满一个按一个计 in one award.

    同一行既写了“每满”，又写了“不满一个按一个计”。

    Why: 每满 leaves a part of a unit out and the other counts it as a whole one; only one of them can be meant.

    原因：“每满”不计零头，“不满一个按一个计”把零头按一个计，两者只能取一。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                按 人数 每满 2 人 得 1 分，不满一个按一个计
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                按 人数 每 2 人 得 1 分，不满一个按一个计
    """

    code = "C143"
    zh = "“每满”与“不满一个按一个计”不能同时写"
    en = "`per full` and `part counts as one` contradict each other"
    hint_zh = "不计零头的只写“每满”；零头按一个计的写“每 …，不满一个按一个计”"
    hint_en = "write `per full` alone to leave parts out, or `per …, part counts as one`"


class RowsLeaveGap(Problem):
    """A table whose rows leave something out.

    分档没有覆盖所有情形。

    Why: what no row speaks of would silently give nothing; write the row, or 其余.

    原因：没有对应档的情形会悄悄变成零分；要么补上一档，要么写明“其余”。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                按 人数 分档
                    3人及以上：5 分
                    2人：3 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                按 人数 分档
                    3人及以上：5 分
                    2人：3 分
                    其余：0 分
    """

    code = "C144"
    knock_on = True
    zh = "{told_zh}"
    en = "{told_en}"
    hint_zh = "补上这一档，或者在最后写“其余：0 分”"
    hint_en = "add a row for it, or end with `in all other cases: 0 分`"
    found: str = ""
    """What no row applies to; empty where the table is too long to be looked through."""

    def _facts(self, lang: Lang) -> dict[str, object]:
        if self.found:
            return {"told_zh": f"“{self.found}”时没有对应的档", "told_en": f"no row applies to `{self.found}`"}
        return {"told_zh": "分档太多，无法逐一核对是否齐全", "told_en": "this table is too long to be proved complete"}


class RowNotReached(Problem):
    """A row of a table that never applies.

    永远轮不到的一档。

    Why: rows are tried in order, so a row that the ones above it cover, or that the quantity cannot come to, is mostly a slip.

    原因：各档按顺序判断；被前面的档占完的，或者事实取不到的，多半是写错了。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                按 人数 分档
                    1人及以上：3 分
                    3人及以上：5 分
                    其余：0 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                按 人数 分档
                    3人及以上：5 分
                    1人及以上：3 分
                    其余：0 分
    """

    code = "C145"
    knock_on = True
    zh = "永远轮不到“{found}”这一档"
    en = "the row `{found}` never applies"
    hint_zh = "从高到低排列各档，“其余”放在最后；事实取不到的值不要列"
    hint_en = "order the rows so that each can be reached, `in all other cases` last"
    found: str


class RowWidth(Problem):
    """A row of a table with more or fewer tests than there are quantities.

    一档里的条件个数与分档的量不一致。

    Why: each quantity is tested once in each row, in the order in which they stand after 按.

    原因：每一档对“按”后面的每个量各写一个条件，次序相同。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                按 人数、面积 分档
                    3人及以上：5 分
                    其余：0 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                按 人数、面积 分档
                    3人及以上、300平方米及以上：5 分
                    其余：0 分
    """

    code = "C146"
    zh = "这一档有 {tests} 个条件，而分档的量有 {columns} 个"
    en = "this row has {tests} tests for {columns} quantities"
    hint_zh = "每个量写一个条件，用顿号隔开；不论哪个量的，写“其余”"
    hint_en = "write one test for each quantity, separated by `、`"
    tests: int
    columns: int


class RowPoints(Problem):
    """A row of a table with more or fewer points than there are columns.

    一档里的分值个数与列数不一致。

    Why: with 列 each row gives points for each column, in their order; without it one figure.

    原因：写了“列”的，每一档对每一列各写一个分值，次序相同；没有写的，只写一个。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                按 人数、面积 分档 列 300平方米及以上、其余
                    3人及以上：5 分
                    其余：2 分、0 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                按 人数、面积 分档 列 300平方米及以上、其余
                    3人及以上：5 分、3 分
                    其余：2 分、0 分
    """

    code = "C154"
    zh = "这一档写了 {found} 个分值，应写 {wanted} 个"
    en = "this row gives {found} figures where {wanted} are due"
    hint_zh = "每一列写一个分值，用顿号隔开；没有写“列”的，只写一个"
    hint_en = "write one figure for each column, separated by `、`; without `columns` just one"
    found: int
    wanted: int


class PartPointsOutsideGrades(Problem):
    """The points of a part where they are not known yet.

    某一项的得分用在了还没有算出来的地方。

    Why: parts are worked out one beside the other; only 总计, 等级 and 排序 come after all of them.

    原因：各项同时计算，互不等待；只有总计、等级、排序在它们之后。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 4 分
                若 面积 不少于 300平方米，得 4 分
            项目 达标 as good 1 分
                若 场地的得分 4分及以上，得 1 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 4 分
            项目 场地 as premises 4 分
                若 面积 不少于 300平方米，得 4 分
            等级
                合格 as pass：总分 2分及以上 且 场地的得分 2分及以上
                不合格 as fail：其余
    """

    code = "C148"
    zh = "这里还没有“{found}”"
    en = "`{found}` is not known here yet"
    hint_zh = "各项的得分和总计只能用在“总计”“等级”“排序”里"
    hint_en = "use the points of parts, and totals, only in totals, grades and rankings"
    found: str
