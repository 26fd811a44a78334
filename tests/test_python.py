"""What an app meets: results as mappings, short reprs, pickles, problems for programs, wrong arguments."""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any

import jsonschema
import pytest
from packs import MINIMAL, build_texts

import policyrules
from policyrules.language.names import suggest
from policyrules.result import Lang

FACTS: dict[str, Any] = {"area": 120, "has_office": True}
FORMS: tuple[Callable[[Any], Any], ...] = (lambda x: pickle.loads(pickle.dumps(x)), copy.copy, copy.deepcopy)
every_form = pytest.mark.parametrize("form", FORMS, ids=["pickle", "copy", "deepcopy"])


@pytest.fixture(scope="module")
def policy() -> policyrules.Policy:
    return policyrules.load("wenzhou_2021")


@pytest.fixture(scope="module")
def result(policy: policyrules.Policy) -> policyrules.Result:
    return policy.evaluate(FACTS, subject="platform", on="2022-12-31")


@pytest.fixture(scope="module")
def score(result: policyrules.Result) -> policyrules.ScoreResult:
    return result.scores["platform_score"]


def bad_facts(**facts: Any) -> policyrules.FactsError:
    with pytest.raises(policyrules.FactsError) as caught:
        build_texts(MINIMAL).usable.evaluate(facts)
    return caught.value


# ---------------------------------------------------------------- results as mappings


def test_a_result_is_a_mapping_of_its_outcomes(result: policyrules.Result) -> None:
    assert list(result) == ["platform_score"]
    assert len(result) == 1
    assert "platform_score" in result
    assert "premises" not in result
    assert dict(result) == {"platform_score": result.scores["platform_score"]}
    assert result.get("other") is None


def test_a_score_is_a_mapping_of_all_its_parts(score: policyrules.ScoreResult) -> None:
    parts = list(score.root.walk())
    assert list(score.values()) == parts
    assert list(score) == [part.id for part in parts]
    assert len(score) == len(parts)
    assert all(score[part.id] is part for part in parts)
    assert "premises.space" in score
    assert "premises.spcae" not in score
    assert score[""] is score.root


def test_results_are_equal_to_themselves_only(policy: policyrules.Policy, result: policyrules.Result) -> None:
    again = policy.evaluate(FACTS, subject="platform", on="2022-12-31")
    assert again != result
    assert len({again, result, result}) == 2
    assert again.canonical() == result.canonical()


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("premises.spcae", "no part `premises.spcae`; did you mean `premises.space`?"),
        ("space", "no part `space`; did you mean `premises.space`?"),
        (0, "no part 0; list() gives the ids"),
        ("x", "no part `x`; list() gives the ids"),
    ],
)
def test_a_part_that_is_not_there_names_the_nearest(score: policyrules.ScoreResult, key: Any, says: str) -> None:
    with pytest.raises(KeyError) as caught:
        score[key]
    assert caught.value.args == (says,)


def test_an_outcome_that_is_not_there_names_those_that_are(result: policyrules.Result) -> None:
    with pytest.raises(KeyError, match="no outcome `platfrom_score`; did you mean `platform_score`"):
        result["platfrom_score"]
    with pytest.raises(KeyError, match="no outcome `x`; there is: platform_score"):
        result["x"]


# ---------------------------------------------------------------- reprs


def test_results_are_shown_in_a_line(
    policy: policyrules.Policy, result: policyrules.Result, score: policyrules.ScoreResult
) -> None:
    assert repr(result) == f"<Result wenzhou_2021 platform 2022-12-31: platform_score {score.points.low} to {score.points.high}>"
    assert (
        repr(score)
        == f"<ScoreResult platform_score: {score.points.low} to {score.points.high} of 100, {' or '.join(score.grades)}>"
    )
    assert repr(score["premises.space"]) == "<PartResult premises.space: 2 of 5, partial>"
    assert repr(score.root).startswith("<PartResult scorecard: ")
    assert repr(policy) == f"<Policy wenzhou_2021 {policy.digest[:19]}…>"
    undated = policy.evaluate({}, subject="platform")
    assert repr(undated) == "<Result wenzhou_2021 platform: platform_score 0 to 100>"


