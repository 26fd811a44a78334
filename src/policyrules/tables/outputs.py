"""What the columns of a subject are in its graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from policyrules.evaluation.requirements import RANK
from policyrules.graph import ends as e
from policyrules.graph.cards import CardGraph, PartGraph
from policyrules.graph.ends import End
from policyrules.graph.known import Truth
from policyrules.graph.nodes import Graph, Node
from policyrules.graph.program import ClassGraph, DutyGraph, RequirementGraph, SubjectGraph, TargetGraph
from policyrules.result import DueFinding, Finding
from policyrules.tables.columns import APART


@frozen(eq=False)
class Number:
    """A number; null where ``sure`` does not hold. ``high``: it is an upper end."""

    end: End
    sure: Node
    high: bool = False

    @property
    def nodes(self) -> tuple[Node, ...]:
        return self.end.node, *self.end.over, self.end.endless, self.sure


@frozen(eq=False)
class Text:
    """The text whose condition holds, of which there is one at most; null where none does."""

    cases: tuple[tuple[Node, str], ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        return tuple(node for node, _ in self.cases)


@frozen(eq=False)
class Joined(Text):
    """Every text whose condition holds, joined by ``|``; ``single``: there is one at most."""

    single: bool = False


@frozen(eq=False)
class Branch:
    """A small whole number."""

    node: Node

    @property
    def nodes(self) -> tuple[Node, ...]:
        return (self.node,)


Output = Number | Text | Joined | Branch


def outputs(made: SubjectGraph, bounds: bool) -> dict[str, Output]:
    """Every column the graph of a subject can say, by its name."""
    found: dict[str, Output] = {}
    for id_, rule in made.rules.items():
        match rule:
            case CardGraph():
                found |= _card(made.graph, made.complete, rule, bounds)
            case ClassGraph():
                found |= _classes(made.graph, id_, rule, bounds)
            case RequirementGraph():
                found[f"{id_}.finding"] = Text(tuple(_findings(made.graph, rule)))
            case TargetGraph():
                found |= _target(made.graph, id_, rule)
    return found


def _only(g: Graph, can: Sequence[Node], place: int, *against: Node) -> Node:
    """That one of several can be, and none of the others."""
    return g.and_(can[place], *(g.not_(x) for n, x in enumerate(can) if n != place), *map(g.not_, against))


def _card(g: Graph, complete: bool, rule: CardGraph, bounds: bool) -> dict[str, Output]:
    card, stand = rule.card, rule.standing
    gate = rule.gate or Truth(g.const(True), g.const(False))
    asked = g.and_(gate.true, stand.annulled.false)
    passed = g.and_(asked, g.not_(gate.false), g.not_(stand.annulled.true))
    low, high = stand.total.low, stand.total.high
    found: dict[str, Output] = _ends(g, card.id, low, high, bounds)
    found[f"{card.id}.total"] = Number(low, g.and_(_one(g, low, high), passed))
    rows = card.bands.rows if card.bands else ()
    if rows:
        # Where all is known the first that holds is the only one.
        only = complete and rule.plain
        sure = [g.and_(passed, stand.can[n] if only else _only(g, stand.can, n, stand.unsure)) for n in range(len(rows))]
        found[f"{card.id}.grade"] = Text(tuple((node, row.id) for node, row in zip(sure, rows, strict=True)))
        maybe = [g.and_(asked, x) for x in stand.can]
        single = complete and not (card.bands and card.bands.exclusive)
        found[f"{card.id}.grades"] = Joined(tuple((node, row.id) for node, row in zip(maybe, rows, strict=True)), single)
    if rule.gate:
        states = (g.and_(gate.true, g.not_(gate.false)), g.and_(gate.true, gate.false), g.not_(gate.true))
        found[f"{card.id}.gate"] = Text(tuple(zip(states, ("met", "unknown", "unmet"), strict=True)))
    if stand.vetoes:
        met = g.or_(*(g.not_(truth.false) for _, truth in stand.vetoes))
        open_ = g.or_(*(truth.true for _, truth in stand.vetoes))
        found[f"{card.id}.veto"] = Text(((met, "applied"), (g.and_(open_, g.not_(met)), "unknown"), (g.not_(open_), "clear")))
    for id_, total in stand.totals.items():
        excluded = g.or_(*(truth.true for veto, truth in stand.vetoes if id_ in dict(veto.excluded)))
        one = _one(g, total.low, total.high)
        found[f"{card.id}.{id_}.total"] = Number(total.low, g.and_(passed, g.not_(excluded), one))
    for part in rule.parts:
        if part.part.id:
            found |= _part(g, f"{card.id}.{part.part.id}", part, bounds)
    return found


def _one(g: Graph, low: End, high: End) -> Node:
    """Whether two ends are one."""
    if low is high:
        return g.const(True)
    return g.and_(e.compared(g, "eq", low, high), g.not_(low.endless), g.not_(high.endless))


def _part(g: Graph, name: str, part: PartGraph, bounds: bool) -> dict[str, Output]:
    found = _ends(g, name, part.low, part.high, bounds)
    if part.branch is not None:
        found[f"{name}.branch"] = Branch(g.when(part.applies.true, part.branch, g.const(APART)))
    return found


def _ends(g: Graph, name: str, low: End, high: End, bounds: bool) -> dict[str, Output]:
    yes = g.const(True)
    if not bounds:
        return {f"{name}.points": Number(low, yes)}
    return {f"{name}.low": Number(low, yes), f"{name}.high": Number(high, yes, high=True)}


def _classes(g: Graph, id_: str, rule: ClassGraph, bounds: bool) -> dict[str, Output]:
    names, can = [row.id for row in rule.rule.rows], list(rule.can.values())  # both in the order of the rows
    sure = Text(tuple((_only(g, can, n, rule.none), name) for n, name in enumerate(names)))
    return {id_: sure, f"{id_}.possible": Joined(tuple(zip(can, names, strict=True)))}


def _findings(g: Graph, rule: RequirementGraph) -> Iterator[tuple[Node, str]]:
    """The worst finding of the lines, once it is certain (`evaluation.requirements.worst`)."""
    lines = [_line(g, duty) for duty in rule.duties]
    names = sorted({name for line in lines for name in line}, key=lambda name: RANK[name])
    can = []
    for name in names:
        there = g.or_(*(line[name] for line in lines if name in line))
        least = [g.or_(*(node for other, node in line.items() if RANK[other] <= RANK[name])) for line in lines]
        can.append(g.and_(there, *least))
    sure = [_only(g, can, n) for n in range(len(names))]
    yield from zip(sure, names, strict=True)
    yield g.not_(g.or_(*sure)), "unknown"


def _line(g: Graph, duty: DutyGraph) -> dict[Finding, Node]:
    unmet: Finding = duty.duty.modality.unmet if duty.duty.modality else "breach"
    return {
        "not_applicable": duty.applies.false,
        "met": g.and_(duty.applies.true, duty.holds.true),
        unmet: g.and_(duty.applies.true, duty.holds.false),
    }


def _target(g: Graph, id_: str, rule: TargetGraph) -> dict[str, Output]:
    """The finding once it is certain, and of each row what is to be said of it (`evaluation.targets`)."""
    able: dict[DueFinding, list[Node]] = {"not_applicable": [rule.applies.false]}
    able["not_due"] = [g.and_(rule.applies.true, g.not_(rule.rows[0].reached))]
    for row in rule.rows:
        asked = g.and_(rule.applies.true, g.or_(g.not_(rule.dated), row.last))
        unmet: DueFinding = row.due.modality.unmet if row.due.modality else "breach"
        if row.holds is None:
            able.setdefault("not_measurable", []).append(asked)
        else:
            able.setdefault("met", []).append(g.and_(asked, row.holds.true))
            able.setdefault(unmet, []).append(g.and_(asked, row.holds.false))
    can = [g.or_(*nodes) for nodes in able.values()]
    sure: list[tuple[Node, str]] = [(_only(g, can, n), name) for n, name in enumerate(able)]
    sure.append((g.not_(g.or_(*(node for node, _ in sure))), "unknown"))
    found: dict[str, Output] = {f"{id_}.finding": Text(tuple(sure))}
    never = sure[0][0]
    undated = [(g.and_(g.not_(rule.dated), never), "not_applicable"), (g.not_(g.or_(rule.dated, never)), "unknown")]
    for row in rule.rows:
        before = (g.and_(rule.dated, g.not_(row.reached)), "not_due")
        found[f"{id_}.{row.due.id}.finding"] = Text((before, *undated, *((g.and_(row.last, node), name) for node, name in sure)))
    return found
