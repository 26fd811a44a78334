"""Problems of cases (T…): what they expect. `cases` has the rest."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


class UnknownResult(Problem):
    """Something expected that no result has.

    “应为”后面所指的内容，结果里没有。

    Why: what is not in a result can be neither right nor wrong.

    原因：结果里没有的内容，无所谓对错。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            固定场地 as has_office：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 固定场地 且 面积 不少于 300平方米，得 5 分
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场所 = 5 分
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    """

    code = "T113"
    zh = "结果里没有“{found}”"
    en = "no result has `{found}`"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    nearest: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        mend_zh = "写评分、项目、要点的名称或代号，如：平台测评的场地面积"
        mend_en = "write names or aliases of a scorecard and its parts, such as `platform_score 's space`"
        if self.nearest:
            mend_zh, mend_en = f"是否为“{self.nearest}”？", f"did you mean `{self.nearest}`?"
        return {**vars(self), "mend_zh": mend_zh, "mend_en": mend_en}


class AmbiguousResult(Problem):
    """Something expected that may be one of several.

    “应为”后面所指的内容不止一处。

    Why: a case must say which one it means.

    原因：用例要写明是哪一处。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            固定场地 as has_office：是否
        评分 测评 as score 对象 平台 满分 10 分
            项目 场地 as premises 5 分
                若 固定场地 且 面积 不少于 300平方米，得 5 分
            项目 服务 as services 5 分
                要点 场地 as premises 5 分
                    若 固定场地，得 5 分
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 场地 = 5 分
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的服务的场地 = 5 分
    """

    code = "T114"
    zh = "“{found}”不止一处：{known}"
    en = "`{found}` may be any of {known}"
    hint_zh = "从外到里多写几级，直到只有一处"
    hint_en = "name more of what it stands in"
    found: str
    known: str


class WrongExpectation(Problem):
    """A value that what is expected never has.

    “应为”后面的值，不是所指内容能有的值。

    Why: the case could never pass, or could never fail.

    原因：这样的用例永远不会通过，或者永远不会不通过。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            固定场地 as has_office：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 固定场地 且 面积 不少于 300平方米，得 5 分
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 为 优秀
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    """

    code = "T115"
    zh = "“{found}”的值不会是“{value}”"
    en = "`{found}` is never `{value}`"
    hint_zh = "可以写：{taken_zh}"
    hint_en = "it takes {taken_en}"
    found: str
    value: str
    taken_zh: str
    taken_en: str


class NoExpectation(Problem):
    """Something behind 应为 that is not a comparison of a result.

    “应为”后面不是对结果的比较。

    Why: a case compares something in the result with a value; conditions over facts belong to the rules.

    原因：用例把结果里的一项与一个值相比；对事实的条件属于规则。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            固定场地 as has_office：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 固定场地 且 面积 不少于 300平方米，得 5 分
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 5 分 = 测评的场地
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    """

    code = "T116"
    zh = "“{found}”不是对结果的比较"
    en = "`{found}` is not a comparison of a result"
    hint_zh = "写成：应为 … = … 分、应为 … 在 … 至 … 分 之间、应为 … 的等级 为 …"
    hint_en = "write what is expected first, then a comparison and a value: `should be … = … 分`"
    found: str


class UnknownFactCode(Problem):
    """A code behind 事实有误 that no problem of facts has.

    “事实有误”后面的代号不是事实问题的代号。

    Why: no facts could ever be refused with it.

    原因：没有哪种事实问题用这个代号。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            固定场地 as has_office：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 固定场地 且 面积 不少于 300平方米，得 5 分
        === cases.policy
        用例 “面积为负” 对象 平台
            已知 固定场地 = 是
            已知 面积 = -1平方米
            应为 事实有误 F900
    Instead:
        === cases.policy
        用例 “面积为负” 对象 平台
            已知 固定场地 = 是
            已知 面积 = -1平方米
            应为 事实有误 F107
    """

    code = "T117"
    zh = "没有代号为“{found}”的事实问题"
    en = "no problem of facts has the code `{found}`"
    hint_zh = "只写“应为 事实有误”，或者用 policyrules explain 查代号"
    hint_en = "leave the code out, or look it up with `policyrules explain`"
    found: str


class RefusedAndGiven(Problem):
    """A case that expects both that the facts are refused and a result.

    同一用例既写“事实有误”，又写应得的结果。

    Why: where facts are refused there is no result.

    原因：事实有误就没有结果。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            固定场地 as has_office：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 固定场地 且 面积 不少于 300平方米，得 5 分
        === cases.policy
        用例 “面积为负” 对象 平台
            已知 固定场地 = 是
            已知 面积 = -1平方米
            应为 事实有误
            应为 测评的场地 = 5 分
    Instead:
        === cases.policy
        用例 “面积为负” 对象 平台
            已知 固定场地 = 是
            已知 面积 = -1平方米
            应为 事实有误
    """

    code = "T118"
    zh = "事实有误时没有结果可比"
    en = "where the facts are refused there is no result to compare"
    hint_zh = "只留“应为 事实有误”，其余的写成另一个用例"
    hint_en = "leave only `should be facts in error`, and write another case for the rest"
