"""Rules: values, scorecards with their parts, effects and grades; and what the header says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from attrs import evolve, field, frozen

from policyrules.language.core.expressions import Expr, Logic, Shift
from policyrules.language.core.notes import Assumption, Citation
from policyrules.language.core.types import Field, Quantity, Type
from policyrules.language.node import Shown
from policyrules.language.units import Unit
from policyrules.language.values import Number
from policyrules.language.vocabulary import Modality
from policyrules.source import Span


@frozen(eq=False, repr=False)
class Value(Shown):
    """设 or 参数: a named value, worked out once for an evaluation."""

    id: str
    name: str
    expr: Expr
    type: Type
    span: Span = field(repr=False)
    parameter: bool = False
    subject: str = ""
    assumptions: tuple[Assumption, ...] = ()
    cites: tuple[Citation, ...] = ()
    optional: bool = False
    """Whether it may be 无."""

    @property
    def unit(self) -> Unit | None:
        return self.type.unit if isinstance(self.type, Quantity) else None


PartKind = Literal["scorecard", "group", "item", "criterion", "line"]


@frozen(eq=False, repr=False)
class Part(Shown):
    """One recursive node for scorecard, group, item, criterion and, where a criterion has several awards, each of its lines.

    ``id`` is the path of aliases below the scorecard ("" for the scorecard itself), ``names`` the same path in names. ``points``
    is what it can give at most (None: not declared and not a constant). ``body`` is parts, or one expression for a leaf.
    ``assumptions`` are those that touch it, the ones it stands under included. ``until`` is the last day on which it applies
    (施行至); that the day of evaluation is not later is then the first condition of its ``guard``.

    ``firm``: what it can give at most follows from the rules alone, and not from how far facts are declared to go.
    ``apart`` (不计入满分): where it is not applicable, full marks above are less by its ``points``.

    ``beyond`` (附加分): its points stand outside the ``points`` of the parts above and outside their ``low`` and ``high``;
    ``carries``: such a part stands somewhere below. Only a scorecard can hold the sum, 附加分 included, down or up:
    ``whole``, least and most.
    """

    id: str
    kind: PartKind
    label: str
    points: Number | None
    body: tuple[Part, ...] | Expr = field(repr=False)
    span: Span = field(repr=False)
    guard: Expr | None = None
    combine: Literal["sum", "max", "min"] = "sum"
    low: Number | None = None
    high: Number | None = None
    modality: Modality | None = None
    cites: tuple[Citation, ...] = field(default=(), repr=False)
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)
    names: tuple[str, ...] = ()
    until: date | None = None
    beyond: bool = False
    apart: bool = False
    firm: bool = True
    carries: bool = False
    whole: tuple[Number | None, Number | None] = (None, None)

    def walk(self) -> Iterator[Part]:
        """The part and those below it, outermost first, in the order they are declared."""
        yield self
        if isinstance(self.body, tuple):
            for part in self.body:
                yield from part.walk()

    @property
    def precondition(self) -> Expr | None:
        """The guard without 施行至."""
        if self.until is None or self.guard is None:
            return self.guard
        if not isinstance(self.guard, Logic):
            return None
        rest = self.guard.items[1:]
        return rest[0] if len(rest) == 1 else evolve(self.guard, items=rest)

    @property
    def excusable(self) -> bool:
        """Whether what is unmet is to be explained, so that exceptions can be accepted."""
        return self.modality is not None and self.modality.unmet == "explain"

    @property
    def leaf(self) -> bool:
        return not isinstance(self.body, tuple)


@frozen(eq=False, repr=False)
class Effect(Shown):
    """前提 under a scorecard, a gate: unmet, the subject is not eligible. Or 一票否决, a veto, and what follows where it is met.

    ``total`` is what the total then counts as, ``until`` the last day on which the subject is barred, ``limit`` the id and the
    name of the best grade that is left, ``excluded`` ids and names of totals of their own that are not given. A veto of which
    none is stated annuls: there is no total.
    """

    kind: Literal["gate", "veto"]
    condition: Expr
    span: Span = field(repr=False)
    cites: tuple[Citation, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    total: Number | None = None
    until: Shift | None = None
    limit: tuple[str, str] | None = None
    excluded: tuple[tuple[str, str], ...] = ()

    @property
    def annuls(self) -> bool:
        """Whether there is no total where it is met."""
        stated = self.total is not None or self.until is not None or self.limit is not None or bool(self.excluded)
        return self.kind == "veto" and not stated


@frozen(eq=False, repr=False)
class Total(Shown):
    """总计: a total of its own over the points of parts, of other totals and of facts; ``id`` is its alias."""

    id: str
    name: str
    label: str
    expr: Expr = field(repr=False)
    span: Span = field(repr=False)
    cites: tuple[Citation, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


@frozen(eq=False, repr=False)
class RankKey(Shown):
    """A row of 排序: what is compared, and whether more of it, or a later day, comes first."""

    label: str
    expr: Expr = field(repr=False)
    descending: bool
    span: Span = field(repr=False)


@frozen(eq=False, repr=False)
class Ranking(Shown):
    """排序: subjects in order of the first key, those that it leaves equal by the next."""

    keys: tuple[RankKey, ...]
    span: Span = field(repr=False)
    cites: tuple[Citation, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


@frozen(eq=False, repr=False)
class Band(Shown):
    """A row of 等级; ``condition`` None is 其余."""

    id: str
    label: str
    condition: Expr | None
    span: Span = field(repr=False)
    cites: tuple[Citation, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


@frozen(eq=False, repr=False)
class Bands(Shown):
    """等级: the first row that holds; where they are ``exclusive`` (互斥) the only one. ``rounding`` (step, mode) rounds a copy of
    the total for grading only."""

    rows: tuple[Band, ...]
    span: Span = field(repr=False)
    rounding: tuple[Number, Literal["half up", "down", "up", "half even"]] | None = None
    cites: tuple[Citation, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    exclusive: bool = False


def scored(bands: Bands | None, totals: Iterable[Total], ranking: Ranking | None) -> tuple[Expr, ...]:
    """The expressions that may ask for the points of parts: of grades, totals and a ranking."""
    rows = [row.condition for row in bands.rows if row.condition is not None] if bands else []
    return (*rows, *(t.expr for t in totals), *(k.expr for k in (ranking.keys if ranking else ())))


@frozen(eq=False, repr=False)
class Scorecard(Shown):
    """评分: its parts under one root, its gates, grades and vetoes; totals of its own, and how subjects are ranked by it."""

    id: str
    name: str
    label: str
    subject: str
    root: Part = field(repr=False)
    gates: tuple[Effect, ...] = field(default=(), repr=False)
    bands: Bands | None = field(default=None, repr=False)
    vetoes: tuple[Effect, ...] = field(default=(), repr=False)
    totals: tuple[Total, ...] = field(default=(), repr=False)
    ranking: Ranking | None = field(default=None, repr=False)

    @property
    def span(self) -> Span:
        return self.root.span


@frozen(eq=False, repr=False)
class Subject(Shown):
    """对象: what can be evaluated, with its facts in order of declaration."""

    id: str
    name: str
    label: str
    fields: tuple[Field, ...] = field(repr=False)
    span: Span = field(repr=False)


@frozen(eq=False, repr=False)
class Document(Shown):
    """What the header says of the document the rules come from. ``name`` is that of its pack."""

    title: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    dated: date | None = None
    start: date | None = None
    end: date | None = None
    sources: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = field(default=(), repr=False)
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)
    name: str = ""
