"""One sentence for whatever a result gives a reason for."""

from __future__ import annotations

from policyrules.result import (
    Asked,
    ClassRow,
    DutyResult,
    Lang,
    NameFault,
    NameResult,
    PartResult,
    RequirementResult,
    TargetResult,
    VetoResult,
)
from policyrules.text import classes, naming, requirements, targets
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
        case TargetResult():
            return targets.sentence(asked, lang)
        case NameResult() | NameFault():
            return naming.sentence(asked, lang)
