"""The cases of each pack hold, and changes of its rules, one at a time, make at least one of them fail."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from policyrules import cases, mutation

LEAST = {"wenzhou_2021": (100, 500), "zhejiang_2021": (25, 30)}
"""How many cases and changes there are at least."""
every_pack = pytest.mark.parametrize("pack", LEAST)


@cache
def opened(pack: str) -> cases.Suite:
    return cases.opened(pack).sure


@every_pack
def test_the_cases_of_the_pack_hold(pack: str) -> None:
    suite = opened(pack)
    results = [cases.run(suite.policy, case) for case in suite.cases]
    assert cases.report(results, "zh") == f"用例 {len(results)} 个，全部通过\n"
    assert len(results) > LEAST[pack][0]


@every_pack
def test_the_cases_notice_what_is_changed(pack: str) -> None:
    every = list(mutation.tried(opened(pack)))
    assert len(every) > LEAST[pack][1]
    assert [mutation.report([t], "zh") for t in every if t.verdict == "missed"] == []
    assert mutation.share(every) == Fraction(1)
