"""Reading a statement so that it can be taken up again at any of its lines.

Lark's own parser is fed token by token. At each line end its state is marked; when a line has been blanked out, reading goes on
from the mark before it instead of from the start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import frozen
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_analysis import Shift

from policyrules.grammar.layout import Lines

Table = Mapping[int, Mapping[str, tuple[Any, Any]]]


@frozen(slots=False)
class Failure:
    """Where reading stopped: the token that could not be taken, the ones before it, and the parser's states just before it.

    ``line`` has the tokens since the last line end, the one that could not be taken included, each with the states before it.
    """

    token: Token
    before: Sequence[Token]
    line: Sequence[tuple[Token, Sequence[int]]]
    states: Sequence[int]
    table: Table
    end: int

    @cached_property
    def accepts(self) -> set[str]:
        """Types of the tokens that could have come."""
        return {kind for kind in self.table[self.states[-1]] if kind.isupper() and self.takes(kind)}

    def takes(self, *kinds: str, place: int = -1) -> bool:
        """Whether the parser could go on with tokens of these types, where it stopped or at another place in ``line``."""
        stack = list(self.line[place][1])
        return all(self._take(stack, kind) for kind in kinds)

    def knows(self, kind: str) -> bool:
        """Whether the grammar has a place for tokens of this type at all."""
        return any(kind in row for row in self.table.values())

    def _take(self, stack: list[int], kind: str) -> bool:
        """What the parser does with a token, on the states alone: nothing is built."""
        while kind in self.table[stack[-1]]:
            action, target = self.table[stack[-1]][kind]
            if action is Shift:
                stack.append(target)
                return True
            del stack[len(stack) - len(target.expansion) :]
            stack.append(self.table[stack[-1]][target.origin.name][1])
            if kind == "$END" and stack[-1] == self.end:
                return True
        return False


@frozen
class _Mark:
    """The parser before a line end at ``at``: tokens read, columns of open blocks, its states, and its values with the number of
    children of each. Lark grows a list of children in place as a block goes on, so going back is cutting it."""

    at: int
    read: int
    levels: tuple[int, ...] = (0,)
    states: tuple[int, ...] = ()
    values: tuple[tuple[Any, int], ...] = ()

    def restore(self, state: Any) -> None:
        for value, count in self.values:
            if isinstance(value, Tree):
                del value.children[count:]
        if self.states:
            state.state_stack[:] = self.states
            state.value_stack[:] = [value for value, _ in self.values]


class Reading:
    """One statement being read."""

    def __init__(self, lark: Lark) -> None:
        self.lark = lark
        self.read: list[Token] = []
        self.line: list[tuple[Token, tuple[int, ...]]] = []
        self.marks = [_Mark(0, 0)]

    def back(self, at: int) -> None:
        """Take up reading, when it is next run, at the last line end before an offset."""
        while len(self.marks) > 1 and self.marks[-1].at >= at:
            self.marks.pop()

    def run(self, text: str) -> Tree[Token] | Failure:
        """The tree of a text, or where reading it failed. Up to the last mark the text is as it was before."""
        mark = self.marks[-1]
        del self.read[mark.read :]
        self.line.clear()
        parser = self.lark.parse_interactive(text[mark.at :])
        state: Any = parser.parser_state
        mark.restore(state)
        lines = Lines(mark.levels)
        lexer: Any = parser.lexer_thread.lexer  # the contextual lexer and the layout; the layout here begins where it was
        for token in lines.process(_moved(lexer.lexer.lex(parser.lexer_thread.state, state), mark.at)):
            if token.type == "_NL":
                self._mark(token, state, lines)
            before = tuple(state.state_stack)
            self.line.append((token, before))
            try:
                parser.feed_token(token)
            except UnexpectedToken:
                return self._failure(token, before, state)
            self.read.append(token)
            if token.type == "_NL":
                self.line.clear()
        before = tuple(state.state_stack)
        end = Token.new_borrow_pos("$END", "", self.read[-1]) if self.read else Token("$END", "", 0, 1, 1)
        try:
            tree: Tree[Token] = parser.feed_token(end)
        except UnexpectedToken:
            self.line.append((end, before))
            return self._failure(end, before, state)
        return tree

    def _mark(self, token: Token, state: Any, lines: Lines) -> None:
        at = token.start_pos or 0
        if at <= self.marks[-1].at:
            return
        values = tuple((v, len(v.children) if isinstance(v, Tree) else 0) for v in state.value_stack)
        self.marks.append(_Mark(at, len(self.read), tuple(lines.levels), tuple(state.state_stack), values))

    def _failure(self, token: Token, states: tuple[int, ...], state: Any) -> Failure:
        return Failure(token, self.read, self.line, states, state.parse_conf.states, state.parse_conf.end_state)


def _moved(tokens: Iterator[Token], by: int) -> Iterator[Token]:
    for token in tokens:
        if by:
            token.start_pos = (token.start_pos or 0) + by
            token.end_pos = (token.end_pos or 0) + by
        yield token
