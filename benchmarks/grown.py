"""Programs of any number of criteria, made of what the workload is made of, with their facts and a hand-written loop over them."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import policyrules
from benchmarks.check import name

FIELDS = (
    "是否{0} as fact_{1}：是否",
    "面积{0} as fact_{1}：数 平方米，不小于 0，不大于 600",
    "次数{0} as fact_{1}：整数 次，不小于 0，不大于 9",
    "比率{0} as fact_{1}：比例，不小于 0，不大于 1",
)
"""The facts of the first four of five criteria; the fifth reads those of the three first."""
CRITERIA = (
    "若 是否{0}，得 4 分",
    "若 面积{0} 不少于 300平方米，得 4 分\n            否则 按 面积{0} / 300平方米 折算",
    "按 次数{0} / 4次 折算",
    "若 比率{0} 达到 100%，得 4 分\n            否则 若 比率{0} 达到 30%，得 2 分",
    "若 是否{1} 或者 （次数{3} 不少于 2次 且 面积{2} 不少于 100平方米），得 4 分",
)
"""The criteria, which take turns: each is worth 4 points."""
TURN = len(CRITERIA)
ITEM, CARD = 10, 500
"""Criteria of an item and of a scorecard, which has a file of its own: a file holds no more than 100,000 characters."""


def write(folder: Path, size: int) -> None:
    """A pack of so many criteria (a multiple of five)."""
    fields = [FIELDS[n % TURN].format(name(n), n) for n in range(size) if n % TURN < len(FIELDS)]
    subject = ["政策 grown “增长”", "对象 平台 as platform", *(f"    {row}" for row in fields), ""]
    (folder / "a.policy").write_text("\n".join(subject), "utf-8")
    for start in range(0, size, CARD):
        (folder / f"b_{start:05}.policy").write_text("\n".join(_card(start, min(start + CARD, size))), "utf-8")


def _card(start: int, end: int) -> list[str]:
    lines = [f"评分 测评{name(start)} as {card(start)} 对象 平台", "    假定 分值 “测速用例自定”", "    假定 折算 “测速用例自定”"]
    for n in range(start, end):
        if n % ITEM == 0:
            lines.append(f"    项目 项目{name(n)} as item_{n} {4 * min(ITEM, end - n)} 分")
        before = (name(n - n % TURN + k) for k in range(3))
        lines += [f"        要点 要点{name(n)} as part_{n} 4 分", f"            {CRITERIA[n % TURN].format(name(n), *before)}"]
    return [*lines, "    等级", f"        甲 as high：总分 {2 * (end - start)}分及以上", "        乙 as low：其余", ""]


def card(n: int) -> str:
    """The scorecard that a criterion is in."""
    return f"score_{n // CARD}"


def part(n: int) -> str:
    """The id of a criterion."""
    return f"item_{n // ITEM * ITEM}.part_{n}"


def load(size: int) -> policyrules.Policy:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), size)
        return policyrules.load(folder)


def facts(size: int, seed: int) -> dict[str, Any]:
    """The same facts for the same size and seed."""
    some = random.Random(seed)
    kinds = (
        lambda: some.random() < 0.5,
        lambda: some.randrange(6001) / 10,
        lambda: some.randrange(10),
        lambda: some.choice((0.25, 0.3, 1.0)),
    )
    return {f"fact_{n}": kinds[n % TURN]() for n in range(size) if n % TURN < len(kinds)}


def by_hand(size: int, given: dict[str, Any]) -> list[float]:
    """The points of each criterion."""
    points: list[float] = []
    for n in range(0, size, TURN):
        yes, area, count, rate = (given[f"fact_{n + k}"] for k in range(4))
        points += [4 * yes, 4 * min(1, area / 300), 4 * min(1, count / 4), 4 if rate >= 1 else 2 if rate >= 0.3 else 0]
        points.append(4 if yes or (count >= 2 and area >= 100) else 0)
    return points
