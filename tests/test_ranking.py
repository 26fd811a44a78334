"""排序: places with ties, stretches of places where facts are missing, and the command."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from packs import build_texts

from policyrules import FactsError
from policyrules.cli import main

TEXT = """
政策 demo “示例”
对象 居民 as resident
    积分 as points：整数 分，不小于 0，不大于 3
    等次 as level：级别 低 < 平 < 高
    申请日 as applied：日期，不早于 2021-01-01，不晚于 2021-01-03
    伪造 as forged：是否
评分 积分入户 as score 对象 居民 满分 3 分
    一票否决 伪造
    项目 各项 as items 3 分
        得 积分
    排序
        总分 由高到低
        等次 由高到低
        申请日 由先到后
"""
POLICY = build_texts(TEXT).good


def person(points: int | None, level: str | None, day: int | None, forged: bool | None = False) -> dict[str, Any]:
    return {"points": points, "level": level, "applied": day and f"2021-01-0{day}", "forged": forged}


def places(**subjects: dict[str, Any]) -> list[tuple[str, int | None, int | None]]:
    return [(r.key, r.low, r.high) for r in POLICY.rank(subjects, "score")]


def test_equal_subjects_share_a_place_and_the_next_is_left_out() -> None:
    found = places(d=person(2, "高", 1), c=person(3, "平", 2), a=person(3, "平", 1), b=person(3, "平", 1), e=person(3, "高", 3))
    assert found == [("e", 1, 1), ("a", 2, 2), ("b", 2, 2), ("c", 4, 4), ("d", 5, 5)]


def test_who_is_vetoed_has_no_place() -> None:
    assert places(a=person(1, "平", 1), b=person(3, "高", 1, forged=True)) == [("a", 1, 1), ("b", None, None)]


def test_who_may_be_vetoed_may_make_room() -> None:
    assert places(a=person(1, "平", 1), b=person(3, "高", 1, forged=None)) == [("b", 1, 1), ("a", 1, 2)]


def test_missing_facts_give_a_stretch_of_places() -> None:
    assert places(a=person(None, "平", 1), b=person(2, "平", 1), c=person(0, "低", 1)) == [
        ("a", 1, 2),
        ("b", 1, 2),
        ("c", 3, 3),
    ]


DOMAINS: dict[str, tuple[Any, ...]] = {
    "points": (0, 1, 2, 3),
    "level": ("低", "平", "高"),
    "applied": ("2021-01-01", "2021-01-02", "2021-01-03"),
    "forged": (False, True),
}


@pytest.mark.parametrize("seed", range(40))
def test_a_stretch_holds_the_place_of_every_completion(seed: int) -> None:
    random = Random(seed)
    subjects = {key: {name: random.choice(values) for name, values in DOMAINS.items()} for key in "abc"}
    for facts in subjects.values():
        facts["forged"] = random.random() < 0.1
    gone = [(random.choice("abc"), random.choice(sorted(DOMAINS))) for _ in range(random.randint(1, 2))]
    partial = {key: {n: v for n, v in facts.items() if (key, n) not in gone} for key, facts in subjects.items()}
    said = {r.key: (r.low, r.high) for r in POLICY.rank(partial, "score")}
    for values in product(*(DOMAINS[name] for _, name in gone)):
        whole = {key: dict(facts) for key, facts in subjects.items()}
        for (key, name), value in zip(gone, values, strict=True):
            whole[key][name] = value
        for key, place in plainly(whole).items():
            low, high = said[key]
            assert place is None or (low is not None and high is not None and low <= place <= high), (partial, whole, said)


def plainly(subjects: dict[str, dict[str, Any]]) -> dict[str, int | None]:
    """Places worked out the plain way."""

    def key(facts: dict[str, Any]) -> tuple[int, int, int]:
        return facts["points"], DOMAINS["level"].index(facts["level"]), -DOMAINS["applied"].index(facts["applied"])

    running = {name: key(facts) for name, facts in subjects.items() if not facts["forged"]}
    return {n: None if n not in running else 1 + sum(k > running[n] for k in running.values()) for n in subjects}


def test_problems_of_all_subjects_come_together() -> None:
    with pytest.raises(FactsError) as caught:
        POLICY.rank({"a": {"points": 9}, "b": {"levle": "高"}}, "score")
    assert [p.where for p in caught.value.problems] == ["a.points", "b.levle"]


def test_a_scorecard_without_a_ranking() -> None:
    with pytest.raises(LookupError, match="no scorecard `other`"):
        POLICY.rank({}, "other")


def test_nobody_to_rank() -> None:
    assert POLICY.rank({}, "score") == ()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "rules.policy").write_text(TEXT.lstrip(), encoding="utf-8")
    return tmp_path


def test_the_command(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = pack / "people.json"
    file.write_text(
        json.dumps({"甲": person(3, "高", 1), "乙": person(None, "高", 1), "丙": person(1, "低", 1, forged=True)}), "utf-8"
    )
    assert main(["rank", str(pack), str(file)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "名次     测评对象   总分",
        "1        甲         3",
        "1 至 2   乙         0 至 3",
        "－       丙         否决，不计总分",
    ]
    assert main(["rank", str(pack), str(file), "--format", "json", "--scorecard", "积分入户"]) == 0
    form = json.loads(capsys.readouterr().out)
    assert form["scorecard"] == "score"
    assert form["places"][1] == {"key": "乙", "low": 1, "high": 2, "total": None, "grade": None}


def test_the_command_tells_where_facts_are_wrong(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = pack / "people.json"
    file.write_text('{"甲": {\n  "points": 9}}', "utf-8")
    assert main(["rank", str(pack), str(file)]) == 1
    assert "people.json:2:" in capsys.readouterr().err
    assert main(["rank", str(pack), str(file), "--scorecard", "nothing"]) == 2
    assert "score" in capsys.readouterr().err
