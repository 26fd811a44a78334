"""What went wrong where a statement does not parse: from the place the parser stopped at to the problem a person can mend."""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import takewhile
from typing import Any

from lark import Token

from policyrules.diagnostics import naming as n
from policyrules.diagnostics import parse as p
from policyrules.diagnostics import structure as t
from policyrules.diagnostics import targets as d
from policyrules.diagnostics.base import Problem, suggest
from policyrules.grammar import layout
from policyrules.language.builtins import BY_NAME
from policyrules.language.units import UNITS
from policyrules.language.vocabulary import WORDS, Side, by_spelling, word
from policyrules.language.words import respace
from policyrules.passes.parse.expected import expected
from policyrules.passes.parse.reading import Failure
from policyrules.passes.parse.written import LONGEST_WORD, Slip, put_right, sign, terminal
from policyrules.source import Source, Span

_NOTES = {"_CITE", "_ASSUME", "_STRICTNESS", "_WHEN_THERE_ARE_NONE"}


def declared_names(plain: str, side: Side) -> frozenset[str]:
    """Names a text seems to declare, found without parsing it; very long ones help nobody."""
    words = by_spelling(side)
    heads = "|".join(w for w in words if words[w].section == "declarations")
    subject = word("subject").spelt(side)
    after = rf"[」`]?(?=[ \t]+(?:as|{subject})[ \t]|[ \t]*(?:“[^”\n]*”[ \t]*)?[:=])"
    found = re.findall(rf"^[ \t]*(?:(?:{heads})[ \t]+){{0,2}}[「`]?([^\W\d]\w*){after}", plain, re.MULTILINE)
    lists = "|".join(word(w).spelt(side) for w in ("levels", "one of"))
    for choices in re.findall(rf"[:\s](?:{lists})[ \t]([^\n,#]+)", plain):
        found += re.findall(r"[^\W\d]\w*", choices)
    return frozenset(name for name in found if len(name) <= LONGEST_WORD)


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
        if keyword and failure.takes("_INDENT", terminal(keyword)):
            head = _first_of_line(text, _last_word(failure).start_pos or 0)
            return t.MissingBlock(span=within(head, _line_end(text, head)), head=_head(text, head)), head
    if failure.accepts == {"_INDENT"} or (kind in ("_DEDENT", "$END") and "_INDENT" in failure.accepts):
        head = _first_of_line(text, _last_word(failure).start_pos or 0)
        return t.MissingBlock(span=within(head, _line_end(text, head)), head=_head(text, head)), head
    line = _line_start(text, at if kind not in ("_NL", "_DEDENT", "$END") else (_last_word(failure).end_pos or 1) - 1)
    return _word_problem(Slip(failure, text, line, _line_end(text, line), side, names, within), here), line


def _word_problem(slip: Slip, here: Span) -> Problem:
    failure, kind, original = slip.failure, slip.failure.token.type, here.text
    first = by_spelling(slip.side).get(original)
    if failure.accepts == {"_MINUS"} and kind == "NAME":
        return p.RecordWithoutDash(span=here, found=original)
    if kind == "STRANGE" and first:  # 的, which is never part of a name
        return slip.sign() or _unexpected(slip, here)
    if written := slip.notation() or (slip.sign() if kind == "STRANGE" else None):
        return written
    if kind == "STRANGE":
        return t.UnclosedQuote(span=here) if original in '“”"「」《》`' else _strange(here)
    if first and not failure.before and terminal(first).startswith("_") and failure.knows(terminal(first)):
        return t.NotIndented(span=here, found=original)
    if meant := slip.phrase() or slip.range():
        return meant
    if kind == "_PLUS" and "_RSQB" in failure.accepts:
        return n.SeveralInBrackets(span=here)
    for opens, closes in (("_LPAR", "_RPAR"), ("_LSQB", "_RSQB")):
        if closes in failure.accepts and (kind in ("_NL", "$END", "_DEDENT") or failure.takes(closes, kind)):
            opening = next(t for t in reversed(failure.before) if t.type == opens)
            return t.UnpairedBracket(span=slip.within(opening.start_pos or 0, opening.end_pos or 0))
    return _keyword_problem(slip, here) or _glued(slip) or _misspelt(slip, here) or _due(slip, here) or _unexpected(slip, here)


