"""Names over facts: findings against trying every completion, what is said of them, limits, and how long it takes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packs import build_texts

from policyrules.policy import FactsError, Policy
from policyrules.text.sentence import said

RULES = """\
政策 demo “示例”
对象 组织 as body
    名称 as name：文字
    甲部 as a：选项 甲、乙、甲乙
    乙部 as b：文字
    丙部 as c：选项 甲、丙，可无
    子 as p：是否
    丑 as q：是否
设 简 对象 组织 = 若 丑 则 “甲” 否则 “乙甲”
命名 一 as first 对象 组织 = 名称
    ［“甲” 若 子］+ 甲部 + ［乙部 若 甲部 为 甲］+ “丙”
命名 二 as second 对象 组织 = 名称
    甲部 + ［丙部］+ ［“乙” 若 丑 且 丙部 不为 无］+ 乙部
命名 三 as third 对象 组织 = 名称
    ［甲部 若 子 或者 丑］+ 乙部 + ［丙部 若 丙部 不为 无］
命名 四 as fourth 对象 组织 = 名称
    简 + ［“乙” 若 并非 子］+ 甲部
"""
Facts = Mapping[str, Any]
A, C = ("甲", "乙", "甲乙"), ("甲", "丙", "无")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return build_texts(RULES).usable


# ---------------------------------------------------------------- the plainest way


def parts(rule: str, f: Facts, told: Facts) -> Iterator[tuple[str, ...]]:
    """The parts of every name that complete facts allow, of which some are told."""
    a, b, c, p, q = (f[x] for x in "abcpq")
    if rule == "first":
        yield (*(["甲"] if p else []), a, *([b] if a == "甲" else []), "丙")
    elif rule == "second":
        for here in [(c,)] * (c != "无") + [()] * ("c" in told):
            yield (a, *here, *(["乙"] if q and c != "无" else []), b)
    elif rule == "third":
        yield (*([a] if p or q else []), b, *([c] if c != "无" else []))
    else:
        yield ("甲" if q else "乙甲", *(["乙"] if not p else []), a)


HIDDEN = {"first": "p", "second": "q", "third": "pq", "fourth": "pq"}


def expected(rule: str, facts: Facts) -> str:
    """Right where every completion of what no name shows can be read, wrong where none can."""
    name = facts["name"]
    texts = [name[i:j] for i in range(len(name)) for j in range(i + 1, len(name) + 1)]
    every: dict[str, Any] = {"a": A, "b": texts, "c": C, "p": (True, False), "q": (True, False)}
    choices = {x: (facts[x],) if x in facts else every[x] for x in every}
    held = []
    possible = False
    for hidden in product(*(choices[x] for x in HIDDEN[rule])):
        fixed = dict(zip(HIDDEN[rule], hidden, strict=True))
        shown = [dict(zip("abc", x, strict=True)) for x in product(*(choices[x] for x in "abc"))]
        held.append(any("".join(x) == name for f in shown for x in parts(rule, {"p": None, "q": None, **fixed, **f}, facts)))
        if (
            rule == "second" and "c" not in facts
        ):  # 丙部 may be left out and be anything, and the name has to be right whatever it is
            without = [[(f["a"], *(["乙"] if fixed["q"] and c != "无" else []), f["b"]) for f in shown] for c in C]
            fits = [any("".join(x) == name for x in ways) for ways in without]
            possible |= any(fits)
            held[-1] |= all(fits)
    return "met" if all(held) else "unknown" if any(held) or possible else "breach"


GIVEN = st.fixed_dictionaries(
    {"name": st.text("甲乙丙", min_size=1, max_size=5)},
    optional={
        "a": st.sampled_from(A),
        "b": st.text("甲乙丙", min_size=1, max_size=2),
        "c": st.sampled_from(C),
        "p": st.booleans(),
        "q": st.booleans(),
    },
)


@settings(max_examples=400)
@given(facts=GIVEN)
def test_findings_are_those_of_trying_everything(policy: Policy, facts: dict[str, Any]) -> None:
    result = policy.evaluate(facts)
    for rule in HIDDEN:
        found = result.names[rule]
        assert found.finding == expected(rule, facts), rule
        assert bool(found.parses) is (found.finding != "breach")
        assert bool(found.faults) is (found.finding == "breach")
        assert all("".join(text or "" for _, text in parse.parts) == facts["name"] for parse in found.parses)
        for parse in found.parses:
            told = {slot.key: text for slot, text in parse.parts if text is not None}
            assert all(told[key] == facts[key] for key in told.keys() & facts.keys())


@given(facts=GIVEN)
def test_a_name_that_was_made_is_right(policy: Policy, facts: dict[str, Any]) -> None:
    for rule, found in policy.evaluate(facts).names.items():
        assert (found.made is None) is bool(found.needed)
        if found.made:
            again = policy.evaluate(facts | {"name": found.made}).names[rule]
            assert again.finding == "met"
            assert again.made == found.made


@given(facts=GIVEN, more=GIVEN)
def test_more_facts_never_turn_a_wrong_name_right(policy: Policy, facts: dict[str, Any], more: dict[str, Any]) -> None:
    before, after = policy.evaluate(facts), policy.evaluate(more | facts)
    for rule in HIDDEN:
        if before.names[rule].finding == "breach":
            assert after.names[rule].finding == "breach"
            assert after.names[rule].made != facts["name"]


# ---------------------------------------------------------------- sentences

WENZHOU = """\
政策 demo “示例”
对象 组织 as body
    名称 as name：文字
    县级区划 as county：选项 鹿城区、龙湾区、永嘉县、乐清市、瑞安市、龙港市
    乡镇街道 as town：文字
    社团标识 as suffix：选项 协会、促进会
