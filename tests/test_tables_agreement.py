"""Vectors and rows give the same: generated programs over generated tables, with holes, edge values and rows that are odd."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
from programs import DAYS, Fact, Program, program, with_outcomes
from prove_agreement import unexamined

from policyrules.policy import Policy

ENGINES: dict[str, Any] = {
    "polars": lambda frame: frame,
    "polars lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: frame.to_pandas(),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}
NUMBERS = (int, float, Decimal, Fraction)


def table(random: Random, made: Program, rows: int) -> pl.DataFrame:
    """Rows of facts, some with holes, and a few with values that are no facts."""
    gaps, wrong = random.choice((0, 0, 0.2)), random.choice((0, 0, 0.05))
    columns: list[pl.Series] = [pl.Series("key", range(rows), pl.Int64)]
    for fact in made.facts:
        values = [None if random.random() < gaps else random.choice(fact.domain) for _ in range(rows)]
        columns += _columns(random, fact, values, wrong)
    return pl.DataFrame(columns)


def _columns(random: Random, fact: Fact, values: list[Any], wrong: float) -> Iterator[pl.Series]:
    if isinstance(fact.domain[0], bool):
        yield pl.Series(fact.alias, values, pl.Boolean)
    elif isinstance(fact.domain[0], date):
        yield pl.Series(fact.alias, [date(2031, 1, 1) if random.random() < wrong else v for v in values], pl.Date)
    elif isinstance(fact.domain[0], NUMBERS):
        if "无" in fact.domain:
            yield pl.Series(f"{fact.alias}.none", [v == "无" for v in values], pl.Boolean)
        whole = all(v is None or isinstance(v, int) or v == "无" for v in values)
        kind = random.choice((pl.Int64, pl.Int8, pl.Float64)) if whole else pl.Float64
        known = [None if v == "无" else 77 if random.random() < wrong else v for v in values]
        yield pl.Series(fact.alias, [v if v is None or whole else float(v) for v in known], kind)
    else:
        yield pl.Series(fact.alias, ["坏" if random.random() < wrong else v for v in values], pl.String)


def plain(native: Any) -> list[dict[str, Any]]:
    frame = nw.from_native(native)
    whole = frame.collect("pyarrow") if isinstance(frame, nw.LazyFrame) else frame
    rows: list[dict[str, Any]] = pl.DataFrame(
        whole.to_arrow() if not whole.implementation.is_pandas() else whole.to_native()
    ).to_dicts()
    return sorted(rows, key=lambda row: row["key"])


def same(a: dict[str, Any], b: dict[str, Any], exact: bool) -> list[str]:
    """The columns in which two rows differ."""
    if a.keys() != b.keys():
        return sorted(a.keys() ^ b.keys())
    return [name for name in a if not name.endswith(".over") and _value(a, name, exact) != _value(b, name, exact)]


def _value(row: dict[str, Any], name: str, exact: bool) -> Any:
    value = row[name]
    if isinstance(value, float) and math.isnan(value):
        return None
    if exact and f"{name}.over" in row:
        return None if value is None else Fraction(int(value), int(row[f"{name}.over"]))
    return value


def compare(policy: Policy, frame: pl.DataFrame, engines: Sequence[str], on: date | None, exact: bool) -> Iterator[tuple[str, str]]:
    """The way each engine took, and what differs from row by row."""
    sure = policy.score(frame, on=on, exact=exact, way="rows")
    rows = plain(sure.frame)
    assert len(rows) + len({p.row for p in sure.problems}) == len(frame)
    for name in engines:
        found = policy.score(ENGINES[name](frame), on=on, exact=exact)
        others = plain(found.frame)
        assert len(others) == len(rows), name
        for one, other in zip(rows, others, strict=True):
            for column in same(one, other, exact):
                yield found.way, f"{name}: {column}: {one.get(column)!r}, {other.get(column)!r}"
        told, wanted = ({(p.carried["key"], p.column, p.code) for p in x.problems} for x in (found, sure))
        if told != wanted:
            yield found.way, f"{name}: problems {told ^ wanted}"
        yield found.way, ""


def run(programs: int, rows: int, seed: int, engines: Sequence[str]) -> Counter[str]:
    """Compare so many programs; how often each way was taken. AssertionError where anything differs."""
    found: Counter[str] = Counter()
    for n in range(programs):
        random = Random(f"{seed} {n}")
        made = program(random)
        text = with_outcomes(Random(f"{seed} {n} outcomes"), made)
        policy = unexamined(text) or unexamined(made.text)
        if policy is None:
            continue
        frame = table(random, made, rows)
        for way, different in compare(policy, frame, engines, random.choice((None, *DAYS)), random.random() < 0.5):
            assert not different, f"{seed} {n}\n{text}\n{different}"
            found[way] += 1
    return found


@pytest.mark.parametrize("engine", ENGINES)
def test_expressions_and_rows_give_the_same(engine: str) -> None:
    ways = run(16, 60, 2, [engine])
    assert ways["vectors"] >= 5


def test_the_documents_say_what_engines_work_out() -> None:
    from tables_support import table

    page = Path(__file__).parents[1] / "docs" / "howto" / "tables.md"
    assert table() in page.read_text(encoding="utf-8")
