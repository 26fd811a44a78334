"""What people write for what the language has: other words for a keyword, other signs, numbers, dates and ranges."""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from attrs import frozen

from policyrules.diagnostics import parse as p
from policyrules.diagnostics.base import Problem
from policyrules.language.characters import normalise
from policyrules.language.surface import Name
from policyrules.language.units import UNITS
from policyrules.language.vocabulary import SYNONYMS, Comparator, Modality, Side, Word, by_spelling, word
from policyrules.language.words import respace
from policyrules.passes.parse.notation import NOTATIONS, RANGE, as_range
from policyrules.passes.parse.numerals import in_figures
from policyrules.passes.parse.phrases import phrases
from policyrules.passes.parse.reading import Failure
from policyrules.source import Span

SIGNS = {"_COMMA": "，", "_COLON": "：", "_ASSIGN": "=", "_DUN": "、", "_LPAR": "（", "_RPAR": "）", "_LESS": "<"}
SIGNS |= {"_LSQB": "［", "_RSQB": "］", "_PLUS": "+"}
_TERMINALS = {
    **{form: kind for kind, spelt in SIGNS.items() for form in (spelt, normalise(spelt))},
    "-": "_MINUS",
    "*": "_STAR",
    "/": "_SLASH",
}
_OPENING = {"“": "STRING", '"': "STRING", "《": "TITLE"}
_FURTHEST = 6
"""How many words before the one that could not be taken the slip may begin: greater than or equal to."""

LONGEST_WORD = 100
"""The longest word that is taken apart, and the longest name looked for in one."""

_WORDS = re.compile(r"[^\W\d]+(?: +[^\W\d]+){0,4}")
_REST: dict[Side, str] = {"zh": "其余", "en": "in all other cases"}
_OPERANDS = {"是", "否", "总分", "yes", "no", "total"}
_DECLARING = {
    *("_ITEM", "_CRITERION", "_GROUP", "_SUBJECT", "_CLASSIFICATION", "_REQUIREMENT", "_TARGET", "_LET", "_PARAMETER"),
    *("_SCORECARD", "_NAMING", "_TOTAL_OF"),
}
_NEEDLESS = {"则", "那么", "就", "时", "的", "的话", "满分", "共", "then", "full marks", ",", ":"}
_LOOSE = ("NAME", "NUMBER", "_NL")
"""Types of tokens before which a sign may have been meant for something else than a comma."""


def terminal(keyword: Word) -> str:
    """The terminal a keyword is read as."""
    match keyword:
        case Comparator():
            return "POSTFIX" if keyword.postfix else "INFIX"
        case Modality():
            return "MODALITY"
    return f"_{keyword.id}"


def sign(kind: str, side: Side) -> str:
    """A sign as it is written in one vocabulary."""
    return SIGNS[kind] if side == "zh" else normalise(SIGNS[kind])


def misread(name: Name, names: Set[str], side: Side, grade: bool) -> Problem | None:
    """What a name that nothing declares was meant for: a number in words, 下列 and more, 其余 as a grade's test, 是, 否 or 总分."""
    found = name.text
    if found in names or len(found) > LONGEST_WORD:
        return None
    if figures := in_figures(found):
        return p.OtherNotation(span=name.span, found=found, instead=figures)
    if found.startswith("下列") and (spaced := respace(found, names, side)):
        return p.GluedWords(span=name.span, found=found, spaced=put_right(spaced, names, side))
    if grade and _REST[side] in SYNONYMS[side].get(found, ()):
        return p.MisspeltKeyword(span=name.span, found=found, nearest=_REST[side])
    meant = next((m for m in SYNONYMS[side].get(found, ()) if m in _OPERANDS), "")
    return p.MisspeltKeyword(span=name.span, found=found, nearest=meant) if meant else None


def put_right(spaced: str, names: Set[str], side: Side) -> str:
    """Words taken apart, with a keyword for a synonym and figures for a number in words."""
    meant = (
        (w, "" if w in names or w in by_spelling(side) else in_figures(w) or next(iter(SYNONYMS[side].get(w, ())), ""))
        for w in spaced.split(" ")
    )
    return " ".join(better or w for w, better in meant)


