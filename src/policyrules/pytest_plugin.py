"""The pytest plugin: cases of packs as tests, `pytest policies/`, and the fixture ``policy_snapshot``.

Collected are files of cases that stand beside rules with a header, which is what makes a folder a pack; any other .policy file is
left alone. What reads and runs them is imported when the first is met.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from policyrules.cases import Case, CaseResult, Suite

_SUITES = pytest.StashKey[dict[Path, "Suite"]]()


@pytest.fixture
def policy_snapshot(request: pytest.FixtureRequest) -> SnapshotAssertion:
    """How the rules of a pack read, or the breakdown of a result, as kept in a plain text file beside the test.

    ``assert policyrules.load("wenzhou_2021") == policy_snapshot``; ``pytest --snapshot-update`` writes the file. Needs syrupy.
    """
    try:
        from policyrules.snapshots import TextSnapshot
    except ModuleNotFoundError:
        raise pytest.UsageError("the fixture policy_snapshot needs syrupy: pip install syrupy") from None
    kept: SnapshotAssertion = request.getfixturevalue("snapshot")
    return kept.use_extension(TextSnapshot)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A file of cases in a pack."""
    if file_path.suffix != ".policy" or file_path.name.startswith("."):
        return None
    from policyrules.project import is_pack, read_cases

    if not read_cases(file_path) or not is_pack(file_path.parent):
        return None
    return CaseFile.from_parent(parent, path=file_path)


class CaseFile(pytest.File):
    """A file of cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """Its cases, in order. Raises CollectError where the pack or one of its cases has an error."""
        for case in self._suite().cases:
            if case.file == self.path.name:
                yield CaseItem.from_parent(self, name=case.title, case=case)

    def _suite(self) -> Suite:
        """The pack, read once in a run."""
        kept = self.config.stash.setdefault(_SUITES, {})
        folder = self.path.parent
        if folder not in kept:
            from policyrules import cases
            from policyrules.text.problems import render

            found = cases.opened(folder, cache=False)  # a test leaves nothing behind
            errors = [p for p in found.problems if p.severity == "error"]
            if errors or found.value is None:
                raise self.CollectError("\n".join(render(p, _lang()) for p in errors))
            kept[folder] = found.value
        return kept[folder]

    @property
    def policy(self) -> Any:
        """The policy of the pack."""
        return self._suite().policy


class DiffersError(Exception):
    """A case that fails."""

    def __init__(self, result: CaseResult) -> None:
        super().__init__(result.case.title)
        self.result = result


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: Case, **given: Any) -> None:
        super().__init__(**given)
        self.case = case

    def runtest(self) -> None:
        """Runs it. Raises DiffersError where something differs."""
        from policyrules import cases

        assert isinstance(self.parent, CaseFile)
        result = cases.run(self.parent.policy, self.case)
        if not result.passed:
            raise DiffersError(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The report of a case that fails; anything else as pytest shows it."""
        if not isinstance(excinfo.value, DiffersError):
            return super().repr_failure(excinfo, style)
        from policyrules.cases.report import told

        return "\n".join(told(excinfo.value.result, _lang()))

    def reportinfo(self) -> tuple[Path, int, str]:
        """File, line from 0, and title."""
        return self.path, self.case.line - 1, self.case.title


def _lang() -> Any:
    from policyrules.cli.words import spoken

    return spoken(())
