"""The register of assumptions of the Wenzhou pack: what the issue names, worked out by hand, and every witness evaluated again."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
from test_register import by_key, confirm, grades, told

import policyrules
from policyrules.language.vocabulary import ASSUMPTION_KINDS
from policyrules.policy import Policy
from policyrules.register.model import Entry, Register

PACK = Path(__file__).parents[1] / "policies" / "wenzhou_2021"
SCHEMA = Path(policyrules.__file__).parent / "schemas" / "assumptions-1.json"


@pytest.fixture(scope="module")
def wenzhou() -> Policy:
    return policyrules.load(PACK)


@pytest.fixture(scope="module")
def register(wenzhou: Policy) -> Register:
    return wenzhou.assumptions()


def entry(register: Register, words: str) -> Entry:
    """The only assumption whose reason has these words."""
    (found,) = (e for e in register.entries if words in e.assumption.text)
    return found


def test_every_assumption_is_there_once_in_order_of_kind_and_number(wenzhou: Policy, register: Register) -> None:
    ids = [e.assumption.id for e in register.entries]
    assert sorted(ids) == sorted(a.id for a in wenzhou.program.assumptions)
    keys = [(ASSUMPTION_KINDS.index(e.assumption.kind), int(e.assumption.id[1:])) for e in register.entries]
    assert keys == sorted(keys)


def test_every_witness_is_evaluated_again_under_both_readings(wenzhou: Policy, register: Register) -> None:
    assert confirm(wenzhou, register) > 80


def test_every_reading_of_the_pack_was_told_apart(register: Register) -> None:
    assert [(e.assumption.id, r.alternative.key) for e in register.entries for r in e.readings if r.state != "differs"] == []


def test_each_rounding_of_74_5_and_89_5(register: Register) -> None:
    made = grades(entry(register, "89.5 与 74.5 原文无档"))
    assert {mode: (row["149/2"], row["179/2"]) for mode, row in made.items()} == {
        "as written": ("developed", "model"),  # 75 and 90
        "rounding:down": ("improving", "developed"),  # 74 and 89
        "rounding:up": ("developed", "model"),  # 75 and 90
        "rounding:half even": ("improving", "model"),  # 74 and 90, the even ones
        "rounding:none": ("improving", "developed"),  # below 75 and below 90
    }
    assert {mode: (row["372/5"], row["448/5"]) for mode, row in made.items()} == {
        "as written": ("improving", "model"),  # 74.4 and 89.6
        "rounding:down": ("improving", "developed"),
        "rounding:up": ("developed", "model"),
        "rounding:half even": ("improving", "model"),
        "rounding:none": ("improving", "developed"),
    }


def test_the_number_itself_at_30_and_60_per_cent(register: Register) -> None:
    found = entry(register, "文件自身未写明“以上”“以下”是否含本数")
    (reading,) = found.readings  # no rule of the pack says 以下
    (organisations, *_), (county, *_), (city, *_) = told(reading)
    rows = organisations["organisations"]
    active = [x for x in rows if {(date.fromisoformat(a["date"]).month - 1) // 3 for a in x["activities"]} == {0, 1, 2, 3}]
    assert Fraction(len(active), len(rows)) == Fraction(30, 100)
    assert county == {"activity": "0.6"}
    assert min(x["activity"] for x in city["counties"]) == "0.6"
    assert [(dict(d.here), dict(d.there)) for d in reading.differences] == [
        ({"points": 1, "outcome": "met"}, {"points": 0, "outcome": "unmet"}),
        ({"finding": "met"}, {"finding": "breach"}),
        ({"finding": "met"}, {"finding": "breach"}),
    ]


def test_more_than_half_is_what_the_text_says_and_no_assumption(wenzhou: Policy, register: Register) -> None:
    """超过 50% is cited word for word: at 50 % exactly there is one reading, and the register makes up no other."""
    places = {(p.rule.id, p.key) for e in register.entries for r in e.readings for d in r.differences for p in [d.place]}
    assert ("activity_rate", "2022-12-31") not in places
    result = wenzhou.evaluate({"activity": "0.5"}, subject="county", on="2022-12-31")
    assert result.targets["activity_rate"].finding == "breach"


def test_the_day_count_of_two_years(register: Register) -> None:
    readings = by_key(entry(register, "满2年的当日即算"))
    shown = {key: [(f["operator_founded"], a["points"], b["points"]) for f, a, b in told(readings[key])] for key in readings}
    assert shown["days:last"] == [("2021-12-31", 3, 0)]  # two years to the day on 2023-12-31, not yet where that day does not count
    assert shown["days:first"] == [("2022-01-01", 0, 3)]  # a day short of two years, complete where the first day counts


def test_one_to_two_workers(register: Register) -> None:
    ((facts, here, there),) = told(by_key(entry(register, "文件未写多于2名是否允许"))["no_upper_end"])
    assert (facts["hub_workers"], here["finding"], there["finding"]) == (3, "breach", "met")


def test_a_smaller_place(register: Register) -> None:
    found = by_key(entry(register, "文件未写不足三百平方米如何计分"))
    assert {key: [(f["area"], a["points"], b["points"]) for f, a, b in told(r)] for key, r in found.items()} == {
        "prorated:none": [(150, Fraction(5, 2), 0)],
        "prorated:down": [(150, Fraction(5, 2), 2)],
        "prorated:half up": [(150, Fraction(5, 2), 3)],
    }


def test_how_much_rests_on_points_of_the_pack(register: Register) -> None:
    shares = {x.part: (x.rest, x.most) for x in register.invented}
    assert sum(rest for rest, _ in shares.values()) == 95  # all items but 社会评价, which the notice gives as one
    assert shares["premises"] == (15, 15)
    assert shares["satisfaction"] == (0, 5)


def test_what_cannot_be_read_otherwise_says_so(register: Register) -> None:
    assert entry(register, "文件未写由谁测评；须判断的事项由测评人员核定").why_none == "counted"
    assert entry(register, "文件写“一次”，按至少1次").why_none == "figure"
    assert entry(register, "决定自身没有用到这几个词").why_none == "unused"
    assert not [e for e in register.entries if bool(e.readings) == bool(e.why_none)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_forms(register: Register, lang: policyrules.Lang) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    form = json.loads(json.dumps(register.to_dict(lang)))
    jsonschema.Draft202012Validator(schema).validate(form)
    text, table = register.explain(lang), register.explain(lang, "markdown")
    for e in register.entries:
        assert e.assumption.id in text
        assert e.assumption.id in table
    rows = [line for line in table.splitlines() if line.startswith("|")]
    assert len({line.count("|") - line.count("\\|") for line in rows if line.startswith("| a")}) == 2  # points have no readings


def test_one_kind_alone(wenzhou: Policy, register: Register) -> None:
    alone = wenzhou.assumptions("period")
    assert [e.assumption.id for e in alone.entries] == [e.assumption.id for e in register.entries if e.assumption.kind == "period"]
    assert not alone.invented
