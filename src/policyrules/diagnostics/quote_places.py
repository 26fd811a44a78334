"""Problems of 依据 (Q1…) with the place of a quote: several of them, another section, no section, no text. Its words: `quotes`."""

from __future__ import annotations

from typing import Any

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.quotes import AboutQuote, short


class QuoteAmbiguous(AboutQuote):
    """A quote occurs more than once, so it does not say which sentence is meant.

    引文在原文中不止一处，看不出指的是哪一句。

    Why: the same few words may stand in the notice and in its annex and bind different people. Whoever checks a rule has to be led
    to one sentence.

    原因：同样几个字可能既见于正文，又见于附件，所管的事却不同。核对规则的人必须能找到唯一的一句。

    Example:
        === source.md
        一、平台
        面积不少于300平方米。
        二、站点
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
    Instead:
        === source.md
        一、平台
        面积不少于300平方米。
        二、站点
        面积不少于300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积不少于300平方米” 见 “一、平台”
    """

    code = "Q102"
    zh = "“{quote}”在原文{inside}中有{count}处：{listed}"
    en = "`{quote}` stands in {count} places of the source{inside}: {listed}"
    hint_zh = "请{at}多引几个字，使它只有一处"
    hint_en = "{at}quote more words so that it stands only once"

    places: tuple[str, ...]
    names: tuple[str, ...] = ()
    more: bool = False

    def _facts(self, lang: Lang) -> dict[str, Any]:
        zh, number = lang == "zh", len(self.places)
        count = f"超过 {number} " if zh else f"more than {number}"
        at = ""
        if self.names:
            example = f"见 “{self.names[0]}”"
            at = f"在引文后加上 {example} 指明是哪一处，或者" if zh else f"add {example} after the quote, or "
        facts = {
            "count": count if self.more else f" {number} " if zh else str(number),
            "listed": ("、" if zh else ", ").join(f"“{p}”" if zh else f"`{p}`" for p in self.places),
            "at": at,
        }
        return super()._facts(lang) | facts


class SectionNotFound(AboutQuote):
    """见 names a section that the text of the document does not have.

    “见”所指的部分在原文中找不到。

    Why: 见 narrows where a quote is looked for. It takes a heading (附件, 二、（一）, or its title), the first cell of a table row,
    or the words a line begins with.

    原因：“见”限定引文在原文哪一部分。可以写标题（如“附件”“二、（一）”或标题文字）、表格一行的第一格，或者一行开头的几个字。

    Example:
        === source.md
        一、平台
        面积不少于300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积不少于300平方米” 见 “三、站点”
    Instead:
        === source.md
        一、平台
        面积不少于300平方米。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积不少于300平方米” 见 “一、平台”
    """

    code = "Q103"
    zh = "原文中没有标题为“{section}”的部分"
    en = "the source has no section `{section}`"
    hint_zh = "{advice}"
    hint_en = "{advice}"

    nearest: str = ""
    headings: tuple[str, ...] = ()

    def _facts(self, lang: Lang) -> dict[str, Any]:
        known = tuple(short(h) for h in self.headings)
        if lang == "zh":
            listed = f"原文的标题有：{'、'.join(f'“{h}”' for h in known)}" if known else "原文中没有认出标题，可以去掉“见”"
            advice = f"是不是“{self.nearest}”？" if self.nearest else listed
        else:
            listed = f"the source has {', '.join(f'`{h}`' for h in known)}" if known else "no heading was found; leave out 见"
            advice = f"did you mean `{self.nearest}`?" if self.nearest else listed
        return super()._facts(lang) | {"section": short(self.section), "advice": advice}


class SourceMissing(Problem):
    """A pack cites its document, but has no text of it.

    有“依据”，却没有“原文”可以核对。

    Why: a quote is checked against the text that 原文 names. Without that text nothing shows that the document says what the rule
    says.

    原因：引文要与“原文”所列的文件核对。没有原文，就无法证明文件确实这样写。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
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

    code = "Q106"
    knock_on = True
    zh = "没有原文，{count} 条依据无从核对"
    en = "there is no source text to check {quotes} against"
    hint_zh = "在“政策”一行下面写 原文 “source.md”，并把文件全文存为 source.md；若所引的是另一份文件，请在引文前写上《文件名》"
    hint_en = (
        "write 原文 “source.md” below the policy line and keep the text there, or 《title》 before a quote of another document"
    )

    count: int

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return super()._facts(lang) | {"quotes": "1 quote" if self.count == 1 else f"{self.count} quotes"}


class QuoteElsewhere(AboutQuote):
    """A quote occurs in the text, but not in the section that 见 names.

    引文原文中有，但不在“见”所指的部分。

    Why: either the section is wrong, or another sentence was meant. Both mislead whoever looks it up.

    原因：不是部分写错，就是引错了句子，都会把核对的人引到别处去。

    Example:
        === source.md
        一、平台
        面积不少于300平方米。
        二、站点
        每年开展一次调研。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积不少于300平方米” 见 “二、”
    Instead:
        === source.md
        一、平台
        面积不少于300平方米。
        二、站点
        每年开展一次调研。
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分    假定 分值 “示例”
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                    依据 “面积不少于300平方米” 见 “一、”
    """

    code = "Q107"
    zh = "“{quote}”不在原文“{section}”部分，而在“{found}”"
    en = "`{quote}` does not stand under `{section}` but at `{found}`"
    hint_zh = "请改正“见”所指的部分，或者改引该部分的句子"
    hint_en = "mend the section that 见 names, or quote a sentence of that section"

    found: str
