"""Expressions as SQL text, called as narwhals and polars call them: what the tables of DuckDB are scored by.

DuckDB binds what is put on a relation anew with every step; a text of all columns of a step is bound many times quicker than as
many expressions. Names and texts of a policy or a table stand in it quoted; nothing else of theirs does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from attrs import frozen

Boolean, Int8, Int32, Int64, Float64, String = "BOOLEAN", "TINYINT", "INTEGER", "BIGINT", "DOUBLE", "VARCHAR"
_SHORT, _LONG = 60, 240
"""How long a text may be that stands twice, where that saves a little, and where it saves much."""
_Str = str  # which an expression has another meaning for
_BLANK = "".join(c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace())


def quoted(name: str) -> str:
    """A name as an identifier."""
    return '"' + name.replace('"', '""') + '"'


def _value(value: Any) -> str:
    match value:
        case Sql(text):
            return text
        case None:
            return "NULL"
        case bool():
            return str(value).upper()
        case float() if value in (float("inf"), float("-inf")):
            return f"CAST('{value}' AS DOUBLE)"
        case float():
            return _signed(f"{value!r}" if "e" in repr(value) else f"{value!r}e0")  # without an exponent it would be a decimal
        case int():
            return _signed(f"{value}")
    return "'" + str(value).replace("'", "''") + "'"


def _signed(number: _Str) -> _Str:
    return f"({number})" if number.startswith("-") else number


def col(name: str) -> Sql:
    return Sql(quoted(name))


def lit(value: Any, dtype: str | None = None) -> Sql:
    made = Sql(_value(value))
    return made if dtype is None or (dtype is Float64 and isinstance(value, float)) else made.cast(dtype)


def when(condition: Sql) -> When:
    return When(condition)


def min_horizontal(*exprs: Sql) -> Sql:
    return _best("least", "<", exprs)


def max_horizontal(*exprs: Sql) -> Sql:
    return _best("greatest", ">", exprs)


def _best(function: str, sign: str, exprs: tuple[Sql, ...]) -> Sql:
    """Of numbers none of which is null. DuckDB takes three times as long over its own function as over a choice."""
    if len(exprs) != 2 or len(exprs[0].text) > _LONG:
        return _call(function, *exprs)
    one, other = exprs
    return Sql(f"(CASE WHEN {one.text} {sign} {other.text} THEN {one.text} ELSE {other.text} END)")


def concat_str(exprs: Iterable[Sql], *, separator: str, ignore_nulls: bool) -> Sql:
    assert ignore_nulls
    return _call("concat_ws", separator, *exprs)


def _call(function: str, *args: Any) -> Sql:
    return Sql(f"{function}({', '.join(map(_value, args))})")


@frozen(eq=False)
class Sql:
    """An expression, as its ``text``; ``name`` is what its column is called."""

    text: _Str
    name: _Str = ""

    @property
    def column(self) -> _Str:
        """As it stands in a list of columns."""
        return f"{self.text} AS {quoted(self.name)}" if self.name else self.text

    def alias(self, name: _Str) -> Sql:
        return Sql(self.text, name)

    def cast(self, dtype: _Str) -> Sql:
        return Sql(f"CAST({self.text} AS {dtype})")

    def _two(self, sign: _Str, other: Any) -> Sql:
        return Sql(f"({self.text} {sign} {_value(other)})")

    def _turned(self, sign: _Str, other: Any) -> Sql:
        return Sql(f"({_value(other)} {sign} {self.text})")

    def __add__(self, other: Any) -> Sql:
        return self._two("+", other)

    def __radd__(self, other: Any) -> Sql:
        return self._turned("+", other)

    def __sub__(self, other: Any) -> Sql:
        return self._two("-", other)

    def __rsub__(self, other: Any) -> Sql:
        return self._turned("-", other)

    def __mul__(self, other: Any) -> Sql:
        return self._two("*", other)

    def __rmul__(self, other: Any) -> Sql:
        return self._turned("*", other)

    def __truediv__(self, other: Any) -> Sql:
        return self._two("/", other)

    def __rtruediv__(self, other: Any) -> Sql:
        return self._turned("/", other)

    def __floordiv__(self, other: Any) -> Sql:
        return self._two("//", other)

    def __mod__(self, other: Any) -> Sql:
        return self._two("%", other)

    def __and__(self, other: Any) -> Sql:
        return self._two("AND", other)

    def __or__(self, other: Any) -> Sql:
        return self._two("OR", other)

    def __invert__(self) -> Sql:
        return Sql(f"(NOT {self.text})")

    def __eq__(self, other: object) -> Sql:  # type: ignore[override]
        return self._two("=", other)

    def __ne__(self, other: object) -> Sql:  # type: ignore[override]
        return self._two("<>", other)

    def __lt__(self, other: Any) -> Sql:
        return self._two("<", other)

    def __le__(self, other: Any) -> Sql:
        return self._two("<=", other)

    def __gt__(self, other: Any) -> Sql:
        return self._two(">", other)

    def __ge__(self, other: Any) -> Sql:
        return self._two(">=", other)

    def is_null(self) -> Sql:
        return Sql(f"({self.text} IS NULL)")

    def fill_null(self, value: Any) -> Sql:
        """What is quicker than ``coalesce``, where there is something."""
        match value:
            case True:
                return Sql(f"({self.text} IS DISTINCT FROM FALSE)")
            case False:
                return Sql(f"({self.text} IS NOT DISTINCT FROM TRUE)")
        if len(self.text) > _SHORT:
            return _call("coalesce", self, value)
        return Sql(f"(CASE WHEN {self.text} IS NULL THEN {_value(value)} ELSE {self.text} END)")

    def is_in(self, values: Iterable[Any]) -> Sql:
        return Sql(f"({self.text} IN ({', '.join(map(_value, values))}))")

    def round(self) -> Sql:
        return _call("round", self)

    def floor(self) -> Sql:
        return _call("floor", self)

    # ------------------------------------------------------------ of a whole column

    def min(self) -> Sql:
        return _call("min", self)

    def max(self) -> Sql:
        return _call("max", self)

    def sum(self) -> Sql:
        return _call("sum", self)

    def any(self) -> Sql:
        return _call("bool_or", self)

    def null_count(self) -> Sql:
        return Sql(f"(count(*) - count({self.text}))")

    # ------------------------------------------------------------ texts and days

    @property
    def str(self) -> _Texts:
        return _Texts(self)

    @property
    def dt(self) -> _Days:
        return _Days(self)


class When:
    """The beginning of a choice."""

    def __init__(self, condition: Sql) -> None:
        self.condition = condition

    def then(self, value: Any) -> Then:
        return Then(f"(CASE WHEN {self.condition.text} THEN {_value(value)} END)", value=value, condition=self.condition)


@frozen(eq=False)
class Then(Sql):
    """A choice: null where its condition does not hold."""

    condition: Sql = None  # type: ignore[assignment]
    value: Any = None

    def otherwise(self, value: Any) -> Sql:
        return Sql(f"(CASE WHEN {self.condition.text} THEN {_value(self.value)} ELSE {_value(value)} END)")


@frozen(eq=False)
class _Texts:
    of: Sql

    def len_chars(self) -> Sql:
        return _call("length", self.of)

    def contains(self, pattern: _Str) -> Sql:
        return _call("regexp_matches", self.of, pattern)

    def strip_chars(self) -> Sql:
        return _call("trim", self.of, _BLANK)


@frozen(eq=False)
class _Days:
    of: Sql

    def year(self) -> Sql:
        return _call("year", self.of)

    def month(self) -> Sql:
        return _call("month", self.of)

    def day(self) -> Sql:
        return _call("day", self.of)

    def hour(self) -> Sql:
        return _call("hour", self.of)

    def minute(self) -> Sql:
        return _call("minute", self.of)

    def second(self) -> Sql:
        return _call("second", self.of)

    def nanosecond(self) -> Sql:
        return _call("nanosecond", self.of) - self.second() * 1_000_000_000
