"""Builtins: one row each, from which checking, the reference page and the tests are made."""

from __future__ import annotations

from typing import Literal

from attrs import frozen


@frozen
class Builtin:
    """A name known everywhere: spelt in Chinese or English in either vocabulary.

    ``arity`` is the least number of arguments (0: written without brackets). ``meaning`` names the core node that carries it out.
    ``examples`` are an expression and its value, run by a test.
    """

    zh: str
    en: str
    arity: int
    meaning: Literal["on", "full", "max", "min"]
    doc_zh: str
    doc_en: str
    examples: tuple[tuple[str, str], ...] = ()


BUILTINS: tuple[Builtin, ...] = (
    Builtin(
        "测评日", "evaluation_date", 0, "on", "评价所依据的日期，由调用者给出。", "The date of evaluation, which the caller gives."
    ),
    Builtin(
        *("适用满分", "applicable_marks", 0, "full"),
        *("满分减去不适用且不计入满分的各项；只能用在总计、等级、排序里。",),
        *("Full marks less the parts that do not apply and are not counted in them; for totals, grades and rankings.",),
    ),
    Builtin(
        *("较大值", "greater_of", 2, "max", "几个同类量中最大的一个。", "The greatest of several quantities of one kind."),
        examples=(("较大值（3，5，4）", "5"), ("较大值（0 - 2，0）", "0")),
    ),
    Builtin(
        *("较小值", "lesser_of", 2, "min", "几个同类量中最小的一个。", "The least of several quantities of one kind."),
        examples=(("较小值（3，5，4）", "3"), ("较小值（1 / 3，0.3333）", "0.3333")),
    ),
)

BY_NAME: dict[str, Builtin] = {name: b for b in BUILTINS for name in (b.zh, b.en)}
