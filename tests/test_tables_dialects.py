"""Every engine is asked in its own words: whatever names and texts hold, nothing is left behind, and what is kept for one table is
right for the next."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
from packs import build_texts
from test_tables_agreement import ENGINES, plain

from policyrules.policy import Policy
from policyrules.tables import sql
from policyrules.tables.drawing import KEPT, drawing

HEAD = "政策 demo “示例”\n对象 平台 as platform\n"
OPTIONS = """\
    类型 as kind：选项 甲、乙、丙
    等级 as rating：级别 1A < 2A
    面积 as area：数 平方米，不小于 0，不大于 1000
    人数 as staff：整数 人，不小于 0，不大于 50
    有场所 as office：是否
    自办 as own：是否
评分 测评 as score 对象 平台
    项目 类型 as kinds
        若 类型 为 甲 且 等级 不低于 2A，得 2 分
        否则 得 1 分
    项目 条件 as asked
        若 下列 任一，得 4 分
            （面积 不少于 300平方米 且 有场所）
            （人数 少于 10人 且 并非 自办）
        否则 若 （人数 少于 30人 或者 面积 少于 100平方米），得 1.5 分
    等级    假定 界限 “示例”
        好 as good：总分 5分及以上
        中 as fair：总分 2.5分及以上
        差 as poor：其余
"""
CONTRADICTORY = """\
    类型 as kind：选项 甲、乙、丙
    有场所 as office：是否
评分 测评 as score 对象 平台
    项目 条件 as asked
        若 下列 全部，得 2.5分
            有场所 为 否
            （类型 不为 乙 且 类型 属于 甲、丙）
            类型 为 乙
"""


def policy(rules: str) -> Policy:
    return build_texts(HEAD + rules).usable


@pytest.fixture(scope="module")
def options() -> Policy:
    return policy(OPTIONS)


def rows(share: int) -> pl.DataFrame:
    """Some facts; every ``share``-th of each is null (0: none)."""
    count = range(60)
    columns: dict[str, list[Any]] = {
        "kind": ["甲乙丙"[n % 3] for n in count],
        "rating": [("1A", "2A")[n // 3 % 2] for n in count],
        "area": [(99.5, 100.0, 299.9, 300.0)[n % 4] for n in count],
        "staff": [(9, 10, 29, 30, 50)[n % 5] for n in count],
        "office": [n % 7 < 4 for n in count],
        "own": [n % 2 == 0 for n in count],
    }
    holed = {
        k: [None if share and (n + at) % share == 0 else v for n, v in enumerate(vs)] for at, (k, vs) in enumerate(columns.items())
    }
    return pl.DataFrame({"key": list(count)} | holed)


def by(policy: Policy, engine: str, frame: pl.DataFrame, way: Any, **asked: Any) -> list[dict[str, Any]]:
    return plain(policy.score(ENGINES[engine](frame), way=way, **asked).frame)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_kept_for_one_table_is_right_for_the_next(options: Policy, engine: str) -> None:
    """Without nulls, with some, with others, and with none again; with figures of another type; asked for one figure."""
    expected = {share: by(options, "polars", rows(share), "rows") for share in (0, 2, 3, 7)}
    for share in (0, 3, 0, 2, 7, 3, 0):
        assert by(options, engine, rows(share), "vectors") == expected[share]
    floats = rows(3).with_columns(pl.col("staff").cast(pl.Float64))
    assert by(options, engine, floats, "vectors") == expected[3]
    one = by(options, engine, rows(0), "vectors", bounds=False)
    assert [row["score.points"] for row in one] == [row["score.low"] for row in expected[0]]


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_of_which_nothing_depends_on_facts_stay_rows(engine: str) -> None:
    made = policy("    有场所 as office：是否\n评分 测评 as score 对象 平台\n    项目 场地 as premises\n        得 3 分\n")
    frame = pl.DataFrame({"office": [True, False, None]})
    found: Any = nw.from_native(made.score(ENGINES[engine](frame), way="vectors").frame)
    whole = found.collect() if isinstance(found, nw.LazyFrame) else found
    assert whole["score.total"].to_list() == [3.0, 3.0, 3.0]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_condition_that_contradicts_itself_stays_open_where_facts_are_missing(engine: str) -> None:
    """Where all is known no fact needs to be read to see that it fails; a branch that is not known has to stay so all the same."""
    made = policy(CONTRADICTORY)
    kinds, offices = [None, "甲", None, "乙", None], [False, False, True, None, None]
    frame = pl.DataFrame({"key": range(5), "office": offices, "kind": pl.Series(kinds, dtype=pl.String)})
    found = by(made, engine, frame, "vectors")
    assert found == by(made, "polars", frame, "rows")
    assert [row["score.asked.branch"] for row in found] == [-1, 1, 1, 1, -1]


def test_names_that_are_sql_are_names() -> None:
    made = policy(OPTIONS)
    frame = rows(3).rename({"key": 'key"; DROP TABLE facts; --'}).with_columns(pl.lit("it's").alias("a'b.c\"d"))
    connection = duckdb.connect()
    connection.register("given", frame.to_arrow())
    connection.execute("CREATE TABLE facts AS SELECT * FROM given")
    found = made.score(connection.table("facts"), way="vectors").frame
    assert sorted(found.fetchall(), key=str) == sorted(made.score(frame, way="vectors").frame.rows(), key=str)
    left = connection.sql("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    assert left == [("given",)]
    assert connection.sql("SELECT count(*) FROM facts").fetchall() == [(60,)]


@pytest.mark.parametrize("text", ["it's", 'a "b"', "''; DROP TABLE x; --", "\\", "甲\n乙", "", "％%_", "e'\\x'"])
def test_texts_come_back_from_sql_as_they_went_in(text: str) -> None:
    connection = duckdb.connect()
    said = sql.lit(text).alias(text or "empty")
    relation = connection.sql(f"SELECT {said.column}")
    assert relation.fetchall() == [(text,)]
    assert relation.columns == [text or "empty"]
    assert connection.sql(f"SELECT {(sql.lit(text) == text).column}").fetchall() == [(True,)]


@pytest.mark.parametrize("number", [0.1, 1.5, -2.25, 1e300, 1e-300, float("inf"), float("-inf"), 0.30000000000000004, 2.0**53])
def test_numbers_come_back_from_sql_to_the_last_bit(number: float) -> None:
    found = duckdb.connect().sql(f"SELECT {sql.lit(number).text} AS x, typeof({sql.lit(number).text}) AS t").fetchall()
    assert found == [(number, "DOUBLE")]


@pytest.mark.parametrize("fill", [True, False, 7.0])
def test_nulls_are_filled_in_sql(fill: Any) -> None:
    values = [True, False, None] if isinstance(fill, bool) else [1.5, None]
    connection = duckdb.connect()
    for value in values:
        expr = sql.lit(value, sql.Boolean if isinstance(fill, bool) else sql.Float64)
        for said in (expr, sql.when(expr.is_null() | ~expr.is_null()).then(expr).otherwise(expr)):
            found = connection.sql(f"SELECT {said.fill_null(fill).text}").fetchall()
            assert found == [(fill if value is None else value,)]


def test_threads_that_score_at_once_get_what_each_gets_alone() -> None:
    """The first tables of a policy make what is kept of it; they may come at the same time."""
    shares = [0, 2, 3, 5, 7] * 4
    expected = {share: by(policy(OPTIONS), "polars", rows(share), "vectors") for share in set(shares)}
    made = policy(OPTIONS)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda share: by(made, "polars", rows(share), "vectors"), shares))
    assert found == [expected[share] for share in shares]


def test_only_so_much_is_kept(options: Policy) -> None:
    """Facts that are missing in ever other ways: what is kept of them is bounded, and right."""
    whole = rows(0)
    names = [name for name in whole.columns if name != "key"]
    for n in range(2 ** len(names)):
        left = whole.with_columns(pl.when(pl.col("key") > 5).then(pl.col(x)).alias(x) for at, x in enumerate(names) if n >> at & 1)
        found = by(options, "polars", left, "vectors")
        assert n % 9 or found == by(options, "polars", left, "rows")
    drawn = drawing(options._runner, "platform", True)
    assert len(drawn.kinds) <= KEPT
    assert len(drawn._settled) <= KEPT
    assert all(len(made._plans) <= KEPT for made in drawn.kinds.values())


TARGETS = """\
    个数 as count：整数 个，不小于 0，不大于 99
    比率 as rate：比例，可无
    适用 as applies：是否
