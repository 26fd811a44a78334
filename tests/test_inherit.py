"""Packs under others: what is taken over, what may be amended, chains, circles, digests, and what results say of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from packs import LANGS, Built, build_folder, build_texts, survives, write

import policyrules
from policyrules import policy, project, ready
from policyrules.cli import main
from policyrules.diagnostics.base import Outcome
from policyrules.grammar.headers import named, under
from policyrules.result import Result
from policyrules.source import Source
from policyrules.text import lowered

PROVINCE = """\
政策 province “省方案”
    发文字号 “省〔2021〕1号”
    有效期 2021-01-01 起    假定 “省文件未写截止日”
    原文 “source.md”
    用语 以上 含本数    依据 “以上含本数”
对象 平台 as platform “服务平台”
    面积 as area：数 平方米，不小于 0
    人数 as staff：整数 人，不小于 0，不大于 100人
    等次 as rank：级别 1A < 2A < 3A，可无
    活动 as events：明细
        日期 as date：日期
参数 面积标准 as least_area = 300平方米    假定 界限 “省文件未写”
设 宽敞 = 面积 不少于 面积标准
评分 测评 as score 对象 平台 满分 10 分    依据 “满分10分，场地和队伍各5分”
    项目 场地 as premises 5 分
        要点 面积达标 as space 5 分
            若 宽敞，得 5 分    依据 “面积达到标准”
    项目 队伍 as team 5 分
        若 人数 3人以上，得 5 分    依据 “人员不少于三人”
