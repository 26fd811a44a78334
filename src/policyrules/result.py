"""The result of an evaluation: a tree that is cheap to make and explained only when read, and its dict form.

The dict form is ``policyrules.result/1``; its JSON Schema is ``policyrules/schemas/result-1.json``. Numbers are decimal strings,
one without a finite decimal is ``{"exact": "p/q", "display": "…"}``. ``text`` and ``meta`` are outside the canonical bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any, Literal, Protocol

from attrs import define, field, frozen

from policyrules._version import __version__
from policyrules.language import core
from policyrules.language.languages import Lang as Lang
from policyrules.language.languages import one_lang
from policyrules.language.names import ById
from policyrules.language.values import NOTHING, Number, decimal_text, exact, terminates
from policyrules.source import Span

SCHEMA = "policyrules.result/1"

Format = Literal["text", "markdown", "json", "toml"]
"""What a result can be explained in."""
PartOutcome = Literal["met", "unmet", "partial", "unknown", "not_applicable"]
Basis = Literal["rule", "judgement", "exception"]
Finding = Literal["met", "breach", "explain", "not_taken", "unknown", "not_applicable"]
GateState = Literal["met", "unmet", "unknown"]
VetoState = Literal["applied", "unknown", "clear"]
Holds = bool | None | Literal["unasked"]
"""Whether a condition holds; None: unknown; "unasked": there is none."""
Json = dict[str, Any]


def number(value: Number) -> str | Json:
    """A number in the dict form."""
    if terminates(value):
        return decimal_text(value)
    return {"exact": f"{value.numerator}/{value.denominator}", "display": decimal_text(value)}


def _between(low: Number, high: Number) -> str:
    return decimal_text(low) if low == high else f"{decimal_text(low)} to {decimal_text(high)}"


def _answered(tight: bool | Callable[[], bool]) -> bool:
    return tight if isinstance(tight, bool) else tight()


@frozen(repr=False)
class Points:
    """What a part is certain to lie between."""

    low: Number
    high: Number
    _tight: bool | Callable[[], bool] = field(default=True, eq=_answered)

    @property
    def tight(self) -> bool:
        """Whether each bound is reached by some completion of the missing facts; looked for when it is first asked."""
        return _answered(self._tight)

    def __repr__(self) -> str:
        return f"Points(low={self.low!r}, high={self.high!r}, tight={self.tight})"

    @property
    def known(self) -> Number | None:
        return self.low if self.low == self.high else None

    def to_dict(self) -> Json:
        return {"low": number(self.low), "high": number(self.high), "tight": self.tight}


@frozen
class Reason:
    """Why a part has the points it has: a code, and arguments that are facts and not prose (see the reference, reason codes)."""

    code: str
    args: Mapping[str, Any]

    def to_dict(self) -> Json:
        return {"code": self.code, "args": dict(self.args)}


@frozen
class Missing:
    """A fact that was not given, and by how many points the awards that read it still swing together."""

    fact: core.Field = field(repr=lambda fact: fact.alias)
    swing: Number

    def to_dict(self) -> Json:
        return {"fact": self.fact.alias, "swing": number(self.swing)}


@frozen
class Judgement:
    """A judged value with its judge, date, reason and evidence, or an accepted exception of a part (``fact`` is then its id)."""

    fact: str
    value: Any
    judge: str = ""
    on: date | None = None
    reason: str = ""
    evidence: str = ""
    exception: bool = False

    def to_dict(self) -> Json:
        on = self.on.isoformat() if self.on else None
        kind = "exception" if self.exception else "judgement"
        facts = {"kind": kind, "fact": self.fact, "value": self.value, "judge": self.judge, "on": on}
        return facts | {"reason": self.reason, "evidence": self.evidence}


class Trace(Protocol):
    """What an evaluation keeps to answer for the parts of its result."""

    def why(self, result: PartResult) -> Reason: ...
    def facts(self, result: PartResult) -> Json: ...
    def tight(self, result: PartResult) -> bool: ...


@define(eq=False)
class PartResult:
    """One part of a scorecard as it came out. ``points``, ``reason`` and ``facts`` are made when they are read.

    (An evaluation makes a hundred of these, and frozen ones take three times as long to make. Nothing assigns to them afterwards.)
    """

    rule: core.Part
    low: Number
    high: Number
    outcome: PartOutcome
    basis: Basis
    parts: tuple[PartResult, ...]
    _trace: Trace = field(repr=False)
    adjusted: tuple[str, ...] = ()
    holds: Holds = "unasked"
    """Of an award, its (first) condition."""
    extra: tuple[Number, Number] = (0, 0)
    """How much of ``low`` and ``high`` is 附加分 of parts below."""

    def __repr__(self) -> str:
        most = "" if self.rule.points is None else f" of {decimal_text(self.rule.points)}"
        return f"<PartResult {self.id or self.rule.kind}: {_between(self.low, self.high)}{most}, {self.outcome}>"

    @property
    def points(self) -> Points:
        return Points(self.low, self.high, self.low == self.high or partial(self._trace.tight, self))

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def label(self) -> str:
        return self.rule.label

    @property
    def reason(self) -> Reason:
        return self._trace.why(self)

    @property
    def facts(self) -> Json:
        """The facts read here by alias, as they are shown; a missing one is None."""
        return self._trace.facts(self)

    @property
    def cites(self) -> tuple[core.Citation, ...]:
        return self.rule.cites

    @property
    def assumptions(self) -> tuple[core.Assumption, ...]:
        return self.rule.assumptions

    @property
    def finding(self) -> Finding | None:
        """What the condition means under the part's 程度 (rulings 1 and 12 of the language reference); None without one."""
        modality = self.rule.modality
        if modality is None:
            return None
        if self.outcome == "not_applicable":
            return "not_applicable"
        holds = self.required
        return "unknown" if holds is None else modality.unmet if holds is False else "met"

    @property
    def required(self) -> Holds:
        """Whether what is required here is met: an award's condition, or those of all awards below; None while unknown."""
        if self.basis == "exception":
            return True
        if self.rule.leaf:
            return "unasked" if self.outcome == "not_applicable" else self.holds
        found = {p.required for p in self.parts} - {"unasked"}
        return "unasked" if not found else False if False in found else None if None in found else True

    def walk(self) -> Iterator[PartResult]:
        yield self
        for part in self.parts:
            yield from part.walk()

    def to_dict(self, say: Callable[[PartResult], str] | None = None) -> Json:
        """The dict form; with ``say`` each part carries its sentence."""
        most = self.rule.points
        form: Json = {
            "id": self.id,
            "label": self.label,
            "kind": self.rule.kind,
            "max": None if most is None else number(most),
            "points": self.points.to_dict(),
            "outcome": self.outcome,
            "basis": self.basis,
            "adjusted": list(self.adjusted),
            "modality": self.rule.modality.en if self.rule.modality else None,
            "finding": self.finding,
            "reason": self.reason.to_dict(),
        }
        if self.rule.beyond:
            form["beyond"] = True
        if say:
            form["text"] = say(self)
        form |= {"facts": self.facts, "rule": self.id, "parts": [p.to_dict(say) for p in self.parts]}
        return form


