"""What commands that measure have in common: the least that is asked for, and how far they are."""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from policyrules.cli.output import Output
from policyrules.cli.telling import stop
from policyrules.cli.words import say


def at_least(found: str | None, out: Output, command: str) -> Fraction:
    """A percentage as it is typed, 0 where none is. Raises Stop for what is none."""
    try:
        least = Decimal(found or 0)
    except InvalidOperation:
        least = Decimal(-1)
    if not (least.is_finite() and 0 <= least <= 100):
        stop(command, say("bad_percent", out.lang, found=found), out)
    return Fraction(least)


def progress() -> Callable[[int, int], None]:
    """Tells on a terminal how far it is, and nowhere else."""
    if sys.stderr is None or not sys.stderr.isatty():
        return lambda done, of: None

    def tick(done: int, of: int) -> None:
        sys.stderr.write(f"\r{done}/{of}" + ("\r" + " " * 20 + "\r" if done == of else ""))
        sys.stderr.flush()

    return tick
