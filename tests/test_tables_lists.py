"""Child tables as group-bys: the same as row by row, on every engine, and only where lists are whole."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import list_programs
import polars as pl
import pytest
from packs import build_texts
from prove_agreement import unexamined
from test_tables_agreement import ENGINES, plain

from policyrules.policy import Policy

TEXT = """政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0，不大于 600
    达标 as passed：是否
    活动 as events：明细
        日期 as day：日期
        种类 as kind：选项 甲、乙
        人次 as people：整数 人次，不小于 0，不大于 900
评分 测评 as score 对象 平台
    考核期 测评日所在年
    项目 一 as one
        若 达标，得 1 分
    项目 二 as two
        若 每季度 活动 至少 1 次，得 2 分
    项目 三 as three
        若 至少 2 个 活动 满足 种类 为 甲，得 3 分
    项目 五 as five
        若 每个 活动 均 人次 不少于 100人次，得 5 分    没有时 视为不满足
"""
SHARE = (
    TEXT
    + """    项目 四 as four
        若 活动 中 （种类 为 乙） 的占比 达到 50%，得 4 分    没有时 视为不满足
"""
)
ON = date(2022, 12, 31)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return _policy(TEXT)


def _policy(text: str) -> Policy:
    made = build_texts(text).policy
    assert made is not None
    return made


def rows(count: int, seed: int = 1, nulls: bool = False) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows, and the records of them."""
    some = Random(seed)
    keys = [f"p{n}" for n in range(count)]
    passed = [None if nulls and some.random() < 0.3 else some.random() < 0.7 for _ in keys]
    table = pl.DataFrame({"key": keys, "area": [round(some.uniform(0, 600), 1) for _ in keys], "passed": passed})
    made = [
        (key, date(2022, some.randint(1, 12), some.randint(1, 28)), some.choice("甲乙"), some.randint(50, 900))
        for key in keys
        for _ in range(some.choice((0, 1, 2, 5)))
    ]
    return table, pl.DataFrame(made, schema=["key", "day", "kind", "people"], orient="row")


def both(policy: Policy, table: Any, records: Any, **about: Any) -> tuple[Any, Any]:
    children = {"events": records}
    return policy.score(table, children=children, **about), policy.score(table, children=children, **about, way="rows")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("text", "nulls"), [(TEXT, False), (TEXT, True), (SHARE, False)])
def test_lists_are_grouped_on_every_engine(engine: str, text: str, nulls: bool) -> None:
    table, records = rows(120, nulls=nulls)
    found, sure = both(_policy(text), ENGINES[engine](table), ENGINES[engine](records), on=ON)
    assert (found.way, sure.way) == ("vectors", "rows")
    assert plain(found.frame) == plain(sure.frame)


def test_rows_keep_their_order_and_bad_ones_are_set_aside(policy: Policy) -> None:
    table, records = rows(80)
    bad = table.with_columns(pl.when(pl.col("area") < 100).then(9999.0).otherwise(pl.col("area")).alias("area"))
    found, sure = both(policy, bad, records, on=ON)
    assert found.way == "vectors"
    assert found.frame.equals(sure.frame)
    assert [(p.row, p.code) for p in found.problems] == [(p.row, p.code) for p in sure.problems] != []


def test_one_figure_for_both_bounds(policy: Policy) -> None:
    found, sure = both(policy, *rows(80), on=ON, bounds=False)
    assert found.way == "vectors"
    assert found.frame.equals(sure.frame)


def test_what_is_not_whole_goes_row_by_row(policy: Policy) -> None:
    table, records = rows(40)
    stray = records.vstack(records.head(1).with_columns(pl.lit("nobody").alias("key")))
    lack = records.with_columns(pl.when(pl.col("people") > 800).then(None).otherwise(pl.col("people")).alias("people"))
    wrong = records.with_columns(pl.when(pl.col("people") > 800).then(901).otherwise(pl.col("people")).alias("people"))
    less = records.drop("kind")
    for given, on in ((stray, ON), (lack, ON), (wrong, ON), (less, ON), (records, date(2022, 6, 30)), (records, None)):
        found, sure = both(policy, table, given, on=on)
        assert found.way == "rows"
        assert found.why
        assert found.frame.equals(sure.frame)
        assert [p.code for p in found.problems] == [p.code for p in sure.problems]
    assert policy.score(table, on=ON).way == "rows"


def test_generated_programs_over_lists_agree() -> None:
    ways = {"vectors": 0, "rows": 0}
    for n in range(60):
        random = Random(f"lists {n}")
        policy = unexamined(list_programs.program(random).text)
        if policy is None:
            continue
        on = random.choice(list_programs.EVALUATED)
        table, meets = _generated(random, on)
        children = {"meets": meets}
        found, sure = (policy.score(table, children=children, on=on, way=way) for way in (None, "rows"))
        assert found.frame.equals(sure.frame), f"{n}\n{policy.program}"
        ways[found.way] += 1
    assert ways["vectors"] > 3


def _generated(random: Random, on: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    whole = [list_programs.completed(random, {}, on) for _ in range(20)]
    table = pl.DataFrame({"key": range(20), "a": [x["a"] for x in whole]})
    records = [(key, r["day"], r["kind"]) for key, x in enumerate(whole) for r in x["meets"]]
    columns = {
        "key": pl.Series([k for k, _, _ in records], dtype=pl.Int64),
        "day": pl.Series([None if d == "无" else d for _, d, _ in records], dtype=pl.Date),
        "day.none": pl.Series([d == "无" for _, d, _ in records], dtype=pl.Boolean),
        "kind": pl.Series([k for _, _, k in records], dtype=pl.String),
    }
    return table, pl.DataFrame(columns)