@frozen
class Barred:
    """A ban from applying: the last day of it lies between ``low`` and ``high`` (None: no end is known). ``certain`` is whether
    there is one at all."""

    certain: bool
    low: date | None
    high: date | None

    @property
    def until(self) -> date | None:
        """The last day on which the subject is barred, once that is certain."""
        return self.low if self.certain and self.low == self.high else None

    def to_dict(self) -> Json:
        return {"certain": self.certain, **_days(self.low, self.high)}


def _days(low: date | None, high: date | None) -> Json:
    return {"low": low.isoformat() if low else None, "high": high.isoformat() if high else None}


@frozen(eq=False)
class VetoResult:
    """A veto as it came out: whether its condition holds, and what follows where it does. ``until`` is what the last day of its
    ban lies between."""

    rule: core.Effect
    state: GateState
    until: tuple[date | None, date | None] | None
    _why: Callable[[VetoResult], Reason] = field(repr=False)

    def __repr__(self) -> str:
        return f"<VetoResult {self.label}: {self.state}>"

    @property
    def label(self) -> str:
        """What was asked, as the policy writes it."""
        return " ".join(self.rule.condition.span.text.split())

    @property
    def reason(self) -> Reason:
        return self._why(self)

    def to_dict(self, say: Say | None, cite: Callable[[core.Citation], Json] | None) -> Json:
        """The dict form; with ``say`` it carries its sentence."""
        rule = self.rule
        form: Json = {"label": self.label, "state": self.state, "reason": self.reason.to_dict()}
        if say:
            form["text"] = say(self)
        return form | {
            "annuls": rule.annuls,
            "total": None if rule.total is None else number(rule.total),
            "barred": _days(*self.until) if self.until else None,
            "limit": rule.limit[0] if rule.limit else None,
            "cites": [cite(c) for c in rule.cites] if cite else [],
            "assumptions": [a.id for a in rule.assumptions],
        }


