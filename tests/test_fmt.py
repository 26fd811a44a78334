"""The printer: what is printed in either vocabulary is read as the same tree, whatever words stand as names in it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import date
from functools import cache
from itertools import cycle
from typing import Any

import pytest
from attrs import evolve, fields, has
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policyrules.grammar.loader import parser
from policyrules.language import surface as s
from policyrules.language.vocabulary import COMPARATORS, SYMBOLS, WORDS, Side
from policyrules.passes.parse import parse
from policyrules.source import Source, Span
from policyrules.text.fmt import show
from policyrules.text.fmt_expressions import _BARE

SIDES: tuple[Side, ...] = ("zh", "en")
KEYWORDS = sorted({piece for w in WORDS for spelling in (w.zh, w.en) for piece in (spelling, *spelling.split())})
ODD = (
    *(
        "面积",
        "ml",
        "by分",
        "m2",
        "_x",
        "é",
        "3A",
        "3A级",
        "3",
        "2x",
        "ＡＢ面积",
        "ｍ２",
        "面积以上",
        "分及",
        "及以上",
        "及以内",
        "年底",
        "年底线",
    ),
    *(
        "级",
        "A级",
        "a的b",
        "x y",
        "名」字",
        "名`字",
        "#",
        "-",
        "“",
        "下列 全部",
        "the following",
        "more",
        "less",
        "nearest",
        "a.b",
        "｀",
    ),
)

DECLARED = frozenset((*KEYWORDS, *ODD))
"""Known names; others that look like a slip, such as a numeral, are told as one."""

EVERYWHERE = """\
政策 @ “示例”
    上位文件 @
对象 @ as @ “题”
    @ as @：数 @，不小于 0 @，可无
    @：整数，不少于 @
    @ as @ “题”：级别 @ < 3A < @
    @：选项 @、3A、@
    @：评定 由 @
    @：评定 @ 至 @ 步长 @ 由 @
    @ as @ “题”：明细
        @ as @：日期
        @：明细
            @：文字
参数 @ as @ “题” = @
参数 甲 as a = 300@
参数 乙 as b = 300 @
参数 丙 = 2021 @
设 @ as @ 对象 @ = 若 @ 则 @ 否则 @的@ 取整 进一 到 @
设 丁 = @（@，@） + @的@的@ * @ - -@
评分 @ as @ 对象 @ 满分 @
    考核期 测评日上一年
    一票否决 @
    一票否决 @ 为 @：总分 计 @，自 @ 起 2 @ 不得申报，等级 限为 @
    一票否决 @：@ 不得申报，@ 不得申报
    一票否决 @ 至少 5 @：自 5 @ 起 @ 不得申报，总分 计 5 @    没有时 视为满足
    项目 @ @
        得 @
    项目 @ as @ @ 最高 @ 取最高
        得 5 @
        前提 @ 为 @
        若 @，得 @
        否则 若 并非 @，按 @ 折算
        若 1 且 @ 或者 1 或者 @，由 @ 评 @ 至 @ 步长 @ as @
        若 @ 5 @及以上 且 @ 5 @以上 且 @ 5以下 或者 3A 且 @ 在 @ 至 5 @ 之间 且 @ 属于 @、@，得 1 @ 取整 舍去 到 1 @
        若 @ 3A及以上 或者 @ 为 @ 或者 2021-01-01 且 @，得 1
        若 下列 至少 2 项，得 @
            @
            依据 “甲” 见 “乙”
            @ 不少于 @
            3 @ 为 4 @
        最低 @
        若 自 @ 至 5 @ 满 2 @ 且 自 2021-01-01 至 @ 满 @，扣 @
        否则 扣 5 @，最高 5 @，最低 @ 取整 舍去 到 1 @
        按 @ 每 @ 得 @
        若 @，按 5 @ 每满 5 @ 扣 5 @，最高 @
        按 @ 每 5 @ 得 5 @，不满一个按一个计，最高 5 @
        按 @、5 @ 分档    假定 “甲”
            @、5 @：@
            依据 “甲” 见 “乙”
            不少于 @、5 @及以上：5 @
            @ 以上、@ 以上 5 @ 以下：5 @
            @ 至 @、5 至 5 @：@
            3A及以上、2021-01-01以上：@    程度 须
            其余：@
        按 @、5 @ 分档 列 @、@ 以下、5 至 5 @、其余
            @：@、5 @、5、@
            其余：5 @、@、5 @、5
        若 @，按 @ 分档
            -@：@
            @（@）：@
        若 每个 @ 均 （@ 不少于 @） 且 每个 @（@）的@ 不少于 5 @，得 1    没有时 视为满足
        若 @ 中 （@ 为 @）的占比 达到 30% 且 每季度（@） @（@） 至少 5 @ 且 每年 @ 5 @及以上，得 1    没有时 不适用
        若 近 3 @（@） @的次数 不少于 1 且 至少 2 @ @ 满足 （@） 且 @的@ 合计 不少于 @ 最大，得 1
        若 近 3 @ @ 中 （@）的个数 在 @（@）的个数 至 5 之间 或者 并非 每个 @的@，得 1    没有时 视为不满足
        项目 @ as @ “题” @ 最低 5 @ 最高 @
            得 1
        项目 @ 5 @ 逐条 近 3 @（@） @（@） 最高 5 @
            得 1
        项目 @ 逐条 @
            得 1
        项目 @ 5 @ 附加分 施行至 2021-12-31
            得 1
        项目 @ 5 @ 施行至 2021-12-31 附加分
            得 1
        项目 @ 5 @ 累计 不计入满分 最高 5 @
            得 1
    总计 @ as @ “题” = @ + @的@ * 5 @，最高 5 @，最低 @ 取整 舍去 到 1 @
    总计 @ = @
    等级
        取整 四舍五入 到 @
        @ as @ “题”：@
        @：@ 高于 @
        @：其余
    等级 互斥
        @：其余
    排序
        @ 由高到低
        依据 “甲” 见 “乙”
        5 @ 由低到高
        @的@ 由先到后
        总分 由后到先    假定 “甲”
