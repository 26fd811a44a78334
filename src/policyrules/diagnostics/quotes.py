"""Problems of 依据 (Q1…) with the words of a quote: not those of the text, cut, too few, too many. Its place: `quote_places`."""

from __future__ import annotations

from typing import Any

from policyrules.diagnostics.base import Lang, Problem

SHOWN = 80
"""The most characters of a quote or passage that a message repeats."""


def short(text: str) -> str:
    """A quote or passage as a message repeats it."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


class AboutQuote(Problem):
    """Base of the problems of one quote."""

    quote: str
    section: str = ""

    def _facts(self, lang: Lang) -> dict[str, Any]:
        inside = f"“{short(self.section)}”部分" if lang == "zh" else f" under `{short(self.section)}`"
        return super()._facts(lang) | {"quote": short(self.quote), "inside": inside if self.section else ""}


class QuoteNotFound(AboutQuote):
    """A quote does not occur in the text of the document.

    引文在原文中找不到。

    Why: a rule is only as good as the sentence it rests on. White space, line breaks, markup and full-width or half-width forms are
    overlooked; every character, figure and punctuation mark beyond that has to be the document's own.

    原因：规则必须有原文可依。空白、换行、排版标记和全角半角的差别不计，其余一字一数、一个标点都须与原文一致。

    Example:
        === source.md
        平台面积不少于300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积不少于500平方米”
    Instead:
        === source.md
        平台面积不少于300平方米。
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

    code = "Q101"
    zh = "原文{inside}中没有“{quote}”{nearest}"
    en = "the source does not say `{quote}`{inside}{nearest}"
    hint_zh = "{advice}"
    hint_en = "{advice}"

    passage: str = ""
    diff: str = ""

    def _facts(self, lang: Lang) -> dict[str, Any]:
        passage = short(self.passage)
        if lang == "zh":
            nearest = f"，最接近的是“{passage}”"
            advice = f"对照：{self.diff}，其中 [-…-] 是规则里引的，{{+…+}} 是原文写的；请照原文改正引文"
            alone = "请从原文中照抄一句；若所引的是另一份文件，请在引文前写上《文件名》"
        else:
            nearest = f", the nearest passage is `{passage}`"
            advice = f"in {self.diff} the rule quotes [-…-] and the source says {{+…+}}; quote it as the source has it"
            alone = "copy a sentence from the source; if another document is meant, write its 《title》 before the quote"
        facts = {"nearest": nearest if passage else "", "advice": advice if passage else alone}
        return super()._facts(lang) | facts


class QuoteTooShort(AboutQuote):
    """A quote is too short to point to a sentence.

    引文太短，不足以指明出处。

    Why: one character, or two or three that stand in several places, prove nothing. Two letters or figures are the least, and they
    are enough only where they stand once.

    原因：只引一个字，或者所引两三个字在多处出现，都说明不了什么。至少要引两个字（数字、字母也算），并且在原文中只有一处。

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
                若 面积 不少于 300平方米，得 5 分
                    依据 “米。”
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

    code = "Q104"
    zh = "引文“{quote}”太短，不足以指明出处"
    en = "the quote `{quote}` is too short to point to a sentence"
    hint_zh = "请引完整的一句或一个分句"
    hint_en = "quote a whole sentence or clause"


class QuoteTooLong(AboutQuote):
    """A quote is longer than a page.

    引文过长，超过一页。

    Why: a quote of pages hides the sentence the rule rests on; nobody can check it at a glance. A page is 22 lines of 28 characters
    (GB/T 9704—2012).

    原因：引文太长，规则依据的究竟是哪一句就看不出来，也无从核对。一页按每面22行、每行28字计（GB/T 9704—2012）。

    Example:
        === source.md
        面积不少于300平方米。
        每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。
        每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。
        每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。
        每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。
        每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。
        每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积不少于300平方米。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。”
    Instead:
        === source.md
        面积不少于300平方米。
        每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。
        每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。
        每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。
        每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。
        每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。
        每年开展一次调研。每年开展一次调研。每年开展一次调研。每年开展一次调研。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积不少于300平方米”
    """  # noqa: E501

    code = "Q105"
    severity = "warning"
    zh = "引文有 {length} 个字，超过一页（{limit} 个字）"
    en = "the quote has {length} characters, more than a page ({limit})"
    hint_zh = "请只引规则所依据的那一句；依据不止一句时，写几条“依据”"
    hint_en = "quote the one sentence the rule rests on; where there are several, cite each by itself"

    length: int
    limit: int


class QuoteCut(AboutQuote):
    """A quote begins or ends inside a figure, or leaves off the 不 or 未 before it.

    引文截断了数字，或者丢掉了前面的“不”“未”等字。

    Why: 低于10% is part of 不低于10%, and 不少于30 is part of 不少于300. Such a quote occurs in the text and yet says something
    else.

    原因：“低于10%”是“不低于10%”的一部分，“不少于30”是“不少于300”的一部分。这样的引文虽在原文之中，意思却变了。

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
                若 面积 不少于 30平方米，得 5 分
                    依据 “面积不少于30”
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

    code = "Q108"
    zh = "引文“{quote}”没有引全，原文是“{whole}”"
    en = "the quote `{quote}` is cut short, the source says `{whole}`"
    hint_zh = "数字和前面的“不”“未”等字都要引全"
    hint_en = "quote figures whole, with the 不 or 未 that stands before the words"

    whole: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return super()._facts(lang) | {"whole": short(self.whole)}
