"""What holds the code together: layers, sizes, the public names, the cost of importing, the table of words and the grammar."""

from __future__ import annotations

import ast
import logging
import re
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lark import Lark, logger
from packs import build_texts

import policyrules
from policyrules.diagnostics.parse import ReservedName
from policyrules.grammar.layout import Layout
from policyrules.grammar.loader import grammar_text, parser
from policyrules.language.vocabulary import ASSUMPTION_KINDS, COMPARATORS, MODALITIES, WORDS, Side, Word, by_id, by_spelling, word

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "policyrules"
MODULES = sorted(SOURCE.rglob("*.py"))
SIDES: tuple[Side, ...] = ("zh", "en")
MOST_LINES, MANY_LINES, LONGEST_FUNCTION = 600, 400, 40
LONG_FUNCTIONS: frozenset[str] = frozenset()
"""Functions that may be longer: a ``match`` over the core, and nothing else."""


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# ---------------------------------------------------------------- layers and sizes


def test_imports_point_down_only() -> None:
    python("import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")


def test_no_module_is_too_long() -> None:
    lines = {str(p.relative_to(SOURCE)): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    for path, count in lines.items():
        if count > MANY_LINES:
            print(f"{path}: {count} lines, ask why")
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}


def functions(path: Path) -> Iterator[tuple[str, int, bool]]:
    """Every function with its length, docstring left out, and whether it is a ``match`` with little besides."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                length -= (first.end_lineno or 0) - first.lineno + 1
            matches = sum((n.end_lineno or 0) - n.lineno + 1 for n in ast.walk(node) if isinstance(n, ast.Match))
            yield f"{path.relative_to(SOURCE)}: {node.name}", length, matches > length / 2


def test_no_function_is_too_long() -> None:
    long = {
        name: length
        for path in MODULES
        for name, length, matches in functions(path)
        if length > LONGEST_FUNCTION and not matches and name not in LONG_FUNCTIONS
    }
    assert long == {}


def test_the_read_first_file_is_short() -> None:
    assert len((SOURCE / "pipeline.py").read_text(encoding="utf-8").splitlines()) <= 80


# ---------------------------------------------------------------- the public names


def test_public_names_can_be_imported() -> None:
    assert policyrules.__all__ == sorted(policyrules.__all__)
    for name in policyrules.__all__:
        assert getattr(policyrules, name) is not None
    assert set(policyrules.__all__) <= set(dir(policyrules))
    with pytest.raises(AttributeError):
        policyrules.nothing_of_the_kind  # type: ignore[attr-defined]  # noqa: B018


def test_importing_costs_nothing() -> None:
    loaded = python("import policyrules, sys; print(*sys.modules)").split()
    heavy = {"lark", "cattrs", "rich", "attr", "attrs", "tomllib", "tomli_w", "json", "decimal", "fractions"}
    assert heavy & set(loaded) == set()


def test_package_is_typed() -> None:
    assert (SOURCE / "py.typed").is_file()


# ---------------------------------------------------------------- the words


@pytest.mark.parametrize("side", SIDES)
def test_no_spelling_is_used_twice(side: Side) -> None:
    assert [w for w, n in Counter(w.spelt(side) for w in WORDS).items() if n > 1] == []
    assert len(by_spelling(side)) == len(WORDS)


def test_terminals_are_used_once() -> None:
    assert [w for w, n in Counter(w.id for w in WORDS).items() if n > 1] == []
    assert len(by_id()) == len(WORDS)


def test_words_have_the_form_the_lexer_needs() -> None:
    for w in WORDS:
        assert re.fullmatch(r"[\u4e00-\u9fff]+|as", w.zh), w
        assert re.fullmatch(r"[a-z]+( [a-z]+)*|'s", w.en), w
        assert w.reserved in ("", "operand", "of", "path")


def test_postfix_and_infix_comparisons_are_apart() -> None:
    for side in SIDES:
        postfix = {w.spelt(side) for w in COMPARATORS if w.postfix}
        assert postfix.isdisjoint(w.spelt(side) for w in COMPARATORS if not w.postfix)
    assert {w.unmet for w in MODALITIES} == {"breach", "explain", "not_taken"}
    assert all(word(kind) in WORDS for kind in ASSUMPTION_KINDS)


# ---------------------------------------------------------------- the grammar


@pytest.mark.parametrize("side", SIDES)
def test_grammar_has_no_conflicts(side: Side, caplog: pytest.LogCaptureFixture) -> None:
    """LALR(1) as it stands: lark would settle a conflict by shifting, and only say so when asked."""
    caplog.set_level(logging.DEBUG, logger=logger.name)
    level = logger.level
    logger.setLevel(logging.DEBUG)
    try:
        Lark(grammar_text(side), parser="lalr", lexer="contextual", postlex=Layout(), debug=True)
    finally:
        logger.setLevel(level)
    told = [r.getMessage() for r in caplog.records if "onflict" in r.getMessage()]
    assert told == []


def test_one_parser_serves_all_threads() -> None:
    assert parser("zh") is parser("zh")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert parser("en") is not parser("zh")


TEMPLATES: dict[Side, str] = {
    "zh": "政策 demo\n对象 平台 as platform\n    {declared} as fact：是否\n"
    "评分 测评 as score 对象 平台 满分 1 分\n    项目 甲 as a 1 分\n        若 {used}，得 1 分\n",
    "en": "policy demo\nsubject 平台 as platform\n    {declared} as fact: yes or no\n"
    "scorecard 测评 as score subject 平台 full marks 1 分\n    item 甲 as a 1 分\n        if {used}, award 1 分\n",
}
NAMES = [(side, w) for side in SIDES for w in WORDS if w.en != "'s"]


def awarded(side: Side, declared: str, used: str) -> bool:
    """Whether the fact so named is the one that the condition reads."""
    policy = build_texts(TEMPLATES[side].format(declared=declared, used=used)).good
    total = policy.evaluate({"fact": True}).scores["score"].total
    return total == 1 and policy.evaluate({"fact": False}).scores["score"].total == 0


@pytest.mark.parametrize(("side", "w"), NAMES, ids=[f"{side}-{w.spelt(side)}" for side, w in NAMES])
def test_every_word_can_be_a_name_in_an_expression(side: Side, w: Word) -> None:
    spelling = w.spelt(side)
    marked = f"「{spelling}」" if side == "zh" else f"`{spelling}`"
    assert awarded(side, marked, marked)
    if " " in spelling:  # several words are no name without marks
        return
    if w.reserved in ("operand", "path"):
        made = build_texts(TEMPLATES[side].format(declared=marked, used=spelling))
        if w.reserved == "path":
            assert [type(p) for p in made.problems] == [ReservedName]
        else:  # it means something else there, as 是 does
            assert made.problems or not awarded(side, marked, spelling)
    else:
        assert awarded(side, marked, spelling)
    if w.en not in ("cite", "assume", "strictness", "when there are none"):  # these begin a line of notes
        assert awarded(side, spelling, marked)
