"""parse: a source to its surface tree.

A file is read statement by statement: a line that begins in the first column begins one. When a statement does not parse, the
problem is told, the offending line (and what is indented below it) is blanked out and reading goes on from the line before it, so
that one slip does not hide the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Set

from attrs import frozen
from lark import Token, Tree

from policyrules.diagnostics import parse as p
from policyrules.diagnostics import structure as t
from policyrules.diagnostics.base import Outcome, Problem
from policyrules.grammar.build import Builder
from policyrules.grammar.layout import columns
from policyrules.grammar.loader import parser
from policyrules.language import surface as s
from policyrules.language.characters import normalise
from policyrules.language.vocabulary import Side, by_spelling
from policyrules.passes.parse.notation import range_hyphen
from policyrules.passes.parse.reading import Failure, Reading
from policyrules.passes.parse.slips import declared_names, explain
from policyrules.passes.parse.written import misread
from policyrules.source import Source, Span

MOST_CHARACTERS = 100_000
MOST_IN_LINE = 5_000
MOST_PROBLEMS = 20
"""Problems told for one file; a text that is not a policy at all would otherwise be answered with hundreds."""
MOST_RETRIES = 100
"""Lines of one file left out because they could not be read, those included that are not told because others explain them."""


Kept = MutableMapping[tuple[str, str], tuple[s.Header | s.Statement, ...]]
"""Statements that were read without a problem, by the path of their file and their text."""


def parse(source: Source, names: Set[str] = frozenset(), kept: Kept | None = None) -> Outcome[s.File]:
    """The surface tree of a source, without the statements that could not be read, and every problem met.

    ``names`` are names declared in the pack's other files; they help to take glued words apart. With ``kept`` a statement that
    stands there is not read again, and its spans stay those of the source that it was read in.
    """
    text = source.text
    if len(text) > MOST_CHARACTERS:
        return Outcome(None, (t.TooLong(span=Span(source, 0, 1), what_zh="文件", what_en="file", most=MOST_CHARACTERS),))
    long = next((n for n, line in enumerate(text.split("\n"), 1) if len(line) > MOST_IN_LINE), 0)
    if long:
        start = source.starts[long - 1]
        return Outcome(None, (t.TooLong(span=Span(source, start, start + 1), what_zh="这一行", what_en="line", most=MOST_IN_LINE),))
    plain = normalise(text)
    side = vocabulary(plain)
    own = declared_names(plain, side)
    known = names if own <= names else names | own  # of a pack they are all there already, and it may have very many
    problems: list[Problem] = []
    statements: list[s.Header | s.Statement] = []
    retries = MOST_RETRIES
    for start, end in _statements(plain):
        if len(problems) >= MOST_PROBLEMS or not retries:
            break
        key, before = (source.path, text[start:end]), len(problems)
        if kept is not None and key in kept:
            statements += kept[key]
            continue
        made, retries = _statement(_Chunk(source, side, known, start), plain[start:end] + "\n", problems, retries)
        statements += made
        if kept is not None and len(problems) == before:
            kept[key] = tuple(made)
    header = next((x for x in statements[:1] if isinstance(x, s.Header)), None)
    problems += [t.MisplacedHeader(span=x.span) for x in statements[1:] if isinstance(x, s.Header)]
    body = tuple(x for x in statements if not isinstance(x, s.Header))
    problems.sort(key=lambda problem: problem.place())
    return Outcome(s.File(side, header, body, span=Span(source, 0, len(text))), tuple(problems))


def declared(source: Source) -> frozenset[str]:
    """Names a source seems to declare, found without parsing it."""
    plain = normalise(source.text[:MOST_CHARACTERS])
    return declared_names(plain, vocabulary(plain))


def vocabulary(plain: str) -> Side:
    """The vocabulary of a file, told by its first word: English if that is an English keyword or ASCII, else Chinese."""
    first = re.search(r"^[ \t]*([^\W\d]\w*)", re.sub(r"^\ufeff|#[^\n]*", "", plain), re.MULTILINE)
    if first is None or first[1] in by_spelling("zh"):
        return "zh"
    return "en" if first[1].isascii() else "zh"


@frozen
class _Chunk:
    source: Source
    side: Side
    names: Set[str]
    base: int


def _statements(plain: str) -> Iterator[tuple[int, int]]:
    """Stretches of the text that begin at a line in the first column and run to the next such line."""
    starts = [m.start() for m in re.finditer(r"^(?!\ufeff?[ \t\u3000]*(?:#|$))(?![ \t\u3000])", plain, re.MULTILINE)]
    if not starts:  # a file indented throughout, or one that says nothing
        starts = [m.start() for m in re.finditer(r"^[ \t\u3000]*[^\s#\ufeff]", plain, re.MULTILINE)][:1]
    yield from zip(starts, [*starts[1:], len(plain)][: len(starts)], strict=True)


def _statement(chunk: _Chunk, text: str, problems: list[Problem], retries: int) -> tuple[list[s.Header | s.Statement], int]:
    """What a stretch of text says, and how many more lines may be left out."""
    whole = text = text.replace("\ufeff", " ", 1) if chunk.base == 0 else text
    reading = Reading(parser(chunk.side))
    before, left_out = len(problems), list[Problem]()
    made: list[s.Header | s.Statement] = []
    while len(problems) < MOST_PROBLEMS and retries:
        done = reading.run(text)
        if not isinstance(done, Failure):
            made = _build(chunk, done, whole, text, problems)
            break
        retries -= 1
        problem, line = explain(done, text, chunk.side, chunk.names, chunk.source, chunk.base)
        blanked = isinstance(problem, t.MissingBlock) and _has_block(whole, line)  # its lines are the ones blanked out
        if blanked or _unindented(problem, problems):
            left_out.append(problem)
        else:
            problems.append(problem)
        start = text.rfind("\n", 0, line) + 1
        text = _blank(text, start, alone=isinstance(problem, t.UnevenIndent))
        reading.back(start)
        if not text.strip():
            break
    if len(problems) == before and not any(isinstance(p, t.MissingBlock) for p in problems):
        problems += left_out[:1]  # whatever the reason, nothing is left out without a word
    return made, retries


def _build(chunk: _Chunk, tree: Tree[Token], whole: str, text: str, problems: list[Problem]) -> list[s.Header | s.Statement]:
    """The statements of a tree; ``text`` is ``whole`` without the lines left out."""
    builder = Builder(chunk.source, chunk.side, chunk.base)
    made = builder.statements(tree)
    problems += [p.NoSuchDay(span=span, found=span.text) for span in builder.bad_days]
    problems += [p.OtherNotation(span=span, found=span.text, instead=day.isoformat()) for span, day in builder.dates]
    problems += [range_hyphen(span, normalise(span.source.text), chunk.side) for span in builder.hyphens]
    meant = [m for name, grade in builder.bare if (m := misread(name, chunk.names, chunk.side, grade))]
    problems += meant
    problems += [t.CombinedTwice(span=span, found=span.text) for span in builder.combines]
    problems += [t.SecondCondition(span=span, found=span.text) for span in builder.extra]
    problems += [t.SourceTwice(span=span, found=span.text[1:-1]) for span in builder.sources]
    problems += [t.CountMisplaced(span=span, found=span.text) for span in builder.uncounted]
    problems += [p.ReservedName(span=span, found=span.text) for span in builder.reserved]
    lists = ((span, listed) for span, listed in builder.lists if not (listed and _lost(whole, text, span.start - chunk.base)))
    glued = any(isinstance(m, p.GluedWords) for m in meant)  # 下列全部, which is the head of the list
    problems += [t.ListWithoutHead(span=span, listed=listed) for span, listed in lists if listed or not glued]
    return made


def _unindented(problem: Problem, problems: list[Problem]) -> bool:
    """Whether a line is told of only because it should stand indented below a head that was told to have nothing below it."""
    heads = {h.span.source.position(h.span.start)[0] for h in problems if isinstance(h, t.MissingBlock) and h.span}
    if not heads or problem.span is None:
        return False
    source = problem.span.source
    number, column = source.position(problem.span.start)
    own = _indent(source.line(number))
    if len(own) != column - 1:
        return False
    while number > 1:
        number -= 1
        line = source.line(number)
        if line.strip() and columns(_indent(line)) != columns(own):
            return False
        if number in heads:
            return True
    return False


def _has_block(text: str, at: int) -> bool:
    return any(text[start:end].strip() for start, end in _below(text, text.rfind("\n", 0, at) + 1))


def _lost(whole: str, text: str, at: int) -> bool:
    """Whether a line below the one at an offset was left out."""
    return any(whole[start:end] != text[start:end] for start, end in _below(whole, whole.rfind("\n", 0, at) + 1))


def _blank(text: str, start: int, *, alone: bool) -> str:
    """The text with the line that begins at an offset made blank and, unless ``alone``, the lines indented deeper below it."""
    end = _line_end(text, start)
    if not alone:
        *_, (_, end) = [(start, end), *_below(text, start)]
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


def _below(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The lines below the one that begins at an offset, as long as they are blank or indented deeper."""
    end = _line_end(text, start)
    own = columns(_indent(text[start:end]))
    while end < len(text):
        start, end = end + 1, _line_end(text, end + 1)
        line = text[start:end]
        if line.strip() and columns(_indent(line)) <= own:
            return
        yield start, end


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t\u3000"))]
