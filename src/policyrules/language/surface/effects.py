"""Vetoes and what follows from them."""

from __future__ import annotations

from attrs import frozen

from policyrules.language.node import Located
from policyrules.language.surface.expressions import Expr
from policyrules.language.surface.names import Name
from policyrules.language.surface.notes import Notes


@frozen(eq=False, repr=False)
class CountsAs(Located):
    """总分 计 points."""

    points: Expr


@frozen(eq=False, repr=False)
class Barred(Located):
    """自 start 起 period 不得申报."""

    start: Expr
    period: Expr


@frozen(eq=False, repr=False)
class LimitedTo(Located):
    """等级 限为 grade."""

    grade: Name


@frozen(eq=False, repr=False)
class Excluded(Located):
    """total 不得申报: a total of its own that is not given."""

    total: Name


VetoEffect = CountsAs | Barred | LimitedTo | Excluded


@frozen(eq=False, repr=False)
class Veto(Located):
    """一票否决. Without effects there is no total."""

    test: Expr
    effects: tuple[VetoEffect, ...] = ()
    notes: Notes = ()
