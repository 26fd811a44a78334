"""The corpora: policies that have no problem, and policies that have exactly those they say in their first lines.

``# expect: P102 at 5:13`` names a code, a line and a column (``# expect: D104`` where there is no text to point at). What people
then read is kept in snapshots, the source beside what is told of it, in both languages.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packs import LANGS, Built, build_texts, survives
from syrupy.assertion import SnapshotAssertion

from policyrules.diagnostics.base import Problem

FOLDER = Path(__file__).parent / "corpus"
GOOD, BAD = (sorted(FOLDER.glob(f"*/{kind}/*.policy")) for kind in ("good", "bad"))
_EXPECT = re.compile(r"^# expect: ([A-Z][0-9]{3})(?: at ([0-9]+:[0-9]+))?$", re.MULTILINE)


def name(path: Path) -> str:
    return f"{path.parts[-3]}-{path.stem}"


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def built(path: Path) -> Built:
    """The pack of a file, and of the source text of its name where there is one. Packs it can stand under are the folders in the
    folder of its name."""
    files = {path.name: read(path)}
    source = path.with_suffix(".md")
    if source.is_file():
        files[source.name] = read(source)
    homes = sorted(path.with_suffix("").glob("*"))
    return build_texts(files, {home.name: {f.name: read(f) for f in sorted(home.iterdir())} for home in homes})


def told(problem: Problem) -> tuple[str, str]:
    _, line, column = problem.place()
    return problem.code, f"{line}:{column}" if problem.span else ""


@pytest.mark.parametrize("path", GOOD, ids=map(name, GOOD))
def test_good_file_has_no_problem(path: Path) -> None:
    policy = built(path).good
    for subject in policy.subjects:
        result = policy.evaluate({}, subject=subject.id)
        assert result.explain("zh")
        assert result.to_dict("en")


@pytest.mark.parametrize("path", BAD, ids=map(name, BAD))
def test_bad_file_has_the_problems_it_expects(path: Path, text_snapshot: SnapshotAssertion) -> None:
    made = built(path)
    expected = _EXPECT.findall(read(path))
    assert expected
    assert sorted(map(told, made.problems)) == sorted(expected), made.rendered("en")
    for problem in made.problems:
        survives(problem)
    shown = "\n\n".join([read(path), *(made.rendered(lang) for lang in LANGS)])
    assert shown.replace("\r", "") + "\n" == text_snapshot


def test_every_kind_is_there() -> None:
    for layer in ("syntax", "meaning", "provenance"):
        for paths in (GOOD, BAD):
            assert any(path.parts[-3] == layer for path in paths)


def test_expectations_are_at_the_top() -> None:
    """They say where, so nothing may be put above them."""
    for path in BAD:
        first = read(path).split("\n")[: len(_EXPECT.findall(read(path)))]
        assert all(_EXPECT.fullmatch(line) for line in first), path.name
