"""Names made of parts: what each slot may hold, when it has to be there, and the fact that has the name to be judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define

from policyrules.diagnostics import naming as d
from policyrules.diagnostics.base import Problem
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.values import OneOf
from policyrules.passes.check.brought import Origins
from policyrules.passes.check.expressions import Expressions
from policyrules.passes.check.notes import Register, joined
from policyrules.passes.check.types import Typed, kind_name


@define
class Namings:
    """Checks the 命名 of one subject."""

    expressions: Expressions
    register: Register
    origins: Origins

    @property
    def problems(self) -> list[Problem]:
        return self.expressions.problems

    def naming(self, node: s.Naming, subject: str) -> core.Template | None:
        """The template, unless something is wrong with it."""
        lines = [x for x in node.body if isinstance(x, s.Template)]
        gates = [(x, self.expressions.condition(x.test)) for x in node.body if isinstance(x, s.Gate)]
        given = self.given(node.given) if node.given else None
        remarks = tuple(n for x in node.body if isinstance(x, s.Remark) for n in x.notes)
        own = [self.register.read((*node.notes, *remarks), "basis"), *(self.register.read(x.notes, "basis") for x in lines)]
        own += [self.register.read(x.notes, "threshold") for x, _ in gates]
        if len(lines) != 1:
            place = lines[1] if lines else node.head
            self.problems.append(d.TemplateCount(span=place.span, found=node.head.name.text, many=bool(lines)))
            return None
        slots = self.slots(lines[0], node.given)
        guards = tuple(g for _, g in gates if g is not None)
        if slots is None or len(guards) < len(gates) or (node.given and given is None):
            return None
        guard = core.Logic("and", guards, span=gates[0][0].span) if len(guards) > 1 else guards[0] if guards else None
        read = (*guards, *(e for x in slots for e in (x.expr, x.condition) if e is not None))
        whole = joined(*own, self.origins.by(read))
        head = node.head
        label = head.title.text if head.title else head.name.text
        return core.Template(
            *(_alias(head), head.name.text, label, subject, slots, node.span, given, guard),
            *(whole.modality, whole.cites, whole.assumptions),
        )

    def given(self, node: s.Path) -> core.Field | None:
        """The fact that has a name."""
        done = self.expressions.expr(node)
        if done is None:
            return None
        if isinstance(done.type, core.Text) and isinstance(done.expr, core.Fact):
            return done.expr.field
        zh, en = kind_name(done.type)
        derived = isinstance(done.type, core.Text)
        self.problems.append(d.GivenNameNotText(span=node.span, found=node.span.text, kind_zh=zh, kind_en=en, derived=derived))
        return None

    # ------------------------------------------------------------ slots

    def slots(self, line: s.Template, given: s.Path | None) -> tuple[core.Slot, ...] | None:
        made = [self.slot(x) for x in line.slots]
        there = tuple(x for x in made if x is not None)
        if len(there) < len(made):
            return None
        seen: set[str] = set()
        for slot, node in zip(there, line.slots, strict=True):
            if given and isinstance(node.part, s.Path) and slot.label == given.steps[0].text:
                self.problems.append(d.NameInItself(span=node.span, found=slot.label))
            elif slot.key in seen and not isinstance(slot.expr, core.Lit):
                self.problems.append(d.SlotTwice(span=node.span, found=slot.label))
            seen.add(slot.key)
        if all(x.optional for x in there):
            self.problems.append(d.NothingRequired(span=line.span))
        if not any(isinstance(n, s.Assume) for n in line.notes):
            self.problems.extend(_run_together(there))
        return there

    def slot(self, node: s.Slot) -> core.Slot | None:
        test = self.expressions.condition(node.condition) if node.condition else None
        done = self.expressions.within(test).expr(node.part)
        if done is None or (node.condition and test is None):
            return None
        if not isinstance(done.type, core.Text | core.Options):
            zh, en = kind_name(done.type)
            self.problems.append(d.SlotNotText(span=node.part.span, found=node.part.span.text, kind_zh=zh, kind_en=en))
            return None
        if isinstance(done.expr, core.Lit) and not str(done.expr.value).strip():
            self.problems.append(d.EmptySlot(span=node.part.span))
            return None
        if done.optional and (test is not None or not node.optional):
            self.problems.append(d.RequiredSlotOptional(span=node.part.span, found=node.part.span.text))
            return None
        key, label = _called(node, done)
        return core.Slot(key, label, done.expr, self.options(done), node.span, node.optional, test)

    def options(self, done: Typed) -> tuple[str, ...] | None:
        """The texts that a slot may hold, where they are known whatever the facts."""
        if isinstance(done.type, core.Options):
            return done.type.names
        value = self.expressions.static(done.expr)
        if isinstance(value, OneOf):
            return None if value.values is None else tuple(sorted(x for x in value.values if isinstance(x, str)))
        return (value,) if isinstance(value, str) else None


def _called(node: s.Slot, done: Typed) -> tuple[str, str]:
    """What a slot is called in results, and by people."""
    if isinstance(node.part, s.Quote):
        return node.part.text, node.part.text
    name = node.part.steps[0].text
    return (done.expr.field.alias if isinstance(done.expr, core.Fact) else name), name


def _run_together(slots: Sequence[core.Slot]) -> Iterator[Problem]:
    """A warning for each slot of any text that may follow another directly."""
    before = ""
    for slot in slots:
        if slot.options is None:
            if before:
                yield d.SlotsRunTogether(span=slot.span, found=slot.label, before=before)
            before = slot.label
        elif slot.required:
            before = ""


def _alias(head: s.Head) -> str:
    return head.alias.text if head.alias else head.name.text
