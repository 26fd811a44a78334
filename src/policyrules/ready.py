"""Packs that come ready built: their lowered form, worked out when the wheel was built, travels in it.

A pack whose rules are letter for letter those it was built from is taken from here and needs neither parser nor passes; any other
is built. The files are pickles, read back only from inside the package, which is as trusted as the code beside them.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

from policyrules._version import __version__

if TYPE_CHECKING:
    from policyrules.diagnostics.base import Problem
    from policyrules.language.lowered import Lowered

    Built = tuple[Lowered, str, tuple[Problem, ...]]

FOLDER = Path(__file__).parent / "ready_built"


def file_name(rules: str) -> str:
    """Where the pack whose rules have this digest is kept."""
    return f"{rules.removeprefix('sha256:')}.bin"


def save(path: Path, built: Built) -> None:
    """Write what `load` gives back: the lowered form, the digest of rules and texts together, and the warnings."""
    with path.open("wb") as file:
        file.write(f"{__version__}\n".encode())
        pickle.dump(built, file, protocol=5)


def load(rules: str) -> Built | None:
    """What was built from rules of this digest by this version; None where there is nothing of the kind."""
    path = FOLDER / file_name(rules)
    if not path.is_file():
        return None
    with path.open("rb") as file:
        if file.readline() != f"{__version__}\n".encode():
            return None
        try:
            built: Built = pickle.load(file)
        except Exception:  # written beside other versions of what it is made of, or damaged: built anew like any other pack
            return None
    return built
