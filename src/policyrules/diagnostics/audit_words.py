"""Problems of the audit (Q205 to Q210): words of rules against their quotes. Figures: `audit`."""

from __future__ import annotations

from policyrules.diagnostics.audit_base import AboutClaim, Contradiction
from policyrules.diagnostics.base import Problem


class WordDiffers(Contradiction):
    """A rule says another period, quantity or connective than its quote.

    规则的周期、数量词或连接词与依据不一样。

    Why: 每年 for 每季度, or 且 for 或者, changes who passes as much as a wrong figure does.

    原因：把“每季度”写成“每年”，把“或者”写成“且”，与写错数一样会改变结果。

    Example:
        === source.md
        每季度开展活动。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            活动 as activities：明细
                日期 as date：日期
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            考核期 测评日所在年    假定 期间 “按公历年”
            项目 场地 as premises 5 分
                若 每年 活动 至少 1次，得 5 分
                    依据 “每季度开展活动”
                    假定 界限 “文件未写次数”
    Instead:
        === source.md
        每季度开展活动。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            活动 as activities：明细
                日期 as date：日期
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            考核期 测评日所在年    假定 期间 “按公历年”
            项目 场地 as premises 5 分
                若 每季度 活动 至少 1次，得 5 分
                    依据 “每季度开展活动”
                    假定 界限 “文件未写次数”
    """

    code = "Q205"
    zh = "原文写“{said}”，规则写“{found}”"
    en = "the text says `{said}`, the rule says `{found}`"
    hint_zh = "请照原文改正；确须不同的，在这一行写 假定 {kind_zh} “理由”"
    hint_en = "mend the word, or say why it differs: assume {kind} “reason” on this line"
    said: str


class WordWithoutOrigin(AboutClaim):
    """A period, quantifier, 或者, 并非, rounding or reading of a rule is in none of its quotes.

    规则里的周期、数量词、“或者”、“并非”、取整或用语，在依据里没有出处。

    Why: whether all of them have to or one will do, and how often, decides as much as a figure does. What the text
    leaves open is an assumption.

    原因：是每个都要还是有一个就行、多久一次，与数一样要紧。文件没有写的，要写明是假定。

    Example:
        === source.md
        有场地、有设备。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            甲 as a：是否
            乙 as b：是否
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 甲 或者 乙，得 5 分
                    依据 “有场地、有设备”
    Instead:
        === source.md
        有场地、有设备。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            甲 as a：是否
            乙 as b：是否
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 甲 且 乙，得 5 分
                    依据 “有场地、有设备”
    """

    code = "Q206"
    zh = "“{found}”{nowhere}，也没有相应的假定"
    en = "`{found}` {nowhere}, and no assumption accounts for it"
    hint_zh = "引出这样写的一句；文件没有写的，写 假定 {kind_zh} “理由”"
    hint_en = "cite the sentence that says it, or write assume {kind} “reason”"
    quoted: bool = True


class StrictnessDiffers(Contradiction):
    """程度 is another word than the one of the quote.

    “程度”与依据里的程度词不一样。

    Why: 须 and 一般 differ in what it means to fall short. Of two words of a sentence the weaker decides.

    原因：“须”与“一般”，没有做到时的结果不同。一句里有两个程度词的，以较弱的为准。

    Example:
        === source.md
        面积一般不少于300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分    程度 须
                    依据 “面积一般不少于300平方米”
    Instead:
        === source.md
        面积一般不少于300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分    程度 一般
                    依据 “面积一般不少于300平方米”
    """

    code = "Q207"
    zh = "原文写“{said}”，规则写 程度 {found}"
    en = "the text says `{said}`, the rule has strictness `{found}`"
    hint_zh = "请照原文改正“程度”"
    hint_en = "write the word of the text"
    said: str
    kind: str = "basis"


class StrictnessLost(Problem):
    """A quote says how binding it is, and its rule does not.

    依据写了程度词，规则没有写“程度”。

    Why: without 程度 a rule that is not met counts as a breach, or only costs points; the text says what it is.

    原因：不写“程度”，没有做到的要么当作不符合，要么只是不得分；是哪一种，文件写了。

    Example:
        === source.md
        面积一般不少于300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积一般不少于300平方米”
    Instead:
        === source.md
        面积一般不少于300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分    程度 一般
                    依据 “面积一般不少于300平方米”
    """

    code = "Q208"
    zh = "原文写了“{said}”，规则没有写“程度”"
    en = "the text says `{said}`, and the rule has no strictness"
    hint_zh = "写 程度 {said}；这个词管的不是这一条的，在 假定 口径 的理由里加引号写明“{said}”"
    hint_en = "write strictness; where the word governs something else, name it in quotation marks, “{said}”, in an assumption"
    said: str


class StrictnessWithoutOrigin(AboutClaim):
    """程度 is written where no quote has such a word.

    写了“程度”，依据里却没有程度词。

    Why: how binding a rule is comes from the text as its figures do.

    原因：约束力有多强，与数一样要有出处。

    Example:
        === source.md
        面积不少于300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分    程度 须
                    依据 “面积不少于300平方米”
    Instead:
        === source.md
        面积须不少于300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分    程度 须
                    依据 “面积须不少于300平方米”
    """

    code = "Q209"
    zh = "“程度 {found}”{nowhere}，也没有相应的假定"
    en = "strictness `{found}` {nowhere}, and no assumption accounts for it"
    hint_zh = "引出写着这个词的一句；与前句共用的，在 假定 口径 的理由里加引号写明“{found}”"
    hint_en = "cite the sentence that has the word; where it is shared, name it in quotation marks, “{found}”, in an assumption"
    kind: str = "basis"
    quoted: bool = True


class NegationLost(Problem):
    """A quote forbids what its rule asks for.

    依据写的是不得，规则却要求这样做。

    Why: without 并非 the rule asks for the very thing that the text forbids.

    原因：少了“并非”，规则要的正是文件所禁止的。

    Example:
        === source.md
        名称不得使用全国字样。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 组织 as body
            用了字样 as uses：是否
        要求 字样 as words 对象 组织
            则 用了字样      依据 “名称不得使用全国字样”
    Instead:
        === source.md
        名称不得使用全国字样。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 组织 as body
            用了字样 as uses：是否
        要求 字样 as words 对象 组织
            则 并非 用了字样      依据 “名称不得使用全国字样”
    """

    code = "Q210"
    zh = "原文写“{said}”，规则没有写“并非”"
    en = "the text says `{said}`, and the rule does not deny it"
    hint_zh = "写“并非”；规则已用别的写法否定的，写 假定 口径 “理由”"
    hint_en = "write not; where the rule denies it in another way, assume basis “reason”"
    said: str
