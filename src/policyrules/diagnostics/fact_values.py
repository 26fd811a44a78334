"""Problems with the value of one fact, numbers apart."""

from __future__ import annotations

from typing import Any, ClassVar

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.fact_base import KINDS, LEAVE_OUT, NONE_HINT, AboutFact, Said, is_unknown, pick, wanted
from policyrules.diagnostics.fact_syntax import as_day, as_figure
from policyrules.language import core


class FactOfWrongKind(AboutFact):
    """A fact is given as another kind of value than the policy declares.

    事实的类型与政策中声明的不一致。

    Why: a fact is read as what it is declared to be or not at all. Nothing is read by guess, so `true` is never the number 1 and
    “maybe” is never a no.

    原因：事实按声明的类型读取，绝不猜测。`true` 不会当作 1，“大概”也不会当作“否”。

    Example:
        === facts.toml
        area = "120平方米"
    Instead:
        === facts.toml
        area = 120
    """

    code = "F103"
    zh = "“{where}”应填{wanted}，实际填的是{found}"
    en = "`{where}` takes {wanted}, not {found}"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    found: str
    value: str = ""

    _MENDS: ClassVar[dict[str, Said]] = {
        "bool": ('填 "是" 或 "否"，也可填 true 或 false', "write true or false, or the word `yes` or `no`"),
        "number": ("只写数值，不带单位和千位分隔符，例如 120 或 0.5", "write the figure alone, without a unit, such as 120 or 0.5"),
        "date": ("写成 2021-09-29 的形式，不带时刻", "write it like 2021-09-29, without a time of day"),
        "text": ("文字要加英文双引号", "put text in double quotes"),
    }

    def _facts(self, lang: Lang) -> dict[str, Any]:
        found = pick(KINDS[self.found], lang)
        if self.value:
            found = f"“{self.value}”（{found}）" if lang == "zh" else f"{found} `{self.value}`"
        kind = wanted(self.fact.type)
        return super()._facts(lang) | {"found": found, "wanted": pick(KINDS[kind], lang), "mend": pick(self._mend(kind), lang)}

    def _mend(self, kind: str) -> Said:
        if self.found != "text":
            return self._MENDS[kind]
        if is_unknown(self.value):
            return LEAVE_OUT
        unit = self.fact.type.unit.symbol if isinstance(self.fact.type, core.Quantity) and self.fact.type.unit else ""
        figure = as_figure(self.value.strip().removesuffix(unit)) if kind == "number" else ""
        if figure:
            return f"写成 {figure}", f"write {figure}"
        mend = self._MENDS[kind]
        return (f"{mend[0]}；{NONE_HINT[0]}", f"{mend[1]}; {NONE_HINT[1]}") if self.fact.optional else mend


class NotAKnownChoice(AboutFact):
    """A level or an option is none of those that the policy declares.

    填的级别或选项不在政策声明的范围内。

    Why: only declared names have a place in the order of levels and in the rules.

    原因：只有声明过的名称才有高低次序，规则才能引用。

    Example:
        === facts.toml
        rating = "AAA"
    Instead:
        === facts.toml
        rating = "3A"
    """

    code = "F108"
    zh = "“{where}”填的“{value}”不在可填的范围内"
    en = "`{where}` is `{value}`, which is none of its values"
    hint_zh = "可填：{choices}{near}"
    hint_en = "write one of {choices}{near}"
    value: str
    nearest: str = ""

    def _facts(self, lang: Lang) -> dict[str, Any]:
        near: Said = ("", "")
        if self.nearest:
            near = (f"；是否为“{self.nearest}”？", f"; did you mean `{self.nearest}`?")
        elif is_unknown(self.value):
            near = (f"；{LEAVE_OUT[0]}", f"; {LEAVE_OUT[1]}")
        elif self.fact.optional:
            near = (f"；{NONE_HINT[0]}", f"; {NONE_HINT[1]}")
        return super()._facts(lang) | {"near": pick(near, lang)}


class NotADate(Problem):
    """A date is not in the calendar, or is not written as one.

    日期不存在，或写法不是日期。

    Why: periods are counted from dates to the day, so a date is never guessed from something near it.

    原因：期限按日计算，不能根据相近的写法猜测日期。

    Example:
        === facts.toml
        founded = "2021-12-5"
    Instead:
        === facts.toml
        founded = "2021-12-05"
    """

    code = "F109"
    zh = "“{where}”填的“{found}”不是日历上的日期，或写法不对"
    en = "`{where}` is `{found}`, which is no date of the calendar, or not written as one"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    found: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        mend: Said = ("写成 2021-09-29 或“2021年9月29日”", "write it like 2021-09-29")
        if is_unknown(self.found):
            mend = LEAVE_OUT
        elif day := as_day(self.found):
            mend = (f"写成 {day}", f"write {day}")
        return super()._facts(lang) | {"mend": pick(mend, lang)}


class NothingNotTaken(AboutFact):
    """The mark 无 is given for a fact that always has a value.

    给必有取值的事实填了“无”。

    Why: 无 says that the thing is known to be absent, and only a fact declared 可无 can be. What is merely not known is left out.

    原因：“无”表示确知没有，只有声明“可无”的事实才能填。只是不知道的，不填即可。

    Example:
        === facts.toml
        founded = "无"
    Instead:
        === facts.toml
        # founded =
    """

    code = "F112"
    zh = "“{where}”不能填“{value}”，政策没有声明它可无"
    en = "`{where}` cannot be `{value}`, because the policy does not declare it `or none`"
    hint_zh = "填实际的值；不知道就不填这一项"
    hint_en = "give the value, or leave the fact out if it is not known"
    value: str


class TextNotRead(Problem):
    """A text is far too long, or holds characters that are no text.

    文字过长，或含有不是文字的字符。

    Why: what a fact says is repeated in results and reports, which have to be readable anywhere.

    原因：事实内容会写进结果和报告，须在任何地方都能正常显示。

    Example:
        === facts.json
        {"title": "阳光平台\\u0000"}
    Instead:
        === facts.json
        {"title": "阳光平台"}
    """

    code = "F113"
    zh = "“{where}”的文字{what}"
    en = "the text of `{where}` {what}"
    hint_zh = "删去多余的内容后重填"
    hint_en = "shorten it or take those characters out"
    length: int
    limit: int

    def _facts(self, lang: Lang) -> dict[str, Any]:
        what: Said = ("含有不能显示的字符", "holds characters that are no text")
        if self.length > self.limit:
            what = (f"有 {self.length} 个字，最多可读 {self.limit} 个", f"has {self.length} characters, of at most {self.limit}")
        return super()._facts(lang) | {"what": pick(what, lang)}
