"""What a rule brings along: assumptions and cites of all it reads, wherever the amount stands and however long the chain."""

from __future__ import annotations

import pytest
from packs import Built, build_texts, subject_of

from policyrules.diagnostics.units import UnknownUnit

POLICY = """\
政策 demo “示例”
    用语 以上 含本数  假定 “r”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    甲 as a：是否
{values}评分 测评 as score 对象 平台 满分 {full}
    项目 场地 as premises {points}
{body}
"""


def pack(body: str, values: str = "", full: str = "5 分", points: str = "5 分") -> Built:
    lines = "\n".join(f"        {line}" for line in body.split("\n"))
    return build_texts(POLICY.format(values=values, full=full, points=points, body=lines))


def amount(name: str, value: str) -> str:
    return f"参数 {name} = {value}  假定 “{name}”\n"


def touching(built: Built, part: str = "premises") -> dict[str, str]:
    """The assumptions of a part by their text, with their kinds."""
    (card,) = subject_of(built).cards
    (found,) = (p for p in card.card.root.walk() if p.id == part)
    return {a.text: a.kind for a in found.assumptions}


@pytest.mark.parametrize(
    ("body", "values", "texts"),
    [
        ("若 甲，得 p", amount("p", "q + 1 分") + amount("q", "4 分"), {"p", "q"}),
        ("若 甲，得 5 分\n最高 p + 0 分", amount("p", "5 分"), {"p"}),
        ("若 甲，得 5 分\n最低 p", amount("p", "0 分"), {"p"}),
        ("若 甲，得 5 分\n最高 5 分  假定 “l”", "", {"l"}),
        ("前提 面积 不小于 p\n若 甲，得 5 分", amount("p", "5 平方米"), {"p"}),
        ("由 丁 评 p 至 q 步长 r", amount("p", "0 分") + amount("q", "5 分") + amount("r", "1 分"), {"p", "q", "r"}),
        ("按 面积 / 300平方米 折算 取整 舍去 到 p", amount("p", "1 分"), {"p"}),
        ("若 大，得 5 分", "设 大 = 面积 300平方米以上\n", {"r"}),
        ("若 面积 300平方米以上，得 5 分", "", {"r"}),
        ("若 面积 不少于 300平方米，得 5 分", "", set()),
    ],
)
def test_a_part_names_what_it_stands_on(body: str, values: str, texts: set[str]) -> None:
    built = pack(body, values)
    assert not built.problems, built.rendered("en")
    assert touching(built).keys() == texts


def test_declared_points_and_full_marks() -> None:
    built = pack("若 甲，得 5 分", amount("p", "q") + amount("q", "5 分"), full="p", points="q")
    assert touching(built).keys() == {"q"}
    assert touching(built, "").keys() == {"p", "q"}


def test_gates_and_grades() -> None:
    values = amount("p", "1 平方米") + amount("q", "4 分") + amount("r", "1 分")
    text = POLICY.format(values=values, full="5 分", points="5 分", body="        若 甲，得 5 分")
    text += "    前提 面积 不小于 p\n    等级\n        优 as good：总分 不低于 q\n        差 as bad：其余\n        取整 舍去 到 r\n"
    (card,) = subject_of(build_texts(text)).cards
    bands = card.card.bands
    assert bands
    found = [*(g.assumptions for g in card.card.gates), *(r.assumptions for r in bands.rows), bands.assumptions]
    assert [[a.text for a in group] for group in found] == [["p"], ["q"], [], ["r"]]


def test_cites_come_along_after_its_own() -> None:
    body = "        若 甲，得 p  依据 《甲》“一”"
    text = POLICY.format(values="参数 p = 5 分  依据 《甲》“二”\n", full="5 分", points="5 分", body=body)
    (card,) = subject_of(build_texts(text)).cards
    (part,) = (p for p in card.card.root.walk() if p.id == "premises")
    assert [c.quote for c in part.cites] == ["一", "二"]


def test_kinds_by_default() -> None:
    built = pack("前提 甲  假定 “g”\n若 面积 不少于 300平方米，得 5 分  假定 “a”\n否则 按 面积 / 300平方米 折算  假定 “b”")
    assert touching(built) == {"g": "threshold", "a": "points", "b": "prorated"}


def test_a_reason_for_a_precondition_does_not_excuse_points() -> None:
    assert pack("前提 甲  假定 “g”\n若 甲，得 3 分").codes == ["C109"]


def test_a_long_chain_brings_along_every_link() -> None:
    chain = amount("p0", "5 分") + "".join(amount(f"p{i}", f"p{i - 1}") for i in range(1, 3000))
    built = pack("若 甲，得 p2999", chain)
    assert len(touching(built)) == 3000


def test_values_of_two_scorecards_stay_apart() -> None:
    text = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
评分 一 as one 对象 平台 满分 5 分
    设 大 = 面积 不小于 10平方米
    项目 场地 as x 5 分
        若 大，得 5 分
评分 二 as two 对象 平台 满分 5 分
    设 大 = 面积 不小于 100平方米
    项目 场地 as y 5 分
        若 大，得 5 分
"""
    result = build_texts(text).good.evaluate({"area": 50})
    assert [result.scores[card].total for card in ("one", "two")] == [5, 0]


def test_each_rating_of_a_chain_has_its_own_alias() -> None:
    built = pack("若 甲，由 乙方 评 0 至 5 分 as x\n否则 由 丙方 评 0 至 4 分 as y")
    aliases = [f.alias for f in subject_of(built).subject.fields]
    assert aliases[-2:] == ["premises.x", "premises.y"]


def test_full_marks_and_a_cap_hold_both() -> None:
    text = POLICY.format(values="", full="5 分", points="5 分", body="        若 甲，得 5 分") + "    最高 9 分\n"
    (card,) = subject_of(build_texts(text)).cards
    assert card.card.root.high == 5


def test_titles_are_labels() -> None:
    text = POLICY.format(values="", full="5 分", points="5 分", body="        若 甲，得 5 分")
    text = text.replace("场地 as premises", "场地 as premises “办公场地”")
    text += "    等级\n        优 as good “优秀单位”：总分 不低于 4分\n        差 as bad：其余\n"
    (card,) = subject_of(build_texts(text)).cards
    assert [p.label for p in card.card.root.walk()] == ["测评", "办公场地"]
    assert card.card.bands
    assert [b.label for b in card.card.bands.rows] == ["优秀单位", "差"]


def test_bounds_may_be_parameters() -> None:
    head = "政策 demo “示例”\n对象 平台 as platform\n"
    built = build_texts(f"{head}    面积 as area：数 平方米，不小于 0，不大于 上限\n{amount('上限', '9 平方米')}")
    assert not built.problems, built.rendered("en")
    assert subject_of(built).subject.fields[0].high == 9


def test_nearest_units_are_looked_for_a_few_times_only() -> None:
    fields = "".join(f"    字段{chr(0x4E00 + i)} as f{i}：数 某某单位{chr(0x4E00 + i)}，不小于 0\n" for i in range(400))
    rows = "".join(amount(f"p{i}", f"5 某某单位{chr(0x5E00 + i)}") for i in range(400))
    built = build_texts(f"政策 demo “示例”\n对象 平台 as platform\n{fields}{rows}")
    assert built.codes.count("C103") == 400
    assert sum(bool(p.nearest) for p in built.problems if isinstance(p, UnknownUnit)) == 50
