"""Targets against brute force: what is said while facts or the date are missing holds of every completion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from packs import Built, build_texts

from policyrules.result import TargetResult

DOMAINS: dict[str, tuple[Any, ...]] = {
    "a": (True, False),
    "n": (0, 1, 2, 3),
    "m": (1, 2),
    "sites": ([], [{"up": True}], [{"up": False}], [{"up": True}, {"up": False}]),
}
DAYS = (date(2021, 12, 31), date(2022, 6, 30), date(2022, 12, 31))
DATES = tuple(date.fromordinal(d.toordinal() + n) for d in DAYS for n in (-1, 0, 1))
SUBJECT = """\
政策 demo “示例”
对象 县域 as county
    甲 as a：是否
    分子 as n：整数 个，不小于 0，不大于 3
    分母 as m：整数 个，不小于 1，不大于 2
    平台 as sites：明细，至多 2个
        运作 as up：是否
设 比率 对象 县域 = 分子 / 分母
"""
MEASURES = {
    "分子": lambda f: Fraction(f["n"]),
    "分子 - 分母": lambda f: Fraction(f["n"] - f["m"]),
    "比率": lambda f: Fraction(f["n"], f["m"]),
    "平台 中 （运作）的占比": lambda f: Fraction(sum(x["up"] for x in f["sites"]), len(f["sites"]) or 1),
}
TESTS = {
    "达到": lambda v, x: v >= x,
    "超过": lambda v, x: v > x,
    "不超过": lambda v, x: v <= x,
    "少于": lambda v, x: v < x,
    "为": lambda v, x: v == x,
}
UNMET = {"": "breach", "    程度 应": "breach", "    程度 一般": "explain", "    程度 鼓励": "not_taken"}
FEW = settings(max_examples=150, deadline=None)


class Made:
    """A random target, with what is needed to work it out anew."""

    def __init__(self, random: Random) -> None:
        self.measure = random.choice(list(MEASURES))
        self.guarded = random.random() < 0.4
        self.strict = random.choice(list(UNMET))
        days = sorted(random.sample(DAYS, random.randint(1, 3)))
        self.rows = [(d, random.choice([*TESTS, ""]), random.randrange(4), random.choice(["", *UNMET])) for d in days]
        none = "    没有时 视为不满足" if "平台" in self.measure else ""
        lines = [f"目标 达标 as target 对象 县域 = {self.measure}{none}{self.strict}\n"]
        lines += ["    前提 甲\n"] if self.guarded else []
        for day, word, needed, strict in self.rows:
            figure = f"{needed}个" if self.measure.startswith("分子") else f"{needed * 25}%"
            lines.append(f"    {day} {f'{word} {figure}' if word else '不可量化'}{strict}\n")
        self.text = SUBJECT + "".join(lines)

    def finding(self, facts: dict[str, Any], on: date) -> str:
        """Worked out from what a target means."""
        if self.guarded and not facts["a"]:
            return "not_applicable"
        due = [row for row in self.rows if row[0] <= on]
        if not due:
            return "not_due"
        _, word, needed, strict = due[-1]
        if not word:
            return "not_measurable"
        return "met" if TESTS[word](MEASURES[self.measure](facts), self.figure(needed)) else UNMET[strict or self.strict]

    def figure(self, needed: int) -> Fraction:
        return Fraction(needed) if self.measure.startswith("分子") else Fraction(needed, 4)


def built(made: Made) -> Built:
    pack = build_texts(made.text)
    assert pack.policy is not None, f"{made.text}\n{pack.rendered('en')}"
    return pack


def completions(facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every way to complete the facts."""
    lacking = [name for name in DOMAINS if name not in facts]
    for values in product(*(DOMAINS[name] for name in lacking)):
        yield facts | dict(zip(lacking, values, strict=True))


def outcome(pack: Built, facts: dict[str, Any], on: date | None) -> TargetResult:
    return pack.usable.evaluate(facts, on=on).targets["target"]


@FEW
@given(st.randoms(use_true_random=False))
def test_the_finding_is_what_the_rows_say(random: Random) -> None:
    made = Made(random)
    pack, facts, on = built(made), {name: random.choice(values) for name, values in DOMAINS.items()}, random.choice(DATES)
    found = outcome(pack, facts, on)
    assert found.finding == made.finding(facts, on), made.text
    assert found.value == MEASURES[made.measure](facts), made.text
    assert found.missing == (), made.text
    row = [row for row in made.rows if row[0] <= on][-1:] or made.rows[:1]
    _, word, needed, _ = row[0]
    lacks = bool(word) and found.applies and not TESTS[word](found.value, made.figure(needed))
    assert found.distance == (abs(found.value - made.figure(needed)) if lacks else None), made.text


@FEW
@given(st.randoms(use_true_random=False))
def test_what_is_unknown_holds_every_completion(random: Random) -> None:
    made = Made(random)
    pack = built(made)
    facts = {name: random.choice(values) for name, values in DOMAINS.items() if random.random() < 0.5}
    on = random.choice((None, *DATES))
    found = outcome(pack, facts, on)
    note = f"{made.text}\n{facts} {on}"
    possible = set()
    for whole in completions(facts):
        for day in DATES if on is None else (on,):
            possible.add(made.finding(whole, day))
        if found.applies is not False:
            low, high = (getattr(found.measured, end, found.measured) for end in ("low", "high"))
            inside = made.guarded and not whole["a"]  # where it does not apply the measure is of no account
            assert inside or low is None or low <= MEASURES[made.measure](whole) <= (high if high is not None else 9), note
    assert possible <= found.findings, note
    assert found.finding == (next(iter(found.findings)) if len(found.findings) == 1 else "unknown"), note
    assert bool(found.missing) == (found.finding == "unknown"), note
    monotone = all(word != "为" for _, word, _, _ in made.rows)
    if monotone and "平台" not in made.measure:  # both ends are reached, so each finding is
        assert possible == found.findings, note


@FEW
@given(st.randoms(use_true_random=False))
def test_every_sentence_can_be_said(random: Random) -> None:
    made = Made(random)
    facts = {name: random.choice(values) for name, values in DOMAINS.items() if random.random() < 0.5}
    result = built(made).usable.evaluate(facts, on=random.choice((None, *DATES)))
    for lang in ("zh", "en"):
        for form in ("text", "markdown", "json", "toml"):
            assert result.explain(lang, form)
    assert "不可量化，符合" not in result.explain("zh")
