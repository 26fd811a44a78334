"""One sentence for whatever a result gives a reason for."""

from __future__ import annotations

from policyrules.result import Lang, PartResult, VetoResult
from policyrules.text.reasons import sentence
from policyrules.text.vetoes import vetoed


def said(asked: PartResult | VetoResult, lang: Lang) -> str:
    """Why something came out as it did."""
    return vetoed(asked, lang) if isinstance(asked, VetoResult) else sentence(asked, lang)
