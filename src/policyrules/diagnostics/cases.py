"""Problems of cases (T…): files of cases, what they give, and what they expect. `cases_expected` has the rest."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


class CasesAlone(Problem):
    """A pack that has cases and no rules.

    规则包里只有用例，没有规则。

    Why: a case says what should come of some facts under the rules of its own pack; without rules nothing comes of them.

    原因：用例写的是同一个规则包的规则应当算出什么；没有规则，就什么也算不出来。

    Example:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    Instead:
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
            应为 测评的场地 = 5 分
    """

    code = "T101"
    zh = "“{where}”里只有用例，没有规则"
    en = "there are cases in `{where}` and no rules"
    hint_zh = "把用例文件放进所检验的规则包的文件夹，命令里写文件夹"
    hint_en = "put the cases into the folder of the pack they are about, and name the folder"


class CaseAmongRules(Problem):
    """A case in a file of rules.

    用例写在规则文件里。

    Why: cases change no result, so they are kept out of the rules' checksum and are not read when facts are evaluated;
    that takes a file of their own.

    原因：用例不影响任何结果，所以不计入规则的校验码，计分时也不读取；这就要求用例单独成文件。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            固定场地 as has_office：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 固定场地 且 面积 不少于 300平方米，得 5 分
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    Instead:
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
            应为 测评的场地 = 5 分
    """

    code = "T102"
    zh = "用例“{found}”写在规则文件里"
    en = "the case `{found}` stands in a file of rules"
    hint_zh = "把用例移到同一文件夹的另一个文件，如 cases.policy，那里只写用例"
    hint_en = "move it to a file of its own in the same folder, such as cases.policy, in which there are only cases"
    found: str


class UnknownCase(Problem):
    """A case that begins with the facts of another that is not there.

    “已知 用例”所指的用例不存在。

    Why: without those facts the case would test something else.

    原因：没有那些事实，检验的就是另一回事。

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
        用例 “差一平方米” 对象 平台
            已知 用例 “三百平米”
            已知 面积 = 299平方米
            应为 测评的场地 = 0 分

        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    Instead:
        === cases.policy
        用例 “差一平方米” 对象 平台
            已知 用例 “三百平方米”
            已知 面积 = 299平方米
            应为 测评的场地 = 0 分

        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    """

    code = "T103"
    zh = "没有名为“{found}”的用例"
    en = "there is no case `{found}`"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    nearest: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        mend_zh = "写本规则包里另一个用例的名称"
        mend_en = "write the title of another case of this pack"
        if self.nearest:
            mend_zh, mend_en = f"是否为“{self.nearest}”？", f"did you mean `{self.nearest}`?"
        return {**vars(self), "mend_zh": mend_zh, "mend_en": mend_en}


class CaseCycle(Problem):
    """Cases that begin with one another.

    用例之间循环引用。

    Why: each waits for the facts of the next, so there are none to begin with.

    原因：每个用例都等着下一个用例的事实，没有一个能开始。

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
        用例 “甲” 对象 平台
            已知 用例 “乙”
            应为 测评的场地 = 5 分
        用例 “乙” 对象 平台
            已知 用例 “甲”
            应为 测评的场地 = 5 分
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    """

    code = "T104"
    zh = "用例循环引用：{chain}"
    en = "cases that begin with one another: {chain}"
    hint_zh = "让其中一个用例直接写出事实"
    hint_en = "let one of them say its facts itself"
    chain: str


class DuplicateTitle(Problem):
    """Two cases of one title.

    两个用例同名。

    Why: a case is named by its title: in the report, by other cases, and with -k.

    原因：报告里、别的用例里、命令的 -k 后面，都用名称指用例。

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
            应为 测评的场地 = 5 分
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 0平方米
            应为 测评的场地 = 0 分
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
        用例 “零平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 0平方米
            应为 测评的场地 = 0 分
    """

    code = "T105"
    zh = "已有名为“{found}”的用例"
    en = "there is another case `{found}`"
    hint_zh = "换一个名称，写明这一例检验什么"
    hint_en = "give it another title that says what it tests"
    found: str


class NothingExpected(Problem):
    """A case that expects nothing.

    用例没有写“应为”。

    Why: it would pass whatever the rules say.

    原因：规则怎么写它都通过，等于没有检验。

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
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    """

    code = "T106"
    zh = "用例“{found}”没有写“应为”"
    en = "the case `{found}` expects nothing"
    hint_zh = "加一行，如：应为 … = … 分"
    hint_en = "add a line such as `should be … = … 分`"
    found: str


class OtherSubject(Problem):
    """A case that begins with one about another subject.

    “已知 用例”所指的用例属于另一类对象。

    Why: the facts of one subject mean nothing for another.

    原因：一类对象的事实对另一类对象没有意义。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            固定场地 as has_office：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 固定场地 且 面积 不少于 300平方米，得 5 分
        对象 组织 as organisation
            人数 as people：整数 人，不小于 0
        评分 组织测评 as second 对象 组织 满分 5 分
            项目 规模 as size 5 分
                若 人数 不少于 3人，得 5 分
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
        用例 “三人” 对象 组织
            已知 用例 “三百平方米”
            已知 人数 = 3人
            应为 规模 = 5 分
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
        用例 “三人” 对象 组织
            已知 人数 = 3人
            应为 规模 = 5 分
    """

    code = "T107"
    zh = "用例“{found}”的对象是“{other}”，本用例的对象是“{own}”"
    en = "the case `{found}` is about `{other}`, this one about `{own}`"
    hint_zh = "只引用同一类对象的用例"
    hint_en = "begin with a case about the same subject"
    found: str
    other: str
    own: str


class SaidTwice(Problem):
    """A fact that a case says twice.

    同一用例里，一项事实写了两次。

    Why: one of the two would win in silence.

    原因：两处都写，必有一处不起作用。

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
            已知 area = 299平方米
            应为 测评的场地 = 5 分
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    """

    code = "T108"
    zh = "“{found}”在本用例里已经写过"
    en = "the case says `{found}` twice"
    hint_zh = "只留一行；要改另一个用例的事实，在“已知 用例”之后写一次即可"
    hint_en = "leave one of the lines"
    found: str


class SeveralValues(Problem):
    """Records or several values for a fact that is not a list.

    不是明细的事实写了多条记录或多个值。

    Why: only a list has records; any other fact has one value.

    原因：只有明细才有多条记录；别的事实只有一个值。

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
            已知 面积 = 200平方米、100平方米
            应为 测评的场地 = 5 分
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    """

    code = "T109"
    zh = "“{found}”不是明细，只能有一个值"
    en = "`{found}` is no list, and has one value"
    hint_zh = "写成：已知 {found} = …"
    hint_en = "write `given {found} = …`"
    found: str


class FactsOutside(Problem):
    """A file of facts outside the pack.

    用例引用了规则包以外的事实文件。

    Why: a pack holds all that its cases stand on, and no other files of the machine are read.

    原因：规则包自带用例所用的文件，不读取所在电脑上的其他文件。

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
            已知 “../facts.toml”
            应为 测评的场地 = 5 分
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    """

    code = "T110"
    zh = "事实文件“{found}”不在规则包文件夹内"
    en = "the facts `{found}` are outside the pack"
    hint_zh = "把文件放进规则包，只写包内的路径，如 examples/facts.toml"
    hint_en = "put the file into the pack and write its path there, such as examples/facts.toml"
    found: str


class CaseNeedsSubject(Problem):
    """A case that does not say whose facts it gives, in a pack with several subjects.

    有几类对象时，用例没有写明是哪一类。

    Why: its facts and results are looked up in one subject.

    原因：用例里的事实和结果，要到某一类对象里去找。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            固定场地 as has_office：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 固定场地 且 面积 不少于 300平方米，得 5 分
        对象 组织 as organisation
            人数 as people：整数 人，不小于 0
        === cases.policy
        用例 “三百平方米”
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
    """

    code = "T111"
    zh = "用例“{found}”没有写明是哪一类对象"
    en = "the case `{found}` does not say which subject it is about"
    hint_zh = "在名称后写“对象 …”，可以是：{subjects}"
    hint_en = "write `subject …` after its title, one of: {subjects}"
    found: str
    subjects: str


class NoCases(Problem):
    """A pack without cases, to be tested.

    要检验的规则包没有用例。

    Why: a test that tests nothing must not look as if it had passed.

    原因：什么也没检验，不能算通过。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            固定场地 as has_office：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 固定场地 且 面积 不少于 300平方米，得 5 分
        === command
        policyrules test .
    Instead:
        === cases.policy
        用例 “三百平方米” 对象 平台
            已知 固定场地 = 是
            已知 面积 = 300平方米
            应为 测评的场地 = 5 分
        === command
        policyrules test .
    """

    code = "T112"
    zh = "“{where}”里没有用例"
    en = "there are no cases in `{where}`"
    hint_zh = "在规则包文件夹里建一个 cases.policy，写上“用例 “…””"
    hint_en = "write cases into a file of the pack, such as cases.policy"
