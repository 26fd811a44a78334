"""What is kept on disk: by whom it may have been written, what became of it, where it lies and how much there may be."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from policyrules import cache as module
from policyrules.cache import SWITCH, Cache, engine, standard

DIGEST, NAME, DATA = "sha256:0", "built", b"what was worked out" * 40
posix = pytest.mark.skipif(os.name != "posix", reason="asks for owners and links as POSIX has them")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where there is a cache with one entry; of an engine that nobody changes meanwhile."""
    monkeypatch.setattr(module, "engine", lambda: "engine")
    Cache(str(tmp_path / "kept")).write(DIGEST, NAME, DATA)
    return tmp_path / "kept"


def read(folder: Path, digest: str = DIGEST, name: str = NAME) -> bytes | None:
    return Cache(str(folder)).read(digest, name)


def entry(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_what_is_kept_is_given_back_to_who_asks_for_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(folder) == DATA
    assert read(folder, digest="sha256:1") is None
    assert read(folder, name="code") is None
    Cache(str(folder)).write(DIGEST, NAME, b"")
    assert read(folder) == b""
    monkeypatch.setattr(sys, "hexversion", sys.hexversion + 1)
    assert read(folder) is None
    monkeypatch.undo()
    monkeypatch.setattr(module, "engine", lambda: "another")
    assert read(folder) is None
    assert Cache(None).read(DIGEST, NAME) is None


@posix
def test_only_the_user_may_look(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert entry(folder).stat().st_mode & 0o777 == 0o600


# ---------------------------------------------------------------- what another could have written


def anybody_may_write_the_file(folder: Path) -> None:
    entry(folder).chmod(0o602)


def the_group_may_write_the_file(folder: Path) -> None:
    entry(folder).chmod(0o620)


def anybody_may_write_the_folder(folder: Path) -> None:
    folder.chmod(0o1777)


def the_group_may_write_the_folder(folder: Path) -> None:
    folder.chmod(0o770)


def the_file_is_a_link(folder: Path) -> None:
    path = entry(folder)
    path.rename(folder.parent / "elsewhere")
    path.symlink_to(folder.parent / "elsewhere")


def the_folder_is_a_link(folder: Path) -> None:
    folder.rename(folder.parent / "elsewhere")
    folder.symlink_to(folder.parent / "elsewhere")


def the_file_is_a_pipe(folder: Path) -> None:
    path = entry(folder)
    path.unlink()
    os.mkfifo(path, 0o600)


def the_file_is_a_folder(folder: Path) -> None:
    path = entry(folder)
    path.unlink()
    path.mkdir()


@posix
@pytest.mark.parametrize(
    "change",
    [
        *(anybody_may_write_the_file, the_group_may_write_the_file, anybody_may_write_the_folder, the_group_may_write_the_folder),
        *(the_file_is_a_link, the_folder_is_a_link, the_file_is_a_pipe, the_file_is_a_folder),
    ],
)
def test_what_another_could_have_written_is_not_read(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    assert read(folder) is None


@posix
@pytest.mark.parametrize("change", [anybody_may_write_the_folder, the_folder_is_a_link])
def test_nothing_is_written_where_others_may(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    Cache(str(folder)).write(DIGEST, "more", DATA)
    assert len(list(folder.iterdir())) == 1


@posix
def test_a_link_is_replaced_and_not_written_through(folder: Path) -> None:
    the_file_is_a_link(folder)
    before = (folder.parent / "elsewhere").read_bytes()
    Cache(str(folder)).write(DIGEST, NAME, b"new")
    assert read(folder) == b"new"
    assert (folder.parent / "elsewhere").read_bytes() == before


@posix
def test_the_files_of_another_user_are_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: real + 1)
    assert read(folder) is None


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a file to another user")
@pytest.mark.parametrize("whole", [True, False])
def test_what_really_belongs_to_another_is_not_read(folder: Path, whole: bool) -> None:
    os.chown(folder if whole else entry(folder), 12345, -1)
    assert read(folder) is None


def test_without_owners_only_the_profile_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_OWNERS", False)
    monkeypatch.setattr(module, "engine", lambda: "engine")
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    for folder, used in ((home / "kept", True), (tmp_path / "shared", False), (home / ".." / "shared", False)):
        monkeypatch.setenv(SWITCH, str(folder))
        standard().write(DIGEST, NAME, DATA)
        assert standard().read(DIGEST, NAME) == (DATA if used else None)
        assert folder.exists() is used


# ---------------------------------------------------------------- what became of it


@pytest.mark.parametrize("length", [0, 1, 13, 14, 20, 45, 46, 100, -1])
def test_a_file_that_was_cut_is_not_read(folder: Path, length: int) -> None:
    content = entry(folder).read_bytes()
    entry(folder).write_bytes(content[:length])
    assert read(folder) is None


@pytest.mark.parametrize("place", [0, 13, 14, 45, 46, 300, -1])
def test_a_file_with_a_flipped_bit_is_not_read(folder: Path, place: int) -> None:
    content = bytearray(entry(folder).read_bytes())
    content[place] ^= 1
    entry(folder).write_bytes(content)
    assert read(folder) is None


def test_a_file_under_the_name_of_another_is_not_read(folder: Path) -> None:
    first = entry(folder)
    Cache(str(folder)).write("sha256:1", NAME, b"of another pack")
    (second,) = set(folder.iterdir()) - {first}
    second.replace(first)
    assert read(folder) is None
    assert read(folder, "sha256:1") is None


def test_what_is_damaged_is_written_anew(folder: Path) -> None:
    entry(folder).write_bytes(b"")
    Cache(str(folder)).write(DIGEST, NAME, DATA)
    assert read(folder) == DATA


def test_who_reads_while_others_write_gets_the_whole(folder: Path) -> None:
    contents = [bytes([n]) * 200_000 for n in range(8)]
    Cache(str(folder)).write(DIGEST, NAME, contents[0])

    def work(n: int) -> bool:
        for _ in range(20):
            Cache(str(folder)).write(DIGEST, NAME, contents[n])
            if read(folder) not in contents:
                return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))
    assert len(list(folder.iterdir())) == 1


def test_a_write_that_is_broken_off_leaves_what_was_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def replace(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        Cache(str(folder)).write(DIGEST, NAME, b"new")
    assert read(folder) == DATA
    assert len(list(folder.iterdir())) == 1


# ---------------------------------------------------------------- how much there may be


def test_what_was_not_used_for_longest_goes_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(str(folder))
    monkeypatch.setattr(module, "MOST_BYTES", 3 * (len(DATA) + 100))
    now = time.time()
    os.utime(entry(folder), (now - 9 * 86_400, now - 9 * 86_400))
    for n in range(2):
        before = set(folder.iterdir())
        cache.write(f"sha256:{n + 1}", NAME, DATA)
        (new,) = set(folder.iterdir()) - before
        os.utime(new, (now - (8 - n) * 86_400, now - (8 - n) * 86_400))
    assert read(folder) == DATA  # which is a use of it
    cache.write("sha256:3", NAME, DATA)
    assert [read(folder, f"sha256:{n}") is not None for n in range(4)] == [True, False, True, True]


def test_only_our_own_files_are_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", len(DATA) + 100)
    others = [folder / name for name in ("notes.bin", "a" * 63 + "z.bin", "a" * 64, "facts.tmp")]
    left, going = folder / ("0" * 16 + ".tmp"), folder / ("1" * 16 + ".tmp")
    for path in (*others, left, going):
        path.write_bytes(b"x" * 1000)
    for path in (*others, left):
        os.utime(path, (1, 1))
    Cache(str(folder)).write("sha256:1", NAME, DATA)
    assert all(path.exists() for path in (*others, going))
    assert not left.exists()
    assert read(folder) is None


def test_what_is_larger_than_all_there_may_be_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", len(DATA) - 1)
    Cache(str(folder)).write("sha256:1", NAME, DATA)
    assert len(list(folder.iterdir())) == 1
    assert read(folder) is None


# ---------------------------------------------------------------- where it lies


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder, in an environment that says nothing else."""
    for name in (SWITCH, "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@posix
def test_the_place_is_the_platforms(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert standard().folder == str(home / ".cache" / "policyrules")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert standard().folder == str(home / ".cache" / "policyrules")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "xdg"))
    assert standard().folder == str(home / "xdg" / "policyrules")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert standard().folder == str(home / "Library" / "Caches" / "policyrules")


@posix
def test_another_place_or_none_can_be_asked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for given, folder in (
        ("/some/where", "/some/where"),
        ("~/kept", str(home / "kept")),
        ("off", None),
        ("OFF", None),
        ("0", None),
    ):
        monkeypatch.setenv(SWITCH, given)
        assert standard().folder == folder


@posix
def test_the_home_of_another_is_left_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: real + 1)
    assert standard().folder is None


@pytest.mark.parametrize("place", ["missing", "relative"])
def test_without_a_home_there_is_none(home: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setenv("HOME", str(home / place) if place == "missing" else place)
    assert standard().folder is None


def test_a_place_that_cannot_be_made_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "engine", lambda: "engine")
    (tmp_path / "file").write_bytes(b"")
    for place in ("file", "file/below"):
        cache = Cache(str(tmp_path / place))
        cache.write(DIGEST, NAME, DATA)
        assert cache.read(DIGEST, NAME) is None


# ---------------------------------------------------------------- what the engine is known by


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package's code, written before this process began, as the one that runs."""
    home = tmp_path / "policyrules"
    shutil.copytree(Path(module.__file__).parent, home, ignore=shutil.ignore_patterns("__pycache__", "*.bin"))
    monkeypatch.setattr(module, "__file__", str(home / "cache.py"))
    monkeypatch.setattr(module, "_STARTED", time.time() + 60)
    return home


def now() -> str | None:
    return engine.__wrapped__()


@pytest.mark.parametrize("name", ["cache.py", "passes/check/lists.py", "grammar/policy.lark", "new.py"])
def test_a_change_of_any_code_is_another_engine(code: Path, name: str) -> None:
    first = now()
    assert first is not None
    assert now() == first
    with (code / name).open("a") as file:
        file.write("\n")
    assert now() not in (None, first)


def test_another_time_or_place_is_another_engine(code: Path) -> None:
    first = now()
    os.utime(code / "policy.py", (1, 1))
    second = now()
    code.rename(code.parent / "moved")
    assert None not in (first, second)
    assert first != second
    assert now() is None


def test_what_is_no_code_is_no_part_of_it(code: Path) -> None:
    first = now()
    for place in ("__pycache__/cache.py", "packs/mine/a.py", "ready_built/some.bin"):
        path = code / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    assert now() == first


def test_code_that_changed_since_the_start_is_not_known(code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_STARTED", time.time() - 5)
    (code / "policy.py").touch()
    assert now() is None


def test_without_its_files_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "engine", lambda: None)
    cache = Cache(str(tmp_path / "kept"))
    cache.write(DIGEST, NAME, DATA)
    assert cache.read(DIGEST, NAME) is None
    assert not (tmp_path / "kept").exists()
