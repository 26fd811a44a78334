"""One sentence for whatever a result gives a reason for."""

from __future__ import annotations

from policyrules.result import Asked, ClassRow, DutyResult, Lang, PartResult, RequirementResult, VetoResult
from policyrules.text import classes, requirements
from policyrules.text.reasons import sentence
from policyrules.text.vetoes import vetoed


def said(asked: Asked, lang: Lang) -> str:
    """Why something came out as it did."""
    match asked:
        case PartResult():
            return sentence(asked, lang)
        case VetoResult():
            return vetoed(asked, lang)
        case ClassRow():
            return classes.sentence(asked, lang)
        case DutyResult() | RequirementResult():
            return requirements.sentence(asked, lang)
