"""What the problems of the audit share."""

from __future__ import annotations

from typing import Any

from policyrules.diagnostics.base import Label, Lang, Problem
from policyrules.language.vocabulary import word
from policyrules.source import Span


class AboutClaim(Problem):
    """Base of the problems of a word or figure of a rule; ``kind`` is that of the assumption that would account for it."""

    found: str
    kind: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        quoted = vars(self).get("quoted", True)
        zh, en = ("在依据中没有出处", "is in none of its quotes") if quoted else ("没有依据", "rests on no quote")
        facts = {"nowhere": zh if lang == "zh" else en, "kind_zh": word(self.kind).zh}
        return super()._facts(lang) | facts


class Contradiction(AboutClaim):
    """Base of the problems of what says otherwise than a quote; ``said`` is what that says."""

    said: str


def cited(span: Span) -> Label:
    """The place of the quote that a problem in the text is about."""
    return Label(span=span, zh="在这里引用", en="quoted here")
