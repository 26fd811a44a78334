"""Problems of the audit (Q201 to Q204, Q211, Q212, L201, L202) with figures and how they are compared. Words: `audit_words`."""

from __future__ import annotations

from typing import Any

from policyrules.diagnostics.audit_base import AboutClaim
from policyrules.diagnostics.audit_base import Contradiction as Contradiction
from policyrules.diagnostics.audit_base import cited as cited
from policyrules.diagnostics.audit_words import NegationLost as NegationLost
from policyrules.diagnostics.audit_words import StrictnessDiffers as StrictnessDiffers
from policyrules.diagnostics.audit_words import StrictnessLost as StrictnessLost
from policyrules.diagnostics.audit_words import StrictnessWithoutOrigin as StrictnessWithoutOrigin
from policyrules.diagnostics.audit_words import WordDiffers as WordDiffers
from policyrules.diagnostics.audit_words import WordWithoutOrigin as WordWithoutOrigin
from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.quotes import short


class FigureDiffers(Contradiction):
    """A figure of a rule is another than that of its quote.

    规则里的数与依据里的数不一样。

    Why: the quote is proved to be in the document, and the rule has to say the same. This is how slips of the pen and
    changes of the text come to light.

    原因：依据已经与原文核对过，规则就应当说同一个数。抄错、原文改了而规则没有改，都在这里查出来。

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
                若 面积 不少于 500平方米，得 5 分
                    依据 “面积不少于300平方米”
    Instead:
        === source.md
        面积不少于300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积不少于300平方米”
    """

    code = "Q201"
    zh = "原文写“{said}”，规则写“{found}”"
    en = "the text says `{said}`, the rule says `{found}`"
    hint_zh = "请照原文改正；确须不同的，在这一行写 假定 {kind_zh} “理由”"
    hint_en = "mend the figure, or say why it differs: assume {kind} “reason” on this line"
    said: str


class FigureWithoutOrigin(AboutClaim):
    """A figure of a rule is in none of its quotes.

    规则里的数在依据里没有出处。

    Why: no number without a source. What the document does not say is an assumption, and everybody sees that it is one.

    原因：没有出处的数不能当作文件的规定。文件没有写的，要写明是假定，让人看得见。

    Example:
        === source.md
        面积应当够用。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积应当够用”      程度 应当
    Instead:
        === source.md
        面积应当够用。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积应当够用”      程度 应当
                    假定 界限 “文件未写多大算够用；按300平方米”
    """

    code = "Q202"
    zh = "“{found}”{nowhere}，也没有相应的假定"
    en = "`{found}` {nowhere}, and no assumption accounts for it"
    hint_zh = "引出写着这个数的一句；文件没有写的，写 假定 {kind_zh} “理由”"
    hint_en = "cite the sentence that says it, or write assume {kind} “reason”"
    quoted: bool = True


class OperatorDiffers(Contradiction):
    """A rule compares in another way than its quote.

    规则的比较词与依据的意思不一样。

    Why: 超过50% leaves out exactly 50%, 不低于50% lets it in. Cases seldom try the very number, so a wrong word
    stays unseen.

    原因：“超过50%”不含50%，“不低于50%”含50%。用例很少正好落在这个数上，写错了最难发现。

    Example:
        === source.md
        面积超过300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积超过300平方米”
    Instead:
        === source.md
        面积超过300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 超过 300平方米，得 5 分
                    依据 “面积超过300平方米”
    """

    code = "Q203"
    zh = "原文写“{said}”，规则写“{found}”，比较的意思不同"
    en = "the text says `{said}`, the rule `{found}` compares in another way"
    hint_zh = "请照原文改正比较词；确须不同的，在这一行写 假定 界限 “理由”"
    hint_en = "mend the comparison word, or say why it differs: assume threshold “reason” on this line"
    said: str
    kind: str = "threshold"


