"""What there is to show of a condition: each side of 且 and 或者 by itself, each branch, each edge of a comparison.

A side of 且 is shown where it alone fails, a side of 或者 where it alone holds, and in both nothing around it hides that: so each
matters by itself (masking MC/DC). Together with the case in which nothing of a 且 fails, or nothing of a 或者 holds, they show
every part of the condition both ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from policyrules.cases.coverage.model import Edge, Goal, Here, Kind, Level, Said
from policyrules.language import core
from policyrules.language.lowered import Aggregate

Values = Mapping[str, core.Value | Aggregate]
_PARTS: dict[int, tuple[Said, ...]] = {
    2: (("上半年", "the first half of the year"), ("下半年", "the second half of the year")),
    4: tuple((f"第{n}季度", f"quarter {k}") for k, n in enumerate("一二三四", 1)),
    12: tuple((f"{n}月", f"month {n}") for n in range(1, 13)),
}
PERIODS: tuple[Said, ...] = tuple(x for parts in _PARTS.values() for x in parts)[::-1]
"""What parts of a year are called, the longer names first."""


@frozen(eq=False)
class _Place:
    """Where an expression stands: what has to hold around it for it to matter."""

    levels: tuple[Level, ...]

    def asked(self, *wanted: tuple[core.Expr, bool]) -> _Place:
        *above, last = self.levels
        return _Place((*above, evolve(last, wanted=(*last.wanted, *wanted))))

    def into(self, aggregate: Aggregate) -> _Place:
        return _Place((*self.levels, Level((), aggregate)))


class Conditions:
    """Walks through the expressions of one subject; what lists come to is gone into once, where it is first read."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.entered: set[str] = set()

    def of(self, expr: core.Expr | None, *wanted: tuple[core.Expr, bool]) -> Iterator[Goal]:
        """Everything there is to show of an expression that is worked out where ``wanted`` holds."""
        if expr is not None:
            yield from self.walk(expr, _Place((Level(wanted),)), self.values, root=True)

    def walk(self, expr: core.Expr, at: _Place, values: Values, *, root: bool = False) -> Iterator[Goal]:
        match expr:
            case core.Logic("not", (inner,)):
                yield from self.walk(inner, at, values, root=root)
            case core.Logic():
                yield from self.junction(expr, at, values, root)
            case core.Cmp():
                yield from _edges(expr, at, values)
                for side in (expr.left, expr.right):
                    yield from self.walk(side, at, values)
            case core.Choose():
                yield from self.choice(expr, at, values)
            case core.Ref("aggregate", key):
                yield from self.records(values[key], at, values)
            case _:
                for inside in core.children(expr):
                    yield from self.walk(inside, at, values)

    def junction(self, expr: core.Logic, at: _Place, values: Values, root: bool) -> Iterator[Goal]:
        neutral, items = expr.op == "and", expr.items
        labels = self.labels(items, values)
        if root or at.levels[-1].inside:
            zh, en = ("每一项都成立", "every part holds") if neutral else ("一项也不成立", "no part holds")
            text = _text(expr)
            said = (f"“{text}”{zh}", f"`{text}`: {en}")
            yield _goal("side", expr, "all", said, at.asked(*((x, neutral) for x in items)))
        for n, item in enumerate(items):
            others = tuple((x, neutral) for k, x in enumerate(items) if k != n)
            zh, en = labels[n]
            said = (f"只有“{zh}”不成立", f"only `{en}` fails") if neutral else (f"只有“{zh}”成立", f"only `{en}` holds")
            yield _goal("side", expr, str(n + 1), said, at.asked(*others, (item, not neutral)))
            yield from self.walk(item, at.asked(*others), values)

    def choice(self, expr: core.Choose, at: _Place, values: Values) -> Iterator[Goal]:
        before: tuple[tuple[core.Expr, bool], ...] = ()
        none = core.as_unless_none(expr) is not None
        for n, (condition, then) in enumerate(expr.cases, 1):
            text = _text(condition)
            said = (
                (f"有这样的{self.listed(condition, values)}", "there are records")
                if none
                else (f"适用“{text}”", f"`{text}` applies")
            )
            here = at.asked(*before, (condition, True))
            yield _goal("branch", expr, str(n), said, here)
            if not none:
                yield from self.walk(condition, at.asked(*before), values, root=True)
            yield from self.walk(then, here, values, root=none)
            before = before if expr.exclusive else (*before, (condition, False))
        left = tuple((c, False) for c, _ in expr.cases)
        said = (
            (f"没有{self.listed(expr.cases[0][0], values)}", "there are no records")
            if none
            else ("适用其余情形", "none of these applies")
        )
        yield _goal("branch", expr, "otherwise", said, at.asked(*left))
        yield from self.walk(expr.otherwise, at.asked(*left), values)

    def records(self, found: core.Value | Aggregate, at: _Place, values: Values) -> Iterator[Goal]:
        if not isinstance(found, Aggregate) or found.id in self.entered:
            return
        self.entered.add(found.id)
        inner, agg = {**values, **found.inner}, found.agg
        inside = at.into(found)
        if agg.where is not None:
            yield from self.walk(agg.where, inside, inner)
        if agg.body is not None:
            member = inside.asked((agg.where, True)) if agg.where is not None else inside
            yield from self.walk(agg.body, member, inner)

    # ------------------------------------------------------------ words

    def labels(self, items: Sequence[core.Expr], values: Values) -> list[Said]:
        """What each side is called: as it is written, or by its period where all are written as one."""
        texts = [_text(x) for x in items]
        if len(set(texts)) == len(texts):
            return [(t, t) for t in texts]
        return [self.period(x, n, values) for n, x in enumerate(items)]

    def period(self, item: core.Expr, n: int, values: Values) -> Said:
        for node in core.walk(item):
            found = values.get(node.key) if isinstance(node, core.Ref) else None
            within = found.agg.within if isinstance(found, Aggregate) else None
            if within and within.of in _PARTS:
                return _PARTS[within.of][within.part - 1]
        right = item.right if isinstance(item, core.Cmp) else item
        return (_text(right), _text(right)) if isinstance(right, core.Lit) else (f"第{n + 1}项", f"part {n + 1}")

    def listed(self, condition: core.Expr, values: Values) -> str:
        """The name of the list of which there is something or nothing."""
        found = values.get(condition.left.key) if isinstance(condition, core.Cmp) and isinstance(condition.left, core.Ref) else None
        return found.agg.over.name if isinstance(found, Aggregate) else _text(condition)


