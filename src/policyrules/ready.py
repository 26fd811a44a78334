"""Packs that are ready built: their lowered form, as it travels in the wheel and as it is kept on disk between processes.

A pack whose rules are letter for letter those it was built from is taken from there and needs neither parser nor passes; any other
is built. The bytes are a pickle, of which nothing is made but what a built pack consists of, and most of it when something asks for
it: an evaluation is about one subject.
"""

from __future__ import annotations

import gc
import hashlib
import io
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import attrs

from policyrules._version import __version__
from policyrules.language import core
from policyrules.language.lowered import Lowered, LoweredSubject

if TYPE_CHECKING:
    from policyrules.cache import Cache
    from policyrules.diagnostics.base import Problem

    Built = tuple[Lowered, str, tuple[Problem, ...]]

L = TypeVar("L", bound="_Later")
FOLDER = Path(__file__).parent / "ready_built"
NAME = "built"
"""What a built pack is kept as, under the digest of its rules."""
_HOMES = ("policyrules.language.", "policyrules.diagnostics.", "policyrules.source")
_BROKEN = "the rest of a pack that is kept ready built cannot be read"
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


class _Parts:
    """What one pickler wrote, part by part, each read back when it is first asked for, after those before it: they share what they
    have in common. What was broken off cannot be taken up again, and nothing after it is read."""

    def __init__(self, data: bytes) -> None:
        self._reader: _Unpickler | None = _Unpickler(io.BytesIO(data))
        self._read: list[Any] = []
        self._lock = Lock()

    def __getitem__(self, number: int) -> Any:
        with self._lock:
            if number >= len(self._read):
                self._go_on(number)
        return self._read[number]

    def _go_on(self, number: int) -> None:
        reader, self._reader = self._reader, None
        if reader is None:
            raise pickle.UnpicklingError(_BROKEN)
        collecting = gc.isenabled()
        gc.disable()  # thousands of objects come into being, none of which can go: looking for garbage takes a third of the time
        try:
            while number >= len(self._read):
                self._read.append(reader.load())
        except Exception as error:
            raise pickle.UnpicklingError(_BROKEN) from error
        finally:
            if collecting:
                gc.enable()
        self._reader = reader


class _Later:
    """A record with attributes that are read back when they are asked for. Pickled it is one like any other."""

    _kind: ClassVar[type]

    def __getattr__(self, name: str) -> Any:
        if name not in (later := vars(self).get("_later", {})):
            if hasattr(super(), "__getattr__"):  # what attrs works out once
                return super().__getattr__(name)  # type: ignore[misc]
            raise AttributeError(f"{self._kind.__name__} has no attribute {name}")
        found = later[name]()
        for key, value in found.items():
            object.__setattr__(self, key, value)
        return found[name]

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return self._kind, tuple(getattr(self, slot.name) for slot in attrs.fields(self._kind))


class _Program(_Later, core.Program):
    _kind = core.Program


class _Lowered(_Later, Lowered):
    _kind = Lowered


class _Subjects(Mapping[str, LoweredSubject]):
    """The subjects of a pack by their aliases, each read back when it is asked for."""

    def __init__(self, names: Sequence[str], parts: _Parts) -> None:
        self._places = {name: n for n, name in enumerate(names, _SUBJECTS)}
        self._parts = parts

    def __getitem__(self, name: str) -> LoweredSubject:
        return self._parts[self._places[name]]  # type: ignore[no-any-return]

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return dict, (dict(self),)


_AT_ONCE = ("name", "document", "subjects", "above", "unruled")
"""What of a program nearly everything asks for."""
_WHENCE, _SUBJECTS = 1, 2
"""The parts that hold the places of quotes, and the first subject; the last one has the rest of the program."""


def to_bytes(built: Built) -> bytes:
    """What `from_bytes` gives back: the lowered form, the digest of rules and texts together, and the warnings."""
    lowered, digest, warnings = built
    told = {slot.name: getattr(lowered.program, slot.name) for slot in attrs.fields(core.Program)}
    head = {name: told.pop(name) for name in _AT_ONCE}
    whole = io.BytesIO()
    pickler = pickle.Pickler(whole, protocol=5)
    for part in ((digest, warnings, head, tuple(lowered.subjects)), dict(lowered.places), *lowered.subjects.values(), told):
        pickler.dump(part)
    return whole.getvalue()


def from_bytes(data: bytes) -> Built | None:
    """A built pack, of which the rules are read back when something asks for them; None where these are no bytes of one."""
    parts = _Parts(data)
    try:
        match parts[0]:
            case str() as digest, tuple() as warnings, dict() as head, tuple() as names if head.keys() == set(_AT_ONCE):
                subjects = _Subjects(names, parts)
            case _:
                return None
    except Exception:  # written beside other versions of what it is made of, or damaged: built anew like any other pack
        return None
    rest = [slot.name for slot in attrs.fields(core.Program) if slot.name not in head]
    program = _later(_Program, head, dict.fromkeys(rest, lambda: parts[_SUBJECTS + len(subjects)]))
    lowered = _later(_Lowered, {"program": program, "subjects": subjects}, {"places": lambda: {"places": parts[_WHENCE]}})
    return lowered, digest, warnings


def _later(kind: type[L], told: Mapping[str, Any], later: Mapping[str, Callable[[], Mapping[str, Any]]]) -> L:
    made = kind.__new__(kind)
    for key, value in (*told.items(), ("_later", later)):
        object.__setattr__(made, key, value)
    return made


def file_name(rules: str) -> str:
    """Where the pack whose rules have this digest is kept in the wheel."""
    return f"{rules.removeprefix('sha256:')}.bin"


def save(path: Path, built: Built) -> None:
    """Write what `load` gives back."""
    data = to_bytes(built)
    path.write_bytes(_head(data) + data)


def load(rules: str) -> Built | None:
    """What came with the package for rules of this digest, built by this version; None where there is nothing of the kind."""
    try:
        data = (FOLDER / file_name(rules)).read_bytes()
    except OSError:
        return None
    head, _, rest = data.partition(b"\n")
    return from_bytes(rest) if head + b"\n" == _head(rest) else None


def _head(data: bytes) -> bytes:
    """The version, and a digest: what is damaged is known at once, and not when the part that is gets read."""
    return f"{__version__} {hashlib.sha256(data).hexdigest()}\n".encode()


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
