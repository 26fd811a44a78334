"""Titles of suggested cases, as an official would write them."""

from __future__ import annotations

from policyrules.cases.coverage.model import Covered, Goal, Here
from policyrules.cases.suggest.written import shown
from policyrules.language import core
from policyrules.language.vocabulary import Side

Change = tuple[core.Field, object]
"""A fact and what is said of it; None: it is not known."""
_WAYS = {-1: ("差一点", "just under"), 0: ("正好", "just at"), 1: ("多一点", "just over")}


def title(rule: Covered, goal: Goal, changes: list[Change], side: Side) -> str:
    """What is different in a case, and what it shows; without marks that a title cannot hold."""
    n = 0 if side == "zh" else 1
    comma, colon = ("，", "：") if side == "zh" else (", ", ": ")
    label = rule.label[n]
    told = comma.join(x for change in changes if (x := _said(goal, change, side)))
    plain = goal.said[n].replace("“", "").replace("”", "").replace("`", "").replace('"', "")
    if len(changes) == 1 and told and not isinstance(changes[0][1], list):
        return f"{label}{colon}{told}"
    return f"{label}{colon}{plain}" if not told or any(isinstance(v, list) and v for _, v in changes) else f"{label}{colon}{told}"


def _said(goal: Goal, change: Change, side: Side) -> str:
    fact, value = change
    zh, name = side == "zh", fact.name.replace(".", "的") if side == "zh" else fact.name.replace(".", " ")
    if value is None:
        return f"不知道{name}" if zh else f"{name} not known"
    if value == []:
        return f"没有{name}" if zh else f"no {name}"
    text = shown(fact, value, side)
    edge = goal.asked.edge if isinstance(goal.asked, Here) else None
    if edge is not None and isinstance(edge.left, core.Fact) and edge.left.field is fact:
        way = _WAYS[edge.way][0 if zh else 1]
        return f"{name}{way}：{text}" if zh else f"{name} {way}: {text}"
    return f"{name}为{text}" if zh else f"{name} is {text}"
