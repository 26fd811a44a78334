"""Checking: the Wenzhou pack with everything (quotes, audit, proofs), and packs of 100, 1,000 and 10,000 rules with a text as long.

What is asked of the big ones is that time grows with them and no faster: the last column is time for a rule, beside the smallest.
"""

from __future__ import annotations

import gc
import tempfile
import time
from pathlib import Path

from benchmarks.report import Row, Table
from benchmarks.runner import FULL, Effort
from policyrules import project
from policyrules.diagnostics.base import has_errors
from policyrules.pipeline import build

SIZES = (100, 1_000, 10_000)
_ITEMS = 20
"""Items of a scorecard, and rules of a file of its own."""


def pack(folder: Path, rules: int) -> project.Pack:
    """A pack of so many rules, each with a sentence of its own in the text."""
    places = range(rules)
    sentences = [f"第{n}号场地的面积不少于{100 + n}平方米，得5分。" for n in places]
    (folder / "source.md").write_text("\n".join(sentences), "utf-8")
    facts = "\n".join(f"    面积{name(n)} as area_{n}：数 平方米，不小于 0" for n in places)
    head = "政策 grown “增长”\n    原文 “source.md”\n"
    (folder / "a_head.policy").write_text(head, "utf-8")
    for start in range(0, rules, _ITEMS * 50):
        own = facts.split("\n")[start : start + _ITEMS * 50]
        about = start // (_ITEMS * 50)
        text = [f"对象 甲{name(about)} as subject_{about}", *own]
        (folder / f"b_{about:04}.policy").write_text("\n".join(text) + "\n", "utf-8")
    for card, start in enumerate(range(0, rules, _ITEMS)):
        about = start // (_ITEMS * 50)
        lines = [f"评分 测评{name(card)} as score_{card} 对象 甲{name(about)} 满分 {5 * _ITEMS} 分    假定 分值 “各项之和”"]
        for n in range(start, start + _ITEMS):
            quote = f"依据 “第{n}号场地的面积不少于{100 + n}平方米，得5分”"
            lines += [f"    项目 场地{name(n)} as item_{n} 5 分    {quote}"]
            lines += [f"        若 面积{name(n)} 不少于 {100 + n}平方米，得 5 分    {quote}"]
        (folder / f"c_{card:04}.policy").write_text("\n".join(lines) + "\n", "utf-8")
    return project.read(folder).sure


def name(n: int) -> str:
    """A number in letters, because a word of the language holds no digit."""
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in str(n))


def once(read: project.Pack, rounds: int) -> float:
    """The least time of a check, in seconds."""
    found = []
    gc.disable()  # as the command does
    for _ in range(rounds):
        start = time.perf_counter()
        problems = build(read).problems
        found.append(time.perf_counter() - start)
        if has_errors(problems):
            raise SystemExit(f"the pack that is checked has mistakes: {problems[0].message('en')}")
        gc.collect()
    gc.enable()
    return min(found)


def measure(effort: Effort = FULL) -> list[Table]:
    rounds = min(effort.rounds, 5)
    rows = [Row("the Wenzhou pack", {"seconds": once(project.read(project.find("wenzhou_2021").sure).sure, rounds)})]
    found = {}
    for size in SIZES[:1] if effort.tiny else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            found[size] = once(pack(Path(folder), size), min(rounds, 3) if size < 10_000 else 1) / size
        rows.append(
            Row(f"{size:,} rules", {"seconds": found[size] * size, "each": found[size], "ratio": found[size] / found[SIZES[0]]})
        )
    return [Table(f"checking a pack; ratios are of a rule among {SIZES[0]}", tuple(rows))]
