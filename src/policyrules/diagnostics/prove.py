"""What only the solver finds (L250): told by `check --prove`."""

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
