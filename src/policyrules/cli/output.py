"""Writing to terminals, pipes and files, whatever characters they take."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from policyrules.cli.words import Lang


class UnwritableError(Exception):
    """The system does not take what is written, for the reason it gives; a reader that went away is a BrokenPipeError instead."""


class Output:
    """Standard output and standard error, in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def text(self, text: str) -> None:
        """Prose, in the encoding of the terminal; a character that it lacks becomes “?”."""
        _write(sys.stdout, text)

    def data(self, text: str) -> None:
        """What a program reads or a file keeps: UTF-8, whatever the console is, unless it goes to the screen."""
        stream = sys.stdout
        binary = getattr(stream, "buffer", None)
        if stream is None or binary is None or stream.isatty():
            _write(stream, text)
            return
        try:
            stream.flush()
            binary.write(text.encode("utf-8", "replace"))
        except OSError as error:
            raise _failed(error) from error

    def complain(self, text: str) -> None:
        """What is wrong, on standard error."""
        _write(sys.stderr, text)

    def flush(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            try:
                if stream is not None:
                    stream.flush()
            except OSError as error:
                raise _failed(error) from error

    def drop(self) -> None:
        """Nobody takes what is still to be written: let the interpreter end without another word."""
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)
            except AttributeError:
                continue

    @staticmethod
    def colour(stream: TextIO | None) -> bool:
        """Whether to colour: on a terminal that can, unless NO_COLOR says otherwise."""
        if stream is None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
            return False
        return os.name != "nt" or "WT_SESSION" in os.environ


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "replace").decode(encoding, "replace"))
    except OSError as error:
        raise _failed(error) from error


def _failed(error: OSError) -> Exception:
    return error if isinstance(error, BrokenPipeError) else UnwritableError(error.strerror or str(error))