"""
PROVINCE_PACK = {
    "rules.policy": PROVINCE,
    "source.md": "面积达到标准。\n人员不少于三人。\n满分10分，场地和队伍各5分，以上含本数。\n",
}
HEAD = "政策 city “市细则”\n    上位文件 province\n"
PROVINCE_ALONE = PROVINCE.replace("    原文 “source.md”\n", "").replace("依据", "假定")
Others = dict[str, Mapping[str, str] | str]
FACTS = {"area": 350, "staff": 3}


def city(rules: str, head: str = HEAD, **files: str) -> Built:
    """A city's pack under the province's."""
    return build_texts({"rules.policy": head + rules, **files}, {"province": PROVINCE_PACK})


def points(built: Built, facts: dict[str, Any] = FACTS) -> dict[str, Any]:
    score = built.usable.evaluate(facts, subject="platform").scores["score"]
    return {p.id: p.points.known for p in score.root.walk()}


# ---------------------------------------------------------------- what is taken over


def test_a_pack_takes_everything_over() -> None:
    built = city("")
    assert points(built) == {"": 10, "premises": 5, "premises.space": 5, "team": 5}
    assert built.good.name == "city"
    assert [d.name for d in built.good.program.above] == ["province"]


def test_its_rules_may_use_what_is_above() -> None:
    built = city("评分 复评 as again 对象 平台 满分 2 分\n    项目 甲 as a 2 分\n        若 宽敞 且 面积 400平方米以上，得 2 分\n")
    result = built.good.evaluate({"area": 400}, subject="platform")
    assert result.scores["again"].total == 2
    assert list(result) == ["again", "score"]


def test_its_own_words_hold_for_its_own_rules_only() -> None:
    head = HEAD + "    用语 以上 不含本数\n"
    built = city("评分 复评 as again 对象 平台 满分 2 分\n    项目 甲 as a 2 分\n        若 人数 3人以上，得 2 分\n", head)
    result = built.good.evaluate({"staff": 3, "area": 0}, subject="platform")
    assert result.scores["again"].total == 0
    assert result.scores["score"]["team"].points.known == 5


def test_its_only_subject_is_the_one_it_declares() -> None:
    rules = "对象 县域 as county\n    平台数 as platforms：整数 个，不小于 0\n设 有平台 = 平台数 不少于 1个\n"
    built = city(rules)
    assert [s.id for s in built.good.subjects] == ["county", "platform"]
    assert built.good.evaluate({"platforms": 1}).subject.id == "county"
    assert built.good.evaluate({"platform": FACTS}).subject.id == "platform"


# ---------------------------------------------------------------- amendments


def test_an_amended_parameter_reaches_the_rules_above() -> None:
    built = city("修改 参数 面积标准 = 400平方米    假定 界限 “市文件”\n")
    assert points(built)["premises.space"] == 0
    (value,) = (v for v in built.good.program.values if v.parameter)
    assert [a.text for a in value.assumptions] == ["市文件"]
    assert built.good.lowered.program.values[0].name == "面积标准"


def test_an_amended_value() -> None:
    assert points(city("修改 设 宽敞 = 面积 高于 350平方米    假定 “市文件”\n"))["premises.space"] == 0


@pytest.mark.parametrize("name", ["面积达标", "场地的面积达标", "测评的场地的面积达标"])
def test_an_amended_criterion_keeps_its_place_and_alias(name: str) -> None:
    built = city(f"修改 要点 {name} 5 分    假定 分值 “市文件”\n    若 宽敞，得 3 分\n    若 人数 不少于 5人，得 2 分\n")
    assert points(built) == {"": 8, "premises": 3, "premises.space": 3, "premises.space.1": 3, "premises.space.2": 0, "team": 5}
    form = built.good.evaluate(FACTS, subject="platform").to_dict()
    assert "policy" not in form["rules"]["premises.space"]
    assert form["rules"]["team"]["policy"] == "province"


def test_an_amended_scorecard_is_the_pack_s_own() -> None:
    built = city(
        "修改 评分 测评 对象 平台 满分 2 分    假定 “市文件”\n    项目 人 as people 2 分\n        若 人数 4人以上，得 2 分\n"
    )
    result = built.good.evaluate({"staff": 4}, subject="platform")
    assert list(result) == ["score"]
    assert result.scores["score"].total == 2
    assert "policy" not in result.to_dict()["outcomes"]["score"]


def test_fields_are_added_and_bounds_tightened() -> None:
    built = city(
        "修改 对象 平台\n    楼层 as floor：整数 个，不小于 1个\n    人数：整数 人，不大于 50人    假定 “本市规模”\n"
        "    活动：明细\n        人次 as people：整数 人，不小于 0\n"
    )
    (subject,) = built.good.subjects
    assert [f.alias for f in subject.fields] == ["area", "staff", "rank", "events", "floor"]
    staff = next(f for f in subject.fields if f.alias == "staff")
    assert (staff.low, staff.high) == (0, 50)
    assert len(facts_problems(built, {"staff": 60})) == 1
    events = next(f for f in subject.fields if f.alias == "events")
    assert [f.alias for f in events.type.fields] == ["events.date", "events.people"]  # type: ignore[union-attr]


def facts_problems(built: Built, facts: dict[str, Any]) -> tuple[policyrules.Problem, ...]:
    with pytest.raises(policyrules.FactsError) as raised:
        built.usable.evaluate(facts)
    return raised.value.problems


DUTIES = """\
政策 province “省方案”
    原文 “source.md”
对象 组织 as body
    登记 as registered：是否
    人数 as people：整数 人，不小于 0
分类 规模 as size 对象 组织
    大 as large：人数 不少于 50人    假定 “省”
    小 as small：其余
要求 登记或者备案 as registration 对象 组织    程度 应当
    依据 “应当按照规定实行登记或者备案管理”
    则 登记
要求 大型登记 as large_registration 对象 组织
    若 规模 为 大，则 登记    假定 “省”
