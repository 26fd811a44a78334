"""Packs that come ready built, and names of source texts that no file can have."""

from __future__ import annotations

from pathlib import Path

import pytest

import policyrules
from policyrules import policy, project, ready

FACTS = {"area": 120, "has_office": True, "local_operator": True}


def wenzhou() -> project.Pack:
    return project.read(project.find("wenzhou_2021").sure).sure


def test_what_is_saved_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = policy.compile_pack(wenzhou()).sure
    rules = project.digest(wenzhou().policies)
    monkeypatch.setattr(ready, "FOLDER", tmp_path)
    assert ready.load(rules) is None
    ready.save(tmp_path / ready.file_name(rules), fresh.built)
    kept = ready.load(rules)
    assert kept is not None
    again = policy.Policy(*kept).evaluate(FACTS, subject="platform", on="2022-12-31")
    assert again.canonical() == fresh.evaluate(FACTS, subject="platform", on="2022-12-31").canonical()


@pytest.mark.parametrize("content", [b"", b"0.0.0\n", f"{policyrules.__version__}\n".encode() + b"\x80\x05damaged"])
def test_a_file_that_does_not_fit_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    rules = project.digest(wenzhou().policies)
    monkeypatch.setattr(ready, "FOLDER", tmp_path)
    (tmp_path / ready.file_name(rules)).write_bytes(content)
    assert ready.load(rules) is None


@pytest.mark.parametrize("name", ["a\0b.md", "长" * 300 + ".md", "没有.md"])
def test_a_source_no_file_can_be_is_missing(name: str) -> None:
    assert [p.code for p in wenzhou().source(name).problems] == ["D104"]


def test_no_public_name_is_a_submodule() -> None:
    home = Path(policyrules.__file__).parent
    assert not {n for n in policyrules.__all__ if (home / n).is_dir() or (home / f"{n}.py").is_file()}
