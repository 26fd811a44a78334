"""A pack and those it stands under (上位文件): who they are, and each one's quotes proved against its own texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from policyrules.diagnostics import inherit as n
from policyrules.diagnostics.base import Outcome, Problem
from policyrules.language import core
from policyrules.source import Source

if TYPE_CHECKING:
    from policyrules.language import surface as s

DEEPEST = 20
"""Packs that may stand under one another."""


class Pack(Protocol):
    """The files of a pack, wherever they are kept."""

    @property
    def policies(self) -> tuple[Source, ...]:
        """Its rules, in order."""

    def source(self, name: str) -> Outcome[Source]:
        """A text by the name the header has for it."""

    def parent(self, name: str) -> Outcome[Pack]:
        """The pack that this one stands under by a name."""


def lineage(pack: Pack) -> Outcome[tuple[Pack, ...]]:
    """The pack, the one it stands under, and so on; and why that cannot be followed to its end."""
    from policyrules.grammar.headers import named, under

    found, names = [pack], [named(pack.policies)]
    while (above := under(found[-1].policies)) is not None:
        name = above.text
        if name in names or len(found) > DEEPEST:
            chain = " → ".join([*names, name])
            return Outcome(tuple(found), (n.ParentCircle(span=above, chain=chain),))
        parent = found[-1].parent(name)
        if parent.value is None:
            return Outcome(tuple(found), tuple(p.at(above) if isinstance(p, n.UnknownParent) else p for p in parent.problems))
        found.append(parent.value)
        names.append(name)
    return Outcome(tuple(found))


def follow(pack: Pack, program: core.Program) -> list[Pack]:
    """The same for a pack whose program is at hand, so that nothing need be read to know who is who; shorter where one is not
    found any more."""
    found = [pack]
    for document in program.documents[1:]:
        parent = found[-1].parent(document.name).value
        if parent is None:
            break
        found.append(parent)
    return found


def prove_each(program: core.Program, packs: Sequence[Pack]) -> Outcome[Mapping[core.Citation, core.Place]]:
    """Where the quotes of each pack stand in its own texts."""
    from policyrules.provenance.coverage import cover
    from policyrules.provenance.quotes import prove

    places: dict[core.Citation, core.Place] = {}
    problems: list[Problem] = []
    for at, (document, pack) in enumerate(zip(program.documents, packs, strict=False)):
        own = [c for c in program.citations if c.span.source.pack == (document.name if at else "")]
        texts = [pack.source(name) for name in document.sources]
        opened = [t.value for t in texts if t.value]
        proved = prove(own, opened) if len(opened) == len(texts) else Outcome({})
        problems += [*(q for t in texts for q in t.problems), *proved.problems]
        places |= proved.sure
        if program.unruled and not at and len(opened) == len(texts):
            problems += cover(program, places, opened).problems
    return Outcome(places, tuple(problems))


def audit_own(
    parsed: Sequence[Sequence[s.File]],
    program: core.Program,
    proved: Outcome[Mapping[core.Citation, core.Place]],
    pack: Pack,
) -> tuple[Problem, ...]:
    """What the rules of the pack itself say otherwise than its quotes, or without them; ``parsed`` are its files as written, then
    those of the packs above."""
    from policyrules.provenance.audit import audit

    texts = [pack.source(name).value for name in program.documents[0].sources]
    own, *others = parsed
    wrong = {(p.span.source.path, p.span.start) for p in proved.problems if p.span}
    doubted = {c for c in proved.sure if (c.span.source.path, c.span.start) in wrong}
    return audit(own, [x for files in others for x in files], proved.sure, [t for t in texts if t is not None], doubted)


def of_another(problem: Problem) -> bool:
    """Whether a problem is worth mending in a pack above, and told when that one is checked."""
    return problem.severity == "warning" and problem.span is not None and problem.span.source.pack != ""
