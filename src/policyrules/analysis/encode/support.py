"""What of the lowered form the solver can be asked about, row by row: printed in `docs/reference/prove.md`, held by a test.

*exact*: the term has the value the interpreter gives. *bounds*: over lists of any length any value is taken that the bounds of the
node allow, so that what is refuted is so for sure; over a few records it is exact. *outside*: a question that meets it stays open.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

How = Literal["exact", "bounds", "outside"]


@frozen
class Row:
    """``node`` as the core calls it, and what tells it from others of its class."""

    node: str
    how: How
    zh: str
    en: str


SUPPORT: tuple[Row, ...] = (
    Row("Lit", "exact", "常数；无是单独的一个值", "constants; 无 is a value of its own"),
    Row("Fact", "exact", "事实，按声明的类型和范围", "facts, as they are declared"),
    Row("Ref value", "exact", "设和分类", "设 and classes"),
    Row("Ref part", "exact", "某项的得分", "the points of a part"),
    Row("Ref total", "exact", "总分、总计、实有满分", "totals and the full marks that apply"),
    Row("Ref on", "exact", "测评日，可为任何一天", "the date of evaluation, any day"),
    Row("Ref aggregate", "bounds", "明细的统计", "what lists come to"),
    Row("Arith +", "exact", "加", "sums"),
    Row("Arith -", "exact", "减", "differences"),
    Row("Arith *", "exact", "乘；两个未知数相乘可能超时", "products; of two unknowns it may run out of time"),
    Row("Arith /", "exact", "除；以未知数为除数可能超时", "quotients; by an unknown it may run out of time"),
    Row("Cmp", "exact", "比较", "comparisons"),
    Row("Logic", "exact", "且、或者、并非", "and, or, not"),
    Row("truth that may be 无", "outside", "可无的是否直接作条件", "a yes or no that may be 无, as a condition"),
    Row("Choose conditions", "exact", "若、否则", "if, otherwise"),
    Row("Choose table", "exact", "分档", "bands"),
    Row("Choose exclusive", "exact", "互斥的分类；几类同时成立时取其中任一", "exclusive classes; where several hold, any of them"),
    Row("Extreme min", "exact", "较小值", "the least of numbers"),
    Row("Extreme max", "exact", "较大值", "the greatest of numbers"),
    Row("Extreme of days", "outside", "最早或最晚的日期", "the first or last of days"),
    Row("Round half up", "exact", "四舍五入", "half up"),
    Row("Round down", "exact", "舍去", "down"),
    Row("Round up", "exact", "进一", "up"),
    Row("Round half even", "exact", "四舍六入五成双", "half even"),
    Row("Elapsed months", "exact", "满几个月、几年", "whole months and years"),
    Row("Elapsed days", "exact", "满几天", "whole days"),
    Row("Shift months", "exact", "几个月、几年后的日期", "days months or years on"),
    Row("Shift days", "exact", "几天后的日期", "days on"),
    Row("Agg count", "bounds", "个数、次数", "counts"),
    Row("Agg sum", "bounds", "合计", "sums"),
    Row("Agg min", "bounds", "最小", "least"),
    Row("Agg max", "bounds", "最大", "greatest"),
    Row("Agg mean", "bounds", "平均", "means"),
    Row("Agg all", "bounds", "每个均", "each"),
    Row("Agg share", "bounds", "占比", "shares"),
    Row("Agg of levels or days", "outside", "级别或日期的最大、最小", "extremes of levels or days"),
    Row(
        "Agg of what is changed",
        "outside",
        "逐条用到所变动事实的明细",
        "a list whose records are held against the fact that is changed",
    ),
    Row(
        "period that is not over",
        "outside",
        "测评日尚未结束的期间；求例时只取已结束的",
        "periods not over; examples have them over",
    ),
    Row("Template", "outside", "命名", "names"),
)
BY_NODE = {row.node: row for row in SUPPORT}

_WHY = {
    "time": ("限定时间内没有答案", "no answer in the time allowed"),
    "records": ("明细只有几条时没有例子，条数更多时未知", "no example in lists of a few records"),
    "unconfirmed": ("求解器的例子未经规则计算确认", "an example of the solver was not confirmed"),
}


def said(why: str) -> tuple[str, str]:
    """Why a question is open."""
    if why in _WHY:
        return _WHY[why]
    row = BY_NODE[why]
    return f"不在求解范围：{row.zh}", f"outside what is solved: {row.en}"
