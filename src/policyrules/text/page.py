"""How a breakdown in plain text is laid out: at most `COLUMNS` wide."""

from __future__ import annotations

from collections.abc import Iterable

from policyrules.language import core
from policyrules.result import Lang, Result
from policyrules.text import report
from policyrules.text.width import pad, width, wrap

COLUMNS = 100


def table(rows: Iterable[report.Row]) -> list[str]:
    rows = list(rows)
    lead = max(width(label) for label, _ in rows) + 4
    return [line for label, text in rows for line in wrap(text, COLUMNS, pad(label, lead))]


def section(title: str) -> list[str]:
    return ["", title, "-" * COLUMNS]


def listed(title: str, items: list[list[str]]) -> list[str]:
    """A section of wrapped entries, nothing when there are none."""
    return [*section(title), *(line for item in items for line in item)] if items else []


def cited(cites: Iterable[core.Citation], result: Result, lang: Lang, lead: str, indent: str = "") -> list[str]:
    return [line for quote in report.quotes(cites, result, lang) for line in wrap(quote, COLUMNS, indent + lead)]
