"""Planting: the pack with one file changed, taken down the whole road of `pipeline.build`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, evolve, field, fields, frozen, has

from policyrules.diagnostics.base import Outcome, Problem, has_errors
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.lowered import Lowered
from policyrules.lineage import Pack, lineage
from policyrules.passes.parse import Kept, declared, parse
from policyrules.pipeline import build
from policyrules.plant.model import Found, Planted
from policyrules.plant.places import places
from policyrules.plant.scope import About
from policyrules.source import Source, Span
from policyrules.text import lowered as core_text

_OF_QUOTES = frozenset({"quote", "moved", "dropped", "elsewhere"})
"""Kinds of errors that leave what is computed as it was."""


@define
class _Held:
    """A pack whose texts are read once; ``policies`` can be others than those on disk."""

    pack: Pack
    policies: tuple[Source, ...]
    _texts: dict[str, Outcome[Source]] = field(factory=dict)
    _above: dict[str, Outcome[Pack]] = field(factory=dict)

    @classmethod
    def of(cls, pack: Pack) -> _Held:
        return cls(pack, pack.policies)

    def source(self, name: str) -> Outcome[Source]:
        if name not in self._texts:
            self._texts[name] = self.pack.source(name)
        return self._texts[name]

    def parent(self, name: str) -> Outcome[Pack]:
        if name not in self._above:
            above = self.pack.parent(name)
            self._above[name] = Outcome(_Held.of(above.value), above.problems) if above.value is not None else above
        return self._above[name]

    def with_file(self, changed: Source) -> _Held:
        policies = tuple(changed if x.path == changed.path else x for x in self.policies)
        return evolve(self, policies=policies)


@frozen
class Bed:
    """A pack without errors, ready to be planted in: every error there is, in the order of its files."""

    plants: tuple[Planted, ...]
    _check: Callable[[Planted], Found]

    def found(self, planted: Planted) -> Found:
        """What `check` makes of one of them."""
        return self._check(planted)


def bed(pack: Pack) -> Outcome[Bed]:
    """What can be planted in a pack; None and its problems where it has errors already."""
    held, kept = _Held.of(pack), dict[tuple[str, str], tuple[s.Header | s.Statement, ...]]()
    base = build(held, kept)
    if base.value is None or has_errors(base.problems):
        return Outcome(None, base.problems)
    check = _Check(held, kept, base.value, Counter(map(_key, base.problems)))
    return Outcome(Bed(tuple(_plants(held, kept, base.value)), check.found), base.problems)


def measure(plants: Sequence[Planted], bed: Bed, tick: Callable[[int, int], None] = lambda done, of: None) -> tuple[Found, ...]:
    """What becomes of each; ``tick`` is told how far it is."""
    found: list[Found] = []
    for n, planted in enumerate(plants, 1):
        found.append(bed.found(planted))
        tick(n, len(plants))
    return tuple(found)


@frozen
class _Check:
    held: _Held
    kept: Mapping[tuple[str, str], tuple[s.Header | s.Statement, ...]]
    base: Lowered
    known: Counter[tuple[str, str]]
    meant: object = field(init=False)

    @meant.default
    def _meant(self) -> object:
        return _meaning(self.base)

    def found(self, planted: Planted) -> Found:
        kept: Kept = dict(self.kept)
        built = build(self.held.with_file(planted.source), kept)
        new = [p for p in built.problems if self.known[_key(p)] < 1]
        codes = tuple(dict.fromkeys(p.code for p in new))
        if built.value is None or has_errors(new):
            return Found(planted, "caught", tuple(dict.fromkeys(p.code for p in built.problems if p.severity == "error")))
        if new:
            return Found(planted, "covered" if planted.covered else "warned", codes)
        if planted.kind not in _OF_QUOTES and _meaning(built.value) == self.meant:
            return Found(planted, "equivalent")
        return Found(planted, "covered" if planted.covered else "missed")


def _key(problem: Problem) -> tuple[str, str]:
    return problem.code, problem.message("zh")


def _meaning(lowered: Lowered) -> object:
    """What a pack means, texts and places left aside: what it computes, the facts it takes, and the days it is in force."""
    program = lowered.program
    facts = [x.fields for x in lowered.subjects.values()]
    return core_text.show(lowered), _shape((program.document, program.values, program.rules, facts), {})


def _shape(value: Any, known: dict[int, object]) -> object:
    """A value without its places, quotes and assumptions, to be compared; most of a program compares by identity."""
    if id(value) in known:
        return known[id(value)]
    if isinstance(value, Span | core.Citation | core.Assumption):
        return None
    if isinstance(value, tuple | list):
        return tuple(shape for x in value if (shape := _shape(x, known)) is not None)
    if isinstance(value, Mapping):
        return tuple((key, _shape(x, known)) for key, x in value.items() if isinstance(key, str))
    if not has(type(value)):
        return repr(value)
    parts = tuple(_shape(getattr(value, a.name), known) for a in fields(type(value)))
    return known.setdefault(id(value), (type(value).__name__, parts))


def _plants(held: _Held, kept: Kept, base: Lowered) -> Iterator[Planted]:
    packs = lineage(held).sure
    names = frozenset().union(*(declared(x) for one in packs for x in one.policies))
    files = [[parse(x, names, kept).sure for x in one.policies] for one in packs]
    levels = tuple({levels for one in files for file in one for levels in _levels(file)})
    kinds = {(a.span.source.path, a.span.start): a.kind for a in base.program.assumptions}
    exclusive = frozenset(word for file in files[0] if file.header for word in _exclusive(file.header))
    for file in files[0]:
        yield from places(file, About(file.vocabulary, levels, kinds, exclusive))


def _exclusive(header: s.Header) -> Iterator[str]:
    for line in header.lines:
        if isinstance(line, s.Reading):
            yield from (word for word, inclusive in line.words if not inclusive)


def _levels(file: s.File) -> Iterator[tuple[str, ...]]:
    """The names of every scale of levels that a file declares, the lowest first."""
    rows = [row for x in file.statements if isinstance(x, s.Subject) for row in x.fields]
    while rows:
        row = rows.pop()
        if isinstance(row.type, s.ListType):
            rows += row.type.fields
        elif isinstance(row.type, s.LevelType):
            yield tuple(name.text for name in row.type.levels)
