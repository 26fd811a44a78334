"""Columns looked at before anything is worked out: for nulls, and for rows that need a closer look."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

import narwhals as nw
from attrs import field, frozen

from policyrules.tables.asked import Look
from policyrules.tables.dialects import Dialect, Expr
from policyrules.tables.inputs import Read


@frozen(eq=False)
class Questions:
    """What is asked of whole columns, those of facts by their names."""

    speech: Dialect
    reads: Mapping[str, Read]
    _said: list[Expr] = field(init=False)

    @_said.default
    def _asked(self) -> list[Expr]:
        said: list[Expr] = []
        for n, (name, read) in enumerate(self.reads.items()):
            x = self.speech.api.col(name)
            said.append(x.null_count().alias(f"null {n}"))
            if read.ends:
                said += [x.min().alias(f"low {n}"), x.max().alias(f"high {n}")]
            if read.nan:
                said.append(x.sum().alias(f"sum {n}"))
            whole = read.rest if read.ends else read.odd
            if whole is not None:
                said.append(whole.any().alias(f"odd {n}"))
        return said

    def asked(self, frame: Any, needed: Container[str]) -> Look:
        """A table looked at once; ``needed``: names of columns in which a null is odd."""
        if not self._said:
            return Look({}, False)
        found = self.speech.asked(frame, self._said)
        found = found.collect() if isinstance(found, nw.LazyFrame) else found
        row = {name: _known(value) for name, value in zip(found.columns, found.row(0), strict=True)}
        nulls: dict[str, bool] = {}
        odd = False
        for n, (name, read) in enumerate(self.reads.items()):
            nulls[name] = bool(row[f"null {n}"])
            odd = odd or bool(row.get(f"odd {n}")) or (name in needed and nulls[name])
            odd = odd or bool(read.ends and _outside(row[f"low {n}"], row[f"high {n}"], row.get(f"sum {n}"), read.ends))
        return Look(nulls, odd)


def _known(value: Any) -> Any:
    """A figure; None for what pandas has in place of one."""
    return None if type(value).__name__ in ("NAType", "NaTType") else value


def _outside(low: Any, high: Any, total: Any, ends: tuple[Any, Any]) -> bool:
    """Whether some value is out of its bounds, or none: a NaN makes one of the sum, and is no least or greatest everywhere."""
    if total is not None and total != total:
        return True
    return low is not None and low == low and not ends[0] <= low <= high <= ends[1]
