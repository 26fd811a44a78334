"""The benchmarks: twins and packs give the same, every suite runs, reports have their form. Nothing here looks at a time."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from benchmarks import __main__ as command
from benchmarks import check, engines, frames, growth, load, peers, report, single, tables, twin
from benchmarks.runner import TINY, Case, Timing, inside, processes, timed

import policyrules


def test_the_workload_checks_without_a_word() -> None:
    assert policyrules.load(twin.WORKLOAD).check() == ()


def test_the_workload_is_what_the_page_says() -> None:
    program = policyrules.load(twin.WORKLOAD).program
    card = program.scorecards[0]
    items = card.root.body
    assert isinstance(items, tuple)
    criteria = [below for item in items if isinstance(item.body, tuple) for below in item.body]
    assert (len(items), len(criteria), len(program.subjects[0].fields)) == (8, 23, 30)
    assert {f.alias for f in program.subjects[0].fields} == set(twin.FACTS)


@pytest.mark.parametrize("program", [single.workload, single.platform])
def test_the_twins_give_what_the_packs_give(program: Any) -> None:
    made = program(40)
    made.agreed()
    changed = {name: lambda facts, hand=hand: _nudged(hand(facts)) for name, hand in made.hand.items()}
    with pytest.raises(AssertionError):
        single.Program(**{**{f: getattr(made, f) for f in FIELDS}, "hand": changed}).agreed()


FIELDS = ("name", "policy", "subject", "card", "arguments", "hand", "records", "holes")


def _nudged(found: tuple[Any, ...]) -> tuple[Any, ...]:
    """What a twin gives, a little beside it."""
    return found[0] + 1e-6, *found[1:]


def test_a_tenth_of_the_facts_is_missing() -> None:
    full = twin.records(5)
    assert [len(record) for record in twin.holes(full)] == [27] * 5
    assert full == twin.records(5)
    assert full != twin.records(5, seed=2)


@pytest.mark.parametrize("peer", engines.PEERS, ids=lambda peer: peer.package)
def test_peers_give_what_the_twin_gives(peer: engines.Peer) -> None:
    if peer.version is None:
        pytest.skip(f"{peer.package} is not installed")
    peers.agreed(peer.make(), twin.records(20))


def test_tables_give_what_the_twin_gives() -> None:
    if not frames.there("polars, hand-written"):
        pytest.skip("polars is not installed")
    tables.agreed(200)


def test_made_rows_have_the_nulls_asked_for() -> None:
    pytest.importorskip("polars")
    full, holes = frames.make(1_000), frames.make(1_000, 0.1)
    assert sum(full.null_count().row(0)) == 0
    assert sum(holes.null_count().row(0)) == pytest.approx(3_000, rel=0.1)
    assert set(full.columns) == set(twin.FACTS)


@pytest.mark.parametrize("suite", [single, growth, tables, peers, check])
def test_a_suite_runs(suite: Any) -> None:
    made = suite.measure(TINY)
    assert made
    assert all(table.rows for table in made)
    assert json.loads(json.dumps(report.to_dict({"suite": made})))["suites"]["suite"][0]["rows"]


def test_processes_take_turns() -> None:
    env = load.environment()
    assert list(processes({"a": ("-c", "pass"), "b": ("-c", "pass")}, 2, env)) == ["a", "b"]
    assert inside({"a": ("print(0.25)", env)}, 2)["a"].rounds == (0.25, 0.25)
    assert inside({"load": (load.LOAD, env)}, 1)["load"].best > 0


def test_starting_is_told_over_a_bare_interpreter() -> None:
    bare = Timing("a bare interpreter", (0.010,))
    imports = {name: Timing(name, (0.030,)) for name in load.IMPORTS}
    table = load.imports({"a bare interpreter": bare} | imports)
    assert [row.figures["seconds"] for row in table.rows] == [0.010] + [pytest.approx(0.020)] * len(imports)
    assert [goal.reached for goal in table.goals] == [True, True]


def test_cases_go_through_their_records() -> None:
    seen: list[object] = []
    found = timed([Case("one", seen.append, [1, 2])], TINY)
    assert seen[:2] == [1, 2]
    assert len(found["one"].rounds) == TINY.rounds


def test_a_goal_is_reached_or_not_or_not_there() -> None:
    goals = [report.Goal("x", 2, found) for found in (1.0, 3.0, None)]
    assert [goal.reached for goal in goals] == [True, False, None]
    assert report.Goal("x", 2, 3.0, least=True).reached


ROW = report.Row("a", {"seconds": 1.5e-6, "ratio": 2.0}, "noted")
TABLES = {"single": [report.Table("one", (ROW,), (report.Goal("quick", 1, 2.0), report.Goal("far", 1, None)))]}


def test_reports_say_the_same_in_every_form() -> None:
    assert "1.5 µs   2.00  noted" in report.text(TABLES)
    assert "| a | 1.5 µs | 2.00 | noted |" in report.markdown(TABLES)
    goals = report.to_dict(TABLES)["goals"]
    assert [(goal["what"], goal["reached"]) for goal in goals] == [("quick", False), ("far", None)]


def test_the_page_is_written_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text(f"before\n{command.START}\nold\n{command.END}\nafter\n", "utf-8")
    command.write(page, "new")
    assert page.read_text("utf-8") == f"before\n{command.START}\n\nnew\n\n{command.END}\nafter\n"
    page.write_text("nothing", "utf-8")
    with pytest.raises(SystemExit, match="lacks"):
        command.write(page, "new")


def test_the_page_of_the_documents_has_both_marks() -> None:
    text = command.PAGE.read_text("utf-8")
    assert text.count(command.START) == text.count(command.END) == 1


def test_the_command_tells_a_program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(command.SUITES, "peers", lambda effort: TABLES["single"] if effort is TINY else [])
    command.main(["peers", "--tiny", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert [goal["suite"] for goal in found["goals"]] == ["peers", "peers"]
    assert sys.version.split()[0] in found["machine"]


def test_made_rows_hold_decimals_as_people_write_them() -> None:
    pytest.importorskip("polars")
    rows = frames.make(2_000).to_dicts()
    assert all(len(repr(row[key]).partition(".")[2]) <= decimals for row in rows for key, (_, decimals) in twin.PARTLY.items())
