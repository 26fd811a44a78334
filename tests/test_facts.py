"""Facts: every accepted spelling, every refused one, all problems at once, from Python and from files."""

from __future__ import annotations

import dataclasses
import enum
import json
import re
import subprocess
import sys
from collections import OrderedDict
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import define
from fact_demo import BOTH, DEMO, LANGS, MORE, NAMES, PARTS, codes, field
from hypothesis import given, settings
from hypothesis import strategies as st

from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Problem, suggest
from policyrules.evaluation.facts import FactReader, Facts
from policyrules.evaluation.files import pick_subject
from policyrules.language import core
from policyrules.language.values import MAYBE, NOTHING, Dates, Interval, Listed, OneOf

READER = FactReader((*DEMO, *MORE), PARTS, NAMES)


def read(facts: object) -> Facts:
    outcome = READER.read(facts)
    assert outcome.value is not None, [p.message() for p in outcome.problems]
    assert not outcome.problems
    return outcome.value


def problems(facts: object) -> tuple[Problem, ...]:
    outcome = READER.read(facts)
    assert outcome.value is None
    assert outcome.problems
    return outcome.problems


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    ("alias", "raw", "value"),
    [
        ("area", 120, 120),
        ("area", 0.1 + 0.2, Fraction("0.30000000000000004")),
        ("area", 1e-7, Fraction(1, 10**7)),
        ("area", Decimal("0.50"), Fraction(1, 2)),
        ("area", Decimal("1.2E2"), 120),
        ("area", Fraction(1, 3), Fraction(1, 3)),
        ("area", "120", 120),
        ("area", " 0.30 ", Fraction(3, 10)),
        ("area", "１２０．５", Fraction(241, 2)),
        ("area", 10**40 - 1, 10**40 - 1),
        ("area", -0.0, 0),
        ("staff", 2.0, 2),
        ("staff", "2", 2),
        ("share", "30%", Fraction(3, 10)),
        ("share", "３０％", Fraction(3, 10)),
        ("share", 0.3, Fraction(3, 10)),
        ("venue", True, True),
        ("venue", "是", True),
        ("venue", "否", False),
        ("venue", "yes", True),
        ("venue", "no", False),
        ("venue", "true", True),
        ("venue", "false", False),
        ("founded", date(2021, 9, 29), date(2021, 9, 29)),
        ("founded", "2021-09-29", date(2021, 9, 29)),
        ("founded", "2021年9月29日", date(2021, 9, 29)),
        ("founded", "２０２１－０９－２９", date(2021, 9, 29)),
        ("rating", "3A", 2),
        ("rating", "3A级", 2),
        ("rating", "３Ａ", 2),
        ("rating", "无", NOTHING),
        ("rating", "none", NOTHING),
        ("district", "郊区", "郊区"),
        ("district", "（一）", "（一）"),
        ("district", "(一)", "（一）"),
        ("district", "无", NOTHING),
        ("kind", "无", "无"),
        ("title", "无", "无"),
        ("title", "阳光\n平台", "阳光\n平台"),
        ("note", "无", NOTHING),
        ("closed", "none", NOTHING),
        ("balance", "无", NOTHING),
        ("balance", 99.5, Fraction(199, 2)),
        ("satisfaction", 1.5, Fraction(3, 2)),
    ],
)
def test_accepted(alias: str, raw: object, value: object) -> None:
    found = read({alias: raw}).values[alias]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("alias", "raw", "problem"),
    [
        ("area", True, f.FactOfWrongKind),
        ("area", "120平方米", f.FactOfWrongKind),
        ("area", "1,200", f.FactOfWrongKind),
        ("area", "1e3", f.FactOfWrongKind),
        ("area", "", f.FactOfWrongKind),
        ("area", "30%", f.FactOfWrongKind),
        ("area", [120], f.FactOfWrongKind),
        ("area", {"value": 120}, f.FactOfWrongKind),
        ("area", object(), f.FactOfWrongKind),
        ("area", 1j, f.FactOfWrongKind),
        ("area", float("nan"), f.NotANumber),
        ("area", float("-inf"), f.NotANumber),
        ("area", Decimal("sNaN"), f.NotANumber),
        ("area", 10**40, f.TooManyDigits),
        ("area", 10**400, f.TooManyDigits),
        ("area", Decimal("1e400"), f.TooManyDigits),
        ("area", Decimal("1e-400"), f.TooManyDigits),
        ("area", Decimal("1e999999999999999999"), f.TooManyDigits),
        ("area", Fraction(1, 10**50), f.TooManyDigits),
        ("area", "1" * 50, f.TooManyDigits),
        ("area", "0." + "1" * 5000, f.TooManyDigits),
        ("area", 5e-324, f.TooManyDigits),
        ("area", -1, f.OutOfBounds),
        ("area", "无", f.NothingNotTaken),
        ("staff", 2.5, f.NotWhole),
        ("share", 30, f.OutOfBounds),
        ("share", "130%", f.OutOfBounds),
        ("balance", 0, f.OutOfBounds),
        ("balance", 100, f.OutOfBounds),
        ("venue", 1, f.FactOfWrongKind),
        ("venue", 0, f.FactOfWrongKind),
        ("venue", "maybe", f.FactOfWrongKind),
        ("venue", "Yes", f.FactOfWrongKind),
        ("venue", "", f.FactOfWrongKind),
        ("venue", [], f.FactOfWrongKind),
        ("founded", datetime(2021, 9, 29), f.FactOfWrongKind),
        ("founded", time(9), f.FactOfWrongKind),
        ("founded", 2021, f.FactOfWrongKind),
        ("founded", "2021-02-30", f.NotADate),
        ("founded", "2021-9-29", f.NotADate),
        ("founded", "0000-01-01", f.NotADate),
        ("founded", "20210929", f.NotADate),
        ("founded", "无", f.NothingNotTaken),
        ("founded", date(2031, 1, 1), f.OutOfBounds),
        ("closed", "1999-12-31", f.OutOfBounds),
        ("rating", "4A", f.NotAKnownChoice),
        ("rating", "3a", f.NotAKnownChoice),
        ("rating", 3, f.NotAKnownChoice),
        ("rating", ["3A"], f.FactOfWrongKind),
        ("district", "城", f.NotAKnownChoice),
        ("title", 5, f.FactOfWrongKind),
        ("title", "a\0b", f.TextNotRead),
        ("title", "\ud800", f.TextNotRead),
        ("title", "长" * 10_001, f.TextNotRead),
        ("satisfaction", 3, f.PointsOutOfRange),
        ("satisfaction", -1, f.PointsOutOfRange),
        ("satisfaction", 1.3, f.PointsOffStep),
    ],
)
def test_refused(alias: str, raw: object, problem: type[Problem]) -> None:
    (found,) = problems({alias: raw})
    assert type(found) is problem
    assert found.where == alias


