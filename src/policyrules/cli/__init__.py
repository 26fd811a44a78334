"""The command line: arguments in, rendering out.

Exit codes: 0 good, 1 problems found, 2 wrong usage; and, as shells have it, 130 after Ctrl-C, 141 when the reader of a pipe went
away, 70 when policyrules itself failed.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence

from policyrules.cli.arguments import Stop, parse
from policyrules.cli.output import Output, UnwritableError
from policyrules.cli.words import say, spoken

__all__ = ["main"]

_PROBLEMS, _BUG, _INTERRUPTED, _NO_READER = 1, 70, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; whatever happens, nothing is raised (with POLICYRULES_DEBUG our own mistakes are)."""
    given = sys.argv[1:] if argv is None else list(argv)
    if argv is None:
        atexit.register(gc.freeze)  # the process ends: what it holds need not be looked through once more
    out = Output(spoken(given))
    collecting = gc.isenabled()
    gc.disable()  # a command is over within a second; looking for garbage on the way takes a tenth of it
    try:
        code = _run(given, out)
        out.flush()
        return code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        out.drop()
        return _NO_READER
    except UnwritableError as failed:
        out.drop()
        out.complain(say("unwritable", out.lang, why=failed) + "\n")
        return _PROBLEMS
    except Exception as error:
        if os.environ.get("POLICYRULES_DEBUG"):
            raise
        out.complain(say("bug", out.lang, what=_told(error)) + "\n")
        return _BUG
    finally:
        if collecting:
            gc.enable()


def _run(argv: Sequence[str], out: Output) -> int:
    try:
        args = parse(argv, out.lang)
        from policyrules.cli.commands import COMMANDS

        return COMMANDS[args.command](args, out)
    except Stop as stop:
        (out.complain if stop.code else out.text)(stop.text)
        return stop.code


def _told(error: Exception) -> str:
    """An exception on one line: its kind, what it says, and where it was."""
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    says = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {says}, {os.path.basename(last.filename)}:{last.lineno}"
