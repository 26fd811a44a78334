"""policyrules: published policies as rules that can be read, checked against their text, and evaluated with reasons.

    >>> import policyrules
    >>> result = policyrules.evaluate("wenzhou_2021", {"area": 120}, subject="platform", on="2022-12-31")
    >>> print(result.explain(lang="en"))  # doctest: +SKIP

Importing this package costs next to nothing: each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from policyrules._version import __version__

if TYPE_CHECKING:
    from policyrules.diagnostics.base import Problem
    from policyrules.policy import FactsError, Policy, PolicyError, evaluate, load
    from policyrules.result import PartResult, Points, Reason, Result, ScoreResult

__all__ = [
    "FactsError",
    "PartResult",
    "Points",
    "Policy",
    "PolicyError",
    "Problem",
    "Reason",
    "Result",
    "ScoreResult",
    "__version__",
    "evaluate",
    "load",
]

_HOMES = {
    "Problem": "diagnostics.base",
    **dict.fromkeys(("FactsError", "Policy", "PolicyError", "evaluate", "load"), "policy"),
    **dict.fromkeys(("PartResult", "Points", "Reason", "Result", "ScoreResult"), "result"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
