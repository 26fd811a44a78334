"""What takes long to work out, kept on disk between processes: bytes, under the digest of a pack and a name.

What is read here decides what is computed, so nothing is read that another user could have written (docs/decisions/0025): folder
and file belong to the user, are writable by nobody else and are no links, which is asked of what was opened and not of its path.
Whatever is not as it should be is as good as absent, and nothing is ever raised.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from functools import cache
from types import TracebackType

from policyrules._version import __version__

SWITCH = "POLICYRULES_CACHE"
"""The environment variable that names the folder, or says ``off``."""
MOST_BYTES = 64 * 1024 * 1024
_HEAD = b"policyrules 1\n"
_CHECK = hashlib.sha256().digest_size
_KEPT, _UNFINISHED = ".bin", ".tmp"
_DAY, _HOUR = 86_400, 3_600
_OWNERS = hasattr(os, "geteuid")
_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CODE = (".py", ".lark")
_STARTED = time.time()


class Cache:
    """A folder in which bytes are kept, or none: then nothing is."""

    def __init__(self, folder: str | None) -> None:
        self.folder = folder

    def read(self, digest: str, name: str) -> bytes | None:
        """What was kept under this digest and name by this engine and this Python; None where there is nothing of the kind."""
        key = _key(digest, name)
        if self.folder is None or key is None:
            return None
        try:
            with _Folder(self.folder) as folder:
                content = folder.read(key + _KEPT)
        except OSError:
            return None
        start = len(_HEAD) + _CHECK
        data = content[start:]
        return data if content[:start] == _HEAD + _check(key, data) else None

    def write(self, digest: str, name: str, data: bytes) -> None:
        """Keep it, if that can be done."""
        key = _key(digest, name)
        if self.folder is None or key is None or len(data) > MOST_BYTES:
            return
        try:
            os.makedirs(self.folder, mode=stat.S_IRWXU, exist_ok=True)
            with _Folder(self.folder) as folder:
                folder.write(key + _KEPT, _HEAD + _check(key, data) + data)
                folder.trim()
        except OSError:
            return


def standard() -> Cache:
    """The one that the environment asks for; without a word there, the platform's cache folder."""
    given = os.environ.get(SWITCH, "")
    folder = os.path.expanduser(given) if given else _platform()
    if folder is None or not os.path.isabs(folder) or not (_OWNERS or _inside(folder, os.path.expanduser("~"))):
        return Cache(None)
    return Cache(folder)


def _platform() -> str | None:
    """Where programs keep what can be worked out again; None where the user has no home, or that of another."""
    home = os.path.expanduser("~")
    try:
        if not os.path.isabs(home) or (_OWNERS and os.stat(home).st_uid != os.geteuid()):
            return None
    except OSError:
        return None
    if os.name == "nt":
        return os.path.join(os.environ.get("LOCALAPPDATA", ""), "policyrules", "Cache")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "policyrules")
    given = os.environ.get("XDG_CACHE_HOME", "")  # which counts for nothing unless it is absolute, says its specification
    return os.path.join(given if os.path.isabs(given) else os.path.join(home, ".cache"), "policyrules")


def _inside(folder: str, home: str) -> bool:
    try:
        return os.path.commonpath([os.path.realpath(folder), os.path.realpath(home)]) == os.path.realpath(home)
    except ValueError:  # another drive
        return False


# ---------------------------------------------------------------- what it is kept under


def _key(digest: str, name: str) -> str | None:
    code = engine()
    if code is None:
        return None
    parts = (code, sys.implementation.cache_tag or sys.implementation.name, hex(sys.hexversion), digest, name)
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _check(key: str, data: bytes) -> bytes:
    whole = hashlib.sha256(key.encode())
    whole.update(data)
    return whole.digest()


@cache
def engine() -> str | None:
    """What the engine is known by: its version, where it lies, and size and time of every file of its code. None where that cannot
    be told, or a file is newer than this process, which may have imported what stood there before."""
    here, started = os.path.abspath(__file__), _STARTED * 1e9
    try:
        files = sorted(_files(os.path.dirname(here)))
    except OSError:
        return None
    if not any(path == here for path, _, _ in files) or any(at > started for _, _, at in files):
        return None
    return hashlib.sha256(repr((__version__, files)).encode("utf-8", "surrogatepass")).hexdigest()


def _files(home: str) -> list[tuple[str, int, int]]:
    found, folders = list[tuple[str, int, int]](), [home]
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.endswith(_CODE):
                    told = entry.stat()
                    found.append((entry.path, told.st_size, told.st_mtime_ns))
                elif "." not in name and name not in ("__pycache__", "packs") and entry.is_dir():
                    folders.append(entry.path)
    return found


# ---------------------------------------------------------------- the folder


class _Folder:
    """A folder that is open, and is the user's alone; raises OSError where it is not."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.at: int | None = None

    def __enter__(self) -> _Folder:
        if _OWNERS:
            self.at = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | _FLAGS)
            try:
                _own(self.at)
            except OSError:
                os.close(self.at)
                raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.at is not None:
            os.close(self.at)

    def read(self, name: str) -> bytes:
        with open(self._open(name, os.O_RDONLY), "rb") as file:
            found = _own(file.fileno())
            if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
                raise OSError
            if os.utime in os.supports_fd and time.time() - found.st_mtime > _DAY:  # what is used is kept
                os.utime(file.fileno())
            return file.read()

    def write(self, name: str, content: bytes) -> None:
        """The whole file or none, whoever else writes or reads it."""
        unfinished = os.urandom(8).hex() + _UNFINISHED
        descriptor = self._open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            with open(descriptor, "wb") as file:
                file.write(content)
            os.replace(self._path(unfinished), self._path(name), src_dir_fd=self.at, dst_dir_fd=self.at)
        except BaseException:
            self._remove(unfinished)
            raise

    def trim(self) -> None:
        """Remove what was not used for longest, as far as there is too much, and what somebody left unfinished."""
        now, kept = time.time(), list[tuple[float, int, str]]()
        with os.scandir(self.path if self.at is None else self.at) as entries:
            for entry in entries:
                if (suffix := _suffix(entry.name)) is not None:
                    found = entry.stat(follow_symlinks=False)
                    if suffix == _KEPT:
                        kept.append((found.st_mtime, found.st_size, entry.name))
                    elif now - found.st_mtime > _HOUR:
                        self._remove(entry.name)
        total = 0
        for _, size, name in sorted(kept, reverse=True):
            total += size
            if total > MOST_BYTES:
                self._remove(name)

    def _open(self, name: str, flags: int) -> int:
        return os.open(self._path(name), flags | _FLAGS, stat.S_IRUSR | stat.S_IWUSR, dir_fd=self.at)

    def _remove(self, name: str) -> None:
        try:
            os.unlink(self._path(name), dir_fd=self.at)
        except OSError:  # another was faster
            return

    def _path(self, name: str) -> str:
        return os.path.join(self.path, name) if self.at is None else name


def _own(descriptor: int) -> os.stat_result:
    """What is open, which is the user's and nobody else may write; raises OSError where that is not so."""
    found = os.fstat(descriptor)
    if _OWNERS and (found.st_uid != os.geteuid() or found.st_mode & _OTHERS):
        raise PermissionError
    return found


def _suffix(name: str) -> str | None:
    """Of a name that is of our making, what it ends with."""
    stem, suffix = os.path.splitext(name)
    lengths = {_KEPT: 2 * _CHECK, _UNFINISHED: 16}
    return suffix if len(stem) == lengths.get(suffix) and not set(stem) - set("0123456789abcdef") else None
