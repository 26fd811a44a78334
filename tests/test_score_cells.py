"""Cells of tables as values of facts: exactly what is written, in columns of one type, and every cell that is no value told."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from packs import build_texts

from policyrules.language import core
from policyrules.sheets.cells import CellReader

POLICY = build_texts("""\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0，可无
    人数 as people：整数 人，不小于 0
    达标率 as share：比例，不小于 0，不大于 1
    有办公室 as office：是否
    成立日期 as founded：日期，可无
    评估等级 as rating：级别 1A < 2A，可无
    名称 as title：文字
评分 测评 as score 对象 平台 满分 5 分
    项目 场地 as premises 5 分
        若 面积 不少于 300平方米，得 5 分
""").good
FIELDS: dict[str, core.Field] = {fact.alias: fact for fact in POLICY.subjects[0].fields}


def read(alias: str, cells: Any) -> tuple[list[Any], list[tuple[int, str]]]:
    column = CellReader(FIELDS[alias], alias).take(cells)
    return column.values.to_pylist(), [(bad.at, bad.problem.code) for bad in column.bad]


@pytest.mark.parametrize(
    ("alias", "text", "value"),
    [
        ("area", "120", 120),
        ("area", "0.1", Decimal("0.1")),
        ("area", " 120.50 ", Decimal("120.5")),
        ("area", "１２０", 120),
        ("area", "9007199254740993", 9007199254740993),
        ("area", "123456789012345678901234567890", "123456789012345678901234567890"),
        ("area", "0.1234567890123456789", Decimal("0.1234567890123456789")),
        ("share", "30%", Decimal("0.3")),
        ("share", "33.333%", Decimal("0.33333")),
        ("office", "TRUE", True),
        ("office", "否", False),
        ("founded", "2022/3/1", date(2022, 3, 1)),
        ("founded", "2022.03.01", date(2022, 3, 1)),
        ("founded", "2022年3月1日", date(2022, 3, 1)),
        ("founded", "2022-03-01 00:00:00", date(2022, 3, 1)),
        ("rating", "1A", "1A"),
        ("rating", "无", "无"),
        ("title", "007", "007"),
    ],
)
def test_text_is_read_exactly(alias: str, text: str, value: Any) -> None:
    assert read(alias, pa.array([text, None, ""])) == ([value, None, None], [])
    assert read(alias, [text, None, ""]) == ([value, None, None], [])


@pytest.mark.parametrize(
    ("alias", "text", "code"),
    [
        ("area", "1,200", "F103"),
        ("area", "-1", "F107"),
        ("area", "12㎡", "F103"),
        ("people", "1.5", "F106"),
        ("office", "1", "F103"),
        ("founded", "2022-02-30", "F109"),
        ("founded", "3/1/2022", "F109"),
        ("people", "不详", "D165"),
        ("people", "#N/A", "D166"),
    ],
)
def test_what_is_no_value_is_told(alias: str, text: str, code: str) -> None:
    """Beside a good cell, and never as a value. (Bounds of plain numbers are looked at where they are scored.)"""
    found = [read(alias, cells)[1] for cells in (pa.array([text, "?!"]), [text, "?!"])]
    assert all((0, code) in told for told in found)


def test_a_column_of_numbers_is_exact_whatever_its_places() -> None:
    cells = pa.array(["1", "0.1", "123456.789", None])
    assert read("area", cells)[0] == [Decimal(1), Decimal("0.1"), Decimal("123456.789"), None]


def test_nothing_is_kept_beside_what_is_no_text() -> None:
    column = CellReader(FIELDS["area"], "area").take(pa.array(["无", "3", None]))
    assert column.values.to_pylist() == [None, 3, None]
    assert column.nothing is not None
    assert column.nothing.to_pylist() == [True, False, False]
    assert CellReader(FIELDS["area"], "area").take(pa.array(["2", "3"])).nothing is None


@pytest.mark.parametrize(
    ("alias", "cells", "values"),
    [
        ("founded", pa.array([datetime(2022, 3, 1), None]), [date(2022, 3, 1), None]),
        ("founded", [datetime(2022, 3, 1), date(2022, 3, 2)], [date(2022, 3, 1), date(2022, 3, 2)]),
        ("rating", pa.array(["1A", "2A"]).dictionary_encode(), ["1A", "2A"]),
        ("title", pa.array(["a"], pa.large_string()), ["a"]),
        ("area", pa.nulls(2), [None, None]),
        ("area", [1, 2.5], [1, 2.5]),
        ("area", pa.array([0.1]), [0.1]),
    ],
)
def test_columns_of_other_kinds(alias: str, cells: Any, values: list[Any]) -> None:
    assert read(alias, cells) == (values, [])


def test_a_moment_is_no_date() -> None:
    assert read("founded", pa.array([datetime(2022, 3, 1, 9)])) == ([None], [(0, "F103")])


def test_a_list_is_no_value() -> None:
    assert read("area", pa.array([[1, 2]])) == ([None], [(0, "D164")])
