"""Canonical text: a policy file as `fmt` writes it, in its own vocabulary or the other one."""

from __future__ import annotations

from collections.abc import Sequence, Set

from policyrules.diagnostics.base import Outcome, Problem
from policyrules.diagnostics.parse import GluedWords
from policyrules.language.vocabulary import Side
from policyrules.passes.parse import parse
from policyrules.source import Source
from policyrules.text.comments import laid_out

_MOST_ROUNDS = 20
"""How often glued words are taken apart; each time may bring to light the next in a line."""


class NotReadBackError(Exception):
    """A mistake of ours: what was to be written does not say what the file says. It is not written."""


def formatted(source: Source, side: Side | None = None, names: Set[str] = frozenset()) -> Outcome[str]:
    """The text of a file in its canonical form, in the vocabulary asked for, else in its own; or None and why.

    Comments, blank lines (one of several) and the order of everything are kept; glued words are taken apart, for which ``names``
    are those declared in other files. What does not read back as the same tree is not given but raises NotReadBackError.
    """
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n")
    own = Source(source.path, text)
    read = parse(own, names)
    for _ in range(_MOST_ROUNDS):
        glued = [q for q in read.problems if isinstance(q, GluedWords)]
        if not glued:
            break
        own = Source(source.path, _spaced(own.text, glued))
        read = parse(own, names)
    if read.value is None or read.problems:
        return Outcome(None, read.problems if own.text == text else parse(Source(source.path, text), names).problems)
    made = laid_out(read.value, side or read.value.vocabulary)
    again = parse(Source(source.path, made), names)
    if again.problems or again.value != read.value:
        raise NotReadBackError(f"{source.path} would not be read as the same rules")
    ends = "\r\n" if "\r\n" in source.text else "\n"
    mark = "\ufeff" if source.text.startswith("\ufeff") else ""
    return Outcome(mark + made.replace("\n", ends))


def _spaced(text: str, glued: Sequence[Problem]) -> str:
    """The text with glued words taken apart, each place once."""
    last = len(text) + 1
    for problem in sorted(glued, key=lambda q: -q.span.start if q.span else 0):
        if isinstance(problem, GluedWords) and problem.span and problem.span.end <= last:
            text = text[: problem.span.start] + problem.spaced + text[problem.span.end :]
            last = problem.span.start
    return text
