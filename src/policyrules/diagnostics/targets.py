"""Problems with targets by date: of reading them (P150, P151) and of the check pass (C230 to C232)."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


class NothingDue(Problem):
    """A target that names no day.

    目标中没有写到什么时候要达到什么。

    Why: a target says what is to be reached by which day; a condition that always holds or not is a requirement.

    原因：目标要写明到哪一天达到什么；不分年份、任何时候都要做到的，应写成“要求”。

    Example:
        政策 demo “示例”
        对象 县域 as county
            平均活跃度 as activity：比例，不小于 0，不大于 1
        目标 平均活跃度达标 as activity_target 对象 县域 = 平均活跃度
            程度 应
    Instead:
        政策 demo “示例”
        对象 县域 as county
            平均活跃度 as activity：比例，不小于 0，不大于 1
        目标 平均活跃度达标 as activity_target 对象 县域 = 平均活跃度
            程度 应
            2022 年底 超过 50%
    """

    code = "C230"
    zh = "目标“{label}”没有写到什么时候要达到什么"
    en = "`{label}` names no day by which something is to be reached"
    hint_zh = "加一行，如“2022 年底 达到 80%”；说不出数的写“2022 年底 不可量化”"
    hint_en = "add a line such as `2022-12-31 reaches 80%`, or `2022-12-31 not measurable` where there is no figure"
    label: str


class DueOutOfOrder(Problem):
    """The rows of a target do not follow one another in time.

    目标的各行没有按日期先后排列，或者同一天写了两次。

    Why: from its day on a row takes the place of the one above; two rows of one day, or rows out of order, are mostly a slip in a
    year.

    原因：到了一行的日期，就由这一行代替上一行；日期重复或者颠倒，多半是年份写错了。

    Example:
        政策 demo “示例”
        对象 县域 as county
            平均活跃度 as activity：比例，不小于 0，不大于 1
        目标 平均活跃度达标 as activity_target 对象 县域 = 平均活跃度
            2023 年底 达到 60%
            2022 年底 超过 50%
    Instead:
        政策 demo “示例”
        对象 县域 as county
            平均活跃度 as activity：比例，不小于 0，不大于 1
        目标 平均活跃度达标 as activity_target 对象 县域 = 平均活跃度
            2022 年底 超过 50%
            2023 年底 达到 60%
    """

    code = "C231"
    zh = "{said_zh}"
    en = "{said_en}"
    hint_zh = "每个日期一行，从早到晚排列"
    hint_en = "one row a day, from the earliest to the latest"
    found: str
    same: bool = False

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = f"“{self.found}”早于上一行的日期", f"`{self.found}` comes before the day of the row above"
        if self.same:
            zh, en = f"“{self.found}”写了两行", f"`{self.found}` has two rows"
        return {"said_zh": zh, "said_en": en}


class NothingToReach(Problem):
    """A row that only says what the measure must not be.

    目标的一行只写了不能等于几，没有写要达到多少。

    Why: the result says how much is lacking, and there is no distance to everything but one figure.

    原因：结果要说明离目标还差多少；只说不等于某个数，就没有可以达到的数。

    Example:
        政策 demo “示例”
        对象 县域 as county
            平台数 as platforms：整数 个，不小于 0
        目标 平台建成 as built 对象 县域 = 平台数
            2022 年底 不为 0
    Instead:
        政策 demo “示例”
        对象 县域 as county
            平台数 as platforms：整数 个，不小于 0
        目标 平台建成 as built 对象 县域 = 平台数
            2022 年底 不少于 1个
    """

    code = "C232"
    zh = "“{found}”没有写要达到多少"
    en = "`{found}` says nothing that can be reached"
    hint_zh = "改用“达到”“超过”“不超过”等比较词"
    hint_en = "compare with `reaches`, `exceeds`, `not exceeding` and the like"
    found: str


class DueWithoutDay(Problem):
    """A row of a target that does not begin with a day.

    目标的一行没有以日期开头。

    Why: every row says by which day something is to be reached; a year alone leaves open whether its first day or its last is
    meant.

    原因：目标的每一行都要写明到哪一天达到；只写年份，说不清是年初还是年底。

    Example:
        政策 demo “示例”
        对象 县域 as county
            平均活跃度 as activity：比例，不小于 0，不大于 1
        目标 平均活跃度达标 as activity_target 对象 县域 = 平均活跃度
            2022年 达到 50%
    Instead:
        政策 demo “示例”
        对象 县域 as county
            平均活跃度 as activity：比例，不小于 0，不大于 1
        目标 平均活跃度达标 as activity_target 对象 县域 = 平均活跃度
            2022 年底 达到 50%
    """

    code = "P150"
    zh = "目标的每一行以日期开头，此处是“{found}”"
    en = "each row of a target begins with a day, and here is `{found}`"
    hint_zh = "写作“2022 年底 达到 80%”或“2022-06-30 达到 80%”"
    hint_en = "write `2022-12-31 reaches 80%`"
    found: str


class DueWithoutComparison(Problem):
    """A row of a target without a comparison.

    目标的一行没有写比较词。

    Why: 50% may be the least that is asked for, or have to be exceeded; and what is put in words only cannot be measured.

    原因：只写“50%”，说不清是达到还是超过；只用文字描述的，无法量化。

    Example:
        政策 demo “示例”
        对象 县域 as county
            平均活跃度 as activity：比例，不小于 0，不大于 1
        目标 平均活跃度达标 as activity_target 对象 县域 = 平均活跃度
            2021 年底 显著提升
            2022 年底 50%
    Instead:
        政策 demo “示例”
        对象 县域 as county
            平均活跃度 as activity：比例，不小于 0，不大于 1
        目标 平均活跃度达标 as activity_target 对象 县域 = 平均活跃度
            2021 年底 不可量化
            2022 年底 超过 50%
    """

    code = "P151"
    zh = "“{found}”没有写清要达到多少"
    en = "`{found}` does not say what is to be reached"
    hint_zh = "写作“{day} 达到 50%”或“{day} 50%及以上”；文件没有写出数的，写“{day} 不可量化”"
    hint_en = "write `{day} reaches 50%` or `{day} 50% and above`; where the text has no figure, `{day} not measurable`"
    found: str
    day: str


class TargetLoosens(Problem):
    """A row of a target that asks for less than the one before it.

    目标后一行的要求低于前一行。

    Why: targets by year step up; one that steps down mostly has two figures exchanged, or the wrong comparison word.

    原因：分年度目标一般逐年提高；后一年反而低的，多半是两个数写反了，或者比较词抄错了。

    Example:
        政策 demo “示例”
        对象 县域 as county
            平均活跃度 as activity：比例，不小于 0，不大于 1
        目标 平均活跃度达标 as activity_target 对象 县域 = 平均活跃度
            2021 年底 达到 80%
            2022 年底 达到 50%
    Instead:
        政策 demo “示例”
        对象 县域 as county
            平均活跃度 as activity：比例，不小于 0，不大于 1
        目标 平均活跃度达标 as activity_target 对象 县域 = 平均活跃度
            2021 年底 达到 50%
            2022 年底 达到 80%
    """

    code = "L236"
    severity = "warning"
    zh = "“{found}”比前一行“{before}”要求低"
    en = "`{found}` asks for less than the row before it, `{before}`"
    hint_zh = "核对两行的数和比较词；文件本来如此的，可以保留"
    hint_en = "check the figures and comparison words of both; leave it where the document has it so"
    found: str
    before: str


class DueDecided(Problem):
    """A row of a target that the measure always meets, or never can.

    目标的一行，无论事实如何都达到，或者都达不到。

    Why: what the bounds of the measure decide is no target; the figure, or the bounds, are wrong.

    原因：按衡量的事实声明的范围就能判定的，不成其为目标；不是数写错了，就是范围写错了。

    Example:
        政策 demo “示例”
        对象 县域 as county
            平均活跃度 as activity：比例，不小于 0，不大于 1
        目标 平均活跃度达标 as activity_target 对象 县域 = 平均活跃度
            2021 年底 达到 150%
    Instead:
        政策 demo “示例”
        对象 县域 as county
            平均活跃度 as activity：比例，不小于 0，不大于 1
        目标 平均活跃度达标 as activity_target 对象 县域 = 平均活跃度
            2021 年底 达到 50%
    """

    code = "L237"
    severity = "warning"
    zh = "“{found}”无论事实如何都{how_zh}"
    en = "`{found}` is {how_en} whatever the facts"
    hint_zh = "核对这一行的数和比较词，以及所衡量的事实的范围"
    hint_en = "check the figure and the comparison word of the row, and the bounds of what is measured"
    found: str
    holds: bool

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = ("达到", "met") if self.holds else ("达不到", "unmet")
        return {"found": self.found, "how_zh": zh, "how_en": en}
