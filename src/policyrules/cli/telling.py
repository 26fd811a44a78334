"""How every command tells what it has to tell: problems, a form for a program, and wrong usage."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from policyrules.cli.arguments import PROGRAM, WRONG_USAGE, Stop
from policyrules.cli.output import Output

if TYPE_CHECKING:
    from policyrules.diagnostics.base import Problem

PROBLEMS = 1


def complain(problems: Iterable[Problem], out: Output) -> int:
    """Problems in prose, on standard error; the exit code."""
    from policyrules.cli.report import told

    out.complain("\n".join(told(tuple(problems), out.lang, out.colour(sys.stderr))) + "\n")
    return PROBLEMS


def refuse(problems: Sequence[Problem], format: str, out: Output) -> int:
    """Problems in the form asked for; the exit code."""
    if format != "json":
        return complain(problems, out)
    as_json({"problems": [p.to_dict(out.lang) for p in problems]}, out)
    return PROBLEMS


def put(text: str, format: str, out: Output) -> None:
    """A text, for people or as the data that its format is."""
    (out.text if format == "text" else out.data)(text)


def as_json(form: Any, out: Output) -> None:
    """A form for a program."""
    out.data(json.dumps(form, ensure_ascii=False, indent=2) + "\n")


def stop(command: str, why: str, out: Output, code: int = WRONG_USAGE) -> NoReturn:
    """Raises Stop with why a command does not run."""
    raise Stop(f"{PROGRAM} {command}{'：' if out.lang == 'zh' else ': '}{why}\n", code)
