"""A newcomer's ten minutes: every step of the tutorial as it is written, and what a reader is to see happen."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_docs import DOCS, ROOT, commands, matches, patch

import policyrules

PAGES = {"en": DOCS / "tutorial" / "first-rule.md", "zh": DOCS / "zh" / "first-rule.md"}
FENCE = re.compile(r"^```(console|diff)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def run(command: str, folder: Path) -> str:
    """What a command prints, run as a reader runs it."""
    name, *arguments = shlex.split(command)
    assert name == "policyrules"
    home = str(Path(policyrules.__file__).parents[1])  # the same package as here, from whatever folder
    settings = {"PYTHONPATH": home, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "POLICYRULES_LANG": "zh"}
    done = subprocess.run(
        [sys.executable, "-m", "policyrules", *arguments],
        cwd=folder,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    output = done.stdout.decode("utf-8")
    assert done.returncode in (0, 1), output
    return output


@pytest.mark.parametrize("lang", PAGES)
def test_the_tutorial_step_by_step(lang: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    seen = []
    for kind, block in FENCE.findall(PAGES[lang].read_text(encoding="utf-8")):
        if kind == "diff":
            patch(tmp_path, block)
            seen.append("edit")
            continue
        for command, expected in commands(block):
            output = run(command, tmp_path)
            matches(output, expected)
            seen += [f"total {total}" for total in re.findall(r"^(?:总分|Total) +([\d.]+) / 100", output, re.MULTILINE)]
            seen += re.findall(r"\[-.-\]\{\+.\+\}", output)
    assert seen == ["total 83.5", "edit", "total 82.7", "edit", "[-低-]{+少+}", "edit", "edit", "total 82.7"]
