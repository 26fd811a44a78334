"""Fixtures that every test may use."""

from __future__ import annotations

import os

import pytest
from syrupy.assertion import SnapshotAssertion

from policyrules.cache import SWITCH
from policyrules.snapshots import TextSnapshot

os.environ[SWITCH] = "off"  # in what tests start as well: each builds what it asks for, and the user's own folder is left alone


@pytest.fixture
def text_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextSnapshot)
