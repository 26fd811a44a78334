"""Packs that are ready built: their lowered form, as it travels in the wheel and as it is kept on disk between processes.

A pack whose rules are letter for letter those it was built from is taken from there and needs neither parser nor passes; any other
is built. The bytes are a pickle, of which nothing is made but what a built pack consists of.
"""

from __future__ import annotations

import gc
import io
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import fields, has

from policyrules._version import __version__
from policyrules.language.lowered import Lowered

if TYPE_CHECKING:
    from policyrules.cache import Cache
    from policyrules.diagnostics.base import Problem

    Built = tuple[Lowered, str, tuple[Problem, ...]]

FOLDER = Path(__file__).parent / "ready_built"
NAME = "built"
"""What a built pack is kept as, under the digest of its rules."""
_HOMES = ("policyrules.language.", "policyrules.diagnostics.", "policyrules.source")
_PLAIN = frozenset({("fractions", "Fraction"), ("datetime", "date")})


class _Unpickler(pickle.Unpickler):
    """Reads what built packs consist of: classes of the trees and problems, and two of numbers and days. No other name is looked
    up, so that a pickle of another's making can run nothing."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) in _PLAIN or (module.startswith(_HOMES) and name.isidentifier()):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a pack")


class _Pickler(pickle.Pickler):
    """Writes an instance of attrs as the call that makes it, where it can be made by position: read back in half the time that
    setting its fields from a state takes."""

    def reducer_override(self, made: object) -> Any:
        kind = type(made)
        if not has(kind) or "__attrs_attrs__" not in vars(kind) or any(field.kw_only or not field.init for field in fields(kind)):
            return NotImplemented
        return kind, tuple(getattr(made, field.name) for field in fields(kind))


def to_bytes(built: Built) -> bytes:
    """What `from_bytes` gives back: the lowered form, the digest of rules and texts together, and the warnings."""
    whole = io.BytesIO()
    _Pickler(whole, protocol=5).dump(built)
    return whole.getvalue()


def from_bytes(data: bytes) -> Built | None:
    """A built pack; None where these are no bytes of one."""
    collecting = gc.isenabled()
    gc.disable()  # thousands of objects come into being, none of which can go: looking for garbage takes a third of the time
    try:
        whole = _Unpickler(io.BytesIO(data)).load()
    except Exception:  # written beside other versions of what it is made of, or damaged: built anew like any other pack
        return None
    finally:
        if collecting:
            gc.enable()
    match whole:
        case Lowered() as lowered, str() as digest, tuple() as warnings:
            return lowered, digest, warnings
    return None


def file_name(rules: str) -> str:
    """Where the pack whose rules have this digest is kept in the wheel."""
    return f"{rules.removeprefix('sha256:')}.bin"


def save(path: Path, built: Built) -> None:
    """Write what `load` gives back."""
    path.write_bytes(f"{__version__}\n".encode() + to_bytes(built))


def load(rules: str) -> Built | None:
    """What came with the package for rules of this digest, built by this version; None where there is nothing of the kind."""
    try:
        data = (FOLDER / file_name(rules)).read_bytes()
    except OSError:
        return None
    version, _, rest = data.partition(b"\n")
    return from_bytes(rest) if version == __version__.encode() else None


def found(rules: str, cache: Cache) -> Iterator[Built]:
    """What there is for rules of this digest: as it came with the package, and as it is kept on disk."""
    if (built := load(rules)) is not None:
        yield built
    data = cache.read(rules, NAME)
    if data is not None and (built := from_bytes(data)) is not None:
        yield built


def keep(rules: str, built: Built, cache: Cache) -> None:
    """Keep it on disk, if that can be done."""
    try:
        data = to_bytes(built)
    except RecursionError:  # nested deeper than can be written
        return
    cache.write(rules, NAME, data)
