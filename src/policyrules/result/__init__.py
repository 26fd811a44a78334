"""The result of an evaluation: a tree that is cheap to make and explained only when read, and its dict form.

The dict form is ``policyrules.result/1``; its JSON Schema is ``policyrules/schemas/result-1.json``. Numbers are decimal strings,
one without a finite decimal is ``{"exact": "p/q", "display": "…"}``. ``text`` and ``meta`` are outside the canonical bytes.
"""

from __future__ import annotations

from policyrules.language.languages import Lang
from policyrules.result.classes import ClassResult, ClassRow
from policyrules.result.names import NameFault, NameParse, NameResult
from policyrules.result.numbers import Ends, Json, Judgement, Missing, Points, Reason, number, shown
from policyrules.result.outcomes import Asked, Outcome
from policyrules.result.parts import Basis, Finding, Holds, PartOutcome, PartResult
from policyrules.result.ranked import Ranked
from policyrules.result.requirements import DutyResult, RequirementResult
from policyrules.result.score import ScoreResult
from policyrules.result.targets import DueFinding, DueResult, DueState, TargetResult
from policyrules.result.totals import TotalResult
from policyrules.result.vetoes import Barred, GateState, VetoResult, VetoState
from policyrules.result.whole import SCHEMA, Format, Result, sha256

__all__ = [
    "SCHEMA",
    "Asked",
    "Barred",
    "Basis",
    "ClassResult",
    "ClassRow",
    "DueFinding",
    "DueResult",
    "DueState",
    "DutyResult",
    "Ends",
    "Finding",
    "Format",
    "GateState",
    "Holds",
    "Json",
    "Judgement",
    "Lang",
    "Missing",
    "NameFault",
    "NameParse",
    "NameResult",
    "Outcome",
    "PartOutcome",
    "PartResult",
    "Points",
    "Ranked",
    "Reason",
    "RequirementResult",
    "Result",
    "ScoreResult",
    "TargetResult",
    "TotalResult",
    "VetoResult",
    "VetoState",
    "number",
    "sha256",
    "shown",
]
