"""What is said of lists of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen

from policyrules.language.node import Located

if TYPE_CHECKING:
    from policyrules.language.surface.expressions import Expr, Number
    from policyrules.language.surface.names import Name

ListWord = Literal["summed", "largest", "smallest", "average"]
PeriodWord = Literal["every year", "every quarter", "every month"]
NoneWord = Literal["taken as met", "taken as unmet", "not applicable"]


@frozen(eq=False, repr=False)
class Window(Located):
    """近 3年: the years, months or days before the date of evaluation; ``by`` is the date field, where it has to be named."""

    length: Number
    by: Name | None = None


@frozen(eq=False, repr=False)
class Step(Located):
    """A name on the way to records; ``where`` keeps only those that satisfy a condition."""

    name: Name
    where: Expr | None = None


@frozen(eq=False, repr=False)
class Records(Located):
    """近 3年 活动（类别 为 讲座）的人数: a list, perhaps only some of its records, perhaps one of their fields."""

    steps: tuple[Step, ...]
    window: Window | None = None


@frozen(eq=False, repr=False)
class Count(Located):
    """The number of records: 个数 or 次数."""

    records: Records
    word: Literal["count", "times"]


@frozen(eq=False, repr=False)
class Summary(Located):
    """合计, 最大, 最小, 平均 of a field of the records."""

    records: Records
    word: ListWord


@frozen(eq=False, repr=False)
class Share(Located):
    """The share or number of records that satisfy a condition."""

    records: Records
    condition: Expr
    word: Literal["share", "count"]


@frozen(eq=False, repr=False)
class Each(Located):
    """每个: a condition that every record satisfies. Without ``records`` it begins with the list: 项目的跟踪次数 不少于 3次."""

    records: Records | None
    condition: Expr


@frozen(eq=False, repr=False)
class Every(Located):
    """每季度: in every period of the assessment period, the number of records compared."""

    word: PeriodWord
    by: Name | None
    condition: Expr


@frozen(eq=False, repr=False)
class Some(Located):
    """至少 n 个: how many records at least satisfy a condition."""

    least: Number
    records: Records
    condition: Expr


ListExpr = Records | Count | Summary | Share | Each | Every | Some


@frozen(eq=False, repr=False)
class WhenNone(Located):
    """没有时: what a condition over a list means when there are no records."""

    word: NoneWord
