"""Problems with facts that are lists of records."""

from __future__ import annotations

from typing import Any

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.fact_base import KINDS, Nearest, Said, pick

ENVELOPE = {"records": "记录", "open": "未列全", "complete_to": "截至"}
"""The entries of a list that says of itself how complete it is, which have Chinese names as well."""


class ListExpected(Problem):
    """One record, or something else, where a list of records has to be given.

    应填明细的地方，只给了一条记录或别的内容。

    Why: a single record could be all there is or just the first of many; only a list says which.

    原因：单独一条，看不出是总共一条还是只填了第一条；写成列表才清楚。

    Example:
        === facts.toml
        activities = {"日期" = 2022-03-01}
    Instead:
        === facts.toml
        activities = [{"日期" = 2022-03-01}]
    """

    code = "F171"
    zh = "“{where}”应填明细（一个列表），实为{kind_zh}"
    en = "`{where}` takes a list of records, not {kind_en}"
    hint_zh = "只有一条时也写成列表：[{{…}}]；一条也没有，写成 []"
    hint_en = "give a single record as a list too: [{{…}}]; where there are none, give []"
    where: str
    found: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        zh, en = KINDS[self.found]
        return {**super()._facts(lang), "kind_zh": zh, "kind_en": en}


class TooManyRecords(Problem):
    """A list with more records than were declared possible.

    明细的条数超过了声明的上限。

    Why: the number was bounded where the list is declared, and results stand on that bound.

    原因：声明明细时写明了最多几条，结果的范围即据此得出。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            会议 as meetings：明细，至多 2次
                人数 as people：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 会议 as sessions 5 分
                若 会议的次数 不少于 1次，得 5 分
        === facts.toml
        meetings = [{people = 3}, {people = 4}, {people = 5}]
    Instead:
        === facts.toml
        meetings = [{people = 3}, {people = 4}]
    """

    code = "F176"
    zh = "“{where}”填了 {found} 条，最多 {most} 条"
    en = "`{where}` has {found} records, and {most} are the most there can be"
    hint_zh = "核对有无重复；确有这么多的，改规则中声明的上限"
    hint_en = "look for records given twice; where there really are as many, mend the bound in the rules"
    where: str
    found: int
    most: int


class RecordExpected(Problem):
    """An entry of a list that is no record.

    明细中有一条不是记录。

    Why: what is looked at are the fields of each record, by their names; only that of a single field can stand without its name.

    原因：要看的是每条记录里各字段的值，须写明字段名；只有一个字段的，才可以只写它的值。

    Example:
        === facts.toml
        activities = [[2022-03-01], [2022-04-12]]
    Instead:
        === facts.toml
        activities = [{"日期" = 2022-03-01}, {"日期" = 2022-04-12}]
    """

    code = "F172"
    zh = "“{where}”应是一条记录（写明字段名），实为{kind_zh}"
    en = "`{where}` has to be a record, with names for its values, not {kind_en}"
    hint_zh = "写成 {{{names}}}"
    hint_en = "write {{{names}}}"
    where: str
    found: str
    fields: tuple[Said, ...] = ()

    def _facts(self, lang: Lang) -> dict[str, Any]:
        zh, en = KINDS[self.found]
        names = ", ".join(f"{pick(f, lang)} = …" for f in self.fields[:3])
        return {**super()._facts(lang), "kind_zh": zh, "kind_en": en, "names": names}


class SpoiltList(Problem):
    """A list with so many problems that only the first is told.

    明细中的错误太多，只说明第一处。

    Why: a thousand records with the same slip would be a thousand messages; the first one shows what it is.

    原因：上千条记录犯同一个错，不必说上千遍；第一处就能看出错在哪里。

    Example:
        === facts.toml
        activities = [
        {"日期" = "三月"}, (repeat 60)
        ]
    Instead:
        === facts.toml
        activities = [{"日期" = 2022-03-01}]
    """

    code = "F173"
    zh = "“{where}”中有 {count} 处以上填得不对，第一处：{message}"
    en = "more than {count} things in `{where}` are wrong; the first: {message}"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    where: str
    count: int
    first: Problem

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return {**super()._facts(lang), "message": self.first.message(lang), "mend": self.first.hint(lang)}


class UnknownListEntry(Nearest):
    """A list that says how complete it is has an entry that is not one of three.

    写明是否列全的明细，有一栏不认识。

    Why: such a list has its records, whether it is open, and the day it is complete to; anything else would be lost.

    原因：这样的明细只有三栏：记录、未列全、截至；别的写了也没有用。

    Example:
        === facts.toml
        activities = {records = [{"日期" = 2022-03-01}], opne = true}
    Instead:
        === facts.toml
        activities = {records = [{"日期" = 2022-03-01}], open = true}
    """

    code = "F174"
    zh = "明细没有“{where}”这一栏"
    en = "a list has no entry `{where}`"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    where: str


LIST_ENTRIES: tuple[Said, ...] = tuple((zh, en) for en, zh in ENVELOPE.items())


class ListEntryWrong(Problem):
    """What a list says of itself is not of the kind it has to be.

    明细的“未列全”或“截至”填得不对。

    Why: open is yes or no, and the list is complete to a day.

    原因：“未列全”填是或否，“截至”填日期。

    Example:
        === facts.toml
        activities = {records = [], complete_to = "年底"}
    Instead:
        === facts.toml
        activities = {records = [], complete_to = 2022-12-31}
    """

    code = "F175"
    zh = "“{where}”应填{wanted}"
    en = "`{where}` takes {wanted}"
    hint_zh = "明细可写成 {{{names}}}"
    hint_en = "a list may be written {{{names}}}"
    where: str
    wanted: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        names = ", ".join(f"{pick(f, lang)} = …" for f in LIST_ENTRIES)
        return {**super()._facts(lang), "wanted": pick(KINDS[self.wanted], lang), "names": names}


class RecordsLeftOut(Problem):
    """A list that says it is complete, or up to which day, and does not say what it holds.

    明细说明了已经列全（或截至哪天），却没有填记录。

    Why: either there is nothing, which is told by an empty list, or the records were left out; taking the first would give or cost
    points that nobody has looked at.

    原因：一条也没有的，填空列表；漏填了记录的，不能当作没有，否则得分没有依据。

    Example:
        === facts.toml
        activities = {open = false}
    Instead:
        === facts.toml
        activities = {records = [], open = false}
    """

    code = "F190"
    zh = "“{where}”说明了是否列全，却没有填记录"
    en = "`{where}` says how complete it is and not what it holds"
    hint_zh = '一条也没有的写"记录" = []；不知道的，整项不填'
    hint_en = "where there are none, give `records = []`; leave the whole list out where it is not known"
