"""Fixtures that every test may use."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from policyrules.snapshots import TextSnapshot


@pytest.fixture
def text_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextSnapshot)
