"""What each engine works out by expressions, construct by construct, as a table for the documents.

    python -m tests.tables_support

Every cell is a table that was scored, with and without nulls, and compared with row by row.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

sys.path.insert(0, str(Path(__file__).parent))  # run as a module, the helpers beside this file are not found otherwise

from packs import build_texts
from test_tables_agreement import ENGINES, compare

HEAD = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0，不大于 1000
    人数 as staff：整数 人，不小于 0，不大于 50
    成立日期 as founded：日期
    等级 as rating：级别 1A < 2A < 3A，可无
    类型 as kind：选项 甲、乙
    有场所 as office：是否
    处罚 as fined：是否
    名称 as title：文字
    活动 as activities：明细
        日期 as date：日期
"""
CARD = "评分 测评 as score 对象 平台 满分 10 分\n    假定 折算 “示例，不取整”\n    假定 分值 “示例”\n"
PART = "    项目 场地 as premises 10 分\n        按 面积 / 300平方米 折算\n"
CONSTRUCTS: dict[str, str] = {
    "points by condition, 折算, tables of ranges": CARD + PART,
    "levels, options, 可无": CARD + "    项目 场地 as premises 10 分\n        若 等级 不低于 2A 且 类型 为 甲，得 10 分\n",
    "periods up to the date of evaluation (满 2年)": CARD
    + "    项目 运营 as operation 10 分\n        若 自 成立日期 至 测评日 满 2年，得 10 分\n",
    "前提, of a part and of the whole": CARD
    + "    前提 有场所\n    项目 场地 as premises 10 分\n        前提 类型 为 甲\n        得 10 分\n",
    "grades": CARD + PART + "    等级\n        好 as good：总分 5分及以上\n        差 as poor：其余\n",
    "一票否决": CARD.replace("满分", "满分") + "    一票否决 处罚：总分 计 0 分\n" + PART,
    "总计": CARD + PART + "    总计 加权 as weighted = 场地 * 50%\n",
    "分类": "分类 阶段 as stage 对象 平台\n    大 as large：人数 不少于 10人\n    小 as small：其余\n",
    "要求": "要求 配备 as staffed 对象 平台     程度 应\n    若 有场所，则 人数 不少于 1人\n",
    "目标": "目标 达标 as reached 对象 平台 = 人数\n    2021 年底 达到 5人    假定 界限 “示例”\n",
    "命名": "命名 全称 as full_name 对象 平台 = 名称\n    “阳光” + “平台”\n",
    "lists (明细) without a table": CARD + "    项目 活动 as events 10 分\n        若 活动的次数 至少 1次，得 10 分\n",
    "施行至": CARD + "    项目 场地 as premises 10 分 施行至 2022-12-31\n        得 10 分\n",
}
ROWS = {
    "key": [1, 2, 3, 4],
    "area": [120.5, 300.0, 0.0, 999.9],
    "staff": [0, 5, 10, 50],
    "founded": [date(2020, 2, 29), date(2021, 1, 1), date(2022, 6, 30), date(2019, 12, 31)],
    "rating": ["1A", "2A", "3A", "无"],
    "kind": ["甲", "乙", "甲", "乙"],
    "office": [True, False, True, True],
    "fined": [False, True, False, False],
    "title": ["阳光平台", "平台", "阳光", "阳光平台"],
}
WAYS = {"vectors": "expressions", "rows": "row by row"}


def cells() -> Iterator[tuple[str, str, str]]:
    """Construct, engine, and how its table was scored: without nulls, and with them where that differs."""
    full = pl.DataFrame(ROWS)
    holes = full.with_columns(
        pl.when(pl.col("key") == 2).then(None).otherwise(pl.col(n)).alias(n) for n in full.columns if n != "key"
    )
    for construct, text in CONSTRUCTS.items():
        policy = build_texts(HEAD + text).usable
        for engine in ENGINES:
            ways = []
            for frame in (full, holes):
                found = [*compare(policy, frame, [engine], date(2022, 12, 31), exact=False)]
                assert not any(different for _, different in found), (construct, engine, found)
                ways.append(WAYS[found[-1][0]])
            yield construct, engine, ways[0] if ways[0] == ways[1] else f"{ways[0]}; with nulls {ways[1]}"


def table() -> str:
    """The table as Markdown."""
    found: dict[str, dict[str, str]] = {}
    for construct, engine, said in cells():
        found.setdefault(construct, {})[engine] = said
    lines = [f"| | {' | '.join(ENGINES)} |", f"|---|{'---|' * len(ENGINES)}"]
    lines += [f"| {construct} | {' | '.join(row.values())} |" for construct, row in found.items()]
    return "\n".join(lines) + "\n"


def main(arguments: Any = None) -> int:
    print(table(), end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
