"""The claims of expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, cast

from attrs import Factory, define
from attrs import fields as attrs_fields

from policyrules.language import surface as s
from policyrules.language.interval import MIRRORED, NEGATED
from policyrules.language.units import UNITS
from policyrules.language.vocabulary import SYMBOLS, Comparator, word
from policyrules.provenance.audit.claims import Amount, Claim, Role, Scope
from policyrules.source import Span

_AGES = ("岁", "周岁")
_LEVEL = re.compile(r"([0-9]+)[Aa]级?")
_SKIPPED = ("span", "notes")


@define(eq=False)
class Known:
    """What names stand for: parameters with their scopes, and the names of levels; and which open words include the number."""

    parameters: dict[str, tuple[s.Expr, Scope]] = Factory(dict)
    levels: set[str] = Factory(set)
    reading: Mapping[str, bool] = Factory(dict)

    def operator(self, spelt: str) -> str:
        """The sense of a comparison word (English twin or sign) under the document's 用语."""
        if spelt in SYMBOLS:
            return SYMBOLS[spelt]
        row = word(spelt)
        if not isinstance(row, Comparator):
            return ""
        strict = row.postfix and not spelt.startswith("and ") and not self.reading.get(spelt, True)
        return {"ge": "gt", "le": "lt"}.get(row.op, row.op) if strict else row.op


def measure(text: str, unit: str) -> tuple[Fraction, str]:
    """A figure in base units, and what it measures: a unit of the language by its dimension, any other by its symbol."""
    value = Fraction(text.rstrip("%％"))
    if text[-1] in "%％":
        return value / 100, "%"
    return scaled(value, unit)


def scaled(value: Fraction, unit: str) -> tuple[Fraction, str]:
    """A value of a unit in base units, and the dimension."""
    known = UNITS.get(unit)
    if known is None:
        return value, unit
    return value * known.scale, "age" if unit in _AGES else known.dimension[0][0]


def nodes(tree: Any) -> Iterator[s.Node]:
    """Every node of a tree, annotations left out, in the order it is written."""
    stack = [tree]
    while stack:
        here = stack.pop()
        if isinstance(here, tuple):
            stack.extend(reversed(here))
        elif isinstance(here, s.Node):
            yield here
            stack.extend(getattr(here, a.name) for a in reversed(attrs_fields(type(here))) if a.name not in _SKIPPED)


