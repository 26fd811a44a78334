"""Lists: a platform with 200 organisations of 50 activities each, and with 10 and 100 times as many, beside a hand-written loop."""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import policyrules

POLICY = """\
政策 lists “示例”
对象 平台 as platform
    社区社会组织 as organisations：明细
        活动 as activities：明细
            日期 as date：日期
            人数 as people：整数 人，不小于 0
    项目 as projects：明细
        已结项 as finished：是否
        跟踪次数 as follow_ups：整数 次，不小于 0
评分 测评 as score 对象 平台 满分 10 分
    考核期 测评日所在年
    项目 引领 as leading 6 分
        若 社区社会组织 中 （每季度 活动 不少于 1次）的占比 达到 30%，得 3 分    没有时 视为不满足
        若 每个 社区社会组织 均 （每年 活动 不少于 1次），得 2 分    没有时 视为不满足
        若 社区社会组织 中 （活动的人数 合计 不少于 1000人）的占比 达到 50%，得 1 分    没有时 视为不满足
    项目 跟踪 as followed 4 分
        若 每个 项目（已结项）的跟踪次数 不少于 3次，得 4 分    没有时 视为不满足
"""
ON = date(2022, 12, 31)


def load() -> policyrules.Policy:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "lists.policy").write_text(POLICY, encoding="utf-8")
        return policyrules.load(folder)


def facts(times: int) -> dict[str, Any]:
    """The same facts for the same size."""
    some = random.Random(times)
    day = date(2022, 1, 1)
    organisations = [
        {"activities": [{"date": day + timedelta(days=some.randrange(365)), "people": some.randrange(50)} for _ in range(50)]}
        for _ in range(200 * times)
    ]
    projects = [{"finished": some.random() < 0.5, "follow_ups": some.randrange(3, 9)} for _ in range(200 * times)]
    return {"organisations": organisations, "projects": projects}


def by_hand(given: dict[str, Any]) -> int:
    """The points, from facts that are taken for whole and sound."""
    organisations = given["organisations"]
    quarters = [{(a["date"].month - 1) // 3 for a in o["activities"] if a["date"].year == ON.year} for o in organisations]
    points = 3 if organisations and sum(len(q) == 4 for q in quarters) * 10 >= 3 * len(organisations) else 0
    points += 2 if organisations and all(quarters) else 0
    many = sum(sum(a["people"] for a in o["activities"]) >= 1000 for o in organisations)
    points += 1 if organisations and many * 2 >= len(organisations) else 0
    finished = [p for p in given["projects"] if p["finished"]]
    return points + (4 if finished and all(p["follow_ups"] >= 3 for p in finished) else 0)
