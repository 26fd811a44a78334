"""The pytest plugin: which files it takes, one item a case, and the report of one that fails."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from packs import MINIMAL, write

from policyrules.cache import SWITCH

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[1]
CASES = """\
用例 “够大”
    已知 面积 = 300平方米
    应为 测评 = 5 分
用例 “差一点”
    已知 面积 = 299平方米
    应为 测评 = 5 分
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """An empty project whose tests are run in Chinese, with a pack and its cases."""
    monkeypatch.setenv("POLICYRULES_LANG", "zh")
    write(pytester.path / "policies" / "demo", {"rules.policy": MINIMAL, "cases.policy": CASES})
    return pytester


def run(project: pytest.Pytester, *argv: str) -> pytest.RunResult:
    """In a process where the plugin is installed it is there; anywhere else it is asked for."""
    installed = "policyrules" in entry_points(group="pytest11").names
    asked = () if installed else ("-p", "policyrules.pytest_plugin")
    return project.runpytest(*asked, "-p", "no:cacheprovider", *argv)


def test_each_case_is_a_test(project: pytest.Pytester) -> None:
    done = run(project, "-v", "policies")
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(["*policies/demo/cases.policy::够大 PASSED*", "*policies/demo/cases.policy::差一点 FAILED*"])
    done.stdout.fnmatch_lines(
        ["未通过：差一点", "  cases.policy:6: 应为 测评 = 5 分", "    实际：0 分", "    说明：场地 0 分"], consecutive=True
    )
    done.stdout.no_fnmatch_line("*Traceback*")
    done.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_nothing_is_kept_of_it(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, str(project.path / "kept"))
    run(project, "policies").assert_outcomes(passed=1, failed=1)
    assert not (project.path / "kept").exists()


@pytest.mark.parametrize(
    "argv", [("policies/demo/cases.policy::够大",), ("-k", "够大"), ("--deselect", "policies/demo/cases.policy::差一点")]
)
def test_some_can_be_chosen(project: pytest.Pytester, argv: tuple[str, ...]) -> None:
    run(project, *argv).assert_outcomes(passed=1, deselected=int(len(argv) > 1))


def test_other_files_are_left_alone(project: pytest.Pytester) -> None:
    """Broken rules, rules with cases among them, cases without rules, and rules without a header are nobody's tests."""
    write(project.path / "other" / "bad", {"rules.policy": "政策 乱\n    乱\n", "mixed.policy": MINIMAL + CASES})
    write(project.path / "other" / "alone", {"cases.policy": CASES})
    write(project.path / "other" / "headless", {"a.policy": "参数 甲 = 1 分\n", "cases.policy": CASES})
    write(project.path / "other" / "odd", {"rules.policy": "\x00", ".cases.policy": CASES})
    (project.path / "other" / "gbk.policy").write_bytes(CASES.encode("gbk"))
    done = run(project, "other")
    done.assert_outcomes()
    assert done.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_what_is_wrong_with_a_case_is_told(project: pytest.Pytester) -> None:
    write(project.path / "policies" / "demo", {"cases.policy": CASES.replace("面积 = 299", "面机 = 299")})
    done = run(project, "policies")
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*cases.policy:5:8: 错误*F101*面机*"])
    done.stdout.no_fnmatch_line("*Traceback*")


def test_a_case_that_breaks_policyrules_is_shown_as_pytest_does(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("policyrules.cases.run", broken)
    done = run(project, "policies")
    done.assert_outcomes(failed=2)
    done.stdout.fnmatch_lines(["*ZeroDivisionError: ours*"])


def test_a_run_without_policies_imports_nothing_of_them(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"test_one.py": "import sys\ndef test_one(): assert not {'lark', 'attr', 'policyrules.policy'} & set(sys.modules)\n"},
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "policyrules.pytest_plugin", "-p", "no:cacheprovider", str(tmp_path)]
    env = {"PYTHONPATH": str(ROOT / "src"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_this_project_offers_the_plugin() -> None:
    import tomllib

    offered = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]["pytest11"]
    assert offered == {"policyrules": "policyrules.pytest_plugin"}