分类 @ as @ 对象 @
    @ as @ “题”：@
    依据 “甲” 见 “乙”
    @：@ 不少于 5 @ 且 并非 @    没有时 视为满足
    @ as @：其余
分类 @ 对象 @ 互斥    假定 “甲”
    @：@ 属于 @、@
要求 @ as @ “题” 对象 @    程度 应
    依据 “甲”
    前提 @
    若 @ 5 @ 以上 或者 @，则 @ 在 @ 至 5 @ 之间    程度 须
    则 @ 为 @    没有时 不适用
要求 @ 对象 @
    考核期 测评日上一年
    若 @，则 @
目标 @ as @ “题” 对象 @ = @    程度 应
    依据 “甲”
    前提 @
    2021 年底 @ 以上    依据 “甲”
    2022 年底 达到 @
    2022-12-31 不可量化    假定 “甲”
    2023 年底 5 @以上    程度 须
    2024-01-01 不超过 5 @
目标 @ 对象 @ = @ 中 （@）的占比    没有时 不适用
    考核期 测评日上一年
    2021 年底 @（@） * @ 及以上
目标 @ 对象 @ = 若 @ 则 @ 否则 5 @
    2021 年底 < @
修改 参数 @ as @ “题” = 5 @    假定 “甲”
修改 设 @ = @
修改 对象 @
    @：是否
修改 评分 @ 对象 @
    项目 @
        得 1
修改 要点 @的@的@ as @ “题” @ 最高 @
    得 1
修改 项目 @ 5 @
修改 分类 @ 对象 @
    @ as @：其余
修改 要求 @ 对象 @
    若 @，则 @
修改 目标 @ 对象 @ = @
    2021 年底 不可量化
设 @ as @ 对象 @：选项 @、3A、@ = @
命名 @ as @ “题” 对象 @ = @    程度 须
    前提 @ 为 @
    依据 “甲” 见 “乙”
    @ + @ + “字” + ［@］+ @    假定 “甲”
    @ + ［@ 若 @ 为 @ 且 @ 5 @以上］+ ［“字” 若 并非 @ 或者 -@ 不少于 @］
    ［@］
命名 @ 对象 @
    @
叙述 “甲”
叙述 “甲” 见 “乙”
叙述 见 “乙”
暂不编入 “甲……乙” 理由 “丙”
暂不编入 “甲” 见 “乙”
    理由 “丙”
暂不编入 见 “乙” 理由 “丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙”
用例 “甲” 对象 @ 2022-12-31
    已知 “甲.toml”
    已知 用例 “乙”
    已知 认可例外 @
    已知 认可例外 @的@
    已知 @ = 5 @
    已知 @的@ = @、-5 @、@
    已知 @：
        - @ = -5 @，@的@ = 5、@，@ = “字”
        - @ = 3A级
        -
        - @的@ = 2022-01-01、2022-06-01
    已知 @的@：
        - @ = 是、否、无
    未知 @
    未知 @的@
    应为 @ = 5 @
    应为 @的@ 为 @
    应为 @ 5 @及以上
    应为 @ 3A以下
    应为 @的@ 属于 @、@
    应为 @ 在 0 至 5 @ 之间
    应为 缺少 @
    应为 缺少 @的@
    应为 事实有误
    应为 事实有误 @
    未复核