def test_messages_speak_of_bounds_choices_and_kinds() -> None:
    (low,) = problems({"面积": -5})
    assert low.message("zh") == "“面积”应不小于 0平方米，实际填的是 -5平方米"
    assert low.message("en") == "`面积` has to be not less than 0平方米, and -5平方米 is given"
    (kind,) = problems({"area": True})
    assert kind.message("zh") == "“area”应填数，实际填的是“true”（是或否）"
    assert kind.message("en") == "`area` takes a number, not yes or no `true`"
    (level,) = problems({"rating": "3a"})
    assert level.hint("zh") == "可填：“1A”、“2A”、“3A”；是否为“3A”？"
    (step,) = problems({"satisfaction": 1.3})
    assert step.message("zh") == "“satisfaction”评了 1.3分，不符合从 0分 起每 0.5分 一档的步长"
    (ratio,) = problems({"share": 30})
    assert "100%" in ratio.message()
    assert "30%" in ratio.hint()


def test_problems_never_name_types_of_the_host_language() -> None:
    moments = (datetime(2020, 1, 1), time(1))
    for raw in (True, 1, 1.5, "x", None, [], {}, (), set(), b"x", object(), *moments, Decimal("NaN"), lambda: 0):
        for found in READER.read({a.alias: raw for a in (*DEMO, *MORE)}).problems:
            for lang in LANGS:
                text = found.message(lang) + found.hint(lang)
                assert not re.search(r"\b(int|str|bool|float|dict|NoneType|object|Decimal|bytes|None|True|False)\b", text)


