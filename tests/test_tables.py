"""Whole tables: every row comes to what `evaluate` says of it, on every engine; what is wrong is set aside and told."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from packs import build_texts

from policyrules.policy import FactsError, Policy, load
from policyrules.tables.asked import ask
from policyrules.tables.vectors import Vectors

RULES = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0，不大于 1000
    人数 as staff：整数 人，不小于 0，不大于 50
    成立日期 as founded：日期
    评估等级 as rating：级别 1A < 2A < 3A，可无
    类型 as kind：选项 甲、乙
    有场所 as office：是否
    活跃率 as rate：比例，不小于 0，不大于 1
    活动 as activities：明细
        日期 as date：日期
        人次 as people：整数 人次，不小于 0
        场次 as sessions：明细
            时长 as hours：数，不小于 0
评分 测评 as score 对象 平台 满分 20 分
    假定 分值 “示例”
    假定 折算 “示例，不取整”
    前提 有场所
    项目 场地 as premises 10 分
        要点 面积 as space 6 分
            若 面积 不少于 300平方米，得 6 分
            否则 按 面积 / 300平方米 折算
        要点 人员 as people 4 分
            前提 类型 为 甲
            按 人数 / 7人 折算
    项目 活动 as events 10 分
        要点 次数 as count 6 分
            按 活动的次数 / 3次 折算
        要点 等级 as level 4 分
            若 评估等级 不低于 2A 且 活跃率 达到 30%，得 4 分
            否则 若 成立日期 早于 2020-01-01，得 1 分
    等级
        合格 as good：总分 12分及以上
        待提升 as poor：其余
"""
"""A policy with something of every kind of fact."""


SCALAR = "".join(
    line
    for line in RULES.replace("按 活动的次数 / 3次 折算", "按 人数 / 3人 折算").splitlines(keepends=True)
    if not any(word in line for word in ("明细", "日期 as date", "人次 as", "时长 as"))
)
"""The same without lists."""


@pytest.fixture(scope="module")
def scalar() -> Policy:
    return build_texts(SCALAR).usable


@pytest.fixture(scope="module")
def policy() -> Policy:
    return build_texts(RULES).usable


COLUMNS = ("县", "area", "staff", "founded", "rating", "kind", "office", "rate")
ROWS: list[dict[str, Any]] = [
    dict(zip(COLUMNS, row, strict=True))
    for row in (
        ("甲县", 120.5, 3, date(2019, 5, 1), "2A", "甲", True, 0.3),
        ("乙县", None, None, None, "无", "乙", True, None),
        ("丙县", -1.0, 99, date(2021, 1, 1), "9A", "甲", False, 0.29),
        ("丁县", 300.0, 7, date(2021, 1, 1), None, None, None, 1.0),
    )
]
EVENTS = [
    {"县": "甲县", "id": 1, "date": date(2021, 1, 1), "people": 10},
    {"县": "甲县", "id": 2, "date": date(2021, 2, 1), "people": None},
    {"县": "丁县", "id": 3, "date": date(2021, 3, 1), "people": 5},
]
SESSIONS = [{"id": 1, "hours": 1.5}, {"id": 1, "hours": 2.0}, {"id": 3, "hours": 0.5}]

