"""Compiled functions: the same as the interpreter, never looser, and nothing of a policy file in what is compiled."""

from __future__ import annotations

import copy
import pickle
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import agreement
import pytest
from packs import build_texts

from policyrules.compiled.subject import Compiled
from policyrules.policy import FactsError, Policy, load

ROOT = Path(__file__).parents[1]
PLAIN = """政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0，不大于 600
    人数 as people：整数 人，不小于 1，不大于 9
    达标 as passed：是否
评分 测评 as score 对象 平台 满分 13.5 分
    假定 分值 “示例”
    假定 折算 “示例”
    项目 场地 as space 10 分
        按 面积 / 300平方米 折算
    项目 人员 as staff 2 分
        按 3人 / 人数 折算
    项目 其他 as other 1.5 分
        若 达标，得 1.5 分
    等级
        好 as good：总分 10分及以上
        差 as bad：其余
"""
HOSTILE = """政策 demo “示例”
对象 平台 as platform
    选 as option：选项 __import__、eval
    达标 as passed：是否
    活动 as events：明细
        日期 as day：日期
        种类 as kind：选项 exec、open_，可无
评分 测评 as score 对象 平台
    考核期 测评日所在年
    项目 一 as one
        若 选 为 __import__ 且 达标，得 1 分
    项目 二 as two
        若 每季度 活动 至少 1 次，得 1 分
    项目 三 as three
        若 至少 2 个 活动 满足 种类 为 exec，得 1 分
"""
DECIMALS = (0.1, 0.0001, 0.00001, 123.4567, 123.45678, 599.9999999999, Decimal("0.1"), Fraction(1, 3), "12.5", 7)
NAMES = re.compile(r"(?:[fnkzavKrsbexw]|yes|all|value|none|scale)[lg]?[0-9]+(?:_i?[0-9]+)*")
OURS = """def quick quick_open known open given facts figures lacking get on dated days append
    REFUSED NOTHING INF ratio elapsed shift date"""
PYTHON = """if is not and or return try except else elif in True False None for continue break
    type float int str list dict round len min max
    KeyError TypeError ValueError OverflowError"""


@pytest.fixture(scope="module")
def plain() -> Policy:
    return _policy(PLAIN)


# ---------------------------------------------------------------- agreement


def test_generated_programs_agree() -> None:
    found = agreement.run(120, 12, seed=3)
    assert found.programs > 100
    assert found.cards > 1500
    assert found.quick > 200
    assert not found.different, found.different[0]


@pytest.mark.parametrize("pack", ["wenzhou_2021", "zhejiang_2021"])
def test_every_subject_of_the_packs_is_the_same_with_nothing_given(pack: str) -> None:
    policy = load(pack)
    for subject in policy.subjects:
        for on in (None, date(2022, 12, 31)):
            ours, sure = (policy.evaluate({}, subject=subject.id, on=on, engine=e) for e in ("compiled", "interpreter"))
            assert agreement.figures(ours) == agreement.figures(sure)
            assert ours.canonical() == sure.canonical()


def test_the_wenzhou_platform_is_the_same_byte_for_byte() -> None:
    import tomllib

    facts = tomllib.loads((ROOT / "examples" / "platform.toml").read_text(encoding="utf-8"))
    policy = load("wenzhou_2021")
    about: dict[str, Any] = {"on": "2022-12-31", "subject": "platform"}
    ours, sure = policy.evaluate(facts, **about, engine="compiled"), policy.evaluate(facts, **about, engine="interpreter")
    assert type(ours) is not type(sure)
    assert agreement.figures(ours) == agreement.figures(sure)
    assert ours.canonical() == sure.canonical()
    assert ours.explain() == sure.explain()


# ---------------------------------------------------------------- never looser


def test_what_plain_reading_refuses_is_read_with_care(plain: Policy) -> None:
    quick = _quick(plain)
    whole = {"area": 120.5, "people": 3, "passed": True}
    assert quick(whole, None) is not None
    wrong: dict[str, tuple[Any, ...]] = {
        "area": (True, "120", Decimal(120), float("nan"), float("inf"), -1, 600.5, 1e300, 0.12345, None, []),
        "people": (True, 0, 10, 3.0, 10**30, "三"),
        "passed": (1, "是", None, 0.0),
    }
    for key, value in ((key, value) for key, values in wrong.items() for value in values):
        assert quick({**whole, key: value}, None) is None, (key, value)
    assert quick({**whole, "other": 1}, None) is None
    assert quick({"area": 1, "people": 1, "pased": True}, None) is None


def test_problems_are_the_same_however_often_a_policy_was_used(plain: Policy) -> None:
    wrong = {"area": -1, "people": "三", "pased": True}
    _quick(plain)
    with pytest.raises(FactsError) as ours:
        plain.evaluate(wrong)
    with pytest.raises(FactsError) as sure:
        plain.evaluate(wrong, engine="interpreter")
    assert str(ours.value) == str(sure.value)