def test_everything_missing_is_its_declared_bounds() -> None:
    facts = read({"venue": None})
    assert facts.values == {
        "area": Interval(0, None),
        "staff": Interval(0, None),
        "founded": Dates(None, date(2030, 1, 1)),
        "rating": OneOf(frozenset({0, 1, 2, NOTHING})),
        "sound": MAYBE,
        "title": OneOf(None),
        "activities": Listed(open=True),
        "satisfaction": Interval(0, 2),
        "venue": MAYBE,
        "share": Interval(0, 1),
        "district": OneOf(frozenset({"城区", "郊区", "（一）", NOTHING})),
        "kind": OneOf(frozenset({"无", "有"})),
        "note": OneOf(None),
        "closed": Dates(date(2000, 1, 1), None, absent=True),
        "balance": Interval(0, 100, absent=True),
        "party.service": Interval(0, 5),
        "party.teaching": Interval(0, 5),
        "party": MAYBE,
    }
    assert facts.missing == (*DEMO, *MORE)
    assert facts.judgements == ()


def test_missing_keeps_the_order_of_declaration() -> None:
    given = {fact.name: None for fact in reversed(DEMO)} | {"area": 5}
    del given["面积"]
    facts = read(given)
    assert facts.missing == (*DEMO[1:], *MORE)
    assert facts.values["area"] == 5


class Colour(enum.Enum):
    CITY = "城区"
    THREE = 3


class Named(str):
    def __str__(self) -> str:
        raise AssertionError


def test_members_of_enumerations_and_kinds_of_text_are_read_by_value() -> None:
    facts = read({"district": Colour.CITY, "staff": Colour.THREE, "title": Named("平台"), "rating": NOTHING})
    assert facts.values["district"] == "城区"
    assert facts.values["staff"] == 3
    assert type(facts.values["title"]) is str
    assert facts.values["rating"] is NOTHING


def test_attrs_instances_and_dataclasses_are_facts() -> None:
    @define
    class Party:
        service: int

    @define
    class Platform:
        area: int
        party: Party

    @dataclasses.dataclass
    class Plain:
        area: float

    assert read(Platform(120, Party(3))).values["party.service"] == 3
    assert read(Plain(1.5)).values["area"] == Fraction(3, 2)
    assert read(OrderedDict(area=1)).values["area"] == 1
    for other in (None, 5, "area", [1], Platform, object()):
        assert codes(problems(other)) == ["F143"]


# ---------------------------------------------------------------- names and nesting


def test_names_and_aliases_and_both_at_once() -> None:
    assert read({"面积": 1}).values["area"] == 1
    (twice,) = problems({"面积": 1, "area": 1})
    assert isinstance(twice, f.GivenTwice)
    assert (twice.where, twice.other) == ("area", "面积")
    assert codes(problems({"面积": None, "area": 1})) == ["F102"]


def test_points_inside_a_part_come_flat_or_nested() -> None:
    for table in (
        {"party.service": 4},
        {"party": {"service": 4}},
        {"党建引领.党群服务": 4},
        {"党建引领": {"党群服务": 4}},
        {"party": {"service": {"value": 4}}},
    ):
        facts = read(table)
        assert facts.values["party.service"] == 4
        assert [j.fact for j in facts.judgements] == ["party.service"]
    assert codes(problems({"party.service": 4, "party": {"service": 4}})) == ["F102"]
    assert codes(problems({"党建引领": {"党群服务": 4}, "party": {"service": 4}})) == ["F102"]
    (stray,) = FactReader(MORE[:-1], {}, {}).read({"party": {"servise": 4}}).problems
    assert stray.where == "party.servise"
    assert "party.service" in stray.hint()


def test_a_fact_whose_path_leads_on_is_split() -> None:
    facts = read({"party": {"service": 4, "value": True, "judge": "李四"}})
    assert facts.values["party"] is True
    assert facts.values["party.service"] == 4
    assert {j.fact: j.judge for j in facts.judgements} == {"party": "李四", "party.service": "测评人员"}
    assert read({"party": True}).values["party"] is True


def test_unknown_facts_name_the_nearest() -> None:
    (stray,) = problems({"aera": 1})
    assert stray.message("zh") == "政策中没有名为“aera”的事实"
    assert stray.hint("zh") == "是否为“area”？"
    assert codes(problems({3: 1, None: 2, (1, 2): 3, True: 1})) == ["F101"] * 4