@frozen
class Slip:
    """A line that could not be read, to find what was meant by the words it stopped at."""

    failure: Failure
    text: str
    start: int
    end: int
    side: Side
    names: Set[str]
    within: Callable[[int, int], Span]

    @property
    def at(self) -> int:
        return self.failure.token.start_pos or 0

    @property
    def token_end(self) -> int:
        return self.failure.token.end_pos or 0

    def notation(self) -> Problem | None:
        """A date, number, unit or sign in another notation."""
        for pattern, meant in NOTATIONS:
            for found in pattern.finditer(self.text, self.start, self.end):
                if found.start() <= self.at < found.end():
                    return self._other(found.start(), found.end(), meant(found, self.side))
        return None

    def phrase(self) -> Problem | None:
        """What is said of records in the words of a notice."""
        for start, end, instead in phrases(self.text, self.start, self.end, self.side):
            if start <= self.at <= end + 1:
                span = self.within(start, end)
                return p.NoticeWording(span=span, found=span.text, instead=instead)
        return None

    def figures(self) -> Problem | None:
        """A number in words, alone or before the unit reading stopped at."""
        for token, _ in self.failure.line[-2:]:
            at, end = token.start_pos or 0, token.end_pos or 0
            if token.type != "NAME" or token.value in self.names or not (meant := in_figures(token.value)):
                continue
            if token is self.failure.token:
                return self._other(at, end, meant) if self.failure.takes("NUMBER") else None
            if meant.isdecimal() and self.failure.takes("NUMBER", "NAME", place=-2) and self.failure.token.value in UNITS:
                return self._other(at, self.token_end, f"{meant}{self.failure.token.value}")
        return None

    def range(self) -> Problem | None:
        """Two numbers meant as a range, where reading stopped in them or a range was not complete."""
        open_range = bool(self.failure.accepts & {"_TO", "_DASH"})
        for found in RANGE.finditer(self.text, self.start, self.end):
            if not (found.start() <= self.at <= found.end() or (open_range and found[3] == "-")):
                continue
            place = self._number(found.start(1))
            if not place:
                continue
            if self.failure.takes("_OR_NONE", place=place):
                low, high = (word(w).spelt(self.side) for w in ("not less than", "not greater than"))
                comma = "，" if self.side == "zh" else ", "
                return self._other(found.start(), found.end(), f"{low} {found[1]}{comma}{high} {found[4]}")
            before = self.text[self.start : found.start()]
            if not self.failure.takes("NUMBER", place=place) or re.search(r"(?:得|award) *$", before):
                continue
            meant = as_range(found, before, self.side)
            if found[3] != "-":
                return self._other(found.start(), found.end(), meant)
            span = self.within(found.start(1), found.end(4))
            return p.RangeHyphen(span=span, found=span.text, range=meant)
        return None

    def _number(self, start: int) -> int:
        """The place in the line, from its end, of the number that begins at an offset; 0 where there is none."""
        line = self.failure.line
        return next((n - len(line) for n, (t, _) in enumerate(line) if t.start_pos == start and t.type == "NUMBER"), 0)

    def comparison(self) -> Problem | None:
        """A comparison word too many (达到 30%以上), or a grade without 总分 before its comparison."""
        line = self.failure.line
        if self.failure.token.type == "POSTFIX":
            for place in range(-2, -len(line) - 1, -1):
                token = line[place][0]
                if token.type in ("INFIX", "_BETWEEN") and self.failure.takes(*(t.type for t, _ in line[place + 1 :]), place=place):
                    span = self.within(token.start_pos or 0, token.end_pos or 0)
                    return p.NeedlessWord(span=span, found=span.text)
        colon = next((n for n, (t, _) in enumerate(line) if t.type == "_COLON"), -1)
        after = line[colon + 1][0] if 0 <= colon < len(line) - 2 else self.failure.token
        if after.type == "NUMBER" and self.failure.token.type == "POSTFIX":
            end = self.token_end
        elif isinstance(by_spelling(self.side).get(after.value), Comparator) and after is not self.failure.token:
            end = self.at
        else:
            return None
        start, total = after.start_pos or 0, word("total").spelt(self.side)
        found = self.text[start:end].rstrip()
        return self._other(start, start + len(found), f"{total} {found}")

    def synonym(self) -> Problem | None:
        """A synonym of a keyword that could stand there; it holds the word reading stopped at, or is the one before."""
        line = self.failure.line[-_FURTHEST:]
        for place in range(-len(line), 0):
            start = line[place][0].start_pos or 0
            for found in self._phrases(start):
                for meant in SYNONYMS[self.side].get(re.sub(" +", " ", found), ()):
                    if self._stands(meant, found, place, start):
                        return p.MisspeltKeyword(span=self.within(start, start + len(found)), found=found, nearest=meant)
        return None

    def _phrases(self, start: int) -> list[str]:
        """One word to five from an offset, the longest first."""
        match = _WORDS.match(self.text, start, self.end)
        ends = [m.end() for m in re.finditer(r"[^\W\d]+", match[0])] if match else []
        return [self.text[start : start + n] for n in reversed(ends)]

    def _stands(self, meant: str, found: str, place: int, start: int) -> bool:
        kind, end = _TERMINALS.get(meant) or terminal(by_spelling(self.side)[meant]), start + len(found)
        if end > self.at:
            return self.failure.takes(kind, place=place)
        return (
            found not in self.names
            and not self.text[end : self.at].strip()
            and self.failure.takes(kind, self._kind(self.at), place=place)
        )

    def sign(self) -> Problem | None:
        """A sign or a small word for a comma, one too many, or one in place of a line end."""
        found, following = self.failure.token.value, self._kind(self.token_end)
        here, keyword = (self.at, self.token_end), by_spelling(self.side).get(found)
        if found in (";", ":", "、") and following not in _LOOSE and self.failure.takes("_COMMA", following):
            return self._other(*here, sign("_COMMA", self.side))
        if found == "的" and (named := self._named()):
            return named
        if found in _NEEDLESS and following != "_NL" and self.failure.takes(following):
            return p.NeedlessWord(span=self.within(*here), found=self.within(*here).text)
        if keyword and self.failure.takes("_NL", terminal(keyword)):
            return p.NewLine(span=self.within(*here), found=found)
        last = self.failure.line[-2][0] if len(self.failure.line) > 1 else None
        if keyword and last and last.type == "_COMMA" and self.failure.takes("_NL", terminal(keyword), place=-2):
            return p.NewLine(span=self.within(last.start_pos or 0, last.end_pos or 0), found=found)
        if found in (",", ";") and following.startswith("_") and self.failure.takes("_NL", following):
            return p.NewLine(span=self.within(*here), found=self._keyword(self.token_end))
        return None

    def _named(self) -> Problem | None:
        """A name with 的 in it where one is declared: 项目 党的建设."""
        head, name = [t for t, _ in self.failure.line[-3:-1]] if len(self.failure.line) > 2 else (None, None)
        if not head or not name or head.type not in _DECLARING or name.type != "NAME" or name.end_pos != self.at:
            return None
        more = _WORDS.match(self.text, self.token_end, self.end)
        rest = more[0].split()[0] if more and more[0] and not more[0][0].isspace() else ""
        span = self.within(name.start_pos or 0, self.token_end + len(rest))
        return p.NameWithOf(span=span, found=span.text) if rest else None

    def _keyword(self, at: int) -> str:
        """The keyword after an offset, if there is one."""
        phrases = self._phrases(at + len(self.text[at : self.end]) - len(self.text[at : self.end].lstrip()))
        return next((w for w in phrases if w in by_spelling(self.side)), "")

    def _kind(self, at: int) -> str:
        """The type of the token after an offset, as far as can be told without the lexer."""
        rest = self.text[at : self.end].lstrip()
        if keyword := self._keyword(at):
            return terminal(by_spelling(self.side)[keyword])
        if not rest:
            return "_NL"
        return "NUMBER" if rest[0].isdecimal() else _TERMINALS.get(rest[0], _OPENING.get(rest[0], "NAME"))

    def _other(self, start: int, end: int, meant: str) -> Problem:
        span = self.within(start, end)
        return p.OtherNotation(span=span, found=span.text, instead=meant)
