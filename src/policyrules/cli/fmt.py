"""`policyrules fmt`: canonical text, written in place, shown as a difference, or only asked about."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from policyrules.cli.output import Output
from policyrules.cli.telling import complain
from policyrules.cli.words import say

if TYPE_CHECKING:
    from policyrules.diagnostics.base import Problem
    from policyrules.source import Source

STDIN = "-"


def fmt(args: Namespace, out: Output) -> int:
    """Format files; the exit code is 1 where one has problems, or with --check where one would change."""
    from policyrules.formatting import formatted

    side = args.lang if args.spoken else None
    problems: list[Problem] = []
    changed = 0
    for path, source, names in _sources(args.files, problems):
        made = formatted(source, side, names)
        problems += made.problems
        if made.value is None:
            continue
        changed += made.value != source.text
        if args.diff:
            out.data("".join(_difference(source, made.value)))
        elif path is None and not args.check:
            out.data(made.value)
        elif made.value != source.text and (args.check or not (failed := _written(path, made.value))):
            out.text(say("would_change" if args.check else "formatted", out.lang, file=source.path) + "\n")
        elif made.value != source.text and failed:
            problems.append(failed)
    if problems:
        complain(problems, out)
    return 1 if problems or (args.check and changed) else 0


def _sources(files: Sequence[str], problems: list[Problem]) -> Iterator[tuple[Path | None, Source, frozenset[str]]]:
    """Each file with its path, None for standard input, and the names declared in the files beside it."""
    from policyrules import project
    from policyrules.passes.parse import declared
    from policyrules.source import Source

    for name in files:
        if name == STDIN:
            text = sys.stdin.buffer.read().decode("utf-8", "replace")
            yield None, Source("<stdin>", text), frozenset()
            continue
        found = project.rules_in(Path(name))
        problems += found.problems
        beside = [x for _, x in found.value or ()]
        names = frozenset().union(*map(declared, beside))
        for path, source in found.value or ():
            if Path(name).is_dir() or path == Path(name):
                yield path, source, names


def _difference(source: Source, made: str) -> Iterator[str]:
    lines = unified_diff(source.text.splitlines(keepends=True), made.splitlines(keepends=True), source.path, source.path)
    yield from (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _written(path: Path | None, text: str) -> Problem | None:
    """Replaces a file whole, so that whatever happens there is the old one or the new one; the problem where that cannot be."""
    from policyrules.diagnostics.project import Unreadable

    assert path is not None
    real = path.resolve()
    try:
        with NamedTemporaryFile("w", encoding="utf-8", newline="", dir=real.parent, prefix=f".{real.name}.", delete=False) as file:
            file.write(text)
        os.chmod(file.name, real.stat().st_mode & 0o777)
        os.replace(file.name, real)
    except (OSError, ValueError) as error:
        return Unreadable.of(str(path), error)
    return None