"""


def test_requirements_and_classes_are_taken_over_and_amended() -> None:
    others = {"province": {"rules.policy": DUTIES, "source.md": "社区社会组织应当按照规定实行登记或者备案管理。\n"}}
    amended = (
        "修改 分类 规模 对象 组织    假定 “市”\n    大 as large：人数 不少于 20人\n    小 as small：其余\n"
        "修改 要求 登记或者备案 对象 组织    程度 鼓励\n    假定 “市”\n    则 登记\n"
    )
    facts = {"registered": False, "people": 30}
    plain = build_texts(HEAD, others).good.evaluate(facts)
    assert briefs(plain) == {"size": "small", "registration": "breach", "large_registration": "not applicable"}
    assert policies(plain) == dict.fromkeys(plain.outcomes, "province")
    changed = build_texts(HEAD + amended, others).good.evaluate(facts)
    assert briefs(changed) == {"size": "large", "registration": "not taken", "large_registration": "breach"}
    assert policies(changed) == {"size": None, "registration": None, "large_registration": "province"}
    for lang in LANGS:
        assert "省方案" in plain.explain(lang)
        assert "省方案" in plain.explain(lang, "markdown")
    valid(plain)


TARGETS = """\
政策 province “省方案”
对象 县域 as county
    平均活跃度 as activity：比例，不小于 0，不大于 1
目标 活跃度达标 as activity_target 对象 县域 = 平均活跃度
    2022 年底 超过 50%
目标 活跃度稳定 as steady 对象 县域 = 平均活跃度
    2023 年底 达到 50%
