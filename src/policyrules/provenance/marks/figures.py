"""Figures: what number, date, level or numbering begins at a place in the characters of a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction

from attrs import evolve, frozen

from policyrules.language.numerals import NUMERALS, WELL_FORMED, numeral_value
from policyrules.provenance.marks.kinds import Kind
from policyrules.provenance.marks.sentences import THOUSANDS
from policyrules.provenance.marks.words import DUE_AFTER, DUE_BEFORE, UNIT_SYMBOLS, UNIT_TRAPS

Number = int | Fraction


@frozen
class Found:
    """A figure that was read, up to ``end``; the rest as in `kinds.Figure`."""

    end: int
    low: Number
    high: Number
    unit: str = ""
    kind: Kind = "number"
    due: bool = False


def _any(units: dict[str, str]) -> str:
    rows = sorted(units, key=len, reverse=True)
    return "|".join(re.escape(u) + (f"(?![{UNIT_TRAPS[u]}])" if UNIT_TRAPS.get(u) else "") for u in rows)


_DIGIT = "[零〇一二三四五六七八九]"
_ARABIC = re.compile(rf"[0-9][0-9{THOUSANDS}]{{0,30}}(?:\.[0-9]{{1,30}})?(?![0-9])")
_UNIT = re.compile(_any(UNIT_SYMBOLS))
_TO = re.compile(r"[-~]{1,2}|至|到")
_Y = rf"(?:[12][0-9]{{3}}(?![0-9])|[一二]{_DIGIT}{{3}})"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?:[12][0-9]|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_N = rf"(?:[0-9]{{1,4}}|[{NUMERALS}]{{1,7}})"
_LEVEL = r"[1-9一二三四五六七八九]"

_NUMBERED = re.compile(r"(?:\[[12][0-9]{3}\])?第?([0-9]{1,6})号|0[0-9]{2,3}-([0-9]{7,8})(?![0-9])|([0-9]{8,30})(?![0-9.])")
_DATE = re.compile(rf"(?:({_Y})年)?({_M})月(?:({_D})日)?|({_Y})[-./]({_M})[-./]({_D})(?![0-9])")
_YEAR = re.compile(rf"({_Y})(?:(?:年度?)?(?:[-~]{{1,2}}|至|到)({_Y}))?(?:年度?([底末初])?|(?=\)))")
_ORDINAL = re.compile(
    rf"第({_N})(届|条|款|项|章|节|编|名|次|季度|部分|类|批|期|轮|位|个|年|学期|阶段|步)?"
    rf"|附[件表录]({_N})|[表图]([0-9]{{1,3}})(?![0-9])|\(({_N})\)"
)
_NUMBERING = re.compile(rf"([0-9]{{1,3}}[.、]|[{NUMERALS}]{{1,3}}、)(?![0-9])")
_CIRCLED = re.compile("[①-⑳]")
_GRADE = re.compile(
    rf"({_LEVEL})(?:(?:A级?|星?级)?[-~至到]({_LEVEL}))?(A级|A|星级|级|等(?=[奖功次级]))(?![A-Za-z别])|(A{{2,5}})级(?!别)"
)
_PARTS = re.compile(rf"([百千]|{_N})分之([0-9]{{1,6}}|[{NUMERALS}]{{1,9}})(?:点({_DIGIT}{{1,6}}))?")
_TENTHS = re.compile("([一二三四五六七八九两])成(?![立员功果效为熟长本绩分都人就交品形年型])")
_HALF = re.compile("一半|半数|(?<=过)半")
_HALF_OF = re.compile("半(年|天|个月|小时)")
_MORE = re.compile("[余多几]")


def whole(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else value


def number_of(written: str) -> Number:
    """A number in Arabic figures or Chinese numerals."""
    if written[0] in NUMERALS:
        return numeral_value(written)
    return whole(Fraction(written.replace(THOUSANDS, "")))


def figure_at(s: str, at: int, *, bare: bool = False) -> Found | None:
    """The figure that begins there; ``bare``: also a single numeral without a unit, which otherwise is none (统一)."""
    for read in _READERS.get(s[at : at + 1], ()):
        if found := read(s, at):
            return found
    return _amount(s, at, bare) if s[at : at + 1] in _COUNTED else None


def _numbered(s: str, at: int) -> Found | None:
    if not (m := _NUMBERED.match(s, at)) or (m[3] and _UNIT.match(s, m.end())):
        return None
    value = int(m[1] or m[2] or m[3])
    return Found(m.end(), value, value, kind="document number")


def _due(s: str, start: int, end: int) -> bool:
    return s.endswith(DUE_BEFORE, max(0, start - 2), start) or s.startswith(DUE_AFTER, end)


def _date(s: str, at: int) -> Found | None:
    if not (m := _DATE.match(s, at)):
        return None
    year, month, day = m[1] or m[4], m[2] or m[5], m[3] or m[6]
    value = int(number_of(month)) * 100
    if day or not year:
        value += int(number_of(day)) if day else 0
        value += int(number_of(year)) * 10_000 if year else 0
    else:
        value = int(number_of(year)) * 100 + value // 100
    end = m.end() + s.startswith(("底", "末", "初"), m.end())
    return Found(end, value, value, kind="date", due=end > m.end() or _due(s, at, end))


def _year(s: str, at: int) -> Found | None:
    if not (m := _YEAR.match(s, at)) or (not m[2] and m[0][-1].isdigit() and s[at - 1 : at] != "("):
        return None
    low = int(number_of(m[1]))
    high = int(number_of(m[2])) if m[2] else low
    if high < low:
        return None
    return Found(m.end(), low, high, "年", "year", bool(m[3]) or _due(s, at, m.end()))


def _ordinal(s: str, at: int) -> Found | None:
    if m := _CIRCLED.match(s, at):
        value = int(unicodedata.numeric(m[0]))
        return Found(m.end(), value, value, kind="ordinal")
    first = at == 0 or s[at - 1] in ":;。)"
    if first and (m := _NUMBERING.match(s, at)) and (at == 0 or m[0][-1] == "."):
        value = int(number_of(m[1][:-1]))
        return Found(m.end(), value, value, kind="ordinal")
    if not (m := _ORDINAL.match(s, at)) or (m[5] and len(m[5]) == 4 and m[5].isdecimal()):
        return None
    value = int(number_of(m[1] or m[3] or m[4] or m[5]))
    return Found(m.end(), value, value, m[2] or "", "ordinal")


def _level(s: str, at: int) -> Found | None:
    if not (m := _GRADE.match(s, at)):
        return None
    if m[4]:
        return Found(m.end(), len(m[4]), len(m[4]), "A级", "level")
    low = int(number_of(m[1]))
    high = int(number_of(m[2])) if m[2] else low
    among = m[3] == "级" and (s.startswith(("指标", "联动", "网络"), m.end()) or s[at - 1 : at] in tuple("省市县区乡镇村)"))
    unit = "A级" if m[3] == "A" else m[3]
    return Found(m.end(), low, high, unit, "name" if among else "level") if low <= high else None


def _share(s: str, at: int) -> Found | None:
    if m := _HALF.match(s, at):
        return Found(m.end() + (m[0] == "半" and s.startswith("数", m.end())), Fraction(1, 2), Fraction(1, 2), "%")
    if m := _HALF_OF.match(s, at):
        return Found(m.end(), Fraction(1, 2), Fraction(1, 2), m[1])
    if m := _TENTHS.match(s, at):
        value = whole(Fraction(number_of(m[1]), 10))
        return Found(m.end(), value, value, "%")
    return _part(s, at)


def _part(s: str, at: int) -> Found | None:
    """百分之三, 三分之一, 百分之三至百分之五."""
    if not (m := _PARTS.match(s, at)):
        return None
    whole_of = {"百": 100, "千": 1000}.get(m[1]) or number_of(m[1])
    low = Fraction(number_of(m[2])) + Fraction(int(number_of(m[3])) if m[3] else 0, 10 ** len(m[3] or ""))
    value = whole(low / whole_of) if whole_of else low
    to = _TO.match(s, m.end())
    upper = _part(s, to.end()) if to else None
    return Found(upper.end, value, upper.low, "%") if upper and value < upper.low else Found(m.end(), value, value, "%")


@frozen
class _Amount:
    """A number with its unit: ``value`` before ``times`` (万) and before a percent is made a share."""

    end: int
    value: Number
    times: int
    unit: str
    written: str
    vague: bool

    @property
    def real(self) -> Number:
        value = Fraction(self.value) * self.times
        return whole(value / 100 if self.written.endswith(("%", "百分点")) else value / 1000 if self.unit == "‰" else value)


def _single(s: str, at: int) -> _Amount | None:
    if m := _ARABIC.match(s, at):
        value: Number = number_of(m[0])
    elif (m := WELL_FORMED.match(s, at)) and s[m.end() : m.end() + 1] not in tuple(NUMERALS):
        value = numeral_value(m[0])
    else:
        return None
    end, times = m.end(), 1
    more = _MORE.match(s, end)
    end = more.end() if more else end
    unit = _UNIT.match(s, end)
    while not unit and s[end : end + 1] in ("百", "千", "万", "亿") and times < 10**9:
        times *= {"百": 100, "千": 1000, "万": 10_000, "亿": 10**8}[s[end]]
        end += 1
        unit = _UNIT.match(s, end)
    if more and not unit and times == 1:
        end = more.start()
        more = None
    written = unit[0] if unit else ""
    return _Amount(unit.end() if unit else end, value, times, UNIT_SYMBOLS.get(written, ""), written, bool(more))


def _amount(s: str, at: int, bare: bool) -> Found | None:
    about = s[at : at + 1] == "约"
    one = _single(s, at + about)
    if not one:
        return None if about else _either(s, at)
    if (range_ := _between(s, one)) and not about:
        return range_
    if not one.unit and one.times == 1 and not bare and s[at] in NUMERALS and one.end == at + 1:
        return None
    if s[at : at + 2] == "十分" and not _ten_points(s, at):
        return None
    kind: Kind = "approximate" if one.vague or about or s.startswith("左右", one.end) else "number"
    found = Found(one.end, one.real, one.real, one.unit, kind)
    latin = s[at - 1 : at].isascii() and s[at - 1 : at].isalpha()
    after = s[one.end : one.end + 1]
    if not one.unit and (latin or (after.isascii() and after.isalpha()) or s.startswith("热线", one.end)):
        return evolve(found, kind="name")
    return found


def _between(s: str, one: _Amount) -> Found | None:
    """A range from one number to a higher one: 1—2名, 75至89分, 3%-5%, 5至10万人."""
    to = _TO.match(s, one.end)
    two = _single(s, to.end()) if to else None
    if not two or one.unit not in ("", two.unit) or one.vague or two.vague:
        return None
    if not two.unit and s[two.end - 1] in NUMERALS:
        return None
    if not one.unit:
        one = evolve(one, unit=two.unit, written=two.written, times=two.times if one.times == 1 else one.times)
    return Found(two.end, one.real, two.real, two.unit) if one.real < two.real else None


def _either(s: str, at: int) -> Found | None:
    """两三名, 三五个: about so many."""
    if at + 2 > len(s) or not set(s[at : at + 2]) <= set("一二两三四五六七八九"):
        return None
    unit = _UNIT.match(s, at + 2)
    low, high = numeral_value(s[at]), numeral_value(s[at + 1])
    return Found(unit.end(), low, high, UNIT_SYMBOLS[unit[0]], "approximate") if unit and low < high else None


def _ten_points(s: str, at: int) -> bool:
    """Whether 十分 is ten points and not 'very'."""
    return s[at - 1 : at] in tuple("得扣加减计满为值共") or not s[at + 2 : at + 3].isalpha() or s.startswith(("以", "及"), at + 2)


_READERS: dict[str, tuple[Callable[[str, int], Found | None], ...]] = {
    **dict.fromkeys(f"0123456789{NUMERALS}", (_numbered, _date, _year, _ordinal, _level, _share)),
    **dict.fromkeys("附表图(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", (_ordinal,)),
    "第": (_numbered, _ordinal),
    "[": (_numbered,),
    "A": (_level,),
    "半": (_share,),
}
_COUNTED = frozenset(f"0123456789{NUMERALS}约")
FIRST = "".join({*_READERS, *_COUNTED})
"""What a figure may begin with."""
RUN = re.compile(f"[0-9]+|[{NUMERALS}]+|.", re.DOTALL)
"""What is passed over where no figure begins."""
