"""Annotations: which kind an assumption is of, how cites and assumptions are numbered, and which modality decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import define, field, frozen
from attrs import fields as attrs_fields

from policyrules.diagnostics import lists as d
from policyrules.diagnostics import points as q
from policyrules.diagnostics.base import Problem
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.vocabulary import MODALITIES, Modality

_STRENGTH = {m.en: place for place, m in enumerate(MODALITIES)}


@frozen
class Notes:
    """The annotations of one line or block, sorted."""

    cites: tuple[core.Citation, ...] = ()
    assumptions: tuple[core.Assumption, ...] = ()
    modality: Modality | None = None


@define
class Register:
    """Every cite and assumption of a pack, once each, in the order of its files."""

    _cites: dict[tuple[str, int], core.Citation] = field(factory=dict)
    _assumptions: dict[tuple[str, int], core.Assumption] = field(factory=dict)
    _numbers: dict[tuple[str, int], int] = field(factory=dict)

    def number(self, nodes: Iterable[s.Assume]) -> None:
        """Give the assumptions of a pack their numbers, in the order given."""
        for node in nodes:
            self._numbers[_key(node)] = len(self._numbers) + 1

    def read(self, notes: Sequence[s.Annotation], kind: core.AssumptionKind) -> Notes:
        """The annotations of a line; ``kind`` is what an assumption covers that names no kind (ruling 16 of the reference)."""
        cites = tuple(self._cite(n) for n in notes if isinstance(n, s.Cite))
        assumptions = tuple(self._assumption(n, kind) for n in notes if isinstance(n, s.Assume))
        words = [n.word for n in notes if isinstance(n, s.Strictness)]
        weakest = max(words, key=_STRENGTH.__getitem__, default="")  # with two words (建议…原则上) the weaker decides
        return Notes(cites, assumptions, next((m for m in MODALITIES if m.en == weakest), None))

    def _cite(self, node: s.Cite) -> core.Citation:
        section = node.section.text if node.section else ""
        return self._cites.setdefault(_key(node), core.Citation(node.quote.text, node.quote.span, node.title, section))

    def _assumption(self, node: s.Assume, kind: core.AssumptionKind) -> core.Assumption:
        named: core.AssumptionKind = node.kind or kind  # type: ignore[assignment]
        number = self._numbers.get(_key(node), 0)
        return self._assumptions.setdefault(_key(node), core.Assumption(f"a{number}", named, node.text.text, node.span))

    @property
    def cites(self) -> tuple[core.Citation, ...]:
        return tuple(c for c in self._cites.values() if c.quote.strip())  # that one is empty was told, and says nothing to prove

    @property
    def assumptions(self) -> tuple[core.Assumption, ...]:
        return tuple(sorted(self._assumptions.values(), key=lambda a: int(a.id[1:])))


def _key(node: s.Node) -> tuple[str, int]:
    return node.span.source.path, node.span.start


def merged(*groups: Iterable[core.Assumption]) -> tuple[core.Assumption, ...]:
    """Assumptions of several origins, once each, in the order of the pack."""
    return tuple(sorted({a for group in groups for a in group}, key=lambda a: int(a.id[1:])))


def unique(*groups: Iterable[core.Citation]) -> tuple[core.Citation, ...]:
    """Cites of several origins, once each, in the order given."""
    return tuple(dict.fromkeys(c for group in groups for c in group))


def joined(*notes: Notes) -> Notes:
    """Annotations of several lines together; the modality is that of the first."""
    cites, assumptions = unique(*(n.cites for n in notes)), merged(*(n.assumptions for n in notes))
    return Notes(cites, assumptions, notes[0].modality if notes else None)


def when_none(notes: Iterable[s.Annotation], problems: list[Problem], *, part: bool) -> s.NoneWord | None:
    """What 没有时 says in the annotations of a line; 不适用 only where the line belongs to a ``part`` that can be it."""
    words = [n for n in notes if isinstance(n, s.WhenNone)]
    problems.extend(q.OnlyOnce(span=n.span, found="没有时") for n in words[1:])
    if not part and words and words[0].word == "not applicable":
        problems.append(d.NothingNotApplicable(span=words[0].span))
        return "taken as unmet"
    return words[0].word if words else None


def unheard(notes: Iterable[s.Annotation], exprs: Iterable[core.Expr], guarded: bool) -> Iterator[Problem]:
    """A problem for 没有时 where no expression does anything with it."""
    if not guarded and not any(core.as_unless_none(x) for e in exprs for x in core.walk(e)):
        yield from (d.WhenNoneWithoutList(span=n.span) for n in notes if isinstance(n, s.WhenNone))


def stray(node: Any) -> Iterator[s.WhenNone]:
    """Every 没有时 in a tree on a line that has no condition and no amount."""
    heard = (s.Award, s.Gate, s.Let, s.Grade, s.Duty, s.Target)
    yield from (n for n in every_note(node, but=heard) if isinstance(n, s.WhenNone))


def assessed(rule: s.Scorecard | s.Requirement | s.Target) -> int | None:
    """The year of a rule's 考核期: 0 for that of the date of evaluation, -1 for the one before; None without."""
    words = [x.word for x in rule.body if isinstance(x, s.SpanLine)]
    return None if not words else 0 if words[0] == "year of assessment" else -1


def every_note(node: Any, but: tuple[type[s.Node], ...] = ()) -> Iterator[s.Annotation]:
    """Every annotation in a tree, in the order it stands in the text; those of some kinds of nodes left out."""
    found: list[s.Annotation] = []
    stack = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, tuple):
            stack.extend(here)
        elif isinstance(here, s.Annotation):
            found.append(here)
        elif isinstance(here, s.Node) and not isinstance(here, but):
            stack.extend(getattr(here, a.name) for a in attrs_fields(type(here)) if a.name != "span")
    return iter(sorted(found, key=lambda x: x.span.start))


def owed(node: s.Requirement | s.Target | s.Naming) -> Iterator[s.Strictness]:
    """Every 程度 of a requirement or a target and of its lines, or of a 命名."""
    lines = (x for x in node.body if isinstance(x, s.Duty | s.Due | s.Template | s.Remark))
    yield from (n for x in (node, *lines) for n in x.notes if isinstance(n, s.Strictness))


def placed(block: s.Scorecard | s.Part) -> Iterator[s.Strictness]:
    """Every 程度 that governs something: on a part, or on the first line of a chain of awards."""
    for line in block.body:
        if isinstance(line, s.Part):
            yield from (n for n in line.notes if isinstance(n, s.Strictness))
            yield from placed(line)
        elif isinstance(block, s.Part) and (isinstance(line, s.Remark) or (isinstance(line, s.Award) and not line.otherwise)):
            yield from (n for n in line.notes if isinstance(n, s.Strictness))