"""


def test_targets_are_taken_over_and_amended() -> None:
    others = {"province": {"rules.policy": TARGETS}}
    plain = build_texts(HEAD, others).good.evaluate({"activity": "55%"}, on="2022-12-31")
    assert briefs(plain) == {"activity_target": "met", "steady": "not due"}
    assert policies(plain) == dict.fromkeys(plain.outcomes, "province")
    amended = "修改 目标 活跃度达标 对象 县域 = 平均活跃度\n    假定 “市高于省”\n    2022 年底 超过 60%\n"
    changed = build_texts(HEAD + amended, others).good.evaluate({"activity": "55%"}, on="2022-12-31")
    assert briefs(changed) == {"activity_target": "breach", "steady": "not due"}
    assert policies(changed) == {"activity_target": None, "steady": "province"}
    assert build_texts(HEAD + amended.replace("    假定 “市高于省”\n", ""), others).codes == ["N150"]
    assert build_texts(HEAD + amended.replace("达标", "达"), others).codes == ["N149"]
    for lang in LANGS:
        assert "省方案" in plain.explain(lang)
    valid(changed)


def briefs(result: Result) -> dict[str, str]:
    return {key: found.brief for key, found in result.outcomes.items()}


def policies(result: Result) -> dict[str, str | None]:
    return {key: form.get("policy") for key, form in result.to_dict()["outcomes"].items()}


def valid(result: Result) -> None:
    schema = json.loads((Path(policyrules.__file__).parent / "schemas" / "result-1.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(result.to_dict())


WRONG = {
    "N145": "参数 面积标准 as least_area = 400平方米    假定 “市”\n",
    "N149": "修改 参数 面积标 = 400平方米    假定 “市”\n",
    "N150": "修改 要点 面积达标 5 分\n    若 宽敞，得 5 分\n",
    "N151": "修改 项目 面积达标 5 分    假定 “市”\n    若 宽敞，得 5 分\n",
    "N152 alias": "修改 参数 面积标准 as area_least = 400平方米    假定 “市”\n",
    "N152 unit": "修改 参数 面积标准 = 400分    假定 “市”\n",
    "N152 type": "修改 设 宽敞 = 面积    假定 “市”\n",
    "N152 levels": "修改 对象 平台\n    等次：级别 3A < 2A < 1A    假定 “市”\n",
    "N153 none": "修改 对象 平台\n    人数：整数 人，可无    假定 “市”\n",
    "N153": "修改 对象 平台\n    人数：整数 人，不大于 200人    假定 “市”\n",
    "N155 below": "修改 要点 面积达标 5 分    假定 “市”\n    得 5 分\n修改 项目 场地 5 分    假定 “市”\n    得 5 分\n",
    "N155 card": "修改 项目 场地 5 分    假定 “市”\n    得 5 分\n"
    "修改 评分 测评 对象 平台    假定 “市”\n    项目 甲 as a\n        得 5 分\n",
    "N155": "修改 项目 场地 5 分    假定 “市”\n    得 5 分\n修改 要点 面积达标 5 分    假定 “市”\n    得 5 分\n",
}


@pytest.mark.parametrize("case", WRONG)
def test_what_may_not_be(case: str) -> None:
    built = city(WRONG[case])
    assert built.codes == [case[:4]], built.rendered("en")
    for problem in built.problems:
        survives(problem)
    (told,) = built.problems
    assert told.span is not None
    assert told.span.source.path == "rules.policy"


def test_shadowing_points_at_the_one_above() -> None:
    (problem,) = city("对象 平台 as platform\n    面积 as area：数 平方米，不小于 0\n").problems
    assert problem.code == "N145"
    assert problem.labels[0].span.source.path == "province/rules.policy"
    assert "province/rules.policy" in city(WRONG["N145"]).rendered("zh")


def test_amending_under_nothing() -> None:
    built = build_texts("政策 city “市细则”\n修改 参数 面积标准 = 400平方米    假定 “市”\n")
    assert built.codes == ["N149"]
    assert "上位文件" in built.problems[0].hint("zh")


# ---------------------------------------------------------------- chains, circles, packs that are missing or wrong


def test_a_chain_amends_step_by_step() -> None:
    others: Others = {
        "province": PROVINCE_PACK,
        "city": HEAD + "修改 参数 面积标准 = 400平方米    假定 “市”\n修改 对象 平台\n    人数：整数 人，不大于 50人    假定 “市”\n",
    }
    county = "政策 county “县办法”\n    上位文件 city\n"
    built = build_texts(
        county + "修改 参数 面积标准 = 340平方米    假定 “县”\n修改 对象 平台\n    人数：整数 人，不大于 20人    假定 “县”\n",
        others,
    )
    assert points(built)["premises.space"] == 5
    assert [d.name for d in built.good.program.above] == ["city", "province"]
    looser = build_texts(county + "修改 对象 平台\n    人数：整数 人，不大于 60人    假定 “县”\n", others)
    assert looser.codes == ["N153"]


def test_words_come_down_a_chain() -> None:
    others: Others = {"province": PROVINCE_PACK, "city": HEAD}
    rules = "评分 复评 as again 对象 平台 满分 1 分    假定 分值 “示例”\n    项目 甲 as a 1 分\n        若 人数 3人以上，得 1 分\n"
    built = build_texts(f"政策 county “县办法”\n    上位文件 city\n{rules}", others)
    assert built.good.evaluate({"staff": 3}).scores["again"].total == 1


@pytest.mark.parametrize(
    ("others", "chain"),
    [
        ({"province": "政策 province “省”\n    上位文件 city\n"}, "city → province → city"),
        ({"province": "政策 province “省”\n    上位文件 province\n"}, "city → province → province"),
    ],
)
def test_circles(others: Others, chain: str) -> None:
    built = build_texts(HEAD, others)
    assert built.codes == ["N147"]
    assert chain in built.rendered("zh")
    assert built.problems[0].place()[0] == "province/rules.policy"


def test_a_missing_pack_is_told_once() -> None:
    built = build_texts(
        HEAD + "修改 参数 面积标准 = 400平方米    假定 “市”\n设 大 = 面积 不少于 面积标准\n", {"provinse": PROVINCE_PACK}
    )
    assert built.codes == ["N146"]
    assert built.problems[0].place() == ("rules.policy", 2, 10)
    assert "provinse" in built.problems[0].hint("zh")


def test_problems_above_are_told_once_with_their_files() -> None:
    wrong = {**PROVINCE_PACK, "rules.policy": PROVINCE.replace("得 5 分    依据 “面积达到标准”", "得 五分 5")}
    built = build_texts(HEAD + "修改 要点 面积达标 5 分    假定 “市”\n    若 宽敞，得 5 分\n", {"province": wrong})
    assert {p.place()[0] for p in built.problems} == {"province/rules.policy"}
    quote = {**PROVINCE_PACK, "source.md": PROVINCE_PACK["source.md"].replace("面积达到标准", "面积达标")}
    built = build_texts(HEAD, {"province": quote})
    assert {p.place()[0] for p in built.problems} == {"province/rules.policy"}
    assert [p.code[0] for p in built.problems] == ["Q"]


def test_warnings_above_are_left_to_the_pack_above() -> None:
    loose = PROVINCE.replace("100人", "100人    假定 “示例”").replace("数 平方米，不小于 0", "数 平方米")
    assert build_texts({**PROVINCE_PACK, "rules.policy": loose}).codes == ["L101", "L238", "L238"]
    assert build_texts(HEAD, {"province": {**PROVINCE_PACK, "rules.policy": loose}}).codes == []


# ---------------------------------------------------------------- quotes and results


def test_quotes_are_proved_in_the_text_of_their_own_pack() -> None:
    head = HEAD + "    原文 “source.md”\n"
    rule = (
        "评分 复评 as again 对象 平台 满分 1 分    假定 分值 “示例”\n    项目 甲 as a 1 分\n        若 宽敞，得 1 分    依据 “{}”\n"
    )
    text = {"source.md": "本市另有规定。\n"}
    built = city(rule.format("本市另有规定"), head, **text)
    form = built.good.evaluate(FACTS, subject="platform").to_dict()
    assert form["rules"]["a"]["cites"][0]["source"] == "source.md"
    assert "policy" not in form["rules"]["a"]["cites"][0]
    above = form["rules"]["premises.space"]["cites"][0]
    assert (above["source"], above["policy"]) == ("province/source.md", "province")
    assert [p.code[0] for p in city(rule.format("人员不少于三人"), head, **text).problems] == ["Q"]


def test_the_result_says_what_comes_from_where() -> None:
    result = city("修改 参数 面积标准 = 400平方米    假定 界限 “市文件”\n").good.evaluate(
        FACTS, subject="platform", on="2022-12-31"
    )
    form = result.to_dict()
    assert form["policy"]["under"] == [
        {"name": "province", "title": "省方案", "document_number": "省〔2021〕1号", "in_force": {"from": "2021-01-01", "to": None}}
    ]
    assert form["outcomes"]["score"]["policy"] == "province"
    assert {a["text"]: a.get("policy") for a in form["assumptions"].values()} == {"市文件": None, "省文件未写截止日": "province"}
    valid(result)


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_the_breakdown_names_the_documents_above(format: Any) -> None:
    result = city("").good.evaluate(FACTS, subject="platform")
    zh, en = result.explain("zh", format), result.explain("en", format)
    assert "上位文件" in zh
    assert "省方案（省〔2021〕1号）" in zh
    assert "规则出自" in zh
    assert "《省方案》“人员不少于三人”" in zh
    assert "Under" in en
    assert "Rules of" in en


def test_the_breakdown_names_what_was_amended() -> None:
    city_rules = HEAD + "修改 要点 面积达标 5 分    假定 “市”\n    若 宽敞，得 5 分\n"
    county = "政策 county “县办法”\n    上位文件 city\n修改 项目 队伍 5 分    假定 “县”\n    若 人数 不少于 1人，得 5 分\n"
    result = build_texts(county, {"province": PROVINCE_PACK, "city": city_rules}).good.evaluate(FACTS)
    lines = [" ".join(line.split()) for line in result.explain("zh").splitlines()]
    assert "规则出自 省方案（省〔2021〕1号）" in lines
    assert "其中已修改 面积达标（市细则）、队伍" in lines
    form = result.to_dict()["rules"]
    assert [form[key].get("policy") for key in ("premises", "premises.space", "team")] == ["province", "city", None]
    assert "其中已修改" not in city("").good.evaluate(FACTS).explain("zh")


def test_a_pack_in_english_under_one_in_chinese() -> None:
    rules = """\
