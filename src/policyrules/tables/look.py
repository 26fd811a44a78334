"""Columns looked at before anything is worked out: for nulls, and for rows that need a closer look."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

import narwhals as nw

from policyrules.tables.asked import Look
from policyrules.tables.inputs import Column, Expr


def looked(frame: Any, made: Mapping[str, Column], needed: Container[str]) -> Look:
    """Columns looked at once; ``needed``: facts of which a null is odd."""
    reads = {alias: column.read() for alias, column in made.items()}
    said: list[Expr] = []
    for alias, read in reads.items():
        x = nw.col(made[alias].name)
        said.append(x.null_count().alias(f"null {alias}"))
        if read.ends:
            said += [x.min().alias(f"low {alias}"), x.max().alias(f"high {alias}")]
        whole = read.rest if read.ends else read.odd
        if whole is not None:
            said.append(whole.any().alias(f"odd {alias}"))
    if not said:
        return Look({}, False)
    found = frame.select(*said)
    found = found.collect() if isinstance(found, nw.LazyFrame) else found
    row = {name: _known(value) for name, value in zip(found.columns, found.row(0), strict=True)}
    nulls = {alias: bool(row[f"null {alias}"]) for alias in reads}
    odd = any(bool(row.get(f"odd {alias}")) or (alias in needed and nulls[alias]) for alias in reads)
    outside = any(_outside(row, alias, read.ends) for alias, read in reads.items() if read.ends)
    return Look(nulls, odd or outside)


def _known(value: Any) -> Any:
    """A figure; None for what pandas has in place of one."""
    return None if type(value).__name__ in ("NAType", "NaTType") else value


def _outside(row: Mapping[str, Any], alias: str, ends: tuple[Any, Any]) -> bool:
    low, high = row[f"low {alias}"], row[f"high {alias}"]
    return low is not None and low == low and not ends[0] <= low <= high <= ends[1]
