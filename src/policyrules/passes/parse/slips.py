"""What went wrong where a statement does not parse: from the place the parser stopped at to the problem a person can mend."""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import takewhile
from typing import Any

from lark import Token

from policyrules.diagnostics import parse as p
from policyrules.diagnostics import structure as t
from policyrules.diagnostics.base import Problem, suggest
from policyrules.grammar import layout
from policyrules.language.builtins import BY_NAME
from policyrules.language.units import UNITS
from policyrules.language.vocabulary import ASSUMPTION_KINDS, WORDS, Comparator, Modality, Side, Word, by_id, by_spelling
from policyrules.language.words import respace
from policyrules.passes.parse.reading import Failure
from policyrules.source import Source, Span

LONGEST_WORD = 100
"""The longest word that is taken apart, and the longest name looked for in one."""

_SIGNS = {"_COMMA": "，", "_COLON": "：", "_ASSIGN": "=", "_DUN": "、", "_LPAR": "（", "_RPAR": "）", "_LESS": "<"}
_NOTES = {"_CITE", "_ASSUME", "_STRICTNESS"}
_KINDS = {
    "NAME": ("名称", "a name"),
    "QUOTED": ("名称", "a name"),
    "NUMBER": ("数字", "a number"),
    "CODE": ("级别", "a level"),
    "DAY": ("日期", "a date"),
    "STRING": ("“文字”", "a “text”"),
    "TITLE": ("《文件名》", "a 《title》"),
    "INFIX": ("比较词（如“不少于”）", "a comparison (such as `no fewer than`)"),
    "POSTFIX": ("“及以上”“以上”等", "`and above`, `or more` and the like"),
    "MODALITY": ("程度词（如“须”“一般”）", "a word of obligation (such as `must`, `normally`)"),
    "KIND": ("假定的种类（如“分值”）", "a kind of assumption (such as `points`)"),
    "_NL": ("行末", "the end of the line"),
    "_INDENT": ("缩进的下属内容", "indented lines"),
    "_DEDENT": ("下属内容的结束", "the end of the block"),
    "$END": ("文件结束", "the end of the file"),
}


def declared_names(plain: str, side: Side) -> frozenset[str]:
    """Names a text seems to declare, found without parsing it."""
    words = by_spelling(side)
    heads = "|".join(w for w in words if words[w].section == "declarations")
    found = re.findall(rf"^[ \t]*(?:(?:{heads})[ \t]+)?([^\W\d]\w*)(?=[ \t]+as[ \t]|[ \t]*[:=])", plain, re.MULTILINE)
    return frozenset(n for n in found if n not in words)


def explain(failure: Failure, text: str, side: Side, names: Set[str], source: Source, base: int) -> tuple[Problem, int]:
    """The problem of a failed statement, and an offset in the line of ``text`` to leave out before trying again."""
    token, kind = failure.token, failure.token.type
    at = min(token.start_pos or 0, len(text) - 1)
    here = Span(source, base + at, base + max(token.end_pos or 0, at))

    def within(start: int, end: int) -> Span:
        return Span(source, base + start, base + end)

    if kind == layout.BAD_INDENT:
        line = _line_after(text, token)
        return t.UnevenIndent(span=within(line, _word_end(text, line))), line
    if kind == layout.TOO_DEEP:
        return t.TooDeep(span=here, most=layout.DEEPEST), at
    if kind == layout.TOO_LONG:
        sizes: dict[str, Any] = {"what_zh": "这一句", "what_en": "statement", "unit_zh": "个词", "unit_en": "words"}
        return t.TooLong(span=here, most=layout.LONGEST, **sizes), at
    if kind == layout.UNPAIRED:
        return t.UnpairedBracket(span=here), at
    if kind == "_INDENT":
        line = _line_after(text, token)
        return t.UnexpectedIndent(span=within(line, _word_end(text, line)), found=_first_word(text, line)), line
    if failure.before and failure.before[-1].type == "_INDENT" and failure.accepts <= _NOTES:
        line = _line_start(text, at)
        return t.UnexpectedIndent(span=here, found=here.text), line
    if failure.before and failure.before[-1].type == "_NL" and "_INDENT" in failure.accepts:
        keyword = by_spelling(side).get(here.text)  # a line that could stand here, were it indented
        if keyword and failure.takes("_INDENT", _terminal(keyword)):
            head = _first_of_line(text, _last_word(failure).start_pos or 0)
            return t.MissingBlock(span=within(head, _line_end(text, head)), head=_head(text, head)), head
    if failure.accepts == {"_INDENT"} or (kind in ("_DEDENT", "$END") and "_INDENT" in failure.accepts):
        head = _first_of_line(text, _last_word(failure).start_pos or 0)
        return t.MissingBlock(span=within(head, _line_end(text, head)), head=_head(text, head)), head
    line = _line_start(text, at if kind not in ("_NL", "_DEDENT", "$END") else (_last_word(failure).end_pos or 1) - 1)
    return _word_problem(failure, text, side, names | UNITS.keys() | BY_NAME.keys(), here, within, line), line


