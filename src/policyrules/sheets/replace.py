"""Files that are there whole or not at all: made in a folder of their own beside the result, and moved into place when finished.

Whatever happens on the way, the previous result stays as it was. Only a process that is killed outright leaves the folder behind;
its name says whose it is, and nothing reads it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

from policyrules.diagnostics.table_files import OutputUnusable

_DEFAULT = 0o666


class Workplace:
    """The folder, for as long as it is needed. Raises OSError where it cannot be made."""

    def __init__(self, out: str) -> None:
        self.out = Path(out).resolve()

    def __enter__(self) -> Self:
        self.folder = mkdtemp(prefix=f".{self.out.name}.", suffix=".unfinished", dir=self.out.parent)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def file(self, name: str) -> str:
        """The path of a file in it."""
        return os.path.join(self.folder, name)

    def publish(self, made: Sequence[tuple[str, str]]) -> None:
        """Moves finished files to their places, each at one stroke, the last of them last."""
        for path, _ in made:
            _to_disk(path)
        for path, place in made:
            target = Path(place).resolve()
            os.chmod(path, target.stat().st_mode & 0o777 if target.exists() else _DEFAULT & ~_umask())
            os.replace(path, target)
        _to_disk(str(self.out.parent))


def usable(out: str, read: Sequence[str]) -> OutputUnusable | None:
    """Why results cannot be written there, if so, as far as can be told beforehand."""
    try:
        path = Path(out).resolve()
        if path.is_dir():
            return OutputUnusable(where=out, why="folder")
        if not path.parent.is_dir():
            return OutputUnusable(where=out, why="no_folder")
        if path.exists() and any(os.path.samefile(path, one) for one in read if os.path.exists(one)):
            return OutputUnusable(where=out, why="input")
        if not os.access(path.parent, os.W_OK | os.X_OK) or (path.exists() and not os.access(path, os.W_OK)):
            return OutputUnusable(where=out, why="denied")
    except (OSError, ValueError) as error:
        return refused(out, error)
    return None


def refused(out: str, error: OSError | ValueError) -> OutputUnusable:
    """What the system says against it."""
    if isinstance(error, PermissionError):
        return OutputUnusable(where=out, why="denied")
    return OutputUnusable(where=out, why="other", says=getattr(error, "strerror", None) or "")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _to_disk(path: str) -> None:
    """Waits until the disk has it; of a folder, where the system can do that."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:  # a folder on Windows
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