用例 “乙” 2022-12-31
    应为 总分 = 5 @
用例 “丙”
    应为 总分 < @
    复核 “甲” 2026-11-24
"""


def marked(word: str) -> str:
    return f"`{word}`" if "」" in word else f"「{word}」"


def the_same_both_ways(tree: s.File) -> None:
    canonical = show(tree, "zh")
    for side in SIDES:
        text = show(tree, side)
        again = parse(Source("rules.policy", text), DECLARED)
        assert again.problems == (), text
        assert again.value == tree, text
        assert show(again.value, "zh") == canonical


def the_same(tree: s.File, side: Side) -> None:
    """The same in one vocabulary."""
    text = show(tree, side)
    again = parse(Source("rules.policy", text), DECLARED)
    assert again.problems == (), text
    assert again.value == tree, text
    assert show(again.value, side) == text


PLACE = "占位"


@cache
def everywhere() -> s.File:
    first = parse(Source("rules.policy", EVERYWHERE.replace("@", f"「{PLACE}」")))
    assert first.problems == ()
    return first.sure


def renamed(node: Any, text: str | Iterator[str]) -> Any:
    """A tree with another word, or with one after the other, for the names that stand for any."""
    if isinstance(node, tuple):
        return tuple(renamed(x, text) for x in node)
    if isinstance(node, s.Name):
        return evolve(node, text=text if isinstance(text, str) else next(text)) if node.text == PLACE else node
    if not has(type(node)) or isinstance(node, Span):
        return node
    return evolve(node, **{f.name: renamed(getattr(node, f.name), text) for f in fields(type(node)) if f.eq})


OWN = {side: {piece for w in WORDS for piece in (w.spelt(side), *w.spelt(side).split())} for side in SIDES}
OTHER = {side: sorted(set(KEYWORDS) - OWN[side]) for side in SIDES}
"""Words that mean something in the other vocabulary only."""


@pytest.mark.parametrize(("side", "word"), [(side, word) for side in SIDES for word in (*sorted(OWN[side]), *ODD)])
def test_any_word_can_be_a_name_anywhere(side: Side, word: str) -> None:
    the_same(renamed(everywhere(), word), side)


@pytest.mark.parametrize("side", SIDES)
def test_words_of_the_other_vocabulary_are_names_like_any_other(side: Side) -> None:
    """Wherever the parser stands such a word is read as a name, so that it needs not be tried in every place."""
    for word in filter(_BARE.fullmatch, OTHER[side]):
        thread: Any = parser(side).parse_interactive(f"{word}，").lexer_thread
        for lexer in {id(x): x for x in thread.lexer.lexer.lexers.values()}.values():
            token = lexer.next_token(copy(thread.state))
            assert (token.type, token.value) == ("NAME", word)
    for start in range(0, len(OTHER[side]), 20):
        words = cycle(OTHER[side][start:] + OTHER[side][:start])
        the_same(renamed(everywhere(), words), side)


@pytest.mark.parametrize("word", ["面积", "或者", "名」字", "3A级"])
def test_a_word_between_marks_is_a_name_anywhere(word: str) -> None:
    first = parse(Source("rules.policy", EVERYWHERE.replace("@", marked(word))))
    assert first.problems == ()
    assert first.value == renamed(everywhere(), word)


def test_only_what_must_be_is_quoted() -> None:
    text = EVERYWHERE.replace("@", "面积")
    assert "「" not in show(parse(Source("rules.policy", text)).sure, "zh")
    assert "「" not in show(parse(Source("rules.policy", text)).sure, "en")


# ---------------------------------------------------------------- any expression

HERE = Span(Source("", ""), 0, 0)
NAMES = st.sampled_from([*KEYWORDS, *ODD]).map(lambda text: s.Name(text, span=HERE))
NUMBERS = st.builds(s.Number, st.sampled_from(("0", "5", "2021", "0.5", "80%")), st.none() | NAMES, span=st.just(HERE))
CODES = st.builds(s.Code, st.sampled_from(("3A", "3A级", "12B")), span=st.just(HERE))
DAYS = st.builds(s.Day, st.just(date(2021, 12, 31)), span=st.just(HERE))
PATHS = st.builds(s.Path, st.lists(NAMES, min_size=1, max_size=3).map(tuple), span=st.just(HERE))
PLAIN = st.sampled_from(
    (
        *(s.Truth(True, span=HERE), s.Truth(False, span=HERE), s.Nothing(span=HERE), s.Total(span=HERE)),
        s.Quote("文“字”", span=HERE),
    )
)
INFIX = st.sampled_from([*(w.en for w in COMPARATORS if not w.postfix), *SYMBOLS])
POSTFIX = st.sampled_from([w.en for w in COMPARATORS if w.postfix])


def larger(inner: st.SearchStrategy[s.Expr]) -> st.SearchStrategy[s.Expr]:
    """Expressions of which some are made."""
    at = st.just(HERE)
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    chains = [st.lists(st.tuples(st.sampled_from(signs), inner), min_size=1, max_size=2).map(tuple) for signs in ("+-", "*/")]
    return st.one_of(
        st.builds(s.Call, NAMES, st.lists(inner, min_size=1, max_size=2).map(tuple), span=at),
        st.builds(s.Negative, inner, span=at),
        *(st.builds(s.Chain, inner, rest, span=at) for rest in chains),
        st.builds(s.Compare, inner, INFIX, inner, span=at),
        st.builds(s.PostCompare, inner, NUMBERS | CODES | DAYS, POSTFIX, span=at),
        st.builds(s.Between, inner, inner, inner, span=at),
        st.builds(s.Among, inner, several, span=at),
        st.builds(s.Elapsed, inner, inner, inner, span=at),
        st.builds(s.Not, inner, span=at),
        st.builds(s.Junction, st.sampled_from(("and", "or")), several, span=at),
        st.builds(s.Conditional, inner, inner, inner, span=at),
    )


EXPRESSIONS = st.recursive(NUMBERS | CODES | DAYS | PATHS | PLAIN, larger, max_leaves=8)


LIMITS = st.builds(s.Limit, st.sampled_from(("no higher than", "no lower than")), EXPRESSIONS, span=st.just(HERE))
MARKS = st.one_of(
    st.builds(s.Mark, st.just("") | INFIX, EXPRESSIONS, span=st.just(HERE)),
    st.builds(s.Mark, POSTFIX, EXPRESSIONS, span=st.just(HERE)),
)
TESTS = st.one_of(
    MARKS,
    st.builds(s.Stretch, EXPRESSIONS, EXPRESSIONS, span=st.just(HERE)),
    st.builds(s.Stretch, *[st.builds(s.Mark, POSTFIX, EXPRESSIONS, span=st.just(HERE))] * 2, span=st.just(HERE)),
)
POINTS = st.lists(EXPRESSIONS, min_size=1, max_size=2).map(tuple)
ROWS = st.builds(s.Row, st.lists(TESTS, max_size=2).map(tuple), POINTS, span=st.just(HERE))
BANDED = st.builds(
    s.Banded,
    st.lists(EXPRESSIONS, min_size=1, max_size=2).map(tuple),
    st.lists(ROWS, min_size=1, max_size=2).map(tuple),
    st.lists(st.none() | TESTS, max_size=2).map(tuple),
    span=st.just(HERE),
)
COUNTED = st.builds(
    s.Counted, EXPRESSIONS, st.booleans(), EXPRESSIONS, st.booleans(), EXPRESSIONS, st.booleans(), span=st.just(HERE)
)
GIVES = st.one_of(
    st.builds(s.Fixed, EXPRESSIONS, span=st.just(HERE)), st.builds(s.Deducted, EXPRESSIONS, span=st.just(HERE)), COUNTED
)
AWARDS = st.one_of(
    st.builds(s.Award, st.just(False), EXPRESSIONS, GIVES, limits=st.lists(LIMITS, max_size=2).map(tuple), span=st.just(HERE)),
    st.builds(s.Award, st.just(False), st.none() | EXPRESSIONS, BANDED, span=st.just(HERE)),
)


@settings(deadline=None, max_examples=200, suppress_health_check=(HealthCheck.too_slow,))
@given(EXPRESSIONS, AWARDS)
def test_any_expression_is_read_back(value: s.Expr, award: s.Award) -> None:
    head = s.Head(s.Name("甲", span=HERE), span=HERE)
    part = s.Part("item", head, None, (), "", (), (award,), span=HERE)
    card = s.Scorecard(head, head.name, None, (), (part,), span=HERE)
    the_same_both_ways(s.File("zh", None, (s.Parameter(head, value, span=HERE), card), span=HERE))
