"""Facts that were read once, to be evaluated as often as asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from attrs import field, frozen

from policyrules.evaluation.facts import Facts
from policyrules.result import Result


@frozen(eq=False)
class Prepared:
    """Facts about one subject (its alias), read and checked; made by `Policy.prepare` for that policy's `evaluate`."""

    subject: str
    digest: str
    facts: Facts = field(repr=False)
    run: Callable[[date | None], Result] = field(repr=False)
    """Evaluates them on a date."""
