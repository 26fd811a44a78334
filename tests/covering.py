"""The coverage of texts in memory. Packs go down the road as far as their quotes are proved; whether rules say what they quote is
for other tests."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen
from packs import Texts

from policyrules.diagnostics.base import Problem
from policyrules.language import core
from policyrules.lineage import lineage, prove_each
from policyrules.passes.check import check
from policyrules.passes.inherit import inherit
from policyrules.passes.parse import parse
from policyrules.passes.resolve import resolve
from policyrules.provenance.coverage import cover
from policyrules.result.coverage import Coverage, Sentence
from policyrules.source import Source

HEADER = "政策 demo “示例”\n    原文 “source.md”\n"


@frozen
class Proved:
    """A pack whose quotes were looked for: its program, where they stand, and every problem met."""

    program: core.Program
    places: Mapping[core.Citation, core.Place]
    problems: tuple[Problem, ...]

    @property
    def codes(self) -> list[str]:
        return [p.code for p in self.problems]

    def covering(self, texts: Mapping[str, str]) -> Coverage:
        """The coverage of its texts."""
        return cover(self.program, self.places, [Source(name, text) for name, text in texts.items()]).sure


def proved(files: Mapping[str, str], others: Mapping[str, Mapping[str, str]] | None = None) -> Proved:
    """A pack from its files by name; ``others`` are those it may stand under."""
    packs = lineage(Texts(files, others or {})).sure
    outcomes = [[parse(x) for x in pack.policies] for pack in packs]
    family = inherit([[x.sure for x in made] for made in outcomes])
    resolved = resolve(family.sure.files)
    checked = check(resolved.sure, family.sure)
    places = prove_each(checked.sure, packs)
    met = [x for made in outcomes for x in made]
    problems = tuple(q for x in (*met, family, resolved, checked, places) for q in x.problems)
    return Proved(checked.sure, places.sure, tuple(q for q in problems if q.severity == "error"))


def built(source: str, *quotes: str, more: str = "") -> Proved:
    """A pack with a text, one rule for each quote, and what else it says."""
    lines = (f"参数 「线{n}」 as line_{n} = 1平方米    依据 “{quote}”\n" for n, quote in enumerate(quotes))
    return proved({"rules.policy": HEADER + "".join(lines) + more, "source.md": source})


def coverage(source: str, *quotes: str, more: str = "") -> Coverage:
    """The coverage of such a pack, which has no problem."""
    made = built(source, *quotes, more=more)
    assert made.codes == []
    return made.covering({"source.md": source})


def only(found: Coverage) -> Sentence:
    (one,) = found.sentences
    return one
