"""Where in a file a fact stands. Readers of TOML and JSON do not tell, so it is looked for, and only when there is a problem."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping

from policyrules.diagnostics.base import Problem
from policyrules.evaluation.given import FileFacts, Table
from policyrules.source import Source, Span

Key = tuple[str, int, int]
"""Path of a key, and the stretch of the text that it is written in."""

# Possessive groups would say it shorter, but Python before 3.11.4 matches them wrongly. The alternatives begin differently, so
# nothing is tried twice; a string that does not end goes on to the end of the text.
_PART = r'(?:"[^"\\\n]*(?:\\.[^"\\\n]*)*"|\'[^\'\n]*\'|[^\s"\'=\[\]#.]+)'
_PATH = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_PLACE = re.compile(r"\[(\d+)\]")
"""The place of a record in a list, as a problem writes it."""
_TOML_LINE = re.compile(rf"^[ \t]*(?:\[\[?[ \t]*({_PATH})[ \t]*\]|({_PATH})[ \t]*=)", re.MULTILINE)
_TOML_PART = re.compile(_PART)
_LONG_STRING = re.compile(
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:"""|\Z)|\'\'\'[^\']*(?:\'(?!\'\')[^\']*)*(?:\'\'\'|\Z)', re.DOTALL
)
_JSON_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z)|[{}\[\]:,]', re.DOTALL)


def located(problems: Iterable[Problem], facts: Table) -> tuple[Problem, ...]:
    """The problems. Of facts from a file, in its order, each with the place of its fact or of the nearest table around it."""
    given = list(problems)
    if not isinstance(facts, FileFacts):
        return tuple(given)
    paths = [facts.within + _PLACE.sub(r".\1", p.where) for p in given]
    places = _first(facts.source, set(paths))
    found = []
    for problem, path in zip(given, paths, strict=True):
        span = next((places[way] for way in _ways(path) if way in places), None)
        found.append(problem.at(span) if span and problem.span is None else problem)
    return tuple(sorted(found, key=lambda p: p.span.start if p.span else 0))


def _ways(path: str) -> Iterator[str]:
    yield path
    while "." in path:
        path = path.rpartition(".")[0]
        yield path


def _first(source: Source, wanted: set[str]) -> dict[str, Span]:
    """Where these paths, and those that lead to them, are first written; reads on only while one of them is not found."""
    also = {way for path in wanted for way in _ways(path)}
    left, found = set(wanted), {}
    for path, start, end in keys(source):
        if path in also and path not in found:
            found[path] = Span(source, start, end)
            left.discard(path)
            if not left:
                break
    return found


def keys(source: Source) -> Iterator[Key]:
    """Every key of the file in order."""
    scan: Callable[[str], Iterator[Key]] = json_keys if source.path.lower().endswith(".json") else toml_keys
    return scan(source.text)


def json_keys(text: str) -> Iterator[Key]:
    frames: list[str | int] = []  # the key or place now read in each open table or list
    last: re.Match[str] | None = None
    for token in _JSON_TOKEN.finditer(text):
        sign = token[0]
        if sign == "{":
            frames.append("")
        elif sign == "[":
            frames.append(0)
        elif sign in "]}":
            frames[-1:] = []
        elif sign == "," and frames and isinstance(frames[-1], int):
            frames[-1] += 1
        elif sign == ":" and last and frames:
            frames[-1] = _unquoted(last[0])
            yield ".".join(map(str, frames)), last.start(), last.end()
        last = token


def toml_keys(text: str) -> Iterator[Key]:
    table = ""
    inside = LongStrings(text)
    records: dict[str, int] = {}  # how many records of each list there have been, by its path with the places of those around it
    for match in _TOML_LINE.finditer(text):
        if match.start() in inside:
            continue
        group = 1 if match[1] else 2
        parts = [_unquoted(part) for part in _TOML_PART.findall(match[group])]
        if group == 2:
            yield table + ".".join(parts), match.start(group), match.end(group)
            continue
        path = _placed(parts, records)
        if match[0].lstrip().startswith("[["):
            records[path] = records.get(path, -1) + 1
            path = f"{path}.{records[path]}"
        table = path + "."
        yield path, match.start(group), match.end(group)


def _placed(parts: list[str], records: Mapping[str, int]) -> str:
    """A path with the places of the records it leads through: those that came last."""
    path = parts[0]
    for part in parts[1:]:
        path = f"{path}.{records[path]}.{part}" if path in records else f"{path}.{part}"
    return path


class LongStrings:
    """The stretches of strings over several lines, which may hold what looks like a key."""

    def __init__(self, text: str) -> None:
        spans = [m.span() for m in _LONG_STRING.finditer(text)]
        self.starts, self.ends = [s for s, _ in spans], [e for _, e in spans]

    def __contains__(self, offset: int) -> bool:
        at = bisect_left(self.starts, offset)
        return at > 0 and offset < self.ends[at - 1]


def _unquoted(part: str) -> str:
    if part.startswith("'"):
        return part[1:-1]
    if part.startswith('"'):
        try:
            return str(json.loads(part, strict=False))
        except ValueError:
            return part[1:-1]
    return part
