"""Which grades no total comes to: told (L104) exactly where trying every total finds none."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from packs import build_texts

WORDS = ("及以上", "及以下", "不低于", "超过", "不足", "为")
ROUNDING = ("", "舍去 到 1分", "进一 到 1分", "四舍五入 到 1分", "四舍六入五成双 到 2分", "舍去 到 0.5分")
TOTALS = [Fraction(n, 4) for n in range(-8, 21)]


def comparison(word: str, mark: str) -> str:
    return f"总分 {mark}分{word}" if word.startswith("及") else f"总分 {word} {mark}分"


comparisons = st.builds(comparison, st.sampled_from(WORDS), st.sampled_from(("0", "0.5", "1", "2", "2.5", "3", "4.5", "5", "6")))
joined = st.tuples(comparisons, st.sampled_from((" 且 ", " 或者 ")), comparisons).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(comparisons, joined), min_size=1, max_size=4), st.sampled_from(ROUNDING))
def test_told_where_no_total_comes_to_a_grade(rows: list[str], rounding: str) -> None:
    lines = [f"        取整 {rounding}"] if rounding else []
    lines += [f"        第{'一二三四'[n]} as g{n}：{row}" for n, row in enumerate(rows)]
    built = build_texts(
        "政策 demo “示例”\n对象 平台 as platform\n    面积 as area：数 平方米，不小于 0\n"
        "评分 测评 as score 对象 平台 满分 5 分\n    项目 甲 as a 5 分\n        由 专家 评 -2分 至 5 分\n    等级\n"
        + "\n".join(lines)
        + "\n        其余 as rest：其余\n"
    )
    reached = {built.usable.evaluate({"a": total}).scores["score"].grade for total in TOTALS}
    rows_told = [p.span.text for p in built.problems if p.span and p.code == "L104"]
    told = {text.split(" as ")[1].split("：")[0] for text in rows_told}
    assert told == {f"g{n}" for n in range(len(rows))} - reached
