"""Cases about targets by date: the finding, the measure, and what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs import write

from policyrules import cases

RULES = """\
政策 demo “示例”
对象 县域 as county
    活跃度 as activity：比例，不小于 0，不大于 1
目标 活跃度达标 as active 对象 县域 = 活跃度
    2021 年底 不可量化
    2022 年底 超过 50%
"""


@pytest.mark.parametrize(
    ("day", "given", "lines"),
    [
        ("2021-12-30", "30%", ["活跃度达标 为 未到期", "active 为 not_due"]),
        ("2021-12-31", "30%", ["活跃度达标 为 不可量化"]),
        ("2022-12-31", "30%", ["活跃度达标 为 不符合", "活跃度达标的实际值 = 30%", "活跃度达标的差距 = 20%"]),
        ("2022-12-31", "50%", ["活跃度达标 为 不符合", "活跃度达标的差距 = 0%"]),  # 超过: nothing lacks but more than that
        ("2022-12-31", "51%", ["活跃度达标 为 符合"]),
    ],
)
def test_what_holds(tmp_path: Path, day: str, given: str, lines: list[str]) -> None:
    assert run(tmp_path, day, given, lines) == []


def test_what_is_met_lacks_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, "2022-12-31", "51%", ["活跃度达标的差距 = 0%"]) == ["没有差距"]


def run(folder: Path, day: str, given: str, lines: list[str]) -> list[str]:
    """What there is instead of each line that does not hold."""
    text = f"用例 “一例” {day}\n    已知 活跃度 = {given}\n" + "".join(f"    应为 {x}\n" for x in lines)
    suite = cases.opened(write(folder, {"rules.policy": RULES, "cases.policy": text})).sure
    return [d.got("zh") for case in suite.cases for d in cases.run(suite.policy, case).differences]
