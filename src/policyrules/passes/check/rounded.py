"""取整 of a value: its step is in the unit of what it rounds."""

from __future__ import annotations

from attrs import evolve

from policyrules.diagnostics import points as q
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.passes.check.expressions import Expressions
from policyrules.passes.check.types import Typed
from policyrules.source import Span


def rounded(place: Expressions, done: Typed, rounding: s.Rounding, span: Span) -> Typed | None:
    """The value, which stands at ``span``, rounded; None after a problem."""
    step = place.constant(rounding.step, done.quantity) if isinstance(done.type, core.Quantity) else None
    if step is None or step[0] <= 0:
        place.tell(q.BadRange(span=rounding.span, found=rounding.span.text))
        return None
    return evolve(done, expr=core.Round(done.expr, step[0], rounding.mode, span=span))  # type: ignore[arg-type]
