"""Witnesses for tight bounds are looked for when somebody asks, and once."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import islice
from random import Random
from threading import Barrier
from typing import Any

import programs
import pytest
import witnesses
from packs import build_texts

from policyrules.evaluation.awards import points
from policyrules.evaluation.tight import Tightness
from policyrules.result import Points, Result

TEXT = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    有电梯 as lift：是否
    有坡道 as ramp：是否
    已装修 as fitted：是否
    有机构 as run：是否
评分 测评 as score 对象 平台 满分 20 分
    项目 场地 as premises 14 分
        要点 面积 as space 8 分
            若 面积 不少于 300平方米，得 5 分
            若 面积 少于 300平方米，得 3 分
        要点 无障碍 as access 4 分
            若 有电梯，得 3 分
            若 有坡道，得 1 分
        要点 装修 as fitting 2 分
            若 已装修，得 2 分
    项目 运营 as operation 6 分
        前提 有机构
        若 有机构 且 已装修，得 6 分
"""
POLICY = build_texts(TEXT).usable  # the two lines about 面积 exclude each other, which is told (L220)


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every group of awards that is searched."""
    found: list[Any] = []
    search = Tightness._best

    def counted(self: Tightness, group: Any) -> Any:
        found.append(group)
        return search(self, group)

    monkeypatch.setattr(Tightness, "_best", counted)
    return found


def test_nothing_is_looked_for_until_it_is_asked(searches: list[Any]) -> None:
    score = POLICY.evaluate({}, on=None).scores["score"]
    assert [p.points.low for p in score.root.walk()] == [0] * 10
    assert (score["premises"].outcome, score["premises"].points.known, score.missing[0].swing) == ("unknown", None, 8)
    assert searches == []
    points = score["premises.access"].points
    assert searches == []
    assert points.tight
    assert len(searches) == 2


def test_what_was_found_is_kept(searches: list[Any]) -> None:
    score = POLICY.evaluate({}, on=None).scores["score"]
    outer = {part.id for part in score["premises"].walk() if not part.points.tight}
    assert outer == {"premises", "premises.space"}  # no area gives 0, and none gives 8
    groups = [tuple(leaf.part.id for leaf in group) for group in searches]
    assert len(groups) == len(set(groups))
    before = len(searches)
    assert score["premises"].points == score["premises"].points
    assert len(searches) == before


def test_a_known_part_needs_no_witness(searches: list[Any]) -> None:
    score = POLICY.evaluate({"lift": True, "ramp": False}, on=None).scores["score"]
    assert score["premises.access"].points == Points(3, 3)
    assert searches == []


def test_points_are_compared_and_shown_with_what_was_found() -> None:
    score = POLICY.evaluate({}, on=None).scores["score"]
    assert score["premises.access"].points == Points(0, 4, True)
    assert score["premises.access"].points != Points(0, 4, False)
    assert repr(score["premises.space"].points) == "Points(low=0, high=8, tight=False)"


def test_threads_that_ask_at_once_are_told_the_same() -> None:
    told = POLICY.evaluate({}, on=None).canonical()
    for _ in range(20):
        result = POLICY.evaluate({}, on=None)
        start = Barrier(4)

        def ask(result: Result = result, start: Barrier = start) -> bytes:
            start.wait()
            return result.canonical()

        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(ask) for _ in range(4)]
        assert [a.result() for a in asked] == [told] * 4


def test_a_result_can_be_asked_after_a_pickle() -> None:
    result = POLICY.evaluate({"area": 100}, on=None)
    taken = pickle.loads(pickle.dumps(result))
    assert taken.canonical() == result.canonical()


def test_the_points_of_a_witness_are_those_of_the_interpreter() -> None:
    compared = 0
    for seed in range(60):
        random = Random(seed)
        program = programs.program(random)
        built = build_texts(program.text)
        if "C153" in built.codes:  # a veto that counts as more than the items can give
            continue
        policy = built.usable
        excused = programs.exceptions(random, program)
        for whole in islice(program.completions(programs.partial(random, program)), 5):
            for part in policy.evaluate({**whole, **excused}, on="2021-06-30").scores["score"].root.walk():
                if part.outcome != "not_applicable":
                    tightness: Tightness = part._trace.tightness  # type: ignore[attr-defined]
                    assert points(part.rule, tightness.env, tightness.excused) == part.low, (program.text, whole, part.id)
                    compared += 1
    assert compared > 500


LISTS = """\
政策 demo “示例”
对象 平台 as platform
    甲 as a：是否
    项目 as projects：明细，至多 3个
        已结项 as finished：是否
        跟踪次数 as follow_ups：整数 次，不小于 0
    会议 as meetings：明细
        日期 as date：日期
        人数 as people：整数 人，不小于 1
        议题 as topics：明细
            已办结 as done：是否
