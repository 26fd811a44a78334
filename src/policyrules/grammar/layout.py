"""Indentation: blocks from columns, between the lexer and the parser.

Written here rather than taken from lark because lark's own keeps its state on the object (so one parser could not serve two
threads), counts every character as one column, and stops with an assertion where brackets do not pair.
"""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token

DEEPEST = 50
"""The deepest nesting of blocks, brackets and conditions that is read."""
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
        levels = [0]
        depth = words = nested = prefixes = 0
        last: Token | None = None
        for token in stream:
            last = token
            kind = token.type
            if kind == "_NL":
                if depth:
                    continue
                words = nested = prefixes = 0
                yield token
                yield from _step(token, levels)
                continue
            words += 1
            nested += kind == "_IF"
            prefixes = prefixes + 1 if kind in ("_NOT", "_MINUS") else 0
            if kind == "_LPAR":
                depth += 1
            elif kind == "_RPAR":
                depth -= 1
            if depth < 0:
                depth = 0
                yield Token.new_borrow_pos(UNPAIRED, token.value, token)
                continue
            if words == LONGEST:
                yield Token.new_borrow_pos(TOO_LONG, token.value, token)
            if max(depth, nested, prefixes) == DEEPEST:
                yield Token.new_borrow_pos(TOO_DEEP, token.value, token)
            yield token
        while len(levels) > 1:
            levels.pop()
            yield Token.new_borrow_pos("_DEDENT", "", last) if last else Token("_DEDENT", "")


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
