"""Problems of what a pack says of passages that no rule states (Q24…): 叙述 and 暂不编入; and of a text that cannot be covered."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.quotes import short


class NoSourceToCover(Problem):
    """There is no text whose coverage could be told.

    规则包没有原文，无从核对覆盖情况。

    Why: coverage compares the rules with the sentences of the document. A pack that names no 原文 has none.

    原因：覆盖情况是拿规则同文件的一句一句相对照；没有写“原文”，就没有句子可以对照。

    Example:
        政策 demo “示例”
        叙述 “以作用发挥为主要依据”
    Instead:
        === source.md
        以作用发挥为主要依据，综合考量群众评价。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        叙述 “以作用发挥为主要依据”
    """

    code = "Q240"
    zh = "规则包没有写“原文”，没有句子可以对照"
    en = "the pack names no `source`, so there are no sentences to compare with"
    hint_zh = "把文件的文本存成 source.md，在“政策”下面写：原文 “source.md”"
    hint_en = 'save the text of the document as source.md and write `source "source.md"` below `policy`'


class SourceEmpty(Problem):
    """The text of the document says nothing.

    原文是空的。

    Why: it holds white space and markup only, so that no sentence can be compared with the rules; most likely the conversion of the
    document failed.

    原因：文件里只有空白和排版标记，没有一句话可以对照；多半是文件转换成文本时没有成功。

    Example:
        === source.md
        #
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        叙述 “以作用发挥为主要依据”
    Instead:
        === source.md
        以作用发挥为主要依据，综合考量群众评价。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        叙述 “以作用发挥为主要依据”
    """

    code = "Q241"
    about_file = True
    zh = "原文“{where}”里没有文字"
    en = "the source `{where}` says nothing"
    hint_zh = "请把文件的正文存进去；从扫描件转换的，先核对转换的结果"
    hint_en = "put the text of the document there; of a scan, look at what the conversion gave"


class NarrativeNormative(Problem):
    """What is called narrative asks for something.

    写作“叙述”的段落里有要求。

    Why: 叙述 says that a passage asks for nothing: aims, reasons, who is addressed. A passage with a word of obligation, a figure,
    a comparison or a period is a rule, or part of one. Years and dates alone may stand in it, as in aims without a measure.

    原因：写“叙述”，是说这一段不要求什么，只讲目的、依据、对象。段落里有程度词、数字、比较词或者周期的，就是要求，或者是要求的一部分。
    只有年份、日期的不在此列，如没有指标的目标。

    Example:
        === source.md
        运营方须配备专职社会工作者。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        叙述 “运营方须配备专职社会工作者”
    Instead:
        === source.md
        运营方须配备专职社会工作者。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        暂不编入 “运营方须配备专职社会工作者”
            理由 “配备几名另文规定，没有取得”
    """

    code = "Q242"
    zh = "写作“叙述”的段落里有{listed}，不只是叙述"
    en = "what is called narrative has {listed} in it"
    hint_zh = "写成规则并引作“依据”；不写的，改用“暂不编入”，并写明理由"
    hint_en = "state it as a rule that cites it; where it is left out, say `deferred` and give the reason"

    words: tuple[str, ...]
    more: bool = False

    def _facts(self, lang: Lang) -> dict[str, Any]:
        words = ["".join(w.split()) for w in self.words]
        zh = "、".join(f"“{w}”" for w in words) + "等" * self.more
        en = ", ".join(f"`{w}`" for w in words) + " and others" * self.more
        return super()._facts(lang) | {"listed": zh if lang == "zh" else en}


class DeclaredTwice(Problem):
    """A passage was declared before, in part or whole.

    同一段原文写了两次“叙述”或“暂不编入”。

    Why: of two declarations over one sentence only one can count, and they may say different things.

    原因：一句话有两处说明，只能算一处，而两处说的可能不一样。

    Example:
        === source.md
        以作用发挥为主要依据，综合考量群众评价。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        叙述 “以作用发挥为主要依据，综合考量群众评价”
        暂不编入 “综合考量群众评价” 理由 “怎样考量文件未定”
    Instead:
        === source.md
        以作用发挥为主要依据，综合考量群众评价。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        叙述 “以作用发挥为主要依据”
        暂不编入 “综合考量群众评价” 理由 “怎样考量文件未定”
    """

    code = "Q243"
    zh = "这一段原文前面已经写过"
    en = "the passage was declared before"
    hint_zh = "两处留一处，或者让引的字句不重叠"
    hint_en = "keep one of the two, or quote passages that do not overlap"


class DeclaredOverRule(Problem):
    """A rule states what is declared to be in none.

    写作“叙述”或“暂不编入”的段落，已有规则引用。

    Why: the declaration was right once and is not any more, or it takes in too much. Either way a reader is told something false.

    原因：可能当初没有写成规则、后来写了，也可能引的范围太大；不论哪样，读的人看到的都与规则不符。

    Example:
        === source.md
        面积一般不少于300平方米；功能布局合理。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        参数 面积线 as line = 300平方米    依据 “面积一般不少于300平方米”
        暂不编入 “面积一般不少于300平方米；功能布局合理” 理由 “没有标准”
    Instead:
        === source.md
        面积一般不少于300平方米；功能布局合理。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        参数 面积线 as line = 300平方米    依据 “面积一般不少于300平方米”
        暂不编入 “功能布局合理” 理由 “没有标准”
    """

    code = "Q244"
    zh = "这一段里的“{quote}”已有规则引作依据"
    en = "a rule cites `{quote}`, which is in this passage"
    hint_zh = "只引没有写成规则的字句；要说一个部分里其余的话，不写引文，只写“见”和这一部分"
    hint_en = "quote only what no rule states; for all that is left of a section write `at` and the section, without a quote"

    quote: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return super()._facts(lang) | {"quote": short(self.quote)}


class PassageBackwards(Problem):
    """A passage ends before it begins.

    用“……”连起来的一段，结尾在开头的前面。

    Why: “A……B” is everything from A to B as the text has it, so B has to come later, in the same text.

    原因：“甲……乙”是原文里从甲到乙的全部文字，乙要在甲的后面，并且在同一份原文里。

    Example:
        === source.md
        以作用发挥为主要依据，综合考量群众评价。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        叙述 “综合考量群众评价……以作用发挥”
    Instead:
        === source.md
        以作用发挥为主要依据，综合考量群众评价。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        叙述 “以作用发挥……群众评价”
    """

    code = "Q245"
    zh = "原文里“{last}”不在“{first}”的后面"
    en = "in the source `{last}` does not come after `{first}`"
    hint_zh = "“……”前面写一段的开头几个字，后面写结尾几个字"
    hint_en = "write the beginning of the passage before the ellipsis and its end after it"

    first: str
    last: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return super()._facts(lang) | {"first": short(self.first), "last": short(self.last)}


class SectionAmbiguous(Problem):
    """Several sections have the name that a declaration gives.

    “见”后面写的部分，原文里不止一处。

    Why: a declaration without a quote takes in all that is left of a section, so it has to be sure which.

    原因：不写引文的，说的是这一部分里其余的全部文字，必须看得出是哪一部分。

    Example:
        === source.md
        一、目标
        （一）要求
        更加健全。
        二、任务
        （一）要求
        更加完备。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        叙述 见 “（一）要求”
    Instead:
        === source.md
        一、目标
        （一）要求
        更加健全。
        二、任务
        （一）要求
        更加完备。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        叙述 见 “一、（一）”
    """

    code = "Q246"
    zh = "原文里名为“{section}”的部分不止一处"
    en = "several sections of the source are called `{section}`"
    hint_zh = "从大到小写全，如 见 “二、（一）”"
    hint_en = "name it from the largest section down, such as `at “二、（一）”`"

    section: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return super()._facts(lang) | {"section": short(self.section)}


class ReasonMissing(Problem):
    """A passage is left out without a reason.

    写了“暂不编入”，没有写理由。

    Why: the document asks for something there, and the rules do not; whoever reads a result has to be able to learn why.

    原因：文件在这里有要求，规则里没有；看结果的人要能知道为什么没有。

    Example:
        === source.md
        以作用发挥为主要依据，综合考量群众评价。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        暂不编入 “综合考量群众评价”
    Instead:
        === source.md
        以作用发挥为主要依据，综合考量群众评价。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        暂不编入 “综合考量群众评价”    理由 “怎样考量文件未定”
    """

    code = "Q247"
    zh = "“暂不编入”要写明理由"
    en = "what is `deferred` needs a reason"
    hint_zh = "在后面写：理由 “…”；这一段不要求什么的，改用“叙述”"
    hint_en = "write `reason “…”` behind it; where the passage asks for nothing, say `narrative`"


class NothingLeft(Problem):
    """A declaration takes in nothing: all of the section is quoted or declared otherwise.

    这一部分没有剩下的文字，这一行不起作用。

    Why: somebody who reads it would think that part of the section is not in the rules.

    原因：读的人会以为这一部分还有没写成规则的话。

    Example:
        === source.md
        一、面积
        面积一般不少于300平方米
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        参数 面积线 as line = 300平方米    依据 “一、面积 面积一般不少于300平方米”
        叙述 见 “一”
    Instead:
        === source.md
        一、面积
        面积一般不少于300平方米
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        参数 面积线 as line = 300平方米    依据 “一、面积 面积一般不少于300平方米”
    """

    code = "L210"
    severity: ClassVar[Literal["error", "warning"]] = "warning"
    zh = "“{section}”部分没有剩下的文字"
    en = "nothing is left of `{section}`"
    hint_zh = "删去这一行"
    hint_en = "take the line away"

    section: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return super()._facts(lang) | {"section": short(self.section)}
