"""The command `assumptions`."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from packs import HEADER, MINIMAL, write
from test_register import GRADED
from test_register_wenzhou import SCHEMA

from policyrules.cli import main
from policyrules.cli.words import LANGS, Lang
from policyrules.language.vocabulary import ASSUMPTION_KINDS, word


@pytest.mark.parametrize("lang", LANGS)
def test_help_names_every_kind(lang: Lang, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assumptions", "--help", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert [k for k in ASSUMPTION_KINDS if word(k).spelt(lang) not in out] == []


@pytest.fixture
def pack(tmp_path: Path) -> str:
    return str(write(tmp_path / "demo", {"rules.policy": GRADED}))


@pytest.mark.parametrize(("kind", "said"), [("取整", True), ("rounding", True), ("口径", False)])
def test_the_register_in_every_form(pack: str, kind: str, said: bool, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "markdown"):
        assert main(["assumptions", pack, "--kind", kind, "--format", form, "--lang", "zh"]) == 0
        out = capsys.readouterr().out
        assert ("未定小数" in out) == said
        assert ("没有假定" in out) != said
    assert main(["assumptions", pack, "--kind", kind, "--format", "json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    jsonschema.validate(told, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert bool(told["assumptions"]) == said


def test_a_pack_without_assumptions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assumptions", str(write(tmp_path / "bare", {"rules.policy": MINIMAL})), "--lang", "en"]) == 0
    assert "no assumptions" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_a_pack_with_errors(tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    broken = str(write(tmp_path / "broken", {"rules.policy": HEADER + "对象\n"}))
    assert main(["assumptions", broken, "--format", form, "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert "P1" in told.out + told.err


def test_a_kind_that_there_is_not(pack: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assumptions", pack, "--kind", "取正", "--lang", "zh"]) == 2
    assert "是否为“取整”" in capsys.readouterr().err
    assert main(["assumptions", pack, "--kind", "colours", "--lang", "en"]) == 2
    assert "it is one of points, threshold, prorated, rounding, reading, basis, period" in capsys.readouterr().err