评分 测评 as score 对象 平台
    考核期 测评日所在年
    项目 甲 as a 5 分
        {line}
"""
WHEN = "    没有时 视为不满足"
REACHED = [
    "若 项目的个数 不少于 3，得 5 分",
    "若 项目（已结项）的个数 不少于 2 且 项目（跟踪次数 超过 5次）的个数 不少于 3，得 5 分",
    "若 每个 项目的跟踪次数 不少于 3次，得 5 分" + WHEN,
    "若 项目 中 （跟踪次数 不少于 3次）的占比 达到 50%，得 5 分" + WHEN,
    "若 项目的跟踪次数 合计 不少于 19次，得 5 分",
    "若 项目的跟踪次数 平均 不少于 19次，得 5 分",
    "若 每月 会议 不少于 2次，得 5 分",
    "若 近 3个月 会议（人数 不少于 30人）的次数 不少于 7次，得 5 分",
    "若 每个 会议 均 （至少 2个 议题 满足 已办结），得 5 分" + WHEN,
    "若 甲 且 至少 2个 会议 满足 人数 超过 30人，得 5 分",
    "按 项目的个数 每 1个 得 2分，最高 5 分",
]


@pytest.mark.parametrize("line", REACHED)
def test_bounds_over_unknown_lists_are_reached(line: str) -> None:
    policy = build_texts(LISTS.format(line=line)).usable
    on = date(2022, 12, 31)
    part = policy.evaluate({}, on=on).scores["score"]["a"]
    assert (part.low, part.high, part.points.tight) == (0, 5, True)
    witnesses.check(policy, "score", {}, on, part)


UNREACHED: list[tuple[str, dict[str, Any]]] = [
    ("若 项目的个数 不少于 1 且 项目的个数 不超过 0，得 5 分", {}),  # it holds never
    ("若 每月 会议 不少于 1次，得 5 分", {"meetings": [{}, {}]}),  # of two records, none is missing
]


@pytest.mark.parametrize(("line", "facts"), UNREACHED)
def test_bounds_that_no_list_reaches_are_not_tight(line: str, facts: dict[str, Any]) -> None:
    part = build_texts(LISTS.format(line=line)).usable.evaluate(facts, on=date(2022, 12, 31)).scores["score"]["a"]
    assert (part.low, part.high, part.points.tight) == (0, 5, False)


def test_a_period_that_is_not_over_leaves_bounds_open() -> None:
    policy = build_texts(LISTS.format(line="若 每月 会议 不少于 1次，得 5 分")).usable
    assert not policy.evaluate({}, on=date(2022, 8, 1)).scores["score"]["a"].points.tight
    assert not policy.evaluate({}, on=None).scores["score"]["a"].points.tight


def test_no_witness_has_more_records_than_there_can_be() -> None:
    policy = build_texts(LISTS.format(line="若 项目的个数 不少于 2 且 项目（已结项）的个数 不少于 2，得 5 分")).usable
    for given in ({}, {"projects": {"records": [{"finished": True}], "open": True}}, {"projects": [{"finished": True}, {}]}):
        part = policy.evaluate(given, on=date(2022, 12, 31)).scores["score"]["a"]
        assert part.points.tight
        tightness: Tightness = part._trace.tightness  # type: ignore[attr-defined]
        found = tightness.witnesses(part.rule)
        assert found is not None
        assert all(len(w["projects"].records) <= 3 for w in found)
        witnesses.check(policy, "score", given, date(2022, 12, 31), part)