class OperatorWithoutOrigin(AboutClaim):
    """A rule compares with a figure that its quote only names.

    依据只写了一个数，没有写怎样比，规则却有比较词。

    Why: whether 一次 means once or at least once is for somebody to decide, and the decision belongs on the page.

    原因：“一次”是正好一次还是至少一次，文件没有写；怎样理解，应当写出来。

    Example:
        === source.md
        面积300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积300平方米”
    Instead:
        === source.md
        面积300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积300平方米”
                    假定 界限 “文件未写多于300平方米的怎样；按不少于”
    """

    code = "Q204"
    zh = "原文只写“{said}”，没有写“{found}”这样的比较"
    en = "the text only says `{said}` and does not compare as `{found}` does"
    hint_zh = "写明怎样理解：假定 界限 “理由”"
    hint_en = "say how it is read: assume threshold “reason”"
    said: str
    kind: str = "threshold"


class AssumptionDiffers(AboutClaim):
    """A rule differs from the assumption that is to account for it.

    规则与这一行的假定写的不一样。

    Why: an assumption that names a figure is what people are told the rule does; then the rule has to do it.

    原因：假定里写明的数，就是告诉别人规则怎样算；规则应当照此计算。

    Example:
        === source.md
        面积应当够用。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 500平方米，得 5 分
                    依据 “面积应当够用”      程度 应当
                    假定 界限 “文件未写多大算够用；按300平方米”
    Instead:
        === source.md
        面积应当够用。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积应当够用”      程度 应当
                    假定 界限 “文件未写多大算够用；按300平方米”
    """

    code = "Q212"
    zh = "假定写“{said}”，规则写“{found}”"
    en = "the assumption says `{said}`, the rule says `{found}`"
    hint_zh = "规则与假定改成一致"
    hint_en = "make the rule and the assumption agree"
    said: str
    kind: str = "threshold"


class DateNotInSource(AboutClaim):
    """A date of the header is not in the text of the document.

    文件头上的日期在原文里找不到。

    Why: the date decides which rules apply, and it is easily copied wrong.

    原因：日期决定适用哪一份文件，又最容易抄错。

    Example:
        === source.md
        2021年9月29日
        === rules.policy
        政策 demo “示例”
            成文日期 2021年9月28日
            原文 “source.md”
    Instead:
        === source.md
        2021年9月29日
        === rules.policy
        政策 demo “示例”
            成文日期 2021年9月29日
            原文 “source.md”
    """

    code = "Q211"
    zh = "原文里没有日期“{found}”"
    en = "the text has no date `{found}`"
    hint_zh = "请照原文改正；原文没有写的，在这一行写 假定 期间 “理由”"
    hint_en = "mend the date, or write assume period “reason” on this line"
    kind: str = "period"


class FigureUnused(Problem):
    """A figure of a quote is in no rule that rests on it.

    依据里的数，没有一条规则用到。

    Why: whoever quotes a figure and does not use it has left out half of the sentence, or quotes more than the rule says.

    原因：引了数而没有用，不是漏编了半句，就是引得比规则多。

    Example:
        === source.md
        面积不少于300平方米，层高不少于3米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积不少于300平方米，层高不少于3米”
    Instead:
        === source.md
        面积不少于300平方米，层高不少于3米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积不少于300平方米”
    """

    code = "L201"
    severity = "warning"
    zh = "原文的“{said}”没有规则用到"
    en = "no rule takes up `{said}` of the text"
    hint_zh = "编成规则，或者少引几个字；由别的写法代替的，写 假定 界限 “理由”"
    hint_en = "write the rule, quote less, or say what stands for it: assume threshold “reason”"
    said: str
    quote: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return super()._facts(lang) | {"quote": short(self.quote)}


class PeriodUnused(Problem):
    """A quote says how often, and no rule that rests on it does.

    依据写了每年、每季度，没有一条规则这样写。

    Why: a rule that leaves out 每季度 is satisfied by a single good quarter.

    原因：漏了“每季度”，只要有一个季度做到就算做到了。

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
                若 活动（日期 不晚于 测评日）的次数 至少 1次，得 5 分
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

    code = "L202"
    severity = "warning"
    zh = "原文的“{said}”没有规则用到"
    en = "no rule takes up `{said}` of the text"
    hint_zh = "用“每年”“每季度”“每月”编成规则；由判断的人认定的，写 假定 期间 “理由”"
    hint_en = "write it with every year, quarter or month, or say who judges it: assume period “reason”"
    said: str
    quote: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return super()._facts(lang) | {"quote": short(self.quote)}
