"""The command line: every command, form and language, what it exits with, and what it does when something goes wrong."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion

import policyrules.cli
from policyrules import policy
from policyrules._version import __version__
from policyrules.cli import main
from policyrules.cli.output import Output
from policyrules.cli.pages import listing, page_text
from policyrules.cli.table import BY_NAME, COMMANDS
from policyrules.cli.words import LANGS, spoken
from policyrules.diagnostics.base import Outcome, Problem
from policyrules.diagnostics.catalogue import catalogue, named, page
from policyrules.project import Pack
from policyrules.result import Lang
from policyrules.source import Source

ROOT = Path(__file__).parents[1]
PLATFORM = str(ROOT / "examples" / "platform.toml")
ABOUT = ("--subject", "platform")  # the pack has several subjects
HAN = re.compile("[\u4e00-\u9fff]")
every_lang = pytest.mark.parametrize("lang", LANGS)
every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own, in an environment that says nothing about languages and colours."""
    monkeypatch.chdir(tmp_path)
    for name in ("POLICYRULES_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "POLICYRULES_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture(scope="module", autouse=True)
def built_once() -> Iterator[None]:
    """The installed pack is built once for all tests here; a pack that a test writes is built anew."""
    build = policy.compile_pack
    kept: dict[tuple[Source, ...], Outcome[policy.Policy]] = {}

    def compile_pack(pack: Pack) -> Outcome[policy.Policy]:
        if Path(str(pack.root)) != ROOT / "policies" / "wenzhou_2021":
            return build(pack)
        if pack.policies not in kept:
            kept[pack.policies] = build(pack)
        return kept[pack.policies]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy, "compile_pack", compile_pack)
        yield


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*argv: str) -> tuple[int, str, str]:
        code = main(argv)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


def schema(name: str) -> Any:
    return json.loads(files("policyrules").joinpath(f"schemas/{name}-1.json").read_text(encoding="utf-8"))


def real(*argv: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """A process of its own."""
    env = {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LANG", "PYTHONUTF8")}
    env |= {"PYTHONPATH": str(ROOT / "src"), **environ}
    return subprocess.run([sys.executable, "-m", "policyrules", *argv], capture_output=True, env=env, timeout=60, check=False)


# ---------------------------------------------------------------- help, version, language


@every_lang
def test_help(run: Run, text_snapshot: SnapshotAssertion, lang: Lang) -> None:
    pages = []
    for argv in ([], *([c.name] for c in COMMANDS)):
        code, out, err = run(*argv, "--help", "--lang", lang)
        assert (code, err) == (0, "")
        assert run("--lang", lang, *argv, "-h") == (0, out, "")
        assert bool(HAN.search(out)) == (lang == "zh")
        pages.append(f"$ policyrules {' '.join([*argv, '--help'])}\n{out}")
    assert "\n".join(pages) == text_snapshot


@every_command
@every_lang
def test_help_says_everything(run: Run, command: Any, lang: Lang) -> None:
    out = run(command.name, "--help", "--lang", lang)[1]
    for option in command.options:
        assert option.flag in out
        assert all(value in out for value in option.values if value != "text" or command.name != "facts")
    assert all(example in out for example in command.examples)
    assert all(len(line.encode("gbk")) <= 110 for line in out.splitlines())


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"policyrules {__version__}\n", "")
    assert run("check", "--version")[:2] == (0, f"policyrules {__version__}\n")


def test_help_and_version_start_fast() -> None:
    code = (
        "import sys; from policyrules.cli import main; main(['--help']); main(['check', '--help']); main(['--version']);"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('lark', 'cattrs', 'attr', 'tomli_w')))"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == b"[]"


@pytest.mark.parametrize(
    ("argv", "environ", "lang"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "C"}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LC_ALL": "POSIX"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "de"}, "en"),
        ([], {"LANG": "zh_CN", "LC_ALL": "en_GB"}, "en"),
        ([], {"LANG": "en_US", "LC_MESSAGES": "zh_CN"}, "zh"),
        ([], {"LANG": "en_US", "POLICYRULES_LANG": "zh"}, "zh"),
        ([], {"POLICYRULES_LANG": "EN"}, "en"),
        ([], {"POLICYRULES_LANG": "fr"}, "zh"),
        (["--lang", "zh"], {"POLICYRULES_LANG": "en"}, "zh"),
        (["check", "x", "--lang=en"], {}, "en"),
        (["check", "--lang"], {}, "zh"),
        (["check", "--lang", "fr"], {}, "zh"),
    ],
)
def test_language(argv: list[str], environ: dict[str, str], lang: str) -> None:
    assert spoken(argv, environ) == lang


