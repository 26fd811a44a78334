"""Titles of suggested cases, as an official would write them."""

from __future__ import annotations

from policyrules.cases.coverage.conditions import PERIODS
from policyrules.cases.coverage.model import Covered, Goal, Here
from policyrules.cases.found import is_line
from policyrules.cases.suggest.written import shown
from policyrules.language import core
from policyrules.language.vocabulary import Side

Change = tuple[core.Field, object]
"""A fact and what is said of it; None: it is not known."""
_WAYS = {-1: ("差一点", "just under"), 0: ("正好", "just at"), 1: ("多一点", "just over")}


def titles(rule: Covered, goal: Goal, changes: list[Change], side: Side) -> list[str]:
    """What is different in a case, and what it shows: shorter ones first, without marks that a title cannot hold."""
    n = 0 if side == "zh" else 1
    comma, colon = ("，", "：") if side == "zh" else (", ", ": ")
    told = [_said(goal, change, side) for change in changes]
    plain = goal.said[n].replace("“", "").replace("”", "").replace("`", "").replace('"', "")
    about = comma.join(told) if told and all(told) else plain
    whole = f"{rule.label[n]}{colon}{about}"
    alone = len(changes) == 1 and told[0] and (_edge(goal, changes[0][0]) or isinstance(changes[0][1], list))
    last = rule.path[-2:] if is_line(rule.path[-1]) else rule.path[-1:]
    return [about, whole] if alone else [f"{'的'.join(last)}{colon}{about}", whole]


def _edge(goal: Goal, fact: core.Field) -> bool:
    edge = goal.asked.edge if isinstance(goal.asked, Here) else None
    return edge is not None and isinstance(edge.left, core.Fact) and edge.left.field is fact


def _said(goal: Goal, change: Change, side: Side) -> str:
    fact, value = change
    zh, name = side == "zh", fact.name.replace(".", "的") if side == "zh" else fact.name.replace(".", " ")
    if value is None:
        return f"不知道{name}" if zh else f"{name} not known"
    if value == []:
        return f"没有{name}" if zh else f"no {name}"
    text = shown(fact, value, side)
    if isinstance(value, list):
        period = next((p for p in PERIODS if p[0] in goal.said[0]), None)
        alone = goal.kind == "side" and period is not None and goal.key.endswith(tuple("123456789"))
        return "" if not alone or period is None else f"{period[0]}没有{name}" if zh else f"no {name} in {period[1]}"
    edge = goal.asked.edge if isinstance(goal.asked, Here) else None
    if edge is not None and _edge(goal, fact):
        way = _WAYS[edge.way][0 if zh else 1]
        return f"{name}{way}：{text}" if zh else f"{name} {way}: {text}"
    return f"{name}为{text}" if zh else f"{name} is {text}"
