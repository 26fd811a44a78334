"""Problems of facts (F1…): one name for all of them, wherever they are kept.

Values: `fact_values`, `fact_numbers`. Names and subjects: `fact_keys`. Judgements and exceptions: `fact_records`. Lists:
`fact_lists`. Names: `fact_names`. Files: `fact_files`, `fact_syntax`.
"""

from __future__ import annotations

from policyrules.diagnostics.fact_files import (
    FactFileNotUtf8,
    FactFileTooLarge,
    FactFileUnreadable,
    UnknownFactFormat,
)
from policyrules.diagnostics.fact_keys import (
    FactsNotNamed,
    GivenTwice,
    SubjectOutOfPlace,
    SubjectUnclear,
    UnknownFact,
    UnknownSubject,
)
from policyrules.diagnostics.fact_lists import (
    ListEntryWrong,
    ListExpected,
    RecordExpected,
    SpoiltList,
    UnknownListEntry,
)
from policyrules.diagnostics.fact_names import (
    NameEmpty,
    NameTooLong,
)
from policyrules.diagnostics.fact_numbers import (
    NotANumber,
    NotWhole,
    OutOfBounds,
    PointsOffStep,
    PointsOutOfRange,
    TooManyDigits,
)
from policyrules.diagnostics.fact_records import (
    EntryMissing,
    EntryWrong,
    ExceptionMalformed,
    ExceptionNotTaken,
    UnknownEntry,
    UnknownPart,
)
from policyrules.diagnostics.fact_syntax import (
    BareChineseKey,
    DuplicateKey,
    JsonSyntax,
    NestedTooDeep,
    TomlSyntax,
)
from policyrules.diagnostics.fact_values import (
    FactOfWrongKind,
    NotADate,
    NotAKnownChoice,
    NothingNotTaken,
    TextNotRead,
)

EXAMPLE_POLICY = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    人数 as staff：整数 人，不小于 0
    成立日期 as founded：日期
    评估等级 as rating：级别 1A < 2A < 3A，可无
    布局合理 as sound：评定 由 测评人员
    名称 as title：文字
    活动 as activities：明细
        日期 as date：日期
评分 测评 as score 对象 平台 满分 5 分
    项目 场地 as premises 3 分 程度 一般
        若 下列 全部，得 3 分
            面积 不少于 300平方米
            人数 不少于 2人
            成立日期 早于 2022-01-01
            评估等级 不低于 2A
            布局合理
            名称 不为 “未定”
    项目 满意度 as satisfaction 2 分
        由 群众 评 0 至 2 分 步长 0.5分
命名 全称 as full_name 对象 平台 = 名称
    “阳光” + ［“服务”］+ “平台”
"""
"""The policy that the examples of these problems are about where they bring none of their own."""

__all__ = [
    "EXAMPLE_POLICY",
    "BareChineseKey",
    "DuplicateKey",
    "EntryMissing",
    "EntryWrong",
    "ExceptionMalformed",
    "ExceptionNotTaken",
    "FactFileNotUtf8",
    "FactFileTooLarge",
    "FactFileUnreadable",
    "FactOfWrongKind",
    "FactsNotNamed",
    "GivenTwice",
    "JsonSyntax",
    "ListEntryWrong",
    "ListExpected",
    "NameEmpty",
    "NameTooLong",
    "NestedTooDeep",
    "NotADate",
    "NotAKnownChoice",
    "NotANumber",
    "NotWhole",
    "NothingNotTaken",
    "OutOfBounds",
    "PointsOffStep",
    "PointsOutOfRange",
    "RecordExpected",
    "SpoiltList",
    "SubjectOutOfPlace",
    "SubjectUnclear",
    "TextNotRead",
    "TomlSyntax",
    "TooManyDigits",
    "UnknownEntry",
    "UnknownFact",
    "UnknownFactFormat",
    "UnknownListEntry",
    "UnknownPart",
    "UnknownSubject",
]
