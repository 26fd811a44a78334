"""Problems with a number, or with points that an assessor gives."""

from __future__ import annotations

from typing import Any

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.fact_base import AboutFact, amount, pick
from policyrules.language import core
from policyrules.language.values import DIGITS


class NotANumber(AboutFact):
    """A number is infinite, or is the mark that spreadsheets and programs use for “no number”.

    填的是无穷大，或表格、程序里表示“不是数”的标记。

    Why: no score can be worked out from it. A figure that is not known is simply left out.

    原因：这样的值无法计分。尚不知道的数不填即可。

    Example:
        === facts.toml
        area = nan
    Instead:
        === facts.toml
        area = 120
    """

    code = "F104"
    zh = "“{where}”填的“{value}”不是一个确定的数"
    en = "`{where}` is `{value}`, which is no definite number"
    hint_zh = "填实际数值；不知道就不填这一项"
    hint_en = "give the figure, or leave the fact out if it is not known"
    value: str


class TooManyDigits(Problem):
    """A number has more digits than any measured quantity has.

    数字的位数过多。

    Why: numbers are kept exactly, digit by digit; a limit keeps a slip of the keyboard from stopping the evaluation.

    原因：数值逐位精确保存，限制位数可以避免误输入拖垮计算。

    Example:
        === facts.toml
        area = 1e400
    Instead:
        === facts.toml
        area = 1e4
    """

    code = "F105"
    zh = "“{where}”的数字约有 {digits} 位，最多可读 {limit} 位"
    en = "the number in `{where}` has about {digits} digits, and no more than {limit} are read"
    hint_zh = "检查是否多输入了数字或指数"
    hint_en = "check the figure and its exponent for a slip"
    digits: int
    limit: int = DIGITS


class NotWhole(AboutFact):
    """A fact that is counted in whole units is given with a fraction.

    应为整数的事实填了小数。

    Why: people and meetings come whole; a fraction is a slip, or a figure that belongs to another fact.

    原因：人数、次数没有小数，出现小数说明填错，或填错了位置。

    Example:
        === facts.toml
        staff = 2.5
    Instead:
        === facts.toml
        staff = 25
    """

    code = "F106"
    zh = "“{where}”应为整数，实际填的是 {value}"
    en = "`{where}` takes a whole number, not {value}"
    hint_zh = "按实际情况核对，填整数"
    hint_en = "check the figure; it is a whole number"
    value: str


class OutOfBounds(AboutFact):
    """A value lies outside the bounds that the policy declares for the fact.

    数值或日期超出政策声明的范围。

    Why: the bounds are what scores under missing facts rest on; a value beyond them is never moved to the nearest bound.

    原因：事实缺失时的得分区间以这一范围为准，超出范围的值不会自动改成边界值。

    Example:
        === facts.toml
        area = -5
    Instead:
        === facts.toml
        area = 5
    """

    code = "F107"
    zh = "“{where}”应{bounds}，实际填的是 {value}"
    en = "`{where}` has to be {bounds}, and {value} is given"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    value: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        ratio = isinstance(self.fact.type, core.Quantity) and self.fact.type.ratio
        mend = ("核对数值和单位", "check the figure and its unit")
        if ratio:
            mend = ('百分之三十写作 0.3 或 "30%"', 'write thirty per cent as 0.3 or "30%"')
        elif isinstance(self.fact.type, core.Day):
            mend = ("核对日期", "check the date")
        return super()._facts(lang) | {"mend": pick(mend, lang)}


class _Rated(AboutFact):
    """Base of the problems with points an assessor gives."""

    def _facts(self, lang: Lang) -> dict[str, Any]:
        low, high, step = self.fact.low, self.fact.high, self.fact.step
        said = {k: "" if v is None else amount(v, self.fact.type) for k, v in (("low", low), ("high", high), ("step", step))}
        return super()._facts(lang) | said


class PointsOutOfRange(_Rated):
    """An assessor's points lie outside the range that the policy allows.

    评定的分数超出政策允许的范围。

    Why: points are never cut to the range, because only the assessor can say what was meant.

    原因：评分不会自动改到上下限，原意只有评定人能说明。

    Example:
        === facts.toml
        satisfaction = 15
    Instead:
        === facts.toml
        satisfaction = 1.5
    """

    code = "F110"
    zh = "“{where}”评了 {value}，只能在 {low} 至 {high} 之间"
    en = "`{where}` is rated {value}, and only {low} to {high} can be given"
    hint_zh = "请评定人核对后重新评分，系统不会自动改分"
    hint_en = "ask the assessor; points are never moved into the range"
    value: str


class PointsOffStep(_Rated):
    """An assessor's points lie between the steps that the policy allows.

    评定的分数不符合政策规定的步长。

    Why: points are never rounded to a step, because only the assessor can say which was meant.

    原因：评分不会自动取整到某一档，原意只有评定人能说明。

    Example:
        === facts.toml
        satisfaction = 0.15
    Instead:
        === facts.toml
        satisfaction = 1.5
    """

    code = "F111"
    zh = "“{where}”评了 {value}，不符合从 {low} 起每 {step} 一档的步长"
    en = "`{where}` is rated {value}, which is not a step of {step} from {low}"
    hint_zh = "请评定人核对后重新评分，系统不会自动取整"
    hint_en = "ask the assessor; points are never rounded to a step"
    value: str
