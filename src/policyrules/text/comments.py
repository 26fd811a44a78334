"""A file printed anew, with the comments and blank lines it had.

A comment on a line of its own belongs to the line of rules below it, one behind a line to that line. Where a line went is known by
which line its first node began in (`lines.Line`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set

from attrs import define, field

from policyrules.language import surface as s
from policyrules.language.characters import normalise
from policyrules.language.vocabulary import Side
from policyrules.source import Source
from policyrules.text.fmt import Printer
from policyrules.text.lines import Line, aligned

_PIECE = re.compile(r"“(?:[^“”\n]|“[^“”\n]*”)*”|\"[^\"\n]*\"|「[^」\n]+」|`[^`\n]+`|《[^》\n]+》|#[^\n]*")
"""Texts, quoted names and titles, in which # is nothing special, and comments."""
_INDENT = " \t\u3000\ufeff"


@define
class _Written:
    """A line of the file that says something: where that begins, what stands above it since the last such line, and behind it."""

    at: int
    column: int
    above: list[tuple[int, str]] = field(factory=list)
    """Comments with their columns, "" for a blank line."""
    behind: str = ""
    belongs: bool = False
    """It holds annotations of the line above it, with which they may be printed."""


def laid_out(file: s.File, side: Side) -> str:
    """The text of a file in one vocabulary, in the form `fmt` gives it, with every comment of the source it was read from.

    Of several blank lines one is kept, and none at the beginning. Statements of more than one line stand apart.
    """
    written, end = _read(file.span.source)
    held = {line.at for line in written if line.behind or line.above}
    printer = Printer(side, held)
    blocks = printer.blocks(file)
    printed = [line for block in blocks for line in block]
    begins = [one.at for one in written]
    for number in _belonging(file, printer, begins):
        written[number].belongs = True
    starts = [_begun(line, begins, printer.annotated) for line in printed]
    for n in range(1, len(starts)):
        starts[n] = max(starts[n], starts[n - 1])
    apart = _apart(file, blocks)
    mapped: dict[int, list[int]] = {}
    for number in range(len(written)):
        mapped.setdefault(_place(number, starts), []).append(number)
    aboves: list[list[str]] = []
    ends: list[str] = []
    for n, line in enumerate(printed):
        here = mapped.get(n, [])
        above = [x for number in here for x in _above(number, written, printed, starts)]
        behind = [written[number].behind for number in here if written[number].behind]
        above += [_indent(line) + text for text in behind[:-1]]
        if n in apart and "" not in above:
            above.insert(next((i for i, text in enumerate(above) if _indent(text) <= _indent(line)), len(above)), "")
        aboves.append(above)
        ends.append(f"    {behind[-1]}" if behind else "")
    even = aligned(printed, [bool(above) for above in aboves])
    lines = [x for above, line, end_ in zip(aboves, even, ends, strict=True) for x in (*above, line + end_)]
    lines += _above(len(written), [*written, _Written(len(file.span.source.text), 0, end)], printed, starts)
    return "\n".join(_single(lines)) + "\n"


def _belonging(file: s.File, printer: Printer, begins: Sequence[int]) -> Iterator[int]:
    """Numbers of the lines that hold annotations, or the reason of a passage, of the line above them."""
    yield from (number for number, at in enumerate(begins) if at in printer.annotated)
    for node in file.statements:
        if isinstance(node, s.Unruled) and node.reason:
            number = bisect_right(begins, node.reason.span.start) - 1
            if begins[number] > node.span.start:
                yield number


def _begun(line: str, begins: Sequence[int], annotated: Set[int]) -> int:
    """The line of the file in which a printed one begins; -1 where that is not known, or it was the end of another."""
    if not isinstance(line, Line) or line.at is None:
        return -1
    number = bisect_right(begins, line.at) - 1
    return -1 if line.at in annotated and begins[number] != line.at else number


def _read(source: Source) -> tuple[list[_Written], list[tuple[int, str]]]:
    """The lines of a source that say something, and what stands below the last of them."""
    plain = normalise(source.text)
    comments = {m.start(): m[0] for m in _PIECE.finditer(plain) if m[0].startswith("#")}
    places = sorted(comments)
    found: list[_Written] = []
    pending: list[tuple[int, str]] = []
    for start in source.starts:
        line_end = plain.find("\n", start)
        line_end = len(plain) if line_end < 0 else line_end
        at = next((i for i in range(start, line_end) if plain[i] not in _INDENT), line_end)
        n = bisect_right(places, at - 1)
        mark = places[n] if n < len(places) and places[n] < line_end else line_end
        comment = source.text[mark:line_end].rstrip() if mark < line_end else ""
        comment = f"#{comment[1:]}" if comment else ""
        if not plain[at:mark].strip():
            pending.append((at - start, comment))
            continue
        found.append(_Written(at, at - start, pending, comment))
        pending = []
    return found, pending


def _place(number: int, starts: Sequence[int]) -> int:
    """The printed line that holds what a line of the file said."""
    return max(bisect_left(starts, starts[bisect_right(starts, number) - 1]), 0)


def _above(number: int, written: Sequence[_Written], printed: Sequence[str], starts: Sequence[int]) -> list[str]:
    """What stands above a line (or at the end), indented as the line it goes with is now: that one, or one before it that is not
    deeper."""
    lines: list[str] = []
    for column, text in written[number].above:
        goes_with = next((n for n in _ended(number, written) if written[n].column <= column), number)
        own = printed[_place(goes_with, starts)] if printed and written[goes_with].column else ""
        lines.append(_indent(own) + text if text else "")
    return lines


def _ended(number: int, written: Sequence[_Written]) -> Iterator[int]:
    """Of the blocks that end above a line, the last line of each, the innermost first."""
    column = None
    for n in range(number - 1, -1, -1):
        if written[n].belongs:
            continue
        if written[n].column <= written[number].column:
            return
        if column is None or written[n].column < column:
            yield n
        column = written[n].column if column is None else min(column, written[n].column)


def _apart(file: s.File, blocks: Sequence[Sequence[str]]) -> set[int]:
    """Numbers of the printed lines before which there is always a blank one: where a statement begins, and it or the one before it
    is a block. What says one thing is none, though its annotations may stand below it in one of the vocabularies."""
    nodes = [*([file.header] if file.header else []), *(x.what if isinstance(x, s.Amend) else x for x in file.statements)]
    wide = [len(x) > 1 and not isinstance(n, s.Parameter | s.Let | s.Unruled) for n, x in zip(nodes, blocks, strict=True)]
    found, number = set(), 0
    for before, here, block in zip([False, *wide], wide, blocks, strict=False):
        if number and (before or here):
            found.add(number)
        number += len(block)
    return found


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _single(lines: Sequence[str]) -> Iterator[str]:
    """The lines without blank ones at the beginning, at the end and beside others."""
    last = ""
    for n, line in enumerate(lines):
        if line or (last and any(lines[n:])):
            yield line
        last = line