Say = Callable[[PartResult | VetoResult], str]
"""The sentence of a part or a veto."""


@frozen(eq=False, slots=False)
class ScoreResult(ById[PartResult]):
    """A scorecard as it came out: points, total, grade and its parts.

    A mapping of every part at any depth by its id, outermost first: ``score["premises.space"]``. The first is ``root``, the whole,
    whose id is empty; so ``score[part.id]`` is ``part`` for every part there is.
    """

    _holds = "part"

    rule: core.Scorecard
    root: PartResult
    gate: GateState | None
    total: Number | None
    graded_on: Number | None
    grade: str | None
    grades: tuple[str, ...]
    missing: tuple[Missing, ...]
    touched: tuple[core.Assumption, ...]
    vetoes: tuple[VetoResult, ...] = ()
    barred: Barred | None = None
    _points: Points | None = field(default=None, repr=False)
    """Where they are not those of ``root``: with what vetoes make the total count as."""

    kind = "score"

    def __repr__(self) -> str:
        most = self.rule.root.points
        said = self.brief if most is None else f"{self.brief} of {decimal_text(most)}"
        return f"<ScoreResult {self.rule.id}: {', '.join(filter(None, (said, ' or '.join(self.grades))))}>"

    @property
    def brief(self) -> str:
        """The points in a word or two."""
        if self.gate == "unmet" or self.annulled:
            return "not eligible" if self.gate == "unmet" else "vetoed"
        return _between(self.points.low, self.points.high)

    @property
    def points(self) -> Points:
        return self._points or self.root.points

    @property
    def veto(self) -> VetoState | None:
        """Whether a veto is met, whatever follows from it; None without any."""
        states = {v.state for v in self.vetoes}
        return "applied" if "met" in states else "unknown" if "unknown" in states else "clear" if states else None

    @property
    def annulled(self) -> bool | None:
        """Whether a veto leaves no total; None while unknown."""
        states = {v.state for v in self.vetoes if v.rule.annuls}
        return True if "met" in states else None if "unknown" in states else False

    @property
    def parts(self) -> tuple[PartResult, ...]:
        return self.root.parts

    @property
    def assumed(self) -> bool:
        """Whether numbers that the text does not state enter the total: 含本市假定."""
        return any(a.kind in core.INVENTED for a in self.touched)

    @property
    def cites(self) -> tuple[core.Citation, ...]:
        bands = self.rule.bands
        return self.root.cites + (bands.cites if bands else ())

    @property
    def assumptions(self) -> tuple[core.Assumption, ...]:
        """Every assumption that touches this outcome, in the order of the pack."""
        return self.touched

    def grade_label(self, grade: str) -> str:
        """The name of a grade from its id."""
        rows = self.rule.bands.rows if self.rule.bands else ()
        return next((row.label for row in rows if row.id == grade), grade)

    @cached_property
    def _held(self) -> dict[str, PartResult]:
        return {p.id: p for p in self.root.walk()}

    def to_dict(self, say: Say | None = None, cite: Callable[[core.Citation], Json] | None = None) -> Json:
        most = self.rule.root.points
        return {
            "kind": self.kind,
            "label": self.rule.label,
            "max": None if most is None else number(most),
            "points": self.points.to_dict(),
            "gate": self.gate,
            "veto": self.veto,
            "total": None if self.total is None else number(self.total),
            "graded_on": None if self.graded_on is None else number(self.graded_on),
            "grade": self.grade,
            "grades": list(self.grades),
            "grade_labels": {g: self.grade_label(g) for g in self.grades},
            "assumed": self.assumed,
            "cites": [cite(c) for c in self.cites] if cite else [],
            "assumptions": [a.id for a in self.touched],
            "missing": [m.to_dict() for m in self.missing],
            "vetoes": [v.to_dict(say, cite) for v in self.vetoes],
            "barred": self.barred.to_dict() if self.barred else None,
            "parts": [p.to_dict(say) for p in self.parts],
        } | _from(self.root.rule.span)


