"""The generated programs have everything the core can say: what never occurs in them is held by no property."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, get_args, get_type_hints

import attrs
import list_programs
import programs
import pytest
from packs import build_texts

from policyrules.language import core
from policyrules.source import Span

SEEDS = range(120)


def nodes(value: Any, seen: set[int]) -> Iterator[core.Expr | core.Stretch]:
    """Every node in a tree of a program."""
    if id(value) in seen or isinstance(value, core.Field):
        return
    seen.add(id(value))
    if isinstance(value, get_args(core.Expr)):
        for node in core.walk(value):
            yield node
            if isinstance(node, core.Agg) and node.within:
                yield node.within
    elif isinstance(value, tuple):
        for item in value:
            yield from nodes(item, seen)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from nodes(getattr(value, field.name), seen)


def kinds(node: core.Expr | core.Stretch) -> Iterator[str]:
    """What a node is: its class, and what tells it from others of its class."""
    name = type(node).__name__
    yield name
    for told in ("op", "mode", "kind", "unit"):
        if isinstance(value := getattr(node, told, None), str):
            yield f"{name} {value}"
    if isinstance(node, core.Choose):
        yield f"{name} {'table' if node.table else 'exclusive' if node.exclusive else 'conditions'}"
    if isinstance(node, core.Stretch):
        yield f"{name} of {node.of}"


def every_kind() -> set[str]:
    """All there are, as the core declares them; but for a choice of classes that exclude each other, as no 分类 is generated."""
    found = {"Choose table", "Choose conditions", "Stretch", "Stretch of 0", "Stretch of 1", "Stretch of 4"}
    for node in (*get_args(core.Expr), core.Stretch):
        found.add(node.__name__)
        for told, kind in get_type_hints(node, {**vars(core.expressions), "Span": Span}).items():
            if told in ("op", "mode", "kind", "unit"):
                found |= {f"{node.__name__} {value}" for value in get_args(kind) if isinstance(value, str)}
    return found - {"Ref aggregate"}  # made by lowering


@pytest.fixture(scope="module")
def generated() -> set[str]:
    """What stands in generated programs, as many of them as it takes."""
    found, wanted = set[str](), every_kind()
    for text in (module.program(Random(seed)).text for seed in SEEDS for module in (programs, list_programs)):
        lowered = build_texts(text).lowered
        if lowered is not None:
            for tree in (lowered.program.rules, lowered.program.values):
                found.update(kind for node in nodes(tree, set()) for kind in kinds(node))
        if found >= wanted:
            break
    return found


def test_every_node_is_known_to_be_one() -> None:
    assert {"Elapsed months", "Shift days", "Round half even", "Extreme max", "Agg mean", "Cmp ne"} <= every_kind()
    assert len(get_args(core.Expr)) == 12


def test_everything_the_core_can_say_is_generated(generated: set[str]) -> None:
    assert every_kind() - generated == set()
