"""PySpark, in local mode: the same results as everywhere, from a table of subjects and nested lists as child tables.

``pytest -m spark`` with ``pip install '.[spark]'`` and Java 17.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import narwhals as nw
import pytest
from packs import build_texts

pyspark = pytest.importorskip("pyspark", reason="PySpark is not installed")
pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("default")]

RULES = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0，不大于 1000
    人数 as staff：整数 人，不小于 0，不大于 50
    成立日期 as founded：日期
    等级 as rating：级别 1A < 2A < 3A
    有场所 as office：是否
评分 测评 as score 对象 平台 满分 10 分
    假定 分值 “示例”
    假定 折算 “示例，不取整”
    前提 有场所
    项目 场地 as premises 6 分
        若 面积 不少于 300平方米，得 6 分
        否则 按 面积 / 300平方米 折算
    项目 人员 as people 4 分
        若 等级 不低于 2A 且 自 成立日期 至 测评日 满 2年，得 4 分
        否则 按 人数 / 7人 折算
    等级
        好 as good：总分 5分及以上
        差 as poor：其余
"""
LISTS = """\
政策 demo “示例”
对象 平台 as platform
    活动 as activities：明细
        日期 as date：日期
        场次 as sessions：明细
            时长 as hours：数 小时，不小于 0
评分 测评 as score 对象 平台 满分 10 分
    假定 分值 “示例”
    假定 折算 “示例，不取整”
    项目 次数 as count 10 分
        若 至少 2个 活动 满足 （场次的时长 合计 不少于 2小时），得 10 分
        否则 按 活动的次数 / 4次 折算
"""
COLUMNS = "`县` string, area double, staff int, founded date, rating string, office boolean"
ROWS = [
    ("甲县", 120.5, 3, date(2019, 5, 1), "2A", True),
    ("乙县", None, None, None, "1A", True),
    ("丙县", -1.0, 99, date(2021, 1, 1), "9A", False),
    ("丁县", 300.0, 7, date(2021, 1, 1), None, None),
    ("戊县", 0.123456, 1, date(2020, 12, 31), "3A", True),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    options = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.pyspark.python": sys.executable}
    builder = SparkSession.builder.master("local[1]").appName("policyrules")
    for key, value in options.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def rows(native: Any) -> dict[str, dict[str, Any]]:
    return {row["县"]: row for row in nw.from_native(native).collect("pyarrow").to_arrow().to_pylist()}


@pytest.mark.parametrize("some", [[0, 2, 4], [0, 1, 2, 3, 4]], ids=["all known but the bad", "with nulls"])
def test_spark_scores_as_rows_do(spark: Any, some: list[int]) -> None:
    policy = build_texts(RULES).usable
    frame = spark.createDataFrame([ROWS[n] for n in some], COLUMNS)
    sure = policy.score(frame, on="2022-12-31", way="rows")
    found = policy.score(frame, on="2022-12-31")
    assert (sure.way, found.way) == ("rows", "vectors")
    assert type(found.frame) is type(frame)
    assert rows(found.frame) == rows(sure.frame)
    assert {(p.carried["县"], p.column, p.code) for p in found.problems} == {
        (p.carried["县"], p.column, p.code) for p in sure.problems
    }
    assert {p.carried["县"] for p in found.problems} == {"丙县"}


def test_nested_lists_are_child_tables(spark: Any) -> None:
    policy = build_texts(LISTS).usable
    frame = spark.createDataFrame([("甲县",), ("乙县",), ("丙县",)], "`县` string")
    events = [("甲县", 1), ("甲县", 2), ("乙县", 3), ("乙县", 4)]
    sessions = [(1, 1.5), (1, 0.5), (2, 2.0), (3, 2.0), (4, 1.9)]
    day = date(2022, 1, 1)
    children = {
        "活动": spark.createDataFrame([(*event, day) for event in events], "`县` string, id int, date date"),
        "activities.sessions": spark.createDataFrame(sessions, "id int, hours double"),
    }
    scores = policy.score(frame, children=children)
    assert {key: row["score.total"] for key, row in rows(scores.frame).items()} == {"甲县": 10.0, "乙县": 5.0, "丙县": 0.0}
    assert scores.problems == ()
