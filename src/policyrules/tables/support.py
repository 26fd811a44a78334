"""Which way a table of a subject can be scored, told before there is one."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from policyrules.runner import Runner
from policyrules.tables.drawing import drawing


@frozen
class Support:
    """What of a subject expressions of an engine can say: every reason why not, by the id of the rule ("" for what is said of the
    whole). ``complete``: of tables without nulls in the facts that are read; ``nulls``: of those with some. Where there is a
    reason the table is scored row by row, with the same result. What a column holds can be a reason of its own (`Scores.why`)."""

    complete: Mapping[str, str]
    nulls: Mapping[str, str]


def support(runner: Runner, subject: str) -> Support:
    """What is supported of a subject (its alias)."""
    found = drawing(runner, subject, True)
    return Support(found.why, found.why_open)
