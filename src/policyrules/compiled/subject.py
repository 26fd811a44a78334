"""One subject of a policy as functions, and how its facts get into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from policyrules.compiled.source import Reads, compiled, scales, written
from policyrules.compiled.told import Teller
from policyrules.evaluation.facts import Facts
from policyrules.graph.cards import CardGraph
from policyrules.graph.program import SubjectGraph, subject_graph
from policyrules.language import core
from policyrules.language.aggregate import Tally
from policyrules.language.lowered import LoweredCard, LoweredSubject
from policyrules.language.meaning import Env
from policyrules.language.values import NOTHING, Interval, exact, known

Figures = tuple[Any, ...]


@frozen(eq=False)
class Laid:
    """How the figures of a scorecard are laid out (`compiled.source`): its place among those of the subject, after the facts, and
    over which scale each figure of points stands. Of a ``plain`` one the total is that of its parts, and there is one grade."""

    place: int
    scales: tuple[int, ...]
    plain: bool


@frozen(eq=False)
class CardPlan:
    """A scorecard: the figures where everything is ``known`` and where not; None for what is left to the interpreter."""

    lowered: LoweredCard
    known: Laid | None
    open: Laid | None
    grades: tuple[str | None, ...]
    """Its grades by their place; None, which stands last, for none (-1)."""
    parts: tuple[str, ...]
    """Its parts by id, outermost first."""
    teller: Teller | None
    """Its parts as results, where figures are enough to tell them."""

    @property
    def card(self) -> core.Scorecard:
        return self.lowered.card


class Compiled:
    """The functions of a subject. May be used from several threads."""

    def __init__(self, entry: LoweredSubject) -> None:
        known, open_ = subject_graph(entry, True), subject_graph(entry, False)
        self.entry = entry
        self.left = known.left
        """Why a rule is left to the interpreter, by its id."""
        self.left_open = open_.left
        """The same, where some fact is missing."""
        self.source = written(entry, known, open_)
        self.functions = compiled(self.source)
        self.fields = (*self.source.known.facts, *self.source.lists)
        """Its facts, lists last, as quick functions give them back."""
        self.cards = {card.id: _plan(card, known, open_, self.fields) for card in entry.rules if isinstance(card, LoweredCard)}
        self.some = any(plan.known for plan in self.cards.values())
        """Whether there is anything to compile."""

    def figures(self, facts: Facts, env: Env, on: date | None) -> tuple[bool, Figures]:
        """The facts and the figures of the scorecards, and whether they are those of facts that are all known."""
        if not facts.missing:
            read = _known_figures(self.source.known, env, on)
            if read is not None:
                return True, (facts, *self.functions["known"](self.scaled(facts), read, on))
        return False, (facts, *self.functions["open"](self.scaled(facts), _open_figures(self.source.open, env), on))

    def scaled(self, facts: Facts) -> tuple[Any, ...]:
        """The facts as nodes read them; None for a missing one."""
        values, reads = facts.values, self.source.known
        return tuple([_scaled(values[f.alias], scale) for f, scale in zip(reads.facts, reads.scales, strict=True)])


def _plan(card: LoweredCard, known: SubjectGraph, open_: SubjectGraph, fields: Sequence[core.Field]) -> CardPlan:
    laid = {graph.complete: _laid(graph, card.id) for graph in (known, open_)}
    rows = card.card.bands.rows if card.card.bands else ()
    names = (*(row.id for row in rows), None), tuple(p.id for p in card.card.root.walk())
    known_ = laid[True]
    teller = Teller(card, fields, known_.scales) if known_ and known_.plain and Teller.possible(card) else None
    return CardPlan(card, known_, laid[False], *names, teller)


def _laid(graph: SubjectGraph, id_: str) -> Laid | None:
    made = [rule for rule in graph.rules.values() if isinstance(rule, CardGraph)]
    return next((Laid(n, scales(graph.complete, x), x.plain) for n, x in enumerate(made, 1) if x.card.id == id_), None)


def _scaled(value: Any, scale: int) -> Any:
    """None where it is not known."""
    if not known(value):
        return None
    if not scale or value is NOTHING:
        return value
    return exact(value * scale)


# ---------------------------------------------------------------- aggregates


def _known_figures(reads: Reads, env: Env, on: date | None) -> Figures | None:
    """What the aggregates come to; None where one of them, or the date, is not known."""
    if reads.on and on is None:
        return None
    found = []
    for key, part in reads.aggregates:
        value = env.values[key]
        if not known(value):
            return None
        found.append(_PARTS[part](value, env.tallies.get(key) if env.tallies else None))
    return tuple(found)


def _of_known(value: Any, tally: Tally | None) -> Any:
    return 0 if value is NOTHING else value


_PARTS: dict[str, Callable[[Any, Tally | None], Any]] = {
    "value": _of_known,
    "yes": lambda value, tally: tally.yes if tally else value,
    "all": lambda value, tally: tally.sure if tally else 0,
    "none": lambda value, tally: value is NOTHING,
}


def _open_figures(reads: Reads, env: Env) -> Figures:
    return tuple([_OPEN[part](env.values[key]) for key, part in reads.aggregates])


def _end(value: Any, low: bool) -> Any:
    if value is NOTHING:
        return 0
    found = (value.low if low else value.high) if type(value) is Interval else value
    return 0 if found is None else found


_OPEN: Mapping[str, Callable[[Any], Any]] = {
    "true": lambda v: v is not False,
    "false": lambda v: v is not True,
    "low": lambda v: _end(v, True),
    "high": lambda v: _end(v, False),
    "no low": lambda v: type(v) is Interval and v.low is None,
    "no high": lambda v: type(v) is Interval and v.high is None,
    "none": lambda v: v is NOTHING or (type(v) is Interval and v.absent),
    "some": lambda v: v is not NOTHING,
}
