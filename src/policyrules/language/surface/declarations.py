"""What a statement can declare."""

from __future__ import annotations

from policyrules.language.surface.naming import Naming
from policyrules.language.surface.outcomes import Classification, Requirement
from policyrules.language.surface.scorecards import Scorecard
from policyrules.language.surface.subjects import Subject
from policyrules.language.surface.targets import Target
from policyrules.language.surface.values import Let, Parameter

Rule = Scorecard | Classification | Requirement | Target | Naming
"""What gives an outcome."""
Declaration = Subject | Parameter | Let | Rule
