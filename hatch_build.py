"""Build hook: what takes time at a start is worked out once, when the package is built, and travels in the wheel.

That is the parser's tables, and the packs that come with the package in the form that is run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ReadyHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `policyrules/grammar/tables-*.bin` and, to wheels that are installed, `policyrules/ready_built/*.bin`.

    An editable install gets no ready built packs: its code changes under them.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        from policyrules import policy, project, ready
        from policyrules.grammar.loader import save_tables

        for path in save_tables(source / "policyrules" / "grammar"):
            build_data["artifacts"].append(str(path.relative_to(self.root)))
        if version == "editable":
            return
        folder = Path(tempfile.mkdtemp())
        for home in sorted((Path(self.root) / "policies").iterdir()):
            pack = project.read(home).sure
            name = ready.file_name(project.digest(pack.policies))
            ready.save(folder / name, policy.compile_pack(pack).sure.built)
            build_data["force_include"][str(folder / name)] = f"policyrules/ready_built/{name}"