def _text(expr: core.Expr) -> str:
    return " ".join(expr.span.text.split())


def _goal(kind: Kind, expr: core.Expr, key: str, said: Said, at: _Place, edge: Edge | None = None) -> Goal:
    line, column = expr.span.source.position(expr.span.start)
    reads = tuple(e for level in at.levels for e, _ in level.wanted)
    where = f"{kind} {line}:{column} {_text(expr)} {key}"
    return Goal(kind, where, said, Here(at.levels, edge), (*reads, *((edge.left, edge.right) if edge else ())))


# ---------------------------------------------------------------- edges


def edges(expr: core.Cmp, values: Values) -> Iterator[Goal]:
    """Those of one comparison."""
    return _edges(expr, _Place((Level(()),)), values)


def _edges(expr: core.Cmp, at: _Place, values: Values) -> Iterator[Goal]:
    """The values on either side of where the answer turns; of a fact, those on both sides of the figure."""
    right = expr.right
    if not expr.word or expr.op in ("eq", "ne") or not isinstance(right, core.Lit) or isinstance(right.value, bool | str):
        return
    near = -1 if expr.op in ("ge", "lt") else 1
    counted = not isinstance(expr.left, core.Fact) and not (isinstance(expr.left, core.Ref) and expr.left.kind == "total")
    for way, zh, en in ((-1, "差一点", "just under"), (0, "正好", "just at"), (1, "多一点", "just over")):
        if counted and way == -near:
            continue
        mark = _text(right)
        period = _period(expr.left, values)
        about = tuple(f"{p} {_text(expr)}".strip() for p in period)
        said = (f"“{about[0]}”{zh}（{mark}）", f"`{about[1]}`: {en} {mark}")
        yield _goal("edge", expr, f"{period[1]} {way}".strip(), said, at, Edge(expr.left, right, way, _step(right, counted)))  # type: ignore[arg-type]


def _period(expr: core.Expr, values: Values) -> Said:
    found = values.get(expr.key) if isinstance(expr, core.Ref) else None
    within = found.agg.within if isinstance(found, Aggregate) else None
    return _PARTS[within.of][within.part - 1] if within and within.of in _PARTS else ("", "")


def _step(mark: core.Lit, counted: bool) -> Any:
    """How far from the figure is still near: one of its unit or a hundredth; of a share that is counted a tenth, as it takes ten
    records to come so near."""
    if isinstance(mark.value, int | Fraction):
        return Fraction(1, 10 if counted else 100) if mark.ratio else 1
    return timedelta(days=1)