def _word_problem(failure: Failure, text: str, side: Side, names: Set[str], here: Span, within: Any, line: int) -> Problem:
    token, kind = failure.token, failure.token.type
    original = here.text
    words, twin = by_spelling(side), by_spelling("en" if side == "zh" else "zh")
    if kind == "STRANGE" and original in words:  # 的, which is never part of a name
        return _unexpected(failure, here, side, within)
    if kind == "STRANGE":
        return t.UnclosedQuote(span=here) if original in '“”"「」《》`' else _strange(here)
    first = words.get(original)
    if first and not failure.before and _terminal(first).startswith("_") and failure.knows(_terminal(first)):
        return t.NotIndented(span=here, found=original)
    hyphen = re.search(r"(?<![0-9.])[0-9.]++ *- *[0-9.]+", text[line : _line_end(text, line)])
    if hyphen and (failure.accepts & {"_TO", "_DASH"} or token.value == "-"):
        return range_hyphen(within(line + hyphen.start(), line + hyphen.end()))
    if "_RPAR" in failure.accepts and (kind in ("_NL", "$END", "_DEDENT") or failure.takes("_RPAR", kind)):
        opening = next(t for t in reversed(failure.before) if t.type == "_LPAR")
        return t.UnpairedBracket(span=within(opening.start_pos, opening.end_pos))
    if kind == "NAME":
        keyword = words.get(original)
        terminal = _terminal(keyword) if keyword else "NAME"
        for sign in ("_COMMA", "_COLON"):
            if failure.takes(sign, terminal):
                return p.MissingSign(span=here, found=original, sign=_SIGNS[sign])
        if original in twin and _terminal(twin[original]) in failure.accepts:
            return p.OtherVocabulary(span=here, found=original, twin=twin[original].spelt(side))
        if keyword and keyword.en not in ASSUMPTION_KINDS and not failure.knows(terminal):
            return p.LaterWord(span=here, found=original)
    if kind not in ("NAME", "STRING", "_NL", "$END", "_DEDENT"):
        for sign in ("_COMMA", "_COLON"):
            if failure.takes(sign, kind):
                return p.MissingSign(span=here, found=original, sign=_SIGNS[sign])
    for other in _line_words(failure, line):
        spaced = respace(other.value, names, side) if len(other.value) <= LONGEST_WORD else ""
        if spaced and (other is token or other.value not in names):
            return p.GluedWords(span=within(other.start_pos, other.end_pos), found=other.value, spaced=spaced)
    if kind == "NAME":
        near = suggest(original, [w.spelt(side) for w in WORDS if {f"_{w.id}", _terminal(w)} & failure.accepts])
        if near:
            return p.MisspeltKeyword(span=here, found=original, nearest=near)
    return _unexpected(failure, here, side, within)


def range_hyphen(span: Span) -> Problem:
    """What is said of numbers joined by a hyphen, which are meant as a range."""
    return p.RangeHyphen(span=span, found=span.text, range=re.sub(r"\s*[-－−]\s*", " 至 ", span.text))


def _unexpected(failure: Failure, here: Span, side: Side, within: Any) -> Problem:
    token = failure.token
    if token.type in _KINDS and token.type not in ("NAME", "QUOTED", "NUMBER"):
        what_zh, what_en = _KINDS[token.type]
    else:
        what_zh, what_en = f"“{here.text}”", f"`{here.text}`"
    if token.type in ("_NL", "_DEDENT", "$END") and failure.before:
        end = _last_word(failure).end_pos or 1
        here = within(end - 1, end)
    accepts = sorted(failure.accepts - {"_DEDENT", "$END", "STRANGE"})
    zh, en = ([_expected(t, lang, side) for t in accepts] for lang in (0, 1))
    return p.Unexpected(
        span=here, what_zh=what_zh, what_en=what_en, expected_zh="、".join(_unique(zh)), expected_en=", ".join(_unique(en))
    )


def _expected(kind: str, lang: int, side: Side) -> str:
    if kind in _SIGNS:
        return f"“{_SIGNS[kind]}”" if lang == 0 else f"`{_SIGNS[kind]}`"
    if kind in _KINDS:
        return _KINDS[kind][lang]
    word = by_id().get(kind[1:])
    return (
        word.spelt(side) if word else {"_PLUS": "+", "_MINUS": "-", "_STAR": "*", "_SLASH": "/", "_DASH": "—"}.get(kind, kind[1:])
    )


def _terminal(word: Word) -> str:
    """The terminal a keyword is read as."""
    match word:
        case Comparator():
            return "POSTFIX" if word.postfix else "INFIX"
        case Modality():
            return "MODALITY"
    return f"_{word.id}"


def _unique(items: list[str]) -> list[str]:
    return list(dict.fromkeys(items))


def _strange(here: Span) -> Problem:
    char = here.text
    shown = char if char.isprintable() else "?"
    return p.StrangeCharacter(span=here, shown=shown, point=f"U+{ord(char):04X}")


def _last_word(failure: Failure) -> Token:
    real = (t for t in reversed(failure.before) if t.type not in ("_NL", "_INDENT", "_DEDENT"))
    return next(real, failure.token)


def _line_words(failure: Failure, line: int) -> list[Token]:
    words = list(takewhile(lambda t: (t.start_pos or 0) >= line, reversed(failure.before)))
    return [t for t in (*reversed(words), failure.token) if t.type == "NAME" and (t.start_pos or 0) >= line]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _first_of_line(text: str, at: int) -> int:
    """Offset of the first character of a line that is not its indentation."""
    start = _line_start(text, at)
    line = text[start : _line_end(text, start)]
    return start + len(line) - len(line.lstrip())


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _line_after(text: str, newline: Token) -> int:
    """Offset of the first word after a run of line ends."""
    end = newline.end_pos or 0
    return min(end, len(text) - 1)


def _word_end(text: str, at: int) -> int:
    word = re.match(r"\S+", text[at:])
    return at + (word.end() if word else 1)


def _first_word(text: str, at: int) -> str:
    return re.split(r"[\s,:]", text[at : _line_end(text, at)].strip(), maxsplit=1)[0]


def _head(text: str, at: int) -> str:
    words = text[at : _line_end(text, at)].split()
    return " ".join(words[:2])
