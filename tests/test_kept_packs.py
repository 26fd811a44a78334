"""Packs kept on disk: what is loaded is what would be built, a change is seen at once, and a planted file runs nothing."""

from __future__ import annotations

import copy
import io
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from attrs import evolve
from packs import HEADER, LANGS, MINIMAL, SUBJECT, build_folder, write
from test_catalogue import CATALOGUE, blocks
from test_corpus import BAD, GOOD, built

import policyrules
from policyrules import cache as module
from policyrules import cases, policy, project, ready
from policyrules.cache import SWITCH, standard
from policyrules.diagnostics.base import Outcome, Problem
from policyrules.language.core import Program
from policyrules.language.lowered import Lowered
from policyrules.text.problems import render

QUOTED = f"""\
{HEADER}    原文 “source.md”
{SUBJECT}评分 测评 as score 对象 平台 满分 5 分    依据 “面积不少于300平方米的，得5分”
    项目 场地 as premises 5 分    依据 “面积不少于300平方米的，得5分”
        若 面积 不少于 300平方米，得 5 分    依据 “面积不少于300平方米的，得5分”
"""
SOURCE = "面积不少于300平方米的，得5分。\n"
WARNED = MINIMAL.replace(SUBJECT, SUBJECT + "    人数 as people：数\n")
PROVINCE = "政策 province “省”\n    原文 “source.md”\n" + SUBJECT
CITY = "政策 city “市”\n    上位文件 province\n" + MINIMAL.removeprefix(HEADER).removeprefix(SUBJECT)
WARNINGS = [c for c in CATALOGUE if c.severity == "warning" and not {"cases.policy", "command"} & blocks(c)[0].files.keys()]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, of an engine that nobody changes meanwhile."""
    monkeypatch.setattr(module, "engine", lambda: "engine")
    monkeypatch.setenv(SWITCH, str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write(tmp_path / "demo", {"rules.policy": QUOTED, "source.md": SOURCE})


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], tuple[policyrules.Policy, bool]]:
    """Loads a pack as a new process would, and says whether it was built."""
    builds: list[project.Pack] = []
    real = policy.compile_pack

    def compile_pack(pack: project.Pack) -> Outcome[policyrules.Policy]:
        builds.append(pack)
        return real(pack)

    monkeypatch.setattr(policy, "compile_pack", compile_pack)

    def start(folder: Path) -> tuple[policyrules.Policy, bool]:
        monkeypatch.setattr(policy, "_loaded", {})
        builds.clear()
        return policyrules.load(folder), bool(builds)

    return start


Start = Callable[[Path], tuple[policyrules.Policy, bool]]


def points(found: policyrules.Policy, area: int) -> object:
    return found.evaluate({"area": area}).scores["score"].total


def edit(folder: Path, old: str, new: str) -> None:
    """In every file of a pack that has it."""
    for file in folder.iterdir():
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


@pytest.mark.usefixtures("kept")
def test_the_second_process_builds_nothing_and_says_the_same(pack: Path, start: Start) -> None:
    first, made = start(pack)
    second, again = start(pack)
    assert (made, again) == (True, False)
    assert second.digest == first.digest
    assert second.evaluate({"area": 400}).canonical() == first.evaluate({"area": 400}).canonical()
    assert second.evaluate({"area": 4}).explain() == first.evaluate({"area": 4}).explain()


@pytest.mark.usefixtures("kept")
def test_the_warnings_are_kept_with_it(tmp_path: Path, start: Start) -> None:
    home = write(tmp_path / "demo", {"rules.policy": WARNED})
    first, made = start(home)
    second, again = start(home)
    assert (made, again) == (True, False)
    assert first.check()
    assert [render(q, "zh") for q in second.check()] == [render(q, "zh") for q in first.check()]
    told = cases.opened(home).problems
    assert [q.to_dict("en") for q in told] == [q.to_dict("en") for q in first.check()]


@pytest.mark.usefixtures("kept")
def test_a_change_is_seen_at_once(pack: Path, start: Start) -> None:
    start(pack)
    edit(pack, "300平方米", "200平方米")
    found, made = start(pack)
    assert (points(found, 250), made) == (5, True)
    edit(pack, "200平方米", "300平方米")
    found, made = start(pack)
    assert (points(found, 250), made) == (0, False)
    (pack / "source.md").write_text(SOURCE + "补充。\n", "utf-8")
    changed, made = start(pack)
    assert (changed.digest != found.digest, made) == (True, True)
    assert start(pack)[1] is False


@pytest.mark.usefixtures("kept")
def test_a_change_of_a_pack_above_is_seen_at_once(tmp_path: Path, start: Start) -> None:
    write(tmp_path, {"province/rules.policy": PROVINCE, "province/source.md": "甲。\n", "city/rules.policy": CITY})
    first, made = start(tmp_path / "city")
    assert (made, start(tmp_path / "city")[1]) == (True, False)
    edit(tmp_path / "province", "甲", "乙")
    second, made = start(tmp_path / "city")
    assert (made, second.digest == first.digest) == (True, False)
    edit(tmp_path / "province", "不小于 0", "不小于 10")
    third, made = start(tmp_path / "city")
    assert made
    with pytest.raises(policyrules.FactsError):
        third.evaluate({"area": 4})
    (tmp_path / "province" / "rules.policy").unlink()
    with pytest.raises(policyrules.PolicyError):
        start(tmp_path / "city")


def test_a_pack_with_errors_is_not_kept(kept: Path, tmp_path: Path, start: Start) -> None:
    home = write(tmp_path / "demo", {"rules.policy": MINIMAL.replace("面积 不少于", "面职 不少于")})
    for _ in range(2):
        with pytest.raises(policyrules.PolicyError):
            start(home)
    assert not kept.exists()


def test_it_can_be_turned_off(kept: Path, pack: Path, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    policyrules.load(pack, cache=False)
    assert not kept.exists()
    start(pack)
    monkeypatch.setattr(policy, "_loaded", {})
    entries = {path: path.read_bytes() for path in kept.iterdir()}
    for path in entries:
        path.write_bytes(b"")
    policyrules.load(pack, cache=False)
    monkeypatch.setenv(SWITCH, "off")
    assert start(pack)[1]
    assert [path.read_bytes() for path in kept.iterdir()] == [b""] * len(entries)


def test_processes_that_start_at_once_do_not_disturb_each_other(tmp_path: Path, pack: Path) -> None:
    code = f"import policyrules; print(policyrules.evaluate({str(pack)!r}, {{'area': 300}}).scores['score'].total)"
    env = {**os.environ, SWITCH: str(tmp_path / "kept")}
    started = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env) for _ in range(4)]
    assert [process.communicate()[0] for process in started] == ["5\n"] * 4
    assert [path.suffix for path in (tmp_path / "kept").iterdir()] == [".bin"]


# ---------------------------------------------------------------- planted files


class _Runs:
    """Pickled, it is a call."""

    def __init__(self, call: Callable[..., object], *given: object) -> None:
        self.call = (call, given)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.call


def planted(folder: Path) -> list[bytes]:
    """Pickles that would make a folder if they were read without care."""
    calls = [_Runs(os.mkdir, str(folder)), _Runs(eval, f"__import__('os').mkdir({str(folder)!r})")]
    calls += [_Runs(subprocess.run, ["mkdir", str(folder)]), _Runs(getattr, _Runs(__import__, "os"), "mkdir")]
    named = [
        b"\x80\x04\x8c\x12policyrules.source\x8c" + bytes([len(n)]) + n + b"\x93." for n in (b"bisect_right", b"field", b"frozen")
    ]
    through = [b"\x80\x04\x8c\x12policyrules.source\x8c" + bytes([len(n)]) + n + b"\x93." for n in (b"Source.__init__", b"Span.to")]
    others = [
        b"\x80\x04\x8c\x11policyrules.ready\x8c\x04Path\x93.",
        b"\x80\x04\x8c\x1cpolicyrules.diagnostics.base\x8c\x04date\x93.",
    ]
    return [*(pickle.dumps((call, "sha256:0", ())) for call in calls), *named, *through, *others]


def test_a_planted_pickle_runs_nothing(tmp_path: Path) -> None:
    for data in planted(tmp_path / "made"):
        assert ready.from_bytes(data) is None
        assert not (tmp_path / "made").exists()
    pickle.loads(planted(tmp_path / "made")[0])
    assert (tmp_path / "made").exists()  # so it was worth refusing


def test_a_pickle_planted_in_a_part_that_is_read_later_runs_nothing(tmp_path: Path) -> None:
    data = ready.to_bytes(policyrules.load("wenzhou_2021").built)
    first = io.BytesIO(data)
    pickle.Unpickler(first).load()
    for other in planted(tmp_path / "made"):
        made = ready.from_bytes(data[: first.tell()] + other * 20)
        assert made is not None
        for _ in range(2):  # nothing that stands after it is taken for it
            with pytest.raises(pickle.UnpicklingError):
                made[0].program.rules  # noqa: B018
        assert not (tmp_path / "made").exists()


# ---------------------------------------------------------------- read back in parts


def test_one_subject_is_read_without_the_others() -> None:
    lowered = kept_wenzhou()
    assert read_back(lowered) == 1
    assert [subject.id for subject in lowered.program.subjects] == list(lowered.subjects)
    policy.Policy(lowered, "sha256:0", ()).evaluate({"area": 120}, subject="platform", on="2022-12-31").explain()
    assert read_back(lowered) == 3 < len(lowered.subjects)
    assert read_back(kept_wenzhou()) == 1


def test_what_is_read_later_shares_what_it_shared() -> None:
    lowered = kept_wenzhou()
    card = lowered.subjects["platform"].cards[0].card
    assert lowered.program.scorecards[0].root.cites[0] is card.root.cites[0]
    assert lowered.places.keys() >= set(card.root.cites)
    assert set(lowered.program.citations) >= lowered.places.keys()
    assert [lowered.subjects[s.id].subject for s in lowered.program.subjects] == list(lowered.program.subjects)


def test_threads_that_ask_at_once_get_the_same() -> None:
    for _ in range(20):
        lowered = kept_wenzhou()
        names = [*lowered.subjects]
        with ThreadPoolExecutor(8) as pool:
            asked = [pool.submit(getattr, lowered.program, "rules") for _ in names]
            found = [list(pool.map(lowered.subjects.__getitem__, names)) for _ in range(3)]
        assert found == [[lowered.subjects[name] for name in names]] * 3
        assert {id(x.result()) for x in asked} == {id(lowered.program.rules)}


def test_what_is_read_in_parts_is_copied_whole() -> None:
    lowered = kept_wenzhou()
    for again in (pickle.loads(pickle.dumps(lowered)), copy.deepcopy(lowered)):
        assert type(again) is Lowered
        assert type(again.program) is Program
        assert list(again.subjects) == list(lowered.subjects)
        assert repr(again.program.rules) == repr(lowered.program.rules)
    changed = evolve(lowered, places={})
    assert (changed.places, changed.program) == ({}, lowered.program)
    assert lowered.places
    with pytest.raises(AttributeError):
        lowered.nothing  # type: ignore[attr-defined]  # noqa: B018


def kept_wenzhou() -> Lowered:
    made = ready.from_bytes(ready.to_bytes(policyrules.load("wenzhou_2021").built))
    assert made is not None
    return made[0]


def read_back(lowered: Lowered) -> int:
    """How many parts have been read."""
    return len(lowered.subjects._parts._read)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("kept")
def test_a_planted_entry_is_built_over(tmp_path: Path, pack: Path, start: Start) -> None:
    rules = project.digest(project.read(pack).sure.policies)
    for data in (*planted(tmp_path / "made"), b"", b"no pickle", pickle.dumps("text")):
        standard().write(rules, ready.NAME, data)
        found, made = start(pack)
        assert (points(found, 300), made) == (5, True)
        assert start(pack)[1] is False
    assert not (tmp_path / "made").exists()


@pytest.mark.usefixtures("kept")
def test_the_entry_of_another_pack_is_built_over(tmp_path: Path, pack: Path, start: Start) -> None:
    other = write(tmp_path / "other", {"rules.policy": QUOTED.replace("300", "1"), "source.md": SOURCE.replace("300", "1")})
    kept = policyrules.load(other, cache=False)
    rules = project.digest(project.read(pack).sure.policies)
    standard().write(rules, ready.NAME, ready.to_bytes(kept.built))
    found, made = start(pack)
    assert (points(found, 2), made) == (0, True)


# ---------------------------------------------------------------- everything a pack may hold


def test_whatever_a_pack_holds_comes_back() -> None:
    """Every pack of the corpora that can be used, and those of the package."""
    packs = [made.policy for made in map(built, [*GOOD, *BAD]) if made.policy is not None]
    for made in (*packs, *(policyrules.load(name) for name in ("wenzhou_2021", "zhejiang_2021"))):
        comes_back(made)
    assert len(packs) > 40


@pytest.mark.parametrize("problem", WARNINGS, ids=[c.code for c in WARNINGS])
def test_every_warning_comes_back(problem: type[Problem], tmp_path: Path) -> None:
    blocks(problem)[0].write(tmp_path)
    made = build_folder(tmp_path).usable
    assert {q.code for q in made.check()} == {problem.code}
    comes_back(made)


def comes_back(made: policyrules.Policy) -> None:
    again = ready.from_bytes(ready.to_bytes(made.built))
    assert again is not None, made.name
    assert policy.Policy(*again).read() == made.read()
    for lang in LANGS:
        assert [render(q, lang) for q in again[2]] == [render(q, lang) for q in made.check()]
        assert [q.to_dict(lang) for q in again[2]] == [q.to_dict(lang) for q in made.check()]


# ---------------------------------------------------------------- what a start imports


LOADED = """\
import sys
{what}
print(*sorted({{name.partition(".")[0] for name in sys.modules}} & set({heavy!r})))
print(*sorted(n for n in sys.modules if n.startswith(({slow!r}))))
"""
HEAVY = ("lark", "cattrs", "narwhals", "polars", "pandas", "duckdb", "pyarrow", "z3", "tomli_w")
SLOW = ("policyrules.passes", "policyrules.language.surface", "policyrules.analysis", "policyrules.provenance", "policyrules.cases")


def imported(what: str, folder: Path) -> list[str]:
    text = LOADED.format(what=what, heavy=HEAVY, slow=SLOW)
    run = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=True, env={**os.environ, SWITCH: str(folder)}
    )
    return run.stdout.split("\n")[:2]


def test_importing_the_package_imports_little(tmp_path: Path) -> None:
    assert imported("import policyrules", tmp_path / "kept") == ["", ""]
    assert imported("import policyrules\nassert 'attr' not in sys.modules and 're' in sys.modules", tmp_path) == ["", ""]


def test_a_pack_from_disk_needs_neither_grammar_nor_passes(tmp_path: Path, pack: Path) -> None:
    evaluate = f"import policyrules\npolicyrules.evaluate({str(pack)!r}, {{'area': 400}}).explain()"
    assert imported(evaluate, tmp_path / "kept")[0] == "lark"
    assert len(list((tmp_path / "kept").iterdir())) == 1
    assert imported(evaluate, tmp_path / "kept") == ["", ""]
