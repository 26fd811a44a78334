"""The catalogue of problems: every class documented and unlike the others, and every page run.

An Example gives exactly its code, and the Instead nothing at all. In a block ``=== name`` begins a file (``(gbk)``, ``(latin-1)``:
its encoding; ``(missing)``: it is not there; ``(6 MB)``: filled up to that size); without such a line the block is
``rules.policy``. ``(repeat N)`` at the end of a line repeats the line N times over. A file that an Instead leaves out is taken
from the Example, if the Instead names files. ``=== command`` holds one command line.
``=== table.json`` holds what `Policy.score` takes, its tables as lists of rows.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from string import Formatter
from textwrap import dedent
from typing import Any

import polars as pl
import pytest
from packs import LANGS, build_folder, build_texts, survives

import policyrules.diagnostics
from policyrules import project
from policyrules.diagnostics.base import Problem
from policyrules.diagnostics.facts import EXAMPLE_POLICY
from policyrules.evaluation.files import read_file
from policyrules.policy import FactsError, Policy, PolicyError, load

MODULES = [
    importlib.import_module(f"policyrules.diagnostics.{m.name}") for m in pkgutil.iter_modules(policyrules.diagnostics.__path__)
]
CATALOGUE: list[type[Problem]] = sorted(
    {
        c
        for m in MODULES
        for c in vars(m).values()
        if inspect.isclass(c) and issubclass(c, Problem) and c.__module__ == m.__name__ and c.code
    },
    key=lambda c: c.code,
)
LETTERS = {
    "P": "parse",
    "N": "resolve",
    "C": "check",
    "A": "analysis",
    "L": "lint",
    "Q": "quotes",
    "T": "cases",
    "D": "packs",
    "F": "facts",
}
every_problem = pytest.mark.parametrize("problem", CATALOGUE, ids=[f"{c.code}-{c.name()}" for c in CATALOGUE])

# ---------------------------------------------------------------- the table


def test_codes_and_names_are_used_once() -> None:
    assert len({c.code for c in CATALOGUE}) == len(CATALOGUE)
    assert len({c.name() for c in CATALOGUE}) == len(CATALOGUE)


@every_problem
def test_code_and_name_have_the_common_form(problem: type[Problem]) -> None:
    assert re.fullmatch(r"[A-Z][1-9][0-9]{2}", problem.code)
    assert problem.code[0] in LETTERS
    assert (problem.code[0] == "L") == (problem.severity == "warning") or problem.code == "Q105"
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", problem.name())


@every_problem
def test_messages_keep_the_rules_of_style(problem: type[Problem]) -> None:
    """One sentence, no full stop, English in lower case, nothing of Python in it; both languages and a mend in each."""
    for text in (problem.zh, problem.en, problem.hint_zh, problem.hint_en):
        assert text
        assert text == text.strip()
        assert not text.endswith(("。", ".", "！", "!"))
    assert not re.match("[A-Z][a-z]", problem.en)
    assert re.search(r"[\u4e00-\u9fff{]", problem.zh)
    assert not re.search(r"[\u4e00-\u9fff]", problem.en)


@every_problem
def test_page_has_every_section_in_order(problem: type[Problem]) -> None:
    page = inspect.getdoc(problem) or ""
    summary, _, rest = page.partition("\n\n")
    assert summary.endswith(".")
    marks = [rest.find(mark) for mark in ("Why: ", "原因：", "Example:\n", "Instead:\n")]
    assert all(at >= 0 for at in marks)
    assert marks == sorted(marks)
    chinese = rest[: marks[0]].strip()
    assert chinese.endswith("。")
    assert "\n\n" not in chinese
    for start, end in ((marks[0], marks[1]), (marks[1], marks[2])):
        assert rest[start:end].strip().endswith((".", "。"))


# ---------------------------------------------------------------- running a page

_HEADER = re.compile(r"=== (?P<name>[^\s(]+)(?: \((?P<note>[^)]+)\))?")


class Block:
    """The files of an Example or an Instead: for each name its note and its text."""

    def __init__(self, text: str) -> None:
        self.files: dict[str, tuple[str, str]] = {}
        name, note, lines = "rules.policy", "", list[str]()
        for line in dedent(text).strip("\n").split("\n"):
            header = _HEADER.fullmatch(line)
            if header is None:
                lines.append(_repeated(line))
                continue
            self._add(name, note, lines)
            name, note, lines = header["name"], header["note"] or "", []
        self._add(name, note, lines)
        self.plain = "===" not in text

    def _add(self, name: str, note: str, lines: list[str]) -> None:
        if lines or note:
            self.files[name] = (note, "".join(f"{line}\n" for line in lines))

    def over(self, example: Block) -> Block:
        """With the files of the example that this one does not name; only one file of facts stays."""
        if not self.plain:
            own = any(name.startswith("facts.") for name in self.files)
            rest = {n: f for n, f in example.files.items() if not (own and n.startswith("facts.")) and n != "command"}
            self.files = rest | self.files
        return self

    def write(self, folder: Path) -> None:
        for name, (note, text) in self.files.items():
            if name == "command" or note == "missing":
                continue
            megabytes = re.fullmatch(r"([0-9]+) MB", note)
            data = text.encode(note if note and not megabytes else "utf-8")
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data + b"#" * (int(megabytes[1]) * 1_000_000 if megabytes else 0))


def _repeated(line: str) -> str:
    match = re.fullmatch(r"(.*?) *\(repeat ([0-9]+)\)", line)
    return match[1] * int(match[2]) if match else line


def blocks(problem: type[Problem]) -> tuple[Block, Block]:
    page = inspect.getdoc(problem) or ""
    _, _, rest = page.partition("Example:\n")
    example, _, instead = rest.partition("\nInstead:\n")
    first = Block(example)
    return first, Block(instead).over(first)


def run(block: Block, folder: Path) -> tuple[Problem, ...]:
    """Every problem of a block that is no command."""
    block.write(folder)
    if "table.json" in block.files:
        return score(build_texts(EXAMPLE_POLICY).usable, json.loads(block.files["table.json"][1]))
    facts = next((name for name in block.files if name.startswith("facts.")), None)
    if facts is None:
        return build_folder(folder).problems
    own = any(name.endswith(project.SUFFIX) for name in block.files)
    built = build_folder(folder) if own else build_texts(EXAMPLE_POLICY)
    return (*built.problems, *evaluate(built.usable, folder / facts))


def evaluate(policy: Policy, path: Path) -> tuple[Problem, ...]:
    found = read_file(path)
    if found.value is None:
        return found.problems
    try:
        policy.evaluate(found.value)
    except FactsError as error:
        return error.problems
    return ()


def score(policy: Policy, asked: dict[str, Any]) -> tuple[Problem, ...]:
    """Every problem with a table and its child tables, each a list of rows."""
    tables = {name: pl.DataFrame(rows) for name, rows in asked.pop("children", {}).items()}
    try:
        scores = policy.score(pl.DataFrame(asked.pop("table")), children=tables, **asked)
    except FactsError as error:
        return error.problems
    return (*scores.warnings, *(row.problem for row in scores.problems))


Command = Callable[[str], set[str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command line in the folder of the example, packages in it included, and gives the codes it told."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)

    def call(line: str) -> set[str]:
        program, *words = shlex.split(line)
        assert program == "policyrules"
        try:
            from policyrules.cli import main
        except ImportError:
            return {p.code for p in _carried_out(*words)}
        status = main(words)
        told = capsys.readouterr()
        codes = set(re.findall(r"\[([A-Z][1-9][0-9]{2})\]", told.out + told.err))
        assert status == (1 if any(c.code in codes and c.severity == "error" for c in CATALOGUE) else 0)
        return codes

    return call


def _carried_out(verb: str, *rest: str) -> tuple[Problem, ...]:
    """What a command line does, without the command line."""
    if verb == "new":
        return project.start(Path(rest[0]))
    if verb == "copy":
        found = project.find(rest[0])
        return project.copy(found.value, Path(rest[1])) if found.value is not None else found.problems
    try:
        load(rest[0])
    except PolicyError as error:
        return error.problems
    return ()


@every_problem
def test_example_gives_this_code_and_no_other(problem: type[Problem], tmp_path: Path, command: Command) -> None:
    example, _ = blocks(problem)
    if "command" in example.files:
        example.write(tmp_path)
        assert command(example.files["command"][1]) == {problem.code}
        return
    found = run(example, tmp_path)
    assert {p.code for p in found} == {problem.code}, [p.message("en") for p in found]
    for told in found:
        survives(told)
        check_templates(told)


@every_problem
def test_instead_gives_no_problem(problem: type[Problem], tmp_path: Path, command: Command) -> None:
    _, instead = blocks(problem)
    if "command" in instead.files:
        instead.write(tmp_path)
        assert command(instead.files["command"][1]) == set()
        return
    found = run(instead, tmp_path)
    assert found == (), [p.message("en") for p in found]


def check_templates(problem: Problem) -> None:
    """Templates use fields and phrases of the problem only."""
    for lang in LANGS:
        known = problem._facts(lang)
        for template in (problem.zh, problem.hint_zh) if lang == "zh" else (problem.en, problem.hint_en):
            names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
            assert names <= known.keys(), (problem.code, names - known.keys())


def test_every_problem_of_the_sources_is_in_a_module_of_the_catalogue() -> None:
    """No pass makes up a problem of its own."""
    root = Path(policyrules.diagnostics.__path__[0]).parent
    stray = [
        f"{path.name}: {node.name}"
        for path in root.rglob("*.py")
        if path.parent.name != "diagnostics"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id == "Problem" for b in node.bases)
    ]
    assert stray == []


def test_every_problem_is_told_somewhere() -> None:
    """A page for something that never happens would mislead."""
    root = Path(policyrules.diagnostics.__path__[0]).parent
    texts = [p.read_text(encoding="utf-8") for p in root.rglob("*.py") if p.parent.name != "diagnostics"]
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    assert [c.__name__ for c in CATALOGUE if c.__name__ not in words] == []


def _facts_of(block: Mapping[str, Any]) -> list[str]:
    return [name for name in block if name.startswith("facts.")]


def test_blocks_are_read_as_described() -> None:
    block = Block("    === a.md\n    一 (repeat 3)\n    === facts.toml (gbk)\n    x = 1\n")
    assert block.files == {"a.md": ("", "一一一\n"), "facts.toml": ("gbk", "x = 1\n")}
    assert Block("    政策 甲").files == {"rules.policy": ("", "政策 甲\n")}
    over = Block("=== facts.json\n{}").over(block)
    assert _facts_of(over.files) == ["facts.json"]
    assert "a.md" in over.files
