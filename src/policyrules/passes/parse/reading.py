"""Reading a statement so that it can be taken up again at any of its lines.

Lark's tables are walked here token by token. At each line end the state is marked; when a line has been blanked out, reading goes
on from the mark before it instead of from the start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import frozen
from lark import Lark, Token, Tree
from lark.parsers.lalr_analysis import Shift

from policyrules.grammar.layout import Lines

Table = Mapping[int, Mapping[str, tuple[Any, Any]]]
Place = tuple[Any, Any] | None


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
    """The parser before a line end at ``at``: tokens read, columns of open blocks, its states, and its values with their places and
    the number of children of each. Lark grows a list of children in place as a block goes on, so going back is cutting it."""

    at: int
    read: int
    levels: tuple[int, ...] = (0,)
    states: tuple[int, ...] = ()
    values: tuple[tuple[Any, int, Place], ...] = ()

    def restore(self, stack: _Stack) -> None:
        for value, count, _ in self.values:
            if isinstance(value, Tree):
                del value.children[count:]
        if self.states:
            stack.states[:] = self.states
            stack.values[:] = [value for value, _, _ in self.values]
            stack.places[:] = [place for _, _, place in self.values]


class _Stack:
    """What an LALR(1) parser has in hand: its states, and the value and the place in the text of everything read so far.

    Lark's own feeding does the same, but takes twice the time with the places, of which it keeps twelve figures for every node.
    """

    def __init__(self, state: Any) -> None:
        conf = state.parse_conf
        self.table, self.callbacks, self.end = conf.states, conf.callbacks, conf.end_state
        self.states: list[int] = state.state_stack  # where the contextual lexer looks as well
        self.values: list[Any] = []
        self.places: list[Place] = []

    def take(self, token: Token) -> bool:
        """Go on with a token; False where it cannot come."""
        states, values, places, kind = self.states, self.values, self.places, token.type
        while found := self.table[states[-1]].get(kind):
            action, target = found
            if action is Shift:
                states.append(target)
                values.append(token)
                places.append((token.start_pos, token.end_pos))
                return True
            if len(target.expansion) == 1:  # most are
                states.pop()
                kids, place = [values.pop()], places.pop()
            else:
                left = len(values) - len(target.expansion)
                kids, place = values[left:], _whole(places[left:])
                del states[left + 1 :], values[left:], places[left:]
            value = self.callbacks[target](kids)
            states.append(self.table[states[-1]][target.origin.name][1])
            values.append(value)
            places.append(place if len(kids) == 1 and value is kids[0] else _placed(value, place))
            if kind == "$END" and states[-1] == self.end:
                return True
        return False


def _whole(places: Sequence[Place]) -> Place:
    """From the beginning of the first of some places to the end of the last; None where nothing has one."""
    there = [place for place in places if place is not None]
    return (there[0][0], there[-1][1]) if there else None


def _placed(value: Any, place: Place) -> Place:
    """The place of what was made, told to a tree that has none; a tree made before keeps its own, without brackets around it."""
    if isinstance(value, Tree):
        meta = value.meta
        if place is not None and meta.empty:
            meta.start_pos, meta.end_pos = place
            meta.empty = False
        return place
    return (value.start_pos, value.end_pos) if isinstance(value, Token) else None


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
        stack = _Stack(parser.parser_state)
        mark.restore(stack)
        lines = Lines(mark.levels)
        lexer: Any = parser.lexer_thread.lexer  # the contextual lexer and the layout; the layout here begins where it was
        for token in lines.process(_moved(lexer.lexer.lex(parser.lexer_thread.state, parser.parser_state), mark.at)):
            if token.type == "_NL":
                self._mark(token, stack, lines)
            before = tuple(stack.states)
            self.line.append((token, before))
            if not stack.take(token):
                return self._failure(token, before, stack)
            self.read.append(token)
            if token.type == "_NL":
                self.line.clear()
        before = tuple(stack.states)
        end = Token.new_borrow_pos("$END", "", self.read[-1]) if self.read else Token("$END", "", 0, 1, 1)
        if not stack.take(end):
            self.line.append((end, before))
            return self._failure(end, before, stack)
        tree: Tree[Token] = stack.values[-1]
        return tree

    def _mark(self, token: Token, stack: _Stack, lines: Lines) -> None:
        at = token.start_pos or 0
        if at <= self.marks[-1].at:
            return
        counts = (len(v.children) if isinstance(v, Tree) else 0 for v in stack.values)
        values = tuple(zip(stack.values, counts, stack.places, strict=True))
        self.marks.append(_Mark(at, len(self.read), tuple(lines.levels), tuple(stack.states), values))

    def _failure(self, token: Token, states: tuple[int, ...], stack: _Stack) -> Failure:
        return Failure(token, self.read, self.line, states, stack.table, stack.end)


def _moved(tokens: Iterator[Token], by: int) -> Iterator[Token]:
    for token in tokens:
        if by:
            token.start_pos = (token.start_pos or 0) + by
            token.end_pos = (token.end_pos or 0) + by
        yield token
