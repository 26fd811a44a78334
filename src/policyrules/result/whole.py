"""Everything one evaluation found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Literal

from attrs import field, frozen

from policyrules._version import __version__
from policyrules.language import core
from policyrules.language.languages import Lang, one_lang
from policyrules.language.names import ById
from policyrules.result.classes import ClassResult
from policyrules.result.names import NameResult
from policyrules.result.numbers import Json, Judgement, Missing
from policyrules.result.outcomes import Asked, Outcome, Say
from policyrules.result.requirements import RequirementResult
from policyrules.result.score import ScoreResult
from policyrules.result.targets import TargetResult
from policyrules.source import Span

SCHEMA = "policyrules.result/1"

Format = Literal["text", "markdown", "json", "toml"]
"""What a result can be explained in."""


@frozen(eq=False, slots=False, repr=False)
class Result(ById[Outcome]):
    """Everything one evaluation found about one subject: a mapping of its outcomes by id, ``result["platform_score"]``."""

    _holds = "outcome"

    policy: str
    digest: str
    document: core.Document
    subject: core.Subject
    on: date | None
    outcomes: Mapping[str, Outcome]
    assumptions: tuple[core.Assumption, ...]
    judgements: tuple[Judgement, ...]
    missing: tuple[Missing, ...]
    places: Mapping[core.Citation, core.Place] = field(repr=False)
    _explain: Callable[[Result, Lang, Format], str] = field(repr=False)
    _say: Callable[[Asked, Lang], str] = field(repr=False)
    above: tuple[core.Document, ...] = ()
    """The documents of the packs that this one stands under (上位文件), the nearest first."""

    @property
    def _held(self) -> Mapping[str, Outcome]:
        return self.outcomes

    @property
    def scores(self) -> dict[str, ScoreResult]:
        """The scorecards among the outcomes."""
        return {key: found for key, found in self.outcomes.items() if isinstance(found, ScoreResult)}

    @property
    def classes(self) -> dict[str, ClassResult]:
        """The classifications among the outcomes."""
        return {key: found for key, found in self.outcomes.items() if isinstance(found, ClassResult)}

    @property
    def requirements(self) -> dict[str, RequirementResult]:
        """The requirements among the outcomes."""
        return {key: found for key, found in self.outcomes.items() if isinstance(found, RequirementResult)}

    @property
    def targets(self) -> dict[str, TargetResult]:
        """The targets among the outcomes."""
        return {key: found for key, found in self.outcomes.items() if isinstance(found, TargetResult)}

    @property
    def names(self) -> dict[str, NameResult]:
        """The names among the outcomes."""
        return {key: found for key, found in self.outcomes.items() if isinstance(found, NameResult)}

    def __repr__(self) -> str:
        about = f"{self.policy} {self.subject.id}" + (f" {self.on}" if self.on else "")
        return f"<Result {about}: {', '.join(f'{key} {found.brief}' for key, found in self.outcomes.items())}>"

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
            "outcomes": {key: found.to_dict(say, self.cite) | _from(found.rule.span) for key, found in self.outcomes.items()},
            "rules": {
                part.id: {"cites": [self.cite(c) for c in part.cites], "assumptions": [a.id for a in part.assumptions]}
                | _from(part.rule.span)
                for score in self.scores.values()
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