@define(eq=False)
class Reader:
    """Reads the claims of one expression. ``role`` is that of figures outside comparisons."""

    known: Known
    role: Role
    turned: bool = False

    def read(self, node: Any) -> Iterator[Claim]:
        match node:
            case s.Not():
                yield from self.negation(node)
            case s.Junction():
                if len(node.items) > 1:
                    yield Claim(cast(Role, self.junction(node.word)), _between(node), node.word)
                yield from self.each(node.items)
            case s.Compare() | s.PostCompare():
                yield from self.comparison(node.left, node.word, node.right, node.span)
            case s.Between():
                yield from self.read(node.operand)
                for side, op in ((node.low, "ge"), (node.high, "le")):
                    yield from self.bounded(side, NEGATED[op] if self.turned else op, "between", side.span)
            case s.Elapsed():
                yield from self.each((node.start, node.end))
                op = "lt" if self.turned else "ge"
                yield from self.bounded(node.period, op, "completes", node.period.span, role="period")
            case s.Every():
                yield Claim("every", _first(node.span, node.condition.span), node.word)
                yield from self.read(node.condition)
            case s.Each():
                yield Claim("each", _first(node.span, (node.records or node.condition).span), "each")
                yield from self.each((node.records, node.condition))
            case s.Some():
                yield Claim("some", node.least.span, "some")
                yield from self.amounts(node.least, "count", "ge", "at least", node.least.span)
                yield from self.each((node.records, node.condition))
            case s.Share():
                if node.word == "share":
                    yield Claim("share", Span(node.span.source, node.condition.span.end, node.span.end), "share")
                yield from self.each((node.records, node.condition))
            case s.Summary():
                yield Claim("summary", Span(node.span.source, node.records.steps[-1].span.end, node.span.end), node.word)
                yield from self.read(node.records)
            case s.Window():
                yield from self.amounts(node.length, "period", "", "", None)
            case s.Number() | s.Code() | s.Day() | s.Path():
                yield from self.amounts(node, self.role, "", "", None)
            case s.Among():
                yield from self.read(node.operand)
            case s.Node():
                yield from self.each(getattr(node, a.name) for a in attrs_fields(type(node)) if a.name not in _SKIPPED)
            case tuple():
                yield from self.each(node)

    def each(self, trees: Any) -> Iterator[Claim]:
        for tree in trees:
            yield from self.read(tree)

    def junction(self, spelt: str) -> str:
        return ("and", "or")[(spelt == "or") != self.turned]

    def negation(self, node: s.Not) -> Iterator[Claim]:
        inner = Reader(self.known, self.role, not self.turned)
        claims = list(inner.read(node.operand))
        if not any(isinstance(c, Amount) and c.op for c in claims):
            yield Claim("not", _first(node.span, node.operand.span), "not")
        yield from claims

    def comparison(self, left: s.Expr, spelt: str, right: s.Expr, span: Span) -> Iterator[Claim]:
        op = self.known.operator(spelt)
        if self.turned:
            op = NEGATED.get(op, op)
        sides = [list(self.bounded(right, op, spelt, span)), list(self.bounded(left, MIRRORED.get(op, op), spelt, span))]
        figures = [c for side in sides for c in side if isinstance(c, Amount)]
        yield from (c for side in reversed(sides) for c in side)
        if figures:
            return
        if isinstance(right, s.Nothing) and op in ("eq", "ne"):
            if op == "eq":  # 为 无 denies, and 不为 无 says that there is some
                yield Claim("not", span, "eq")
        elif op == "ne":
            yield Claim("not", span, "ne")
        elif op not in ("eq", ""):
            yield Claim("operator", span, op)

    def bounded(self, side: s.Expr, op: str, spelt: str, span: Span, role: Role = "threshold") -> Iterator[Claim]:
        """What one side of a comparison says: its figures are thresholds."""
        match side:
            case s.Number() | s.Code() | s.Day():
                yield from self.amounts(side, role, op, spelt, span)
            case s.Path():
                yield from self.amounts(side, role, op, spelt, span)
            case s.Chain() if fraction := _fraction(side):
                yield Amount(role, side.span, spelt, value=fraction, dimension="%", op=op, compared=span)
            case s.Chain() | s.Negative():
                for inner in nodes(side):
                    if isinstance(inner, s.Number | s.Code | s.Path):
                        yield from self.amounts(inner, role, op, spelt, span)
            case _:
                yield from self.read(side)

    def amounts(self, node: s.Expr, role: Role, op: str, spelt: str, span: Span | None) -> Iterator[Claim]:
        match node:
            case s.Number():
                value, dimension = measure(node.text, node.unit.text if node.unit else "")
                yield Amount(role, node.span, spelt, value=value, dimension=dimension, op=op, compared=span)
            case s.Code():
                if found := _LEVEL.fullmatch(node.text):
                    value = Fraction(found[1])
                    yield Amount("level", node.span, spelt, value=value, dimension="A级", op=op, compared=span)
                elif found := re.match(r"[0-9]+", node.text):
                    value, dimension = scaled(Fraction(found[0]), node.text[found.end() :])
                    yield Amount(role, node.span, spelt, value=value, dimension=dimension, op=op, compared=span)
            case s.Day():
                value = Fraction(int(node.day.strftime("%Y%m%d")))
                yield Amount("date", node.span, spelt, value=value, dimension="date", op=op, compared=span)
            case s.Path():
                yield from self.named(node, role, op, spelt, span)

    def named(self, path: s.Path, role: Role, op: str, spelt: str, span: Span | None) -> Iterator[Claim]:
        """What stands behind the name of a parameter, at the place that uses it."""
        if len(path.steps) != 1 or path.steps[0].text not in self.known.parameters:
            return
        expr, scope = self.known.parameters[path.steps[0].text]
        inner = Reader(Known(levels=self.known.levels), role)
        for claim in inner.amounts(expr, role, op, spelt, span):
            if isinstance(claim, Amount):
                yield Amount(
                    *(claim.role, path.span, spelt),
                    value=claim.value,
                    dimension=claim.dimension,
                    op=op,
                    compared=span,
                    needs=False,
                    origin=scope,
                )


def level(name: s.Name) -> Iterator[Claim]:
    """The level that a name is: 5A."""
    if found := _LEVEL.fullmatch(name.text):
        yield Amount("level", name.span, value=Fraction(found[1]), dimension="A级")


def _fraction(node: s.Chain) -> Fraction | None:
    """The value of 1/3 and the like: 三分之一, one figure and not two."""
    match node.first, node.rest:
        case s.Number(unit=None) as above, (("/", s.Number(unit=None) as below),):
            whole = above.text.isdigit() and below.text.isdigit() and int(below.text) > 0
            return Fraction(int(above.text), int(below.text)) if whole else None
    return None


def _between(node: s.Junction) -> Span:
    """Where the first connective of a junction stands."""
    source, start, end = node.span.source, node.items[0].span.end, node.items[1].span.start
    text = source.text[start:end]
    kept = text.strip(" \t\r\n\u3000()（）")
    at = start + max(0, text.find(kept))
    return Span(source, at, at + len(kept)) if kept else Span(source, start, end)


def _first(span: Span, inner: Span) -> Span:
    """The word before what it governs."""
    text = span.source.text[span.start : max(span.start + 1, inner.start)]
    return Span(span.source, span.start, span.start + max(1, len(text.rstrip(" \t\u3000（("))))
