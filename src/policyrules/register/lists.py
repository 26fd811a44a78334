"""Other readings of conditions over lists: what holds where there are no records (没有时), and one for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from attrs import evolve

from policyrules.language import core
from policyrules.language.trees import changed, key, nodes
from policyrules.language.units import UNITS
from policyrules.register import prose
from policyrules.register.homes import Home
from policyrules.register.model import Alternative

When = Literal["met", "unmet", "not_applicable"]
Line = core.Part | core.Duty | core.Target


def some(node: core.Agg) -> core.Expr:
    """至少一个 in the place of 每个."""
    assert node.body is not None
    both = node.body if node.where is None else core.Logic("and", (node.where, node.body), span=node.span)
    return core.some(evolve(node, op="count", where=both, body=None, unit=UNITS["个"]), node.span)


def longer(node: core.Agg) -> core.Agg:
    """A window that has the day so far back as well: a condition on the date, in its place."""
    within = node.within
    assert within is not None
    day, on = core.Fact(within.field, span=within.span), core.Ref("on", "on", span=within.span)
    first = core.Shift(on, -within.part, within.unit, span=within.span)
    days = (core.Cmp("ge", "", day, first, span=within.span), core.Cmp("le", "", day, on, span=within.span))
    both = core.Logic("and", days if node.where is None else (*days, node.where), span=node.span)
    return evolve(node, within=None, where=both)


def none_otherwise(home: Home) -> Iterator[Alternative]:
    """Both other things that 没有时 may say, on the line of an assumption, or on all lines of its block that say the same and have
    no assumption of their own about it."""
    lines = list(_lines(home))
    now = {w for x in lines if (w := says(x)) is not None}
    if len(now) != 1:
        return
    keys = frozenset(key(x) for x in lines if says(x) is not None)
    (word,) = now
    for other in ("met", "unmet", "not_applicable"):
        if other != word and all(_can(x, other) for x in lines if says(x) is not None):
            yield Alternative(f"none:{other}", *prose.none(other), _edit(keys, other))


def _edit(keys: frozenset[Any], when: When) -> Callable[[Any], Any]:
    def edit(node: Any) -> Any:
        return said(node, when) if isinstance(node, Line) and key(node) in keys else node

    return edit


def _lines(home: Home) -> Iterable[Line]:
    holder = home.holder
    if isinstance(holder, core.Part) and not holder.leaf:
        if holder.kind in ("scorecard", "group"):
            return ()
        kind = {a for a in holder.assumptions if a.kind == "basis"}
        leaves = [p for p in holder.walk() if p.leaf]
        return [p for p in leaves if not any(a.kind == "basis" and a not in kind and _on(a, p) for a in p.assumptions)]
    if isinstance(holder, core.Requirement):
        return holder.duties
    return (holder,) if isinstance(holder, Line) else ()


def _on(assumption: core.Assumption, part: core.Part) -> bool:
    span = assumption.span
    return part.span.source.path == span.source.path and part.span.start <= span.start < part.span.end


# ---------------------------------------------------------------- one line


def says(line: Line) -> When | None:
    """What 没有时 says on a line; None where it says nothing."""
    for x in nodes(_exprs(line)):
        if isinstance(x, core.Choose) and core.as_unless_none(x) is not None and isinstance(x.otherwise, core.Lit):
            return "met" if x.otherwise.value else "unmet"
    return "not_applicable" if _somes(line) else None


def said(line: Line, when: When) -> Line:
    """The line with another 没有时."""
    if says(line) == "not_applicable":
        return _wrapped(line, when)
    if when != "not_applicable":
        return _mapped(line, _told(when))
    somes = [x.cases[0][0] for x in nodes(_exprs(line)) if isinstance(x, core.Choose) and core.as_unless_none(x) is not None]
    return _guarded(_mapped(line, _bare), dict.fromkeys([*_conjuncts(line.guard), *somes]))


def _can(line: Line, when: When) -> bool:
    """Whether 没有时 can say it of what is asked there: of a share or of each record, and for 不适用 of anything."""
    return says(line) != "not_applicable" or any(_agg(x, _somes(line)) for x in nodes(_exprs(line)))


def _exprs(line: Line) -> tuple[Any, ...]:
    match line:
        case core.Part(body=body):
            return () if isinstance(body, tuple) else (body,)
        case core.Duty(test=test):
            return (test,)
        case core.Target(measure=measure):
            return (measure,)


def _mapped(line: Line, edit: Callable[[Any], Any]) -> Line:
    match line:
        case core.Part(body=body):
            return evolve(line, body=changed(body, edit))
        case core.Duty(test=test):
            return evolve(line, test=changed(test, edit))
        case core.Target(measure=measure):
            made = changed(measure, edit)
            return evolve(
                line, measure=made, rows=tuple(evolve(r, test=evolve(r.test, left=made) if r.test else None) for r in line.rows)
            )


def _told(when: When) -> Callable[[Any], Any]:
    def edit(node: Any) -> Any:
        if not isinstance(node, core.Choose) or core.as_unless_none(node) is None or not isinstance(node.otherwise, core.Lit):
            return node
        holds = when == "met"
        value = holds if isinstance(node.otherwise.value, bool) else int(holds)
        return evolve(node, otherwise=evolve(node.otherwise, value=value))

    return edit


def _bare(node: Any) -> Any:
    return (core.as_unless_none(node) or node) if isinstance(node, core.Choose) else node


def _conjuncts(guard: core.Expr | None) -> tuple[core.Expr, ...]:
    if guard is None:
        return ()
    return guard.items if isinstance(guard, core.Logic) and guard.op == "and" else (guard,)


def _somes(line: Line) -> list[core.Cmp]:
    """The conditions of 不适用: that there is a record."""
    return [x for x in _conjuncts(line.guard) if isinstance(x, core.Cmp) and core.is_some(x)]


def _guarded(line: Line, conditions: Iterable[core.Expr]) -> Line:
    items = tuple(conditions)
    guard = items[0] if len(items) == 1 else core.Logic("and", items, span=line.span) if items else None
    return evolve(line, guard=guard)


def _agg(node: Any, somes: Iterable[core.Cmp]) -> core.Cmp | None:
    """Of what is asked of each record, or of the share of them, the condition that there is a record."""
    if not isinstance(node, core.Agg) or node.op not in ("all", "share"):
        return None
    return next((x for x in somes if x.left == evolve(node, op="count", body=None, unit=UNITS["个"])), None)


def _wrapped(line: Line, when: When) -> Line:
    """Without 不适用: what is asked of no records is met or not."""
    somes = _somes(line)

    def edit(node: Any) -> Any:
        there = _agg(node, somes)
        if there is None:
            return node
        value = when == "met"
        return core.unless_none(there, node, value if node.op == "all" else int(value), node.span)

    done = [there for x in nodes(_exprs(line)) if (there := _agg(x, somes)) is not None]
    kept = [x for x in _conjuncts(line.guard) if not any(x is y for y in done)]
    return _guarded(_mapped(line, edit), kept)
