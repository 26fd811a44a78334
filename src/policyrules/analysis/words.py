"""How stretches of numbers are said."""

from __future__ import annotations

from math import inf
from typing import Any

from policyrules.analysis.spread import Run, Spread
from policyrules.language.values import decimal_text


def place(run: Run) -> tuple[str, str]:
    """Where numbers of points lie, Chinese and English: “89 至 90 分之间（不含两端）”."""
    low, high = run.low, run.high
    if low == high:
        return f"{text(low)} 分", f"of {text(low)}"
    if low == -inf and high == inf:
        return "任何", "of any size"
    if low == -inf:
        return (
            f"{text(high)} 分{'以下（不含）' if run.open_high else '及以下'}",
            f"{'below' if run.open_high else 'up to'} {text(high)}",
        )
    if high == inf:
        return (
            f"{text(low)} 分{'以上（不含）' if run.open_low else '及以上'}",
            f"{'above' if run.open_low else 'from'} {text(low)}",
        )
    ends_zh, ends_en = {
        (True, True): ("（不含两端）", " (both excluded)"),
        (True, False): (f"（不含 {text(low)} 分）", f" ({text(low)} excluded)"),
        (False, True): (f"（不含 {text(high)} 分）", f" ({text(high)} excluded)"),
        (False, False): ("", ""),
    }[run.open_low, run.open_high]
    return f"{text(low)} 分至 {text(high)} 分之间{ends_zh}", f"between {text(low)} and {text(high)}{ends_en}"


def text(number: Any) -> str:
    """A number."""
    return decimal_text(number)


def span_of(numbers: Spread) -> tuple[str, str]:
    """How far numbers of points go: “0 至 100 分”; nothing where there is no end."""
    hull = numbers.hull
    if inf in (hull.high, -hull.low):
        return "可能", "that can come about"
    return f"{text(hull.low)} 至 {text(hull.high)} 分", f"from {text(hull.low)} to {text(hull.high)}"