Engine = Callable[[pl.DataFrame], Any]
ENGINES: dict[str, Engine] = {
    "polars": lambda frame: frame,
    "polars lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: frame.to_pandas(),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}
engines = pytest.mark.parametrize("engine", ENGINES.values(), ids=list(ENGINES))


def plain(native: Any) -> list[dict[str, Any]]:
    """The rows of any kind of table."""
    frame = nw.from_native(native)
    whole = frame.collect("pyarrow") if isinstance(frame, nw.LazyFrame) else frame
    table = pa.Table.from_pandas(whole.to_native()) if isinstance(whole.to_native(), pd.DataFrame) else whole.to_arrow()
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


@engines
def test_rows_come_to_what_evaluate_says(policy: Policy, engine: Engine) -> None:
    given = engine(pl.DataFrame(ROWS))
    scores = policy.score(
        given, children={"活动": engine(pl.DataFrame(EVENTS)), "activities.sessions": engine(pl.DataFrame(SESSIONS))}
    )
    assert type(scores.frame) is type(given)
    found = {row["县"]: row for row in plain(scores.frame)}
    assert list(found) == ["甲县", "乙县", "丁县"]
    for row in (ROWS[0], ROWS[1], ROWS[3]):
        facts = {key: value for key, value in row.items() if key != "县"}
        events = [{k: v for k, v in e.items() if k in ("date", "people")} for e in EVENTS if e["县"] == row["县"]]
        score = policy.evaluate(facts | {"activities": events}).scores["score"]
        told = found[row["县"]]
        assert (told["score.low"], told["score.high"]) == (float(score.points.low), float(score.points.high))
        assert told["score.total"] == (None if score.total is None else float(score.total))
        assert (told["score.grade"], told["score.gate"]) == (score.grade, score.gate)
        assert told["score.grades"] == "|".join(score.grades)
        for part in score.values():
            if part.id:
                ends = told[f"score.{part.id}.low"], told[f"score.{part.id}.high"]
                assert ends == (float(part.low), float(part.high)), part.id
    assert found["丁县"]["score.premises.space.branch"] == 0
    assert found["甲县"]["score.premises.space.branch"] == 1
    assert found["乙县"]["score.premises.space.branch"] == -1


@engines
def test_what_is_wrong_is_set_aside_and_told(policy: Policy, engine: Engine) -> None:
    scores = policy.score(engine(pl.DataFrame(ROWS)))
    assert [(p.column, p.code, p.carried["县"]) for p in scores.problems] == [
        ("area", "F107", "丙县"),
        ("staff", "F107", "丙县"),
        ("rating", "F108", "丙县"),
    ]
    assert len(plain(scores.frame)) == 3


def test_one_figure_instead_of_bounds(policy: Policy) -> None:
    events = pl.DataFrame(EVENTS)
    scores = policy.score(pl.DataFrame(ROWS), children={"活动": events}, bounds=False)
    assert {(p.row, p.code, p.column) for p in scores.problems if p.row == 3} == {
        (3, "F170", "rating"),
        (3, "F170", "kind"),
        (3, "F170", "office"),
    }
    assert {p.row for p in scores.problems} == {1, 2, 3}
    (row,) = plain(scores.frame)
    assert row["score.points"] == float(Fraction("120.5") / 300 * 6 + Fraction(12, 7) + 4 + 4)
    assert "score.low" not in row


def test_exact_numbers_stand_beside_their_denominators(policy: Policy) -> None:
    row = plain(policy.score(pl.DataFrame(ROWS[:1]), exact=True).frame)[0]
    assert Fraction(row["score.premises.people.low"], row["score.premises.people.low.over"]) == Fraction(12, 7)


def test_columns_that_are_nearly_facts_are_told(policy: Policy) -> None:
    scores = policy.score(pl.DataFrame({"arae": [1], "备注": ["x"]}))
    assert [(w.where, getattr(w, "nearest", "")) for w in scores.warnings] == [("arae", "area")]
    assert plain(scores.frame)[0]["备注"] == "x"


def test_none_can_be_said_in_a_column_of_its_own() -> None:
    rules = RULES.replace("不大于 50", "不大于 50，可无").replace("按 人数 / 7人 折算", "若 人数 不少于 3人，得 4 分")
    frame = pl.DataFrame({"staff": [None, None, 3], "人数.无": [True, False, False], "kind": ["甲"] * 3})
    rows = plain(build_texts(rules).usable.score(frame).frame)
    ends = [(row["score.premises.people.low"], row["score.premises.people.high"]) for row in rows]
    assert ends == [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0)]


def test_records_of_nobody_are_told(policy: Policy) -> None:
    events = pl.DataFrame([*EVENTS, {"县": "戊县", "id": 4, "date": date(2021, 1, 1), "people": 1}])
    problems = policy.score(pl.DataFrame(ROWS[:1]), children={"activities": events}).problems
    assert {(p.code, p.row, p.carried["id"]) for p in problems} == {("F177", None, 3), ("F177", None, 4)}