# ---------------------------------------------------------------- wrong usage


WRONG = {
    "nothing": "",
    "command": "evalute wenzhou_2021 facts.toml",
    "no such command": "frob",
    "argument missing": "evaluate wenzhou_2021",
    "arguments missing": "evaluate",
    "argument too many": "check a b",
    "option": "check a --fromat json",
    "option without command": "--fromat json",
    "option of another": "check a --on 2022-12-31",
    "option from a word processor": "check a —lang en",
    "value missing": "check a --format",
    "value where none is": "check a --help=3",
    "format": "evaluate a b --format xml",
    "nearly a format": "evaluate a b --format JSN",
    "format of another": "check a --format markdown",
    "language": "check a --lang fr",
    "date": "evaluate a b --on 2021-02-30",
    "date in words": "evaluate a b --on 昨天",
    "date with slashes": "evaluate a b --on 2021/12/31",
    "no such problem": "explain U999",
    "nearly a problem": "explain unkown-name",
}


@every_lang
def test_wrong_usage(run: Run, text_snapshot: SnapshotAssertion, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYRULES_LANG", lang)
    said = []
    for what, line in WRONG.items():
        code, out, err = run(*line.split())
        assert (code, out) == (2, ""), what
        assert err
        said.append(f"{what}\n$ policyrules {line}\n{err}")
    assert "\n".join(said) == text_snapshot


def test_mistyped_names_suggest_the_nearest(run: Run) -> None:
    assert "“evaluate”" in run("evalute", "a", "b")[2]
    assert "“--format”" in run("check", "a", "--fromat", "json")[2]
    code, out, err = run("check", "wenzhou_2012")
    assert (code, err) == (1, "")
    assert "wenzhou_2021" in out
    for argv in (["evaluate", "wenzhou_2012", PLATFORM], ["facts", "wenzhou_2012"], ["copy", "wenzhou_2012", "mine"]):
        code, out, err = run(*argv)
        assert (code, out) == (1, "")
        assert "“wenzhou_2021”" in err
    for argv in (["evaluate", "wenzhou_2021", PLATFORM], ["facts", "wenzhou_2021"]):
        code, out, err = run(*argv, "--subject", "plattform", "--lang", "en")
        assert (code, out) == (1, "")
        assert "`platform`" in err


def test_what_is_no_pack_is_said_in_one_sentence(run: Run, home: Path) -> None:
    for name in ("README.md", "facts.toml", "规则.docx"):
        (home / name).write_text("# 说明\n" * 30, encoding="utf-8")
        for argv in (["check", name], ["facts", name], ["copy", name, "mine"], ["evaluate", name, PLATFORM]):
            code, out, err = run(*argv)
            assert (code, out) == (2, "")
            assert err.endswith(f"“{name}”不是规则包；规则包应为文件夹或 .policy 文件\n")
    code, out, err = run("evaluate", "facts.toml", "wenzhou_2021")
    assert (code, out) == (2, "")
    assert "两个参数写反了，规则包在前，事实在后：wenzhou_2021 facts.toml" in err


def test_which_of_two_packs_is_meant_is_said(run: Run, home: Path) -> None:
    (home / "wenzhou_2021").mkdir()
    path = os.path.join(".", "wenzhou_2021")
    code, out, err = run("facts", "wenzhou_2021", *ABOUT)
    assert code == 0
    assert out
    assert err == f"用的是已安装的 wenzhou_2021；当前文件夹里也有同名文件夹，要用它请写 {path}\n"
    code, _, err = run("facts", path)
    assert code == 1
    assert "已安装" not in err


def test_a_file_of_rules_with_a_second_ending_is_pointed_out(run: Run, home: Path) -> None:
    (home / "mine").mkdir()
    (home / "mine" / "规则.policy.txt").write_text("政策 demo “示例”\n", encoding="utf-8")
    for argv in (["facts", "./mine"], ["copy", "./mine", "other"]):
        assert "把“规则.policy.txt”改名为“规则.policy”" in run(*argv)[2]
    assert "“规则.policy.txt”" in run("check", "./mine")[1]


def test_many_problems_are_not_all_shown(run: Run, home: Path) -> None:
    (home / "facts.toml").write_text("".join(f"foo{n} = 1\n" for n in range(30)), encoding="utf-8")
    err = run("evaluate", "wenzhou_2021", "facts.toml", *ABOUT)[2]
    assert err.count("F101") == 20
    assert err.endswith("\n只列出前 20 处，另有 10 处；全部问题用 --format json 列出\n共 30 处错误\n")
    form = json.loads(run("evaluate", "wenzhou_2021", "facts.toml", *ABOUT, "--format", "json")[1])
    assert len(form["problems"]) == 30
    (home / "facts.toml").write_text("foo = 1\n", encoding="utf-8")
    assert run("evaluate", "wenzhou_2021", "facts.toml", *ABOUT)[2].endswith("\n\n共 1 处错误\n")


def test_a_code_may_be_full_width(run: Run) -> None:
    assert run("explain", "Ｑ１０１") == run("explain", "Q101")


def test_options_stand_anywhere(run: Run) -> None:
    wanted = run("evaluate", "wenzhou_2021", PLATFORM, "--subject", "platform", "--on", "2022-12-31", "--lang", "en")
    assert wanted[0] == 0
    options = ["--lang", "en", "--subject=platform", "--on", "2022-12-31"]
    assert run(*options, "evaluate", "wenzhou_2021", PLATFORM) == wanted
    assert run("evaluate", *options, "wenzhou_2021", PLATFORM) == wanted
    assert run("--lang=en", "evaluate", "wenzhou_2021", *options[2:], PLATFORM) == wanted
    assert run(*options, "--", "evaluate", "wenzhou_2021", PLATFORM) == wanted


# ---------------------------------------------------------------- evaluate


@every_lang
def test_evaluate(run: Run, lang: Lang) -> None:
    argv = ["evaluate", "wenzhou_2021", PLATFORM, *ABOUT, "--on", "2022-12-31", "--lang", lang]
    code, text, err = run(*argv)
    assert (code, err) == (0, "")
    assert run(*argv, "--format", "text")[1] == text
    form = json.loads(run(*argv, "--format", "json")[1])
    jsonschema.validate(form, schema("result"))
    total = form["outcomes"]["platform_score"]["total"]
    assert total in text
    assert total in run(*argv, "--format", "markdown")[1]
    assert tomllib.loads(run(*argv, "--format", "toml")[1])["outcomes"]["platform_score"]["total"] == total
    assert form["on"] == "2022-12-31"
    assert ("逐项得分" in text) == (lang == "zh")


def test_the_date_may_be_chinese_and_is_never_the_clock(run: Run) -> None:
    argv = ["evaluate", "wenzhou_2021", PLATFORM, *ABOUT, "--format", "json"]
    assert json.loads(run(*argv)[1])["on"] is None
    assert json.loads(run(*argv, "--on", "2022年12月31日")[1])["on"] == "2022-12-31"


def test_nothing_known(run: Run, home: Path) -> None:
    (home / "facts.json").write_text("{}", encoding="utf-8")
    code, out, _ = run("evaluate", "wenzhou_2021", "facts.json", "--subject", "platform", "--on", "2022-12-31", "--format", "json")
    form = json.loads(out)
    jsonschema.validate(form, schema("result"))
    score = form["outcomes"]["platform_score"]
    assert (code, score["total"], score["grade"]) == (0, None, None)
    assert (score["points"]["low"], score["points"]["high"]) == ("0", "100")
    assert len(score["grades"]) == 3
    swings = [Fraction(m["swing"]) for m in score["missing"]]
    assert len(swings) == 71
    assert swings == sorted(swings, reverse=True)
    declared = list(json.loads(run("facts", "wenzhou_2021", *ABOUT, "--format", "json")[1]))
    order = [(-s, declared.index(m["fact"])) for s, m in zip(swings, score["missing"], strict=True)]
    assert order == sorted(order)
    leaves = [p for item in score["parts"] for p in leaves_of(item)]
    assert {p["outcome"] for p in leaves} == {"unknown"}


def leaves_of(part: Any) -> list[Any]:
    return [p for below in part["parts"] for p in leaves_of(below)] or [part]


def test_bad_facts(run: Run, home: Path) -> None:
    (home / "facts.toml").write_text('"面积" = "三百"\nfoo = 1\n', encoding="utf-8")
    code, out, err = run("evaluate", "wenzhou_2021", "facts.toml", *ABOUT)
    assert (code, out) == (1, "")
    assert "facts.toml:1:1: 错误[F103]" in err
    assert "F101" in err
    assert err.rstrip().endswith("共 2 处错误")
    code, out, err = run("evaluate", "wenzhou_2021", "facts.toml", *ABOUT, "--format", "json", "--lang", "en")
    form = json.loads(out)
    jsonschema.validate(form | {"assumptions": []}, schema("problems"))
    assert (code, err, [p["code"] for p in form["problems"]]) == (1, "", ["F103", "F101"])


def test_problems_of_pack_and_facts_come_together(run: Run, home: Path) -> None:
    (home / "rules.policy").write_text("政策 demo “示例”\n对象 平台\n    面积 as area：数 平方米，不小于 0\n", encoding="utf-8")
    code, out, _ = run("evaluate", "./rules.policy", "none.toml", "--format", "json")
    assert code == 1
    assert [p["code"] for p in json.loads(out)["problems"]] == ["N103", "F151"]


# ---------------------------------------------------------------- check


@every_lang
def test_check_wenzhou(run: Run, lang: Lang) -> None:
    code, out, err = run("check", "wenzhou_2021", "--lang", lang)
    assert (code, err) == (0, "")
    code, form, _ = run("check", "wenzhou_2021", "--lang", lang, "--format", "json")
    data = json.loads(form)
    jsonschema.validate(data, schema("problems"))
    assert (code, data["problems"]) == (0, [])
    assert {a["kind"] for a in data["assumptions"]} >= {"points", "basis", "rounding", "prorated"}
    shown = " ".join(out.split())
    for a in data["assumptions"]:
        assert "".join(a["text"].split()) in re.sub(r"\s", "", out)
        assert a["file"] in shown
    assert str(len(data["assumptions"])) in out


BROKEN = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米
评分 测评 as score 对象 平台 满分 5 分
    项目 场地 as premises 5 分
        若 面机 不少于 300平方米，得 5 分
"""


@every_lang
def test_check_of_a_broken_pack(run: Run, home: Path, text_snapshot: SnapshotAssertion, lang: Lang) -> None:
    (home / "rules.policy").write_text(BROKEN, encoding="utf-8")
    code, out, err = run("check", "./rules.policy", "--lang", lang)
    assert (code, err) == (1, "")
    assert out == text_snapshot
    code, form, _ = run("check", "./rules.policy", "--format", "json", "--lang", lang)
    jsonschema.validate(json.loads(form), schema("problems"))
    assert code == 1
    assert "N101" in [p["code"] for p in json.loads(form)["problems"]]


def test_warnings_alone_are_good(run: Run, home: Path) -> None:
    (home / "rules.policy").write_text(BROKEN.replace("面机", "面积"), encoding="utf-8")
    code, out, err = run("check", "./rules.policy")
    assert (code, err) == (0, "")
    assert "提醒[L101]" in out
    assert "没有假定" in out


# ---------------------------------------------------------------- facts


@every_lang
def test_facts(run: Run, lang: Lang) -> None:
    argv = ["facts", "wenzhou_2021", *ABOUT, "--lang", lang]
    code, text, err = run(*argv)
    assert (code, err) == (0, "")
    assert tomllib.loads(text) == {}
    assert run(*argv, "--format", "toml")[1] == text
    assert len(json.loads(run(*argv, "--format", "json")[1])) == 71
    jsonschema.Draft202012Validator.check_schema(json.loads(run(*argv, "--format", "json-schema", "--subject", "平台")[1]))
    printed = run(*argv, "--format", "markdown")[1]
    assert printed.count("\n| ") - 2 * printed.count("\n## ") == 71 + 40  # the facts, and the fields of the records in lists
    assert printed.count("\n## ") == 8


def test_facts_of_one_of_several_subjects(run: Run, home: Path) -> None:
    second = "对象 组织 as association\n    人数 as staff：整数 人，不小于 0\n"
    (home / "rules.policy").write_text(BROKEN.replace("面机", "面积") + second, encoding="utf-8")
    code, out, err = run("facts", "./rules.policy")
    assert (code, out) == (1, "")
    assert "--subject" in err
    assert json.loads(run("facts", "./rules.policy", "--subject", "组织", "--format", "json")[1]) == {"staff": None}


# ---------------------------------------------------------------- explain


@every_lang
def test_explain(run: Run, text_snapshot: SnapshotAssertion, lang: Lang) -> None:
    pages = []
    for code in ("P110", "Q101", "D103", "D107"):
        done, out, err = run("explain", code, "--lang", lang)
        assert (done, err) == (0, "")
        assert run("explain", catalogue()[code].name().upper(), "--lang", lang)[1] == out
        assert run("explain", code.lower(), "--lang", lang)[1] == out
        pages.append(out)
    assert "\n".join(pages) == text_snapshot


@every_lang
def test_every_page_reads_in_one_language(lang: Lang) -> None:
    for cls in catalogue().values():
        text, form = page_text(page(cls), lang), page(cls)
        assert all(len(line.encode("gbk", "replace")) <= 110 for line in text.splitlines() if not line.startswith("    "))
        assert form.summary(lang)
        assert form.why(lang)
        assert form.example
        assert form.instead
        if lang == "zh":
            assert HAN.search(form.summary("zh"))
            assert HAN.search(form.why("zh"))
            assert not form.why("zh").startswith(("原因：", "Why:"))


@every_lang
def test_explain_lists_all(run: Run, lang: Lang) -> None:
    code, out, err = run("explain", "--lang", lang)
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines() if re.match(r"  [A-Z]\d", line)] == by_pass()
    form = json.loads(run("explain", "--format", "json", "--lang", lang)[1])
    assert [p["code"] for p in form["problems"]] == list(catalogue())
    assert listing([page(c) for c in catalogue().values()], lang) == out


def by_pass() -> list[str]:
    return sorted(catalogue(), key=lambda code: ("PNCQALTFD".index(code[0]), code))


@every_lang
def test_explain_json(run: Run, lang: Lang) -> None:
    form = json.loads(run("explain", "range-hyphen", "--format", "json", "--lang", lang)[1])
    assert {k: form[k] for k in ("code", "name", "severity")} == {"code": "P110", "name": "range-hyphen", "severity": "error"}
    assert bool(HAN.search(form["summary"])) == (lang == "zh")
    assert form["example"][0]["file"] == "rules.policy"


def test_catalogue_refuses_a_code_used_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    from policyrules.diagnostics import lint

    class Again(Problem):
        code = "L101"

    Again.__module__ = lint.__name__
    monkeypatch.setattr(lint, "Again", Again, raising=False)
    catalogue.cache_clear()
    with pytest.raises(ValueError, match="L101"):
        catalogue()
    monkeypatch.undo()
    catalogue.cache_clear()
    assert list(catalogue()) == sorted(catalogue())
    assert named("l101") == [lint.Unbounded]


@pytest.mark.parametrize(
    "text", ["", "One.\n\n一。\n\nWhy: x.\n\n原因：甲。", "One.\n\nWhy: x.\n\nExample:\n    a\nInstead:\n    b"]
)
def test_a_page_that_is_none(text: str) -> None:
    cls = type("Bad", (Problem,), {"code": "X101", "__doc__": text})
    with pytest.raises(ValueError, match="Bad"):
        page(cls)


# ---------------------------------------------------------------- new and copy


@every_lang
def test_new(run: Run, home: Path, text_snapshot: SnapshotAssertion, lang: Lang) -> None:
    code, out, err = run("new", "我的规则", "--lang", lang)
    assert (code, err) == (0, "")
    assert out.replace("\\", "/") == text_snapshot
    assert sorted(p.name for p in (home / "我的规则").iterdir()) == [
        "README.md",
        "cases.policy",
        "facts.toml",
        "rules.policy",
        "source.md",
    ]
    code, report, err = run("check", "./我的规则", "--format", "json")
    assert (code, err, json.loads(report)["problems"]) == (0, "", [])
    argv = ["evaluate", "./我的规则", "./我的规则/facts.toml", "--on", "2024-12-31", "--format", "json"]
    code, result, err = run(*argv)
    (score,) = json.loads(result)["outcomes"].values()
    assert (code, err, score["missing"]) == (0, "", [])
    assert score["grade"]
    code, out, err = run("new", "我的规则", "--lang", lang)
    assert (code, out) == (1, "")
    assert "D108" in err


def test_copy(run: Run, home: Path) -> None:
    code, out, err = run("copy", "wenzhou_2021", "mine")
    assert (code, err) == (0, "")
    commands = re.findall(r"^  policyrules (.+?)  +#", out, re.MULTILINE)
    assert [c.split()[0] for c in commands] == ["check", "test", "facts"]
    for command in commands:
        assert run(*command.split())[0] == 0
    assert "“./”" in out.replace("\\", "/")
    assert (home / "mine" / "source.md").read_bytes() == (ROOT / "policies" / "wenzhou_2021" / "source.md").read_bytes()
    assert "D108" in run("copy", "wenzhou_2021", "mine")[2]


def test_copy_of_what_is_no_pack(run: Run, home: Path) -> None:
    (home / "notes").mkdir()
    (home / "notes" / "a.txt").write_text("x", encoding="utf-8")
    code, _, err = run("copy", "./notes", "mine")
    assert code == 1
    assert "D102" in err
    assert not (home / "mine").exists()


def test_folders_with_spaces_are_quoted(run: Run) -> None:
    out = run("new", "two words")[1]
    assert '"./two words"' in out.replace("\\", "/") or "'./two words'" in out


# ---------------------------------------------------------------- consoles, pipes, our own mistakes


@pytest.mark.parametrize(("encoding", "lang"), [("gbk", "zh"), ("gbk", "en"), ("ascii", "zh")])
def test_any_console(encoding: str, lang: Lang) -> None:
    done = real("evaluate", "wenzhou_2021", PLATFORM, *ABOUT, "--on", "2022-12-31", "--lang", lang, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    assert "83.5 / 100" in text
    if encoding == "gbk":
        assert "社会组织" in text
        assert "?" not in text
    wrong = real("check", "甲", "--lang", "德文", PYTHONIOENCODING=encoding)
    assert wrong.returncode == 2
    assert b"Traceback" not in wrong.stderr


@pytest.mark.parametrize("format", ["json", "toml", "markdown"])
def test_data_is_utf8_on_any_console(format: str) -> None:
    done = real("evaluate", "wenzhou_2021", PLATFORM, *ABOUT, "--format", format, PYTHONIOENCODING="gbk")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "社会组织" in done.stdout.decode("utf-8")


def test_a_character_that_the_console_lacks() -> None:
    done = real("frob𠮷", PYTHONIOENCODING="gbk")
    assert done.returncode == 2
    assert "frob?" in done.stderr.decode("gbk")


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise on Windows")
@pytest.mark.parametrize("format", ["text", "json"])
def test_a_reader_that_goes_away(format: str) -> None:
    argv = [sys.executable, "-m", "policyrules", "evaluate", "wenzhou_2021", PLATFORM, *ABOUT, "--format", format]
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) in (0, 141)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk() -> None:
    argv = [sys.executable, "-m", "policyrules", "explain", "--lang", "en"]
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    with open("/dev/full", "wb") as full:
        done = subprocess.run(argv, stdout=full, stderr=subprocess.PIPE, env=env, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(b"the output cannot be written: ")
    assert done.stderr.count(b"\n") == 1


def test_no_streams_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["facts", "wenzhou_2021", *ABOUT]) == 0
    assert main(["frob"]) == 2


def test_a_stream_without_bytes_takes_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["facts", "wenzhou_2021", *ABOUT, "--format", "json"]) == 0
    assert len(json.loads(stream.getvalue())) == 71


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("environ", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colour_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], coloured: bool) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("WT_SESSION", "1")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    terminal = Terminal(io.BytesIO(), encoding="gbk")
    monkeypatch.setattr(sys, "stdout", terminal)
    main(["check", "nowhere"])
    assert (b"\x1b[" in terminal.buffer.getvalue()) == coloured  # type: ignore[attr-defined]


def test_data_on_a_terminal_is_in_its_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(io.BytesIO(), encoding="gbk", newline="\n")
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["explain", "P110", "--format", "json"]) == 0
    assert HAN.search(json.loads(terminal.buffer.getvalue().decode("gbk"))["summary"])  # type: ignore[attr-defined]


def _fail(error: BaseException) -> Callable[..., int]:
    def command(*_: object) -> int:
        raise error

    return command


@every_lang
def test_our_own_mistakes(run: Run, monkeypatch: pytest.MonkeyPatch, lang: Lang) -> None:
    from policyrules.cli import commands

    monkeypatch.setitem(commands.COMMANDS, "explain", _fail(KeyError("甲\n乙")))
    code, out, err = run("explain", "--lang", lang)
    assert (code, out) == (70, "")
    assert err.count("\n") == 1
    assert "KeyError" in err
    assert "test_cli.py" in err
    assert "POLICYRULES_DEBUG" in err
    monkeypatch.setenv("POLICYRULES_DEBUG", "1")
    with pytest.raises(KeyError):
        main(["explain"])


def test_ctrl_c(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from policyrules.cli import commands

    monkeypatch.setitem(commands.COMMANDS, "explain", _fail(KeyboardInterrupt()))
    assert run("explain") == (130, "", "")


def test_every_command_is_carried_out() -> None:
    from policyrules.cli import commands

    assert list(commands.COMMANDS) == list(BY_NAME)
    assert policyrules.cli.__all__ == ["main"]
    assert not Output.colour(None)