def test_a_note_in_brackets_or_the_last_step_of_a_path_finds_the_fact() -> None:
    assert problems({"面积（平方米）": 1})[0].hint("zh") == "是否为“面积”？"
    assert problems({"党群服务": 1})[0].hint("zh") == "是否为“党建引领.党群服务”？"
    assert problems({"乙.丙": 1})[0].hint("zh").endswith("普通各项要写在所有 [ ] 之前")


@pytest.mark.parametrize(
    ("name", "known", "nearest"),
    [
        ("或", ("且", "或者"), "或者"),
        ("亩", ("米", "元", "平方米"), ""),
        ("平米", ("米", "平方米"), "平方米"),
        ("平米", ("平方米", "米"), "平方米"),
        ("aera", ("area", "era"), "area"),
    ],
)
def test_what_is_suggested_is_near_in_what_it_says(name: str, known: tuple[str, ...], nearest: str) -> None:
    assert suggest(name, known) == nearest


@pytest.mark.parametrize(
    ("alias", "raw", "hint"),
    [
        ("rating", "未评估", '可填：“1A”、“2A”、“3A”；没有的，填 "无"'),
        ("rating", "不详", "可填：“1A”、“2A”、“3A”；不知道的不填，删去这一行"),
        ("area", "", "不知道的不填，删去这一行"),
        ("area", "1,200", "写成 1200"),
        ("area", "120平方米", "写成 120"),
        ("area", "120亩", "只写数值，不带单位和千位分隔符，例如 120 或 0.5"),
        ("founded", "不详", "不知道的不填，删去这一行"),
        ("founded", "2021/9/29", "写成 2021-09-29"),
        ("founded", "2021-02-30", "写成 2021-09-29 或“2021年9月29日”"),
    ],
)
def test_the_mend_follows_from_what_was_given(alias: str, raw: str, hint: str) -> None:
    assert problems({alias: raw})[0].hint("zh") == hint


def test_entries_of_records_are_called_in_the_language_asked_for() -> None:
    (missing,) = problems({"sound": {"judge": "李四"}})
    assert (missing.message("zh"), missing.hint("zh")) == ("“sound”的记录缺少“值”一栏", '补上："值" = …')
    assert missing.hint("en") == "add value = …"
    (stray,) = problems({"sound": {"value": True, "foo": 1}})
    assert "“值”、“评定人”、“日期”、“理由”、“佐证”" in stray.hint("zh")


def test_every_problem_comes_at_once() -> None:
    slips = {"aera": 1, "staff": 2.5, "founded": "2021-02-30", "sound": "maybe", "rating": "9A"}
    found = problems(slips | {"exceptions": {"satisfaction": {}}})
    assert sorted(codes(found)) == ["F101", "F103", "F106", "F108", "F109", "F132"]


def test_hostile_mappings_are_refused_in_time() -> None:
    many: dict[str, object] = {f"未知{n}" * 8: n for n in range(100_000)}
    found = problems(many)
    assert codes(found) == ["F101"] * 50
    assert "99950" in found[-1].message("zh")
    assert "99950" in found[-1].message("en")
    around: dict[str, object] = {}
    around |= {"party": around, "area": around, "sound": around, "exceptions": around, "premises": around}
    assert problems(around)
    deep: dict[str, object] = {}
    for _ in range(5_000):
        deep = {"party": deep}
    assert problems(deep)
    assert problems({"x" * 1_000_000: 1})[0].where.endswith("…")
    assert codes(problems({"\ud800": 1})) == ["F101"]


# ---------------------------------------------------------------- judgements and exceptions


def test_bare_judgements_have_the_declared_judge() -> None:
    facts = read({"sound": "是", "satisfaction": 1.5, "rating": "3A"})
    (sound, points) = facts.judgements
    assert (sound.fact, sound.value, sound.judge, sound.exception) == ("sound", True, "测评人员", False)
    assert (points.fact, points.value, points.judge) == ("satisfaction", "1.5", "群众")


