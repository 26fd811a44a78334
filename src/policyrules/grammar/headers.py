"""What a header says of packs, found without parsing it: who this is, and who stands above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policyrules.language.characters import normalise
from policyrules.source import Source, Span

MOST_CHARACTERS = 20_000
"""How far into a file a header is looked for."""
_NAME = r"(?:「([^」]+)」|`([^`]+)`|([^\W\d]\w*))"
_POLICY = re.compile(rf"[ \t\u3000]*(?:政策|policy)[ \t\u3000]+{_NAME}")
_UNDER = re.compile(rf"[ \t\u3000]+(?:上位文件|under)[ \t\u3000]+{_NAME}[ \t\u3000]*(?=$|#|假定|依据|assume|cite)")


def named(sources: Iterable[Source]) -> str:
    """The name a pack gives itself; "" where no header is found."""
    return next((span.text for span in _found(sources, _POLICY)), "")


def under(sources: Iterable[Source]) -> Span | None:
    """The name of the pack that a pack stands under."""
    return next(_found(sources, _UNDER), None)


def _found(sources: Iterable[Source], pattern: re.Pattern[str]) -> Iterator[Span]:
    """Where the lines of headers hold a name in a pattern."""
    for source in sources:
        for at, line in _header(source):
            if (found := pattern.match(line)) and found.lastindex:
                start, end = found.span(found.lastindex)
                yield Span(source, at + start, at + end)


def _header(source: Source) -> Iterator[tuple[int, str]]:
    """The lines of a source's header, each with its offset."""
    at, inside = 0, False
    for line in normalise(source.text[:MOST_CHARACTERS]).replace("\ufeff", " ").split("\n"):
        says = line.strip() and not line.lstrip().startswith("#")
        if says and (line[0] not in " \t\u3000" if inside else not _POLICY.match(line)):
            return
        inside = inside or bool(says)
        if says:
            yield at, line
        at += len(line) + 1
