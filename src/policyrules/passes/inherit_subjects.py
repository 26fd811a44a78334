"""修改 of subjects: fields are added, and bounds of those above become tighter."""

from __future__ import annotations

from typing import TypeVar

from attrs import evolve, frozen

from policyrules.diagnostics import inherit as n
from policyrules.diagnostics.base import Problem
from policyrules.language import surface as s
from policyrules.language.vocabulary import SYMBOLS, Comparator, word

T = TypeVar("T", bound="s.Declaration | s.Part | s.Field")
_ALIAS, _UNIT, _LEVELS, _TYPE = ("代号", "alias"), ("单位", "unit"), ("级别或次序", "levels and their order"), ("类型", "type")


def headed(new: T, old: s.Declaration | s.Part | s.Field, problems: list[Problem]) -> T:
    """The new one with the alias of the old and, where it has none of its own, its title; another alias is a problem."""
    head, was = new.head, old.head
    if head.alias and (was.alias is None or head.alias.text != was.alias.text):
        problems.append(_fixed(head.alias, head.name, _ALIAS))
    return evolve(new, head=evolve(head, alias=was.alias, title=head.title or was.title))


def told_why(node: s.Declaration | s.Part | s.Field) -> bool:
    """Whether an amendment gives a cite or an assumption, at its head or on a line of its own."""
    body: tuple[s.Node, ...] = ()
    if isinstance(node, s.Scorecard | s.Part | s.Requirement | s.Target | s.Classification):
        body = node.rows if isinstance(node, s.Classification) else node.body
    notes = (*node.notes, *(x for line in body if isinstance(line, s.Remark) for x in line.notes))
    return any(isinstance(x, s.Cite | s.Assume) for x in notes)


@frozen
class Subjects:
    """Puts together what two packs say of one subject. ``replaced`` is filled with the fields above, by the identity of those that
    take their place."""

    problems: list[Problem]
    replaced: dict[int, s.Field | s.Parameter | s.Let]

    def merged(self, old: s.Subject, new: s.Subject) -> s.Subject:
        """The subject with the fields of both; the old ones keep their places."""
        return evolve(new, fields=self.fields(old.fields, new.fields, told_why(new)), notes=(*old.notes, *new.notes))

    def fields(self, old: tuple[s.Field, ...], new: tuple[s.Field, ...], why: bool) -> tuple[s.Field, ...]:
        made = {f.head.name.text: f for f in old}
        known = set(made)
        added = [f for f in new if f.head.name.text not in known]
        for f in new:
            if f.head.name.text in known:
                made[f.head.name.text] = self.field(made[f.head.name.text], f, why)
        return (*made.values(), *added)

    def field(self, old: s.Field, new: s.Field, why: bool) -> s.Field:
        """A field that was there: its type and alias stay, what is said of its bounds is taken up, the rest of them stays too."""
        made, name = headed(new, old, self.problems), new.head.name
        why = why or told_why(new)
        if isinstance(old.type, s.ListType) and isinstance(new.type, s.ListType):
            return evolve(made, type=evolve(new.type, fields=self.fields(old.type.fields, new.type.fields, why)))
        if not why:
            self.problems.append(n.AmendedSilently(span=name.span, found=name.text))
        if old.type != new.type:
            self.problems.append(_fixed(new.type, name, _changed(old.type, new.type)))
        if any(isinstance(x, s.OrNone) for x in new.constraints) > any(isinstance(x, s.OrNone) for x in old.constraints):
            self.problems.append(n.LoosenedBound(span=name.span, found=name.text))
        own = {_end(x) for x in new.constraints}
        kept = tuple(x for x in old.constraints if _end(x) not in own)
        made = evolve(made, type=old.type, constraints=(*kept, *new.constraints), notes=(*old.notes, *new.notes))
        self.replaced[id(made)] = old
        return made


def _fixed(place: s.Node, name: s.Name, what: tuple[str, str]) -> Problem:
    return n.FixedByParent(span=place.span, found=name.text, what_zh=what[0], what_en=what[1])


def _changed(old: s.FieldType, new: s.FieldType) -> tuple[str, str]:
    """What of a type is another."""
    if isinstance(old, s.NumberType) and isinstance(new, s.NumberType) and old.kind == new.kind:
        return _UNIT
    return _LEVELS if isinstance(old, s.LevelType) and isinstance(new, s.LevelType) else _TYPE


def _end(node: s.OrNone | s.Bound) -> str:
    """Which end of the range a bound is about."""
    if isinstance(node, s.OrNone):
        return "none"
    row = None if node.word in SYMBOLS else word(node.word)
    op = SYMBOLS[node.word] if row is None else row.op if isinstance(row, Comparator) else ""
    return {"ge": "low", "gt": "low", "le": "high", "lt": "high"}.get(op, op)
