"""The register of a pack: every assumption with where it bites and its other readings."""

from __future__ import annotations

from policyrules.language.lowered import Lowered
from policyrules.register.alternatives import alternatives
from policyrules.register.homes import homes
from policyrules.register.model import Entry, Register
from policyrules.register.witness import Search