def test_records_of_judgements() -> None:
    record = {"value": "否", "judge": "李四", "on": "2022-12-31", "reason": "动线交叉", "evidence": "照片"}
    (judgement,) = read({"sound": record}).judgements
    assert (judgement.value, judgement.judge, judgement.on) == (False, "李四", date(2022, 12, 31))
    assert (judgement.reason, judgement.evidence) == ("动线交叉", "照片")
    chinese = {"值": "否", "评定人": "李四", "日期": date(2022, 12, 31), "理由": "动线交叉", "佐证": "照片"}
    assert read({"sound": chinese}).judgements == (judgement,)
    assert read({"sound": {"value": True, "judge": None}}).judgements[0].judge == "测评人员"
    empty = read({"sound": {"value": None, "judge": "李四"}})
    assert empty.judgements == ()
    assert DEMO[4] in empty.missing


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"value": True, "jugde": "李四"}, [("F121", "sound.jugde")]),
        ({"judge": "李四"}, [("F122", "sound")]),
        ({}, [("F122", "sound")]),
        ({"value": True, "judge": 5}, [("F123", "sound.judge")]),
        ({"value": True, "on": "2022-02-30"}, [("F109", "sound.on")]),
        ({"value": True, "on": 2022}, [("F123", "sound.on")]),
        ({"value": True, "on": datetime(2022, 1, 1)}, [("F123", "sound.on")]),
        ({"value": True, "reason": "x\0"}, [("F113", "sound.reason")]),
        ({"value": True, "value ": 1}, [("F121", "sound.value ")]),
        ({"value": True, 5: 1}, [("F121", "sound.5")]),
        ({"value": True, "值": True}, [("F102", "sound.值")]),
        ({"value": "maybe"}, [("F103", "sound.value")]),
        ({"value": {"value": True}}, [("F103", "sound.value")]),
        ({"value": 3, "on": 1, "reasn": 2}, [("F103", "sound.value"), ("F121", "sound.reasn"), ("F123", "sound.on")]),
    ],
)
def test_malformed_records(record: object, expected: list[tuple[str, str]]) -> None:
    assert sorted((p.code, p.where) for p in problems({"sound": record})) == expected


def test_exceptions_by_id_or_name_flat_or_nested() -> None:
    record = {"judge": "李四", "reason": "在建", "on": date(2022, 1, 1)}
    for table in (
        {"exceptions": {"premises.space": record}},
        {"exceptions": {"premises": {"space": record}}},
        {"例外": {"场地.面积": record}},
        {"例外": {"场地": {"面积": record}}},
    ):
        facts = read(table)
        (accepted,) = facts.exceptions.values()
        assert list(facts.exceptions) == ["premises.space"]
        assert (accepted.fact, accepted.exception, accepted.judge, accepted.reason) == ("premises.space", True, "李四", "在建")
        assert facts.judgements == ()
    both = read({"exceptions": {"premises": record | {"space": record}}})
    assert set(both.exceptions) == {"premises", "premises.space"}
    assert read({"exceptions": None}).exceptions == {}
    assert read({"exceptions": {"premises": None}}).exceptions == {}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"exceptions": ["premises"]}, [("F131", "exceptions")]),
        ({"exceptions": {"premises": "在建"}}, [("F131", "exceptions.premises")]),
        ({"exceptions": {"premisses": {}}}, [("F133", "exceptions.premisses")]),
        ({"exceptions": {7: {}}}, [("F133", "exceptions.7")]),
        ({"exceptions": {"": {}}}, [("F133", "exceptions.")]),
        ({"exceptions": {"satisfaction": {}}}, [("F132", "exceptions.satisfaction")]),
        ({"exceptions": {"deep": {}}}, [("F132", "exceptions.deep")]),
        ({"exceptions": {"premises": {}}}, [("F122", "exceptions.premises")] * 2),
        ({"例外": {"场地": {"judge": " ", "reason": "在建"}}}, [("F122", "例外.场地")]),
        ({"exceptions": {"premises": {"judge": 5, "reason": "在建"}}}, [("F123", "exceptions.premises.judge")]),
        ({"exceptions": {"premises": {"judge": "李四", "reason": "在建", "value": 1}}}, [("F121", "exceptions.premises.value")]),
        ({"exceptions": {"premises": {"judge": "李四", "reason": "在建"}, "场地": {}}}, [("F102", "exceptions.场地")]),
        ({"exceptions": {}, "例外": {}}, [("F102", "例外")]),
    ],
)
def test_malformed_exceptions(given: object, expected: list[tuple[str, str]]) -> None:
    assert [(p.code, p.where) for p in problems(given)] == expected