@frozen(eq=False, slots=False)
class Result(ById[ScoreResult]):
    """Everything one evaluation found about one subject: a mapping of its outcomes by id, ``result["platform_score"]``."""

    _holds = "outcome"

    policy: str
    digest: str
    document: core.Document
    subject: core.Subject
    on: date | None
    outcomes: Mapping[str, ScoreResult]
    assumptions: tuple[core.Assumption, ...]
    judgements: tuple[Judgement, ...]
    missing: tuple[Missing, ...]
    places: Mapping[core.Citation, core.Place] = field(repr=False)
    _explain: Callable[[Result, Lang, Format], str] = field(repr=False)
    _say: Callable[[PartResult | VetoResult, Lang], str] = field(repr=False)
    above: tuple[core.Document, ...] = ()
    """The documents of the packs that this one stands under (上位文件), the nearest first."""

    @property
    def _held(self) -> Mapping[str, ScoreResult]:
        return self.outcomes

    def __repr__(self) -> str:
        about = f"{self.policy} {self.subject.id}" + (f" {self.on}" if self.on else "")
        return f"<Result {about}: {', '.join(f'{key} {score.brief}' for key, score in self.outcomes.items())}>"

    def explain(self, lang: Lang = "zh", format: Format = "text") -> str:
        """The breakdown to read. Raises ValueError for another language or format."""
        return self._explain(self, lang, format)

    def to_dict(self, lang: Lang | None = "zh") -> Json:
        """The dict form; sentences (``text``) are there for the language asked for, and left out with ``None``."""
        if lang is not None:
            one_lang(lang)
        say: Say | None = None if lang is None else lambda asked: self._say(asked, lang)
        return {
            "schema": SCHEMA,
            "policy": {"name": self.policy, "digest": self.digest} | _header(self.document) | _above(self.above),
            "subject": self.subject.id,
            "on": self.on.isoformat() if self.on else None,
            "outcomes": {key: score.to_dict(say, self.cite) for key, score in self.outcomes.items()},
            "rules": {
                part.id: {"cites": [self.cite(c) for c in part.cites], "assumptions": [a.id for a in part.assumptions]}
                | _from(part.rule.span)
                for score in self.outcomes.values()
                for part in score.root.walk()
                if part.id
            },
            "assumptions": {a.id: {"kind": a.kind, "text": a.text} | _from(a.span) for a in self.assumptions},
            "judgements": [j.to_dict() for j in self.judgements],
            "missing": [m.to_dict() for m in self.missing],
            "meta": {"engine": __version__},
        }

    def cite(self, citation: core.Citation) -> Json:
        """A citation in the dict form: with its place in the pack's text, or the title of the other document."""
        place = self.places.get(citation)
        if place is None:
            return {"quote": citation.quote, "title": citation.title} | _from(citation.span)
        form = {"quote": citation.quote, "source": place.source, "section": place.section, "start": place.start, "end": place.end}
        return form | _from(citation.span)

    def canonical(self) -> bytes:
        """The bytes that the same policy, facts, date and engine version always give."""
        form = self.to_dict(None)
        del form["meta"]
        return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _header(document: core.Document) -> Json:
    """What the header says of the document, in the dict form."""
    start, end = (day.isoformat() if day else None for day in (document.start, document.end))
    return {"title": document.title, "document_number": document.number or None, "in_force": {"from": start, "to": end}}


def _above(documents: Iterable[core.Document]) -> Json:
    """What the headers of the packs above say, where there are any."""
    rows = [{"name": d.name} | _header(d) for d in documents]
    return {"under": rows} if rows else {}


def _from(span: Span) -> Json:
    """The pack that a rule, a cite or an assumption comes from, where that is another than the one evaluated."""
    return {"policy": span.source.pack} if span.source.pack else {}


def sha256(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def shown(value: Any, fact: core.Field) -> Any:
    """A known value of a fact as the dict form shows it: numbers as decimal strings, levels by name, days as ISO text, 无 as 无."""
    if value is NOTHING:
        return "无"
    match fact.type:
        case core.Quantity():
            return number(exact(value))
        case core.Levels(names):
            return names[value]
        case core.Day():
            return value.isoformat()
        case _:
            return value
