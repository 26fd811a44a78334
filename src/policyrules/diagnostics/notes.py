"""Problems of the check pass (C1…) with annotations and with what the header says of words."""

from __future__ import annotations

from policyrules.diagnostics.base import Problem


class ReadingNeeded(Problem):
    """以上, 以下 or 以内 where the pack does not say whether they include the number.

    没有写明“以上”“以下”“以内”是否含本数。

    Why: documents differ: the Civil Code includes the number, some regulations do not; only the pack can say.

    原因：各文件不同：民法典含本数，有的规定不含；只能由规则包写明。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 300平方米以上，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "C111"
    zh = "用了“{found}”，但没有写明是否含本数"
    en = "`{found}` is used, and nothing says whether it includes the number"
    hint_zh = "在“政策”下写“用语 {found} 含本数”（或“不含本数”）并注明依据；或改用“及以上”“不少于”等"
    hint_en = (
        "write `reading {found} inclusive` (or `exclusive`) under `policy`, with its source; or use `and above`, `no fewer than`"
    )
    found: str


class MissingOrigin(Problem):
    """A number of the bureau's own that does not say where it comes from.

    本市自定的数没有写明来由。

    Why: a number either stands in a quoted sentence or is an assumption with its reason; a third kind would look official and be
    nobody's.

    原因：数要么见于所引原文，要么是写明理由的假定；两样都不是，看着像文件规定，其实没有来由。

    Example:
        政策 demo “示例”
        参数 面积线 as line = 300平方米
    Instead:
        政策 demo “示例”
        参数 面积线 as line = 300平方米  假定 界限 “示例”
    """

    code = "C116"
    zh = "参数“{found}”既没有依据也没有假定"
    en = "the parameter `{found}` has neither a cite nor an assumption"
    hint_zh = "在行末写“假定 分值 “理由””或“依据 “原文””"
    hint_en = "end the line with `assume points “reason”` or `cite “sentence”`"
    found: str


class StrictnessWithoutCondition(Problem):
    """程度 on points that an assessor gives.

    “程度”写在了评分上，而评分没有条件。

    Why: modality says what an unmet condition means; a rating has no condition that is met or not.

    原因：程度说明条件未满足意味着什么；评分没有满足与不满足之分。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 测评人员 评 0 至 5 分      程度 须
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分      程度 须
    """

    code = "C112"
    zh = "评分没有条件，不能写“程度”"
    en = "a rating has no condition for `strictness` to speak of"
    hint_zh = "把要求写成一项“评定”事实，再写“若 …，得 …”"
    hint_en = "declare a judged yes-or-no fact and award on it"


class MisplacedStrictness(Problem):
    """程度 where it governs nothing.

    “程度”写在了管不到条件的地方。

    Why: it says what an unmet condition means, and only a part, or the first line of an award, has one that it could speak of;
    anywhere else it would have no effect.

    原因：程度说明条件未满足意味着什么，只有要点和得分的第一行才有这样的条件；写在别处不起作用。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                否则 得 3 分      程度 须
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分      程度 须
                否则 得 3 分
    """

    code = "C123"
    zh = "“程度”写在这里不起作用"
    en = "`strictness` has no effect here"
    hint_zh = "写在项目、要点上，或者写在“若 …，得 …”的第一行，或者写在要求上"
    hint_en = "put it on an item, a criterion, the first line of an award, or a requirement"


class EmptyNote(Problem):
    """A 依据 or 假定 that says nothing.

    “依据”或“假定”里没有写内容。

    Why: it is there for whoever asks where a number comes from, and an empty one answers nobody.

    原因：写依据和假定，是为了答复数字从何而来；空着等于没有答复。

    Example:
        政策 demo “示例”
        参数 面积线 as line = 300平方米  假定 界限 “”
    Instead:
        政策 demo “示例”
        参数 面积线 as line = 300平方米  假定 界限 “文件未定，参照上年口径”
    """

    code = "C128"
    zh = "引号里没有写内容"
    en = "nothing stands between the quotation marks"
    hint_zh = "依据写上文件原句，假定写上理由"
    hint_en = "quote the document after `cite`, give the reason after `assume`"


class FixedReading(Problem):
    """用语 for a word that always includes the number.

    给一律含本数的词写了“用语”。

    Why: 及以上 and 及以下 say themselves that the number is included; a line that said otherwise would not be followed.

    原因：“及以上”“及以下”本身就写明含本数；“用语”再作规定也不起作用。

    Example:
        政策 demo “示例”
            用语 及以上 不含本数  假定 “示例”
    Instead:
        政策 demo “示例”
            用语 以上 不含本数  假定 “示例”
    """

    code = "C129"
    zh = "“{zh_word}”一律含本数，不用在“用语”里写明"
    en = "`{en_word}` always includes the number and takes no `reading`"
    hint_zh = "删去这一个；不含本数的，条件里改用“超过”“不足”等"
    hint_en = "take it away, and use `exceeds`, `lacking` and the like where the number is not included"
    zh_word: str
    en_word: str