def test_the_hint_lists_what_takes_exceptions() -> None:
    (found,) = problems({"exceptions": {"satisfaction": {}}})
    assert "`premises.space`" in found.hint("en")


# ---------------------------------------------------------------- anything at all

WORDS = ("exceptions", "例外", "premises", "space", "value", "judge", "on")
KEYS = st.sampled_from([*(a for x in (*DEMO, *MORE) for a in (x.alias, x.name)), *WORDS])
ODD_KEYS = st.one_of(KEYS, st.text(max_size=5), st.integers(), st.none())
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.fractions(),
    st.text(max_size=20),
    st.sampled_from(["是", "无", "3A", "30%", "2021-02-30", "2021年9月29日", "１２"]),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.binary(max_size=5),
    st.complex_numbers(),
    st.just(NOTHING),
    st.builds(object),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(ODD_KEYS, inner, max_size=6)),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(ANYTHING, st.dictionaries(KEYS, ANYTHING, max_size=8)))
def test_no_data_raises(facts: object) -> None:
    outcome = READER.read(facts)
    assert (outcome.value is None) == bool(outcome.problems)
    if outcome.value is not None:
        assert set(outcome.value.values) == {fact.alias for fact in (*DEMO, *MORE)}
        json.dumps([j.to_dict() for j in outcome.value.judgements])
    for found in (*outcome.problems, *pick_subject(BOTH, facts).problems):
        assert (found.message("zh") + found.message("en") + found.hint("zh") + found.hint("en")).encode()
        assert found.where.isprintable()


DECIMALS = st.decimals(-1000, 1000, places=6)


@settings(deadline=None)
@given(st.one_of(st.integers(-(10**20), 10**20), DECIMALS, st.fractions(max_denominator=10**6), st.floats(-1e15, 1e15)))
def test_numbers_are_read_exactly(number: Any) -> None:
    reader = FactReader([field("数", "n", core.Quantity())], {}, {})
    outcome = reader.read({"n": number})
    assert outcome.value is not None or isinstance(number, float)  # tiny floats have too many digits
    if outcome.value is not None:
        exact = Fraction(repr(number)) if isinstance(number, float) else Fraction(number)
        assert outcome.value.values["n"] == exact
        assert not isinstance(outcome.value.values["n"], float)


def test_facts_without_a_mistake_need_neither_lark_nor_cattrs() -> None:
    code = (
        "import sys, policyrules.evaluation.facts, policyrules.evaluation.files\n"
        "from policyrules.evaluation.records import ExceptionRecord, structure\n"
        "assert structure({'评定人': '甲', 'reason': '乙', 'on': '2022-01-01'}, ExceptionRecord, '', []).judge == '甲'\n"
        "print({'lark', 'cattrs'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    "given",
    [{"open": False}, {"未列全": False, "记录": None}, {"complete_to": "2022-06-30"}, {"open": True, "complete_to": "2022-06-30"}],
)
def test_a_list_that_says_how_complete_it_is_says_what_it_holds(given: dict[str, Any]) -> None:
    assert codes(problems({"activities": given})) == ["F190"]


def test_a_list_that_is_only_said_to_be_open_is_unknown() -> None:
    assert [f.alias for f in read({"activities": {"open": True}}).missing if f.alias == "activities"] == ["activities"]


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        ({"": 1}, "有一项事实没有写名称", "a fact has no name"),
        ({" ": 1}, "有一项事实没有写名称", "a fact has no name"),
        ({"activities": [{"": 1}]}, "“activities[0]”中有一项没有写名称", "an entry of `activities[0]` has no name"),
    ],
)
def test_an_entry_without_a_name_is_told_as_one(given: dict[str, Any], zh: str, en: str) -> None:
    (problem,) = problems(given)
    assert (problem.code, problem.message("zh"), problem.message("en")) == ("F101", zh, en)
    assert problem.hint("zh") == "写上事实的名称，或者删去这一项"


def test_facts_from_python_are_not_told_how_to_write_files() -> None:
    assert problems([1])[0].hint("zh") == '按名称给出各项的值，如 {"area": 120}'
    assert "TOML" not in problems([1])[0].hint("en")
