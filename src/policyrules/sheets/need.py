"""The optional packages that a format needs, and which extra brings them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

from policyrules.sheets.read import EXCEL, ending

_TABLES = ("pyarrow", "narwhals")
_READ_EXCEL, _WRITE_EXCEL = "python_calamine", "xlsxwriter"


def missing(read: Iterable[str], written: str, engine: str) -> tuple[str, str] | None:
    """A package that is not installed and that these files need, with its extra; None where all are there."""
    needed = [(name, "tables") for name in _TABLES]
    needed += [(engine, "tables")] * (engine != "auto")
    needed += [(_READ_EXCEL, "excel") for name in read if ending(name) in (*EXCEL, ".ods")]
    needed += [(_WRITE_EXCEL, "excel")] * (ending(written) == ".xlsx")
    return next(((name.replace("_", "-"), extra) for name, extra in needed if find_spec(name) is None), None)
