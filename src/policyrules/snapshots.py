"""A syrupy extension for policies and results: each snapshot a plain text file that a reviewer reads in a diff.

    def test_how_the_rules_read(policy_snapshot):
        assert policyrules.load("wenzhou_2021") == policy_snapshot

Needs syrupy, which comes with the extra ``test``; the fixture is the pytest plugin's (`policyrules.pytest_plugin`).
"""

from __future__ import annotations

from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from policyrules.policy import Policy
from policyrules.result import Result


class TextSnapshot(SingleFileSnapshotExtension):
    """One plain text file a snapshot: of a policy how its rules read, of a result its breakdown, of a text the text."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"
    _file_extension = "txt"  # its name before syrupy 5

    def serialize(self, data: Any, **options: Any) -> str:
        """The text of a policy, a result or a text. Raises TypeError for anything else."""
        match data:
            case Policy():
                return data.read()
            case Result():
                return data.explain()
            case str():
                return data
        raise TypeError(f"a policy, a result or a text can be compared with a snapshot, not {type(data).__name__}")
