"""Packs that other packages offer: a broken one is lost alone, and nothing is imported to list names."""

from __future__ import annotations

from pathlib import Path

import pytest

import policyrules
from policyrules import project

POLICY = "政策 town “示例”\n对象 平台 as platform\n    面积 as area：数 平方米，不小于 0\n"


@pytest.fixture(autouse=True)
def offers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "offers-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: offers\n")
    (info / "entry_points.txt").write_text("[policyrules.packs]\nbroken = broken.nomodule\ntown = townpack\n")
    home = tmp_path / "townpack"
    home.mkdir()
    (home / "__init__.py").write_text("")
    (home / "rules.policy").write_text(POLICY, encoding="utf-8")
    (home / "._rules.policy").write_bytes(b"\0\xff")  # what one system leaves beside a file is no file of rules
    monkeypatch.syspath_prepend(tmp_path)


def test_a_sound_offer_loads_beside_a_broken_one() -> None:
    assert policyrules.load("town").name == "town"
    assert {"broken", "town", "wenzhou_2021"} <= set(project.installed())


def test_a_broken_offer_is_told_only_when_it_is_asked_for() -> None:
    assert [p.code for p in project.find("broken").problems] == ["D110"]
    assert [p.code for p in project.find("nowhere_at_all").problems] == ["D101"]
    assert [p.code for p in project.find("./nowhere").problems] == ["D101"]
