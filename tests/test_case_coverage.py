"""What the cases cover: every kind of goal, what cannot be reached left out, sides of conditions against brute force."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from random import Random

import pytest
from packs import build_texts

from policyrules import cases
from policyrules.cases.coverage import Coverage, measure
from policyrules.cases.coverage.rules import covered
from policyrules.cases.coverage.seen import run
from policyrules.cli import main

RULES = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    合格 as sound：是否
    示范 as model：是否
    类型 as sort：选项 甲、乙、丙
    活动 as activities：明细
        日期 as date：日期
        到位 as done：是否
设 好场地 as fine_place 对象 平台 = 合格 且 面积 不少于 50平方米
分类 类别 as kind 对象 平台
    甲类 as first：类型 为 甲
    乙类 as second：类型 为 乙
评分 测评 as score 对象 平台 满分 8 分
    考核期 测评日所在年
    项目 场地 as premises 4 分 最高 4 分
        前提 示范
        依据 《办法》 “面积不少于300平方米且合格”
        若 面积 不少于 300平方米 且 合格，得 4 分
        否则 若 面积 超过 100平方米，得 2 分    假定 界限 “示例”
    项目 活动 as events 4 分
        若 每季度 活动 至少 1次，得 2 分
        若 每个 活动 均 到位，得 2 分    没有时 视为不满足
    等级
        好 as good：总分 6分及以上
        差 as poor：其余
目标 面积达标 as target 对象 平台 = 面积
    2022 年底 达到 500平方米
要求 要有 as duty 对象 平台    程度 应
    若 示范，则 合格 或者 面积 不少于 200平方米
"""
CASES = """\
用例 “都好” 对象 平台 2022-12-31
    已知 面积 = 300平方米
    已知 合格 = 是
    已知 示范 = 是
    已知 类型 = 甲
    已知 活动：
        - 日期 = 2022-01-01，到位 = 是
        - 日期 = 2022-04-01，到位 = 是
        - 日期 = 2022-07-01，到位 = 是
        - 日期 = 2022-10-01，到位 = 是
    应为 测评 = 8 分
    应为 测评的等级 为 好
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "rules.policy").write_text(RULES, "utf-8")
    (tmp_path / "cases.policy").write_text(CASES, "utf-8")
    return tmp_path


def measured(pack: Path) -> Coverage:
    return measure(cases.opened(pack).sure)


def missing(found: Coverage) -> set[tuple[str, str, str]]:
    return {(x.rule.label[0], g.kind, g.said[0]) for x in found.rules for g in x.missing}


def every(found: Coverage) -> set[tuple[str, str, str]]:
    return {(x.rule.label[0], g.kind, g.said[0]) for x in found.rules for g in x.rule.goals}


def more(pack: Path, text: str) -> None:
    (pack / "more.policy").write_text(text, "utf-8")


def test_every_kind_is_there_and_the_first_case_shows_some_of_each(pack: Path) -> None:
    found = measured(pack)
    assert set(found.totals) == {"rules", "outcome", "finding", "grade", "class", "branch", "side", "edge", "goals"}
    assert all(0 < n < of for key, (n, of) in found.totals.items() if key not in ("rules", "class", "side"))


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ("面积 = 299平方米", ("场地", "edge", "“面积 不少于 300平方米”差一点（300平方米）")),
        ("面积 = 301平方米", ("场地", "edge", "“面积 不少于 300平方米”多一点（300平方米）")),
        ("合格 = 否", ("场地", "side", "只有“合格”不成立")),
        ("合格 = 否", ("要有", "side", "只有“面积 不少于 200平方米”成立")),
        ("示范 = 否", ("场地", "outcome", "不适用")),
        ("面积 = 200平方米", ("场地", "outcome", "部分得分")),
        ("面积 = 0平方米", ("场地", "branch", "适用其余情形")),
        ("类型 = 丙", ("类别", "class", "不属于任何一类")),
        ("活动 = 无", ("活动的第二行", "branch", "没有活动")),
        ("活动的日期 = 2022-01-01、2022-07-01、2022-10-01", ("活动的第一行", "side", "只有“第二季度”不成立")),
    ],
)
def test_one_fact_changed_shows_one_thing_more(pack: Path, facts: str, shown: tuple[str, str, str]) -> None:
    before = measured(pack)
    assert shown in missing(before), sorted(missing(before))
    more(pack, f"用例 “另一例” 对象 平台 2022-12-31\n    已知 用例 “都好”\n    已知 {facts}\n    应为 测评 在 0 至 8 分 之间\n")
    assert shown not in missing(measured(pack))


def test_what_is_unknown_shows_neither_side(pack: Path) -> None:
    before = missing(measured(pack))
    more(pack, "用例 “不知道” 对象 平台 2022-12-31\n    已知 面积 = 300平方米\n    应为 缺少 合格\n")
    gone = before - missing(measured(pack))
    assert gone
    assert all(kind in ("outcome", "finding", "class", "grade") and said == "未知" for _, kind, said in gone)


def test_what_cannot_happen_is_not_asked_for() -> None:
    rules = """\