def test_a_certain_result_shows_its_total_and_one_without_a_grade_none() -> None:
    made = build_texts(MINIMAL).usable.evaluate({"area": 300})
    assert repr(made) == "<Result demo platform: score 5>"
    assert repr(made["score"]) == "<ScoreResult score: 5 of 5>"
    gated = MINIMAL.replace("满分 5 分\n", "满分 5 分\n    前提 面积 不少于 10平方米\n")
    assert repr(build_texts(gated).usable.evaluate({"area": 3})) == "<Result demo platform: score not eligible>"


def test_what_a_result_holds_is_shown_in_a_screen(policy: policyrules.Policy, result: policyrules.Result) -> None:
    card = result.scores["platform_score"].rule
    held = (policy.program, policy.subjects, card, card.root, result.document, result.missing[0], result.missing[0].fact)
    assert [repr(x) for x in held if len(repr(x)) > 1000] == []


def test_errors_are_shown_by_their_codes_and_told_in_full_up_to_a_screen() -> None:
    error = bad_facts(area=-1, arae=1)
    assert repr(error) == "<FactsError: F107, F101>"
    assert str(error).startswith("error[F107]: `area` has to be not less than 0")
    many = bad_facts(**{f"unknown{n}": 1 for n in range(30)})
    assert str(many).count("error[F101]") == 20
    assert str(many).endswith(f"and {len(many.problems) - 20} more; `problems` has them all")
    assert many.render("zh").count("错误[F101]") == len(many.problems)


# ---------------------------------------------------------------- pickles and copies


@every_form
def test_a_policy_survives(policy: policyrules.Policy, result: policyrules.Result, form: Callable[[Any], Any]) -> None:
    again = form(policy)
    assert (again.name, again.digest, again.check()) == (policy.name, policy.digest, policy.check())
    assert again.evaluate(FACTS, subject="platform", on="2022-12-31").canonical() == result.canonical()


@every_form
def test_a_result_survives(result: policyrules.Result, form: Callable[[Any], Any]) -> None:
    again = form(result)
    assert again.canonical() == result.canonical()
    assert again.explain("en") == result.explain("en")
    assert again.scores["platform_score"]["premises.space"].reason == result.scores["platform_score"]["premises.space"].reason


@every_form
def test_errors_survive(form: Callable[[Any], Any]) -> None:
    error = bad_facts(area="many", foo=1)
    again = form(error)
    assert type(again) is policyrules.FactsError
    assert again.render("zh") == error.render("zh")


def test_a_result_survives_into_another_process(result: policyrules.Result) -> None:
    code = "import pickle, sys; sys.stdout.buffer.write(pickle.load(sys.stdin.buffer).canonical())"
    done = subprocess.run([sys.executable, "-c", code], input=pickle.dumps(result), capture_output=True, check=True)
    assert done.stdout == result.canonical()


# ---------------------------------------------------------------- problems for programs


def schema(name: str) -> Any:
    return json.loads(files("policyrules").joinpath(f"schemas/{name}-1.json").read_text("utf-8"))


def test_both_errors_are_of_one_kind() -> None:
    assert issubclass(policyrules.PolicyError, policyrules.PolicyrulesError)
    assert issubclass(policyrules.FactsError, policyrules.PolicyrulesError)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_problems_have_the_form_of_the_command_line(lang: Lang) -> None:
    error = bad_facts(area="many")
    form = error.to_dict(lang)
    jsonschema.validate(form, schema("problems"))
    assert form == {"problems": [p.to_dict(lang) for p in error.problems]}
    assert form["problems"][0]["message"] == error.problems[0].message(lang)


def test_a_file_that_is_no_text_is_still_named(tmp_path: Path) -> None:
    (tmp_path / "rules.policy").write_bytes(MINIMAL.encode("gbk"))
    with pytest.raises(policyrules.PolicyError) as caught:
        policyrules.load(tmp_path)
    (form,) = caught.value.to_dict("en")["problems"]
    assert (form["code"], form["file"], form["line"]) == ("D103", "rules.policy", None)
    assert bad_facts(area="many").to_dict()["problems"][0]["file"] is None


# ---------------------------------------------------------------- the document in the result


def test_a_result_names_its_document(result: policyrules.Result) -> None:
    form = result.to_dict()["policy"]
    assert form["title"] == "温州市社区社会组织培优专项行动方案（2021—2023年）"
    assert form["document_number"] == "温民社组〔2021〕122号"
    assert form["in_force"] == {"from": "2021-01-01", "to": "2023-12-31"}
    assert b'"document_number"' in result.canonical()


