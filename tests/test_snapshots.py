"""The fixture policy_snapshot: what it gives to others, as they use it."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from shutil import copytree

import pytest

pytest_plugins = ["pytester"]

RULES = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
评分 测评 as score 对象 平台 满分 5 分
    项目 场地 as premises 5 分
        若 面积 不少于 300平方米，得 5 分
"""
TESTS = """\
import policyrules

def test_rules(policy_snapshot):
    assert policyrules.load("./rules") == policy_snapshot

def test_result(policy_snapshot):
    assert policyrules.evaluate("./rules", {"area": 310}) == policy_snapshot

def test_english(policy_snapshot):
    assert policyrules.load("./rules").read("en") == policy_snapshot
"""


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the project below lies once its snapshots were taken."""
    return tmp_path_factory.mktemp("project") / "taken"


@pytest.fixture
def project(pytester: pytest.Pytester, taken: Path) -> pytest.Pytester:
    """A project of somebody else, with a pack and three tests, and snapshots taken."""
    if not taken.exists():
        pytester.mkdir("rules")
        (pytester.path / "rules" / "rules.policy").write_text(RULES, "utf-8")
        pytester.makepyfile(test_them=TESTS)
        run(pytester, "--snapshot-update").assert_outcomes(passed=3)
        copytree(pytester.path, taken)
    copytree(taken, pytester.path, dirs_exist_ok=True)
    return pytester


def run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    offered = {x.name for x in importlib.metadata.entry_points(group="pytest11")}
    return pytester.runpytest_subprocess(*(() if "policyrules" in offered else ("-p", "policyrules.pytest_plugin")), *options)


def kept(project: pytest.Pytester) -> dict[str, str]:
    return {f.stem: f.read_text("utf-8") for f in Path(project.path).rglob("__snapshots__/*/*.txt")}


def test_each_snapshot_is_a_text_to_read(project: pytest.Pytester) -> None:
    texts = kept(project)
    assert texts.keys() == {"test_rules", "test_result", "test_english"}
    assert "“面积”不少于 300平方米的，得 5 分。" in texts["test_rules"]
    assert "310" in texts["test_result"]
    run(project).assert_outcomes(passed=3)


def test_a_changed_threshold_is_one_line(project: pytest.Pytester) -> None:
    before = kept(project)["test_rules"].splitlines()
    (project.path / "rules" / "rules.policy").write_text(RULES.replace("300", "260"), "utf-8")
    told = run(project)
    told.assert_outcomes(failed=3)
    told.stdout.fnmatch_lines(["*260平方米*"])
    run(project, "--snapshot-update")
    after = kept(project)["test_rules"].splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("        “面积”不少于 300平方米的，得 5 分。", "        “面积”不少于 260平方米的，得 5 分。")
    ]


def test_an_assumption_more_is_a_line_more(project: pytest.Pytester) -> None:
    rules = project.path / "rules" / "rules.policy"
    rules.write_text(RULES + "        若 面积 不少于 9平方米，扣 0 分    假定 分值 “乙”\n", "utf-8")
    run(project, "--snapshot-update")
    before = kept(project)["test_rules"].splitlines()
    rules.write_text(rules.read_text("utf-8").replace("300平方米，得 5 分", "260平方米，得 5 分    假定 界限 “甲”"), "utf-8")
    run(project, "--snapshot-update")
    after = kept(project)["test_rules"].splitlines()
    assert [line for line in after if line not in before] == [
        "        “面积”不少于 260平方米的，得 5 分。",
        "            假定（界限）：甲",
    ]
    assert [line for line in before if line not in after] == ["        “面积”不少于 300平方米的，得 5 分。"]


def test_a_pack_with_mistakes_fails_with_them(project: pytest.Pytester) -> None:
    (project.path / "rules" / "rules.policy").write_text(RULES.replace("得 5 分", "得 6 分"), "utf-8")
    before = kept(project)
    told = run(project)
    told.assert_outcomes(failed=3)
    told.stdout.fnmatch_lines(["*PolicyError*rules.policy:5:*"])
    assert kept(project) == before


def test_anything_else_is_refused(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(policy_snapshot):\n    assert 3 == policy_snapshot\n")
    told = run(pytester, "--snapshot-update")
    told.assert_outcomes(failed=1)
    told.stdout.fnmatch_lines(["*not int*"])
