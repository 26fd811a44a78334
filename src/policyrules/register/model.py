"""What the register of assumptions holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

from attrs import frozen

from policyrules.diagnostics.base import Lang
from policyrules.diagnostics.witness import Witness
from policyrules.language import core
from policyrules.language.languages import one_lang
from policyrules.language.trees import Edit
from policyrules.language.values import Number
from policyrules.result import Result
from policyrules.result.numbers import Json, number

Seen = Mapping[str, str | Number | None]
"""What a reading gives in one place: points and outcome of a part, the finding of a requirement, a grade …"""


@frozen(eq=False)
class Place:
    """Where an assumption bites: an outcome, and in it a part, a line, a row of a target or ("grades") its grades. ``points`` is
    what the part can give at most."""

    rule: core.Rule
    key: str
    label: str
    points: Number | None = None

    def to_dict(self) -> Json:
        """The form for a program."""
        points = None if self.points is None else number(self.points)
        return {"subject": self.rule.subject, "rule": self.rule.id, "part": self.key, "label": self.label, "points": points}


@frozen(eq=False)
class Alternative:
    """Another reading of what an assumption settles: the program with ``edit`` made to it. ``key`` names the kind of change,
    ``zh`` and ``en`` say what is then read."""

    key: str
    zh: str
    en: str
    edit: Edit

    def text(self, lang: Lang) -> str:
        """What is then read, in a few words."""
        return self.zh if lang == "zh" else self.en


@frozen(eq=False)
class Difference:
    """Facts under which two readings differ in one place, with what each gives there: found by evaluating both."""

    place: Place
    witness: Witness
    here: Seen
    there: Seen

    def to_dict(self) -> Json:
        """The form for a program."""
        told = {"place": self.place.to_dict(), "witness": self.witness.to_dict()}
        return told | {"as_written": plain(self.here), "otherwise": plain(self.there)}


def plain(seen: Seen) -> Json:
    """What a reading gives, for a program."""
    return {k: number(v) if isinstance(v, int | Fraction) else v for k, v in seen.items()}


@frozen(eq=False)
class Edge:
    """A total near the edge of a grade: facts that come to it, and the grade that the pack gives it."""

    witness: Witness
    here: Seen

    def to_dict(self) -> Json:
        """The form for a program."""
        return {"witness": self.witness.to_dict(), "as_written": plain(self.here)}


State = Literal["differs", "same", "not_found"]
WhyNone = Literal["", "points", "figure", "unused", "counted", "other"]


@frozen(eq=False)
class Reading:
    """Another reading and what it changes. ``state``: facts were found that tell the readings apart; all facts there can be were
    tried and none does; or none was found among those tried."""

    alternative: Alternative
    state: State
    differences: tuple[Difference, ...]
    _run: Callable[[Alternative, core.Rule, object, date | None], Result | None]

    def evaluate(self, rule: core.Rule, facts: object, on: date | None) -> Result | None:
        """What a rule gives under this reading; None for facts that have problems."""
        return self._run(self.alternative, rule, facts, on)

    def to_dict(self, lang: Lang) -> Json:
        """The form for a program."""
        told = {"reading": self.alternative.key, "text": self.alternative.text(lang), "state": self.state}
        return told | {"differences": [d.to_dict() for d in self.differences]}


@frozen(eq=False)
class Entry:
    """One assumption: where it stands (``label``), where it bites, which facts decide there, and its other readings. ``why_none``
    says in a word why there are none: points have none; the text gives no figure, and another is no reading; no rule uses what it
    settles; it settles what is counted or who judges, which no program can read otherwise; or there is none for what is
    written."""

    assumption: core.Assumption
    label: str
    places: tuple[Place, ...]
    facts: tuple[core.Field, ...]
    readings: tuple[Reading, ...] = ()
    edges: tuple[Edge, ...] = ()
    """Of an assumption about the rounding of grades, totals near the edges of grades."""
    why_none: WhyNone = ""

    @property
    def file(self) -> str:
        return self.assumption.span.source.path

    @property
    def line(self) -> int:
        return self.assumption.span.source.position(self.assumption.span.start)[0]

    def to_dict(self, lang: Lang) -> Json:
        """The form for a program."""
        a = self.assumption
        return {
            "id": a.id,
            "kind": a.kind,
            "text": a.text,
            "file": self.file,
            "line": self.line,
            "on": self.label,
            "places": [p.to_dict() for p in self.places],
            "facts": [f.alias for f in self.facts],
            "readings": [r.to_dict(lang) for r in self.readings],
            "edges": [e.to_dict() for e in self.edges],
            "why_none": self.why_none or None,
        }


@frozen(eq=False)
class Invented:
    """How much of an item rests on points that the text does not state: ``rest`` of ``most``."""

    scorecard: str
    part: str
    label: str
    rest: Number
    most: Number

    def to_dict(self) -> Json:
        """The form for a program."""
        return {
            "scorecard": self.scorecard,
            "part": self.part,
            "label": self.label,
            "assumed": number(self.rest),
            "most": number(self.most),
        }


@frozen(eq=False)
class Register:
    """The assumptions of a pack, in order of kind and number, and how much of each item rests on points of its own."""

    policy: str
    entries: tuple[Entry, ...]
    invented: tuple[Invented, ...]

    def __getitem__(self, id_: str) -> Entry:
        """The entry of an assumption by its id. Raises KeyError."""
        found = next((e for e in self.entries if e.assumption.id == id_), None)
        if found is None:
            raise KeyError(id_)
        return found

    def to_dict(self, lang: Lang = "zh") -> Json:
        """The form for a program (``policyrules/schemas/assumptions-1.json``)."""
        return {
            "schema": "policyrules.assumptions/1",
            "policy": self.policy,
            "assumptions": [e.to_dict(lang) for e in self.entries],
            "assumed_points": [x.to_dict() for x in self.invented],
        }

    def explain(self, lang: Lang = "zh", format: Literal["text", "markdown"] = "text") -> str:
        """The register to read. Raises ValueError for another language or format."""
        from policyrules.register import report

        forms = {"text": report.text, "markdown": report.markdown}
        if format not in forms:
            raise ValueError(f"no format {format!r}; there are: {', '.join(forms)}")
        one_lang(lang)
        return forms[format](self, lang)
