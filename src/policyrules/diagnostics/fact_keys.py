"""Problems with what facts are called, and with whose facts they are."""

from __future__ import annotations

from typing import Any

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.fact_base import BEFORE_TABLES, KINDS, Nearest, Said, both, pick


class UnknownFact(Nearest):
    """A fact has a name that the policy does not declare.

    事实的名称未在政策中声明。

    Why: a misspelt fact would count as missing and the score would be wrong without a word.

    原因：名称写错的事实会被当作缺失，得分随之出错而无从察觉。

    Example:
        === facts.toml
        aera = 120
    Instead:
        === facts.toml
        area = 120
    """

    code = "F101"
    zh = "{what}{rest}"
    en = "{what}{rest}"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    more: int = 0

    def _facts(self, lang: Lang) -> dict[str, Any]:
        rest: Said = ("", "")
        if self.more:
            rest = (f"，另有 {self.more} 项也没有，不再逐条列出", f", nor {self.more} more that are not listed")
        what: Said = (f"政策中没有名为“{self.where}”的事实", f"the policy declares no fact `{self.where}`")
        facts = super()._facts(lang) | {"what": pick(what, lang)}
        around, _, last = self.where.rpartition(".")
        if not last.strip():
            what = (f"“{around}”中有一项没有写名称", f"an entry of `{around}` has no name")
            what = what if around else ("有一项事实没有写名称", "a fact has no name")
            mend: Said = ("写上事实的名称，或者删去这一项", "give it the name of a fact, or take it away")
            facts |= {"what": pick(what, lang), "mend": pick(mend, lang)}
        elif "." in self.where and not self.nearest:
            facts["mend"] += ("；" if lang == "zh" else "; ") + pick(BEFORE_TABLES, lang)
        return facts | {"rest": pick(rest, lang)}


class GivenTwice(Problem):
    """The same fact, part or entry is given twice, under two names.

    同一事实（或同一部分、同一栏）用两个名称填了两次。

    Why: if both were taken one of them would win in silence.

    原因：两处都填，必有一处不起作用。

    Example:
        === facts.toml
        area = 120
        "面积" = 150
    Instead:
        === facts.toml
        area = 150
    """

    code = "F102"
    zh = "“{where}”与“{other}”指的是同一项，只能填一次"
    en = "`{where}` and `{other}` are the same and can be given only once"
    hint_zh = "留下正确的一处，删去另一处"
    hint_en = "keep the one that is right and delete the other"
    other: str


class SubjectUnclear(Problem):
    """The facts do not say which of several subjects they are about.

    没有说明是哪一类对象的事实。

    Why: two subjects may share names of facts, so the subject is never guessed from them.

    原因：不同对象的事实可能同名，不能凭事实猜测对象。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        对象 组织 as association
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
        === facts.toml
        area = 120
    Instead:
        === facts.toml
        [platform]
        area = 120
    """

    code = "F141"
    about_file = True
    zh = "没有说明是哪一类对象的事实"
    en = "it is not said whose facts these are"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    known: tuple[Said, ...]

    def _facts(self, lang: Lang) -> dict[str, Any]:
        said: Said = ("本政策没有声明对象", "this policy declares no subject")
        if self.known:
            said = (
                f"用 --subject 指明，或把事实写在对象名下：{both(self.known, 'zh')}",
                f"say so with --subject, or put the facts under one of {both(self.known, 'en')}",
            )
        return super()._facts(lang) | {"mend": pick(said, lang)}


class UnknownSubject(Nearest):
    """A subject is asked for that the policy does not declare.

    指定的对象未在政策中声明。

    Why: rules are written for declared subjects only.

    原因：规则只针对政策中声明过的对象。

    Example:
        === facts.toml
        [plattform]
        area = 120
    Instead:
        === facts.toml
        [platform]
        area = 120
    """

    code = "F142"
    zh = "政策中没有名为“{asked}”的对象"
    en = "the policy declares no subject `{asked}`"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    asked: str


class FactsNotNamed(Problem):
    """The facts are not a table of names and values.

    事实不是“名称—值”的形式。

    Why: each fact is known by its name; a list or a single value says nothing about which fact it is.

    原因：每项事实靠名称识别，列表或单个值看不出是哪一项。

    Example:
        === facts.json
        [120]
    Instead:
        === facts.json
        {"area": 120}
    """

    code = "F143"
    zh = "事实应为“名称—值”的一组值，实际是{found}"
    en = "facts have to be a table of names and values, not {found}"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    found: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        mend: Said = ('写成 area = 120（TOML）或 {"area": 120}（JSON）', 'write area = 120 in TOML or {"area": 120} in JSON')
        if self.span is None:  # not from a file
            mend = ('按名称给出各项的值，如 {"area": 120}', 'give a mapping such as {"area": 120}, or an object with named fields')
        return super()._facts(lang) | {"found": pick(KINDS[self.found], lang), "mend": pick(mend, lang)}


class SubjectOutOfPlace(Problem):
    """Facts stand under the name of a subject where they cannot: something else stands beside it, or the subject is named already.

    事实写在对象名下，但旁边又有其他内容，或者已经另行指明了对象。

    Why: what stands beside a subject would belong to nobody; and once the subject is named, the same file must
    have one reading only.

    原因：写在对象名旁边的内容不知属于谁；已经指明对象的，同一份文件只能有一种读法。

    Example:
        === facts.toml
        staff = 2
        [platform]
        area = 120
    Instead:
        === facts.toml
        [platform]
        staff = 2
        area = 120
    """

    code = "F144"
    zh = "{what}"
    en = "{what}"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    named: bool = False

    def _facts(self, lang: Lang) -> dict[str, Any]:
        name = self.where
        what: Said = (f"“{name}”是对象，旁边不能再写其他内容", f"`{name}` is a subject and has to stand alone")
        mend: Said = (f"把其余事实移到“{name}”之下，一次只评一个对象", f"move the other facts under `{name}`")
        if self.named:
            what = (f"已经指明对象，事实不能再写在“{name}”之下", f"the subject is named already, so `{name}` holds no facts")
            mend = (f"去掉“{name}”这一层，或不再另行指明对象", f"take the facts out of `{name}`, or do not name the subject")
        return super()._facts(lang) | {"what": pick(what, lang), "mend": pick(mend, lang)}