def test_what_the_header_does_not_say_is_null() -> None:
    form = build_texts(MINIMAL).usable.evaluate({}).to_dict()
    jsonschema.validate(form, schema("result"))
    assert {k: form["policy"][k] for k in ("title", "document_number", "in_force")} == {
        "title": "示例",
        "document_number": None,
        "in_force": {"from": None, "to": None},
    }


# ---------------------------------------------------------------- wrong arguments


def test_languages_and_formats_are_named_when_another_is_asked_for(result: policyrules.Result) -> None:
    asked: list[Callable[[], object]] = [
        lambda: result.explain("fr"),  # type: ignore[arg-type]
        lambda: result.to_dict("fr"),  # type: ignore[arg-type]
        lambda: bad_facts(area="many").to_dict("fr"),  # type: ignore[arg-type]
        lambda: bad_facts(area="many").render("fr"),  # type: ignore[arg-type]
        lambda: bad_facts(area="many").problems[0].message("fr"),  # type: ignore[arg-type]
        lambda: bad_facts(area="many").problems[0].hint("fr"),  # type: ignore[arg-type]
    ]
    for ask in asked:
        with pytest.raises(ValueError, match="lang is one of zh, en, not 'fr'"):
            ask()
    with pytest.raises(ValueError, match="format is one of text, markdown, json, toml, not 'html'"):
        result.explain(format="html")  # type: ignore[arg-type]


@pytest.mark.parametrize("path", [Path("wenzhou_2021"), "./wenzhou_2021", Path("rules/wenzhou_2021")])
def test_an_installed_name_given_as_a_path_says_how_to_give_it(path: str | PurePath, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(policyrules.PolicyError) as caught:
        policyrules.load(path)
    (problem,) = caught.value.problems
    assert problem.code == "D101"
    assert problem.hint("en") == "`wenzhou_2021` is an installed pack: give the bare name, as text and not as a path"
    assert problem.hint("zh") == "“wenzhou_2021”是已安装的规则包：直接写名称，不写成路径"


def test_a_folder_may_be_called_in_bytes(tmp_path: Path) -> None:
    (tmp_path / "rules.policy").write_text(MINIMAL, encoding="utf-8")
    assert policyrules.load(bytes(tmp_path)).name == "demo"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "code", "says"),
    [
        (datetime(2022, 12, 31, 8), "F103", "`on` takes a date, not a date with a time of day `2022-12-31T08:00:00`"),
        (20221231, "F103", "`on` takes a date, not a number `20221231`"),
        ("2022-12", "F109", "`on` is `2022-12`"),
        ("2022-12-31T08:00:00", "F109", "`on` is `2022-12-31T08:00:00`"),
    ],
)
def test_the_date_of_evaluation_is_a_date(policy: policyrules.Policy, on: Any, code: str, says: str) -> None:
    with pytest.raises(policyrules.FactsError) as caught:
        policy.evaluate(FACTS, subject="platform", on=on)
    (problem,) = caught.value.problems
    assert (problem.code, problem.where) == (code, "on")
    assert problem.message("en").startswith(says)
    assert problem.hint("en")


def test_a_wrong_date_is_told_beside_the_problems_of_the_facts(policy: policyrules.Policy) -> None:
    with pytest.raises(policyrules.FactsError) as caught:
        policy.evaluate({"area": -1, "arae": 1}, subject="platform", on="2022-13-31")
    assert [p.code for p in caught.value.problems] == ["F107", "F101", "F109"]


@pytest.mark.parametrize("on", [date(2022, 12, 31), "2022-12-31", "2022年12月31日"])
def test_dates_that_are_taken(policy: policyrules.Policy, on: date | str) -> None:
    assert policy.evaluate({}, subject="platform", on=on).on == date(2022, 12, 31)


# ---------------------------------------------------------------- without docstrings


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("argv", [("explain", "C101"), ("explain",)])
def test_pages_need_docstrings_and_say_so(argv: tuple[str, ...], lang: str) -> None:
    command = [sys.executable, "-OO", "-m", "policyrules", *argv, "--lang", lang]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=os.environ | {"PYTHONUTF8": "1"})
    assert (done.returncode, done.stdout) == (2, "")
    assert "-OO" in done.stderr
    assert "Error" not in done.stderr


def test_names_that_are_near() -> None:
    assert suggest("platfrom_score", ["platform_score"]) == "platform_score"