@pytest.mark.parametrize("area", DECIMALS)
def test_numbers_are_exact_at_any_number_of_decimals(plain: Policy, area: Any) -> None:
    facts = {"area": area, "people": 7, "passed": True}
    ours, sure = (plain.evaluate(facts, engine=e).scores["score"] for e in ("compiled", "interpreter"))
    _quick(plain)
    again = plain.evaluate(facts).scores["score"]
    assert ours.amounts == sure.amounts == again.amounts
    exact = Fraction(area) if isinstance(area, Fraction) else Fraction(str(area))
    assert ours.total == sure.total == min(exact / 30, Fraction(10)) + Fraction(2, 1) * Fraction(3, 7) + Fraction(3, 2)


def test_a_result_keeps_the_facts_it_was_made_from(plain: Policy) -> None:
    _quick(plain)
    facts = {"area": 300, "people": 9, "passed": True}
    result = plain.evaluate(facts)
    facts["area"] = 0
    assert result.scores["score"]["space"].points.low == 10
    assert result.scores["score"].total == result.scores["score"].root.points.low


def test_results_can_be_copied_and_pickled(plain: Policy) -> None:
    _quick(plain)
    for given in ({"area": 300, "people": 9, "passed": True}, {"area": 300}):
        result = plain.evaluate(given)
        for taken in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result), copy.copy(result)):
            assert taken.canonical() == result.canonical()
            assert pickle.loads(pickle.dumps(result.scores["score"])).amounts == result.scores["score"].amounts


# ---------------------------------------------------------------- what is compiled


def test_no_word_of_a_policy_file_stands_in_what_is_compiled() -> None:
    policy = _policy(HOSTILE)
    source = Compiled(policy.lowered.subjects["platform"]).source
    assert {"passed", "__import__"} <= {x for x in source.constants.values() if isinstance(x, str)}
    names = set(re.findall(r"[^\W\d]\w*", source.text)) - {*OURS.split(), *PYTHON.split()}
    assert {x for x in names if not NAMES.fullmatch(x)} == set()
    assert not re.search(r"['\"#]", source.text)
    events = [{"day": date(2022, month, 1), "kind": "exec"} for month in (1, 4, 7, 10)]
    facts = {"option": "__import__", "passed": True, "events": events}
    assert _quick(policy)(facts, date(2022, 12, 31)).scores["score"].total == 3


def test_the_source_is_there_to_read(plain: Policy) -> None:
    text = plain.source("platform")
    assert "given['area']  # 面积" in text
    compile(text, "source", "exec")


def test_a_compiled_function_reaches_nothing_but_what_it_needs(plain: Policy) -> None:
    functions = Compiled(plain.lowered.subjects["platform"]).functions
    assert set(functions["quick"].__globals__["__builtins__"]) <= {
        *(
            "type",
            "float",
            "int",
            "str",
            "list",
            "dict",
            "round",
            "len",
            "min",
            "max",
            "KeyError",
            "TypeError",
            "ValueError",
            "OverflowError",
        )
    }


def test_a_long_table_is_no_deep_line() -> None:
    rows = "\n".join(f"            {400 - n}：{n % 7} 分" for n in range(400))
    text = f"""政策 demo “示例”
对象 平台 as platform
    数 as n：整数，不小于 0，不大于 400
评分 测评 as score 对象 平台
    项目 甲 as a
        按 数 分档
{rows}
            其余：0 分
"""
    policy = _policy(text)
    assert [policy.evaluate({"n": n}, engine="compiled").scores["score"].total for n in (400, 397, 0)] == [0, 3, 0]


# ---------------------------------------------------------------- prepared facts


def test_prepared_facts_are_read_once(plain: Policy) -> None:
    facts = {"area": 120.5, "people": 3, "passed": True}
    prepared = plain.prepare(facts)
    assert plain.evaluate(prepared).canonical() == plain.evaluate(facts).canonical()
    assert plain.evaluate(prepared, engine="interpreter").canonical() == plain.evaluate(facts).canonical()
    assert plain.evaluate(plain.prepare({"area": 1})).canonical() == plain.evaluate({"area": 1}).canonical()
    with pytest.raises(FactsError):
        plain.prepare({"area": -1})
    with pytest.raises(ValueError, match="another policy"):
        _policy(HOSTILE).evaluate(prepared)
    with pytest.raises(ValueError, match="about platform"):
        plain.evaluate(prepared, subject="organisation")


def test_prepared_facts_go_with_any_date() -> None:
    policy = load("wenzhou_2021")
    prepared = policy.prepare({}, subject="platform")
    for on in (None, "2021-12-31", date(2022, 12, 31)):
        assert policy.evaluate(prepared, on=on).canonical() == policy.evaluate({}, subject="platform", on=on).canonical()


def _quick(policy: Policy) -> Any:
    policy._runner.compile("platform")
    return policy._runner.quick["platform"]


def _policy(text: str) -> Policy:
    made = build_texts(text).policy
    assert made is not None
    return made
