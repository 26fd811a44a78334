"""Reading on after a slip: what is told is the same when reading is taken up again at a line, and no text is read many times."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from fuzz import mutant, policy_texts
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lark import Token

from policyrules.diagnostics.base import Outcome
from policyrules.language import surface as s
from policyrules.passes import parse as module
from policyrules.passes.parse import parse, reading
from policyrules.source import Source

TEXTS = policy_texts()
HEAD = "政策 demo “示例”\n对象 平台 as platform\n    面积 as area：数 平方米，不小于 0\n"
CARD = HEAD + "评分 测评 as score 对象 平台 满分 5 分\n    项目 场地 as premises 5 分\n"
GOOD, SLIP = ("        若 面积 不少于 300平方米，得 1 分\n", "        若 面积不少于300平方米，得 1 分\n")


def told(done: Outcome[s.File]) -> list[tuple[str, str, int, int]]:
    return [(p.code, p.message("zh"), *p.place()[1:]) for p in done.problems]


def places(file: s.File) -> list[tuple[int, int]]:
    return [(x.span.start, x.span.end) for x in file.statements]


@settings(deadline=None, max_examples=200, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.randoms(use_true_random=False))
def test_taking_up_again_is_like_reading_from_the_start(random: Random) -> None:
    text = random.choice(TEXTS)
    for _ in range(random.randint(1, 4)):
        text = mutant(random, text, TEXTS)
    source = Source("rules.policy", text)
    done = parse(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading.Reading, "back", lambda self, at: self.marks.__delitem__(slice(1, None)))
        again = parse(source)
    assert told(done) == told(again)
    assert done.value == again.value
    if done.value and again.value:
        assert places(done.value) == places(again.value)


def words(text: str) -> tuple[int, list[str]]:
    """How many words are read until a text is answered, and the codes told."""
    read: list[Token] = []
    moved = reading._moved

    def counted(tokens: Iterator[Token], by: int) -> Iterator[Token]:
        for token in moved(tokens, by):
            read.append(token)
            yield token

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_moved", counted)
        codes = [p.code for p in parse(Source("rules.policy", text)).problems]
    return len(read), codes


def test_a_long_statement_with_slips_is_read_once() -> None:
    clean, none = words(CARD + GOOD * 1000)
    assert none == []
    count, codes = words(CARD + (GOOD * 60 + SLIP) * 15 + GOOD * 85)
    assert codes == ["P102"] * 15
    assert count < clean * 1.1


def test_junk_below_a_block_stops_at_the_limit() -> None:
    count, codes = words(CARD + GOOD + "    等级\n" + "        之 乎 者 也\n" * 5000)
    assert len(codes) == module.MOST_PROBLEMS
    assert count < 500


def test_lines_that_are_not_told_count_too() -> None:
    count, codes = words(HEAD + "评分 测评 as score 对象 平台 满分 5 分\n" + "项目 场地 as premises 5 分\n" * 3000)
    assert codes == ["P107"]
    assert count < 500


@pytest.mark.parametrize("line", ["参数 甲 as a = " + "1" * 4800 + " 2\n", "参数 甲 as a = " + "面积不少于" * 960 + " 得\n"])
def test_long_words_are_answered_at_once(line: str) -> None:
    assert len(parse(Source("rules.policy", HEAD + line * 20)).problems) == module.MOST_PROBLEMS


@pytest.mark.parametrize(
    "word", ["三" * 4900, "下列" + "面积" * 2000, "如" * 4900, "1," * 2400, ".5" * 2400, "75-" * 1600, "≥ " * 2400]
)
def test_long_slips_are_answered_too(word: str) -> None:
    assert (
        len(parse(Source("rules.policy", CARD + f"        若 面积 不少于 {word}，得 1 分\n" * 19)).problems) <= module.MOST_PROBLEMS
    )


@pytest.mark.parametrize("again", ["a.md", "./a.md", r".\a.md"])
def test_a_source_listed_again_is_told_and_read_once(again: str) -> None:
    done = parse(Source("rules.policy", f"政策 demo “示例”\n    原文 “a.md”，“b/a.md”，“{again}”\n"))
    assert [p.code for p in done.problems] == ["P122"]
    header = done.sure.header
    assert header is not None
    assert [[v.text for v in line.values] for line in header.lines if isinstance(line, s.Meta)] == [["a.md", "b/a.md"]]
