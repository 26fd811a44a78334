"""What an award gives."""

from __future__ import annotations

from attrs import frozen

from policyrules.language.node import Located
from policyrules.language.surface.expressions import Expr
from policyrules.language.surface.names import Name
from policyrules.language.surface.notes import Notes


@frozen(eq=False, repr=False)
class Fixed(Located):
    """得 points."""

    points: Expr


@frozen(eq=False, repr=False)
class Deducted(Located):
    """扣 points."""

    points: Expr


@frozen(eq=False, repr=False)
class Counted(Located):
    """按 quantity 每 unit 得 points; ``full`` is 每满, ``deducts`` 扣 in place of 得, ``begun`` 不满一个按一个计."""

    quantity: Expr
    full: bool
    unit: Expr
    deducts: bool
    points: Expr
    begun: bool = False


@frozen(eq=False, repr=False)
class Prorated(Located):
    """按 ratio 折算."""

    ratio: Expr


@frozen(eq=False, repr=False)
class Rated(Located):
    """由 judge 评 low 至 high 步长 step."""

    judge: Name
    low: Expr
    high: Expr
    step: Expr | None = None
    alias: Name | None = None


@frozen(eq=False, repr=False)
class Mark(Located):
    """A test in a row of 分档: a comparison word (English twin or sign; "" for a plain value) and what is compared with."""

    word: str
    value: Expr


@frozen(eq=False, repr=False)
class Stretch(Located):
    """low 至 high, both included, or two marks that must both hold (600 以上 800 以下)."""

    low: Expr | Mark
    high: Expr | Mark


@frozen(eq=False, repr=False)
class Row(Located):
    """A row of 分档: one test for each quantity, none for 其余, and the points, one for each column."""

    tests: tuple[Mark | Stretch, ...]
    points: tuple[Expr, ...]
    notes: Notes = ()


@frozen(eq=False, repr=False)
class Banded(Located):
    """按 quantities 分档, with its rows; ``columns`` (列) test the last quantity, None for 其余."""

    quantities: tuple[Expr, ...]
    rows: tuple[Row, ...]
    columns: tuple[Mark | Stretch | None, ...] = ()


Give = Fixed | Deducted | Counted | Banded | Prorated | Rated
