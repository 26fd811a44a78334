"""Problems with the record of a judgement or of an accepted exception."""

from __future__ import annotations

from typing import Any

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.fact_base import BEFORE_TABLES, KINDS, Nearest, Said, both, pick

CHINESE = {"value": "值", "judge": "评定人", "on": "日期", "reason": "理由", "evidence": "佐证"}
"""What the entries of a record are called in Chinese; a record takes either."""


class UnknownEntry(Nearest):
    """The record of a judgement or an exception has an entry that such a record does not have.

    评定记录或例外记录中有一栏不属于这类记录。

    Why: a misspelt entry would be lost, and with it the reason or the judge that somebody will ask for later.

    原因：栏名写错，理由或评定人就会丢失，日后无法追溯。

    Example:
        === facts.toml
        sound = {value = true, jugde = "李四"}
    Instead:
        === facts.toml
        sound = {value = true, judge = "李四"}
    """

    code = "F121"
    zh = "记录中没有“{where}”这一栏"
    en = "a record has no entry `{where}`"
    hint_zh = "{mend}"
    hint_en = "{mend}"

    def _facts(self, lang: Lang) -> dict[str, Any]:
        facts = super()._facts(lang)
        if not self.nearest:
            facts["mend"] += ("；" if lang == "zh" else "; ") + pick(BEFORE_TABLES, lang)
        return facts


class EntryMissing(Problem):
    """The record of a judgement lacks its value, or that of an exception its judge or reason.

    评定记录缺少所评的值，或例外记录缺少认定人、理由。

    Why: a judgement is a value somebody stands for. An exception without a judge and a reason could not be defended on appeal.

    原因：评定必须有值；例外没有认定人和理由，经不起复核。

    Example:
        === facts.toml
        [exceptions.premises]
        judge = "李四"
    Instead:
        === facts.toml
        [exceptions.premises]
        judge = "李四"
        reason = "老旧社区，场地改造在建"
    """

    code = "F122"
    zh = "“{where}”的记录缺少“{entry}”一栏"
    en = "the record `{where}` lacks its entry `{entry}`"
    hint_zh = "补上：{example}"
    hint_en = "add {example}"
    entry: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        entry = CHINESE.get(self.entry, self.entry) if lang == "zh" else self.entry
        key = f'"{entry}"' if lang == "zh" else entry
        example = f"{key} = …" if self.entry == "value" else f'{key} = "…"'
        return super()._facts(lang) | {"example": example, "entry": entry}


class EntryWrong(Problem):
    """An entry of a record is of the wrong kind, such as a judge that is not text.

    记录中某一栏的类型不对，例如评定人不是文字。

    Why: the record is shown and kept with the result, so each entry has to be what it says.

    原因：记录会随结果展示和留存，每一栏都应名副其实。

    Example:
        === facts.toml
        sound = {value = true, on = 2022}
    Instead:
        === facts.toml
        sound = {value = true, on = 2022-12-31}
    """

    code = "F123"
    zh = "“{where}”应填{wanted}，实际填的是{found}"
    en = "`{where}` takes {wanted}, not {found}"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    found: str
    wanted: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        said: Said = ("文字要加英文双引号，内容不超过一万字", "put text in double quotes, at most 10,000 characters of it")
        if self.wanted == "date":
            said = ("写成 2022-12-31 的形式", "write it like 2022-12-31")
        kinds = {k: pick(KINDS[v], lang) for k, v in (("found", self.found), ("wanted", self.wanted))}
        return super()._facts(lang) | kinds | {"mend": pick(said, lang)}


class ExceptionMalformed(Problem):
    """Exceptions are not written as records by part.

    例外没有按“部分—记录”的形式填写。

    Why: an exception is a judgement about one part, with a judge and a reason.

    原因：例外是针对某一部分的认定，须写明认定人和理由。

    Example:
        === facts.toml
        exceptions = ["premises"]
    Instead:
        === facts.toml
        [exceptions.premises]
        judge = "李四"
        reason = "老旧社区，场地改造在建"
    """

    code = "F131"
    zh = "“{where}”应为例外记录，实际填的是{found}"
    en = "`{where}` takes records of exceptions, not {found}"
    hint_zh = '写成 ["例外".部分代码]，下面各行写 "评定人" = "…" 和 "理由" = "…"'
    hint_en = 'write [exceptions.PART] with the lines judge = "…" and reason = "…" below'
    found: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return super()._facts(lang) | {"found": pick(KINDS[self.found], lang)}


class ExceptionNotTaken(Problem):
    """An exception is given for a part whose rule leaves no room for one.

    给不允许例外的部分填了例外。

    Why: only a rule that holds “normally” or “in principle” (一般, 原则上) can be excused; any other part earns what its rule says.

    原因：只有程度为“一般”“原则上”的规定才可以说明例外，其余部分按规则计分。

    Example:
        === facts.toml
        [exceptions.satisfaction]
        judge = "李四"
        reason = "样本不足"
    Instead:
        === facts.toml
        [exceptions.premises]
        judge = "李四"
        reason = "老旧社区，场地改造在建"
    """

    code = "F132"
    zh = "“{where}”不接受例外"
    en = "`{where}` takes no exception"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    known: tuple[Said, ...] = ()

    def _facts(self, lang: Lang) -> dict[str, Any]:
        said: Said = ("本政策没有接受例外的部分或要求", "no part or requirement of this policy takes one")
        if self.known:
            said = (f"接受例外的部分：{both(self.known, 'zh')}", f"those that do are {both(self.known, 'en')}")
        return super()._facts(lang) | {"mend": pick(said, lang)}


class UnknownPart(Nearest):
    """An exception names a part that no scorecard of the subject has.

    例外所指的部分不存在。

    Why: an exception that finds no part would be lost.

    原因：找不到对应部分的例外会落空。

    Example:
        === facts.toml
        [exceptions.premisses]
        judge = "李四"
        reason = "老旧社区，场地改造在建"
    Instead:
        === facts.toml
        [exceptions.premises]
        judge = "李四"
        reason = "老旧社区，场地改造在建"
    """

    code = "F133"
    zh = "没有名为“{part}”的部分"
    en = "there is no part `{part}`"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    part: str
