"""A name made of parts, as it was made or judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Literal

from attrs import field, frozen

from policyrules.language import core
from policyrules.language.node import Comparable
from policyrules.result.about import About
from policyrules.result.numbers import Json, Missing
from policyrules.result.parts import Finding

FaultKind = Literal["missing", "wrong", "extra"]


@frozen(eq=False, repr=False)
class NameFault(Comparable):
    """What is wrong at one place of a name: a part that is missing, another text in its place, or text that belongs nowhere.

    ``slot`` is the part it is about (None: text that belongs to none). ``expected`` is the text that would be right there, the
    nearest one where several would be (``choices``), empty where any would. ``found`` is what stands there, ``at`` the place in the
    name where that begins, from 0. ``facts`` are those that the condition of the part was asked about, by name.
    """

    kind: FaultKind
    slot: core.Slot | None
    expected: str
    choices: tuple[str, ...]
    found: str
    at: int
    facts: Mapping[str, str | bool] = field(factory=dict)

    @property
    def condition(self) -> str | None:
        """When the part has to be there, as the policy writes it."""
        test = self.slot.condition if self.slot else None
        return " ".join(test.span.text.split()) if test is not None else None

    def to_dict(self, say: Callable[[NameFault], str] | None = None) -> Json:
        """The dict form; with ``say`` it carries its sentence."""
        about = {"slot": self.slot.key, "label": self.slot.label} if self.slot else {"slot": None, "label": None}
        form: Json = {"kind": self.kind, **about, "expected": self.expected or None, "choices": list(self.choices)}
        form |= {"found": self.found, "at": self.at, "condition": self.condition, "facts": dict(self.facts)}
        return form | ({"text": say(self)} if say else {})


@frozen(eq=False, repr=False)
class NameParse(Comparable):
    """One way to take a name apart: each part with its text, None where it is left out."""

    parts: tuple[tuple[core.Slot, str | None], ...]

    def __getitem__(self, key: str) -> str | None:
        """The text of a part by its key."""
        return next(text for slot, text in self.parts if slot.key == key)

    def to_dict(self) -> Json:
        return {"parts": [{"slot": slot.key, "label": slot.label, "text": text} for slot, text in self.parts]}


@frozen(eq=False, repr=False)
class NameResult(About[core.Template]):
    """A name as it was made and judged.

    ``made`` is the name that the facts make; None where it is not applicable, or some are not given, which ``needed`` lists.
    ``omitted`` are the parts it lacks only because they may be left out and were not given. ``given`` is the name to be judged,
    ``finding`` what is found of it, ``parses`` are the ways to take it apart that agree with the facts, as many as are listed
    (``more``: there are others), ``faults`` the least that is wrong with it where there is none. ``missing`` is what the outcome
    waits for: a name that was given is judged without the facts that are only ``needed`` to make one.
    """

    rule: core.Template
    finding: Finding
    made: str | None
    needed: tuple[core.Field, ...]
    omitted: tuple[core.Slot, ...]
    given: str | None
    parses: tuple[NameParse, ...]
    more: bool
    faults: tuple[NameFault, ...]
    missing: tuple[Missing, ...]
    touched: tuple[core.Assumption, ...]

    kind: ClassVar[Literal["name"]] = "name"

    @property
    def brief(self) -> str:
        """The finding, or where none was asked for the name that was made."""
        return self.finding if self.given is not None or self.made is None else self.made

    @property
    def ambiguous(self) -> bool:
        """Whether the name can be taken apart in more than one way."""
        return len(self.parses) > 1

    def to_dict(
        self, say: Callable[[NameResult | NameFault], str] | None = None, cite: Callable[[core.Citation], Json] | None = None
    ) -> Json:
        form: Json = {
            "kind": self.kind,
            "label": self.label,
            "finding": self.finding,
            "modality": self.rule.modality.en if self.rule.modality else None,
        }
        if say:
            form["text"] = say(self)
        return form | {
            "made": self.made,
            "needed": [x.alias for x in self.needed],
            "omitted": [x.key for x in self.omitted],
            "given": self.given,
            "ambiguous": self.ambiguous,
            "parses": [p.to_dict() for p in self.parses],
            "more": self.more,
            "faults": [f.to_dict(say) for f in self.faults],
            "assumed": self.assumed,
            "cites": [cite(c) for c in self.cites] if cite else [],
            "assumptions": [a.id for a in self.assumptions],
            "missing": [m.to_dict() for m in self.missing],
        }
