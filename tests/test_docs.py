"""The documents are true: what they show is run, and what they list is all there is.

Fences in the pages, run from top to bottom with one working folder a page:

``python``      runs; prompts are compared with what is printed.
``policy``      goes through the whole road without a problem. A block that does not begin with the header is a second file beside
                the last block that has one and no scorecard.
``policy-bad``  its first line is a comment that begins with the code, and that is the one problem it has.
``results``     each line: facts as TOML, ``→``, what the policy above gives (points and grade; class; finding), or its codes.
``breakdown``   is what ``result`` explains in English, compared as below.
``diff``        edits the file it names.
``console``     ``$`` lines run (``policyrules``, ``diff``); what follows is what they print, a line ``…`` standing for any lines.
                ``> FILE`` saves it.

A block under a line that ends in "`path`:" is also saved there.
"""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sybil import Document, Example
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.typing import Parser

import policyrules
from policyrules import diagnostics
from policyrules.cli import main
from policyrules.evaluation.given import ENTRIES
from policyrules.language.builtins import BUILTINS
from policyrules.language.core import INVENTED
from policyrules.language.units import UNITS
from policyrules.language.values import decimal_text
from policyrules.language.vocabulary import ASSUMPTION_KINDS, COMPARATORS, MODALITIES, SYMBOLS, WORDS, Comparator, Modality, word
from policyrules.provenance.normal import essence
from policyrules.result import Outcome, ScoreResult
from policyrules.text.reasons import TEMPLATES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(p for p in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")) if "_build" not in p.parts)
SAVED = re.compile(r"`([\w./-]+)`[:：]\n\n\Z")
ANY = "…"


# ---------------------------------------------------------------- running a page


def in_brief(outcome: Outcome) -> str:
    if not isinstance(outcome, ScoreResult):
        return outcome.brief
    if outcome.gate == "unmet":
        return "not eligible"
    ends = dict.fromkeys(decimal_text(end) for end in (outcome.points.low, outcome.points.high))
    return ", ".join(filter(None, (" to ".join(ends), " or ".join(outcome.grades))))


class Page:
    """The working folder of one page, with the packs and fact files of the project in reach, and the policy shown last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base = ""
        self.policy: policyrules.Policy | None = None
        self.count = 0
        shutil.copytree(ROOT / "examples", folder / "examples")

    def save(self, example: Example) -> str:
        """The path a block is saved under, if the text before it names one."""
        named = SAVED.search(example.document.text[: example.region.start])
        if named:
            path = self.folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(str(example.parsed), encoding="utf-8")
        return named[1] if named else ""

    def load(self, text: str) -> policyrules.Policy:
        """The policy of a block."""
        whole = re.match(r"(#.*\n)*(政策|policy) ", text)
        self.count += 1
        pack = self.folder / f"pack{self.count}"
        pack.mkdir()
        (pack / "b.policy").write_text(text, encoding="utf-8")
        if not whole:
            (pack / "a.policy").write_text(self.base, encoding="utf-8")
        if (self.folder / "source.md").is_file():
            shutil.copy(self.folder / "source.md", pack)
        if whole and not re.search(r"^(评分|scorecard) ", text, re.MULTILINE):
            self.base = text
        return policyrules.load(pack)

    def policy_block(self, example: Example) -> None:
        path = self.save(example)
        self.policy = policyrules.load((self.folder / path).parent) if path else self.load(example.parsed)
        assert self.policy.check() == ()

    def bad_block(self, example: Example) -> None:
        wanted = re.match(r"# ([A-Z]\d+)", example.parsed)
        assert wanted, "the first line names the code"
        try:
            problems = self.load(example.parsed).check()
        except policyrules.PolicyError as error:
            problems = error.problems
        assert {p.code for p in problems} == {wanted[1]}

    def results_block(self, example: Example) -> None:
        for line in example.parsed.strip().splitlines():
            facts, _, expected = line.partition("→")
            assert self.outcome(facts) == expected.strip(), line

    def outcome(self, text: str) -> str:
        """What a line of facts gives: “2”, “0 to 5, developed or improving”, a class or finding, or the codes of its problems."""
        assert self.policy
        dated = re.match(r"\s*on (\d{4}-\d\d-\d\d):?", text)
        written = text[dated.end() :] if dated else text
        facts = tomllib.loads("\n".join(written.replace("nothing", "").split(";")), parse_float=Decimal)
        try:
            result = self.policy.evaluate(facts, on=dated[1] if dated else None)
        except policyrules.FactsError as error:
            return " ".join(p.code for p in error.problems)
        return "; ".join(map(in_brief, result.outcomes.values()))

    def saved_block(self, example: Example) -> None:
        if not self.save(example) and example.region.lexemes["arguments"] == "toml":
            tomllib.loads(example.parsed)

    def breakdown_block(self, example: Example) -> None:
        matches(example.namespace["result"].explain("en"), example.parsed)

    def diff_block(self, example: Example) -> None:
        patch(self.folder, example.parsed)

    def console_block(self, example: Example) -> None:
        for command, expected in commands(example.parsed):
            matches(called(command), expected)


def patch(folder: Path, diff: str) -> None:
    """Edit a file as a diff says: the lines with - stand in it once, and the lines with + take their place."""
    head, *lines = diff.rstrip("\n").split("\n")
    path = folder / head.removeprefix("--- ")
    old = "".join(f"{line[1:]}\n" for line in lines if line[0] in "- ")
    new = "".join(f"{line[1:]}\n" for line in lines if line[0] in "+ ")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"the lines to change stand once in {head}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def called(command: str) -> str:
    """What a command prints, run in this process; nothing where it goes to a file."""
    call, _, target = command.partition(" > ")
    name, *arguments = shlex.split(call)
    if name == "diff":
        return subprocess.run([name, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False).stdout
    assert name == "policyrules"
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        code = main(arguments)
    assert code in (0, 1), printed.getvalue()
    if not target:
        return printed.getvalue()
    Path(target).write_text(printed.getvalue(), encoding="utf-8")
    return ""


def matches(output: str, expected: str) -> None:
    """Every expected line is there, in order and without a gap unless a line of dots says so; dots in a line stand for what it says
    there. How far columns stand apart does not matter."""
    found = [" ".join(line.split()) for line in output.strip("\n").split("\n")]
    at, jump = 0, not expected.strip()
    for line in expected.strip("\n").split("\n"):
        wanted = " ".join(line.split())
        if wanted == ANY:
            jump = True
        elif wanted:
            pattern = ".*".join(map(re.escape, wanted.split(ANY)))
            places = range(at, len(found) if jump else min(at + 1, len(found)))
            at = next((n + 1 for n in places if re.fullmatch(pattern, found[n])), 0)
            assert at, f"not printed: {line!r}\n{output}"
            jump = False
        elif not jump:
            at += found[at : at + 1] == [""]
    assert jump or at == len(found), f"more is printed than shown\n{output}"


# The tutorials are run step by step by test_tutorial.py.
@pytest.mark.parametrize("path", [p for p in PAGES if p.name != "first-rule.md"], ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_block_of_a_page(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYRULES_LANG", "zh")
    page = Page(tmp_path)
    blocks = {
        "policy": page.policy_block,
        "policy-bad": page.bad_block,
        "results": page.results_block,
        "breakdown": page.breakdown_block,
        "diff": page.diff_block,
        "console": page.console_block,
        **dict.fromkeys(("toml", "markdown", "json", "text"), page.saved_block),
    }
    parsers: list[Parser] = [PythonCodeBlockParser(), *(CodeBlockParser(name, evaluate) for name, evaluate in blocks.items())]
    for example in Document.parse(str(path), *parsers).examples():
        try:
            example.evaluate()
        except (AssertionError, policyrules.PolicyError) as error:
            raise AssertionError(f"{path.relative_to(ROOT)}:{example.line}: {error}") from error


# ---------------------------------------------------------------- what the pages list is all there is


def reference(name: str) -> str:
    return (DOCS / "reference" / f"{name}.md").read_text(encoding="utf-8")


def rows(text: str) -> list[tuple[str, ...]]:
    """The cells of every table row, without their back quotes."""
    lines = (line.strip("| ") for line in text.splitlines() if line.startswith("| "))
    return [tuple(cell.strip().replace("`", "") for cell in line.split(" | ")) for line in lines]


def test_every_keyword_is_listed() -> None:
    listed = {row[:2] for row in rows(reference("keywords"))}
    plain = {(w.zh, w.en) for w in WORDS if not isinstance(w, Comparator)}
    assert listed >= plain | {(w.zh, w.en) for w in WORDS}
    senses = {row[:3] for row in rows(reference("keywords"))}
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "=", "ne": "≠"}
    assert senses >= {(w.zh, w.en, signs[w.op]) for w in WORDS if isinstance(w, Comparator)}
    assert set(signs.values()) == SYMBOLS.keys()
    unmet = {"breach": "不符合 breach", "explain": "需说明 explain", "not_taken": "未采取 not_taken"}
    assert senses >= {(m.zh, m.en, unmet[m.unmet]) for m in MODALITIES}


def chinese(section: str) -> list[tuple[str, ...]]:
    """The rows of a section of the Chinese page, without the heads of its tables."""
    text = (DOCS / "zh/reference.md").read_text(encoding="utf-8").split(f"\n## {section}\n")[1].split("\n## ")[0]
    return rows(re.sub(r"^\|.*\n(?=\|---)", "", text, flags=re.MULTILINE))


def test_the_chinese_page_lists_the_words_of_this_version() -> None:
    listed = {row[0] for row in chinese("关键词")}
    kinds = {word(k).zh for k in ASSUMPTION_KINDS}
    usable = {w.zh for w in WORDS if not isinstance(w, Comparator | Modality)}
    assert listed <= usable
    assert listed >= usable - kinds
    inclusive = {"ge": "含", "le": "含", "gt": "不含", "lt": "不含"}
    signs = {v: k for k, v in SYMBOLS.items()}
    infix = {row[0]: (re.sub("本[数日]", "", row[1]), row[2]) for row in chinese("比较词")}
    assert infix.keys() == {c.zh for c in COMPARATORS}
    for c in COMPARATORS:
        assert infix[c.zh][1] == signs[c.op], c.zh
        if c.postfix:
            assert infix[c.zh][0] == ("总是含" if c.zh.startswith("及") else "照“用语”"), c.zh
        elif c.op in inclusive:
            assert infix[c.zh][0] == inclusive[c.op], c.zh
    unmet = {"breach": "不符合", "explain": "需说明", "not_taken": "未采取"}
    assert {row[:2] for row in chinese("程度词")} == {(m.zh, unmet[m.unmet]) for m in MODALITIES}
    assert {row[0]: row[2].rstrip(" |") for row in chinese("假定的种类")} == {
        word(k).zh: "是" if k in INVENTED else "否" for k in ASSUMPTION_KINDS
    }
    assert {w for row in chinese("单位") for w in row[1].split()} == UNITS.keys()
    for row in chinese("单位"):
        assert len({UNITS[w].dimension for w in row[1].split()}) == 1, row
    assert {row[0]: row[1] for row in chinese("评定记录的各栏")} == ENTRIES


def test_what_counts_as_the_same_in_quotes_is_as_the_pages_say() -> None:
    same = [
        "“‘「『«\"'„",
        "-‐–—―−─━",
        "~～〜∼",
        "·•・‧∙",
        "〔［﹝[",
        "〕］﹞]",
        "〇○◯",
        "、､",
        "。｡",
        "（(",
        "，,",
        "：:",
        "％%",
        "３3",
    ]
    assert [s for s in same if len({essence(c) for c in s}) != 1] == []
    assert essence(" \u3000a\n<p>b</p><br>**c**#|\\<!-- x -->&nbsp;\u200bd") == "abcd"
    apart = ["（〔", "〔【", "《〈", "。.", "，、", "*", "少低", "——"]
    assert [s for s in apart if len({essence(c) for c in s} - {""}) != len(set(s))] == []
    assert essence("——") != essence("—")


def test_reserved_words_are_listed() -> None:
    section = reference("lexical").split("## Reserved words")[1].split("\n## ")[0]
    listed = {row[0]: row[1] for row in rows(section)}
    wanted = {reserved: " ".join(w.zh for w in WORDS if w.reserved == reserved) for reserved in ("operand", "of", "path")}
    assert {k: set(v.split()) for k, v in listed.items() if k in wanted} == {k: set(v.split()) for k, v in wanted.items()}


def test_every_unit_is_listed() -> None:
    listed = {word for row in rows(reference("units")) for cell in row for word in cell.split()}
    assert listed >= UNITS.keys()


def test_every_builtin_is_listed() -> None:
    assert {row[:2] for row in rows(reference("builtins"))} >= {(b.zh, b.en) for b in BUILTINS}


def test_every_kind_of_assumption_is_listed() -> None:
    listed = {row[:2] for row in rows(reference("assumptions"))}
    assert listed >= {(word(k).zh, k) for k in ASSUMPTION_KINDS}


def test_every_reason_code_is_listed() -> None:
    assert {row[0] for row in rows(reference("reasons"))} >= TEMPLATES.keys()


def schema_keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for inner in schema.values():
            yield from schema_keys(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from schema_keys(inner)


def test_every_key_of_a_result_is_listed() -> None:
    schema = json.loads((ROOT / "src/policyrules/schemas/result-1.json").read_text(encoding="utf-8"))
    text = reference("result")
    assert [key for key in schema_keys(schema) if not re.search(rf"[`\"]{key}[`\"]", text)] == []


def test_every_public_name_is_described() -> None:
    assert [name for name in policyrules.__all__ if f"`{name}" not in reference("python")] == []


def test_the_page_of_problems_has_every_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    page = import_module("policydocs").problems()
    folder = Path(str(diagnostics.__file__)).parent
    codes = {c for file in folder.glob("*.py") for c in re.findall(r'^    code = "(\w+)"', file.read_text("utf-8"), re.MULTILINE)}
    assert sorted(code for code in codes if f"({code.lower()})=" not in page) == []
    assert len(codes) > 50


def test_links_lead_somewhere() -> None:
    for path in [*PAGES, ROOT / "CHANGELOG.md"]:
        prose = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        for target in re.findall(r"\]\(([^)#\s]+)", prose):
            assert target.startswith("https://") or (path.parent / target).exists(), f"{path}: {target}"


def test_files_that_pages_name_are_there() -> None:
    for path in PAGES:
        for name in re.findall(r"`((?:src/policyrules/)?[\w/]+/\w+\.(?:py|lark|json))`", path.read_text(encoding="utf-8")):
            homes = (ROOT, ROOT / "src", ROOT / "src/policyrules")
            assert any((home / name).is_file() for home in homes), f"{path}: {name}"


# ---------------------------------------------------------------- commands for a bare machine


def test_readme_and_ci_run_the_same_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    fenced = re.findall(r"^```sh\n(.+)\n```$", readme, re.MULTILINE)
    assert len(fenced) == 2
    evaluate, checks = fenced
    assert evaluate.startswith("python3.11 -m venv .venv && ")
    assert "evaluate wenzhou_2021 examples/platform.toml" in evaluate
    assert checks.startswith("python3.11 -m venv .venv && ")
    taken = subprocess.run(
        ["bash", str(ROOT / ".ci/run"), "--show"], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    assert taken.stdout.strip() == checks


def test_the_pages_build(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", str(DOCS), str(tmp_path / "html")]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
