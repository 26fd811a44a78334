"""Facts from files: every slip told with its place, and whose facts they are; the pages of the catalogue, run."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from textwrap import dedent

import pytest
from fact_demo import ASSOCIATION, BOTH, DEMO, LANGS, NAMES, PARTS, PLATFORM, codes
from hypothesis import given, settings
from hypothesis import strategies as st

from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Problem
from policyrules.evaluation.facts import FactReader
from policyrules.evaluation.files import pick_subject, read_file
from policyrules.language import core

DEMO_READER = FactReader(DEMO, PARTS, NAMES, frozenset({"title"}))


def run(path: Path, subjects: tuple[core.Subject, ...] = (PLATFORM,), subject: str | None = None) -> tuple[Problem, ...]:
    """What evaluating the file would tell of its facts."""
    found = read_file(path)
    if found.value is None:
        return found.problems
    picked = pick_subject(subjects, found.value, subject)
    if picked.value is None:
        return picked.problems
    return DEMO_READER.read(picked.value[1]).problems


def write(tmp_path: Path, text: str | bytes, name: str = "facts.toml") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


CATALOGUE: list[type[Problem]] = [getattr(f, name) for name in f.__all__ if name != "EXAMPLE_POLICY"]


def sections(page: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for header, body in re.findall(r"^=== (.+)\n((?:(?!===).*\n?)*)", dedent(page), re.MULTILINE):
        found[header] = re.sub(r"^(.*?) *\(repeat (\d+)\)$", lambda m: m[1] * int(m[2]), body, flags=re.MULTILINE)
    return found


def stage(tmp_path: Path, files: Mapping[str, str]) -> Path:
    """Writes the fact file of an example; a note in brackets says how."""
    (header,) = [h for h in files if h.startswith("facts")]
    name, _, note = header.rstrip(")").partition(" (")
    data = files[header].encode(note if note == "gbk" else "utf-8")
    if note == "6 MB":
        data += b"\n" * 6_000_000
    if note != "missing":
        (tmp_path / name).write_bytes(data)
    return tmp_path / name


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.code)
def test_pages_show_what_they_say(kind: type[Problem], tmp_path: Path) -> None:
    page = inspect.getdoc(kind) or ""
    head, example, instead = re.split(r"^(?:Example|Instead):\n", page, flags=re.MULTILINE)
    assert re.fullmatch(r"[A-Z].+\.\n\n.+。\n\nWhy: (?:.+\n)+\n原因：.+\n\n", head)
    bad = sections(example)
    mended = {h: t for h, t in bad.items() if not h.startswith("facts")} | sections(instead)
    subjects = (PLATFORM, ASSOCIATION) if "rules.policy" in bad else (PLATFORM,)
    found = run(stage(tmp_path, bad), subjects)
    assert {p.code for p in found} == {kind.code}
    assert run(stage(tmp_path, mended), subjects) == ()
    for problem in found:
        for lang in LANGS:
            message, hint = problem.message(lang), problem.hint(lang)
            assert message
            assert hint
            assert not message.endswith((".", "。"))
            assert "{" not in message


def test_codes_are_unique() -> None:
    found = [kind.code for kind in CATALOGUE]
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"F1\d\d", code) for code in found)


def test_facts_from_toml_and_json_are_exact(tmp_path: Path) -> None:
    toml = read_file(write(tmp_path, 'area = 0.1\nfounded = 2021-09-29\n"人数" = 3\nparty.service = 4'))
    assert toml.value == {"area": Decimal("0.1"), "founded": date(2021, 9, 29), "人数": 3, "party": {"service": 4}}
    data = read_file(write(tmp_path, b'\xef\xbb\xbf{"area": 0.30000000000000004}', "facts.json"))
    assert data.value is not None
    facts = DEMO_READER.read(data.value).value
    assert facts is not None
    assert facts.values["area"] == Fraction("0.30000000000000004")


def place(problem: Problem) -> tuple[int, int, str]:
    assert problem.span is not None
    return (*problem.span.source.position(problem.span.start), problem.span.text)


def test_problems_stand_at_their_line_in_toml(tmp_path: Path) -> None:
    text = '''\
# "area" = no key
title = """
staff = "in a text"
"""
staff = 2.5

[sound]
value = true
on = "2022-02-30"
[exceptions."premises"]
judge = "李四"
'''
    found = run(write(tmp_path, text))
    assert [(p.code, place(p)) for p in found] == [
        ("F106", (5, 1, "staff")),
        ("F109", (9, 1, "on")),
        ("F122", (10, 2, 'exceptions."premises"')),
    ]


def test_problems_stand_at_their_line_in_json(tmp_path: Path) -> None:
    text = '{"platform": {\n  "title": "{\\"staff\\": 1}", "rating": [{"staff": 1}],\n  "staff": 2.5,\n  "sound": {"value": 1}}}'
    found = run(write(tmp_path, text, "facts.json"))
    assert [(p.code, place(p)) for p in found] == [
        ("F103", (2, 30, '"rating"')),
        ("F106", (3, 3, '"staff"')),
        ("F103", (4, 13, '"value"')),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("area 120", ("F161", 1, 6)),
        ("area = 120 平方米", ("F161", 1, 12)),
        ("area = ", ("F161", 1, 8)),
        ("title = “平台”", ("F161", 1, 9)),
        ('area = 1\n\ntitle = "平台\nstaff = 2', ("F161", 3, 12)),
        ("area = [1, 2", ("F161", 1, 13)),
        ("area ＝ 120", ("F161", 1, 6)),
        ("\0", ("F161", 1, 1)),
        ("area = 1\r\nstaff 2\r\n", ("F161", 2, 7)),
        ("area = 1\narea = 2", ("F164", 2, 9)),
        ("[sound]\n[sound]", ("F164", 2, 7)),
        ("founded = 2021-02-30", ("F109", 1, 11)),
        ("area = " + "9" * 5000, ("F105", 1, 8)),
        ("area = 1\n面积 = 1", ("F162", 2, 1)),
        ("[例外.场地]\njudge = 1", ("F162", 1, 2)),
        ("a." * 100 + "a = 1", ("F165", 1, 1)),
    ],
)
def test_slips_in_toml(tmp_path: Path, text: str, expected: tuple[str, int, int]) -> None:
    (found,) = run(write(tmp_path, text))
    assert (found.code, *place(found)[:2]) == expected
    assert found.message("zh")
    assert found.message("en")


def test_every_bare_chinese_name_is_told_with_its_mend(tmp_path: Path) -> None:
    found = run(write(tmp_path, '面积 = 120\n"人数" = 2\n[例外.premises]\njudge = """\n假 = 1\n"""\n'))
    assert [p.hint("zh") for p in found] == ['写作 "面积" = …', '写作 ["例外".premises]']


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ('"面积"　=　120', '"面积" = 120'),
        ("area\xa0= 120", "area = 120"),
        ("area ＝ 120", "area = 120"),
        ("sound = 是", 'sound = "是"'),
        ("sound = True", "sound = true"),
        ("area = ３００", "area = 300"),
        ("area = 1,200", "area = 1200"),
        ("founded = 2022-12-5", "founded = 2022-12-05"),
        ("“面积” = 120", '"面积" = …'),
        ("title = “平台”", 'title = "平台"'),
        ("title = 平台", 'title = "平台"'),
        ('sound = { value = true， judge = "李，四" }', 'sound = { value = true, judge = "李，四" }'),
        ("sound = { 值 = true, 评定人 = “李四” }", 'sound = { "值" = true, "评定人" = "李四" }'),
    ],
)
def test_a_slip_whose_meaning_is_plain_is_shown_as_it_should_be(tmp_path: Path, text: str, mended: str) -> None:
    (found,) = run(write(tmp_path, f"# 事实\n{text}\n"))
    assert found.hint("zh") == f"写作 {mended}"
    assert found.hint("en") == f"write {mended}"
    if "…" not in mended:
        assert run(write(tmp_path, mended)) == ()


def test_other_slips_in_toml_have_a_mend_of_their_own(tmp_path: Path) -> None:
    (unit,) = run(write(tmp_path, "area = 300平方米"))
    assert unit.hint("zh").startswith("只写数值，不带单位")
    (unknown,) = run(write(tmp_path, "area = 不详"))
    assert unknown.hint("zh") == "不知道的不填，删去这一行"
    found = run(write(tmp_path, "area = ３００\n面积 = 1\n人数 = 2\n"))
    assert codes(found) == ["F161", "F162", "F162"]
    (late,) = run(write(tmp_path, "[sound]\nvalue = true\nstaff = 3\n"))
    assert late.code == "F121"
    assert late.hint("zh").endswith("普通各项要写在所有 [ ] 之前")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"area": 120,}', ("F163", 1, 14)),
        ('{"area" 120}', ("F163", 1, 9)),
        ('{"area": }', ("F163", 1, 10)),
        ('{\n"area": 1\n"staff": 2}', ("F163", 3, 1)),
        ("", ("F163", 1, 1)),
        ('{"area": 1} x', ("F163", 1, 13)),
        ('{"area": 01}', ("F163", 1, 11)),
        ('{"area": 1, "area": 2}', ("F164", 1, 13)),
        ('{"sound": {"value": true,\n "value": true}}', ("F164", 2, 2)),
        ("[1]", ("F143", 1, 1)),
        ("null", ("F143", 1, 1)),
    ],
)
def test_slips_in_json(tmp_path: Path, text: str, expected: tuple[str, int, int]) -> None:
    (found,) = run(write(tmp_path, text, "facts.json"))
    at = place(found)[:2]
    assert found.code == expected[0]
    assert at[0] == expected[1]
    assert at[1] == expected[2] or sys.version_info >= (3, 13)  # a comma too many is told one place earlier since
    assert found.message("zh")
    assert found.message("en")


LONG = ["NaN", "-Infinity", "1e400", "1e-400", "9" * 5000, "1e99999999999999999999", "-" + "9" * 41]


@pytest.mark.parametrize("raw", LONG, ids=lambda raw: raw[:20])
def test_numbers_beyond_measure_in_json(tmp_path: Path, raw: str) -> None:
    (found,) = run(write(tmp_path, f'{{"area": {raw}}}', "facts.json"))
    assert found.code in ("F104", "F105")
    assert place(found) == (1, 2, '"area"')


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("facts.toml", b"[" * 100_000, "F161"),
        ("facts.toml", b"x = " + b"[" * 100_000, "F165"),
        ("facts.toml", b"x = " + b"{a=" * 100_000, "F165"),
        ("facts.toml", b"x = {" + b"a." * 2_000_000 + b"a = 1}", "F165"),
        ("facts.toml", b"[" + b'"a".' * 1_000_000 + b"a]", "F165"),
        ("facts.toml", b"a" * 4_900_000, "F161"),
        ("facts.toml", b" " * 4_900_000 + b"=", "F161"),
        ("facts.toml", b'\xe5\x90\x8d = """' + b'\\"""' * 1_000_000, "F162"),
        ("facts.toml", b"x = [" + b"9" * 3990 + (b"," + b"9" * 3990) * 900 + b"," + b"9" * 4400 + b"]", "F105"),
        ("facts.json", b"[" * 100_000, "F165"),
        ("facts.json", b'{"a":' * 100_000, "F165"),
        ("facts.json", b'{"a":' * 30 + b"1" + b"}" * 30, "F165"),
        ("facts.json", b"\0" * 1_000_000, "F163"),
        ("facts.json", b'"' + b"a" * 4_000_000, "F163"),
        ("facts.json", b" " * 6_000_000, "F153"),
        ("facts.json", '{"面积": 1}'.encode("gb18030"), "F152"),
        ("facts.json", '{"面积": 1}'.encode("utf-16"), "F152"),
        ("facts.json", b"\xff\xff\xff", "F152"),
        ("facts.yaml", b"", "F154"),
        ("facts", b"", "F154"),
    ],
    ids=lambda value: str(value[:20]),
)
def test_hostile_files(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    found = run(write(tmp_path, data, name))
    assert codes(found) == [code]
    assert found[0].message("zh")


def test_encodings_are_named(tmp_path: Path) -> None:
    assert "GBK" in run(write(tmp_path, '"面积" = 1'.encode("gbk")))[0].message("zh")
    assert "UTF-16" in run(write(tmp_path, '"面积" = 1'.encode("utf-16")))[0].message("zh")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    assert run(tmp_path / "folder.toml")[0].message("zh").endswith("打不开")
    assert run(tmp_path / "none.toml")[0].message("zh").startswith("没有文件")
    assert codes(run(Path("a\0b.toml"))) == ["F151"]


# ---------------------------------------------------------------- subjects


@pytest.mark.parametrize(
    ("subjects", "facts", "subject", "expected"),
    [
        ((PLATFORM,), {"area": 1}, None, "platform"),
        ((PLATFORM,), {}, None, "platform"),
        ((PLATFORM,), {"platform": {"area": 1}}, None, "platform"),
        ((PLATFORM,), {"sound": {"value": True}}, None, "platform"),
        ((PLATFORM,), {"platform": 5}, None, "platform"),  # then no fact of that name is known
        (BOTH, {"组织": {"area": 1}}, None, "association"),
        (BOTH, {"area": 1}, "association", "association"),
        (BOTH, {}, "平台", "platform"),
        (BOTH, {"area": 1}, None, "F141"),
        (BOTH, {}, None, "F141"),
        ((), {}, None, "F141"),
        (BOTH, {"plattform": {}}, None, "F142"),
        ((PLATFORM,), {"plattform": {}}, None, "F142"),
        (BOTH, {}, "plattform", "F142"),
        (BOTH, {}, "", "F142"),
        (BOTH, [1], "platform", "F143"),
        (BOTH, None, None, "F143"),
        (BOTH, {"platform": {}, "association": {}}, None, "F144"),
        ((PLATFORM,), {"platform": {}, "area": 1}, None, "F144"),
        (BOTH, {"platform": {}}, "platform", "F144"),
    ],
)
def test_whose_facts(subjects: tuple[core.Subject, ...], facts: object, subject: str | None, expected: str) -> None:
    outcome = pick_subject(subjects, facts, subject)
    if expected.startswith("F"):
        assert codes(outcome.problems) == [expected]
        assert outcome.problems[0].message("zh")
        assert outcome.problems[0].hint("en")
    else:
        assert outcome.value is not None
        assert outcome.value[0].id == expected


def test_the_hint_lists_the_subjects() -> None:
    (unclear,) = pick_subject(BOTH, {}).problems
    assert "“平台”、“组织”" in unclear.hint("zh")
    assert "`platform`, `association`" in unclear.hint("en")
    (unknown,) = pick_subject(BOTH, {}, "平抬").problems
    assert unknown.hint("zh") == "是否为“平台”？"


WHOLE = (
    '"面积" = 120\nsound = {value = true, judge = "李四"}\n[exceptions.premises]\nreason = "在建"\n',
    '{"area": 1.5, "sound": {"value": [true, null]}}',
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_file_raises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(WHOLE))
    at, cut = data.draw(st.integers(0, len(base))), data.draw(st.integers(0, 5))
    text = base[:at] + data.draw(st.text(alphabet="面=\"'[]{}.,:0\n\0 #\\“”", max_size=6)) + base[at + cut :]
    path = tmp_path_factory.getbasetemp() / ("mutated.json" if base.startswith("{") else "mutated.toml")
    path.write_text(text, encoding="utf-8", newline="")
    for found in run(path):
        assert found.message("zh")
        assert found.hint("en") is not None
        found.place()


RECORDS = """\
[[activities]]
"日期" = 2022-01-01
[[activities]]
"日期" = "三月"
[[activities]]
"日其" = 2022-01-01
"""


def test_records_are_found_where_they_stand(tmp_path: Path) -> None:
    found = run(write(tmp_path, RECORDS))
    assert [(p.code, p.where, p.place()[1]) for p in found] == [
        ("F109", "activities[1].日期", 4),
        ("F101", "activities[2].日其", 6),
    ]
    inline = run(write(tmp_path, 'area = 1\nactivities = [{ "日期" = "三月" }]\n'))
    assert [(p.code, p.place()[1]) for p in inline] == [("F109", 2)]
    listed = run(write(tmp_path, '{"activities": [{"日期": "2022-01-01"},\n{"日期": "三月"}]}', "facts.json"))
    assert [(p.code, p.place()[1]) for p in listed] == [("F109", 2)]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("none.toml", None, "F151"),
        ("gbk.toml", '"面积" = 1'.encode("gbk"), "F152"),
        ("large.toml", b"#" * 5_000_001, "F153"),
        ("facts.txt", b"", "F154"),
        ("deep.json", b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}", "F165"),
    ],
)
def test_problems_about_a_whole_file_name_it(tmp_path: Path, name: str, data: bytes | None, code: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    (problem,) = read_file(tmp_path / name).problems
    form = problem.to_dict()
    assert (form["code"], form["file"], form["line"]) == (code, str(tmp_path / name), None)


def test_facts_of_nobody_name_their_file_if_they_have_one(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text("{}", encoding="utf-8")
    for facts, file in ((read_file(path).sure, str(path)), ({}, None)):
        (problem,) = pick_subject(BOTH, facts).problems
        assert (problem.code, problem.to_dict()["file"]) == ("F141", file)