@pytest.mark.parametrize(
    ("frame", "children", "code"),
    [
        ({"area": [1.0], "面积": [1.0]}, {}, "F102"),
        ({"县": ["甲"]}, {"活动们": {"县": ["甲"]}}, "F101"),
        ({"area": [1.0]}, {"活动": {"县": ["甲"]}}, "F178"),
        ({"县": ["甲"]}, {"活动": {"date": [date(2021, 1, 1)]}}, "F178"),
    ],
)
def test_tables_that_cannot_be_read_are_refused(policy: Policy, frame: Any, children: Any, code: str) -> None:
    with pytest.raises(FactsError) as refused:
        policy.score(pl.DataFrame(frame), children={k: pl.DataFrame(v) for k, v in children.items()})
    assert [p.code for p in refused.value.problems] == [code]


KINDS: dict[str, Any] = {
    "floats with four decimals": (pl.Float64, [n / 10_000 for n in range(0, 3_000_000, 997)]),
    "floats with more": (pl.Float64, [1 / 3, 100 / 7, 299.99999999999994, 0.1 + 0.2, 300.00000000000006]),
    "single precision": (pl.Float32, [0.1, 300.0, 299.99997]),
    "decimals": (pl.Decimal(12, 4), [Decimal("120.5"), Decimal("299.9999"), Decimal("300"), Decimal("0.0001")]),
    "long decimals": (pl.Decimal(30, 12), [Decimal("299.999999999999"), Decimal("300.000000000001")]),
    "unsigned": (pl.UInt16, [0, 299, 300, 1000]),
    "no numbers": (pl.Float64, [math.nan, math.inf, -math.inf, -0.0]),
}


@pytest.mark.parametrize("kind", KINDS, ids=list(KINDS))
@pytest.mark.parametrize("engine", [e for name, e in ENGINES.items() if name != "pandas"])
def test_numbers_of_every_kind_are_exact(scalar: Policy, kind: str, engine: Engine) -> None:
    """A quotient by a multiplied inverse, or a product that is rounded, would put some of these on the wrong side."""
    type_, values = KINDS[kind]
    frame = pl.DataFrame({"key": range(len(values)), "area": pl.Series(values, dtype=type_)})
    told: list[Any] = []
    ways: list[Any] = ["rows", "vectors"] if "long" not in kind else ["rows", None]
    for way in ways:
        scores = scalar.score(engine(frame), way=way)
        rows = sorted(plain(scores.frame), key=lambda row: row["key"])
        ends = [(row["key"], row["score.premises.space.low"], row["score.premises.space.branch"]) for row in rows]
        told.append((ends, sorted((p.carried["key"], p.code) for p in scores.problems)))
    assert told[0] == told[1]


def test_few_decimals_need_no_closer_look(scalar: Policy) -> None:
    """Polars divides by multiplying with an inverse, so that a third of such floats would not be told from odd ones."""
    values = KINDS["floats with four decimals"][1]
    asked = ask(scalar._runner, pl.DataFrame({"area": values}), "platform").sure
    made = Vectors.of(asked)
    assert isinstance(made, Vectors)
    assert not made.look.odd


def test_days_come_as_moments_and_names_as_categories(scalar: Policy) -> None:
    frame = pl.DataFrame(
        {"founded": [datetime(2019, 12, 31), datetime(2020, 1, 1), datetime(2019, 5, 1, 3)], "rating": ["1A", "3A", "2A"]}
    )
    frame = frame.with_columns(pl.col("rating").cast(pl.Categorical))
    sure, found = (scalar.score(frame, way=way) for way in ("rows", "vectors"))
    assert plain(found.frame) == plain(sure.frame)
    assert [(p.row, p.code) for p in found.problems] == [(p.row, p.code) for p in sure.problems] != []


def test_what_cannot_be_said_is_told_before(policy: Policy) -> None:
    support = policy.support()
    assert support.complete == support.nulls == {}
    with pytest.raises(LookupError, match="a list without a table"):
        policy.score(pl.DataFrame({"area": [1.0]}), way="vectors")


def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [x for x in sys.modules if x.startswith("policyrules.tables")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(ImportError, match=r"policyrules\[tables\]"):
        load("wenzhou_2021").score([])
