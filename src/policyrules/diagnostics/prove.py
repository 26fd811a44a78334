"""Problems that only the solver finds (L250, L251): told by `check --prove`."""

from __future__ import annotations

from policyrules.diagnostics.base import Problem


class NeverCounts(Problem):
    """A part whose points never change the total.

    得多少分都不影响总分的要点。

    Why: caps and conditions together may leave a part without effect although each looks right by itself; whoever works for its
    points gains nothing. That no facts make a difference was proved by the solver (`check --prove`).

    原因：最高分和条件单看都对，合起来却可能让一个要点不起作用，为它花的工夫一分也得不到。这是求解器证明的（`check --prove`）：
    没有任何事实能让它影响总分。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                最高 5 分
                要点 够用 as enough 5 分
                    若 面积 不少于 100平方米，得 5 分
                要点 宽敞 as ample 3 分
                    若 面积 不少于 200平方米，得 3 分
        === command
        policyrules check . --prove
    Instead:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                要点 够用 as enough 2 分
                    若 面积 不少于 100平方米，得 2 分
                要点 宽敞 as ample 3 分
                    若 面积 不少于 200平方米，得 3 分
        === command
        policyrules check . --prove
    """

    code = "L250"
    severity = "warning"
    zh = "“{found}”得多少分都不影响“{total}”的总分"
    en = "the points of `{found}` never change the total of `{total}`"
    hint_zh = "核对它的条件和上面各级的最高、最低；文件本来如此的，可以保留"
    hint_en = "check its condition and the limits above it; leave it where the document has it so"
    found: str
    total: str


class TurnsBack(Problem):
    """A fact of which more is sometimes worth more points and sometimes fewer.

    同一事实增加时，总分有时升、有时降。

    Why: where more of a fact is worth more points but at some place fewer, whoever improves may lose; mostly a band or a sign was
    copied wrongly. Where a document means a middle value to be best, it is so.

    原因：事实增加时本来加分，到某处却减分，改进的单位反而吃亏，多半是分档或者加减抄错了。文件本来就以中间值为最好的，属于正常。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                若 人数 不少于 10人，得 3 分
                否则 若 人数 不少于 5人，得 5 分
        === command
        policyrules check . --prove
    Instead:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                若 人数 不少于 10人，得 5 分
                否则 若 人数 不少于 5人，得 3 分
        === command
        policyrules check . --prove
    """

    code = "L251"
    severity = "warning"
    zh = "“{found}”增加时“{total}”的总分一般会升，但从 {low} 到 {high}，总分从 {before} 分降到 {after} 分"
    en = "more of `{found}` can raise the total of `{total}`, but from {low} to {high} it falls from {before} to {after}"
    hint_zh = "核对分档、比较词和加减；文件以中间值为最好的，可以保留"
    hint_en = "check bands, comparison words and signs; leave it where the document means a middle value to be best"
    found: str
    total: str
    low: str
    high: str
    before: str
    after: str
