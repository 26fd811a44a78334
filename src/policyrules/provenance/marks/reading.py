"""One sentence from left to right: at each place the longest word or a figure, and which comparison governs which figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import cast

from attrs import define, evolve, field

from policyrules.language.numerals import NUMERALS
from policyrules.provenance.marks import words
from policyrules.provenance.marks.figures import FIRST, RUN, Found, Number, figure_at, number_of
from policyrules.provenance.marks.kinds import (
    Comparison,
    Condition,
    Connective,
    Duty,
    Every,
    Figure,
    Mark,
    Negation,
    Op,
    Per,
    Quantifier,
)
from policyrules.provenance.marks.sentences import Reduced

_TITLE = re.compile("《[^《》]{1,200}》")
_QUOTED = re.compile('"[^"]{1,20}"')
_CLAUSE = ',。;:、()-".¦'
_STOP = re.compile(r"[,。;:、()\"]")
_EVERY = re.compile(
    rf"每隔?([0-9]{{1,3}}|[{NUMERALS}]{{1,4}})?个?(年度|季度|月度|学期|学年|星期|工作日|半年|半个?月|年|季|月|周|日|天|次)(?!性)"
    r"|[按逐](年度|季度|季|月度|月(?!份)|年(?!龄|级|代|均)|周|日(?!期|常))|各(年度|季度|月)"
    r"|(?<![上本下该两当])(年度)(?=测评|考核|评估|评价|检查|审计|报告|评定|评审|考评|评比|监测)"
)
_PERIODS = {"年度": "年", "季": "季度", "月度": "月", "天": "日", "星期": "周", "半年": "年", "半月": "月", "半个月": "月"}
_PER = re.compile("每(满|增加|减少|超过|缺少|增|减|超|少|多|缺)?")
_INCLUDED = re.compile(r"\((不?)含[^()]{0,6}\)")
_AFTER = re.compile("(及?)(以上|以下|以内|之内|内|以前|之前|前)(?!述|款|列)")
_NEAR = frozenset(("", "到", "约", "为", "其", "到了"))
_FAR = 12


@define
class Reader:
    """A sentence as far as it was read."""

    sentence: Reduced
    text: str
    marks: list[Mark] = field(factory=list)
    pending: tuple[Comparison, int] | None = None  # the last comparison word that may govern a figure to come, and its end
    title: bytearray = field(factory=bytearray)
    quoted: bytearray = field(factory=bytearray)

    def read(self) -> list[Mark]:
        s = self.sentence.chars
        self.title, self.quoted = _inside(_TITLE, s), _inside(_QUOTED, s)
        at = 0
        while found := _BEGINNING.search(s, at):
            at = self.step(s, found.start())
        return self.marks

    def step(self, s: str, at: int) -> int:
        """Read what stands there; where to go on."""
        if not self.title[at]:
            if end := self.every(s, at):
                return end
            for word, take in _WORDS.get(s[at], ()):
                if s.startswith(word, at) and take(self, at, word):
                    return at + len(word)
        near = bool(self.pending and self.pending[1] == at)
        if found := figure_at(s, at, bare=near):
            return self.figure(s, at, found)
        run = RUN.match(s, at)
        return run.end() if run else at + 1

    def where(self, start: int, end: int) -> tuple[int, int, str]:
        begin, stop = self.sentence.place(start, end)
        return begin, stop, self.text[begin:stop]

    # periods

    def every(self, s: str, at: int) -> int:
        if not (m := _EVERY.match(s, at)):
            return self.per(s, at) if s[at] == "每" else 0
        written = next(filter(None, m.groups()[1:]))
        if m[1] and written == "次":
            return self.per(s, at)
        count: Number = number_of(m[1]) if m[1] else 1
        count = Fraction(count, 2) if written.startswith("半") else count
        self.marks.append(Every(*self.where(at, m.end()), count, _PERIODS.get(written, written)))
        return m.end()

    def per(self, s: str, at: int) -> int:
        m = _PER.match(s, at)
        if not m or not figure_at(s, m.end()) or (not m[1] and s[m.end()] == "一"):
            return 0
        self.marks.append(Per(*self.where(at, m.end()), m[1] == "满"))
        return m.end()

    # figures

    def figure(self, s: str, at: int, found: Found) -> int:
        figure = Figure(*self.where(at, found.end), found.low, found.high, found.unit, found.kind, due=found.due)
        if self.title[at]:
            kind = "name" if figure.kind in ("number", "approximate", "level") else figure.kind
            self.marks.append(evolve(figure, kind=kind, due=False))
            return found.end
        governed = self.governed(s, at, figure)
        before, self.pending = figure.word, None
        figure = governed
        end, word = self.after(s, found.end, figure)
        if word:
            figure = evolve(figure, op=word.op, word=word)
        elif not figure.word and before is None and self.quoted[at] and found.kind == "number" and s[at] in NUMERALS:
            figure = evolve(figure, kind="name")
        self.one_of(figure)
        self.marks.append(figure)
        if word:
            self.marks.append(word)
        return end

    def governed(self, s: str, at: int, figure: Figure) -> Figure:
        """The figure under the comparison word before it, if that governs it."""
        if not self.pending or figure.kind in ("ordinal", "document number", "name"):
            return figure
        word, end = self.pending
        if at - end > _FAR or _STOP.search(s, end, at):
            return figure
        gap = s[end:at]
        if gap in _NEAR or (gap.endswith("的") and figure.unit in ("%", "倍")) or word.text in words.REACHING:
            return evolve(figure, op=word.op, word=word)
        return figure

    def after(self, s: str, at: int, figure: Figure) -> tuple[int, Comparison | None]:
        """The comparison word that follows a figure, and where to go on."""
        if figure.kind in ("ordinal", "document number", "name"):
            return at, None
        first = _INCLUDED.match(s, at)
        m = _AFTER.match(s, first.end() if first else at)
        if not m or not _may_follow(m[2], figure):
            return at, None
        last = _INCLUDED.match(s, m.end())
        included = first or last
        op = cast(Op, words.AFTER[m[2]])
        if included and included[1]:
            op = "gt" if op == "ge" else "lt"
        end = last.end() if last else m.end()
        return end, Comparison(*self.where(m.start(), m.end()), op, not (m[1] or included), True)

    def one_of(self, figure: Figure) -> None:
        if figure.word and figure.op == "ge" and figure.low == figure.high == 1 and figure.unit in ("项", "个", "种", "条"):
            start, end = figure.word.start, figure.end
            if start < figure.start:
                place = self.marks.index(figure.word)
                self.marks.insert(place, Quantifier(start, end, self.text[start:end], "any"))


def _inside(pattern: re.Pattern[str], s: str) -> bytearray:
    inside = bytearray(len(s) + 1)
    for m in pattern.finditer(s):
        inside[m.start() : m.end()] = b"\x01" * (m.end() - m.start())
    return inside


def _may_follow(word: str, figure: Figure) -> bool:
    if word in ("以前", "之前", "前"):
        return figure.kind in ("date", "year")
    if word in ("内", "之内"):
        return figure.unit in words.SPANS and figure.kind == "number"
    return figure.kind in ("number", "level", "approximate")


def _clause_begins(s: str, at: int) -> bool:
    return at == 0 or s[at - 1] in _CLAUSE


# What each sort of word takes to be what it is; each says whether it was taken.

_Take = Callable[[Reader, int, str], bool]


def _hiding(reader: Reader, at: int, word: str) -> bool:
    s, end = reader.sentence.chars, at + len(word)
    after = s[end : end + 1]
    if word == "应对" and _TREATED.match(s, end):  # 应 对…进行
        return False
    if word[-1] == "应" and after == "当":
        return s[end + 1 : end + 2] in tuple("前地下代时今天年日")
    return after not in tuple(words.APART.get(word, ""))


_TREATED = re.compile("[^,。;:]{1,30}?(?:进行|予以|给予|实行|开展|加强)")


def _name(reader: Reader, at: int, word: str) -> bool:
    digits = re.search(f"[{NUMERALS}]+", word)
    found = figure_at(word, digits.start(), bare=True) if digits else None
    value = found.low if found else 0
    reader.marks.append(Figure(*reader.where(at, at + len(word)), value, value, "", "name"))
    return True


def _vague(reader: Reader, at: int, word: str) -> bool:
    end = reader.figure(reader.sentence.chars, at, Found(at + len(word), 0, 0, kind="approximate"))
    return end == at + len(word)


def _comparison(reader: Reader, at: int, word: str) -> bool:
    end = at + len(word)
    op = cast(Op, words.BEFORE.get(word) or words.BEFORE_A_NUMBER[word])
    if word in ("未达到", "达不到") and not _number_at(reader, end):
        if word == "未达到":
            return False
        reader.marks.append(Negation(*reader.where(at + 1, at + 2)))
    if word.startswith(("不得", "不应", "不能")):
        reader.marks.append(Duty(*reader.where(at, at + 2), ""))
    mark = Comparison(*reader.where(at, end), op)
    reader.marks.append(mark)
    reader.pending = (mark, end)
    return True


def _number_at(reader: Reader, at: int) -> bool:
    found = figure_at(reader.sentence.chars, at)
    return found is not None and found.kind in ("number", "level", "approximate")


def _before_number(reader: Reader, at: int, word: str) -> bool:
    s = reader.sentence.chars
    if word == "为" and s[at - 1 : at] in words.NOT_EQUAL:
        return False
    return _number_at(reader, at + len(word)) and _comparison(reader, at, word)


def _more_than_half(reader: Reader, at: int, word: str) -> bool:
    if not reader.sentence.chars.startswith("半", at + 1):
        return False
    mark = Comparison(*reader.where(at, at + 1), "gt")
    reader.marks.append(mark)
    reader.pending = (mark, at + 1)
    return True


def _after_rank(reader: Reader, at: int, word: str) -> bool:
    if not reader.sentence.chars.endswith(words.RANKS, 0, at):
        return False
    op = cast(Op, words.AFTER[word.removeprefix("及")])
    reader.marks.append(Comparison(*reader.where(at, at + len(word)), op, word[0] != "及", True))
    return True


def _duty(reader: Reader, at: int, word: str) -> bool:
    s, end = reader.sentence.chars, at + len(word)
    if word in words.VERBS:
        led = _clause_begins(s, at) or s.endswith(words.LEADING, 0, at)
        if not led or s.startswith(words.NOUNS, end) or s[end : end + 1] in tuple(",。;:、)"):
            return False
    reader.marks.append(Duty(*reader.where(at, end), words.DUTIES[word]))
    return True


def _quantifier(reader: Reader, at: int, word: str) -> bool:
    if word in words.AT_CLAUSE_START and not _clause_begins(reader.sentence.chars, at):
        return False
    reader.marks.append(Quantifier(*reader.where(at, at + len(word)), words.QUANTIFIERS[word]))
    if word[0] == "或":
        _connective(reader, at, word[:-2])
    return True


def _connective(reader: Reader, at: int, word: str) -> bool:
    if word in words.AT_CLAUSE_START and not _clause_begins(reader.sentence.chars, at):
        return False
    sense, strong = words.CONNECTIVES[word]
    reader.marks.append(Connective(*reader.where(at, at + len(word)), sense, strong))
    return True


def _condition(reader: Reader, at: int, word: str) -> bool:
    s, end = reader.sentence.chars, at + len(word)
    if word in words.AT_CLAUSE_START and not _clause_begins(s, at):
        return False
    if word == "对" and not _OF.match(s, end):
        return False
    reader.marks.append(Condition(*reader.where(at, end)))
    return True


_OF = re.compile("[^,。;:的]{1,40}的")


def _negation(reader: Reader, at: int, word: str) -> bool:
    reader.marks.append(Negation(*reader.where(at, at + len(word))))
    return True


def _table() -> dict[str, tuple[tuple[str, _Take], ...]]:
    sorts: tuple[tuple[Iterable[str], _Take], ...] = (
        (words.HIDING, _hiding),
        (words.NAMES, _name),
        (words.VAGUE, _vague),
        (words.BEFORE, _comparison),
        (words.BEFORE_A_NUMBER, _before_number),
        (("过",), _more_than_half),
        (("以上", "以下", "及以上", "及以下"), _after_rank),
        (words.DUTIES, _duty),
        (words.QUANTIFIERS, _quantifier),
        (words.CONNECTIVES, _connective),
        (words.CONDITIONS, _condition),
        (words.NEGATIONS, _negation),
    )
    rows = sorted(((word, take) for table, take in sorts for word in table), key=lambda row: -len(row[0]))
    return {first: tuple(row for row in rows if row[0][0] == first) for first in {word[0] for word, _ in rows}}


_WORDS = _table()
_BEGINNING = re.compile("[" + re.escape("".join({*_WORDS, *FIRST, *"每按逐各年"})) + "]")
