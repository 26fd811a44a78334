"""The register on policies of every sort: those of the conformance corpus with an assumption on each line that takes one. Nothing
breaks, and every witness is confirmed."""

from __future__ import annotations

from typing import Any

import pytest
from packs import build_texts
from prove_agreement import unexamined
from test_conformance import POLICIES
from test_register import confirm

from policyrules.language.vocabulary import ASSUMPTION_KINDS, word

GOOD = [(name, policy) for name, policy in POLICIES if policy["text"].lstrip().startswith("政策") and "problems" not in policy]
SOME = GOOD[::8]


def assumed(text: str, kind: str) -> str:
    """The text with an assumption of a kind on every line that takes one."""
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            lines[n] = f"{line}    假定 {word(kind).zh} “示例”"
            if unexamined("\n".join(lines)) is None:
                lines[n] = line
    return "\n".join(lines)


@pytest.mark.parametrize(("name", "policy"), SOME, ids=[name for name, _ in SOME])
def test_every_witness_is_confirmed(name: str, policy: dict[str, Any]) -> None:
    kind = ASSUMPTION_KINDS[1 + len(name) % (len(ASSUMPTION_KINDS) - 1)]
    for each in dict.fromkeys((kind, "threshold", "basis")):
        made = build_texts(assumed(policy["text"], each)).usable
        found = made.assumptions()
        confirm(made, found)
        assert len(found.entries) == len(made.program.assumptions)
        assert found.explain("zh")
        assert found.explain("en", "markdown")
