"""Printing expressions, in either vocabulary: names with the marks they need, brackets where something binds too loosely."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from policyrules.language import surface as s
from policyrules.language.characters import normalise
from policyrules.language.vocabulary import COMPARATORS, SYMBOLS, Side, by_spelling, word

_BARE = re.compile(r"(?:(?!的)[^\W\d]|·|(?<=[A-Za-z0-9_])[0-9])+")
_CODE = re.compile(r"[0-9]+[A-Za-z][A-Za-z0-9]*级?")
_SPLIT = re.compile(r".+(?:以上|以下|以内)$")
_STARTERS = ("cite", "assume", "strictness", "when there are none", "rounding")
"""Keywords that begin a line where rows begin with names; as names they are quoted."""
_SECOND = {"above", "below", "more", "less", "full"}
"""Words that after `and`, `or` or `per` would make one keyword with it."""
_INFIX = frozenset(spelt for w in COMPARATORS if not w.postfix for spelt in (w.zh, w.en))
"""Words that begin a row of a table as a comparison; as names they are quoted there."""
_AFTER_NUMBERS = (
    *_STARTERS,
    *("and", "or", "as", "by", "to", "then", "otherwise", "between", "both included", "is one of", "prorated", "in steps of"),
    *("highest only", "lowest only", "no higher than", "no lower than", "completes"),
    *("per", "per full", "award", "deduct", "in bands", "applies until", "beyond full marks", "for each of", "onwards", "barred"),
    *("columns", "added up", "not counted in full marks", "high to low", "low to high", "early to late", "late to early"),
)
"""Keywords besides comparison words that may come after a number; as units they are quoted."""

POSTFIX = frozenset(w.en for w in COMPARATORS if w.postfix)
POINTS = "分"
"""The unit that stands apart from its number, as people write points, unless a comparison word follows: 5 分, 90分及以上."""
# How tightly each kind of expression binds; brackets go around what binds more loosely than its place needs.
LOOSEST, OR, AND, NOT, COMPARISON, SUM, PRODUCT, UNARY, ATOM = range(9)


class ExpressionPrinter:
    """Prints expressions in one vocabulary."""

    def __init__(self, side: Side) -> None:
        self.side: Side = side
        zh = side == "zh"
        self.comma, self.colon, self.dun = ("，", "：", "、") if zh else (", ", ": ", "、 ")
        self.of = self.k("'s") if zh else f" {self.k(chr(39) + 's')} "
        self.open, self.close = ("（", "）") if zh else ("(", ")")
        quoted = {w for v in ("zh", "en") for w, row in by_spelling(v).items() if row.reserved or row.en in _STARTERS}
        self.quoted = frozenset(quoted)
        """Words that are quoted wherever they are names."""
        self.operands = self.quoted | {self.k("by"), self.k("in all other cases")} | _SECOND | _INFIX
        """Words that are quoted where they are names that begin an operand."""
        self.following = frozenset(by_spelling(side))
        """Words that are quoted where they are names that follow another name or a title."""
        self.after_numbers = {w.spelt(side) for w in COMPARATORS} | {self.k(w) for w in _AFTER_NUMBERS}

    def k(self, en: str) -> str:
        """A keyword, or a sign as it is."""
        return en if en in SYMBOLS else word(en).spelt(self.side)

    @contextmanager
    def wary(self, words: Iterable[str]) -> Iterator[None]:
        """Where names that begin an operand are quoted too if they are one of some words."""
        plain, self.operands = self.operands, self.operands.union(words)
        try:
            yield
        finally:
            self.operands = plain

    # ------------------------------------------------------------ names and texts

    def quote(self, node: s.Quote) -> str:
        nested = re.fullmatch(r"(?:[^“”\n]|“[^“”\n]*”)*", node.text)
        return f"“{node.text}”" if nested else f'"{node.text}"'

    def name(self, node: s.Name, quoted: Collection[str] | None = None) -> str:
        """A name, between marks where it could be taken for something else: one of ``quoted``, or what is no bare name."""
        text = node.text
        plain = _BARE.fullmatch(text) and not _SPLIT.match(text) and text == normalise(text)
        if plain and text not in (self.quoted if quoted is None else quoted):
            return text
        return f"`{text}`" if "」" in text else f"「{text}」"

    def choice(self, node: s.Name) -> str:
        return node.text if _CODE.fullmatch(node.text) else self.name(node)

    def unit(self, node: s.Name) -> str:
        """A unit as it comes after a number."""
        spelt = self.name(node, self.after_numbers)
        if spelt.startswith("年底"):  # 2021年底 is a day
            spelt = f"「{spelt}」"
        apart = self.side == "en" or spelt[0].isascii() or spelt == POINTS  # 5ml would be one word
        return f" {spelt}" if apart else spelt

    def head(self, node: s.Head) -> str:
        alias = f" {self.k('as')} {self.name(node.alias, ())}" if node.alias else ""
        return self.name(node.name) + alias + (f" {self.quote(node.title)}" if node.title else "")

    # ------------------------------------------------------------ expressions

    def expr(self, node: s.Expr, needed: int = LOOSEST) -> str:
        """An expression where at least ``needed`` tightness is called for."""
        spell: Callable[[Any], tuple[str, int]] = getattr(self, f"_{type(node).__name__.lower()}")
        text, binds = spell(node)
        return text if binds >= needed else f"{self.open}{text}{self.close}"

    def _number(self, node: s.Number) -> tuple[str, int]:
        return node.text + (self.unit(node.unit) if node.unit else ""), ATOM

    def _code(self, node: s.Code) -> tuple[str, int]:
        return node.text, ATOM

    def _day(self, node: s.Day) -> tuple[str, int]:
        return node.day.isoformat(), ATOM

    def _truth(self, node: s.Truth) -> tuple[str, int]:
        return self.k("yes" if node.value else "no"), ATOM

    def _nothing(self, node: s.Nothing) -> tuple[str, int]:
        return self.k("none"), ATOM

    def _total(self, node: s.Total) -> tuple[str, int]:
        return self.k("total"), ATOM

    def _quote(self, node: s.Quote) -> tuple[str, int]:
        return self.quote(node), ATOM

    def _path(self, node: s.Path) -> tuple[str, int]:
        return self.path(node, self.operands), ATOM

    def path(self, node: s.Path, quoted: Collection[str]) -> str:
        """Names joined, where the first must not be one of some words."""
        first, *rest = node.steps
        return self.of.join([self.name(first, quoted), *map(self.name, rest)])

    def _call(self, node: s.Call) -> tuple[str, int]:
        return (
            f"{self.name(node.name, self.operands)}{self.open}{self.comma.join(self.expr(a) for a in node.args)}{self.close}",
            ATOM,
        )

    def _negative(self, node: s.Negative) -> tuple[str, int]:
        return f"-{self.expr(node.operand, UNARY)}", UNARY

    def _chain(self, node: s.Chain) -> tuple[str, int]:
        rank = SUM if node.rest[0][0] in "+-" else PRODUCT
        rest = "".join(f" {op} {self.expr(item, rank + 1)}" for op, item in node.rest)
        return self.expr(node.first, rank + 1) + rest, rank

    def _compare(self, node: s.Compare) -> tuple[str, int]:
        return f"{self.expr(node.left, SUM)} {self.k(node.word)} {self.expr(node.right, SUM)}", COMPARISON

    def _postcompare(self, node: s.PostCompare) -> tuple[str, int]:
        return f"{self.expr(node.left, SUM)} {self.before(node.right)}{self.k(node.word)}", COMPARISON

    def before(self, node: s.Expr, needed: int = LOOSEST) -> str:
        """An operand before a comparison word; they stand together unless they could be read as one word."""
        text = self.expr(node, needed)
        if self.side == "en" or not isinstance(node, s.Number | s.Code) or text.endswith("及"):
            return f"{text} "
        return text.removesuffix(f" {POINTS}") + POINTS if text.endswith(f" {POINTS}") else text

    def _between(self, node: s.Between) -> tuple[str, int]:
        ends = f"{self.expr(node.low, SUM)} {self.k('to')} {self.expr(node.high, SUM)}"
        return f"{self.expr(node.operand, SUM)} {self.k('between')} {ends} {self.k('both included')}", COMPARISON

    def _among(self, node: s.Among) -> tuple[str, int]:
        values = self.dun.join(self.expr(v, ATOM) for v in node.values)
        return f"{self.expr(node.operand, SUM)} {self.k('is one of')} {values}", COMPARISON

    def _elapsed(self, node: s.Elapsed) -> tuple[str, int]:
        ends = f"{self.k('from')} {self.expr(node.start, SUM)} {self.k('to')} {self.expr(node.end, SUM)}"
        return f"{ends} {self.k('completes')} {self.expr(node.period, SUM)}", COMPARISON

    def _not(self, node: s.Not) -> tuple[str, int]:
        return f"{self.k('not')} {self.expr(node.operand, NOT)}", NOT

    def _junction(self, node: s.Junction) -> tuple[str, int]:
        # Brackets around 且 within 或者 are not needed; whoever reads would have to know that.
        return f" {self.k(node.word)} ".join(self.expr(i, NOT) for i in node.items), OR if node.word == "or" else AND

    def _conditional(self, node: s.Conditional) -> tuple[str, int]:
        test, then = self.expr(node.condition, OR), self.expr(node.then, OR)
        words = self.k("if"), test, self.k("then"), then, self.k("otherwise"), self.expr(node.otherwise)
        return " ".join(words), LOOSEST

    # ------------------------------------------------------------ lists

    def _records(self, node: s.Records) -> tuple[str, int]:
        return self.records(node, self.operands), ATOM

    def records(self, node: s.Records, quoted: Collection[str]) -> str:
        """A list; its name must not be one of some words, and behind a window none that could follow a number."""
        window = f"{self.window(node.window)} " if node.window else ""
        quoted = self.following if node.window else quoted
        return window + self.of.join(self.step(x, self.quoted if place else quoted) for place, x in enumerate(node.steps))

    def step(self, node: s.Step, quoted: Collection[str]) -> str:
        where = f"{self.open}{self.expr(node.where)}{self.close}" if node.where is not None else ""
        return self.name(node.name, quoted) + where

    def window(self, node: s.Window) -> str:
        return f"{self.k('last')} {self._number(node.length)[0]}{self.bracketed(node.by)}"

    def brackets(self, node: s.Expr) -> str:
        return f"{self.open}{self.expr(node, OR)}{self.close}"

    def bracketed(self, name: s.Name | None) -> str:
        return f"{self.open}{self.name(name)}{self.close}" if name else ""

    def _count(self, node: s.Count) -> tuple[str, int]:
        return f"{self.expr(node.records)}{self.of}{self.k(node.word)}", ATOM

    def _summary(self, node: s.Summary) -> tuple[str, int]:
        return f"{self.expr(node.records)} {self.k(node.word)}", ATOM

    def _share(self, node: s.Share) -> tuple[str, int]:
        condition = self.brackets(node.condition)
        return f"{self.expr(node.records)} {self.k('with')} {condition}{self.of}{self.k(node.word)}", ATOM

    def _each(self, node: s.Each) -> tuple[str, int]:
        each = f"{self.k('each')} "
        if node.records is None:
            return each + self.expr(node.condition, COMPARISON), COMPARISON
        plain = isinstance(node.condition, s.Path) and self.expr(node.condition, ATOM)
        return f"{each}{self.expr(node.records)} {self.k('all satisfy')} {plain or self.brackets(node.condition)}", COMPARISON

    def _every(self, node: s.Every) -> tuple[str, int]:
        return f"{self.k(node.word)}{self.bracketed(node.by)} {self.expr(node.condition, COMPARISON)}", COMPARISON

    def _some(self, node: s.Some) -> tuple[str, int]:
        records, condition = self.records(node.records, self.following), self.brackets(node.condition)
        least = f"{self.k('at least')} {self._number(node.least)[0]}"
        return f"{least} {records} {self.k('satisfies')} {condition}", COMPARISON