policy city “city rules”
    under province
amend parameter 面积标准 = 400 平方米    assume threshold “city”
amend criterion 场地 's 面积达标 5 分
    assume points “city”
    if 宽敞, award 4 分
    if 人数 3 人 or more, award 1 分
amend subject 平台
    楼层 as floors: whole number of 个, not less than 0
"""
    assert points(build_texts(rules, {"province": PROVINCE_PACK})) == {
        "": 6,
        "premises": 1,
        "premises.space": 1,
        "premises.space.1": 0,
        "premises.space.2": 1,
        "team": 5,
    }


def test_a_field_added_below_is_not_taken_for_an_option_above() -> None:
    above = (
        "政策 province “省”\n对象 平台 as platform\n    方式 as way：选项 自营、委托\n"
        "评分 测评 as score 对象 平台 满分 1 分    假定 分值 “示例”\n    项目 甲 as a 1 分\n        若 方式 为 自营，得 1 分\n"
    )
    built = build_texts(HEAD + "修改 对象 平台\n    自营 as own：是否\n", {"province": above})
    assert built.good.evaluate({"way": "自营", "own": False}).scores["score"].total == 1


def test_core_of_a_pack_under_another() -> None:
    assert "宽敞 = 面积 ≥ 400" in lowered.show(city("修改 参数 面积标准 = 400平方米    假定 “市”\n").good.lowered)


# ---------------------------------------------------------------- on disk


def on_disk(home: Path, city_rules: str = "") -> Path:
    write(home / "province", PROVINCE_PACK)
    return write(home / "city", {"rules.policy": HEAD + city_rules})


def test_the_pack_above_is_found_beside_the_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = on_disk(tmp_path)
    assert policyrules.load(home).evaluate(FACTS).scores["score"].total == 10
    monkeypatch.chdir(home)
    assert policyrules.load(".").evaluate(FACTS).scores["score"].total == 10


def test_a_file_has_its_pack_above_beside_it(tmp_path: Path) -> None:
    write(
        tmp_path, {"city.policy": HEAD, "province.policy": PROVINCE.replace("    原文 “source.md”\n", "").replace("依据", "假定")}
    )
    assert build_folder(tmp_path / "city.policy").usable.evaluate(FACTS).scores["score"].total == 10


def test_the_digest_covers_the_packs_above(tmp_path: Path) -> None:
    home = on_disk(tmp_path)
    first = policyrules.load(home)
    assert policyrules.load(home) is first
    alone = write(tmp_path / "alone", {"rules.policy": HEAD.replace("    上位文件 province\n", "")})
    assert policyrules.load(alone).digest != first.digest
    text = tmp_path / "province" / "source.md"
    text.write_text(text.read_text(encoding="utf-8") + "补充一句。\n", encoding="utf-8")
    second = policyrules.load(home)
    assert second.digest != first.digest
    write(tmp_path / "province", {"rules.policy": PROVINCE.replace("300平方米", "360平方米")})
    third = policyrules.load(home)
    assert third.digest not in (first.digest, second.digest)
    assert third.evaluate(FACTS).scores["score"]["premises.space"].points.known == 0


def test_a_pack_ready_built_is_built_anew_when_one_above_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = on_disk(tmp_path)
    pack = project.read(home).sure
    monkeypatch.setattr(ready, "FOLDER", tmp_path)
    monkeypatch.setattr(policy, "_loaded", {})
    ready.save(tmp_path / ready.file_name(project.digest(pack.policies)), policy.compile_pack(pack).sure.built)
    builds: list[project.Pack] = []
    real = policy.compile_pack

    def compile_pack(pack: project.Pack) -> Outcome[policy.Policy]:
        builds.append(pack)
        return real(pack)

    monkeypatch.setattr(policy, "compile_pack", compile_pack)
    assert policyrules.load(home).evaluate(FACTS).scores["score"].total == 10
    assert builds == []
    write(tmp_path / "province", {"rules.policy": PROVINCE.replace("300平方米", "360平方米")})
    assert policyrules.load(home).evaluate(FACTS).scores["score"].total == 5
    assert len(builds) == 1
    (tmp_path / "province" / "rules.policy").unlink()
    with pytest.raises(policyrules.PolicyError) as raised:
        policyrules.load(home)
    assert [p.code for p in raised.value.problems] == ["N146"]


@pytest.mark.parametrize("name", ["../province", "a/b", "..", "c:\\x", "长" * 300])
def test_names_that_are_no_name_are_not_looked_for(tmp_path: Path, name: str) -> None:
    on_disk(tmp_path)
    (problem,) = project.find_parent(name, tmp_path / "city").problems
    assert problem.code == "N146"


def test_an_installed_pack_may_stand_above() -> None:
    assert project.find_parent("wenzhou_2021", None).value is not None


# ---------------------------------------------------------------- the command line


def test_commands_on_a_pack_under_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = str(on_disk(tmp_path, "修改 参数 面积标准 = 400平方米    假定 界限 “市文件”\n"))
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    for argv, said in {
        ("check", home): "“province”另有 1 条",
        ("facts", home): "面积",
        ("evaluate", home, str(tmp_path / "facts.json")): "省方案（省〔2021〕1号）",
        ("explain", "--core", home): "面积 ≥ 400",
    }.items():
        assert main([*argv, "--lang", "zh"]) == 0
        assert said in capsys.readouterr().out
    main(["check", home, "--format", "json"])
    assert [a["text"] for a in json.loads(capsys.readouterr().out)["assumptions"]] == ["市文件"]


def test_a_copy_finds_the_pack_above_or_says_that_it_is_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = str(on_disk(tmp_path))
    assert main(["copy", home, str(tmp_path / "mine"), "--lang", "zh"]) == 0
    assert capsys.readouterr().err == ""
    assert policyrules.load(tmp_path / "mine").evaluate(FACTS).scores["score"].total == 10
    assert main(["copy", home, str(tmp_path / "elsewhere" / "mine"), "--lang", "zh"]) == 0
    assert "“province”" in capsys.readouterr().err
    assert main(["copy", "wenzhou_2021", str(tmp_path / "elsewhere" / "wenzhou"), "--lang", "zh"]) == 0
    assert capsys.readouterr().err == ""
    assert policyrules.load(tmp_path / "elsewhere" / "wenzhou").digest == policyrules.load("wenzhou_2021").digest


# ---------------------------------------------------------------- headers


@pytest.mark.parametrize(
    ("text", "name", "above"),
    [
        ("政策 甲 “题”\n    上位文件 乙\n", "甲", "乙"),
        ("\ufeff# 说明\n\n政策 甲\r\n\r\n    # 上位文件 丙\r\n　　上位文件 「乙 丁」  # 注\r\n对象 丙\n", "甲", "乙 丁"),
        ("policy a\n    source “上位文件 x”\n    under `b c` assume “x”\n", "a", "b c"),
        ("政策 甲\n对象 平台\n    上位文件 乙\n", "甲", ""),
        ("政策 甲\n    上位文件 as x：文字\n", "甲", ""),
        ("对象 平台\n    上位文件 乙\n", "", ""),
        ("", "", ""),
    ],
)
def test_headers_are_found_without_parsing(text: str, name: str, above: str) -> None:
    sources = (Source("a.policy", "# 没有\n"), Source("b.policy", text))
    found = under(sources)
    assert (named(sources), found.text if found else "") == (name, above)


@pytest.mark.parametrize("lang", LANGS)
def test_every_problem_can_be_read_in_both_languages(lang: Any) -> None:
    for rules in WRONG.values():
        assert city(rules).rendered(lang)
