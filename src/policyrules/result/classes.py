"""A classification (分类) as it came out."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from attrs import field, frozen

from policyrules.language import core
from policyrules.language.node import Shown
from policyrules.result.about import About
from policyrules.result.numbers import Json, Missing, Reason


@frozen(eq=False, repr=False)
class ClassRow(Shown):
    """One class with whether its condition holds, whatever the classes above it do; None: unknown. 其余 holds where none other
    does."""

    rule: core.Band
    holds: bool | None
    _why: Callable[[ClassRow], Reason] = field(repr=False)

    def __repr__(self) -> str:
        return f"<ClassRow {self.id}: {self.holds}>"

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def label(self) -> str:
        return self.rule.label

    @property
    def reason(self) -> Reason:
        return self._why(self)

    @property
    def cites(self) -> tuple[core.Citation, ...]:
        return self.rule.cites

    @property
    def assumptions(self) -> tuple[core.Assumption, ...]:
        return self.rule.assumptions

    def to_dict(self, say: Callable[[ClassRow], str] | None, cite: Callable[[core.Citation], Json] | None) -> Json:
        """The dict form; with ``say`` it carries its sentence."""
        form: Json = {"id": self.id, "label": self.label, "holds": self.holds, "reason": self.reason.to_dict()}
        if say:
            form["text"] = say(self)
        cites = [cite(c) for c in self.cites] if cite else []
        return form | {"cites": cites, "assumptions": [a.id for a in self.assumptions]}


@frozen(eq=False, repr=False)
class ClassResult(About[core.Classification]):
    """The class a subject belongs to. ``name`` is its id once it is certain, ``classes`` are the ids of all that are possible, in
    the order of the rules. ``conflict``: more than one certainly holds of a classification whose classes exclude each other."""

    rule: core.Classification
    name: str | None
    classes: tuple[str, ...]
    conflict: bool
    rows: tuple[ClassRow, ...]
    missing: tuple[Missing, ...]
    touched: tuple[core.Assumption, ...]
    unclassed: bool
    """Whether it may be that no class holds."""

    kind: ClassVar[Literal["class"]] = "class"

    @property
    def brief(self) -> str:
        """The class in a word or two."""
        if self.conflict:
            return f"conflict of {' and '.join(self.held)}"
        return self.name or " or ".join(self.classes) or "no class"

    @property
    def held(self) -> tuple[str, ...]:
        """The ids of the classes whose conditions certainly hold."""
        return tuple(row.id for row in self.rows if row.holds)

    def class_label(self, name: str) -> str:
        """The name of a class from its id."""
        return next((row.label for row in self.rows if row.id == name), name)

    def to_dict(self, say: Callable[[ClassRow], str] | None = None, cite: Callable[[core.Citation], Json] | None = None) -> Json:
        return {
            "kind": self.kind,
            "label": self.label,
            "class": self.name,
            "classes": list(self.classes),
            "class_labels": {c: self.class_label(c) for c in self.classes},
            "conflict": self.conflict,
            "assumed": self.assumed,
            "cites": [cite(c) for c in self.cites] if cite else [],
            "assumptions": [a.id for a in self.touched],
            "missing": [m.to_dict() for m in self.missing],
            "rows": [row.to_dict(say, cite) for row in self.rows],
        }