def _keyword_problem(slip: Slip, here: Span) -> Problem | None:
    """What is wrong about a keyword, or the lack of one, where reading stopped."""
    failure, kind, original = slip.failure, slip.failure.token.type, here.text
    twin = by_spelling("en" if slip.side == "zh" else "zh")
    keyword = by_spelling(slip.side).get(original) if kind == "NAME" else None
    stands = terminal(keyword) if keyword else kind
    if kind not in ("STRING", "_NL", "$END", "_DEDENT"):
        for missing in ("_COMMA", "_COLON"):
            if failure.takes(missing, stands):
                return p.MissingSign(span=here, found=original, sign=sign(missing, slip.side))
    if "_PLUS" in failure.accepts and "_MINUS" not in failure.accepts:  # parts of a name
        if kind in ("_DUN", "_COMMA", "_MINUS", "_DASH"):
            return p.MisspeltKeyword(span=here, found=original, nearest="+")
        if failure.takes("_PLUS", kind) and not keyword:
            return p.MissingSign(span=here, found=original, sign="+")
    if kind == "NAME" and original in twin and terminal(twin[original]) in failure.accepts:
        return p.OtherVocabulary(span=here, found=original, twin=twin[original].spelt(slip.side))
    if meant := slip.figures() or slip.comparison() or slip.synonym() or slip.sign():
        return meant
    return None


def _glued(slip: Slip) -> Problem | None:
    names = (slip.names - by_spelling(slip.side).keys()) | UNITS.keys() | BY_NAME.keys()
    for other in _line_words(slip.failure, slip.start):
        spaced = respace(other.value, names, slip.side) if len(other.value) <= LONGEST_WORD else ""
        if spaced and (other is slip.failure.token or other.value not in names):
            span = slip.within(other.start_pos or 0, other.end_pos or 0)
            return p.GluedWords(span=span, found=other.value, spaced=put_right(spaced, names, slip.side))
    return None


def _misspelt(slip: Slip, here: Span) -> Problem | None:
    accepts = slip.failure.accepts
    known = [w.spelt(slip.side) for w in WORDS if {f"_{w.id}", terminal(w)} & accepts]
    near = suggest(here.text, known) if slip.failure.token.type == "NAME" else ""
    return p.MisspeltKeyword(span=here, found=here.text, nearest=near) if near else None


def _due(slip: Slip, here: Span) -> Problem | None:
    """A row of a target that lacks its day or what is to be reached by it."""
    failure = slip.failure
    row = [t for t in failure.before if (t.start_pos or 0) >= slip.start and t.type not in ("_NL", "_INDENT", "_DEDENT")]
    if not row and "DAY" in failure.accepts and "NUMBER" not in failure.accepts:
        return d.DueWithoutDay(span=here, found=here.text)
    kinds = {t.type for t in row}
    if row and row[0].type == "DAY" and not kinds & {"INFIX", "POSTFIX", "_NOT_MEASURABLE"}:
        start = row[0].start_pos or 0
        line, day = slip.within(start, slip.end), slip.within(start, row[0].end_pos or 0)
        return d.DueWithoutComparison(span=line, found=line.text.strip(), day=day.text)
    return None


def _unexpected(slip: Slip, here: Span) -> Problem:
    failure, found = slip.failure, here.text
    if failure.token.type in ("_NL", "_INDENT", "_DEDENT", "$END"):
        end = _last_word(failure).end_pos or 1
        here, found = slip.within(end - 1, end) if failure.before else here, ""
    expected_zh, expected_en = expected(failure.accepts, slip.side)
    return p.Unexpected(span=here, found=found, expected_zh=expected_zh, expected_en=expected_en)


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
