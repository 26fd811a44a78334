"""The cells of a column as values of one fact: columns of one type for whatever scores them, and problems with cells that are none.

What a cell may be is what a fact may be anywhere (`evaluation.readers`), and besides what spreadsheets write: TRUE and FALSE in
any case, dates such as 2022/3/1, numbers kept as text. An empty cell is an unknown fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Context, Decimal
from fractions import Fraction

from attrs import frozen

from policyrules.diagnostics.base import Problem
from policyrules.diagnostics.fact_base import is_unknown
from policyrules.diagnostics.table_cells import CellError, CellHoldsList, UnknownWritten
from policyrules.evaluation.given import show
from policyrules.evaluation.readers import TRUTHS, Reader, reader
from policyrules.language import core
from policyrules.language.values import DIGITS, NOTHING
from policyrules.sheets.arrow import pa, pc
from policyrules.sheets.model import Cells

ERRORS = frozenset(("#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
"""What Excel shows where a formula failed."""
_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?: 0?0:00(?::00)?)?")
_WHOLE, _PLAIN = r"^-?[0-9]{1,18}$", r"^-?[0-9]{1,18}(\.[0-9]{1,15})?$"
_EXACT = Context(prec=2 * DIGITS)
_TOO_WIDE = 38
"""The most digits of a column of numbers; wider ones stay as they are written."""


@frozen(eq=False)
class Bad:
    """A cell that is no value of its fact: its place in the batch, what stands in it, and why."""

    at: int
    shown: str
    problem: Problem


@frozen(eq=False)
class Column:
    """A column of one type. ``nothing`` marks the cells that say 无 of a fact kept as something else than text."""

    values: pa.Array
    nothing: pa.Array | None = None
    bad: tuple[Bad, ...] = ()


class CellReader:
    """Reads the cells of one column; made once for a file."""

    def __init__(self, fact: core.Field, column: str) -> None:
        self.fact, self.column = fact, column
        self.kind = fact.type
        self.read: Reader = reader(fact)

    def take(self, cells: Cells) -> Column:
        """The cells of a batch."""
        if isinstance(cells, list):
            return self._each(cells)
        cells = _flat(cells)
        if pa.types.is_null(cells.type):
            return Column(pa.nulls(len(cells), self._type()))
        if pa.types.is_string(cells.type):
            return self._written(cells)
        if pa.types.is_nested(cells.type):
            return self._each(cells.to_pylist())
        if isinstance(self.kind, core.Day) and pa.types.is_timestamp(cells.type):
            return self._each(cells.to_pylist())
        return Column(cells)

    # ------------------------------------------------------------ text

    def _written(self, cells: pa.Array) -> Column:
        cells = pc.if_else(pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(cells)), 0), None, cells)
        if isinstance(self.kind, core.Text | core.Levels | core.Options):
            return Column(cells)
        if isinstance(self.kind, core.Quantity) and (numbers := _numbers(cells)) is not None:
            return Column(numbers)
        coded = cells.dictionary_encode()
        found = self._each(coded.dictionary.to_pylist())
        indices = coded.indices
        bad = tuple(
            Bad(at, b.shown, b.problem)
            for b in found.bad
            for at in pc.indices_nonzero(pc.fill_null(pc.equal(indices, b.at), False)).to_pylist()
        )
        nothing = None if found.nothing is None else pc.fill_null(found.nothing.take(indices), False)
        return Column(found.values.take(indices), nothing, bad)

    # ------------------------------------------------------------ one by one

    def _each(self, cells: Sequence[object]) -> Column:
        values: list[object] = []
        nothing: list[int] = []
        bad: list[Bad] = []
        for at, raw in enumerate(cells):
            value, problem = self._cell(raw)
            if problem is not None:
                bad.append(Bad(at, show(raw) or type(raw).__name__ * 0, problem))
            elif value is NOTHING:
                nothing.append(at)
                value = None
            values.append(value)
        marks = None
        if nothing:
            where = set(nothing)
            marks = pa.array([at in where for at in range(len(cells))], pa.bool_())
        return Column(self._array(values), marks, tuple(bad))

    def _cell(self, raw: object) -> tuple[object, Problem | None]:
        """The value of a cell as the column keeps it, or what is wrong with it."""
        if isinstance(raw, str) and not raw.strip():
            return None, None
        if raw is None:
            return None, None
        if isinstance(raw, list | dict | tuple):
            return None, CellHoldsList(where=self.column, column=self.column)
        raw = _as_meant(raw, self.kind)
        problems: list[Problem] = []
        value = self.read(raw, self.column, problems)
        if problems:
            return None, self._told(raw, problems[0])
        if isinstance(self.kind, core.Text | core.Levels | core.Options):
            return raw, None  # as it stands: the same names are read from it
        if isinstance(value, Fraction):
            return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator)), None
        return value, None

    def _told(self, raw: object, problem: Problem) -> Problem:
        """The problem, or what is plainer in a table."""
        text = raw.strip() if isinstance(raw, str) else ""
        if text in ERRORS:
            return CellError(where=self.column, column=self.column, value=text)
        if text and is_unknown(text):
            return UnknownWritten(where=self.column, column=self.column, value=text)
        return problem

    def _array(self, values: Sequence[object]) -> pa.Array:
        if not isinstance(self.kind, core.Quantity):
            return pa.array(values, self._type())
        if any(isinstance(v, Decimal) for v in values):
            whole = [Decimal(v) if isinstance(v, int) else v for v in values]
            made = pa.array(whole)
            return made if made.type.precision <= _TOO_WIDE else pa.array([None if v is None else f"{v:f}" for v in whole])
        if any(isinstance(v, int) and v.bit_length() > 63 for v in values):
            return pa.array([None if v is None else str(v) for v in values])
        return pa.array(values, pa.int64())

    def _type(self) -> pa.DataType:
        match self.kind:
            case core.Bool():
                return pa.bool_()
            case core.Quantity():
                return pa.int64()
            case core.Day():
                return pa.date32()
            case _:
                return pa.string()


def _flat(cells: pa.Array) -> pa.Array:
    """One array of a plain kind: text is one kind of text, and categories are what they stand for."""
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    kind = cells.type
    if pa.types.is_dictionary(kind):
        cells = cells.dictionary_decode()
        kind = cells.type
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        cells = cells.cast(pa.string())
    return cells


def _numbers(cells: pa.Array) -> pa.Array | None:
    """Plain decimals in text as numbers, exactly; None where any cell is written another way."""
    text = pc.utf8_trim_whitespace(cells)
    if _all(pc.match_substring_regex(text, _WHOLE)):
        return text.cast(pa.int64())
    if not _all(pc.match_substring_regex(text, _PLAIN)):
        return None
    point = pc.find_substring(text, ".")
    after = pc.if_else(pc.less(point, 0), 0, pc.subtract(pc.subtract(pc.utf8_length(text), point), 1))
    return text.cast(pa.decimal128(_TOO_WIDE, pc.max(after).as_py()))


def _all(marks: pa.Array) -> bool:
    """Whether every cell that holds something is marked, and any does."""
    return bool(pc.all(marks, min_count=1).as_py())


def _as_meant(raw: object, kind: core.Type) -> object:
    """What a spreadsheet writes, as facts are written."""
    match kind, raw:
        case core.Bool(), str():
            return TRUTHS.get(raw.strip().lower(), raw)
        case core.Day(), datetime() if raw.time() == time():
            return raw.date()
        case core.Day(), str() if match := _DAY.fullmatch(raw.strip()):
            year, month, day = map(int, match.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return raw
    return raw
