"""Indentation: blocks from columns, between the lexer and the parser.

Written here rather than taken from lark because lark's own keeps its state on the object (so one parser could not serve two
threads), counts every character as one column, and stops with an assertion where brackets do not pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lark import Token

DEEPEST = 50
"""The deepest nesting that is read: blocks, brackets, conditions and what stands before an operand, all taken together."""
LONGEST = 500
"""The most words in one statement line, continuation in brackets included."""

BAD_INDENT, TOO_DEEP, TOO_LONG, UNPAIRED = "BAD_INDENT", "TOO_DEEP", "TOO_LONG", "UNPAIRED"
"""Token types no rule takes: the parser stops at them and the message is made from the type."""


def columns(indent: str) -> int:
    """Width of an indentation: a tab is four columns, an ideographic space two."""
    return sum(4 if c == "\t" else 2 if c == "\u3000" else 1 for c in indent)


class Layout:
    """A lark post-lexer."""

    # Everything but keywords is read everywhere, and what is nothing else as STRANGE: so the lexer itself never fails, a keyword
    # out of place is a NAME, and every problem is found by the parser, with a whole word in hand.
    always_accept = (
        *("_NL", "NAME", "QUOTED", "STRING", "TITLE", "DAY", "CODE", "NUMBER", "STRANGE"),
        *("_ASSIGN", "_COMMA", "_COLON", "_DUN", "_LPAR", "_RPAR", "_PLUS", "_MINUS", "_STAR", "_SLASH", "_DASH"),
    )

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        return Lines().process(stream)


class Lines:
    """What is open at a place in a text: blocks, and within a line brackets and what stands before an operand.

    Every later pass goes down one step or more for each of them, so their sum is what is bounded. Between lines only ``levels``,
    the columns of the open blocks, matter.
    """

    def __init__(self, levels: Sequence[int] = (0,)) -> None:
        self.levels = list(levels)
        self._begin()

    def _begin(self) -> None:
        self.words = 0
        self.prefixes: list[dict[str, int]] = [{}]
        """For the line and for each open bracket how many 并非, minus signs and 若 are open in it."""
        self.depth = 0
        self.before = ""

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        last: Token | None = None
        for last in stream:
            if last.type == "_NL":
                if len(self.prefixes) == 1:
                    self._begin()
                    yield last
                    yield from _step(last, self.levels)
                continue
            bad = self._word(last.type)
            if bad:
                yield Token.new_borrow_pos(bad, last.value, last)
            if bad != UNPAIRED:
                yield last
        while len(self.levels) > 1:
            self.levels.pop()
            yield Token.new_borrow_pos("_DEDENT", "", last) if last else Token("_DEDENT", "")

    def _word(self, kind: str) -> str:
        """Counts a word in; the type of what is wrong with it, if anything."""
        self.words += 1
        if kind == "_RPAR" and len(self.prefixes) == 1:
            return UNPAIRED
        if kind == "_LPAR":
            self.prefixes.append({})
            self.depth += 1
        elif kind == "_RPAR":
            self.depth -= 1 + sum(self.prefixes.pop().values())
        elif kind in _PREFIXES and not (kind == "_MINUS" and self.before in _OPERAND_ENDS):
            here = self.prefixes[-1]
            here[kind] = here.get(kind, 0) + 1
            self.depth += 1
        else:
            for prefix in _CLOSES.get(kind, ("_MINUS",)):
                self.depth -= self.prefixes[-1].pop(prefix, 0)
        self.before = kind
        if self.words == LONGEST:
            return TOO_LONG
        return TOO_DEEP if self.depth + len(self.levels) > DEEPEST else ""


_PREFIXES = ("_NOT", "_MINUS", "_IF")
_NAMES = ("NAME", "QUOTED")
_OPERAND_ENDS = {*_NAMES, "NUMBER", "DAY", "CODE", "STRING", "_RPAR", "_YES", "_NO", "_NONE", "_TOTAL"}
_CLOSES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((*_NAMES, "_OF"), ()),  # -f(…) and -（…）: the sign is before the bracket too
    **dict.fromkeys(("_AND", "_OR", "_THEN", "_OTHERWISE"), ("_MINUS", "_NOT")),
    **dict.fromkeys(("_COMMA", "_RSQB"), _PREFIXES),
}
"""Which prefixes a word ends that were open before it; any that is not named here, those of the operand."""


def _step(token: Token, levels: list[int]) -> Iterator[Token]:
    indent = token.value.rsplit("\n", 1)[1].split("#", 1)[0]
    width = columns(indent)
    if width > levels[-1]:
        levels.append(width)
        yield Token.new_borrow_pos("_INDENT", indent, token)
        if len(levels) > DEEPEST:
            yield Token.new_borrow_pos(TOO_DEEP, indent, token)
        return
    while width < levels[-1]:
        levels.pop()
        yield Token.new_borrow_pos("_DEDENT", indent, token)
    if width != levels[-1]:
        yield Token.new_borrow_pos(BAD_INDENT, indent, token)
