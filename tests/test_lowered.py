"""The lowered form: scalar everywhere, and readable."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs import build_texts
from syrupy.assertion import SnapshotAssertion

from policyrules import policy as api
from policyrules.language import core
from policyrules.language.lowered import Aggregate, Lowered
from policyrules.text.lowered import show

ROOT = Path(__file__).parents[1]
GOOD = sorted((ROOT / "tests" / "corpus").glob("*/good/*.policy"))


def expressions(lowered: Lowered) -> list[core.Expr]:
    """Every expression of a lowered pack."""
    found: list[core.Expr] = []

    def inside(value: Aggregate) -> None:
        found.extend(e for e in (value.agg.where, value.agg.body) if e is not None)
        for inner in value.inner.values():
            inside(inner)

    for entry in lowered.subjects.values():
        for value in entry.values:
            if isinstance(value, Aggregate):
                inside(value)
            else:
                found.append(value.expr)
        for card in (c.card for c in entry.cards):
            found += [e for p in card.root.walk() for e in (p.guard, p.body) if isinstance(e, core.Expr)]
            found += [e.condition for e in (*card.gates, *card.vetoes)]
            found += [v.until for v in card.vetoes if v.until]
            found += [r.condition for r in (card.bands.rows if card.bands else ()) if r.condition is not None]
    return found


@pytest.mark.parametrize("path", GOOD, ids=lambda p: p.stem)
def test_nothing_above_an_aggregate_knows_a_list(path: Path) -> None:
    policy = build_texts(path.read_text(encoding="utf-8")).policy
    if policy is None:  # it needs its source text beside it
        policy = api.load(path) if path.with_suffix(".md").is_file() else None
    if policy is None:
        return
    nodes = [n for e in expressions(policy.lowered) for n in core.walk(e)]
    assert not any(isinstance(n, core.Agg) for n in nodes)
    assert not any(isinstance(n, core.Fact) and isinstance(n.field.type, core.Records) for n in nodes)


def test_equal_aggregates_are_worked_out_once(snapshot: SnapshotAssertion) -> None:
    text = (ROOT / "tests" / "corpus" / "meaning" / "good" / "lists.policy").read_text(encoding="utf-8")
    shown = show(build_texts(text).usable.lowered)
    assert shown.count("= count(组织)") == 1  # 没有时 of two awards asks for the same
    assert shown == snapshot


def test_equal_aggregates_over_lists_in_lists_are_worked_out_once() -> None:
    text = """\
政策 demo “示例”
参数 下限 as least = 2次    假定 界限 “示例”
对象 平台 as platform
    组织 as groups：明细
        活动 as events：明细
            日期 as date：日期
            人数 as people：整数 人，不小于 0
评分 测评 as score 对象 平台 满分 4 分
    考核期 测评日所在年
    项目 甲 as a 1 分
        若 每个 组织 均 （活动（人数 超过 3人）的次数 不少于 2次），得 1 分    没有时 视为不满足
    项目 乙 as b 1 分
        若 每个 组织 均 （活动（人数 超过 3人）的次数 不少于 下限），得 1 分    没有时 视为不满足
    项目 丙 as c 1 分
        若 每个 组织 均 （活动（人数 超过 4人）的次数 不少于 2次），得 1 分    没有时 视为不满足
    项目 丁 as d 1 分
        若 每个 组织 均 （活动（人数 超过 4人）的次数 不少于 2次 且 活动的次数 不少于 3次），得 1 分    没有时 视为不满足
"""
    entry = build_texts(text).usable.lowered.subjects["platform"]
    found = [v for v in entry.values if isinstance(v, Aggregate)]
    assert [(v.agg.op, len(v.inner)) for v in found] == [("count", 0), ("all", 1), ("all", 1), ("all", 2)]
    ids = [i for v in found for i in (v.id, *v.inner)]
    assert len(ids) == len(set(ids))


def test_levels_texts_and_truths_are_shown_as_they_are_called() -> None:
    text = """\
政策 demo “示例”
对象 平台 as platform
    等级 as rating：级别 1A < 2A < 3A，可无
    成立日期 as founded：日期
    名称 as title：文字
评分 测评 as score 对象 平台 满分 1 分
    项目 甲 as a 1 分
        前提 等级 不为 无
        若 （等级 不低于 2A 或者 名称 为 “甲”） 且 成立日期 早于 2021-01-01，得 1 分 取整 舍去 到 0.5 分
"""
    shown = show(build_texts(text).usable.lowered)
    assert "only if 等级 ≠ 无" in shown
    assert "{(等级 ≥ 2A or 名称 = 甲) and 成立日期 < 2021-01-01 → round(1分, 0.5, down); else 0分}" in shown
