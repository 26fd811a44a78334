"""What an evaluation can find about a subject, and what a sentence can be asked for."""

from __future__ import annotations

from collections.abc import Callable

from policyrules.result.classes import ClassResult, ClassRow
from policyrules.result.names import NameFault, NameResult
from policyrules.result.parts import PartResult
from policyrules.result.requirements import DutyResult, RequirementResult
from policyrules.result.score import ScoreResult
from policyrules.result.targets import TargetResult
from policyrules.result.vetoes import VetoResult

Outcome = ScoreResult | ClassResult | RequirementResult | TargetResult | NameResult
"""What came out of one rule. Each has ``kind``, ``id``, ``label``, ``brief``, ``cites``, ``assumptions``, ``assumed``, ``missing``
and ``to_dict``; whoever does something else for each kind matches on the class."""
Asked = PartResult | VetoResult | ClassRow | DutyResult | RequirementResult | TargetResult | NameResult | NameFault
"""What a result gives a reason for."""
Say = Callable[[Asked], str]
"""The sentence of one of these."""