设 区划类别 对象 组织：选项 市辖区、其他 = 若 县级区划 属于 鹿城区、龙湾区 则 市辖区 否则 其他
命名 名称 as full_name 对象 组织 = 名称
    ［“温州市” 若 区划类别 为 市辖区］+ 县级区划 + 乡镇街道 + “书画” + 社团标识
"""


@pytest.fixture(scope="module")
def wenzhou() -> Policy:
    return build_texts(WENZHOU).usable


SENTENCES = [
    ({"name": "温州市鹿城区五马街道书画协会"}, "名称合乎格式", "the name is made as it should be"),
    (
        {"name": "鹿城区五马街道书画协会"},
        "缺少“温州市”：县级区划为“鹿城区”，符合“区划类别 为 市辖区”，应有这一部分",
        "“温州市” is missing: 县级区划 is “鹿城区”, and it has to be there where “区划类别 为 市辖区”",
    ),
    (
        {"name": "温州市乐清市虹桥镇书画协会"},
        "多出“温州市”：县级区划为“乐清市”，不符合“区划类别 为 市辖区”，不应有这一部分",
        "“温州市” has no place in it: 县级区划 is “乐清市”, and it stands there only where “区划类别 为 市辖区”",
    ),
    (
        {"name": "温州市鹿城区书画協会", "county": "鹿城区", "town": "五马街道"},
        "缺少乡镇街道“五马街道”；社团标识应为“协会”“促进会”之一，实为“協会”",
        "乡镇街道 “五马街道” is missing; 社团标识 should be one of “协会”, “促进会”, and is “協会”",
    ),
    ({"name": "乐清市虹桥镇书画　协会"}, "多出空格（1 个）（第 9 字起）", "white space (1) has no place in it (from character 9)"),
    (
        {"name": "乐清市ＡＢ街道书画协会", "town": "AB街道"},
        "乡镇街道应为“AB街道”，实为“ＡＢ街道”（全角、半角等字形不同）",
        "乡镇街道 should be “AB街道”, and is “ＡＢ街道” (they differ in full- and half-width forms)",
    ),
    (
        {"name": "虹桥镇书画\u200b"},
        "缺少县级区划（“鹿城区”“龙湾区”“永嘉县”“乐清市”“瑞安市”等 6 种之一）；社团标识应为“协会”“促进会”之一，"
        "实为“\\u200b”（含不可见字符）",
        "县级区划 (one of “鹿城区”, “龙湾区”, “永嘉县”, “乐清市”, “瑞安市” and 1 more) is missing; 社团标识 should be one of "
        "“协会”, “促进会”, and is “\\u200b” (with characters that cannot be seen)",
    ),
    ({}, "名称尚未填报", "no name is given yet"),
    (
        {"county": "乐清市", "town": "虹桥镇", "suffix": "协会"},
        "名称尚未填报，应为“乐清市虹桥镇书画协会”",
        "no name is given yet; it is to be “乐清市虹桥镇书画协会”",
    ),
]


@pytest.mark.parametrize(("facts", "zh", "en"), SENTENCES)
def test_what_is_said(wenzhou: Policy, facts: dict[str, Any], zh: str, en: str) -> None:
    found = wenzhou.evaluate(facts)["full_name"]
    assert said(found, "zh") == zh  # type: ignore[arg-type]
    assert said(found, "en") == en  # type: ignore[arg-type]


def test_the_breakdown_shows_the_name_its_parts_and_what_is_wrong(wenzhou: Policy) -> None:
    right = wenzhou.evaluate({"name": "温州市鹿城区五马街道书画协会"}).explain()
    assert "“温州市”＋县级区划“鹿城区”＋乡镇街道“五马街道”＋“书画”＋社团标识“协会”" in right.replace("\n    ", "")
    wrong = wenzhou.evaluate({"name": "鹿城区五马街道书画协会"}).explain("en")
    assert "“温州市” is missing" in wrong
    assert "missing 县级区划, 乡镇街道, 社团标识" in wrong


# ---------------------------------------------------------------- limits


def test_a_name_that_is_no_name_is_refused_at_once(wenzhou: Policy) -> None:
    start = time.process_time()
    with pytest.raises(FactsError) as caught:
        wenzhou.evaluate({"name": "甲" * 10_000, "town": " "})
    assert [p.code for p in caught.value.problems] == ["F180", "F181"]
    assert time.process_time() - start < 0.5


def test_the_longest_name_is_judged_quickly(policy: Policy, wenzhou: Policy) -> None:
    start = time.process_time()
    assert wenzhou.evaluate({"name": "甲" * 1_000}).names["full_name"].finding == "breach"
    assert policy.evaluate({"name": "乙" * 999 + "丁"}).names["first"].finding == "breach"
    found = wenzhou.evaluate({"name": "乐清市" + "书画" * 498}).names["full_name"]
    assert [f.kind for f in found.faults] == ["missing"]
    assert time.process_time() - start < 5


def test_as_many_readings_are_listed_as_people_look_at() -> None:
    fields = "    名称 as name：文字\n    甲部 as a：文字\n    乙部 as b：文字\n"
    rule = "命名 名称 as full_name 对象 组织 = 名称\n    甲部 + 乙部    假定 “须填报”\n"
    made = build_texts(f"政策 demo “示例”\n对象 组织 as body\n{fields}{rule}").usable
    some, many = (made.evaluate({"name": "甲" * n}).names["full_name"] for n in (21, 22))
    assert (len(some.parses), some.more, len(many.parses), many.more) == (20, False, 20, True)
    assert "20 种以上拆法" in said(many, "zh")
    assert "only 20 are listed" in made.evaluate({"name": "甲" * 22}).explain("en")


def test_many_conditions_are_tried_only_so_far() -> None:
    """Twenty facts that no name shows, and as many questions that have no few answers."""
    names = [x + y for x in "甲乙丙丁戊己庚辛壬癸" for y in "一二"]
    fields = "".join(f"    事{x} as f{n}：是否\n    数{x} as n{n}：数 个，不小于 0\n" for n, x in enumerate(names))
    slots = "+ ".join(f"［“{x}” 若 事{x} 且 数{x} 不少于 3个］" for x in names)
    rule = f"命名 名称 as full_name 对象 组织 = 名称\n    “始” + {slots}\n"
    made = build_texts(f"政策 demo “示例”\n对象 组织 as body\n    名称 as name：文字\n{fields}{rule}").usable
    start = time.process_time()
    assert made.evaluate({"name": "始甲一"}).names["full_name"].finding == "unknown"
    assert made.evaluate({"name": "甲一终"}).names["full_name"].finding == "breach"
    assert time.process_time() - start < 10
