"""What stands over a place in a rule: its role, the quotes and assumptions that govern it, whether a 程度 does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from policyrules.language import surface as s
from policyrules.language.characters import normalise
from policyrules.language.vocabulary import Side, word
from policyrules.plant.model import Planted
from policyrules.source import Span

COVERING: Mapping[str, frozenset[str]] = {
    "points": frozenset({"points"}),
    "threshold": frozenset({"threshold"}),
    "prorated": frozenset({"prorated"}),
    "rounding": frozenset({"rounding"}),
    "period": frozenset({"period"}),
    "bound": frozenset({"basis", "threshold"}),
}
"""For the role of a value the kinds of assumption that cover it."""
_ROLES: dict[tuple[type, str], str] = {
    (s.Scorecard, "full"): "points",
    (s.Part, "points"): "points",
    (s.Limit, "value"): "points",
    (s.Fixed, "points"): "points",
    (s.Deducted, "points"): "points",
    (s.Counted, "points"): "points",
    (s.CountsAs, "points"): "points",
    (s.Row, "points"): "points",
    (s.Rated, "low"): "points",
    (s.Rated, "high"): "points",
    (s.Rated, "step"): "points",
    (s.TotalLine, "value"): "points",
    (s.Prorated, "ratio"): "prorated",
    (s.Rounding, "step"): "rounding",
    (s.InForce, "start"): "period",
    (s.InForce, "end"): "period",
    (s.Field, "type"): "bound",
    (s.Field, "constraints"): "bound",
}


@frozen
class About:
    """What is known of a pack before anything is planted: the vocabulary of the file, the names of levels in order, which kind each
    assumption is of (by file and place), and which postfix words leave the number out."""

    side: Side
    levels: Sequence[tuple[str, ...]] = ()
    kinds: Mapping[tuple[str, int], str] = {}
    exclusive: frozenset[str] = frozenset()

    def spelt(self, english: str) -> str:
        return word(english).spelt(self.side)


@frozen
class Scope:
    """What governs a place; ``owner`` is where the criterion or rule begins that it belongs to."""

    about: About
    role: str = "threshold"
    over: frozenset[str] = frozenset()
    quotes: tuple[str, ...] = ()
    owner: int = 0
    owed: bool = False

    def plant(self, kind: str, span: Span, becomes: str, covers: Iterable[str] = ()) -> Planted:
        """An error at a place governed by this."""
        kind = "bound" if self.role == "bound" else kind
        covers = COVERING["bound"] if self.role == "bound" else frozenset(covers)
        return Planted(kind, span, becomes, covers, self.over, self.quotes)

    def below(self, node: s.Node, role: str = "") -> Scope:
        """What governs the inside of a node. What the 口径 of a whole scorecard settles (who judges, say) excuses no line of it."""
        notes = [*getattr(node, "notes", ())]
        for line in (*getattr(node, "body", ()), *getattr(node, "rows", ())):
            notes += line.notes if isinstance(line, s.Remark) else ()
        over = {self._kind(n) for n in notes if isinstance(n, s.Assume)}
        own = Scope(
            self.about,
            role or self.role,
            self.over | (over - {"basis"} if isinstance(node, s.Scorecard | s.Header) else over),
            self.quotes + tuple(n.quote.text for n in notes if isinstance(n, s.Cite)),
            self.owner,
            self.owed or any(isinstance(n, s.Strictness) for n in notes),
        )
        return evolve(own, owner=node.span.start) if isinstance(node, s.Part | s.Statement | s.Header | s.Duty) else own

    def _kind(self, note: s.Assume) -> str:
        return self.about.kinds.get((note.span.source.path, note.span.start), note.kind)


def role_of(node: s.Node, name: str) -> str:
    """The role of what a node holds under a name; "" for that of the node itself."""
    if isinstance(node, s.Parameter) and name == "value":
        number = node.value
        return "points" if isinstance(number, s.Number) and number.unit and number.unit.text == "分" else "threshold"
    return _ROLES.get((type(node), name), "")


def find(gap: Span, spelt: str) -> Span | None:
    """Where a word stands in a stretch of text, full-width forms apart."""
    at = normalise(gap.text).find(normalise(spelt))
    return Span(gap.source, gap.start + at, gap.start + at + len(spelt)) if at >= 0 else None


def between(left: Span, right: Span) -> Span:
    """What stands from the end of one span to the start of another."""
    return Span(left.source, left.end, max(left.end, right.start))
