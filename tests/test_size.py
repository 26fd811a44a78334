"""How long a number may get on its way: bounded where it could grow for ever, and nowhere else."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from packs import Built, build_texts

from policyrules.language.meaning import Env, evaluate
from policyrules.passes.check.expressions import MOST_DIGITS
from policyrules.passes.check.size import Size, size

LONG = "9" * 39 + ".7"
"""A number of as many digits as are read."""


def pack(values: list[str], test: str, facts: int = 1) -> Built:
    fields = "".join(f"    数{name(n)} as f{n}：数 平方米，不小于 0\n" for n in range(facts))
    lines = "".join(f"设 {line}\n" for line in values)
    return build_texts(
        f"政策 demo “示例”\n对象 平台 as platform\n{fields}{lines}"
        f"评分 测评 as score 对象 平台 满分 5 分\n    项目 场地 as premises 5 分\n        若 {test}，得 5 分\n"
    )


def name(number: int) -> str:
    return "".join("零一二三四五六七八九"[int(d)] for d in str(number))


def chain(step: str, levels: int) -> list[str]:
    """Values each worked out from the one before it."""
    return [f"值{name(n + 1)} = {step.format(f'值{name(n)}' if n else '数零')}" for n in range(levels)]


def test_halves_of_halves_are_short() -> None:
    built = pack(chain("{0} + {0} / 2", 7), f"值七 等于 {1.5**7 * 2}平方米")
    assert built.codes == ["L240"]  # more of it is worth nothing
    assert built.usable.evaluate({"f0": 2}).scores["score"].total == 5


def test_a_third_stays_a_third() -> None:
    built = pack(chain("{0} / 3 + {0} / 7", 20), "值二零 不少于 1平方米")
    least = (Fraction(1, 3) + Fraction(1, 7)) ** -20
    assert built.good.evaluate({"f0": int(least)}).scores["score"].total == 0
    assert built.good.evaluate({"f0": int(least) + 1}).scores["score"].total == 5


def test_a_sum_of_many_facts_is_short() -> None:
    total = " + ".join(f"数{name(n)}" for n in range(120))
    built = pack([], f"{total} 不少于 7140平方米", facts=120)
    assert built.good.evaluate({f"f{n}": n for n in range(120)}).scores["score"].total == 5
    assert built.good.evaluate({f"f{n}": LONG for n in range(120)}).scores["score"].total == 5


WIDER = "较大值（{0} / 3，{0} / 0.7）"
GROWING = ["{0} * {0} / 1平方米", "{0} * （{0} + 1平方米） / （{0} + 3平方米）", "1平方米 / （{0} + 1平方米） * {0}"]


@pytest.mark.parametrize("step", GROWING)
def test_what_doubles_is_cut_off(step: str) -> None:
    built = [pack(chain(step, n), f"值{name(n)} 不少于 1平方米") for n in range(3, 10)]
    assert not built[0].codes
    assert built[-1].codes == ["C121"]
    assert str(MOST_DIGITS) in built[-1].problems[0].message("en")


@pytest.mark.parametrize("step", [*GROWING, "{0} + {0} / 3", "{0} / 7 - 1平方米 / （{0} + 3平方米） * 2平方米", WIDER])
def test_no_value_is_longer_than_was_said(step: str) -> None:
    program = pack(chain(step, 3), "值三 不少于 1平方米").good.program
    values: dict[str, Any] = {}
    said: dict[str, Size] = {}
    for given in (LONG, "0." + "3" * 39, "7"):
        for value in program.values:
            done = Fraction(evaluate(value.expr, Env({"f0": Fraction(given)}, values)))
            values[value.id], said[value.id] = done, size(value.expr, said)
            assert len(str(abs(done.numerator))) <= said[value.id].digits
            assert len(str(done.denominator)) <= said[value.id].digits


def test_rounding_makes_it_short_again() -> None:
    rounded = [f"{line} 取整 舍去 到 1平方米" for line in chain("{0} / 3 * 2 / 7", 60)]
    assert pack(rounded, "值六零 不少于 1平方米").good
