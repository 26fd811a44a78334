"""`policyrules score`: tables of every format in and out, rows with problems set aside, files that are whole or not there."""

from __future__ import annotations

import codecs
import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import python_calamine
import xlsxwriter

from policyrules.cli import main
from policyrules.policy import load

ROOT = Path(__file__).parents[1]
RULES = """\
政策 demo “示例”
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    评估等级 as rating：级别 1A < 2A < 3A，可无
    有办公室 as office：是否
    成立日期 as founded：日期，可无
    达标率 as share：比例，不小于 0，不大于 1
    培训 as trainings：明细
        日期 as date：日期
        人数 as people：整数 人，不小于 0
    组织 as organisations：明细
        名称 as name：文字
        活动 as activities：明细
            日期 as date：日期
评分 平台测评 as score 对象 平台 满分 13 分
    考核期 测评日所在年
    项目 实体运作 as premises 5 分
        要点 场地面积 as space 3 分
            若 面积 不少于 300平方米，得 3 分    程度 一般
            否则 按 面积 / 300平方米 折算    假定 折算 “示例”
        要点 办公室 as office 2 分
            若 有办公室，得 2 分
    项目 服务 as services 8 分
        要点 等级 as rating 2 分
            若 评估等级 不低于 3A，得 2 分
        要点 培训 as trainings 2 分
            若 每年 培训 至少 2次，得 2 分
        要点 达标 as reached 2 分
            若 达标率 不低于 30%，得 2 分
        要点 组织 as organisations 2 分
            若 每个 组织 均 （每年 活动 至少 1次），得 2 分    没有时 视为不满足
    等级
        完善型 as developed：总分 8分及以上
        提升型 as improving：其余
"""
ON = ("--on", "2022-12-31")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYRULES_LANG", "en")
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "rules.policy").write_text(RULES, "utf-8")
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command on the pack; nothing of it may fail with a bug, and nothing unfinished may stay behind."""

    def run(*argv: str) -> tuple[int, str, str]:
        code = main(("score", "./demo", *argv))
        out, err = capsys.readouterr()
        assert code in (0, 1, 2), err
        assert list(Path().glob(".*.unfinished")) == []
        return code, out, err

    return run


def rows(name: str) -> list[dict[str, str]]:
    with open(name, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def sheets(name: str) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_path(name)
    return {title: book.get_sheet_by_name(title).to_python() for title in book.sheet_names}


def workbook(name: str, **tables: list[list[Any]]) -> None:
    with xlsxwriter.Workbook(name, {"default_date_format": "yyyy-mm-dd"}) as book:
        for title, cells in tables.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(cells):
                for column, cell in enumerate(row):
                    sheet.write(at, column, cell)


FACTS: list[dict[str, Any]] = [
    {"area": Decimal("120.5"), "rating": "3A", "office": True, "founded": date(2020, 3, 1), "share": Decimal("0.3")},
    {"area": 300, "rating": "无", "office": False, "founded": date(2021, 12, 31), "share": Decimal("0.29999")},
    {"area": None, "rating": None, "office": None, "founded": None, "share": None},
]


def given() -> list[dict[str, Any]]:
    return [{"id": f"0{n}", "place": "云屿", **facts} for n, facts in enumerate(FACTS, 1)]


def as_csv(name: str, encoding: str = "utf-8") -> None:
    words = {True: "TRUE", False: "否", None: ""}
    lines = [",".join(given()[0])]
    for row in given():
        cells = [words.get(v, v) if isinstance(v, bool) or v is None else v for v in row.values()]
        lines.append(",".join(c.strftime("%Y/%-m/%-d") if isinstance(c, date) else str(c) for c in cells))
    Path(name).write_text("\r\n".join(lines) + "\r\n", encoding)


def as_parquet(name: str) -> None:
    plain = [{k: float(v) if isinstance(v, Decimal) else v for k, v in row.items()} for row in given()]
    pq.write_table(pa.Table.from_pylist(plain), name)


def as_jsonl(name: str) -> None:
    text = [
        json.dumps(
            {k: v for k, v in row.items() if v is not None},
            ensure_ascii=False,
            default=lambda v: float(v) if isinstance(v, Decimal) else v.isoformat(),
        )
        for row in given()
    ]
    Path(name).write_text("\n\n".join(text) + "\n", "utf-8")


def as_xlsx(name: str) -> None:
    cells = [list(given()[0]), *(list(row.values()) for row in given())]
    workbook(name, 表=[[float(c) if isinstance(c, Decimal) else c for c in row] for row in cells])


FORMATS: dict[str, Callable[[str], None]] = {".csv": as_csv, ".parquet": as_parquet, ".jsonl": as_jsonl, ".xlsx": as_xlsx}
every_input = pytest.mark.parametrize("ending", FORMATS)
every_output = pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])

# ---------------------------------------------------------------- in and out


@every_input
def test_every_format_gives_what_evaluate_gives(run: Run, ending: str) -> None:
    FORMATS[ending](f"in{ending}")
    assert run(f"in{ending}", *ON, "-o", "out.parquet")[0] == 0
    found = pq.read_table("out.parquet").to_pylist()
    policy = load("./demo")
    assert [row["id"] for row in found] == ["01", "02", "03"]
    assert [row["place"] for row in found] == ["云屿"] * 3
    for row, facts in zip(found, FACTS, strict=True):
        score = policy.evaluate({k: v for k, v in facts.items() if v is not None}, on="2022-12-31").scores["score"]
        assert (row["score.low"], row["score.high"]) == tuple(map(pytest.approx, (score.points.low, score.points.high)))
        assert row["score.grade"] == score.grade
        assert row["score.grades"] == "|".join(score.grades)
        for part in score.root.walk():
            if part.id:
                ends = (row[f"score.{part.id}.low"], row[f"score.{part.id}.high"])
                assert ends == tuple(map(pytest.approx, (part.low, part.high)))


@every_output
def test_every_output_holds_the_same(run: Run, ending: str) -> None:
    as_csv("in.csv")
    run("in.csv", *ON, "-o", "out.parquet")
    run("in.csv", *ON, "-o", f"out{ending}")
    wanted = pq.read_table("out.parquet").to_pylist()
    if ending == ".jsonl":
        read = [json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    else:
        read = pq.read_table("out.parquet").to_pylist() if ending == ".parquet" else rows("out.csv")
    assert [list(row) for row in read] == [list(row) for row in wanted]
    for row, want in zip(read, wanted, strict=True):
        assert row["id"] == want["id"]
        assert float(row["score.high"]) == float(want["score.high"])


def test_a_workbook_has_results_reasons_and_problems(run: Run) -> None:
    as_csv("in.csv")
    with open("in.csv", "a", encoding="utf-8") as stream:
        stream.write("04,海棠,-5,,,,\n")
    code, out, err = run("in.csv", *ON, "-o", "out.xlsx", "--lang", "zh")
    assert code == 1
    assert out == "共 4 行，计分 3 行，搁置 1 行：out.xlsx\n"
    assert "第 5 行：错误[F107]" in err
    found = sheets("out.xlsx")
    assert list(found) == ["结果", "理由", "问题"]
    heads, first, _, last = found["结果"]
    assert heads[:8] == ["id", "place", "总分【含本市假定】", "总分最低", "总分最高", "等级", "可能的等级", "实体运作"]
    assert "实体运作 / 场地面积" in heads
    assert first[heads.index("实体运作 / 场地面积")] == pytest.approx(1.205)
    assert last[heads.index("实体运作 / 场地面积")] == "0 至 3"
    assert first[heads.index("可能的等级")] == "完善型、提升型"
    assert not any(head.endswith((".branch", ".gate")) for head in heads)
    assert found["理由"][1] == [
        2,
        "01",
        "实体运作 / 场地面积",
        1.205,
        3,
        "△ 部分得分",
        "面积 120.5平方米，未达到 300平方米，按比例得 1.205 分",
    ]
    assert found["问题"][1][:6] == ["", 5, "04", "area", "-5", "F107"]


def test_a_table_in_gbk_is_read_and_said_to_be(run: Run) -> None:
    as_csv("in.csv", "gbk")
    code, _, err = run("in.csv", *ON, "-o", "out.csv")
    assert code == 0
    assert err == "`in.csv` is not UTF-8 and is read as GB18030 (GBK)\n"
    assert Path("out.csv").read_bytes().startswith(codecs.BOM_UTF8)
    assert rows("out.csv")[0]["place"] == "云屿"


def test_the_mark_of_utf8_is_kept(run: Run) -> None:
    as_csv("in.csv", "utf-8-sig")
    as_csv("plain.csv")
    run("in.csv", *ON, "-o", "out.csv")
    run("plain.csv", *ON, "-o", "plain_out.csv")
    assert Path("out.csv").read_bytes().startswith(codecs.BOM_UTF8)
    assert not Path("plain_out.csv").read_bytes().startswith(codecs.BOM_UTF8)


def test_chinese_names_and_aliases_are_columns(run: Run) -> None:
    Path("in.csv").write_text("编号,面积,office\n1,300,是\n", "utf-8")
    assert run("in.csv", *ON, "-o", "out.csv")[0] == 0
    assert float(rows("out.csv")[0]["score.premises.low"]) == 5


def test_a_column_with_nearly_the_name_of_a_fact_is_said(run: Run) -> None:
    Path("in.csv").write_text("id,area,ofice\n1,300,1\n", "utf-8")
    code, _, err = run("in.csv", *ON, "-o", "out.csv")
    assert code == 0
    assert err == "the column `ofice` is no fact and is carried along, did you mean `office`?\n"
    assert rows("out.csv")[0]["ofice"] == "1"


def test_json_tells_the_counts(run: Run) -> None:
    Path("in.csv").write_text("id,area\n1,300\n2,x\n3,-1\n", "utf-8")
    code, out, _ = run("in.csv", *ON, "-o", "out.csv", "--format", "json")
    assert code == 1
    assert json.loads(out) == {
        "rows": 3,
        "scored": 1,
        "set_aside": 2,
        "loose": 0,
        "results": "out.csv",
        "problems": "out.problems.csv",
        "way": json.loads(out)["way"],
        "codes": {"F103": 1, "F107": 1},
    }


# ---------------------------------------------------------------- rows that are set aside


def test_five_thousand_rows_of_which_one_in_a_hundred_is_bad(run: Run) -> None:
    bad = {n for n in range(2, 5002) if n % 100 == 37}
    wrong = ["lots", -1, "#REF!", True]
    cells: list[list[Any]] = [["编号", "面积", "有办公室"]]
    cells += [[n, wrong[n // 100 % 4] if n in bad else n % 600, n % 2 == 0] for n in range(2, 5002)]
    workbook("in.xlsx", 平台=cells)
    code, out, _ = run("in.xlsx", *ON, "-o", "out.xlsx", "--lang", "zh")
    assert code == 1
    assert out == "共 5000 行，计分 4950 行，搁置 50 行：out.xlsx\n"
    found = sheets("out.xlsx")
    assert {row[1] for row in found["问题"][1:]} == bad
    assert {int(row[2]) for row in found["问题"][1:]} == bad
    assert {row[0] for row in found["结果"][1:]} == set(range(2, 5002)) - bad
    assert {row[0] for row in found["理由"][1:]} == set(range(2, 5002)) - bad


def test_every_problem_of_a_row_is_told(run: Run) -> None:
    Path("in.csv").write_text("id,area,office,founded,rating,share\n1,-1,maybe,2022-02-30,9A,200%\n", "utf-8")
    assert run("in.csv", *ON, "-o", "out.csv")[0] == 1
    told = rows("out.problems.csv")
    assert {(p["column"], p["value"], p["code"]) for p in told} == {
        ("area", "-1", "F107"),
        ("office", "maybe", "F103"),
        ("founded", "2022-02-30", "F109"),
        ("rating", "9A", "F108"),
        ("share", "200%", "F107"),
    }
    assert {p["row"] for p in told} == {"2"}
    assert rows("out.csv") == []


def test_torn_rows_keep_their_numbers(run: Run) -> None:
    Path("in.csv").write_text('id,area\n1,300\n\n2,1,000\n3\n4,"1\n0"\n,\n5,300\n', "utf-8")
    assert run("in.csv", *ON, "-o", "out.csv")[0] == 1
    assert [(p["row"], p["code"]) for p in rows("out.problems.csv")] == [("4", "D160"), ("5", "D160"), ("6", "F103")]
    assert [row["id"] for row in rows("out.csv")] == ["1", "5"]


def test_a_failed_formula_is_no_empty_cell(run: Run) -> None:
    with xlsxwriter.Workbook("in.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "area"])
        sheet.write_row(1, 0, [1, 300])
        sheet.write(2, 0, 2)
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    assert run("in.xlsx", *ON, "-o", "out.csv")[0] == 1
    assert [(p["row"], p["value"], p["code"]) for p in rows("out.problems.csv")] == [("3", "#DIV/0!", "D166")]


def test_an_old_list_of_problems_does_not_stay(run: Run) -> None:
    Path("in.csv").write_text("id,area\n1,x\n", "utf-8")
    run("in.csv", *ON, "-o", "out.csv")
    assert len(rows("out.problems.csv")) == 1
    Path("in.csv").write_text("id,area\n1,300\n", "utf-8")
    assert run("in.csv", *ON, "-o", "out.csv")[0] == 0
    assert rows("out.problems.csv") == []


# ---------------------------------------------------------------- records


CHILDREN = {
    "trainings.csv": "id,日期,人数\n2,2022-03-01,3\n1,2022/4/1,\n1,2022-05-01,4\n",
    "orgs.csv": "id,org,名称\n1,a,合唱队\n1,b,书画社\n2,a,合唱队\n",
    "acts.csv": "id,org,date\n1,a,2022-01-05\n2,a,2022-02-05\n1,b,2022-03-05\n",
}


@pytest.fixture
def family() -> tuple[str, ...]:
    Path("in.csv").write_text("id,area\n1,300\n2,300\n3,300\n", "utf-8")
    for name, text in CHILDREN.items():
        Path(name).write_text(text, "utf-8")
    lists = ("trainings=trainings.csv", "组织=orgs.csv", "活动=acts.csv")
    return ("in.csv", *ON, "-o", "out.csv", *(x for one in lists for x in ("--children", one)))


def points(name: str = "out.csv") -> dict[str, tuple[float, float]]:
    parts = ("score.services.trainings.low", "score.services.organisations.low")
    return {row["id"]: (float(row[parts[0]]), float(row[parts[1]])) for row in rows(name)}


def test_records_of_records_find_their_rows(run: Run, family: tuple[str, ...]) -> None:
    code, _, err = run(*family)
    assert (code, err) == (0, "")
    assert points() == {"1": (2, 2), "2": (0, 2), "3": (0, 0)}
    policy = load("./demo")
    acts = [{"name": "合唱队", "activities": [date(2022, 1, 5)]}, {"name": "书画社", "activities": [date(2022, 3, 5)]}]
    facts = {"area": 300, "trainings": [{"date": date(2022, 4, 1)}, {"date": date(2022, 5, 1), "people": 4}], "organisations": acts}
    score = policy.evaluate(facts, on="2022-12-31").scores["score"]
    assert float(rows("out.csv")[0]["score.high"]) == score.points.high


def test_records_from_every_format(run: Run, family: tuple[str, ...]) -> None:
    """Keys that are text in one file and numbers in another are the same keys."""
    run(*family)
    wanted = Path("out.csv").read_bytes()
    days = {1: [date(2022, 4, 1), date(2022, 5, 1)], 2: [date(2022, 3, 1)]}
    pq.write_table(pa.table({"id": [2, 1, 1], "日期": [*days[2], *days[1]], "人数": [3, None, 4]}), "trainings.parquet")
    workbook(
        "orgs.xlsx", 说明=[["见第二张表"]], 组织=[["id", "org", "名称"], [1, "a", "合唱队"], [1, "b", "书画社"], [2, "a", "合唱队"]]
    )
    lines = [("1", "a", "2022-01-05"), ("2", "a", "2022-02-05"), ("1", "b", "2022-03-05")]
    Path("acts.jsonl").write_text(
        "".join(json.dumps(dict(zip(("id", "org", "date"), x, strict=True))) + "\n" for x in lines), "utf-8"
    )
    others = ("trainings=trainings.parquet", "organisations=orgs.xlsx#组织", "organisations.activities=acts.jsonl")
    code, _, err = run("in.csv", *ON, "-o", "out.csv", *(x for one in others for x in ("--children", one)))
    assert (code, err) == (0, "")
    assert Path("out.csv").read_bytes() == wanted


def test_a_bad_record_sets_its_row_aside(run: Run, family: tuple[str, ...]) -> None:
    Path("acts.csv").write_text(CHILDREN["acts.csv"] + "2,a,soon\n", "utf-8")
    assert run(*family)[0] == 1
    (told,) = rows("out.problems.csv")
    assert (told["table"], told["row"], told["key"], told["column"], told["value"]) == ("活动", "5", "2", "date", "soon")
    assert set(points()) == {"1", "3"}


def test_records_of_nobody_and_keys_that_stand_twice(run: Run, family: tuple[str, ...]) -> None:
    Path("in.csv").write_text("id,area\n1,300\n2,300\n2,300\n,300\n", "utf-8")
    Path("trainings.csv").write_text(CHILDREN["trainings.csv"] + "7,2022-01-01,\n,2022-01-01,\n", "utf-8")
    Path("orgs.csv").write_text(CHILDREN["orgs.csv"] + "1,b,书画社\n", "utf-8")
    code, out, _ = run(*family)
    assert code == 1
    assert out == "4 rows, 0 scored, 4 set aside: out.csv\n2 records belong to no row\n"
    told = [(p["table"], p["row"], p["code"]) for p in rows("out.problems.csv")]
    assert sorted(told) == [
        ("", "3", "D161"),
        ("", "4", "D161"),
        ("", "5", "D162"),
        ("trainings", "5", "F177"),
        ("trainings", "6", "D162"),
        ("组织", "3", "D161"),
        ("组织", "5", "D161"),
    ]


def test_a_table_of_records_without_the_key(run: Run, family: tuple[str, ...]) -> None:
    Path("trainings.csv").write_text("ID,日期\n1,2022-03-01\n", "utf-8")
    code, _, err = run(*family)
    assert code == 1
    assert err.startswith("error[D156]: `trainings.csv` has no column `id` for the key\n  hint: did you mean `ID`?")
    assert "[D156]" in run("in.csv", *ON, "-o", "out.csv", "--key", "idd")[2]
    assert not Path("out.csv").exists()


@pytest.mark.parametrize("engine", ["polars", "pyarrow", "duckdb", "pandas"])
def test_every_engine_gives_the_same(run: Run, family: tuple[str, ...], engine: str) -> None:
    Path("in.csv").write_text("id,area,rating,office,founded\n1,300,3A,是,\n2,,无,,2020-01-01\n3,-1,,,\n4,0.1,,否,无\n", "utf-8")
    Path("acts.csv").write_text(CHILDREN["acts.csv"] + "2,a,soon\n", "utf-8")
    assert run(*family)[0] == 1
    wanted = [Path(name).read_bytes() for name in ("out.csv", "out.problems.csv")]
    assert [(p["row"], p["code"]) for p in rows("out.problems.csv")] == [("4", "F107"), ("5", "F109")]
    assert run(*family, "--engine", engine)[0] == 1
    assert [Path(name).read_bytes() for name in ("out.csv", "out.problems.csv")] == wanted


# ---------------------------------------------------------------- what is said beforehand


def locked(name: str) -> None:
    Path(name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def denied(name: str) -> None:
    Path(name).write_text("id,area\n1,2\n", "utf-8")
    os.chmod(name, 0)


@pytest.mark.parametrize(
    ("make", "name", "code", "says"),
    [
        (locked, "in.xlsx", "D152", "locked with a password"),
        (lambda name: Path(name).write_bytes(b"PK"), "in.xlsx", "D152", "is no Excel workbook"),
        (lambda name: Path(name).write_bytes(b"PAR1"), "in.parquet", "D152", "is no Parquet file"),
        (lambda name: Path(name).write_bytes("id,面积".encode("utf-16")), "in.csv", "D152", "is UTF-16"),
        (lambda name: Path(name).write_bytes(b"id,area\n\xff\xff,1\n"), "in.csv", "D152", "neither UTF-8 nor GB18030"),
        (lambda name: Path(name).write_text('{"area": 1}\n[1]\n', "utf-8"), "in.jsonl", "D152", "no JSON object on line 2"),
        (lambda name: Path(name).write_bytes(b""), "in.csv", "D153", "holds no rows"),
        (lambda name: Path(name).write_bytes(b"id,area\n"), "in.csv", "D153", "holds no rows"),
        (lambda name: Path(name).write_bytes(b"id,area\n\n,\n"), "in.csv", "D153", "holds no rows"),
        (lambda name: workbook(name, 空=[]), "in.xlsx", "D153", "holds no rows"),
        (lambda name: Path(name).write_text("id,area,area\n1,2,3\n", "utf-8"), "in.csv", "D154", "two columns named `area`"),
        (lambda name: Path(name).write_text("id,area,\n1,2,3\n", "utf-8"), "in.csv", "D154", "no name for column 3"),
        (lambda name: Path(name).write_text("area,score.low\n2,3\n", "utf-8"), "in.csv", "D154", "as the results have"),
        (lambda name: Path(name).write_text('{"area": 1, "培训": []}\n', "utf-8"), "in.jsonl", "D164", "holds several values"),
        (lambda name: Path(name).mkdir(), "in.csv", "D150", "is a folder"),
        (denied, "in.csv", "D150", "may not be read"),
    ],
)
def test_tables_that_cannot_be_read(
    run: Run, monkeypatch: pytest.MonkeyPatch, make: Callable[[str], object], name: str, code: str, says: str
) -> None:
    make(name)
    if make is denied and os.access(name, os.R_OK):  # nothing is denied to root
        monkeypatch.setattr("policyrules.sheets.read.open", _refuse, raising=False)
    Path("out.csv").write_text("before", "utf-8")
    status, _, err = run(name, *ON, "-o", "out.csv")
    assert status == 1
    assert f"[{code}]" in err
    assert says in err
    assert Path("out.csv").read_text("utf-8") == "before"
    chinese = run(name, *ON, "-o", "out.csv", "--lang", "zh")[2]
    assert f"错误[{code}]" in chinese


def _refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize(
    ("out", "code", "says"),
    [
        ("in.csv", "D157", "it is a table that is read"),
        ("trainings.csv", "D157", "it is a table that is read"),
        ("demo", "D151", "cannot write `demo`"),
        ("demo.csv", "D157", "it is a folder"),
        ("none/out.csv", "D157", "does not exist"),
        ("out.xls", "D151", "cannot write `out.xls`"),
    ],
)
def test_places_that_results_cannot_go_to(run: Run, family: tuple[str, ...], out: str, code: str, says: str) -> None:
    Path("demo.csv").mkdir()
    status, _, err = run(*(out if x == "out.csv" else x for x in family))
    assert status == 1
    assert f"[{code}]" in err
    assert says in err
    assert Path("in.csv").read_text("utf-8") == "id,area\n1,300\n2,300\n3,300\n"


def test_too_many_rows_for_excel(run: Run) -> None:
    Path("in.csv").write_text("area\n" + "1\n" * 1_048_576, "utf-8")
    code, _, err = run("in.csv", *ON, "-o", "out.xlsx")
    assert code == 2
    assert "the result has 1,048,576 rows" in err
    assert not Path("out.xlsx").exists()


@pytest.mark.parametrize(
    ("package", "name", "extra"),
    [("pyarrow", "in.csv", "tables"), ("python_calamine", "in.xlsx", "excel"), ("xlsxwriter", "in.csv", "excel")],
)
def test_a_package_that_is_not_installed(run: Run, monkeypatch: pytest.MonkeyPatch, package: str, name: str, extra: str) -> None:
    monkeypatch.setattr("policyrules.sheets.need.find_spec", lambda name: None if name == package else object())
    code, _, err = run(name, "-o", "out.xlsx")
    assert code == 2
    assert f"pip install 'policyrules[{extra}]'" in err


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("in.csv",), "missing: -o"),
        (("in.csv", "-o", "out.csv", "--children", "trainings"), "--children takes NAME=TABLE"),
        (("in.csv", "-o", "out.csv", "--children", "a=b.csv", "--children", "a=c.csv"), "two tables for `a`"),
    ],
)
def test_wrong_usage(run: Run, argv: tuple[str, ...], says: str) -> None:
    code, _, err = run(*argv)
    assert code == 2
    assert says in err


# ---------------------------------------------------------------- whole or not there


def test_a_link_stays_a_link_and_a_mode_stays(run: Run) -> None:
    as_csv("in.csv")
    Path("kept").mkdir()
    Path("kept/real.csv").write_text("before", "utf-8")
    os.chmod("kept/real.csv", 0o640)
    Path("out.csv").symlink_to("kept/real.csv")
    assert run("in.csv", *ON, "-o", "out.csv")[0] == 0
    assert Path("out.csv").is_symlink()
    assert len(rows("kept/real.csv")) == 3
    assert Path("kept/real.csv").stat().st_mode & 0o777 == 0o640


def test_a_table_that_breaks_off_leaves_the_result(run: Run) -> None:
    table = pa.table({"id": list(range(1000)), "area": [float(n) for n in range(1000)]})
    pq.write_table(table, "in.parquet", row_group_size=500, compression="zstd")
    data = bytearray(Path("in.parquet").read_bytes())
    second = pq.ParquetFile("in.parquet").metadata.row_group(1).column(1)
    at = second.dictionary_page_offset or second.data_page_offset
    data[at : at + second.total_compressed_size] = bytes(second.total_compressed_size)
    Path("in.parquet").write_bytes(data)
    Path("out.csv").write_text("before", "utf-8")
    code, _, err = run("in.parquet", *ON, "-o", "out.csv")
    assert code == 1
    assert "error[D152]: `in.parquet` is no Parquet file, or is damaged" in err
    assert Path("out.csv").read_text("utf-8") == "before"
    assert not Path("out.problems.csv").exists()


def test_a_quotation_mark_without_its_other_half_is_said(run: Run) -> None:
    Path("in.csv").write_text('id,area\n1,300\n2,"3\n3,300\n', "utf-8")
    code, out, err = run("in.csv", *ON, "-o", "out.csv")
    assert code == 1
    assert out.startswith("2 rows, 1 scored, 1 set aside")
    assert err.startswith("`in.csv` has an odd number of quotation marks")


@pytest.fixture
def long_job(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command, in the middle of many rows, with a result of an earlier run in place."""
    Path("in.csv").write_text("id,area\n" + "".join(f"{n},{n % 600}\n" for n in range(300_000)), "utf-8")
    Path("out.csv").write_text("before", "utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    code = "import sys, policyrules.sheets.run as r, policyrules.cli as c; r.SIZE = 500; sys.exit(c.main(sys.argv[1:]))"
    argv = [sys.executable, "-c", code, "score", "./demo", "in.csv", *ON, "-o", "out.csv"]
    process = subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + 60
        while not [f for f in home.glob(".out.csv.*/results") if f.stat().st_size]:
            assert time.monotonic() < until
            assert process.poll() is None
            time.sleep(0.02)
        yield process
    finally:
        process.kill()
        process.communicate()


def test_an_interrupt_leaves_nothing_behind(home: Path, long_job: subprocess.Popen[bytes]) -> None:
    long_job.send_signal(signal.SIGINT)
    out, err = long_job.communicate(timeout=60)
    assert (long_job.returncode, out, err) == (130, b"", b"")
    assert Path("out.csv").read_text("utf-8") == "before"
    assert sorted(p.name for p in home.iterdir()) == ["demo", "in.csv", "out.csv"]


def test_a_kill_leaves_the_result(run: Run, home: Path, long_job: subprocess.Popen[bytes]) -> None:
    long_job.kill()
    long_job.communicate(timeout=60)
    assert Path("out.csv").read_text("utf-8") == "before"
    assert not Path("out.problems.csv").exists()
    (left,) = home.glob(".out.csv.*.unfinished")
    assert left.is_dir()


def test_progress_is_for_terminals(run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("policyrules.sheets.run.SIZE", 2)
    as_csv("in.csv")
    assert run("in.csv", *ON, "-o", "out.csv")[2] == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert "2 of 3 rows, 66%" in run("in.csv", *ON, "-o", "out.csv")[2]
