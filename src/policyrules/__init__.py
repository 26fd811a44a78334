"""policyrules: published policies as rules that can be read, checked against their text, and evaluated with reasons.

    >>> import policyrules
    >>> result = policyrules.evaluate("wenzhou_2021", {"area": 120}, subject="platform", on="2022-12-31")
    >>> print(result.explain(lang="en"))  # doctest: +SKIP

Importing this package costs next to nothing: each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from policyrules._version import __version__

if TYPE_CHECKING:
    from policyrules.diagnostics.base import Problem
    from policyrules.language.core import Assumption, Citation, Document, Field, Subject
    from policyrules.language.languages import Lang
    from policyrules.policy import FactsError, Policy, PolicyError, PolicyrulesError, coverage, evaluate, load
    from policyrules.result import (
        ClassResult,
        Format,
        Judgement,
        Missing,
        PartResult,
        Points,
        Ranked,
        Reason,
        RequirementResult,
        Result,
        ScoreResult,
        TargetResult,
    )

__all__ = [
    "Assumption",
    "Citation",
    "ClassResult",
    "Document",
    "FactsError",
    "Field",
    "Format",
    "Judgement",
    "Lang",
    "Missing",
    "PartResult",
    "Points",
    "Policy",
    "PolicyError",
    "PolicyrulesError",
    "Problem",
    "Ranked",
    "Reason",
    "RequirementResult",
    "Result",
    "ScoreResult",
    "Subject",
    "TargetResult",
    "__version__",
    "coverage",
    "evaluate",
    "load",
]

_NAMES = {
    "diagnostics.base": ("Problem",),
    "language.core": ("Assumption", "Citation", "Document", "Field", "Subject"),
    "language.languages": ("Lang",),
    "policy": ("FactsError", "Policy", "PolicyError", "PolicyrulesError", "coverage", "evaluate", "load"),
    "result": (
        *("ClassResult", "Format", "Judgement", "Missing", "PartResult", "Points", "Ranked", "Reason", "RequirementResult"),
        *("Result", "ScoreResult", "TargetResult"),
    ),
}
_HOMES = {name: home for home, names in _NAMES.items() for name in names}

if not TYPE_CHECKING:  # a checker that saw it would take every misspelt name for one of ours

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
