"""What an analysis says about a rule."""

from __future__ import annotations

from typing import Any, Literal

from attrs import frozen

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.witness import Witness as Witness

State = Literal["proved", "refuted", "declared", "open"]


@frozen
class Claim:
    """What was shown about a rule.

    ``kind`` is what was asked (one word for each question, such as "grades"), ``rule`` the key of the rule as results have it
    (alias of a scorecard, requirement …; a part's id after it: ``platform_score/premises.space``). ``state``: it holds for all
    facts; it does not, as ``witnesses`` show and ``problem`` tells; it does not, as the author has declared with an assumption; or
    it was not decided, for the reason given. ``zh`` and ``en`` say it in one sentence without a full stop.
    """

    kind: str
    rule: str
    state: State
    zh: str
    en: str
    witnesses: tuple[Witness, ...] = ()
    problem: Problem | None = None

    def text(self, lang: Lang) -> str:
        """One sentence."""
        return self.zh if lang == "zh" else self.en

    def to_dict(self, lang: Lang = "zh") -> dict[str, Any]:
        """The form for a program (``policyrules/schemas/problems-1.json``)."""
        shown = [w.to_dict() for w in self.witnesses]
        return {"kind": self.kind, "rule": self.rule, "state": self.state, "text": self.text(lang), "witnesses": shown}
