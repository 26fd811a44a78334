"""A newcomer's fifteen minutes: every step of the tutorial as it is written, and what a reader is to see happen."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_docs import DOCS, ROOT, SAVED, called, commands, matches, patch

import policyrules

PAGES = {"en": DOCS / "tutorial" / "first-rule.md", "zh": DOCS / "zh" / "first-rule.md"}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
MILESTONES = re.compile(r"\d+\.\d / 100(?!\d)|\[Q\d+\]|\[-.-\]\{\+.\+\}|\d+%$|\d+ snapshot|\d+ passed", re.MULTILINE)


def run(command: str, folder: Path, begun: set[str]) -> str:
    """What a command prints, run as a reader runs it; one that has ``begun`` in a process of its own before, in this one."""
    name, *arguments = shlex.split(command)
    assert name in ("policyrules", "pytest")
    if name == "policyrules" and arguments[0] in begun:
        return called(command)
    begun.add(arguments[0])
    home = str(Path(policyrules.__file__).parents[1])  # the same package as here, from whatever folder
    offered = {x.name for x in importlib.metadata.entry_points(group="pytest11")}
    plugin = "" if "policyrules" in offered else "-p policyrules.pytest_plugin"
    settings = {"PYTHONPATH": home, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "POLICYRULES_LANG": "zh"}
    settings["PYTEST_ADDOPTS"] = plugin
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_XDIST")}  # it is no part of this run
    done = subprocess.run(
        [sys.executable, "-m", name, *arguments],
        cwd=folder,
        env={**environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    output = done.stdout.decode("utf-8")
    assert done.returncode in (0, 1), output
    return output


@pytest.fixture(scope="module")
def begun() -> set[str]:
    """The commands that were started as processes; each is once, so that nothing it needs is there only by chance."""
    return set()


@pytest.mark.parametrize("lang", PAGES)
def test_the_tutorial_step_by_step(lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: set[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYRULES_LANG", "zh")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    seen = []
    page = PAGES[lang].read_text(encoding="utf-8")
    for fence in FENCE.finditer(page):
        kind, block = fence.groups()
        if kind == "diff":
            patch(tmp_path, block)
            seen.append("edit")
        elif kind == "console":
            for command, expected in commands(block):
                output = run(command, tmp_path, begun)
                matches(output, expected)
                seen += MILESTONES.findall(output)
        else:
            named = SAVED.search(page[: fence.start()])
            assert named, f"the line before a {kind} block says which file it is"
            path = tmp_path / named[1]
            path.parent.mkdir(exist_ok=True)
            path.write_text(block, encoding="utf-8")
            seen.append(path.name)
    assert seen == [
        *("83.5 / 100", "edit", "[Q201]", "[Q201]", "edit", "edit", "82.7 / 100", "edit", "[Q101]", "[-低-]{+少+}", "edit"),
        *("source.md", "rules.policy", "[Q201]", "edit", "cases.policy", "70%", "edit", "100%"),
        *("test_first.py", "1 snapshot", "4 passed"),
        *("1 snapshot", "4 passed"),
    ]
