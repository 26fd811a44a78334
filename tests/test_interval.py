"""Values, intervals and the meaning of expressions, compared with every value they can stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, product
from math import inf
from random import Random
from typing import Any, get_args

import pytest

from policyrules.language import core
from policyrules.language import interval as iv
from policyrules.language.meaning import Env, evaluate, given, unknown
from policyrules.language.units import unit
from policyrules.language.values import (
    DIGITS,
    MAYBE,
    NOTHING,
    Dates,
    Interval,
    Number,
    OneOf,
    Value,
    decimal_text,
    exact,
    known,
    less,
    read_decimal,
    terminates,
    total,
)
from policyrules.source import Source, Span

HERE = Span(Source("rules.policy", ""), 0, 0)
NUMBERS = range(-3, 4)
DAYS = [date(2021, 1, 1) + timedelta(days=n) for n in range(4)]
ORDER: tuple[iv.Operator, ...] = get_args(iv.Operator)
MODES: tuple[iv.Mode, ...] = get_args(iv.Mode)


def members(value: Any) -> list[Any]:
    """Everything in a small world that an abstract value stands for."""
    match value:
        case Interval(low, high, absent):
            inside = [n for n in NUMBERS if (low is None or low <= n) and (high is None or n <= high)]
        case Dates(low, high, absent):
            inside = [d for d in DAYS if (low is None or low <= d) and (high is None or d <= high)]  # type: ignore[misc]
        case OneOf(values):
            return list(values or ())
        case _ if value is MAYBE:
            return [False, True]
        case _:
            return [value]
    return [*inside, NOTHING] if absent else inside


def holds(abstract: Any, value: Any) -> bool:
    """Whether an abstract value stands for a known one."""
    match abstract:
        case Interval(low, high, absent):
            if value is NOTHING:
                return absent
            return (low is None or low <= value) and (high is None or value <= high)
        case Dates(low, high, absent):
            return absent if value is NOTHING else (low is None or low <= value) and (high is None or value <= high)
        case OneOf(values):
            return values is None or value in values
        case _ if abstract is MAYBE:
            return isinstance(value, bool)
    return type(abstract) is type(value) and bool(abstract == value)


ENDS = [None, -2, 0, 1, 3]
INTERVALS = [Interval(a, b) for a, b in product(ENDS, ENDS) if (a is None or b is None or a < b)] + list(NUMBERS)
WITH_NOTHING = [*(Interval(a, b, True) for a, b in [(-2, 1), (None, 0), (0, 0), (1, None)]), NOTHING]
SPANS = [
    Dates(a, b, c) for a, b in [(None, None), (DAYS[1], DAYS[2]), (None, DAYS[1]), (DAYS[2], None)] for c in (False, True)
] + DAYS
LEVELS: tuple[Any, ...] = (0, 1, 2, NOTHING)
SETS: list[Any] = [*(OneOf(frozenset(c)) for n in (2, 3) for c in combinations(LEVELS, n)), *LEVELS]

# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize("op", "+-*/")
def test_arithmetic_holds_every_value(op: str) -> None:
    for a, b in product(INTERVALS, INTERVALS):
        low, high = iv.bounds(b)
        if op == "/" and low <= 0 <= high:
            with pytest.raises(ZeroDivisionError):
                iv.arith(op, a, b)
            continue
        result = iv.arith(op, a, b)
        for x, y in product(members(a), members(b)):
            assert holds(result, iv.arith(op, x, y)), (op, a, b, x, y, result)


@pytest.mark.parametrize("op", "+-*")
def test_arithmetic_is_no_wider_than_its_ends(op: str) -> None:
    closed = [i for i in INTERVALS if None not in iv.bounds(i) and inf not in map(abs, iv.bounds(i))]
    for a, b in product(closed, closed):
        values = [iv.arith(op, x, y) for x, y in product(members(a), members(b))]
        assert iv.bounds(iv.arith(op, a, b)) == (min(values), max(values))


def test_arithmetic_is_exact() -> None:
    third = iv.arith("/", 1, 3)
    assert third == Fraction(1, 3)
    assert iv.arith("*", third, 3) == 1
    assert type(iv.arith("*", third, 3)) is int
    assert iv.arith("+", read_decimal("0.1"), read_decimal("0.2")) == Fraction(3, 10)


def test_an_open_end_beside_a_huge_number() -> None:
    huge = 10**400
    assert iv.arith("+", Interval(0, None), huge) == Interval(huge, None)
    assert iv.arith("-", Interval(None, 0), huge) == Interval(None, -huge)
    assert iv.arith("-", huge, Interval(None, 0)) == Interval(huge, None)
    assert iv.arith("*", Interval(1, None), huge) == Interval(huge, None)
    assert iv.arith("/", Interval(1, None), huge) == Interval(Fraction(1, huge), None)


def test_nothing_has_no_number() -> None:
    for op in "+-*/":
        assert iv.arith(op, NOTHING, 1) is NOTHING
        assert iv.arith(op, Interval(1, 2), NOTHING) is NOTHING
    assert iv.extreme("max", [1, NOTHING]) is NOTHING
    assert iv.round_to(NOTHING, 1, "up") is NOTHING
    assert iv.compare("lt", iv.arith("*", NOTHING, 2), 5) is False


@pytest.mark.parametrize("op", ["min", "max"])
def test_extremes_hold_every_value_and_are_reached(op: str) -> None:
    pick: Callable[[Any], Any] = min if op == "min" else max
    for a, b in product(INTERVALS, INTERVALS):
        result = iv.extreme(op, [a, b])
        values = [pick(pair) for pair in product(members(a), members(b))]
        assert all(holds(result, v) for v in values)
        ends = iv.bounds(result)
        assert all(abs(end) == inf or end in values for end in ends if -3 <= end <= 3)


ROUNDED: list[tuple[iv.Mode, dict[str, int]]] = [
    ("half up", {"2.5": 3, "3.5": 4, "2.49": 2, "-2.5": -3, "-2.4": -2, "0": 0, "2": 2}),
    ("down", {"2.5": 2, "2.99": 2, "-2.5": -2, "0": 0, "2": 2}),
    ("up", {"2.01": 3, "2": 2, "-2.01": -3, "0": 0}),
    ("half even", {"2.5": 2, "3.5": 4, "2.51": 3, "-2.5": -2, "-3.5": -4, "0": 0}),
]


@pytest.mark.parametrize(("mode", "table"), ROUNDED)
def test_rounding(mode: iv.Mode, table: dict[str, int]) -> None:
    for text, wanted in table.items():
        value = Fraction(text)
        assert iv.round_to(exact(value), 1, mode) == wanted, (mode, text)
        assert iv.round_to(exact(value * 5), 5, mode) == wanted * 5
        assert iv.round_to(exact(value / 10), Fraction(1, 10), mode) == Fraction(wanted, 10)


@pytest.mark.parametrize("mode", MODES)
def test_rounding_holds_every_value_and_is_reached(mode: iv.Mode) -> None:
    steps: tuple[Number, ...] = (1, 2, Fraction(1, 2))
    for a, step in product(INTERVALS, steps):
        result = iv.round_to(a, step, mode)
        values = [iv.round_to(x, step, mode) for x in members(a)]
        assert all(holds(result, v) for v in values)
        low, high = iv.bounds(a)
        if abs(low) < 4 and abs(high) < 4:
            assert iv.bounds(result) == (min(values), max(values))


# ---------------------------------------------------------------- truth

NUMERIC = [*INTERVALS[::2], *WITH_NOTHING]


@pytest.mark.parametrize("op", ORDER)
@pytest.mark.parametrize(("world", "exactly"), [(NUMERIC, False), (SPANS, False), (SETS, True)], ids=["numbers", "days", "choices"])
def test_comparison_is_unknown_only_where_both_answers_are_possible(op: iv.Operator, world: list[Any], exactly: bool) -> None:
    for a, b in product(world, world):
        said = iv.compare(op, a, b)
        answers = {iv.compare(op, x, y) for x, y in product(members(a), members(b))}
        assert MAYBE not in answers
        if said is not MAYBE:
            assert answers == {said}, (op, a, b)
        elif exactly:
            assert answers == {True, False}, (op, a, b)


def test_comparison_of_open_intervals_is_settled_by_their_ends() -> None:
    for op, wanted in (("ge", True), ("gt", True), ("le", False), ("lt", False), ("eq", False), ("ne", True)):
        assert iv.compare(op, Interval(2, None), Interval(None, 1)) is wanted
    assert iv.compare("ge", Interval(1, None), 1) is True
    assert iv.compare("gt", Interval(1, None), 1) is MAYBE
    assert iv.compare("eq", Interval(0, 3), 4) is False


def test_order_comparison_with_nothing_is_false() -> None:
    for op in ("ge", "gt", "le", "lt"):
        assert iv.compare(op, NOTHING, 1) is False
        assert iv.compare(op, 1, NOTHING) is False
    assert iv.compare("eq", NOTHING, NOTHING) is True
    assert iv.compare("ne", NOTHING, 1) is True
    assert iv.compare("ge", Interval(5, 6, True), 1) is MAYBE  # it may be 无
    assert iv.compare("eq", OneOf(None), "甲") is MAYBE


def test_kleene() -> None:
    truths: list[Any] = [False, True, MAYBE]
    for row in product(truths, repeat=3):
        known_rows = list(product(*(members(t) for t in row)))
        for join, meaning in ((iv.both, all), (iv.either, any)):
            answers = {meaning(k) for k in known_rows}
            assert join(row) == (answers.pop() if len(answers) == 1 else MAYBE)
    assert [iv.negate(t) for t in truths] == [True, False, MAYBE]


# ---------------------------------------------------------------- joining and narrowing


def worlds() -> Iterator[list[Any]]:
    yield [*INTERVALS, *WITH_NOTHING]
    yield SPANS
    yield SETS
    yield [True, False, MAYBE]
    yield ["甲", "乙", OneOf(frozenset(("甲", "丙"))), OneOf(None), NOTHING]


def test_hull_holds_both() -> None:
    for world in worlds():
        for a, b in product(world, world):
            joined = iv.hull(a, b)
            for value in (*members(a), *members(b)):
                assert holds(joined, value), (a, b, joined)


@pytest.mark.parametrize("op", ORDER)
def test_narrowing_keeps_every_value_that_is_left(op: iv.Operator) -> None:
    for world, marks in (([*INTERVALS, *WITH_NOTHING], [*NUMBERS]), (SPANS, DAYS), (SETS, [0, 1, 2])):
        for value, mark in product(world, [*marks, NOTHING]):
            if mark is NOTHING and op not in ("eq", "ne"):
                continue
            left = [v for v in members(value) if iv.compare(op, v, mark) is True]
            narrowed = iv.narrow(value, op, mark)
            assert all(narrowed is not None and holds(narrowed, v) for v in left), (value, op, mark, narrowed)
            if narrowed is not None and known(value):
                assert narrowed is value or narrowed == value


# ---------------------------------------------------------------- expressions

PLAIN = core.Field("数", "n", core.Quantity(unit("个"), whole=True), HERE, low=-2, high=2)
OTHER = core.Field("量", "m", core.Quantity(unit("个"), whole=True), HERE, low=0, high=3)
TRUTH = core.Field("甲", "a", core.Bool(), HERE)
LEVEL = core.Field("级", "l", core.Levels(("低", "平", "高")), HERE, optional=True)
DOMAINS: dict[str, list[Any]] = {"n": [-2, -1, 0, 1, 2], "m": [0, 1, 2, 3], "a": [False, True], "l": [0, 1, 2, NOTHING]}
FIELDS = (PLAIN, OTHER, TRUTH, LEVEL)


def lit(value: Any) -> core.Lit:
    return core.Lit(value, span=HERE)


def fact(field: core.Field) -> core.Fact:
    return core.Fact(field, span=HERE)


def number(random: Random, depth: int) -> core.Expr:
    pick = random.randint(0, 7 if depth else 2)
    if pick < 2:
        return fact(random.choice((PLAIN, OTHER)))
    if pick == 2:
        return lit(random.randint(-2, 3))
    a, b = number(random, depth - 1), number(random, depth - 1)
    match pick:
        case 3 | 4:
            return core.Arith(random.choice("+-*"), a, b, span=HERE)  # type: ignore[arg-type]
        case 5:
            return core.Extreme(random.choice(("min", "max")), (a, b), span=HERE)
        case 6:
            return core.Round(a, random.choice((2, Fraction(3, 2))), random.choice(MODES), span=HERE)
    return core.Choose(((condition(random, depth - 1), a),), b, span=HERE)


def condition(random: Random, depth: int) -> core.Expr:
    pick = random.randint(0, 6 if depth else 3)
    if pick == 0:
        return fact(TRUTH)
    if pick == 1:
        return core.Cmp(random.choice(ORDER), "", fact(LEVEL), lit(random.choice((0, 1, 2))), span=HERE)
    if pick == 2:
        return core.Cmp(random.choice(("eq", "ne")), "", fact(LEVEL), lit(NOTHING), span=HERE)
    if pick == 3:
        return core.Cmp(random.choice(ORDER), "", fact(random.choice((PLAIN, OTHER))), lit(random.randint(-2, 3)), span=HERE)
    if pick == 4:
        return core.Logic("not", (condition(random, depth - 1),), span=HERE)
    if pick == 5:
        return core.Cmp(random.choice(ORDER), "", number(random, depth - 1), number(random, depth - 1), span=HERE)
    items = (condition(random, depth - 1), condition(random, depth - 1))
    return core.Logic(random.choice(("and", "or")), items, span=HERE)


def completions() -> Iterator[Env]:
    for values in product(*DOMAINS.values()):
        yield Env(dict(zip(DOMAINS, values, strict=True)))


WHOLE = list(completions())
NOBODY_KNOWS = Env({f.alias: unknown(f) for f in FIELDS})


@pytest.mark.parametrize("seed", range(120))
def test_an_expression_about_nothing_known_holds_every_value(seed: int) -> None:
    random = Random(seed)
    for make in (number, condition):
        expr = make(random, 3)
        said = evaluate(expr, NOBODY_KNOWS)
        for env in WHOLE:
            assert holds(said, evaluate(expr, env)), (expr, said, env)


@pytest.mark.parametrize("seed", range(120))
def test_what_a_condition_says_of_facts_holds_where_it_does(seed: int) -> None:
    test = condition(Random(seed), 2)
    for answer in (True, False):
        narrowed = given(test, answer, NOBODY_KNOWS)
        for env in WHOLE:
            if evaluate(test, env) is answer:
                assert narrowed is not None
                assert all(holds(narrowed.facts[key], env.facts[key]) for key in DOMAINS), (test, answer, env)


def test_a_branch_is_sharpened_by_its_condition() -> None:
    half = core.Cmp("ge", "", fact(PLAIN), lit(0), span=HERE)
    expr = core.Choose(((half, fact(PLAIN)),), lit(5), span=HERE)
    assert evaluate(expr, NOBODY_KNOWS) == Interval(0, 5)


def test_what_is_not_given_is_all_that_is_declared() -> None:
    day = core.Field("日", "d", core.Day(), HERE, low=DAYS[0], high=DAYS[2])
    assert unknown(PLAIN) == Interval(-2, 2)
    assert unknown(LEVEL) == OneOf(frozenset((0, 1, 2, NOTHING)))
    assert unknown(TRUTH) is MAYBE
    assert unknown(day) == Dates(DAYS[0], DAYS[2])
    assert unknown(core.Field("文", "t", core.Text(), HERE)) == OneOf(None)
    assert unknown(core.Field("选", "c", core.Options(("左", "右")), HERE)) == OneOf(frozenset(("左", "右")))
    assert unknown(core.Field("定", "k", core.Quantity(), HERE, low=3, high=3)) == 3


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("120", 120),
        ("-0.50", Fraction(-1, 2)),
        ("+3", 3),
        ("2.0", 2),
        ("0.1", Fraction(1, 10)),
        ("9" * DIGITS, 10**DIGITS - 1),
    ],
)
def test_a_plain_decimal_is_read_exactly(text: str, value: Any) -> None:
    assert read_decimal(text) == value
    assert type(read_decimal(text)) is type(value)


@pytest.mark.parametrize(
    "text", ["", ".", "1.", ".5", "1e3", "1_000", "1,000", "½", "１", "0x1", "--1", " 1", "1 ", "nan", "9" * 50]
)
def test_anything_else_is_no_decimal(text: str) -> None:
    assert read_decimal(text) is None


def test_decimal_texts() -> None:
    for text in ("0", "1", "-1", "0.5", "-0.125", "83.5", "100", "0.0000001", "12345678901234567890.5"):
        value = read_decimal(text)
        assert value is not None
        assert decimal_text(value) == text
        assert terminates(value)
    assert not terminates(Fraction(1, 3))
    assert [decimal_text(Fraction(n, 3)) for n in (1, 2, -1, 10)] == ["0.33", "0.67", "-0.33", "3.33"]
    assert decimal_text(Fraction(1, 3), 4) == "0.3333"
    assert decimal_text(Fraction(1, 1000), 2) == "0"
    assert decimal_text(Fraction(5, 2), 0) == "2"


def test_sums_and_comparisons_are_those_of_fractions() -> None:
    random = Random(2)
    for _ in range(500):
        numbers = [exact(Fraction(random.randint(-50, 50), random.randint(1, 12))) for _ in range(random.randint(0, 8))]
        assert total(numbers) == sum(numbers)
        assert type(total(numbers)) is type(exact(sum(numbers)))
        assert [less(a, b) for a in numbers for b in numbers] == [a < b for a in numbers for b in numbers]


def test_known_and_unknown() -> None:
    plain: list[Value] = [True, 0, Fraction(1, 3), DAYS[0], "甲", NOTHING]
    abstract: list[Value] = [Interval(0, 1), Dates(), OneOf(None), MAYBE]
    assert all(map(known, plain))
    assert not any(map(known, abstract))
    assert type(exact(Fraction(4, 2))) is int
    assert (repr(NOTHING), repr(MAYBE)) == ("NOTHING", "MAYBE")