目标 达标 as reached 对象 平台 = 个数    程度 应
    前提 适用
    2021 年底 达到 5个    假定 界限 “示例”
    2022 年底 达到 10个    假定 界限 “示例”    程度 可
    2023 年底 不可量化
目标 覆盖 as covered 对象 平台 = 比率
    前提 比率 不为 无
    2021 年底 超过 50%    假定 界限 “示例”
    2022 年底 超过 75%    假定 界限 “示例”
"""


@pytest.mark.parametrize("on", [None, "2021-01-01", "2021-12-31", "2022-12-30", "2022-12-31", "2023-12-31", "2030-01-01"])
@pytest.mark.parametrize("engine", ENGINES)
def test_targets_are_found_by_expressions(engine: str, on: str | None) -> None:
    """Before the first day, on it, between two, after the last, and without a date; due, short, out of question, and not known."""
    made = policy(TARGETS)
    counts, rates = (None, 0, 4, 5, 9, 10, 50), (None, 0.5, 0.51, 0.75, 1.0)
    facts = [(c, r, a) for c in counts for r in rates for a in (True, False, None)]
    columns = dict(zip(("count", "rate", "applies"), zip(*facts, strict=True), strict=True))
    frame = pl.DataFrame({"key": range(len(facts))} | {name: list(values) for name, values in columns.items()})
    for given in (frame, frame.with_columns((pl.col("key") % 2 == 0).alias("rate.none")), frame.drop_nulls(), frame.drop("count")):
        assert by(made, engine, given, "vectors", on=on) == by(made, "polars", given, "rows", on=on)


CONSTANT = """\
    人数 as staff：整数 人，不小于 0，不大于 50
评分 测评 as score 对象 平台
    假定 折算 “示例，不取整”
    一票否决 人数 不少于 0人：总分 计 0.7 分
    项目 定额 as fixed 3 分    假定 分值 “示例”
        按 2人 / 49人 折算
    项目 人员 as people 3 分
        按 人数 / 49人 折算
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_quotients_are_the_nearest_floats_beside_a_figure_that_is_one_for_all(engine: str) -> None:
    """Polars multiplies by the inverse of what is one value for all rows, which is off in the last place for some."""
    frame = pl.DataFrame({"key": range(51), "staff": range(51)})
    found = by(policy(CONSTANT), engine, frame, "vectors", bounds=False)
    assert [row["score.people.points"] for row in found] == [float(Fraction(3 * min(n, 49), 49)) for n in range(51)]
    assert {row["score.points"] for row in found} == {0.7}
