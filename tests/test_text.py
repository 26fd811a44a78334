"""Sentences, breakdowns and problems as people read them."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from fractions import Fraction
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from attrs import evolve, frozen
from packs import build_texts
from syrupy.assertion import SnapshotAssertion

from policyrules.diagnostics.base import Label, Problem
from policyrules.language import core
from policyrules.language.units import unit
from policyrules.language.values import Number
from policyrules.language.vocabulary import MODALITIES
from policyrules.result import Format, Judgement, Lang, Missing, PartOutcome, PartResult, Reason, Result, ScoreResult
from policyrules.source import Source, Span
from policyrules.text import problems, reasons, sentence
from policyrules.text.conditions import conditions
from policyrules.text.explain import explain
from policyrules.text.report import general, ids_text, judgements, missing_row
from policyrules.text.say import compared, shown
from policyrules.text.width import cut, pad, width, wrap

LANGS: tuple[Lang, ...] = ("zh", "en")
NORMALLY, MUST = (next(m for m in MODALITIES if m.zh == zh) for zh in ("一般", "须"))
HERE = Span(Source("platform.policy", ""), 0, 0)

# ---------------------------------------------------------------- results made by hand


def assumption(n: int, kind: core.AssumptionKind, text: str) -> core.Assumption:
    return core.Assumption(f"a{n}", kind, text, HERE)


SHARES = tuple(assumption(n, "points", "文件只定项目分值，要点内分值由本市细则分配") for n in range(1, 8))
PRORATED = assumption(8, "prorated", "文件未写不足三百平方米如何计分")
ROUNDED = assumption(9, "rounding", "文件未定小数如何归档；89.5 与 74.5 原文无档")
YEAR = assumption(10, "period", "年度测评，按公历年")


def cite(quote: str, title: str = "") -> core.Citation:
    return core.Citation(quote, HERE, title)


def field(name: str, alias: str, type_: core.Type | None = None, judge: str = "") -> core.Field:
    return core.Field(name, alias, type_ or core.Bool(), HERE, judged=bool(judge), judge=judge)


def condition(label: str, found: Any, holds: bool | None, word: str = "", needed: Any = None, **rest: Any) -> dict[str, Any]:
    base = {
        "label": label,
        "fact": "",
        "word": word,
        "found": found,
        "needed": needed,
        "unit": "",
        "holds": holds,
        "negated": False,
    }
    return base | rest


def area(found: str | None, holds: bool | None, word: str = "no fewer than") -> dict[str, Any]:
    return condition("面积", found, holds, word, "300", unit="平方米")


@frozen
class Told:
    """The trace of a part whose reason is given outright."""

    reason: Reason

    def why(self, result: PartResult) -> Reason:
        return self.reason

    def facts(self, result: PartResult) -> dict[str, Any]:
        return {"area": "120"}

    def tight(self, result: PartResult) -> bool:
        return True


def leaf(
    key: str,
    label: str,
    points: Number | tuple[Number, Number],
    most: Number | None,
    outcome: PartOutcome,
    reason: tuple[str, dict[str, Any]],
    **rest: Any,
) -> PartResult:
    """A part result; ``rest`` goes to the rule, but for basis, adjusted and parts."""
    low, high = points if isinstance(points, tuple) else (points, points)
    basis, adjusted, parts = rest.pop("basis", "rule"), rest.pop("adjusted", ()), rest.pop("parts", ())
    kind = rest.pop("kind", "criterion")
    body = tuple(p.rule for p in parts) or core.Lit(0, span=HERE)
    rule = core.Part(key, kind, label, most, body, HERE, **rest)
    code, args = reason
    holds = {"met": True, "unmet": False, "partial": False}.get(outcome)
    return PartResult(rule, low, high, outcome, basis, tuple(parts), Told(Reason(code, args)), adjusted, holds=holds)


def yes(key: str, label: str, answer: bool | None, worth: Number, **rest: Any) -> PartResult:
    """A line: a question of yes or no worth some points."""
    c = condition(label, answer, answer)
    code, outcome, points = {
        True: ("met", "met", worth),
        False: ("unmet", "unmet", 0),
        None: ("unknown", "unknown", (0, worth)),
    }[answer]
    args = {"conditions": [c], "join": "and"} | ({"missing": [label]} if answer is None else {})
    return leaf(key, label, points, worth, outcome, (code, args), kind="line", **rest)  # type: ignore[arg-type]


OFFICE = cite("有固定的办公场地和服务活动场所，配备工作所需的办公设施与设备")
SPACE = cite("面积一般不少于300平方米")
LAYOUT = cite("功能布局合理")
OPERATOR = cite("如委托非本地区机构运营的，运营机构须成立2年及以上且评估等级不低于3A级")
BRAND = cite("打造具有辖区特色的“红社”服务品牌")
GRADES = cite("90分及以上为示范型，75-89分为完善型，74分以下为提升型")
CODE = cite("民法所称的“以上”、“以下”、“以内”、“届满”，包括本数", "中华人民共和国民法典")
VOUCHED = {
    "judge": "测评人员",
    "on": "2022-12-20",
    "reason": "分区清楚，服务大厅与活动室分设，动线便于老年人通行，但缺少面向儿童的固定活动空间。",
}


def premises() -> PartResult:
    office = leaf(
        "premises.office", "场地设备", 4, 6, "partial", ("sum", {}), cites=(OFFICE,), assumptions=SHARES[:3],
        parts=(
            yes("premises.office.1", "固定办公场地", True, 2, assumptions=SHARES[:1]),
            yes("premises.office.2", "服务活动场所", True, 2, assumptions=SHARES[1:2]),
            yes("premises.office.3", "办公设施设备", False, 2, assumptions=SHARES[2:3]),
        ),
    )  # fmt: skip
    short = {"found": "120", "needed": "300", "unit": "平方米", "label": "面积", "word": "no fewer than", "points": "2"}
    space = leaf(
        "premises.space", "场地面积", 2, 5, "partial", ("prorated", short | {"conditions": [area("120", False)], "join": "and"}),
        cites=(SPACE,), assumptions=(SHARES[3], PRORATED), modality=NORMALLY,
    )  # fmt: skip
    layout = leaf(
        "premises.layout", "功能布局", Fraction(3, 2), 4, "partial",
        ("judged", {"found": "1.5", "low": "0", "high": "4"} | VOUCHED), cites=(LAYOUT,), assumptions=SHARES[4:5],
        basis="judgement",
    )  # fmt: skip
    return leaf("premises", "实体运作", Fraction(15, 2), 15, "partial", ("sum", {}), kind="item", parts=(office, space, layout))


def operation(known: bool) -> PartResult:
    rating = (
        condition("运营机构评估等级", "2A", False, "not below", "3A")
        if known
        else condition("运营机构评估等级", None, None, "not below", "3A")
    )
    args: dict[str, Any] = {"join": "or", "conditions": [condition("本地区机构", False, False), rating]}
    outside = leaf(
        "operation.outside_operator", "外地机构条件", 0 if known else (0, 10), 10, "unmet" if known else "unknown",
        ("unmet", args) if known else ("unknown", args | {"missing": ["运营机构评估等级"]}), cites=(OPERATOR,), modality=MUST,
        assumptions=SHARES[5:6],
    )  # fmt: skip
    points = outside.points.low, outside.points.high
    return leaf("operation", "专业运营", points, 10, outside.outcome, ("sum", {}), kind="item", parts=(outside,))


def party() -> PartResult:
    exception = {"judge": "县民政局", "on": "2022-12-28", "reason": "当年新设，上级已批准延至次年建成"}
    brand = leaf(
        "party.brand", "“红社”品牌（党建+社区社会组织发展常态化工作机制、定期深入社区网格带动社区社会组织开展活动）", 5, 5, "met",
        ("excepted", exception), cites=(BRAND,), basis="exception", assumptions=SHARES[6:],
    )  # fmt: skip
    means = {"conditions": [condition("有条件设立基金", False, False)], "join": "and"}
    fund = leaf("party.fund", "发展基金", 0, 5, "not_applicable", ("not_applicable", means))
    return leaf("party", "党建引领", 5, 10, "partial", ("sum", {}), kind="item", parts=(brand, fund))


def result(known: bool = True, gate: Any = None) -> Result:
    parts = (premises(), operation(known), party())
    low, high = (sum(getattr(p.points, side) for p in parts) for side in ("low", "high"))
    root = leaf("", "", low if low == high else (low, high), 35, "partial", ("sum", {}), kind="scorecard", parts=parts)
    touched = (*SHARES, PRORATED, ROUNDED, YEAR)
    names = (("model", "示范型"), ("developed", "完善型"), ("improving", "提升型"))
    bands = core.Bands(tuple(core.Band(k, n, None, HERE) for k, n in names), HERE, (1, "half up"), (GRADES,), (ROUNDED,))
    card = core.Scorecard("platform_score", "平台测评", "平台测评", "platform", root.rule, bands=bands)
    rating = field("运营机构评估等级", "operator_rating", core.Levels(("1A", "2A", "3A")))
    size = field("面积", "area", core.Quantity(unit("平方米")))
    worth = field("功能布局", "premises.layout", core.Quantity(unit("分")), "测评人员")
    subject = core.Subject("platform", "平台", "乡镇（街道）社会组织服务平台", (size, rating, worth), HERE)
    missing = () if known else (Missing(rating, 10), Missing(worth, Fraction(1, 3)))
    total, grade = (low, "improving") if known else (None, None)
    score = ScoreResult(
        card, root, gate, total, 13 if known else None, grade, (grade,) if grade else ("model", "developed"), missing, touched
    )
    document = core.Document(
        "温州市社区社会组织培优专项行动方案（2021—2023年）",
        "温民社组〔2021〕122号",
        start=date(2021, 1, 1),
        end=date(2023, 12, 31),
        cites=(CODE,),
    )
    judgements = (
        Judgement("premises.layout", "1.5", "测评人员", date(2022, 12, 20), VOUCHED["reason"], "现场照片 3 张"),
        Judgement("party.brand", True, "县民政局", date(2022, 12, 28), "当年新设，上级已批准延至次年建成", exception=True),
    )
    places = {
        c: core.Place("source.md", n, n + len(c.quote), "附件")
        for n, c in enumerate((OFFICE, SPACE, LAYOUT, OPERATOR, BRAND, GRADES))
    }
    digest = "sha256:" + "0123456789abcdef" * 4
    outcomes = {"platform_score": score}
    return Result(
        "wenzhou_2021",
        digest,
        document,
        subject,
        date(2022, 12, 31),
        outcomes,
        touched,
        judgements,
        missing,
        places,
        explain,
        sentence.said,
    )


# ---------------------------------------------------------------- sentences

MANY = [condition("党建指导员", True, True), condition("党建管理人员", True, True), condition("党员责任岗", False, False)]
DOUBT = [MANY[0], condition("党员责任岗", None, None)]
BRACKET = {"label": "", "holds": False, "join": "and", "conditions": [area("120", False), condition("独立法人", True, True)]}
PRORATA = {"found": "120", "needed": "300", "unit": "平方米", "label": "面积", "word": "no fewer than"}
COUNTED = {"label": "社工", "found": "7", "per": "2", "unit": "人", "part": "down", "count": "3", "each": "1"}
COLUMNS = [{"label": "学历", "found": "本科", "unit": ""}, {"label": "年限", "found": "3", "unit": "年"}]
BANDED: dict[str, Any] = {"columns": COLUMNS, "row": "本科、3年及以上"}
JUDGED = {"found": "1.5", "low": "0", "high": "2", "judge": "测评人员", "on": "2022-12-20", "reason": "布局基本合理。"}
CASES: list[tuple[str, dict[str, Any], Any, dict[str, Any]]] = [
    ("met", {"conditions": [condition("固定办公场地", True, True)], "join": "and"}, 2, {}),
    ("met", {"conditions": [area("320", True)]}, 5, {}),
    ("met", {"conditions": [area("320", True, "or more")]}, 1, {}),
    ("met", {"conditions": [condition("本地区机构", False, True, negated=True)]}, 1, {}),
    ("met", {"conditions": MANY[:2], "join": "and"}, 3, {}),
    ("met", {"conditions": MANY, "join": "or"}, 3, {}),
    ("met", {"conditions": MANY, "join": "n", "need": 2}, 3, {}),
    ("met", {"conditions": [area("320", True)], "points": "8"}, 6, {"adjusted": ("capped",)}),
    ("met", {"conditions": [area("320", True)]}, -2, {}),
    ("unmet", {"conditions": [condition("固定办公场地", False, False)]}, 0, {}),
    ("unmet", {"conditions": [area("120", False)]}, 0, {}),
    ("unmet", {"conditions": [condition("评估等级", "无", False, "not below", "3A")]}, 0, {}),
    ("unmet", {"conditions": MANY, "join": "and"}, 0, {}),
    ("met", {"conditions": [condition("指导项目的个数", None, True, "at least", "1", unit="个")]}, 1, {}),  # of a list that is open
    ("unmet", {"conditions": [condition("项目 中 （已结项）的占比", None, False, "or more", "30", unit="%")]}, 0, {}),
    ("unmet", {"conditions": [condition("本地区机构", False, False), BRACKET], "join": "or"}, 0, {}),
    ("partial", {"conditions": [area("120", False)], "points": "2"}, 2, {}),
    ("deducted", {"conditions": [area("120", True, "fewer than")], "join": "and", "points": "-2"}, -2, {}),
    ("deducted", {"conditions": MANY, "join": "or", "points": "-2"}, -1, {"adjusted": ("floored",)}),
    ("spared", {"conditions": [area("320", False, "fewer than")], "join": "and"}, 0, {}),
    ("prorated", PRORATA, 2, {}),
    ("prorated", PRORATA | {"found": "320"}, 5, {}),
    ("prorated", PRORATA | {"found": "100"}, Fraction(5, 3), {}),
    ("prorated", PRORATA | {"found": {"exact": "200/3", "display": "66.67"}}, Fraction(10, 9), {}),
    ("prorated", {"conditions": [area("120", False)]}, 2, {}),
    ("prorated", PRORATA | {"found": "400", "conditions": [area("400", False) | {"needed": "500"}]}, 5, {}),
    ("prorated", PRORATA | {"found": "100", "conditions": [area("100", False) | {"needed": "500"}]}, Fraction(5, 3), {}),
    ("prorated", PRORATA | {"found": "300", "conditions": [area("300", False, "exceeds")]}, 5, {}),
    ("prorated", PRORATA | {"conditions": [condition("有场地", True, True)]}, 2, {}),
    ("prorated", PRORATA | {"conditions": MANY, "join": "and"}, 2, {}),
    ("prorated", PRORATA | {"found": {"exact": "299999/1001", "display": "300"}}, Fraction(299999, 60001), {}),
    ("counted", COUNTED, 3, {}),
    ("counted", COUNTED | {"part": "up", "count": "4", "high": "2"}, 2, {}),
    ("counted", COUNTED | {"part": "exact", "count": "3.5", "conditions": [condition("有场地", True, True)]}, Fraction(7, 2), {}),
    ("counted", COUNTED | {"deducts": True, "low": "1", "high": "2"}, -2, {}),
    ("counted", COUNTED | {"count": {"exact": "7/3", "display": "2.33"}, "unit": "", "part": "exact"}, Fraction(7, 3), {}),
    ("each", {"label": "违法记录", "records": {"all": 2}}, -30, {}),
    ("banded", BANDED, 3, {}),
    ("banded", BANDED | {"conditions": [condition("有场地", True, True)], "row": "其余"}, 0, {}),
    ("judged", JUDGED, Fraction(3, 2), {}),
    ("judged", JUDGED | {"judge": "", "on": None, "reason": ""}, 1, {"adjusted": ("capped",)}),
    (
        "judged",
        {"label": "功能布局合理", "found": True, "low": None, "high": None, "judge": "测评人员", "on": "2022-12-20", "reason": ""},
        2,
        {},
    ),
    ("unjudged", {"low": "0", "high": "2", "judge": "群众"}, (0, 2), {}),
    ("unjudged", {"low": None, "high": None, "judge": ""}, (0, 2), {}),
    ("unknown", {"missing": ["面积"], "conditions": [area(None, None)]}, (0, 5), {}),
    ("unknown", {"missing": ["党员责任岗"], "conditions": DOUBT, "join": "and"}, (0, 3), {}),
    ("fixed", {"points": "5"}, 5, {}),
    ("computed", {}, Fraction(7, 4), {}),
    ("computed", {"points": "-3"}, 0, {"adjusted": ("floored",)}),
    ("excepted", {"judge": "县民政局", "on": "2022-12-28", "reason": "当年新设"}, 5, {}),
    ("excepted", {"judge": "", "on": None, "reason": ""}, 5, {}),
    ("excepted", {"conditions": [area("120", False)], "judge": "李四", "on": None, "reason": "老旧社区"}, 5, {}),
    ("excepted", {"conditions": [area(None, None)], "judge": "李四", "on": None, "reason": "老旧社区"}, 5, {}),
    ("excepted", {"conditions": MANY, "join": "and", "judge": "李四", "on": "2022-12-28", "reason": "老旧社区"}, 5, {}),
    ("not_applicable", {"conditions": [condition("有条件设立基金", False, False)]}, 0, {}),
    ("expired", {"until": "2016-12-31", "on": "2017-01-01"}, 0, {}),
    ("guard_unknown", {"missing": ["有条件设立基金"], "conditions": []}, (0, 4), {}),
    ("sum", {}, (4, 6), {"parts": (yes("x", "甲", True, 4), yes("y", "乙", None, 2))}),
    ("sum", {}, 6, {"parts": (yes("x", "甲", True, 4), yes("y", "乙", True, 4)), "adjusted": ("capped",)}),
    ("highest", {}, 4, {"parts": (yes("x", "甲", True, 4), yes("y", "乙", True, 2)), "combine": "max"}),
    ("lowest", {}, 2, {"parts": (yes("x", "甲", True, 4), yes("y", "乙", True, 2)), "combine": "min"}),
    ("a_code_to_come", {}, 3, {}),
]


def said(case: tuple[str, dict[str, Any], Any, dict[str, Any]], lang: Lang) -> str:
    code, args, points, rest = case
    return reasons.sentence(leaf("x", "某项", points, 5, "met", (code, args), **rest), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_every_reason_in_a_sentence(lang: Lang, text_snapshot: SnapshotAssertion) -> None:
    assert {c[0] for c in CASES} > set(reasons.TEMPLATES)
    assert "\n".join(f"{case[0]:<16}{said(case, lang)}" for case in CASES) + "\n" == text_snapshot


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{c[0]}" for n, c in enumerate(CASES)])
def test_chinese_sentences_hold_no_english(case: tuple[str, dict[str, Any], Any, dict[str, Any]]) -> None:
    text = said(case, "zh")
    assert not re.search(r"[a-z]{2,}", text), text
    assert "None" not in text
    assert not re.search(r"[，；：]{2}|[，；]$|  ", text), text


def test_the_sentence_of_the_design() -> None:
    assert reasons.sentence(premises().parts[1], "zh") == "面积 120平方米，未达到 300平方米，按比例得 2 分"


def test_a_share_of_another_figure_than_the_condition_asks_for_speaks_of_both() -> None:
    case = next(c for c in CASES if c[0] == "prorated" and c[1].get("found") == "400")
    assert said(case, "zh") == "面积 400平方米，未达到 500平方米；按 400/300 折算（最高按 1 计），得 5 分"


def test_a_missing_field_of_a_record_is_named_with_its_list() -> None:
    fact = evolve(field("活动", "organisations.activities"), lists=("社区社会组织",))
    assert missing_row(Missing(fact, 2), "zh") == ("2 分", "社区社会组织的活动")


def test_an_exception_keeps_the_facts() -> None:
    case = next(c for c in CASES if c[0] == "excepted" and c[1].get("conditions"))
    assert said(case, "zh") == "面积 120平方米，未达到 300平方米；李四认可例外（理由：老旧社区），得 5 分"


def test_points_are_never_rounded_up_to_a_whole_number() -> None:
    share = {"exact": "299999/60000", "display": "5"}
    assert (shown(share, "zh"), shown(share, "en")) == ("不足 5", "just under 5")
    assert shown({"exact": "300001/60000", "display": "5"}, "zh") == "约 5"
    assert shown({"low": "0", "high": share}, "zh") == "0 至 不足 5"


def test_what_the_header_rests_on_says_what_it_is_for() -> None:
    text = "政策 甲 “某方案”\n    用语 以上 含本数\n        依据 《民法典》 “第一千二百五十九条”\n    依据 “年度测评”\n"
    source = Source("platform.policy", text)
    rows = [(q, t, text.index(q)) for q, t in (("第一千二百五十九条", "民法典"), ("年度测评", ""))]
    given = tuple(core.Citation(q, Span(source, at, at + len(q)), t) for q, t, at in rows)
    one = result()
    said = general(evolve(one, document=evolve(one.document, cites=given)), "zh")
    assert said == ["“以上 含本数”的依据：《民法典》第一千二百五十九条", "依据：“年度测评”"]


def test_a_result_with_missing_facts_is_not_to_be_signed() -> None:
    assert "尚缺 2 项情况，本结果不作签字依据。" in explain(result(known=False), "zh", "text")
    assert "not to be signed" in explain(result(known=False), "en", "markdown")
    assert "不作签字依据" not in explain(result(), "zh", "text")


def test_bare_judgements_stand_by_item() -> None:
    one = result()
    bare = tuple(Judgement("premises.layout" if n else "area", str(n), "测评人员") for n in range(5))
    assert judgements(evolve(one, judgements=bare), "zh")[0].startswith("测评人员（未填日期和理由）：实体运作：面积（0平方米）")


def test_comparison_words_in_both_languages() -> None:
    assert compared("reaches", "30%", "zh") == "达到 30%"
    assert compared("and above", "3A", "zh") == "3A及以上"
    assert compared("≥", "3", "zh") == "不少于 3"
    assert compared("≥", "3", "en") == "at least 3"
    assert compared("is", "示范", "en") == "示范"
    assert shown({"low": "0", "high": "5"}, "en", "分") == "0 to 5 points"
    assert conditions({"conditions": [area("120", False, "exceeds")]}, "en") == "面积: required exceeding 300 sq m, found 120 sq m"


# ---------------------------------------------------------------- breakdowns


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("known", [True, False], ids=["certain", "uncertain"])
def test_breakdown(known: bool, format: Format, lang: Lang, text_snapshot: SnapshotAssertion) -> None:
    text = result(known).explain(lang, format)
    text.encode("gbk")
    assert text == text_snapshot


@pytest.mark.parametrize("lang", LANGS)
def test_breakdown_is_never_wider_than_a_hundred_columns(lang: Lang) -> None:
    for known in (True, False):
        assert all(width(line) <= 100 for line in explain(result(known), lang, "text").splitlines())


def test_breakdown_says_when_the_date_is_outside_the_period_and_when_not_eligible() -> None:
    late = evolve(result(), on=date(2024, 1, 1))
    assert "2024-01-01（不在文件有效期内）" in explain(late, "zh", "text")
    assert "未给出" in explain(evolve(result(), on=None), "zh", "text")
    refused = result(gate="unmet")
    score = evolve(refused.scores["platform_score"], total=None, grade=None)
    assert "不具资格，不计总分" in explain(evolve(refused, outcomes={"platform_score": score}), "zh", "text")


def test_a_total_that_no_decimal_shows_exactly_gives_its_fraction() -> None:
    score = evolve(result().scores["platform_score"], total=Fraction(250, 3), graded_on=Fraction(250, 3))
    text = explain(evolve(result(), outcomes={"platform_score": score}), "zh", "text")
    assert "约 83.33 / 35分（精确值 250/3）【含本市假定】" in text
    assert "提升型（按约 83.33 分定档）" in text


def schema(name: str) -> Any:
    return json.loads(files("policyrules").joinpath(f"schemas/{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("known", [True, False])
def test_json_holds_to_its_schema(known: bool) -> None:
    form = json.loads(explain(result(known), "zh", "json"))
    checker = jsonschema.Draft202012Validator(schema("result-1"))
    checker.check_schema(checker.schema)
    assert [e.message for e in checker.iter_errors(form)] == []
    assert [e.message for e in checker.iter_errors(result(known).to_dict(None))] == []
    form["outcomes"]["platform_score"]["parts"][0]["extra"] = 1
    assert not checker.is_valid(form)


def test_toml_is_the_same_without_nulls() -> None:
    form = tomllib.loads(explain(result(known=False), "zh", "toml"))
    score = form["outcomes"]["platform_score"]
    assert "total" not in score
    assert score["points"] == {"low": "12.5", "high": "22.5", "tight": True}
    assert score["parts"][0]["parts"][1]["text"] == "面积 120平方米，未达到 300平方米，按比例得 2 分"


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="text, markdown, json, toml"):
        explain(result(), "zh", "docx")  # type: ignore[arg-type]


def test_markdown_escapes_what_would_break_a_table() -> None:
    broken = leaf("x", "甲|乙", 0, 1, "unmet", ("unmet", {"conditions": [condition("a|*b*\n<c>", False, False)]}), kind="item")
    score = result().scores["platform_score"]
    odd = evolve(result(), outcomes={"s": evolve(score, root=evolve(score.root, parts=(broken,)))})
    row = next(line for line in explain(odd, "zh", "markdown").splitlines() if "甲" in line)
    assert len(re.findall(r"(?<!\\)\|", row)) == 6
    assert r"a\|\*b\* \<c\>" in row


# ---------------------------------------------------------------- widths


def test_width_counts_columns() -> None:
    assert width("面积 300") == 8
    assert width("“”①—") == 8, "ambiguous characters count two, the most they can take"
    assert width("e\u0301") == 1
    assert pad("面积", 6) == "面积  "
    assert pad("5", 3, right=True) == "  5"
    assert cut("面积abc", 5) == "面积a"


@pytest.mark.parametrize("columns", range(8, 60))
def test_wrapping_loses_nothing_and_never_starts_a_line_with_a_stop(columns: int) -> None:
    text = "要求不少于 300平方米，实际 120平方米（见附件），按比例得 2 分；理由：“分区清楚”。supercalifragilistic [a1–a4]、结束！"
    lines = wrap(text, columns, "- ")
    squeezed = "".join(line[2:] for line in lines).replace(" ", "")
    assert squeezed == text.replace(" ", "")
    assert all(width(line) <= columns for line in lines)
    if columns > 16:
        assert not [line for line in lines if line[2:3] in set("，。；：”）、！")]
        assert not [line for line in lines if line[-1] in "（“"]


def test_numbers_of_assumptions_are_drawn_together() -> None:
    assert ids_text(["a1", "a2", "a3", "a5", "a6", "a9"], "、") == "a1–a3、a5、a6、a9"


# ---------------------------------------------------------------- problems


class FewerWords(Problem):
    """A problem of this test."""

    code = "P999"
    zh = "“{text}”不成句"
    en = "`{text}` is no sentence"
    hint_zh = "写成“面积 不少于 300平方米”"
    hint_en = "write `面积 不少于 300平方米`"
    text: str


class Reminder(FewerWords):
    severity = "warning"


LINES = (
    "政策 甲 “某方案”\n\t依据 “面积一般不少于300平方米”  若 面积不少于300平方米，得 5 分\r\n"
    + "若 面积 不少于 300平方米，" * 40
    + "末\n"
)


def at(text: str, start: int = 0, length: int | None = None) -> Span:
    source = Source("平台.policy", LINES)
    begin = LINES.index(text, start)
    return Span(source, begin, begin + (len(text) if length is None else length))


GLUED = FewerWords(text="面积不少于300平方米", span=at("面积不少于300平方米"))
PROBLEMS: list[Problem] = [
    GLUED,
    FewerWords(text="末", span=at("末"), labels=(Label(span=at("某方案"), zh="文件名在这里", en="the title is here"),)),
    Reminder(text="全行", span=at("若 面积 不少于", LINES.index("\r\n"), 400)),
    FewerWords(text="行尾", span=at("\r\n", length=0), where="space"),
    FewerWords(text="文末", span=Span(Source("空.policy", ""), 0, 0)),
    FewerWords(text="控制\x00\x1b符", span=Span(Source("乱.policy", "设 \x00\x1b = 1"), 2, 4)),
    FewerWords(text="maybe", where="platform.has_office"),
    Reminder(text="没有地方"),
]


@pytest.mark.parametrize("lang", LANGS)
def test_problems(lang: Lang, text_snapshot: SnapshotAssertion) -> None:
    text = "\n\n".join(problems.render(p, lang) for p in PROBLEMS) + "\n\n" + problems.summary(PROBLEMS, lang) + "\n"
    text.encode("gbk")
    assert all(width(line) <= 120 for line in text.splitlines())
    assert text == text_snapshot


def test_the_mark_stands_under_the_place_whatever_the_terminal_makes_of_quotation_marks() -> None:
    line, marks = problems.render(GLUED, "zh").splitlines()[1:3]
    before, under = line[: line.index("面积不少于")], marks[: marks.index("^")]
    assert width(before) == width(under)
    assert before.count("“") + before.count("”") == under.count("·")
    assert before.count("\t") == under.count("\t")
    assert marks.count("^") == width("面积不少于300平方米")


def test_colour_adds_nothing_but_colour() -> None:
    for problem in PROBLEMS:
        painted = problems.render(problem, "zh", colour=True)
        assert "\x1b[" in painted
        assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == problems.render(problem, "zh")


def test_problems_hold_to_their_schema() -> None:
    checker = jsonschema.Draft202012Validator(schema("problems-1"))
    checker.check_schema(checker.schema)
    assumptions = [{"id": "a1", "kind": "points", "text": "分值", "file": "platform.policy", "line": 3}]
    form = {"problems": [p.to_dict("zh") for p in PROBLEMS], "assumptions": assumptions}
    assert [e.message for e in checker.iter_errors(form)] == []
    assert form["problems"][0]["column"] == 24
    assert form["problems"][0]["name"] == "fewer-words"


def test_summaries() -> None:
    assert problems.summary([], "zh") == "没有发现问题"
    assert problems.summary(PROBLEMS[:3], "zh") == "共 2 处错误、1 处提醒"
    assert problems.summary(PROBLEMS[:1], "en") == "1 error"


def test_a_line_of_a_megabyte_is_cut() -> None:
    source = Source("long.policy", "面" * 500_000 + "错" + "积" * 500_000)
    text = problems.render(FewerWords(text="错", span=Span(source, 500_000, 500_001)), "zh")
    assert max(map(width, text.splitlines())) < 130
    assert "...面" in text


def test_a_level_reached_through_a_value_is_named() -> None:
    policy = build_texts("""\
政策 demo “示例”
对象 平台 as platform
    等次 as rating：级别 甲级 < 乙级 < 丙级
设 现等次 as now = 等次
评分 测评 as score 对象 平台 满分 5 分
    项目 等次 as premises 5 分
        若 现等次 不低于 乙级，得 5 分
""").good
    assert "现等次：要求不低于 乙级，实际甲级" in policy.evaluate({"rating": "甲级"}).explain("zh")
