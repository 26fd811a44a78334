"""Trees of the core: every node of a rule, and the same rule with some of its nodes made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar, cast

from attrs import evolve
from attrs import fields as attrs_fields

from policyrules.language import core
from policyrules.source import Span

T = TypeVar("T")
Edit = Callable[[Any], Any]
"""From a node, whose parts are changed already, to what stands in its place: the node itself where nothing does."""

_LEAVES = (core.Lit, core.Fact, core.Ref)
_NODES = (
    *(core.Arith, core.Cmp, core.Logic, core.Choose, core.Extreme, core.Round, core.Agg, core.Elapsed, core.Shift, core.Stretch),
    *(core.Scorecard, core.Part, core.Effect, core.Bands, core.Band, core.Total, core.Ranking, core.RankKey, core.Value),
    *(core.Classification, core.Requirement, core.Duty, core.Target, core.Due, core.Template, core.Slot),
)


def changed(node: T, edit: Edit) -> T:
    """The tree with every node given to ``edit``, those inside first; what nothing changed in stays the same object."""
    if isinstance(node, tuple):
        made = tuple(changed(x, edit) for x in node)
        return cast(T, made) if any(a is not b for a, b in zip(made, node, strict=True)) else node
    if isinstance(node, _LEAVES):
        return cast(T, edit(node))
    if not isinstance(node, _NODES):
        return node
    new: dict[str, Any] = {}
    for name in _inside(cast(Any, type(node))):
        before = getattr(node, name)
        after = changed(before, edit)
        if after is not before:
            new[name] = after
    return cast(T, edit(evolve(cast(Any, node), **new) if new else node))


def nodes(node: object) -> Iterator[Any]:
    """Every node of a tree, outermost first."""
    if isinstance(node, tuple):
        for x in node:
            yield from nodes(x)
    elif isinstance(node, _LEAVES):
        yield node
    elif isinstance(node, _NODES):
        yield node
        for name in _inside(cast(Any, type(node))):
            yield from nodes(getattr(node, name))


@cache
def _inside(kind: Any) -> tuple[str, ...]:
    """The attributes of a node that may hold nodes."""
    left_out = {"span", "field", "over", "cites", "assumptions", "names", "label", "id", "given", "type", "rounding"}
    return tuple(a.name for a in attrs_fields(kind) if a.name not in left_out)


Key = tuple[type, str, int, int]


def key(node: Any) -> Key:
    """What nodes made of one piece of text have in common (每季度 makes four comparisons of one): class and place."""
    return type(node), node.span.source.path, node.span.start, node.span.end


def within(span: Span, outer: Span) -> bool:
    """Whether a stretch of text lies inside another."""
    return span.source.path == outer.source.path and outer.start <= span.start and span.end <= outer.end