政策 demo “示例”
对象 平台 as platform
    数目 as number：整数 个，不小于 0，不大于 10
    合格 as sound：是否
评分 测评 as score 对象 平台 满分 4 分
    项目 甲 as one 2 分
        若 合格，得 2 分
    项目 乙 as two 2 分
        若 数目 不少于 10个 且 数目 不少于 5个，得 2 分
"""
    built = build_texts({"rules.policy": rules})
    assert built.lowered is not None
    goals = {(x.rule.label[0], g.said[0]) for x in covered(built.lowered) for g in x.rule.goals}
    assert ("甲", "部分得分") not in goals  # all or nothing
    assert ("甲", "不适用") not in goals
    assert ("乙", "只有“数目 不少于 10个”不成立") in goals
    assert ("乙", "只有“数目 不少于 5个”不成立") not in goals  # ten are five
    assert ("乙", "“数目 不少于 10个”多一点（10个）") not in goals  # beyond its bounds
    assert ("乙", "“数目 不少于 5个”多一点（5个）") not in goals or ("乙", "“数目 不少于 10个”差一点（10个）") in goals


def test_a_case_that_nobody_looked_at_does_not_count(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = measured(pack)
    text = "用例 “另一例” 对象 平台 2022-12-31\n    已知 用例 “都好”\n    已知 合格 = 否\n    应为 场地 = 2 分\n"
    more(pack, text + "    未复核\n")
    found = measured(pack)
    assert found.score == before.score
    assert any(x.unreviewed for x in found.rules)
    assert main(["test", str(pack), "--coverage", "--lang", "zh"]) == 0
    assert "其中 1 个用例未复核，不计入" in capsys.readouterr().out
    more(pack, text + "    复核 “张三” 2026-11-24\n")
    assert measured(pack).score > before.score


def test_the_report_has_the_quote_beside_the_rule(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(pack), "--coverage", "--lang", "zh"]) == 0
    text = capsys.readouterr().out
    assert "场地 依据 《办法》“面积不少于300平方米且合格”" in text
    assert "缺：结果：部分得分；未满足；不适用；未知" in text
    assert main(["test", str(pack), "--coverage", "--at-least", "100", "--lang", "en"]) == 1
    assert "the cases cover " in capsys.readouterr().out


def test_the_form_for_a_program(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(pack), "--coverage", "--format", "json", "--lang", "zh"]) == 0
    form = json.loads(capsys.readouterr().out)
    assert {"score", "rules", "totals"} == set(form)
    goals = [g for rule in form["rules"] for g in rule["goals"]]
    assert form["totals"]["goals"] == {"covered": sum(g["covered"] for g in goals), "total": len(goals)}
    assert {"kind", "key", "label", "covered", "case", "unreviewed"} == set(goals[0])
    (rule,) = (r for r in form["rules"] if r["id"] == "score/premises")
    assert rule["cites"] == ["面积不少于300平方米且合格"]


def test_wrong_usage_and_packs_without_cases(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(pack), "--at-least", "90"]) == 2
    assert main(["test", str(pack), "--coverage", "-k", "x"]) == 2
    assert main(["test", str(pack), "--coverage", "--at-least", "x"]) == 2
    (pack / "cases.policy").unlink()
    assert main(["test", str(pack), "--coverage"]) == 1
    assert "T112" in capsys.readouterr().err
    (pack / "rules.policy").write_text("政策", "utf-8")
    assert main(["test", str(pack), "--coverage"]) == 1


# ---------------------------------------------------------------- sides of conditions, against brute force

Tree = str | tuple[str, "Tree", "Tree"] | tuple[str, "Tree"]


def tree(names: list[str], random: Random) -> Tree:
    """A condition in which each name occurs once."""
    if len(names) == 1:
        return ("not", names[0]) if random.random() < 0.3 else names[0]
    cut = random.randrange(1, len(names))
    return (random.choice(("and", "or")), tree(names[:cut], random), tree(names[cut:], random))


def written(node: Tree) -> str:
    if isinstance(node, str):
        return node
    if node[0] == "not":
        return f"并非 {written(node[1])}"
    word = "且" if node[0] == "and" else "或者"
    return f"（{written(node[1])} {word} {written(node[2])}）"  # type: ignore[misc]


def holds(node: Tree, facts: dict[str, bool]) -> bool:
    if isinstance(node, str):
        return facts[node]
    if node[0] == "not":
        return not holds(node[1], facts)
    sides = [holds(x, facts) for x in node[1:]]
    return all(sides) if node[0] == "and" else any(sides)


@pytest.mark.parametrize("seed", range(24))
def test_where_all_sides_are_shown_every_part_matters_both_ways(seed: int) -> None:
    """Where some cases show all sides, each fact alone, nothing else changed, turns the whole in one of them either way."""
    random = Random(seed)
    names = list("甲乙丙丁"[: random.randrange(2, 5)])
    condition = tree(names, random)
    fields = "".join(f"    {n} as {a}：是否\n" for n, a in zip(names, "abcd", strict=False))
    duty = f"要求 要有 as duty 对象 平台\n    则 {written(condition)}\n"
    built = build_texts({"rules.policy": f"政策 demo “示例”\n对象 平台 as platform\n{fields}{duty}"})
    policy = built.good
    (listed,) = covered(policy.lowered)
    sides = [g for g in listed.rule.goals if g.kind == "side"]
    every_way = [dict(zip(names, values, strict=True)) for values in product((False, True), repeat=len(names))]
    shown = []
    for facts in every_way:
        one = run(policy, facts, "platform", None)
        assert one is not None
        shown.append({g.key for g in sides if one.shows(g, None)})
    assert set().union(*shown) == {g.key for g in sides}  # each can be reached
    tries = [random.sample(range(len(every_way)), random.randrange(1, len(every_way) + 1)) for _ in range(60)]
    for chosen in (list(range(len(every_way))), *tries):
        if set().union(*(shown[n] for n in chosen)) == {g.key for g in sides}:
            assert all(_matters(condition, every_way, chosen, n) for n in names)
    alone = [n for n, keys in enumerate(shown) if not keys]
    assert not any(_matters(condition, every_way, alone, n) for n in names)  # what shows nothing proves nothing


def _matters(condition: Tree, ways: list[dict[str, bool]], chosen: list[int], name: str) -> bool:
    """Whether a fact, in some chosen case where it is true and in some where it is false, decides by itself."""
    decides = {ways[n][name] for n in chosen if holds(condition, ways[n]) != holds(condition, ways[n] | {name: not ways[n][name]})}
    return decides == {True, False}


# ---------------------------------------------------------------- the packs


@pytest.mark.parametrize("name", ["wenzhou_2021", "zhejiang_2021"])
def test_the_packs_are_covered(name: str) -> None:
    found = measure(cases.opened(name).sure)
    assert not missing(found)
    figures = "，".join(f"{label} {found.totals[key][1]}" for key, label in (("rules", "规则"), ("goals", "应当显示的")))
    readme = (Path(__file__).parent.parent / "policies" / name / "README.md").read_text("utf-8")
    assert f"policyrules test {name} --coverage" in readme
    assert f"{figures} 处，全部覆盖" in readme
